"""One document through the stages, up to judged and linked claims. The only place where stages meet."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from policy_extract import judging, linking, regions
from policy_extract.finding import announcing, closings, deliverables, dues, figures, modals, targets, tasks
from policy_extract.finding.agencies import find_agencies
from policy_extract.finding.assignments import find_assignments
from policy_extract.finding.home_years import cited_year, told_until
from policy_extract.finding.quantities import find_quantities
from policy_extract.finding.times import begun_plan, counts_units, document_year, find_times, plan_period, stated_period
from policy_extract.finding.voices import find_voices
from policy_extract.grammar.clauses import Splitter
from policy_extract.layout import analyse as analyse_layout
from policy_extract.mentions import (
    AgencyMention,
    Assignment,
    Deliverable,
    Due,
    Judgement,
    Layout,
    ModalMention,
    QuantityMention,
    Target,
    TimeAnchor,
    TimexMention,
)
from policy_extract.patterns import later
from policy_extract.pipeline.agencies import naming_year, numbered_year, with_copied
from policy_extract.pipeline.marks import marks, ordinals_of
from policy_extract.pipeline.tables import in_tables, milestones_of_rows
from policy_extract.pipeline.titles import points_of, titles_of_items
from policy_extract.pipeline.views import Views
from policy_extract.reconcile import standing_quantities, standing_times
from policy_extract.spans import inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from policy_extract.judging import Genre
    from policy_extract.lexicon.overlay import Overlay
    from policy_extract.schema import Document

_Mention = TypeVar("_Mention", QuantityMention, AgencyMention, Assignment)

_BESIDE = frozenset({"filter", "name", "structure", "scope", "threshold", "ordinal"})  # numbers that leave their clause a milestone
_THINGS = frozenset({"count", "length", "area", "volume"})  # dimensions in which things to be made are counted
_POINTING = ("这", "以下", "下列", "上述", "该")  # 将以下两项政策延长至年底: the number says which
# 供水应急预案, 目录（2031年版）, 办法（2031年修订）: the year says which edition it is, not by when its duties are done
_STANDING = later(r"预案|20\d\d年?(?:修[订正]|版|本[）)])")
_HEAD = 600  # characters of the text that may name the document's year
_BESIDE_TIME = 32  # characters on either side of a length of time in which a longer number may begin or end


class Analysis(NamedTuple):
    """Everything that was found in a document, with judgements in parallel to targets and deliverables.

    ``context`` is None where nothing was judged anything. ``quantities`` are all only in a thorough analysis; ``passed_over`` are those
    that no target was made of (told in a thorough analysis only).
    """

    layout: Layout
    genre: Genre
    title: str | None
    published: str | None
    anchor: TimeAnchor
    jurisdiction: regions.Guess | None
    quantities: tuple[QuantityMention, ...]
    times: tuple[TimexMention, ...]
    agencies: tuple[AgencyMention, ...]
    assignments: tuple[Assignment, ...]
    targets: tuple[tuple[Target, Judgement], ...]
    deliverables: tuple[tuple[Deliverable, Judgement], ...]
    context: linking.Context | None
    passed_over: tuple[QuantityMention, ...]


def analyse(
    document: Document, *, thorough: bool = True, overlay: Overlay | None = None, named: tuple[AgencyMention, ...] | None = None
) -> Analysis:
    """Run the stages on a document.

    Unless ``thorough``, sentences in which nothing can be a promise are passed over, their numbers unread: the planned records are the
    same, but results (status achieved) and the reasons for unclaimed numbers are not told. ``overlay`` holds a user's own bodies. ``named``
    are the bodies where they are known already.
    """
    text = document.text
    layout = analyse_layout(text, document.title, document.published)
    title = document.title or layout.header.title
    published = document.published or layout.header.published
    anchor = _anchor(title, published, text, numbered_year(layout.header.document_number))
    jurisdiction = regions.guess(text, layout.header, title)
    place = jurisdiction.place if jurisdiction is not None else None
    year = naming_year(anchor)
    agencies = find_agencies(text, place, year, overlay) if named is None else named
    times = _times(text, anchor, layout)
    named, agencies = agencies, _in_body(agencies, layout.boilerplate)
    assignments = _in_body(find_assignments(text, agencies, place, year, layout.rows), layout.boilerplate)
    announced = next((assignment.start for assignment in assignments if assignment.form == "announcer"), None)
    outlook = judging.outlook(text, layout, title, announced)
    views = Views(text, layout, times, anchor, outlook, Splitter(text))
    wanted = None if thorough else views.hopeful
    numbers = find_quantities(text, wanted=None if thorough else views.hopeful_at)
    quantities = _in_body(standing_quantities(numbers, times, named), layout.boilerplate)
    found = targets.find_targets(text, layout.sentences, quantities, times, views.splitter, wanted)
    judged = judging.with_parts(text, tuple((target, views.judge_target(target)) for target in found))
    if layout.grids:
        judged = in_tables(text, layout, judged, figures.find_figures(text, layout.grids, layout.sentences, times, anchor, title))
        found = tuple(target for target, _ in judged)
    ordinals, noted = ordinals_of(text, layout, assignments), dues.find_dues(text, layout.sentences, times)
    made = _deliverables(views, times, judged, assignments, wanted, ordinals, noted)
    context = None
    if any(judgement.status is not None for _, judgement in (*judged, *made)):
        context = linking.build(
            layout, anchor, marks(views, times, outlook, ordinals, noted),
            titled=outlook.genre in {"plan", "report"} and _STANDING.search(title or "") is None,
            assignments=assignments, modals=_modals(text, layout, judged, made), voices=find_voices(text, agencies),
        )
    passed_over: tuple[QuantityMention, ...] = ()
    if thorough:
        used = {target.quantity.start for target in found}  # a target may carry a bound that its list shares
        passed_over = tuple(quantity for quantity in quantities if quantity.start not in used)
    return Analysis(
        layout, outlook.genre, title, published, anchor, jurisdiction, quantities, times, with_copied(text, named, agencies), assignments,
        judged, made, context, passed_over,
    )


def _anchor(title: str | None, published: str | None, text: str, numbered: int | None) -> TimeAnchor:
    day = None
    if published:
        try:
            day = dt.date.fromisoformat(published[:10])
        except ValueError:
            day = None
    name = title or ""
    year = document_year(name, text[:_HEAD])
    if day is not None and year is not None and abs(year - day.year) > 1:  # 铁路明确2050年发展目标: a goal, not the document's year
        year = None
    if day is None and numbered is None:
        numbered = cited_year(text)
    told = told_until(text) if day is None else None
    return TimeAnchor(day, year, plan_period(name) or stated_period(name, text), begun_plan(text, day), numbered, told=told)


def _times(text: str, anchor: TimeAnchor, layout: Layout) -> tuple[TimexMention, ...]:
    """The document's times without those inside a longer number (三年内 in 不超过三年内): only lengths of time can be."""
    times = find_times(text, anchor, sections=layout.sections)
    around = [
        number
        for time in times
        if counts_units(time)
        for number in find_quantities(text, max(0, time.start - _BESIDE_TIME), min(len(text), time.end + _BESIDE_TIME))
    ]
    return standing_times(times, sorted(around, key=lambda number: number.start)) if around else times


