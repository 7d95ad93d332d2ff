"""Names of bodies → what they stand for: the central body, or the local one once its place is known.

Here is no text and no position: a name is given, the answer is an :class:`Office`. The words are in ``lexicon/agencies.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from policy_extract.lexicon import load
from policy_extract.mentions import AgencyType, Level, Place
from policy_extract.regions import above
from policy_extract.regions.table import short_name

OfficeKind = Literal["central", "function", "organ", "department", "group"]
_SHORT_OFFICE = {"委员会": "委", "办公室": "办"}
_PROVINCE_OFFICE = "厅"
_REGION, _SHORT_REGION, _COMMITTEE, _COURT = "{r}", "{s}", "{c}", "{k}"
_LONG = 5
_FEW = 2
"""Lengths that are tried one after another; where names with an ending have more, the ending is told by more characters."""
_COURTS: dict[Level, str] = {"province": "高级人民法院", "city": "中级人民法院", "county": "人民法院"}


@dataclass(frozen=True, slots=True, eq=False)
class Office:
    """What a name without its region stands for.

    ``canonical`` is the official name, with ``{r}`` where the region goes (``{r}财政局``), ``{s}`` for its short name, ``{c}`` for what
    its party committee is called or ``{k}`` for its court; a central body has none. ``province`` is the form it has in a province
    where that differs ({r}财政厅). ``central`` is the body meant where the text is a central one and the name has no region. ``bare``
    says what the name is without a region. After ``until`` (a year) a department's work is ``successor``'s. A central body's name may
    have meant other bodies in the years before: ``earlier``, each with the first and last year in which it existed. ``elsewhere`` holds the
    forms of provinces whose cities and counties have another, by the first two digits of the province's code.
    """

    kind: OfficeKind
    canonical: str
    central: str | None = None
    province: str | None = None
    bare: Literal["body", "group", "never"] = "body"
    until: int | None = None
    successor: Office | None = None
    since: int | None = None
    earlier: tuple[Office, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()

    def in_year(self, year: int | None) -> Office:
        """The body that the name meant in ``year``; without a year the latest."""
        if year is None or not self.earlier:
            return self
        return next((one for one in self.earlier if (one.since or 0) <= year <= (one.until or year)), self)


class Names(NamedTuple):
    """All names, and the lengths that names with an ending have, longest first; an ending is the last three characters of a name.

    Names of two characters stand under themselves. Under the ``crowded`` endings (委员会, 理部门) stand the lengths of their shortest
    names alone, those of the others under the last five characters.
    """

    offices: dict[str, Office]
    lengths: dict[str, tuple[int, ...]]
    crowded: frozenset[str]

    def longest(self, text: str, end: int) -> str | None:
        """The longest name that ends at ``end``."""
        offices = self.offices
        ending = text[end - 3 : end] if end > 2 else ""
        lengths = self.lengths.get(ending, ())
        if ending in self.crowded:
            lengths = self.lengths.get(text[end - _LONG : end], ()) + lengths
        for length in lengths:
            name = ending if length == 3 else text[end - length : end] if length <= end else ""
            if name in offices:
                return name
        brief = text[end - 2 : end] if end > 1 else ""
        return brief if brief in offices else None


@cache
def names() -> Names:
    """The names of ``agencies.toml``; where two tables give the same name, the first of central, organ, function, department wins."""
    offices: dict[str, Office] = {}
    offices.update(_central())
    for source in (_groups, _organs, _functions, _departments):
        for name, office in source():
            offices.setdefault(name, office)
    lengths: dict[str, set[int]] = {}
    for name in offices:
        lengths.setdefault(name[-3:], set()).add(len(name))
    crowded = frozenset(ending for ending, found in lengths.items() if len(found) > _FEW)
    for ending in crowded:
        lengths[ending] = {length for length in lengths[ending] if length < _LONG}
    for name in offices:
        if len(name) >= _LONG and name[-3:] in crowded:
            lengths.setdefault(name[-_LONG:], set()).add(len(name))
    return Names(offices, {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}, crowded)


@cache
def function_stems() -> dict[str, bool]:
    """What offices are for, by all names of ``agencies.toml`` (教育, 人社) → whether official names are made of it."""
    table = load("agencies")["function"]
    return {stem: stem in table for official, fields in table.items() for stem in (official, *fields.get("short", ()))}


def _central() -> Iterator[tuple[str, Office]]:
    """An official name means its own body; another name the latest that bore it, which knows the earlier ones."""
    bodies = {
        official: Office("central", official, until=fields.get("until"), since=fields.get("since"))
        for official, fields in load("agencies")["central"].items()
    }
    bearers: dict[str, list[Office]] = {}
    for official, fields in load("agencies")["central"].items():
        for name in fields.get("names", ()):
            bearers.setdefault(name, []).append(bodies[official])
    for name, offices in bearers.items():
        *earlier, latest = sorted(offices, key=lambda one: one.until or 9999)
        yield name, replace(latest, earlier=tuple(earlier)) if earlier else latest
    yield from bodies.items()


def _groups() -> Iterator[tuple[str, Office]]:
    for name in load("agencies")["group"]:
        yield name, Office("group", "", bare="group")


def _organs() -> Iterator[tuple[str, Office]]:
    for official, fields in load("agencies")["organ"].items():
        office = Office("organ", fields["canonical"], fields.get("central"), fields.get("province"), fields["bare"])
        for name in (official, *fields.get("names", ())):
            yield name, office


def _functions() -> Iterator[tuple[str, Office]]:
    for official, fields in load("agencies")["function"].items():
        for rank in fields["offices"]:
            first = rank == fields["offices"][0]
            form = fields.get("form") if first else None
            elsewhere = _elsewhere(fields, rank)
            office = Office("function", form or f"{_REGION}{official}{rank}", fields.get("central"), elsewhere=elsewhere)
            short = _SHORT_OFFICE.get(rank)
            for stem in (official, *fields.get("short", ())):
                endings = [rank, short] if len(stem) > 1 else [short]  # 科委, 外办; 外局 is none
                for ending in filter(None, endings):
                    # 外办 and 侨办 alone could be any word's end; with a region they are bodies.
                    yield stem + ending, office if len(stem + ending) > 2 else _only_with_region(office)


def _elsewhere(fields: dict[str, Any], rank: str) -> tuple[tuple[str, str], ...]:
    """The forms of the office of ``rank`` in provinces that have their own, by the province's digits."""
    return tuple((digits, f"{_REGION}{official}{rank}") for digits, official in fields.get("elsewhere", {}).items())


