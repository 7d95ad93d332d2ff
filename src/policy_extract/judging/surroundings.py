"""What an exclusion may look at."""

from __future__ import annotations

from typing import NamedTuple


class Surroundings(NamedTuple):
    """What an exclusion may look at: the words left and right of the number in its clause, the clause, its sentence, that up to the number
    and behind it.

    ``modal``: a modal in its own clause speaks for a promise; ``future``: a deadline ahead does;
    ``closed``: the next clause says by when all of it is done.
    """

    left: str
    right: str
    clause: str
    sentence: str
    before: str
    behind: str
    modal: bool
    future: bool
    closed: bool

    @property
    def planned(self) -> bool:
        """Whether a modal or a deadline ahead speaks for a promise."""
        return self.modal or self.future
