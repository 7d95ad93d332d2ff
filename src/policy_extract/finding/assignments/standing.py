"""Sentences that say nothing but by whom: 由市农业局负责。 closes its item, 以上由市财政局牵头。 all that stands before it."""

from __future__ import annotations

from collections.abc import Iterator

from policy_extract.finding.assignments.items import Units
from policy_extract.finding.assignments.tails import read_segment
from policy_extract.mentions import Assignment, Role
from policy_extract.patterns import later

_ROLE = "(?:负责|牵头|落实|组织实施|配合|协助|参与|指导|承担|承办|抓好?|实施|推进)"
_SENTENCE = later(
    r"(?:^|(?<=[。；;\n　]))[ 　]{0,4}(?P<back>(?:以上|上述|前述)[^，。；：、\n由]{0,8}[，,]?(?:均|都|统一|分别)?)?"
    r"(?P<here>(?:此项|该项|本项|这[一两二三四五几]?[项件]|这[一个]|具体)(?:工作|任务|事项|措施|整治|改造|事)?[，,]?)?"
    rf"由(?![于此])(?P<who>[^。；;\n由]{{2,160}}?{_ROLE}(?:负责|落实|推进|实施|组织实施|抓好?)?)"
    r"(?:[，,](?:力争|确保|于|在)?(?P<due>(?:20\d\d年|\d{1,2}月|(?:今|明)?年[底内])[^，,。；;\n]{0,8}(?:完成|建成|建成运行|落实到位|办结|投用)))?"
    rf"(?=[。；;\n]|[，,]其中第?[（(]?[0-9０-９一二三四五六七八九十]|$|[，,][^，。；;：\n由]{{2,16}}负责[^，。；;\n]{{2,20}}(?:[。；;\n]|$)|(?(here)[，,](?![^。；;\n]*{_ROLE})[^。；;\n]{{2,24}}(?:[。；;\n]|$)|(?!)))"
)
_ENDS = later("[。；;\n]|\\Z")
_BODIES_ONLY = later(f"(?:{_ROLE}|为(?P<part>牵头|责任|配合|主办|承办)(?:单位|部门))\\Z")
_PARTS: dict[str, Role] = {"牵头": "lead", "主办": "lead", "配合": "support"}
_SOMETHING_ELSE = later("解释|监督管理|日常|[，,][^，。]{0,12}(?:要|将|应|须|已)")
_LONGEST = 160
_MOST_BESIDE = 0.45
"""Of the sentence's characters, the share that may be other than names: 负责, 会同, 配合, 有关部门."""


def read_sentences(units: Units) -> Iterator[Assignment]:
    """Such sentences in text order, as tails of their items; ``assignment.back`` are those that close the items before theirs too."""
    text = units.text
    yield from _bodies_only(units)
    if "由" not in text:
        return
    for match in _SENTENCE.finditer(text):
        start, end = match.span("who")
        if not units.names_any(start, end) or _SOMETHING_ELSE.search(match["who"]):
            continue
        due = match.span("due") if match["due"] else None
        made = _made(units, start, end, "assignment.back" if match["back"] else "assignment.sentence", due=due)
        if made is not None:
            yield made


def _bodies_only(units: Units) -> Iterator[Assignment]:
    """Sentences of bodies and what they do alone, without 由: 县农业农村局、县人社局负责。"""
    text, reached = units.text, 0
    for mention in units.mentions:
        start = mention.start
        if start < reached or not start or text[start - 1] not in "。；;\n　" or text[start - 2 : start - 1] in ("：", ":"):
            continue
        stop = _ENDS.search(text, mention.end, start + _LONGEST)
        only = _BODIES_ONLY.search(text, mention.end, stop.start()) if stop is not None else None
        if stop is None or only is None:
            continue
        part = only["part"]
        made = _made(units, start, only.start() if part else stop.start(), "assignment.sentence", part)
        if made is not None:
            reached = stop.start()
            yield made


def _made(
    units: Units, start: int, end: int, rule: str, part: str | None = None, due: tuple[int, int] | None = None
) -> Assignment | None:
    """The assignment of a sentence that holds hardly more than its units.

    ``part`` is what it says that they are (X为牵头单位), ``due`` the span of the time that it ends in (由A牵头，6月底前完成).
    """
    segment = read_segment(units, start, end, _PARTS.get(part, "responsible") if part else None)
    named = sum(item.end - item.start for item, _, _ in segment.done)
    if not segment.done or named < (end - start) * (1 - _MOST_BESIDE):
        return None
    return Assignment(start, due[1] if due else end, segment.assigned(), "tail", segment.open_list, rule, due)
