"""The time frame of each clause: which time expression governs it, and whether that lies behind or ahead of the document."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policy_extract.grammar.clauses import Clause, clauses

if TYPE_CHECKING:
    from policy_extract.mentions import Sentence, TimeAnchor, TimexMention

Direction = Literal["past", "current", "future", "none"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause with the time expression that governs it: its own, or the nearest before it in the sentence or paragraph.

    ``own`` is True where the expression stands in the clause itself. ``direction`` is seen from the day of publication:
    ``current`` is a period that holds that day (今年), ``future`` ends after it and is a point or begins later.
    """

    clause: Clause
    time: TimexMention | None
    own: bool
    direction: Direction


def frames(text: str, sentence: Sentence, times: tuple[TimexMention, ...], anchor: TimeAnchor, before: Frame | None = None) -> tuple[Frame, ...]:
    """The frames of a sentence's clauses; ``before`` is the last frame of the sentence before in the same paragraph."""
    starts = [time.start for time in times]
    found: list[Frame] = []
    carried = before
    for clause in clauses(text, sentence.start, sentence.end):
        inside = times[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]
        governing = [time for time in inside if time.timex.kind in {"point", "period", "past"}]
        if governing:
            frame = Frame(clause, governing[0], True, direction(governing[0], anchor))
        elif carried is not None:
            frame = Frame(clause, carried.time, False, carried.direction)
        else:
            frame = Frame(clause, None, False, "none")
        found.append(frame)
        carried = frame
    return tuple(found)


def direction(time: TimexMention, anchor: TimeAnchor) -> Direction:
    """Behind, around or ahead of the day of publication (of the document's year where only that is known)."""
    if time.timex.kind == "past":
        return "past"
    today = anchor.published
    if today is None and anchor.year is not None:
        today = dt.date(anchor.year, 1, 1)
    end = time.timex.end
    if end is None:
        return "none"
    if today is None:
        return "future" if time.timex.kind == "point" else "none"
    if end < today:
        return "past"
    if time.timex.kind == "point":
        return "future"
    start = time.timex.start
    return "future" if start is not None and start > today else "current"