def _in_body(mentions: tuple[_Mention, ...], barred: tuple[tuple[int, int], ...]) -> tuple[_Mention, ...]:
    """Mentions outside boilerplate."""
    if not barred:
        return mentions
    return tuple(m for m in mentions if not inside(barred, m.start))


def _deliverables(
    views: Views,
    times: tuple[TimexMention, ...],
    judged: tuple[tuple[Target, Judgement], ...],
    assignments: tuple[Assignment, ...],
    wanted: Callable[[int], bool] | None,
    ordinals: Mapping[int, int],
    noted: tuple[Due, ...],
) -> tuple[tuple[Deliverable, Judgement], ...]:
    """Milestones that are promised, and tasks whose item holds no target or milestone of its own."""
    text, layout = views.text, views.layout
    subjects = tuple((a.start, a.end) for a in assignments if a.form == "subject")
    acting = [start for start, _ in subjects]
    planned = [target for target, judgement in judged if judgement.status == "planned"]
    promised: dict[int, list[int]] = defaultdict(list)  # where the numbers begin that each sentence promises
    for target, judgement in judged:
        if judgement.status == "planned" and judgement.record_class != "service_limit":
            promised[target.sentence].append(target.quantity.start)
    dated = _dating(views, times, assignments)
    made = [(one, views.judge_deliverable(one)) for one in _milestones(views, judged, dated, subjects, wanted, noted)]
    items = {layout.sentences[target.sentence].item for target in planned}
    items |= {layout.sentences[m.sentence].item for m, judgement in made if judgement.status == "planned"}
    taken = _Taken((m.start, m.end) for m, judgement in made if judgement.status == "planned")
    clauses = {target.clause for target in planned}
    for task in _tasks(text, layout, assignments, ordinals):
        assert task.assignment is not None
        closing = task.assignment.form in {"tail", "line"}
        if closing and layout.sentences[task.sentence].item in items:
            continue
        if not closing and not (views.assigns or announcing.announced(text, task, layout.sentences[task.sentence])):
            continue
        if task.clause in clauses or taken.meets(task.start, task.end):
            continue
        if closing:
            judgement = Judgement("planned", "commitment", "assigned", "status.assigned")
            bracket = _is_dated(task.assignment, times)  # its units' bracket says by when: （…，10月底前完成）
            task = replace(task, kind="milestone") if bracket else deliverables.dated(text, task, dated)  # noqa: PLW2901
        elif _holds_more(text, layout, task, taken, promised[task.sentence], acting):
            continue
        else:
            judgement = views.judge_deliverable(task)
            task = deliverables.dated(text, task, dated)  # noqa: PLW2901
        made.append((task, judgement))
        taken.add(task.start, task.end)
    return _each_once(made)


