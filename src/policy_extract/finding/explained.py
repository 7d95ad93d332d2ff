"""Who speaks in a text that explains a plan or answers a letter: the body that issued the plan, the body that answers.

An interpretation (《…行动计划》政策解读) tells what others have decided: what it promises is the issuer's, except sums of money,
which are often given by somebody else. A reply to a proposal or a letter (某局关于…提案的答复) is its author's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.finding.assignments.items import as_item, in_role
from policy_extract.mentions import Voice
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import AgencyMention, Assigned

_HEAD = 200
"""The title of such a text stands within so many characters of its beginning."""
_INTERPRETS = later(
    r"(?m)^[ 　]*(?:[^\n《》]{0,20}[—：:])?(?:关于|图解|一图读懂|一图看懂)?[：:]?"
    r"《(?P<plan>[^《》\n]{4,60}(?:方案|计划|意见|办法|措施|规划|通知|要点)(?:[（(][^（）()\n]{2,14}[）)])?)》"
    r"[ 　]*的?(?:政策|文字|图文)?(?:解读|图解)"
)
_EXPLAINED = ("解读", "图解")
_ISSUES = later(r"(?:[^，。；、《》\n]{1,10}?)?(?:联合|共同|正式)?(?:印发|出台|制定|发布)(?:实施)?了?《(?P<what>[^《》\n]{2,80})")
_ALIKE = 8  # characters at the end of two titles that make them one plan's
_REACH = 1500
"""Who issued the plan is said within so many characters."""
_BETWEEN = later(r"[、和及]|会同")
_LABELLED = later(r"(?:解读|解释)(?:机关|单位|部门)[ 　]*[：:][ 　]*")
_REPLIES = ("答复", "回复")
_TITLE = later(
    r"[ 　\n]{0,3}(?:关于|对)[^。；\n]{2,80}(?:建议|提案|议案|来信|留言|问题)[^。；\n]{0,6}的?(?:答复|回复)(?!(?:办理)?工作|的?通知|办法)"
)
_ANSWERS = later(r"(?:答复|回复|办理|承办)(?:单位|部门|机构|机关)[ 　]*[：:][ 　]*")
_OF_PROPOSAL = later(r"(?:建议|提案|议案)的?(?:答复|回复|复函)")
_ALONE = later(r"(?m)[ 　]*$")
_TAIL = 300
"""Characters at the end of a text in which its author signs."""


def find_explainer(text: str, agencies: tuple[AgencyMention, ...]) -> Voice | None:
    """The voice of an interpretation or a reply, from its first character to its last; None in other texts."""
    if not agencies:
        return None
    read = _INTERPRETS.search(text, 0, _HEAD) if any(word in text[:_HEAD] for word in _EXPLAINED) else None
    if read is not None:
        issuers = _issuers(text, agencies, read["plan"])
        return Voice(0, len(text), issuers, explains=True) if issuers else None
    if any(word in text[: 2 * _HEAD] for word in _REPLIES):
        author = _author(text, agencies)
        return Voice(0, len(text), (_speaking(author),)) if author is not None else None
    return None


def _is_the_plan(named: str, plan: str) -> bool:
    """Whether the plan that is issued is that of the title, in full or in part (《行动方案》), and not what it follows."""
    return named in plan or plan in named or named[-_ALIKE:] == plan[-_ALIKE:]


def _issuers(text: str, agencies: tuple[AgencyMention, ...], plan: str) -> tuple[Assigned, ...]:
    """The bodies that issued the plan (近日，甲局、乙局联合印发了《…》), else the one that explains it (解读机关：丙局)."""
    for index, one in enumerate(agencies):
        if one.start > _REACH:
            break
        issued = _ISSUES.match(text, one.end) if one.type != "generic" else None
        if issued is None or not _is_the_plan(issued["what"], plan):
            continue
        first = index
        while first and _BETWEEN.fullmatch(text, agencies[first - 1].end, agencies[first].start):
            first -= 1
        return tuple(_speaking(body) for body in agencies[first : index + 1] if body.type != "generic")
    explaining = _behind(text, agencies, _LABELLED)
    return (_speaking(explaining),) if explaining is not None else ()


def _author(text: str, agencies: tuple[AgencyMention, ...]) -> AgencyMention | None:
    """The body that replies: it opens the title, a label names it, or it signs the reply to a proposal."""
    first = agencies[0]
    if first.start < _HEAD and first.type == "body" and _TITLE.match(text, first.end):
        return first
    labelled = _behind(text, agencies, _ANSWERS)
    if labelled is not None:
        return labelled
    if _OF_PROPOSAL.search(text, 0, _HEAD) is None:
        return None
    signing = [one for one in agencies if one.start > len(text) - _TAIL and one.type == "body" and _stands_alone(text, one)]
    return signing[-1] if signing else None


def _behind(text: str, agencies: tuple[AgencyMention, ...], label: re.Pattern[str]) -> AgencyMention | None:
    """The body named right behind a label."""
    match = label.search(text)
    if match is None:
        return None
    return next((one for one in agencies if one.start == match.end() and one.type != "generic"), None)


def _stands_alone(text: str, one: AgencyMention) -> bool:
    return text[text.rfind("\n", 0, one.start) + 1 : one.start].strip() == "" and _ALONE.match(text, one.end) is not None


def _speaking(mention: AgencyMention) -> Assigned:
    return in_role(as_item(mention), "responsible")
