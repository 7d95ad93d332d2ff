"""Indicators of plans, read whole whatever stands around them (each name of cases/indicators.txt in each frame), and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_extract import Document, Extractor


def lines(name: str) -> list[str]:
    return [line for line in (Path(__file__).parent / "cases" / name).read_text("utf-8").splitlines() if line and line[0] != "#"]


NAMES = lines("indicators.txt")
MEASURED = [tuple(line.split("\t")) for line in lines("measured.txt")]
OPENINGS = ("到2025年，", "力争", "", "加快发展，")
FRAMES = (("{}达到25%以上", "25%以上"), ("{}提高到25%", "25%"), ("{}控制在25%以内", "25%以内"), ("{}不低于25%", "不低于25%"))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("name", NAMES)
def test_an_indicator_is_read_whole(extractor: Extractor, name: str) -> None:
    wrong = []
    for opening in OPENINGS:
        for frame, value in FRAMES:
            text = f"{opening}{frame.format(name)}。"
            found = extractor.extract(Document(text=text, title="关于做好2023年工作的通知", published="2023-03-04")).records
            told = [(one.value and one.value.text, one.indicator and one.indicator.text) for one in found]
            wrong += [(text, told)] if told != [(value, name)] else []
    assert wrong == []


@pytest.mark.parametrize(("clause", "value", "indicator"), MEASURED)
def test_a_number_measures_this_and_no_more(extractor: Extractor, clause: str, value: str, indicator: str) -> None:
    found = extractor.extract(Document(text=f"二、今年工作安排\n{clause}。", published="2023-03-04")).records
    assert [(one.value and one.value.text, one.indicator and one.indicator.text) for one in found] == [(value, indicator)]
