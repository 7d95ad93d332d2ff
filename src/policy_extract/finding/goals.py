"""End states that a list of goals sets for a time that only its lead-in or heading names: …体系基本形成 under 到2027年，主要目标是：."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from policy_extract.finding import indicators
from policy_extract.finding.cores import past_marker, title_core
from policy_extract.finding.delivered import delivered, event_of
from policy_extract.mentions import Deliverable
from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policy_extract.grammar.clauses import Splitter
    from policy_extract.mentions import Sentence, TimexMention

_MARKS = " \u3000—-•·*#"
_OPENING = _MARKS + "（）()一二三四五六七八九十0123456789.．、"  # marks and numbers of items
_END_STATE = later(r"[^，。；（）()]{4,48}(?:基本|全面|全部)(?:完成|形成|建成|建立|实现|消除|到位)")
# 基本建成…网络, 形成一批…方案: a thing that is there or not; no number, which makes a target, and no mood (氛围, 合力)
_BROUGHT_ABOUT = later(
    r"(?:(?:基本|全面|初步|率先)(?:建成|建立|形成|构建|建立健全|健全)|建立起|建成|形成)(?!了|以)[^，。；0-9０-９“”]{3,60}"
    r"(?:体系|格局|机制|制度|网络?|平台|基地|集群|高地|中心|模式|方案|实践|标准|规范|链|圈|带|[区园]|场景|产品|枢纽|通道|系统|设施|品牌|经验|城市|[省市县强])"
)
# What a year's expected targets set without a number: 单位能耗降低完成上级下达的目标任务
_FULFILS = later(
    r"(?:完成|达到)(?!了)[^，。；0-9０-９]{2,40}(?:目标|任务|指标)"
    r"|[^，。；0-9０-９]{2,40}?(?:保持|达到?|恢复到?|维持|优于)在?[Ⅰ-Ⅴ]类(?:水质|标准|及以上|以上)?"
    r"|(?:PM(?:2\.5|10))?[^，。；0-9０-９]{4,40}?(?:全面|全部|如期)?(?:完成|达到)(?!了)[^，。；0-9０-９]{0,24}?(?:目标|任务|指标|进度|要求)(?:任务|要求)?"
)
_BIDDEN = later(r"[^，。；0-9０-９]{2,12}?(?:要求|部署|安排)(?=完成|达到)")  # 按照国家要求|完成节能减排任务
_EXPECTED_ALONE = later("预期目标(?:[是为：:]|安排)")
_EXPECTED = later("目标(?:任务)?(?:[是为：:]|安排)")
# 微型消防站覆盖所有街巷, 磷石膏全部实现产消平衡, 互花米草基本根除, 村村有预案: with an object, or a verb of its own
_STATE_OF = later(
    r"[^，。；0-9０-９（）()]{2,30}?(?:(?:基本|全面|全部|率先|稳定|普遍)(?:实现|达到|覆盖|消除|根除|淘汰|建成|建立|形成|完成|纳入|利用|配套|打通|贯通)"
    r"|实现[^，。；]{0,12}(?:全覆盖|全配套|全贯通|全达标|全通|均等化|零死亡)|覆盖(?:所有|全部|全[省市县区域镇乡]|主城区|城乡|每个)|恢复到)(?!率|了)[^，。；0-9０-９]{0,24}"
    r"|[户村人镇乡县校园站]{2}(?:有|通|能|见)[^，。；0-9０-９]{2,8}(?:、[户村人镇乡县校园站]{2}(?:有|通|能|见)[^，。；0-9０-９]{2,8}){0,2}"
)
_STAGE = later(r"[（(]?(?:近|中|远|一|二|三)期|第[一二三四]阶段|[起步攻坚巩固提升推进收官深化见效完善]{2,4}阶段")
_ITEM = later(r"[ \u3000]*(?:[—•·●◆*#-]+|[（(]?[一二三四五六七八九十\d]{1,2}[)）.．、]|[一二三四五六七八九十]是)")
# 今年办好10件实事：（1）医院感染楼竣工投用；…: what is promised for the year, item by item
_WORKS = later("(?:民生|为民|便民|惠民|办好?|办理)[^，。；：]{0,10}(?:实事|好事)")
_COMES_OF_IT = later(
    r"[^，。；（）()0-9０-９]{3,30}?(?:建成|竣工|正式|全部)?(?:投用|投运|投入使用|竣工|动工|开工|完工|通车|交付使用|开园|开馆|(?:如期)?开学|(?:动态)?清零|全覆盖)"
)
_GOALS = (_END_STATE, _BROUGHT_ABOUT, _STATE_OF)
_FOLLOWING = later(r"(?:以下|下列)[^，。；]{0,6}目标[：:]|目标(?:如下|包括)[：:]")
_TITLE = 24  # characters
_LONGEST_LIST = 16
"""So many sentences at most are goals of one lead-in."""


def goals(
    text: str, sentences: tuple[Sentence, ...], index: int, times: Mapping[int, list[TimexMention]], splitter: Splitter
) -> Iterator[Deliverable]:
    """The end states under the time of sentence ``index``, where that opens a list of goals; none without it."""
    here = times[index]
    if sentences[index].kind != "heading" and any(_opens(text, sentences[index], time) for time in here):
        yield from _in_paragraph(text, sentences, index, times, splitter)
    if any(_stage(text, sentences[index], time) for time in here):
        yield from _states(text, sentences[index], index, splitter, _GOALS)
    if _expects(text, sentences[index], here):
        yield from expected(text, sentences, index, times, splitter)
    if _leads(text, sentences[index], here):
        yield from _listed(text, sentences, index, times, splitter)
    elif _promises(text, sentences[index], here):
        yield from _works(text, sentences, index, times, splitter)


def expecting(text: str, sentences: tuple[Sentence, ...]) -> set[int]:
    """The sentences that list the expected targets of the document's year: 主要预期目标是：…."""
    starts = [sentence.start for sentence in sentences]
    found = {bisect_right(starts, lead.start()) - 1 for lead in _EXPECTED_ALONE.finditer(text)}
    return {index for index in found if index >= 0 and sentences[index].kind == "body"}


