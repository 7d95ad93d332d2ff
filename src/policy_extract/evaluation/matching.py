"""Which gold record or agency a prediction means, and whether two field values say the same. Pure, without files or counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from policy_extract.evaluation.types import ScoredAgency, ScoredRecord, ScoredValue, Span

RANK_UNITS = frozenset("位名强")


def overlap(first: Span, second: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def pair_records(gold: Sequence[ScoredRecord], predicted: Sequence[ScoredRecord]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, predicted index), those that share the largest part of the longer span first."""
    candidates = [
        (-overlap(want.span, have.span) / max(_length(want), _length(have)), g, p)
        for g, want in enumerate(gold)
        for p, have in enumerate(predicted)
        if _may_pair(want, have)
    ]
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    for _, g, p in sorted(candidates):
        if g not in taken_gold and p not in taken_predicted:
            taken_gold.add(g)
            taken_predicted.add(p)
            pairs.append((g, p))
    return pairs


def _length(record: ScoredRecord) -> int:
    return record.span[1] - record.span[0]


def _may_pair(want: ScoredRecord, have: ScoredRecord) -> bool:
    """A value must touch the gold value and not swallow its surroundings; a deliverable must share half of the shorter span."""
    common, size, length = overlap(want.span, have.span), _length(want), _length(have)
    if not common:
        return False
    if want.kind == "target":
        return length <= size + 12
    return common >= 0.5 * min(size, length) and length <= 3 * size + 30


def forgiven(optional: Iterable[ScoredRecord], predicted: Sequence[ScoredRecord], taken: set[int]) -> set[int]:
    """Indices of predictions left over that lie on an optional gold record of another kind: one for each such record."""
    found: set[int] = set()
    for want in optional:
        for p, have in enumerate(predicted):
            if p not in taken and p not in found and overlap(want.span, have.span):
                found.add(p)
                break
    return found


def pair_agencies(gold: Iterable[ScoredAgency], predicted: Iterable[ScoredAgency]) -> list[tuple[ScoredAgency, ScoredAgency]]:
    """Gold and predicted agencies that are the same body: by the name as written, else by the official name."""
    free = list(predicted)
    pairs = []
    for want in gold:
        for have in free:
            if want.name == have.name or (want.canonical and want.canonical == have.canonical):
                free.remove(have)
                pairs.append((want, have))
                break
    return pairs


def similar(gold: str | None, predicted: str | None) -> bool:
    """Two indicators agree: characters by F1 >= 0.6, or one holds the other and the guess is neither a stub nor a sentence."""
    want, have = (gold or "").strip(" 的,"), (predicted or "").strip(" 的,")
    if not want or not have:
        return False
    shared = sum((Counter(want) & Counter(have)).values())
    if 2 * shared / (len(want) + len(have)) >= 0.6:
        return True
    return (want in have and len(have) <= len(want) + 12) or (have in want and 2 * len(have) >= len(want))


def value_checks(gold: ScoredValue, predicted: ScoredValue) -> dict[str, bool]:
    """Which parts of a value are right: op, number, unit, measure."""
    want, have = _plain_unit(gold.unit), _plain_unit(predicted.unit)
    return {
        "op": gold.op == predicted.op,
        "number": _same_number(gold.low, predicted.low, want) and _same_number(gold.high, predicted.high, want),
        "unit": want == have or (want in RANK_UNITS and have in RANK_UNITS),
        "measure": gold.measure == predicted.measure,
    }


def _plain_unit(unit: str) -> str:
    """百分点 and 个百分点 are one unit."""
    return unit.replace("百分点", "个百分点").replace("个个", "个")


def _same_number(want: float | None, have: float | None, unit: str) -> bool:
    """Equal but for rounding in the ninth digit; percentages in the second decimal (三分之一 → 33.33)."""
    if want is None or have is None:
        return want is have
    distance = abs(want - have)
    return distance <= 1e-9 * max(1.0, abs(want)) or (unit == "%" and distance <= 0.005)
