"""Quantities with a form of their own: 百分之五, 三分之一, 六成, 翻两番, 前十位, 第三名, and words such as 过半.

Each row is matched at the position of a number (the word that makes it a form may stand just before: 翻, 前, 第).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from policy_extract import lexicon
from policy_extract.grammar.numbers import ARABIC_DIGITS
from policy_extract.grammar.numerals import digits, magnitudes, parse_numeral, plain
from policy_extract.patterns import later
from policy_extract.rules import Rule

if TYPE_CHECKING:
    from policy_extract.mentions import Dimension, Measure, Op

_PARTS = {100: "%", 1000: "‰", 10_000: "‱"}
_MAX_DOUBLINGS = 20


class Body(NamedTuple):
    """A number with its unit, before its bounds are read: ``[start, end)``.

    ``low`` is its value, ``top`` the upper end of a range. ``op`` is set where the form itself decides it, ``more`` where a word
    inside leaves the number open. ``known`` is False where no unit stands behind the number. ``level`` marks 亿元级, 30万吨级.
    """

    start: int
    end: int
    low: Decimal
    unit: str
    dimension: Dimension
    rule: str
    top: Decimal | None = None
    op: Op | None = None
    more: str = ""
    measure: Measure | None = None
    flags: tuple[str, ...] = ()
    known: bool = True
    scaled: bool = False
    arabic: bool = False
    bare: bool = False
    level: bool = False
    structure: bool = False


def _number() -> str:
    """A class of the characters that numbers are made of."""
    return f"[{ARABIC_DIGITS}.．,，点點几幾{''.join({**digits(), **magnitudes()})}]"


def _fraction(match: re.Match[str]) -> Body | None:
    below, above = parse_numeral(match["below"]), parse_numeral(match["above"].rstrip(".．,，"))
    if not below or above is None:
        return None
    end = match.start("above") + len(match["above"].rstrip(".．,，"))
    value = -above if match["sign"] else above
    if below in _PARTS and below == int(below):
        return Body(match.start(), end, value, _PARTS[int(below)], "percent", "quantity.percent", scaled=True)
    share = value / below * 100
    if above >= below:
        return None
    return Body(match.start(), end, plain(round(share, 2)), "%", "percent", "quantity.fraction", scaled=True)


def _slash(match: re.Match[str]) -> Body | None:
    above, below = Decimal(int(match["above"])), Decimal(int(match["below"]))
    if not 0 < above < below:
        return None
    return Body(match.start(), match.end(), plain(round(above / below * 100, 2)), "%", "percent", "quantity.fraction", scaled=True)


def _tenths(match: re.Match[str]) -> Body | None:
    value = parse_numeral(match["number"])
    top = None
    if value is None or not 0 < value <= 10:
        pair = re.fullmatch("([一二三四五六七八])([二三四五六七八九])", match["number"])
        if pair is None or digits()[pair[2]] != digits()[pair[1]] + 1:
            return None
        value, top = Decimal(digits()[pair[1]] * 10), Decimal(digits()[pair[2]] * 10)
    else:
        value = plain(value * 10) + (digits().get(match["half"], 5) if match["half"] else 0)
    return Body(match.start(), match.end(), value, "%", "percent", "quantity.percent", top=top, scaled=True)


def _doubling(match: re.Match[str]) -> Body | None:
    times = parse_numeral(match["number"])
    if times is None or times != int(times) or not 1 <= times <= _MAX_DOUBLINGS:
        return None
    start = match.start() - (2 if match.string[match.start() - 1] == "了" else 1)
    return Body(start, match.end(), Decimal(2) ** int(times), "倍", "times", "quantity.multiply", measure="multiply", scaled=True)


def _top_rank(match: re.Match[str]) -> Body | None:
    value = parse_numeral(match["number"])
    if value is None or not 0 < value <= 1000 or value != int(value):
        return None
    return Body(match.start() - 1, match.end(), value, "位", "rank", "quantity.rank", op="<=", measure="rank", scaled=True)


def _nth_rank(match: re.Match[str]) -> Body | None:
    value = parse_numeral(match["number"])
    if value is None or not 0 < value <= 1000 or value != int(value):
        return None
    return Body(match.start() - 1, match.end(), value, "位", "rank", "quantity.rank", op="=", measure="rank", scaled=True)


_STOP = r"(?=[，。；、：！,;:)）”\"\s]|$)"
_BEHIND_TOP = rf"(?:位|名|强(?![县市区镇村企])(?:行列|之列)?|(?:以内|之内|行列|之列){_STOP}|{_STOP}|(?=的|水平|左右|以内|之内|行列|之列))"
_NOT_RANKED = "".join(("年月日底期目以之提此当生面餐会空末天午事", "随先往眼跟"))  # 年前, 目前, 以前 …


@cache
def forms() -> dict[str, Rule[Body]]:
    """The rows, by the character that calls for them (分, 成, /, 番, 前, 第)."""
    number = _number()
    slash = Rule(
        "quantity.fraction",
        re.compile(rf"(?<![{ARABIC_DIGITS}/.])(?P<above>[{ARABIC_DIGITS}]{{1,3}})[/／](?P<below>[{ARABIC_DIGITS}]{{1,3}})(?![{ARABIC_DIGITS}/／.])"),
        _slash, ("1/3", "2/3"), ("24/7", "2020/1/5"),
    )
    return {
        "/": slash,
        "／": slash,
        "分": Rule(
            "quantity.fraction",
            re.compile(
                rf"(?P<below>[{ARABIC_DIGITS}{''.join({**digits(), **magnitudes()})}]{{1,8}}?)\s?分\s{{0,2}}之\s?"
                rf"(?P<sign>[负負-])?(?P<above>{number}{{1,4}}+(?:\s?{number}{{1,20}}+)?)"
            ),
            _fraction, ("百分之五", "三分之二", "千分之三点五", "百分之12.5"), ("部分之一", "五分之六"),
        ),
        "成": Rule(
            "quantity.tenths",
            re.compile(
                rf"(?P<number>[{ARABIC_DIGITS}]{{1,2}}(?:[.．][{ARABIC_DIGITS}])?|[一二两兩三四五六七八九十](?:\s?点\s?[一二三四五六七八九]|[二三四五六七八九])?)"
                r"\s?成(?P<half>半|[一二三四五六七八九](?=[，。；、：）)的左以提增扩降上下多]|$))?(?![立为功果员长型效品就本都人熟交片套分绩份色不])"
            ),
            _tenths, ("六成", "8成", "七八成", "三成半", "两成一"), ("三成立", "一成不变"),
        ),
        "番": Rule(
            "quantity.doubling",
            re.compile(rf"(?:(?<=翻)|(?<=翻了))(?P<number>[{ARABIC_DIGITS}]{{1,2}}|[一二两三四五])\s?番"),
            _doubling, ("翻一番", "翻了两番", "翻2番"), ("三番五次", "一番事业"),
        ),
        "前": Rule(
            "quantity.top_rank",
            re.compile(
                rf"(?<=前)(?<![{_NOT_RANKED}]前)(?P<number>[{ARABIC_DIGITS}]{{1,3}}|[一二三四五六七八九十百]{{1,3}}){_BEHIND_TOP}"
            ),
            _top_rank, ("全国前十", "前10位", "前三名", "全省前5位"), ("前三季度", "年底前5个", "前10个月"),
        ),
        "第": Rule(
            "quantity.nth_rank",
            re.compile(
                rf"(?<=第)(?P<number>[{ARABIC_DIGITS}]{{1,3}}|[一二三四五六七八九十百]{{1,4}})"
                rf"(?:[位名](?![于置])|(?:(?<=[国省市州区县球界][第][一二三四五六七八九十])|(?<=[列居持前至到进升为位排]第[一二三四五六七八九十])"
                rf"|(?<=[居列]第[0-9])|(?<=[居列]第[0-9][0-9])){_STOP})"
            ),
            _nth_rank, ("保持全省第一", "第3位", "位居第三", "第五名"), ("第一书记", "第三条", "全国第一批", "第三产业"),
        ),
    }


_CALLED_BY = frozenset("前第")


@cache
def _mark() -> re.Pattern[str]:
    """A number up to the character that may make it a form."""
    return re.compile(rf"(?:{_number()}|[ \u3000\n])*+(?P<mark>[分成番/／])")


def read_form(text: str, at: int, end: int) -> Body | None:
    """The form at a number's position, or None where the number has none."""
    key = text[at - 1] if at else ""
    if key not in _CALLED_BY:
        mark = _mark().match(text, at, min(at + 24, end))
        if mark is None:
            return None
        key = mark["mark"]
    rule = forms()[key]
    match = rule.pattern.match(text, at, end)
    return rule.build(match) if match else None


