"""Public institutions of a government (市社会保险基金管理中心) and the managing bodies of zones (平潭综合实验区管委会)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from policy_extract.finding.agencies.finder import Finder
from policy_extract.finding.agencies.fronts import Front, front_before
from policy_extract.finding.agencies.open_names import UNIT, mention
from policy_extract.grammar.agency_names import resolve_unit
from policy_extract.lexicon import words
from policy_extract.mentions import AgencyMention, Place
from policy_extract.patterns import later
from policy_extract.regions.table import table

_OF_TOWNS = {
    "所": ("派出所", "水管所", "财政所", "水务所", "司法所", "国土所", "自然资源所"),
    "站": ("水利站", "水务站", "农经站", "农技站", "农机站", "环保站", "文化站", "林业站", "兽医站", "畜牧站", "水管站", "工作站"),
    "办": ("党政办", "综治办", "扶贫办", "民政办", "发展办", "振兴办", "人居办", "城建办", "应急办", "社会事务办", "组织办", "农业办"),
}
"""Endings of the offices of a township, by their last character."""
_FULL_OF_TOWNS = ("服务中心", "财政所", "水务所", "水利站", "林业站")
_OFFICES_OF_TOWNS = ("党政办", "经济发展办", "社会事务办", "乡村振兴办")
"""Endings of a township's bodies that are no short forms, and those that only leave out 公室."""
_ALONE = ("派出所", "司法所", "市场监管所")
_ACTS = later("[、）)]|配合|负责|牵头|要(?![求点素])|应当?|协助|可以")
_BUILT = later("(?:、[一-龥]{2,10}){1,8}?等[^，。；、\\n]{0,6}(?:建设|设施|场所)")
"""调解室、司法所、派出所等基础建设: what is built."""
_CENTRES = "管理服务指挥监测研究保障核查评估推广促进发展结算评审登记检测经办事务考试调度救助预警信息采购防控控制"
_ENDINGS = {  # last character → the endings of such names
    "心": (
        "权益保护中心",
        *(word + "中心" for word in re.findall("..", _CENTRES)),
    ),
    "所": ("管理所", "研究所", "监督所", "监测所", "检验所", "测试所", "检定所", "检测所", "市场监管所", *_OF_TOWNS["所"]),
    "站": ("边检站", "边防检查站", "监测站", "推广站", "管理站", *_OF_TOWNS["站"]),
    "办": _OF_TOWNS["办"],
    "队": tuple(f"{what}{rank}" for what in ("监察", "执法", "稽查") for rank in ("总队", "支队", "大队", "中队")),
}
_PART = "[^的了在对为把将要由等从以并或及使已未，。；：、！？“”‘’（）()《》〈〉\\[\\]【】\\s\\da-zA-Z,.;:!?\"'—…·%％]"
_TOWN = "[乡镇](?![村镇域区委里级]|政府|党(?!政办))"
_NAMED = later(f"{UNIT}(?!{UNIT}){_PART}{{2,18}}\\Z")
_OF_ANY_TOWN = later(f"乡镇(?![村文卫]|综合文化){_PART}{{2,10}}\\Z")
_IN_TOWN = later(f"(?<![一-龥城和与]){_TOWN}{_PART}{{2,10}}\\Z|(?<=[由和与]){_TOWN}{_PART}{{2,10}}\\Z")
_BORDER = ("边检站", "边防检查站")
_STATION = later(
    "(?:(?<![一-龥])|(?<=由|和|与))(?P<name>(?P<crossing>(?!各|省|市|全|该|本)[一-龥]{2,5}?)(?:出入境)?边(?:检站|防检查站))\\Z"
)
_LONGEST = 24
_ZONE = later(
    f"(?:中关村|(?:北京)?城市副中心|(?:(?![和与是]){_PART}){{2,14}}(?:(?:实验|试验|示范|合作|开发|高新|经开|保税|综保|新|园|港|景|功能|管理|度假|产业|协作|先导|先行|自创|自贸|片|林|矿|湖|库|灌|站)区|商务区|新城|科技城|生态城|科学城|产业园|工业园"
    "|开发区|自贸港|半岛))\\Z"
)
_PRIVATE = later("公司|集团|企业|医院|大学|学院|学校|社区")
_NOT_OF_ZONE = later("配合|会同|支持|协助|指导|督促|推动|加强|设立|成立|后报|同意|批准|有关|相关|所属|各|该|本|两个")
_OPEN_LEFT = frozenset("、，。；：（(“《 　\n\t,;:由和与及经")
_NAMES = (4, 3, 2)


