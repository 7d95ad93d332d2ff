"""Whole dates as headers, signatures and clauses of validity write them. Expressions of the running text are grammar's."""

from __future__ import annotations

import datetime as dt
import re

_ZERO = "〇○零Oo0ОΟ◯０"
_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | dict.fromkeys(_ZERO, 0)
_HAN_YEAR = rf"[一二][{_ZERO}一二三四五六七八九]{{3}}"

DATE = (
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}}|{_HAN_YEAR})[ \u3000]*[年./-][ \u3000]*"
    r"(?P<month>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])[ \u3000]*[月./-][ \u3000]*"
    r"(?P<day>[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?![0-9])[ \u3000]*日?)"
)
"""A date; groups year, month, day. GB/T 7408 writes 2031-03-16, GB/T 9704 2031年3月16日 and, before 2012, 二〇一一年三月十六日."""

TIME = r"(?:[ \u3000T]*(?P<time>(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?))"


def day(match: re.Match[str]) -> dt.date | None:
    """The day a match of DATE names, None where there is none (2月30日)."""
    try:
        year, month, day = match.group("year", "month", "day")
        return dt.date(_year(year), _number(month), _number(day))
    except ValueError:
        return None


def iso(match: re.Match[str]) -> str | None:
    """ISO 8601 date, or date-time where the pattern has a time and the match too."""
    date = day(match)
    if date is None:
        return None
    time = match["time"] if "time" in match.re.groupindex else None
    if time is None or time.startswith("24"):
        return date.isoformat()
    return f"{date.isoformat()}T{time.zfill(8) if time.count(':') == 2 else time.zfill(5)}"


def years_later(date: dt.date, years: int) -> dt.date:
    """The corresponding day (民法典 第二百零二条), the last of the month where there is none; year 9999 at most."""
    year = min(date.year + years, dt.MAXYEAR)
    try:
        return date.replace(year=year)
    except ValueError:
        return date.replace(year=year, day=28)


def _year(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else int("".join(str(_VALUES[char]) for char in text))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _VALUES[units]
    return (_VALUES[tens] if tens else 1) * 10 + (_VALUES[units] if units else 0)
