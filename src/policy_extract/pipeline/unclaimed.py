"""Every number of the body that became no record, with the reason why: this is how a reader judges what was missed."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.patterns import later
from policy_extract.schema import Unclaimed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.mentions import Layout
    from policy_extract.pipeline.analysis import Analysis

_DIGITS = later(r"[0-9０-９]{1,15}+(?:[.．,，][0-9０-９]{1,15}+)*+")
_READ = frozenset({"body", "table", "heading"})
_AROUND = 12  # characters on either side of a number that say what it is


class Form(NamedTuple):
    """What digits are that no stage read as a quantity or a time: ``before`` and ``after`` must match the characters next to them."""

    rule: str
    reason: str
    before: re.Pattern[str]
    after: re.Pattern[str]


_ANYTHING = later("")

FORMS: tuple[Form, ...] = (
    Form(
        "number.list_mark", "ordinal", later(r"(?:^|[\n。；;：:])[\s（(【\[]*$"),
        later(r"[.．、)）\]】]|[ \t\u3000]{1,4}(?=[^\d\s])"),
    ),
    Form("number.cell", "cell", later(r"(?:^|[\n\t|])[ \u3000]*$"), later(r"[ \u3000]*(?:[\t\n|]|$)")),
    Form("number.frequency", "frequency", later(r"每[^，。；\n]{0,10}$"), later(r"\s?[次场期轮回遍]")),
    Form("number.duration", "duration", _ANYTHING, later(r"\s?(?:年|个?月|周年?|日|天|小时|分钟|秒|个?季度)")),
    Form("number.grade", "name", _ANYTHING, later(r"(?:[-—－~～至][0-9０-９]{1,3})?[号级届期版]")),
    Form("number.code", "name", later(r"[A-Za-z〔\[［(（/／\-—][ 第]?$"), _ANYTHING),
    Form("number.unread", "unread", _ANYTHING, _ANYTHING),
)
"""In the order in which they are asked; the last one always answers."""


def unclaimed(text: str, analysis: Analysis, include: frozenset[str]) -> list[Unclaimed]:
    """The numbers of the body that are no value of a record of a status in ``include``, in text order.

    Times are no numbers here. ``analysis`` must be a thorough one.
    """
    rows = [*_judged(analysis, include), *_passed_over(analysis)]
    known = [row.span for row in rows]
    known += [(target.quantity.start, target.quantity.end) for target, _ in analysis.targets]
    known += [(time.start, time.end) for time in analysis.times]
    rows += _unread(text, analysis.layout, sorted(known))
    return sorted(rows, key=lambda row: row.span)


def _judged(analysis: Analysis, include: frozenset[str]) -> Iterator[Unclaimed]:
    for target, judgement in analysis.targets:
        if judgement.status not in include:
            quantity = target.quantity
            yield Unclaimed(text=quantity.text, span=(quantity.start, quantity.end), reason=judgement.reason, rule=judgement.rule)


def _passed_over(analysis: Analysis) -> Iterator[Unclaimed]:
    """Quantities of which no target was made, by their role or place."""
    bases = [(target.baseline.start, target.baseline.end) for target, _ in analysis.targets if target.baseline is not None]
    for quantity in analysis.passed_over:
        at = bisect_right(bases, (quantity.start, quantity.end)) - 1
        if at >= 0 and bases[at][0] <= quantity.start < bases[at][1]:
            reason, rule = "baseline", "status.baseline"
        else:
            reason, rule = quantity.role if quantity.role != "value" else "outside the body", quantity.rule
        yield Unclaimed(text=quantity.text, span=(quantity.start, quantity.end), reason=reason, rule=rule)


def _unread(text: str, layout: Layout, known: list[tuple[int, int]]) -> Iterator[Unclaimed]:
    """Digits of the body in none of the ``known`` spans, which are sorted."""
    reached = 0  # where the spans that begin before the digits end
    position = 0
    for sentence in layout.sentences:
        if sentence.kind not in _READ or any(low <= sentence.start < high for low, high in layout.boilerplate):
            continue
        for digits in _DIGITS.finditer(text, sentence.start, sentence.end):
            while position < len(known) and known[position][0] < digits.end():
                reached = max(reached, known[position][1])
                position += 1
            if digits.start() >= reached:
                form = _form(text, digits.start(), digits.end())
                yield Unclaimed(text=digits[0], span=digits.span(), reason=form.reason, rule=form.rule)


def _form(text: str, start: int, end: int) -> Form:
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return next(form for form in FORMS if form.before.search(before) and form.after.match(after))
