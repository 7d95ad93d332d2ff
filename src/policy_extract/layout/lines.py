"""Text → paragraphs: lines put together where they were only wrapped, apart where paragraphs were run together."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from policy_extract import lexicon
from policy_extract.layout import markers
from policy_extract.layout.words import alternation
from policy_extract.patterns import later

_INDENT = later(r"\u3000[ \xa0]?\u3000\s*+")
"""Two ideographic spaces begin a paragraph in official typography; where line breaks were lost they are what is left of them."""

CLOSED = "。！？!?；;：:…"
_OPEN = "，,、（(《〈“‘「『"
_CANNOT_BEGIN = frozenset("，。、；：！？）)》〉”’」』％%")
_BRACKETS = (("（(", "）)"), ("《", "》"), ("“", "”"))
_OPENING = later("[（(《“]")
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
    pieces = _pieces(text)
    if not pieces:
        return []
    heads, closed, cannot_begin = markers.LINE_HEADS, CLOSED, _CANNOT_BEGIN
    width = 0 if "\t" in text else _wrapping_width(text, pieces)
    blocks: list[Block] = []
    line = pieces[0]
    begin, end = line  # of the paragraph so far
    opening = marker = markers.at(text, begin, end) if text[begin] in heads else None
    for following in pieces[1:]:
        start, stop = following
        head = text[start]
        next_marker = markers.at(text, start, stop) if head in heads else None
        if head not in cannot_begin and (
            next_marker is not None or text[end - 1] in closed or not _goes_on(text, begin, line, following, marker, width)
        ):
            blocks.append(Block(begin, end, text[begin:end], opening))
            begin, opening = start, next_marker
        line, end, marker = following, stop, next_marker
    blocks.append(Block(begin, end, text[begin:end], opening))
    return blocks


def make(text: str, start: int, end: int) -> Block:
    """The block of ``text[start:end]``, whose borders are no white space."""
    return Block(start, end, text[start:end], markers.at(text, start, end))


def _pieces(text: str) -> list[tuple[int, int]]:
    """The lines, without white space at their ends, and the parts of lines that indents divide."""
    pieces: list[tuple[int, int]] = []
    indented = "\u3000" in text
    lengthy = "\r\n" in text  # all other line breaks are one character
    begin = 0
    for line in text.splitlines(keepends=lengthy):
        start, end = begin, begin + len(line)
        begin = end if lengthy else end + 1
        stripped = line.strip()
        if not stripped:
            continue
        if stripped != line:
            start += len(line) - len(line.lstrip())
            end = start + len(stripped)
        if indented and "\u3000" in stripped:
            for gap in _INDENT.finditer(text, start, end):
                if _parts_paragraphs(gap.start() - start, end - gap.end(), text[gap.start() - 1]):
                    pieces.append((start, len(text[start : gap.start()].rstrip()) + start))
                    start = gap.end()
        pieces.append((start, end))
    return pieces


def _parts_paragraphs(before: int, after: int, last: str) -> bool:
    """Not inside a spaced-out heading (总　　则)."""
    return (before >= 3 and after >= 4) or last in CLOSED


def _wrapping_width(text: str, pieces: list[tuple[int, int]]) -> int:
    """The length at which lines were cut by a typesetter, 0 where they were not.

    Then no line is longer, and many of those that end without a mark are nearly as long.
    """
    longest = 0
    for start, end in pieces:
        if end - start > longest:
            longest = end - start
            if longest > _WIDEST:
                return 0
    if longest < _NARROWEST:
        return 0
    unmarked = Counter(end - start for start, end in pieces if text[end - 1] not in CLOSED)
    if unmarked.total() < 8:
        return 0
    widest = max(unmarked)
    full = sum(unmarked[length] for length in range(widest - 3, widest + 1))
    return widest if longest <= widest + 2 and full >= 0.35 * unmarked.total() else 0


def _goes_on(text: str, begin: int, line: tuple[int, int], following: tuple[int, int], marker: markers.Marker | None, width: int) -> bool:
    """Whether the paragraph that began at ``begin`` goes on behind its last ``line``, in a line that has no marker.

    ``line`` ends without a final mark and has this ``marker``; ``width`` is the document's wrapping width.
    """
    start, end = line
    next_start, next_end = following
    last, head = text[end - 1], text[next_start]
    if last in _OPEN:
        return True
    if head in _within_heads() and _starts_within().match(text, next_start, next_end):
        return True
    if width and end - start >= width - 3:
        return marker is None or not marker.wide
    if marker is not None and marker.type == "arabic" and end - start >= 20 and last not in "）)" and "\t" in text:
        return "\t" not in text[start:end] and "\t" not in text[next_start:next_end]
    if next_end - begin > _JOINED or not _OPENING.search(text, begin, end):
        return False
    paragraph = text[begin:end]
    row = "\t" in paragraph or "\t" in text[next_start:next_end]
    return not row and any(sum(map(paragraph.count, left)) > sum(map(paragraph.count, right)) for left, right in _BRACKETS)


@cache
def _within_heads() -> frozenset[str]:
    return frozenset(word[0] for word in lexicon.words("layout", "line_start"))


@cache
def _starts_within() -> re.Pattern[str]:
    return re.compile(alternation("line_start"))
