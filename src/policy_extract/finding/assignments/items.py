"""The units of a list of bodies (民政、教育、共青团、妇联和相关单位), each with what it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from policy_extract.grammar.agency_names import canonical, names, resolve_unit, township
from policy_extract.lexicon import load
from policy_extract.mentions import AgencyMention, AgencyType, Assigned, Place, Role
from policy_extract.patterns import later

_STEM = later("[一-龥]{2,8}")
_SHARED = later("(?:各|当地)?(?P<unit>[省市县区州])级?(?=[一-龥]{2})")  # 市|民政、财政部门, 各省级|财政、农业部门
_OPEN = later("等(?:国务院|中央|省直|市直)?(?:有关|相关|各|主管|多个?)*(?:部门|单位|成员单位|方面)?(?:和单位)?")
_JOIN = later("[、/](?:以及|和|与|及)?|以及|[和与或]|及(?!其)|及其(?=(?:有关|相关|所属|工作|行政|主管|管理)*部门)")
_AND_UNITS = later("[和、]单位(?![一-龥]{0,4}(?:负责人|负责同志|领导|职工))")
_JOINS = frozenset("、/以和与或及")  # the first letters of _JOIN
_TWIN = later("[（(]")
_LOOSE = later(
    "(?:[一-龥]|[（(][一-龥、]{1,12}[）)]){1,18}(?:[局委办厅署处室科股组队站所司社联会院]|专班|中心|海关|集团|公司|大学|学院|单位|部门|政府|总队|支队|机构|学校|银行|企业|(?<=国网..)电力|(?<=国网...)电力|供电|高校|院校|运营商|电视台|图书馆|博物馆|文化馆)"
    "|[一-龥]{1,6}[区县市镇乡](?:人民)?(?:政府)?|[一-龥]{0,4}(?:各|相关|有关)村"
)
_PARTS = ("牵头", "责任", "配合", "参与", "承办", "协办", "主责")
_TOWNSHIP = later("(?!各|有关|相关|沿线|其他|所在|本|全|城镇|乡镇)[一-龥]{2,5}(?<![各和与及的])(?:镇|乡|街道)(?<!乡镇|城乡)")
_NO_UNIT = later("下同|以下|排在|列|为牵头|时限|长期|持续|推进|完成|落实|年底|月底|负责人")


class Item(NamedTuple):
    """One unit as written; ``canonical`` is None where its name alone does not say which body it is."""

    start: int
    end: int
    text: str
    type: AgencyType
    canonical: str | None


class Listing(NamedTuple):
    """A list of units, where it ends, and whether 等 leaves it open."""

    items: tuple[Item, ...]
    end: int
    open_list: bool


class Units:
    """The mentions of one document by position."""

    __slots__ = ("at", "mentions", "place", "starts", "text", "year")

    def __init__(self, text: str, mentions: tuple[AgencyMention, ...], place: Place | None, year: int | None) -> None:
        self.text = text
        self.place = place
        self.year = year
        self.mentions = mentions
        self.starts = [mention.start for mention in mentions]
        self.at = {mention.start: index for index, mention in enumerate(mentions)}

    def inside(self, start: int, end: int) -> Iterator[AgencyMention]:
        """The mentions that lie in ``[start, end)``, without words for a part in the work (牵头部门, 责任单位)."""
        for index in range(bisect_left(self.starts, start), len(self.mentions)):
            one = self.mentions[index]
            if one.end > end:
                return
            if one.type != "generic" or not one.text.startswith(_PARTS):
                yield one

    def names_any(self, start: int, end: int) -> bool:
        """Whether a mention begins in ``[start, end)``."""
        index = bisect_left(self.starts, start)
        return index < len(self.starts) and self.starts[index] < end

    def ending_at(self, position: int) -> Item | None:
        """The unit that a mention ending at ``position`` names."""
        index = bisect_left(self.starts, position) - 1
        return as_item(self.mentions[index]) if index >= 0 and self.mentions[index].end == position else None

    def covers(self, position: int) -> bool:
        """Whether ``position`` lies inside a mention."""
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and position < self.mentions[index].end

    def pieces(self, start: int, end: int) -> tuple[list[Item], bool]:
        """The units in a piece of a list between two separators, and whether it ends in 等."""
        text = self.text
        found = list(self.inside(start, end))
        if found:
            items = [as_item(found[0])]
            for before, one in pairwise(found):
                # 省数据局（省营商局) is one body with two plates, 镇政府（街道办事处） two kinds of body.
                if one.type != "body" or text[before.end : one.start] not in ("（", "("):
                    items.append(as_item(one))
            return items, text.find("等", found[0].end, end) >= 0
        while start < end and text[start] in " 　\t\r\n":
            start += 1
        opened = _OPEN.search(text, start, end)
        stop = opened.start() if opened else end
        while stop > start and text[stop - 1] in " 　\t\r\n":
            stop -= 1
        written = text[start:stop]
        enterprise = enterprises().get(written)
        if enterprise is not None:
            return [Item(start, stop, written, "body", enterprise)], opened is not None
        known = written in stems() or (opened is not None and _STEM.fullmatch(written) is not None)
        if known or (_LOOSE.fullmatch(written) is not None and _NO_UNIT.search(written) is None):
            official = self.official(written, None) if written in stems() else self.of_township(written)
            return [Item(start, stop, written, "group" if known else "body", official)], opened is not None
        return [], opened is not None

    def unit_between(self, start: int, end: int) -> int | None:
        """Where in ``[start, end)`` a unit begins that ends at ``end``; None where none does."""
        for position in range(start, end - 1):
            unit = self._unit(position)
            if unit is not None and unit.end == end:
                return position
        return None

    def listing(self, start: int) -> Listing | None:
        """The list of units that begins at ``start``, as a sentence has it: 、 and 和 join, no comma does."""
        text = self.text
        items: list[Item] = []
        opened = False
        position = start
        while True:
            step = self._unit(position)
            if step is None:
                break
            step = _with_units(text, step)
            items.append(step)
            end = position = step.end
            if position + 1 in self.at and _TWIN.match(text, position):
                twin = self.mentions[self.at[position + 1]]
                if twin.end < len(text) and text[twin.end] in "）)":
                    if twin.type != "body":
                        items.append(as_item(twin))
                    end = position = twin.end + 1
            if position in self.at:  # 全国总工会|各省级人民政府 do not touch; 国务院|有关部门 is one body and those it leads
                if not self._all_of_them(step, position):
                    break
                continue
            after = text[position : position + 1]
            more = _OPEN.match(text, position) if after == "等" else None
            if more:
                after = text[more.end() : more.end() + 1]
                opened = True
                last = next(self.inside(position, more.end()), None)
                if last is not None:
                    items.append(as_item(last))
                end = position = more.end()
            join = _JOIN.match(text, position) if after in _JOINS else None
            if join is None:
                break
            position = join.end()
        return Listing(tuple(self.shared(items)), end, opened) if items else None

    def _all_of_them(self, item: Item, position: int) -> bool:
        """Whether ``item`` and the mention that touches it at ``position`` speak of everybody: 各地区|各部门|各单位."""
        follows = self.mentions[self.at[position]]
        return item.type == follows.type == "generic" and item.text.startswith("各") and follows.text.startswith("各")

    def _unit(self, position: int) -> Item | None:
        index = self.at.get(position)
        one = None if index is None else self.mentions[index]
        if one is None or (one.type == "generic" and self.text[position] == "各"):  # 各省|级财政、农业部门
            function = self._function(position)
            if one is None or function is not None:
                return function
        return None if one.type == "generic" and one.text.startswith(_PARTS) else as_item(one)

    def _function(self, position: int) -> Item | None:
        """The function that stands for its department in a list (民政、教育部门), with the division it is of (各省级财政)."""
        text = self.text
        front = _SHARED.match(text, position)
        begin = front.end() if front else position
        for length in _stem_lengths().get(text[begin : begin + 2], ()):
            stop = begin + length
            stem = text[begin:stop]
            if stem in stems() and text[stop : stop + 1] in ("、", "和", "等", "与", "及"):
                of_one = front is None or len(front[0]) == 1  # 各省级财政: of any of them
                official = self.official(stem, front["unit"] if front else None) if of_one else None
                return Item(position, stop, text[position:stop], "group", official)
        return None

    def official(self, stem: str, unit: str | None) -> str | None:
        """The official name of the department that bears ``stem`` in the division that ``unit`` means here (市, 民政).

        Without ``unit`` it is the department of a city's or county's own document; a province's may mean those of all levels.
        """
        where = resolve_unit(unit, self.place) if unit is not None else self.place
        if where is None or (unit is None and where.level not in ("city", "county")):
            return None
        return canonical(names().offices[stem + "部门"], where, self.year)

    def of_township(self, written: str) -> str | None:
        """The government of a township that a county's document names alone among responsible units: 城关镇, 北关街道."""
        place = self.place
        if place is None or place.level != "county" or _TOWNSHIP.fullmatch(written) is None:
            return None
        return township(place, written).name + ("办事处" if written.endswith("街道") else "人民政府")

    def described(self, start: int, parts: str) -> Iterator[Item]:
        """The units of ``parts``, 、-separated, from ``start`` on: functions that no table need know (供水、供电等部门)."""
        position = start
        for part in _functions(parts):
            official = self.official(part, None) if part in stems() else None
            yield Item(position, position + len(part), part, "group", official)
            position += len(part) + 1

    def shared(self, items: list[Item]) -> list[Item]:
        """``items`` with the region that only the first one names: 市民政、财政部门."""
        front = _SHARED.match(items[0].text) if len(items) > 1 else None
        if front is None or items[0].canonical is None:
            return items
        done = [items[0]]
        for item in items[1:]:
            stem = item.text.removesuffix("部门")
            found = self.official(stem, front[0]) if item.canonical is None and stem in stems() else None
            done.append(item if found is None else Item(item.start, item.end, item.text, "body", found))
        return done