def _only_with_region(office: Office) -> Office:
    return replace(office, bare="never")


def _departments() -> Iterator[tuple[str, Office]]:
    tables = load("agencies")
    functions = tables["function"]
    for official, fields in functions.items():
        office = _department(official, fields, functions)
        for stem in (official, *fields.get("short", ())):
            if len(stem) > 1:
                for ending in tables["department_word"]:
                    yield stem + ending, office
    for stem in tables["department"]:
        for ending in tables["department_word"]:
            yield stem + ending, Office("department", "", bare="never" if stem == "政府" else "group")


def _department(official: str, fields: dict[str, Any], functions: dict[str, dict[str, Any]]) -> Office:
    usual, provincial = _forms(official, fields)
    successor = fields.get("successor")
    later = _department(successor, functions[successor], functions) if successor else None
    elsewhere = _elsewhere(fields, fields["offices"][0])
    return Office("department", usual, fields.get("central"), provincial, "group", fields.get("until"), later, elsewhere=elsewhere)


def _forms(official: str, fields: dict[str, Any]) -> tuple[str, str | None]:
    offices = fields["offices"]
    provincial = f"{_REGION}{official}{_PROVINCE_OFFICE}" if _PROVINCE_OFFICE in offices else None
    return fields.get("form") or f"{_REGION}{official}{offices[0]}", provincial


@lru_cache(maxsize=1024)
def canonical(office: Office, place: Place | None, year: int | None) -> str | None:
    """The official full name of ``office`` in ``place``; None where the place is not known or the name is a group's."""
    if office.kind == "central":
        return office.in_year(year).canonical
    if place is None or not office.canonical:
        return None
    if office.until is not None and office.successor is not None and year is not None:
        # a reform begins in spring at the centre and reaches the last county in the year after
        last = office.until - (place.level == "central")
        return canonical(office.successor, place, year) if year > last else _official(office, place)
    return _official(office, place)


