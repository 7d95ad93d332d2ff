"""A time expression and an anchor → first and last day: 2023年底前, 今年下半年, “十四五”期间, 三年内, 每年6月底前.

``parse_timex`` reads a phrase as a whole, ``read_times`` all expressions of a running text; they share every rule. The values follow
ANNOTATION sections 2 and 4. No rule asks what day it is: relative expressions are counted from the anchor, or stay without days.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from policy_extract.grammar.timex import dates, lengths, terms
from policy_extract.grammar.timex.fragments import DIGITS
from policy_extract.grammar.timex.resolve import SIGN_WITHIN, Draft, Family, Reading
from policy_extract.grammar.timex.terms import five_year_plan
from policy_extract.mentions import TimeAnchor, Timex
from policy_extract.rules import Hit, Rule, scan

__all__ = ["Draft", "Reading", "five_year_plan", "parse_timex", "read_times", "rules"]

_LONGEST = 60  # characters of a phrase that parse_timex looks at

# An expression holds a pivot; only characters of INNER, no more than REACH, stand between its beginning and the first of its pivots.
_PIVOTS = "年月季五自每从纪日天按逐春夏秋冬"
_PIVOT_IN_PLACE = (
    "(?:(?<=[年月季五自每])|(?<=从)(?=[^，。；：\n自从]{1,24}起)|(?<=世纪)|(?<=[日天])(?=[之以内])|(?<=[按逐])(?=[季月周年])"
    "|(?<=[今明去][春夏秋冬]))"
)
_REACH = 15
_INNER = frozenset(
    DIGITS + "一二两三四六七八九十零〇○Oo到至截止从今明后去上下本当这次来前近过未接再用利通经力争取计划第全个半工作的世千了最首"
    "“”\"'‘’「」『』.．/—–－―─~～〜∼- \u3000\t\n（）(),，、翌和左右不约时间"
)


@cache
def rules() -> tuple[Rule[Draft], ...]:
    """Every rule, in the order in which they are tried at one place."""
    return (*(rule for family in _families() for rule in family.rules), *terms.validity(), *terms.words(), *dates.written())


def _families() -> tuple[Family, ...]:
    return (*terms.families(), *lengths.families(), *dates.families())


@cache
def _by_opening() -> dict[str, tuple[Family, ...]]:
    """First character → the families that may begin with it."""
    table: dict[str, list[Family]] = {}
    for family in _families():
        for char in dict.fromkeys(family.opening):
            table.setdefault(char, []).append(family)
    return {char: tuple(families) for char, families in table.items()}


@cache
def _pivot() -> re.Pattern[str]:
    """A character that stands in every expression, where it can: 日 alone (a day's month comes first) only in 日内."""
    return re.compile(f"[{_PIVOTS}]{_PIVOT_IN_PLACE}")


def _read_at(text: str, at: int, end: int) -> Hit[Draft] | None:
    char = text[at]
    if char in DIGITS and at and text[at - 1] in DIGITS:
        return None
    ahead = text[at : at + SIGN_WITHIN]
    for _, signs, family, sieve in _by_opening().get(char, ()):
        for sign in signs:
            if sign in ahead:
                break
        else:
            continue
        if sieve is not None and sieve().search(ahead) is None:
            continue
        if (hit := _first(text, at, end, family)) is not None:
            return hit
    return None


def _first(text: str, at: int, end: int, rows: tuple[Rule[Draft], ...]) -> Hit[Draft] | None:
    """What the first of the rules reads at a place."""
    for rule in rows:
        match = rule.pattern.match(text, at, end)
        value = rule.build(match) if match else None
        if match and value is not None:
            return Hit(at, match.end(), value, rule.id)
    return None


def read_times(text: str, start: int = 0, end: int | None = None) -> tuple[Hit[Draft], ...]:
    """All expressions of ``text[start:end]`` in text order, without overlaps: of two that clash the longer one stands.

    A hit's value gives the reading when called with the anchor.
    """
    stop = len(text) if end is None else end
    found = [hit for sieve, rows in terms.searched() if sieve.search(text, start, stop) for hit in scan(text, rows, start, stop)]
    written = (_first(text, year.start(), stop, dates.written()) for year in dates.digit_years().finditer(text, start, stop))
    found.extend(hit for hit in written if hit is not None)
    position = start  # what stands before has been read
    for pivot in _pivot().finditer(text, start, stop):
        at, behind = pivot.span()
        if at < position:
            continue
        begin = max(position, at - _REACH)
        low = at
        while low > begin and text[low - 1] in _INNER:
            low -= 1
        position = behind
        for place in range(low, behind):
            hit = _read_at(text, place, stop)
            if hit is not None:
                found.append(hit)
                position = max(position, hit.end)
                break
    return _longest(found)


def _longest(hits: list[Hit[Draft]]) -> tuple[Hit[Draft], ...]:
    kept: list[Hit[Draft]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return tuple(kept)


def parse_timex(text: str, anchor: dt.date | TimeAnchor | None = None) -> Timex | None:
    """The time that ``text`` as a whole expresses, resolved against ``anchor`` (a date is the day of publication); None for none.

    Without an anchor what needs one has no days. Never raises.
    """
    phrase = text.strip()
    if not 0 < len(phrase) <= _LONGEST:
        return None
    known = TimeAnchor(published=anchor) if isinstance(anchor, dt.date) else anchor or TimeAnchor()
    for hit in read_times(phrase):
        return hit.value(known).timex if (hit.start, hit.end) == (0, len(phrase)) else None
    return None
