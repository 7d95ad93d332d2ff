"""What stands before a body's name and belongs to it: a division (沈阳市), a level (市, 省级) or a collective (各级, 各市、县)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from policy_extract.grammar.agency_names import UNIT_LEVEL, resolve_unit
from policy_extract.lexicon import words
from policy_extract.mentions import Level, Place
from policy_extract.patterns import later
from policy_extract.regions import contains, division_at, find
from policy_extract.regions.table import short_name, table

WINDOW = 40
"""How far back a front may reach, in characters; longer enumerations of levels do not occur."""

_CORPS = "新疆生产建设兵团"
UNIT = (
    f"{_CORPS}|自治区|直辖市|设区的?市|省辖市|县级市|地级市|计划单列市|副省级城市|省会城市|城市|自治州|自治县|乡镇|街道|开发区|高新区|经开区|新区"
    "|综保区|保税区|园区|功能区|林区|地区"
    "|[省市县区旗州盟乡镇]|地(?![方区理点位])"
)
_BRACKET = f"[（(](?>{UNIT}|[、,，和及]){{1,12}}+[）)]"
UNITS = f"(?>{UNIT})(?>{_BRACKET})?+(?>(?:、|/|和|与|及|或)?(?>{UNIT})(?>{_BRACKET})?+){{0,7}}+"
_RANK = "(?:[两三四]?级|属)?(?:以上|以下)?"
_SCOPE = (
    "各级|各省份|各有关|各相关|各试点|各|地方|国务院|中央|国家|全[国省市县区州旗]|当地|所在地|属地|上一级|下一级|上级|下级|同级|本级|有关|相关|基层|[两三四五六]地|试点(?=城市|地区|[省市县区])"
    "|(?:涉农|涉海|沿线|沿江|沿海|沿河|沿湖|沿黄|沿淮|边境|产粮|民族)(?=各?(?:[市县区乡镇]|\\Z)|[两二三四五六七八九十]{1,2}个?[省市县区镇])"
    "|(?<=沿[线江海河湖黄淮])[两二三四五六七八九十]{1,2}个?(?=[省市县区镇])|所在(?=乡镇|县区|市县|区县)"
)
_TWO_RANKS = "(?<=级)[及和](?=[省市县区]级以[上下])"  # 省级及省级以下
_FRONT = later(f"(?>{_SCOPE}|{UNITS}{_RANK}|{_TWO_RANKS}|、(?=涉农|相关|有关)){{1,6}}+\\Z")  # 市、涉农区人民政府
_LETTERS = frozenset(char for char in _SCOPE + UNITS + "两三四级属以上下" if "一" <= char <= "龥" or char in "（(）)、,，/")
_DIVISION_ENDS = frozenset("省市区县旗州盟")


def _last_characters(alternatives: str) -> Iterator[str]:
    """The characters with which the words of a flat alternation end."""
    for word in re.sub(r"\(\?[!=][^)]*\)", "", alternatives).split("|"):
        yield from word[word.rindex("[") + 1 : -1] if word.endswith("]") else word[-1]


CORPS = Place(_CORPS, "650000", "city")
"""Ranks as a province, but its departments are 局 (新疆生产建设兵团水利局), as a city's are."""
_ENDS = frozenset(f"）)级属上下{_CORPS[-1]}").union(_last_characters(_SCOPE), _last_characters(UNIT), _DIVISION_ENDS)
"""Last characters of fronts other than short names."""
_MISREAD = later("地(?![级市州方区、（(])|[省市县区州]各")  # 居住|地镇政府, 本|市各区
_TOWN_AND_WIDER = later("[镇乡]、(?=[省市县区旗])")
_ZONES = frozenset({"开发区", "高新区", "经开区", "新区", "综保区", "保税区", "园区"})
_CENTRAL_SCOPE = ("国务院", "国家", "中央")
_LOCAL_SCOPE = later("(?:所在地|当地|属地)(?=.)")
_WHOSE_SEAT = later("[一-龥](?<![由向报经请与和及送商对在交受])")
"""户籍|所在地: what the place is the seat of is said."""

