"""Bodies that a clause names without giving them work: what they may do, what they impose, and which thing is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Assignment

# 省政府可以制定…, 有权…: a power, no duty
_MAY = later(
    r"(?:[也还均都]|依法|原则上|(?:根据|结合|按照?)[^，。；]{1,20}|在[^，。；]{1,24}[，]?)?(?:可以?(?![再持信视能靠])|有权(?!限))"
)
_MAY_TOO = later("，可以?(?:依法|依规|视情|酌情|直接|先行)*$")  # 县级公安机关发现…的，可依法…: likewise
# 偏远的派出所可以延长
_MAY_WITHIN = later("可以(?<![认许]可以)(?![再持信视能靠])|可(?:适当|视情|酌情|自行|先行|免于?|不再?|暂缓|延长|延期)")
# 由省政府行使的职能, 市财政局上报的方案: the body only says which
_RELATIVE = later(
    r"(?:及其(?:有关|相关|所属|行政|主管|管理)*(?:部门|机构))?(?:依法|统一|直接)?(?:行使|负责|承担|管理|主管|批准|审批|核准|核定|核发|审定|认可|制定|颁布|颁发|发布|印发|出台|确定|指定|认定"
    r"|组织|主办|举办|牵头|设立|出资|监管|组成|委托|提供|提出|下达|安排|公布|划定|编制|拨付|上报|报送|(?:指导)?(?:挂牌|授牌|命名|运营|备案|推荐|评定))的"
)
# 此项审批可由…, 申请地可请…协助: a power; 比如市税务局牵头…: an example
_NOT_WHAT_FOLLOWS = later(r"(?<![认许])可(?![再持信视能靠利回降复推追操])|[比例]如")
# 逾期不整改的，由甲局责令改正，处以罚款: what comes of a breach
_PENALTY = later(
    r"责令|警告|罚款|吊销|没收|处罚|(?:依照|按照?|依据)[^，。；]{2,40}(?:规定|法律|法规)(?:予以)?处[理置]$|依法(?:予以)?处[理置]$|按比例扣|(?:给予|予以)处分"
    r"|(?:扣[除减回]|追[回缴]|收回|核减|停发|取消)[^，。；]{0,16}(?:资金|补贴|补助|奖励|款项?|资格)$"
)
_BREACH = later(r"(?:的|违[反规][^，。；]{0,20}(?:的|规定))[，,]?(?:由)?\Z")
# 经甲局审核后，予以补助: what applicants get once they are approved
_OFFER = later(
    "[，,]?(?:由?(?:政府|财政))?(?:予以|给予|发给|发放|兑现)[^，。；\\n]{0,16}(?:奖励|补[偿助贴][^，。；\\n]{0,4}|资助|兑现)(?=[，。；\\n]|\\Z)"
)
_ONCE_APPROVED = later("(?:审[核定查批]|核[实准定]|认定|评[估审定]|验收|公示|批准)[^，。；\\n]{0,8}后[，,]?\\Z")
_BREACHES = ("不足", "未", "逾期", "拒", "违反", "擅自")
_OUGHT = ("应", "要", "须", "必须")
_NEAR, _CLAUSE = 12, 36  # characters before a core in which 可依法, and 违反…规定的，由 may stand
_FAR = 200
"""No longer is what a clause says before its body: text without marks must not be read anew for each of its bodies."""


def only_named(text: str, start: int, assignment: Assignment) -> bool:
    """Whether the body of ``assignment``, whose clause begins at ``start``, only may act, is an example, or says whose thing it is."""
    if _NOT_WHAT_FOLLOWS.search(text, max(start, assignment.start - _FAR), assignment.start):
        return True
    return any(way.match(text, assignment.end) for way in (_RELATIVE, _MAY))


def may(text: str, core: tuple[int, int], assignment: Assignment) -> bool:
    """Whether a core is what somebody may do: 偏远的派出所可以延长."""
    too = core[0] >= assignment.end and _MAY_TOO.search(text, max(assignment.end, core[0] - _NEAR), core[0]) is not None
    return too or ("可" in text[slice(*core)] and _MAY_WITHIN.search(text, *core) is not None)


def sanctions(text: str, core: tuple[int, int], start: int, assignment: Assignment) -> bool:
    """Whether a core is what a breach brings about (违反规定的，由甲局责令改正; 不足年限的按比例扣除补助): no work of a body.

    ``start`` is where the clause of ``assignment`` begins. What a body ought to order (应当责令) is its duty.
    """
    penalty = _PENALTY.search(text, *core)
    if penalty is None or text.startswith(_OUGHT, assignment.end):
        return False
    if text.startswith(_BREACHES, core[0]) and text.find("的", core[0], penalty.start()) > 0:
        return True
    places = {min(core[0], assignment.start), start, core[0]}
    return any(_BREACH.search(text, max(0, at - _CLAUSE), at) is not None for at in places)


def offers(text: str, core: tuple[int, int]) -> bool:
    """Whether a core is, or leads to, what applicants get once they are approved (经甲局认定后，给予奖励): an offer, no work of a body."""
    start, end = core
    if _OFFER.match(text, start) is not None and _ONCE_APPROVED.search(text, max(0, start - 24), start) is not None:
        return True
    return _OFFER.match(text, end) is not None and _ONCE_APPROVED.search(text, max(start, end - 24), end) is not None
