"""Whose voice a stretch of text is, from the cases in cases/voices.toml."""

from __future__ import annotations

import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract.finding.agencies import find_agencies
from policy_extract.finding.voices import find_voices
from policy_extract.pipeline import Extractor
from policy_extract.schema import Document

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "voices.toml").read_text("utf-8"))["turn"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"].strip()[:16] for case in CASES])
def test_turns(case: dict[str, Any]) -> None:
    text: str = case["text"].strip()
    found = [
        (text[voice.start : voice.end].lstrip(" 　"), "、".join(agency.text for agency in voice.agencies))
        for voice in find_voices(text, find_agencies(text, None, 2027))
    ]
    wanted = [turn.split(" = ") for turn in case["turns"]]
    assert [who for _, who in found] == [who for _, who in wanted]
    assert all(said.startswith(begins) for (said, _), (begins, _) in zip(found, wanted, strict=True))


def test_what_a_speaker_promises_is_his_bodys() -> None:
    found = Extractor(model=None).extract(Document(text=CASES[0]["text"].strip(), published="2027-03-04"))
    given = {record.value.text: [(a.name, a.scope, a.link) for a in record.agencies] for record in found.records if record.value}
    assert given == {
        "30个": [("市住房和城乡建设局", "inherited", "document")],
        "2000个": [("市城市管理局", "inherited", "document")],
        "20个": [("市住房和城乡建设局", "inherited", "document")],
    }


def test_an_announcer_does_not_speak_in_anothers_turn() -> None:
    text = """记者：有什么打算？
市水务局局长　文川：下一步，市水务局将重点做好两件事：今年新建水厂3座。
市商务局副局长　丘敏：今年将办展会12场。"""
    records = Extractor(model=None).extract(text).records
    assert [[agency.name for agency in record.agencies] for record in records] == [["市水务局"], ["市商务局"]]


def test_time_grows_linearly() -> None:
    def seconds(count: int) -> float:
        labels = "".join(f"{chr(0x4E00 + i // 90)}{chr(0x5E00 + i % 90)}：请市财政局、市水务局答复\n文川：好\n" for i in range(count))
        text = "市水务局局长　文川：大家好\n记者：怎么办？\n" + labels
        agencies = find_agencies(text, None, 2027)
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            find_voices(text, agencies)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(4_000) < 8 * seconds(1_000) + 0.02


_PARTS = ["记者：", "答：", "问：", "市水务局局长", "文川", "：", "\n", "　", "主持人：", "今年", "（", "）", "、"]


@given(st.lists(st.sampled_from(_PARTS), max_size=40))
def test_voices_lie_in_the_text_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    voices = find_voices(text, find_agencies(text, None, 2027))
    assert all(0 <= voice.start <= voice.end <= len(text) for voice in voices)
    assert all(before.end <= after.start for before, after in pairwise(voices))
    assert all(text[one.start : one.end] == one.text for voice in voices for one in voice.agencies)
