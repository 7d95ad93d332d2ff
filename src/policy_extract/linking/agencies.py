"""Agencies: the assignment that governs a claim, from its own clause outwards."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policy_extract.linking.context import Claim, Context
    from policy_extract.mentions import Assigned, Assignment

_BACK = "assignment.back"  # 以上由市财政局负责。: said of all that stands before it, not of the claim itself


@dataclass(frozen=True, slots=True)
class LinkedAgency:
    """An agency of a claim. ``explicit`` is True where it stands in the same sentence or item."""

    agency: Assigned
    explicit: bool
    link: Literal["clause", "sentence", "list", "document"]
    open_list: bool
    rule: str


def agencies_for(claim: Claim, context: Context, own: Assignment | None = None) -> tuple[LinkedAgency, ...]:
    """The agencies of a claim: ``own`` (a task's assignment), else those of its sentence, its item, or the last announcer.

    Who shares a task joins its own units: partners in a table's row, and those of a mechanism that is to be made (建立由X牵头的机制).
    """
    here = context.assignments.get(claim.sentence, ())
    if own is not None:
        joined = [_linked(a, True, "sentence", "link.partners") for a in here if a is not own and _joins(a, claim)]
        return tuple(chain(_linked(own, True, "sentence", "link.assignment"), *joined))
    for assignment in reversed(here):
        if assignment.form not in {"subject", "by"} or (assignment.form == "subject" and assignment.start >= claim.end):
            continue
        link: Literal["clause", "sentence"] = "clause" if claim.clause[0] <= assignment.start < claim.clause[1] else "sentence"
        return _linked(assignment, True, link, "link.subject")
    item = context.layout.sentences[claim.sentence].item
    for assignment in context.item_assignments.get(item, ()):
        if assignment.end > claim.start:
            return _linked(assignment, assignment.rule != _BACK, "list", "link.item")
    cell = context.cell_of[claim.sentence]
    if cell is not None:
        return _linked(cell, True, "list", "link.cell")
    last = context.announcer_of[claim.sentence]
    if last is None or (last.rule == "assignment.section" and not _in_section_of(last, claim, context)):
        return ()
    if last.rule == "assignment.proposer" and last in here and last.end <= claim.start:
        return _linked(last, True, "sentence", "link.announcer")
    return _linked(last, False, "document", "link.announcer")


def _joins(assignment: Assignment, claim: Claim) -> bool:
    """Whether the units of ``assignment`` share the task ``claim``, which is another's."""
    if assignment.rule == "assignment.mechanism":
        return claim.start <= assignment.start < claim.end
    return assignment.rule == "assignment.partners"


def _in_section_of(assignment: Assignment, claim: Claim, context: Context) -> bool:
    """Whether the section in which ``assignment`` stands holds the claim too."""
    sentences, sections = context.layout.sentences, context.layout.sections
    home = sentences[bisect_right(sentences, assignment.start, key=lambda sentence: sentence.start) - 1].section
    return home < 0 or claim.start < sections[home].scope_end


def _linked(
    assignment: Assignment, explicit: bool, link: Literal["clause", "sentence", "list", "document"], rule: str
) -> tuple[LinkedAgency, ...]:
    return tuple(LinkedAgency(agency, explicit, link, assignment.open_list, rule) for agency in assignment.agencies)
