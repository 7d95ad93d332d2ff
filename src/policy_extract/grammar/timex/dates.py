"""Dates and named stretches of the calendar: 2023年6月底前, 今年下半年, 8月1日至5日, 2021—2025年, 今冬.

``readings`` tells what they mean.
"""

from __future__ import annotations

import re
from functools import cache

from policy_extract import lexicon
from policy_extract.grammar.timex import readings
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
from policy_extract.grammar.timex.resolve import Draft, Family, draft, name, rule
from policy_extract.patterns import later
from policy_extract.rules import Rule

_YEAR_END = rf"{GAP}年(?:度(?!假))?"
_QUARTER = rf"(?<![{DIGIT}{HAN}十上下每])第?(?P<quarter>[一二三四1-4１-４]){GAP}季度|(?P<quarter_first>首季度?)"


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
            readings.dated(readings.day_range),
            ("2031年8月1日至2031年9月5日", "9月4日(星期一)至9月8日(星期五)", "8月1—5日期间"),
        ),
        rule(
            "mixed_range",
            rf"{start}{in_year_}{month(sign='(?:月份?)?')}{SPACE}(?:{day()}|(?P<part>[上中下]旬))?{TO}"
            rf"{in_year_2}(?:{month('2')}{SPACE})?(?:{day('2')}|(?P<part2>[上中下]旬))?{end}",
            readings.mixed,
            ("2031年5月上旬至6月底", "6月中旬到7月15日", "3月20日至4月底", "4月至5月中旬", "6月上旬至下旬"),
            ("6月至7月开工",),
        ),
        rule(
            "month_range",
            rf"{start}{in_year_}{month(sign='(?:月份?)?')}{TO}"
            rf"{in_year_2}{month('2', sign='月(?![度季薪租均])份?')}(?!{SPACE}{NUMBER}{GAP}日){end}",
            readings.dated(readings.month_range),
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
            readings.dated(readings.day),
            ("2031年6月30日前", "12月31日", "二〇三一年六月三十日", "本月10日前"),
            ("3月1日均气温",),
        ),
        rule(
            "month",
            rf"{start}(?:{near_month}|{in_year_}{month(sign='月(?![度季薪租均嫂球票供票])份?')})(?P<part>[上中下]旬)?{end}",
            readings.dated(readings.month),
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
            readings.dated(readings.first_months),
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
            readings.dated(readings.quarter_range),
            ("2031年一至三季度", "二、三季度", "1—3季度"),
        ),
        rule(
            "quarter",
            rf"{start}{in_year_}(?:{_QUARTER}|前(?P<quarters>[两二三23])个?季度|(?<![以基])(?P<near_quarter>[本上下])个?季度){end}",
            readings.dated(readings.quarter),
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
            readings.dated(readings.half),
            ("今年上半年", "2031年下半年", "上半年末前"),
        ),
        rule("two_seasons", rf"{start}(?P<near>[今去])冬[今明]春{end}", readings.dated(readings.two_seasons), ("今冬明春", "去冬今春")),
        rule(
            "season",
            rf"{start}(?:{year()}{SPACE}|(?P<near>(?<![当如至迄])[今明去]))(?P<season>{guarded('seasons')}){end}",
            readings.dated(readings.season),
            ("今冬", "今年夏天", "2031年秋季学期", "明春"),
            ("今春耕",),
        ),
    )


@cache
def year_ranges() -> tuple[Rule[Draft], ...]:
    """From one year to another."""
    end = edge(led=False)
    return (
        rule(
            "year_range",
            rf"(?:[从自]{SPACE})?(?:{year_number()}(?:{_YEAR_END})?|(?P<relative>{guarded('relative_years')}))(?:年?[初底末]|起|开始)?"
            rf"(?:{TO}|{SPACE}[、和]{SPACE}(?=[{DIGIT}]{{4}}{GAP}年)){year('2')}(?!{SPACE}{NUMBER}{GAP}月(?!份)){end}",
            draft(readings.year_range),
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
            readings.dated(readings.both_years),
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
            readings.named_year,
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
            readings.bare_year,
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
        rule(
            "day_iso",
            iso + edge(led=False),
            draft(readings.written_day),
            ("2031-06-30", "2031.6.30前", "2031/6/30"),
            ("2031.12.30.1", "12031-06-30"),
        ),
        rule(
            "year_brackets",
            rf"(?P<year>[12１２][{DIGIT}]{{3}})(?<=[（(].{{4}}){TO}(?P<year2>[{DIGIT}]{{4}})(?=[）)])",
            draft(readings.year_range),
            ("（2031—2035）", "(2031-2035)"),
            ("2031-2035",),
        ),
    )


@cache
def digit_years() -> re.Pattern[str]:
    """Four digits and a sign: where the rules of ``written`` can begin."""
    return re.compile(rf"[12１２][{DIGIT}]{{3}}(?={TO}|[./])")


@cache
def _counted() -> re.Pattern[str]:
    """前 with a number behind it, as the first months of a year have it."""
    return later(f"前[{DIGIT}{HAN}十两]")


@cache
def families() -> tuple[Family, ...]:
    """The rules by what they begin with, in the order in which they are tried."""
    opening = date_opening()
    return (
        Family(opening, ("月",), month_ranges(), sieve=ranged),
        Family(opening, ("月",), months()),
        Family(opening + "前", ("前",), first_months(), sieve=_counted),
        Family(opening + "第前首上下本", ("季",), quarters()),
        Family(opening + "上下前后", ("半年", *"春夏秋冬"), halves()),
        Family(opening, ("年",), year_ranges(), sieve=ranged),
        Family(opening, ("今明", "明后", "去今"), both_years()),
        Family(opening, (*lexicon.words("periods", "year_names"), "第"), year_names()),
        Family(opening, ("年",), years()),
        Family("到至截自从年全", ("年",), bare_years()),
    )
