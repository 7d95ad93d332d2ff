"""A sentence's clauses: the stretches between commas, semicolons and colons, brackets and quotations left whole."""

from __future__ import annotations

import re
from typing import NamedTuple

# What must not be broken open comes first: 1,100 and 1，100; (…), “…”, 《…》 on one line and not absurdly long.
_BREAK = re.compile(
    r"(?<=[0-9０-９])[,，](?=[0-9０-９]{3}(?![0-9０-９]))"
    r"|[（(][^（）()\n]{0,120}[)）]|“[^“”\n]{0,60}”|\"[^\"\n]{0,60}\"|《[^《》\n]{0,80}》"
    r"|(?P<mark>[，,；;：:。！？!?\n\r])"
)


class Clause(NamedTuple):
    """A clause without the mark that ends it. ``mark`` is that mark, "" at the end of the sentence."""

    start: int
    end: int
    mark: str


def clauses(text: str, start: int = 0, end: int | None = None) -> tuple[Clause, ...]:
    """The clauses of ``text[start:end]`` in order, empty ones left out; offsets count in ``text``."""
    stop = len(text) if end is None else end
    found: list[Clause] = []
    begin = start
    for match in _BREAK.finditer(text, start, stop):
        mark = match["mark"]
        if mark is None or (mark == "\n" and _wrapped(text, match.start(), stop)):
            continue
        if text[begin : match.start()].strip():
            found.append(Clause(*_trim(text, begin, match.start()), mark))
        begin = match.end()
    if text[begin:stop].strip():
        found.append(Clause(*_trim(text, begin, stop), ""))
    return tuple(found)


def _wrapped(text: str, at: int, stop: int) -> bool:
    """A line break inside a sentence is a hard wrap unless a mark stands before it: the layout has already split paragraphs."""
    return at + 1 < stop and text[at - 1 : at] not in {"", "，", ",", "；", ";", "：", ":", "。", "\n", "\r"}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
