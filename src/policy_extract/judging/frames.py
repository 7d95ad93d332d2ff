"""The time frame of each clause: which time expression governs it, and whether that lies behind or ahead of the document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.grammar.clauses import Clause
    from policy_extract.mentions import TimeAnchor, TimexMention

_GOVERNING = frozenset({"point", "period", "past"})
# 比2020年, 达到2020年的3倍: compared with, not spoken of
_COMPARED = later(r"(?:比|较|相比|达到|高于|低于|超过|占)[“”]?$")
# 2000年底前建成的小区, 北京2022年冬奥会, 据…网站10月31日消息: the time belongs to a thing, a name, a source
_TIMES_OF = later(r"的[\d.]{1,5}倍")
_ATTRIBUTE = later(
    r"[以之]?前?(?:建成|建设|投产|实施|出台|印发|制定|启动|成立|发布|批准|开工|投用|注册|登记|签订|交货|出版|刊发|到期|上市|投放|入学|毕业|举行|召开|举办|结转|遗留|剩余|结余|欠下|未完成)"
    r"(?:的|并(?=[^，。；]{1,24}的))|[^，。；、\d]{0,4}相比|的[在于]?(?:\d{1,2}月|[年月]底|[次明]年)"  # 上半年的7月底前兑付
    r"|[^，。；、\d]{0,4}情况(?=[于由将向每])"  # 全年完成情况将于次年1月公布
    r"|[”\"]?重[大点](?:项目|工程)|第[一二三四五六七八九十]+届"
    r"|[^，。；、]{0,6}(?:奥运会|冬奥会|冬残奥会|残奥会|亚运会|世博会|全运会|运动会|世界杯|峰会|论坛|博览会|展览会|年会|春晚|高考|中考)"
    r"|[^，。；\d]{0,6}(?:将至|临近|来临)|(?:消息|电[，,]|讯[，,]|报道|获悉|发布(?:会|的)?消息)"
)
_LEFT_OVER = later(r"结转|结余|遗留|灾损|水毁|欠")  # 上年结余, 去年灾损农田
# 且2030年末养老床位已达标的城市，: the time belongs to the condition that says which ones
_WHICH = later(
    r"[^，。；、将要应力确拟]{2,40}的(?:省份|地区|企业|单位|人员|家庭|个人|市县|项目|学校|城市|区县|县市|居民|职工|用户)[，,]"
)
# 对1996年1月以来持证退休的职工，…: of which people
_THOSE_SINCE = later(r"[^，。；、]{2,24}的[^，。；、]{2,12}")
_FOR = later(r"[对为给向将][^，。；]{0,6}$")
# 在上年210亿元的基础上
_OWN_VALUE = later(r"[”]?(?:的)?\s{0,2}(?:(?:超过|不足|近|约)?[\d０-９一二两三四五六七八九十百千]|平均|水平|同期)|[^，。；]{0,40}基础上")
# 实现年内首次正增长: of the year so far; 国庆前三天: its first days; 用八年的奋斗, 用三年多时间: how long it took
_NO_GOAL = {
    "内": later("首次(?:正增长|上升|下降|回升|转正|突破|站上|高于|低于)|首降|新高|新低|最高|最低|高点|低点"),
    "前": later(r"[一二两三四五六七八九十\d]{1,2}天"),
}
_EVENT = "timex.before_event"
_TOOK = later("多|的(?!时间)")
_LASTING = later(r"[一两二三四五六七八九十\d]年(?:左右)?(?:的)?时间")
# 为保障年底通车，…: the time of the purpose; 启动2021年送温暖活动: of what is started
_ASIDE = later(
    r"[，。；：:\n　]为(?:了|保障|保证|迎接)[^，。；]{0,12}$|(?:启动|开展|举办|(?<![党会])组织|印发|发布|公布|召开|参加)了?$"
)
_WITH_YEAR = later(r"(?:19|20)\d\d年")
_LAST_YEAR = frozenset({"去年", "上年"})
_DAY = later(r"\d{1,2}月\d{1,2}日")
_PLANNED = later(r"将|拟|计划|预计|力争|定于|有望|不晚于")
_ISSUED = later(
    r"(?:[（(][^（）()]{2,10}[）)]|[）)])?(?:，|上午|下午|，?[^，。；\d]{1,24}?)?(?:(?:联合|正式)?(?:印发|发布(?!会)|公布|出台|下发)[^，。；]{0,40}?(?:方案|意见|通知|规划|要点|办法|计划|措施)"
    r"|(?:主持)?召开[^，。；\d]{0,24}会议，[^，。；]{0,4}(?:决定|部署|研究|审议|确定))"
)
_ISSUE_REACH = 90
_LOOKS_AHEAD = later("将|拟|计划|预计|预期|力争|确保|目标|要|安排|最[高多]|不[超低]")
_NEAR = 12  # characters before a day in which a word may make it a plan
# 报送上一年度补贴资金使用情况, 根据上年度考核结果: the year of what is reported or gone by
_REPORTED_YEAR = later(r"上一?年度?")
_REPORTS = later(
    r"(?:报送|上报|提交|报告|公开|公布|总结|评估|清算|汇总|审核|根据|按照?|结合|完成|做好|对|将)(?:本[^，。；]{1,6}|其)?$"
)
_TITLE = 16  # characters from the mark that opens a name to a time inside it
_SEMICOLONS = frozenset("；;")
_SEVERAL_YEARS = 700  # days
_MOST = 0.7
_HARDLY_ANY = 0.25
_YEAR = 360
_SO_FAR = 31
_NEARLY_ALL = 0.88  # news of the last weeks of a year tells what the year brought
Direction = Literal["past", "current", "future", "none"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause with the time expression that governs it: its own, or the nearest before it in the sentence or paragraph.

    ``own`` is True where the expression stands in the clause itself. ``direction`` is seen from the day of publication: ``current`` is a
    period that holds that day (今年); ``future`` ends after it and is a point, a 未来五年, or a period of years that begins later or has
    hardly begun. ``mostly_over``: it is a period of a year or more of which most has gone by (“十三五”期间, said in its last year).
    ``carried``: it stands in an earlier sentence, or before a semicolon; ``before_semicolon``: the latter.
    """

    clause: Clause
    time: TimexMention | None
    own: bool
    direction: Direction
    mostly_over: bool = False
    carried: bool = False
    before_semicolon: bool = False


