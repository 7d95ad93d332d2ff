"""Which sentences belong together: the innermost numbered unit, or the paragraph where nothing is numbered.

A bracket or line that says who is responsible closes an item: it governs everything back to the number before it, or to the
last bracket of that kind, across the paragraphs and the 一是…二是… between. A table's row is one item.
"""

from __future__ import annotations

from collections.abc import Sequence

from policy_extract.layout.sentences import Draft
from policy_extract.mentions import Row, SentenceKind
from policy_extract.patterns import later

_ITEMS = frozenset({"article", "arabic", "decimal"})
_LABEL = later(r"[一-龥]{2,8}[：:]")
_NAME = later(r"[一-龥A-Za-z]{2,16}")
_FEW_LABELS = 2


def number(text: str, drafts: Sequence[Draft], rows: Sequence[Row] = ()) -> list[int]:
    """The item of each sentence, counted from 0; ``rows`` are those of tables, in text order."""
    items = _numbered(text, drafts)
    position = 0
    for row in rows:
        while position < len(drafts) and drafts[position].end <= row.start:
            position += 1
        first = position
        while position < len(drafts) and drafts[position].start < row.end:
            items[position] = items[first]
            position += 1
    return items


def _numbered(text: str, drafts: Sequence[Draft]) -> list[int]:
    items: list[int] = []
    item = -1
    begin = 0  # of the stretch that an assignment might close
    before: SentenceKind = "body"
    for i, (_, _, kind, _, marker, place, tail, duty, _) in enumerate(drafts):
        # a numbered unit begins, or something that is no body text begins or ends
        if i > begin and not duty and (kind != "body" or before != "body" or (marker is not None and marker.heads)):
            begin = i
        if i == begin or place == "start" or marker is not None:
            item += 1
        items.append(item)
        if tail and not (i + 1 < len(drafts) and drafts[i + 1].duty):
            begin = _labelled(text, drafts, begin, i) if drafts[i].duty else begin
            item = items[begin]  # it governs the whole stretch
            items[begin:] = [item] * (i + 1 - begin)
            begin = i + 1
        before = kind
    return items


def _labelled(text: str, drafts: Sequence[Draft], begin: int, duty: int) -> int:
    """Where the list of labelled lines begins that a line of units closes (算力 / 目标：… / 任务：… / 责任主体：…), with the line above it.

    ``begin`` where there is none.
    """
    first = duty
    while first > begin and drafts[first - 1].place == "start" and _LABEL.match(text, drafts[first - 1].start):
        first -= 1
    if duty - first < _FEW_LABELS or first == begin:
        return begin
    above = drafts[first - 1]
    named = above.place == "start" and _NAME.fullmatch(text, above.start, above.end) is not None
    return first - 1 if named else begin


def paragraphs(drafts: Sequence[Draft]) -> list[int]:
    """The paragraph of each sentence: its block's, and a further one from each number of a section that the block holds inside.

    Where line breaks were lost, one block is a whole document: what its first section says by when is not said of its last.
    """
    found: list[int] = []
    block = number = -1
    for draft in drafts:
        marker = draft.marker
        if draft.block != block or (marker is not None and (marker.wide or marker.type in _ITEMS) and draft.place == "sentence"):
            number += 1
            block = draft.block
        found.append(number)
    return found
