"""How sure a record is: how often records like it are right in the gold corpus. Measured, not set.

Like it are those on the same basis in the same company. The basis of a target is the margin of its votes, of a milestone its event, of a
task how it was assigned; what follows from a body that the model read is a basis of its own. The company is how many records of its kind
the document gives: a plan with thirty targets is written as a list of targets, a lone one in a piece of news is a matter of one sentence
(right in 0.95 and 0.83 of corpus train and dev). ``python -m corpus.workshop calibrate`` counts anew and writes ``confidence.json``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_extract.mentions import Deliverable, Judgement

TABLE = "confidence.json"
WEIGHT = 50
"""Records of its kind in the same company that a basis is taken to have beside its own: one that was met three times says little."""

_STEP, _TOP = 2, 10  # margins two by two, and all from 10 on together
_COMPANIES = ((11, "of_11_or_more"), (6, "of_6_to_10"), (3, "of_3_to_5"), (0, "of_1_or_2"))


def company(records: int) -> str:
    """The company of a record: how many planned records of its kind its document holds, in four steps."""
    return next(name for least, name in _COMPANIES if records >= least)


def target_basis(judgement: Judgement, records: int) -> str:
    """The basis of a number judged to be promised, and its company among ``records`` targets."""
    margin = judgement.margin
    own = judgement.rule.partition(".")[2] if margin is None else f"margin_{min(margin, _TOP) // _STEP * _STEP}"
    return f"confidence.target.{own} {company(records)}"


def deliverable_basis(made: Deliverable, records: int, *, by_model: bool) -> str:
    """The basis of a milestone or task, and its company among ``records`` of its kind; ``by_model``: the model read who is to do it."""
    if made.kind == "milestone":
        return f"confidence.milestone.{made.event} {company(records)}"
    form = made.assignment.form if made.assignment is not None else "row"
    return f"confidence.task.{'model' if by_model else form} {company(records)}"


def confidence(basis: str) -> float:
    """The share of right records on a basis in its company, drawn towards that of its kind in it where few were counted; two digits."""
    right, of = _counts().get(basis, (0, 0))
    return round((right + WEIGHT * _rate(*_group(basis))) / (of + WEIGHT), 2)


def _group(basis: str) -> tuple[str, str]:
    """The kind and the company of a basis."""
    name, _, beside = basis.partition(" ")
    return name.split(".")[1], beside


@cache
def _rate(kind: str, beside: str) -> float:
    rows = [row for basis, row in _counts().items() if _group(basis) == (kind, beside)]
    return (sum(right for right, _ in rows) + 1) / (sum(of for _, of in rows) + 2)


@cache
def _counts() -> dict[str, tuple[int, int]]:
    """Basis and company → records that are right, and all."""
    counts: dict[str, tuple[int, int]] = json.loads(files(__package__).joinpath(TABLE).read_text("utf-8"))
    return counts
