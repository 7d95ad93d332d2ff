"""How sure a record is: how often records on the same basis are right in the gold corpus. Measured, not set.

The basis of a target is the margin of its votes, of a milestone its event, of a task how it was assigned; what follows from a body that the
model read is a basis of its own. ``python -m corpus.workshop calibrate`` counts anew and writes ``confidence.json``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_extract.mentions import Deliverable, Judgement

TABLE = "confidence.json"
WEIGHT = 10
"""Records of its kind that a basis is taken to have beside its own: one that was met three times says little."""

_STEP, _TOP = 2, 10  # margins two by two, and all from 10 on together


def target_basis(judgement: Judgement) -> str:
    """The basis of a number judged to be promised."""
    if judgement.margin is None:
        return f"confidence.target.{judgement.rule.partition('.')[2]}"
    return f"confidence.target.margin_{min(judgement.margin, _TOP) // _STEP * _STEP}"


def deliverable_basis(made: Deliverable, *, by_model: bool) -> str:
    """The basis of a milestone or task; ``by_model``: the model read who is to do it."""
    if made.kind == "milestone":
        return f"confidence.milestone.{made.event}"
    form = made.assignment.form if made.assignment is not None else "row"
    return f"confidence.task.{'model' if by_model else form}"


def confidence(basis: str) -> float:
    """The share of right records on a basis, drawn towards that of its kind where few were counted; two digits."""
    counts = _counts()
    kind = basis.split(".")[1]
    right, of = counts.get(basis, (0, 0))
    return round((right + WEIGHT * _rate(kind)) / (of + WEIGHT), 2)


@cache
def _rate(kind: str) -> float:
    rows = [row for basis, row in _counts().items() if basis.split(".")[1] == kind]
    return (sum(right for right, _ in rows) + 1) / (sum(of for _, of in rows) + 2)


@cache
def _counts() -> dict[str, tuple[int, int]]:
    """Basis → records on it that are right, and all."""
    counts: dict[str, tuple[int, int]] = json.loads(files(__package__).joinpath(TABLE).read_text("utf-8"))
    return counts
