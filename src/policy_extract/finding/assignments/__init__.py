"""Who is made responsible for what: in brackets behind a sentence, on lines of their own, and inside sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.finding.assignments.clauses import read_clauses
from policy_extract.finding.assignments.counted import read_counted
from policy_extract.finding.assignments.following import read_following
from policy_extract.finding.assignments.items import Units
from policy_extract.finding.assignments.rows import read_rows
from policy_extract.finding.assignments.standing import read_sentences
from policy_extract.finding.assignments.tails import read_tails
from policy_extract.mentions import AgencyMention, Assignment, Place, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["find_assignments"]


def find_assignments(
    text: str, agencies: tuple[AgencyMention, ...], place: Place | None, year: int | None = None, rows: tuple[Row, ...] = ()
) -> tuple[Assignment, ...]:
    """Every assignment in ``text``, in text order and without overlaps, given the mentions of :func:`find_agencies`.

    Roles are read as ANNOTATION 2 and 4.11 define them. Where the text says that the body named first leads (列第一位者为牵头单位), the
    first responsible one of each tail is ``lead`` by ``document_rule``: from there on, or in the whole text if a note of its own says so.
    ``rows`` are those of tables with columns for units.
    """
    units = Units(text, agencies, place, year)
    apart = (read_rows(units, rows), read_tails(units), read_following(units), read_sentences(units), read_counted(units))
    tails = _first(sorted((one for found in apart for one in found), key=lambda one: one.start))
    inside = read_clauses(units, [(one.start, one.end) for one in tails])
    return _apart(tails, inside)


def _first(tails: list[Assignment]) -> list[Assignment]:
    """Of those that overlap the first."""
    kept: list[Assignment] = []
    for one in tails:
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _apart(tails: list[Assignment], inside: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Both in text order; a clause that runs into a bracket or line (市科技局|配合责任单位：…) gives way to it."""
    kept: list[Assignment] = []
    for one in sorted([*tails, *inside], key=lambda one: (one.start, one.form not in {"tail", "line"})):
        while kept and kept[-1].end > one.start and one.form in {"tail", "line"} and kept[-1].form not in {"tail", "line"}:
            kept.pop()
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return tuple(kept)
