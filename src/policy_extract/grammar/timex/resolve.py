"""From what was written to days: the year that is meant, and what 底, 前, 以来, 到 make of a stretch of the calendar.

The rules of this page are ANNOTATION sections 2 (the table of deadlines) and 4 (5, 9, 10).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple, TypeAlias

from policy_extract import lexicon
from policy_extract.grammar.timex import calendar, fragments
from policy_extract.grammar.timex.calendar import Stretch, nowhere
from policy_extract.mentions import Granularity, TimeAnchor, Timex, TimexKind
from policy_extract.rules import Rule

NO_ANCHOR = "no date of the document to count from"


class Reading(NamedTuple):
    """A resolved expression. ``edge`` is joined to the rule's id (timex.year + end), ``warning`` says what could not be resolved."""

    timex: Timex
    edge: str = ""
    warning: str | None = None


Match: TypeAlias = re.Match[str]
_KEPT = 1024  # readings remembered for an anchor; a large document has some hundreds of different expressions


class Draft(NamedTuple):
    """An expression that was recognised and waits for its anchor. ``resolve`` asks the match for nothing but its groups."""

    resolve: Callable[[Match, TimeAnchor], Reading]
    match: Match

    def __call__(self, anchor: TimeAnchor) -> Reading:
        """The reading. A document says 今年 and 12月 often: what was read once under an anchor is remembered."""
        known = _readings(anchor)
        key = (self.resolve, self.match.re.pattern, self.match.groups())
        reading = known.get(key)
        if reading is None:
            if len(known) >= _KEPT:
                known.clear()
            reading = known[key] = self.resolve(self.match, anchor)
        return reading


@lru_cache(maxsize=8)
def _readings(_: TimeAnchor) -> dict[tuple[object, ...], Reading]:
    return {}


def draft(resolve: Callable[[Match, TimeAnchor], Reading]) -> Callable[[Match], Draft]:
    """A rule's builder from a function of match and anchor."""
    return partial(Draft, resolve)


def group(match: Match, name: str) -> str | None:
    """The group's text; None where it took no part or the pattern has no such group."""
    return match[name] if name in match.re.groupindex else None


_LAST_MONTH = 12


def home_year(anchor: TimeAnchor) -> int | None:
    """The year that 今年 means: the document's own, else that of its publication, else of its number, else the one that it tells of."""
    if anchor.year is not None:
        return anchor.year
    if anchor.published is not None:
        return anchor.published.year
    if anchor.numbered is None and anchor.told is not None:
        return anchor.told.year + (anchor.told.month == _LAST_MONTH)  # 截至2031年底: 今年 is 2032
    return anchor.numbered


class Family(NamedTuple):
    """Rules that can begin with the characters of ``opening`` and hold one of ``signs`` within SIGN_WITHIN characters.

    ``sieve`` is a light pattern that must find something there too. Signs and sieves spare the rules' own patterns, which are heavy to
    match and to compile: a document that has no sign of a rule never compiles it.
    """

    opening: str
    signs: tuple[str, ...]
    rules: tuple[Rule[Draft], ...]
    sieve: Callable[[], re.Pattern[str]] | None = None


SIGN_WITHIN = 24


class Searched(NamedTuple):
    """Rules that are searched for by themselves, in texts in which ``sieve`` finds something: it scans faster than they do."""

    sieve: re.Pattern[str]
    rules: tuple[Rule[Draft], ...]


def rule(
    name: str, pattern: str, build: Callable[[Match], Draft | None], examples: tuple[str, ...], refused: tuple[str, ...] = ()
) -> Rule[Draft]:
    """A row of the tables of rules."""
    return Rule(f"timex.{name}", pattern, build, examples, refused)


class Year(NamedTuple):
    """The year that an expression names or leaves to the document. ``past`` is True for 去年, ``problem`` says why number is None."""

    number: int | None
    past: bool = False
    problem: str | None = None


def year_of(match: Match, anchor: TimeAnchor, suffix: str = "") -> Year:
    """What groups year and relative say; the document's year where both are silent."""
    written = group(match, f"year{suffix}")
    if written:
        return Year(calendar.year_number(written))
    home = home_year(anchor)
    word = group(match, f"relative{suffix}")
    shift = 0
    if word:
        row = lexicon.load("periods")["relative_years"][word]
        if "shift" not in row:
            if anchor.named is None:
                return Year(None, problem="the year is named elsewhere")
            return Year(anchor.named + row["later"])
        shift = row["shift"]
    if home is None:
        return Year(None, shift < 0, NO_ANCHOR)
    return Year(home + shift, shift < 0)