def _official(office: Office, place: Place) -> str | None:
    if place.level == "central":
        return office.central
    form = office.canonical
    if place.level in ("city", "county"):
        form = next((own for digits, own in office.elsewhere if place.adcode.startswith(digits)), form)
    if office.province is not None and place.level == "province" and not place.name.endswith("市"):
        form = office.province
    if _SHORT_REGION in form:
        form = form.replace(_SHORT_REGION, short_name(place.name) or place.name)
    if _COMMITTEE in form:
        form = form.replace(_COMMITTEE, _committee(place))
    if _COURT in form:
        form = form.replace(_COURT, _COURTS.get(place.level, _COURTS["county"]))
    return called(form.replace(_REGION, _region(place)))


def called(formed: str) -> str:
    """The official name of a body whose name by the tables would be ``formed``: itself, unless the body is called otherwise."""
    return _corrections().get(formed, formed)


@cache
def _corrections() -> dict[str, str]:
    """Names as the tables would form them → the official ones of bodies that are called otherwise."""
    return {formed: official for official, fields in load("agencies")["called"].items() for formed in fields["formed"]}


def _region(place: Place) -> str:
    """The region as it stands in official names: a district's body carries its city too (沈阳市浑南区教育局)."""
    city = above(place, "city") if place.level == "county" and place.name.endswith("区") else None
    return place.name if city is None else city.name + place.name


def township(county: Place, name: str) -> Place:
    """The township called ``name`` of ``county``, under its full name (临洮县洮阳镇) and the county's code: the table holds none."""
    return Place(_region(county) + name, county.adcode, "township")


@lru_cache(maxsize=1024)
def resolve_unit(unit: str, place: Place | None) -> Place | None:
    """The division that a bare 市, 省, 县 means in a document of ``place``: the place itself or the one it lies in."""
    if place is None or place.level == "central":
        return None
    levels: tuple[Level, ...] = (place.level, "county", "city", "province")
    for level in levels:
        outer = above(place, level)
        if outer is None or (unit == "区" and outer.name.endswith(("自治区", "特别行政区"))):
            continue
        if outer.name.endswith(unit):
            return outer
    return None


def party_canonical(department: str | None, place: Place | None, *, youth: bool = False) -> str | None:
    """The official name of a party committee, its department (中共沈阳市委宣传部: as its plate says), or the Youth League's committee."""
    if place is None or place.level == "central":
        return None
    if youth:
        return f"中国共产主义青年团{_region(place)}委员会"
    if department is None:
        return f"中国共产党{_region(place)}委员会"
    return f"中共{_region(place)}{_committee(place)}{department}"


def _committee(place: Place) -> str:
    return "党委" if place.name.endswith("自治区") else "委"


@cache
def party_departments() -> dict[str, str]:
    """What a department of a party committee is called after 市委 → its official name."""
    return {
        name: official for official, fields in load("agencies")["party"].items() for name in (official, *fields.get("names", ()))
    }


@cache
def assembly_committees() -> dict[str, str]:
    """What a committee of a people's congress or of 政协 is called after it → its official name."""
    return {name: own for own, fields in load("agencies")["committee"].items() for name in (own, *fields.get("names", ()))}


def merged(place: Place | None, name: str) -> str | None:
    """The official name of a bureau of several functions, which is as written where it has no abbreviation in it: 教育科技局."""
    if place is None or name[-1] not in "局厅" or _functions_in_full().fullmatch(name, 0, len(name) - 1) is None:
        return None
    return called(_region(place) + name)


_SHORT_DUTIES = frozenset({"国土", "环保", "医保", "社保", "农机", "农技", "疾控", "城管", "环卫", "林草", "港航"})


@cache
def _functions_in_full() -> re.Pattern[str]:
    """Functions in a row, each in full."""
    words = {*load("agencies")["duty"], *load("agencies")["function"], "工业", "经济", "文体", "广电"} - _SHORT_DUTIES
    one = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    return re.compile(f"(?:{one})(?:和?(?:{one})){{1,4}}")


UNIT_LEVEL: dict[str, Level] = {
    "省": "province", "自治区": "province", "直辖市": "province", "市": "city", "自治州": "city", "州": "city", "盟": "city",
    "地区": "city", "区": "county", "县": "county", "旗": "county", "自治县": "county", "乡镇": "township", "镇": "township",
    "乡": "township", "街道": "township",
}
"""The level for which the word stands before a body's name (市财政局: city)."""


def agency_type(office: Office, has_region: bool) -> AgencyType | None:
    """What a name is, given whether a region stands before it; None: no body at all."""
    if has_region or office.kind == "central":
        return "group" if office.kind == "group" else "body"
    return None if office.bare == "never" else office.bare
