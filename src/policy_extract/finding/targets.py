"""Numbers with what they measure: for each value in a body sentence, its verb, measure, indicator, filter and baseline.

Whether the number is promised or reported is not decided here (see :mod:`policy_extract.judging`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policy_extract.finding import indicators, neighbours, phrasing, places, shares
from policy_extract.finding.baselines import read_baseline, take_baseline
from policy_extract.finding.lists import bounded, respectively, shared_bounds
from policy_extract.finding.parts import FROM, REACH, Part
from policy_extract.finding.parts import parts as parts_of
from policy_extract.finding.semantics import aggregation
from policy_extract.grammar.clauses import Clause, Splitter
from policy_extract.mentions import QuantityMention, Sentence, Target
from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policy_extract.mentions import Measure, TimexMention

_FILTER_HEAD = later(
    r"(?P<filter>(?:总投资|投资额?|产值|年?(?:营业|主营业务|销售)?收入|年?销售额|注册资本|规模)(?:在|达到?|超过?|不低于)?"
    r"[\d０-９.,，一二两三四五六七八九十百千万亿]{1,12}(?:[^，。；的]{0,4}?(?:及?以上|以下)|[元亩吨人名]{0,2}))的?(?=[\u4e00-\u9fff])"
)
_BARE_NOUN = 2
_FILTER_REACH = 10  # characters of 单体面积在 before the size
_BEFORE_LIST = later(r"(?P<clause>[^，。；：:、\n\d]{4,40})(?:：|:|，(?:其中)?|，?其中)[：:]?\Z")
_BECAME = later(r"(?:将|都|全部|稳定|如期|顺利)*实现(?P<what>脱贫|就业|转移就业|增收|达标|摘帽|搬迁|复工|入园|参保)")
_LIST_REACH = 60  # characters before a list of places in which what it counts is named
_SHORTEST_THING = 2
_DUE = frozenset("前内底末")
_LISTING = frozenset("、和及")
_NOTED = later(r"[（(][^（）()，。；]{2,20}[)）](?P<bound>以上|以下|以内|左右)")  # 400元（按6斤计算）以上
_NOTED_OPS = {"以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}
_CAPPED = later(r"限额(?:标准)?为|不(?:能|得|应)?超过每人?[每]?[月年日次人户]$")  # 护理限额标准为甲类每月210元、乙类每月160元
_GIVEN = frozenset({"投资", "资金", "总投资"})
_USED = later("(?:人民币|资金)?(?:将|主要|全部)?用于(?:支持|开展)?")
_STEPS = later(r"(?:等)?[两二三四五六七八九十\d]{1,2}[个]?(?:档次?|挡|级|类|种)(?:税率|标准)?")
_LISTED_NOUNS = later(r"(?:、(?!等)[一-龥]{2,10}(?<!等)){1,4}(?![一-龥、“（(])")
_READ = frozenset({"body", "table"})
_ENDS_WITH_VERB = later("(?<=[一-龥]{2})(?:新?开工|竣工|完工|投产|投用|投运|通车|并网)$")


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
        targets = shared_bounds(here.text, respectively(here.text, clause, neighbours.shared_nouns(here.text, targets), found))
        targets = neighbours.conditions(here.text, targets)
        alone = place > 0 and bool(targets) and (not found or found[-1].clause[1] < parts[place - 1].start)
        before = parts[place - 1]
        topic = neighbours.topic(here.text, before) if alone and not here.times_in(before.start, before.end) else None
        if alone:
            targets = [neighbours.measures_work(here.text, target, before) for target in targets]
        elif targets and found:
            targets[0] = neighbours.per_head(here.text, targets[0], found[-1])
        found.extend(targets if topic is None else [neighbours.about(here.text, target, topic) for target in targets])
    return found


def _target(here: _Here, region: Part, last: Target | None) -> Target:
    text, quantity = here.text, region.quantity
    skips = here.times_in(max(region.left, quantity.start - REACH), quantity.start)
    right = _noun_behind(here, region)
    start, before_time = _opening(text, region, skips, alone=right is None)
    end = indicators.strip_tail(text, start, quantity.start)
    pattern, action, indicator, measure, rule = phrasing.read(text, region, start, end, right, last)
    if before_time is not None and pattern in {"bare", "previous"}:
        indicator, rule = before_time, "indicator.subject"
    baseline = None
    if indicator is not None and indicator[0] < quantity.start:
        for low, high in skips:  # 粮食产量今年预计突破…: the time is no part of what is measured
            if indicator[0] < low and high == indicator[1] and text[low - 1] not in "比较":
                indicator = (indicator[0], indicators.strip_tail(text, indicator[0], low, keep=True))
        indicator, baseline, margin = take_baseline(text, indicator, action, quantity.start)
        if margin and measure == "level":
            measure = "increase"
    if pattern == "bare" and last is not None and quantity.quantity.dimension == "count" and text.startswith("其中", region.clause.start):
        measure = last.measure if last.quantity.quantity.measure is None else measure  # 新增车位1万个，其中中心城区4000个; of 翻一番 not
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
        measure=_measure_of(quantity, measure),
        pattern=pattern,
        action=action,
        indicator=indicator,
        filter=condition,
        baseline=None if baseline is None else read_baseline(text, baseline, here.times, here.quantities),
        aggregation=aggregation(text[region.left : quantity.start]),
        place=None,
        rules=(("indicator", rule), ("value", quantity.rule)),
    )


def _opening(
    text: str, region: Part, skips: tuple[tuple[int, int], ...], *, alone: bool
) -> tuple[int, tuple[int, int] | None]:
    """Where a number's own words begin, and what stands before a time that only a verb follows (水利投资6月底前下达90%).

    ``alone``: no noun stands behind the number.
    """
    number = region.quantity.start
    start = indicators.strip_lead(text, region.left, number, skips)
    before = None
    for low, high in skips:  # 为到2035年人均收入翻一番: what is measured stands after the time, unless that is its baseline
        if start >= low or high >= number - 1 or text[low - 1] in "比较从自由过" or "基础上" in text[high:number]:
            continue
        if text[number - 1] in "到至" and (text[low] in "从由自" or FROM.search(text, start, low)):
            continue  # 从“十三五”末的31%提高到36%; 由当前的|每年|300万人次上升到450万人次
        after = indicators.strip_lead(text, high, number, skips)
        reach = indicators.reach_verb(text, after, number)
        rest = text[after : indicators.strip_tail(text, after, reach[0] if reach else number)]
        if alone and rest in indicators.do_verbs() and low - start > 1:
            before = (start, indicators.strip_tail(text, start, low))
        elif rest and not shares.of_whole(text, start, (low, after), number):
            start, before = after, None
    return start, before if before is not None and before[1] - before[0] > 1 else None


def _noun_behind(here: _Here, region: Part) -> tuple[int, int] | None:
    """The noun behind a number, past a size (2个超千亿的产业集聚区), with it where the noun is bare (2家千亿级园区)."""
    number = region.quantity
    size = here.filter_in(number.end, min(region.right, number.end + _FILTER_REACH))
    while size and here.text[size[1] : size[1] + 1] in _LISTING and (also := here.filter_in(size[1], size[1] + 2)):
        size = (size[0], also[1])  # 2家产值分别过8亿元和3亿元的集团
    right = indicators.right_phrase(here.text, size[1] if size else number.end, region.right)
    if right and any(here.text[stop - 1] in _DUE for _, stop in here.times_in(right[0], right[0] + 1)):
        return None  # 力争40个|年内竣工
    if right and number.quantity.dimension == "percent" and _STEPS.fullmatch(here.text, *right):
        return None  # 18%、12%和7%|三档
    if right and number.quantity.dimension == "count":
        right = (right[0], _with_listed(here.text, right[1], region.right))
    when = here.times_in(right[0] + _SHORTEST_THING, right[1]) if right else ()
    if right and when:  # 四条索道|年内开工, 90所学校|年底前加装
        right = (right[0], indicators.strip_tail(here.text, right[0], when[0][0], keep=True))
    return (size[0], right[1]) if size and right and right[1] - right[0] <= _BARE_NOUN else right


def _with_listed(text: str, end: int, stop: int) -> int:
    """The end of a noun behind its number with the nouns that follow it under the same number: 新建100个智能车间|、智能工厂."""
    listed = _LISTED_NOUNS.match(text, end, stop)
    if listed is None or (listed.end() < stop and text[listed.end()] not in "，。；"):
        return end
    pieces = re.finditer("[^、]+", text[end : listed.end()])
    does = any(indicators.says_what_is_done(text, end + piece.start(), listed.end()) for piece in pieces)
    return end if does else listed.end()


def _measure_of(mention: QuantityMention, measure: Measure) -> Measure:
    """The measure that the number's own words give (正增长, 翻一番), else that of its verb."""
    if mention.quantity.measure is not None:
        return mention.quantity.measure
    return "increase" if mention.text.endswith("增长") else measure


