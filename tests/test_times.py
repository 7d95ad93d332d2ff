"""Times: what each way of writing means, what is none, and what a title says of its period."""

from __future__ import annotations

import datetime as dt
import gc
import re
import tomllib
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract import lexicon
from policy_extract.finding.times import document_year, find_times, plan_period, stated_period
from policy_extract.grammar.timex import parse_timex, rules
from policy_extract.mentions import TimeAnchor, TimexMention

CASES = Path(__file__).parent / "cases"
PUBLISHED = TimeAnchor(published=dt.date(2023, 3, 4))
ANCHORED = {"none": "none", "plan_anchor": "plan", "work_anchor": "work"}


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _cases() -> list[Any]:
    tables = tomllib.loads((CASES / "times.toml").read_text("utf-8"))
    anchors = tables.pop("anchor")
    rows = []
    for table, cases in tables.items():
        known = anchors.get(ANCHORED.get(table, ""), {"published": "2023-03-04"})
        plan = known.get("plan")
        days = (dt.date.fromisoformat(plan[0]), dt.date.fromisoformat(plan[1])) if plan else None
        anchor = TimeAnchor(_date(known.get("published")), known.get("year"), days)
        rows += [pytest.param(text, anchor, row, id=f"{table}-{text}") for text, row in cases.items()]
    return rows


def _not(table: str) -> list[str]:
    texts: list[str] = tomllib.loads((CASES / "times_not.toml").read_text("utf-8"))[table]
    return texts


def _plain(text: str) -> tuple[str, int, int]:
    """The text without 【】 and the span between them, or all of it."""
    start, end = text.find("【"), text.find("】")
    return (text.replace("【", "").replace("】", ""), start, end - 1) if start >= 0 else (text, 0, len(text))


def test_enough_cases() -> None:
    assert len(_cases()) >= 200
    assert len({*_not("nothing"), *_not("name")}) >= 100


@pytest.mark.parametrize(("text", "anchor", "row"), _cases())
def test_what_it_means(text: str, anchor: TimeAnchor, row: dict[str, str]) -> None:
    plain, start, end = _plain(text)
    found = [mention for mention in find_times(plain, anchor) if mention.timex.kind != "name"]
    assert [(mention.start, mention.end) for mention in found] == [(start, end)]
    timex = found[0].timex
    assert (timex.kind, timex.start, timex.end, timex.recurrence) == (
        row["kind"], _date(row.get("start")), _date(row.get("end")), row.get("recurrence"),
    )
    if plain == text:
        assert parse_timex(text, anchor) == timex
    if text in tomllib.loads((CASES / "times.toml").read_text("utf-8"))["invalid"]:
        assert found[0].warning


@pytest.mark.parametrize("text", _not("nothing"))
def test_no_time(text: str) -> None:
    assert find_times(text, PUBLISHED) == ()


@pytest.mark.parametrize("text", _not("name"))
def test_part_of_a_name(text: str) -> None:
    assert {mention.timex.kind for mention in find_times(text, PUBLISHED)} == {"name"}


@pytest.mark.parametrize(
    ("text", "granularity", "boundary"),
    [
        ("2023年底前", "year", "by_end"), ("6月30日前", "day", "before"), ("今年", "year", "during"), ("6月底", "month", "by_end"),
        ("三季度末", "quarter", "by_end"), ("上半年", "half_year", "during"), ("3月上旬", "ten_days", "during"),
        ("自2018年起", "other", "during"), ("“十四五”期间", "multi_year", "during"), ("8月1日至5日", "day", "during"),
        ("未来三年", "multi_year", "during"), ("三年内", "year", "by_end"),
    ],
)
def test_granularity_and_boundary(text: str, granularity: str, boundary: str) -> None:
    timex = parse_timex(text, dt.date(2023, 3, 4))
    assert timex is not None
    assert (timex.granularity, timex.boundary) == (granularity, boundary)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031年底前", "timex.year_end"), ("到2031年", "timex.year_by"), ("“十六五”期间", "timex.plan_period_during"),
        ("用三年时间", "timex.relative_years"), ("截至2022年底", "timex.year_as_of"), ("今年", "timex.year"),
    ],
)
def test_the_rule_is_named(text: str, expected: str) -> None:
    assert [mention.rule for mention in find_times(text, PUBLISHED)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6月底前出台、年内推开", ["6月底前", "年内"]),
        ("分两步走,到2025年基本建成,到2035年全面建成", ["到2025年", "到2035年"]),
        ("2023年，到“十四五”末", ["2023年", "到“十四五”末"]),
        ("2022年底、2023年6月底", ["2022年底", "2023年6月底"]),
    ],
)
def test_several_in_one_sentence(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in find_times(text, PUBLISHED)] == expected


