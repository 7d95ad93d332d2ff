"""The usual shape of a quantity, digits and a unit with nothing that goes on behind them (5%, 3.2万人, 200个, 两家), read at once.

:mod:`policy_extract.grammar.plain` reads every other shape, and these to the same result.
"""

from __future__ import annotations

from functools import lru_cache

from policy_extract.grammar.bounds import ends
from policy_extract.grammar.forms import Body
from policy_extract.grammar.plain import read_plain
from policy_extract.grammar.units import units
from policy_extract.mentions import Op, Quantity
from policy_extract.patterns import later

_KEPT = 2048  # surface strings remembered; a large document has some hundreds
_NUMBER = later("[0-9]{1,9}+(?:\\.[0-9]{1,6}+)?+(?:万亿|[万亿])?+|[一二两三四五六七八九十]{1,4}+")
_GOES_ON = later(r"[—–－\-~～〜∼至到级多半/／百千万亿 \u3000]|[0-9０-９一二三四五六七八九][角毛]")
_MAGNITUDES = frozenset("百千万亿兆")


def usual_end(text: str, at: int, end: int) -> int:
    """Where a quantity of the usual shape ends that begins at ``at``; 0 where none does.

    The shape: digits with 万 or 亿, or Chinese digits up to 十, then a unit, then nothing that could go on.
    """
    number = _NUMBER.match(text, at, end)
    if number is None or (stop := number.end()) >= end or text[stop] in _MAGNITUDES:
        return 0
    unit = units().match(text, stop, end)
    if unit is None or (text[unit.end - 1] != "%" and text[stop : unit.end].isascii()) or _GOES_ON.match(text, unit.end, end):
        return 0
    return unit.end


@lru_cache(maxsize=_KEPT)
def usual_body(surface: str) -> Body | None:
    """What the text up to ``usual_end`` reads, as if it stood at offset 0; None where the whole of it is not one closed value."""
    body = read_plain(surface, 0, len(surface), units())
    if body is None or body.end != len(surface) or body.top is not None or body.bare or body.more or body.level or body.flags:
        return None
    return body


@lru_cache(maxsize=_KEPT)
def usual_quantity(surface: str, bound: Op, flag: str) -> Quantity:
    """The quantity of a surface that ``usual_body`` reads, with the op of its bounds (``=`` for none) and the flag they add or ""."""
    body = usual_body(surface)
    if body is None:
        raise ValueError(f"usual_quantity: {surface!r} has not the usual shape")
    op, low, high = ends(bound, body.low)
    return Quantity(op, low, high, body.unit, body.dimension, None, (flag,) if flag else ())
