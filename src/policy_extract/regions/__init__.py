"""The administrative divisions of GB/T 2260 (provinces, cities, counties) and their look-up by name and code.

A division that was renamed or dissolved since 1990 is found under the name and the code that it had. Sources and licence: ``NOTICE``.
"""

from __future__ import annotations

from functools import lru_cache

from policy_extract.mentions import Level, Place
from policy_extract.regions.guessing import Guess, guess
from policy_extract.regions.table import COUNTRY, short_name, table

__all__ = ["COUNTRY", "Guess", "above", "by_code", "contains", "division_at", "find", "guess", "lengths", "provinces", "successor"]

_WIDTH = {"central": 0, "province": 2, "city": 4, "county": 6, "township": 6}


def by_code(adcode: str) -> Place | None:
    """The division with this six-digit code (000000: the whole country); None where the table has none."""
    return table().places.get(adcode)


@lru_cache(maxsize=1)
def provinces() -> dict[str, str]:
    """The provinces' full and short names (辽宁省, 辽宁) → the full name."""
    found = {}
    for place in table().places.values():
        if place.level == "province":
            found[place.name] = place.name
            short = short_name(place.name)
            if short is not None:
                found[short] = place.name
    return found


def contains(outer: Place, inner: Place) -> bool:
    """Whether ``inner`` lies in ``outer`` or is it."""
    width = _WIDTH[outer.level]
    return outer.adcode[:width] == inner.adcode[:width]


def above(place: Place, level: Level) -> Place | None:
    """The division of ``level`` in which ``place`` lies (itself included); None where there is none.

    A city-level division of a province-level municipality is the municipality itself (浑南区 → 沈阳市, 浦东新区 → 上海市).
    """
    if place.level == level:
        return place
    if level == "central":
        return COUNTRY
    if place.level == "township" and level == "county":
        return by_code(place.adcode)
    if level not in ("province", "city") or _WIDTH[level] > _WIDTH[place.level]:
        return place if level == "city" and _is_municipality(place) else None
    if level == "province":
        return by_code(place.adcode[:2] + "0000")
    found = by_code(place.adcode[:4] + "00")
    if found is not None:
        return found
    province = by_code(place.adcode[:2] + "0000")
    return province if province is not None and _is_municipality(province) else None


def _is_municipality(place: Place) -> bool:
    return place.level == "province" and place.name.endswith("市")


@lru_cache(maxsize=1024)
def find(name: str, within: Place | None = None, year: int | None = None) -> Place | None:
    """The division called ``name``, by its full name (沈阳市) or its short one (沈阳, 辽宁).

    With ``within``, that division itself comes first, then what lies in it, then the rest of the country. Where several divisions of
    the same rank fit (铁西区), the answer is None. A full name goes before a short one, and a wider division before a narrower
    (吉林: the province). A name of today goes before one of the past (崇文区, 襄樊市), unless ``year`` lies before the change (巢湖市).
    """
    data = table()
    before = _former(name, within, year) if name in data.former else None
    if before is not None and year is not None:
        today = [data.places[code] for code in data.full.get(name, ())]
        if all(_WIDTH[place.level] > _WIDTH[before.level] for place in today):
            return before
    for names in (data.full, data.short):
        places = [data.places[code] for code in names.get(name, ())]
        inside = [place for place in places if within is not None and contains(within, place)]
        if inside:
            return _widest(inside)
        # 江北区 in a text of 重庆: not the one in 宁波
        if before is not None and within not in (None, COUNTRY) and contains(within, before):
            return before
        if places:
            return _widest(places)
    return before


def _widest(places: list[Place]) -> Place | None:
    """The one of the widest level; None where two are."""
    level = min(_WIDTH[place.level] for place in places)
    widest = [place for place in places if _WIDTH[place.level] == level]
    return widest[0] if len(widest) == 1 else None


def _former(name: str, within: Place | None, year: int | None) -> Place | None:
    """The division that bore ``name`` in ``year``, or last of all; None where several did."""
    found = [one for one in table().former[name] if year is None or year < one.changed]
    inside = [one for one in found if within is not None and contains(within, one.place)]
    found = inside or found
    first = min((one.changed for one in found), default=0) if year is not None else max((one.changed for one in found), default=0)
    places = {one.place for one in found if one.changed == first}
    return places.pop() if len(places) == 1 else None


def lengths(opening: str) -> tuple[int, ...]:
    """The lengths of the names, full and short, that begin with these two characters, longest first."""
    return table().opening.get(opening, ())


def division_at(text: str) -> Place | None:
    """The division whose full name opens ``text``."""
    data = table()
    for length in lengths(text[:2]):
        name = text[:length]
        if len(name) == length > 2 and (name in data.full or name in data.former):
            return find(name)
    return None


def successor(place: Place) -> Place | None:
    """The division that has the place of a former one today (崇文区 → 东城区); itself where it still stands, None where none does alone."""
    if by_code(place.adcode) == place:
        return place
    now = next((one.now for one in table().former.get(place.name, ()) if one.place == place), None)
    return by_code(now) if now is not None else None
