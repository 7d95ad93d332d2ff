"""An extraction and its text → a note on each field of each record and on each unclaimed number. Pure: nothing is extracted again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policy_extract.explain.catalogue import note_on, reason_words, scope_of
from policy_extract.explain.types import Explanation, FieldNote, NumberNote, RecordNote
from policy_extract.patterns import later
from policy_extract.schema import Deadline, Extraction, Link, Record, Unclaimed, Value

_OPS = {
    "=": "equal", ">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than", "~": "about", "between": "between",
}
_BREAK = later(r"[。；;！？!?\n]")
_MOST_AROUND = 80  # characters of a sentence shown on either side of the words
_BY_MODAL = frozenset({"status.modal", "status.will", "status.objective"})
_BY_TIME = frozenset({"status.future_time", "status.current_time", "status.past_time"})

Span = tuple[int, int]


def explain(extraction: Extraction, text: str) -> Explanation:
    """The notes on an extraction of ``text``. Numbers are noted where the extractor was asked for them (``unclaimed=True``)."""
    return Explanation(
        doc_id=extraction.doc_id,
        jurisdiction=_jurisdiction(extraction, text),
        records=tuple(
            RecordNote(id=record.id, kind=record.kind, evidence=record.evidence.text, fields=tuple(_Notes(record, text, extraction).all()))
            for record in extraction.records
        ),
        unclaimed=tuple(_number(number, text) for number in extraction.unclaimed),
    )


def _jurisdiction(extraction: Extraction, text: str) -> FieldNote | None:
    place = extraction.jurisdiction
    if place is None or place.rule is None:
        return None
    rule = place.rule
    note = FieldNote(field="jurisdiction", value=place.name, rules=(note_on(rule),), scope=scope_of(rule), text=extraction.title)
    if place.evidence is None:
        return note
    words = place.evidence
    return note.model_copy(update={"text": words.text, "span": words.span, "around": _around(text, words.span)})


def _number(number: Unclaimed, text: str) -> NumberNote:
    return NumberNote(
        text=number.text, span=number.span, reason=number.reason, meaning=reason_words(number.reason), rule=note_on(number.rule),
        around=_around(text, number.span),
    )


def _around(text: str, span: Span) -> str:
    """The sentence or line at ``span``, a bounded stretch of it."""
    start, end = max(0, span[0] - _MOST_AROUND), min(len(text), span[1] + _MOST_AROUND)
    for mark in _BREAK.finditer(text, start, span[0]):
        start = mark.end()
    close = _BREAK.search(text, span[1], end)
    return text[start : close.end() if close else end].strip()


class _Notes:
    """Makes the notes on one record's fields, in the order of the output."""

    def __init__(self, record: Record, text: str, extraction: Extraction) -> None:
        self.record, self.text, self.extraction = record, text, extraction

    def all(self) -> Iterator[FieldNote]:
        """A note on every field that is set."""
        record = self.record
        yield self._note("kind", record.kind, f"kind.{record.kind}")
        yield self._note("class", record.record_class, f"class.{record.record_class}")
        yield self._status()
        if record.restates is not None:
            yield self._note("restates", record.restates, "restates.earlier")
        if record.jurisdiction is not None:
            place = record.jurisdiction
            yield self._note("jurisdiction", place.name, place.rule or "", place.evidence)
        if record.modality is not None:
            yield self._note("modality", record.modality.strength, self._rules("modality"), record.modality)
        if record.binding is not None:
            yield self._note("binding", record.binding, "binding.label")
        if record.action is not None:
            yield self._note("action", record.action.text, "action.governing", record.action)
        yield from self._indicator()
        if record.value is not None:
            yield from self._value(record.value)
        if record.deliverable is not None:
            yield self._note("deliverable", record.deliverable.text, self._rules("deliverable"), record.deliverable)
            if record.deliverable.event is not None:
                yield self._note("deliverable.event", record.deliverable.event, f"event.{record.deliverable.event}")
        if record.deadline is not None:
            yield self._deadline(record.deadline)
        if record.recurrence is not None:
            yield self._note("recurrence", record.recurrence, "recurrence.named")
        yield from self._agencies()
        yield self._note("evidence", " › ".join((*record.evidence.section, record.evidence.text)), "evidence.sentence", record.evidence)

    def _rules(self, field: str) -> str:
        """The rules that the output names for a field, or for the whole record where a reviewer made it."""
        return self.record.rules.get(field) or self.record.rules.get("record", "")

    def _note(self, field: str, value: str, rules: str, words: Any = None, link: Link | None = None) -> FieldNote:
        """``words`` is the part of the record that has the field's text and span; ``link`` its own scope, else that of its first rule."""
        names = rules.split()
        text = None if words is None else getattr(words, "name", None) or words.text
        span = None if words is None else words.span
        low, high = self.record.evidence.span
        outside = span is not None and not low <= span[0] < high
        return FieldNote(
            field=field, value=value, rules=tuple(note_on(name) for name in names), scope=link or scope_of(names[0] if names else ""),
            text=text, span=span, around=_around(self.text, span) if outside and span is not None else None,
        )

    def _status(self) -> FieldNote:
        """The status with the words behind it where single words are: the modal, the time, the heading or the title."""
        record, rule = self.record, self._rules("status")
        note = self._note("status", record.status, rule)
        if rule in _BY_MODAL and record.modality is not None:
            return self._note("status", record.status, rule, record.modality)
        if rule in _BY_TIME and record.deadline is not None and record.deadline.span is not None:
            return self._note("status", record.status, rule, record.deadline)
        if note.scope == "section" and record.evidence.section:
            return note.model_copy(update={"text": record.evidence.section[-1]})
        return note.model_copy(update={"text": self.extraction.title}) if note.scope == "document" else note

    def _indicator(self) -> Iterator[FieldNote]:
        indicator = self.record.indicator
        if indicator is None:
            return
        yield self._note("indicator", indicator.text, self._rules("indicator"), indicator)
        restored = self.record.rules.get("resolved")
        if restored and indicator.resolved:
            yield self._note("indicator.resolved", indicator.resolved, restored)
        if indicator.filter:
            yield self._note("indicator.filter", indicator.filter, "filter.condition")

    def _value(self, value: Value) -> Iterator[FieldNote]:
        numbers = dict.fromkeys(number for number in (value.low, value.high) if number is not None)
        digits = "–".join(f"{number.normalize():f}" for number in numbers)
        yield self._note("value", f"{digits} {value.unit}".strip(), self._rules("value"), value)
        yield self._note("value.op", value.op, f"op.{_OPS[value.op]}")
        yield self._note("value.measure", value.measure, f"measure.{value.measure}")
        for name in ("satisfied_by", "aggregation"):
            said = getattr(value, name)
            if said is not None:
                yield self._note(f"value.{name}", said, f"{name}.{said}")
        if value.normalized is not None:
            yield self._note("value.normalized", value.normalized.unit, "normalized.standard_unit")
        if value.baseline is not None:
            yield self._note("value.baseline", value.baseline.kind, f"baseline.{value.baseline.kind}", value.baseline)

    def _deadline(self, deadline: Deadline) -> FieldNote:
        days = " – ".join(str(day) for day in (deadline.start, deadline.end) if day is not None)
        words = deadline if deadline.span is not None else None
        note = self._note("deadline", days or "?", self._rules("deadline"), words, deadline.link)
        return note if words is not None else note.model_copy(update={"text": self.extraction.title})

    def _agencies(self) -> Iterator[FieldNote]:
        for position, agency in enumerate(self.record.agencies):
            rules = f"{self._rules('agencies')} role.{agency.role_source}".strip()
            yield self._note(f"agencies[{position}]", f"{agency.canonical or agency.name} ({agency.role})", rules, agency, agency.link)
