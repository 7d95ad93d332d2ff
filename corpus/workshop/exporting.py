"""Gold documents → the source form, to be edited by hand and built again: what the review page cannot edit is edited here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from corpus.workshop.locating import Span
from policy_extract.schema import GoldDocument, GoldRecord

_STEP = 4  # characters by which a quote grows on either side until it stands in the text once


def export(document: GoldDocument, folder: Path) -> None:
    """Write ``ID.txt`` and ``ID.json``. Building them gives the document again, as far as the nearest-place rule finds the same places."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{document.doc_id}.txt").write_bytes(document.text.encode("utf-8"))
    fields = source_fields(document)
    (folder / f"{document.doc_id}.json").write_text(json.dumps(fields, ensure_ascii=False, indent=1) + "\n", "utf-8")


def source_fields(document: GoldDocument) -> dict[str, Any]:
    """The fields of the source form."""
    text, extra, issuer = document.text, document.extra, document.issuer
    surfaces = list(dict.fromkeys(mention.text for agency in document.agencies for mention in agency.mentions))
    known = document.model_dump(mode="json", include={"title", "published", "publisher", "document_number", "document_status"})
    return {
        "id": document.doc_id, **{key: extra[key] for key in ("scenario", "genre", "level", "region", "year")}, **known,
        "issuer": issuer and {"name": issuer.name, "canonical": issuer.canonical},
        "effective": document.effective and document.effective.isoformat(),
        "expires": document.expires and document.expires.isoformat(),
        "jurisdiction": document.jurisdiction and document.jurisdiction.name, "messy": extra["messy"],
        "phenomena": {tag: [each["text"] for each in places] for tag, places in extra["phenomena"].items()},
        "agency_mentions": surfaces,
        "agencies": {mention.text: agency.canonical for agency in document.agencies for mention in agency.mentions},
        "results": [unique_quote(text, each.span) for each in document.unclaimed],
        "records": [dict(_record(document, record)) for record in document.records],
    }


def unique_quote(text: str, span: Span) -> str:
    """The characters at a span between 【】, with as many around them as it takes to stand in the text once."""
    start, end = span
    for width in count(0, _STEP):
        low, high = max(0, start - width), min(len(text), end + width)
        plain = text[low:high]
        if text.find(plain) == low and text.find(plain, low + 1) < 0:
            return f"{text[low:start]}【{text[start:end]}】{text[end:high]}"
    raise AssertionError("the whole text stands in itself once")


def _record(document: GoldDocument, record: GoldRecord) -> Iterator[tuple[str, Any]]:
    """The fields of a record, those that are at their defaults left out."""
    text = document.text
    yield "kind", record.kind
    yield "quote", unique_quote(text, record.core)
    if (indicator := record.indicator) is not None:
        yield "indicator", indicator.text
        yield "indicator_quote", unique_quote(text, indicator.span)
        if indicator.resolved != indicator.text:
            yield "resolved", indicator.resolved
        yield from _set("filter", indicator.filter)
    if (value := record.value) is not None:
        fields = value.model_dump(mode="json")
        yield from ((key, fields[key]) for key in ("op", "low", "high", "unit", "measure"))
        yield from _set("aggregation", value.aggregation if value.aggregation != "point" else None)
        if value.baseline is not None:
            yield "baseline", {key: said for key, said in fields["baseline"].items() if key != "span" and said is not None}
    yield from _set("event", record.deliverable and record.deliverable.event)
    if (deadline := record.deadline) is not None:
        days = deadline.model_dump(mode="json", include={"start", "end"})
        yield "deadline", {"quote": unique_quote(text, deadline.span) if deadline.span else None, **days}
    yield "agencies", [one.model_dump(mode="json", include={"name", "canonical", "role", "scope"}) for one in record.agencies]
    if record.modality is not None:
        yield "modal", record.modality.text
        yield "strength", record.modality.strength
    yield from _set("action", record.action and record.action.text)
    yield from _set("class", record.record_class if record.record_class != "commitment" else None)
    for key in ("recurrence", "binding"):
        yield from _set(key, getattr(record, key))
    yield from _set("jurisdiction", record.jurisdiction and record.jurisdiction.name)
    if record.restates is not None:
        yield "restates", next(unique_quote(text, other.core) for other in document.records if other.id == record.restates)
    for mark in ("optional", "deadline_optional"):
        yield from _set(mark, getattr(record, mark) or None)


def _set(key: str, said: Any) -> Iterator[tuple[str, Any]]:
    if said is not None:
        yield key, said
