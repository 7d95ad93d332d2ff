"""Rows of task tables with one cell a line and no column of numbers: 重点任务 / 责任单位 / 完成时限, then the cells of each row.

What tells the cells apart is what they look like: a line of units, a line that says by when, anything else is the task's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policy_extract.layout import columns
from policy_extract.layout.lines import Block
from policy_extract.mentions import Cell, Column, Row
from policy_extract.patterns import later

_UNITS_HEAD = later(r"(?:单位|部门|主体)[ \u3000\r]*\n")
_DUE = later(
    r"(?:20[0-9]{2}[年.-]|[0-9]{1,2}月|[一二三四]季度|第[一二三四]季度|年[底内末]|[上下]半年|全年|长期|持续|常态|每[年月季周]|即日|立行立改)[^，。；\n]{0,16}"
)
_DATE = later(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日")
_PART = later(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
_MOST_LINES = 6
"""So many lines at most make up the tasks of one row."""
_SHORT = 12
_PROSE: frozenset[Column] = frozenset({"task", "content"})


def read_rows(text: str, blocks: Sequence[Block]) -> Iterator[Row]:
    """The rows of such tables, in text order."""
    if _UNITS_HEAD.search(text) is None:
        return
    position = 0
    while position < len(blocks):
        heads = _heads(blocks, position)
        position += len(heads) or 1
        lent: tuple[Cell, ...] = ()
        while heads:
            while position + 1 < len(blocks) and _PART.match(blocks[position].text) and not _is_units(blocks[position + 1].text):
                position, lent = position + 1, ()  # 一、夯实基础
            read = _row(heads, blocks, position)
            if read is None:
                break
            cells, position = read
            units = tuple(cell for cell in cells if cell.column not in {"task", "content", "deadline", "other"})
            if not units and not lent:
                break
            yield Row(cells[0].start, cells[-1].end, tuple(cells), () if units else lent)
            lent = units or lent


class _Read(NamedTuple):
    """The cells of a row and the block that follows it."""

    cells: list[Cell]
    position: int


def _heads(blocks: Sequence[Block], position: int) -> tuple[Column, ...]:
    """The heads of a table, one a line from ``position`` on; empty where they are none."""
    heads: list[Column] = []
    for block in blocks[position : position + 8]:
        column = columns.known_column(block.text)
        if column is None or column == "number" or (not heads and column not in _PROSE):
            break
        heads.append(column)
    return tuple(heads) if len(heads) > 1 and columns.complete(heads) else ()


def _is_units(line: str) -> bool:
    return columns.UNIT_LINE.fullmatch(line) is not None


def _fits(line: str, column: Column) -> bool:
    if column == "deadline":
        return len(line) <= 2 * _SHORT and _DUE.match(line) is not None
    if column == "other":
        return len(line) <= _SHORT and _DUE.match(line) is None and not _is_units(line)
    return _is_units(line)


def _row(heads: Sequence[Column], blocks: Sequence[Block], position: int) -> _Read | None:
    """The row whose cells begin at ``position``, None where none does."""
    rest = [column for column in heads if column not in _PROSE and column != "other"]
    prose = [column for column in heads if column in _PROSE]
    stop = position
    while stop < len(blocks) and stop - position <= _MOST_LINES:
        if stop > position and any(_fits(blocks[stop].text, column) for column in rest):
            break
        stop += 1
    if stop == len(blocks) or stop - position > _MOST_LINES:
        return None
    if stop + 1 < len(blocks) and stop + 3 > len(blocks) and _DATE.fullmatch(blocks[stop + 1].text):  # a signature
        return None
    told = blocks[position:stop]
    if len(told) > 1 and len(prose) > 1:
        cells = [Cell(told[0].start, told[0].end, prose[0]), Cell(told[1].start, told[-1].end, prose[1])]
    else:
        cells = [Cell(told[0].start, told[-1].end, prose[0])]
    for column in heads:
        if column not in _PROSE and stop < len(blocks) and _fits(blocks[stop].text, column):
            cells.append(Cell(blocks[stop].start, blocks[stop].end, column))
            stop += 1
    return _Read(cells, stop)
