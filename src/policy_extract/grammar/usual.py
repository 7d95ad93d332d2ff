"""The usual shape of a quantity, Arabic digits and a unit with nothing that goes on behind them (5%, 3.2万人, 200个), read at once.

:mod:`policy_extract.grammar.quantity` reads every other shape, and these to the same result.
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
def usual_body(surface: str) -> Body | None:
    """What a match of ``usual_shape`` reads, as if it stood at offset 0; None where the whole of it is no number with a unit."""
    body = read_plain(surface, 0, len(surface), units())
    return body if body is not None and body.known and body.end == len(surface) else None


@lru_cache(maxsize=_KEPT)
def usual_quantity(body: Body, bound: Op, flag: str) -> Quantity:
