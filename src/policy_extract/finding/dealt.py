"""Times dealt out to numbers in their order: 2024年、2025年、2026年分别建成20处、25处、30处."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import TYPE_CHECKING

from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import TimexMention

_EACH = "分别"
_BETWEEN = later("、|和|及|以及|与|[、和]?到")
_VERB = later("分别[^0-9０-９。；，]{0,16}?(?=[约近超不至]{0,2}[0-9０-９])")
_NUMBER = later(r"(?:(?:不[低少高超]于?|不超过|至少|约|近|超)?[0-9０-９][0-9０-９.．,]*[^、和及与，。；\n0-9０-９]{0,12})")
_AND = later("、|以及|[和及与]")
_YEAR = later("(?P<year>(?:19|20)[0-9]{2})年(?P<by>[底末内]?前?)")  # the members of 2024年、2025年, which is one expression
_SUBJECTS = later("[、和与及]")  # 污水、垃圾处理率分别达到: dealt to things, not to times
_FAR = 80
"""Characters before 分别 in which the times stand."""


def dealt_times(text: str, times: tuple[TimexMention, ...]) -> dict[tuple[int, int], TimexMention]:
    """The stretch of each number that stands in a list behind 分别, with its time: as many times as numbers, both in one sentence.

    ``times`` are in text order.
    """
    found: dict[tuple[int, int], TimexMention] = {}
    at = text.find(_EACH)
    while at >= 0:
        listed = _listed(text, times, at)
        numbers = _numbers(text, at) if len(listed) > 1 else []
        if len(numbers) == len(listed):
            found.update(zip(numbers, listed, strict=True))
        at = text.find(_EACH, at + len(_EACH))
    return found


def _listed(text: str, times: tuple[TimexMention, ...], at: int) -> list[TimexMention]:
    """The list of times that ends before 分别, in its sentence."""
    near = times[bisect_left(times, at - _FAR, key=lambda time: time.start) : bisect_left(times, at, key=lambda time: time.start)]
    listed: list[TimexMention] = []
    members = [one for mention in near for one in _members(mention)]
    for time in reversed(members):
        gap = text[time.end : listed[0].start] if listed else text[time.end : at]
        if any(mark in gap for mark in "。；\n") or (_BETWEEN.fullmatch(gap) is None if listed else _SUBJECTS.search(gap) is not None):
            break
        listed.insert(0, time)
    return listed


def _members(time: TimexMention) -> list[TimexMention]:
    """The years of a list that is one expression (2024年、2025年); any other time alone."""
    years = list(_YEAR.finditer(time.text)) if "、" in time.text or "和" in time.text else []
    if len(years) < 2:
        return [time]
    found = []
    for year in years:
        first, last = dt.date(int(year["year"]), 1, 1), dt.date(int(year["year"]), 12, 31)
        timex = time.timex._replace(
            kind="point" if year["by"] else "period", start=None if year["by"] else first, end=last, granularity="year",
            boundary="by_end" if year["by"] else "during",
        )
        found.append(time._replace(start=time.start + year.start(), end=time.start + year.end(), text=year[0], timex=timex))
    return found


def _numbers(text: str, at: int) -> list[tuple[int, int]]:
    """The list of numbers behind 分别."""
    verb = _VERB.match(text, at)
    found: list[tuple[int, int]] = []
    end = verb.end() if verb else None
    while end is not None:
        number = _NUMBER.match(text, end)
        if number is None:
            break
        found.append(number.span())
        more = _AND.match(text, number.end())
        end = more.end() if more else None
    return found
