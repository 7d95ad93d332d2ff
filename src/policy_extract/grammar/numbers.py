"""A number where it stands in running text, before its unit is read: 1,100.5万, 三千多万, 二十几, 两三百, 数十亿.

This is the part of a quantity that :mod:`policy_extract.grammar.quantity` puts between its bounds and its unit.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policy_extract.grammar.numerals import digits, magnitudes, parse_numeral
from policy_extract.grammar.numerals import plain as plain_value
from policy_extract.grammar.units import UnitTable, units

ARABIC_DIGITS = "0-9０-９"
_SHORT = 13  # digits whose product with two magnitudes is exact in any usual decimal context
_COUNTED_IN_METRES = ("米", "克")  # 一万五千米: behind Chinese digits 千 belongs to the number


class Number(NamedTuple):
    """A number of the text: ``[start, end)``, its value, and how openly it was written.

    ``top`` is the upper end where two were named (两三百 → 200 and 300; 数十 → 10 and 100). ``more`` is the character that
    leaves it open (余, 多, 来, 几) or "". ``unscaled`` is the value without its magnitude words where these may also belong to
    a number before it (9~16亿: 16), ``scale`` their product (1 for none). ``arabic`` is True for digits, ``bare`` for
    magnitudes alone (百, 千亿), ``order`` where only the order of magnitude is named (数十, 十几).
    """

    start: int
    end: int
    value: Decimal
    top: Decimal | None = None
    more: str = ""
    unscaled: Decimal | None = None
    scale: int = 1
    arabic: bool = False
    bare: bool = False
    order: bool = False

    @property
    def scaled(self) -> bool:
        """Whether magnitude words were multiplied in."""
        return self.scale > 1


class _Patterns(NamedTuple):
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    pair: re.Pattern[str]
    scale: dict[str, int]
    digits: dict[str, Decimal]


@cache
def _patterns() -> _Patterns:
    table = units()
    large = "".join(word for word, value in magnitudes().items() if value >= 10_000 and word != "兆")
    magnitude = f"(?:[{large}]|{_guarded('百', table)}|{_guarded('千', table)}|{_guarded('兆', table)}|[十佰仟拾])"
    number = (
        rf"(?:[{ARABIC_DIGITS}]{{1,3}}(?:[,，][{ARABIC_DIGITS}]{{3}}(?![{ARABIC_DIGITS}]))+(?:[.．][{ARABIC_DIGITS}]++)?"
        rf"|[{ARABIC_DIGITS}]++(?:[.．](?![{ARABIC_DIGITS}]{{4}}年)[{ARABIC_DIGITS}]++)?+)"
    )
    # "+", never "++": possessive groups that can backtrack go wrong in Python before 3.11.5 (gh-106052); nothing after them can fail
    arabic = rf"(?P<plain>{number})(?:[ \u3000]?(?P<scale>{magnitude}+)(?P<rest>(?:零?[{ARABIC_DIGITS}]{{1,4}}{magnitude}+)*))?"
    vague = r"(?:[ \u3000]?(?P<more>余(?![热额杭姚])|餘|多(?!元化|[化样层种形])|来(?![自源]))(?P<after>" + magnitude + "*))?"
    every = "".join({**digits(), **magnitudes()})
    plain = every.translate(str.maketrans("", "", "百千兆"))
    word = f"(?:[{plain}几幾]|{_guarded('百', table)}|{_guarded('千', table, _COUNTED_IN_METRES)}|{_guarded('兆', table)})"
    chinese = rf"(?P<plain>[数數]?{word}+(?:[点點][{''.join(digits())}]++{magnitude}*)?)"
    pair = re.compile(
        "(?P<head>[一二三四五六七八九]?[百十])?(?P<low>[一二两三四五六七八九])(?P<high>[二两三四五六七八九])(?P<scale>[十百千万亿]*)"
    )
    values = {word: Decimal(value) for word, value in digits().items()}
    return _Patterns(re.compile(arabic + vague), re.compile(chinese + vague), pair, magnitudes(), values)


def _guarded(magnitude: str, table: UnitTable, spared: tuple[str, ...] = ()) -> str:
    """``magnitude`` where it does not open a unit: 千 but not in 千瓦, 百 but not in 百分点 or 百分之."""
    tails = [tail for tail in table.words_after(magnitude) if tail not in spared] + ["分"]
    return f"{magnitude}(?!{'|'.join(map(re.escape, tails))})"


def read_number(text: str, at: int, end: int) -> Number | None:
    """The number that begins at ``at``, or None. Reads a bounded stretch except for a run of digits."""
    patterns = _patterns()
    arabic = "0" <= text[at] <= "9" or "０" <= text[at] <= "９"
    match = (patterns.arabic if arabic else patterns.chinese).match(text, at, end)
    if match is None:
        return None
    return _arabic(match, patterns) if arabic else _chinese(match, patterns)


def _product(words: str, scale: dict[str, int]) -> int:
    product = 1
    for word in words:
        product *= scale[word]
    return product


def _arabic(match: re.Match[str], patterns: _Patterns) -> Number | None:
    plain, words, rest, more, after = match.groups()
    unscaled = Decimal(plain) if len(plain) < _SHORT and plain.isdecimal() else parse_numeral(plain)
    if unscaled is None:
        return None
    start, end = match.span()
    if words is None and more is None:
        return Number(start, end, unscaled, None, "", unscaled, 1, True)
    if rest:
        value = parse_numeral(plain + words + rest + (after or ""))
        return None if value is None else Number(start, end, value, None, more or "", None, 10, True)
    magnitude = (words or "") + (after or "")
    scale = _product(magnitude, patterns.scale)
    value = unscaled
    if scale > 1:
        short = len(plain) < _SHORT and len(magnitude) <= 2
        value = plain_value(unscaled * scale) if short else parse_numeral(plain + magnitude)
    return None if value is None else Number(start, end, value, None, more or "", unscaled, scale, True)


def _chinese(match: re.Match[str], patterns: _Patterns) -> Number | None:
    words, more, after = match.groups()
    start, end = match.span()
    first = words[0]
    if len(words) == 1 and not more and (digit := patterns.digits.get(first)) is not None:
        return Number(start, end, digit, None, "", digit)
    if first in "数數" or (first in "几幾" and len(words) > 1):
        return _several(words[1:] + (after or ""), start, end, patterns)
    if not more and (pair := patterns.pair.fullmatch(words)) and (found := _pair(pair, start, end)):
        return found
    if len(words) > 1 and words[-1] in "两兩":  # 二两, 三千两百两: the last one is the unit
        words, end = words[:-1], end - 1
    if len(words) > 1 and not any(char in patterns.scale or char in "点點几幾零〇○" for char in words):
        return None  # 一一, 三五二: side by side, not a number
    value = parse_numeral(words + (after or ""))
    return None if value is None else _written(value, words, more or "", after or "", (start, end), patterns)


def _several(words: str, start: int, end: int, patterns: _Patterns) -> Number | None:
    """数十亿, 几百万: from one of the magnitude to ten of it."""
    scale = parse_numeral(words) if words[:1] in patterns.scale else None
    return None if scale is None else Number(start, end, scale, scale * 10, "", None, int(scale), order=True)


def _written(value: Decimal, words: str, more: str, after: str, span: tuple[int, int], patterns: _Patterns) -> Number:
    """A Chinese number with what its writing tells: the magnitudes at its end, whether it is made of them alone, whether it is open."""
    whole = words + after
    tail = len(whole)
    while tail and patterns.scale.get(whole[tail - 1], 0) >= 100:
        tail -= 1
    scale = _product(whole[tail:], patterns.scale)
    unscaled = parse_numeral(whole[:tail]) if 0 < tail < len(whole) else value
    hundreds = tail == 0 or (whole[0] == "十" and tail == 1 and scale >= 10**4)
    vague = "几" in words or "幾" in words
    return Number(*span, value, None, more or ("几" if vague else ""), unscaled, scale, False, hundreds, vague)


def _pair(match: re.Match[str], start: int, end: int) -> Number | None:
    """Two neighbouring digits without a comma: 三四十, 两三百, 四十五六 (GB/T 15835-2011, 概数)."""
    known = digits()
    low, high = known[match["low"]], known[match["high"]]
    if high != low + 1 and (match["low"], match["high"]) != ("三", "五"):
        return None
    base = parse_numeral(match["head"]) if match["head"] else Decimal(0)
    scale = _product(match["scale"] or "", magnitudes())
    if base is None:
        return None
    return Number(start, end, (base + low) * scale, (base + high) * scale, "", None, scale)
