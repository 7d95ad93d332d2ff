"""Dates and named stretches of the calendar: 2023年6月底前, 今年下半年, 8月1日至5日, 2021—2025年, 今冬."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from policy_extract import lexicon
from policy_extract.grammar.timex import calendar
from policy_extract.grammar.timex.calendar import Stretch, small_number
from policy_extract.grammar.timex.fragments import (
    DIGIT,
    GAP,
    HAN,
    NUMBER,
    SPACE,
    TO,
    WEEKDAY,
    date_opening,
    day,
    edge,
    guarded,
    month,
    prefix,
    ranged,
    year,
    year_number,
)
from policy_extract.grammar.timex.resolve import (
    NO_ANCHOR,
    Draft,
    Family,
    Match,
    Reading,
    as_past,
    draft,
    edge_of,
    edged,
    group,
    home_year,
    in_year,
    month_of,
    name,
    period,
    rule,
    year_of,
)
from policy_extract.mentions import TimeAnchor, Timex
from policy_extract.rules import Rule

_YEAR_END = rf"{GAP}年(?:度(?!假))?"
_QUARTERS = {char: value for digits in ("一二三四", "1234", "１２３４") for value, char in enumerate(digits, start=1)} | {"首": 1, "两": 2}
_QUARTER = rf"(?<![{DIGIT}{HAN}十上下每])第?(?P<quarter>[一二三四1-4１-４]){GAP}季度|(?P<quarter_first>首季度?)"
_OPEN_END = {"since", "since_end", "from"}


def _from(match: Match) -> bool:
    """Whether 自 or 从 before a date is answered behind it (自2023年起): else it belongs to something else."""
    return not group(match, "since") or edge_of(match) in _OPEN_END


def _day(match: Match, anchor: TimeAnchor) -> Reading:
    year, number = month_of(match, anchor)
    stretch = in_year(year, "day", lambda value: calendar.day(value, number, small_number(match["day"])))
    return _come(edged(match, stretch, anchor, past=year.past), anchor)


def _come(reading: Reading, anchor: TimeAnchor) -> Reading:
    """A bare day that has come on the day of publication is the date of an event, be it the release itself: no deadline."""
    end = reading.timex.end
    come = end is not None and anchor.published is not None and end <= anchor.published
    return as_past(reading) if come and reading.timex.kind == "period" else reading


def _written_day(match: Match, anchor: TimeAnchor) -> Reading:
    stretch = calendar.day(int(match["year"]), int(match["month"]), int(match["day"]))
    return _come(edged(match, stretch, anchor), anchor)


def _month(match: Match, anchor: TimeAnchor) -> Reading:
    year, number = month_of(match, anchor)
    part = group(match, "part")
    if part:
        stretch = in_year(year, "ten_days", lambda value: calendar.ten_days(value, number, "上中下".index(part[0])))
    else:
        stretch = in_year(year, "month", lambda value: calendar.months(value, number, number))
    return edged(match, stretch, anchor, past=year.past)


def _quarter(match: Match, anchor: TimeAnchor) -> Reading:
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


def _half(match: Match, anchor: TimeAnchor) -> Reading:
    year = year_of(match, anchor)
    first = 1 if match["half"] in "上前" else 7
    stretch = in_year(year, "half_year", lambda value: calendar.months(value, first, first + 5, "half_year"))
    return edged(match, stretch, anchor, past=year.past)


def _first_months(match: Match, anchor: TimeAnchor) -> Reading:
    year = year_of(match, anchor)
    stretch = in_year(year, "month", lambda value: calendar.months(value, 1, small_number(match["months"])))
    return _over(edged(match, stretch, anchor, past=year.past), anchor, unknown_past=True)


def _over(reading: Reading, anchor: TimeAnchor, *, unknown_past: bool = False) -> Reading:
    """A run of months that was over on the day of publication is past: its figures are results."""
    end = reading.timex.end
    over = unknown_past if end is None or anchor.published is None else end < anchor.published
    return as_past(reading) if over and reading.timex.kind == "period" else reading


def _season(match: Match, anchor: TimeAnchor) -> Reading:
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


def _two_seasons(match: Match, anchor: TimeAnchor) -> Reading:
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


def _named_year(match: Match) -> Draft | None:
    """A year of its own; 次年 and 当年 say something only with a month or an edge, 自2023年 only with 起."""
    if not _from(match):
        return None
    word = match["relative"]
    if word and "shift" not in lexicon.load("periods")["relative_years"][word] and not match["edge"]:
        return None
    return draft(_year)(match)


def _bare_year(match: Match) -> Draft | None:
    """全年, or 年底 with the year left out."""
    return _dated(_year)(match) if match["whole"] or match["edge"] else None


def _year_range(match: Match, anchor: TimeAnchor) -> Reading:
    first, last = year_of(match, anchor), year_of(match, anchor, "2")
    if first.number is None or last.number is None:
        return period(calendar.nowhere("multi_year", first.problem or last.problem or ""))
    return edged(match, calendar.years(first.number, last.number), anchor, past=last.past, ranged=True)


def _both_years(match: Match, anchor: TimeAnchor) -> Reading:
    """今明两年."""
    home = home_year(anchor)
    if home is None:
        return period(calendar.nowhere("multi_year", NO_ANCHOR))
    first, last = {"今明": (0, 1), "明后": (1, 2), "今明后": (0, 2), "去今": (-1, 0)}[match["both"]]
    return edged(match, calendar.years(home + first, home + last), anchor)


def _month_range(match: Match, anchor: TimeAnchor) -> Reading:
    first, last = year_of(match, anchor), year_of(match, anchor, "2")
    if not (match["year2"] or match["relative2"]):
        last = first
    if first.number is None or last.number is None:
        return period(calendar.nowhere("month", first.problem or last.problem or ""), "past" if first.past else "period")
    low, high, to = small_number(match["month"]), small_number(match["month2"]), last.number
    if high < low and last == first:
        to += 1  # 11月至3月
    return _over(edged(match, calendar.months(first.number, low, high, "month", to), anchor, past=last.past, ranged=True), anchor)


def _day_range(match: Match, anchor: TimeAnchor) -> Reading:
    first, last = year_of(match, anchor), year_of(match, anchor, "2")
    if not (group(match, "year2") or group(match, "relative2")):
        last = first
    if first.number is None or last.number is None:
        return period(calendar.nowhere("day", first.problem or last.problem or ""), "past" if first.past else "period")
    low = small_number(match["month"])
    high = small_number(match["month2"]) if match["month2"] else low
    begin = calendar.day(first.number, low, small_number(match["day"]))
    end = calendar.day(last.number + (high < low and last == first), high, small_number(match["day2"]))
    problem = begin.problem or end.problem
    stretch = calendar.days(begin.start, end.end, "day") if begin.start and end.end else calendar.nowhere("day", problem or "")
    return edged(match, stretch, anchor, past=last.past, ranged=True)


def _quarter_range(match: Match, anchor: TimeAnchor) -> Reading:
    year = year_of(match, anchor)
    stretch = in_year(year, "quarter", lambda value: calendar.quarters(value, _QUARTERS[match["quarter"]], _QUARTERS[match["quarter2"]]))
    return edged(match, stretch, anchor, past=year.past, ranged=True)


def _dated(resolve: Callable[[Match, TimeAnchor], Reading]) -> Callable[[Match], Draft | None]:
    """A builder that refuses 自 without 起."""
    build = draft(resolve)
    return lambda match: build(match) if _from(match) else None


@cache
def month_ranges() -> tuple[Rule[Draft], ...]:
    """From one month or day to another."""
    in_year_ = rf"(?:{year()}的?{SPACE})?"
    in_year_2 = rf"(?:{year('2')}{SPACE})?"
    start, end = prefix(), edge()
    return (
        rule(
            "day_range",
            rf"{start}{in_year_}{month()}{SPACE}(?P<day>{NUMBER})(?:{GAP}[日号]{WEEKDAY}起?)?{TO}"
            rf"{in_year_2}(?:{month('2')}{SPACE})?{day('2')}{end}",
            _dated(_day_range),
            ("2031年8月1日至2031年9月5日", "9月4日(星期一)至9月8日(星期五)", "8月1—5日期间"),
        ),
        rule(
            "month_range",
            rf"{start}{in_year_}{month(sign='(?:月份?)?')}{TO}"
            rf"{in_year_2}{month('2', sign='月(?![度季薪租均])份?')}(?!{SPACE}{NUMBER}{GAP}日){end}",
            _dated(_month_range),
            ("2031年1—5月", "今年3月至6月底", "11月至次年3月"),
            ("3月度",),
        ),
    )


@cache
def months() -> tuple[Rule[Draft], ...]:
    """Months and their days, longer ways of writing first."""
    in_year_ = rf"(?:{year()}的?{SPACE})?"
    near_month = rf"(?P<near_month>{guarded('relative_months')})"
    start, end = prefix(), edge()
    return (
        rule(
            "day",
            rf"{start}(?:{near_month}|{in_year_}{month()}){SPACE}{day()}{end}",
            _dated(_day),
            ("2031年6月30日前", "12月31日", "二〇三一年六月三十日", "本月10日前"),
            ("3月1日均气温",),
        ),
        rule(
            "month",
            rf"{start}(?:{near_month}|{in_year_}{month(sign='月(?![度季薪租均嫂球票供票])份?')})(?P<part>[上中下]旬)?{end}",
            _dated(_month),
            ("2031年6月底前", "6月底", "5月份", "3月上旬", "2月末", "下月"),
            ("3个月", "6月度"),
        ),
    )


@cache
def first_months() -> tuple[Rule[Draft], ...]:
    """A year's months up to one."""
    in_year_ = rf"(?:{year()}的?{SPACE})?"
    start, end = prefix(), edge()
    return (
        rule(
            "first_months",
            rf"{start}{in_year_}前(?<![满期日月后]前)(?P<months>{NUMBER}){GAP}个?月(?!以?内|之内){end}",
            _dated(_first_months),
            ("今年前7个月", "前11个月"),
        ),
    )


