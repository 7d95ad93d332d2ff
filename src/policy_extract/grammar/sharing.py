"""A unit that several numbers share: 分别压减至6个和18个工作日内, 分别提高2和3个百分点.

The last number of such a list bears the unit (and what bounds it); the ones before it are digits alone, digits with the 个 that
begins the unit, or digits with a magnitude (1.2万亿、8200亿元). Bare digits are members only where 分别 says that several things get a
number each.
"""

from __future__ import annotations

from typing import NamedTuple

from policy_extract.patterns import later

_JOINTS = frozenset("、和及与")
_REACH = 40  # characters before the last number in which the list and its 分别 begin
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_WITH_COUNTER = later(rf"(?<![0-9.])(?:{_NUMBER}个[、和及与])+$")
_DEALT = later(rf"分别[^，。；：、0-9]{{0,10}}(?P<list>(?:{_NUMBER}个?[、和及与])+)$")
_MEMBER = later(rf"(?P<number>{_NUMBER})个?")
_GREAT = later(rf"(?<![0-9.])(?P<list>(?:{_NUMBER}(?:万亿|[百千]亿|亿|万)[、和及与])+)$")
_GREAT_MEMBER = later(rf"{_NUMBER}(?:万亿|[百千]亿|亿|万)")
_MAGNITUDES = "万亿千百"
_LENGTHS_BEFORE = later(rf"(?<![0-9.])(?:{_NUMBER}(?:个(?:工作日|月)?|工作日|[天日年周]|小时|分钟)(?:以?内)?[、和及与])+$")


class Member(NamedTuple):
    """A number before the one with the unit: ``text[start:end]`` with its 个 or magnitude, ``whole`` with the unit that it shares."""

    start: int
    end: int
    whole: str


def lengths_from(text: str, at: int) -> int:
    """Where the list of lengths of time begins that the one at ``at`` ends (压减至|6个和18个工作日内, 3天内和5天内); ``at`` without one."""
    if not at or text[at - 1] not in _JOINTS:
        return at
    before = _LENGTHS_BEFORE.search(text, max(0, at - _REACH), at)
    return before.start() if before is not None else at


def shared_from(text: str, at: int, unit: str) -> tuple[Member, ...]:
    """The numbers before ``at`` that share the unit of the number that begins there, in text order.

    ``unit`` is that number's unit as written. A number with 个 shares a unit that begins with it (个工作日); 5个和25个公园 are two counts.
    """
    if not at or text[at - 1] not in _JOINTS:
        return ()
    low = max(0, at - _REACH)
    great = _GREAT.search(text, low, at)
    base = unit.lstrip(_MAGNITUDES)
    if great is not None and base:  # 分别达1.4万亿、1.2万亿、7600亿元
        return tuple(Member(*one.span(), one[0] + base) for one in _GREAT_MEMBER.finditer(text, great.start(), at))
    dealt = _DEALT.search(text, low, at)
    start = dealt.start("list") if dealt else -1
    longer = unit.startswith("个") and len(unit) > 1
    if longer and (counted := _WITH_COUNTER.search(text, low, at)) is not None:
        start = counted.start() if start < 0 else min(start, counted.start())
    if start < 0:
        return ()
    found = tuple(Member(one.start(), one.end(), one["number"] + unit) for one in _MEMBER.finditer(text, start, at))
    return found if longer or all(text[one.end - 1] != "个" for one in found) else ()
