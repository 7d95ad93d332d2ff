"""Which division speaks in a text that has neither issuer, number nor a title that names one.

我县, 全市 and 县财政局 tell its level; the one division of that level which the text names as its own tells which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from policy_extract.patterns import later
from policy_extract.regions.briefly import Called, called
from policy_extract.regions.table import Table, short_name, table

_READ = 8000
"""Characters of a text that are read."""
_OWN_UNIT = later(
    "[省市县区旗州盟国](?:(?<=[我全]国)|(?<!国)(?:(?<=[我全本].)(?![级域属内外长别分位委]|自治)"
    "|(?<![一-龥].)(?=(?:委|政府|人民政府)(?![一-龥])|委、|(?!场)[一-龥]{2,8}?(?:局(?![面部势限])|厅))"
    "|(?<=[由向经和与从][省市县区旗州盟])(?=(?:委|政府|人民政府)|(?!场)[一-龥]{2,8}?(?:局(?![面部势限])|厅))))"
)
"""What a text calls its own: 我县, 全市, 县委, 市财政局."""
_TITLE_UNIT = later("(?:在)?[全我本]([省市县区州旗盟])(?![级域属内外长别分位委]|自治)")
_SURE = 2
"""How often a text must call a division its own."""
_ENDS = later("省|县|旗|盟|市(?![场民值面容])|区(?![域块间位别分划级])|自治州|地区")
_ASIDE = later("(?:学习|借鉴|赴|到|往|去|像|比|如|邻|距|考察|参观|对口|支援|结对|对标|毗邻)\\Z")
"""What stands before a division that another one speaks of: 学习…经验, 赴…考察."""
_LISTED = frozenset("、和与及")
_OWN_BEFORE = later("(?:[\\n。！？；：“《（(\\s]|位于|地处|\\A)\\Z")
_BRIEF_BEFORE = later("(?:[\\n。！？；，、：“《（(\\s]|\\A)\\Z")
"""What stands before the name of a county of two characters (单县), which elsewhere are the end of other words (召开|县)."""
_OWN_AFTER = later(
    "(?:第?[一二三四五六七八九十\\d]{1,4}届|委(?![托员派])|(?:人民)?政府|人大|政协|人民法院|人民检察院|境内|全域|城(?!建)|城区|[东西南北中]部"
    "|融媒体中心|[一-龥]{2,10}局(?![面部势]))"
)
_DATELINE = later(
    "\\A\\s*(?P<headline>[一-龥]{2,4})[：:]"
    "|(?:本报|本台|本网|本站)(?P<told>[一-龥]{2,5}?)(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:讯|电)"
    "|(?<![一-龥])(?P<medium>[一-龥]{2,5}?)(?:日报|晚报|早报|都市报|广播电视台|电视台|融媒体中心|融媒|新闻网|[一-龥]{0,2}网|发布)(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:讯|消息)"
)
"""剑河：…, 本报扶绥11月8日讯, 凉州日报讯: where a headline or a local newspaper reports from, or whose it is."""
_DESCRIBED = later("(?:\\A|[\\n。])[ 　]*(?P<name>[一-龥]{2,4})(?:是|位于|地处)")
_MARKS = " 　【“《「["
_NAMED_AFTER = later("[县市区旗湖山河路]|水库|大桥|机场|站")
"""What makes the name that of a water or a bridge, which may lie elsewhere."""
_COMMON = frozenset({"合作", "资源", "港口", "新城", "新建", "公安", "南部", "城中", "市中", "古城", "新区", "郊区", "城区"})
"""Short names of counties that open titles as words, and whose full names do in texts (港口区, 经贸|合作区)."""
_OTHER_WORD = frozenset("域块间位别分划级城场民值面容")
_DATELINE_WITHIN = 200
_OPENING = 300
"""How many characters open a text: what is named in them is what it is about."""
_COUNTIES = frozenset("县区旗")
_COUNTRY_UNIT, _PROVINCE, _REGION = "国", "省", "自治区"
_OUR_COUNTRY = "我国"
_VERB_NAME = "会同县"  # 县畜牧局会同县农业局
_CONTENDERS = 0.75
_STRONG, _WEAK = 2, 1


class _Naming(NamedTuple):
    code: str
    start: int
    end: int


def speaker(text: str, title: str | None = None) -> Called | None:
    """The division that speaks in ``text``; None where none is named as its own, or two alike.

    Each naming by full name counts for its division, twice where the text speaks there of the division itself (its congress, its
    offices, the head of the text or of a sentence); a naming beside others or as somebody else's place counts for nothing but against
    all others. The place of a dateline counts twice. Where the text calls a division its own only once, it must name it
    twice in such places.
    """
    text = text[:_READ]
    headed = _headed(text, title) if title else None
    if headed is not None:
        return headed
    unit, times = _own_unit(text, title)
    if not unit or unit == _COUNTRY_UNIT:
        return None
    data = table()
    points: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    named = [(naming, data.places[naming.code]) for naming in _namings(data, text)]
    if unit == "区" and _REGION in text:  # 全区 is the whole region
        unit = _REGION
    levels = {place.level for _, place in named if place.name.endswith(unit)}
    against = 0
    for naming, place in named:
        weight = _weight(text, naming) if place.name.endswith(unit) else 0
        if weight:
            points[naming.code] += weight
            first.setdefault(naming.code, (naming.start, naming.end))
        elif place.level in levels:
            against += 1
    for code, span in (*_reported(data, text, unit), *_described(data, text, title, unit)):
        points[code] += _STRONG
        first.setdefault(code, span)
    (code, most), *_ = points.most_common(1) or [("", 0)]
    enough = _STRONG if times >= _SURE and (unit != _PROVINCE or _titled(title)) else 2 * _STRONG  # news of many provinces say 全省, too
    if unit in _COUNTIES and f"我{unit}" in text and not against and len(points) == 1:  # the only one that is named
        enough = _WEAK
    if most < enough or most < _CONTENDERS * (points.total() + against):
        if times < _SURE and f"本{unit}" in text:  # 各省…本省: of each
            return None
        return called(text, unit, times, [Called(place, naming.start, naming.end) for naming, place in named])
    return Called(data.places[code], *first[code])


def own_times(text: str) -> int:
    """How often a text speaks of its own province, city or county, or of their bodies (县委, 市财政局)."""
    return sum(match[0] != _COUNTRY_UNIT for match in _OWN_UNIT.finditer(text[:_READ]))


def _own_unit(text: str, title: str | None) -> tuple[str, int]:
    """省, 市, 县 …: the level that the title calls its own, else that of which the text speaks as its own most often, and how often.

    Empty where it does of none, or of two alike; 国 where it speaks of the country.
    """
    titled = _titled(title)
    if titled is not None:
        return titled[1], _SURE
    found = list(_OWN_UNIT.finditer(text))
    if not found:
        return "", 0
    units = Counter(match[0] for match in found)
    times = max(units.values())
    most = [unit for unit, number in units.items() if number == times]
    if {*most} == {_COUNTRY_UNIT, _PROVINCE} and _OUR_COUNTRY not in text:  # 全国 is what a province says, too
        most.remove(_COUNTRY_UNIT)
    if len(most) > 1:
        return "", 0
    unit = most[0]
    if times == 1 and _of_another(text, found[0].start()):
        return "", 0
    return unit, times


def full_names(text: str) -> list[Called]:
    """Where divisions stand by their full names."""
    data = table()
    return [Called(data.places[naming.code], naming.start, naming.end) for naming in _namings(data, text)]


def _of_another(text: str, position: int) -> bool:
    """Whether what is called whole at ``position`` is another's: 武汉全市, 安徽省全省."""
    if text[position - 1 : position] != "全":
        return False
    names = table()
    before = text[max(0, position - 5) : position - 1]
    return any(before[-length:] in names.short or before[-length:] in names.full for length in (2, 3, 4) if length <= len(before))


