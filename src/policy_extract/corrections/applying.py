"""Decisions onto a later extraction of the same document, which may have been edited or read by newer rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policy_extract.corrections.loading import Correction, Corrections, parts
from policy_extract.schema import Extraction, Record, record_id

Span = tuple[int, int]
_CONTEXTS = (24, 12, 6, 0)  # characters on either side by which words are found again, the surest first


@dataclass(frozen=True, slots=True)
class Misfit:
    """A decision that could not be kept: the record's id, the decision and why."""

    record_id: str
    review: str
    reason: str


@dataclass(frozen=True, slots=True)
class Applied:
    """An extraction with the decisions carried out, the records that were rejected, and the decisions that no longer fit."""

    extraction: Extraction
    rejected: tuple[Record, ...]
    misfits: tuple[Misfit, ...]


def apply(
    extraction: Extraction, text: str, corrections: Corrections, *, include: frozenset[str] = frozenset({"planned"})
) -> Applied:
    """Carry the decisions out.

    Accepted and edited records take the place of what was found for the same core, or come in where nothing was; rejected ones go; records
    of which nothing was decided stay. Where the text has changed, each span is looked for by its words and the words around them: a record
    of which any part no longer stands in the text, or stands there twice, is a misfit. Only statuses in ``include`` come in.
    """
    found = list(extraction.records)
    misfits, rejected = [], []
    for decision in corrections.decisions:
        record = _moved(decision.record, corrections.text, text, extraction.doc_id)
        if isinstance(record, str):
            misfits.append(Misfit(decision.record.id, decision.review, record))
            continue
        found = [one for one in found if not _same(one, record)]
        if decision.review == "rejected":
            rejected.append(record)
        elif record.status in include:
            found.append(_signed(record, decision))
    found.sort(key=lambda one: (one.core, one.kind))
    known = {record.id for record in found}
    records = tuple(one if one.restates in known else one.model_copy(update={"restates": None}) for one in found)
    return Applied(extraction.model_copy(update={"records": records}), tuple(rejected), tuple(misfits))


def _same(found: Record, decided: Record) -> bool:
    """Whether two records speak of one core: a number of one number, a deliverable of most of one clause."""
    (low, high), (start, end) = found.core, decided.core
    shared = min(high, end) - max(low, start)
    if (found.kind == "target") != (decided.kind == "target"):
        return False
    return shared > 0 and (found.kind == "target" or 2 * shared >= min(high - low, end - start))


def _signed(record: Record, decision: Correction) -> Record:
    return record.model_copy(update={"rules": record.rules | {"record": f"correction.{decision.review}"}})


def _moved(record: Record, old: str, new: str, doc_id: str) -> Record | str:
    """The record with its spans in the new text, or the words that are no longer there."""
    if old == new:
        return record
    places: dict[Span, Span] = {}
    for span, said in parts(record):
        place = _found_again(span, old, new)
        if place is None:
            return f"{said!r} is no longer where it was"
        places[span] = place
    fields = _with_spans(record.model_dump(mode="python", by_alias=True), places)
    fields["id"] = record_id(doc_id, record.kind, places[record.core][0])
    return type(record).model_validate(fields)


def _found_again(span: Span, old: str, new: str) -> Span | None:
    """Where the words at ``span`` stand in the new text: by the widest context that is found, and only where that stands there once."""
    start, end = span
    for width in _CONTEXTS:
        low = max(0, start - width)
        quote = old[low : end + width]
        at = new.find(quote)
        if at >= 0:
            once = new.find(quote, at + 1) < 0
            return (at + start - low, at + end - low) if once else None
    return None


def _with_spans(node: Any, places: dict[Span, Span]) -> Any:
    if isinstance(node, dict):
        return {
            key: places.get(tuple(value), value) if key == "span" and value is not None else _with_spans(value, places)
            for key, value in node.items()
        }
    return [_with_spans(item, places) for item in node] if isinstance(node, list | tuple) else node
