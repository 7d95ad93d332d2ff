"""Milestones: a clause that a reader can check, with a deadline of its own sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.finding import indicators
from policy_extract.grammar.clauses import Clause, Splitter
from policy_extract.mentions import Deliverable, Sentence, Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.mentions import Event, TimexMention

_ACTOR = re.compile(
    r"(?:政府|部门|单位|机构|机关|企业|各地|地区|[省市县区州旗镇乡]|局|委|厅|部|办|院|会|组|署|中心|银行|学校|医院|公司|所)"
    r"(?:及其[^，]{0,8})?(?:要|应|应当|须|将|于|在|需){0,2}$"
)
_PURPOSE = re.compile(
    r"(?:对于?|为了?(?![民老])|围绕|按照?|根据|针对|结合|依托|依据|以[^，]{1,30}为"
    r"|在[^，]{1,40}(?:基础上|前提下|框架下|领导下|过程中|方面|中|下|后|内|时)"
    r"|自|除|经|凡|通过|坚持|充分|聚焦|落实[^，]{2,20}要求|立足|适应|面向|鉴于|鼓励各地结合)"
)
_WEAK = re.compile(
    r"(?:持续|进一步|不断|明显|显著|逐步|大幅|稳步|更加|日益|有效)"
    r"(?:[提改优增完巩扩深拓加强健壮丰][^，。；]{0,6}|改善|提升|提高|优化|增强|完善|巩固|扩大)"
    r"|开门红|双过半|新(?:突破|成效|进展|跨越|提升|台阶|局面)"
)
_MODAL_LEAD = re.compile(
    r"\s*(?:还|也|都|均|则|一律|原则上|分别"
    r"|依法(?:依规)?|依规|及时|按规定|按程序|按要求|按月|切实|继续|抓紧|尽快|积极|认真|全面"  # adverbs of duty
    r"|力争|争取|确保|要求|负责|应当|必须|务必|要|应|须|需|将|拟|可以?(?!再生|持续|信|视)"  # modals
    r"|于|在此基础上|其中|同时|并|[：:，,])"
)
_BARE_END = re.compile(
    r"(?:全部|全面|基本|原则上)?(?:完成|到位|落实|建成|实现|完工|办结|完毕|竣工|整改到位|落实到位|报送)"
    r"(?:整改|改造|建设|任务)?$"
)
_CONTINUE = re.compile(r"(?:并|且|重点|同时|推动|促进|做到|包括|其中|形成合力|不断|进一步|结果|情况)")
_NEW_TOPIC = re.compile(r"(?:推进|加快|推动|实施|加强|支持|深化|优化|强化|完善|开展|围绕|聚焦)")
# Says what it means, what comes of it or what follows; tells applicants what to do
_NO_DELIVERABLE = re.compile(
    r"[^，。；]{2,16}(?:通车|建成|投产|投运|开通|实施|完工)后将|[^，。；]{0,30}(?:网上报名|现场申请|填报志愿|提交佐证材料)"
    r"|[^，。；]{0,8}(?:以下|下列|如下)|是(?!否)|届时|讲清楚|阐[明述]|意味着|标志着|(?:必须|要)?(?:如期|按期)?(?:实现|完成)$"
    r"|得\d+分|扣\d+分|从[^，。；]{0,18}(?:开始|起)$"
)
_ASKED = re.compile(r"(?:请|由)[^，。；]{2,60}(?:[部局委厅署办会]|部门|单位|政府)(?:等)?(?:部门|单位)?(?:要|应|须|负责)?(?:于|在)?$")
_ONLY_BY = re.compile(r"(?:计划|力争|确保|争取|提出|明确|要求|规划|拟|将|要)$")  # 湖南省计划到2020年，…
_ADVERBS = re.compile(r"(?:如期|按期|按时|全部|基本|全面|顺利|提前|正式|陆续|通[车水航气电]|运营|使用|投[产用]|营业|开放|见效)*")
# What a whole year or plan period may be said to bring about; anything weaker is a trend there
_FIRM_EVENT = re.compile(
    r"完成|建成|竣工|投入(?:使用|运营|运行)|投用|开工|通车|启动|开始|出台|印发|投产|封顶|(?:基本|全部|全面)(?:淘汰|取消|消除)"
)
_COORDINATED = re.compile(
    r"(?:力争|确保|争取|要|将)?(?:[^，]{0,24}?)"
    r"(?:完成|建成|实现|形成|建立|消除|竣工|投入使用|投用|开工|通车|出台|印发|达到|成为|全覆盖)"
)
_ON = re.compile(r"对(?!外)于?([^，]{2,60}?)(?:进行|开展|实施|给予|予以|加以|作出|做出)")
MAX_CORE = 120


def _event_pattern() -> re.Pattern[str]:
    return lexicon.pattern("events", "event")


def event_of(words: str) -> Event | None:
    """The checkable event a clause ends in: that of its last strong event word, None where there is none."""
    found: Event | None = None
    for match in _event_pattern().finditer(words):
        event: Event = lexicon.load("events")["event"][match[0]]["event"]
        if found is None or event in {"in_use", "complete"}:
            found = event
    return found


def find_milestones(
    text: str,
    sentences: tuple[Sentence, ...],
    times: tuple[TimexMention, ...],
    targets: tuple[Target, ...],
    boundaries: tuple[tuple[int, int], ...] = (),
    splitter: Splitter | None = None,
    wanted: Callable[[int], bool] | None = None,
) -> tuple[Deliverable, ...]:
    """Candidate milestones in text order: clauses under a deadline of their own sentence that a reader can check.

    ``boundaries`` are the spans of agencies named as subjects: they are not part of the core.
    ``splitter`` shares the document's clauses with other stages, ``wanted`` says of a sentence's index whether it is to be read.
    """
    splitter = splitter or Splitter(text)
    by_sentence: dict[int, list[TimexMention]] = {}
    position = 0
    for time in times:
        while position < len(sentences) and sentences[position].end <= time.start:
            position += 1
        if position < len(sentences) and sentences[position].kind in {"body", "table"} and time.start >= sentences[position].start:
            by_sentence.setdefault(position, []).append(time)
    busy = {target.clause for target in targets}
    found: list[Deliverable] = []
    for index, here in by_sentence.items():
        if any(_is_deadline(time) for time in here) and (wanted is None or wanted(index)):
            found.extend(_milestones_of(text, index, splitter.of(sentences[index].start, sentences[index].end), here, busy, boundaries))
    return tuple(found)


_CLOSES = re.compile(r"(?:全部|全面|基本)?(?:完成|到位|竣工|建成|完工|办结|落实|投用|投产)(?=[，,。；;、）)]|$)")


def closing_times(text: str, times: tuple[TimexMention, ...]) -> frozenset[int]:
    """The offsets of the times that only close what stands before them: …，确保9月底前完成."""
    return frozenset(time.start for time in times if time.timex.kind == "point" and _CLOSES.match(text, time.end))


def _is_deadline(time: TimexMention) -> bool:
    timex = time.timex
    return timex.end is not None and (timex.kind in {"point", "period"} or timex.kind == "recurrence")


def _milestones_of(
    text: str,
    index: int,
    parts: tuple[Clause, ...],
    times: list[TimexMention],
    busy: set[tuple[int, int]],
    boundaries: tuple[tuple[int, int], ...],
) -> list[Deliverable]:
    found: list[Deliverable] = []
    governing: TimexMention | None = None
    position = 0
    pending = False  # the deadline's own clause held nothing but the deadline: the next clause is its first
    for place, clause in enumerate(parts):
        own = []
        while position < len(times) and times[position].start < clause.end:
            own.append(times[position])
            position += 1
        deadline = next((time for time in own if _is_deadline(time)), None)
        if any(time.timex.kind == "past" for time in own):
            governing = None
            continue
        first = deadline is not None or pending
        pending = False
        if deadline is not None:
            governing = deadline
            if not indicators.strip_lead(text, deadline.end, clause.end, ()) < clause.end - 1:
                pending = clause.start >= deadline.start - 8 or _ONLY_BY.search(text, clause.start, deadline.start) is not None
                if pending:
                    continue
        elif _first_of_segment(parts, place) and _NEW_TOPIC.match(text, clause.start, clause.end):
            governing = None  # …封顶；推进另一装置建设，完成论证: the semicolon opens a matter of its own
        if governing is None or (clause.start, clause.end) in busy:
            continue
        core = _core(text, clause, deadline, parts[place - 1] if place else None, boundaries, busy)
        if core is None or not _checkable(text[core[0] : core[1]], governing, first, deadline is not None):
            continue
        found.append(Deliverable(
            start=core[0], end=core[1], kind="milestone", sentence=index, clause=(clause.start, clause.end),
            indicator=_subject_or_object(text, core, deadline, clause), event=event_of(text[core[0] : core[1]]) or "other",
            assignment=None, rule="milestone.deadline" if first else "milestone.coordinated",
        ))
    return found


def _subject_or_object(text: str, core: tuple[int, int], time: TimexMention | None, clause: Clause) -> tuple[int, int] | None:
    """What a milestone delivers, without the time that stands in its middle (某某铁路预计2031年建成通车) and without adverbs."""
    found = object_of(text, *core)
    if time is not None and found is not None and found[0] < time.start < found[1]:
        found = (found[0], indicators.strip_tail(text, found[0], time.start))
    if found is not None and not _ADVERBS.fullmatch(text, *found):
        return found
    head = (indicators.strip_lead(text, clause.start, clause.end, ()), clause.end if time is None else time.start)
    head = (head[0], indicators.strip_tail(text, head[0], max(head)))
    return head if head[1] - head[0] >= 3 else found


def _first_of_segment(parts: tuple[Clause, ...], place: int) -> bool:
    """Whether a semicolon stands before the clause."""
    return place > 0 and parts[place - 1].mark in "；;"


def _checkable(words: str, time: TimexMention, first: bool, own: bool) -> bool:
    """A clause whose fulfilment can be checked: an event word, and no mere trend. Coordinated clauses must open with theirs."""
    if len(words) < 4 or _NO_DELIVERABLE.match(words) or words.endswith("后"):
        return False
    event = event_of(words)
    if event is None:
        return False
    if _WEAK.search(words) and not re.search(r"完成|建成|基本实现|形成|建立|水平|行列", words):
        return False
    broad = time.timex.kind == "period" and time.timex.granularity in {"year", "multi_year", "half_year", "quarter", "other"}
    if broad and not ((own or first) and _FIRM_EVENT.search(words)):
        return False
    if first:
        return True
    if time.timex.kind != "point" or _CONTINUE.match(words):
        return False
    return bool(_COORDINATED.match(words))


def _core(
    text: str,
    clause: Clause,
    time: TimexMention | None,
    before: Clause | None,
    boundaries: tuple[tuple[int, int], ...],
    busy: set[tuple[int, int]],
) -> tuple[int, int] | None:
    """The clause's own statement, without its deadline, its actor and its modals."""
    start, end = clause.start, clause.end
    if time is not None and clause.start <= time.start < clause.end:
        rest = indicators.strip_lead(text, time.end, end, ())
        head_end = indicators.strip_tail(text, start, time.start)
        head = text[start:head_end]
        if _BARE_END.match(text[rest:end]) and rest < end:
            asked = _ASKED.match(head) is not None or _inside(start, head_end, boundaries)  # …有关事项，请科技部等部门在2月底前完成
            if (head_end - start <= 6 or asked) and before is not None and before.mark in {"，", ","}:
                start = before.start
                if any(before.start <= low < before.end for low, _ in busy):  # 新建冷库20万立方米，确保9月底前完成: the number's deadline
                    return None
        elif head_end - start >= 4 and not _ACTOR.search(text[start : time.start].rstrip()) and not _inside(start, head_end, boundaries):
            if _PURPOSE.match(head):
                start = time.end
        else:
            start = time.end
    start = lead_out(text, start, end, boundaries)
    return (start, end) if start < end and end - start <= MAX_CORE else None


