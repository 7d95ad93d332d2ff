"""A text whose lines a typesetter cut → the same text without these breaks, in which each character knows where it stood.

Text from PDF files and mails ends its lines after so many characters: inside words, numbers, dates and names. Each rule that reads words
would have to know of it. So such a text is read in a copy that leaves the breaks out, and whatever is found there is told in places of the
text as it was given. A text that nobody cut has no copy.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from policy_extract.layout import dates, duties, markers
from policy_extract.layout.header import NUMBER, ends_title, is_org
from policy_extract.patterns import later

_LONGEST = 82
"""A text with a line of more characters than this was not cut by a typesetter."""
_NARROWEST = 24
"""Nor are columns narrower than this, two for a Chinese character, running text."""
_FEWEST = 3
"""So many cut lines at least make a text a wrapped one."""
_PROSE = 0.6
"""The part of the width that a line of prose takes at least where the typesetter cut it early."""
_SLACK = 4
"""Columns that stay free at the end of a full line: a character that may not begin the next one, and half of another."""
_SENTENCES = 0.1
"""Of ten cut lines of prose at least one has a sentence's end inside."""
_RUNNING = 0.2
"""The part of the lines that end inside a sentence, at least."""
_NUMBERED = 8
"""Characters of the number that a line begins with."""
_HEAD_LINES = 6
_KIND = 4
"""Characters of the word that says of what kind a document is: 通知, 实施意见."""
_LONGEST_PAGE = 24
"""Characters of a line with the number of a page."""
_BARS = 8
"""More bars than this are the borders of a table."""

_FINAL = "。！？!?；;：:…"
_CLOSERS = "”’」』》）)\"'"
_CANNOT_BEGIN = frozenset("，。、；：！？）)》〉”’」』％%,;")
_INNER = later("[，。；、：,;:.．]")
_STOP = "[.．](?<=[一-龥)）][.．])"  # a full stop of half width, or no full stop but a point
_ENDED = later(f"[。；;]|{_STOP}(?=[^0-9０-９])")
_STOPPED = later(f"{_STOP}\\Z")
_TOKEN = re.compile(r"[0-9０-９A-Za-z]++(?>(?:[.,．，][0-9０-９]++)*)[%％]?|.", re.DOTALL)
_LABEL = later("[一-龥]{2,8}[：:]")
_GAP = later(" {3}|　")
_ALONE = later(f"{dates.DATE}|{NUMBER}")
_DASH = "[-—－–―─·]"
_PAGE = later(
    f"{_DASH} ?[0-9]{{1,4}} ?{_DASH}|{_DASH}{{2}} ?[0-9]{{1,4}} ?{_DASH}{{2}}"
    "|第 ?[0-9]{1,4} ?页(?:[ ，,/／]{0,2}共 ?[0-9]{1,4} ?页)?"
)
_BLANK = later(" (?<=[一-龥] )(?=[一-龥])")
_SPREAD = later(" (?<=[0-9] )(?:[0-9]{3}|[0-9])(?![0-9:])")
_DIGITS = later(
    "(?<=[一-龥，、（：])(?: ?[0-9](?: [0-9])++(?= ?[年月日万亿%％个家户亩元人名座条项公处所])|[0-9]{1,3}(?: [0-9]{3})++(?=[余多]?[一-龥]))"
)
_COMMA = later("[,](?<=[一-龥],)(?=[一-龥])")
_HALF_WIDTH = (
    (later("[,](?<![0-9A-Za-z ],)|[,](?![0-9A-Za-z ])"), "，"),
    (later("[;](?<![0-9A-Za-z];)"), "；"),
    (later("[:](?<![0-9A-Za-z]:)|[:](?![0-9/A-Za-z])"), "："),
    (later("[?]"), "？"),
    (later("[!]"), "！"),
    (later("[(]"), "（"),
    (later("[)]"), "）"),
    (later(r"[.．](?<=[一-龥）》”\"%％][.．])(?<![一二三四五六七八九十第][.．])(?=[一-龥（“《\"\s0-9０-９A-Z·]|\Z)"), "。"),
)
"""Marks of half width in a Chinese text, and what they stand for. Digits keep theirs: 7,000, 8:30, 2.5."""


class Joined(NamedTuple):
    """A copy of a text without some of its characters.

    ``kept`` are the stretches of the given text of which the copy consists, ``begin`` where each begins in the copy.
    """

    text: str
    kept: tuple[tuple[int, int], ...]
    begin: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Where the character at ``offset`` of the copy stands in the given text."""
        part = bisect_right(self.begin, offset) - 1
        return self.kept[part][0] + offset - self.begin[part]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the copy as it stands in the given text, with the breaks inside it."""
        first = self.at(start)
        return first, self.at(end - 1) + 1 if end > start else first


