"""The time frame of each clause: which time expression governs it, and whether that lies behind or ahead of the document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policy_extract.grammar.clauses import Clause
    from policy_extract.mentions import TimeAnchor, TimexMention

_GOVERNING = frozenset({"point", "period", "past"})
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


def frames(
    parts: tuple[Clause, ...], times: tuple[TimexMention, ...], anchor: TimeAnchor, carried: TimexMention | None = None
) -> tuple[Frame, ...]:
    """The frames of a sentence's clauses. ``times`` are those inside the sentence, ``carried`` the last one before it in its paragraph."""
    current = carried
    way: Direction = "none" if carried is None else direction(carried, anchor)
    found: list[Frame] = []
    position = 0
    for clause in parts:
        own = False
        while position < len(times) and times[position].start < clause.end:
            if not own and times[position].timex.kind in _GOVERNING:
                current, own = times[position], True
                way = direction(current, anchor)
            position += 1
        found.append(Frame(clause, current, own, way))
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
