"""The whole line: properties on any text and any bytes, order, repetition, unclaimed numbers, warnings, the quick way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.workshop.gold import read_corpus
from policy_extract import Document, Extraction, Extractor, Failure
from policy_extract.pipeline.analysis import analyse
from policy_extract.reading import ReadingError, decode
from policy_extract.schema import Jurisdiction, Mention

SAMPLES = sorted((Path(__file__).parent.parent / "corpus" / "samples").glob("*.txt"))
EVERYTHING = Extractor(include=("planned", "ongoing", "forecast", "achieved"), unclaimed=True)
SCHEMA = Extraction.model_json_schema()

# Texts out of the pieces that rules look for, so that hypothesis finds their seams.
PIECES = st.sampled_from((
    "2023年底", "到2025年", "“十四五”期间", "每年", "年底前", "近三年", "今年", "2023-03-04",
    "，", "。", "；", "：", "、", "\n", "（", "）", "《", "》", "“", "”", "\u3000", "\t",
    "一、", "（二）", "3.", "第四条", "一是", "国发〔2023〕5号", "版权声明", "来源：",
    "达到", "突破", "超过", "增长", "下降", "新增", "建成", "完成", "控制在", "不低于", "从", "降至", "比2020年", "分别", "和", "其中",
    "5000家", "2万", "3.5%", "80%以上", "100项", "第3位", "翻一番", "十余个", "4到6个",
    "力争", "将", "已", "了", "的", "等", "A", "5G",
    "市科技局", "市财政局", "国家发展改革委", "牵头", "负责", "责任单位：",
    "高新技术企业", "地区生产总值", "老旧小区",
))
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


def spans(node: Any) -> list[tuple[str, list[int]]]:
    """Every text (or name) of an output with the span beside it."""
    if isinstance(node, list):
        return [pair for item in node for pair in spans(item)]
    if not isinstance(node, dict):
        return []
    said = node.get("text", node.get("name"))
    own = [(said, node["span"])] if node.get("span") is not None and said is not None else []
    return own + [pair for key, child in node.items() if key != "extra" for pair in spans(child)]


def check(text: str, found: Extraction) -> None:
    row = json.loads(found.to_json())
    jsonschema.validate(row, SCHEMA)
    for said, (start, end) in spans(row):
        assert text[start:end] == said
    ids = [record["id"] for record in row["records"]]
    assert len(ids) == len(set(ids))
    assert all(record["restates"] in ids for record in row["records"] if record["restates"])


@given(
    TEXTS,
    st.sampled_from((None, "2023-03-04", "2023-03-04T18:14:18", "once")),
    st.sampled_from((None, "2023年工作要点", "某市方案（2023—2025年）")),
)
@settings(max_examples=300, deadline=None)
def test_any_text(text: str, published: str | None, title: str | None) -> None:
    document = Document(text=text, published=published, title=title)
    found = EVERYTHING.extract_safely(document)
    if isinstance(found, Failure):
        assert found.error.code == "invalid_unicode"
    else:
        check(text, found)


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except ReadingError:
        return
    check(text, EVERYTHING.extract(text))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_the_quick_way_finds_the_same_promises(text: str) -> None:
    document = Document(text=text.encode("utf-8", "ignore").decode(), published="2023-03-04")
    quick, slow = analyse(document, thorough=False), analyse(document, thorough=True)
    assert [t for t, j in quick.targets if j.status == "planned"] == [t for t, j in slow.targets if j.status == "planned"]
    assert [d for d, j in quick.deliverables if j.status == "planned"] == [d for d, j in slow.deliverables if j.status == "planned"]


def test_the_quick_way_finds_the_same_promises_in_the_corpus() -> None:
    plain = Extractor()
    for part in read_corpus().values():
        for gold in part:
            document = Document(text=gold.text, title=gold.title, published=gold.published)
            quick = [record.core for record in plain.extract(document).records]
            slow = [record.core for record in EVERYTHING.extract(document).records if record.status == "planned"]
            assert quick == slow, gold.doc_id


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_grounded_and_repeatable(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    document = Document(text=text, doc_id=path.stem)
    first = EVERYTHING.extract(document)
    check(text, first)
    assert EVERYTHING.extract(document).to_json() == first.to_json()
    quick = Extractor().extract(document)
    assert [record.id for record in quick.records] == [record.id for record in first.records if record.status == "planned"]


def test_every_number_of_a_body_is_a_record_or_unclaimed_with_a_reason() -> None:
    text = "去年新增企业300家。目前共有5条产业链。今年计划新增企业400家，其中科技型企业不少于50家。"
    found = Extractor(unclaimed=True).extract(Document(text=text, published="2023-03-04"))
    assert [record.value.text for record in found.records if record.value] == ["400家", "不少于50家"]
    assert [(row.text, row.reason) for row in found.unclaimed] == [("300家", "achieved"), ("5条", "structure")]


def test_results_are_given_on_request_only() -> None:
    document = Document(text="2022年，全市新增专精特新企业312家。", published="2023-03-04")
    assert Extractor().extract(document).records == ()
    (record,) = Extractor(include=("planned", "achieved")).extract(document).records
    assert (record.status, record.value and record.value.text) == ("achieved", "312家")


def test_a_task_that_is_a_milestone_too_comes_once() -> None:
    (record,) = EVERYTHING.extract(Document(text="财政局2025年底单位完成", title="某市“十五五”规划任务", published="2026-03-04")).records
    assert (record.kind, record.rules["deliverable"]) == ("milestone", "milestone.deadline")


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown status 'done'"):
        Extractor(include=("done",))


def test_many_keeps_order_and_neighbours() -> None:
    bad = Document(text="年底前建成\ud800学校5所。", doc_id="b")
    good = Document(text="年底前建成学校5所。", doc_id="a", published="2023-03-04")
    passed = Failure.model_validate({"doc_id": "c", "error": {"code": "invalid_json", "message": "no", "line": 3}})
    found = list(Extractor().extract_many([good, bad, passed, good, "年内建成学校5所。"]))
    assert [row.doc_id for row in found] == ["a", "b", "c", "a", "document"]
    assert isinstance(found[1], Failure)
    assert (found[1].error.code, found[1].error.message) == ("invalid_unicode", "lone surrogate at character 5")
    assert found[2] is passed
    assert isinstance(found[0], Extraction)
    assert isinstance(found[3], Extraction)
    assert found[0].records[0].id == "a#t7"
    assert found[3].records[0].id == "a~2#t7"


def test_what_cannot_be_resolved_is_kept_and_told() -> None:
    found = Extractor().extract("各县要自收到通知之日起15个工作日内完成整改。")
    assert any("自收到通知之日起15个工作日内" in warning for warning in found.warnings)


def test_odd_characters_are_kept_and_told() -> None:
    text = "今年\u200b计划建成学校5所\u202e。"
    found = Extractor().extract(Document(text=text, published="2023-03-04"))
    check(text, found)
    assert [record.value.text for record in found.records if record.value] == ["5所"]
    assert any(warning.startswith("2 control") for warning in found.warnings)


def test_unknown_fields_come_back() -> None:
    document = Document.model_validate({"text": "无。", "doc_id": "x", "batch": 7, "tags": ["a"]})
    assert Extractor().extract(document).extra == {"batch": 7, "tags": ["a"]}


@pytest.mark.parametrize("text", ["", " \n\u3000", "关于印发方案的通知"])
def test_nothing_gives_nothing(text: str) -> None:
    found = Extractor().extract(text)
    assert (found.records, found.agencies) == ((), ())


def test_a_repeated_target_restates_the_first() -> None:
    text = "今年计划新增企业400家。我们将努力做到今年新增企业400家。"
    first, second = Extractor().extract(Document(text=text, published="2023-03-04")).records
    assert (first.restates, second.restates) == (None, first.id)


def test_a_jurisdiction_is_told_with_its_evidence() -> None:
    text = "青岛市2023年住房工作要点\n\n2023年筹集保障性租赁住房：济南8万套，青岛7.5万套。"
    found = Extractor().extract(Document(text=text, published="2023-03-04"))
    check(text, found)
    assert found.jurisdiction == Jurisdiction(
        name="青岛市", adcode="370200", level="city", rule="regions.title", evidence=Mention(text="青岛市", span=(0, 3))
    )
    assert [record.jurisdiction and record.jurisdiction.evidence for record in found.records] == [
        Mention(text="济南", span=(text.index("济南"), text.index("济南") + 2)), None,
    ]
