"""A piece of evidence, and the words around a number in which it is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Target

WINDOW = 240  # characters read on either side of a number: a bound for sentences without end
REST = 60  # characters behind a clause in which the sentence may still take back what it said
PART_END = later(r"[、，；。]")
OF_CAPITAL = "利用|使用|到账|吸收|引进"
"""What stands behind 实际 in the names of figures of investment (实际利用外资): no result that is held against a plan."""


class Vote(NamedTuple):
    """One piece of evidence: positive weights speak for a promise, negative ones against it."""

    weight: int
    reason: str
    rule: str


class Words(NamedTuple):
    """The words around a number, a bounded stretch each.

    ``before``: its sentence up to its clause; ``upto``: its clause up to its end; ``own``: its own part of the clause before it; ``after``:
    its clause after it.
    """

    before: str
    upto: str
    own: str
    after: str

    @classmethod
    def around(cls, text: str, target: Target, sentence_start: int) -> Words:
        """Those of a target in a sentence that begins at ``sentence_start``."""
        quantity = target.quantity
        opening = max(target.clause[0], quantity.start - WINDOW)
        return cls(
            text[max(sentence_start, opening - WINDOW) : target.clause[0]], text[opening : quantity.end],
            text[target.left : quantity.start], text[quantity.end : min(target.clause[1], quantity.end + WINDOW)],
        )


def total(votes: list[Vote]) -> int:
    """The sum of the weights."""
    return sum(vote.weight for vote in votes)