def _dating(views: Views, times: tuple[TimexMention, ...], assignments: tuple[Assignment, ...]) -> tuple[TimexMention, ...]:
    """The times by which something may be done, without those that only date a bracket or line of units."""
    closing_spans = tuple((a.start, a.end) for a in assignments if a.form in {"tail", "line"})
    says = {start for a in assignments if a.deadline and a.form == "line" for start in dues.saying_what(views.text, times, a.deadline)}
    return tuple(
        time for time in times
        if (time.timex.kind == "recurrence" or deliverables.is_before_event(time) or time.start in views.governing)
        and (time.start in says or not inside(closing_spans, time.start))
    )


def _milestones(
    views: Views,
    judged: tuple[tuple[Target, Judgement], ...],
    dated: tuple[TimexMention, ...],
    subjects: tuple[tuple[int, int], ...],
    wanted: Callable[[int], bool] | None,
    noted: tuple[Due, ...],
) -> tuple[Deliverable, ...]:
    """The candidates for milestones, without those that only date a number of things or note a date for more than themselves."""
    text, layout = views.text, views.layout
    counting = tuple(target for target, judgement in judged if judgement.reason not in _BESIDE and not _points_at(text, target))
    notes = {due.start for due in noted if due.reach in {"document", "before"}}
    found = tuple(
        one for one in deliverables.find_milestones(text, layout.sentences, dated, counting, subjects, views.splitter, wanted)
        if one.rule == "milestone.pointed_at" or not any(one.clause[0] <= note < one.clause[1] for note in notes)
    )
    found += deliverables.find_expected(text, layout.sentences, dated, views.splitter)
    planned = (target for target, judgement in judged if judgement.status == "planned")
    counted = {t.clause[1]: t.clause[0] for t in planned if t.quantity.quantity.dimension in _THINGS}
    found = tuple(one for one in found if not closings.dates_a_count(text, one, dated, counted))
    return milestones_of_rows(layout, found) if layout.rows else found


