"""Bound words around a number: what stands before it (不低于, 约, 超过), behind it (以上, 左右), and what they do to its two ends."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from policy_extract import lexicon
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Op

LOOK_BACK = 24
"""Characters before a number that its bounds may reach over."""

_FILLER = later(r"(?:(?P<currency>人民币|[￥¥]|RMB)[ \u3000]?|LPR[+＋])$")
_OF = later(
    r"(?P<word>不低于|不得低于|不少于|不得少于|不高于|不得高于|不超过|不得超过|达到或超过|超过|高于|低于|约占|约为|至少)[^，。；：、,;:\n]{1,16}(?:的|之)$"
)
_REACH_LIMIT = 10
_REACH = _REACH_LIMIT + 3
_FAR = later("[最至限]")  # one of them stands in every word that reaches over others


class Bound(NamedTuple):
    """A bound word with the op it gives; ``inside`` tells whether it belongs to the mention's span."""

    word: str
    op: Op
    inside: bool
    flag: str = ""
    unless: str = ""


class Before(NamedTuple):
    """What bounds a number from the left: where the span begins, where the whole expression begins, and the bound if any."""

    start: int
    left: int
    bound: Bound | None
    currency: bool


class After(NamedTuple):
    """A bound behind a number and where it ends."""

    op: Op
    word: str
    end: int


class _Words(NamedTuple):
    bounds: dict[str, Bound]
    sizes: dict[str, tuple[int, ...]]


_SUPERLATIVES = frozenset("人法检气温水时点峰")  # 最高人民法院, 最高气温, 最高时段: no cap


def _bound(word: str, fields: dict[str, Any], inside: bool) -> Bound:
    return Bound(word, cast("Op", fields["op"]), inside, fields.get("flag", ""), fields.get("unless", ""))


def _collect(tables: tuple[tuple[str, bool], ...], edge: int) -> _Words:
    found: dict[str, Bound] = {}
    sizes: dict[str, set[int]] = {}
    for table, inside in tables:
        for word, fields in lexicon.load("bounds")[table].items():
            found.setdefault(word, _bound(word, fields, inside))
            sizes.setdefault(word[edge], set()).add(len(word))
    return _Words(found, {key: tuple(sorted(values, reverse=True)) for key, values in sizes.items()})