# 新版至2040年城市总体规划: how far a plan looks, in its name
_NAMES_PLAN = later(r"(?:[省市县区乡镇村庄全城域国土空间]{0,8})?(?:总体|详细|专项|远景|控制性详细|国土空间)规划(?!目标|建设|新建)")


def governs(text: str, time: TimexMention) -> bool:
    """Whether a time can govern its clause: not one that is compared with, belongs to a thing, or names a base (在上年210亿元的基础上).

    年末 alone heads a table as often as a plan, so it governs nothing either.
    """
    if time.timex.kind not in _GOVERNING or time.text == "年末":
        return False
    if _REPORTED_YEAR.fullmatch(time.text) and _REPORTS.search(text, max(0, time.start - _NEAR), time.start):
        return False
    if time.timex.kind != "past" and text[time.start - 1 : time.start] == "近":  # 近两个月内
        return False
    if _is_no_goal(text, time):
        return False
    if time.timex.kind != "past" and _ASIDE.search(text, max(0, time.start - 20), time.start):
        return False
    if text[max(0, time.start - 3) : time.start] in {"不早于", "不晚于"}:
        return time.start > 0 and text[time.start - 2] == "晚"
    if text[time.end : time.end + 1] in {"’", "」", "》"}:  # ‘青春奋进“十四五”’主题云课堂: part of a name
        return False
    if text[time.end : time.end + 1] == "”" and "“" in text[max(0, time.start - _TITLE) : time.start]:
        return False
    if time.timex.kind == "past" and _of_the_past(text, time):
        return False
    if _COMPARED.search(text, max(0, time.start - 3), time.start):
        return time.text.startswith(("到", "至"))
    glossed = text[time.end : time.end + 1] in {"）", ")"}  # 明天（1月2日）出版的日报
    if _ATTRIBUTE.match(text, time.end + glossed, time.end + 12):
        return False
    says_which = _is_of_a_plan(text, time) if time.text[0] in "到至" else _WHICH.match(text, time.end, time.end + 48) is not None
    if says_which:
        return False
    # 从“十三五”末 holds its preposition
    before = time.text[0] if time.text[0] in "从由自" else text[max(0, time.start - 1) : time.start]
    after = text[time.end : time.end + 48]
    if not before or before not in "由自从在于" or not _OWN_VALUE.match(after):
        return True
    # 从2020年的23%提高到24%; 在2020年23%的基础上提高1.5个百分点
    return before in "在于" and ("基础上" not in after or time.timex.kind == "point")


