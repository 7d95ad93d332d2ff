"""Departments whose name differs from place to place, as letters to all provinces give them: 水利（水务）厅（局）, 教育厅（教委、局）."""

from __future__ import annotations

from policy_extract.finding.agencies.fronts import front_before
from policy_extract.grammar.agency_names import function_stems
from policy_extract.mentions import AgencyMention, Place
from policy_extract.patterns import later

_OTHER_RANKS = later("[（(](?:分局|党组|(?:教委|[局委厅办、，/]){1,8})[）)]")
_PREFECTURE = later("[（(](?:行署|行政公署)[）)]")
"""有关市（地）人民政府（行署）: a prefecture's office in a government's place."""
_OTHER_FUNCTION = later("(?P<stem>[一-龥]{1,8})[（(][一-龥、]{1,10}[）)](?:[厅局委]|(?:行政)?主管部门)\\Z")
_REACH = 28


def with_other_ranks(text: str, mention: AgencyMention) -> AgencyMention:
    """``mention`` with what the department of another place is: 司法厅|（局）. So it means all of them."""
    if mention.type != "group" or mention.text[-1] not in "厅局委府" or text[mention.end : mention.end + 1] not in ("（", "("):
        return mention
    others = (_PREFECTURE if mention.text[-1] == "府" else _OTHER_RANKS).match(text, mention.end)
    return mention if others is None else mention._replace(end=others.end(), text=text[mention.start : others.end()])


def several_ranks(text: str, end: int, place: Place | None) -> AgencyMention | None:
    """Departments whose function has another name elsewhere, in a bracket before their last word: 水利（水务）厅, 农业（渔业）主管部门."""
    found = _OTHER_FUNCTION.search(text, max(0, end - _REACH), end)
    if found is None:
        return None
    stem_end = found.end("stem")
    for start in range(found.start("stem"), stem_end):
        if text[start:stem_end] in function_stems():
            front = front_before(text, start, place, names_city=False)
            begin = front.start if front is not None else start
            level = front.level if front is not None else None
            return AgencyMention(begin, end, text[begin:end], "group", None, level, None, "agency.function")
    return None
