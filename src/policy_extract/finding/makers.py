"""What the clauses before a date make: 制定…标准，市住建局参与审定，9月底前|印发; 逐个摸排，分类处置，四季度|完成."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.finding.closings import DESCRIPTION
from policy_extract.finding.cores import MAX_CORE, lead_out, past_marker
from policy_extract.finding.objects import object_verb
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.grammar.clauses import Clause

_MAKES = later(
    r"(?:由[^，]{2,24}?|抓紧|加快|尽快|组织[^，]{2,6}?|在[^，]{2,12}?)(?:制定|建设|建立|编制|修订|出台|研究|起草|改造|新建|搭建)"
)
# 制定统一标准，市住建局参与审定，9月底前|印发: between what is made and its date
_TAKES_PART = later(
    r"[^，]{2,24}(?:参与|配合|协助|协同|指导)[^，]{0,8}$|(?:经|报)[^，]{2,24}(?:审[定核批议]|批准|同意|论证)后?$|(?:广泛)?征求[^，]{0,12}意见$"
)
_WORKS = later(r"(?:改造|建设|扩建|新建|工程|项目|[一二三]期)$")
_REAL = later(r"结合[^，]{0,12}实际(?:情况)?")  # 结合实际制定方案
_OWN_TIME = later(r"\d月|\d年|年底|年内|季度|半年")
_STATES = later(rf"是(?!否)|采用|作为|属于|目前|{DESCRIPTION.pattern}")  # makes nothing


def made_before(
    text: str, parts: tuple[Clause, ...], place: int, boundaries: tuple[tuple[int, int], ...], busy: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """A core that begins with what the clauses before make (制定…标准，修订…规范，9月底前发布); None where they make nothing."""
    start, end = None, parts[place].end
    for clause in reversed(parts[:place]):
        opens = lead_out(text, past_marker(text, clause.start, clause.end), clause.end, boundaries)
        basis = _REAL.match(text, opens, clause.end)
        opens = basis.end() if basis else opens
        if clause.mark not in "，," or (clause.start, clause.end) in busy or end - opens > MAX_CORE:
            break
        if makes(text, opens, clause.end):
            start = opens
        elif text[opens] == "对" and start is None:  # 建设平台，对客流动态监测，6月底前投用
            continue
        elif not _TAKES_PART.match(text, clause.start, clause.end):
            break
    return None if start is None else (start, end)


def first_made(text: str, parts: tuple[Clause, ...], place: int, busy: set[tuple[int, int]]) -> int:
    """Where the clauses begin that a date closes with the one at ``place``: 对服务点逐个摸排，分类处置，四季度完成."""
    while place and parts[place - 1].mark in "，," and (parts[place - 1].start, parts[place - 1].end) not in busy:
        before = parts[place - 1]
        opens = past_marker(text, before.start, before.end)
        acts = text[opens] == "对" or makes(text, opens, before.end)
        if not acts or parts[place].end - before.start > MAX_CORE:
            break
        place -= 1
    return parts[place].start


def makes(text: str, start: int, end: int) -> bool:
    """Whether a clause opens with a verb of doing, or names works (主干道改造), and has no day of its own."""
    opens = _MAKES.match(text, start, end) or _WORKS.search(text, start, end) or object_verb(text, start, end) is not None
    return bool(opens) and _STATES.search(text, start, end) is None and _OWN_TIME.search(text, start, end) is None
