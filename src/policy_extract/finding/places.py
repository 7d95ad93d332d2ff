"""Places that speak for themselves in a clause: 上海筹集7万套、广州6万套. A record of theirs has a jurisdiction of its own."""

from __future__ import annotations

from policy_extract import regions
from policy_extract.mentions import Place
from policy_extract.patterns import later

_LONGEST = 12  # characters of the longest names that are looked up
_AHEAD = later(r"[\s，,、“\"]*(?:其中[，,：:]?|(?:今年|明年|年内|全年|(?:到|至)?(?:19|20)\d\d年(?:底|末)?前?)[，,]?)*")
# What follows a short name (上海, 广州) that is a place and no part of another word
_PREDICATE = later(
    r"[\s，,：:]*(?:计划|将|要|拟|力争|争取|确保|预计|提出|明确|新增|筹集|新建|建设|建成|完成|实现|达到|增长|培育|安排|约|不少于|不低于"
    r"|超过|突破|地区生产总值|生产总值|经济|规模以上|固定资产|城镇|农村|居民|各|分别|全[省市区]|[\d０-９])"
)
_NO_NAME = frozenset("各全本该我其每两一二三四五几小")  # 各镇, 小城镇
_KIND_OF = frozenset("明生农安福居统绿富洁卫范色点困心城小制政然丽乡中民型级个好强大名")  # 示范镇, 美丽乡村, 行政村
_NO_PLACE = frozenset({"全国", "中国", "我国"})


def is_place(words: str) -> bool:
    """Whether the words are the name of a division and nothing else."""
    return 2 <= len(words) <= _LONGEST and words not in _NO_PLACE and (regions.find(words) is not None or _by_suffix(words))


def _by_suffix(words: str) -> bool:
    """A county or district of which there are several (铁西区, 鼓楼区), a town or village (凤仪镇)."""
    if 3 <= len(words) <= 4 and words[-1] in "镇乡村" and words[0] not in _NO_NAME and words[-2] not in _KIND_OF:
        return True
    return 3 <= len(words) <= 4 and words[-1] in "县区" and words[0] not in "各全本该我" and words[-2] not in "城地园社郊山景小校厂库"


def opening_place(text: str, start: int, end: int, within: Place | None) -> tuple[tuple[int, int], Place] | None:
    """The division that opens ``text[start:end]`` as its subject, with its span: 沈阳市计划…, 上海筹集…; None where there is none.

    ``within`` decides between namesakes, as in :func:`policy_extract.regions.find`.
    """
    lead = _AHEAD.match(text, start, end)
    at = lead.end() if lead else start
    for size in regions.lengths(text[at : at + 2]):
        name = text[at : at + size]
        place = regions.find(name, within) if size <= end - at else None
        if place is None or place.level == "central":
            continue
        full = name == place.name
        if full or (place.level in {"province", "city"} and _PREDICATE.match(text, at + size)):
            return (at, at + size), place
    return None
