"""Which brackets and lines of units govern which items: their own, the measures above them, those that they name by number."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policy_extract.mentions import Assignment, Layout, TimexMention

_LINE = "assignment.line"
_BACK = "assignment.back"
_COUNTED = "assignment.counted"
_LINES_BACK = 40  # sentences before a line of units that it may close
_BLOCK = 3  # sentences over which one block of such lines stretches
_Placed = TypeVar("_Placed", "Assignment", "TimexMention")


def governed(
    layout: Layout, assignments: tuple[Assignment, ...], ordinals: Mapping[int, int] | None = None
) -> dict[int, tuple[Assignment, ...]]:
    """For each item the brackets and lines that govern it: its own, what closes several items, what says which of them it speaks of.

    ``ordinals`` are the numbers that items bear (1 for 1., （一） and 一是).
    """
    placed: dict[int, list[Assignment]] = in_sentences(layout, assignments)
    by_item: dict[int, list[Assignment]] = defaultdict(list)
    for index, found in placed.items():
        own = [one for one in found if one.form in {"tail", "line"} and one.rule not in {"assignment.cell", _COUNTED}]
        if own:
            by_item[layout.sentences[index].item] += own
    _spread_lines(layout, placed, by_item)
    _spread_last_point(layout, placed, by_item)
    _spread_brackets(layout, placed, by_item)
    _spread_back(layout, placed, by_item)
    _spread_counted(layout, placed, by_item, ordinals or {})
    return {item: tuple(found) for item, found in by_item.items()}


def _spread_counted(
    layout: Layout, placed: Mapping[int, list[Assignment]], by_item: dict[int, list[Assignment]], ordinals: Mapping[int, int]
) -> None:
    """Give what names its items by number (前两项由市交通局牵头，第3项由…) to these items of the list before it."""
    for index, found in placed.items():
        counted = _with_partners([one for one in found if one.rule == _COUNTED])
        if not counted:
            continue
        named = {number for one in counted for number in one.numbers}
        listed = _list_before(layout, index, ordinals, min(named) if all(one.numbers for one in counted) else 1)
        for one in counted:
            for number, item in listed.items():
                if number in one.numbers or (not one.numbers and number not in named):
                    by_item[item] = [_joined(one, by_item.get(item, [])), *by_item.get(item, ())]


def _joined(one: Assignment, before: list[Assignment]) -> Assignment:
    """Partners of one item alone (其中第2项县公安局参与) with those whose item it is."""
    partners = all(agency.role == "support" for agency in one.agencies)
    return before[0]._replace(agencies=before[0].agencies + one.agencies) if partners and before else one


def _with_partners(counted: list[Assignment]) -> list[Assignment]:
    """The collective partners that close such a sentence (…，各镇配合) take part in all that it divides."""
    if len(counted) < 2:
        return counted
    partners = tuple(one for one in counted[-1].agencies if one.role == "support" and one.text.startswith(("各", "有关", "相关")))
    return [one._replace(agencies=one.agencies + partners) for one in counted[:-1]] + counted[-1:]


def _list_before(layout: Layout, index: int, ordinals: Mapping[int, int], least: int) -> dict[int, int]:
    """The items of the list that ends before a sentence, by their numbers, back to number ``least``; none where that is not reached."""
    listed: dict[int, int] = {}
    last = 0
    for at in range(index - 1, max(-1, index - _LINES_BACK), -1):
        item = layout.sentences[at].item
        number = ordinals.get(item, 0)
        if not number or item in listed.values():
            continue
        if last and number != last - 1:  # numbers of another level, between those of the list
            continue
        listed[number] = item
        last = number
        if number == least:
            return listed
    return {}


def _spread_brackets(layout: Layout, placed: Mapping[int, list[Assignment]], by_item: dict[int, list[Assignment]]) -> None:
    """Give a bracket of units that stands on a line of its own at the end of a section to all its （一）（二）…, if none of them has units.

    Where some of a document's parts of that level have units of their own, such a bracket is that of the last part alone.
    """
    sections, sentences = layout.sections, layout.sentences
    part_of = {one.item: one.section for one in sentences}
    for index, found in placed.items():
        sentence = sentences[index]
        whole = sections[sentence.section].parent if sentence.section >= 0 else -1
        if whole < 0 or found[0].form != "tail" or found[0].start != sentence.start or sentence.paragraph == sentences[index - 1].paragraph:
            continue
        if index + 1 < len(sentences) and sentences[index + 1].start < sections[whole].scope_end:
            continue
        level = sections[sentence.section].level
        if any(sections[part_of[item]].level == level and item != sentence.item for item in by_item if part_of[item] >= 0):
            continue
        for item, section in part_of.items():
            if section >= 0 and sections[section].parent == whole and section != sentence.section:
                by_item[item] = [found[0]]


def _spread_back(layout: Layout, placed: Mapping[int, list[Assignment]], by_item: dict[int, list[Assignment]]) -> None:
    """Give what closes all that stands before it (以上由市财政局负责。) to the items of its section that have no units of their own."""
    backs = [(index, back) for index, found in placed.items() for back in found if back.rule == _BACK]
    waiting: dict[int, deque[int]] = defaultdict(deque)  # the sentences of each section that none has closed
    for at, sentence in enumerate(layout.sentences if backs else ()):
        waiting[sentence.section].append(at)
    for index, back in backs:
        section = waiting[layout.sentences[index].section]
        while section and section[0] <= index:
            item = layout.sentences[section.popleft()].item
            by_item[item] = by_item.get(item) or [back]


def lies_in(layout: Layout, section: int, around: int) -> bool:
    """Whether a section is another or a part of it."""
    while section > around >= 0:
        section = layout.sections[section].parent
    return section == around


def _has_line(found: Iterable[Assignment]) -> bool:
    """Whether a line of units (责任单位：…) is among them."""
    return any(one.rule == _LINE for one in found)


def _spread_lines(layout: Layout, placed: Mapping[int, list[Assignment]], by_item: dict[int, list[Assignment]]) -> None:
    """Give a line of units (责任单位：…) to the items before it that it closes, where it closes more than its own.

    It does so where its own item holds nothing else (paragraphs without numbers), back to the line before it, and where it is the only
    one under a heading, which it then closes as a whole (整改任务 with numbered measures and one line of units at its end).
    """
    lines = [index for index, found in placed.items() if _has_line(found)]
    spans: dict[int, tuple[int, int]] = {}  # the first and the last line of each section
    for index in lines:
        section = layout.sentences[index].section
        spans[section] = spans.get(section, (index, index))[0], index
    alone = {
        section for section, (first, last) in spans.items()
        if section >= 0 and layout.sections[section].marker and not layout.sections[section].titled and last - first <= _BLOCK
    }
    for index in lines:
        sentence = layout.sentences[index]
        whole = sentence.section in alone
        if not whole and any(layout.sentences[at].item == sentence.item for at in range(max(0, index - 1), index)):
            continue
        given: set[int] = set()
        for at in range(index - 1, max(-1, index - _LINES_BACK), -1):
            before = layout.sentences[at]
            if not lies_in(layout, before.section, sentence.section) or _has_line(placed.get(at, ())):
                break
            if before.kind == "heading" and before.section == sentence.section:
                break
            if before.item not in given and before.item != sentence.item and before.item in by_item:
                break
            given.add(before.item)
            by_item[before.item] = by_item.get(before.item) or list(placed[index])


def _spread_last_point(layout: Layout, placed: Mapping[int, list[Assignment]], by_item: dict[int, list[Assignment]]) -> None:
    """Give lines of units behind the last point of an item (（一）… / （1）… / （2）… / 牵头单位：…) to the item and all its points.

    That holds where no point before the last one has units, here and in the rest of the document: else each point has its own.
    """
    sections = layout.sections
    points: dict[int, list[int]] = defaultdict(list)
    for at, section in enumerate(sections):
        if section.parent >= 0 and section.marker:
            points[section.parent].append(at)
    lines = {layout.sentences[index].section for index, found in placed.items() if _has_line(found)}
    closed = {whole: inner for whole, inner in points.items() if inner[-1] in lines}
    if not closed or not any(len(inner) > 1 for inner in closed.values()) or any(lines & set(inner[:-1]) for inner in points.values()):
        return
    items: dict[int, list[int]] = defaultdict(list)
    for sentence in layout.sentences:
        items[sentence.section].append(sentence.item)
    for whole, inner in closed.items():
        ends = [by_item[item] for item in items[inner[-1]] if by_item.get(item)]
        own = {item for at in (whole, *inner[:-1]) for item in items[at]}
        if len(inner) > 1 and ends and not any(by_item.get(item) for item in own):
            for item in own:
                by_item[item] = ends[-1]


def in_sentences(layout: Layout, mentions: Iterable[_Placed]) -> dict[int, list[_Placed]]:
    """The mentions, which are in text order, by the sentence in which they begin."""
    found: dict[int, list[_Placed]] = defaultdict(list)
    position, sentences = 0, layout.sentences
    for mention in mentions:
        while position + 1 < len(sentences) and sentences[position + 1].start <= mention.start:
            position += 1
        if sentences and sentences[position].start <= mention.start < sentences[position].end:
            found[position].append(mention)
    return dict(found)
