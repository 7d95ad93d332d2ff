"""Each link rule by name, on layouts made by hand: no text is involved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from policy_extract import linking
from policy_extract.linking.deadlines import RULES
from policy_extract.linking.governing import governed
from policy_extract.mentions import (
    Assigned,
    Assignment,
    Header,
    Layout,
    ModalMention,
    Section,
    Sentence,
    TimeAnchor,
    Timex,
    TimexMention,
)

YEAR_2025 = dt.date(2025, 12, 31)
UNDATED = TimeAnchor()


def time(start: int, end_of: dt.date = YEAR_2025, kind: str = "point") -> TimexMention:
    timex = Timex(kind, None, end_of, "year", "by_end")  # type: ignore[arg-type]
    return TimexMention(start, start + 6, "到2025年", timex, "timex.by_year")


def sentence(start: int, end: int, *, paragraph: int = 0, item: int = 0, section: int = -1, kind: str = "body") -> Sentence:
    return Sentence(start, end, kind, section, paragraph, item)  # type: ignore[arg-type]


def assignment(start: int, form: str, name: str = "市科技局") -> Assignment:
    agency = Assigned(start, start + len(name), name, "body", None, "responsible", "cue")
    return Assignment(start, start + 10, (agency,), form, False, f"assignment.{form}")  # type: ignore[arg-type]


# Two paragraphs of two sentences; the second paragraph under a heading of its own.
SENTENCES = (
    sentence(0, 50), sentence(50, 100),
    sentence(100, 110, paragraph=1, item=1, section=0, kind="heading"),
    sentence(110, 160, paragraph=2, item=2, section=0), sentence(160, 200, paragraph=2, item=2, section=0),
)
LAYOUT = Layout(Header(), (Section(100, 110, 200, 1, "一、", "2025年重点工作", -1, False),), SENTENCES, ())


def context(
    *times: TimexMention,
    leads: frozenset[int] = frozenset(),
    closing: Mapping[int, int] = MappingProxyType({}),
    anchor: TimeAnchor = UNDATED,
    titled: bool = False,
    assignments: tuple[Assignment, ...] = (),
    modals: tuple[ModalMention, ...] = (),
) -> linking.Context:
    marks = linking.Marks(times=times, leads=leads, closing=closing)
    return linking.build(LAYOUT, anchor, marks, titled=titled, assignments=assignments, modals=modals)


def claim(start: int, index: int, clause: tuple[int, int]) -> linking.Claim:
    return linking.Claim(start, start + 3, index, clause)


@pytest.mark.parametrize(
    ("made", "asked", "rule", "link"),
    [
        pytest.param(context(time(10)), claim(20, 0, (8, 30)), "link.clause", "clause", id="before it in the clause"),
        pytest.param(context(time(25)), claim(10, 0, (8, 40)), "link.clause", "clause", id="after it in the clause"),
        pytest.param(context(time(2)), claim(20, 0, (15, 30)), "link.sentence", "sentence", id="earlier clause"),
        pytest.param(context(time(40), closing={40: 0}), claim(10, 0, (8, 30)), "link.closing", "sentence", id="closes it"),
        pytest.param(context(time(2)), claim(60, 1, (50, 90)), "link.paragraph", "list", id="sentence before"),
        pytest.param(context(time(101)), claim(170, 4, (160, 190)), "link.heading", "section", id="heading above"),
        pytest.param(context(time(60), leads=frozenset({1})), claim(120, 3, (112, 150)), "link.lead_in", "list", id="lead-in before"),
        pytest.param(context(), linking.Claim(170, 173, 4, (160, 190), due=time(2)), "link.column", "list", id="head of its column"),
    ],
)
def test_deadline_rules(made: linking.Context, asked: linking.Claim, rule: str, link: str) -> None:
    found = linking.deadline_for(asked, made)
    assert found is not None
    assert (found.rule, found.link, found.end) == (rule, link, YEAR_2025)


def test_the_last_of_several_lines_speaks_for_an_item_with_its_points() -> None:
    points = tuple(Section(10 * at, 10 * at + 4, 60, 1 + min(at, 1), "（一）", "公园", 0 if at else -1, False) for at in range(3))
    lines = tuple(sentence(10 * at, 10 * at + 10, item=item, section=min(at, 2)) for at, item in enumerate((0, 1, 7, 8)))
    own = (assignment(20, "line", "市水务局"), assignment(30, "line", "市园林局"))
    found = governed(Layout(Header(), points, lines, ()), own)
    assert [one.agencies[0].text for one in found[0]] == ["市园林局"]
    assert found[0] == found[1] == found[8]


def test_the_items_own_time_limit() -> None:
    tail = assignment(180, "line")._replace(deadline=(186, 190))
    found = linking.deadline_for(claim(120, 3, (112, 150)), context(time(186)._replace(start=186), assignments=(tail,)))
    assert found is not None
    assert (found.rule, found.link) == ("link.item", "list")


def test_every_rule_has_its_case() -> None:
    assert [rule.name for rule in RULES] == [
        "link.column", "link.dealt", "link.closing", "link.clause", "link.sentence", "link.item", "link.paragraph", "link.note",
        "link.heading",
        "link.goals", "link.lead_in",
    ]


def test_a_section_of_goals_is_due_by_the_one_year_that_its_first_paragraph_sets() -> None:
    goals = (Section(0, 10, 300, 1, "一、", "一、发展目标", -1, False), Section(300, 310, 400, 1, "二、", "二、主要任务", -1, False))
    starts = enumerate((0, 100, 200, 310))
    lines = tuple(sentence(start, start + 90, paragraph=at, item=at, section=start // 300) for at, start in starts)
    layout, own = Layout(Header(), goals, lines, ()), time(50)
    for times, due in (((own,), (None, own, own, None)), ((own, time(60, dt.date(2030, 12, 31))), (None,) * 4)):
        made = linking.build(layout, UNDATED, linking.Marks(times=times), titled=False)
        assert made.goal_times == due
    found = linking.deadline_for(claim(220, 2, (210, 240)), linking.build(layout, UNDATED, linking.Marks(times=(own,)), titled=False))
    assert found is not None
    assert (found.mention, found.rule) == (own, "link.goals")
    assert linking.build(layout, UNDATED, linking.Marks(times=(own,), cited=frozenset({50})), titled=False).goal_times == (None,) * 4


def test_what_is_dealt_out_beats_all_others() -> None:
    first, last = time(2, dt.date(2024, 12, 31)), time(10)
    found = linking.deadline_for(claim(30, 0, (0, 50)), context(first, last)._replace(dealt=(((30, 33), first), ((34, 37), last))))
    assert found is not None
    assert (found.mention, found.rule) == (first, "link.dealt")


def test_the_whole_year_is_that_which_the_sentence_names() -> None:
    whole = time(30)._replace(text="全年", timex=Timex("period", dt.date(2023, 1, 1), dt.date(2023, 12, 31), "year", "during"))
    named = time(2)
    found = linking.deadline_for(claim(40, 0, (28, 50)), context(named, whole))
    assert found is not None
    assert found.mention is named


def test_a_day_before_the_claim_beats_a_period_nearer_to_it() -> None:
    period = time(20)._replace(timex=Timex("period", dt.date(2021, 1, 1), dt.date(2025, 12, 31), "multi_year", "during"))
    point = time(10, dt.date(2023, 6, 30))
    found = linking.deadline_for(claim(30, 0, (0, 50)), context(point, period))
    assert found is not None
    assert found.mention is point


def test_a_later_clause_with_a_time_of_its_own_closes_nothing() -> None:
    assert linking.deadline_for(claim(10, 0, (8, 30)), context(time(40))) is None


def test_a_baseline_is_no_deadline() -> None:
    asked = claim(20, 0, (8, 30))._replace(excluded=((10, 16),))
    assert linking.deadline_for(asked, context(time(10))) is None


def test_a_sentence_about_the_past_ends_the_run() -> None:
    layout = replace(LAYOUT, sentences=(sentence(0, 30), sentence(30, 60), sentence(60, 100)), sections=())
    marks = linking.Marks(times=(time(2),), past=(time(32, kind="past"),))
    made = linking.build(layout, UNDATED, marks, titled=False)
    assert linking.deadline_for(claim(70, 2, (60, 100)), made) is None


def test_a_paragraph_does_not_lend_its_time_to_the_next() -> None:
    assert linking.deadline_for(claim(120, 3, (112, 150)), context(time(2))) is None


@pytest.mark.parametrize(
    ("anchor", "titled", "end"),
    [
        (TimeAnchor(year=2026), True, dt.date(2026, 12, 31)),
        (TimeAnchor(plan=(dt.date(2023, 1, 1), dt.date(2025, 12, 31))), True, YEAR_2025),
        (TimeAnchor(year=2026), False, None),
        (TimeAnchor(), True, None),
    ],
)
def test_the_titles_period_holds_in_plans_and_reports(anchor: TimeAnchor, titled: bool, end: dt.date | None) -> None:
    found = linking.deadline_for(claim(20, 0, (8, 30)), context(anchor=anchor, titled=titled))
    assert (found and found.end) == end
    assert found is None or (found.link == "metadata" and found.mention is None)


def test_tasks_take_a_deadline_from_their_own_sentence_only() -> None:
    assert linking.deadline_for(claim(60, 1, (50, 90)), context(time(2)), narrow=True) is None


def agencies(made: linking.Context, asked: linking.Claim) -> tuple[str, bool] | None:
    found = linking.agencies_for(asked, made)
    return (found[0].rule, found[0].explicit) if found else None


def test_agency_scopes() -> None:
    assert agencies(context(assignments=(assignment(12, "subject"),)), claim(30, 0, (8, 40))) == ("link.subject", True)
    assert agencies(context(assignments=(assignment(180, "tail"),)), claim(120, 3, (112, 150))) == ("link.item", True)
    assert agencies(context(assignments=(assignment(2, "announcer"),)), claim(120, 3, (112, 150))) == ("link.announcer", False)
    cell = assignment(52, "line")._replace(rule="assignment.cell")
    assert agencies(context(assignments=(cell,)), claim(120, 3, (112, 150))) == ("link.cell", True)
    assert agencies(context(assignments=(cell,)), claim(20, 0, (8, 30))) is None
    assert agencies(context(assignments=(assignment(40, "subject"),)), claim(20, 0, (8, 30))) is None
    assert agencies(context(assignments=(assignment(2, "tail"),)), claim(120, 3, (112, 150))) is None


def test_a_rows_unit_is_joined_by_its_partners() -> None:
    partners = assignment(115, "by", "市财政局")._replace(rule="assignment.partners")
    own = assignment(52, "line")._replace(rule="assignment.cell")
    found = linking.agencies_for(claim(130, 3, (112, 150)), context(assignments=(own, partners)), own)
    assert [linked.agency.text for linked in found] == ["市科技局", "市财政局"]


def test_a_tasks_units_are_joined_by_those_of_the_mechanism_that_it_makes() -> None:
    shared = assignment(125, "by", "市财政局")._replace(rule="assignment.mechanism")
    own = assignment(113, "subject")
    task = linking.Claim(120, 140, 3, (112, 150))
    found = linking.agencies_for(task, context(assignments=(own, shared)), own)
    assert [linked.agency.text for linked in found] == ["市科技局", "市财政局"]
    elsewhere = shared._replace(start=142, end=146)
    assert len(linking.agencies_for(task, context(assignments=(own, elsewhere)), own)) == 1


def test_modal_carries_through_coordination_but_not_over_sentences() -> None:
    modals = (ModalMention(2, 4, "力争", "aspirational"),)
    here = linking.modal_for(claim(6, 0, (0, 10)), context(modals=modals))
    later = linking.modal_for(claim(30, 0, (20, 40)), context(modals=modals))
    assert here is not None
    assert later is not None
    assert (here[1], later[1]) == ("modal.clause", "modal.coordinated")
    assert linking.modal_for(claim(60, 1, (50, 90)), context(modals=modals)) is None