def test_offsets_count_from_the_whole_text() -> None:
    text = "去年完工。今年开工。明年投产。"
    assert [(mention.start, mention.text) for mention in find_times(text, PUBLISHED, 5, 10)] == [(5, "今年")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("绿化行动计划(2023—2025年)", ("2023-01-01", "2025-12-31")),
        ("绿化三年行动方案（2024-2026年）", ("2024-01-01", "2026-12-31")),
        ("绿化三年行动方案（2024—2026）", ("2024-01-01", "2026-12-31")),
        ("关于印发《水网建设规划（2021—2035年）》的通知", ("2021-01-01", "2035-12-31")),
        ("“十四五”水网建设规划", ("2021-01-01", "2025-12-31")),
        ("关于印发\"十四五\"水网建设规划的通知", ("2021-01-01", "2025-12-31")),
        ("国民经济和社会发展第十五个五年规划纲要", ("2026-01-01", "2030-12-31")),
        ("2023年工作要点", ("2023-01-01", "2023-12-31")),
        ("2023年度重点任务分工方案", ("2023-01-01", "2023-12-31")),
        ("湖滨镇2031年为民办实事公示", ("2031-01-01", "2031-12-31")),
        ("湖滨镇清淤重点工程（2031—2033年）", ("2031-01-01", "2033-12-31")),
        ("湖滨镇清淤工作回顾（2031—2033年）", None),
        ("绿化三年行动方案", None),
        ("我市今年将建成30个公园", None),
        ("“十四五”开局良好", None),
        ("2023年政府工作报告", None),
        ("", None),
    ],
)
def test_the_period_of_a_title(title: str, expected: tuple[str, str] | None) -> None:
    found = plan_period(title)
    assert (found and (found[0].isoformat(), found[1].isoformat())) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("湖滨镇清河行动方案", "湖滨镇清河行动方案\n（2031—2033年）\n\n为改善水质，制定本方案。", ("2031-01-01", "2033-12-31")),
        ("湖滨镇清河行动方案", "为改善水质，制定本方案。行动期限为2031年至2033年。", ("2031-01-01", "2033-12-31")),
        ("湖滨镇清河行动通知", "决定开展清河行动，时间为2031年11月至2032年2月。", ("2031-11-01", "2032-02-29")),
        ("湖滨镇清河工作安排", "现对2031年至2033年清河工作作如下安排。", ("2031-01-01", "2033-12-31")),
        ("第三章　供水", "（摘自《湖滨市水务“十六五”规划》）\n一、供水", ("2031-01-01", "2035-12-31")),
        ("湖滨镇清河行动方案", "现公开征求意见，时间为2031年6月1日至6月30日。", None),
        ("湖滨镇清河行动方案", "上一轮投入5亿元，建设期限为2031年至2033年的项目共3个。", None),
        ("湖滨镇清河行动方案评估报告", "行动期限为2031年至2033年。", None),
        ("湖滨镇老街开街", "展览时间为2031年至2033年。", None),
    ],
)
def test_the_period_that_a_preface_states(title: str, text: str, expected: tuple[str, str] | None) -> None:
    found = stated_period(title, text)
    assert (found and (found[0].isoformat(), found[1].isoformat())) == expected


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("2026年政府工作报告", "", 2026),
        ("海东市2026年政府工作报告", "", 2026),
        ("", "政府工作报告\n2026年工作报告\n各位代表：", 2026),
        ("2025年计划执行情况与2026年计划草案的报告", "", 2026),
        ("某县2018年度河长制考核细则", "", 2018),
        ("2032年剑指900亿元", "", None),
        ("绿化行动计划（2023—2025年）", "", None),
        ("", "2026年，全市完成投资30亿元。", None),
        ("", "", None),
    ],
)
def test_the_year_of_a_document(title: str, head: str, expected: int | None) -> None:
    assert document_year(title, head) == expected