@cache
def quarters() -> tuple[Rule[Draft], ...]:
    """Quarters."""
    in_year_ = rf"(?:{year()}的?{SPACE})?"
    start, end = prefix(), edge()
    return (
        rule(
            "quarter_range",
            rf"{start}{in_year_}(?:第?(?P<quarter>[一二三四1-4]){GAP}(?:季度)?{SPACE}(?:{TO}|[、和]){SPACE}第?(?P<quarter2>[一二三四1-4]){GAP}季度){end}",
            _dated(_quarter_range),
            ("2031年一至三季度", "二、三季度", "1—3季度"),
        ),
        rule(
            "quarter",
            rf"{start}{in_year_}(?:{_QUARTER}|前(?P<quarters>[两二三23])个?季度|(?<![以基])(?P<near_quarter>[本上下])个?季度){end}",
            _dated(_quarter),
            ("2031年第三季度", "一季度末", "前三季度", "今年首季度", "下季度"),
            ("每一季度",),
        ),
    )


@cache
def halves() -> tuple[Rule[Draft], ...]:
    """Half years and seasons."""
    in_year_ = rf"(?:{year()}的?{SPACE})?"
    start, end = prefix(), edge()
    return (
        rule(
            "half_year",
            rf"{start}{in_year_}(?P<half>[上下前后])半年(?!度){end}",
            _dated(_half),
            ("今年上半年", "2031年下半年", "上半年末前"),
        ),
        rule("two_seasons", rf"{start}(?P<near>[今去])冬[今明]春{end}", _dated(_two_seasons), ("今冬明春", "去冬今春")),
        rule(
            "season",
            rf"{start}(?:{year()}{SPACE}|(?P<near>(?<![当如至迄])[今明去]))(?P<season>{guarded('seasons')}){end}",
            _dated(_season),
            ("今冬", "今年夏天", "2031年秋季学期", "明春"),
            ("今春耕",),
        ),
    )


