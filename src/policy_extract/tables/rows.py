"""A record → a flat row: the document's fields, the record's fields, its evidence, and offsets in code points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from policy_extract.schema import Extraction, Failure, Record

Cell = str | int | float | None
_Get = Callable[[Extraction, Record], object]

# In words, as a lone = would have to be escaped
_OPS = {"=": "equal", ">=": "at least", ">": "more than", "<=": "at most", "<": "less than", "~": "about", "between": "between"}


def _many(get: Callable[[Record], object]) -> _Get:
    return lambda _, record: get(record)


# In the order of the columns: what a reader wants first, then where it stands, then how it was found.
_TABLE: dict[str, _Get] = {
    "doc_id": lambda document, _: document.doc_id,
    "title": lambda document, _: document.title,
    "published": lambda document, _: document.published,
    "kind": _many(lambda record: record.kind),
    "class": _many(lambda record: record.record_class),
    "status": _many(lambda record: record.status),
    "indicator": _many(lambda record: record.indicator and record.indicator.text),
    "indicator_resolved": _many(lambda record: record.indicator and record.indicator.resolved),
    "filter": _many(lambda record: record.indicator and record.indicator.filter),
    "value": _many(lambda record: record.value and record.value.text),
    "op": _many(lambda record: record.value and _OPS[record.value.op]),
    "low": _many(lambda record: record.value and record.value.low),
    "high": _many(lambda record: record.value and record.value.high),
    "unit": _many(lambda record: record.value and record.value.unit),
    "measure": _many(lambda record: record.value and record.value.measure),
    "satisfied_by": _many(lambda record: record.value and record.value.satisfied_by),
    "aggregation": _many(lambda record: record.value and record.value.aggregation),
    "baseline": _many(lambda record: record.value and record.value.baseline and record.value.baseline.text),
    "deliverable": _many(lambda record: record.deliverable and record.deliverable.text),
    "event": _many(lambda record: record.deliverable and record.deliverable.event),
    "deadline": _many(lambda record: record.deadline and record.deadline.text),
    "deadline_start": _many(lambda record: record.deadline and record.deadline.start),
    "deadline_end": _many(lambda record: record.deadline and record.deadline.end),
    "deadline_link": _many(lambda record: record.deadline and record.deadline.link),
    "recurrence": _many(lambda record: record.recurrence),
    "agencies": _many(lambda record: "、".join(agency.name for agency in record.agencies)),
    "agencies_official": _many(lambda record: "、".join(agency.canonical or "" for agency in record.agencies)),
    "agencies_role": _many(lambda record: "、".join(agency.role for agency in record.agencies)),
    "modality": _many(lambda record: record.modality and record.modality.text),
    "binding": _many(lambda record: record.binding),
    "evidence": _many(lambda record: record.evidence.text),
    "section": _many(lambda record: " › ".join(record.evidence.section)),
    "publisher": lambda document, _: document.publisher,
    "document_number": lambda document, _: document.document_number,
    "jurisdiction": lambda document, record: (place := record.jurisdiction or document.jurisdiction) and place.name,
    "adcode": lambda document, record: (place := record.jurisdiction or document.jurisdiction) and place.adcode,
    "source_url": lambda document, _: document.source.url,
    "source_path": lambda document, _: document.source.path,
    "record_id": _many(lambda record: record.id),
    "restates": _many(lambda record: record.restates),
    "core_start": _many(lambda record: record.core[0]),
    "core_end": _many(lambda record: record.core[1]),
    "indicator_start": _many(lambda record: record.indicator and record.indicator.span[0]),
    "indicator_end": _many(lambda record: record.indicator and record.indicator.span[1]),
    "deadline_text_start": _many(lambda record: record.deadline and record.deadline.span and record.deadline.span[0]),
    "deadline_text_end": _many(lambda record: record.deadline and record.deadline.span and record.deadline.span[1]),
    "evidence_start": _many(lambda record: record.evidence.span[0]),
    "evidence_end": _many(lambda record: record.evidence.span[1]),
    "confidence": _many(lambda record: record.confidence),
    "rules": _many(lambda record: "; ".join(f"{field}: {names}" for field, names in record.rules.items())),
}
COLUMNS = (*_TABLE, "error")


def record_rows(extraction: Extraction) -> Iterator[tuple[Cell, ...]]:
    """A row of ``COLUMNS`` for each record; lists are joined with 、 in the same order in each of their columns."""
    for record in extraction.records:
        yield (*(_cell(get(extraction, record)) for get in _TABLE.values()), None)


def failure_row(failure: Failure) -> tuple[Cell, ...]:
    """The row of a document that could not be processed: its id and, in the last column, why."""
    return (failure.doc_id, *(None,) * (len(COLUMNS) - 2), f"{failure.error.code}: {failure.error.message}")


def _cell(value: object) -> Cell:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return None if value == "" else value
    raise TypeError(f"{type(value).__name__} is no cell")
