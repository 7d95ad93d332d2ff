"""The administrative divisions of GB/T 2260 (provinces, cities, counties) and their look-up by name and code.

The table is of today: renamed and dissolved divisions are not in it. Its source and licence are in ``NOTICE``.
"""

from __future__ import annotations

from policy_extract.mentions import Level, Place
from policy_extract.regions.guessing import guess
from policy_extract.regions.table import COUNTRY, table

__all__ = ["COUNTRY", "above", "by_code", "contains", "find", "guess"]

_WIDTH = {"central": 0, "province": 2, "city": 4, "county": 6, "township": 6}


def by_code(adcode: str) -> Place | None:
    """The division with this six-digit code (000000: the whole country); None where the table has none."""
    return table().places.get(adcode)


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


def find(name: str, within: Place | None = None) -> Place | None:
    """The division called ``name``, by its full name (沈阳市) or its short one (沈阳, 辽宁).

    With ``within``, that division itself comes first, then what lies in it, then the rest of the country. Where several divisions of
    the same rank fit (铁西区), the answer is None. A full name goes before a short one, and a wider division before a narrower
    (吉林: the province).
    """
    data = table()
    for names in (data.full, data.short):
        places = [data.places[code] for code in names.get(name, ())]
        inside = [place for place in places if within is not None and contains(within, place)]
        for group in (inside, places):
            if group:
                level = min(_WIDTH[place.level] for place in group)
                widest = [place for place in group if _WIDTH[place.level] == level]
                return widest[0] if len(widest) == 1 else None
    return None