def _institutions(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """Centres, offices and stations that carry out a public duty, behind their region; a community's or a firm's centre is none."""
    endings = _ENDINGS[text[ends[0] - 1]]
    for end in ends:
        if text.endswith(_BORDER, 0, end):
            yield from _border_station(text, end)
            continue
        found = _NAMED.search(text, max(0, end - _LONGEST), end) if text.endswith(endings, 0, end) else None
        if found is None:
            any_town = _OF_ANY_TOWN.search(text, max(0, end - _LONGEST), end)
            if any_town is not None:  # 乡镇畜牧兽医站: of any of them
                yield AgencyMention(any_town.start(), end, any_town[0], "group", None, "township", None, "agency.institution")
                continue
            town = _IN_TOWN.search(text, max(0, end - _LONGEST), end) if text.endswith(endings, 0, end) else None
            if town is not None:
                own = Front(town.start(), resolve_unit(text[town.start()], place), "township", collective=False)
                full = text.endswith(_FULL_OF_TOWNS, 0, end)
                brief = text.endswith(_OFFICES_OF_TOWNS, 0, end)
                name = text[own.start + 1 : end] + "公室" * brief
                official = own.place.name + name if own.place is not None and (full or brief) else None
                yield mention(text, own, end, official, "agency.institution")
            elif text.endswith(_ALONE, 0, end):
                yield from _alone(text, end)
            continue
        unit_end = found.start() + (3 if text.startswith("自治区", found.start()) else 1)
        if not _duty().match(text, unit_end, end) or _PRIVATE.search(text, unit_end, end):
            continue
        front = front_before(text, unit_end, place, names_city=False)
        if front is not None and not front.collective:
            official = front.place.name + text[unit_end : end] if front.place else None
            yield mention(text, front, end, official, "agency.institution")


def _alone(text: str, end: int) -> Iterator[AgencyMention]:
    """派出所、司法所配合: a town's offices without the town, where they act or are listed."""
    name = next(name for name in _ALONE if text.endswith(name, 0, end))
    start = end - len(name)
    if (not start or text[start - 1] in _OPEN_LEFT) and _ACTS.match(text, end) is not None and _BUILT.match(text, end) is None:
        yield AgencyMention(start, end, name, "group", None, "township", None, "agency.institution")


def _border_station(text: str, end: int) -> Iterator[AgencyMention]:
    """友谊关边检站, which bears the name of its crossing."""
    found = _STATION.search(text, max(0, end - _LONGEST), end)
    if found is not None:
        official = found["crossing"] + "出入境边防检查站"
        yield AgencyMention(found.start("name"), end, found["name"], "body", official, None, None, "agency.institution")


@cache
def _duty() -> re.Pattern[str]:
    """The duty that such a name opens with, up to four characters in."""
    return re.compile(f"[一-龥]{{0,4}}?(?:{'|'.join(map(re.escape, words('agencies', 'duty')))})")


def zone_start(text: str, end: int) -> int | None:
    """Where the name of a zone begins that ends at ``end`` (平潭综合实验区|管委会); None where none with a name of its own does."""
    found = _ZONE.search(text, max(0, end - _LONGEST), end)
    if found is None:
        return None
    data = table()
    for start in range(found.start(), end - 3):
        for length in _NAMES:
            name = text[start : start + length]
            if name in data.short or name in data.full:
                return start
    before = text[found.start() - 1 : found.start()]
    own = (not before or before in _OPEN_LEFT) and _NOT_OF_ZONE.search(found[0]) is None
    return found.start() if own else None


def _after_any(endings: tuple[str, ...]) -> str:
    """A look-behind for any of ``endings``, one for each of their lengths: re takes no other."""
    lengths = sorted({len(ending) for ending in endings})
    return f"(?:{'|'.join('(?<=' + '|'.join(one for one in endings if len(one) == length) + ')' for length in lengths)})"


FINDERS = {last: Finder(_after_any(endings), _institutions) for last, endings in _ENDINGS.items()}
"""By the last character of 管理中心, 研究所, 监测站."""
