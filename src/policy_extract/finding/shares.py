"""Numbers that are a part of a whole: X达到用电总量的三分之二, 不得超过最大承载量的50%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.finding import indicators
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.finding.phrasing import Reading
    from policy_extract.mentions import QuantityMention, Target

# 不得超过最大承载量的30%: the bound stands before the whole
FAR_BOUNDS = {
    "不小于": ">=", "不低于": ">=", "不少于": ">=", "不得少于": ">=", "不得低于": ">=",
    "不大于": "<=", "不超过": "<=", "不高于": "<=", "不多于": "<=", "不得超过": "<=", "不得高于": "<=", "不能超过": "<=",
}
_OF_WHOLE = later(  # 绿电用量将扩大到用电总量的三分之二
    r"(?P<verb>达到|(?:提高|提升|上升|扩大|增加|增长|降低|下降|减少)[到至]|占到|(?<=[数量])达|"
    rf"{'|'.join(sorted(FAR_BOUNDS, key=len, reverse=True))})"
    r"[^，。；]{2,24}的?$"
)
_NEXT = 2  # characters between a number and the clause that says what part of a whole it comes to


def part_of_whole(text: str, start: int, quantity: QuantityMention, last: Target | None) -> Reading | None:
    """X达到全省总数的80%, or that of the number right before it (试点县增加20个，达到全省总数的80%)."""
    of = _OF_WHOLE.search(text, start, quantity.start) if quantity.quantity.dimension == "percent" else None
    if of is None:
        return None
    if of.start() == start and of["verb"] not in FAR_BOUNDS and last is not None and last.indicator:
        beside = start - last.quantity.end <= _NEXT
        return ("reach", of.span("verb"), last.indicator, "level", "indicator.previous") if beside else None
    if of.start() - start < 2 or text[of.end("verb") : of.end("verb") + 1] == "或":  # 达到或好于Ⅲ类水体比例
        return None
    subject = (start, indicators.strip_tail(text, start, of.start(), keep=True))
    return "reach", of.span("verb"), subject, "level", "indicator.subject"


def of_whole(text: str, start: int, when: tuple[int, int], number: int) -> bool:
    """Whether a time stands beside the verb of a whole, and what is measured before both: …面每年达到登记户数的|5%."""
    found = _OF_WHOLE.search(text, start, number)
    return found is not None and found["verb"] not in FAR_BOUNDS and (found.start() == when[1] or found.end("verb") == when[0])
