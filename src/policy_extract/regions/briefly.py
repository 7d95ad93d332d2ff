"""Which province or city speaks in a text that calls it by its short name, or that names only what lies in it.

建设实力徐州 in a text of 我市, 永泰县、永春县、松溪县 in one of 我省: asked only where no full name tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from policy_extract.mentions import Place
from policy_extract.patterns import later
from policy_extract.regions.table import Table, table

_WORDS = frozenset(
    re.findall(
        r"\S+",
        "白银 来宾 安康 大同 长治 开封 吉安 朝阳 和平 海西 东方 兴安 和田 阿里 文山 中山 日照 大理 通化 四平 新乡 固原 山南 周口 内江 海北 "
        "黄南 三明 德宏 红河 平安",
    )
)
"""Short names that are words of the language, or the ends of others (普|通化, 坚|固原): they name nothing without their 市 or 州."""
_BEFORE_OTHER = {
    "白山": "长",
    "海口": "入出",
    "南阳": "河湖",
    "黑河": "大",
    "海东": "沿",
    "江门": "长",
    "宜春": "适",
    "清远": "澄",
    "南通": "路向往",
}
"""The characters with which a name is another's end: 长|白山, 入|海口."""
_KINDS = frozenset("省市州")
_OTHER_THING = later("路|街|大道|[一-龥]{0,4}(?:大学|学院)|[一-龥]{2,10}公司|人(?![民大才口力均社])|籍|[菜话语]")
"""What makes the name that of a street, a school, a company or somebody from there."""
_OWN_BEFORE = later(
    "(?:[推带拉驱启]动|[推促]进|[建打]设|打造|建设|助[推力]|加快|实现|绿色|美[丽好]|平安|法治|数字|健康|文明|幸福|[活魅实]力|智慧|信用|书香"
    "|富强|品质|诚信|创新|现代化|谱写|展[示现]|宣传|结合|立足|重[塑振]|[(（“]|[为来离在爱新大])\\Z"
)
_OWN_AFTER = later(
    "发展|经济|实际|实践|篇章|人民|市民|品牌|特色|样板|模式|速度|振兴|转型|崛起|跨越|电视台|广播|日报|晚报|新闻网|融媒|口岸|梦|[)）”]|建成"
    "|现代化|高质量|境内|地区"
)
"""What stands beside a name where the place itself speaks: 推动徐州发展, 数字江苏."""
_ASIDE = later("(?:学习|借鉴|赴|到|往|去|像|比|如|邻|距|考察|参观|对口|支援|结对|对标|毗邻|对接|融入|至)\\Z")
_LISTED = frozenset("、和与及—-至到")
_WIDTH = {"省": 2, "自治区": 2, "市": 4}
_CLEARLY, _PARTS, _DISTRICTS = 3, 3, 2
"""How many times a name must outnumber the next, and how many parts, or districts of a city, tell a place that is not
named itself."""
_FEW, _MORE = 2, 3
"""How often a place must be named in a text of 我市 or of several 全市, and in one that calls it its own once."""


class Called(NamedTuple):
    """A division that is named at ``[start, end)``."""

    place: Place
    start: int
    end: int


