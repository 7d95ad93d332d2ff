"""What an exclusion may look at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an exclusion may look at: the words left and right of the number in its clause, the clause, its sentence, that up to the number.

    ``planned``: a modal before it or a deadline ahead speaks for a promise; ``modal``: a modal in its own clause does; ``future``: the
    deadline does.
    """

    left: str
    right: str
    clause: str
    sentence: str
    before: str
    planned: bool
    modal: bool
    future: bool
