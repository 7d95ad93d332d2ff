"""Sentences that say nothing but by whom: 由市农业局负责。 closes its item, 以上由市财政局牵头。 all that stands before it."""

from __future__ import annotations

from collections.abc import Iterator

from policy_extract.finding.assignments.items import Units
from policy_extract.finding.assignments.tails import read_segment
from policy_extract.mentions import Assigned, Assignment
from policy_extract.rules import later

_ROLE = "(?:负责|牵头|落实|组织实施|配合|协助|参与|指导|承担|承办|抓好?|实施|推进)"
_SENTENCE = later(
    r"(?:^|(?<=[。；;\n　]))[ 　]{0,4}(?P<back>(?:以上|上述|前述)[^，。；：、\n由]{0,8}[，,]?(?:均|都|统一|分别)?)?"
    r"(?P<here>(?:此项|该项|本项|这项|这[件一]|具体)(?:工作|任务|事项|措施|整治|改造|事)?[，,]?)?"
    rf"由(?![于此])(?P<who>[^。；;\n由]{{2,160}}?{_ROLE}(?:负责|落实|推进|实施|组织实施|抓好?)?)"
    r"(?:[，,](?:力争|确保|于|在)?(?P<due>(?:20\d\d年|\d{1,2}月|(?:今|明)?年[底内])[^，,。；;\n]{0,8}(?:完成|建成|建成运行|落实到位|办结|投用)))?"
    r"(?=[。；;\n]|[，,]其中第?[（(]?[0-9０-９一二三四五六七八九十]|$)"
)
_SOMETHING_ELSE = later("解释|监督管理|日常|[，,][^，。]{0,12}(?:要|将|应|须|已)")
_MOST_BESIDE = 0.45
"""Of the sentence's characters, the share that may be other than names: 负责, 会同, 配合, 有关部门."""


def read_sentences(units: Units) -> Iterator[Assignment]:
    """Such sentences in text order, as tails of their items; ``assignment.back`` are those that close the items before theirs too."""
    text = units.text
    if "由" not in text:
        return
    for match in _SENTENCE().finditer(text):
        start, end = match.span("who")
        if not units.names_any(start, end) or _SOMETHING_ELSE().search(match["who"]):
            continue
        segment = read_segment(units, start, end)
        named = sum(item.end - item.start for item, _, _ in segment.done)
        if not segment.done or not segment.cues or named < (end - start) * (1 - _MOST_BESIDE):
            continue
        agencies = tuple(
            Assigned(item.start, item.end, item.text, item.type, item.canonical, role, "cue") for item, role, _ in segment.done
        )
        rule = "assignment.back" if match["back"] else "assignment.sentence"
        due = match.span("due") if match["due"] else None
        yield Assignment(start, match.end(), agencies, "tail", segment.open_list, rule, due)