ALPHABET = (
    "0123456789０２〇一二三五十两年月日号季度半上下前后今明去底末初内以来起到至截自从每近未来用时间期"
    "“”\"《》（）()—-至、，。. \u3000\n\t十四五规划行动工作个天\ud800é"
)
EXAMPLES = [example for rule in rules() for example in rule.examples]
texts = st.one_of(
    st.text(ALPHABET, max_size=60), st.text(max_size=40), st.lists(st.sampled_from([*EXAMPLES, *ALPHABET]), max_size=6).map("".join)
)
plans = st.tuples(st.dates(), st.dates()).map(sorted).map(lambda days: (days[0], days[1]))
anchors = st.builds(TimeAnchor, st.dates() | st.none(), st.none() | st.integers(1, 9999), st.none() | plans)


@settings(max_examples=400, deadline=None)
@given(texts, anchors)
def test_grounded_and_in_order(text: str, anchor: TimeAnchor) -> None:
    found = find_times(text, anchor)
    _check(text, found)
    assert find_times(text, anchor) == found
    parse_timex(text, anchor)


def _check(text: str, found: tuple[TimexMention, ...]) -> None:
    at = 0
    for mention in found:
        assert at <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        start, end = mention.timex.start, mention.timex.end
        assert start is None or end is None or start <= end
        at = mention.end


def _seconds(text: str) -> float:
    """Processor time without garbage collection: neither other processes nor the test runner's own heap count."""
    best = 1e9
    gc.disable()
    try:
        for _ in range(3):
            begin = process_time()
            find_times(text, PUBLISHED)
            best = min(best, process_time() - begin)
    finally:
        gc.enable()
    return best


PUMPED = sorted({*EXAMPLES, *"".join(EXAMPLES)})


def _pumped(part: str, size: int) -> str:
    return (part * (size // len(part) + 1))[:size]


@pytest.mark.parametrize("part", PUMPED)
def test_time_is_linear(part: str) -> None:
    """At most 2.3 times as long per doubling, over three doublings: quadratic time would take 64 times as long. Noise gets three tries."""
    ratio = 0.0
    for _ in range(3):
        ratio = _seconds(_pumped(part, 32_000)) / _seconds(_pumped(part, 4_000))
        if ratio <= 2.3**3:
            return
    pytest.fail(f"{part!r}: {ratio:.1f} times as long for 8 times the text")


@pytest.mark.parametrize("table", sorted(lexicon.load("periods")))
def test_words_are_read_in_their_examples(table: str) -> None:
    kinds = {
        "conditions": {"duration"}, "conditions_after": {"duration"}, "values": set(), "programmes": {"name"}, "year_names": {"name"},
        "plan_names": {"name"}, "past": {"past"},
    }
    for word, row in lexicon.load("periods")[table].items():
        found = find_times(row["example"], PUBLISHED)
        assert {mention.timex.kind for mention in found} == kinds[table] if table in kinds else found, row["example"]
        if table not in {"conditions", "conditions_after", "values", "programmes", "year_names", "plan_names"}:
            assert any(word in re.sub(r"\s", "", mention.text) for mention in found), row["example"]
