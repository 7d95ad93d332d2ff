"""Who has a duty without a name: 蓄滞洪区集中的县（市、区）要…, 由领导小组…, 由所在乡镇…, 科研项目管理部门、专业机构要…."""

from __future__ import annotations

from collections.abc import Iterator

from policy_extract.finding.assignments.items import Item, Listing, Units, in_role
from policy_extract.mentions import Assignment
from policy_extract.patterns import later

_UNIT = "省份|城市|市县|县区|县市区?|乡镇|[省市县](?:[（(][省市县区州盟旗、]{1,8}[)）])?"
_PLACES = later(f"的(?P<unit>{_UNIT})(?=要(?![求点素])|应当?(?![急用对])|须|必须)")
_BY_WHOM = later(
    "由(?P<who>(?:领导小组|指挥部|联席会议|工作专班)(?:办公室)?|所在(?:乡镇|[镇乡县村]|街道|社区)(?:[（(](?:街道|乡|镇|场|社区)[）)])?)"
    "(?=[于在]|负责|牵头|组织|统筹|汇总|研究|报|按|会同|每|定期|统一|落实)"
)
_DESCRIPTION = later("(?:\\A|(?<=[。；，;：:、\\n 　)）]))(?P<what>[一-龥“”、]{2,30})\\Z")
_GROUP = later(
    r"(?:组|专班)[。：:](?P<duty>(?:主要|具体|统一)?负责)(?![人同])"
)
_NUMBERED = later(r"(?:\A|\n|[。；])[ 　]*(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[)）.．、][ 　]*)?(?P<who>[一-龥]{2,10})\Z")
_LONGEST_GROUP = 24
_FUNCTIONS = later(r"(?:部门|机构|单位)(?=[，,]?(?:要(?![求点素])|应当|必须|须))")
_NAMED_BY_IT = later(  # what such a body is for; 有关部门, 用人单位 and 行业主管部门 are nobody in particular
    r"(?!各?有关|各?相关|其他|所在|用人|行业)[一-龥]{2,10}(?:管理|主管|监管|监督|监测|监察|经办|执法|推广|援助|督导|检测|检疫|检验|防控|专业)(?:部门|机构)"
)
_ANY_UNIT = later(r"[一-龥]{2,12}(?:部门|机构|单位|企业|组织)")
_JOINED = later("、|和|与|以及|及(?!其)")
_LISTED = later(r"(?:\A|(?<=[。；，;：:\n 　)）]))(?P<what>[一-龥、]{4,60})\Z")
_LONGEST_LIST = 61
_LONGEST = 31
_NOT_THEY = later(
    "(?:对|向|将|把|给|为|由|与|和|按|根据|针对|受|在|从|使|让|帮助|支持|推动|鼓励|引导|指导|督促|加强)|.*(?:本|该|所)在?\\Z"
)
"""For whom, or in favour of whom, others act: 对任务较重的省份应当…."""


def described_places(units: Units) -> Iterator[tuple[int, Listing]]:
    """Such places, each with where it begins, as a group that no list knows, then the groups behind 由 that bear no name of their own."""
    text = units.text
    for match in _PLACES.finditer(text):
        found = _DESCRIPTION.search(text, max(0, match.start() - _LONGEST), match.start())
        if found is None or _NOT_THEY.match(found["what"]) or units.names_any(found.start("what"), match.end()):
            continue
        start = found.start("what")
        item = Item(start, match.end(), text[start : match.end()], "group", None)
        yield start, Listing((item,), match.end(), open_list=False)
    yield from _by_function(units)
    for match in _BY_WHOM.finditer(text):
        start, end = match.span("who")
        if not units.names_any(start, end) and not units.covers(start):
            yield start, Listing((Item(start, end, match["who"], "group", None),), end, open_list=False)


def _by_function(units: Units) -> Iterator[tuple[int, Listing]]:
    """Bodies that head their clause under the name of what they do, where the first of them is a public one."""
    text = units.text
    for match in _FUNCTIONS.finditer(text):
        found = _LISTED.search(text, max(0, match.start() - _LONGEST_LIST), match.end())
        if found is None or _NOT_THEY.match(found["what"]) or units.names_any(found.start("what"), match.end()):
            continue
        start = found.start("what")
        items: list[Item] = []
        for part in _JOINED.split(found["what"]):
            at = text.index(part, items[-1].end if items else start)
            items.append(Item(at, at + len(part), part, "group", None))
        if _NAMED_BY_IT.fullmatch(items[0].text) and all(_ANY_UNIT.fullmatch(one.text) for one in items):
            yield start, Listing(tuple(items), match.end(), open_list=False)


def groups_in_charge(units: Units) -> Iterator[Assignment]:
    """Groups that open an item under their name, and what they are in charge of: 2.监督组。负责对采购工作进行监督."""
    text = units.text
    for match in _GROUP.finditer(text):
        end = match.start("duty") - 1
        found = _NUMBERED.search(text, max(0, end - _LONGEST_GROUP), end)
        if found is not None and not units.names_any(found.start("who"), end):
            item = Item(found.start("who"), end, found["who"], "group", None)
            yield Assignment(*match.span("duty"), (in_role(item, "responsible"),), "subject", False, "assignment.subject")
