"""Tables of figures: the targets that they must give, what they must not, and that any text keeps its places."""

from __future__ import annotations

import time
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract import Document, Extractor, lexicon
from policy_extract.grammar.cells import name_and_unit, read_cell
from policy_extract.layout import analyse
from policy_extract.layout.grids import read_grids
from policy_extract.schema import Record

CASES = tomllib.loads((Path(__file__).parent / "cases" / "figures.toml").read_text("utf-8"))["case"]
EXTRACTOR = Extractor()
THOROUGH = Extractor(unclaimed=True)


def number(value: Decimal | None) -> str:
    return "-" if value is None else f"{value.normalize():f}"


def told(record: Record) -> str:
    value = record.value
    assert value is not None
    assert record.indicator is not None
    parts = [
        record.indicator.text, value.text, f"{value.op} {number(value.low)} {number(value.high)} {value.unit or '-'}", value.measure,
        str(value.aggregation), str(record.deadline and record.deadline.end),
    ]
    if value.baseline is not None:
        parts.append(f"base {value.baseline.year or '-'} {number(value.baseline.value)}")
    if record.binding:
        parts.append(record.binding)
    return " | ".join(parts).replace("\n", "⏎")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_tables(case: dict[str, Any]) -> None:
    document = Document(text=case["text"], title=case["title"], published=case.get("published", "2026-03-04"))
    result = EXTRACTOR.extract(document)
    assert [told(record) for record in result.records if record.kind == "target"] == case["targets"].strip().splitlines()
    for record in result.records:
        for part in (record.indicator, record.value, record.deadline, record.value and record.value.baseline):
            if part is not None and part.span is not None:
                assert case["text"][slice(*part.span)] == part.text
    assert THOROUGH.extract(document).records == result.records


WORDS = [pytest.param(word, fields, id=word) for table in lexicon.load("tables").values() for word, fields in table.items()]


@pytest.mark.parametrize(("word", "fields"), WORDS)
def test_heads(word: str, fields: dict[str, Any]) -> None:
    example = fields["example"]
    heads = example if "\t" in example else f"指标\t2019年\t2030年\t{example}"
    known = lexicon.load("tables")["head"]
    row = "\t".join("用水总量" if known.get(head, {}).get("kind") in {"indicator", "group"} else "3" for head in heads.split("\t"))
    text = f"{heads}\n{row}\n"
    [grid] = read_grids(text)
    if "\t" in example:
        head = next(head for head in grid.heads if word in text[head.start : head.end])
        assert (head.kind, head.says) == (fields["kind"], fields.get("says"))
    else:
        head = grid.heads[-1]
        assert fields["kind"] in {head.kind, head.says, "rate" if head.kind == "growth" else None}


@pytest.mark.parametrize(
    ("words", "unit", "expected"),
    [
        ("71", "%", "= 71 71 %"),
        (">6", "%", "> 6 - %"),
        ("≥95", "%", ">= 95 - %"),
        ("＜12.8", "亿立方米", "< - 1280000000 立方米"),
        ("5.5左右", "%", "~ 5.5 5.5 %"),
        ("6—6.5", "%", "between 6 6.5 %"),
        ("[13.5]", "万人", "= 135000 135000 人"),
        ("〔累计9〕", "万亩", "= 90000 90000 亩"),
        ("1,200", "吨", "= 1200 1200 吨"),
        ("3.2万亿元", "亿元", "= 3200000000000 3200000000000 元"),
        ("65%", "", "= 65 65 %"),
        ("28", "万标箱次", "= 280000 280000 标箱次"),
        ("-0.5", "%", "= -0.5 -0.5 %"),
        ("8", "—", "= 8 8 -"),
    ],
)
def test_cells(words: str, unit: str, expected: str) -> None:
    value = read_cell(words, 0, len(words), unit)
    assert value is not None
    found = value.quantity
    assert f"{found.op} {number(found.low)} {number(found.high)} {found.unit or '-'}" == expected
    assert value.summed == (words[0] in "[〔")


@pytest.mark.parametrize("words", ["—", "-", "完成省下达任务", "保持稳定", ""])
def test_cells_without_a_number(words: str) -> None:
    assert read_cell(words, 0, len(words), "%") is None


@pytest.mark.parametrize(
    ("cell", "name", "unit"),
    [
        ("城镇化率（%）", "城镇化率", "%"),
        ("其中：第一产业增加值增速", "第一产业增加值增速", None),
        ("每千人口执业（助理）医师数（人）*", "每千人口执业（助理）医师数", "人"),
        ("地区生产总值（GDP）", "地区生产总值（GDP）", None),
        ("3.用水总量（亿立方米）", "用水总量", "亿立方米"),
        ("5G基站数（万个）", "5G基站数", "万个"),
    ],
)
def test_names(cell: str, name: str, unit: str | None) -> None:
    span, found = name_and_unit(cell, 0, len(cell))
    assert cell[slice(*span)] == name
    assert (cell[slice(*found)] if found else None) == unit


PIECES = st.sampled_from([
    "指标", "单位", "序号", "类别", "属性", "2025年", "2030年", "目标值", "年均增速（%）", "城镇化率（%）", "预期性", "5.5左右", "[3]", "—",
    "%", "万人（人）", "\t", "|", "｜", "\u3000", "  ", "\n", "\n", "\r\n", "一、", "任务", "主要目标", "（单位：万元）",
    "1", "责任单位", "。",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_table_keeps_its_places(text: str) -> None:
    layout = analyse(text)
    covered = "".join(text[s.start : s.end] for s in layout.sentences)
    assert "".join(covered.split()) == "".join(text.split())
    for before, after in zip(layout.sentences, layout.sentences[1:], strict=False):
        assert before.end <= after.start
    for record in EXTRACTOR.extract(Document(text=text, title="某市“十五五”规划", published="2026-03-04")).records:
        value = record.value or record.deliverable
        assert value is not None
        assert text[slice(*value.span)] == value.text
        assert record.indicator is None or text[slice(*record.indicator.span)] == record.indicator.text


REPEATED = ["\t", "  ", "|", "\u3000", "指标\n", "指标\t2025年\n", "1\t", "指标\t2030年\n用水\t3\n", "类别\n指标\n2030年\n水\n"]


@pytest.mark.parametrize("piece", REPEATED)
def test_time_grows_linearly(piece: str) -> None:
    def taken(size: int) -> float:
        text = piece * (size // len(piece))
        begin = time.perf_counter()
        read_grids(text)
        return time.perf_counter() - begin

    small, large = min(taken(5_000) for _ in range(3)), min(taken(20_000) for _ in range(3))
    assert large < 10 * max(small, 0.002)


def test_columns_that_may_lack_cost_no_more_than_others() -> None:
    text = ("类别\n" * 10 + "指标\n2025年\n" + "水务\n" * 4) * 40
    begin = time.perf_counter()
    read_grids(text)
    assert time.perf_counter() - begin < 1  # trying each way to leave columns out took 3 s
