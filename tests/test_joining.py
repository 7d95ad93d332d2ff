"""Texts whose lines a typesetter cut: what a rule finds in them is what it finds in the text as it was written."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from policy_extract import Document, Extraction, Extractor
from policy_extract.layout import join

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("cases").joinpath("joined.toml").read_text("utf-8"))

TEXT = """桃源县2027年农村供水保障实施方案

为提高农村供水保障水平，结合我县实际，制定本方案。
一、工作目标
到2027年底，全县农村自来水普及率达到96%以上，规模化供水工程覆盖人口比例不低于78%，新建、改造水厂12座，铺设管网1350公里。
二、重点任务
（一）建设水源工程。2027年6月底前建成青山水库引水工程，由县水利局牵头，县发展和改革局、县财政局配合，全年完成投资2.35亿元。
（二）改造老旧管网。各乡镇人民政府要在10月底前完成管网改造480公里，漏损率降到12%以下。（责任单位：县住房和城乡建设局、县水利局，各乡镇人民政府）
（三）加强水质检测。县卫生健康局负责对1000人以上供水工程每月检测一次，水质达标率保持在95%以上。
三、保障措施
县财政每年安排维修养护资金不少于860万元，县水利局要于每季度末前将进度报县人民政府办公室。
"""


def wrapped(text: str, width: int, *, indented: bool = False, pages: int = 0) -> str:
    """``text`` with each paragraph in lines of ``width`` characters; after each ``pages`` lines stands the number of a page."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        body = f"　　{paragraph}" if indented and paragraph else paragraph
        lines += [body[at : at + width] for at in range(0, len(body), width)] or [""]
    if pages:
        starts = range(0, len(lines), pages)
        lines = [line for at in starts for line in (*lines[at : at + pages], f"— {at // pages + 1} —")]
    return "\n".join(lines)


def told(extraction: Extraction) -> list[tuple[object, ...]]:
    """What the records say, without places and without the words that may hold a break."""
    return [
        (
            record.kind, record.value and (record.value.op, record.value.low, record.value.high, record.value.unit),
            record.indicator and record.indicator.resolved, record.deadline and record.deadline.end,
            sorted(("".join((agency.canonical or agency.name).split()), agency.role) for agency in record.agencies),
        )
        for record in extraction.records
    ]


def read(text: str) -> Extraction:
    return Extractor().extract(Document(text=text, published="2027-02-03"))


@pytest.mark.parametrize("width", range(18, 41))
def test_a_wrapped_text_gives_the_records_of_the_text_as_written(width: int) -> None:
    assert told(read(wrapped(TEXT, width))) == told(read(TEXT))


@pytest.mark.parametrize("width", range(18, 41, 4))
def test_indents_and_page_numbers_change_nothing(width: int) -> None:
    assert told(read(wrapped(TEXT, width, indented=True))) == told(read(TEXT))
    assert told(read(wrapped(TEXT, width, pages=7))) == told(read(TEXT))


def test_marks_of_half_width_change_nothing() -> None:
    typed = TEXT.translate(str.maketrans("，。；：（）", ",.;:()"))
    assert told(read(typed)) == told(read(TEXT))


def test_every_span_is_a_slice_of_the_given_text() -> None:
    text = wrapped(TEXT, 19)
    extraction = Extractor(unclaimed=True, include=("planned", "ongoing", "forecast", "achieved")).extract(text)

    def look(node: object) -> int:
        if isinstance(node, dict):
            found = 0
            if node.get("span"):
                start, end = node["span"]
                assert text[start:end] == node.get("text", node.get("name"))
                found = 1
            return found + sum(map(look, node.values()))
        return sum(map(look, node)) if isinstance(node, (list, tuple)) else 0

    assert look(extraction.model_dump()) > 60
    assert any("\n" in (record.value or record.evidence).text for record in extraction.records)
    assert extraction.source.characters == len(text)
    for record in extraction.records:
        assert record.id.endswith(f"{record.core[0]}")


def test_words_without_a_span_are_those_of_the_given_text() -> None:
    text = wrapped(TEXT, 19, pages=5).translate(str.maketrans("，。；：（）", ",.;:()"))
    extraction = read(text)
    words = [body.name for body in extraction.agencies] + [each for record in extraction.records for each in record.evidence.section]
    bare = "".join(re.sub("— [0-9]+ —", "", text).split())
    assert all(each in bare for each in words)
    given = "桃源县农村供水保障实施方案（试行）"
    assert Extractor().extract(Document(text=f"桃源县农村供水保障实施方案(试行)\n{text}", title=given)).title == given


@pytest.mark.parametrize("case", CASES["joined"], ids=lambda case: case["name"])
def test_what_belongs_together_is_joined(case: dict[str, Any]) -> None:
    copy = join(case["text"])
    assert copy is not None
    assert copy.text == case["copy"]
    for at, character in enumerate(copy.text):
        given = unicodedata.normalize("NFKC", case["text"][copy.at(at)])
        assert given == unicodedata.normalize("NFKC", character) or (given, character) == (".", "。")


@pytest.mark.parametrize("case", CASES["left"], ids=lambda case: case["name"])
def test_what_is_apart_stays_apart(case: dict[str, Any]) -> None:
    assert join(case["text"]) is None


def test_sections_whose_breaks_are_lost_look_their_own_way_and_keep_their_dates() -> None:
    text = (
        "一、2030年工作回顾2030年，全县新建公路120公里，改造农房3000户。二、2031年工作安排综合考虑，新建公路150公里，6月底前完成300公里养护。"
        "（一）抓好民生。新增学位2000个。（二）抓好产业。培育企业30家。"
    )
    records = Extractor().extract(Document(text=text, title="临江县政府工作报告", published="2031-01-08")).records
    values = {record.value.text: record.deadline for record in records if record.value}
    assert "120公里" not in values
    assert "150公里" in values
    june = {value for value, deadline in values.items() if deadline and deadline.end and deadline.end.month == 6}
    assert not june & {"2000个", "30家"}
