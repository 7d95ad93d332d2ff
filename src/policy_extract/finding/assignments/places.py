"""Who has a duty without a name: 蓄滞洪区集中的县（市、区）要…, 任务较重的省份应当…, 由领导小组…, 由所在乡镇…."""

from __future__ import annotations

from collections.abc import Iterator

from policy_extract.finding.assignments.items import Item, Listing, Units
from policy_extract.patterns import later

_UNIT = "省份|城市|市县|县区|县市区?|乡镇|[省市县](?:[（(][省市县区州盟旗、]{1,8}[)）])?"
_PLACES = later(f"的(?P<unit>{_UNIT})(?=要(?![求点素])|应当?(?![急用对])|须|必须)")
_BY_WHOM = later(
    "由(?P<who>(?:领导小组|指挥部|联席会议|工作专班)(?:办公室)?|所在(?:乡镇|[镇乡县村]|街道|社区)(?:[（(](?:街道|乡|镇|场|社区)[）)])?)"
    "(?=[于在]|负责|牵头|组织|统筹|汇总|研究|报|按|会同|每|定期|统一|落实)"
)
_DESCRIPTION = later("(?:\\A|(?<=[。；，;：:、\\n 　)）]))(?P<what>[一-龥“”、]{2,30})\\Z")
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
    for match in _BY_WHOM.finditer(text):
        start, end = match.span("who")
        if not units.names_any(start, end) and not units.covers(start):
            yield start, Listing((Item(start, end, match["who"], "group", None),), end, open_list=False)
