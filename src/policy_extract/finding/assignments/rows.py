"""Assignments in the rows of tables: the cells under 责任单位, 牵头部门, 指导部门 and 完成时限."""

from __future__ import annotations

from collections.abc import Iterator

from policy_extract.finding.assignments.items import Units
from policy_extract.finding.assignments.tails import read_segment
from policy_extract.mentions import Assigned, Assignment, Column, Role, Row

ROW = "assignment.row"
_ROLES: dict[Column, Role | None] = {"lead": "lead", "responsible": None, "support": "support", "guide": "guide"}
"""The role that a column's head gives; under 责任单位 the cell may say itself who leads."""


def read_rows(units: Units, rows: tuple[Row, ...]) -> Iterator[Assignment]:
    """The assignment of each row that names a unit."""
    for row in rows:
        agencies: list[Assigned] = []
        opened = False
        cells = [cell for cell in row.cells if cell.column in _ROLES]
        for cell in cells:
            segment = read_segment(units, cell.start, cell.end, _ROLES[cell.column])
            agencies += segment.assigned()
            opened = opened or segment.open_list
        deadline = next(((cell.start, cell.end) for cell in row.cells if cell.column == "deadline"), None)
        if agencies:
            yield Assignment(cells[0].start, cells[-1].end, tuple(agencies), "line", opened, ROW, deadline)