def expected(
    text: str, sentences: tuple[Sentence, ...], index: int, times: Mapping[int, list[TimexMention]], splitter: Splitter
) -> Iterator[Deliverable]:
    """What a list of a year's expected targets sets without a number, in the sentence that opens it, in those and the lines after it."""
    yield from _states(text, sentences[index], index, splitter, (_FULFILS,))
    yield from _in_paragraph(text, sentences, index, times, splitter, (_FULFILS,))
    for at in range(index + 1, min(index + 1 + _LONGEST_LIST, len(sentences))):  # a line each: …主要预期目标是： / 地区生产总值增长6%；
        if at in times or sentences[at].kind != "body" or text[sentences[at - 1].end - 1] not in "；;：:":
            return
        if sentences[at].paragraph != sentences[at - 1].paragraph:
            yield from _states(text, sentences[at], at, splitter, (_FULFILS,))


def dated_title(text: str, sentence: Sentence, index: int, times: list[TimexMention]) -> Iterator[Deliverable]:
    """The milestone that the numbered title of a step with its day in a bracket is: （二）方案公示（8月底前）."""
    for time in times[:1]:
        bracket = time.start - 1
        ends = time.timex.kind == "point" and text[time.end : sentence.end].strip(" 。：:") in {"）", ")"}
        title = past_marker(text, sentence.start, bracket)
        if ends and title > sentence.start and text[bracket] in "（(":
            core = title_core(text, title, bracket)
            if core is not None and core[1] - core[0] <= _TITLE:
                yield Deliverable(
                    start=core[0], end=core[1], kind="milestone", sentence=index, clause=(sentence.start, sentence.end),
                    indicator=delivered(text, core, None, ()), event=event_of(text[slice(*core)]) or "complete",
                    assignment=None, rule="milestone.deadline",
                )


def _opens(text: str, sentence: Sentence, time: TimexMention) -> bool:
    """Whether a sentence begins with the time by which its paragraph's goals are to be reached (到2025年，…)."""
    return time.timex.kind == "point" and time.text[0] in "到至" and not text[sentence.start : time.start].strip(_OPENING)


def _stage(text: str, sentence: Sentence, time: TimexMention) -> bool:
    """Whether a sentence opens with a stage and its period (近期（2022—2025年）：…): what it lists is to be so at the end of that."""
    label = text[sentence.start : time.start].strip(_MARKS)
    return time.timex.end is not None and _STAGE.match(label) is not None and text[time.end : time.end + 2].strip("）)")[:1] in {"：", ":"}


def _leads(text: str, sentence: Sentence, times: list[TimexMention]) -> bool:
    """Whether a sentence announces the goals of a time: a heading (2028年目标), or 到2025年，要实现以下目标：."""
    ahead = any(time.timex.kind in {"point", "period"} and time.timex.end is not None for time in times)
    opens = _is_title(text, sentence) or text[sentence.end - 1] in "：:"
    return ahead and opens and "目标" in text[sentence.start : sentence.end]


def _expects(text: str, sentence: Sentence, times: list[TimexMention]) -> bool:
    """Whether a sentence lists the expected targets of a year that it names: 今年经济社会发展主要预期目标是：…."""
    lead = _EXPECTED.search(text, sentence.start, sentence.end)
    return lead is not None and any(time.end <= lead.start() and time.timex.end is not None for time in times)


