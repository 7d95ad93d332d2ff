"""What the link rules look at: claims, and the mentions of the document ordered for quick lookup."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.linking.goal_times import YEARS, goal_times
from policy_extract.linking.governing import governed, in_sentences, lies_in
from policy_extract.mentions import Due
from policy_extract.spans import index_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.mentions import Assignment, Layout, ModalMention, Sentence, TimeAnchor, TimexMention, Voice

_FOLLOWING = "assignment.following"  # holds for its section, an announcer for the rest of the text
_CELL = "assignment.cell"
_PREFACE = 1200  # characters


class Claim(NamedTuple):
    """What wants links: the core of a target, milestone or task, where it stands, and the stretches that are not its deadline.

    ``due`` is the time that its column's head says, where it stands in a table's cell, ``money`` whether it is a sum of money.
    """

    start: int
    end: int
    sentence: int
    clause: tuple[int, int]
    excluded: tuple[tuple[int, int], ...] = ()
    due: TimexMention | None = None
    money: bool = False


class Context(NamedTuple):
    """A document as the link rules see it; made once by :func:`build`, so that each link costs a lookup.

    ``times`` are the expressions that can be a deadline, in text order, ``time_starts`` their offsets. ``paragraph_times`` gives for
    each sentence the time carried from the sentences before it in its paragraph, ``lead_times`` the time of the last lead-in
    before it, ``goal_times`` the year that a section of goals sets above it, ``heading_times`` for each section the time its own
    heading or the nearest heading above names.
    ``titled`` tells whether the title's period holds for every record (plans and reports, not news). ``title_time`` is the
    expression inside the title where the title stands in the text. ``announcer_of`` gives each sentence its last announcer,
    ``subject_of`` who the sentence before spoke of where it names nobody itself (各级医保部门要…。要…), ``voice_of`` the turn of the
    transcript in which it stands, ``cell_of`` the table cell whose unit governs its row, ``item_times`` each item the time that its
    assignment names (完成时限：…), ``note_times`` each sentence the time that a note gives to all that has none
    (未注明时间的，均须在…前完成).
    """

    layout: Layout
    anchor: TimeAnchor
    titled: bool
    times: tuple[TimexMention, ...]
    time_starts: tuple[int, ...]
    paragraph_times: tuple[TimexMention | None, ...]
    lead_times: tuple[TimexMention | None, ...]
    heading_times: tuple[TimexMention | None, ...]
    goal_times: tuple[TimexMention | None, ...]
    title_time: TimexMention | None
    assignments: Mapping[int, tuple[Assignment, ...]]
    item_assignments: Mapping[int, tuple[Assignment, ...]]
    announcer_of: tuple[Assignment | None, ...]
    subject_of: tuple[Assignment | None, ...]
    voice_of: tuple[Voice | None, ...]
    cell_of: tuple[Assignment | None, ...]
    modals: tuple[ModalMention, ...]
    modal_starts: tuple[int, ...]
    recurrences: tuple[TimexMention, ...]
    recurrence_starts: tuple[int, ...]
    closing: Mapping[int, int]
    reach: Mapping[int, int]
    dealt: tuple[tuple[tuple[int, int], TimexMention], ...]
    item_times: Mapping[int, TimexMention]
    note_times: tuple[TimexMention | None, ...]

    def times_between(self, start: int, end: int) -> tuple[TimexMention, ...]:
        """The usable times that begin in [start, end)."""
        return self.times[bisect_left(self.time_starts, start) : bisect_left(self.time_starts, end)]


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of time in a document, in text order.

    ``times`` can be deadlines, ``past`` are those that lie behind (they end a paragraph's run). ``leads`` are the sentences that open
    a list or section for what follows. ``recurrences`` say how often (每年), with or without a first occurrence.
    ``closing`` gives for a time that closes what stands before it (…，9月底前完成) from where it does. ``reach`` gives for a time that
    belongs to a part of its sentence (…，路长6月底前全部上岗；…) where that part ends: it holds no further. ``dealt`` gives for the
    stretches of numbers behind 分别 the time of each (2024年、2025年分别建成20处、25处). ``breaks`` are the sentences
    that open a piece of their own (a headline in a news digest): nothing is carried across them. ``provinces`` gives the province that a
    sentence names at its head: in a round-up of provinces the body of one does not speak for another. ``ordinals`` are the numbers of
    items, ``dues`` the times that date more than their own sentence, ``dashes`` the sentences that open a paragraph with a dash or dot: a
    list that goes on with the paragraph before it. ``continuing`` are the sentences that name nobody and open with a
    duty (要尽快制定办法): who the sentence before spoke of is meant. ``cited`` are the offsets of times of which a sentence only speaks
    (提出了到2035年…的目标). ``begun`` are the sentences that open with when something begins (从7月1日起，…): no time runs on into them.
    """

    times: tuple[TimexMention, ...] = ()
    past: tuple[TimexMention, ...] = ()
    leads: frozenset[int] = frozenset()
    recurrences: tuple[TimexMention, ...] = ()
    closing: Mapping[int, int] = field(default_factory=dict)
    reach: Mapping[int, int] = field(default_factory=dict)
    dealt: Mapping[tuple[int, int], TimexMention] = field(default_factory=dict)
    breaks: frozenset[int] = frozenset()
    provinces: Mapping[int, str] = field(default_factory=dict)
    ordinals: Mapping[int, int] = field(default_factory=dict)
    dues: tuple[Due, ...] = ()
    dashes: frozenset[int] = frozenset()
    cited: frozenset[int] = frozenset()
    continuing: frozenset[int] = frozenset()
    begun: frozenset[int] = frozenset()


