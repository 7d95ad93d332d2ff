"""A number with its unit, and ranges of them, before any bound is read: 50亿元, 4到6个, 9~16亿元, 三元五角, 1.5亿."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from policy_extract.grammar.forms import Body
from policy_extract.grammar.numbers import ARABIC_DIGITS, Number, read_number
from policy_extract.grammar.numerals import digits, magnitudes, parse_numeral
from policy_extract.grammar.units import Unit, UnitMatch, UnitTable
from policy_extract.patterns import later

RANGE = later(r"[ \u3000]?(?:[—–－\-~～〜∼]{1,2}|至|到)[ \u3000]?")
_RANGE_SIGNS = frozenset(" \u3000—–－-~～〜∼至到")
_GAP = later(r"[ \u3000\t]{0,2}\n?[ \u3000\t]{0,2}")
_HALF_WORDS = frozenset("年径导数以岛月")
_CENTS = later(rf"(?P<tenths>[{ARABIC_DIGITS}一二三四五六七八九])[角毛](?:(?P<cents>[{ARABIC_DIGITS}一二三四五六七八九])分)?")
_RULES = {
    "count": "quantity.classifier", "money": "quantity.money", "percent": "quantity.percent", "points": "quantity.points",
    "times": "quantity.times", "duration": "quantity.duration", "age": "quantity.age", "none": "quantity.bare",
}


def _unit_at(text: str, at: int, end: int, table: UnitTable, loose: bool) -> UnitMatch | None:
    if at < end and text[at] in " \u3000\t\n":
        gap = _GAP.match(text, at, end)
        at = gap.end() if gap else at
    return table.match(text, at, end, loose=loose)


def read_plain(text: str, at: int, end: int, table: UnitTable) -> Body | None:
    """The number at ``at`` with the unit behind it, or the range that it begins; None where no number begins there."""
    first = read_number(text, at, end)
    if first is None:
        return None
    unit = _unit_at(text, first.end, end, table, first.arabic or first.scale >= 100)
    at = unit.end if unit else first.end
    sign = RANGE.match(text, at, end) if at < end and text[at] in _RANGE_SIGNS else None
    if sign and sign.end() < end and first.top is None and not first.more:
        body = _range(text, first, unit, sign.end(), end, table)
        if body is not None:
            return body
    if unit is None:
        return _without_unit(text, first, end)
    return _with_unit(text, first, unit, end)


def _without_unit(text: str, number: Number, end: int) -> Body | None:
    if not (number.arabic or number.scale >= 100):
        return None
    level = text[number.end : number.end + 1] == "级" and number.scaled and number.end < end
    return Body(
        number.start, number.end + level, number.value, "", "none", "quantity.bare", number.top, more=number.more,
        flags=("no_unit", *(("order",) if number.order else ())), known=False, scaled=number.scaled, arabic=number.arabic,
        bare=number.bare, level=level,
    )


def _with_unit(text: str, number: Number, match: UnitMatch, end: int) -> Body:
    unit, stop = match
    value = number.value
    if unit.name == "元" and stop < end:
        cents = _CENTS.match(text, stop, end)
        if cents and number.unscaled == number.value:
            value += (parse_numeral(cents["tenths"]) or Decimal(0)) / 10 + (parse_numeral(cents["cents"] or "零") or Decimal(0)) / 100
            stop = cents.end()
    half = unit.dimension in {"mass", "length"} and text[stop : stop + 1] == "半" and stop < end
    if half and text[stop + 1 : stop + 2] not in _HALF_WORDS:
        value, stop = value + Decimal("0.5"), stop + 1
    level = text[stop : stop + 1] == "级" and stop < end and (number.scaled or number.arabic)
    return Body(
        number.start, stop + level, value, unit.name, unit.dimension, _rule(number, unit), number.top, more=number.more,
        flags=("order",) if number.order else (), scaled=number.scaled, arabic=number.arabic, bare=number.bare, level=level,
        structure=unit.structure,
    )


def _rule(number: Number, unit: Unit) -> str:
    return "quantity.range" if number.top is not None and not number.order else _RULES.get(unit.dimension, "quantity.measure")


def _range(text: str, first: Number, unit: UnitMatch | None, at: int, end: int, table: UnitTable) -> Body | None:
    """The second end of a range, or None where what follows is no number of the same kind."""
    if text[at] not in _number_characters():
        return None
    second = read_number(text, at, end)
    if second is None or second.top is not None or second.arabic != first.arabic:
        return None
    other = _unit_at(text, second.end, end, table, second.arabic or second.scale >= 100)
    if unit is not None and other is not None and unit.unit.name != other.unit.name:
        return None
    known = other or unit
    if known is None and not (second.scaled or first.scaled):
        return None
    low = first.value
    flags: tuple[str, ...] = ()
    if unit is None and not first.scaled and second.scaled and second.unscaled is not None and first.value < second.unscaled:
        low, flags = first.value * second.scale, ("magnitude_shared",)  # 9~16亿元
    elif unit is None and known is not None and known.unit.dimension == "percent":
        flags = ("magnitude_shared",)  # 15~30%
    if low >= second.value:
        return None
    stop = other.end if other else second.end
    level = text[stop : stop + 1] == "级" and stop < end
    return Body(
        first.start, stop + level, low, known.unit.name if known else "", known.unit.dimension if known else "none", "quantity.range",
        top=second.value, flags=flags if known else (*flags, "no_unit"), known=known is not None,
        scaled=first.scaled or second.scaled, arabic=first.arabic, level=level,
    )


@cache
def _number_characters() -> frozenset[str]:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in "0123456789")
    return frozenset("0123456789" + wide + "".join({**digits(), **magnitudes()}))
