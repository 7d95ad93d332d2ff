"""Two annotations of the same documents → how far they agree, field by field, and where they do not.

Records are found again as in the evaluation, by the overlap of their cores; neither side is the right one, so records are told as F1 and
the fields of matched records as shares.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from corpus.workshop.sources import SourceError
from policy_extract.evaluation import Rate, Share
from policy_extract.evaluation.forms import contract_record
from policy_extract.evaluation.matching import pair_agencies, pair_records, similar, value_checks
from policy_extract.evaluation.types import KINDS, ScoredRecord
from policy_extract.schema import GoldDocument, GoldRecord


class Disagreement(NamedTuple):
    """One point where the two part."""

    document: str
    what: str
    where: str
    first: str
    second: str


class Pair(NamedTuple):
    """A record as both have it, in the form that is scored."""

    first: ScoredRecord
    second: ScoredRecord


@dataclass
class Agreement:
    """The counts over all documents. ``rates``: what both found; ``shares``: the fields of what both found."""

    documents: int = 0
    rates: defaultdict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    shares: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    differences: list[Disagreement] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The table, in Markdown."""
        yield f"| field | agreement | cases ({self.documents} documents) |"
        yield "| --- | ---: | ---: |"
        for name, rate in self.rates.items():
            yield f"| {name} (F1) | {rate.f1:.3f} | {rate.gold} and {rate.predicted} |"
        for name, share in self.shares.items():
            yield f"| {name} | {share.part:.3f} | {share.of} |"


def agreement(first: Mapping[str, GoldDocument], second: Mapping[str, GoldDocument]) -> Agreement:
    """Compare the documents that both hold. Raises SourceError where there is none or where their texts differ."""
    found = Agreement()
    for name in sorted(first.keys() & second.keys()):
        if first[name].text != second[name].text:
            raise SourceError(f"{name}: the two annotations are of different texts")
        found.documents += 1
        _compare(found, first[name], second[name])
    if not found.documents:
        raise SourceError("no document is in both annotations")
    for name in OTHER_FIELDS:
        if not all(_gives(name, side) for side in (first, second)):  # a blind second reading may leave it out altogether
            found.shares.pop(name, None)
            found.differences = [row for row in found.differences if row.what != name]
    return found


def _gives(name: str, annotation: Mapping[str, GoldDocument]) -> bool:
    """Whether an annotation says anything of a field that is not scored, beyond what every record has by default."""
    get = OTHER_FIELDS[name]
    return any(get(record) not in _DEFAULTS for document in annotation.values() for record in document.records)


def _compare(found: Agreement, first: GoldDocument, second: GoldDocument) -> None:
    mine, theirs = _scored(first), _scored(second)
    for kinds, name in ((("target",), "targets"), (("milestone", "task"), "milestones and tasks")):
        ours = [each for each in mine if each.kind in kinds]
        others = [each for each in theirs if each.kind in kinds]
        matched = pair_records(ours, others)
        alone = [each for at, each in enumerate(ours) if at not in {g for g, _ in matched}]
        strangers = [each for at, each in enumerate(others) if at not in {p for _, p in matched}]
        _count(found, name, [Pair(ours[g], others[p]) for g, p in matched], alone, strangers, first.doc_id)
    surfaces = [{mention.text for agency in each.agencies for mention in agency.mentions} for each in (first, second)]
    found.rates["agency mentions"] += Rate(len(surfaces[0] & surfaces[1]), len(surfaces[1]), len(surfaces[0]))
    for surface in sorted(surfaces[0] ^ surfaces[1]):
        side = ("mentioned", "") if surface in surfaces[0] else ("", "mentioned")
        found.differences.append(Disagreement(first.doc_id, "agency mention", surface, *side))
    _compare_other_fields(found, first, second)


def _scored(document: GoldDocument) -> list[ScoredRecord]:
    rows = json.loads(document.model_dump_json(by_alias=True))["records"]
    return [replace(contract_record(row, document.text), optional=row["optional"]) for row in rows]


