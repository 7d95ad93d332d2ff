"""One pass over a text: every run of number characters is read once, where it stands, and judged by its form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.finding.quantities.apart import Apart, apart_at, urls
from policy_extract.finding.quantities.roles import idle_digits, quick_verdict, verdict
from policy_extract.grammar.bounds import Before, after_begins, bound_after, bound_before, joint_op, unbounded_before
from policy_extract.grammar.forms import Body, find_words, read_form
from policy_extract.grammar.numerals import parse_numeral
from policy_extract.grammar.quantity import SHIFTING, Expression, begins_at, number_runs, read_quantity, read_word
from policy_extract.grammar.sharing import shared_from
from policy_extract.grammar.units import units
from policy_extract.grammar.usual import usual_body, usual_end, usual_quantity
from policy_extract.mentions import Quantity, QuantityMention

if TYPE_CHECKING:
    from collections.abc import Callable

_FORM_MARKS = "成分番点十百千万亿 \u3000\n至到—-~～余多几来/"
_LONE_DIGITS = frozenset("一二两三四五六七八九")
_NUMBER_GOES_ON = frozenset(_FORM_MARKS).union("點\t–－〜∼餘／")
_CALLS_FOR_FORM = frozenset("前第翻了")


@cache
def _may_follow() -> frozenset[str]:
    """Characters that may stand behind a single Chinese digit where it begins a quantity; else it is skipped at once."""
    labels = lexicon.words("labels", "labels")
    return frozenset(_FORM_MARKS).union((word[0] for word in units()), (word[1] for word in labels))


@cache
def _before_one() -> frozenset[str]:
    """Characters before 一 that can make 一个 a count (新建一所, 至少一家, 每年一次) or a set phrase of it."""
    words = (*lexicon.words("roles", "making"), *lexicon.words("bounds", "before"), *lexicon.words("bounds", "verb"))
    return frozenset(word[-1] for word in words).union("年月周度日天旬季期每两“\"高 \u3000")


_ONE_FORMS = frozenset("成番倍半分百千万亿十点户人村企县项家件张本站门次带个") - frozenset("个")


def find_quantities(
    text: str, start: int = 0, end: int | None = None, wanted: Callable[[int], bool] | None = None
) -> tuple[QuantityMention, ...]:
    """Every number of ``text[start:end]`` that is a quantity or looks like one, in text order, without overlaps.

    Spans hold the bounds (不低于, 以上) and leave verbs out (达到, 突破); a verb may still have decided ``op``. Dates, times, document
    numbers and list markers give nothing; labels and ordinals come with role ``name`` and ``ordinal``. Time grows linearly.
    ``wanted`` says of an offset whether a number that begins there is to be read at all; by default all are.
    """
    begin, stop, _ = slice(start, end).indices(len(text))
    words = sorted(find_words(text, begin, stop), key=lambda body: (body.start, -body.end))
    if wanted is not None:
        words = [body for body in words if wanted(body.start)]
    addresses = urls(text, begin, stop)
    found: list[QuantityMention] = []
    cursor = begin
    position = 0
    may_follow, before_one = _may_follow(), _before_one()
    for run in number_runs().finditer(text, begin, stop):
        at, run_end = run.span()
        while position < len(words) and words[position].start <= at:
            cursor = _take_word(text, words[position], cursor, stop, found)
            position += 1
        while addresses and addresses[0][1] <= at:
            addresses.pop(0)
        if run_end <= cursor or (addresses and addresses[0][0] <= at):
            continue
        if at < cursor:
            at = cursor
        elif text[at] in SHIFTING and (at := begins_at(text, at, cursor)) >= run_end:
            continue
        if run_end - at == 1 and run_end < stop and "\u4e00" <= text[at] <= "\u9fff":
            before = text[at - 1] if at > cursor else ""
            if before not in _CALLS_FOR_FORM and (
                text[run_end] not in may_follow or (text[at] == "一" and before not in before_one and text[run_end] not in _ONE_FORMS)
            ):
                continue
        if wanted is not None and not wanted(at):
            cursor = run_end  # no look back goes over a number, be it read or not
            continue
        cursor = _take_number(text, at, run_end, cursor, stop, found)
    for body in words[position:]:
        cursor = _take_word(text, body, cursor, stop, found)
    return tuple(found)


def _take_word(text: str, body: Body, cursor: int, stop: int, found: list[QuantityMention]) -> int:
    if body.start < cursor:
        return cursor
    expression = read_word(text, body, cursor, stop)
    found.append(_mention(text, expression, "value", ()))
    return expression.end


def _take_number(text: str, at: int, run_end: int, cursor: int, stop: int, found: list[QuantityMention]) -> int:
    """Read what stands at a run's start, append its mention if it has one, and say up to where the text is taken."""
    expression = None
    previous = text[at - 1] if at > cursor else ""
    if previous and previous in _CALLS_FOR_FORM and (body := read_form(text, at, stop)) is not None:
        expression = read_word(text, body, cursor, stop)
    if expression is None:
        apart = apart_at(text, at, run_end, cursor, stop)
        if apart is not None:
            if apart.role is not None:
                found.append(_apart_mention(text, apart, at))
            return apart.end
        end = usual_end(text, at, stop) if previous != "前" else 0
        if end and (body := usual_body(text[at:end])) is not None:
            return _take_usual(text, (at, end), body, cursor, stop, found)
        if _lone_digit(text, at, run_end, previous, stop):
            return cursor
        bare = idle_digits(text, at, cursor, stop)
        if bare:
            return bare
        expression = read_quantity(text, at, cursor, stop)
        if expression is None:
            return cursor
    judged = verdict(text, expression, cursor, stop)
    if judged.role is None:
        return max(cursor, expression.body.end)
    _append(text, _mention(text, expression, judged.role, judged.flags), (expression.core, expression.body.end), found)
    return expression.end


