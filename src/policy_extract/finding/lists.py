"""Lists dealt out in order: A、B分别增长7%、8%左右."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from policy_extract.finding import indicators, places
from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar.clauses import Clause
    from policy_extract.mentions import Measure, Quantity, Target

_CUE = "分别"
_BARE_NUMBER = later(r"\d(?!.*(?:以[上下内外]|左右)).*")  # its bound is a verb's (超过90%和55%), so it holds for the list
_BOUNDS = frozenset({">", ">=", "<=", "<"})
_AND = frozenset({"和", "与", "及"})
_SHARED = frozenset({">=", "<=", "~"})
_ENDINGS = ("以上", "以下", "以内", "左右")
_LEAST = later(r"(?:至少|不少于|最少)(?:要|应|需)?[^，。；、\d]{2,6}$")
_LEAST_REACH = 12
_ATTRIBUTES = ("技术", "型", "式")  # 高新技术和科技型中小企业
_LONGER = 3  # characters that the last member has at least beside one as long as the others
_HEAD = 2  # characters of the noun that two members share
_MEASURED = frozenset("额入资值量率数积")  # what a whole indicator ends in: 财政收入
_BARE = 4  # characters of a list's member that only the last one's noun completes (农业、文旅、物流行业产值)


def respectively(text: str, clause: Clause, targets: list[Target], earlier: Sequence[Target] = ()) -> list[Target]:
    """A、B分别增长7%、8%左右: deal the numbers out to the listed subjects in order; the last number's bound covers all.

    ``earlier``: the numbers of the clauses before, whose things are the subjects where the clause names none.
    """
    if len(targets) < 2 or _CUE not in text[clause.start : clause.end]:
        return targets
    first = targets[0]
    at = cue = text.find(_CUE, clause.start, first.quantity.start)
    if at < 0 or first.indicator is None:
        return targets
    if first.baseline is not None and first.indicator[1] <= first.baseline.start < at:
        at = first.indicator[1]  # A、B较2021年分别下降5%、8%
    start = indicators.strip_lead(text, indicators.after_modal(text, first.indicator[0], min(at, first.indicator[1])), at, ())
    if first.indicator[0] < clause.start:
        return _dealt_again(text, cue + len(_CUE), targets, earlier)
    subjects = _list_members(text, start, indicators.strip_tail(text, start, at, keep=True))
    if not subjects:
        return targets
    last = subjects[-1]
    shares_head = all(_shares_head(text, member, last) for member in subjects[:-1])
    shares_head = shares_head or all(_head_goes_on(text, member, last) for member in subjects[:-1])
    counted = _counted(text, cue + len(_CUE), targets) if len(subjects) == len(targets) else None
    bound = targets[-1].quantity.quantity
    dealt = []
    for position, target in enumerate(targets):
        subject = subjects[position] if len(subjects) == len(targets) and not shares_head else (start, at)
        mention = target.quantity
        shared = first.quantity.quantity.op in _BOUNDS and _BARE_NUMBER.fullmatch(first.quantity.text)
        if mention.quantity.op == "=" and position and shared:
            mention = mention._replace(quantity=bounded(mention.quantity, first.quantity.quantity.op))  # 分别超过90%和55%
        elif mention.quantity.op == "=" and bound.op in {"~", ">=", "<=", ">"} and position < len(targets) - 1:
            mention = mention._replace(quantity=bounded(mention.quantity, bound.op))
        member, place = _shared(text, subject, subjects[-1])
        measure, action = first.measure, first.action
        if counted is not None:
            measure, action, member = counted
            if position and text[targets[position - 1].quantity.end : mention.start].strip("、和及与") and target.indicator is not None:
                member = target.indicator  # 分别建成公园5个、学校8所
            place = subjects[position] if places.is_place(text[slice(*subjects[position])]) else None
        dealt.append(replace(
            target, indicator=member, measure=measure, action=action, quantity=mention, pattern="reach", place=place,
            baseline=target.baseline or first.baseline, rules=(("indicator", "indicator.respectively"), ("value", mention.rule)),
        ))
    return dealt


def _shares_head(text: str, member: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a member is no more than what the last one's noun completes: 农业、文旅、物流行业|产值; 财政收入 is one by itself."""
    begin, end = member
    bare = (end - begin <= _BARE and text[end - 1] not in _MEASURED) or text.endswith(_ATTRIBUTES, begin, end)
    return bare and last[1] - last[0] >= end - begin + _LONGER