def build(
    layout: Layout,
    anchor: TimeAnchor,
    marks: Marks,
    *,
    titled: bool,
    assignments: tuple[Assignment, ...] = (),
    modals: tuple[ModalMention, ...] = (),
    voices: tuple[Voice, ...] = (),
) -> Context:
    """Order a document's mentions by sentence, paragraph and section."""
    usable = marks.times
    by_sentence = in_sentences(layout, usable)
    barred = frozenset(in_sentences(layout, marks.past))
    placed: dict[int, list[Assignment]] = in_sentences(layout, assignments)
    by_item = governed(layout, assignments, marks.ordinals)
    spoken = _voice_of(layout, voices)
    return Context(
        layout=layout,
        anchor=anchor,
        titled=titled,
        times=usable,
        time_starts=tuple(time.start for time in usable),
        paragraph_times=_paragraph_times(layout, _running(layout, by_sentence, marks), barred, marks),
        lead_times=_lead_times(layout, by_sentence, barred, marks),
        heading_times=_heading_times(layout, usable),
        goal_times=goal_times(layout, by_sentence, barred, marks.cited),
        title_time=_title_time(layout, anchor, usable),
        assignments={key: tuple(value) for key, value in placed.items()},
        item_assignments=by_item,
        announcer_of=_announcers(layout, placed, marks, spoken),
        subject_of=_carried_subjects(layout, placed, marks.continuing),
        voice_of=spoken,
        cell_of=_cells(layout, placed),
        modals=modals,
        modal_starts=tuple(modal.start for modal in modals),
        recurrences=marks.recurrences,
        recurrence_starts=tuple(time.start for time in marks.recurrences),
        closing=marks.closing,
        reach=marks.reach,
        dealt=tuple(sorted(marks.dealt.items(), key=lambda one: one[0])),
        item_times=_section_times(layout, marks, usable, by_item) | _item_times(by_item, usable),
        note_times=_note_times(layout, marks, usable),
    )


_HEAD = 12  # characters at the head of a sentence in which its subject begins


def _carried_subjects(
    layout: Layout, placed: Mapping[int, list[Assignment]], continuing: frozenset[int]
) -> tuple[Assignment | None, ...]:
    """For each sentence that goes on with the duties of a subject the assignment whose subject that is."""
    found: list[Assignment | None] = []
    for index, sentence in enumerate(layout.sentences):
        before = layout.sentences[index - 1] if index else None
        carried = None
        if index in continuing and index not in placed and before is not None and before.paragraph == sentence.paragraph:
            first = next(iter(placed.get(index - 1, ())), None)
            heads = first is not None and first.form == "subject" and first.start - before.start <= _HEAD
            carried = first if heads else found[-1]
        found.append(carried)
    return tuple(found)


