"""What a number is by its own form and its neighbours: a value, the condition on what is counted, a name, a rate, a count of parts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policy_extract import lexicon
from policy_extract.finding.quantities.apart import quoted
from policy_extract.grammar.bounds import bound_after, bound_before, unbounded_before
from policy_extract.grammar.sharing import lengths_from
from policy_extract.grammar.units import units
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.grammar.bounds import After, Before
    from policy_extract.grammar.forms import Body
    from policy_extract.grammar.quantity import Expression
    from policy_extract.mentions import QuantityRole

_CALENDAR = frozenset(("年", "个月", "日", "天", "周", "个季度", "个星期", "昼夜"))
_RATED = frozenset("次场期轮回")
_MEASURES = frozenset(("power", "energy", "mass", "volume", "data", "length", "area"))
_WITHIN = frozenset(("内", "以内", "之内", "左右", "上下", "多"))
_LOWER = frozenset(("以下", "及以下", "或以下", "之下", "(含)以下", "（含）以下"))
_CLOSE = frozenset("，。；、！？：,;:!?）)”’」】]|\n\r\t \u3000")
_NOT_NOUN = later(r"[和及与或并为以的至到提增升降下减高低占在是由向对将用于等]|支持|推动|推进|建设|实施|完成|达到|用于|左右")
_QUALIFIED = "(?:的|重大|重点|优质|工业|产业|科技|新|超|大|单体|招商|制造业|先进|服务业|农业|龙头|上市|骨干|头部|级|投资){0,3}"
_NOT_MONEY = "(?!款|费|资金|基金|经费|贷款|补助|投资|建设资金|专项|收入|产值)"
_DIGITS = later(  # digits, then a gap and other digits, or something that is no part of a number
    r"[0-9]{1,12}+(?:\.[0-9]{1,6}+)?+"
    r"(?:(?=[ \u3000\t\n]{1,5}[0-9|])|(?![,，][0-9０-９]{3}|[ \u3000\t\n\r0-9０-９.．/／A-Za-z—–－\-~～〜∼至到成分番]))"
)
_AFTER_DIGITS = frozenset("余餘多来零十拾百佰千仟万萬亿億兆")  # the number goes on
_PLAIN = frozenset(("times", "points", "ratio", "temperature"))  # values whatever stands behind them
_PROVERB = later(r"争鸣|讲坛|万户")
_MADE_MANY = later(r"(?:创建|培育|打造|建设|建成|新增|引进|认定)[百千万](?:家|个|户|所|名|项)[^，。；]*$")
_COUNTED_LATER = later(r"[^，。；、\n]{0,16}[0-9０-９]")  # 改造30万千瓦机组2台
_SHAPES = frozenset("制圈户")
_CLASSIFIERS = frozenset("个家条座项所处户")
_COUNT_REACH = 24
_COUNT_BEFORE = later(  # 2个|, 8个面积在|, 5家以上年产值|超, 3个产值分别过10亿元和|
    r"[0-9０-９一二两三四五六七八九十百千万余多][个家条座项所处户](?:以上)?"
    r"(?P<of>[^，。；、\n0-9０-９]{0,8}(?:在|超过?|达到?|过|突破|约|收入|产值|投资|销售额|规模|资产|面积)(?:[0-9.]{1,6}[万亿]{0,2}元[和、])?)?$"
)
_SIZE_ON = later(  # 10家产值超5亿元|、30家产值超亿元的骨干企业: the list goes on to its noun
    r"[、和及](?:[0-9０-９一二两三四五六七八九十]{1,4}[个家条座项所处户](?:以上)?[^，。；、\n0-9０-９]{0,8})?"
    r"[0-9０-９.一二两三四五六七八九十百千万亿]{1,7}[元亩吨](?:以上)?的"
)
_EVERY_REACH = 9
_MOST_PARTS = 30  # nobody structures a text by more


class Verdict(NamedTuple):
    """The role of a number, with flags that its surroundings add; ``role`` None: no mention at all."""

    role: QuantityRole | None
    flags: tuple[str, ...] = ()


_NOTHING = Verdict(None)
_VALUE = Verdict("value")
_FILTER = Verdict("filter")
_NAME = Verdict("name")


class _Endings(NamedTuple):
    words: frozenset[str]
    sizes: tuple[int, ...]

    def before(self, text: str, at: int, floor: int) -> bool:
        """Whether one of the words ends at ``at``."""
        return any(at - size >= floor and text[at - size : at] in self.words for size in self.sizes)


@cache
def _endings(table: str) -> _Endings:
    words = lexicon.words("roles", table)
    return _Endings(frozenset(words), tuple(sorted({len(word) for word in words})))


@cache
def _nouns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    kinds = "|".join((*lexicon.words("roles", "facilities"), *lexicon.words("roles", "kinds")))
    works = "|".join(lexicon.words("roles", "facilities"))
    masses = "|".join(lexicon.words("roles", "masses"))
    free = r"[^，。；、！：,;:\n0-9０-９]{0,8}?"
    return (
        re.compile(rf"{_QUALIFIED}(?:{kinds}){_NOT_MONEY}"),
        re.compile(rf"{free}(?:{kinds}){_NOT_MONEY}"),
        re.compile(rf"(?!装机|容量){free}(?:{works})"),
        re.compile(rf"[^，。；、！：,;:\n]{{0,4}}?(?:{masses})"),
    )


def verdict(text: str, found: Expression, floor: int, end: int) -> Verdict:
    """The role of a quantity that was read from ``text``; looks at a bounded stretch between ``floor`` and ``end``."""
    body = found.body
    before = text[found.left - 1] if found.left > floor else ""
    if body.dimension == "percent" and not (body.rule == "quantity.word" or before == "每"):
        return _VALUE
    if body.structure and body.low <= _MOST_PARTS:
        return Verdict("structure")
    if body.dimension == "rank":
        return _VALUE
    if before == "每":
        return Verdict("frequency") if body.dimension == "duration" else _NOTHING  # 每万人, 每百户: what a rate is counted per
    if body.dimension in {"none", "count"} and quoted(text, found.core, body.end, floor, end):
        return _NAME
    if body.dimension == "duration":
        return _duration(text, found, floor, end)
    if body.dimension == "age":
        return _age(text, found, floor)
    if body.level:
        reached = _endings("reaching").before(text, found.start, floor) and not _nouns()[0].match(text, found.end, end)
        return _VALUE if reached else _FILTER
    if body.bare:
        return _bare_magnitude(text, found, floor, end)
    if not body.known and body.rule != "quantity.word":
        return _without_unit(text, found, floor, end)
    if body.unit in _RATED and _is_rate(text, found, floor):
        return Verdict("frequency")
    if _is_one(text, found):
        return _one(text, found, floor)
    follows = text[found.end] if found.end < end else ""
    if (follows and follows in "制圈") or (follows == "户" and body.unit == "人"):
        return _NAME  # 五人制, 15公里圈, 3人户
    return _sized(text, found, floor, end)


def idle_digits(text: str, at: int, floor: int, end: int) -> int:
    """Where the digits at ``at`` end if nothing makes them a quantity (附件3), else 0, which says nothing."""
    match = _DIGITS.match(text, at, end)
    if match is None or (at and text[at - 1] in "前第"):
        return 0
    stop = match.end()
    if stop < end and (text[stop] in _AFTER_DIGITS or bound_after(text, stop, end) or units().match(text, stop, end)):
        return 0
    bounded = at > floor and not unbounded_before(text, at, floor) and bound_before(text, at, floor) != (at, at, None, False)
    if bounded or _endings("numbering").before(text, at, floor) or quoted(text, at, stop, floor, end):
        return 0
    return stop


# 300个|座位以上的剧场, 8万|人口以上的镇: a size with its bound behind the noun
_SIZE_NOUN = later("(?:床位|人口|职工|员工|学生|座位|泊位|老人|党员|工位)及?(?:以上|以下)的?[一-龥]")
_SIZE_OPENS = frozenset("床人职员学座泊老党工")


def quick_verdict(
    text: str, body: Body, before: Before | None, after: After | None, span: tuple[int, int], floor: int, end: int
) -> Verdict | None:
    """What ``verdict`` says where little has to be looked at, else None.

    ``body`` was read from ``text[span]`` by ``usual_body``; ``before`` is None where no bound stands before it.
    """
    left = span[0] if before is None else before.left
    if left > floor and text[left - 1] == "每":
        return None
    dimension = body.dimension
    if dimension == "percent":
        return _VALUE
    if dimension == "duration":
        certain = (before is None or before.bound is None) and after is None and body.unit in _CALENDAR
        certain = certain and not _YEARS_OF.search(text, max(floor, left - 12), left)
        return _NOTHING if certain and not _shortened(text, left, floor) else None
    if body.structure or body.unit in _RATED:
        return None
    if text[span[0]] == "一" and body.low == 1:
        article = dimension == "count" and before is None and not _endings("making").before(text, left, floor)
        return _NOTHING if article and not quoted(text, *span, floor, end) else None
    stop = span[1] if after is None else after.end
    follows = text[stop] if stop < end else "\n"
    if dimension == "count":
        sized = follows in _SIZE_OPENS and _SIZE_NOUN.match(text, stop, end) is not None
        bounded = after is not None and after.word in _LOWER
        certain = not (sized or bounded) and follows not in _SHAPES and not quoted(text, *span, floor, end)
    elif dimension == "money" or dimension in _MEASURES:
        certain = follows in _CLOSE and text[left - 1] not in _CLASSIFIERS and not (follows == "、" and _SIZE_ON.match(text, stop, end))
    else:
        certain = dimension in _PLAIN and follows not in _SHAPES
    return _VALUE if certain else None


_YEARS_OF = later(r"年限[^，。；]{0,6}$")


def _duration(text: str, found: Expression, floor: int, end: int) -> Verdict:
    """Periods belong to the time expressions; a length with a bound (不超过3年) or a service limit (3个工作日内) is a quantity."""
    body, bound, after = found.body, found.before.bound, found.after
    firm = bound is not None and bound.op not in {"~"}
    if after is not None and after.word not in _WITHIN:
        follows = text[found.end : found.end + 1] if found.end < end else ""
        return _VALUE if firm or not follows or follows in _CLOSE else _FILTER
    if firm or _shortened(text, found.start, floor):
        return _VALUE
    if _YEARS_OF.search(text, max(floor, found.start - 12), found.start):
        return _VALUE
    if body.unit in _CALENDAR:
        return _NOTHING
    if after is not None or body.unit.endswith("工作日") or _endings("reaching").before(text, found.start, floor):
        return _VALUE
    return _NAME


def _shortened(text: str, at: int, floor: int) -> bool:
    """Whether a length of time is what a procedure is shortened to, alone (压缩至3天) or behind others (压减至6个和18个工作日内)."""
    begin = lengths_from(text, at)
    return _endings("shortening").before(text, begin, floor if begin == at else 0)  # what stands before it has been read


def _age(text: str, found: Expression, floor: int) -> Verdict:
    reached = _endings("reaching").before(text, found.start, floor)
    expectancy = text.rfind("寿命", max(floor, found.start - 16), found.start) >= 0
    return _VALUE if reached or expectancy else _FILTER


def _bare_magnitude(text: str, found: Expression, floor: int, end: int) -> Verdict:
    """百家, 千亿元, 万亿: quantities only where a bound stands before them; before a kind of thing they are its size."""
    body = found.body
    if body.dimension != "count" and _sizes_counted(text, found.left, found.end, end):
        return _FILTER
    if body.dimension == "count" and found.after is not None and _COUNTED_LATER.match(text, found.end, end):
        return _FILTER  # 新建百只以上养殖场30个
    if body.dimension == "count" and body.known and _making_many(text, found, floor, end):
        return _VALUE
    if found.before.bound is not None:
        return _VALUE if body.known or body.low >= 10**8 else _NOTHING
    if body.dimension in {"money", "none", *_MEASURES} and (body.known or body.low >= 10**8):
        pattern = _nouns()[1] if found.after is not None else _nouns()[0]
        if pattern.match(text, found.end, end) or (found.after is not None and text[found.end : found.end + 1] == "的"):
            return _FILTER
        if found.after is not None and body.known:
            return _VALUE
    return _NOTHING


def _making_many(text: str, found: Expression, floor: int, end: int) -> bool:
    """创建百家示范企业、千家示范工厂: a round number of what is made, itself or next to one in the list."""
    if _endings("making").before(text, found.start, floor):
        return _PROVERB.match(text, found.end, end) is None
    return text[found.start - 1 : found.start] == "、" and _MADE_MANY.search(text, max(0, found.start - 40), found.start) is not None


def _without_unit(text: str, found: Expression, floor: int, end: int) -> Verdict:
    body = found.body
    if found.after is None and _SIZE_NOUN.match(text, found.end, end):
        return _FILTER
    follows = text[found.end] if found.end < end else ""
    unknown = text[found.end : min(end, found.end + 2)].lstrip(" ")[:1]
    if unknown.isascii() and unknown.isalpha():
        return _NAME
    if body.scaled and (body.arabic or body.low >= 10**4):
        pattern = _nouns()[1] if found.after is not None else _nouns()[0]
        return _FILTER if body.low >= 10**8 and pattern.match(text, found.end, end) else _VALUE
    plain_year = body.arabic and 1900 <= body.low < 2100 and body.low == int(body.low)
    if not body.arabic or plain_year:
        return _NOTHING
    firm = found.before.bound is not None or (found.after is not None and found.after.word not in {"内", "多"})
    if firm or (_endings("numbering").before(text, found.start, floor) and (not follows or follows in _CLOSE)):
        return _VALUE
    return _NOTHING


def _is_one(text: str, found: Expression) -> bool:
    body = found.body
    single = body.low == 1 and body.top is None and not body.more
    return single and text[found.core] == "一" and body.dimension not in {"times", "percent", "points"}


def _one(text: str, found: Expression, floor: int) -> Verdict:
    """一个, 一批: mostly an article; a count where something is made or a bound stands before it."""
    if found.body.unit == "批":
        return _NOTHING
    counted = found.before.bound is not None or _endings("making").before(text, found.start, floor)
    return Verdict("value", ("one",)) if counted else _NOTHING


def _is_rate(text: str, found: Expression, floor: int) -> bool:
    """每月2次, 每年至少组织1次, 每5年修订1次."""
    lowest = max(floor, found.left - _EVERY_REACH)
    at = text.rfind("每", lowest, found.left)
    if at < 0 or any(mark in text[at : found.left] for mark in "，。；、"):
        return False
    following = text[at + 1 : at + 2]
    return following.isnumeric() or following in {"两", "几"} or text.startswith(lexicon.words("roles", "every"), at)


def _sizes_counted(text: str, left: int, stop: int, end: int) -> bool:
    """2个超千亿的产业集聚区, 8个面积在50亩以上的大棚: a size between a count and what it counts."""
    count = _COUNT_BEFORE.search(text, max(0, left - _COUNT_REACH), left)
    if count is None:
        return False
    return count["of"] is None or (stop < end - 1 and (text[stop] == "的" or _SIZE_ON.match(text, stop, end) is not None))


def _sized(text: str, found: Expression, floor: int, end: int) -> Verdict:
    """Whether a size is the condition on what is counted (亿元以上项目, 200兆瓦光伏项目) or a value."""
    body, after = found.body, found.after
    if body.dimension in {"money", "none", *_MEASURES} and _sizes_counted(text, found.left, found.end, end):
        return _FILTER
    if found.end >= end or text[found.end] in _CLOSE:
        return _VALUE
    near, far, works, masses = _nouns()
    if body.dimension in {"count", "none"} and after is None and _SIZE_NOUN.match(text, found.end, end):
        return _FILTER
    if body.dimension == "count":
        if after is not None and after.word in _LOWER and not _NOT_NOUN.match(text, found.end, end):
            return _FILTER
        return _VALUE
    if body.dimension == "money":
        if masses.match(text, found.end, end) and not near.match(text, found.end, end):
            return _VALUE
        if after is not None and after.word not in _WITHIN:
            return _FILTER if far.match(text, found.end, end) or text[found.end] == "的" else _VALUE
        return _FILTER if near.match(text, found.end, end) else _VALUE
    if body.dimension in _MEASURES:
        changed = after is None and _endings("changing").before(text, found.start, floor) and not _COUNTED_LATER.match(text, found.end, end)
        if changed and body.scaled:
            return _VALUE  # 完成4亿千瓦机组改造
        if body.unit in {"千伏", "kV", "KV", "蒸吨"}:
            return _FILTER
        if after is not None and after.word not in _WITHIN:
            return _FILTER if far.match(text, found.end, end) else _VALUE
        if body.dimension in {"power", "energy", "mass", "volume"} and works.match(text, found.end, end):
            return _FILTER
    return _VALUE
