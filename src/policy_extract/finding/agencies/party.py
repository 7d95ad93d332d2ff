"""Committees of the party and their departments (市委, 省委宣传部, 中共沈阳市委), and the Youth League's;
政协 by its formal name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from policy_extract.finding.agencies.finder import Finder
from policy_extract.finding.agencies.fronts import Front, front_before
from policy_extract.finding.agencies.townships import county_of, township_front
from policy_extract.grammar.agency_names import canonical, names, party_canonical, party_departments, township
from policy_extract.lexicon import literals
from policy_extract.mentions import AgencyMention, AgencyType, Place
from policy_extract.patterns import later

_UNITS, _TOWNS = frozenset("省市县区旗州盟地党"), frozenset("镇乡")
BEFORE = _UNITS | frozenset("乡镇届")
_FULL = later(
    "(?P<who>中国共产党|中共|中国人民政治协商会议|政协)(?P<where>[一-龥]{2,20}?)(?:第[一二三四五六七八九十]{1,3}届)?委员会\\Z"
)
_OCCASION = later(
    "全委会|全体会议|(?:经济|农村|人才|党建|机关党建)?工作会议|(?:、政府)?(?:主要|分管)(?:负责(?:同志|人)|领导)|管(?:党费|干部)"
)
"""What makes a meeting or a person of a committee's name: 县委全委会, 市委经济工作会议, 县委主要负责人; 市委管干部."""
_OFFICE, _ITS_OFFICE = later("办(?![一-龥])"), "办公室"
"""区委|办、区政府办; 办理, 办事 are other words."""
_MEETS = later("常委会(?:扩大)?会议")
"""省委|常委会会议: the committee's meeting."""
_NUMBERED = later("(?:办?[发字函]?|发电)[〔［\\[][0-9]{4}[〕］\\]]")
"""绍市委|办〔2009〕4号: a document's number."""
_BEFORE_COMMITTEE = _UNITS | frozenset("）)")
_LONGEST = 40
_STANDING = "常务委员会"


def _committees(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """Committees behind their division, with the department that is named directly after."""
    departments = party_departments()
    for end in ends:
        unit_end = end - 1
        if text.startswith("员会", end):
            yield from _in_full(text, end + 2, place)
            continue
        if text[unit_end - 1 : unit_end] in _TOWNS:
            yield from _of_town(text, end, place)
            continue
        if text[unit_end - 1 : unit_end] not in _BEFORE_COMMITTEE or text.startswith("会", end) or _OCCASION.match(text, end):
            continue
        if text[unit_end - 1] == "党":
            unit_end -= 1
            if not text.endswith("自治区", 0, unit_end) or unit_end == 0:
                continue
        front = _division(text, unit_end, place)
        if front is None or _NUMBERED.match(text, end):
            continue
        start = front.start - 2 if text.startswith("中共", max(0, front.start - 2)) else front.start
        department = _department().match(text, end) or _OFFICE.match(text, end) if _MEETS.match(text, end) is None else None
        youth = department is None and text[start - 1 : start] == "团"  # 团市委: the Youth League's committee
        start -= youth
        official = None
        if not front.collective:
            official = party_canonical(departments.get(department[0], _ITS_OFFICE) if department else None, front.place, youth=youth)
        kind: AgencyType = "group" if front.collective else "body"
        adcode = front.place.adcode if front.place else None
        level = front.place.level if front.place else front.level
        close = department.end() if department else end
        yield AgencyMention(start, close, text[start:close], kind, official, level, adcode, "agency.party")


def _division(text: str, end: int, place: Place | None) -> Front | None:
    """Whose committee it is whose name goes on at ``end``: 市, 沈阳市, 各县（市、区）, 温岭市|市 (as 温岭市市委 says it)."""
    if text[end - 1] in "）)":
        front = front_before(text, end, place, names_city=False)
        return front if front is not None and front.collective else None
    if text.startswith(("市市", "县县"), end - 2):
        named = front_before(text, end - 1, place, names_city=False)
        if named is not None and named.place is not None and end - 1 - named.start > 2:
            return named
    return front_before(text, end, place, names_city=False)


def _of_town(text: str, end: int, place: Place | None) -> Iterator[AgencyMention]:
    """The committee of a town: 镇委、镇政府, 临江镇委书记."""
    start = end - 2
    unit = front_before(text, start + 1, place, names_city=False)
    youth = text[start - 1 : start] == "团"  # 团镇委
    front = unit._replace(start=start - 1) if youth and unit is not None else township_front(text, start + 1, unit, place)
    if front is None or front.collective:
        return
    official = party_canonical(None, front.place, youth=youth) if youth or front.start < start else None
    adcode = front.place.adcode if front.place and official else None
    kind: AgencyType = "body" if official else "group"
    yield AgencyMention(front.start, end, text[front.start : end], kind, official, "township", adcode, "agency.party")


def _in_full(text: str, end: int, place: Place | None) -> Iterator[AgencyMention]:
    """中共河湾县委员会, 中国共产党河湾县第十二届委员会, 政协河湾县第九届委员会常务委员会: formal names, with or without a term."""
    named = _FULL.search(text, max(0, end - _LONGEST), end)
    county, rest = county_of(named["where"]) if named is not None else (None, "")
    if named is None or county is None or (rest and (county.level != "county" or rest[-1] not in "乡镇")):
        return
    where = township(county, rest) if rest else county
    party = named["who"] in ("中共", "中国共产党")
    official = party_canonical(None, where) if party else canonical(names().offices["政协"], where, None)
    standing = _STANDING if text.startswith(_STANDING, end) else ""
    close = end + len(standing)
    name = f"{official}{standing}" if official is not None else None
    yield AgencyMention(named.start(), close, text[named.start() : close], "body", name, where.level, where.adcode, "agency.party")


@cache
def _department() -> re.Pattern[str]:
    return literals(party_departments())


FINDERS = {
    "委": Finder(
        f"(?:(?<=[{''.join(sorted(_UNITS))}]委)(?![托员派屈会])|(?<=[市县区旗][）)]委)(?![托员派屈会])|(?<=[镇乡]委)(?=[、，。书副班]|和[镇乡])"
        f"|(?<=[{''.join(sorted(BEFORE))}]委)(?=员会))",
        _committees,
    )
}
