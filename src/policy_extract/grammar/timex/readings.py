"""What a date that was matched means: its first and last day, counted from an anchor. ``dates`` has the ways of writing."""

from __future__ import annotations

from collections.abc import Callable

from policy_extract import lexicon
from policy_extract.grammar.timex import calendar
from policy_extract.grammar.timex.calendar import Stretch, small_number
from policy_extract.grammar.timex.resolve import (
    NO_ANCHOR,
    Draft,
    Match,
    Reading,
    Year,
    as_past,
    draft,
    edge_of,
    edged,
    group,
    home_year,
    in_year,
    month_of,
    period,
    year_of,
)
from policy_extract.mentions import Granularity, TimeAnchor, Timex
from policy_extract.patterns import later

_QUARTERS = {char: value for digits in ("一二三四", "1234", "１２３４") for value, char in enumerate(digits, start=1)} | {"首": 1, "两": 2}
_DOES = later("(?:培训|新增|新建|完成|建成|力争|实现|改造|投放|投入|培育|引进)(?![了的])")
_OPEN_END = {"since", "since_end", "from"}


def _from(match: Match) -> bool:
    """Whether 自 or 从 before a date is answered behind it (自2023年起): else it belongs to something else."""
    return not group(match, "since") or edge_of(match) in _OPEN_END


def day(match: Match, anchor: TimeAnchor) -> Reading:
    """A day, with or without its year (6月30日, 本月10日)."""
    year, number = month_of(match, anchor)
    stretch = in_year(year, "day", lambda value: calendar.day(value, number, small_number(match["day"])))
    return _come(edged(match, stretch, anchor, past=year.past), anchor)


def _come(reading: Reading, anchor: TimeAnchor) -> Reading:
    """A bare day that has come on the day of publication is the date of an event, be it the release itself: no deadline."""
    end = reading.timex.end
    come = end is not None and anchor.published is not None and end <= anchor.published
    return as_past(reading) if come and reading.timex.kind == "period" else reading


def written_day(match: Match, anchor: TimeAnchor) -> Reading:
    """A day written with its year in digits alone (2031-06-30)."""
    stretch = calendar.day(int(match["year"]), int(match["month"]), int(match["day"]))
    return _come(edged(match, stretch, anchor), anchor)


def month(match: Match, anchor: TimeAnchor) -> Reading:
    """A month, or ten days of it (6月底前, 3月上旬)."""
    year, number = month_of(match, anchor)
    part = group(match, "part")
    if part:
        stretch = in_year(year, "ten_days", lambda value: calendar.ten_days(value, number, "上中下".index(part[0])))
    else:
        stretch = in_year(year, "month", lambda value: calendar.months(value, number, number))
    return edged(match, stretch, anchor, past=year.past)


