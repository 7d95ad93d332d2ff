"""Tables of figures among the other numbers of a document: what their cells say goes before what their words seem to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.finding.figures import looks_back
from policy_extract.mentions import Judgement

if TYPE_CHECKING:
    from policy_extract.mentions import Layout, Target

_PLANNED = Judgement("planned", "commitment", "table", "status.table")
_CELL = Judgement(None, "commitment", "cell", "number.cell")


def in_tables(
    text: str, layout: Layout, judged: tuple[tuple[Target, Judgement], ...], figures: tuple[Target, ...]
) -> tuple[tuple[Target, Judgement], ...]:
    """The judged numbers, those of tables of figures replaced by what their columns make of them, in text order.

    Of a table without targets that tells of results, no number is a promise; of others, what was found in them stays.
    """
    starts = {target.quantity.start for target in figures}
    closed = [
        (grid.start, grid.end) for grid in layout.grids
        if looks_back(text, grid) or any(grid.start <= start < grid.end for start in starts)
    ]
    kept = [
        (target, _CELL if judgement.status == "planned" and _inside(closed, target.quantity.start) else judgement)
        for target, judgement in judged
        if not any(one.quantity.start < target.quantity.end and target.quantity.start < one.quantity.end for one in figures)
    ]
    return tuple(sorted([*kept, *((target, _PLANNED) for target in figures)], key=lambda pair: pair[0].quantity.start))


def _inside(spans: list[tuple[int, int]], offset: int) -> bool:
    return any(low <= offset < high for low, high in spans)