def as_item(mention: AgencyMention) -> Item:
    """The unit that a mention names."""
    return Item(mention.start, mention.end, mention.text, mention.type, mention.canonical)


def assigned(one: Item | AgencyMention, role: Role, *, cue: bool = True) -> Assigned:
    """A unit in its role; ``cue``: a word says the role (牵头, 责任单位：), not its place alone (市教育局要…)."""
    return Assigned(one.start, one.end, one.text, one.type, one.canonical, role, "cue" if cue else "position")


def in_role(one: Item | AgencyMention, role: Role) -> Assigned:
    """A unit of a clause in its role: who acts is told by its place there, every other role by a word."""
    return assigned(one, role, cue=role != "responsible")


def _with_units(text: str, item: Item) -> Item:
    """An item with the units that share its 各 or 有关: 各有关部门|和单位."""
    more = _AND_UNITS.match(text, item.end) if item.type == "generic" and item.text.endswith("部门") else None
    return item if more is None else item._replace(end=more.end(), text=text[item.start : more.end()])


def _functions(parts: str) -> list[str]:
    """The members of a list of functions; 文化和旅游, which holds 和, is one where it is known."""
    found: list[str] = []
    for part in re.split("[、和与及]", parts):
        whole = f"{found[-1]}{parts[len('、'.join(found))]}{part}" if found else part
        if found and whole in stems():
            found[-1] = whole
        else:
            found.append(part)
    return found


@cache
def stems() -> frozenset[str]:
    """Functions that stand for their department in a list: 民政、教育等部门."""
    offices = names().offices
    written = (name[:-2] for name in offices if name.endswith("部门"))
    return frozenset(stem for stem in written if not stem.endswith(("管理", "主管")) or f"{stem}主管部门" in offices)  # 应急管理|主管部门


@cache
def enterprises() -> dict[str, str]:
    """Names of central enterprises → their official names."""
    table = load("agencies")["enterprise"]
    return {name: official for official, fields in table.items() for name in (official, *fields.get("names", ()))}


@cache
def _stem_lengths() -> dict[str, tuple[int, ...]]:
    """For two characters the lengths of the stems that begin with them, longest first."""
    lengths: dict[str, set[int]] = {}
    for stem in stems():
        lengths.setdefault(stem[:2], set()).add(len(stem))
    return {opening: tuple(sorted(found, reverse=True)) for opening, found in lengths.items()}
