"""Tables among the rest of a document: what their columns say goes before what the words of their cells seem to say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from policy_extract.finding.figures import looks_back
from policy_extract.mentions import Judgement
from policy_extract.spans import inside, overlaps

if TYPE_CHECKING:
    from policy_extract.mentions import Deliverable, Layout, Target

_TOLD_OF_ROW = frozenset({"lead", "responsible", "support", "guide", "deadline"})
_PLANNED = Judgement("planned", "commitment", "table", "status.table")
_CELL = Judgement(None, "commitment", "cell", "number.cell")


def in_tables(
    text: str, layout: Layout, judged: tuple[tuple[Target, Judgement], ...], figures: tuple[Target, ...]
) -> tuple[tuple[Target, Judgement], ...]:
    """The judged numbers, those of tables of figures replaced by what their columns make of them, in text order.

    Of a table without targets that tells of results, no number is a promise; of others, what was found in them stays, and so does what the
    rows of a table of tasks say beside their planned money.
    """
    starts, stops = [target.quantity.start for target in figures], [target.quantity.end for target in figures]
    ends = [row.end for row in layout.rows]
    closed = [
        (grid.start, grid.end) for grid in layout.grids
        if (looks_back(text, grid) or _first_from(starts, grid.start) < grid.end) and _first_from(ends, grid.start + 1) > grid.end
    ]
    kept = [
        (target, _CELL if judgement.status == "planned" and inside(closed, target.quantity.start) else judgement)
        for target, judgement in judged
        if not overlaps(starts, stops, target.quantity.start, target.quantity.end)
    ]
    return tuple(sorted([*kept, *((target, _PLANNED) for target in figures)], key=lambda pair: pair[0].quantity.start))


def milestones_of_rows(layout: Layout, milestones: tuple[Deliverable, ...]) -> tuple[Deliverable, ...]:
    """The milestones without those that a row's cell of units or time seems to hold: it says by when the row's task is done.

    One in a cell that only says how far a thing is brought (年底前完工) is of the thing that the row names.
    """
    cells = sorted((cell.start, cell.end, cell.column, row) for row in layout.rows for cell in row.cells)
    found = []
    for one in milestones:
        at = bisect_right(cells, one.start, key=lambda cell: cell[0]) - 1
        if at >= 0 and one.start < cells[at][1]:
            column, row = cells[at][2:]
            if column in _TOLD_OF_ROW:
                continue
            named = next((cell for cell in row.cells if cell.column == "task"), None)
            if column == "content" and one.indicator is None and named is not None:
                one = replace(one, indicator=(named.start, named.end))  # noqa: PLW2901
        found.append(one)
    return tuple(found)


def _first_from(offsets: list[int], start: int) -> float:
    """The first of the sorted ``offsets`` that is not before ``start``."""
    at = bisect_left(offsets, start)
    return offsets[at] if at < len(offsets) else inf