def _inside(start: int, end: int, boundaries: tuple[tuple[int, int], ...]) -> bool:
    at = bisect_right(boundaries, (end, end)) - 1
    return at >= 0 and start <= boundaries[at][0] < end and boundaries[at][1] >= end - 2


def lead_out(text: str, start: int, end: int, boundaries: tuple[tuple[int, int], ...]) -> int:
    """The start of a clause's statement: after a subject that is an agency, modals and adverbs of duty."""
    moved = True
    while moved and start < end:
        moved = False
        at = bisect_right(boundaries, (start, end)) - 1
        if at >= 0 and boundaries[at][0] <= start < boundaries[at][1] < end:
            start, moved = boundaries[at][1], True
        match = _MODAL_LEAD.match(text, start, end)
        if match and match.end() > start:
            start, moved = match.end(), True
    return start


def object_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What a clause delivers: the object of its opening verb (or of 对…进行), or the subject of its closing one."""
    on = _ON.match(text, start, end)
    if on:
        return on.span(1)
    verb = _event_pattern().match(text, start, end) or indicators.do_pattern().match(text, start, end)
    if verb and verb.end() < end - 1:
        return verb.end(), end
    closing = None
    for match in _event_pattern().finditer(text, start, end):
        if match.start() > start + 1:
            closing = match
            break
    if closing:
        return (start, closing.start()) if closing.end() >= end - 1 or closing.start() - start > 3 else (closing.end(), end)
    return (start, end) if end > start else None