def _titled(title: str | None) -> re.Match[str] | None:
    """Where a title calls a division its own: 全省…会议, 在全县…会上的讲话."""
    return _TITLE_UNIT.match(title) if title else None


def _namings(data: Table, text: str) -> Iterator[_Naming]:
    """Divisions named in full, or by their city's full name and their own short one (泰州市兴化); names of several divisions are none."""
    for match in _ENDS.finditer(text):
        end = match.end()
        for length in data.closing.get(text[end - 2 : end], ()):
            name = text[end - length : end] if length <= end else ""
            codes = data.full.get(name, ())
            if len(codes) != 1 or name == _VERB_NAME or (length == 2 and not _BRIEF_BEFORE.search(text, max(0, end - 3), end - 2)):
                continue
            inner = _inner(data, text, end, codes[0])
            yield _Naming(codes[0], end - length, end) if inner is None else _Naming(inner[0], end - length, inner[1])
            break


def _inner(data: Table, text: str, end: int, outer: str) -> tuple[str, int] | None:
    """The county that is named by its short name right after its city (泰州市|兴化生态环境局), and where its name ends."""
    if not outer.endswith("00"):
        return None
    for length in (4, 3, 2):
        codes = [code for code in data.short.get(text[end : end + length], ()) if code[:4] == outer[:4] and not code.endswith("00")]
        if len(codes) == 1:
            return codes[0], end + length
    return None