def _of_the_past(text: str, time: TimexMention) -> bool:
    """Whether a past time only says what is left of it (上年结余) or which people are meant (对1998年以来持证退休的职工)."""
    since = time.text.endswith("以来") and _THOSE_SINCE.match(text, time.end) is not None
    whose = since and _FOR.search(text, max(0, time.start - _NEAR), time.start) is not None
    return whose or _LEFT_OVER.match(text, time.end) is not None


def _is_of_a_plan(text: str, time: TimexMention) -> bool:
    """Whether 至2035年 stands in the name of a plan: 推进新版至2040年城市总体规划编制."""
    return _inside(text, time.start) and _NAMES_PLAN.match(text, time.end, time.end + 24) is not None


def _is_no_goal(text: str, time: TimexMention) -> bool:
    """Whether a time only looks like one by which something is to be done: 6年以内的客车, 年内首次, 国庆前三天, 是“十二五”末的1.4倍."""
    if time.timex.kind != "past" and text[time.start - 1 : time.start] == "是" and _TIMES_OF.match(text, time.end):
        return True
    if text[time.end : time.end + 1] == "的" and (time.text.endswith("内") or time.rule == _EVENT):
        return True
    if time.text.startswith("用"):
        return _TOOK.match(text, time.end) is not None
    if time.timex.kind == "past" and text.startswith(("最", "首次", "新高", "新低"), time.end):  # 为多年来最大增幅
        return True
    pattern = _NO_GOAL.get(time.text[-1])
    return pattern is not None and pattern.match(text, time.end) is not None


def only_announces(text: str, time: TimexMention, anchor: TimeAnchor) -> bool:
    """Whether a day that is over is that of an announcement or a decision: what is announced or decided may lie ahead.

    3月19日印发方案，建设园区3个; 1月13日召开常务会议，决定取消审批事项30项.
    """
    if time.timex.granularity != "day" or _ISSUED.match(text, time.end, time.end + _ISSUE_REACH) is None:
        return False
    return direction(time, anchor) == "past"


def frames(
    parts: tuple[Clause, ...], times: tuple[TimexMention, ...], anchor: TimeAnchor, carried: TimexMention | None = None
) -> tuple[Frame, ...]:
    """The frames of a sentence's clauses.

    ``times`` are those inside the sentence that govern (see ``governs``), ``carried`` the last one before it in its paragraph.
    """
    current = carried
    way: Direction = "none" if carried is None else direction(carried, anchor)
    found: list[Frame] = []
    position = 0
    apart = True  # from where the current time stands: another sentence, or a semicolon between
    for clause in parts:
        own = False
        while position < len(times) and times[position].start < clause.end:
            if not own:
                before, told = current, way
                current, own, apart = times[position], True, False
                way = direction(current, anchor)
                if told == "past" and before is not carried and _LASTING.search(current.text) and "力争" not in current.text:
                    way = "past"  # 2019年启动试点，用三年时间腾退1.3万亩
            position += 1
        over = current is not None and way == "current" and _mostly_over(current, anchor)
        found.append(Frame(clause, current, own, way, over, apart, apart and current is not carried))
        apart = apart or clause.mark in _SEMICOLONS
    return tuple(found)


