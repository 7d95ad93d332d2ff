"""Lengths of time and what repeats: 三年内, 未来3—5年, 近三年, 3个月内, 自发布之日起30日内, 每年6月底前, 每季度."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache

from policy_extract import lexicon
from policy_extract.grammar.sharing import lengths_from
from policy_extract.grammar.timex import calendar
from policy_extract.grammar.timex.calendar import Stretch, small_number
from policy_extract.grammar.timex.fragments import (
    DIGIT,
    DIGITS,
    GAP,
    HAN,
    NUMBER,
    SPACE,
    TO,
    alternation,
    count,
    date_opening,
    edge,
    month,
    year,
)
from policy_extract.grammar.timex.resolve import (
    NO_ANCHOR,
    Draft,
    Family,
    Match,
    Reading,
    draft,
    edged,
    group,
    home_year,
    name,
    point,
    rule,
    year_of,
)
from policy_extract.mentions import Recurrence, TimeAnchor, Timex
from policy_extract.rules import Rule

_EVENT = "counted from an event whose day the text does not give"
_CONDITION = "a length in a condition"
_WITHIN = "(?:之内|以内|内(?!外|部|容|涵|陆|河|蒙|需|地|设|控|循|在|销|贸|资))"
_HALF = f"半{SPACE}年"
_UNITS: dict[str, Recurrence] = {
    "年": "year", "半": "half_year", "季": "quarter", "月": "month", "周": "week", "星": "week", "日": "day", "天": "day",
}


_FIVE_YEARS = 5
_SOME_YEARS = ("近", "前", "后", "每", "第", "头", "满", "去", "续", "时", "这", "来", "期", "用", "过", "隔", "长", "达")
_SPENDS = (
    "打造", "建设", "建成", "新建", "新增", "培训", "培育", "改造", "统筹", "安排", "投入", "投资", "完成", "引进", "发展", "整治",
    "共", "累计",
)
"""What a plan does in the years that it has: 三年打造, 三年统筹安排."""


def _upper(match: Match) -> int:
    return small_number(match["high"] or match["low"])


def _plan(anchor: TimeAnchor, length: int) -> tuple[dt.date, dt.date] | None:
    """The plan's period where it has that many years: in a plan for 2021–2025, 五年内 means it, 一年内 does not."""
    plan = anchor.plan
    return plan if plan and plan[1].year - plan[0].year + 1 == length else None


def _year_end(anchor: TimeAnchor, length: int) -> dt.date | None:
    """31 December of the year reached after ``length`` years (ANNOTATION 4.9)."""
    base = anchor.published.year if anchor.published else home_year(anchor)
    return None if base is None or base + length > calendar.LAST_YEAR else dt.date(base + length, 12, 31)


def _years_ahead(match: Match, anchor: TimeAnchor) -> Reading:
    plan = _plan(anchor, _upper(match)) or (anchor.begun if _upper(match) == _FIVE_YEARS else None)
    start, end = plan or (anchor.published, _year_end(anchor, _upper(match)))
    return Reading(Timex("period", start, end, "multi_year", "during"), "", None if end else NO_ANCHOR)


def _years_within(match: Match, anchor: TimeAnchor) -> Reading:
    plan = _plan(anchor, _upper(match))
    end = plan[1] if plan else _year_end(anchor, _upper(match))
    return Reading(point(end, "year"), "", None if end else NO_ANCHOR)


def _years_of_plan(match: Match, anchor: TimeAnchor) -> Reading:
    plan = _plan(anchor, _upper(match))
    if plan is None:
        return Reading(Timex("duration", None, None, "other", "during"))
    return Reading(Timex("period", plan[0], plan[1], "multi_year", "during"))


def _unless_looking_back(match: Match) -> Draft | None:
    """The years of a plan (三年打造), not those before it or some of them (过去三年打造, 前三年打造)."""
    back = match.string[max(0, match.start() - 2) : match.start()].rstrip().endswith(_SOME_YEARS)
    return None if back else draft(_years_of_plan)(match)


def _years_past(match: Match, anchor: TimeAnchor) -> Reading:
    today = anchor.published
    if today is None:
        return Reading(Timex("past", None, None, "multi_year", "during"))
    end = calendar.days_later(today, -1)
    return Reading(Timex("past", min(calendar.months_later(today, -12 * _upper(match)), end), end, "multi_year", "during"))


