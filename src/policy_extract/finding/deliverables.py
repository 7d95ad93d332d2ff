"""Milestones: a clause that a reader can check, with a deadline of its own sentence."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from policy_extract.finding import indicators
from policy_extract.finding.checks import checkable
from policy_extract.finding.closings import dated_itself
from policy_extract.finding.cores import circumstance, main_clause
from policy_extract.finding.delivered import delivered, event_of
from policy_extract.finding.goals import dated_title, expected, expecting, goals
from policy_extract.finding.makers import makes
from policy_extract.finding.statements import NO_SUBJECT, SHORTEST, stated, whole, with_gloss
from policy_extract.grammar.clauses import Clause, Splitter
from policy_extract.mentions import Deliverable, Sentence, Target
from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policy_extract.mentions import TimexMention

_READ = frozenset({"body", "table", "heading"})  # the kinds of sentences whose times can set a deadline
_SHORT = frozenset({"half_year", "quarter", "month", "day"})
_PLEDGES = later(r"必须|务必|确保|争取|力争")  # 10月底前必须通水: of what, the text before says
_NEW_TOPIC = later(r"(?:推进|加快|推动|实施|加强|支持|深化|优化|强化|完善|开展|围绕|聚焦)")
_ONLY_BY = later(r"(?:计划|力争|确保|争取|提出|明确|要求|规划|拟|将|要|在[^，。；]{2,30}后的?)$")  # 某省计划到2032年，…
_EXTENDS = later(r"(?:延续|延长|延期|顺延|推迟)(?:实施|执行|使用)?[至到]?$|(?:实施|执行)[至到]$")  # 延续实施|至2027年底: no lead-in
# 完成今年的目标任务: the period says which, not by when
_VERB_BEFORE = later(
    r"(?:完成|实现|做好|推动|推进|落实|抓好|确定|制定|编制|明确|兑现|下达|启动|实施|超过|高于|公布|发布|报送|总结|评估|的|对|把|按照?|和|与)$"
)
_THING_OF_PERIOD = later(r"(?:期间|年度)?的?[^，。；]{0,24}(?:目标|任务|计划|规划|工作|指标|预算|名单|情况|方案|要点)")
# 上述工作要在6月底前完成, 9月底前完成。: what, the sentences before say
_POINTS_BACK = later(
    r"(?P<all>以上|上述|前述)(?:各项)?(?:工作|任务|事项|措施)"
    r"|(?:该项|此项|这项|本项)(?:工作|任务|整改|改革)"
    r"|(?P<bare>)(?<=[。；])[于在要须应\s]*[\d０-９年月日底末前中下上旬内]{3,12}(?:要|须|应当?|全部|全面|基本)*完成$"
)
_EXPECTS = 16  # characters before a core in which 预计 makes an expectation of 建成后
_ONCE_DONE = later(r"(?:建成|竣工|完工|投产|投用|投运|通车|开通|投入(?:使用|运行|运营))后$")
_FIGURE = later(r"的?(?:人均|平均|城镇|农村|居民|社会|职工)[^，。；]{0,12}(?:收入|水平|标准|工资)")
# 第三阶段（10月1日至31日），检查验收。（一）摸底部署阶段（3月—5月）。: when a stage is, not what is done by then
_STAGE_TITLE = later(
    r"[ \u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）.．、])?[ \u3000]*[^，。；：（(]{2,12}(?:阶段|步)[ \u3000]*"
    r"[（(][^（()）]{3,32}[)）][，,。]?[^，。；：]{0,10}[。]?\s*"
)
_EACH_MUST = later(r"各[^，。；：]{2,40}(?:要(?![求点素])|应当?(?![急用])|必须|须)")  # 各高校和科研院所要修订…办法


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
    by_sentence = _by_sentence(sentences, times)
    busy = {target.clause for target in targets}
    found: list[Deliverable] = []
    for index, here in by_sentence.items():
        if not any(_is_deadline(time) for time in here) or (wanted is not None and not wanted(index)):
            continue
        sentence = sentences[index]
        if text[sentence.end - 1] in "？?":
            continue
        if _STAGE_TITLE.fullmatch(text, sentence.start, sentence.end):
            found += _of_stage(text, sentences, index, here, boundaries)
            continue
        titles = list(dated_title(text, sentence, index, here))
        if titles or sentence.kind == "heading":
            found += titles
            found += goals(text, sentences, index, by_sentence, splitter)
            continue
        made = _milestones_of(text, index, splitter.of(sentence.start, sentence.end), here, busy, boundaries)
        for one in made:
            found += _pointed_at(text, sentences, one, boundaries) or [one]
        found += goals(text, sentences, index, by_sentence, splitter)
    return tuple(found)


def find_expected(
    text: str, sentences: tuple[Sentence, ...], times: tuple[TimexMention, ...], splitter: Splitter
) -> tuple[Deliverable, ...]:
    """What the document of a year lists among the year's expected targets without a number and without a time (主要预期目标是：…).

    今年 of a text that does not say of which year it is is none.
    """
    by_sentence = _by_sentence(sentences, tuple(time for time in times if time.timex.end is not None))
    return tuple(
        one for index in sorted(expecting(text, sentences) - by_sentence.keys())
        for one in expected(text, sentences, index, by_sentence, splitter)
    )


def _by_sentence(sentences: tuple[Sentence, ...], times: tuple[TimexMention, ...]) -> dict[int, list[TimexMention]]:
    """The times of each sentence that may set a deadline."""
    found: dict[int, list[TimexMention]] = {}
    position = 0
    for time in times:
        while position < len(sentences) and sentences[position].end <= time.start:
            position += 1
        if position < len(sentences) and sentences[position].kind in _READ and time.start >= sentences[position].start:
            found.setdefault(position, []).append(time)
    return found


def is_before_event(time: TimexMention) -> bool:
    """Whether a time waits for an event that no calendar fixes: 汛期前, 封冻前."""
    return time.timex.kind == "unresolved" and time.timex.boundary == "before"


def dated(text: str, task: Deliverable, times: tuple[TimexMention, ...]) -> Deliverable:
    """A task whose clause says by when it is done (市教育局将在明年一季度组织复核) as the milestone that it is, else itself.

    A whole year says when a duty holds, not by when it is done. ``times`` are in text order.
    """
    clause = Clause(*task.clause, "")
    by = task.assignment.end if task.assignment is not None and task.rule == "task.by" else None
    for time in times[bisect_left(times, task.clause[0], key=lambda one: one.start) :]:
        behind = by is not None and task.start < by <= time.start <= by + NO_SUBJECT  # 名单由市商务局于8月底前提出
        if time.start > task.start + NO_SUBJECT and not behind:
            if by is not None and time.start < by:
                continue
            break
        fixed = time.timex.kind == "point" or (time.timex.kind == "period" and time.timex.granularity in _SHORT)
        if fixed and _is_deadline(time) and not _says_which(text, clause, time) and not _begins(text, time):
            if behind:
                return replace(task, kind="milestone")
            start = max(task.start, indicators.strip_lead(text, time.end, task.end, ()))
            return task if task.end - start < SHORTEST else replace(task, kind="milestone", start=start)
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
    parts = tuple(_by_dates(text, parts, times))
    found: list[Deliverable] = []
    governing: TimexMention | None = None
    position = 0
    pending = False  # the deadline's own clause held nothing but the deadline: the next clause is its first
    for place, clause in enumerate(parts):
        own = []
        while position < len(times) and times[position].start < clause.end:
            own.append(times[position])
            position += 1
        own = [time for time in own if not _whose(text, time)]
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
        elif governing is not None and _first_of_segment(parts, place) and _others_turn(parts, place, governing, boundaries):
            governing = None
        if governing is None or (clause.start, clause.end) in busy:
            continue
        core = stated(text, parts, place, deadline, boundaries, busy)
        if core is None:
            continue
        if waiting and deadline is None and clause.mark == "，" and circumstance(text, clause, core[0]):
            pending = True  # 每年2月底前，根据考核情况，…
            continue
        core = whole(text, _until_done(text, core) if deadline is not None else core, parts, place)
        first = deadline is not None or waiting or "同期" in text[clause.start : core[0] + 12]
        led = waiting and deadline is None and parts[place - 1].start <= governing.start < parts[place - 1].end
        opens = parts[place - 1].start if led else clause.start  # 某市计划今年4月，|新建…中心
        if not checkable(text[slice(*core)], text[opens : core[1]], governing, first=first):
            continue
        begin = governing.start if waiting and deadline is None else clause.start
        thing = delivered(text, core, deadline, parts[: place + 1])
        goes_on = bool(found) and place > 0 and found[-1].clause[1] == parts[place - 1].end  # …6月底前封顶，年内投产
        if thing is None and goes_on:
            thing = found[-1].indicator
        pledged = goes_on or _PLEDGES.search(text, clause.start, clause.end) is not None
        if core[1] - core[0] < SHORTEST and thing is None and not pledged:  # 预计年底通车: what?
            continue
        found.append(Deliverable(
            start=core[0], end=core[1], kind="milestone", sentence=index, clause=(begin, clause.end),
            indicator=thing, event=event_of(text[core[0] : core[1]]) or "other",
            assignment=None, rule="milestone.deadline" if first else "milestone.coordinated",
        ))
    return found


def _until_done(text: str, core: tuple[int, int]) -> tuple[int, int]:
    """A core without the 后 that goes on from it: 大桥2031年底建成通车后，… says by when it will stand."""
    if _ONCE_DONE.search(text, *core) is None or text.find("预计", max(0, core[0] - _EXPECTS), core[1]) >= 0:
        return core
    return core[0], core[1] - 1


def _deadline_of(text: str, clause: Clause, own: list[TimexMention]) -> TimexMention | None:
    """The deadline of a clause among its times: the first, but a day or month behind a whole year (今年的管网改造10月底前完成)."""
    found = [time for time in own if _is_deadline(time) and not _says_which(text, clause, time)]
    if len(found) > 1 and found[0].timex.kind == "period" and found[0].timex.granularity in {"year", "multi_year"}:
        return next((time for time in found if time.timex.kind == "point" or time.timex.granularity in _SHORT), found[0])
    return found[0] if found else None


def _by_dates(text: str, parts: tuple[Clause, ...], times: list[TimexMention]) -> Iterator[Clause]:
    """The clauses, cut where a list goes on with another date: 6月底前全部开工|、年底前并网."""
    listed = [time.start for time in times if text[time.start - 1] == "、" and time.text[-1] in "前底末内日"]
    for clause in parts:
        start = clause.start
        for at in listed:
            if start < at - 1 and at < clause.end and dated_itself(text, start, at):
                yield Clause(start, at - 1, "，")
                start = at
        yield Clause(start, clause.end, clause.mark)


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
        if core is not None and (back["bare"] is None or makes(text, *core)):
            found.append(Deliverable(
                start=core[0], end=core[1], kind="milestone", sentence=made.sentence, clause=made.clause,
                indicator=delivered(text, core, None, ()), event="complete", assignment=None, rule="milestone.pointed_at",
            ))
    return found


def _of_stage(
    text: str, sentences: tuple[Sentence, ...], index: int, times: list[TimexMention], boundaries: tuple[tuple[int, int], ...]
) -> list[Deliverable]:
    """What is to be done by the day that a stage's title sets: 自查阶段（10月15日前）。各企业对照清单自查，…."""
    sentence = sentences[index]
    following = sentences[index + 1] if index + 1 < len(sentences) else None
    if following is None or following.paragraph != sentence.paragraph or times[0].timex.kind != "point":
        return []
    core = main_clause(text, following.start, following.end, boundaries)
    if core is None or core[1] - core[0] < SHORTEST:
        return []
    return [Deliverable(
        start=core[0], end=core[1], kind="milestone", sentence=index + 1, clause=core, indicator=delivered(text, core, None, ()),
        event=event_of(text[slice(*core)]) or "other", assignment=None, rule="milestone.stage",
    )]


