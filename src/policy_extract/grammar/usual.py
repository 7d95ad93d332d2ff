"""The usual shape of a quantity, Arabic digits and a unit with nothing that goes on behind them (5%, 3.2万人, 200个), read at once.

:mod:`policy_extract.grammar.quantity` reads every other shape, and these to the same result.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from policy_extract.grammar.bounds import ends
from policy_extract.grammar.forms import Body
from policy_extract.grammar.numerals import plain
from policy_extract.grammar.units import Unit, units
from policy_extract.mentions import Op, Quantity

_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}
_KEPT = 8192  # surface strings remembered; a large document has some hundreds
_RULES = {
    "count": "quantity.classifier", "money": "quantity.money", "percent": "quantity.percent", "points": "quantity.points",
    "times": "quantity.times", "duration": "quantity.duration", "age": "quantity.age", "none": "quantity.bare",
}


def rule_of(unit: Unit) -> str:
    """The name of the rule that reads a number with ``unit``."""
    return _RULES.get(unit.dimension, "quantity.measure")


@cache
def usual_shape() -> re.Pattern[str]:
    """Digits, 万 or 亿, a unit, and then nothing that could go on."""
    table = units()
    heads: dict[str, list[str]] = {}
    for word in sorted((word for word in table if word == "%" or not word.isascii()), key=lambda word: (-len(word), word)):
        heads.setdefault(word[0], []).append(f"{re.escape(word[1:])}(?![{table.refused_after(word)}])")
    order = sorted((head for head in heads if head not in "百千万亿兆"), key=lambda head: (head not in "%个元人", head))
    unit = "|".join(f"{re.escape(head)}(?:{'|'.join(heads[head])})" for head in order)
    return re.compile(rf"([0-9]{{1,9}}+(?:\.[0-9]{{1,6}}+)?+)(万亿|[万亿])?+((?>{unit}))(?![—–－\-~～〜∼至到级多半/／百千万亿 \u3000])")


@lru_cache(maxsize=_KEPT)
def usual_body(surface: str) -> Body:
    """What a match of ``usual_shape`` reads, as if it stood at offset 0."""
    match = usual_shape().match(surface)
    if match is None:
        raise ValueError(f"usual_body: {surface!r} has not the usual shape")
    number, scale, word = match.groups()
    unit = units().get(word)
    assert unit is not None  # the shape is made of the table's words
    value = plain(Decimal(number) * _SCALES.get(scale, 1))
    return Body(
        0, len(surface), value, unit.name, unit.dimension, rule_of(unit), scaled=scale is not None, arabic=True, structure=unit.structure
    )


@lru_cache(maxsize=_KEPT)
def usual_quantity(surface: str, bound: Op, flag: str) -> Quantity:
    """The quantity of a match of ``usual_shape`` with the op of its bounds (``=`` for none) and the flag they add ("" for none)."""
    body = usual_body(surface)
    op, low, high = ends(bound, body.low)
    return Quantity(op, low, high, body.unit, body.dimension, None, (flag,) if flag else ())