# 城市, 园区, 社区 …: the unit word is the end of another word.
_OTHER_WORD = {
    "市": "城都超股门集夜楼上闹早开", "区": "大园社景小校城片辖特山库灾林牧厂街疫湾新地分战护税验范假",
    "县": "邻灾困", "省": "节", "旗": "国红", "镇": "城集", "乡": "城", "地": "土工各本外当基场用", "州": "",
}
_TOWN_BODIES = ("人民政府", "党委")
_VERB_NAME, _VERB_NAME_CITY = "会同县", "4312"
"""A county whose name reads as "together with the county": it is meant only in its own city's documents."""
_JOINS = frozenset("及和与、")
_BEFORE_UNIT = frozenset("由和与及经向报请实照了到")  # 由州|住房和城乡建设局
_ZONE_NAMES = (4, 3, 2)
_BEFORE_ZONE = _BEFORE_UNIT | frozenset("同在到至对给让")
"""天津港|保税区 has a name of its own that no table holds."""
_OUTER = frozenset("省市州盟")
"""泰州市|兴化生态环境局 is the city's."""
_SHORT_LENGTHS = (4, 3, 2)
_TOWN_REACH = 10
_TOWN = later(
    "(?:[、，,；;。：:（(\\s/|]|会同|政府|[由和与及]|\\A)"
    "(?P<name>(?!会同|并|通过|凭|配合|支持|指导|督促|要求|协助|协调|组织|报送|报经|所[在属]|相关|有关|沿线|本|各|该|全|当地|一|两|三|涉及|其他|其余|由)[一-龥]{1,5}(?<![的在把将各对向等由和与及至到从是为给请报经级地区]))\\Z"
)
_TOWN_NAMES = (2, 3, 4)
_TOWN_NAME = later("[一-龥]{2,4}(?<![各及和与的所其等属由在向对])")
_TERM = later("第[一二三四五六七八九十]{1,3}届\\Z")
_SESSION = later("(?:常务委员会)?第[一二三四五六七八九十\\d]{1,3}次")
_LONGEST_TERM = 5
"""Characters of 第二十三届."""
_LIST_JOINTS = frozenset("、和及等")
_LONGEST_NAME = 15
"""Characters of the longest names of divisions: 积石山保安族东乡族撒拉族自治县."""
_MOST_LISTED = 40
"""Places that are read of one list: more than any province has cities."""


class Front(NamedTuple):
    """``place`` is known where a division is named or the document's own gives it; ``collective`` means more than one body."""

    start: int
    place: Place | None
    level: Level | None
    collective: bool
    central: bool = False


def front_before(text: str, end: int, place: Place | None, names_city: bool) -> Front | None:
    """The front that ends at ``end``. ``names_city``: a short name may stand before (广州发改委), as before bodies but not 部门."""
    last = text[end - 1] if end else ""
    if last not in _ENDS:
        return _short_place(text, end, place) if names_city else None
    named = _named_place(text, end, place) if last in _DIVISION_ENDS else _corps(text, end) if last == _CORPS[-1] else None
    if named is not None:
        return named
    low, limit = end, max(0, end - WINDOW)
    while low > limit and text[low - 1] in _LETTERS:
        low -= 1
    if end - low == 1 and text[low] in UNIT_LEVEL:  # most fronts: 市|财政局
        return _single(text, low, text[low], place, names_city)
    front = _front_in(text[low:end])
    if not front:
        return _short_place(text, end, place) if names_city else None
    start = end - len(front)
    start, front = _without_list(text, start, front)
    local = _LOCAL_SCOPE.match(front)
    if local is not None:
        if local[0] == "所在地" and not _WHOSE_SEAT.match(text, start - 1):  # 由|所在地县级人民政府
            return Front(start, None, UNIT_LEVEL.get(front[local.end() :].removesuffix("级")), collective=True)
        start, front = start + local.end(), front[local.end() :]  # 户籍所在地镇人民政府 is 镇人民政府
    if front in _ZONES:  # 综保区|管委会招商局
        return _zone(text, start, front, place)
    if front in UNIT_LEVEL or front in _OTHER_WORD:
        return _single(text, start, front, place, names_city)
    if front in _CENTRAL_SCOPE:
        return Front(start, None, "central", collective=False, central=True)
    return _collective(text, start, front, place)


