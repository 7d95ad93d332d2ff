"""What a number or a time says, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

Op = Literal["=", ">=", ">", "<=", "<", "~", "between"]
Measure = Literal["level", "increase", "decrease", "multiply", "rank"]
Dimension = Literal[
    "count", "money", "percent", "points", "times", "rank", "length", "area", "mass", "volume", "power", "energy",
    "duration", "age", "data", "ratio", "temperature", "none",
]
QuantityRole = Literal["value", "filter", "name", "ordinal", "structure", "frequency"]


class Quantity(NamedTuple):
    """A number with its unit and its bound, without a position.

    ``low`` and ``high`` are exact; magnitude words (万, 亿) are multiplied in. ``op`` is read as in CONTRACT: ``=`` and
    ``~`` carry low == high, ``>=`` and ``>`` have no ``high``, ``<=`` and ``<`` have no ``low``, ``between`` has both.
    ``unit`` is written as in the text without magnitude words; "" where the text names none.
    ``measure`` is set only where the form alone decides it: 翻一番 (multiply), 前十 (rank); else None.
    ``flags`` say what was inferred: ``magnitude_shared`` (9~16亿), ``unit_inferred``, ``below`` (近百), ``order`` (数十亿).
    """

    op: Op
    low: Decimal | None
    high: Decimal | None
    unit: str
    dimension: Dimension = "none"
    measure: Measure | None = None
    flags: tuple[str, ...] = ()


class QuantityMention(NamedTuple):
    """A quantity where it stands.

    ``start``/``end`` cover the number, its unit and the bound words that belong to it (不低于…, …以上, 约…), without verbs
    (达到, 超过, 突破), although such a verb before it may have decided ``op``. ``role`` says what the number is by its own form:
    ``value`` (may be a target), ``filter`` (亿元以上项目: the condition on what is counted), ``name`` (part of a name or
    label), ``ordinal`` (第三), ``structure`` (五个方面), ``frequency`` (每月2次). ``rule`` names the rule that fired.
    """

    start: int
    end: int
    text: str
    quantity: Quantity
    role: QuantityRole
    rule: str


TimexKind = Literal["point", "period", "past", "recurrence", "duration", "validity", "unresolved", "name"]
Granularity = Literal["day", "ten_days", "month", "quarter", "half_year", "year", "multi_year", "other"]
Boundary = Literal["by_end", "before", "during"]
Recurrence = Literal["year", "half_year", "quarter", "month", "week", "day"]


class Timex(NamedTuple):
    """A time expression resolved against an anchor.

    ``kind``: ``point`` (a day by which: 2023年底, 到2025年, 年内), ``period`` (今年, 上半年, "十四五"期间, 2021—2025年),
    ``past`` (近三年, 2020年以来, 截至目前, 去年, 上年末: never a deadline), ``recurrence`` (每年, 每季度, 逐月),
    ``duration`` (a bare length that nothing anchors), ``validity`` (施行, 有效期), ``unresolved`` (自收到通知之日起15个工作日内),
    ``name`` (三年行动: part of a name). ``start``/``end`` are first and last day, None where the text names none or
    it cannot be resolved. ``boundary``: by_end (…底, …前, 到…), before (strictly before a day), during (a period).
    """

    kind: TimexKind
    start: dt.date | None
    end: dt.date | None
    granularity: Granularity
    boundary: Boundary
    recurrence: Recurrence | None = None


class TimexMention(NamedTuple):
    """A time expression where it stands. ``rule`` names the rule that fired, ``warning`` says what could not be resolved."""

    start: int
    end: int
    text: str
    timex: Timex
    rule: str
    warning: str | None = None


class TimeAnchor(NamedTuple):
    """What a document's relative times are counted from.

    ``published`` is the publication day, ``year`` the document's own year where only that is known (title 2026年工作要点),
    ``plan`` the first and last day of the period that the document's title defines (行动计划(2023—2025年), "十四五"规划), ``begun`` those
    of a five-year plan that the text names and that is just beginning: 未来五年 beside 十五五, said in early 2026, means it.
    ``numbered`` is the year of the document's number (国发〔2018〕38号): 今年 where nothing else says which, but no deadline.
    ``named`` is the year that the sentence names before an expression: 次年 is the one after it.
    ``told`` is the last day of which a text without a date tells (截至2031年8月底): it was made after that.
    """

    published: dt.date | None = None
    year: int | None = None
    plan: tuple[dt.date, dt.date] | None = None
    begun: tuple[dt.date, dt.date] | None = None
    numbered: int | None = None
    named: int | None = None
    told: dt.date | None = None
