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
    have = {"kind": record.kind} | told_core(record, want) | told_links(record, want)
    return {key: said for key, said in have.items() if key in want or key == "kind" or (key in {"low", "high"} and "value" in want)}


def told_core(record: Record, want: dict[str, Any]) -> dict[str, Any]:
    """Value, deliverable and indicator; where a case names a part of the words, that part stands for them."""
    value, made, indicator = record.value, record.deliverable, record.indicator
    have: dict[str, Any] = {key: getattr(value, key, None) for key in ("op", "unit", "measure")}
    for key in ("low", "high"):
        number = getattr(value, key, None)
        have[key] = None if number is None else float(number)
    have |= {"value": value and value.text, "core": made and made.text, "indicator": indicator and indicator.text}
    if "value" in want and value and want["value"] in value.text:
        have["value"] = want["value"]
    if "core" in want and made and (want["core"] in made.text or made.text in want["core"]):
        have["core"] = want["core"]
    if "indicator" in want and overlaps(record, want["indicator"]):
        have["indicator"] = want["indicator"]
    return have | {"event": made and made.event, "class": record.record_class}


def told_links(record: Record, want: dict[str, Any]) -> dict[str, Any]:
    """Deadline, agencies, recurrence and modality; of an agency, what the case says of the one in its place."""
    deadline, wanted = record.deadline, want.get("agencies", [])
    return {
        "deadline_start": deadline.start.isoformat() if deadline and deadline.start else "",
        "deadline_end": deadline.end.isoformat() if deadline and deadline.end else "",
        "agencies": [
            {key: getattr(agency, key) for key in (wanted[place] if place < len(wanted) else ("name",))}
            for place, agency in enumerate(record.agencies)
        ],
        "recurrence": record.recurrence,
        "restates": record.restates,
        "strength": record.modality and record.modality.strength,
    }


def overlaps(record: Record, words: str) -> bool:
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
