"""Which division a text without issuer, title, number or a level of its own speaks of most, or that it is about the whole country."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain

from policy_extract.lexicon import load
from policy_extract.patterns import later
from policy_extract.regions.briefly import Called, briefs, province_of
from policy_extract.regions.speaking import full_names, own_times
from policy_extract.regions.table import COUNTRY, table

_READ = 8000
_NAME_ENDS = tuple(later(end) for end in ("省", "市", "自治州", "自治区"))  # apart, so that each begins with a literal
_CENTRAL_WORDS = ("国务院", "我国", "全国", "党中央", "各省")
_CENTRAL_WORD = later(
    "国务院|我国|全国(?!一流|前[列茅三五十]|第[一二三\\d]|平均|先进|文明|百强|领先|率先|水平|示范|重点|统一大市场|首|唯一|最|有影响|影响力|性|区域性"
    "|高校|劳[动模]|人大代表|旅游|一体化|[碳市]|推广|[一-龥]{0,6}[大联]赛)|党中央|各省"
)
"""What a text of the whole country says; 保持全国一流水平, 全国首个 and 全国重点实验室 are what a county says of itself."""
_OWN = later("[全我本][省市县区州旗乡镇](?![级域属内外长别分位委场面民]|自治)")
_OFTEN, _MOST = 3, 0.75
_EVERYWHERE = later("各地(?<![省市县区内外界球]各地)")
_EACH = "各地"
_LEAD = 200
_PROVINCES, _SHARE = 3, 0.5
"""How many provinces a survey of the country names, and the share of namings that none of them reaches."""
_SOURCE = later("来自|据|[，：:）)日]|从(?<![一-龥]从)|\\A\\s*|\\n\\s*")
_SOURCE_WITHIN = 160
_SPEAKS = later(
    "的?(?:最新)?(?:消息|数据|统计|监测|调[度查]|介绍|日前|近日|今[天日]|昨[天日]|[一二三四\\d]{1,2}[日月]|印发|发布|召开|下发|部署|提醒|获悉|了解到|公布|启动|举行)"
)
"""What a body says or does that speaks for the whole country."""


def most_named(text: str) -> Called | None:
    """The province or city that a text without issuer, title or number speaks of more than of all others, or the whole country.

    Counted are full names (广州市, 辽宁省) and the words of a central text (国务院, 我国, 全国) in its first 8000 characters. The span is
    that of the first naming. None where the text speaks of its own county or town as often as of the country (more often, where it
    says 我国): which, nothing says.
    """
    text = text[:_READ]
    divisions = _times(text, "省") + _times(text, "市")
    if divisions + _times(text, "治") >= _OFTEN:  # one character is found faster than two
        divisions += _times(text, "自治")
    if divisions >= _OFTEN:
        least = max(_OFTEN, 2 * sum(map(text.count, _CENTRAL_WORDS)) + 1)
        local = _division(text, least) if divisions >= least else None
        if local is not None:
            return local
    central = [match.span() for match in _CENTRAL_WORD.finditer(text)]
    if central and _own(text) <= len(central) - ("我国" not in text):
        return Called(COUNTRY, *central[0])
    everywhere = _survey(text)
    if everywhere is not None:
        return everywhere
    announced = _announced(text)
    if announced is not None:
        return announced if _own(text) <= len(central) else None
    return _county(text) if not central else None


def _own(text: str) -> int:
    """How often a text speaks of its own province, city, county or town, or of their bodies."""
    return max(sum(1 for _ in _OWN.finditer(text)), own_times(text))


def _survey(text: str) -> Called | None:
    """The whole country, where the text tells what is done in its parts: 各地, and many provinces, none of them more than the others."""
    everywhere = _EVERYWHERE.search(text) if _EACH in text else None
    if everywhere is None or any(text[everywhere.start() - length : everywhere.start()] in table().short for length in (2, 3)):
        return None  # 西藏各地
    named = Counter(province_of(one.place) for one in (*full_names(text), *(one for one, _ in briefs(text))))
    if len(named) < _PROVINCES or max(named.values()) > _SHARE * named.total():
        return None
    return Called(COUNTRY, *everywhere.span())


def _announced(text: str) -> Called | None:
    """The whole country, where a central body is the first to speak: 据农业农村部消息, （记者…）水利部今天…."""
    names, lengths = central_names(), central_lengths()
    for match in _SOURCE.finditer(text, 0, _SOURCE_WITHIN):
        start = match.end()
        for length in lengths.get(text[start : start + 2], ()):
            end = start + length
            if text[start:end] in names and _SPEAKS.match(text, end):
                return Called(COUNTRY, start, end)
    return None


@cache
def central_names() -> frozenset[str]:
    """The names of central bodies that are no word's beginning."""
    central = load("agencies")["central"]
    return frozenset(name for official, fields in central.items() for name in (official, *fields.get("names", ())) if len(name) > 2)


@cache
def central_lengths() -> dict[str, tuple[int, ...]]:
    """The first two characters of central bodies' names → the lengths of those names, longest first."""
    found: dict[str, set[int]] = {}
    for name in central_names():
        found.setdefault(name[:2], set()).add(len(name))
    return {opening: tuple(sorted(lengths, reverse=True)) for opening, lengths in found.items()}


def _times(text: str, word: str) -> int:
    """How often ``word`` stands in ``text``: whether it does at all is found many times faster than counted."""
    return text.count(word) if word in text else 0


def _county(text: str) -> Called | None:
    """The county that is named by its full name at least three times, first in its opening, where no other county or province is named."""
    if max(_times(text, "县"), _times(text, "区")) < _OFTEN:
        return None
    named = full_names(text)
    places = {one.place for one in named}
    if len(named) < _OFTEN or len(places) != 1 or named[0].start > _LEAD or _own(text):
        return None
    place = named[0].place
    return named[0] if all(province_of(one.place) == province_of(place) for one, _ in briefs(text)) else None


def _division(text: str, least: int) -> Called | None:
    """The province or city that is named more often than all others together, and at least so many times."""
    data = table()
    named: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for match in chain.from_iterable(pattern.finditer(text) for pattern in _NAME_ENDS):
        end = match.end()
        for length in data.closing.get(text[end - 2 : end], ()):
            codes = data.full.get(text[end - length : end], ()) if length <= end else ()
            if len(codes) == 1 and codes[0].endswith("00"):
                named[codes[0]] += 1
                first.setdefault(codes[0], (end - length, end))
                break
    (code, times), *_ = named.most_common(1) or [("", 0)]
    if times < least or times < _MOST * named.total():
        return None
    return Called(data.places[code], *first[code])