def called(text: str, unit: str, times: int, named: Iterable[Called]) -> Called | None:
    """The province or city (by ``unit``) of which the text speaks by its short name or by names of its parts.

    ``named`` are the full names in the text, which calls a place of this level its own ``times`` times. Each naming counts once, twice
    where it is in full or the words beside it tell whose place it is (推动徐州发展); each part counts once, however often it is named.
    The place must be named three times as often as the next. Without a name of its own, three parts are needed.
    """
    width = _WIDTH.get(unit)
    if width is None:
        return None
    data = table()
    own: Counter[str] = Counter()
    parts: dict[str, set[str]] = {}
    first: dict[str, Called] = {}
    for one, weight in (*_in_full(text, named), *briefs(text)):
        code = one.place.adcode
        whole = _whole(data, code, width)
        if whole is None:
            continue
        if whole == code:
            if not own[code]:
                first[code] = one
            own[code] += weight
        else:
            parts.setdefault(whole, set()).add(code)
            first.setdefault(whole, one)
    ours = f"我{unit}" in text
    points = Counter({code: own[code] + len(parts.get(code, ())) for code in {*own, *parts}})
    if ours:  # of the level that it is: 我省 is no city with the rank of one
        points = Counter({code: number for code, number in points.items() if data.places[code].name.endswith(unit)})
    (code, most), *rest = points.most_common(2) or [("", 0)]
    least = max(_FEW if ours or times > 1 else _MORE, _CLEARLY * (rest[0][1] if rest else 0))
    if most < least or not data.places[code].name.endswith(unit) or _may_be_within(data, own[code], parts.get(code, set()), unit):
        return None
    return Called(data.places[code], first[code].start, first[code].end)


def _may_be_within(data: Table, own: int, parts: set[str], unit: str) -> bool:
    """Whether too little of a place is named, or only one city within it: 我市 may be that one."""
    if not own:
        return len(parts) < (_DISTRICTS if unit == "市" and all(data.places[code].name.endswith("区") for code in parts) else _PARTS)
    return unit == "市" and len(parts) == 1 and own < _FEW * 2 and all(data.places[code].name.endswith("市") for code in parts)


def _in_full(text: str, named: Iterable[Called]) -> Iterator[tuple[Called, int]]:
    for one in named:
        if not _ASIDE.search(text, max(0, one.start - 4), one.start):
            yield one, 2


def _whole(data: Table, code: str, width: int) -> str | None:
    """The province (``width`` 2) or city (4) in which a division lies, or which it is; a municipality counts as a city."""
    province = code[:2] + "0000"
    municipality = province in data.places and data.places[province].name.endswith("市")
    if width == _WIDTH["省"] or municipality:
        return province if province in data.places else None
    city = code[:4] + "00"
    return city if city in data.places and city != province else None


def province_of(place: Place) -> str:
    """The first digits of a place's code: its province."""
    return place.adcode[:2]


def briefs(text: str) -> Iterator[tuple[Called, int]]:
    """Where provinces and cities are named by their short names, and how much each naming says."""
    data = table()
    names, lengths, sieve = _sought()
    reached = 0
    for match in sieve.finditer(text):
        start = match.start()
        if start < reached:
            continue
        name = next((one for length in lengths.get(text[start : start + 2], ()) if (one := text[start : start + length]) in names), None)
        if name is None:
            continue
        reached = end = start + len(name)
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if after in _KINDS or (before and before in _BEFORE_OTHER.get(name, "")):
            continue
        if not _ASIDE.search(text, max(0, start - 4), start) and not _OTHER_THING.match(text, end):
            yield Called(data.places[names[name]], start, end), _weight(text, start, end)


def _weight(text: str, start: int, end: int) -> int:
    """2 where the words beside a short name tell that the place itself speaks, else 1."""
    if _OWN_AFTER.match(text, end):
        return 2
    return 2 if text[end : end + 1] not in _LISTED and _OWN_BEFORE.search(text, max(0, start - 4), start) else 1


@cache
def _sought() -> tuple[dict[str, str], dict[str, tuple[int, ...]], re.Pattern[str]]:
    """The short names of provinces and cities → codes, the lengths by two characters, and a sieve for those."""
    names = {}
    for name, codes in table().short.items():
        wide = [code for code in codes if code.endswith("0000")] or [code for code in codes if code.endswith("00")]
        if len(wide) == 1 and name not in _WORDS:
            names[name] = wide[0]
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[:2], set()).add(len(name))
    first, second = ("".join(sorted({pair[index] for pair in lengths})) for index in (0, 1))
    return names, {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}, re.compile(f"[{first}](?=[{second}])")
