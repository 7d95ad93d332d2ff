"""Numerals: a number's characters → its exact value, and back.

Arabic (half and full width, with thousands separators), Chinese, financial and traditional characters, and mixtures of them
(1.2万亿, 3亿5千万, 一万五千亿, 三分之一, 一万三). Values are exact ``Decimal``; nothing here ever makes a float.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, DecimalException, Inexact
from functools import cache, lru_cache

from policy_extract import lexicon
from policy_extract.patterns import later

MAX_CHARACTERS = 64
"""A numeral of more characters (white space not counted) is refused: no quantity of a document has so many."""

MAX_VALUE = Decimal(10) ** 30
"""A value beyond this is refused."""

_EXACT = Context(prec=200, traps=[Inexact])  # sums and products of what MAX_CHARACTERS can hold never round
_DIVISION = Context(prec=28)
_WIDE = str.maketrans("０１２３４５６７８９．，－＋／−﹣", "0123456789.,-+/--")
_SPACE = later(r"\s+")
_PLAIN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+", re.ASCII)
_TOKEN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|[^0-9]", re.ASCII)
_MIXED = re.compile(r"\s*([-+]?)\s*([0-9]{1,18})\s+([0-9]{1,18})/([0-9]{1,18})\s*", re.ASCII)  # 1 4/3
_ZERO = "零〇○"
_SMALL_LIMIT = 1000  # 十 百 千 build a section of four digits, 万 亿 兆 close one


@cache
def digits() -> dict[str, int]:
    """Digit characters → value (一, 壹, 两, 〇)."""
    return {word: int(fields["value"]) for word, fields in lexicon.load("numerals")["digits"].items()}


@cache
def magnitudes() -> dict[str, int]:
    """Magnitude characters → value (十, 佰, 万, 亿; 廿 is 20)."""
    return {word: int(fields["value"]) for word, fields in lexicon.load("numerals")["magnitudes"].items()}


@cache
def vague() -> str:
    """The characters that leave a number open (几, 多, 余)."""
    return "".join(lexicon.load("numerals")["vague"])


def parse_numeral(text: str) -> Decimal | None:
    """The value of a numeral, or None where ``text`` as a whole is none. Never raises.

    White space inside is ignored. An open number (二十几万, 500余万) gives its lower end. A fraction is divided out to 28
    digits; every other value is exact. Refused: more than ``MAX_CHARACTERS`` characters, values beyond ``MAX_VALUE``.
    """
    if _PLAIN.fullmatch(text) and len(text) <= MAX_CHARACTERS:  # the usual case first
        return _checked(Decimal(text.replace(",", "")))
    return None if len(text) > 4 * MAX_CHARACTERS else _parsed(text)


@lru_cache(maxsize=2048)
def _parsed(text: str) -> Decimal | None:
    """A numeral of bounded length; the same few hundred recur in all documents."""
    wide = text.translate(_WIDE)
    mixed = _MIXED.fullmatch(wide)
    compact = _SPACE.sub("", wide)
    if len(compact) > MAX_CHARACTERS:
        return None
    try:
        if mixed:
            whole, part = Decimal(mixed[2]), _divide(Decimal(mixed[3]), Decimal(mixed[4]))
            value = None if part is None else _DIVISION.add(whole, part)
            return _checked(-value if value is not None and mixed[1] == "-" else value)
        return _checked(_signed(compact))
    except DecimalException:
        return None


def to_chinese(number: int) -> str:
    """``number`` in Chinese characters as official prose writes it: 13000 → 一万三千, 12 → 十二, -5 → 负五.

    Raises ValueError for 10**16 and beyond.
    """
    if abs(number) >= 10**16:
        raise ValueError(f"to_chinese: {number} is beyond 10**16")
    if number < 0:
        return "负" + to_chinese(-number)
    if number == 0:
        return "零"
    words = _grouped(number)
    return words[1:] if words.startswith("一十") else words


def plain(value: Decimal) -> Decimal:
    """The same value in plain notation: 13000 for 1.3E+4, 72 for 72.0."""
    whole = int(value)
    return Decimal(whole) if value == whole else value


def _checked(value: Decimal | None) -> Decimal | None:
    """``value`` in plain notation, or None where it is absurd."""
    return None if value is None or abs(value) > MAX_VALUE else plain(value)


def _divide(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    return _DIVISION.divide(numerator, denominator) if denominator else None


def _signed(text: str) -> Decimal | None:
    """A number with an optional sign; fractions are made of such numbers."""
    if text[:1] in {"负", "負", "-", "+"}:
        value = _signed_once(text[1:])
        return value if value is None or text[0] == "+" else -value
    return _signed_once(text)


def _signed_once(text: str) -> Decimal | None:
    whole, joined, rest = text.partition("又")
    if not joined:
        return _fraction(text)
    base, part = _unsigned(whole), _fraction(rest)
    return None if base is None or part is None or "分之" not in rest else _DIVISION.add(base, part)


def _fraction(text: str) -> Decimal | None:
    """三分之一, 1/3, or a number that is no fraction."""
    denominator, word, numerator = text.partition("分之")
    if not word:
        numerator, word, denominator = text.partition("/")
    if not word:
        return _unsigned(text)
    negative = numerator[:1] in {"负", "負"}
    below, above = _unsigned(denominator), _unsigned(numerator[1:] if negative else numerator)
    if below is None or above is None:
        return None
    return _divide(-above if negative else above, below)


def _unsigned(text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if text[:1] == "半":
        scale = _scale(text[1:])
        return None if scale is None else _EXACT.multiply(Decimal("0.5"), scale)
    head, point, tail = text.replace("點", "点").partition("点")
    if not point:
        return _integer(text)
    fraction = "".join(str(digits()[char]) if char in digits() else char for char in tail)
    decimals = re.match(r"[0-9]{1,40}", fraction, re.ASCII)
    whole = _integer(head)
    scale = _scale(fraction[decimals.end() :]) if decimals else None
    if whole is None or decimals is None or scale is None:
        return None
    return _EXACT.multiply(_EXACT.add(whole, Decimal("0." + decimals[0])), scale)


def _scale(text: str) -> Decimal | None:
    """The product of magnitude words only (万亿 → 10**12); "" is 1."""
    product = Decimal(1)
    for char in text:
        if char not in magnitudes():
            return None
        product *= magnitudes()[char]
    return product


def _integer(text: str) -> Decimal | None:
    """Digits and magnitudes in Chinese order; Arabic numbers may stand for digits (3亿5千万, 1.2万亿)."""
    known = digits()
    if len(text) > 1 and all(char in known and char not in "两兩俩倆" for char in text):
        return Decimal("".join(str(known[char]) for char in text))  # 二〇三五: read digit by digit
    if len(text) > 1 and text[-1] in "两兩":
        return None  # 三千两百两: the last one is a unit; a last digit is 二
    tokens = [token for token in _TOKEN.findall(text) if token not in vague()]
    return _Reading().read(tokens) if tokens else None


class _Reading:
    """The state of one pass over the tokens of a numeral.

    ``groups`` are what 万, 亿, 兆 have closed, as (value, magnitude); ``section`` what 十, 百, 千 have added up since;
    ``current`` a digit or Arabic number that no magnitude has taken yet.
    """

    def __init__(self) -> None:
        self.groups: list[tuple[Decimal, int]] = []
        self.section = Decimal(0)
        self.section_unit = 0
        self.current: Decimal | None = None
        self.last = 0
        self.zero = False

    def read(self, tokens: list[str]) -> Decimal | None:
        for token in tokens:
            if token in _ZERO and len(tokens) > 1:
                if self.current is not None:
                    return None
                self.zero = True
            elif token in magnitudes():
                if not (self._small if magnitudes()[token] <= _SMALL_LIMIT else self._large)(magnitudes()[token]):
                    return None
            elif self.current is None and (token in digits() or token[0].isdecimal()):
                self.current = Decimal(digits()[token]) if token in digits() else Decimal(token.replace(",", ""))
            else:
                return None
        return self._total()

    def _small(self, unit: int) -> bool:
        """十, 百, 千 (and 廿, 卅, which bring their own digit)."""
        rank = 10 if unit in {20, 30} else unit
        if self.section_unit and rank >= self.section_unit:
            return False
        if unit in {20, 30} and self.current is not None:
            return False
        if self.current is None and self.section and rank != 10:
            return False
        self.section = _EXACT.add(self.section, _EXACT.multiply(Decimal(1) if self.current is None else self.current, Decimal(unit)))
        self.section_unit, self.last, self.current, self.zero = rank, rank, None, False
        return True

    def _large(self, unit: int) -> bool:
        """万, 亿, 兆: multiply the section, and with it what smaller magnitudes have closed (一万五千亿, 万亿)."""
        value = self.section if self.current is None else _EXACT.add(self.section, self.current)
        empty = self.current is None and not self.section_unit
        if empty and not self.groups:
            value = Decimal(1)
        while self.groups and (self.groups[-1][1] < unit or empty):
            value = _EXACT.add(value, self.groups.pop()[0])
            empty = False
        self.groups.append((_EXACT.multiply(value, Decimal(unit)), unit))
        self.section, self.section_unit, self.current, self.last, self.zero = Decimal(0), 0, None, unit, False
        return True

    def _total(self) -> Decimal | None:
        total = self.section
        if self.current is not None:
            colloquial = self.last >= 100 and not self.zero and self.current < 10 and self.current == int(self.current)
            total = _EXACT.add(total, self.current * (self.last // 10) if colloquial else self.current)  # 一万三, 二百五
        elif self.zero and not self.groups and not self.section_unit:
            return Decimal(0)
        for value, _ in self.groups:
            total = _EXACT.add(total, value)
        return total


def _grouped(number: int) -> str:
    for unit, word in ((10**8, "亿"), (10**4, "万")):
        if number >= unit:
            high, low = divmod(number, unit)
            joint = "零" if low and low < unit // 10 else ""
            return _grouped(high) + word + joint + (_grouped(low) if low else "")
    words, zero = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if zero and words else "") + "零一二三四五六七八九"[digit] + word
        zero = digit == 0
    return words
