"""Rows of tables whose heads say what their columns hold: 序号 / 重点任务 / 责任单位 / 完成时限.

Three shapes reach us as text: one cell a line (a line 序号, lines with the other heads, then rows that each begin with a line with their
number), one row a line, its cells between tabs or vertical bars, and such rows with a long cell in lines of its own, the units under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import get_args

from policy_extract import lexicon
from policy_extract.layout.lines import Block
from policy_extract.mentions import Cell, Column, Row, SentenceKind
from policy_extract.patterns import later

_BLANK = later(r"\s+")
_NUMBER = later(r"([0-9]{1,3})[.．、]?\s*")
_FIRST_HEAD = later(r"[序编]\s{0,4}号")
_SECTION = later(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|附件|序\s*号$|备?注[：:]|说明[：:]")
_LINE = later(r"\S[^\n]*(?<!\s)")
UNIT_LINE = later(r"[一-龥（）()、，/ 　]{1,40}[局委办厅部署处科室组队站所会院府社团区县市镇乡司心位]")
"""A line under a row that names units and nothing else."""
_BETWEEN_HEADS = later(r"[\t|｜\u3000 ]+")
_MOST_LINES = 40
"""So many lines at most make up one row."""
_BETWEEN = "\t|｜\u3000/"
"""What stands between the cells of a row."""
_LONGEST_HEADS = 60
"""Characters of a line of heads between bars or strokes."""
_PERSON = later(r"\u3000[一-龥]\u3000{1,2}[一-龥](?![一-龥])")
"""A name of two characters, spread to the width of three."""
_MOST_COLUMNS = 10
_LONGEST_HEAD = 12
"""Characters of a column's head."""
_PROSE: frozenset[Column] = frozenset({"task", "content"})
_UNITS: frozenset[Column] = frozenset({"lead", "responsible", "support", "guide"})
Heads = tuple[Column, ...]


def read_rows(text: str, blocks: Sequence[Block]) -> tuple[Row, ...]:
    """The rows of every table in ``text`` that has a column for tasks and one for units, in text order."""
    lines = _rows_of_lines(blocks) if _FIRST_HEAD.search(text) else ()
    cells = _rows_of_cells(text, blocks) if any(mark in text for mark in _BETWEEN) else ()
    return tuple(sorted([*lines, *cells]))


def mark(rows: Sequence[Row], blocks: Sequence[Block], kinds: list[SentenceKind]) -> None:
    """Set the kind of the cells that are no prose to ``table``."""
    short = {cell.start for row in rows for cell in row.cells if cell.column not in _PROSE}
    for i, block in enumerate(blocks):
        if block.start in short and kinds[i] == "body":
            kinds[i] = "table"


def _rows_of_lines(blocks: Sequence[Block]) -> Iterator[Row]:
    """One cell a line: each row begins with the line of its number."""
    heads: Heads = ()
    cells: list[Block] | None = None  # of the row that has begun
    last = 0
    stands_alone = False  # whether the rows' numbers have lines of their own
    position = 0
    while position <= len(blocks):
        block = blocks[position] if position < len(blocks) else None
        whole = cells is None or len(cells) >= _fewest(heads)
        number = _next_number(block.text, last, stands_alone) if block is not None and heads and whole else None
        if cells and (block is None or number or (whole and _SECTION.match(block.text))):
            yield from _row(heads, cells if block is not None else cells[: len(heads) - 1])  # what follows the table is not in it
            cells = None
        if block is None:
            return
        found = _heads_of_lines(blocks, position)
        one_line = () if found else _heads_of_one_line(blocks, position)
        if found or one_line:
            heads, cells, last, stands_alone = found or one_line, None, 0, False
            position += len(found) or 1
            continue
        if number is not None:
            stands_alone, last = number.end() == len(block.text), int(number[1])
            rest = block.text[number.end() :]
            cells = [Block(block.start + number.end(), block.end, rest, None)] if rest else []
        elif cells is not None:
            cells.append(block)
        position += 1


def _next_number(line: str, last: int, stands_alone: bool) -> re.Match[str] | None:
    """The number with which a line opens the row after number ``last``, or the first of a new part; None where it opens none.

    It stands alone where those before it did, else apart from what follows: 1.编制规划, not 1998年, nor 8个试验区.
    """
    number = _NUMBER.match(line)
    if number is None or int(number[1]) not in (1, last + 1):
        return None
    alone = number.end() == len(line)
    return number if alone or (not stands_alone and not number[0][-1].isdigit()) else None


