"""JSON fields → what is scored, for gold and predictions alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from policy_extract.evaluation.types import ScoredAgency, ScoredDeadline, ScoredRecord, ScoredValue, Span

Json = Mapping[str, Any]

CORE_FIELDS = ("value", "deliverable", "indicator", "evidence")
MALFORMED = (LookupError, TypeError, AttributeError, ValueError, OverflowError)
"""What reading fields raises where they do not have the form that they should have."""

_OPEN, _CLOSE = "【】"


def locate(text: str, quote: str) -> Span:
    """The ``[start, end)`` of the part between 【】 in ``quote``, which without the marks must stand in ``text`` exactly once.

    The text may hold 【】 of its own, so the marks are the pair whose removal makes the quote a string of the text.
    Raises ValueError where there is no such pair or the quote stands in the text twice.
    """
    opens = [i for i, character in enumerate(quote) if character == _OPEN]
    closes = [i for i, character in enumerate(quote) if character == _CLOSE]
    for first in opens:
        for last in reversed([i for i in closes if i > first]):
            plain = quote[:first] + quote[first + 1 : last] + quote[last + 1 :]
            at = text.find(plain)
            if at < 0:
                continue
            if text.find(plain, at + 1) >= 0:
                raise ValueError(f"quote is not unique: {quote!r}")
            return at + first, at + last - 1
    raise ValueError(f"quote not found: {quote!r}")


def marked(text: str, span: Span, before: int = 20, after: int = 12) -> str:
    """The characters at ``span`` between 【】, with some of the text around them."""
    start, end = span
    return f"{text[max(0, start - before) : start]}{_OPEN}{text[start:end]}{_CLOSE}{text[end : end + after]}"


def scored_records(fields: Json, text: str) -> tuple[ScoredRecord, ...]:
    """The predicted records of one contract object that are scored: planned ones that restate no other."""
    return tuple(contract_record(record, text) for record in _planned(fields) if not record.get("restates"))


def gold_records(fields: Json, text: str) -> tuple[ScoredRecord, ...]:
    """The gold records of one contract object: planned ones. One that restates another is optional, marked so or not."""
    return tuple(
        replace(contract_record(record, text), optional=bool(record.get("optional") or record.get("restates")))
        for record in _planned(fields)
    )


def _planned(fields: Json) -> Iterator[Json]:
    return (record for record in fields.get("records") or () if record.get("status", "planned") == "planned")


def mentioned_names(fields: Json) -> frozenset[str]:
    """The surface strings of all agency mentions of one contract object."""
    return frozenset(mention["text"] for mention in _mentions(fields))


def ungrounded(fields: Json, text: str) -> int:
    """How many objects of the records and agency mentions say something else than what stands at their span."""
    nodes = [*(fields.get("records") or ()), *_mentions(fields)]
    return sum(text[start:end] != said for start, end, said in _located(nodes))


def _located(nodes: Iterable[object]) -> Iterator[tuple[int, int, object]]:
    for node in nodes:
        if isinstance(node, Mapping):
            said = node.get("text", node.get("name"))
            if node.get("span") is not None and said is not None:
                yield node["span"][0], node["span"][1], said
            yield from _located(child for key, child in node.items() if key != "extra")
        elif isinstance(node, list):
            yield from _located(node)


def _mentions(fields: Json) -> list[Json]:
    return [mention for agency in fields.get("agencies") or () for mention in agency.get("mentions", ())]


def quoted_record(record: Json, text: str) -> ScoredRecord:
    """A record of the folder form: its value's parts lie in the record itself, its core is marked in the quote.

    Raises ValueError where the quote of the core or of the deadline does not stand in ``text`` exactly once.
    """
    deadline = record.get("deadline") or {}
    if deadline.get("quote"):
        locate(text, deadline["quote"])
    return ScoredRecord(
        kind=record["kind"],
        span=locate(text, record["quote"]),
        quote=record["quote"],
        indicator=record.get("indicator"),
        indicator_located=bool(record.get("indicator")),
        value=_value(record),
        deadline=_deadline(record),
        agencies=_agencies(record),
        optional=bool(record.get("optional")),
        deadline_optional=bool(record.get("deadline_optional")),
    )


def contract_record(record: Json, text: str) -> ScoredRecord:
    """A record in the output contract's form."""
    span = core_span(record)
    indicator = record.get("indicator") or {}
    return ScoredRecord(
        kind=str(record.get("kind")),
        span=span,
        quote=marked(text, span),
        indicator=indicator.get("text"),
        indicator_located=bool(indicator.get("span")),
        value=_value(record.get("value") or {}),
        deadline=_deadline(record),
        agencies=_agencies(record),
        deadline_optional=bool(record.get("deadline_optional")),
        confidence=_float(record.get("confidence")),
        basis=(record.get("rules") or {}).get("confidence"),
    )


def core_span(record: Json) -> Span:
    """The span by which a record is found again: its value, else its deliverable, its indicator or its evidence."""
    for key in CORE_FIELDS:
        part = record.get(key)
        if part and part.get("span"):
            start, end = part["span"]
            return start, end
    return 0, 0


def _value(fields: Json) -> ScoredValue:
    return ScoredValue(
        fields.get("op"), _float(fields.get("low")), _float(fields.get("high")), fields.get("unit") or "", fields.get("measure")
    )


def _float(number: object) -> float | None:
    return float(number) if isinstance(number, int | float) else None


def _deadline(record: Json) -> ScoredDeadline | None:
    fields = record.get("deadline")
    return ScoredDeadline(fields.get("start"), fields.get("end")) if fields else None


def _agencies(record: Json) -> tuple[ScoredAgency, ...]:
    return tuple(
        ScoredAgency(fields.get("name"), fields.get("canonical"), fields.get("role"), fields.get("scope"))
        for fields in record.get("agencies") or ()
    )