def _append(text: str, mention: QuantityMention, body: tuple[int, int], found: list[QuantityMention]) -> None:
    """Add a mention, before it the numbers that share the unit of its ``body``: 分别压减至6个和18个工作日内."""
    if mention.role == "value" and mention.start == body[0] and mention.start and text[mention.start - 1] in "、和及与":
        digits = body[0]
        while digits < body[1] and text[digits] in ".0123456789":
            digits += 1
        unit = text[digits : body[1]]
        members = tuple(one for one in shared_from(text, body[0], unit) if usual_body(one.whole) is not None)
        while members and found and found[-1].end > members[0].start:
            found.pop()  # 5个, read as things
        for member in members:
            quantity = usual_quantity(member.whole, mention.quantity.op, "unit_shared")
            found.append(QuantityMention(member.start, member.end, text[member.start : member.end], quantity, "value", "quantity.shared"))
    found.append(mention)


def _lone_digit(text: str, at: int, run_end: int, previous: str, stop: int) -> bool:
    """Whether a Chinese digit stands alone: no number, no form and no unit goes on behind it (进一步, 长三角)."""
    if run_end - at > 1 or run_end >= stop or text[at] not in _LONE_DIGITS or previous in _CALLS_FOR_FORM:
        return False
    return text[run_end] not in _NUMBER_GOES_ON and units().match(text, run_end, stop, loose=False) is None


def _take_usual(text: str, core: tuple[int, int], body: Body, cursor: int, stop: int, found: list[QuantityMention]) -> int:
    """``_take_number`` for a quantity of the usual shape, which ``usual_body`` has read, at a third of the cost."""
    at, end = core
    before = None if at == cursor or unbounded_before(text, at, cursor) else bound_before(text, at, cursor)
    after = bound_after(text, end, stop) if end < stop and text[end] in after_begins() else None
    judged = quick_verdict(text, body, before, after, core, cursor, stop)
    start, last = at if before is None else before.start, end if after is None else after.end
    bound = None if before is None else before.bound
    quantity = usual_quantity(text[at:end], joint_op(bound, after), bound.flag if bound else "")
    if judged is None:
        around = before or Before(at, at, None, False)
        expression = Expression(start, last, around.left, at, quantity, Body(at, end, *body[2:]), around, after)
        judged = verdict(text, expression, cursor, stop)
    if judged.role is None:
        return end
    if judged.flags:
        quantity = quantity._replace(flags=quantity.flags + judged.flags)
    _append(text, QuantityMention(start, last, text[start:last], quantity, judged.role, body.rule), core, found)
    return last


def _mention(text: str, found: Expression, role: str, flags: tuple[str, ...]) -> QuantityMention:
    quantity = found.quantity._replace(flags=found.quantity.flags + flags) if flags else found.quantity
    return QuantityMention(found.start, found.end, text[found.start : found.end], quantity, role, found.body.rule)  # type: ignore[arg-type]


def _apart_mention(text: str, apart: Apart, at: int) -> QuantityMention:
    value = parse_numeral(text[at : apart.end])
    role = "name" if apart.role is None else apart.role
    return QuantityMention(apart.start, apart.end, text[apart.start : apart.end], Quantity("=", value, value, ""), role, apart.rule)