def narrated(text: str, times: tuple[TimexMention, ...], anchor: TimeAnchor) -> frozenset[int]:
    """The offsets of the times without a year that go on with a story of an earlier one.

    2019年12月…。12月30日…, or 全年…, read in 2020; 去年…，全年…. Such a day follows, in its paragraph, a time with a year
    of its own that lies behind, is not before it in the calendar, and is no plan (计划12月30日).
    """
    found = set()
    opening: dt.date | None = None
    before = 0
    for time in times:
        start = time.timex.start or time.timex.end
        if start is None or text.find("\n", before, time.start) >= 0:
            opening = None
        before = time.end
        if time.text.startswith(("今年", "本年", "明年")):
            opening = None
        elif opening is not None and time.text in {"全年", "年底"} and direction(time, anchor) != "past":
            if _LOOKS_AHEAD.search(text, time.start - _NEAR, time.end + _NEAR) is None:
                found.add(time.start)
        elif start is not None and (_WITH_YEAR.search(time.text) or (time.text in _LAST_YEAR and not _inside(text, time.start))):
            opening = start if direction(time, anchor) == "past" else None
        elif time.timex.kind == "point" and time.text.endswith(("前", "月底")) and direction(time, anchor) == "future":
            opening = None  # …，6月底前商户全部回迁，7月1日开业: the story has come to what is planned
        elif opening is not None and start is not None and _DAY.fullmatch(time.text) and direction(time, anchor) == "future":
            ahead = _PLANNED.search(text, max(0, time.start - _NEAR), time.start) is not None
            if not ahead and (start.month, start.day) >= (opening.month, opening.day):
                found.add(time.start)
    return frozenset(found)


def _inside(text: str, offset: int) -> bool:
    """Whether a clause has already begun at an offset (按去年标准)."""
    return offset > 0 and "一" <= text[offset - 1] <= "龥"


def _mostly_over(time: TimexMention, anchor: TimeAnchor) -> bool:
    start, end, today = time.timex.start, time.timex.end, anchor.published
    if start is None or end is None or today is None or (end - start).days < _YEAR:
        return False
    share = _MOST if (end - start).days >= _SEVERAL_YEARS else _NEARLY_ALL
    return (today - start).days > share * (end - start).days


def direction(time: TimexMention, anchor: TimeAnchor) -> Direction:
    """Behind, around or ahead of the day of publication (of the document's year where only that is known)."""
    if time.timex.kind == "past":
        return "past"
    today = anchor.published
    upto = time.text.startswith(("截至", "截止"))
    year = anchor.year if anchor.year is not None else anchor.numbered
    term = anchor.plan or (anchor.begun if today is None else None)
    if year is None and term is not None:  # “十四五”规划: what was in 2020 is over
        year = term[0].year
    if today is None and year is not None:
        today = dt.date(year, 1, 1)
    if anchor.told is not None and (today is None or today <= anchor.told):
        today = anchor.told + dt.timedelta(days=1)
    end = time.timex.end
    if end is None:  # 年底前 in a text without a date: of which year, nothing says, but it is to come
        return "future" if time.timex.kind == "point" and time.text.endswith("前") else "none"
    if today is None:
        return "future" if time.timex.kind == "point" else "none"
    over = end < today or (end == today and time.timex.boundary == "before")  # “五一”前, said on the day itself
    so_far = upto and (time.timex.granularity == "day" or (end - today).days < _SO_FAR)
    if over or so_far:  # 截至9月中旬, said on the 15th; but not 截至今年底, said in summer
        return "past"
    if time.timex.kind == "point" or time.text.startswith(("未来", "今后")):
        return "future"
    if anchor.published is None and anchor.year is None and time.timex.granularity == "day" and "年" in time.text:
        return "none"  # 2019年2月25日，…提出: of a text that only cites that year, nothing says which day it is of
    start = time.timex.start
    if start is None:
        return "current"
    length = (end - start).days
    hardly_begun = length >= _SEVERAL_YEARS and (today - start).days < _HARDLY_ANY * length  # “十二五”期间, said in its first year
    return "future" if start > today or hardly_begun else "current"
