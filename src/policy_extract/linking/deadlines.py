"""Deadlines: each rule is a row with its name and scope; the narrowest scope that answers wins."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from policy_extract.linking.context import Claim, Context
    from policy_extract.mentions import TimexMention

Scope = Literal["clause", "sentence", "list", "section", "title", "metadata"]
_NEAR = 8  # expressions looked at on either side of a claim: enough for prose, and a bound for hostile input


class LinkedDeadline(NamedTuple):
    """A deadline with the scope and rule that linked it. ``mention`` is None where the given title or its year says it."""

    mention: TimexMention | None
    start: dt.date | None
    end: dt.date | None
    link: Scope
    rule: str


class Rule(NamedTuple):
    """A way to link a deadline: its name in the output, the scope it searches, and the search."""

    name: str
    scope: Scope
    find: Callable[[Claim, Context], TimexMention | None]


def _of_column(claim: Claim, context: Context) -> TimexMention | None:
    """The time in the head of its column: 指标 | 2020年 | 2025年."""
    return claim.due


def _dealt(claim: Claim, context: Context) -> TimexMention | None:
    """Its own of several times that 分别 deals out (2024年、2025年分别建成20处、25处)."""
    at = bisect_right(context.dealt, claim.start, key=lambda one: one[0][0]) - 1
    if at < 0:
        return None
    (_, end), time = context.dealt[at]
    return time if claim.start < end else None


def _in_clause(claim: Claim, context: Context) -> TimexMention | None:
    """The expression nearest before the claim in its clause, else the first in or behind it (报告于6月底前完成); a day before a period."""
    before = _usable(claim, context, claim.clause[0], claim.start)[-_NEAR:]
    points = [time for time in before if time.timex.kind == "point"]
    if before:
        whole = _year_named(claim, context) if not points and before[-1].text == "全年" else None
        return whole or (points or before)[-1]
    after = _usable(claim, context, claim.start, claim.clause[1])[:_NEAR]
    inside = [time for time in after if time.timex.kind == "point" and time.start < claim.end]  # 今年的清淤10月底前完成
    return (inside or after)[0] if after else None


def _year_named(claim: Claim, context: Context) -> TimexMention | None:
    """The year that the clauses before 全年 name (到2030年，…，全年发电量达到…): the whole of that one is meant."""
    named = _in_sentence(claim, context)
    return named if named is not None and named.timex.kind == "point" and named.timex.granularity == "year" else None


def _in_sentence(claim: Claim, context: Context) -> TimexMention | None:
    """The last expression before the claim's clause in its sentence (2023年底,A达到5000家,B突破2万家)."""
    before = _usable(claim, context, context.layout.sentences[claim.sentence].start, claim.clause[0])
    reaching = [time for time in before if context.reach.get(time.start, claim.end) >= claim.end]
    return reaching[-1] if reaching else None


def _closing(claim: Claim, context: Context) -> TimexMention | None:
    """A later clause that only says by when it is done (新建冷库20万立方米，确保9月底前完成).

    A time before it is the deadline instead, unless that is the period in which the day lies (今年改造小区52个，11月底前全部完工).
    """
    after = _usable(claim, context, claim.clause[1], context.layout.sentences[claim.sentence].end)
    if not after or context.closing.get(after[0].start, claim.end) >= claim.end:
        return None
    named, day = _in_clause(claim, context) or _in_sentence(claim, context), after[0].timex.end
    if named is None:
        return after[0]
    if named.start < context.closing[after[0].start]:  # 上半年完成报批；新增飞机3架，10月底前交付: a semicolon between them
        return after[0]
    start, end = named.timex.start, named.timex.end
    within = start is not None and end is not None and day is not None and start <= day <= end
    return after[0] if within and named.timex.kind == "period" else None


def _of_item(claim: Claim, context: Context) -> TimexMention | None:
    """The time that the item's assignment names: 完成时限：2023年底."""
    return context.item_times.get(context.layout.sentences[claim.sentence].item)


def _in_paragraph(claim: Claim, context: Context) -> TimexMention | None:
    """The time that the sentences before it in the paragraph left running."""
    return context.paragraph_times[claim.sentence]


def _from_note(claim: Claim, context: Context) -> TimexMention | None:
    """What a note says of all that names no time of its own: 未注明时间的，均须在2023年底前完成."""
    return context.note_times[claim.sentence]


def _from_heading(claim: Claim, context: Context) -> TimexMention | None:
    """A heading above the claim that names a time: 三、2025年重点工作."""
    section = context.layout.sentences[claim.sentence].section
    return context.heading_times[section] if section >= 0 else None


def _from_goals(claim: Claim, context: Context) -> TimexMention | None:
    """The year that a section of goals sets above the claim (一、发展目标 / 1.…，到2033年建成…。 / 规模扩大。…).

    A lead-in behind that sets another.
    """
    goal, lead = context.goal_times[claim.sentence], context.lead_times[claim.sentence]
    return goal if goal is not None and (lead is None or lead.start <= goal.start) else None


def _from_lead(claim: Claim, context: Context) -> TimexMention | None:
    """The last lead-in before the claim that names a time: 到2025年的主要目标是:…, 今年要抓好以下工作。"""
    return context.lead_times[claim.sentence]


RULES: tuple[Rule, ...] = (
    Rule("link.column", "list", _of_column),
    Rule("link.dealt", "clause", _dealt),
    Rule("link.closing", "sentence", _closing),
    Rule("link.clause", "clause", _in_clause),
    Rule("link.sentence", "sentence", _in_sentence),
    Rule("link.item", "list", _of_item),
    Rule("link.paragraph", "list", _in_paragraph),
    Rule("link.note", "list", _from_note),
    Rule("link.heading", "section", _from_heading),
    Rule("link.goals", "section", _from_goals),
    Rule("link.lead_in", "list", _from_lead),
)
NARROW = tuple(rule for rule in RULES if rule.name not in {"link.paragraph", "link.heading", "link.goals", "link.lead_in"})


def deadline_for(claim: Claim, context: Context, *, narrow: bool = False) -> LinkedDeadline | None:
    """The claim's deadline, or None. ``narrow`` stops at the sentence and item and then asks notes and the title only (tasks)."""
    for rule in NARROW if narrow else RULES:
        time = rule.find(claim, context)
        if time is not None:
            return LinkedDeadline(time, time.timex.start, time.timex.end, rule.scope, rule.name)
    if not context.titled:
        return None
    anchor = context.anchor
    if anchor.plan is not None:
        start, end = anchor.plan
    elif anchor.year is not None:
        start, end = dt.date(anchor.year, 1, 1), dt.date(anchor.year, 12, 31)
    else:
        return None
    if context.title_time is not None:
        return LinkedDeadline(context.title_time, start, end, "title", "link.title")
    return LinkedDeadline(None, start, end, "metadata", "link.metadata")


def _usable(claim: Claim, context: Context, start: int, end: int) -> list[TimexMention]:
    times = context.times_between(start, end)
    times = times[-_NEAR:] if end <= claim.start else times[:_NEAR]
    return [time for time in times if not any(low <= time.start < high for low, high in claim.excluded)]