def _years_ago(_: Match, __: TimeAnchor) -> Reading:
    return Reading(Timex("past", None, None, "year", "before"))


def _months_within(match: Match, anchor: TimeAnchor) -> Reading:
    months = 6 if not match["low"] else _upper(match)
    if anchor.published is None:
        return Reading(point(None, "month"), "", NO_ANCHOR)
    return Reading(point(calendar.months_later(anchor.published, months), "month"))


def _years_from(match: Match, anchor: TimeAnchor) -> Reading:
    first = year_of(match, anchor)
    if first.number is None:
        return Reading(Timex("period", None, None, "multi_year", "during"), "", first.problem or NO_ANCHOR)
    stretch = calendar.years(first.number, first.number + _upper(match) - 1)
    return Reading(Timex("period", stretch.start, stretch.end, stretch.granularity, "during"), "", stretch.problem)


def _days_within(_: Match, __: TimeAnchor) -> Reading:
    return Reading(Timex("unresolved", None, None, "day", "by_end"), "", _EVENT)


def _condition(_: Match, __: TimeAnchor) -> Reading:
    return Reading(Timex("duration", None, None, "other", "during"), "", _CONDITION)


def _unless_condition(resolve: Callable[[Match, TimeAnchor], Reading]) -> Callable[[Match], Draft | None]:
    """A builder that makes 毕业3年内 a condition, 受理后3年内 an unknown day and 压缩至3年内 no time at all."""
    ahead, apart, unknown = draft(resolve), draft(_condition), draft(_days_within)

    def build(match: Match) -> Draft | None:
        before = match.string[max(0, match.start() - 5) : match.start()].rstrip(" \u3000的在")
        begin = lengths_from(match.string, match.start())
        tight = match.string[max(0, begin - 3) : begin]
        if tight.endswith(lexicon.words("periods", "values")):
            return None
        if tight.endswith(("起", "后", "起，", "后，", "起,", "后,")):
            return unknown(match)
        after = match.string.startswith(lexicon.words("periods", "conditions_after"), match.end())
        return apart(match) if after or before.endswith(lexicon.words("periods", "conditions")) else ahead(match)

    return build


def _from_event(match: Match, anchor: TimeAnchor) -> Reading:
    """自发布之日起30日内 is counted from publication; working days and other events have no day here."""
    unit, number = match["unit"], _upper(match)
    today = anchor.published
    if today is None or not re.search(r"(?:发布|印发|公布|下发|颁布)(?:之日)?$", match["event"]) or "工作" in unit:
        return Reading(Timex("unresolved", None, None, "day", "by_end"), "", _EVENT)
    if unit in {"日", "天"}:
        return Reading(point(calendar.days_later(today, number), "day"))
    return Reading(point(calendar.months_later(today, number * (12 if unit == "年" else 1)), "month" if unit != "年" else "year"))


def _each(match: Match, _: TimeAnchor) -> Reading:
    unit = match["unit"].removeprefix("个")
    several = group(match, "several")
    recurrence = None if several and small_number(several) > 1 else _UNITS[unit[0]]
    return Reading(Timex("recurrence", None, None, "other", "during", recurrence))


def _each_year(match: Match, anchor: TimeAnchor) -> Reading:
    """每年6月底前: the first occurrence that is not over on the day of publication (ANNOTATION 4.10)."""
    begin = year_of(match, anchor)
    first = begin.number if group(match, "year") or group(match, "relative") else home_year(anchor)
    reading = _occurrence(match, first, anchor)
    end = reading.timex.end
    if first is not None and end and anchor.published and end < anchor.published:
        reading = _occurrence(match, max(first, anchor.published.year), anchor)
        if reading.timex.end and reading.timex.end < anchor.published:
            reading = _occurrence(match, anchor.published.year + 1, anchor)
    timex = reading.timex
    return Reading(Timex("recurrence", timex.start, timex.end, timex.granularity, timex.boundary, "year"), "", reading.warning)


def _occurrence(match: Match, year: int | None, anchor: TimeAnchor) -> Reading:
    return edged(match, calendar.nowhere("year", NO_ANCHOR) if year is None else _in_each_year(match, year), anchor)


