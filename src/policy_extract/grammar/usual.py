"""The usual shape of a quantity, digits and a unit with nothing that goes on behind them (5%, 3.2万人, 200个, 两家), read at once.

:mod:`policy_extract.grammar.plain` reads every other shape, and these to the same result.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from policy_extract.grammar.bounds import ends
from policy_extract.grammar.forms import Body
from policy_extract.grammar.plain import read_plain
from policy_extract.grammar.units import units
from policy_extract.mentions import Op, Quantity

_KEPT = 8192  # surface strings remembered; a large document has some hundreds
_GOES_ON = r"[—–－\-~～〜∼至到级多半/／百千万亿 \u3000]|[0-9０-９一二三四五六七八九][角毛]"
_FREQUENT = "%个元人家"


@cache
def usual_shape() -> re.Pattern[str]:
    """Digits with 万 or 亿, or Chinese digits up to 十, then a unit, then nothing that could go on."""
    table = units()
    heads: dict[str, list[str]] = {}
    for word in sorted((word for word in table if word == "%" or not word.isascii()), key=lambda word: (-len(word), word)):
        heads.setdefault(word[0], []).append(f"{re.escape(word[1:])}(?![{table.refused_after(word)}])")
    order = sorted((head for head in heads if head not in "百千万亿兆"), key=lambda head: (head not in _FREQUENT, head))
    unit = "|".join(f"{re.escape(head)}(?:{'|'.join(heads[head])})" for head in order)
    number = r"(?:[0-9]{1,9}+(?:\.[0-9]{1,6}+)?+(?:万亿|[万亿])?+|[一二两三四五六七八九十]{1,4}+)"
    return re.compile(f"{number}(?>{unit})(?!{_GOES_ON})")


@lru_cache(maxsize=_KEPT)
def usual_body(surface: str) -> Body | None:
    """What a match of ``usual_shape`` reads, as if it stood at offset 0; None where the whole of it is not one closed value."""
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
