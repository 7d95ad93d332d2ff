"""Stretches of a text: looked up by bisection, as if each had been asked."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from policy_extract.spans import index_at, inside, overlaps

_OFFSETS = st.integers(0, 40)


class _At(NamedTuple):
    start: int


@st.composite
def _apart(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Stretches that are not empty, in text order and apart; some touch."""
    cuts = sorted(draw(st.sets(_OFFSETS, max_size=12)))
    return [pair for pair in pairwise(cuts) if draw(st.booleans())]


@given(_apart(), _OFFSETS)
def test_inside(spans: list[tuple[int, int]], offset: int) -> None:
    assert inside(spans, offset) == any(start <= offset < end for start, end in spans)


@given(_apart(), _OFFSETS, st.integers(1, 9))
def test_overlaps(spans: list[tuple[int, int]], start: int, length: int) -> None:
    starts, ends = [span[0] for span in spans], [span[1] for span in spans]
    shared = any(low < start + length and start < high for low, high in spans)
    assert overlaps(starts, ends, start, start + length) == shared


@given(st.lists(_OFFSETS).map(sorted), _OFFSETS)
def test_index_at(starts: list[int], offset: int) -> None:
    assert index_at([_At(start) for start in starts], offset) == sum(start <= offset for start in starts) - 1
