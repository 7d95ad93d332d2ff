"""Milestones: a clause that a reader can check, with a deadline of its own sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from policy_extract.finding import indicators
from policy_extract.finding.checks import checkable
from policy_extract.finding.cores import MAX_CORE, circumstance, lead_out, main_clause
from policy_extract.finding.delivered import delivered, event_of
from policy_extract.finding.goals import goals
from policy_extract.finding.objects import object_verb
from policy_extract.grammar.clauses import Clause, Splitter
from policy_extract.mentions import Deliverable, Sentence, Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.mentions import TimexMention

_ACTOR = re.compile(
    r"(?:政府|部门|单位|机构|机关|企业|各地|地区|[省市县区州旗镇乡]|局|委|厅|部|办|院|会|组|署|中心|银行|学校|医院|公司|所)"
    r"(?:及其[^，]{0,8})?(?:要|应|应当|须|将|于|在|需){0,2}$"
)
_PURPOSE = re.compile(
    r"(?:对于?|为了?(?![民老])|围绕|按照?|根据|针对|结合|依托|依据|以[^，]{1,30}为"
    r"|在[^，]{1,40}(?:基础上|前提下|框架下|领导下|过程中|方面|中|下|后|内|时)"
    r"|自|除|经|凡|通过|坚持|充分|聚焦|落实[^，]{2,20}要求|立足|适应|面向|鉴于|鼓励各地结合)"
)
_READ = frozenset({"body", "table", "heading"})  # the kinds of sentences whose times can set a deadline
_SHORTEST_SUBJECT = 4  # characters
_SHORTEST_HEAD = 2
_BARE_END = re.compile(
    r"(?:全部|全面|基本|原则上)?(?:完成|到位|落实|建成|实现|完工|办结|[一-龥]{0,2}完毕|竣工|整改到位|落实到位|报送)"
    r"(?:整改|改造|建设|任务)?$"
)
# 制定…标准，9月底前|发布: a verb alone, whose thing the clauses before make
_VERB_ALONE = re.compile(
    r"(?:正式|全部|全面|全线|分批|陆续|建成|竣工|并)*(?:印发|发布|公布|公示|出台|上线|投产|投用|启用|通车|通航|通水|开通|开业|开园|开馆|开工|动工|试运行|兑付|推开)"
    r"(?:实施|运行|使用|执行|运营)?$"
)
_MAKES = re.compile(
    r"(?:由[^，]{2,24}?|抓紧|加快|尽快|组织[^，]{2,6}?|在[^，]{2,12}?)(?:制定|建设|建立|编制|修订|出台|研究|起草|改造|新建|搭建)"
)
_WORKS = re.compile(r"(?:改造|建设|扩建|新建|工程|项目|[一二三]期)$")
_OWN_TIME = re.compile(r"\d月|\d年|年底|年内|季度|半年")
_SHORT = frozenset({"half_year", "quarter", "month", "day"})
_NO_SUBJECT = 3  # characters before a time: 争取, 并于
_IN_USE = re.compile(r"(?:建成|竣工|正式|全面|全线)?(?:交付|投产|投用|投运|通车|开通|开放|运营|使用|封顶)(?:使用|运营)?$")
# What a thing is (该机场位于…, 全长30公里): no part of what is to be done with it
_DESCRIPTION = re.compile(
    r"位于|全长|面积|总投资|时速|正在|正(?=进行)|由[^，；]{2,30}(?:建设|承建|运营)|约\d|已经?(?:完成|建成|开工|启动|封顶|贯通)|了$"
)
_STATES = re.compile(rf"是(?!否)|采用|作为|属于|目前|{_DESCRIPTION.pattern}")  # makes nothing
_NEW_TOPIC = re.compile(r"(?:推进|加快|推动|实施|加强|支持|深化|优化|强化|完善|开展|围绕|聚焦)")
_ASKED = re.compile(r"(?:请|由)[^，。；]{2,60}(?:[部局委厅署办会]|部门|单位|政府)(?:等)?(?:部门|单位)?(?:要|应|须|负责)?(?:于|在)?$")
_ONLY_BY = re.compile(r"(?:计划|力争|确保|争取|提出|明确|要求|规划|拟|将|要|在[^，。；]{2,30}后的?)$")  # 湖南省计划到2020年，…
_EXTENDS = re.compile(r"(?:延续|延长|延期|顺延|推迟)(?:实施|执行|使用)?[至到]?$|(?:实施|执行)[至到]$")  # 延续实施|至2027年底: no lead-in
_SAYS = re.compile(r"(?:提出|明确|要求|指出|强调|规定|表示|承诺)$")  # 《规划》提出到2030年…
# 形成以口岸为龙头，协同高效的…体系: the noun is still to come
_NOUN_TO_COME = re.compile(r"以[^，。；的]{1,40}为[^，。；的]{1,8}$")
_HAS_NOUN = re.compile(r"的[^，。；的]{2,}$")
_GOES_ON = re.compile(r"以及|及(?![时其格])")
# 明天（2月2日）: the date only says which day that is
_DAY_BEFORE = re.compile(r"(?:[明后今昨][天日]|[本下]?周[一二三四五六日])$")
# 完成今年的目标任务: the period says which, not by when
_VERB_BEFORE = re.compile(
    r"(?:完成|实现|做好|推动|推进|落实|抓好|确定|制定|编制|明确|兑现|下达|启动|实施|超过|高于|公布|发布|报送|总结|评估|的|对|把|按照?|和|与)$"
)
_THING_OF_PERIOD = re.compile(r"(?:期间|年度)?的?[^，。；]{0,24}(?:目标|任务|计划|规划|工作|指标|预算|名单|情况|方案|要点)")
# 上述工作要在6月底前完成: what, the sentences before say
_POINTS_BACK = re.compile(r"(?P<all>以上|上述|前述)(?:各项)?(?:工作|任务|事项|措施)|(?:该项|此项|这项|本项)(?:工作|任务|整改|改革)")
_EACH_MUST = re.compile(r"各[^，。；：]{2,40}(?:要(?![求点素])|应当?(?![急用])|必须|须)")  # 各高校和科研院所要修订…办法
_CLOSES = re.compile(
    r"(?:全部|全面|基本|正式|[一-龥]{0,2}(?=到位))?(?:完成|到位|竣工|建成|完工|办结|落实|投用|投产|投入使用|投入运营|交工|交付(?:使用)?|启用|通车|通水)"
    r"(?=[，,。；;、）)]|$)"
)
# What may stand between a comma and such a time: …，确保于9月底前完成; a subject (…，某片区9月底前完成) has a time of its own
_CLOSING_LEAD = re.compile(
    r"[，,；;。\n（(][ \u3000]*(?:并|要|将|须|应|均|都|确保|力争|争取|计划|预计|可|于|在|到|今年|全部|工程|项目|原则上){0,3}$"
)


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
        if position < len(sentences) and sentences[position].kind in _READ and time.start >= sentences[position].start:
            by_sentence.setdefault(position, []).append(time)
    busy = {target.clause for target in targets}
    found: list[Deliverable] = []
    for index, here in by_sentence.items():
        if not any(_is_deadline(time) for time in here) or (wanted is not None and not wanted(index)):
            continue
        sentence = sentences[index]
        if text[sentence.end - 1] in "？?":
            continue
        if sentence.kind == "heading":
            found += goals(text, sentences, index, by_sentence, splitter)
            continue
        made = _milestones_of(text, index, splitter.of(sentence.start, sentence.end), here, busy, boundaries)
        for one in made:
            found += _pointed_at(text, sentences, one, boundaries) or [one]
        found += goals(text, sentences, index, by_sentence, splitter)
    return tuple(found)


def closing_times(text: str, times: tuple[TimexMention, ...]) -> frozenset[int]:
    """The offsets of the times that only close what stands before them: …，确保9月底前完成."""
    return frozenset(
        time.start for time in times
        if time.timex.kind == "point" and _CLOSES.match(text, time.end) and _CLOSING_LEAD.search(text, max(0, time.start - 12), time.start)
    )


def is_before_event(time: TimexMention) -> bool:
    """Whether a time waits for an event that no calendar fixes: 汛期前, 封冻前."""
    return time.timex.kind == "unresolved" and time.timex.boundary == "before"


def dated(text: str, task: Deliverable, times: tuple[TimexMention, ...]) -> Deliverable:
    """A task whose clause says by when it is done (市教育局将在明年一季度组织复核) as the milestone that it is, else itself.

    A whole year says when a duty holds, not by when it is done. ``times`` are in text order.
    """
    clause = Clause(*task.clause, "")
    for time in times[bisect_left(times, task.clause[0], key=lambda one: one.start) :]:
        if time.start > task.start + _NO_SUBJECT:
            break
        fixed = time.timex.kind == "point" or (time.timex.kind == "period" and time.timex.granularity in _SHORT)
        if fixed and _is_deadline(time) and not _says_which(text, clause, time) and not _begins(text, time):
            start = max(task.start, indicators.strip_lead(text, time.end, task.end, ()))
            return task if task.end - start < _SHORTEST_SUBJECT else replace(task, kind="milestone", start=start)
    return task


def _is_deadline(time: TimexMention) -> bool:
    timex = time.timex
    if timex.end is None:  # a point or quarter whose year nothing tells, 汛期前, 每年4月底前
        known = timex.kind == "point" or (timex.kind == "period" and timex.granularity in _SHORT)
        return known or is_before_event(time) or (timex.kind == "recurrence" and timex.boundary == "by_end")
    return timex.kind in {"point", "period", "recurrence"}


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
        deadline = _deadline_of(text, clause, own)
        if own and (own[0].timex.kind == "past" or (deadline is not None and _begins(text, deadline))):
            governing, pending = None, False
            continue
        waiting, pending = pending, False
        if deadline is not None:
            governing = deadline
            extends = _EXTENDS.search(text, clause.start, deadline.start) is not None
            if not extends and not indicators.strip_lead(text, deadline.end, clause.end, ()) < clause.end - 1:
                pending = clause.start >= deadline.start - 8 or _ONLY_BY.search(text, clause.start, deadline.start) is not None
                if pending:
                    continue
        elif _first_of_segment(parts, place) and _NEW_TOPIC.match(text, clause.start, clause.end):
            governing = None  # …封顶；推进另一装置建设，完成论证: the semicolon opens a matter of its own
        if governing is None or (clause.start, clause.end) in busy:
            continue
        core = _core(text, parts, place, deadline, boundaries, busy)
        if core is None:
            continue
        if waiting and deadline is None and clause.mark == "，" and circumstance(text, clause, core[0]):
            pending = True  # 每年2月底前，根据考核情况，…
            continue
        core = _whole(text, core, parts, place)
        first = deadline is not None or waiting
        if not checkable(text[slice(*core)], text[clause.start : core[1]], governing, first=first):
            continue
        begin = governing.start if waiting and deadline is None else clause.start
        thing = delivered(text, core, deadline, parts[: place + 1])
        if thing is None and found and place and found[-1].clause[1] == parts[place - 1].end:  # …6月底前封顶，年内投产
            thing = found[-1].indicator
        if core[1] - core[0] < _SHORTEST_SUBJECT and thing is None:  # 预计年底通车: what?
            continue
        found.append(Deliverable(
            start=core[0], end=core[1], kind="milestone", sentence=index, clause=(begin, clause.end),
            indicator=thing, event=event_of(text[core[0] : core[1]]) or "other",
            assignment=None, rule="milestone.deadline" if first else "milestone.coordinated",
        ))
    return found


def _deadline_of(text: str, clause: Clause, own: list[TimexMention]) -> TimexMention | None:
    """The deadline of a clause among its times: the first, but a day or month behind a whole year (今年的管网改造10月底前完成)."""
    found = [time for time in own if _is_deadline(time) and not _says_which(text, clause, time)]
    if len(found) > 1 and found[0].timex.kind == "period" and found[0].timex.granularity in {"year", "multi_year"}:
        return next((time for time in found if time.timex.kind == "point" or time.timex.granularity in _SHORT), found[0])
    return found[0] if found else None


def _pointed_at(
    text: str, sentences: tuple[Sentence, ...], made: Deliverable, boundaries: tuple[tuple[int, int], ...]
) -> list[Deliverable]:
    """The milestones of a sentence that only says by when (上述工作要在6月底前完成): their cores stand in the paragraph before.

    Of several sentences it speaks of the first and of those that say what others are to do.
    """
    back = _POINTS_BACK.match(text, made.start, made.end)
    paragraph = sentences[made.sentence].paragraph
    first = at = made.sentence - 1
    if back is None or at < 0 or sentences[at].paragraph != paragraph:
        return []
    while back["all"] and first and sentences[first - 1].paragraph == paragraph and sentences[first - 1].kind == "body":
        first -= 1
    found = []
    for index in range(first, at + 1):
        sentence = sentences[index]
        asked = index == first or _EACH_MUST.match(text, sentence.start, sentence.end) is not None
        core = main_clause(text, sentence.start, sentence.end, boundaries) if asked else None
        if core is not None:
            found.append(Deliverable(
                start=core[0], end=core[1], kind="milestone", sentence=made.sentence, clause=made.clause,
                indicator=delivered(text, core, None, ()), event="complete", assignment=None, rule="milestone.pointed_at",
            ))
    return found


def _says_which(text: str, clause: Clause, time: TimexMention) -> bool:
    """Whether a time only says which one is meant: 完成今年的目标任务, 确定“十四五”期间的建设计划, 制定2030年前达峰方案."""
    if _THING_OF_PERIOD.match(text, time.end, clause.end) is None:
        return False
    return _VERB_BEFORE.search(text, clause.start, time.start) is not None


def _begins(text: str, time: TimexMention) -> bool:
    """Whether a time says from when (从明天（2月2日）开始): no deadline."""
    start, _ = _with_gloss(text, time)
    return start > 0 and text[start - 1] in "从自"


def _with_gloss(text: str, time: TimexMention) -> tuple[int, int]:
    """A time with the word that it explains: 明天（2月2日）."""
    start, end = time.start, time.end
    if text[start - 1 : start] in {"（", "("} and text[end : end + 1] in {"）", ")"}:
        day = _DAY_BEFORE.search(text, max(0, start - 4), start - 1)
        return (day.start() if day else start - 1), end + 1
    return start, end


def _first_of_segment(parts: tuple[Clause, ...], place: int) -> bool:
    """Whether a semicolon stands before the clause."""
    return place > 0 and parts[place - 1].mark in "；;"


def _core(
    text: str,
    parts: tuple[Clause, ...],
    place: int,
    time: TimexMention | None,
    boundaries: tuple[tuple[int, int], ...],
    busy: set[tuple[int, int]],
) -> tuple[int, int] | None:
    """The clause's own statement, without its deadline, its actor and its modals."""
    clause, before = parts[place], parts[place - 1] if place else None
    start, end = clause.start, clause.end
    if time is not None and clause.start <= time.start < clause.end:
        opens, closes = _with_gloss(text, time)
        rest = indicators.strip_lead(text, closes, end, ())
        head_end = indicators.strip_tail(text, start, opens)
        head = text[start:head_end]
        if rest < end and (_BARE_END.match(text, rest, end) or (head.startswith("并") and _IN_USE.match(text, rest, end))):
            asked = _ASKED.match(head) is not None or _inside(start, head_end, boundaries)  # …有关事项，请科技部等部门在2月底前完成
            if (head_end - start <= 6 or asked) and before is not None and before.mark in {"，", ","} and not _stands_alone(
                text, before, len(head), end - rest
            ):
                if any(before.start <= low < before.end for low, _ in busy):  # 新建冷库20万立方米，确保9月底前完成: the number's deadline
                    return None
                start = start if _describes(text, before) else before.start
        elif rest < end and head_end - start <= _NO_SUBJECT and _VERB_ALONE.match(text, rest, end) and before is not None:
            made = _made_before(text, parts, place, boundaries, busy)
            if made is not None:
                return made
            start = closes
        elif _leads_up(text, start, opens, head_end, boundaries):
            start = closes
    start = lead_out(text, start, end, boundaries)
    return (start, end) if start < end and end - start <= MAX_CORE else None


