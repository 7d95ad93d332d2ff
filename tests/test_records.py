"""Sentences and the records they must give, and sentences that must give none: cases/targets.toml and cases/nothing.toml."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from policy_extract import Document, Extractor, Record

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


def told(record: Record, want: dict[str, Any]) -> dict[str, Any]:
    """What the record says in the fields that the case names, in the case's own form."""
    have: dict[str, Any] = {"kind": record.kind}
    value = record.value
    if "value" in want:
        have["value"] = want["value"] if value and want["value"] in value.text else value and value.text
    if "core" in want:
        made = record.deliverable
        have["core"] = want["core"] if made and (want["core"] in made.text or made.text in want["core"]) else made and made.text
    for key in ("op", "unit", "measure"):
        if key in want:
            have[key] = getattr(value, key, None)
    for key in ("low", "high"):
        if key in want or "value" in want:
            number = getattr(value, key, None)
            have[key] = None if number is None else float(number)
    if "indicator" in want:
        span = record.indicator.span if record.indicator else (0, 0)
        have["indicator"] = want["indicator"] if overlaps(record, want["indicator"], span) else record.indicator and record.indicator.text
    if "deadline_end" in want:
        have["deadline_end"] = record.deadline.end.isoformat() if record.deadline and record.deadline.end else ""
    if "deadline_start" in want:
        have["deadline_start"] = record.deadline.start.isoformat() if record.deadline and record.deadline.start else ""
    if "agencies" in want:
        have["agencies"] = [{key: getattr(agency, key) for key in wanted} for agency, wanted in zip(record.agencies, want["agencies"], strict=False)]
        have["agencies"] += [{"name": agency.name} for agency in record.agencies[len(want["agencies"]):]]
    for key in ("recurrence", "restates"):
        if key in want:
            have[key] = getattr(record, key)
    if "class" in want:
        have["class"] = record.record_class
    if "event" in want:
        have["event"] = record.deliverable and record.deliverable.event
    if "strength" in want:
        have["strength"] = record.modality and record.modality.strength
    return have


def overlaps(record: Record, words: str, span: tuple[int, int]) -> bool:
    """Whether the record's indicator is the expected phrase: most characters shared, or one holds the other and is not much longer."""
    have = record.indicator.text if record.indicator else ""
    shared = sum(min(have.count(c), words.count(c)) for c in set(have))
    if have and 2 * shared >= 0.6 * (len(have) + len(words)):
        return True
    return bool(have) and ((words in have and len(have) <= len(words) + 12) or (have in words and 2 * len(have) >= len(words)))


def expected(want: dict[str, Any]) -> dict[str, Any]:
    out = dict(want)
    for key in ("low", "high"):
        if "value" in want:
            out[key] = float(Decimal(str(want[key]))) if key in want else None
    return out


@pytest.mark.parametrize("row", rows("targets.toml"))
def test_records(row: dict[str, Any]) -> None:
    found = extract(row)
    wanted = row["records"]
    assert [told(record, want) for record, want in zip(found, wanted, strict=False)] == [expected(want) for want in wanted]
    assert [(record.kind, (record.value or record.deliverable or record.evidence).text) for record in found[len(wanted):]] == []
