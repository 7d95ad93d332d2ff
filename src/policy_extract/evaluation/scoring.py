"""One document's predictions judged against its gold: counts for each figure, and every difference in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policy_extract.evaluation.forms import MALFORMED, mentioned_names, scored_records, ungrounded
from policy_extract.evaluation.loading import EvaluationError
from policy_extract.evaluation.matching import forgiven, pair_agencies, pair_records, similar, value_checks
from policy_extract.evaluation.types import DELIVERABLE_KINDS, KINDS, Answer, Gold, ScoredRecord


@dataclass(frozen=True, slots=True)
class Rate:
    """Counts behind a precision, a recall and an F1. With nothing to find and nothing said all three are 1."""

    tp: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.tp + other.tp, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of what was said that is right."""
        return self.tp / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of what was to be said that was said."""
        return self.tp / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the judged cases were right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def part(self) -> float:
        """``right`` of ``of``; 0 where nothing was judged."""
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One point where gold and prediction part. ``what`` is its class (``target missed``, ``deadline wrong`` …)."""

    document: str
    what: str
    want: str
    have: str


class Judged(NamedTuple):
    """A predicted record that says how sure it is, and whether it is right: gold has it and, where it is a target, its value.

    ``basis`` is the name of the rule behind its confidence.
    """

    kind: str
    confidence: float
    right: bool
    basis: str | None


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """What one document contributes to the figures.

    ``ungrounded`` counts objects whose text is not the slice at their span; ``without_records`` says that gold has no firm record.
    """

    name: str
    rates: Mapping[str, Rate]
    shares: Mapping[str, Share]
    differences: tuple[Difference, ...]
    ungrounded: int
    judged: tuple[Judged, ...]
    without_records: bool

    @property
    def predicted_records(self) -> int:
        """How many records count as said in this document."""
        return sum(self.rates[kind].predicted for kind in KINDS)


def score(gold: Iterable[Gold], answers: Mapping[str, Answer]) -> tuple[DocumentScore, ...]:
    """Each gold document's score. A document without an answer counts as answered with nothing; answers without gold are ignored."""
    return tuple(score_document(document, answers.get(document.name)) for document in gold)


def score_document(gold: Gold, answer: Answer | None) -> DocumentScore:
    """The counts and differences of one document. Raises EvaluationError where the answer is not in the contract's form."""
    tally = _Tally(gold.name)
    if answer is None:
        tally.differ("missing document", None, None)
    fields = answer.fields if answer else {}
    try:
        records, names, loose = scored_records(fields, gold.text), mentioned_names(fields), ungrounded(fields, gold.text)
    except MALFORMED as error:
        raise EvaluationError(f"prediction for {gold.name} is not in the form of the contract: {error!r}") from error
    _score_mentions(tally, gold.agency_mentions, names)
    for kind in KINDS:
        _score_kind(tally, kind, gold.records, [record for record in records if record.kind == kind])
    _score_deliverables(tally, gold.records, [record for record in records if record.kind in DELIVERABLE_KINDS])
    return DocumentScore(
        name=gold.name,
        rates=dict(tally.rates),
        shares=dict(tally.shares),
        differences=tuple(tally.differences),
        ungrounded=loose,
        judged=tuple(tally.judged),
        without_records=all(record.optional for record in gold.records),
    )


class _Tally:
    """The counts of one document while they are made."""

    def __init__(self, name: str) -> None:
        self.rates: defaultdict[str, Rate] = defaultdict(Rate)
        self.shares: defaultdict[str, Share] = defaultdict(Share)
        self.differences: list[Difference] = []
        self.judged: list[Judged] = []
        self._name = name

    def rate(self, key: str, tp: int, predicted: int, gold: int) -> None:
        self.rates[key] += Rate(tp, predicted, gold)

    def share(self, key: str, right: bool) -> None:
        self.shares[key] += Share(int(right), 1)

    def judge(self, record: ScoredRecord, right: bool) -> None:
        if record.confidence is not None:
            self.judged.append(Judged(record.kind, record.confidence, right, record.basis))

    def differ(self, what: str, want: object, have: object) -> None:
        self.differences.append(Difference(self._name, what, "" if want is None else str(want), "" if have is None else str(have)))


def _score_mentions(tally: _Tally, want: frozenset[str], have: frozenset[str]) -> None:
    tally.rate("agency_mentions", len(want & have), len(have), len(want))
    for name in sorted(want - have):
        tally.differ("agency mention missed", name, None)
    for name in sorted(have - want):
        tally.differ("agency mention extra", None, name)


def _score_kind(tally: _Tally, kind: str, gold: Sequence[ScoredRecord], have: Sequence[ScoredRecord]) -> None:
    """The records of one kind, each matched one field by field."""
    want = [record for record in gold if record.kind == kind]
    pairing = _pair(want, have, others=[record for record in gold if record.kind != kind])
    tally.rate(kind, len(pairing.firm), pairing.predicted, pairing.gold)
    for record in pairing.missed:
        _count_missed(tally, record)
    for record in pairing.extra:
        _count_extra(tally, record)
        tally.judge(record, False)
    for expected, found in pairing.firm:
        tally.judge(found, kind != "target" or all(value_checks(expected.value, found.value).values()))
    correct = sum([_score_pair(tally, *pair) for pair in pairing.firm])
    tally.rate("strict_record", correct, pairing.predicted, pairing.gold)
    if kind == "target":
        tally.rate("strict_target", correct, pairing.predicted, pairing.gold)


