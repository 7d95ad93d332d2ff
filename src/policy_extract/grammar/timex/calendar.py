"""Days and stretches of days: what a year, quarter, month or five-year plan is. No text of a document, no clock."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from typing import NamedTuple

from policy_extract.mentions import Granularity

FIRST_YEAR, LAST_YEAR = 1000, 2199
"""Years outside are numbers of something else, or slips: 0000年, 5000年."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2} | dict.fromkeys("〇○Oo0ОΟ◯０", 0)


class Stretch(NamedTuple):
    """First and last day of a stretch of the calendar. ``problem`` says why a day is missing where one should be."""

    start: dt.date | None
    end: dt.date | None
    granularity: Granularity
    problem: str | None = None


def nowhere(granularity: Granularity, problem: str) -> Stretch:
    """A stretch whose days are not known."""
    return Stretch(None, None, granularity, problem)


def small_number(text: str) -> int:
    """1–999 in digits of either width, or 1–99 in Chinese characters (十五, 二十, 两)."""
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _DIGITS[units]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)


def year_number(text: str) -> int:
    """A year as written: 2023, ２０２３, 二〇二三, 两千零四; two digits are read as 1930–2029 (08, 九八)."""
    head, thousand, rest = text.partition("千")
    if thousand:
        rest = rest.lstrip("零")
        return _DIGITS[head] * 1000 + (small_number(rest) if rest else 0)
    year = int(text) if text.isdecimal() else int("".join(str(_DIGITS[char]) if char in _DIGITS else char for char in text))
    if len(text) == 2:
        year += 2000 if year < 30 else 1900
    return year


def days(start: dt.date, end: dt.date, granularity: Granularity) -> Stretch:
    """From ``start`` to ``end``; a problem where they stand the wrong way round."""
    return Stretch(start, end, granularity) if start <= end else nowhere(granularity, "the end lies before the start")


def years(first: int, last: int | None = None) -> Stretch:
    """One year, or several."""
    last = first if last is None else last
    granularity: Granularity = "year" if first == last else "multi_year"
    if not first >= FIRST_YEAR or not last <= LAST_YEAR:
        return nowhere(granularity, "no such year")
    return days(dt.date(first, 1, 1), dt.date(last, 12, 31), granularity)


def months(year: int, first: int, last: int, granularity: Granularity = "month", last_year: int | None = None) -> Stretch:
    """From the first day of one month to the last day of another (of ``last_year`` where that differs)."""
    to = year if last_year is None else last_year
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return nowhere(granularity, "no such month")
    if not (year >= FIRST_YEAR and to <= LAST_YEAR):
        return nowhere(granularity, "no such year")
    return days(dt.date(year, first, 1), dt.date(to, last, monthrange(to, last)[1]), granularity)


def quarters(year: int, first: int, last: int | None = None) -> Stretch:
    """One quarter, or several."""
    last = first if last is None else last
    if not 1 <= first <= last <= 4:
        return nowhere("quarter", "no such quarter")
    return months(year, first * 3 - 2, last * 3, "quarter")


def ten_days(year: int, month: int, part: int) -> Stretch:
    """上旬, 中旬, 下旬 (``part`` 0, 1, 2) of a month."""
    whole = months(year, month, month, "ten_days")
    if whole.start is None or whole.end is None:
        return whole
    end = whole.end if part == 2 else whole.start.replace(day=part * 10 + 10)
    return Stretch(whole.start.replace(day=part * 10 + 1), end, "ten_days")


def day(year: int, month: int, number: int) -> Stretch:
    """One day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return nowhere("day", "no such year")
    try:
        date = dt.date(year, month, number)
    except ValueError:
        return nowhere("day", "no such day")
    return Stretch(date, date, "day")


def five_year_plan(number: int) -> tuple[int, int]:
    """First and last year of a national five-year plan: 1953–1957, 1958–1962, and from the third, 1966–1970, without a gap."""
    first = 1953 + 5 * (number - 1) if number < 3 else 1966 + 5 * (number - 3)
    return first, first + 4


def days_later(date: dt.date, count: int) -> dt.date:
    """``count`` days later or earlier, the calendar's first or last day at the utmost."""
    return dt.date.fromordinal(min(max(date.toordinal() + count, 1), dt.date.max.toordinal()))


def months_later(date: dt.date, count: int) -> dt.date:
    """The corresponding day ``count`` months later or earlier, the month's last where it has none (民法典 第二百零二条)."""
    year, month = divmod(date.year * 12 + date.month - 1 + count, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.min if count < 0 else dt.date.max
    month += 1
    return dt.date(year, month, min(date.day, monthrange(year, month)[1]))
