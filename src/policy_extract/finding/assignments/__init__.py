"""Who is made responsible for what: in brackets behind a sentence, on lines of their own, and inside sentences."""

from __future__ import annotations

from policy_extract.finding.assignments.clauses import read_clauses
from policy_extract.finding.assignments.items import Units
from policy_extract.finding.assignments.tails import read_tails
from policy_extract.mentions import AgencyMention, Assignment, Place

__all__ = ["find_assignments"]


def find_assignments(
    text: str, agencies: tuple[AgencyMention, ...], place: Place | None, year: int | None = None
) -> tuple[Assignment, ...]:
    """Every assignment in ``text``, in text order and without overlaps, given the mentions of :func:`find_agencies`.

    Roles are read as ANNOTATION 2 and 4.11 define them. Where the text says that the body named first leads (列第一位者为牵头单位), the
    first responsible one of each tail is ``lead`` by ``document_rule``: from there on, or in the whole text if a note of its own says so.
    """
    units = Units(text, agencies, place, year)
    tails = list(read_tails(units))
    tails.sort(key=lambda one: one.start)
    inside = read_clauses(units, [(one.start, one.end) for one in tails])
    return tuple(sorted([*tails, *inside], key=lambda one: one.start))