def _score_deliverables(tally: _Tally, gold: Sequence[ScoredRecord], have: Sequence[ScoredRecord]) -> None:
    """Milestones and tasks in one pool: found at all, and how often the right one of the two was said."""
    want = [record for record in gold if record.kind in DELIVERABLE_KINDS]
    pairing = _pair(want, have, others=[record for record in gold if record.kind not in DELIVERABLE_KINDS])
    tally.rate("deliverable", len(pairing.firm), pairing.predicted, pairing.gold)
    for expected, found in pairing.firm:
        tally.share("kind", expected.kind == found.kind)


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Firm gold records with their predictions, those without one, and predictions that nothing excuses."""

    firm: tuple[tuple[ScoredRecord, ScoredRecord], ...]
    missed: tuple[ScoredRecord, ...]
    extra: tuple[ScoredRecord, ...]

    @property
    def predicted(self) -> int:
        return len(self.firm) + len(self.extra)

    @property
    def gold(self) -> int:
        return len(self.firm) + len(self.missed)


def _pair(gold: Sequence[ScoredRecord], have: Sequence[ScoredRecord], others: Iterable[ScoredRecord]) -> _Pairing:
    """``others`` are the document's gold records of other kinds: an optional one excuses one prediction that lies on it."""
    pairs = pair_records(gold, have)
    taken = {p for _, p in pairs}
    excused = forgiven((record for record in others if record.optional), have, taken)
    matched = {g for g, _ in pairs}
    return _Pairing(
        firm=tuple((gold[g], have[p]) for g, p in pairs if not gold[g].optional),
        missed=tuple(record for g, record in enumerate(gold) if g not in matched and not record.optional),
        extra=tuple(record for p, record in enumerate(have) if p not in taken and p not in excused),
    )


def _count_missed(tally: _Tally, want: ScoredRecord) -> None:
    """A missed record's fields are missed with it."""
    tally.differ(f"{want.kind} missed", want.quote, None)
    if not want.deadline_optional:
        tally.rate("deadline", 0, 0, int(want.deadline is not None))
    tally.rate("agency_explicit", 0, 0, len(want.agencies_in("explicit")))
    tally.rate("agency_all", 0, 0, len(want.agencies))


def _count_extra(tally: _Tally, have: ScoredRecord) -> None:
    """The fields of a record that should not be are false alarms with it."""
    tally.differ(f"{have.kind} extra", None, have.quote)
    tally.rate("deadline", 0, int(bool(have.deadline and have.deadline.end)), 0)
    tally.rate("agency_explicit", 0, len(have.agencies_in("explicit")), 0)
    tally.rate("agency_all", 0, len(have.agencies), 0)


def _score_pair(tally: _Tally, want: ScoredRecord, have: ScoredRecord) -> bool:
    """The fields of a matched record; True where all that count for the strict figure are right."""
    right = [_score_value(tally, want, have), _score_indicator(tally, want, have)] if want.kind == "target" else []
    right += [_score_deadline(tally, want, have), _score_explicit_agencies(tally, want, have)]
    _score_all_agencies(tally, want, have)
    return all(right)


def _score_value(tally: _Tally, want: ScoredRecord, have: ScoredRecord) -> bool:
    checks = value_checks(want.value, have.value)
    for part, ok in checks.items():
        tally.share(part, ok)
    right = all(checks.values())
    tally.rate("value", int(right), 1, 1)
    if not right:
        wrong = ",".join(part for part, ok in checks.items() if not ok)
        tally.differ(f"value wrong ({wrong})", f"{want.quote} {_said(want)}", _said(have))
    return right


def _said(record: ScoredRecord) -> str:
    value = record.value
    return f"{value.op} {value.low} {value.high} {value.unit} {value.measure}"


def _score_indicator(tally: _Tally, want: ScoredRecord, have: ScoredRecord) -> bool:
    right = similar(want.indicator, have.indicator) and have.indicator_located
    tally.share("indicator", right)
    if not right:
        tally.differ("indicator wrong", want.indicator, have.indicator)
    return right


def _score_deadline(tally: _Tally, want: ScoredRecord, have: ScoredRecord) -> bool:
    """A deadline is right by its last day. One that was recognised but not resolved counts as not said."""
    if want.deadline_optional:
        return True
    expected, found = want.deadline, have.deadline
    if found and not found.end:
        found = None
    same = expected is not None and found is not None and expected.end == found.end
    tally.rate("deadline", int(same), int(found is not None), int(expected is not None))
    if expected and found and same:
        tally.share("start", expected.start == found.start)
    if same or (expected is None and found is None):
        return True
    tally.differ("deadline wrong", f"{want.quote} {expected and expected.end}", found and found.end)
    return False


def _score_explicit_agencies(tally: _Tally, want: ScoredRecord, have: ScoredRecord) -> bool:
    expected, found = want.agencies_in("explicit"), have.agencies_in("explicit")
    pairs = pair_agencies(expected, found)
    tally.rate("agency_explicit", len(pairs), len(found), len(expected))
    for gold, predicted in pairs:
        tally.share("role", gold.role == predicted.role)
        if gold.role != predicted.role:
            tally.differ("role wrong", f"{gold.name} {gold.role}", predicted.role)
    right = len(pairs) == len(found) == len(expected)
    if not right:
        names = sorted(str(agency.name) for agency in expected)
        tally.differ("agencies wrong", f"{want.quote} {names}", sorted(str(agency.name) for agency in found))
    return right


def _score_all_agencies(tally: _Tally, want: ScoredRecord, have: ScoredRecord) -> None:
    pairs = pair_agencies(want.agencies, have.agencies)
    tally.rate("agency_all", len(pairs), len(have.agencies), len(want.agencies))
    for gold, predicted in pairs:
        if not gold.canonical:
            continue
        tally.share("canonical", gold.canonical == predicted.canonical)
        if gold.canonical != predicted.canonical:
            tally.differ("canonical wrong", f"{gold.name} {gold.canonical}", predicted.canonical)