def _head_goes_on(text: str, member: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether the last member has what another ends in, and more behind it: 住宅电梯、商场电梯|一次检验合格率 is said of both."""
    if member == last or member[1] - member[0] < _HEAD:
        return False
    return text.find(text[member[1] - _HEAD : member[1]], last[0], last[1] - _HEAD) >= 0


def _dealt_again(text: str, start: int, targets: list[Target], earlier: Sequence[Target]) -> list[Target]:
    """五年淘汰炼铁产能1亿吨、炼钢产能5000万吨，今年分别淘汰800万吨和900万吨: the second list's numbers measure what the first one's do."""
    before = earlier[-len(targets):]
    units = {target.quantity.quantity.unit for target in (*before, *targets)}
    if len(before) < len(targets) or len(units) > 1 or any(one.clause != before[0].clause or one.indicator is None for one in before):
        return targets
    verb = indicators.do_pattern().match(text, start, targets[0].quantity.start)
    measure = targets[0].measure if verb is None else cast("Measure", indicators.do_verbs()[verb[0]])
    action = targets[0].action if verb is None else verb.span()
    rule = ("indicator", "indicator.respectively")
    return [
        replace(target, indicator=same.indicator, pattern="reach", measure=measure, action=action, rules=(rule, *target.rules[1:]))
        for target, same in zip(targets, before, strict=True)
    ]


def _counted(text: str, start: int, targets: list[Target]) -> tuple[Measure, tuple[int, int], tuple[int, int]] | None:
    """历城区、章丘区分别建成公园5个、8个; …分别建成5个、8个公园: measure, verb and noun, where what is counted stands behind the verb.

    ``start``: where the words behind 分别 begin. None where they hold no such verb or no noun follows (分别达到95%和98%).
    """
    end = targets[0].quantity.start
    verb = indicators.do_pattern().match(text, start, end)
    share = targets[0].quantity.quantity.dimension == "percent"  # 分别完成年度计划的60%和40%: of the subjects
    if verb is None or share or indicators.reach_verb(text, start, end) is not None:  # 分别压缩至5个和8个工作日
        return None
    noun = indicators.object_phrase(text, verb.end(), end)
    last = targets[-1]
    if noun is None and last.indicator is not None and last.indicator[0] >= last.quantity.end:
        noun = last.indicator
    if noun is None or indicators.is_hollow(text[slice(*noun)]):
        return None
    return cast("Measure", indicators.do_verbs()[verb[0]]), verb.span(), noun


def shared_bounds(text: str, targets: list[Target]) -> list[Target]:
    """达到37%和40%以上, 超过90%和55%: numbers of one unit with nothing but 和 between them share the bound that one of them has.

    A bound before the verb (至少建成1个A、2个B) holds for all things of the list.
    """
    found = _bound_of_verb(text, targets)
    places = range(len(found) - 1)
    for at in (*reversed(places), *places):
        first, second = found[at].quantity, found[at + 1].quantity
        if first.quantity.unit != second.quantity.unit or text[first.end : second.start] not in _AND:
            continue
        if first.quantity.op == "=" and second.quantity.op in _SHARED and second.text.endswith(_ENDINGS):
            found[at] = replace(found[at], quantity=first._replace(quantity=bounded(first.quantity, second.quantity.op)))
        elif second.quantity.op == "=" and first.quantity.op in _BOUNDS and _BARE_NUMBER.fullmatch(first.text):
            found[at + 1] = replace(found[at + 1], quantity=second._replace(quantity=bounded(second.quantity, first.quantity.op)))
    return found


def _bound_of_verb(text: str, targets: list[Target]) -> list[Target]:
    """至少建成1个A、2个B和3条C: the bound that stands before the verb goes on to the rest of the list."""
    found: list[Target] = []
    bound = False
    for target in targets:
        mention = target.quantity
        listed = bound and mention.start and text[mention.start - 1] in "、和及" and mention.quantity.op == "="
        if listed and mention.quantity.dimension == "count":
            target = replace(target, quantity=mention._replace(quantity=bounded(mention.quantity, ">=")))  # noqa: PLW2901
        else:
            bound = mention.quantity.op == ">=" and mention.text[0] not in "至不最" and bool(
                _LEAST.search(text, max(target.left, mention.start - _LEAST_REACH), mention.start)
            )
        found.append(target)
    return found


def _shared(text: str, subject: tuple[int, int], last: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """A place's number measures what the list's last member names: 沈阳市、大连市地区生产总值分别…."""
    if subject == last or not places.is_place(text[slice(*subject)]):
        return subject, None
    opened = places.opening_place(text, *last, None)
    return ((opened[0][1], last[1]), subject) if opened is not None and opened[0][1] < last[1] else (subject, None)


def _list_members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    members, begin = [], start
    for match in re.finditer(r"[、和及与]", text[start:end]):
        members.append((begin, start + match.start()))
        begin = start + match.end()
    members.append((begin, end))
    return [member for member in members if member[1] > member[0]]


def bounded(quantity: Quantity, op: str) -> Quantity:
    """The quantity with another bound: the one that a list or a cap gives it."""
    value = quantity.low if quantity.low is not None else quantity.high
    low = value if op in {"~", ">=", ">"} else None
    high = value if op in {"~", "<=", "<"} else None
    return quantity._replace(op=op, low=low, high=high)  # type: ignore[arg-type]