def month_of(match: Match, anchor: TimeAnchor) -> tuple[Year, int]:
    """Year and month, also of 本月 and 下月; month 0 where the number is none."""
    word = group(match, "near_month")
    if not word:
        return year_of(match, anchor), calendar.small_number(match["month"])
    shift = lexicon.load("periods")["relative_months"][word]["shift"]
    if anchor.published is None:
        return Year(None, shift < 0, NO_ANCHOR), 1
    date = calendar.months_later(anchor.published.replace(day=1), shift)
    return Year(date.year, shift < 0), date.month


def in_year(year: Year, granularity: Granularity, make: Callable[[int], Stretch]) -> Stretch:
    """``make`` of the year's number, or a stretch without days where the year is not known."""
    if year.number is None:
        return nowhere(granularity, year.problem or NO_ANCHOR)
    return make(year.number)


def edge_of(match: Match, table: str = "edges") -> str:
    """The edge that the word behind the time stands for, or by, as_of, since for the word before it; "" for neither."""
    word = group(match, "edge")
    if word:
        return fragments.edges(table)[word]
    return next((name for name in ("as_of", "by") if group(match, name)), "")


def edged(
    match: Match, stretch: Stretch, anchor: TimeAnchor, *, past: bool = False, table: str = "edges", ranged: bool = False
) -> Reading:
    """The stretch as its prefix and edge make it; ``ranged`` where its two ends are named, so that 底 or 前 says nothing new."""
    edge = edge_of(match, table)
    granularity, start, end = stretch.granularity, stretch.start, stretch.end
    as_of = group(match, "as_of") is not None
    if edge == "beginning":
        stretch = beginning(stretch)
        reading = _whole(stretch, past=past)
        if as_of or group(match, "by"):
            reading = point(stretch.end, granularity)
    elif edge in {"since", "since_end"}:
        begin = end if edge == "since_end" else start
        today = anchor.published if begin and anchor.published and begin <= anchor.published else None
        reading = Timex("past", begin, today, granularity, "during")
    elif edge in {"from", "after"}:
        begin = start if edge == "from" else calendar.days_later(end, 1) if end else None
        reading = Timex("period", begin, None, "other", "during")
    elif edge == "middle":
        reading = point(start.replace(month=6, day=30) if start else None, "half_year")
    elif (edge in {"", "during"} or ranged) and not as_of and not group(match, "by"):
        reading = _whole(stretch, past=past)
    elif edge == "before" and granularity == "day":
        reading = Timex("point", None, end, "day", "before")
    else:
        reading = point(end, granularity)
    if past or (as_of and not _lies_ahead(reading.end, anchor)):
        reading = Timex("past", reading.start, reading.end, reading.granularity, reading.boundary)
    return Reading(reading, "as_of" if as_of else edge, stretch.problem)


def beginning(stretch: Stretch) -> Stretch:
    """年初 is the first quarter, 月初 the first ten days, the beginning of a five-year plan its first year."""
    start, granularity = stretch.start, stretch.granularity
    if start is None:
        return stretch
    if granularity == "month":
        return Stretch(start, start.replace(day=10), "ten_days")
    if granularity == "multi_year":
        return Stretch(start, start.replace(month=12, day=31), "year")
    return Stretch(start, start.replace(month=3, day=31), "quarter") if granularity == "year" else stretch


def point(end: dt.date | None, granularity: Granularity) -> Timex:
    """By the end of a day."""
    return Timex("point", None, end, granularity, "by_end")


def period(stretch: Stretch, kind: TimexKind = "period") -> Reading:
    """A stretch as it is."""
    return Reading(Timex(kind, stretch.start, stretch.end, stretch.granularity, "during"), "", stretch.problem)


def as_past(reading: Reading) -> Reading:
    """The same days, as something that lies behind."""
    timex = reading.timex
    return reading._replace(timex=Timex("past", timex.start, timex.end, timex.granularity, timex.boundary))


def _whole(stretch: Stretch, *, past: bool) -> Timex:
    return Timex("past" if past else "period", stretch.start, stretch.end, stretch.granularity, "during")


def _lies_ahead(date: dt.date | None, anchor: TimeAnchor) -> bool:
    return date is not None and anchor.published is not None and date > anchor.published


def name(_: Match, __: TimeAnchor) -> Reading:
    """Part of a name: no time at all."""
    return Reading(Timex("name", None, None, "other", "during"))