@cache
def _words() -> dict[str, list[tuple[str, Body, dict[str, Any]]]]:
    """The words of the lexicon by their first character."""
    found: dict[str, list[tuple[str, Body, dict[str, Any]]]] = {}
    for word, fields in lexicon.load("numerals")["words"].items():
        body = Body(
            0, len(word), Decimal(fields["value"]), fields["unit"], cast("Dimension", fields["dim"]), "quantity.word",
            op=None if fields["op"] == "=" else fields["op"], measure=fields.get("measure"), scaled=True,
        )
        found.setdefault(word[0], []).append((word, body, fields))
    return found


@cache
def _any_word() -> re.Pattern[str]:
    return lexicon.literals((*(word for words in _words().values() for word, _, _ in words), "翻番"))


_AFTER_CLOSING = later(r"[，。；、！,;)）”\s]|以上|$")


def find_words(text: str, start: int, end: int) -> Iterator[Body]:
    """Words that are a quantity by themselves (翻番, 过半, 零增长), longest first at each place, in no order."""
    if _any_word().search(text, start, end) is None:  # as in most texts: one scan instead of one for each word
        return
    for first, words in _words().items():
        if text.find(first, start, end) < 0:
            continue
        for word, body, fields in words:
            at = text.find(word, start, end)
            while at >= 0:
                stop = at + len(word)
                refused = at > 0 and text[at - 1] in fields.get("unless", "\0")
                if not refused and not (fields.get("closes") and not _AFTER_CLOSING.match(text, stop)):
                    yield body._replace(start=at, end=stop)
                at = text.find(word, stop, end)
    at = text.find("翻番", start, end)
    while at >= 0:
        yield Body(at, at + 2, Decimal(2), "倍", "times", "quantity.multiply", measure="multiply", scaled=True)
        at = text.find("翻番", at + 2, end)