def _heads_of_lines(blocks: Sequence[Block], position: int) -> Heads:
    """The heads of a table, one a line from ``position`` on; empty where they are none or lack a column that is needed."""
    if len(blocks[position].text) > _LONGEST_HEAD or _column(blocks[position].text) != "number":
        return ()
    heads: list[Column] = []
    for block in blocks[position : position + _MOST_COLUMNS]:
        line = _squeezed(block.text)
        if len(line) > _LONGEST_HEAD or line[0].isdigit() or line[-1] in "。；：，" or (heads and _SECTION.match(line)):
            break
        heads.append(_column(line))
    return tuple(heads) if complete(heads) else ()


def _heads_of_one_line(blocks: Sequence[Block], position: int) -> Heads:
    """The heads of a table that share a line above cells of which each has its own; empty where the next line is no number alone."""
    line = blocks[position].text
    if len(line) > _LONGEST_HEADS or position + 1 == len(blocks) or _FIRST_HEAD.match(line) is None:
        return ()
    number = _NUMBER.fullmatch(blocks[position + 1].text)
    heads = tuple(_column(word) for word in _BETWEEN_HEADS.split(line))
    return heads if number and number[1] == "1" and heads[0] == "number" and complete(heads) else ()


def _rows_of_cells(text: str, blocks: Sequence[Block]) -> Iterator[Row]:
    """One row a line: cells between tabs or vertical bars, as many as the heads."""
    heads: Heads = ()
    ruled = ""  # what stands between the heads
    above: tuple[Cell, ...] = ()  # the units of the row before, which merged cells leave to those below
    for i, block in enumerate(blocks):
        mark = next((mark for mark in _BETWEEN if mark in block.text), None)
        if mark is None or (not heads and len(block.text) > _LONGEST_HEADS):
            above = () if above and _SECTION.match(block.text) else above
            continue
        if mark == "/" and heads and ruled != mark:
            continue
        cells = list(_cells(block, mark))
        before, after = _blank_cells(text, block) if mark == "\t" and heads else (0, 0)
        cells = [(block.start, block.start)] * before + cells
        if above and len(cells) < len(heads) <= len(cells) + after:
            cells += [(block.end, block.end)] * (len(heads) - len(cells))
        found = tuple(_column(text[start:end]) for start, end in cells)
        if complete(found):
            heads, ruled, above = found, mark, ()
        elif heads and _fits(text, heads, cells):
            row = _made(heads, cells)
            units = tuple(cell for cell in row.cells if cell.column in _UNITS)
            told = len(cells) == len(heads) and any(cell.column in _PROSE for cell in row.cells)
            yield row if units or not told else row._replace(lent=above)
            above = units or above
        elif heads and mark == "\t" and heads[0] == "number" and text[slice(*cells[0])].isdigit():
            yield from _row_of_lines(heads, cells, _lines_under(text, blocks, i), text)
        elif heads and not text[slice(*cells[0])].isdigit():  # a row of a new part, or the end of the table
            above = ()


def _blank_cells(text: str, block: Block) -> tuple[int, int]:
    """How many empty cells stand before the first and behind the last of a line between tabs."""
    at, end = block.start, block.end
    while at and text[at - 1] in "\t ":
        at -= 1
    while end < len(text) and text[end] in "\t ":
        end += 1
    return text.count("\t", at, block.start), text.count("\t", block.end, end)


def _fits(text: str, heads: Heads, cells: list[tuple[int, int]]) -> bool:
    """Whether a line is a row under these heads; the empty cells at its end may be lost where its number says that it is one."""
    if all(start == end for start, end in cells) or len(cells) > len(heads):
        return False
    merged = cells[0][0] == cells[0][1]  # the number told once for several rows
    if heads[0] == "number" and not merged and not text[slice(*cells[0])].isdigit():
        return False
    first_unit = next(i for i, column in enumerate(heads) if column in _UNITS)
    return len(cells) == len(heads) or (heads[0] == "number" and len(cells) > first_unit)


