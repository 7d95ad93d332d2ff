"""Tables of tasks: the records of their rows, with the units and times of their cells."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from policy_extract import Document, Extractor
from policy_extract.schema import Record

CASES = tomllib.loads((Path(__file__).parent / "cases" / "rows.toml").read_text("utf-8"))["case"]
EXTRACTOR = Extractor()


def told(record: Record) -> str:
    core = record.value or record.deliverable
    assert core is not None
    units = ", ".join(f"{agency.name} {agency.role}" for agency in record.agencies)
    return f"{record.kind} | {core.text} | {record.deadline.end if record.deadline else '-'} | {units}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_rows(case: dict[str, str]) -> None:
    text = case["text"].lstrip()
    result = EXTRACTOR.extract(Document(text=text, title=text.split("\n", 1)[0], published="2026-02-01"))
    assert [told(record) for record in result.records] == case["records"].strip().splitlines()
    for record in result.records:
        for agency in record.agencies:
            assert text[slice(*agency.span)] == agency.name
