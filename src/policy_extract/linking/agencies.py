"""Agencies: the assignment that governs a claim, from its own clause outwards."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from policy_extract.spans import index_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.linking.context import Claim, Context
    from policy_extract.mentions import Assigned, Assignment

_BACK = "assignment.back"  # 以上由市财政局负责。: said of all that stands before it, not of the claim itself


class LinkedAgency(NamedTuple):
    """An agency of a claim. ``explicit`` is True where it stands in the same sentence or item."""

    agency: Assigned
    explicit: bool
    link: Literal["clause", "sentence", "list", "document"]
    open_list: bool
    rule: str


def agencies_for(claim: Claim, context: Context, own: Assignment | None = None) -> tuple[LinkedAgency, ...]:
    """The agencies of a claim: ``own`` (a task's assignment), else those of its sentence, its item, the last announcer, or who speaks.

    Who shares a task joins its own units: partners in a table's row, and those of a mechanism that is to be made (建立由X牵头的机制).
    """
    here = context.assignments.get(_home(claim, context), ())
    if own is not None:
        joined = [_linked(a, True, "sentence", "link.partners") for a in here if a is not own and _joins(a, claim)]
        return tuple(chain(_linked(own, True, "sentence", "link.assignment"), *joined))
    acting = _acting(here, claim)
    item = context.layout.sentences[claim.sentence].item
    closing = next((one for one in context.item_assignments.get(item, ()) if one.end > claim.start), None)
    if acting is not None and closing is not None and acting.form == "subject" and _names_all(closing, acting):
        acting = None  # 市财政局增资5亿元。（市财政局、市国资委负责）
    if acting is not None:
        link: Literal["clause", "sentence"] = "clause" if claim.clause[0] <= acting.start < claim.clause[1] else "sentence"
        return _linked(acting, True, link, "link.subject")
    if closing is not None:
        return _linked(closing, closing.rule != _BACK, "list", "link.item")
    cell = context.cell_of[claim.sentence]
    if cell is not None:
        return _linked(cell, True, "list", "link.cell")
    carried = context.subject_of[_home(claim, context)]
    if carried is not None:
        return _linked(carried, True, "list", "link.carried_subject")
    last = context.announcer_of[claim.sentence]
    if last is None or (last.rule == "assignment.section" and not _in_section_of(last, claim, context)):
        voice = context.voice_of[claim.sentence]
        if voice is None or (voice.explains and claim.money):
            return ()
        return tuple(LinkedAgency(one, False, "document", False, "link.voice") for one in voice.agencies)
    if last.rule == "assignment.proposer" and last in here and last.end <= claim.start:
        return _linked(last, True, "sentence", "link.announcer")
    return _linked(last, False, "document", "link.announcer")


def _home(claim: Claim, context: Context) -> int:
    """The sentence in which the claim's core stands: one before its own where that only says by when (上述工作要在6月底前完成)."""
    sentences = context.layout.sentences
    if claim.start >= sentences[claim.sentence].start:
        return claim.sentence
    return index_at(sentences, claim.start)


def _acting(here: Sequence[Assignment], claim: Claim) -> Assignment | None:
    """Who acts in the claim's sentence: the last body of its own clause that stands before it, else the last that does not act only later.

    市自然资源局于9月底前完成审查，不合格的由各乡镇重报: the second has a matter of its own.
    """
    inside = [one for one in here if one.form in {"subject", "by"}]
    own = [one for one in inside if claim.clause[0] <= one.start < claim.start]
    own = own or [one for one in inside if one.form == "by" and claim.clause[0] <= one.start < claim.clause[1]]
    others = [one for one in inside if _reaches(one, claim)]
    return own[-1] if own else (others[-1] if others else None)


def _names_all(closing: Assignment, acting: Assignment) -> bool:
    """Whether the units that close an item are those that act in it, and more."""
    return {agency.text for agency in acting.agencies} < {agency.text for agency in closing.agencies}


def _reaches(one: Assignment, claim: Claim) -> bool:
    """Whether who acts in another clause acts in the claim's too: a subject before it, or 由X… as far as that speaks."""
    if one.form == "subject":
        return one.start < claim.end and (one.reach is None or claim.start < one.reach[1])
    return one.reach is None or one.reach[0] <= claim.start < one.reach[1]


def _joins(assignment: Assignment, claim: Claim) -> bool:
    """Whether the units of ``assignment`` share the task ``claim``, which is another's."""
    if assignment.rule == "assignment.mechanism":
        return claim.start <= assignment.start < claim.end
    return assignment.rule == "assignment.partners"


def _in_section_of(assignment: Assignment, claim: Claim, context: Context) -> bool:
    """Whether the section in which ``assignment`` stands holds the claim too."""
    sentences, sections = context.layout.sentences, context.layout.sections
    home = sentences[index_at(sentences, assignment.start)].section
    return home < 0 or claim.start < sections[home].scope_end


def _linked(
    assignment: Assignment, explicit: bool, link: Literal["clause", "sentence", "list", "document"], rule: str
) -> tuple[LinkedAgency, ...]:
    named: dict[tuple[str, str | None, str], Assigned] = {}  # two lines may name one unit
    for agency in assignment.agencies:
        named.setdefault((agency.text, agency.canonical, agency.role), agency)
    return tuple(LinkedAgency(agency, explicit, link, assignment.open_list, rule) for agency in named.values())
