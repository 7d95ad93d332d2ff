"""The year that a bare month, quarter or 年底 belongs to where the document itself says another than its own.

A heading says it (二、2032年工作打算), or what stands before in the sentence (从明年1月开始，4月底前完成; 2032年3月底前…，6月底前…).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import TYPE_CHECKING

from policy_extract.grammar.timex import calendar, read_times
from policy_extract.grammar.timex.resolve import Draft, Reading, group, home_year
from policy_extract.mentions import TimeAnchor
from policy_extract.patterns import later

if TYPE_CHECKING:
    import re

    from policy_extract.mentions import Section

_OPEN = frozenset(
    f"timex.{name}" for name in ("day", "month", "quarter", "half_year", "year_bare", "day_range", "month_range",
        "mixed_range", "before_event")
)
_FINE = frozenset({"day", "ten_days", "month", "quarter", "half_year", "other"})  # other: 从明年1月开始
_YEAR_WITHIN = 8  # characters of a heading
_WHOLE_YEAR = "全年"
_NAMED_YEAR = later(r"(?:20\d\d年(?<![到至]20\d\d年)|全年)\Z")
_YEAR_LENGTH = 6  # characters, with what stands before it
_BREAK = later(r"[。！？!?\n]")
_REACH = 120
"""Characters between two times of a sentence of which one may give the other its year."""
# 经2031年5月18日市政府常务会议审议; 公开征求意见，时间为2031年4月20日至…; 意见请于2031年5月10日前反馈
_CITED = later(
    r"经(?P<a>20\d\d)年\d{1,2}月\d{1,2}日[^。；\n]{2,30}会议?(?:审议|研究|讨论|通过)"
    r"|征求[^。；\n]{0,30}意见[^。\n]{0,16}?(?P<b>20\d\d)年\d{1,2}月\d{1,2}日|意见[^。；\n]{0,12}于(?P<c>20\d\d)年\d{1,2}月\d{1,2}日前"
)
_EDGE = 800  # characters of the head and of the end of a text that are asked
_READ, _LAST_MONTH = 8000, 12
# 截至2031年8月底; 2031年上半年完成了…, 2031年上半年…，下半年将…: how far a text without a date has come. The year's end is the latest.
_SO_FAR = later(
    r"截[至止]到?(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月|年?[底末])(?![^，。；]{0,24}(?:将|力争|确保|[要应]))"
    r"|(?P<in>20\d\d)年(?:(?P<part>上半年|一季度|前三季度)|前(?P<months>[2-9])个月|1[-—至到](?P<upto>[2-9])月)"
    r"(?=[^。\n]{0,60}(?:已|了|同比|比上年|[，；。]下半年))(?![^，。；]{0,24}(?:将|力争|确保|计划))"
)
_PART_ENDS = {"一季度": 3, "上半年": 6, "前三季度": 9}


def cited_year(text: str) -> int | None:
    """The year in which a document without a date was made, told by the meeting that passed it or the days for comments."""
    found = _CITED.search(text, 0, _EDGE) or _CITED.search(text, max(_EDGE, len(text) - _EDGE))
    return int(found["a"] or found["b"] or found["c"]) if found else None


def told_until(text: str) -> dt.date | None:
    """The last day of which a text without a date tells (截至2031年8月底): it was made after that."""
    return max(map(_last_told, _SO_FAR.finditer(text, 0, _READ)), default=None)


def _last_told(told: re.Match[str]) -> dt.date:
    year = int(told["year"] or told["in"])
    month = _PART_ENDS.get(told["part"] or "") or int(told["month"] or told["months"] or told["upto"] or _LAST_MONTH)
    return calendar.months(year, month, month).end or dt.date(year, _LAST_MONTH, 31)


class HomeYears:
    """Reads a document's times in text order, each with the year that it belongs to."""

    def __init__(self, text: str, anchor: TimeAnchor, sections: tuple[Section, ...] = ()) -> None:
        self._text, self._anchor = text, anchor
        self._spans = _headed(text, anchor, sections)
        self._starts = [span[0] for span in self._spans]
        self._dated: tuple[int, dt.date, str] | None = None  # the last time with a year of its own: its end, its last day, how fine it is

    def read(self, draft: Draft, rule: str, start: int, end: int) -> Reading:
        """What ``text[start:end]`` means where it stands."""
        reading = draft(self._anchor)
        if rule in _OPEN and not _has_year(draft):
            headed = self._headed_at(start)
            other = draft(self._anchor._replace(year=headed)) if headed is not None else self._after_dated(draft, reading, start)
            if other is None and self._text[start:end] == _WHOLE_YEAR:
                other = self._whole_year(draft, reading, start)
            reading = other or reading
        elif reading.timex.end is None and group(draft.match, "relative"):  # 次年3月
            before = self._before(start)
            year = before[1].year if before else home_year(self._anchor) if self._text[start:end] == "当年" else None
            reading = draft(self._anchor._replace(named=year)) if year is not None else reading
        timex = reading.timex
        day = timex.end or timex.start
        if day is not None and timex.kind in {"point", "period", "past"}:
            self._dated = (end, day, _fineness(draft, timex.granularity))
        return reading

    def _before(self, start: int) -> tuple[int, dt.date, str] | None:
        """The last time before ``start`` in its sentence."""
        dated = self._dated
        if dated is None or start - dated[0] > _REACH or _BREAK.search(self._text, dated[0], start):
            return None
        return dated

    def _after_dated(self, draft: Draft, reading: Reading, start: int) -> Reading | None:
        """The reading in the year named before in the sentence, where that is to come and the document's own year is not meant."""
        before, today = self._before(start), self._anchor.published
        if before is None or not before[2] or self._text[start - 1] in "（(":  # 今天（6月9日）
            return None
        _, day, fineness = before
        if reading.timex.end is not None:
            over = today is not None and reading.timex.end < today
            goes_on = fineness in _FINE or (fineness == "relative" and over)  # 2032年3月底前…，6月底前…; 明年…，3月底前…
            if today is None or day < today or not goes_on:
                return None
        other = draft(self._anchor._replace(year=day.year))
        end = other.timex.end
        return other if end is not None and (fineness not in _FINE or end >= day) else None

    def _whole_year(self, draft: Draft, reading: Reading, start: int) -> Reading | None:
        """全年 behind 2032年 in its paragraph, where that is the next year: of 到2032年 there is no 全年."""
        if self._dated is None or reading.timex.end is None:
            return None
        end, day, _ = self._dated
        close = start - end <= _REACH and _NAMED_YEAR.search(self._text, end - _YEAR_LENGTH, end) is not None
        if not close or day.year != reading.timex.end.year + 1 or self._text.find("\n", end, start) >= 0:
            return None
        return draft(self._anchor._replace(year=day.year))

    def _headed_at(self, start: int) -> int | None:
        """The year of the innermost heading around an offset that names one."""
        at = bisect_right(self._starts, start) - 1
        while at >= 0:
            _, end, year = self._spans[at]
            if start < end:
                return year
            at -= 1
        return None