def _stands_alone(text: str, before: Clause, head: int, rest: int) -> bool:
    """Whether a clause of one verb says enough beside one with a day of its own: …9月底前竣工，其他户10月底前|竣工; …，5月底前|整改到位."""
    return (head >= _SHORTEST_HEAD or rest >= _SHORTEST_SUBJECT) and _OWN_TIME.search(text, before.start, before.end) is not None


def _made_before(
    text: str, parts: tuple[Clause, ...], place: int, boundaries: tuple[tuple[int, int], ...], busy: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """A core that begins with what the clauses before make (制定…标准，修订…规范，9月底前发布); None where they make nothing."""
    start, end = None, parts[place].end
    for clause in reversed(parts[:place]):
        opens = lead_out(text, clause.start, clause.end, boundaries)
        if clause.mark != "，" or (clause.start, clause.end) in busy or not _makes(text, opens, clause.end) or end - opens > MAX_CORE:
            break
        start = opens
    return None if start is None else (start, end)


def _makes(text: str, start: int, end: int) -> bool:
    """Whether a clause opens with a verb of doing, or names works (主干道改造), and has no day of its own."""
    opens = _MAKES.match(text, start, end) or _WORKS.search(text, start, end) or object_verb(text, start, end) is not None
    return bool(opens) and _STATES.search(text, start, end) is None and _OWN_TIME.search(text, start, end) is None


def _whole(text: str, core: tuple[int, int], parts: tuple[Clause, ...], place: int) -> tuple[int, int]:
    """A core up to its noun (建成以口岸为龙头，高效的体系) or through its list (所有渡口，以及…), not beyond a quotation's end."""
    start, end = core
    close = text.find("”", start, end)
    if close >= 0 and "“" not in text[start:close]:  # “三年内公共照明全部改造”成为硬杠杠
        return start, close
    following = parts[place + 1 : place + 4]
    if parts[place].mark != "，" or not following:
        return core
    if _GOES_ON.match(text, following[0].start):
        end = following[0].end
    elif _NOUN_TO_COME.search(text, start, end):
        end = next((clause.end for clause in following if _HAS_NOUN.search(text, clause.start, clause.end)), end)
    return (start, end) if end - start <= MAX_CORE else core


def _leads_up(text: str, start: int, time: int, end: int, boundaries: tuple[tuple[int, int], ...]) -> bool:
    """Whether what a clause says before its time (up to ``end`` without adverbs) only says who, why or where it is written."""
    if end - start < _SHORTEST_SUBJECT or _PURPOSE.match(text, start, end) or _inside(start, end, boundaries):
        return True
    words = text[start:time].rstrip()
    return _SAYS.search(words) is not None or _ACTOR.search(words) is not None


def _describes(text: str, clause: Clause) -> bool:
    """Whether a clause says what a thing is (该机场位于…): no part of what is to be done with it."""
    return text[clause.end - 1] != "的" and _DESCRIPTION.search(text, clause.start, clause.end) is not None


def _inside(start: int, end: int, boundaries: tuple[tuple[int, int], ...]) -> bool:
    at = bisect_right(boundaries, (end, end)) - 1
    return at >= 0 and start <= boundaries[at][0] < end and boundaries[at][1] >= end - 2
