"""Clauses that only say by when it is done what stands before them: 新建冷库20万立方米，确保9月底前完成."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from policy_extract.grammar.completion import DONE
from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.mentions import Deliverable, Sentence, TimexMention

_HEAD = later(  # 并确保于, 各县区: what may stand before a time that only closes what was said; a thing is another matter
    r"[，,。；;：:（(、\n](?:\s|并|且|将|确保|力争|争取|预计|计划|必须|要求|须|应当?|要|于|在|到|一律|均|都|全部|届时|分别|按(?:要求|计划)|最[迟晚]"
    r"|各[一-龥]{1,4}|[市县区镇乡][一-龥]{0,3}[局委办])*$"
)
_HEAD_REACH = 10
_ALL_DONE = later(r"(?:要|须)?全部[一-龥]{2}[一-龥]{2,6}(?=[，。；])(?<![率度])")
# 68处阻断的道路，10月31日前|全部抢通便道: all of those that the clause before names, and does no more
_TOPIC = later(r"[。；：\n 　](?:[^，。；：\n\d]{2,16}的)?\d{1,5}[处个座家所条项户栋口台段][^，。；：\n\d]{2,24}，\Z")
_FAR = 60
_OWN_DAY = later(r"\d月|[年月]底|季度|半年|[上中下]旬")
_SEMICOLONS = "；;"
# What a thing is (该机场位于…, 全长30公里): no part of what is to be done with it
DESCRIPTION = later(
    r"位于|全长|面积|总投资|时速|正在|正(?=进行)|由[^，；]{2,30}(?:建设|承建|运营)|约\d|已经?(?:完成|建成|开工|启动|封顶|贯通)|了$"
)


def closing_times(text: str, sentences: tuple[Sentence, ...], times: tuple[TimexMention, ...]) -> dict[int, int]:
    """The times that only close what stands before them (…，确保9月底前完成): the offset of each, and from where it does.

    That is the semicolon before it, else the start of its sentence.
    """
    starts = [sentence.start for sentence in sentences]
    found = {}
    for time in times:
        if time.timex.kind == "point" and closes(text, time):
            start = starts[bisect_right(starts, time.start) - 1]
            found[time.start] = max(start, *(text.rfind(mark, start, time.start) for mark in _SEMICOLONS))
    return found


def closes(text: str, time: TimexMention) -> bool:
    """Whether a time and a verb of completion make up a clause (…，6月底前全部检修到位; not …，配套道路6月底前完工)."""
    return (DONE.match(text, time.end) is not None or _all_done(text, time)) and only_dates(text, time)


def _all_done(text: str, time: TimexMention) -> bool:
    """Whether all of the things that the clause before a time names are to be done by then."""
    return _ALL_DONE.match(text, time.end) is not None and _TOPIC.search(text, max(0, time.start - _FAR), time.start) is not None


def only_dates(text: str, time: TimexMention) -> bool:
    """Whether nothing stands before a time in its clause but adverbs, modals and who is asked."""
    return _HEAD.search(text, max(0, time.start - _HEAD_REACH), time.start) is not None


def dates_a_count(text: str, made: Deliverable, times: tuple[TimexMention, ...], counted: Mapping[int, int]) -> bool:
    """Whether a milestone's clause only dates the number of things that the clause before it promises: 建收容所2处，6月底前投入使用.

    ``counted`` has the end and start of each clause with such a number; ``times`` are in text order.
    """
    mark = made.clause[0] - 1
    while mark > 0 and text[mark].isspace():
        mark -= 1
    start = counted.get(mark)
    if start is None or text[mark] not in "，," or describes(text, start, mark) or dated_itself(text, start, mark):
        return False
    at = bisect_left(times, made.clause[0], key=lambda time: time.start)
    return at < len(times) and times[at].start < made.clause[1] and closes(text, times[at])


def dated_itself(text: str, start: int, end: int) -> bool:
    """Whether a clause names a day or month of its own: the next one's is another."""
    return _OWN_DAY.search(text, start, end) is not None


def describes(text: str, start: int, end: int) -> bool:
    """Whether a clause says what a thing is (该机场位于…): no part of what is to be done with it."""
    return text[end - 1] != "的" and DESCRIPTION.search(text, start, end) is not None