@cache
def _before_words() -> _Words:
    return _collect((("before", True), ("verb", False)), -1)


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that a bound just before a number may end with: those that tell it alone, and pairs of them."""
    words = _before_words().bounds
    alone = frozenset(word for word in words if len(word) == 1).union("的之币￥¥B+＋ \u3000")
    return alone, frozenset(word[-2:] for word in words if word[-1] not in alone)


@cache
def _scale_words() -> _Words:
    return _collect((("scale", True),), -1)


@cache
def _after_words() -> _Words:
    return _collect((("after", True),), 0)


@cache
def _reach() -> tuple[re.Pattern[str], dict[str, Bound]]:
    words = lexicon.words("bounds", "reach")
    pattern = rf"(?P<word>{'|'.join(words)})[^，。；：、,;:\n{'0-9０-９'}]{{0,{_REACH_LIMIT}}}$"
    return re.compile(pattern), {word: _bound(word, lexicon.load("bounds")["reach"][word], False) for word in words}


def unbounded_before(text: str, at: int, floor: int) -> bool:
    """Whether two characters and a search show that no bound stands before ``at``; False says nothing. Looks back to ``floor``."""
    alone, pairs = _edges()
    if text[at - 1] in alone or text[at - 2 : at] in pairs:
        return False
    lowest = at - _REACH if at - _REACH > floor else floor
    return _FAR.search(text, lowest, at) is None


def bound_before(text: str, at: int, floor: int, *, bare: bool = False) -> Before:
    """The bound that ends just before ``at``, looking back no further than ``floor`` and ``LOOK_BACK``.

    ``bare`` is for magnitudes without digits (百家), which a few more words bound (上百家).
    """
    lowest = at - LOOK_BACK if at - LOOK_BACK > floor else floor
    if not bare and (at <= lowest or unbounded_before(text, at, lowest)):
        return Before(at, at, None, False)
    start, currency = at, False
    if at > lowest and text[at - 1] in "币￥¥B \u3000+＋":
        filler = _FILLER.search(text, lowest, at)
        if filler:
            start, currency = filler.start(), bool(filler["currency"])
    edge = start
    while edge > lowest and edge > start - 3 and text[edge - 1] in " \u3000":
        edge -= 1
    if edge <= lowest:
        return Before(start, start, None, currency)
    words = _scale_words() if bare else _before_words()
    found = _longest(text, edge, lowest, words) or (_longest(text, edge, lowest, _before_words()) if bare else None)
    if found is not None:
        begin = edge - len(found.word)
        if not (bare and found.word in {"达", "达到", "超过", "突破", "冲刺", "迈向", "跨越", "跨上", "迈上"}) and found.inside:
            wider = _longest(text, begin, lowest, _before_words())  # 控制在不高于5%
            return Before(begin, begin - len(wider.word) if wider else begin, found, currency)
        return Before(start, begin, found, currency)
    return _far(text, start, edge, lowest, currency)


def _far(text: str, start: int, edge: int, lowest: int, currency: bool) -> Before:
    """Bounds with words between them and the number: 不低于采购金额的30%, 最高可补贴300元."""
    if text[edge - 1] in "的之":
        match = _OF.search(text, lowest, edge)
        if match:
            return Before(start, match.start(), _before_words().bounds[match["word"]], currency)
    if _FAR.search(text, max(lowest, edge - _REACH), edge):
        pattern, bounds = _reach()
        match = pattern.search(text, max(lowest, edge - _REACH), edge)
        if match and text[match.end("word") : match.end("word") + 1] not in _SUPERLATIVES:
            return Before(start, match.start(), bounds[match["word"]], currency)
    return Before(start, start, None, currency)


def _longest(text: str, edge: int, lowest: int, words: _Words) -> Bound | None:
    for size in words.sizes.get(text[edge - 1], ()) if edge > lowest else ():
        if edge - size < lowest:
            continue
        bound = words.bounds.get(text[edge - size : edge])
        if bound is not None and not (bound.unless and edge - size > 0 and text[edge - size - 1] in bound.unless):
            return bound
    return None


@cache
def after_begins() -> frozenset[str]:
    """The characters that a bound behind a number may begin with."""
    return frozenset(_after_words().sizes).union(" \u3000")


def bound_after(text: str, at: int, end: int) -> After | None:
    """The bound word that begins at ``at`` (one white space may stand before it)."""
    if at >= end:
        return None
    words = _after_words()
    if text[at] not in after_begins():
        return None
    if text[at] in " \u3000" and at + 1 < end and text[at + 1] in "以左及":
        at += 1
    for size in words.sizes.get(text[at], ()):
        bound = words.bounds.get(text[at : at + size])
        if bound is None or at + size > end:
            continue
        if bound.unless and at + size < end and text[at + size] in bound.unless:
            continue
        return After(bound.op, bound.word, at + size)
    return None


def joint_op(bound: Bound | None, after: After | None) -> Op:
    """The op of a number between two bounds: the one behind it decides, unless the one before it is firm (不低于80%左右)."""
    if bound is not None and (after is None or (bound.inside and bound.op != "~")):
        return bound.op
    return "=" if after is None else after.op


def ends(op: Op, value: Decimal, top: Decimal | None = None) -> tuple[Op, Decimal | None, Decimal | None]:
    """op, low and high of a record (ANNOTATION section 2) for a value, or for a range from ``value`` to ``top``."""
    if top is not None:
        return "between", value, top
    if op in {">=", ">"}:
        return op, value, None
    if op in {"<=", "<"}:
        return op, None, value
    return op, value, value
