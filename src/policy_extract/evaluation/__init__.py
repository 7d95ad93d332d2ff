"""Extracted records held against gold annotations, and two sets of predictions held against each other.

The figures are those of the project's annotation rules: records are found again by the span of their core, a pair is judged
field by field, and a gold record marked optional counts neither as missed nor as a false alarm.

    gold = load_gold(Path("corpus/dev.jsonl"))
    scores = score(gold, load_answers(Path("predictions.jsonl")))
    print(figures(scores).as_dict())
"""

from policy_extract.evaluation.changes import Change, diff
from policy_extract.evaluation.figures import RATES, SHARES, Figures, figures, intervals
from policy_extract.evaluation.loading import EvaluationError, SameNameError, load_answers, load_gold
from policy_extract.evaluation.reliability import Bin, bins, expected_error, judged
from policy_extract.evaluation.scoring import Difference, DocumentScore, Judged, Rate, Share, score
from policy_extract.evaluation.types import KINDS, Answer, Gold

__all__ = [
    "KINDS",
    "RATES",
    "SHARES",
    "Answer",
    "Bin",
    "Change",
    "Difference",
    "DocumentScore",
    "EvaluationError",
    "Figures",
    "Gold",
    "Judged",
    "Rate",
    "SameNameError",
    "Share",
    "bins",
    "diff",
    "expected_error",
    "figures",
    "intervals",
    "judged",
    "load_answers",
    "load_gold",
    "score",
]
