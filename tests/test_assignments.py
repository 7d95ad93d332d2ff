from __future__ import annotations

import time
import tomllib
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policy_extract import regions
from policy_extract.finding.agencies import find_agencies
from policy_extract.finding.assignments import clauses, find_assignments
from policy_extract.lexicon import load
from policy_extract.mentions import Assignment

TABLES = tomllib.loads((Path(__file__).parent / "cases" / "assignments.toml").read_text("utf-8"))
CASES = [(place, text, expected) for place, table in TABLES.items() for text, expected in table.items()]
LETTERS = {"lead": "L", "responsible": "R", "support": "S", "guide": "G"}


def read(text: str, where: str = "沈阳市", year: int | None = None) -> tuple[Assignment, ...]:
    place = regions.find(where)
    return find_assignments(text, find_agencies(text, place, year), place, year)


def shown(assignment: Assignment) -> str:
    units = ", ".join(
        f"{one.text}/{LETTERS[one.role]}{'*' if one.role_source == 'document_rule' else ''}" for one in assignment.agencies
    )
    return f"{assignment.form}: {units}{' …' if assignment.open_list else ''}"


@pytest.mark.parametrize(("where", "text", "expected"), CASES)
def test_assignments(where: str, text: str, expected: list[str]) -> None:
    assert [shown(one) for one in read(text, where)] == expected


def test_enough_cases() -> None:
    assert sum(bool(expected) for _, _, expected in CASES) >= 60


def test_a_central_enterprise_has_its_official_name_where_it_is_responsible() -> None:
    for official, fields in load("agencies")["enterprise"].items():
        for name in (official, *fields.get("names", ())):
            assert find_agencies(f"{name}要加快建设。", regions.COUNTRY) == ()
            (one,) = read(f"加快建设。（责任单位：商务部、{name}）", "全国")
            assert [(unit.text, unit.canonical) for unit in one.agencies] == [("商务部", "商务部"), (name, official)]


@pytest.mark.parametrize(
    ("where", "expected"),
    [("广州市", ["广州市医疗保障局", "广州市教育局"]), ("广东省", [None, None]), ("全国", [None, None])],
)
def test_a_function_in_a_list_is_the_department_of_a_city_or_county(where: str, expected: list[str | None]) -> None:
    for text in ("医保、教育等部门要做好宣传。", "做好宣传。（责任单位：医保、教育）"):
        (one,) = read(text, where)
        assert [unit.canonical for unit in one.agencies] == expected


def test_a_mechanism_is_shared_by_those_whom_it_joins() -> None:
    (subject, mechanism) = read("市政府要建立由市民政局牵头、市财政局参与的工作机制。")
    assert (subject.rule, mechanism.rule) == ("assignment.subject", "assignment.mechanism")


def test_deadline_inside() -> None:
    text = "加快建设。（牵头单位：市发改委；完成时限：2023年底）"
    (one,) = read(text)
    assert one.deadline is not None
    assert text[slice(*one.deadline)] == "2023年底"
    lines = "责任单位：市科技局\n完成时限：2023年12月底前\n下一段"
    (two,) = read(lines)
    assert two.deadline is not None
    assert lines[slice(*two.deadline)] == "2023年12月底前"
    assert lines[two.end :] == "\n下一段"


def test_span_of_a_subject_is_the_list_alone() -> None:
    text = "2015年底前，市科技局、市财政局要组织排查。"
    (one,) = read(text)
    assert text[one.start : one.end] == "市科技局、市财政局"


def test_shared_region_is_restored_in_the_canonical_name_only() -> None:
    (one,) = read("市民政、财政部门要按规定及时拨付。")
    assert [(unit.text, unit.canonical) for unit in one.agencies] == [("市民政", "沈阳市民政局"), ("财政部门", "沈阳市财政局")]


def test_rule_of_a_tail_holds_from_there_on() -> None:
    text = "一。（商务部、财政部负责）\n二。（税务总局、财政部负责，排在第一位的部门为牵头部门，下同）\n三。（海关总署、商务部负责）"
    assert [[unit.role for unit in one.agencies] for one in read(text, "全国")] == [
        ["responsible", "responsible"], ["lead", "responsible"], ["lead", "responsible"],
    ]


PIECES = st.sampled_from(
    [
        *"、，；。（）()由要将等和 \n\t",
        *("市科技局", "市财政局", "各区县（市）政府", "有关部门", "民政", "责任单位：", "完成时限：", "2023年底"),
        *("牵头", "配合", "负责", "会同", "列第一位者为牵头单位", "表示", "下一步"),
    ]
)


@example("市科技局配合责任单位：市科技局")
@given(st.lists(PIECES, max_size=40).map("".join))
def test_grounded_ordered_and_apart(text: str) -> None:
    end = 0
    for one in read(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
        assert one.agencies
        for unit in one.agencies:
            assert text[unit.start : unit.end] == unit.text != ""
            assert one.start <= unit.start
            assert unit.end <= one.end
        assert one.deadline is None or one.start <= one.deadline[0] < one.deadline[1] <= one.end


MORE = st.sampled_from(["负责", "应", "组织", "按", "今年", "下半年", "2023年", "为", "说", "联合牵头", "/"])


@given(st.lists(st.one_of(PIECES, MORE), max_size=20))
def test_the_sieve_loses_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    with mock.patch.object(clauses, "_may_act", return_value=True):
        unsifted = read(text)
    assert read(text) == unsifted


def test_the_sieve_loses_no_case() -> None:
    with mock.patch.object(clauses, "_may_act", return_value=True):
        unsifted = [read(text, where) for where, text, _ in CASES]
    assert [read(text, where) for where, text, _ in CASES] == unsifted


@pytest.mark.parametrize(
    "piece",
    [
        *("（", "）", "民政、", "市科技局、", "（市科技局", "(市科技局)", "由市科技局", "市科技局要", "市科技局\t", "会同市科技局"),
        *("责任单位：", "市科技局牵头，", "供水、供电等部门", "责任单位：市科技局；", "责任单位：市科技局\n"),
        "供水、供电等部门要配合。监督组。负责采购。市电力公司要抢修。（市水务局负责）\n",
    ],
)
def test_time_grows_linearly(piece: str) -> None:
    place = regions.find("沈阳市")

    def seconds(count: int) -> float:
        text = piece * (count // len(piece))
        mentions = find_agencies(text, place)
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            find_assignments(text, mentions, place)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(40_000) < 8 * seconds(10_000) + 0.02