def _count(
    found: Agreement, name: str, pairs: Sequence[Pair], alone: Sequence[ScoredRecord], strangers: Sequence[ScoredRecord], document: str
) -> None:
    """All records, and the firm ones: what either side marks optional is no disagreement there."""
    found.rates[name] += Rate(len(pairs), len(pairs) + len(strangers), len(pairs) + len(alone))
    firm = sum(not pair.first.optional and not pair.second.optional for pair in pairs)
    lone, strange = (sum(not each.optional for each in side) for side in (alone, strangers))
    found.rates[f"firm {name}"] += Rate(firm, firm + strange, firm + lone)
    for each in alone:
        found.differences.append(Disagreement(document, f"{each.kind} only in the first", each.quote, _mark(each), ""))
    for each in strangers:
        found.differences.append(Disagreement(document, f"{each.kind} only in the second", each.quote, "", _mark(each)))
    for pair in pairs:
        for what, same, ours, theirs in _fields(pair):
            found.shares[what] += Share(int(same), 1)
            if not same:
                found.differences.append(Disagreement(document, what, pair.first.quote, str(ours), str(theirs)))


def _mark(record: ScoredRecord) -> str:
    return "optional" if record.optional else "firm"


def _fields(pair: Pair) -> Iterator[tuple[str, bool, object, object]]:
    """Name, whether they agree, and the two readings, for each field that is scored."""
    first, second = pair
    yield "optional", first.optional == second.optional, _mark(first), _mark(second)
    if first.kind in KINDS[1:]:
        yield "kind", first.kind == second.kind, first.kind, second.kind
    else:
        for part, same in value_checks(first.value, second.value).items():
            yield f"value: {part}", same, first.value, second.value
        yield "indicator", similar(first.indicator, second.indicator), first.indicator, second.indicator
    day, other_day = (each.deadline and each.deadline.end for each in pair)
    yield "deadline", day == other_day, day, other_day
    if first.deadline and second.deadline and day == other_day:
        yield "deadline start", first.deadline.start == second.deadline.start, first.deadline.start, second.deadline.start
    names, other_names = ([f"{agency.name} ({agency.scope})" for agency in each.agencies] for each in pair)
    same_agencies = pair_agencies(first.agencies, second.agencies)
    yield "agencies", len(same_agencies) == len(first.agencies) == len(second.agencies), names, other_names
    for ours, theirs in same_agencies:
        yield "agency: role", ours.role == theirs.role, f"{ours.name} {ours.role}", theirs.role
        yield "agency: scope", ours.scope == theirs.scope, f"{ours.name} {ours.scope}", theirs.scope
        yield "agency: canonical", ours.canonical == theirs.canonical, f"{ours.name} {ours.canonical}", theirs.canonical


_DEFAULTS = frozenset({None, False, "commitment", "point", ""})

OTHER_FIELDS: Mapping[str, Callable[[GoldRecord], object]] = {
    "class": lambda record: record.record_class,
    "modality": lambda record: record.modality and record.modality.strength,
    "action": lambda record: record.action and record.action.text,
    "filter": lambda record: record.indicator and record.indicator.filter,
    "resolved": lambda record: record.indicator and record.indicator.resolved != record.indicator.text and record.indicator.resolved,
    "aggregation": lambda record: record.value and record.value.aggregation,
    "baseline": lambda record: record.value and record.value.baseline and (record.value.baseline.text, record.value.baseline.kind),
    "event": lambda record: record.deliverable and record.deliverable.event,
    "recurrence": lambda record: record.recurrence,
    "binding": lambda record: record.binding,
    "restates": lambda record: record.restates is not None,
}
"""Fields that the evaluation does not score."""


def _compare_other_fields(found: Agreement, first: GoldDocument, second: GoldDocument) -> None:
    """On records whose cores are the same to the character; a field that both leave out is no case."""
    theirs = {(record.kind, record.core): record for record in second.records}
    for record in first.records:
        other = theirs.get((record.kind, record.core))
        for name, get in OTHER_FIELDS.items() if other is not None else ():
            ours, said = get(record), get(other) if other is not None else None
            if ours or said:
                found.shares[name] += Share(int(ours == said), 1)
                if ours != said:
                    found.differences.append(Disagreement(first.doc_id, name, record.evidence.text[:60], str(ours), str(said)))