def _in_each_year(match: Match, year: int) -> Stretch:
    written = match["month"]
    if written is None:
        half, quarter = match["half"], match["quarter"]
        if quarter:
            return calendar.quarters(year, "一二三四".find(quarter) + 1 or int(quarter))
        return calendar.months(year, 1 if half == "上" else 7, 6 if half == "上" else 12, "half_year") if half else calendar.years(year)
    number = small_number(written)
    if match["day"]:
        return calendar.day(year, number, small_number(match["day"]))
    if match["part"]:
        return calendar.ten_days(year, number, "上中下".index(match["part"]))
    last = small_number(match["month2"]) if match["month2"] else number
    return calendar.months(year, number, last, "month", year + (last < number))


def _each_month(match: Match, _: TimeAnchor) -> Reading:
    return Reading(Timex("recurrence", None, None, "day", "before", "month" if match["unit"] == "月" else "quarter"))


@cache
def named() -> tuple[Rule[Draft], ...]:
    """Numbers of years that are part of a name."""
    programmes = alternation(lexicon.words("periods", "programmes"))
    return (
        rule(
            "years_name",
            rf"{count()}年(?:[^\W\d_内来前后以时间期的，。；、]{{0,6}})(?:{programmes})",
            draft(name),
            ("三年行动", "5年行动计划", "三年专项整治行动", "五年规划"),
            ("三年内完成行动",),
        ),
    )


@cache
def within() -> tuple[Rule[Draft], ...]:
    """A length that ends in 内."""
    return (
        rule(
            "years_within",
            rf"{count()}年(?:的?时间)?{_WITHIN}",
            _unless_condition(_years_within),
            ("三年内", "3—5年内", "两三年内", "3年之内", "毕业2年内"),
            ("压缩至3年内", "3年内部审计"),
        ),
        rule(
            "months_within",
            rf"(?:{count()}个{GAP}月|(?<![{DIGIT}{HAN}十百]年)(?<![每上下前后{HAN}]){_HALF}){_WITHIN}",
            _unless_condition(_months_within),
            ("3个月内", "半年内", "三至六个月内", "离校6个月内"),
            ("每半年内",),
        ),
        rule(
            "days_within",
            rf"{count()}个?{GAP}(?:工作日|[日天]){_WITHIN}",
            _unless_condition(_days_within),
            ("5个工作日内", "30日内", "15天之内"),
            ("压缩至3个工作日内", "控制在5个工作日以内"),
        ),
    )


@cache
def planned() -> tuple[Rule[Draft], ...]:
    """A length before what is done in it."""
    return (
        rule(
            "years_of_plan", rf"{count()}年(?=(?:{'|'.join(_SPENDS)})(?!协议|合同|期|规划|计划|方案|班))", _unless_looking_back,
            ("三年打造", "三年统筹安排", "五年累计"),
            ("前三年打造", "三年内打造", "三年级"),
        ),
    )


@cache
def past() -> tuple[Rule[Draft], ...]:
    """A length that begins with its number and looks back."""
    return (
        rule(
            "years_since",
            rf"{count()}年(?:多)?(?:以来|来(?![自源临年到华访看说讲电信]))",
            draft(_years_past),
            ("五年来", "一年多来", "3年以来"),
        ),
        rule("years_ago", rf"{count()}年(?:多)?[以之]?前(?!列|景|沿|提|期|后)", draft(_years_ago), ("两三年前", "5年前", "十年以前")),
    )


@cache
def led() -> tuple[Rule[Draft], ...]:
    """A length with a word before it."""
    return (
        rule(
            "years_from",
            rf"[自从]?{year()}(?:起|开始){SPACE}[，,]?{SPACE}(?:连续|用|利用)?{count()}年(?:的?时间)?(?:{_WITHIN})?(?![级期])",
            draft(_years_from),
            ("从2031年起三年", "自2031年起，用5年时间", "自今年起三年内", "2031年起5年内"),
            ("自2031年起每三年", "从2031年起三年级"),
        ),
        rule(
            "from_event",
            rf"[自从](?P<event>[^，。；：\n自从]{{1,24}}?)起{SPACE}[，,]?{SPACE}的?{count()}(?P<unit>年|个{GAP}月|个?工作日|[日天]){_WITHIN}",
            draft(_from_event),
            ("自收到通知之日起15个工作日内", "自发布之日起30日内", "自印发之日起，3个月内"),
            ("自2031年起实施",),
        ),
        rule(
            "years_ahead",
            rf"(?:未来|今后|接下来)(?:的)?{SPACE}{count()}年(?:左右)?(?:的?时间)?(?:{_WITHIN}|里|期间)?",
            draft(_years_ahead),
            ("未来三年", "今后三到五年", "今后3—5年内"),
        ),
        rule(
            "relative_years",
            rf"(?:力争|争取|计划)?再?(?:利用|(?<![使采应费专])用"
            rf"|(?:通过|经过)(?={count('low2', 'high2')}年左?右?的?(?:时间|努力|攻坚|奋斗|建设|整治|改革|创新)))(?:不到|约)?{SPACE}"
            rf"{count()}年(?:左右)?(?:的?(?:时间|努力))?(?:左右)?(?:{_WITHIN})?",
            draft(_years_within),
            ("用3年时间", "力争用三年左右时间", "利用两年时间", "再用5年", "经过三年努力"),
            ("使用3年", "通过3年级"),
        ),
        rule(
            "years_past",
            rf"(?:(?<![附邻最远临接将逼])近|最近|过去|这)的?{SPACE}{count()}年(?:多(?=以?来|的|时间))?(?:以?来|间|内|里|时间)?(?![级期])",
            draft(_years_past),
            ("近三年", "过去五年", "最近3年来", "过去的5年"),
            ("近三年级",),
        ),
    )


