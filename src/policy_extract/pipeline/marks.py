"""What a document's times can do for a claim, and which sentences lead, list or number what follows: what linking is given."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from policy_extract import judging, lexicon, linking, regions
from policy_extract.finding import closings, deliverables
from policy_extract.finding.dealt import dealt_times
from policy_extract.grammar.numerals import parse_numeral
from policy_extract.patterns import later
from policy_extract.spans import index_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.judging import Mode, Outlook
    from policy_extract.mentions import Assignment, Due, Layout, TimexMention
    from policy_extract.pipeline.views import Views

# 2011年，作为"十二五"的开局之年: the year that opens a story holds for what follows
_OPENING = later(r"(?:今年|明年|(?:19|20)\d\d年)(?:[，,]|(?:是|作为)[^，。]{0,20}(?:开局|关键|收官|之年))")
# What may stand before a time that opens its sentence, and what ends the part of one that does not
_OPENS = later(
    r"[\s—\-·•*#（(]*(?:[一二三四五六七八九十\d]{1,3}[)）.、．]|第[一二三四五六七八九十]+条|[一二三四五六七八九十]是)?[\s“”，,]*"
    r"(?:[^。；，,]{0,20}记者[^。；，,]{0,30}(?:了解到|获悉|得知)[，,])?(?:[^。；，,\d０-９]{1,12}(?:说|表示|指出|强调|提出|要求)[，,：:])?(?:(?:按照|根据|围绕|坚持)[^。；，,\d０-９]{1,24}[，,])?"
    r"[^。；，,\d０-９]{0,12}[，,]?\s*(?:力争|争取|确保|计划|预计|要|将|在|于|至|从|自)?"
)
# 全镇6月底前…; 某闸6月底前…: a day behind a subject of its own is that of a part of its sentence, and with 完工 of its clause alone
_OPENS_ALONE = later(
    r"[\s—\-·•*#（(]*(?:[一二三四五六七八九十\d]{1,3}[)）.、．]|第[一二三四五六七八九十]+条|[一二三四五六七八九十]是)?[\s“”，,]*"
    r"(?:[^。；，,\d０-９]{0,12}[，,]|全[国省市县区州旗镇乡村]|我[国省市县区州旗镇乡局部委]|各地)?\s*(?:力争|争取|确保|计划|预计|要|将|在|于|至|从|自){0,2}"
)
_LEADS_TO = later(r"(?:目标|任务)(?:主要)?[是为][：:][^。；;：:\d０-９]{0,32}[，,：:]?$")
_NEAR_LEAD = 48
# 党的二十大提出的到2035年…的目标, which somebody else set: it dates neither what follows nor the text
_CITES = later(r"(?:提出|确定|明确|确立|描绘|擘画)了?的?[到至]20\d\d年[^，。；]{0,40}?(?:目标|任务|蓝图|愿景)")
_BEFORE_CITED, _BEHIND_CITED = 4, 60
_FINE = frozenset({"day", "ten_days", "month", "quarter"})
_IS_DONE = later(
    r"(?:前|以前|之前)?(?:全部|全面|全线|正式|如期|建成|竣工|通过|主体)*(?:运行|运营|验收|试运行|通车|建成|完工|竣工|投用|投产|投入(?:使用|运营|运行)|启用|开通|交付(?:使用)?|收尾|收官|中交|完成|交地|开园|开工|贯通|封顶)"
    r"(?=[，,。；;])"
)
_HELD = later(r"[^，。；]{0,4}(?:举办|举行|召开|开幕)(?![^，。；]{0,20}\d)[^，。；]{2,40}(?=，全[季年程])")  # 5月18日举办开园活动，全季…
_CLAUSE_END = later("[，,；;。]")
_FAR = 600
"""Characters behind a time in which the end of its part is looked for: a sentence without end is not read again for each of its times."""
_PART = later(r"[；;]|[（(]\d{1,2}[)）]|[①-⑳⑴-⒇]")
# From when, not by when: 自2024年起, 将于9月19日正式施行
_FROM_THEN_ON = later(r"(?:零时|零点|\d{1,2}时)?(?:起(?![草点步])|开始(?:实施|施行|执行))")
# 县人民政府编　二〇三一年四月, below a title: when the document was made
_MADE = later(r"(?:编[制印]?|印制|制定|修订)[ \u3000]{1,12}$")
_NEAR_MADE = 16
_DASHES = ("—", "--", "●", "•", "·")
_TAKES_EFFECT = later(r"(?:正式|全面)?(?:实施|施行|生效)(?=[，,。；;）]|$)")
# 要尽快制定办法: who is to, the sentence before says
_GOES_ON = later(r"[ \u3000]*(?:同时|还|并|也)?(?:要(?![求素点])|应(?![急用对])|须|必须|务必)")
_HEAD_OF_SENTENCE = 24  # characters in which a round-up names the province it turns to
# The number of an item: 1. （1） ① （一） 一是 一要
_ORDINAL = later(
    r"[（(]?[ ]?(?P<number>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ ]?"
    r"(?:[）)、.．](?![0-9０-９])|[.．](?=20\d\d[ \u3000]?年)|是(?![个次])|要(?![素点件]))"
)


def marks(
    views: Views, times: tuple[TimexMention, ...], outlook: Outlook, ordinals: Mapping[int, int], noted: tuple[Due, ...]
) -> linking.Marks:
    """The document's times by what they can do for a claim: set its deadline, lie behind it, say how often.

    ``ordinals`` are the numbers of items, ``noted`` what dates more than its own sentence.
    """
    text = views.text
    ahead, behind, begin = [], [], []
    for time in times:
        if time.timex.kind == "past" or (time.timex.kind in {"point", "period"} and judging.direction(time, views.anchor) == "past"):
            behind.append(time)
        elif _only_begins(text, time):
            begin.append(time.start)
        elif _MADE.search(text, max(0, time.start - _NEAR_MADE), time.start):
            continue
        elif time.start in views.governing or (time.timex.kind == "recurrence" and time.timex.end) or deliverables.is_before_event(time):
            ahead.append(time)
    possible = {time.start for time in ahead}
    cited = _cited(text, views.layout, tuple(ahead))
    return linking.Marks(
        times=tuple(ahead), past=tuple(behind), leads=_leads(text, views.layout, outlook.modes), breaks=outlook.headlines,
        recurrences=tuple(time for time in times if time.timex.recurrence is not None),
        closing=closings.closing_times(text, views.layout.sentences, tuple(ahead)), reach=_reach(text, views.layout, tuple(ahead), cited),
        dealt=dealt_times(text, tuple(ahead)),
        provinces=_provinces(text, views.layout), ordinals=ordinals,
        dues=tuple(due for due in noted if due.start in possible), dashes=_dashes(text, views.layout),
        cited=cited, begun=_opened_by(text, views.layout, begin),
        continuing=frozenset(
            index for index, sentence in enumerate(views.layout.sentences) if _GOES_ON.match(text, sentence.start) is not None
        ),
    )


def ordinals_of(text: str, layout: Layout, assignments: tuple[Assignment, ...]) -> dict[int, int]:
    """The numbers of the items that bear one (1 for 1., （一） and 一是), where brackets or lines of units may close several."""
    if not any(one.form in {"tail", "line"} for one in assignments):
        return {}
    found: dict[int, int] = {}
    counted = {one.start for one in assignments if one.numbers}  # （三）（四）两项由…: no item
    for sentence in layout.sentences:
        own_line = sentence.kind == "heading" and sentence.section >= 0 and not layout.sections[sentence.section].titled
        if sentence.item not in found and not own_line and sentence.start not in counted:
            number = _ORDINAL.match(text, sentence.start, sentence.end)
            found[sentence.item] = int(parse_numeral(number["number"]) or 0) if number else 0
    return {item: number for item, number in found.items() if number}


def _dashes(text: str, layout: Layout) -> frozenset[int]:
    """The sentences that open a paragraph with a dash or dot (——规模稳步扩大。)."""
    return frozenset(
        index for index, sentence in enumerate(layout.sentences) if sentence.kind == "body" and text.startswith(_DASHES, sentence.start)
    )


def _only_begins(text: str, time: TimexMention) -> bool:
    """Whether a time only says from when something holds: 自5月1日起, 从今年开始."""
    if time.timex.kind == "period" and time.timex.start is not None and time.timex.end is None:
        return True
    if time.timex.granularity not in {"day", "month"} or time.timex.kind == "recurrence":
        return False
    return _FROM_THEN_ON.match(text, time.end) is not None or _TAKES_EFFECT.match(text, time.end) is not None


_OPENS_WITH = later(r"[ \u3000]*(?:[一二三四五六七八九十]{1,2}[是、]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.．、])?[自从]?")


def _opened_by(text: str, layout: Layout, times: list[int]) -> frozenset[int]:
    """The sentences that one of ``times`` opens: 二是从7月1日起，…."""
    opened = ((index_at(layout.sentences, time), time) for time in times)
    return frozenset(index for index, time in opened if _OPENS_WITH.fullmatch(text, layout.sentences[index].start, time) is not None)


def _reach(text: str, layout: Layout, times: tuple[TimexMention, ...], cited: frozenset[int]) -> dict[int, int]:
    """For each time that does not open its sentence, where the part of the sentence that it belongs to ends."""
    found = {}
    starts = [sentence.start for sentence in layout.sentences]
    for time in times:
        sentence = layout.sentences[bisect_right(starts, time.start) - 1]
        one_day = time.timex.granularity == "day" and time.timex.kind == "period" and _HELD.match(text, time.end) is not None
        opens_alone = not one_day and _OPENS_ALONE.fullmatch(text, sentence.start, time.start) is not None
        if sentence.kind == "heading" or text[sentence.end - 1] in "：:" or opens_alone:
            continue
        done = _IS_DONE.match(text, time.end) is not None and text[max(0, time.start - 4) : time.start].rstrip()[-1:] not in "，,；;"
        done = done or one_day or time.start in cited
        opens = time.timex.granularity not in _FINE and _opens(text, sentence.start, time)
        if opens and not done:
            continue
        far = min(sentence.end, time.end + _FAR)
        part = (_CLAUSE_END if done else _PART).search(text, time.end, far)
        stop = part.start() if part else sentence.end
        if text.find("：", time.end, min(stop, far)) < 0:  # 公布了2026年的指标：新建…；打造…: it leads what follows
            found[time.start] = stop
    return found


def _opens(text: str, start: int, time: TimexMention) -> bool:
    """Whether a time opens its sentence, or what a colon in it leads to (中心任务是：加快转型，到2033年，甲达到…；乙达到…)."""
    if _OPENS.fullmatch(text, start, time.start) is not None:
        return True
    return time.text[0] in "到至" and _LEADS_TO.search(text, max(start, time.start - _NEAR_LEAD), time.start) is not None


def _cited(text: str, layout: Layout, times: tuple[TimexMention, ...]) -> frozenset[int]:
    """The offsets of the times that are those of goals which a sentence only speaks of."""
    sentences = layout.sentences
    return frozenset(time.start for time in times if _is_cited(text, sentences[index_at(sentences, time.start)].start, time))


def _is_cited(text: str, start: int, time: TimexMention) -> bool:
    """Whether a time is that of a goal which a sentence only speaks of."""
    cited = _CITES.search(text, max(start, time.start - _BEFORE_CITED), time.end + _BEHIND_CITED)
    return cited is not None and cited.start() < time.start < cited.end()


@cache
def _province() -> re.Pattern[str]:
    return lexicon.literals(set(regions.provinces()))


def _provinces(text: str, layout: Layout) -> dict[int, str]:
    """The province that each sentence names at its head, by its full name."""
    names = regions.provinces()
    found = {}
    for index, sentence in enumerate(layout.sentences):
        named = _province().search(text, sentence.start, min(sentence.end, sentence.start + _HEAD_OF_SENTENCE))
        if named is not None:
            found[index] = names[named[0]]
    return found


def _leads(text: str, layout: Layout, modes: tuple[Mode, ...]) -> frozenset[int]:
    """Sentences that open what follows: with a colon, as a heading, or where the view turns to the plan."""
    return frozenset(
        index
        for index, sentence in enumerate(layout.sentences)
        if sentence.kind == "heading"
        or text[sentence.end - 1] in "：:"
        or (modes[index] == "plan" and index and modes[index - 1] != "plan" and not _CITES.search(text, sentence.start, sentence.end))
        or (sentence.kind == "body" and text[sentence.start] in "今明12" and _OPENING.match(text, sentence.start, sentence.start + 40))
    )