def _outer_bound(text: str, region: Part, action: tuple[int, int] | None) -> str | None:
    """The bound that stands away from its number: 不大于建筑面积的5%, 限额标准为职工每月200元."""
    quantity = region.quantity.quantity
    if quantity.op != "=":
        return None
    far = shares.FAR_BOUNDS.get(text[slice(*action)]) if action else None
    if far is not None:
        return far
    noted = _NOTED.match(text, region.quantity.end, region.clause.end)
    if noted is not None:
        return _NOTED_OPS[noted["bound"]]
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
    return indicator, here.filter_in(indicator[0] - 1, indicator[1] + 1) or here.filter_in(region.quantity.end, indicator[0])


_WHOLE_AMOUNTS = frozenset({"规模", "总规模", "总额", "总量", "累计", "合计"})
_BESIDE = 2


def _listed_thing(text: str, at: int) -> tuple[int, int] | None:
    """What a list of places that begins at ``at`` counts: 筹集|保障性租赁住房|：上海40万套、…."""
    found = _BEFORE_LIST.search(text, max(0, at - _LIST_REACH), at)
    verb = indicators.do_pattern().search(text, *found.span("clause")) if found is not None else None
    if found is None or verb is None or found.end("clause") - verb.end() < _SHORTEST_THING:
        return None
    return verb.end(), found.end("clause")


