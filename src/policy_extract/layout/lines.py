"""Text → paragraphs: lines put together where they were only wrapped, apart where paragraphs were run together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from policy_extract.layout import markers
from policy_extract.layout.words import alternation

_INDENT = re.compile(r"\u3000[ \xa0]?\u3000\s*+")
"""Two ideographic spaces begin a paragraph in official typography; where line breaks were lost they are what is left of them."""

CLOSED = "。！？!?；;：:…"
_OPEN = "，,、（(《〈“‘「『"
_CANNOT_BEGIN = frozenset("，。、；：！？）)》〉”’」』％%")
_BRACKETS = (("（(", "）)"), ("《", "》"), ("“", "”"))
_NARROWEST, _WIDEST = 15, 82
_JOINED = 400
"""A bracket left open does not swallow more characters than this."""


class Block(NamedTuple):
    """A paragraph: its characters without surrounding white space, and the marker it begins with."""

    start: int
    end: int
    text: str
    marker: markers.Marker | None


def paragraphs(text: str) -> list[Block]:
    """The paragraphs of ``text``, in order; together they hold every character that is not white space."""
    pieces = list(_pieces(text))
    table = "\t" in text
    width = 0 if table else _wrapping_width(text, pieces)
    starts = [markers.at(text, start, end) if text[start] in markers.LINE_HEADS else None for start, end in pieces]
    blocks: list[Block] = []
    first = 0
    for i, (start, end) in enumerate(pieces):
        if i + 1 < len(pieces) and not (text[end - 1] in CLOSED and text[pieces[i + 1][0]] not in _CANNOT_BEGIN):
            context = _Context(pieces[first][0], starts[i], starts[i + 1], width, table)
            if _goes_on(text, (start, end), pieces[i + 1], context):
                continue
        begin = pieces[first][0]
        blocks.append(Block(begin, end, text[begin:end], starts[first]))
        first = i + 1
    return blocks


def make(text: str, start: int, end: int) -> Block:
    """The block of ``text[start:end]``, whose borders are no white space."""
    return Block(start, end, text[start:end], markers.at(text, start, end))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The lines, without white space at their ends, and the parts of lines that indents divide."""
    indented = "\u3000" in text
    begin = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = begin + len(line) - len(line.lstrip())
            end = start + len(stripped)
            if indented and "\u3000" in stripped:
                for gap in _INDENT.finditer(text, start, end):
                    if _parts_paragraphs(gap.start() - start, end - gap.end(), text[gap.start() - 1]):
                        yield start, len(text[start : gap.start()].rstrip()) + start
                        start = gap.end()
            yield start, end
        begin += len(line)


def _parts_paragraphs(before: int, after: int, last: str) -> bool:
    """Not inside a spaced-out heading (总　　则)."""
    return (before >= 3 and after >= 4) or last in CLOSED


def _wrapping_width(text: str, pieces: list[tuple[int, int]]) -> int:
    """The length at which lines were cut by a typesetter, 0 where they were not.

    Then no line is longer, and many of those that end without a mark are nearly as long.
    """
    longest = max((end - start for start, end in pieces), default=0)
    if not _NARROWEST <= longest <= _WIDEST:
        return 0
    unmarked = Counter(end - start for start, end in pieces if text[end - 1] not in CLOSED)
    if unmarked.total() < 8:
        return 0
    widest = max(unmarked)
    full = sum(unmarked[length] for length in range(widest - 3, widest + 1))
    return widest if longest <= widest + 2 and full >= 0.35 * unmarked.total() else 0


class _Context(NamedTuple):
    """What is known at a line's end: where its paragraph began, the markers of both lines, the document's wrapping width."""

    begin: int
    marker: markers.Marker | None
    next_marker: markers.Marker | None
    width: int
    table: bool


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int], context: _Context) -> bool:
    """Whether the paragraph of ``line`` goes on in the ``following`` line."""
    last, head = text[line[1] - 1], text[following[0]]
    if head in _CANNOT_BEGIN and (context.next_marker is None or head == "，"):
        return True
    if last in CLOSED or context.next_marker is not None:
        return False
    if last in _OPEN:
        return True
    if _starts_within().match(text, *following):
        return True
    if context.width and line[1] - line[0] >= context.width - 3:
        return context.marker is None or not context.marker.wide
    if context.table and context.marker is not None and context.marker.type == "arabic" and line[1] - line[0] >= 20 and last not in "）)":
        return "\t" not in text[line[0] : line[1]] and "\t" not in text[following[0] : following[1]]
    if following[1] - context.begin > _JOINED:
        return False
    paragraph = text[context.begin : line[1]]
    row = "\t" in paragraph or "\t" in text[following[0] : following[1]]
    return not row and any(sum(map(paragraph.count, left)) > sum(map(paragraph.count, right)) for left, right in _BRACKETS)


@cache
def _starts_within() -> re.Pattern[str]:
    return re.compile(alternation("line_start"))
