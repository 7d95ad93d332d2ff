"""A quantity with its bounds: 不低于50亿元, 4到6个, 30%以上, 全国前十, 1.5亿多人 → op, low, high, unit.

``read_quantity`` reads at a number's position inside a text and ``parse_quantity`` a phrase as a whole; they share every rule. The
values follow ANNOTATION sections 2 and 4. Whether a quantity is a value, a filter or a name is not decided here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policy_extract import lexicon
from policy_extract.grammar.bounds import After, Before, bound_after, bound_before, ends
from policy_extract.grammar.forms import Body, find_words, read_form
from policy_extract.grammar.numbers import ARABIC_DIGITS
from policy_extract.grammar.numerals import digits, magnitudes
from policy_extract.grammar.plain import RANGE, read_plain
from policy_extract.grammar.units import UnitTable, normalize, units
from policy_extract.mentions import Quantity

if TYPE_CHECKING:
    from policy_extract.mentions import Op

__all__ = ["Expression", "begins_at", "normalize", "number_runs", "parse_quantity", "read_quantity", "read_word"]



class Expression(NamedTuple):
    """A quantity read from a text: ``[start, end)`` is its mention, ``left`` where a verb that decides its op begins.

    ``core`` is where the number itself begins, ``body`` what was read without bounds, ``after`` the bound behind it.
    """

    start: int
    end: int
    left: int
    core: int
    quantity: Quantity
    body: Body
    before: Before
    after: After | None


@cache
def number_runs() -> re.Pattern[str]:
    """Runs of the characters that numbers are made of; each quantity that is no word begins at the start of one (``begins_at``)."""
    one = f"[{ARABIC_DIGITS}几幾{''.join({**digits(), **magnitudes()})}]"
    return re.compile(f"{one}{one}*+")  # not one++: a pattern that begins with a class is searched for twice as fast


_TENS = frozenset("十百千万亿")
_COUNTERS = frozenset("人户总多指次个件位岁天基倍系分参点辆台家对常")  # 人数, 总数, 指数: there 数 is no part of a number


_ORDINARY = frozenset("伍陆陸肆參拾")  # characters of other words too (队伍, 大陆, 收拾)
SHIFTING = _TENS | _ORDINARY
"""Characters at a run's start where the number may begin one character earlier or later."""

_FINANCIAL = frozenset("拾佰仟万萬亿億壹贰貳叁參肆伍陆陸柒捌玖零元圆")


def begins_at(text: str, at: int, floor: int) -> int:
    """Where the number of a run begins: one character earlier in 数十, 数百万; one later in 队伍五支."""
    if text[at] in _ORDINARY and text[at + 1 : at + 2] not in _FINANCIAL:
        return at + 1
    several = at > floor and text[at] in _TENS and text[at - 1] in "数數" and not (at - 1 > floor and text[at - 2] in _COUNTERS)
    return at - 1 if several else at


def parse_quantity(text: str) -> Quantity | None:
    """The quantity that ``text`` as a whole writes, verbs that bound it included (控制在3%以内, 突破2万家); else None. Never raises."""
    begin = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if end - begin > 100:
        return None
    words = sorted(find_words(text, begin, end), key=lambda body: body.start - body.end)
    found = [read_word(text, body, begin, end) for body in words]
    run = number_runs().search(text, begin, end)
    number = None if run is None else _signed(text, begins_at(text, run.start(), begin), begin, end)
    if number is not None:
        found.append(number)
    for expression in found:
        if expression.left == begin and expression.end == end and _is_whole(expression):
            return expression.quantity
    return None


def _signed(text: str, at: int, begin: int, end: int) -> Expression | None:
    """A quantity with the sign that may stand before its number (负40%)."""
    found = read_quantity(text, at, begin, end) if at < end else None
    if found is None or found.left != at or at == begin or text[at - 1] not in "负負-−－":
        return found
    low, high = (None if value is None else -value for value in (found.quantity.low, found.quantity.high))
    return found._replace(start=at - 1, left=at - 1, quantity=found.quantity._replace(low=low, high=high))


def _is_whole(expression: Expression) -> bool:
    return expression.body.known or expression.body.scaled or expression.before.bound is not None or expression.after is not None


def read_quantity(text: str, at: int, floor: int = 0, end: int | None = None, table: UnitTable | None = None) -> Expression | None:
    """The quantity whose number begins at ``at``, with the bounds around it, or None where no number begins there.

    Bounds are looked for no further left than ``floor`` and no further right than ``end``. Where no unit stands behind the
    number, the quantity has unit "" and flag ``no_unit``: the caller judges whether it is one.
    """
    stop = len(text) if end is None else end
    known = table or units()
    body = read_form(text, at, stop)
    if body is not None and body.dimension == "percent" and body.top is None:
        body = _form_range(text, body, stop)
    if body is None:
        body = read_plain(text, at, stop, known)
    return None if body is None else _bounded(text, body, floor, stop)


def read_word(text: str, body: Body, floor: int, end: int) -> Expression:
    """A word that is a quantity by itself (过半, 一半), with the bounds around it."""
    return _bounded(text, body, floor, end)


def _form_range(text: str, body: Body, end: int) -> Body:
    """百分之五至百分之六, 六成到七成."""
    sign = RANGE.match(text, body.end, end)
    if not sign or sign.end() >= end:
        return body
    second = read_form(text, sign.end(), end)
    if second is None or second.unit != body.unit or second.top is not None or second.low <= body.low:
        return body
    return Body(body.start, second.end, body.low, body.unit, body.dimension, "quantity.range", top=second.low, scaled=True)


@cache
def _loose() -> dict[str, str]:
    """What a word inside a number does to its op: 100余家 >, 十来家 ~, 十几家 >."""
    return {word: fields["op"] for word, fields in lexicon.load("bounds")["inside"].items()}


def _bounded(text: str, body: Body, floor: int, end: int) -> Expression:
    before = bound_before(text, body.start, floor, bare=body.bare)
    after = bound_after(text, body.end, end) if not body.level else None
    flags = body.flags
    unit, dimension = body.unit, body.dimension
    if before.currency and not body.known:
        unit, dimension, flags = "元", "money", tuple(flag for flag in flags if flag != "no_unit")
    bound = before.bound
    op: Op = body.op or "="
    if bound is not None and bound.inside and bound.op != "~":
        op = bound.op
    elif after is not None and body.op is None:
        op = after.op
    elif bound is not None and bound.op == "~":
        op = "~"
    elif body.more:
        op = ">" if _loose()[body.more] == ">" else "~"
    elif bound is not None and body.op is None:
        op = bound.op
    if bound is not None and bound.flag:
        flags = (*flags, bound.flag)
    op, low, high = ends(op, body.low, body.top)
    quantity = Quantity(op, low, high, unit, dimension, body.measure, flags)
    return Expression(before.start, after.end if after else body.end, before.left, body.start, quantity, body, before, after)