def _lines_under(text: str, blocks: Sequence[Block], row: int) -> list[tuple[int, int]]:
    """The lines after a row, up to the next one: wrapped lines, which a block holds together, one by one."""
    found: list[tuple[int, int]] = []
    for block in takewhile(lambda block: "\t" not in block.text, blocks[row + 1 : row + _MOST_LINES]):
        found += [(block.start + line.start(), block.start + line.end()) for line in _LINE.finditer(text[block.start : block.end])]
    return found


def _row_of_lines(heads: Heads, cells: list[tuple[int, int]], lines: list[tuple[int, int]], text: str) -> Iterator[Row]:
    """A row whose long cell goes on in lines of its own: 2 ⇥ 强化督查 ⇥ 4 分 / 执行督查制度，… / 县河长办."""
    units = next(i for i, column in enumerate(heads) if column in _UNITS)
    long = max((i for i, column in enumerate(heads[:units]) if column in _PROSE), default=0)
    under = list(takewhile(lambda line: UNIT_LINE.fullmatch(text, *line), reversed(lines)))
    over = lines[: len(lines) - len(under)]
    if not long or len(cells) > long or not under or not over:
        return
    spans = [*cells, *[(cells[-1][1], cells[-1][1])] * (long - len(cells)), (over[0][0], over[-1][1])]
    empty = [(over[-1][1], over[-1][1])] * (units - long - 1)
    yield _made(heads, [*spans, *empty, (under[-1][0], under[0][1])])


def _cells(block: Block, mark: str) -> Iterator[tuple[int, int]]:
    """The borders of the cells of a line, without white space and the bars around the row."""
    start, end = block.start, block.end
    line = block.text
    if mark == "|":
        start += line.startswith("|")
        end -= len(line) > 1 and line.endswith("|")
    begin = start
    words = block.text[start - block.start : end - block.start]
    if mark == "\u3000":
        words = _PERSON.sub(lambda name: mark + name[0][1:].replace(mark, " "), words)
    for piece in words.split(mark):
        left = len(piece) - len(piece.lstrip())
        yield begin + left, begin + max(len(piece.rstrip()), left)
        begin += len(piece) + 1


def _row(heads: Heads, cells: list[Block]) -> Iterator[Row]:
    """The row of cells that follow its number; a column of prose takes what there is too much, columns of no interest may lack."""
    columns = heads[1:]
    surplus = len(cells) - len(columns)
    if len(cells) < _fewest(heads):
        return
    spans = [(cell.start, cell.end) for cell in cells]
    if surplus > 0:
        at = next((i for i, column in enumerate(columns) if column == "content"), columns.index("task") if "task" in columns else -1)
        spans = [*spans[:at], (spans[at][0], spans[at + surplus][1]), *spans[at + surplus + 1 :]]
    yield _made(columns, spans)


def _fewest(heads: Heads) -> int:
    """How many cells a row has at least, its number not counted: up to its last column of interest."""
    return max(i for i, column in enumerate(heads) if column != "other")


def _made(columns: Sequence[Column], spans: Sequence[tuple[int, int]]) -> Row:
    cells = tuple(Cell(start, end, column) for (start, end), column in zip(spans, columns, strict=False) if end > start)
    return Row(cells[0].start, cells[-1].end, cells)


def complete(heads: Sequence[Column]) -> bool:
    """Whether a table says what is to be done and by whom."""
    return not _PROSE.isdisjoint(heads) and not _UNITS.isdisjoint(heads)


def assigns(text: str, cells: Sequence[tuple[int, int]]) -> bool:
    """Whether these cells are the heads of a table that assigns tasks."""
    return complete([_column(text[start:end]) for start, end in cells])


def known_column(words: str) -> Column | None:
    """What a column with this head holds, None where no list has the head."""
    return _words().get(_squeezed(words)) if len(words) <= _LONGEST_HEAD else None


def _squeezed(words: str) -> str:
    """A head without the spaces that spread it (主　要　内　容)."""
    return _BLANK.sub("", words)


def _column(words: str) -> Column:
    """What a column with this head holds."""
    return _words().get(_squeezed(words), "other")


@cache
def _words() -> dict[str, Column]:
    """The heads of columns, and what the cells under them hold."""
    known = get_args(Column)
    words = {word: fields["column"] for word, fields in lexicon.load("layout")["column"].items()}
    if not set(words.values()) <= set(known):
        raise lexicon.LexiconError(f"lexicon layout.toml: [column] holds a kind that is not one of {', '.join(known)}")
    return words