@cache
def year_ranges() -> tuple[Rule[Draft], ...]:
    """From one year to another."""
    end = edge()
    return (
        rule(
            "year_range",
            rf"(?:[从自]{SPACE})?(?:{year_number()}(?:{_YEAR_END})?|(?P<relative>{guarded('relative_years')}))(?:年?[初底末]|起|开始)?"
            rf"(?:{TO}|{SPACE}[、和]{SPACE}(?=[{DIGIT}]{{4}}{GAP}年)){year('2')}(?!{SPACE}{NUMBER}{GAP}月(?!份)){end}",
            draft(_year_range),
            ("2031—2035年", "2031年至2035年期间", "从今年到2035年", "2031、2032年"),
            ("2031年，2035年",),
        ),
    )


@cache
def both_years() -> tuple[Rule[Draft], ...]:
    """Two or three years around this one."""
    start, end = prefix(), edge()
    return (
        rule(
            "both_years",
            rf"{start}(?P<both>今明后?|明后|去今)[两二三]年{end}",
            _dated(_both_years),
            ("今明两年", "明后两年", "今明后三年"),
        ),
    )


@cache
def year_names() -> tuple[Rule[Draft], ...]:
    """Years that are part of a name."""
    return (
        rule(
            "year_name",
            rf"{year()}(?:{guarded('year_names')}|第{NUMBER}号)",
            draft(name),
            ("2031年版", "2035年远景目标", "2031年第5号"),
        ),
    )


