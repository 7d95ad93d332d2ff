"""Cells of tables of figures: a number that leaves its unit to the row or the head, and a name that carries its unit in brackets.

Source: the 专栏 of main indicators in five-year plans, where [ ] and 〔 〕 hold what accumulates over the plan.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.grammar.quantity import parse_quantity
from policy_extract.grammar.units import is_unit
from policy_extract.mentions import Quantity
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Op

Span = tuple[int, int]
_OPENED = later(r"[\[〔［【（(〈]\s*(?:五年)?(?:累计|合计)?|累计")
_CLOSED = "]〕］】）)〉"
_NUMBER = later(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_MAGNITUDES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_OPS: tuple[tuple[str, Op], ...] = (
    ("≥", ">="), (">=", ">="), ("不低于", ">="), ("不少于", ">="), ("以上", ">="), (">", ">"), ("＞", ">"),
    ("≤", "<="), ("<=", "<="), ("不高于", "<="), ("不超过", "<="), ("以内", "<="), ("以下", "<="), ("<", "<"), ("＜", "<"),
    ("左右", "~"), ("约", "~"),
)
_NO_UNIT = frozenset({"", "—", "-", "/", "－", "——", "--"})
_BOUND_BEHIND = frozenset("以左及")
_LONGEST_BOUND = 4
_UNIT = later(r"[（(\[〔]([^（）()〔〕\[\]\n]{1,12})[)）\]〕][*＊★☆①-⑳\s]{0,3}\Z")
_LEAD = later(r"(?:其中|[#＃*＊★☆●◆－—-]|[0-9]{1,2}[.．、](?![0-9])|[（(][0-9一二三四五六七八九十]{1,2}[)）]|[①-⑳])[:：\s]*")
_MARKS_BEHIND = "*＊★☆①②③④⑤⑥⑦⑧⑨⑩：: \t\u3000"


class CellValue(NamedTuple):
    """The quantity of a cell, where its words stand, and whether brackets say that it is a sum over the years of a plan."""

    start: int
    end: int
    quantity: Quantity
    summed: bool


def read_cell(text: str, start: int, end: int, unit: str) -> CellValue | None:
    """The quantity of the cell ``text[start:end]``, in ``unit`` where it names none of its own; None where it holds no number.

    >6, 5.5左右, ≥95, [13.5], 〔累计9〕, 6—6.5.
    """
    opened = _OPENED.match(text, start, end)
    if opened is not None:
        start = opened.end()
        end -= text[end - 1] in _CLOSED
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    digits = list(_NUMBER.finditer(text, start, end))
    if not digits:
        return None
    number, rest = text[start : digits[-1].end()].replace("，", ","), text[digits[-1].end() : end].strip()
    own = bool(rest) and rest[0] not in _BOUND_BEHIND and parse_quantity(number + rest) is not None
    unit = "" if unit in _NO_UNIT or own else unit
    quantity = parse_quantity(number + unit + rest) or _by_hand(number, unit, rest)
    if quantity is None:
        return None
    if unit:
        quantity = quantity._replace(flags=(*quantity.flags, "unit_inferred"))
    return CellValue(start, end, quantity, opened is not None)


def _by_hand(words: str, unit: str, rest: str) -> Quantity | None:
    """A number in a unit that no list knows, or in none: its bound, and the magnitude that the unit begins with (万标箱次)."""
    found = list(_NUMBER.finditer(words))
    before = words[: found[-1].start()]
    if len(found) > 1 or len(before) > _LONGEST_BOUND or len(rest) > _LONGEST_BOUND:
        return None
    try:
        number = Decimal(found[-1][0].replace(",", "").replace("．", "."))
    except InvalidOperation:
        return None
    if before.endswith(("-", "－", "−")):
        number, before = -number, before[:-1]
    while len(unit) > 1 and unit[0] in _MAGNITUDES:
        number, unit = number * _MAGNITUDES[unit[0]], unit[1:]
    op: Op = next((op for word, op in _OPS if word in before or word in rest), "=")
    low, high = (None if op in {"<=", "<"} else number), (None if op in {">=", ">"} else number)
    return Quantity(op, low, high, unit, "count" if unit else "none")


def name_and_unit(text: str, start: int, end: int) -> tuple[Span, Span | None]:
    """What a row measures, without its marks and its unit in brackets, and that unit: 其中：城镇化率（%）*."""
    while (lead := _LEAD.match(text, start, end)) is not None and lead.end() < end:
        start = lead.end()
    unit = None
    found = _UNIT.search(text, start, end)
    if found is not None and found.start() > start and is_unit(found[1].strip()):
        unit, end = found.span(1), found.start()
    stop = start + len(text[start:end].rstrip(_MARKS_BEHIND))
    return (start, stop if stop > start else end), unit
