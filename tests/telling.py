"""What a record says, in the form in which a case of a data file says it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from policy_extract import Record


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
    have |= {"value": value and value.text, "core": made and made.text, "indicator": indicator.text if indicator else ""}
    if "value" in want and value and want["value"] in value.text:
        have["value"] = want["value"]
    if "core" in want and made and (want["core"] in made.text or made.text in want["core"]):
        have["core"] = want["core"]
    if want.get("indicator") and overlaps(record, want["indicator"]):
        have["indicator"] = want["indicator"]
    have |= {"resolved": indicator and indicator.resolved, "filter": indicator and indicator.filter}
    return have | {"event": made and made.event, "class": record.record_class, "status": record.status} | told_meaning(record)


def told_meaning(record: Record) -> dict[str, Any]:
    """What the value means, and where; a baseline is told as its kind, year and value."""
    value, place = record.value, record.jurisdiction
    base = value.baseline if value else None
    return {
        "satisfied_by": value and value.satisfied_by,
        "aggregation": value and value.aggregation,
        "baseline": base and base.text,
        "baseline_kind": base and base.kind,
        "baseline_year": base and base.year,
        "baseline_value": float(base.value) if base and base.value is not None else None,
        "jurisdiction": place and place.name,
        "binding": record.binding,
    }


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
        "restates": record.restates is not None,
        "strength": record.modality and record.modality.strength,
        "link": deadline and deadline.link,
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