@cache
def years() -> tuple[Rule[Draft], ...]:
    """A year as a whole, or an edge of it."""
    start, end = prefix(), edge()
    return (
        rule(
            "year",
            rf"{start}{year()}(?:{SPACE}全年)?{end}",
            _named_year,
            ("2031年底前", "到2031年", "今年", "2031年以来", "自2031年起", "截至2031年底", "2031年", "次年底"),
            ("5000年历史", "3000年轻人", "1.5年"),
        ),
    )


@cache
def bare_years() -> tuple[Rule[Draft], ...]:
    """A year left out."""
    start, end = prefix(), edge()
    return (
        rule(
            "year_bare",
            rf"{start}(?<![{DIGIT}{HAN}十百千两几数多每历近当成中老青少壮])(?:(?P<whole>全年(?:度(?!假))?)|(?=年[底末终初内中])){end}",
            _bare_year,
            ("全年", "年底前", "到年末", "年内", "年初"),
            ("3年内", "年底数"),
        ),
    )


@cache
def written() -> tuple[Rule[Draft], ...]:
    """Dates in digits alone (GB/T 7408). They are tried at ``digit_years``: no 年 or 月 marks the place."""
    iso = (
        rf"(?P<year>(?:1[0-9]|2[01])[0-9]{{2}})(?<![{DIGIT}./-].{{4}})(?P<sign>[-./])"
        r"(?P<month>[01]?[0-9])(?P=sign)(?P<day>[0-3]?[0-9])(?![0-9])(?![./-][0-9])"
    )
    return (
        rule("day_iso", iso + edge(), draft(_written_day), ("2031-06-30", "2031.6.30前", "2031/6/30"), ("2031.12.30.1", "12031-06-30")),
        rule(
            "year_brackets",
            rf"(?P<year>[12１２][{DIGIT}]{{3}})(?<=[（(].{{4}}){TO}(?P<year2>[{DIGIT}]{{4}})(?=[）)])",
            draft(_year_range),
            ("（2031—2035）", "(2031-2035)"),
            ("2031-2035",),
        ),
    )


@cache
def digit_years() -> re.Pattern[str]:
    """Four digits and a sign: where the rules of ``written`` can begin."""
    return re.compile(rf"[12１２][{DIGIT}]{{3}}(?={TO}|[./])")


@cache
def families() -> tuple[Family, ...]:
    """The rules by what they begin with, in the order in which they are tried."""
    opening = date_opening()
    return (
        Family(opening, ("月",), month_ranges(), sieve=ranged),
        Family(opening, ("月",), months()),
        Family(opening + "前", ("前",), first_months()),
        Family(opening + "第前首上下本", ("季",), quarters()),
        Family(opening + "上下前后", ("半年", *"春夏秋冬"), halves()),
        Family(opening, ("年",), year_ranges(), sieve=ranged),
        Family(opening, ("今明", "明后", "去今"), both_years()),
        Family(opening, (*lexicon.words("periods", "year_names"), "第"), year_names()),
        Family(opening, ("年",), years()),
        Family("到至截自从年全", ("年",), bare_years()),
    )