def _announcers(
    layout: Layout, placed: Mapping[int, list[Assignment]], marks: Marks, spoken: tuple[Voice | None, ...]
) -> tuple[Assignment | None, ...]:
    """For each sentence the last announcer before it or in it, as far as that one speaks."""
    found: list[Assignment | None] = []
    announcer: Assignment | None = None
    end = until = layout.sentences[-1].end if layout.sentences else 0  # where the announcer no longer speaks
    for index, sentence in enumerate(layout.sentences):
        turned = index > 0 and spoken[index] is not spoken[index - 1]
        done = turned or index in marks.breaks or sentence.start >= until
        if done or (announcer and _of_another_province(announcer, index, marks.provinces)):
            announcer, until = None, end
        for assignment in placed.get(index, ()):
            if assignment.form == "announcer" and assignment.rule != _CELL:
                announcer = assignment
                if assignment.rule == _FOLLOWING and sentence.section >= 0:
                    until = layout.sections[sentence.section].scope_end
        found.append(announcer)
    return tuple(found)


def _cells(layout: Layout, placed: Mapping[int, list[Assignment]]) -> tuple[Assignment | None, ...]:
    """For each sentence the table cell whose unit governs its row."""
    found: list[Assignment | None] = []
    cell: Assignment | None = None
    for index, sentence in enumerate(layout.sentences):
        own = [one for one in placed.get(index, ()) if one.rule == _CELL]
        cell = own[-1] if own else cell
        cell = None if sentence.kind in {"title", "signature", "boilerplate"} else cell
        found.append(cell)
    return tuple(found)


def _voice_of(layout: Layout, voices: tuple[Voice, ...]) -> tuple[Voice | None, ...]:
    """For each sentence the turn in which it stands."""
    found: list[Voice | None] = [None] * len(layout.sentences)
    index = 0
    for at, sentence in enumerate(layout.sentences if voices else ()):
        while index < len(voices) and voices[index].end <= sentence.end - 1:
            index += 1
        if index < len(voices) and voices[index].start < sentence.end:  # the first sentence of a turn begins with the speaker's name
            found[at] = voices[index]
    return tuple(found)


def _title_time(layout: Layout, anchor: TimeAnchor, usable: tuple[TimexMention, ...]) -> TimexMention | None:
    """The expression in the title, else where the preface states the plan's period (行动期限为2031年至2033年)."""
    span = layout.header.title_span
    found = next((time for time in usable if span and span[0] <= time.start < span[1]), None)
    if found is None and anchor.plan is not None:
        head = (time for time in usable if time.start < _PREFACE)
        found = next((time for time in head if (time.timex.start, time.timex.end) == anchor.plan), None)
    return found


def _section_times(
    layout: Layout, marks: Marks, times: tuple[TimexMention, ...], by_item: Mapping[int, tuple[Assignment, ...]]
) -> dict[int, TimexMention]:
    """The time that a line (整改时限：2023年12月) names for the items of its section, before and behind it.

    One that stands with lines of units is that of the item which they close.
    """
    found: dict[int, TimexMention] = {}
    closing = {(one.start, one.end) for governing in by_item.values() for one in governing}
    for time in times:
        if Due(time.start, "section") not in marks.dues or any(start <= time.start < end for start, end in closing):
            continue
        home = layout.sentences[index_at(layout.sentences, time.start)]
        for sentence in layout.sentences if home.section >= 0 else ():
            if sentence.section == home.section:
                found.setdefault(sentence.item, time)
    return found


def _note_times(layout: Layout, marks: Marks, times: tuple[TimexMention, ...]) -> tuple[TimexMention | None, ...]:
    """For each sentence the time of a note on all that has none, else of one on all before it (以上任务于6月底前完成)."""
    found: list[TimexMention | None] = [None] * len(layout.sentences)
    by_start = {time.start: time for time in times}
    for due in marks.dues:
        if due.reach == "section":
            continue
        home = index_at(layout.sentences, due.start)
        around = layout.sentences[home].section
        if around >= 0 and layout.sections[around].titled:  # behind the last of several items with titles
            around = layout.sections[around].parent
        for index, sentence in enumerate(layout.sentences):
            above = due.reach == "above" or around < 0 or lies_in(layout, sentence.section, around)
            inside = due.reach == "document" or (index < home and above)
            if inside and index != home and found[index] is None:
                found[index] = by_start.get(due.start)
    return tuple(found)


