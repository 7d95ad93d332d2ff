"""Stretches [start, end) of a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter, itemgetter
from typing import Protocol

_FIRST = itemgetter(0)
_START = attrgetter("start")


class Placed(Protocol):
    """What begins at an offset: a sentence, a clause, a row."""

    @property
    def start(self) -> int:
        """Its first character."""


def inside(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether one of ``spans``, which are in text order and apart, holds ``offset``."""
    at = bisect_right(spans, offset, key=_FIRST) - 1
    return at >= 0 and offset < spans[at][1]


def index_at(things: Sequence[Placed], offset: int) -> int:
    """The place in ``things``, which are in text order, of the last that begins at ``offset`` or before; -1 where none does."""
    return bisect_right(things, offset, key=_START) - 1


def overlaps(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> bool:
    """Whether [start, end), which is not empty, shares characters with a stretch of those that begin at ``starts``.

    They end at ``ends``, and are in text order and apart.
    """
    at = bisect_left(starts, start)
    return (at > 0 and ends[at - 1] > start) or (at < len(starts) and starts[at] < end)