def _is_title(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is a heading: layout leaves it a body where its year may be a number (2028年目标)."""
    short = sentence.end - sentence.start <= _TITLE and text[sentence.end - 2 : sentence.end] == "目标"
    return sentence.kind == "heading" or short


def _in_paragraph(
    text: str,
    sentences: tuple[Sentence, ...],
    opener: int,
    times: Mapping[int, list[TimexMention]],
    splitter: Splitter,
    ways: tuple[re.Pattern[str], ...] = (_END_STATE,),
) -> Iterator[Deliverable]:
    """End states in the sentences after 到2025年，… in its paragraph, up to the next time.

    In a section of goals (（三）发展目标。到2030年，…) the paragraphs behind it say more of the same.
    """
    whole = _in_goals(text, sentences, opener)
    for index in range(opener + 1, len(sentences)):
        sentence = sentences[index]
        inside = sentence.paragraph == sentences[opener].paragraph
        if index in times or sentence.kind != "body" or not (inside or (whole and sentence.section == sentences[opener].section)):
            return
        yield from _states(text, sentence, index, splitter, ways if inside else (*ways, _BROUGHT_ABOUT, _STATE_OF))


def _in_goals(text: str, sentences: tuple[Sentence, ...], index: int) -> bool:
    """Whether a sentence opens a section of goals: the heading right before it says so (发展目标)."""
    before = sentences[index - 1] if index else None
    if before is None or before.kind != "heading" or before.section != sentences[index].section:
        return False
    return text[before.start : before.end].rstrip("。：: \n").endswith("目标")


def _listed(
    text: str, sentences: tuple[Sentence, ...], opener: int, times: Mapping[int, list[TimexMention]], splitter: Splitter
) -> Iterator[Deliverable]:
    """End states in the items of the list that follows, up to the next time or the first paragraph that is no item."""
    titled = _is_title(text, sentences[opener])
    stated = _FOLLOWING.search(text, sentences[opener].start, sentences[opener].end) is not None
    ends = {time.timex.end for time in times[opener]}
    paragraph = -1
    for index in range(opener + 1, min(opener + 1 + _LONGEST_LIST, len(sentences))):
        sentence = sentences[index]
        again = stated and index in times and {time.timex.end for time in times[index]} <= ends  # 人均预期寿命2030年达到…
        if (index in times and not again) or sentence.kind not in {"body", "heading"}:
            return
        if sentence.paragraph != paragraph:
            item = _ITEM.match(text, sentence.start, sentence.end)
            told = stated and sentence.end - sentence.start <= _TITLE and text[sentence.end - 1] == "。"  # 服务能力大幅提升。…
            if item is None and not told and (not titled or sentence.kind == "heading"):
                return
            paragraph = sentence.paragraph
        yield from _states(text, sentence, index, splitter, _GOALS)


def _promises(text: str, sentence: Sentence, times: list[TimexMention]) -> bool:
    """Whether a sentence announces the works that a year's list promises: 今年办好10件民生实事：."""
    named = _WORKS.search(text, sentence.start, sentence.end) if text.find("事", sentence.start, sentence.end) >= 0 else None
    year = any(time.timex.granularity == "year" and time.timex.end is not None for time in times)
    return named is not None and year and (text[sentence.end - 1] in "：:" or "以下" in text[sentence.start : sentence.end])


def _works(
    text: str, sentences: tuple[Sentence, ...], opener: int, times: Mapping[int, list[TimexMention]], splitter: Splitter
) -> Iterator[Deliverable]:
    """The works of such a list that have no number and no day of their own, by what is to come of each (镇卫生院门诊楼动工)."""
    paragraph = -1
    for index in range(opener + 1, min(opener + 1 + _LONGEST_LIST, len(sentences))):
        sentence = sentences[index]
        if sentence.kind == "heading" or (sentence.paragraph != paragraph and _ITEM.match(text, sentence.start, sentence.end) is None):
            return
        paragraph = sentence.paragraph
        if index not in times:
            yield from _states(text, sentence, index, splitter, (_COMES_OF_IT,))


def _states(
    text: str, sentence: Sentence, index: int, splitter: Splitter, ways: tuple[re.Pattern[str], ...]
) -> Iterator[Deliverable]:
    for clause in splitter.of(sentence.start, sentence.end):
        item = _ITEM.match(text, clause.start, clause.end)
        start = indicators.strip_lead(text, item.end() if item else clause.start, clause.end, ())
        bidden = _BIDDEN.match(text, start, clause.end)
        start = bidden.end() if bidden else start
        if any(way.fullmatch(text, start, clause.end) for way in ways):
            core = (start, clause.end)
            yield Deliverable(
                start=start, end=clause.end, kind="milestone", sentence=index, clause=(clause.start, clause.end),
                indicator=delivered(text, core, None, ()), event=event_of(text[start : clause.end]) or "other",
                assignment=None, rule="milestone.goal",
            )