def _each_once(made: Iterable[tuple[Deliverable, Judgement]]) -> tuple[tuple[Deliverable, Judgement], ...]:
    """In text order; of a milestone and a task with a deadline that begin at one place, the one that is promised, else the milestone."""
    found: dict[tuple[int, str], tuple[Deliverable, Judgement]] = {}
    for one, judgement in sorted(made, key=lambda pair: (pair[0].start, pair[0].kind, pair[1].status != "planned", pair[1].status is None)):
        found.setdefault((one.start, one.kind), (one, judgement))
    return tuple(found.values())


class _Taken:
    """Stretches in text order, any of which may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def add(self, start: int, end: int) -> None:
        insort(self._spans, (start, end))
        self._longest = max(self._longest, end - start)

    def meets(self, start: int, end: int) -> bool:
        """Whether one of them shares characters with this one."""
        near = range(bisect_left(self._spans, (start - self._longest,)), bisect_left(self._spans, (end,)))
        return any(start < self._spans[at][1] for at in near)

    def begins(self, start: int, stop: int) -> bool:
        """Whether one of them begins there."""
        return bisect_left(self._spans, (start,)) < bisect_left(self._spans, (stop,))


def _is_dated(assignment: Assignment, times: tuple[TimexMention, ...]) -> bool:
    """Whether an assignment says by when (完成时限：2023年底) what it assigns is done: then that is a milestone."""
    due = assignment.deadline
    if due is None:
        return False
    at = bisect_left(times, due[0], key=lambda time: time.start)
    return at < len(times) and times[at].start < due[1] and _fixes(times[at])


def _fixes(time: TimexMention) -> bool:
    """Whether a time is one by which something is done, be its year told (2023年底) or not (8月底 in a table without a date)."""
    return time.timex.kind == "point" or (time.timex.end is not None and time.timex.kind != "recurrence")


def _points_at(text: str, target: Target) -> bool:
    """Whether a number only points at what is known (这172项工程将全部开工): its clause may be a milestone."""
    return text[max(0, target.quantity.start - 2) : target.quantity.start].endswith(_POINTING)


def _holds_more(text: str, layout: Layout, task: Deliverable, taken: _Taken, promised: list[int], acting: list[int]) -> bool:
    """Whether the rest of the task's sentence, up to a semicolon or the next body that acts, holds a milestone or ``promised`` number.

    That one carries the agency then.
    """
    end = layout.sentences[task.sentence].end
    following = bisect_left(acting, task.end)
    if following < len(acting):
        end = min(end, acting[following])
    stop = min((at for at in (text.find("；", task.start, end), text.find(";", task.start, end)) if at >= 0), default=end)
    return taken.begins(task.start, stop) or any(task.start <= low < stop for low in promised)


def _modals(
    text: str, layout: Layout, judged: tuple[tuple[Target, Judgement], ...], made: tuple[tuple[Deliverable, Judgement], ...]
) -> tuple[ModalMention, ...]:
    """The modal words of the sentences in which something is promised."""
    places = {target.sentence for target, judgement in judged if judgement.status is not None}
    places |= {claim.sentence for claim, judgement in made if judgement.status is not None}
    return tuple(
        modal for index in sorted(places) for modal in modals.find_modals(text, layout.sentences[index].start, layout.sentences[index].end)
    )


def _tasks(
    text: str, layout: Layout, assignments: tuple[Assignment, ...], ordinals: Mapping[int, int]
) -> tuple[Deliverable, ...]:
    if not assignments:
        return ()
    closed: dict[int, list[int]] = {}
    for item, governing in linking.governed(layout, assignments, ordinals).items() if ordinals else ():
        if item in ordinals:
            closed.setdefault(governing[0].start, []).append(item)
    return tasks.find_tasks(
        text, layout.sentences, assignments, titles_of_items(text, layout, assignments), layout.rows, points_of(layout),
        {start: tuple(found) for start, found in closed.items()},
    )
