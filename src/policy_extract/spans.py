"""Stretches [start, end) of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

_START = itemgetter(0)


def inside(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether one of ``spans``, which are in text order and apart, holds ``offset``."""
    at = bisect_right(spans, offset, key=_START) - 1
    return at >= 0 and offset < spans[at][1]