@cache
def counted() -> frozenset[str]:
    """The ids of the rules for numbers of years, months and days."""
    return frozenset(row.id for row in (*named(), *within(), *planned(), *past(), *led()))


@cache
def repeated() -> tuple[Rule[Draft], ...]:
    """What comes again."""
    return (
        rule(
            "each_year_date",
            rf"(?:[自从]?{SPACE}{year()}起{SPACE}[，,]?{SPACE})?每年(?:度)?的?{SPACE}(?:"
            rf"{month(sign='(?:月份?)?')}(?:{SPACE}(?P<day>{NUMBER}){GAP}[日号]|(?P<part>[上中下])旬|{TO}(?P<month2>{NUMBER}){GAP}月|(?<=月)|(?<=份))"
            rf"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?=年?[底末初]|年内)){edge(led=False)}",
            draft(_each_year),
            ("每年12月底前", "每年8月", "每年6月30日前", "每年年底前", "每年第一季度", "2031年起，每年2月底前", "每年6—8月"),
        ),
        rule(
            "each_month_day",
            rf"每个?(?P<unit>月|季度)的?(?:(?:首月|末月|最后一个月|第[一二三123]个月)的?)?"
            rf"(?:{SPACE}(?P<day>{NUMBER}){GAP}[日号](?:以?前|之前)?|[初底末](?:以?前|之前)?|[上中下]旬(?:前)?)",
            draft(_each_month),
            ("每月5日前", "每季度末", "每季度首月10日前", "每个季度第1个月的20日前", "每月底前"),
        ),
        rule(
            "each",
            rf"每隔?(?P<several>{NUMBER})?(?P<unit>个?季度|季|半年|个月|月(?![嫂球饼])|个?星期|周(?![年边围转])|[日天]|年(?![级轮龄]))",
            draft(_each),
            ("每年", "每季度", "每半年", "每月", "每两年", "每3个月"),
            ("每年级",),
        ),
        rule(
            "each_by",
            "[按逐](?P<unit>季(?!节)度?|月|周|年度?(?=[调考评报分开组安下]))",
            draft(_each),
            ("按月", "按季度", "逐月", "按年度考核"),
            ("逐年",),
        ),
    )


@cache
def families() -> tuple[Family, ...]:
    """The rules by what they begin with, in the order in which they are tried."""
    numbers = f"{DIGITS}{HAN}十两"
    leads, each = led(), repeated()
    return (
        Family("自从" + date_opening(), ("年起", "年开始"), leads[:1]),
        Family("自从", ("起",), leads[1:2]),
        Family("未今接", ("未来", "今后", "接下来"), leads[2:3]),
        Family("力争计再利用通经", ("用", "通过", "经过"), leads[3:4]),
        Family("近最过这", ("年",), leads[4:]),
        Family(numbers, lexicon.words("periods", "programmes"), named()),
        Family(numbers + "半", ("年内", "月内", "日内", "天内", "以内", "之内", "时间内"), within()),
        Family(numbers, tuple(f"年{word}" for word in _SPENDS), planned()),
        Family(numbers, ("以来", "年来", "多来", "以前", "之前", "年前", "多前"), past()),
        Family("每自从" + date_opening(), ("每年",), each[:1]),
        Family("每按逐", ("",), each[1:]),
    )
