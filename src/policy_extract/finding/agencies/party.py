"""Committees of the party and their departments (市委, 省委宣传部, 中共沈阳市委), and the Youth League's (团市委)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from policy_extract.finding.agencies.finder import Finder
from policy_extract.finding.agencies.fronts import front_before
from policy_extract.grammar.agency_names import party_canonical, party_departments
from policy_extract.lexicon import literals
from policy_extract.mentions import AgencyMention, AgencyType, Place

BEFORE = frozenset("省市县区旗州盟地党")


def _committees(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """Committees behind their division, with the department that is named directly after."""
    departments = party_departments()
    for end in ends:
        unit_end = end - 1
        if text[unit_end - 1 : unit_end] not in BEFORE or text.startswith("会", end):
            continue
        if text[unit_end - 1] == "党":
            unit_end -= 1
            if not text.endswith("自治区", 0, unit_end) or unit_end == 0:
                continue
        front = front_before(text, unit_end, place, names_city=False)
        if front is None:
            continue
        start = front.start - 2 if text.startswith("中共", max(0, front.start - 2)) else front.start
        department = _department().match(text, end)
        youth = department is None and text[start - 1 : start] == "团"  # 团市委: the Youth League's committee
        start -= youth
        official = None
        if not front.collective:
            official = party_canonical(departments[department[0]] if department else None, front.place, youth=youth)
        kind: AgencyType = "group" if front.collective else "body"
        adcode = front.place.adcode if front.place else None
        level = front.place.level if front.place else front.level
        close = department.end() if department else end
        yield AgencyMention(start, close, text[start:close], kind, official, level, adcode, "agency.party")


@cache
def _department() -> re.Pattern[str]:
    return literals(party_departments())


FINDERS = {"委": Finder(f"(?<=[{''.join(sorted(BEFORE))}]委)(?![托员派屈会])", _committees)}