def _used_for(text: str, target: Target) -> tuple[int, int] | None:
    """What money is for of which the clause says nothing else: 投资50亿元用于公路网建设."""
    if target.quantity.quantity.dimension != "money":
        return None
    words = None if target.indicator is None else text[slice(*target.indicator)]
    if words is not None and words not in _GIVEN and not words.endswith(("政府", "财政")):  # 各级政府投入60亿元用于水利改革
        return None
    used = _USED.match(text, target.quantity.end)
    return indicators.right_phrase(text, used.end(), target.clause[1]) if used is not None else None


def _grown_to(text: str, target: Target, last: Target) -> bool:
    """Whether a number only says what the one before it makes in all: 转移支付增加12亿元、规模近86亿元."""
    beside = target.indicator is not None and 0 <= target.indicator[0] - last.quantity.end <= _BESIDE
    same = target.quantity.quantity.unit == last.quantity.quantity.unit and last.indicator is not None
    return beside and same and target.indicator is not None and text[slice(*target.indicator)] in _WHOLE_AMOUNTS


def _carry(text: str, target: Target, last: Target | None) -> Target:
    """A number without an indicator of its own measures what the number before it measured; so does a place's (广州6万套)."""
    hollow = target.indicator is not None and indicators.is_hollow(text[slice(*target.indicator)])
    if last is not None and _grown_to(text, target, last):
        return replace(target, indicator=last.indicator, rules=(("indicator", "indicator.previous"), *target.rules[1:]))
    if hollow:
        target = replace(target, indicator=None)
    used = _used_for(text, target)
    if used is not None:
        return replace(target, indicator=used, rules=(("indicator", "indicator.after_number"), *target.rules[1:]))
    became = _BECAME.match(text, target.quantity.end, target.clause[1]) if target.indicator is None else None
    if became is not None and target.quantity.quantity.dimension == "count":  # 40多万人|实现脱贫, not what the number before it counts
        return replace(target, indicator=became.span("what"), rules=(("indicator", "indicator.after_number"), *target.rules[1:]))
    if target.indicator is not None:
        listed = last is not None and last.quantity.quantity.unit == target.quantity.quantity.unit and target.pattern in {"bare", "reach"}
        if last is not None and listed and places.is_place(text[slice(*target.indicator)]):
            return replace(
                target, indicator=last.indicator, place=target.indicator, rules=(("indicator", "indicator.of_list"), *target.rules[1:])
            )
        if target.pattern in {"bare", "reach"} and places.is_place(text[slice(*target.indicator)]):
            thing = _listed_thing(text, target.indicator[0])
            if thing is not None:
                return replace(
                    target, indicator=thing, place=target.indicator, rules=(("indicator", "indicator.of_list"), *target.rules[1:])
                )
        return target
    if hollow and last is not None and last.quantity.quantity.unit != target.quantity.quantity.unit:
        last = None
    if target.action is not None and text[slice(*target.action)] == "投入" and target.quantity.quantity.dimension == "money":
        return replace(target, indicator=target.action, rules=(("indicator", "indicator.verb"), *target.rules[1:]))
    if last is None:  # 造林5万亩: the verb itself says what
        return target if target.action is None or indicators.is_hollow(text[slice(*target.action)]) else replace(
            target, indicator=target.action, rules=(("indicator", "indicator.verb"), *target.rules[1:])
        )
    shared = _without_its_verb(text, target, last)
    return replace(target, indicator=shared, rules=(("indicator", "indicator.previous"), *target.rules[1:]))


def _without_its_verb(text: str, target: Target, last: Target) -> tuple[int, int] | None:
    """What the number before counts, without its verb where this number has one of its own (项目新开工40个、竣工38个)."""
    if last.indicator is None or target.action is None or text[slice(*target.action)] not in indicators.FINISHED:
        return last.indicator
    verb = _ENDS_WITH_VERB.search(text, *last.indicator)
    return last.indicator if verb is None else (last.indicator[0], verb.start())