def _headed(text: str, title: str) -> Called | None:
    """The county with whose short name the title opens (龙华新建…), and whose full name stands in the text.

    Of several of that name (龙华区) it is the one whose city the text names, too.
    """
    data = table()
    start = len(title) - len(title.lstrip(_MARKS))
    for length in (4, 3, 2):
        name = title[start : start + length]
        codes = [code for code in data.short.get(name, ()) if not code.endswith("00")]
        if not codes or name in _COMMON or _NAMED_AFTER.match(title, start + length):
            continue
        for code in codes:
            place = data.places[code]
            at = text.find(place.name) if place.name.startswith(name) else -1
            if at < 0 or text[at + len(place.name) : at + len(place.name) + 1] in _OTHER_WORD:
                continue
            outer = short_name(data.places[city].name) if (city := code[:4] + "00") in data.places else None
            if len(codes) == 1 or (outer is not None and outer in text):
                return Called(place, at, at + len(place.name))
    return None


def _weight(text: str, naming: _Naming) -> int:
    before = max(0, naming.start - 4)
    if _ASIDE.search(text, before, naming.start):
        return 0
    if _OWN_AFTER.match(text, naming.end):
        return _STRONG
    if text[naming.start - 1 : naming.start] in _LISTED or text[naming.end : naming.end + 1] in _LISTED:
        return 0
    return _STRONG if naming.start < _OPENING or _OWN_BEFORE.search(text, before, naming.start) else _WEAK


def _reported(data: Table, text: str, unit: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The division of level ``unit`` from which a local medium reports."""
    for match in _DATELINE.finditer(text, 0, _DATELINE_WITHIN):
        group = match.lastgroup or ""
        name = match[group]
        codes = [code for code in data.short.get(name, ()) if data.places[code].name.endswith(unit)]
        if len(codes) == 1:
            yield codes[0], match.span(group)


def _described(data: Table, text: str, title: str | None, unit: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The division of level ``unit`` with whose short name the title opens, and of which a sentence says what or where it is.

    One of both is not enough: 资源, 平原 and 公安 are words, too.
    """
    for match in _DESCRIBED.finditer(text):
        name = match["name"]
        codes = [code for code in data.short.get(name, ()) if data.places[code].name.endswith(unit)]
        if title is not None and title.startswith(name) and len(codes) == 1:
            yield codes[0], match.span("name")
            return