def _without_list(text: str, start: int, front: str) -> tuple[int, str]:
    """A front without the end of what is listed before it: 市林草局、|相关县市, 临江镇、|县."""
    if front[0] == "、" or (front == "州新区" and _named_zone(text, start + 1) is not None):  # 兰州|新区
        return start + 1, front[1:]
    if front[0] in "镇乡" and "一" <= text[start - 1 : start] <= "龥" and _TOWN_AND_WIDER.match(front):
        return start + 2, front[2:]
    return start, front


def _zone(text: str, start: int, front: str, place: Place | None) -> Front | None:
    """A zone without its name, that of the text; 新区 in the document of 浦东新区 is the district."""
    if front == "新区" and place is not None and place.name.endswith(front):
        return Front(start, place, place.level, collective=False)
    named = _named_zone(text, start) if front == "新区" else None
    if named is not None:
        return named
    before = text[start - 1 : start]
    return Front(start, None, None, collective=False) if not "一" <= before <= "龥" or before in _BEFORE_ZONE else None


def _named_zone(text: str, end: int) -> Front | None:
    """A new area that has a name and is no division: 天府|新区, 成都天府|新区."""
    for length in _ZONE_NAMES:
        if end >= length and text[end - length : end] in words("agencies", "zone"):
            outer = _short_place(text, end - length, None)
            return Front(outer.start if outer is not None else end - length, None, None, collective=False)
    return None


def _collective(text: str, start: int, front: str, place: Place | None) -> Front | None:
    """A front of more than one word: 各市县, 县级, 辽宁省各市."""
    end = start + len(front)
    if _MISREAD.match(front):
        start, front = start + 1, front[1:]
    unit_end = start + 1 if front[0] in "省市县区旗州" else start
    outer = _named_place(text, unit_end, place) if unit_end > start else None
    if outer is None and _ends_other_word(text, start):
        start += 1
        if start == end:
            return None
    level = UNIT_LEVEL.get(front.removesuffix("级"))
    if front.endswith("级") and level is not None:
        return Front(start, resolve_unit(front[:-1], place), level, collective=False)
    return Front(outer.start if outer else start, None, level, collective=True)


@lru_cache(maxsize=4096)
def _front_in(letters: str) -> str:
    """The front that ends a run of ``_LETTERS``: few of them make up most fronts of all texts."""
    match = _FRONT.search(letters)
    return match[0] if match is not None else ""


def _corps(text: str, end: int) -> Front | None:
    """新疆生产建设兵团 by itself, not as the last of 各省、自治区、直辖市及新疆生产建设兵团."""
    begin = end - len(_CORPS)
    alone = text.endswith(_CORPS, 0, end) and text[begin - 1 : begin] not in _JOINS
    return Front(begin, CORPS, "province", collective=False) if alone else None


def _ends_other_word(text: str, start: int) -> bool:
    """Whether the unit at ``start`` is the end of another word: 城|市, 社|区; not that of 召开|市委常委会."""
    before = text[start - 1 : start]
    return before != "" and before in _OTHER_WORD.get(text[start], "") and not text.startswith("召开", max(0, start - 2))


