"""Sentences and the records they must give, and sentences that must give none: cases/targets.toml and cases/nothing.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policy_extract import Document, Extractor, Record
from telling import expected, told

CASES = Path(__file__).parent / "cases"
PUBLISHED = "2023-03-04"


def rows(name: str) -> list[Any]:
    """The rows of a file of tables of rows, each named by its table and place."""
    tables = tomllib.loads((CASES / name).read_text("utf-8"))
    return [
        pytest.param(row, id=f"{table}-{number}", marks=[pytest.mark.xfail(reason=row["open"], strict=True)] if "open" in row else [])
        for table, group in tables.items()
        for number, row in enumerate(group, 1)
    ]


def extract(row: dict[str, Any]) -> tuple[Record, ...]:
    document = Document(text=row["text"], published=row.get("published", PUBLISHED), title=row.get("title"))
    return Extractor().extract(document).records


@pytest.mark.parametrize("row", rows("nothing.toml"))
def test_no_record(row: dict[str, Any]) -> None:
    found = [(record.kind, (record.value or record.deliverable or record.evidence).text) for record in extract(row)]
    assert found == []


@pytest.mark.parametrize("row", rows("targets.toml"))
def test_records(row: dict[str, Any]) -> None:
    found = extract(row)
    wanted = row["records"]
    assert [told(record, want) for record, want in zip(found, wanted, strict=False)] == [expected(want) for want in wanted]
    assert [(record.kind, (record.value or record.deliverable or record.evidence).text) for record in found[len(wanted):]] == []
