"""Assignments in the rows of tables: the cells under 责任单位, 牵头部门, 指导部门 and 完成时限."""

from __future__ import annotations

from collections.abc import Iterator

from policy_extract.finding.assignments.items import Units
from policy_extract.finding.assignments.tails import leading_in, led, read_segment
from policy_extract.mentions import Assigned, Assignment, Column, Role, Row

ROW = "assignment.row"
_ROLES: dict[Column, Role | None] = {"lead": "lead", "responsible": None, "support": "support", "guide": "guide"}
"""The role that a column's head gives; under 责任单位 the cell may say itself who leads."""


def read_rows(units: Units, rows: tuple[Row, ...]) -> Iterator[Assignment]:
    """The assignment of each row that names a unit."""
    if not rows:
        return
    leading = leading_in(units.text)
    for row in rows:
        agencies: list[Assigned] = []
        opened = False
        own = [cell for cell in row.cells if cell.column in _ROLES]
        cells = own or row.lent
        for cell in cells:
            segment = read_segment(units, cell.start, cell.end, _ROLES[cell.column])
            agencies += segment.assigned()
            opened = opened or segment.open_list
        deadline = next(((cell.start, cell.end) for cell in row.cells if cell.column == "deadline"), None)
        if agencies:
            start, end = (own[0].start, own[-1].end) if own else (row.end - 1, row.end)
            yield Assignment(start, end, led(agencies, end, leading), "line", opened, ROW, deadline)
