"""The named pieces from which the patterns of time expressions are put together, and the numbers that these pieces hold.

Group names end in a suffix (``year2``) where a pattern holds the same piece twice.
"""

from __future__ import annotations

import re
from functools import cache

from policy_extract import lexicon

DIGIT = "0-9０-９"
DIGITS = "0123456789０１２３４５６７８９"
HAN = "一二三四五六七八九"
SPACE = r"[ \u3000\t]{0,2}"  # scanned texts: 2023 年底
GAP = r"[ \u3000\t\n]{0,3}"  # between a number and its unit a line may break
NUMBER = rf"(?:[{DIGIT}]{{1,3}}|[{HAN}]?十[{HAN}]?|[{HAN}两])"
TO = rf"{SPACE}(?:[—–－―─~～〜∼-]{{1,2}}|至|到){SPACE}"
WEEKDAY = rf"(?:{SPACE}[(（](?:星期|周)[一二三四五六日天][)）])?"

_ALONE = rf"(?<![{DIGIT}])"  # not inside a longer number
_ALONE_SMALL = rf"(?<![{DIGIT}.．{HAN}十百千万亿零〇两数几第])"
_ZERO = "〇○零Oo0ОΟ◯０"
_YEAR = (
    rf"(?:[{DIGIT}]{{4}}|[一二][{_ZERO}{HAN}]{{3}}|[两二]千(?:零[{HAN}]|[{HAN}]?十[{HAN}]?)"
    rf"|[{_ZERO}][{DIGIT}{HAN}]|[{DIGIT}]{{2}}(?={GAP}年(?:[底末初]|1?[{DIGIT}]月)))"
)
_AFTER_YEAR = "(?!轻(?![工纺型])|龄|代(?![表理码建])|的?(?:历史|文明))"


def alternation(words: tuple[str, ...]) -> str:
    """``words`` as one pattern; they come longest first."""
    return "|".join(map(re.escape, words))


@cache
def guarded(table: str, keep: str = "") -> str:
    """The words of a table of periods.toml with their guards, longest first; ``keep`` names an edge to which they are confined."""
    rows = lexicon.load("periods")[table]
    parts = []
    for word in lexicon.words("periods", table):
        row = rows[word]
        if keep and row["edge"] != keep:
            continue
        after, before = row.get("unless_after"), row.get("unless_before")
        # the look-behind comes after the word, so that the first character alone rules most words out
        parts.append(re.escape(word) + (f"(?<![{after}]{re.escape(word)})" if after else "") + (f"(?![{before}])" if before else ""))
    return "|".join(parts)


def year(suffix: str = "") -> str:
    """2023年, 二〇二三年度, 今年, 上年度: groups year or relative."""
    return (
        rf"(?:{_ALONE}(?P<year{suffix}>{_YEAR}){GAP}年(?:度(?!假))?{_AFTER_YEAR}"
        rf"|(?P<relative{suffix}>{guarded('relative_years')})(?!级))"
    )


def year_number(suffix: str = "") -> str:
    """The number of a year without 年, the first of a range: 2021—2025年."""
    return rf"{_ALONE}(?P<year{suffix}>[{DIGIT}]{{4}}|[一二][{_ZERO}{HAN}]{{3}})"


def month(suffix: str = "", sign: str = "月") -> str:
    """6月, 十二月份: group month."""
    return rf"{_ALONE_SMALL}(?P<month{suffix}>{NUMBER}){GAP}{sign}"


def day(suffix: str = "") -> str:
    """30日: group day."""
    return rf"(?P<day{suffix}>{NUMBER}){GAP}[日号](?!均|常|元|报[讯道]){WEEKDAY}"


def count(low: str = "low", high: str = "high") -> str:
    """A number of units, or a range of them: 3, 三到五, 3—5, 两三."""
    return rf"{_ALONE_SMALL}(?P<{low}>{NUMBER})(?:(?:{TO}|(?<=[{HAN}两])(?=[{HAN}]))(?P<{high}>{NUMBER}))?{SPACE}"


def prefix() -> str:
    """到, 截至, 自 before a time: groups by, as_of, since. 到 and 至 that end a verb (提高到, 延至) are not meant."""
    return (
        rf"(?:(?:(?P<by>(?<![达高加降大长升增少低扩延推迟减强缩涉受得看感回直虑想遇谈说听见])到了?|(?<![截增降升减延及缩甚乃提])至)"
        rf"|(?P<as_of>截[至止][到至]?)|(?P<since>[自从])){SPACE})?"
    )


@cache
def edge(*, led: bool = True) -> str:
    """底前, 以来, 起 … behind a time: group edge. ``led``: the pattern holds :func:`prefix` too.

    从今年开始 is from when; 下半年开始量产 says what begins then.
    """
    words = guarded("edges")
    return rf"(?:{SPACE}(?P<edge>{words.replace(_BEGINS, _BEGINS + '(?(since)|(?=的|[^一-龥]|$))') if led else words}))?"


_BEGINS = "开始"


@cache
def edges(table: str) -> dict[str, str]:
    """Word → edge of a table of periods.toml."""
    return {word: row["edge"] for word, row in lexicon.load("periods")[table].items()}


def opening(*tables: str) -> str:
    """The characters with which the words of these tables of periods.toml begin."""
    return "".join(sorted({word[0] for table in tables for word in lexicon.load("periods")[table]}))


@cache
def date_opening() -> str:
    """The characters with which a date can begin."""
    return f"{DIGITS}{HAN}十两到至截自从{_ZERO}" + opening("relative_years", "relative_months")


@cache
def ranged() -> re.Pattern[str]:
    """Two ends of a range, as far as the characters beside its sign tell: a light test before the heavy patterns of ranges."""
    number = f"{DIGIT}{HAN}{_ZERO}十两"
    last, first = f"{number}年度月份日号)）初底末起始旬", number + opening("relative_years")
    return re.compile(f"[{last}](?:{TO}[{first}]|{SPACE}[、和]{SPACE}[{DIGIT}])")
