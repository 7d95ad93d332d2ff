"""How far 由X… speaks in its sentence: 改造管网30公里，由市水务局负责 gives the number X, 种果树2万亩，苗木由市林业局检疫 does not."""

from __future__ import annotations

from policy_extract.patterns import later

_HEAD = later(
    "(?:[。；，,;：:！？\\n\\r 　、]|\\A|\\d[.．、])"
    "(?:并|且|也|都|均|再|要|须|应当?|必须|统一|具体|分别|一律|全部|主要|原则上|同时|(?:上述|以上)[^，。]{0,8}"
    "|[此该本这][项件类两三]*(?:工作|任务|事项|事)?)*(?:由[一-龥]{0,8})?\\Z"
)
_ONLY_ROLE = later(
    "(?:负责|牵头|组织|统筹|协调|具体|统一|共同|分别|联合|落实|实施|推进|完成|办理|承担|抓好?|督促|指导|配合|参与|协同|按|职责|分工|依法|解决|推动)*"
    "(?=[。；，,;：:！？\\n\\r 　（(]|\\Z)"
)
_PART_ENDS = later("[。；;\\n]")
_CLAUSE = 60
_PART = 300
"""No longer, in characters, are a clause before 由 and a part between semicolons on either side of it."""


def reach(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The part of its sentence for which 由X牵头、Y配合, which stands at ``text[start:end]`` without 由, says who acts.

    None stands for the whole sentence, where it says no more than by whom (…，由市财政局牵头负责). Where it says what for
    (…，由市公安局疏导交通) it is the part between semicolons; behind words of its own (苗木由市林业局检疫) the clause and what follows
    there.
    """
    heads = _HEAD.search(text, max(0, start - _CLAUSE), start) is not None
    if heads and _ONLY_ROLE.match(text, end) is not None:
        return None
    marks = "。；;\n" if heads else "。；;\n，,"
    low = max(text.rfind(mark, max(0, start - _PART), start) for mark in marks)
    after = _PART_ENDS.search(text, end, end + _PART)
    return low + 1, after.start() if after else end + _PART
