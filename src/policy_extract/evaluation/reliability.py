"""Confidence held against what was right: of the records at 0.9, about 90 % should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policy_extract.evaluation.scoring import DocumentScore, Judged

BINS = 10
"""Bins of equal width between 0 and 1, as in Guo et al. 2017 (On Calibration of Modern Neural Networks)."""


class Bin(NamedTuple):
    """The records whose confidence lies in [low, high): how many, their mean confidence, and the share of them that is right."""

    low: float
    high: float
    records: int
    confidence: float
    right: float


def judged(scores: Iterable[DocumentScore], kind: str | None = None) -> tuple[Judged, ...]:
    """All judged records of some documents, or those of one kind."""
    return tuple(one for score in scores for one in score.judged if kind in {None, one.kind})


def bins(records: Sequence[Judged]) -> tuple[Bin, ...]:
    """The bins that hold records, lowest first."""
    found: dict[int, list[Judged]] = {}
    for one in records:
        found.setdefault(min(int(one.confidence * BINS), BINS - 1), []).append(one)
    return tuple(
        Bin(
            at / BINS, (at + 1) / BINS, len(group), sum(one.confidence for one in group) / len(group),
            sum(one.right for one in group) / len(group),
        )
        for at, group in sorted(found.items())
    )


def expected_error(records: Sequence[Judged]) -> float:
    """Expected calibration error: the distance between confidence and share right, averaged over the bins by their records."""
    return sum(one.records * abs(one.confidence - one.right) for one in bins(records)) / len(records) if records else 0.0