def _of_another_province(announcer: Assignment, sentence: int, provinces: Mapping[int, str]) -> bool:
    """Whether an announcer is a body of a province that the document names, and the sentence opens with another one."""
    name, here = announcer.agencies[0].canonical if announcer.agencies else None, provinces.get(sentence)
    if name is None or here is None or name.startswith(here):
        return False
    return name.startswith(tuple(provinces.values()))


def _item_times(by_item: Mapping[int, tuple[Assignment, ...]], times: tuple[TimexMention, ...]) -> dict[int, TimexMention]:
    """The time that an item's assignment names for all of it (完成时限：2023年底)."""
    starts = [time.start for time in times]
    found: dict[int, TimexMention] = {}
    for item, assignments in by_item.items():
        for assignment in assignments:
            if assignment.deadline is not None:
                at = bisect_left(starts, assignment.deadline[0])
                if at < len(times) and times[at].start < assignment.deadline[1]:
                    found[item] = times[at]
    return found


def _paragraph_times(
    layout: Layout, by_sentence: Mapping[int, list[TimexMention]], barred: frozenset[int], marks: Marks
) -> tuple[TimexMention | None, ...]:
    """The time that runs on from the sentences before; a sentence that tells of the past, or of a time of its own, ends the run.

    Each dash of a list takes the year or years that the paragraph before the list left running (到2030年，…。——…。——…。).
    """
    found: list[TimexMention | None] = []
    carried: TimexMention | None = None
    before: TimexMention | None = None  # the first dash
    paragraph, listed = -1, False
    for index, sentence in enumerate(layout.sentences):
        if sentence.paragraph != paragraph:
            goes_on = index in marks.dashes
            if not (goes_on and listed):
                before = carried if goes_on and carried is not None and carried.timex.granularity in YEARS else None
            carried, paragraph, listed = before, sentence.paragraph, goes_on
        carried = None if index in marks.begun else carried
        found.append(carried)
        carried = _left_running(index, sentence, by_sentence, barred, carried)
    return tuple(found)


def _running(
    layout: Layout, by_sentence: Mapping[int, list[TimexMention]], marks: Marks
) -> dict[int, list[TimexMention]]:
    """The times of each sentence that do not belong to a part of it alone.

    Where a sentence goes through several times (一季度，…；上半年，…), only the year before them runs on (2031年，…，6月底前…).
    """
    found = {}
    for index, times in by_sentence.items():
        kept = [time for time in times if time.start not in marks.reach]
        several = len({time.timex.end for time in times}) > 1 and times[-1].text[0] not in "到至"
        if several and layout.sentences[index].kind != "heading":
            later = any(time.timex.granularity in YEARS for time in times[1:])
            kept = [] if later or times[0].timex.granularity not in YEARS else kept[:1]
        if kept:
            found[index] = kept
    return found


def _left_running(
    index: int,
    sentence: Sentence,
    by_sentence: Mapping[int, list[TimexMention]],
    barred: frozenset[int],
    carried: TimexMention | None,
) -> TimexMention | None:
    """The time that runs on after a sentence: its own, none if it tells of the past, else the one that ran before."""
    own = by_sentence.get(index)
    if own:
        return own[0] if sentence.kind == "heading" else own[-1]
    return None if index in barred else carried


def _lead_times(
    layout: Layout, by_sentence: Mapping[int, list[TimexMention]], barred: frozenset[int], marks: Marks
) -> tuple[TimexMention | None, ...]:
    """The time of the last lead-in before each sentence; a lead-in that looks back ends it."""
    found: list[TimexMention | None] = []
    carried: TimexMention | None = None
    for index, sentence in enumerate(layout.sentences):
        carried = None if index in marks.breaks else carried
        found.append(carried)
        if index in marks.leads:
            carried = _left_running(index, sentence, by_sentence, barred, carried)
    return tuple(found)


def _heading_times(layout: Layout, times: tuple[TimexMention, ...]) -> tuple[TimexMention | None, ...]:
    starts = [time.start for time in times]
    found: list[TimexMention | None] = []
    for section in layout.sections:
        at = bisect_left(starts, section.start)
        if at < len(times) and times[at].start < section.end:
            found.append(times[at])
        else:
            found.append(found[section.parent] if 0 <= section.parent < len(found) else None)
    return tuple(found)
