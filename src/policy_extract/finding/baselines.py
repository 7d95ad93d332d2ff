"""What a number is compared with: 比2020年, 高于全国平均, 在2020年的基础上."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.finding import indicators
from policy_extract.finding.parts import FROM
from policy_extract.mentions import Baseline
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import QuantityMention, TimexMention

_BASELINE = later(
    r"(?:比|较|相比|相较于)(?P<base>[^，。；比较]{1,24}?)"
    r"(?=(?:再|又|累计|进一步|平均|净|实际|年均|分别|均|都|各){0,2}(?:[增提上下降减压缩扩翻高低多少]|$))"
)
_MARGIN = later(
    r"(?:高于|低于|快于|好于|超过|领先|高出)"
    r"(?P<base>[^，。；]{0,16}?(?:全国|全省|全市|全区|平均|水平|上年|同期|经济|收入|GDP)[^，。；]{0,8})$"
)
_ON_BASIS = later(r"在[^，。；]{2,30}基础上$")
_DIGIT = later(r"[\d一二三四五六七八九十]")
_REFERENCE = later(r"年|期|平均|水平|末|全国|全省|全市|计划|数|底|前|现行")


def take_baseline(
    text: str, indicator: tuple[int, int], action: tuple[int, int] | None, limit: int
) -> tuple[tuple[int, int] | None, tuple[int, int] | None, bool]:
    """Take 比2020年 or 高于全国平均 off the end of an indicator: (indicator, baseline, whether the number is a margin)."""
    start, end = indicator
    margin = _MARGIN.search(text, start, end)
    if margin:
        return ((start, margin.start()) if margin.start() > start else None), margin.span(), True
    led = start > 0 and text[start - 1] in "从由"  # …的范围，由|年收入3万元以内（含3万元）扩大到
    source = FROM.search(text, start - led, end) or _ON_BASIS.search(text, start, end)
    if source and _DIGIT.search(source[0]):
        clean = indicators.strip_tail(text, start, source.start(), keep=True) if source.start() > start else start
        return ((start, clean) if clean > start else None), source.span(), False
    stop = limit if action is None else action[1]
    found = None
    for match in _BASELINE.finditer(text, start, min(stop, end + 1)):
        found = match
    if found and found.start() >= start and _REFERENCE.search(found["base"]):
        clean = indicators.strip_tail(text, start, found.start(), keep=True)
        return ((start, clean) if clean - start >= 2 else None), (found.start(), min(found.end(), end)), False
    return indicator, None, False


_LEAD = later(r"(?:相较于|相比|[比较从由在])(?=..)")
_TAIL = later(r"的?(?:基础上|相比)$")
_PEER = later(r"全[国省市县区州]|平均|高于|低于|快于|好于|经济增长|同类|世界|国际")
_PLAN = later(r"计划|规划|目标|预算|任务")
_YEAR = later(r"((?:19|20)\d\d)年")


def read_baseline(
    text: str, span: tuple[int, int], times: tuple[TimexMention, ...], quantities: tuple[QuantityMention, ...]
) -> Baseline:
    """What a baseline's words say, without 比 and 基础上: a number goes before a peer, a peer before a plan, a plan before a period."""
    lead, tail = _LEAD.match(text, *span), _TAIL.search(text, *span)
    span = (lead.end() if lead else span[0], tail.start() if tail else span[1])
    words = text[span[0] : span[1]]
    value = next((q.quantity for q in quantities if span[0] <= q.start and q.end <= span[1]), None)
    named = _YEAR.search(words)
    year = int(named[1]) if named else None
    if year is None:
        year = next((t.timex.end.year for t in times if span[0] <= t.start < span[1] and t.timex.end is not None), None)
    if value is not None:
        return Baseline(*span, "value", year, value)
    return Baseline(*span, "peer" if _PEER.search(words) else "plan" if _PLAN.search(words) else "period", year, None)
