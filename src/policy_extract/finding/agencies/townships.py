"""Townships, which the table of divisions does not hold: 洮阳镇|人民政府 in a county's document, and the 镇 or 乡 whose document it is."""

from __future__ import annotations

from policy_extract.finding.agencies.fronts import Front, with_town
from policy_extract.grammar.agency_names import township
from policy_extract.mentions import Place
from policy_extract.patterns import later
from policy_extract.regions import by_code, division_at
from policy_extract.regions.table import table

_ITS_BODIES = ("街道办", "镇政府", "乡政府", "镇党委", "乡党委")
_SIGNS = later(
    "(?:\\A|\\n)[ 　]*(?:中共)?(?P<town>[一-龥]{1,16}?[镇乡])(?:人民政府|委员会)(?=[ 　]*(?:\\n|\\Z|关于|20\\d\\d年))"
)
"""舞钢市杨庄乡人民政府 on a line of its own, or as the beginning of a title."""
_LONGEST = 6
_COLLECTIVE = later("(?:各|有关|相关|所在|沿线|全|本|该|我|城)")


def own_township(text: str, place: Place | None) -> Place | None:
    """The township whose document this is: the one of ``place``, a county, that signs it or whose name opens its title; else ``place``."""
    if place is None or place.level != "county" or ("镇" not in text and "乡" not in text):
        return place
    found = set()
    for match in _SIGNS.finditer(text):
        outer, named, town = match["town"].rpartition(place.name)
        if 2 < len(town) <= _LONGEST and (named or not _COLLECTIVE.match(town)) and not (named and outer.endswith("各")):
            found.add(town)
    return township(place, found.pop()) if len(found) == 1 else place


def township_front(text: str, start: int, front: Front | None, place: Place | None) -> Front | None:
    """A township's front with its name (辛店镇|人民政府, 青年路|街道办事处), and the place that this is in a county's document."""
    if front is None and text.startswith(_ITS_BODIES, start):
        named = with_town(text, Front(start, None, "township", collective=False))
        return _placed(text, start, named, place) if named.start < start else None
    if front is not None and front.level == "township" and not front.collective:
        named = with_town(text, front)
        return _placed(text, start, named, place, front.start) if named.start < front.start else front
    return front


def _placed(text: str, start: int, front: Front, place: Place | None, unit: int | None = None) -> Front:
    """``front`` with its place: the county that the text names before the township, else the document's own."""
    named = text[front.start : start + (unit is None and text[start] in "镇乡")]  # 闾井|镇政府
    county, name = county_of(named)
    county = county or _county(place)
    if county is None or county.level != "county" or not name:
        return front._replace(place=None)
    return front._replace(place=township(county, name))


def county_of(named: str) -> tuple[Place | None, str]:
    """重庆市巫山县笃坪乡 → 巫山县, 笃坪乡: the last division that opens a name, and what is left of it."""
    found: Place | None = None
    step = division_at(named)
    if step is None:  # 江西|余干县
        short = next((length for length in (2, 3, 4) if named[:length] in table().short and division_at(named[length:])), 0)
        named = named[short:]
        step = division_at(named)
    while step is not None:
        found, named = step, named[len(step.name) :]
        step = division_at(named)
    return found, named


def _county(place: Place | None) -> Place | None:
    return by_code(place.adcode) if place is not None and place.level == "township" else place
