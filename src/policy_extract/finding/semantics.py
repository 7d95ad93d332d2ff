"""What a number means beyond its digits: how it adds up over time, and how a result is to be held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Aggregation, Measure, Quantity, SatisfiedBy

_AVERAGE = later(r"年均|平均每年|每年平均")
_CUMULATIVE = later(r"累计|总共|(?:[两三四五六七八九十\d]年|期间)(?:共|合计|总计)")
_ANNUAL = later(r"每年|逐年|每年度|各年度|年度(?=[^，。]{0,6}$)|年(?:产|发|供)[^，。；]{0,6}$")
# A level that is reached from above: 降至, 控制在, 压缩到, 缩短为
_FROM_ABOVE = later(r"(?:[下]?降低?|减少?|压[减缩控]|缩[短减]|精简|控制|削减|下调|压降)(?:到|至|为|在)")
_KEPT = later(r"(?:保持|稳定|维持)在?")


def aggregation(words: str) -> Aggregation:
    """How a number adds up over time, by the words before it: 年均 (a yearly average), 累计 (a sum), 每年 (each year), else a point."""
    if _AVERAGE.search(words):
        return "annual_average"
    if _CUMULATIVE.search(words):
        return "cumulative"
    return "annual" if _ANNUAL.search(words) else "point"


def satisfied_by(quantity: Quantity, measure: Measure, action: str, indicator: str) -> SatisfiedBy | None:
    """How a result is to be judged: 达到5000家 is met by 5100, 降至13% by 12 %, 安排赤字4万亿元 by that sum alone.

    The bound of the number decides first, then the direction of its verb, then what is measured. None where nothing is measured.
    """
    if quantity.op in {">=", ">"}:
        return "at_least"
    if quantity.op in {"<=", "<"}:
        return "at_most"
    if quantity.op in {"~", "between"}:
        return "near"
    if measure == "rank" or _FROM_ABOVE.match(action):
        return "at_most"
    if quantity.low == 0:
        return "exact"
    if _KEPT.match(action):
        return "near"
    if not indicator:
        return None
    if lexicon.pattern("values", "set_by_authority").search(indicator):
        return "exact"
    less = lexicon.pattern("values", "less_is_better").search(indicator) is not None
    return "at_most" if less and measure in {"level", "increase"} else "at_least"
