"""Lines that say when and where a text was published: 2031-03-04 18:14:18来源:临江网编辑:张三."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from policy_extract import lexicon
from policy_extract.layout import dates
from policy_extract.layout.words import alternation
from policy_extract.patterns import later

_LINE_CHARS = 160
_WEEKDAY = r"(?:[ \u3000（(]*(?:星期|周)[一二三四五六日天][）)]?)?"
_WHEN = rf"{dates.DATE}{_WEEKDAY}{dates.TIME}?"
_DATED = later(_WHEN)
_ADOPTED = later(rf"[（(]?{dates.DATE}[^。]{{0,120}}(?:通过|公布|发布|批准|修订|修正)[^。]{{0,200}}[）)]?")
"""How laws are dated, under their titles: （2031年3月4日…会议通过）."""


class Published(NamedTuple):
    """When (ISO 8601) and by whom a text was published, as far as its line says so."""

    published: str | None
    publisher: str | None


@lru_cache(maxsize=16)  # a line is read where it follows a title, and again in its own turn
def read(line: str) -> Published | None:
    """What a line of date and source says; None where it is another line."""
    if line[0] not in _heads():
        return None
    if len(line) <= _LINE_CHARS:
        if source := _source().match(line):
            dated = _DATED.search(line)
            return Published(dates.iso(dated) if dated else None, source[1].strip())
        if dated := _dated_line().match(line):
            source = _source().search(line)
            return Published(dates.iso(dated), source[1].strip() if source else None)
        if _unfilled().fullmatch(line):
            return Published(None, None)
    adopted = _ADOPTED.fullmatch(line)
    return Published(dates.iso(adopted), None) if adopted else None


def is_line(line: str) -> bool:
    """Whether ``read`` reads the line."""
    return line[0] in _heads() and read(line) is not None


@cache
def _heads() -> frozenset[str]:
    """With what such lines may begin: labels, brackets, years."""
    labels = (*lexicon.words("layout", "date_label"), *lexicon.words("layout", "source_label"))
    return frozenset(label[0] for label in labels) | frozenset("【[（(12一二")


@cache
def _dated_line() -> re.Pattern[str]:
    labels = f"{alternation('date_label')}|{alternation('source_label')}|发布|浏览|字号|作者|编辑|责编|记者|点击"
    before = rf"[【\[（(]?(?:(?:{alternation('date_label')})[：: ]*)?"
    return re.compile(rf"{before}{_WHEN}[\s|｜）)\]】]*(?:$|(?:{labels})[^。]*$)")


@cache
def _unfilled() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('date_label')})[：:][ -]*")


@cache
def _source() -> re.Pattern[str]:
    stop = r"编辑|责编|责任编辑|作者|记者|浏览|字号|发布|点击|审核|时间|[【（(|]|[ \u3000]{2,}|[ \u3000][0-9]{4}[年-]|$"
    return re.compile(rf"(?:{alternation('source_label')})[ \u3000]*[：:][ \u3000]*(.{{2,30}}?)[\s|]*(?={stop})")
