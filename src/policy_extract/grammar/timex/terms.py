"""Five-year plans, centuries, validity, and words that look back or wait for an event: “十四五”期间, 本世纪中叶, 目前, 汛期前."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from policy_extract import lexicon
from policy_extract.grammar.timex import calendar
from policy_extract.grammar.timex.calendar import Stretch, small_number
from policy_extract.grammar.timex.fragments import (
    DIGIT,
    DIGITS,
    GAP,
    HAN,
    NUMBER,
    SPACE,
    alternation,
    date_opening,
    day,
    guarded,
    month,
    prefix,
    year,
)
from policy_extract.grammar.timex.resolve import (
    NO_ANCHOR,
    Draft,
    Family,
    Match,
    Reading,
    Searched,
    draft,
    edged,
    group,
    in_year,
    name,
    period,
    point,
    rule,
    year_of,
)
from policy_extract.mentions import TimeAnchor, Timex
from policy_extract.rules import Rule

_OPEN, _CLOSE = "“\"'‘「『", "”\"'’」』"
_BEFORE = "(?:假期|小?长假|黄金周|到来|来临)?(?:以前|之前|前(?![后期夕景沿来往]|提(?![出交供])))"
_HOLIDAY_ENDS = "期假周来临"
_JUST_OVER = dt.timedelta(days=45)
"""So long after an event, 春节前 may as well tell of the one gone by."""
_USUAL = "the day is the usual one; each place sets its own"
_WHICH_YEAR = "the text does not tell of which year"
_NAMED = "[^，。；：、！？“”‘’\"'《》「」\\s\\d的]{0,12}(?:规划|纲要)"


def _number(match: Match) -> int:
    return small_number(match["quoted"] or match["plan"] or match["ordinal"])


def _plan(match: Match, anchor: TimeAnchor) -> Reading:
    first, last = calendar.five_year_plan(_number(match))
    some = match["some"]
    if some:
        part = min(small_number(some), 5)
        first, last = (first, first + part - 1) if match["side"] in {"前", "头"} else (last - part + 1, last)
        if first == last:
            return period(calendar.years(first))
    return edged(match, calendar.years(first, last), anchor, table="plan_edges")


def _plan_or_name(match: Match) -> Draft | None:
    """八五普法 and “十四五”规划 are names; without quotation marks the plan needs a number from 十 on."""
    return draft(name)(match) if match["named"] is not None and not match["edge"] else draft(_plan)(match)


def _century(match: Match, anchor: TimeAnchor) -> Reading:
    end = {"中": dt.date(2050, 12, 31), "末": dt.date(2100, 12, 31)}[match["part"][0]]
    return Reading(point(end, "other"))


def _decade(match: Match, anchor: TimeAnchor) -> Reading:
    return Reading(Timex("past", *_decade_days(match), "multi_year", "during"))


def _decade_days(match: Match) -> tuple[dt.date | None, dt.date | None]:
    word = match["century"]
    century = 20 if word == "上" else 21 if word == "本" else small_number(word)
    first = (century - 1) * 100 + small_number(match["decade"])
    return calendar.years(first, first + 9)[:2]


def _force(match: Match, anchor: TimeAnchor) -> Reading:
    return Reading(Timex("validity", _validity_day(match, anchor), None, "day", "during"))


def _expiry(match: Match, anchor: TimeAnchor) -> Reading:
    return Reading(Timex("validity", None, _validity_day(match, anchor) if match["month"] else None, "day", "during"))


def _validity_day(match: Match, anchor: TimeAnchor) -> dt.date | None:
    if match["month"] is None:
        return anchor.published
    number, of_month = small_number(match["month"]), small_number(match["day"])
    return in_year(year_of(match, anchor), "day", lambda value: calendar.day(value, number, of_month)).end


def _event(match: Match, anchor: TimeAnchor) -> Reading:
    """国庆节前 and 春节前 have a day, 汛期前 a usual one, 冬灌前 none here. Where no year is named, the next after publication is meant."""
    row = lexicon.load("periods")["events"][match["event"]]
    if not row.keys() & {"date", "feast", "usual"}:
        return _waiting("the event has no fixed day")
    home = year_of(match, anchor)
    if home.number is None:
        return Reading(Timex("point", None, None, "day", "before"), "", home.problem or NO_ANCHOR)
    stretch = _day_of(row, home.number)
    if not (group(match, "year") or group(match, "relative")) and stretch.end is not None:
        if anchor.published is None:
            if stretch.end.month <= 2:  # 春节前 in a plan for a year: the one before it began, or the next?
                return _waiting(_WHICH_YEAR)
        elif stretch.end < anchor.published:
            if anchor.published - stretch.end < _JUST_OVER:
                return _waiting(_WHICH_YEAR)
            stretch = _day_of(row, home.number + 1)
    usual = "usual" in row
    timex = Timex("point", None, stretch.end, "day", "by_end" if usual else "before")
    return Reading(timex, "", stretch.problem or (_USUAL if usual else None))


def _waiting(problem: str) -> Reading:
    """Before an event whose day is not known."""
    return Reading(Timex("unresolved", None, None, "other", "before"), "", problem)


def _day_of(row: dict[str, str], year: int) -> Stretch:
    """The day of an event in a year, after its row in periods.toml."""
    written = row.get("date") or row.get("usual")
    if written is None:
        days = lexicon.load("feasts")["days"].get(str(year))
        if days is None:
            return calendar.nowhere("day", "no calendar of that year")
        written = days[row["feast"]]
    return calendar.day(year, *map(int, written.split("-")))


def _dated_event(match: Match, anchor: TimeAnchor) -> Reading:
    """The day that is written beside the event: 11月10日供暖前."""
    number, of_month = small_number(match["month"]), small_number(match["day"])
    stretch = in_year(year_of(match, anchor), "day", lambda value: calendar.day(value, number, of_month))
    return Reading(Timex("point", None, stretch.end, "day", "before"), "", stretch.problem)


def _near_day(match: Match, anchor: TimeAnchor) -> Reading:
    """A day counted from that of publication; 当晚 is one that the text names elsewhere."""
    shift = {"今": 0, "明": 1, "后": 2}.get(match["near"][0])
    if shift is None or anchor.published is None:
        return Reading(point(None, "day"), "", "the day is named elsewhere" if shift is None else NO_ANCHOR)
    return Reading(point(calendar.days_later(anchor.published, shift), "day"))


def _vacation(match: Match, anchor: TimeAnchor) -> Reading:
    """July and August (corpus guidelines G79)."""
    return edged(match, in_year(year_of(match, anchor), "month", lambda value: calendar.months(value, 7, 8)), anchor)


def _past(_: Match, __: TimeAnchor) -> Reading:
    return Reading(Timex("past", None, None, "other", "during"))


def five_year_plan(text: str) -> tuple[dt.date, dt.date] | None:
    """The period of the first five-year plan that ``text`` names, be it inside a name (“十四五”规划)."""
    match = plans()[0].pattern.search(text)
    stretch = calendar.years(*calendar.five_year_plan(_number(match))) if match else None
    return (stretch.start, stretch.end) if stretch and stretch.start and stretch.end else None


@cache
def plans() -> tuple[Rule[Draft], ...]:
    """Five-year plans, centuries and decades."""
    start = prefix()
    few = f"[{HAN}]|十[{HAN}]?|二十"
    return (
        rule(
            "plan_period",
            rf"{start}(?:[{_OPEN}](?P<quoted>{few})五[{_CLOSE}]|(?<![{HAN}十百千万第几{DIGIT}])(?P<plan>十[{HAN}])五(?![{HAN}十百千万亿{DIGIT}个年月日倍天次名家项岁])"
            rf"|第(?P<ordinal>{NUMBER})个五年(?:规划|计划)?)"
            rf"{SPACE}(?:(?P<edge>{guarded('plan_edges')})|(?P<side>[前头后]|最后)(?P<some>{NUMBER})年"
            rf"|(?P<named>的?(?={alternation(lexicon.words('periods', 'plan_names'))}|{_NAMED})(?:规划|纲要|计划)?))?",
            _plan_or_name,
            ("“十六五”期间", "到“十六五”末", "十六五时期", "\"十六五\"规划", "“十六五”后两年", "第十六个五年规划", "‘十六五’"),
            ("三十五家", "九五折", "十六五个"),
        ),
        rule(
            "century",
            rf"{start}(?:本|二十一|21)世纪(?P<part>中叶|中期|末)(?:以?前|之前)?",
            draft(_century),
            ("到本世纪中叶", "21世纪中叶前", "本世纪末"),
            ("本世纪初",),
        ),
        rule(
            "decade",
            rf"(?P<century>上|本|{NUMBER})世纪{SPACE}(?P<decade>[{DIGIT}]0|[{HAN}]?十){SPACE}年代(?:初期?|中期?|末期?|以来)?",
            draft(_decade),
            ("上世纪90年代", "20世纪八十年代末"),
        ),
    )


@cache
def dated_events() -> tuple[Rule[Draft], ...]:
    """Events of a year that is named, or whose day stands beside them."""
    events = alternation(lexicon.words("periods", "events"))
    return (
        rule(
            "before_event_of",
            rf"{prefix()}{year()}的?{SPACE}(?P<event>{events}){_BEFORE}",
            draft(_event),
            ("2031年春节前", "明年国庆节前", "到2031年汛期前"),
        ),
        rule(
            "before_event_on",
            rf"{prefix()}(?:{year()}{SPACE})?{month()}{SPACE}{day()}{SPACE}(?:{events}){_BEFORE}",
            draft(_dated_event),
            ("11月10日供暖前", "2031年九月三日州庆前"),
        ),
    )


@cache
def validity() -> tuple[Rule[Draft], ...]:
    """When a document comes into force and when it expires."""
    return (
        rule(
            "validity_from",
            rf"(?:自|从)(?:{year()}{SPACE}{month()}{SPACE}{day()}|(?:发布|印发|公布|颁布|下发)之日)起(?:正式)?(?:施行|执行|生效|实施)",
            draft(_force),
            ("自2031年5月1日起施行", "自发布之日起实施"),
        ),
        rule(
            "validity_until",
            rf"有效期(?:限)?(?:暂定)?(?:为|至|到|截至|截止到?|延长至|延续至)?{SPACE}(?:{year()}{SPACE}{month()}{SPACE}{day()}(?:止)?|(?P<years>{NUMBER}){GAP}年)",
            draft(_expiry),
            ("有效期至2036年4月30日", "有效期5年", "有效期为三年"),
        ),
    )


@cache
def words() -> tuple[Rule[Draft], ...]:
    """Words that look back, and events."""
    events = alternation(lexicon.words("periods", "events"))
    return (
        rule("past_word", guarded("past"), draft(_past), ("目前", "截至目前", "近年来", "改革开放以来"), ("目的",)),
        rule(
            "before_event",
            rf"(?P<event>{events}){_BEFORE}",
            draft(_event),
            ("国庆节前", "汛期前", "入冬前", "春节之前", "“五一”假期前"),
            ("春节前后", "国庆前提是"),
        ),
        rule(
            "near_day",
            rf"(?P<near>[今当明][天日晚]|后天)(?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?{NUMBER}(?:[点时](?:整|半|{NUMBER}分)?|[:：][0-9]{{2}})"
            "(?:之前|以前|前(?!后))",
            draft(_near_day),
            ("明天中午12点前", "当晚20时前", "今日18:00前"),
            ("明天上午10点前后",),
        ),
        rule("vacation", rf"(?:{year()}{SPACE})?暑[假期]期间", draft(_vacation), ("暑假期间", "今年暑期期间")),
    )


@cache
def searched() -> tuple[Searched, ...]:
    """The rules that no number and no unit of time marks."""
    past, event, near_day, vacation = words()
    return (
        Searched(re.compile("起(?=正式|施行|执行|生效|实施)|有效期"), validity()),
        Searched(past.pattern, (past,)),
        Searched(_before_event(), (event,)),
        Searched(re.compile("前(?:(?<=[点时分整半0-9]前)|(?<=[点时分整半0-9][以之]前))"), (near_day,)),
        Searched(re.compile("暑[假期]期间"), (vacation,)),
    )


@cache
def _before_event() -> re.Pattern[str]:
    """The end of an event's name with 前, 以前 or 之前 behind it: a literal first, so that it scans fast."""
    last = re.escape("".join(sorted({word[-1] for word in lexicon.words("periods", "events")} | set(_HOLIDAY_ENDS))))
    return re.compile(f"前(?:(?<=[{last}]前)|(?<=[{last}][以之]前))")


@cache
def families() -> tuple[Family, ...]:
    """The rules by what they begin with, in the order in which they are tried."""
    return (
        Family(_OPEN + "十第到至截自从", ("五",), plans()[:1]),
        Family(f"上本到至截{DIGITS}{HAN}十", ("世纪",), plans()[1:]),
        Family(date_opening(), ("前",), dated_events(), sieve=_before_event),
    )
