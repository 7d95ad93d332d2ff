"""The rows and cells of tables as blocks of their own, so that every later stage reads inside a cell and never across two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policy_extract.layout import lines
from policy_extract.layout.lines import Block
from policy_extract.mentions import Grid, Row, SentenceKind


class Piece(NamedTuple):
    """A stretch that is one block, and its kind."""

    start: int
    end: int
    kind: SentenceKind


def pieces(text: str, grids: Sequence[Grid], rows: Sequence[Row]) -> list[Piece]:
    """The rows of tables of figures, and the cells of rows that assign tasks in one line, in text order.

    Tabs bound a clause by themselves, bars and blanks do not.
    """
    found: list[Piece] = []
    ends = sorted(row.end for row in rows)
    for row in rows:
        if text.find("\n", row.start, row.end) < 0 and text.find("\t", row.start, row.end) < 0:
            found += [Piece(cell.start, cell.end, "body" if cell.column in {"task", "content"} else "table") for cell in row.cells]
    for grid in grids:
        at = bisect_right(ends, grid.start)
        if at == len(ends) or ends[at] > grid.end:  # no row that assigns stands in it
            found.append(Piece(grid.start, grid.heads[-1].end, "table"))
            found += [Piece(row.start, row.end, "table") for row in grid.rows]
    return sorted(found)


def apart(text: str, blocks: list[Block], kinds: list[SentenceKind], cut: Sequence[Piece]) -> tuple[list[Block], list[SentenceKind]]:
    """The blocks with each of the pieces a block of its own; what is left of the blocks around them keeps its kind."""
    made: list[tuple[Block, SentenceKind]] = []
    position = 0
    reached = 0  # up to where the text is in blocks
    for block, kind in zip(blocks, kinds, strict=True):
        while position < len(cut) and cut[position].end <= block.start:
            position += 1
        begin = max(block.start, reached)
        if kind not in {"body", "table"} or position == len(cut) or cut[position].start >= block.end:
            made += _rest(text, begin, block.end, kind) if begin > block.start else [(block, kind)]
            reached = max(reached, block.end)
            continue
        while position < len(cut) and cut[position].start < block.end:
            piece = cut[position]
            if piece.start >= reached:
                made += _rest(text, begin, piece.start, "table")
                made.append((Block(piece.start, piece.end, text[piece.start : piece.end], None), piece.kind))
                begin = reached = piece.end
            position += 1
        made += _rest(text, begin, block.end, kind)
        reached = max(reached, block.end)
    return [block for block, _ in made], [kind for _, kind in made]


def _rest(text: str, start: int, end: int, kind: SentenceKind) -> Iterator[tuple[Block, SentenceKind]]:
    """What lies between two pieces, without white space around it, if anything."""
    words = text[start:end]
    stripped = words.strip()
    if stripped:
        start += words.index(stripped)
        yield lines.make(text, start, start + len(stripped)), kind
