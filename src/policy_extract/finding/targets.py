"""Numbers with what they measure: for each value in a body sentence, its verb, measure, indicator, filter and baseline.

Whether the number is promised or reported is not decided here (see :mod:`policy_extract.judging`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policy_extract.finding import indicators, neighbours, places
from policy_extract.finding.baselines import read_baseline, take_baseline
from policy_extract.finding.lists import bounded, respectively
from policy_extract.finding.parts import REACH, Part
from policy_extract.finding.parts import parts as parts_of
from policy_extract.finding.semantics import aggregation
from policy_extract.grammar.clauses import Clause, Splitter
from policy_extract.mentions import QuantityMention, Sentence, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policy_extract.mentions import Measure, TargetPattern, TimexMention

_RATE = re.compile(r"(?:涨幅|增速|增幅|增长率|增长速度|增长(?:预期)?目标)(?:[^，。；]{0,6})$")
_RATE_DOWN = re.compile(r"(?:降幅|下降率|降低率)(?:[^，。；]{0,6})$")
_UP = re.compile(r"(?:增长|提高|提升|上升|上涨|增加|扩大)(?:了)?$|(?:新增|净增)[^，。；]{0,12}$")
_PIVOT = ("支持", "推动", "引导", "鼓励", "组织", "确保", "争取", "促进", "推进", "培育", "安排", "保障")
_DOWN = re.compile(r"(?:下降|降低|减少|压减|减负|降本)(?:了)?$")
_BEFORE_VERB = re.compile(
    r"(?:并|、|，|和|及|再|新|探索|试点|广泛|共|滚动|至少|(?<![人户年月平日])均|都|各|已|重点|集中|部署|统筹|牵头|继续|分批|分期|陆续|限期|依法|全部|一律"
    r"|力争|可|将|要|拟"  # modals
    r"|范围内|区域内|基础上|年|期间|各地|元|家|个|项)$"  # the end of a place, a time or a number
)
_RANKED = re.compile(
    r"(?:力争|争取|确保)?"
    r"(?:进入|跻身|位居|位列|名列|居于|居|列|排名|排|挺进|迈进|迈入|冲进|保持|进位|稳居)[^，。；]{0,16}$"
)
_ON_BASIS = re.compile(r"[将要再可]{0,2}在[^，。；]{2,40}基础上[再又]?$")
_MULTIPLE = re.compile(r"(达到|增长到|增加到|扩大到|提高到|是|为|相当于)[^，。；]{0,12}的?$")
# 其行政区域内, 在全市范围, 沿江: phrases that no number counts
_NO_THING_END = ("在", "对", "向", "给", "按", "每", "从", "有", "内", "中", "里", "后", "及", "和", "与", "领域", "方面")
_NO_THING = re.compile(r"全[村市省县国区镇州]|[我本][村市省县国区镇州]|(?:沿|围绕|面向).*")
_LIST_END = re.compile(r"(?:等(?:一批)?|的、)$")
# 实现入园率达到95%的目标; 扣除比例提高至100%的政策
_GOALS = frozenset({
    "目标", "任务", "要求", "水平", "标准", "预期目标", "目标任务", "总体目标", "增速", "增长",
    "政策", "规定", "措施", "比例", "比例支付", "规模", "幅度",
})
_FILTER_HEAD = re.compile(
    r"(?P<filter>(?:总投资|投资额?|产值|年?(?:营业|主营业务|销售)?收入|年?销售额|注册资本|规模)(?:在|达到?|超过?|不低于)?"
    r"[\d０-９.,，一二两三四五六七八九十百千万亿]{1,12}(?:[^，。；的]{0,4}?(?:及?以上|以下)|[元亩吨人名]{0,2}))的?(?=[\u4e00-\u9fff])"
)
_OF_WHOLE = re.compile(  # 绿电用量将扩大到用电总量的三分之二
    r"(?P<verb>达到|提高到|扩大到|增加到|降低到|占到|不小于|不大于)(?:[^，。；]{2,24})的$"
)
_CAPPED = re.compile(r"限额(?:标准)?为")  # 护理限额标准为甲类每月210元、乙类每月160元
_TO_LEVEL = frozenset({"达到", "达", "突破", "超过", "超", "累计", "为", "保持在", "控制在"})
_READ = frozenset({"body", "table"})
_COUNTED = frozenset({"count", "length", "area", "none"})


def find_targets(
    text: str,
    sentences: tuple[Sentence, ...],
    quantities: tuple[QuantityMention, ...],
    times: tuple[TimexMention, ...],
    splitter: Splitter | None = None,
    wanted: Callable[[int], bool] | None = None,
) -> tuple[Target, ...]:
    """A Target for each quantity of role value that stands in a body or table sentence, in text order.

    ``splitter`` shares the document's clauses with other stages; by default the function makes its own.
    ``wanted`` says of a sentence's index whether its numbers are to be read at all; by default all are.
    """
    splitter = splitter or Splitter(text)
    time_starts = [time.start for time in times]
    found: list[Target] = []
    for index, here in _by_sentence(sentences, quantities):
        sentence = sentences[index]
        if sentence.kind not in _READ or not any(q.role == "value" for q in here) or (wanted is not None and not wanted(index)):
            continue
        inside = times[bisect_left(time_starts, sentence.start) : bisect_left(time_starts, sentence.end)]
        filters = tuple(quantity for quantity in here if quantity.role == "filter")
        found.extend(_in_sentence(splitter.of(sentence.start, sentence.end), _Here(text, index, inside, here, filters)))
    return tuple(found)


def _by_sentence(
    sentences: tuple[Sentence, ...], quantities: tuple[QuantityMention, ...]
) -> Iterator[tuple[int, tuple[QuantityMention, ...]]]:
    """The sentences that hold numbers, with those numbers."""
    index = first = 0
    while first < len(quantities):
        start = quantities[first].start
        while index < len(sentences) and sentences[index].end <= start:
            index += 1
        if index == len(sentences):
            return
        last = first + 1
        while last < len(quantities) and quantities[last].start < sentences[index].end:
            last += 1
        yield index, quantities[first:last]
        first = last


@dataclass(frozen=True, slots=True)
class _Here:
    """A sentence with what was found in it, to be asked for what stands in a part of it."""

    text: str
    index: int
    times: tuple[TimexMention, ...]
    quantities: tuple[QuantityMention, ...]
    filters: tuple[QuantityMention, ...]

    def times_in(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The spans of the times that begin in [start, end)."""
        low, high = bisect_left(self.times, start, key=_start), bisect_left(self.times, end, key=_start)
        return tuple((time.start, time.end) for time in self.times[low:high])

    def filter_in(self, start: int, end: int) -> tuple[int, int] | None:
        """The first filter that begins in [start, end)."""
        at = bisect_left(self.filters, start, key=_start)
        found = self.filters[at] if at < len(self.filters) else None
        return (found.start, found.end) if found is not None and found.start < end else None