def quarter(match: Match, anchor: TimeAnchor) -> Reading:
    """A quarter, or a year's first ones (二季度, 前三季度, 本季度)."""
    year = year_of(match, anchor)
    near, several = group(match, "near_quarter"), group(match, "quarters")
    if near:
        shift = {"本": 0, "上": -1, "下": 1}[near]
        if anchor.published is None:
            return edged(match, calendar.nowhere("quarter", NO_ANCHOR), anchor)
        date = calendar.months_later(anchor.published.replace(day=1), shift * 3)
        return edged(match, calendar.quarters(date.year, (date.month + 2) // 3), anchor, past=shift < 0)
    first, last = (1, _QUARTERS[several]) if several else (_QUARTERS[match["quarter"] or "首"],) * 2
    stretch = in_year(year, "quarter", lambda value: calendar.quarters(value, first, last))
    return edged(match, stretch, anchor, past=year.past)


def half(match: Match, anchor: TimeAnchor) -> Reading:
    """A half-year."""
    year = year_of(match, anchor)
    first = 1 if match["half"] in "上前" else 7
    stretch = in_year(year, "half_year", lambda value: calendar.months(value, first, first + 5, "half_year"))
    return edged(match, stretch, anchor, past=year.past)


def first_months(match: Match, anchor: TimeAnchor) -> Reading:
    """A year's months up to one (前7个月)."""
    year = year_of(match, anchor)
    stretch = in_year(year, "month", lambda value: calendar.months(value, 1, small_number(match["months"])))
    return _over(edged(match, stretch, anchor, past=year.past), anchor, unknown_past=True)


def _over(reading: Reading, anchor: TimeAnchor, *, unknown_past: bool = False) -> Reading:
    """A run of months that was over on the day of publication is past: its figures are results."""
    end = reading.timex.end
    over = unknown_past if end is None or anchor.published is None else end < anchor.published
    return as_past(reading) if over and reading.timex.kind == "period" else reading


def season(match: Match, anchor: TimeAnchor) -> Reading:
    """A season, of a year or of 今, 明, 去 (今冬)."""
    shift = {"今": 0, "明": 1, "去": -1}.get(group(match, "near") or "", 0)
    year = year_of(match, anchor)
    number = None if year.number is None else year.number + shift
    stretch = in_year(year._replace(number=number), "quarter", lambda value: _season_of(value, match["season"]))
    return _without_start(edged(match, stretch, anchor, past=shift < 0 or year.past))


def _without_start(reading: Reading) -> Reading:
    """A season's last day is plain, its first day is another in each place and trade."""
    timex = reading.timex
    if reading.edge or timex.kind != "period":
        return reading
    return reading._replace(timex=Timex("period", None, timex.end, timex.granularity, timex.boundary))


def _season_of(year: int, word: str) -> Stretch:
    first, last = lexicon.load("periods")["seasons"][word]["months"]
    return calendar.months(year, first, last, "quarter", year + (last < first))


def two_seasons(match: Match, anchor: TimeAnchor) -> Reading:
    """今冬明春, 去冬今春."""
    home, past = home_year(anchor), match["near"] == "去"
    if home is None:
        return period(calendar.nowhere("half_year", NO_ANCHOR), "past" if past else "period")
    first = home - past
    stretch = calendar.months(first, 12, 5, "half_year", first + 1)
    return _without_start(edged(match, stretch, anchor, past=past))


def _year(match: Match, anchor: TimeAnchor) -> Reading:
    year = year_of(match, anchor)
    return edged(match, in_year(year, "year", calendar.years), anchor, past=year.past)


def _does_that_year(match: Match) -> bool:
    """Whether 当年 opens a clause that says what is done in it: …，当年培训300人."""
    return match.string[match.start() - 1 : match.start()] in {"，", "；"} and _DOES.match(match.string, match.end()) is not None


def named_year(match: Match) -> Draft | None:
    """A year of its own; 次年 and 当年 say something only with a month or an edge, 自2023年 only with 起."""
    if not _from(match):
        return None
    word = match["relative"]
    if word and "shift" not in lexicon.load("periods")["relative_years"][word] and not match["edge"] and not _does_that_year(match):
        return None
    return draft(_year)(match)


def bare_year(match: Match) -> Draft | None:
    """全年, or 年底 with the year left out."""
    return dated(_year)(match) if match["whole"] or match["edge"] else None


def year_range(match: Match, anchor: TimeAnchor) -> Reading:
    """From one year to another."""
    first, last = year_of(match, anchor), year_of(match, anchor, "2")
    if first.number is None or last.number is None:
        return period(calendar.nowhere("multi_year", first.problem or last.problem or ""))
    return edged(match, calendar.years(first.number, last.number), anchor, past=last.past, ranged=True)


def both_years(match: Match, anchor: TimeAnchor) -> Reading:
    """今明两年."""
    home = home_year(anchor)
    if home is None:
        return period(calendar.nowhere("multi_year", NO_ANCHOR))
    first, last = {"今明": (0, 1), "明后": (1, 2), "今明后": (0, 2), "去今": (-1, 0)}[match["both"]]
    return edged(match, calendar.years(home + first, home + last), anchor)


def month_range(match: Match, anchor: TimeAnchor) -> Reading:
    """From one month to another; 11月至3月 ends in the next year."""
    first, last = _end_years(match, anchor)
    if first.number is None or last.number is None:
        return _nowhere_between("month", first, last)
    low, high, to = small_number(match["month"]), small_number(match["month2"]), last.number
    if high < low and last == first:
        to += 1  # 11月至3月
    return _over(edged(match, calendar.months(first.number, low, high, "month", to), anchor, past=last.past, ranged=True), anchor)


def day_range(match: Match, anchor: TimeAnchor) -> Reading:
    """From one day to another."""
    first, last = _end_years(match, anchor)
    if first.number is None or last.number is None:
        return _nowhere_between("day", first, last)
    low = small_number(match["month"])
    high = small_number(match["month2"]) if match["month2"] else low
    begin = _stretch(first.number, low, group(match, "day"), group(match, "part"))
    end = _stretch(last.number + (high < low and last == first), high, group(match, "day2"), group(match, "part2"))
    problem = begin.problem or end.problem
    stretch = calendar.days(begin.start, end.end, "day") if begin.start and end.end else calendar.nowhere("day", problem or "")
    return edged(match, stretch, anchor, past=last.past, ranged=True)


def mixed(match: Match) -> Draft | None:
    """A builder of ranges whose ends are not named alike (5月上旬至6月底, 3月20日至4月底); None where both are months or days."""
    named = (group(match, "day") or group(match, "part"), group(match, "day2") or group(match, "part2"))
    alike = not any(named) or (group(match, "day") is not None and group(match, "day2") is not None)
    return None if alike or not (match["month2"] or named[1]) else dated(mixed_range)(match)


def mixed_range(match: Match, anchor: TimeAnchor) -> Reading:
    """From a month, its ten days or one of its days to another such; a month's first day opens it, its last day ends it."""
    return _over(day_range(match, anchor), anchor)


def _end_years(match: Match, anchor: TimeAnchor) -> tuple[Year, Year]:
    """The years of a range's two ends: the second is that of the first where none is named for it (11月至次年3月)."""
    first = year_of(match, anchor)
    last = year_of(match, anchor._replace(named=first.number), "2")
    return first, last if group(match, "year2") or group(match, "relative2") else first


def _nowhere_between(granularity: Granularity, first: Year, last: Year) -> Reading:
    """A range of which one end has no year."""
    return period(calendar.nowhere(granularity, first.problem or last.problem or ""), "past" if first.past else "period")


def _stretch(year: int, month: int, day: str | None, part: str | None) -> Stretch:
    """A day of a month, ten days of it, or all of it."""
    if day:
        return calendar.day(year, month, small_number(day))
    return calendar.ten_days(year, month, "上中下".index(part[0])) if part else calendar.months(year, month, month)


def quarter_range(match: Match, anchor: TimeAnchor) -> Reading:
    """From one quarter to another."""
    year = year_of(match, anchor)
    stretch = in_year(year, "quarter", lambda value: calendar.quarters(value, _QUARTERS[match["quarter"]], _QUARTERS[match["quarter2"]]))
    return edged(match, stretch, anchor, past=year.past, ranged=True)


def dated(resolve: Callable[[Match, TimeAnchor], Reading]) -> Callable[[Match], Draft | None]:
    """A builder that refuses 自 without 起."""
    build = draft(resolve)
    return lambda match: build(match) if _from(match) else None
