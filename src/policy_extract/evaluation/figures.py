"""Document scores → the figures that are reported, and how far chance could move them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from policy_extract.evaluation.scoring import DocumentScore, Rate, Share
from policy_extract.evaluation.types import KINDS

RATES = (*KINDS, "deliverable", "value", "deadline", "agency_explicit", "agency_all", "agency_mentions", "strict_target", "strict_record")
"""What is reported with precision, recall and F1."""

SHARES = {
    "value: op": "op",
    "value: number": "number",
    "value: unit": "unit",
    "value: measure": "measure",
    "indicator": "indicator",
    "kind": "kind",
    "deadline start": "start",
    "role": "role",
    "canonical": "canonical",
}
"""What is reported as a share of the matched cases: name → key in a document's score."""

SEED = 20231104
"""The resampling is always the same, so that the same files give the same intervals."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a set of documents. ``false_records`` counts what was said in the ``empty_documents``, which hold no firm record."""

    rates: Mapping[str, Rate]
    shares: Mapping[str, Share]
    empty_documents: int
    false_records: int
    ungrounded: int
    documents: int

    @property
    def false_records_per_empty_document(self) -> float:
        """False records in a document that holds none; 0 where there is no such document."""
        return self.false_records / self.empty_documents if self.empty_documents else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Plain numbers for JSON, rounded to four digits."""
        return {
            **{key: _rate_dict(rate) for key, rate in self.rates.items()},
            "accuracy_on_matched": {name: round(share.part, 4) for name, share in self.shares.items()},
            "false_records_per_empty_document": round(self.false_records_per_empty_document, 3),
            "empty_documents": self.empty_documents,
            "spans_not_grounded": self.ungrounded,
            "documents": self.documents,
        }


def figures(scores: Sequence[DocumentScore]) -> Figures:
    """The figures over all documents: counts are added first, rates made of the sums."""
    empty = [score for score in scores if score.without_records]
    return Figures(
        rates={key: reduce(add, (score.rates.get(key, Rate()) for score in scores), Rate()) for key in RATES},
        shares={name: reduce(add, (score.shares.get(key, Share()) for score in scores), Share()) for name, key in SHARES.items()},
        empty_documents=len(empty),
        false_records=sum(score.predicted_records for score in empty),
        ungrounded=sum(score.ungrounded for score in scores),
        documents=len(scores),
    )


def intervals(scores: Sequence[DocumentScore], rounds: int, other: Sequence[DocumentScore] | None = None) -> dict[str, Interval]:
    """95 % intervals of each F1 over ``rounds`` resamplings of the documents; with ``other``, of the difference (ours minus theirs).

    ``other`` are the scores of the same documents in the same order; each resampling draws the same documents of both.
    """
    draw = random.Random(SEED)
    documents = range(len(scores))
    samples = [draw.choices(documents, k=len(documents)) for _ in range(rounds)]
    return {key: _interval([_f1(scores, key, picks) - (_f1(other, key, picks) if other else 0.0) for picks in samples]) for key in RATES}


def _f1(scores: Sequence[DocumentScore], key: str, picks: Sequence[int]) -> float:
    rates = [scores[pick].rates.get(key, Rate()) for pick in picks]
    return Rate(sum(rate.tp for rate in rates), sum(rate.predicted for rate in rates), sum(rate.gold for rate in rates)).f1


def _interval(values: list[float]) -> Interval:
    values.sort()
    rounds = len(values)
    return round(values[int(0.025 * rounds)], 4), round(values[min(rounds - 1, int(0.975 * rounds))], 4)


def _rate_dict(rate: Rate) -> dict[str, float]:
    return {
        "p": round(rate.precision, 4),
        "r": round(rate.recall, 4),
        "f1": round(rate.f1, 4),
        "tp": rate.tp,
        "predicted": rate.predicted,
        "gold": rate.gold,
    }
