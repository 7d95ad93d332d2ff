"""Indicators that say too little by themselves, with what the text left out restored: 建设进度 → 超算中心建设进度."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.finding import indicators
from policy_extract.grammar.clauses import clauses
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Target

# Sides of a thing that every thing has: without the thing they say nothing.
_FACET = later(
    r"(?:建设|工程|形象|施工|总体|实施)?进度|(?:总|完成|实际|累计|年度)?投资(?:额|规模)?|(?:总|营业|主营业务|销售|年)?(?:产值|收入|产量|产能)"
    r"|(?:建设|总|用地|建筑|占地|种植)?(?:规模|面积)|(?:总|年)?(?:数量|总数|人数|户数)|覆盖率|普及率|完成率|使用率|利用率|合格率|达标率|占比|比重|增速|增长"
)
# A clause that says more than what it is about: 主体建筑封顶, 完成论证
_STATEMENT = later(r"[\d，。]|完成|(?:封顶|开工|竣工|投产|通车|落地|启动|见效|建成|投用|投入使用|到位)$")
_MODAL = later(r"(?:力争|确保|争取|加快|推进|推动|加强|实施|做好|抓好|支持|完善|大力|积极|全面|扎实|着力|持续)+")
_SUBJECT = later(
    r"(?P<thing>(?!\d|[今明]年|全年|到|至)[^，。；\d]{4,30}?)(?:力争|确保|争取|计划|将|要)(?:于|在)?(?:(?:19|20)\d\d年|年内|今年|\d{1,2}月)"
)
_SEMICOLON = "；;。"


def resolved(text: str, target: Target, earlier: Target | None, sentence_start: int) -> tuple[str, str] | None:
    """The indicator in full with the rule that restored it; None where nothing is missing.

    ``earlier`` is the number before it in the sentence. A member of 其中 and a place take what the number before them counted; a facet
    (建设进度, 覆盖率) takes the thing that the clauses before it, back to a semicolon, speak of.
    """
    if target.indicator is None:
        return None
    own = text[slice(*target.indicator)]
    if target.row is not None:
        return text[slice(*target.row)] + own, "resolved.row"
    if target.place is not None:
        return text[slice(*target.place)] + own, "resolved.place"
    same = earlier is not None and earlier.indicator is not None and earlier.quantity.quantity.unit == target.quantity.quantity.unit
    if same and earlier is not None and earlier.indicator != target.indicator and text.startswith("其中", target.clause[0]):
        whole = text[slice(*earlier.indicator)] if earlier.indicator else ""
        return (own if whole in own else own + whole), "resolved.member"
    if _FACET.fullmatch(own):
        thing = _thing_before(text, sentence_start, target.clause[0])
        if thing:
            shared = next((size for size in (2, 1) if thing.endswith(own[:size])), 0)  # 装置建设 + 建设进度
            return thing + own[shared:], "resolved.subject"
    return None


def _thing_before(text: str, start: int, end: int) -> str:
    """What the clauses of ``text[start:end]`` after its last semicolon are about: the object of the nearest that has one."""
    low = max((text.rfind(mark, start, end) + 1 for mark in _SEMICOLON), default=start)
    for clause in reversed(clauses(text, max(low, start), end)):
        subject = _SUBJECT.match(text, clause.start, clause.end)
        if subject:
            return subject["thing"]
        verb = _MODAL.match(text, clause.start, clause.end) or indicators.do_pattern().match(text, clause.start, clause.end)
        words = text[verb.end() : clause.end] if verb else ""
        if 4 <= len(words) <= 40 and not _STATEMENT.search(words):
            return words
    return ""
