"""Assignments that name their items by number: 前两项由市交通局牵头，第3项由市财政局负责，其余由各县政府落实。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policy_extract.finding.assignments.items import Units
from policy_extract.finding.assignments.tails import read_segment
from policy_extract.grammar.numerals import parse_numeral
from policy_extract.mentions import Assignment
from policy_extract.patterns import later

COUNTED = "assignment.counted"
_N = "[ 　]?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ 　]?"
_NUMBERS = rf"第?(?:{_N}(?:[、和与至到及]第?{_N}){{0,9}}|[（(]{_N}[)）](?:[、和与至到及]?第?[（(]{_N}[)）]){{0,9}})"
_BY = "(?:工作|任务|措施|事项)?[，,]?(?:均|都|(?P<each>分别|依次))?由(?![于此])"
_ITEMS_BY = later(rf"项(?:{_BY}|(?P<bare>))")
_BRACKETS_BY = later(rf"[)）]{_BY}")
_WHICH = later(  # what stands before 项由: 前两, 第3, 上述一、四, 二、三, （三）（四）
    rf"(?P<opened>上列|上述|以上|前述|其中)?(?:前(?P<first>[两二三四五六])|(?P<list>{_NUMBERS}))[两三四五六七]?\Z"
)
_REACH = 40  # characters of a list of numbers
_OTHERS = later("其余(?:各?项)?(?:工作|任务|措施|事项)?[，,]?(?:均|都)?由(?![于此])")
_SENTENCE_END = later("[。；;\n]")
_DUE = later("[，,](?:力争|确保|于|在)?(?P<due>[^，,。；;\n]{2,16}(?:完成|建成|落实|办结|投用))(?=[。；;\n]|\\Z)")
_RANGE = later("[至到]")
_NUMBER = later(_N)


class _Head(NamedTuple):
    """Where it names its items, where its units begin, which items, and whether the units are dealt out to them in order."""

    start: int
    who: int
    numbers: tuple[int, ...]
    each: bool = False


def read_counted(units: Units) -> Iterator[Assignment]:
    """Such assignments in text order; ``numbers`` says of which items each speaks, none of all those that the others leave."""
    text = units.text
    if "项" not in text and "由" not in text:
        return
    heads = _heads(units)
    for place, head in enumerate(heads):
        stop = _SENTENCE_END.search(text, head.who)
        end = stop.start() if stop else len(text)
        following = heads[place + 1].start if place + 1 < len(heads) else len(text)
        segment = read_segment(units, head.who, min(end, following))
        agencies = segment.assigned()
        if head.each and len(agencies) == len(head.numbers):
            for agency, number in zip(agencies, head.numbers, strict=True):
                start = head.start if agency is agencies[0] else agency.start
                yield Assignment(start, agency.end, (agency,), "tail", False, COUNTED, None, (number,))
        elif agencies:
            due = _DUE.search(text, agencies[-1].end, min(end + 1, following))
            last = due.end() if due else agencies[-1].end
            yield Assignment(
                head.start, last, agencies, "tail", segment.open_list, COUNTED, due.span("due") if due else None, head.numbers
            )


def _heads(units: Units) -> list[_Head]:
    text = units.text
    found: list[_Head] = []
    for match in _ITEMS_BY.finditer(text):
        if match["bare"] is not None and match.end() not in units.at:  # by far the most
            continue
        which = _WHICH.search(text, max(0, match.start() - _REACH), match.start())
        numbers = _numbers(which["first"], which["list"]) if which else ()
        if which is None or not numbers:
            continue
        if match["bare"] is None:
            several = bool(which["first"] or which["opened"] or which[0].startswith("第") or len(numbers) > 1)
        else:  # 其中第2项县公安局参与
            several = which["opened"] == "其中"
        if several:
            found.append(_Head(which.start(), match.end(), numbers, bool(match["each"])))
    for match in _BRACKETS_BY.finditer(text):  # （1）（2）由…, but not the item （2） that begins with 由
        which = _WHICH.search(text, max(0, match.start() - _REACH), match.start() + 1)
        numbers = _numbers(which["first"], which["list"]) if which else ()
        if which is not None and len(numbers) > 1:
            found.append(_Head(which.start(), match.end(), numbers, bool(match["each"])))
    for head in tuple(found):
        stop = _SENTENCE_END.search(text, head.who)
        others = _OTHERS.search(text, head.who, stop.start() if stop else len(text))
        if others is not None and all(others.end() != one.who for one in found):
            found.append(_Head(others.start(), others.end(), ()))
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
