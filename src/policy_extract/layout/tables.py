"""Rows and cells of tables that reach us as lines."""

from __future__ import annotations

from policy_extract.layout.lines import Block
from policy_extract.mentions import SentenceKind
from policy_extract.patterns import later

_CELL = later(r"[-+＋－]?[0-9０-９][0-9０-９.,，％%·‰/—–-]*[）)]?|[—–-]+")
_CELL_HEADS = frozenset("-+＋－0123456789０１２３４５６７８９—–")
_CELL_CHARS = 16
_RUN = 4
"""So many short lines without marks, a third of them bare numbers, are the cells of a table."""


def mark(text: str, blocks: list[Block], kinds: list[SentenceKind]) -> None:
    """Set the kind of table rows (tabs, vertical bars) and of runs of cells to ``table``."""
    ruled = "\t" in text or "|" in text
    run: list[int] = []
    for i, (_, _, line, marker) in enumerate(blocks):
        if kinds[i] != "body":
            continue
        if ruled and (line[0] == "|" or "\t" in line):
            if _is_row(line):
                kinds[i] = "table"
                continue
        elif len(line) <= _CELL_CHARS and line[-1] not in "。；！？：，;:" and (marker is None or _is_cell(line)):
            run.append(i)
            continue
        if run:
            _mark_run(blocks, kinds, run)
            run = []
    if run:
        _mark_run(blocks, kinds, run)


def _is_cell(line: str) -> bool:
    return line[0] in _CELL_HEADS and _CELL.fullmatch(line) is not None


def _is_row(line: str) -> bool:
    if line[0] == "|":
        return line.count("|") > 1
    tabs = line.count("\t")
    return tabs > 1 or (tabs == 1 and line[-1] not in "。；")


def _mark_run(blocks: list[Block], kinds: list[SentenceKind], run: list[int]) -> None:
    numbers = [i for i in run if _is_cell(blocks[i].text)]
    whole = len(run) >= _RUN and 3 * len(numbers) >= len(run)
    for i in run if whole else numbers:
        kinds[i] = "table"
