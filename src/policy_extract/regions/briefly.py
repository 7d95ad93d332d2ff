"""Which province or city speaks in a text that calls it by its short name, or that names only what lies in it.

建设实力保定 in a text of 我市, 永泰县、永春县、松溪县 in one of 我省: asked only where no full name tells.
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
    "白银 来宾 安康 大同 长治 开封 吉安 朝阳 和平 海西 东方 兴安 和田 阿里 文山 中山 日照 大理 通化 四平 新乡 固原 山南 周口 内江 海北 黄南 三明 德宏 红河 平安".split()
)
"""Short names that are words of the language, or the ends of others (普|通化, 坚|固原): they name nothing without their 市 or 州."""
_BEFORE_OTHER = {"白山": "长", "海口": "入出", "南阳": "河湖", "黑河": "大", "海东": "沿", "江门": "长", "宜春": "适", "清远": "澄"}
"""The character with which a name is another's end: 长|白山, 入|海口."""
_AFTER_OTHER = later("路|街|大道|大学|[一-龥]{0,4}(?:大学|学院)|[一-龥]{2,10}公司|人(?![民大才口力均社])|籍|[菜话语]")
"""What makes the name that of a street, a school, a company or somebody from there."""
_OWN_BEFORE = later(
    "(?:[推带拉驱启]动|[推促]进|[建打]设|打造|建设|助[推力]|加快|实现|绿色|美[丽好]|平安|法治|数字|健康|文明|幸福|活力|魅力|实力|智慧|信用|书香|富强|品质|诚信|创新|现代化"
    "|谱写|展示|展现|宣传|结合|立足|重[塑振]|[(（“]|[为来离在爱新大]|(?<![一-龥])新)\\Z"
)
_OWN_AFTER = later(
    "(?:发展|经济|实际|实践|篇章|人民|市民|品牌|特色|样板|模式|速度|振兴|转型|崛起|跨越|电视台|广播|日报|晚报|新闻网|融媒|口岸|梦|[)）”]|建成|现代化|高质量|境内|地区)"
)
_ASIDE = later("(?:学习|借鉴|赴|到|往|去|像|比|如|邻|距|考察|参观|对口|支援|结对|对标|毗邻|对接|融入|至)\\Z")
_LISTED = frozenset("、和与及—-至到")
_WIDTH = {"省": 2, "自治区": 2, "市": 4}
_CLEAR, _PARTS = 3, 3
"""How many times a name must outnumber the next, and how many parts tell a place that is not named itself."""


class Called(NamedTuple):
    """A division that is named at ``[start, end)``."""

    place: Place
    start: int
    end: int


def called(text: str, unit: str, times: int, named: Iterable[Called]) -> Called | None:
    """The province or city (by ``unit``) of which the text speaks by its short name or by names of its parts; ``named`` are the full names.

    Each naming counts once, twice where the words beside it tell whose place it is (推动保定发展); each part of it that is named in full
    counts once. The place must be named three times as often as the next. Without a name of its own, three parts are needed.
    """
    width = _WIDTH.get(unit)
    if width is None:
        return None
    data = table()
    points: Counter[str] = Counter()
    first: dict[str, Called] = {}
    parts: dict[str, set[str]] = {}
    inner = set()
    for one in named:
        code = one.place.adcode
        if _ASIDE.search(text, max(0, one.start - 4), one.start):
            continue
        whole = _whole(data, code, width)
        if whole == code:
            points[code] += 2
            first.setdefault(code, one)
        elif whole is not None:
            parts.setdefault(whole, set()).add(code)
            first.setdefault(whole, one)
            if one.place.name.endswith("市") and one.place.level == "county":
                inner.add(code)
    for one, weight in briefs(text):
        code = one.place.adcode
        whole = _whole(data, code, width)
        if whole == code:
            points[code] += weight
            if code not in first or first[code].place.adcode != code:
                first[code] = one
        elif whole is not None and weight:
            parts.setdefault(whole, set()).add(code)
            first.setdefault(whole, one)
    ours = f"我{unit}" in text
    if ours:  # 我省 is no city
        points = Counter({code: number for code, number in points.items() if data.places[code].name.endswith(unit)})
        parts = {code: inside for code, inside in parts.items() if data.places[code].name.endswith(unit)}
    own = Counter(points)
    for whole, codes in parts.items():
        points[whole] += len(codes)
    (code, most), *rest = points.most_common(2) or [("", 0)]
    least = 2 if ours or times > 1 else 3
    if not code or not data.places[code].name.endswith(unit) or most < max(least, _CLEAR * (rest[0][1] if rest else 0)) or (not own[code] and len(parts[code]) < _PARTS):
        return None
    if unit == "市" and inner and len(parts.get(code, ())) == 1 and own[code] < 4:  # 我市 may be a city within the other
        return None
    return Called(data.places[code], first[code].start, first[code].end)


def _whole(data: Table, code: str, width: int) -> str | None:
    """The province (``width`` 2) or city (4) in which a division lies, or which it is; a municipality counts as a city."""
    whole = code[:width] + "0000"[: 6 - width]
    if width == 4 and data.places.get(code[:2] + "0000", Place("", "", "central")).name.endswith("市"):
        whole = code[:2] + "0000"
    if width == 4 and whole.endswith("0000") and not data.places[whole].name.endswith("市"):
        return None  # a province is no city
    return whole if whole in data.places and not (width == 2 and whole not in data.places) else None


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
        for length in lengths.get(text[start : start + 2], ()):
            name = text[start : start + length]
            if name not in names:
                continue
            reached = end = start + length
            if text[end : end + 1] in "省市州" or text[start - 1 : start] in _BEFORE_OTHER.get(name, "") and start:
                break
            before = max(0, start - 4)
            if _ASIDE.search(text, before, start) or _AFTER_OTHER.match(text, end):
                break
            own = _OWN_AFTER.match(text, end) or (text[end : end + 1] not in _LISTED and _OWN_BEFORE.search(text, before, start))
            weight = 2 if own else 1
            yield Called(data.places[names[name]], start, end), weight
            break


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
