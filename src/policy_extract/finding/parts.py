"""A clause that holds several numbers, cut into the numbers' own parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policy_extract.finding import indicators
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.grammar.clauses import Clause
    from policy_extract.mentions import QuantityMention

_SEPARATOR = later(r"\s*(?:[、和及与或]|以及|并|或者)\s*")
_CORRECTION = later(
    r"\s*(?:[（(][^（）()]{1,24}[)）])?(?:阶段性|进一步|逐步|统一|分别|大幅|普遍|全部|再)*"
    r"(?:[降提增扩压缩延上下减调升][低高加大减短长升降少整]?|发展|增长)(?:至|到|为)\s*(?:(?:19|20)\d\d年[底末]?的?\s*)?$"
)
_REPEATS = ("（含", "(含")  # 3万元以内（含3万元）
FROM = later(r"[从由](?![业事来])(?:[^，。；从由]{0,14})(?:[（(]含[^（）()]{1,12}[)）])?$")
_BASIS = later(r"的?基础上")
_NEXT_LIST = later(r"(?P<mark>以及|[和及与、])[^，。；、和及与\d]{1,24}等$")  # 14条高速公路项目|和黄百等|4个铁路项目
_BRACKET = later(r"[（(][^（）()]{0,60}[)）]")
REACH = 160  # characters before a number in which its own words stand


class Part(NamedTuple):
    """A number's own part of its clause: ``left`` up to the number, ``right`` from its end."""

    quantity: QuantityMention
    clause: Clause
    left: int
    right: int


def parts(text: str, clause: Clause, values: list[QuantityMention]) -> list[Part]:
    """Cut a clause into its numbers' own parts, at the separators between them."""
    found: list[Part] = []
    left = clause.start
    values = [one for one in values if not text.endswith(_REPEATS, clause.start, one.start)]
    for position, quantity in enumerate(values):
        following = values[position + 1] if position + 1 < len(values) else None
        right, next_left = (clause.end, clause.end) if following is None else _boundary(text, quantity.end, following.start)
        if following is not None and _CORRECTION.match(text, quantity.end, following.start) and FROM.search(text, left, quantity.start):
            continue  # 从16%降至13%: the first number is where the second comes from
        if _BASIS.match(text, quantity.end, clause.end):
            continue  # 在上年210亿元的基础上增长15%
        left = max(min(left, quantity.start), quantity.start - REACH)
        found.append(Part(quantity, clause, left, max(right, quantity.end)))
        left = next_left
    return found


def _boundary(text: str, start: int, end: int) -> tuple[int, int]:
    """Between two numbers: where the first one's right part ends and the second one's left part begins."""
    opening = _SEPARATOR.match(text, start, end)
    if opening:
        return start, opening.end()
    between = _BRACKET.sub(lambda match: "·" * len(match[0]), text[start:end])  # a separator in brackets separates nothing here
    trimmed = between.rstrip()
    for separator in ("以及", "、", "和", "及", "与", "或", "并"):
        if trimmed.endswith(separator):
            return start + len(trimmed) - len(separator), end
    listed = _NEXT_LIST.search(between)
    if listed is not None and listed.start() > 0:
        return start + listed.start(), start + listed.end("mark")
    at = between.find("、")
    if at >= 0:
        return start + at, start + at + 1
    verb = indicators.do_pattern().search(text, start, end)
    if verb:
        return verb.start(), verb.start()
    return (start, start) if indicators.reach_verb(text, start, end) == (start, end) else (end, start)