def _start(mention: TimexMention | QuantityMention) -> int:
    return mention.start


def _in_sentence(parts: tuple[Clause, ...], here: _Here) -> list[Target]:
    values = [quantity for quantity in here.quantities if quantity.role == "value"]
    found: list[Target] = []
    position = 0
    for place, clause in enumerate(parts):
        first = position
        while position < len(values) and values[position].start < clause.end:
            position += 1
        targets: list[Target] = []
        for region in parts_of(here.text, clause, values[first:position]):
            last = targets[-1] if targets else found[-1] if found else None
            targets.append(_carry(here.text, _target(here, region, last), last))
        targets = neighbours.conditions(respectively(here.text, clause, targets))
        alone = place > 0 and bool(targets) and (not found or found[-1].clause[1] < parts[place - 1].start)
        before = parts[place - 1]
        topic = neighbours.topic(here.text, before) if alone and not here.times_in(before.start, before.end) else None
        found.extend(targets if topic is None else [neighbours.about(here.text, target, topic) for target in targets])
    return found


def _target(here: _Here, region: Part, last: Target | None) -> Target:
    text, quantity = here.text, region.quantity
    skips = here.times_in(max(region.left, quantity.start - REACH), quantity.start)
    start = indicators.strip_lead(text, region.left, quantity.start, skips)
    for low, high in skips:  # 为到2035年人均收入翻一番: what is measured stands after the time, unless that is its baseline
        if start < low and high < quantity.start - 1 and text[low - 1] not in "比较从自由过":
            if "基础上" in text[high : quantity.start]:
                continue
            after = indicators.strip_lead(text, high, quantity.start, skips)
            reach = indicators.reach_verb(text, after, quantity.start)
            if indicators.strip_tail(text, after, reach[0] if reach else quantity.start) > after:
                start = after
    end = indicators.strip_tail(text, start, quantity.start)
    left_words = text[region.left : quantity.start]
    pattern, action, indicator, measure, rule = _read(text, region, start, end, last)
    baseline = None
    if indicator is not None and indicator[0] < quantity.start:
        for low, high in skips:  # 粮食产量今年预计突破…: the time is no part of what is measured
            if indicator[0] < low and high == indicator[1] and text[low - 1] not in "比较":
                indicator = (indicator[0], indicators.strip_tail(text, indicator[0], low, keep=True))
        indicator, baseline, margin = take_baseline(text, indicator, action, quantity.start)
        if margin and measure == "level":
            measure = "increase"
    if pattern == "bare" and last is not None and quantity.quantity.dimension == "count" and text.startswith("其中", region.clause.start):
        measure = last.measure  # 新增车位1万个，其中中心城区4000个
    if quantity.text.endswith("增长"):  # 正增长, 两位数增长
        measure = "increase"
    if quantity.quantity.measure is not None:
        measure = quantity.quantity.measure
    if indicator is not None:
        indicator = (indicators.with_quote(text, indicator[0]), indicator[1])
    indicator, condition = _apart_from_filter(here, region, indicator)
    op = _outer_bound(text, region, action)
    if op is not None:
        quantity = quantity._replace(quantity=bounded(quantity.quantity, op))
    return Target(
        quantity=quantity,
        sentence=here.index,
        clause=(region.clause.start, region.clause.end),
        left=region.left,
        measure=measure,
        pattern=pattern,
        action=action,
        indicator=indicator,
        filter=condition,
        baseline=None if baseline is None else read_baseline(text, baseline, here.times, here.quantities),
        aggregation=aggregation(left_words),
        place=None,
        rules=(("indicator", rule), ("value", quantity.rule)),
    )


