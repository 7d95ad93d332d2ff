"""Bodies that tell what they will do: X表示，下一步，将…; X印发通知，要求…."""

from __future__ import annotations

from policy_extract.finding.assignments.items import Listing, Units, in_role
from policy_extract.finding.assignments.predicates import heads
from policy_extract.mentions import Assignment
from policy_extract.patterns import later

_SAYS = later(
    "(?:[^，。；：\\n]{0,24}?(?:负责人|负责同志|发言人|主任|主席|[部局厅处司署市县区省]长|书记|专员|[师员])[一-龥·]{0,4}?)?"
    "(?:在[^，。；\\n]{1,16}?|[近日今昨前][日天期]?(?:（[^（）]{2,8}）)?)?(?:表示|介绍|透露|披露|宣布|指出|强调|提出|说(?!明)|向[^，。；\\n]{1,8}介绍)"
)
_WITH_OTHERS = "(?:等?[一二三四五六七八九十\\d]{1,3}(?:个)?部[门委])?"  # 教育部|等三部门
_LATELY = "(?:[近日今昨前][日天期]?(?:（[^（）]{2,8}）)?)?"
_ISSUES = later(
    f"{_WITH_OTHERS}{_LATELY}(?:就?已经?)?(?:联合|共同|正式)?"
    "(?:最新)?(?:印发|发布|公布|出台|下发|制定|推出)(?!会)(?:了)?(?=，(?:力争|计划|将|到20|未来|今年|明年)|[^，。；\\n]{0,40}(?:通知|意见|方案|规划|办法|计划|措施|政策|》|公告|要点))"
)
"""国家医保局今天印发通知，要求…: the body that issues it speaks for what it says."""
_LAUNCHES = later(
    f"{_WITH_OTHERS}{_LATELY}(?:联合|共同|正式)"
    "(?:启动|部署|组织)(?:开展|实施)?(?=[^，。；\\n]{2,30}(?:行动|活动|计划|工程))"
)
"""教育部等三部门近日联合启动示范行动，…力争…: their own act."""
_RULES = later("国务院|中共中央|中央[^，。]{0,4}办公厅|政府|[省市县区]委(?![一-龥]{2,12}?[办部局](?:[、，和与]|$))")
"""They issue what others are to do."""
_PROPOSES = later("(?:近日|日前)?(?:联合|共同)?提出")
"""The body's own act (自然资源部提出，将…), where 表示 and 介绍 tell what it thinks."""
_AHEAD = later("(?:提出|明确|规划到|要求|力争|将(?![军领])|到20\\d\\d年|20\\d\\d年底?前|今年(?:底|年底)前|年底前)")
_FUTURE = later(
    "下一步|接下来|今后|(?<!预计)将(?![军领])|今年，|目标[是为]|拟|计划(?!生育)|力争"
    "|20\\d\\d年的[^，。]{0,4}(?:目标|指标|任务)"
)
_SAYING = later("表示|介绍|透露|披露|宣布|指出|强调|提出|说")
ISSUES_BEGIN = frozenset("最等近日今昨前就已联共正印发公出下制推二三四五六七八九十")
"""The letters with which ``_ISSUES`` and ``_LAUNCHES`` begin."""
_SPEAKER = 70
"""No longer is the stretch from a body to the verb of saying in ``_SAYS``."""
_SENTENCE = 90
"""So many characters behind the verb of saying are looked at for what is to come."""


def may_say(text: str, end: int) -> bool:
    """A sieve: whether a verb of saying stands near behind a body that ends at ``end``."""
    return _SAYING.search(text, end, end + _SPEAKER) is not None


def says(text: str, position: int) -> bool:
    """Whether a verb of saying begins at ``position``, or the office of a person whom one follows."""
    return _SAYS.match(text, position) is not None


def announcer(units: Units, start: int, listing: Listing) -> Assignment | None:
    """X表示，下一步，将…; the body of a person who speaks (市科技局局长…介绍)."""
    text = units.text
    if not heads(text, start):
        return None
    said = _SAYS.match(text, listing.end)
    if said is None or _FUTURE.search(text, said.end(), said.end() + _SENTENCE) is None:
        ruled = _RULES.search(text, start, listing.end) is not None
        said = None if ruled else _ISSUES.match(text, listing.end) or _LAUNCHES.match(text, listing.end)
        if said is None or _AHEAD.search(text, said.end(), said.end() + _SENTENCE) is None:
            return None
    # 市卫生健康委 without a known city is a group by type, but speaks as one body
    agencies = [in_role(item, "responsible") for item in listing.items if item.type == "body" or item.text[0] in "省市区县州旗"]
    if not agencies:
        return None
    others = [one for one in units.inside(listing.end, said.end()) if one.type == "body"]
    agencies += [in_role(one, "responsible") for one in others]
    end = max(listing.end, *(one.end for one in others)) if others else listing.end
    own = said.re.pattern == _LAUNCHES.pattern or _PROPOSES.fullmatch(text, listing.end, said.end()) is not None
    rule = "assignment.proposer" if own else "assignment.announcer"
    return Assignment(start, end, tuple(agencies), "announcer", listing.open_list, rule)
