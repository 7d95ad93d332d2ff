"""Times that date more than their own sentence: lines 整改时限：2031年底, and notes that date whatever has no time of its own.

Such notes stand before or behind a list of tasks: 完成时限除注明外为12月25日；未注明时间的，均须在2031年底前完成；以上任务于6月底前完成。
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from policy_extract.mentions import Due, DueReach
from policy_extract.patterns import later
from policy_extract.spans import index_at

if TYPE_CHECKING:
    from policy_extract.mentions import Sentence, TimexMention

_MUST = "[，,]?(?:均|都|一律|统一|全部|原则上)*(?:须|需|要|应当?|必须)?(?:在|于|为)?[ 　]?"
_NAMED = "(?:注明|标明|写明|列明|载明|明确|规定)(?:了)?(?:完成|办理|具体)?"
_NOTE = later(
    rf"(?:除(?:另有|另行|另|已|有)?{_NAMED}(?:时间|时限|期限)?(?:要求)?的?以?外|(?:未|没有){_NAMED}(?:时间|时限|期限)(?:要求)?的(?:任务|事项|工作|措施)?)"
    rf"(?:[，,](?:有关|相关|各)?(?:责任|牵头)?(?:部门|单位|地区|地方))?{_MUST}\Z"
)
_OF_SOME = later("[一二两三四五六七八九十0-9][项条][，,]?\\Z")  # 三、四两项除…外: not of all
_OF_ABOVE = later("(?:以上|上述|前述)[^，。；]{0,8}[，,]?\\Z")  # 上述事项除…外
_BACK = later(
    rf"(?:以上|上述|前述)(?:各项|所有|所列|全部|[一二三四五六七八九十\d]{{1,3}}项)?(?:任务|工作|事项|措施|举措)(?:计划)?{_MUST}\Z"
)
_DONE = later("以?前?(?:全部|基本|按期)*(?:完成|落实|办结|建成|到位)")
_LINE = later("(?:整改|完成|办理)(?:时[ 　]?限|期限|时间)(?:要求)?[ 　]*[：:][ 　]*")
_WHAT = later(
    "(?:以?前|底前)?(?!(?:全部|基本|按期|全面|阶段性|取得|持续|长期)*(?:完成|落实|整改|到位|销号|办结|见效|推进|坚持|成效))[^，,。；;、]{4,}"
    "|(?:以?前|底前)?(?:全部|基本)?完成(?!整改|任务|销号)[^，,。；;、\\d]{2,}"
)
_ALL_TASKS = later(
    "[，,]?(?:各项|所有|全部)[^，。；]{0,8}(?:任务|工作|工程)(?:要|须|应当?)?(?:全部|全面|基本)+(?:完成|完工|到位)(?=[，。；])"
)
_SCHEDULE = later("进度|步骤|安排|时限|时间|阶段|要求|保障")
_NEAR = 12  # sentences before it among which its heading is looked for
_REACH = 40  # characters of such a note before its time


def find_dues(text: str, sentences: tuple[Sentence, ...], times: tuple[TimexMention, ...]) -> tuple[Due, ...]:
    """What dates more than its own sentence, in text order."""
    found = []
    for time in times:
        index = index_at(sentences, time.start)
        reach = _reach(text, sentences[index], time)
        if reach == "above" and not _of_the_schedule(text, sentences, index):
            continue
        if reach is not None:
            found.append(Due(time.start, reach))
    return tuple(found)


def _of_the_schedule(text: str, sentences: tuple[Sentence, ...], at: int) -> bool:
    """Whether a sentence stands under a heading that dates the whole (三、进度安排), not under one that is a matter of its own."""
    heading = next((one for one in reversed(sentences[max(0, at - _NEAR) : at + 1]) if one.kind == "heading"), None)
    return heading is None or _SCHEDULE.search(text, heading.start, heading.end) is not None


def saying_what(text: str, times: tuple[TimexMention, ...], span: tuple[int, int]) -> list[int]:
    """The offsets of the times in ``span``, behind 完成时限：, that say what is done by then too (8月底前完成工程治理)."""
    found = []
    for time in times[bisect_left(times, span[0], key=lambda one: one.start) :]:
        if time.start >= span[1]:
            break
        if _WHAT.match(text, time.end, span[1]):
            found.append(time.start)
    return found


def _reach(text: str, sentence: Sentence, time: TimexMention) -> DueReach | None:
    line = _LINE.match(text, sentence.start, time.start)
    if line is not None and line.end() == time.start:
        return "section"
    if time.timex.kind == "point" and _ALL_TASKS.match(text, time.end, sentence.end):  # 7月底前，各项整治任务全部完成
        return "above"
    start = max(sentence.start, time.start - _REACH)
    if text.find("明", start, time.start) >= 0 or text.find("规定", start, time.start) >= 0:
        note = _NOTE.search(text, start, time.start)
        if note is not None and _OF_SOME.search(text, start, note.start()) is None:
            return "before" if _OF_ABOVE.search(text, start, note.start()) else "document"
    if text.find("述", start, time.start) >= 0 or text.find("以上", start, time.start) >= 0:
        back = _BACK.search(text, start, time.start)
        return "before" if back is not None and _DONE.match(text, time.end) else None
    return None