def _has_year(draft: Draft) -> bool:
    match = draft.match
    return any(group(match, name) for name in ("year", "relative", "near_month", "near_quarter", "near"))


def _fineness(draft: Draft, granularity: str) -> str:
    """How fine a time with a year of its own is: 明年 leads on, 2032年 may be part of a name (2032年运动会); "" without a year."""
    if granularity == "year" and group(draft.match, "relative"):
        return "relative"
    return granularity if _has_year(draft) else ""


def _headed(text: str, anchor: TimeAnchor, sections: tuple[Section, ...]) -> list[tuple[int, int, int]]:
    """Where each numbered section begins and ends that the next year heads (any, in a document without a date), and that year."""
    found: list[tuple[int, int, int]] = []
    home = home_year(anchor)
    for section in sections:
        title = section.start + len(section.marker)
        if not section.marker or "年" not in text[title : title + _YEAR_WITHIN]:
            continue
        years = [hit for hit in read_times(text, title, section.end) if _has_year(hit.value)]
        if len(years) != 1 or text[title : years[0].start].strip(" \u3000、.．"):
            continue
        timex = years[0].value(anchor).timex
        if timex.granularity == "year" and timex.end is not None and (home is None or timex.end.year == home + 1):
            found.append((section.start, section.scope_end, timex.end.year))
    return found