class _Line(NamedTuple):
    """A line without the white space around it, and what stands between it and the line above.

    ``width`` counts the columns from the edge, ``apart`` says that a blank line is there, ``page`` is the end of a page's number there.
    """

    start: int
    end: int
    indent: int
    width: int
    apart: bool
    page: int | None

    def is_full(self, text: str, following: _Line, width: int) -> bool:
        """Whether the first word of the line below would have found no room on this one."""
        token = _TOKEN.match(text, following.start, following.end)
        return self.width + (_columns(token[0]) if token is not None else 0) + _SLACK >= width

    def is_ended(self, text: str) -> bool:
        """Whether a sentence or a clause ends with the line."""
        last = text[self.end - 1]
        if last in _CLOSERS:
            return text[self.start : self.end - 1].endswith(("。", "！", "？"))
        return last in _FINAL or (last in ".．" and _STOPPED.search(text, self.end - 2, self.end) is not None)


def join(text: str) -> Joined | None:
    """The copy of ``text`` without the breaks that a typesetter made, None where there are none.

    Time grows linearly with the text; a text that no typesetter cut costs a look at the length of its longest line.
    """
    left_out = sorted(_left_out(text))
    half = text.count(",") > text.count("，") and len(_COMMA.findall(text)) >= _FEWEST
    if not left_out and not half:
        return None
    kept: list[tuple[int, int]] = []
    begin: list[int] = []
    at = length = 0
    for start, end in [*left_out, (len(text), len(text))]:
        if start > at:
            kept.append((at, start))
            begin.append(length)
            length += start - at
        at = max(at, end)
    copy = "".join(text[start:end] for start, end in kept)
    return Joined(_widened(copy) if half else copy, tuple(kept), tuple(begin))


def _widened(text: str) -> str:
    """``text`` with Chinese marks in the place of those of half width; each stays one character."""
    for pattern, mark in _HALF_WIDTH:
        text = pattern.sub(mark, text)
    return text


