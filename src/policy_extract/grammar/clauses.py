"""A sentence's clauses: the stretches between commas, semicolons, colons and table cells, brackets and quotations left whole."""

from __future__ import annotations

from typing import NamedTuple

from policy_extract.patterns import later

_STOP = later(r"[，,；;：:。！？!?\n\r\t|（(“\"《]")
_CLOSERS = {"（": "）", "(": ")", "“": "”", '"': '"', "《": "》"}
_LONGEST = {"（": 120, "(": 120, "“": 60, '"': 60, "《": 80}  # a bracket that stays open longer is a stray one
_DIGITS = frozenset("0123456789０１２３４５６７８９")


class Clause(NamedTuple):
    """A clause without the mark that ends it. ``mark`` is that mark, "" at the end of the sentence."""

    start: int
    end: int
    mark: str


class Splitter:
    """A document's clauses, each sentence split once and remembered: several stages ask for the same ones."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[int, tuple[Clause, ...]] = {}

    def of(self, start: int, end: int) -> tuple[Clause, ...]:
        """The clauses of the sentence ``text[start:end]``."""
        found = self._known.get(start)
        if found is None:
            found = self._known[start] = clauses(self.text, start, end)
        return found


def clauses(text: str, start: int = 0, end: int | None = None) -> tuple[Clause, ...]:
    """The clauses of ``text[start:end]`` in order, empty ones left out; offsets count in ``text``.

    Brackets and quotations on one line are not broken open; 1,100 and 1，100 are numbers; a hard wrap ends no clause.
    """
    stop = len(text) if end is None else end
    found: list[Clause] = []
    begin = at = start
    search = _STOP.search
    while match := search(text, at, stop):
        place, mark = match.start(), match[0]
        at = place + 1
        if mark in _CLOSERS:
            at = _closed(text, place, mark, stop)
        elif (mark in ",，" and _groups(text, place, stop)) or (mark == "\n" and _wrapped(text, place, stop)):
            continue
        else:
            _add(found, text, begin, place, mark)
            begin = at
    _add(found, text, begin, stop, "")
    return tuple(found)


def _closed(text: str, place: int, mark: str, stop: int) -> int:
    """The offset after the bracket or quotation that opens at ``place``; after the mark alone where it is not closed in time."""
    limit = min(stop, place + _LONGEST[mark])
    close = text.find(_CLOSERS[mark], place + 1, limit)
    if close < 0 or text.find("\n", place, close) >= 0:
        return place + 1
    if mark in "（(":
        inner = max(text.find("（", place + 1, close), text.find("(", place + 1, close))
        if inner >= 0:  # nested: (省数据局(省营商局))
            outer = text.find(_CLOSERS[mark], close + 1, limit)
            return outer + 1 if outer >= 0 else close + 1
    return close + 1


def _groups(text: str, place: int, stop: int) -> bool:
    """A comma that groups thousands: digits around it, three and no more after it."""
    if place == 0 or text[place - 1] not in _DIGITS or place + 3 >= stop:
        return False
    return all(text[at] in _DIGITS for at in range(place + 1, place + 4)) and (place + 4 >= stop or text[place + 4] not in _DIGITS)


def _add(found: list[Clause], text: str, start: int, end: int, mark: str) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Clause(start, end, mark))


def _wrapped(text: str, at: int, stop: int) -> bool:
    """A line break inside a sentence is a hard wrap unless a mark stands before it: the layout has already split paragraphs."""
    return at + 1 < stop and at > 0 and text[at - 1] not in "，,；;：:。\n\r"