def _single(text: str, start: int, unit: str, place: Place | None, names_city: bool) -> Front | None:
    named_town = unit == "镇" and text.startswith(_TOWN_BODIES, start + 1)  # 弥城|镇人民政府
    if unit not in UNIT_LEVEL or (_ends_other_word(text, start) and not named_town):
        return _short_place(text, start + len(unit), place) if names_city else None
    region = _short_place(text, start, place) if unit == "自治区" else None
    if region is not None and region.place is not None and region.place.name.endswith(unit):  # 广西自治区
        return region
    if unit == "州":  # 广州, 杭州: the end of a name
        short = _short_place(text, start + 1, place)
        if short is not None or ("一" <= text[start - 1 : start] <= "龥" and text[start - 1] not in _BEFORE_UNIT):
            return short
    if text[start - 1 : start] == "我":  # 我市教育局
        start -= 1
    return Front(start, resolve_unit(unit, place), UNIT_LEVEL[unit], collective=False)


def with_town(text: str, front: Front) -> Front:
    """A township's front with its name (辛店|镇人民政府), where a mark or a word that joins units stands before the name."""
    name = _TOWN.search(text, max(0, front.start - _TOWN_REACH), front.start)
    if name is not None:
        return front._replace(start=name.start("name"))
    for length in _TOWN_NAMES:  # 巫山县|培石|乡政府
        begin = front.start - length
        outer = _named_place(text, begin, None) if _TOWN_NAME.fullmatch(text, max(0, begin), front.start) else None
        if outer is not None:
            return front._replace(start=outer.start)
    return front


def term_start(text: str, start: int, end: int) -> int:
    """Where the term begins that a formal name holds before ``start`` (河湾县|第十二届|人民代表大会常务委员会); ``start`` without one.

    A session (第十二届人民代表大会第二次会议) is an occasion, not the body.
    """
    term = _TERM.search(text, max(0, start - _LONGEST_TERM), start) if text[start - 1 : start] == "届" else None
    return term.start() if term is not None and _SESSION.match(text, end) is None else start


def with_listed(text: str, front: Front) -> Front:
    """A front with the other places of a list that the name closes: 安新县、雄县、容城县|政府, 保定、沧州等市|人民政府."""
    joint = text[front.start - 1 : front.start]
    if joint not in _LIST_JOINTS or (joint != "等" and division_at(text[front.start : front.start + _LONGEST_NAME]) is None):
        return front
    start = front.start
    for _ in range(_MOST_LISTED):
        length = _length_of_place(text, start - 1)
        if not length:
            break
        start -= 1 + length
        if text[start - 1 : start] not in _LIST_JOINTS - {"等"}:
            break
    return front if start == front.start else front._replace(start=start, place=None, collective=True)


def _length_of_place(text: str, end: int) -> int:
    """The length of the division's name, full or short, that ends at ``end``; 0 where none does."""
    data = table()
    if end < 2:
        return 0
    for length in data.closing.get(text[end - 2 : end], ()):
        brief = length == 2 and "一" <= text[end - 3 : end - 2] <= "龥" and text[end - 3] not in _LIST_JOINTS  # 西区, 城区: ends of words
        if 2 <= length <= end and not brief and text[end - length : end] in data.full:
            return length
    return next((length for length in _SHORT_LENGTHS if length <= end and text[end - length : end] in data.short), 0)


def _named_place(text: str, end: int, place: Place | None, outside: int = 2) -> Front | None:
    """The division whose full name ends at ``end``, with up to ``outside`` wider ones named before it (辽宁省沈阳市)."""
    if end < 2 or text[end - 1] not in _DIVISION_ENDS:
        return None
    data = table()
    for length in data.closing.get(text[end - 2 : end], ()):
        name = text[end - length : end] if length <= end and (length > 2 or _brief_county(text, end, place)) else ""
        if name == _VERB_NAME and (place is None or not place.adcode.startswith(_VERB_NAME_CITY)):
            continue
        if name in data.full or name in data.former:
            found = find(name, place)
            outer = _named_place(text, end - length, place, outside - 1) if outside else None
            inner = find(name, outer.place) if outer is not None and outer.place is not None else None
            if inner is not None and outer is not None and outer.place not in (None, inner) and contains(outer.place, inner):
                return Front(outer.start, inner, inner.level, collective=False)
            city = _short_city(text, end - length, name) if outer is None and outside else None
            if city is not None:
                return city
            return Front(end - length, found, found.level if found else _level_of_name(name), collective=False)
    return None