def _left_out(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that the copy lacks, in no order."""
    if text.count("\n") >= _FEWEST and (wrapped := _wrapped(text)) is not None:
        yield from _breaks(text, *wrapped)
    if " " in text and _SPREAD.search(text):
        for number in _DIGITS.finditer(text):
            yield from ((at, at + 1) for at in range(number.start() + 1, number.end()) if text[at] == " ")


def _columns(words: str) -> int:
    """How many columns a fixed pitch gives to ``words``: two for a Chinese character, one for a letter or a digit of half width."""
    return (len(words.encode("utf-8", "replace")) + len(words)) // 2


def _lines(text: str) -> list[_Line]:
    """The lines with words; the number of a page is told with the line below it."""
    found: list[_Line] = []
    at, blank, page = 0, False, None
    for whole in text.split("\n"):
        line = whole.rstrip()
        start = at + len(line) - len(line.lstrip())
        if len(line) <= _LONGEST_PAGE and _PAGE.fullmatch(text, start, at + len(line)):
            page = at + len(line)
        elif line:
            found.append(_Line(start, at + len(line), _columns(text[at:start]), _columns(line), blank, page))
            blank, page = False, None
        else:
            blank = True
        at += len(whole) + 1
    return found


def _wrapped(text: str) -> tuple[list[_Line], int] | None:
    """The lines of a text that a typesetter cut, and their width in columns; None for another text.

    Then no line is much longer than the others, and those that end without a final mark are long and prose: they have marks inside.
    (Headlines and cells, one a line, end without a mark too, and have few inside.) Nearly all of them are full, or sentences end inside
    the lines.
    """
    if max(map(len, text.split("\n"))) > _LONGEST or "\t" in text or text.count("|") > _BARS or text.count("｜") > _BARS:
        return None
    lines = _lines(text)
    open_ended = [
        (line, below) for line, below in pairwise(lines)
        if not line.is_ended(text) and markers.at(text, below.start, below.end) is None and not _has_cells(text, line)
    ]
    if len(open_ended) < max(_FEWEST, _RUNNING * len(lines)):
        return None
    widths = sorted(line.width for line, _ in open_ended)
    width = widths[-1 - len(widths) // 10]
    long = [line for line, _ in open_ended if line.width >= _PROSE * width]
    cut = [line for line in long if _INNER.search(text, line.start, line.end - 1)]
    if width < _NARROWEST or len(cut) < max(_FEWEST, 0.4 * len(open_ended)):
        return None
    if sum(line.width > 1.3 * width for line in lines) > 0.05 * len(lines):
        return None
    full = sum(line.is_full(text, below, width) for line, below in open_ended)
    if full < max(_FEWEST, 0.7 * len(long)):
        ended = sum(_ENDED.search(text, line.start, line.end - 1) is not None for line in lines)
        if len(cut) < 0.7 * len(long) or ended < _SENTENCES * len(cut):
            return None
    return lines, width


def _breaks(text: str, lines: Sequence[_Line], width: int) -> Iterator[tuple[int, int]]:
    """The white space between two lines of one paragraph, blanks inside words there, and the numbers of pages between lines."""
    double = sum(line.apart for line in lines) > 0.9 * (len(lines) - 1)  # every line has a blank one below
    usual = min(line.indent for line in lines)
    indented = sum(line.indent > usual + 1 for line in lines) > 2
    title = _end_of_title(text, lines)
    above, within = lines[0], False
    if above.page is not None:
        yield 0, above.page
    for i, line in enumerate(lines[1:], 1):
        parted = line.apart and not double and line.page is None
        if i <= title:
            goes_on = i < title and _completes(text, above, line, width)
        else:
            goes_on = not parted and line.indent <= usual + 1 and _goes_on(text, above, line, width, indented=indented)
        if goes_on:
            yield above.end, line.start
        elif line.page is not None:
            yield above.end, line.page
        if goes_on or within:
            yield from _blanks(text, above)
        above, within = line, goes_on
    if within:
        yield from _blanks(text, above)
    yield above.end, len(text.rstrip())  # the last page's number


def _blanks(text: str, line: _Line) -> Iterator[tuple[int, int]]:
    """Blanks inside the words of a line, but for the one that parts an item's title from its text."""
    marker = markers.at(text, line.start, line.end)
    for blank in _BLANK.finditer(text, line.start, line.end):
        if marker is None or _INNER.search(text, marker.end, blank.start()):
            yield blank.span()


def _end_of_title(text: str, lines: Sequence[_Line]) -> int:
    """The index of the line below the title, with which the title does not go on; 0 where none of the first lines ends like one."""
    for i, line in enumerate(lines[:_HEAD_LINES]):
        words = text[line.start : line.end]
        if words[-1] in "。：:；，,":
            return 0
        if ends_title(words):
            return i + 1
    return 0


def _completes(text: str, above: _Line, line: _Line, width: int) -> bool:
    """Whether a line of the head is the rest of the title above: 方案 alone, or more where the line above is full."""
    words = text[line.start : line.end]
    whole = is_org(text[above.start : above.end]) or _stands_alone(words)
    return not whole and not above.is_ended(text) and (above.is_full(text, line, width) or (len(words) <= _KIND and ends_title(words)))


def _goes_on(text: str, above: _Line, line: _Line, width: int, *, indented: bool) -> bool:
    """Whether the paragraph of the line ``above`` goes on in ``line``, which is not indented; ``indented`` where paragraphs are."""
    if text[line.start] in _CANNOT_BEGIN:
        return True
    words = text[line.start : line.end]
    if markers.at(text, line.start, line.end) is not None or duties.is_line(words):
        return False
    if above.is_ended(text):  # the paragraph may end there by chance
        exact = above.width + _columns(words[0]) > width
        return text[above.end - 1] not in "：:" and (exact or (indented and above.is_full(text, line, width)))
    if _stands_alone(words) or _has_cells(text, above):
        return False
    if above.is_full(text, line, width):
        return True
    marker = markers.at(text, above.start, above.end)
    begin = above.start if marker is None else marker.end
    return above.width >= _PROSE * width and not _LABEL.match(words) and _INNER.search(text, begin, above.end) is not None


def _has_cells(text: str, line: _Line) -> bool:
    """Whether a line has wide gaps as between the cells of a row; one may stand behind its number (第四条　…)."""
    gaps = _GAP.finditer(text, line.start, line.end)
    return any(number or gap.start() - line.start > _NUMBERED for number, gap in enumerate(gaps))


def _stands_alone(line: str) -> bool:
    """Whether a line is a date, a document's number or the name of a body that signs: it goes on with nothing."""
    return len(line) <= 40 and (_ALONE.fullmatch(line) is not None or is_org(line))
