"""Units: which words may stand behind a number, what they measure, and what they are in the standard unit.

The words are in ``lexicon/units.toml``; a table of one's own is made with ``UnitTable(tables)`` from tables of the same form.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from policy_extract import lexicon
from policy_extract.grammar.numerals import plain
from policy_extract.mentions import Quantity

if TYPE_CHECKING:
    from policy_extract.mentions import Dimension

_CONTEXT = Context(prec=28)
_PER = "/／"
_BOUNDS = ("以上", "以下", "以内")  # 1所以上: no 所以
_MAGNITUDES = "万亿"


class Unit(NamedTuple):
    """One unit: its name as a record gives it, its dimension, and its standard unit with the factor to it as a ratio.

    ``unless`` are characters that make the word another one when they follow; ``strict`` units stand only behind Arabic
    digits or magnitudes; ``structure`` marks a word that counts the text's own parts (个方面).
    """

    name: str
    dimension: Dimension
    standard: str | None = None
    factor: tuple[Decimal, Decimal] = (Decimal(1), Decimal(1))
    unless: str = ""
    strict: bool = False
    structure: bool = False


class UnitMatch(NamedTuple):
    """A unit found at a position: the unit and where it ends."""

    unit: Unit
    end: int


class UnitTable:
    """The units of a lexicon, looked up by the longest word at a position.

    ``tables`` has the form of ``lexicon/units.toml``: table → word → fields. Raises KeyError where a line has no ``dim``.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        self._units: dict[str, Unit] = {}
        self._per: dict[str, int] = {}
        for name, table in tables.items():
            for word, fields in table.items():
                self._per[word] = len(word)
                if name != "denominator":
                    self._units[word] = _unit(word, fields)
        self._sizes = _sizes_by_first(self._units)
        self._per_sizes = _sizes_by_first(self._per)

    def __iter__(self) -> Any:
        return iter(self._units)

    def get(self, name: str) -> Unit | None:
        """The unit written ``name``, or None."""
        return self._units.get(name)

    def words_after(self, magnitude: str) -> tuple[str, ...]:
        """What follows ``magnitude`` in units that begin with it (千 → 瓦, 瓦时, 米 …): there it is no magnitude."""
        return tuple(sorted(word[1:] for word in self._units if word[0] == magnitude and len(word) > 1))

    def match(self, text: str, at: int, end: int, *, loose: bool = True) -> UnitMatch | None:
        """The longest unit at ``at``, with what it is counted per (件/万人); ``loose`` admits the ``strict`` ones."""
        if at >= end:
            return None
        for size in self._sizes.get(text[at], ()):
            unit = self._units.get(text[at : at + size])
            stop = at + size
            if unit is None or stop > end or (unit.strict and not loose):
                continue
            following = text[stop : stop + 1] if stop < end else ""
            if following and following in unit.unless and not (text.startswith(_BOUNDS, stop) or self._sized(text, stop, end)):
                continue
            if text[stop - 1].isascii() and text[stop - 1].isalnum() and following.isascii() and following.isalnum():
                continue  # 5Gbps is not 5 G, 300Pa not 300 P
            return self._compound(text, at, stop, end, unit) if following and following in _PER else UnitMatch(unit, stop)
        return None

    def _sized(self, text: str, at: int, end: int) -> bool:
        """Whether a size stands at ``at`` (20个亿元以上项目, 5个万亿级集群), so that the classifier before it is none of 3个亿."""
        first = at
        while at < end and text[at] in _MAGNITUDES:
            at += 1
        return at > first and at < end and (text[at] == "级" or self.match(text, at, end) is not None)

    def _compound(self, text: str, at: int, stop: int, end: int, unit: Unit) -> UnitMatch:
        """微克/立方米, 元/人/年, 吨标准煤/万元."""
        last = stop
        for _ in range(3):
            if last >= end or text[last] not in _PER:
                break
            begin = last + 1
            while begin < end and begin < last + 3 and text[begin] in "百千万亿" and not self._denominator(text, begin, end):
                begin += 1
            size = self._denominator(text, begin, end)
            if not size:
                break
            last = begin + size
        if last == stop:
            return UnitMatch(unit, stop)
        return UnitMatch(Unit(text[at:last].replace("／", "/"), "ratio"), last)

    def _denominator(self, text: str, at: int, end: int) -> int:
        if at >= end:
            return 0
        return next((n for n in self._per_sizes.get(text[at], ()) if text[at : at + n] in self._per and at + n <= end), 0)


def _sizes_by_first(words: Mapping[str, object]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}


def _unit(word: str, fields: Mapping[str, Any]) -> Unit:
    above, _, below = str(fields.get("factor", "1")).partition("/")
    return Unit(
        name=fields.get("as", word),
        dimension=fields["dim"],
        standard=fields.get("std"),
        factor=(Decimal(above), Decimal(below or 1)),
        unless=fields.get("unless", ""),
        strict=bool(fields.get("strict", False)),
        structure=fields.get("role") == "structure",
    )


@cache
def units() -> UnitTable:
    """The package's own table."""
    return UnitTable(lexicon.load("units"))


def is_unit(words: str) -> bool:
    """Whether ``words`` as a whole are a unit, with a magnitude before it or not: 万元/人, %, 件."""
    for candidate in (words, words.lstrip("百千万亿")):
        match = units().match(candidate, 0, len(candidate))
        if match is not None and match.end == len(candidate):
            return True
    return False


def normalize(quantity: Quantity, table: UnitTable | None = None) -> Quantity | None:
    """``quantity`` in its standard unit (30 万亩 → 20000 公顷, 斤 → 千克), or None where its unit has none.

    The factors are those of GB 3100/3102 and of the 1984 order on legal units (亩 = 1/15 公顷); values that do not divide
    evenly carry 28 digits.
    """
    unit = (table or units()).get(quantity.unit)
    if unit is None or unit.standard is None:
        return None
    return quantity._replace(low=_convert(quantity.low, unit), high=_convert(quantity.high, unit), unit=unit.standard)


def _convert(value: Decimal | None, unit: Unit) -> Decimal | None:
    if value is None:
        return None
    above, below = unit.factor
    converted = _CONTEXT.divide(_CONTEXT.multiply(value, above), below)
    return plain(converted)