def _short_city(text: str, end: int, name: str) -> Front | None:
    """沈阳浑南区: the division ``name`` behind the short name of the city or province in which it lies, which ends at ``end``."""
    data = table()
    for length in _SHORT_LENGTHS:
        for code in data.short.get(text[end - length : end], ()) if end >= length else ():
            outer = data.places[code] if _is_wide(code) else None
            inner = find(name, outer) if outer is not None else None
            if inner is not None and outer is not None and inner != outer and contains(outer, inner):
                return Front(end - length, inner, inner.level, collective=False)
    return None


def _brief_county(text: str, end: int, place: Place | None) -> bool:
    """Whether a county of two characters may end at ``end`` (莘县|农业局): the document's own, or one that no character touches."""
    if text[end - 1] != "县":
        return False
    own = place is not None and place.name == text[end - 2 : end]
    return own or not "一" <= text[end - 3 : end - 2] <= "龥"


def _level_of_name(name: str) -> Level | None:
    return UNIT_LEVEL.get(name[-1])


def _short_place(text: str, end: int, place: Place | None) -> Front | None:
    own = short_name(place.name) if place is not None and place.level == "county" else None
    if own is not None and place is not None and text.endswith(own, 0, end):  # 龙华|教育局 in a text of 龙华区
        return Front(end - len(own), place, "county", collective=False) if text[end - len(own) - 1 : end - len(own)] not in _OUTER else None
    if end < 1 or text[end - 1] not in _short_ends():
        return None
    data = table()
    for length in _SHORT_LENGTHS:
        name = text[end - length : end] if end >= length else ""
        if name in data.short and any(map(_is_wide, data.short[name])):
            found = find(name, place)
            return Front(end - length, found, found.level if found else None, collective=False)
        if name in data.former:  # 襄樊发改委
            found = find(name, place)
            return Front(end - length, found, found.level if found else None, collective=False)
    return None


def any_short_place(text: str, end: int, place: Place | None) -> Front | None:
    """The short name of any division, a county's too (凭祥|海关): for names that nothing but a place precedes."""
    for length in _SHORT_LENGTHS:
        name = text[end - length : end] if end >= length else ""
        if length > 1 and name in table().short:
            found = find(name, place)
            return Front(end - length, found, found.level if found else None, collective=False)
    return None


def city_and_county(text: str, end: int) -> Front | None:
    """A city's full name and its county's short one: 泰州市兴化|生态环境局, the city's bureau in the county, whose name is as written."""
    data = table()
    for length in _SHORT_LENGTHS:
        name = text[end - length : end] if end > length else ""
        city = _named_place(text, end - length, None, 0) if len(name) > 1 and name in data.short else None
        if city is None or city.place is None or city.place.level != "city":
            continue
        inner = [code for code in data.short[name] if code[:4] == city.place.adcode[:4] and not code.endswith("00")]
        if len(inner) == 1:
            return Front(city.start, Place(city.place.name + name, inner[0], "county"), "county", collective=False)
    return None


@cache
def _short_ends() -> frozenset[str]:
    """Last characters of the names that ``_short_place`` knows."""
    data = table()
    return frozenset(name[-1] for name in (*data.former, *(name for name, codes in data.short.items() if any(map(_is_wide, codes)))))


def front_ends() -> frozenset[str]:
    """The characters with which what stands before a body's name may end."""
    return _ENDS | _short_ends()


def _is_wide(code: str) -> bool:
    """Whether the code is a province's or a city's."""
    return code.endswith("00")