def _says_which(text: str, clause: Clause, time: TimexMention) -> bool:
    """Whether a time only says which one is meant: 完成今年的目标任务, 确定“十四五”期间的建设计划, 制定2030年前达峰方案."""
    if _THING_OF_PERIOD.match(text, time.end, clause.end) is None:
        return False
    return _VERB_BEFORE.search(text, clause.start, time.start) is not None


def _whose(text: str, time: TimexMention) -> bool:
    """Whether a past year only says whose figure is meant: 达到职工上年度平均工资水平."""
    return time.timex.kind == "past" and _FIGURE.match(text, time.end) is not None


def _begins(text: str, time: TimexMention) -> bool:
    """Whether a time says from when (从明天（2月2日）开始): no deadline."""
    start, _ = with_gloss(text, time)
    return start > 0 and text[start - 1] in "从自"


def _first_of_segment(parts: tuple[Clause, ...], place: int) -> bool:
    """Whether a semicolon stands before the clause."""
    return place > 0 and parts[place - 1].mark in "；;"


def _others_turn(parts: tuple[Clause, ...], place: int, time: TimexMention, boundaries: tuple[tuple[int, int], ...]) -> bool:
    """Whether the semicolon before a clause ends one body's part, with its time, and opens another's (甲局年内建成…；乙局负责…)."""
    opens = place
    while opens and not (parts[opens].start <= time.start and _first_of_segment(parts, opens)):
        opens -= 1
    starts = {start for start, _ in boundaries}
    return parts[opens].start in starts and parts[place].start in starts

