"""What a second reader should look at: annotations that do not fit their own words, and numbers that nothing speaks of.

A doubt is no fault. Nothing here reads the document in the annotator's place: only the words that he chose are held against what he
wrote beside them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from corpus.workshop.locating import Span, gap
from policy_extract.evaluation.matching import value_checks
from policy_extract.evaluation.types import ScoredValue
from policy_extract.grammar.quantity import number_runs, parse_quantity
from policy_extract.mentions import Quantity
from policy_extract.schema import GoldDocument, GoldRecord, Value

_VERB = 4  # characters before a value that may hold a verb that bounds it (突破, 控制在)
_NEAR = frozenset({"clause", "sentence", "list"})
_NUMBER = re.compile(r"\d+(?:[.．,，]\d+)*")
_DATE = re.compile(r"[年月日号时点〕\]]|[-:：—]\d|(?<=[-:：]\d\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CELL = re.compile(r"[≤≥<>]?[\d.,]+")  # of a table, whose head has the unit
_SPACES = re.compile(r"\s+")


def doubts(document: GoldDocument) -> Iterator[str]:
    """The doubts about a document's annotations, in words."""
    for record in document.records:
        if record.value is not None:
            yield from (f"{record.id}: {words}" for words in _about_value(document.text, record.value))
        yield from (f"{record.id}: {words}" for words in _about_record(record))
        if record.deadline is not None and document.published and str(record.deadline.end) < document.published[:10]:
            yield f"{record.id}: its deadline, {record.deadline.end}, was over when the document came out"
    if document.issuer is not None and document.issuer.name not in document.text:
        yield f"the issuer {document.issuer.name} is not named so in the text"
    results = {each.span for each in document.unclaimed}
    for record in document.records:
        for low, high in results:
            if record.value is not None and low < record.value.span[1] and record.value.span[0] < high:
                yield f"{record.id}: its value is also told as a result"
    canonicals: dict[str, set[str | None]] = {}
    for record in document.records:
        for agency in record.agencies:
            canonicals.setdefault(agency.name, set()).add(agency.canonical)
    for name, said in canonicals.items():
        if len(said) > 1:
            yield f"{name} has several official names: {sorted(map(str, said))}"


def _about_value(text: str, value: Value) -> Iterator[str]:
    start, end = value.span
    if _CELL.fullmatch(value.text):
        return
    plain = parse_quantity(_SPACES.sub("", value.text))
    if plain is None:
        yield f"the value {value.text!r} is no number with its unit"
        return
    said_with_verb = (_SPACES.sub("", text[max(0, start - width) : end]) for width in range(_VERB + 1))
    readings = [read for words in said_with_verb if (read := parse_quantity(words)) is not None]
    said = _scored(value)
    if not any(all(value_checks(said, _read(read, value.measure)).values()) for read in readings):
        numbers = f"{plain.op} {plain.low} {plain.high} {plain.unit}"
        yield f"the value {value.text!r} is told as {value.op} {value.low} {value.high} {value.unit}, its words say {numbers}"


def _scored(value: Value) -> ScoredValue:
    return ScoredValue(value.op, _float(value.low), _float(value.high), value.unit, value.measure)


def _read(quantity: Quantity, measure: str) -> ScoredValue:
    return ScoredValue(quantity.op, _float(quantity.low), _float(quantity.high), quantity.unit, measure)


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _about_record(record: GoldRecord) -> Iterator[str]:
    low, high = record.evidence.span
    for scope, place in (("explicit", "outside"), ("inherited", "inside")):
        names = [one.name for one in record.agencies if one.scope == scope and (one.link in _NEAR) != (scope == "explicit")]
        if names:
            yield f"{scope}, but {place} the sentence and its item: {'、'.join(names)}"
    if record.indicator is not None:
        if not low <= record.indicator.span[0] < high:
            yield f"the indicator {record.indicator.text!r} stands outside the sentence"
        if record.value is not None and gap(record.indicator.span, record.value.span) == 0 and record.value.text in record.indicator.text:
            yield f"the indicator {record.indicator.text!r} holds the value"
    if record.modality is not None and not low <= record.modality.span[0] < high:
        yield f"the modal {record.modality.text!r} stands outside the sentence"
    if record.deadline is not None and record.deadline.text and record.deadline.end is not None:
        years = _YEAR.findall(unicodedata.normalize("NFKC", record.deadline.text))
        if years and str(record.deadline.end.year) not in years:
            yield f"the deadline {record.deadline.text!r} ends {record.deadline.end}"


def loose_numbers(document: GoldDocument) -> Iterator[Span]:
    """Numbers that lie in no record, result, deadline, baseline or date: names and structure, or something forgotten."""
    taken: list[Span] = [each.span for each in document.unclaimed]
    for record in document.records:
        taken.append(record.core)
        taken += [record.deadline.span] if record.deadline is not None and record.deadline.span is not None else []
        taken += [record.value.baseline.span] if record.value is not None and record.value.baseline is not None else []
        taken += [record.indicator.span] if record.indicator is not None else []
    text = document.text
    numbers = [each.span() for each in _NUMBER.finditer(text)]
    numbers += [each.span() for each in number_runs().finditer(text) if len(each[0]) > 1 and not _NUMBER.search(each[0])]
    for start, end in sorted(numbers):
        if not _DATE.match(text, end) and not any(low < end and start < high for low, high in taken):
            yield start, end
