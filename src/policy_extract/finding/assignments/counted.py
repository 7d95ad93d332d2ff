"""Assignments that name their items by number: 前两项由市交通局牵头，第3项由市财政局负责，其余由各县政府落实。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_extract.finding.assignments.items import Units
from policy_extract.finding.assignments.tails import read_segment
from policy_extract.grammar.numerals import parse_numeral
from policy_extract.mentions import Assigned, Assignment
from policy_extract.rules import later

COUNTED = "assignment.counted"
_N = "[ 　]?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ 　]?"
_BY = "(?:工作|任务|措施|事项)?[，,]?(?:均|都|分别)?由(?![于此])"
_ITEMS_BY = later(f"项{_BY}")
_WHICH = later(  # what stands before 项由: 前两, 第3, 上述一、四, 二、三
    rf"(?:(?P<opened>上列|上述|以上|前述|其中)?(?:前(?P<first>[两二三四五六])|(?P<list>第?{_N}(?:[、和与至到及]第?{_N}){{0,9}})))\Z"
)
_REACH = 40  # characters of a list of numbers
_OTHERS = later(f"其余(?:各?项)?{_BY}")
_SENTENCE_END = later("[。；;\n]")
_RANGE = re.compile("[至到]")
_NUMBER = re.compile(_N)


def read_counted(units: Units) -> Iterator[Assignment]:
    """Such assignments in text order; ``numbers`` says of which items each speaks, none of all those that the others leave."""
    text = units.text
    if "项" not in text:
        return
    heads = _heads(text)
    for place, (start, who, numbers) in enumerate(heads):
        stop = _SENTENCE_END().search(text, who)
        end = stop.start() if stop else len(text)
        following = heads[place + 1][0] if place + 1 < len(heads) else len(text)
        segment = read_segment(units, who, min(end, following))
        agencies = tuple(
            Assigned(item.start, item.end, item.text, item.type, item.canonical, role, "cue") for item, role, _ in segment.done
        )
        if agencies:
            yield Assignment(start, agencies[-1].end, agencies, "tail", segment.open_list, COUNTED, None, numbers)


def _heads(text: str) -> list[tuple[int, int, tuple[int, ...]]]:
    """Where each names its items, where its units begin, and which items."""
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for match in _ITEMS_BY().finditer(text):
        which = _WHICH().search(text, max(0, match.start() - _REACH), match.start())
        if which is None:
            continue
        several = which["first"] or which["opened"] or which[0].startswith("第") or "、" in which[0]
        if several and (numbers := _numbers(which["first"], which["list"])):
            found.append((which.start(), match.end(), numbers))
    for _, who, _ in tuple(found):
        stop = _SENTENCE_END().search(text, who)
        others = _OTHERS().search(text, who, stop.start() if stop else len(text))
        if others is not None and all(others.end() != one[1] for one in found):
            found.append((others.start(), others.end(), ()))
    return sorted(found)


def _numbers(first: str | None, listed: str | None) -> tuple[int, ...]:
    if first is not None:
        return tuple(range(1, _value(first) + 1))
    numbers = [_value(match[0].strip(" 　")) for match in _NUMBER.finditer(listed or "")]
    if len(numbers) == 2 and _RANGE.search(listed or ""):
        return tuple(range(numbers[0], numbers[1] + 1))
    return tuple(numbers)


def _value(written: str) -> int:
    return int(parse_numeral(written) or 0)