def _outer_bound(text: str, region: Part, action: tuple[int, int] | None) -> str | None:
    """The bound that stands away from its number: 不大于建筑面积的5%, 限额标准为职工每月200元."""
    quantity = region.quantity.quantity
    if quantity.op != "=":
        return None
    verb = text[slice(*action)] if action else ""
    if verb in {"不小于", "不大于"}:
        return ">=" if verb == "不小于" else "<="
    return "<=" if quantity.dimension == "money" and _CAPPED.search(text, region.clause.start, region.quantity.start) else None


def _apart_from_filter(
    here: _Here, region: Part, indicator: tuple[int, int] | None
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """What is measured and the condition on it (亿元以上项目; 总投资10亿元以上制造业项目), each by itself."""
    condition = here.filter_in(region.left, region.quantity.start)
    if condition is not None or indicator is None:
        return indicator, condition
    head = _FILTER_HEAD.match(here.text, *indicator)
    if head is not None and head.end() < indicator[1] - 1:
        return (head.end(), indicator[1]), head.span("filter")
    return indicator, here.filter_in(indicator[0] - 1, indicator[1] + 1)


_Reading = tuple["TargetPattern", tuple[int, int] | None, tuple[int, int] | None, "Measure", str]


def _read(text: str, region: Part, start: int, end: int, last: Target | None) -> _Reading:
    """How the number stands in its part of the clause (see TargetPattern)."""
    quantity = region.quantity
    right = indicators.right_phrase(text, quantity.end, region.right)
    if text[quantity.end : quantity.end + 1] == "的" and right and text[slice(*right)] not in _GOALS:
        rising = text.startswith("增长", right[0])  # 7%左右的增长目标
        return "share", None, right, "increase" if rising else "level", "indicator.share"
    if right and _LIST_END.search(text, region.left, quantity.start):  # A、B等8个项目; 2000年底前建成的、约20万个小区
        verb = indicators.do_pattern().match(text, start, end)
        measure = _measure(verb[0]) if verb else "level"
        return "counted", verb.span() if verb else None, right, measure, "indicator.after_number"
    if quantity.quantity.dimension == "rank":
        ranked = _RANKED.search(text, start, quantity.start)
        if ranked:
            subject = (start, indicators.strip_tail(text, start, ranked.start(), keep=True))
            return "rank", ranked.span(), subject if subject[1] - start >= 2 else None, "rank", "indicator.ranked"
    if quantity.quantity.unit == "倍":
        multiple = _MULTIPLE.search(text, start, quantity.start)
        if multiple:
            subject = (start, indicators.strip_tail(text, start, multiple.start(), keep=True))
            return "reach", multiple.span(1), subject, "multiply", "indicator.subject"
    of = _OF_WHOLE.search(text, start, quantity.start) if quantity.quantity.dimension == "percent" else None
    if of is not None and of.start() - start >= 2:
        subject = (start, indicators.strip_tail(text, start, of.start(), keep=True))
        return "reach", of.span("verb"), subject, "level", "indicator.subject"
    reach = indicators.reach_verb(text, start, quantity.start)
    if reach is not None:
        subject_end = indicators.strip_tail(text, start, reach[0], keep=True)
        word = text[reach[0] : reach[1]]
        actor = _ON_BASIS.sub("", text[start : indicators.strip_tail(text, start, reach[0])])
        if right and quantity.quantity.dimension == "count" and _ends_with_verb(actor):  # 面向山区招聘超过300名教师
            return "counted", reach, right, indicators.reach_verbs()[word], "indicator.after_number"  # type: ignore[return-value]
        if subject_end > start and not ((word in indicators.do_verbs() or word == "有") and right and _short_subject(actor)):
            return _reached(text, start, subject_end, reach)
        if word == "有" and right and (not actor or _short_subject(actor)):  # 某省将有3万人迁入新村
            return "counted", reach, right, "level", "indicator.after_number"
        if word in indicators.do_verbs() and right:
            return "counted", reach, right, indicators.do_verbs()[word], "indicator.after_number"  # type: ignore[return-value]
        return "previous", reach, None, indicators.reach_verbs()[word], "indicator.previous"  # type: ignore[return-value]
    if start >= end:
        if right:
            measure = last.measure if last is not None and last.pattern == "counted" and last.clause[0] == region.clause.start else "level"
            return "counted", None, right, measure, "indicator.after_number"
        return "previous", None, None, "level", "indicator.previous"
    return _object_or_bare(text, start, end, right, last, region)


def _short_subject(words: str) -> bool:
    """沈阳市新增50家企业: a place or agency before a do-verb is its actor, not what is measured."""
    return bool(re.fullmatch(r"[^，]{0,10}?(?:(?<![城乡村地小社园])[省市县区州旗镇乡国局委厅办]|(?<![全内])部|各地)", words))


def _reached(text: str, start: int, end: int, reach: tuple[int, int]) -> _Reading:
    """X达到N, X增长N: what stands before the verb is measured."""
    begin = indicators.strip_passing(text, indicators.strip_lead(text, indicators.after_modal(text, start, end), end, ()), end)
    word = text[reach[0] : reach[1]]
    measure = indicators.reach_verbs()[word]
    verb = indicators.do_pattern().search(text, begin, end)
    rule = "indicator.subject"
    if word in _TO_LEVEL and verb and verb.start() <= begin + 1 and verb.end() < end - 1:
        found = indicators.object_phrase(text, verb.end(), end)
        if found and not re.match(r"[进强规质面项用速目任周基中]", text[verb.end() : verb.end() + 1]):
            return "object", (verb.start(), verb.end()), found, _combine(measure, indicators.do_verbs()[verb[0]]), "indicator.object"
    if _RATE.search(text[begin:end]):
        measure = "increase"
    elif _RATE_DOWN.search(text[begin:end]):
        measure = "decrease"
    return "reach", reach, (begin, end), measure, rule  # type: ignore[return-value]


def _combine(reach: str, do: str) -> Measure:
    return do if reach == "level" else reach  # type: ignore[return-value]


def _object_or_bare(
    text: str, start: int, end: int, right: tuple[int, int] | None, last: Target | None, region: Part
) -> _Reading:
    """No verb stands before the number: V X N (建设学校5所), V N X (建设5所学校), X N (失业率5%以内)."""
    opening = start
    start = indicators.strip_lead(text, indicators.after_modal(text, start, end), end, ())
    verbs = [verb for verb in indicators.do_pattern().finditer(text, start, end) if _governs(text, start, verb)]
    if verbs and verbs[-1].end() >= end and right:
        return "counted", verbs[-1].span(), right, _measure(verbs[-1][0]), "indicator.after_number"
    if verbs and verbs[-1].start() <= start and verbs[-1].end() >= end:  # 到2030年建成500万千瓦: of what, the number before says
        return "previous", verbs[-1].span(), None, _measure(verbs[-1][0]), "indicator.previous"
    chosen = _governing(text, verbs, end)
    if chosen is not None:
        upto = text[end - 1] in "至到"  # 增设服务网点至150个
        found = indicators.object_phrase(text, chosen.end(), end - upto)
        if found is not None:
            if right and region.quantity.quantity.dimension in _COUNTED and not _countable(text[found[0] : found[1]]):
                found = right
            elif indicators.is_generic(text[found[0] : found[1]]) and found[0] - opening >= 4:
                found = (opening, found[1])
            rising = text.startswith(("新增", "净增"), found[0])  # 实现新增税收6000万元
            measure = "level" if upto else "increase" if rising else _measure(chosen[0])
            return "object", chosen.span(), found, measure, "indicator.object"
    start = indicators.strip_passing(text, start, end)
    phrase = text[start:end]
    if end - start < 2 or (right and region.quantity.quantity.dimension in _COUNTED and not _countable(phrase)):
        if right:
            return "counted", None, right, "level", "indicator.after_number"
        return "previous", None, None, "level", "indicator.previous"
    measure = "level"
    if _RATE.search(phrase) or _UP.search(phrase):
        measure = "increase"
    elif _RATE_DOWN.search(phrase) or _DOWN.search(phrase):
        measure = "decrease"
    elif last is not None and last.pattern == "share" and last.clause[0] == region.clause.start:
        opening_verb = indicators.do_pattern().search(text, last.left, last.quantity.start)
        measure = _measure(opening_verb[0]) if opening_verb else "level"
    elif last is not None and last.pattern in {"object", "counted", "bare"} and last.clause[0] == region.clause.start:
        measure = last.measure if last.action is not None or last.pattern == "bare" else "level"
    if indicators.is_generic(phrase) and start - opening >= 4:
        start = opening
    action = last.action if last and measure == last.measure and last.clause[0] == region.clause.start else None
    return "bare", action, (start, end), measure, "indicator.before_number"


def _measure(verb: str) -> Measure:
    return indicators.do_verbs()[verb]  # type: ignore[return-value]


def _governs(text: str, start: int, verb: re.Match[str]) -> bool:
    """A verb, not a part of a noun (城镇新增就业, 研发投入强度): it opens its part, or stands after an actor, a verb or an adverb."""
    if verb.start() <= start or text[start - 1 : start] in {"为", "向", "给"}:  # 为各方提供600名
        return True
    head = text[start : verb.start()]
    return _short_subject(head) or bool(_BEFORE_VERB.search(head)) or any(head.startswith(pivot) for pivot in _PIVOT)


def _governing(text: str, verbs: list[re.Match[str]], end: int) -> re.Match[str] | None:
    """The verb whose object is counted: the first one, or where that only passes on (支持X组建Y), the last one."""
    if not verbs or verbs[0].end() >= end:
        return None
    if verbs[0][0] in _PIVOT:
        later = [verb for verb in verbs if verb.start() >= verbs[0].end() + 2 and verb.end() < end]
        if later:
            return later[-1]
    return verbs[0]


def _countable(phrase: str) -> bool:
    """Whether a phrase can be what a number counts, where a noun follows the number: no verb (再免费救治3万名患者), no place."""
    return not phrase.endswith(_NO_THING_END) and not _NO_THING.fullmatch(phrase) and not _ends_with_verb(phrase)


def _ends_with_verb(phrase: str) -> bool:
    return any(phrase[-size:] in indicators.do_verbs() for size in (2, 3, 4))


def _carry(text: str, target: Target, last: Target | None) -> Target:
    """A number without an indicator of its own measures what the number before it measured; so does a place's (广州6万套)."""
    if target.indicator is not None:
        listed = last is not None and last.quantity.quantity.unit == target.quantity.quantity.unit and target.pattern in {"bare", "reach"}
        if last is not None and listed and places.is_place(text[slice(*target.indicator)]):
            return replace(
                target, indicator=last.indicator, place=target.indicator, rules=(("indicator", "indicator.of_list"), *target.rules[1:])
            )
        return target
    if last is None:  # 造林5万亩: the verb itself says what
        return target if target.action is None else replace(
            target, indicator=target.action, rules=(("indicator", "indicator.verb"), *target.rules[1:])
        )
    return replace(target, indicator=last.indicator, rules=(("indicator", "indicator.previous"), *target.rules[1:]))
