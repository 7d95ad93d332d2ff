"""Words: what is one word, that nothing is lost, and that both engines agree."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract import segment as module
from policy_extract.segment import Word, segment

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "corpus" / "samples").glob("*.txt"))
ALPHABET = "由市民政局牵头到二十三百千万亿点分之零〇两几年底前，。、0123456789０９.．,:%％-—/PMGg+Ａ \n\t\u3000\r\ud800é〔〕#&_"


def words(text: str, engine: str | None = None) -> list[str]:
    return [text[start:end] for start, end in segment(text, engine=engine)]


def case_sentences() -> list[str]:
    """The sentences of tests/cases/nothing.toml and targets.toml."""
    return [
        row["text"]
        for name in ("nothing", "targets")
        for rows in tomllib.loads((ROOT / "tests" / "cases" / f"{name}.toml").read_text("utf-8")).values()
        for row in rows
    ]


def sample_texts() -> list[str]:
    return [path.read_text("utf-8") for path in SAMPLES]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市民政局牵头", "由|市|民政局|牵头"),
        ("投资1.2万亿元", "投资|1.2万亿|元"),
        ("共1,200家，3,5两条", "共|1,200|家|，|3|,|5|两条"),
        ("装机2000万千瓦时", "装机|2000万|千瓦时"),
        ("提高2.5个百分点", "提高|2.5|个|百分点"),
        ("高5百分点", "高|5|百分点"),
        ("达到80%以上", "达到|80%|以上"),
        ("达到８０．５％以上", "达到|８０．５％|以上"),
        ("4到6个", "4|到|6|个"),
        ("3—5年", "3|—|5|年"),
        ("1.2025年底前", "1|.|2025|年底|前"),
        ("2026-02-09 18:14:18来源", "2026|-|02|-|09|18:14:18|来源"),
        ("启动300P和5G", "启动|300P|和|5G"),
        ("PM2.5浓度", "PM2.5|浓度"),
        ("A220飞机", "A220|飞机"),
        ("三分之二的村", "三分之二|的|村"),
        ("百分之五点五", "百分之五点五"),
        ("二〇二三年", "二〇二三|年"),
        ("二○二三年", "二○二三|年"),
        ("一万五千亿元", "一万五千亿|元"),
        ("三点五亿元", "三点五亿|元"),
        ("“十四五”期间", "“|十四五|”|期间"),
        ("三亚和六安", "三亚|和|六安"),
        ("百色、十堰", "百色|、|十堰"),
        ("\u3000\u3000完成 一批\r\n", "完成|一批"),
        ("", ""),
    ],
)
def test_what_is_one_word(text: str, expected: str) -> None:
    assert "|".join(words(text)) == expected


def test_offsets_count_from_the_whole_text() -> None:
    text = "市财政局安排2亿元，市水利局实施。"
    assert segment(text, 10, 15) == (Word(10, 11), Word(11, 14), Word(14, 15))
    assert text[11:14] == "水利局"


def test_a_number_outside_the_slice_is_not_seen() -> None:
    assert segment("2023年", 2) == (Word(2, 4), Word(4, 5))


@pytest.mark.parametrize(("start", "end"), [(0, 99), (50, None), (2, 2), (4, 1)])
def test_slices_beyond_the_text_are_cut_as_python_cuts_them(start: int, end: int | None) -> None:
    covered = "".join("一二三四五六"[word.start : word.end] for word in segment("一二三四五六", start, end))
    assert covered == "一二三四五六"[start:end]


def test_unknown_engine() -> None:
    with pytest.raises(ValueError, match=r"'thulac'.*rjieba, jieba"):
        segment("文本", engine="thulac")


def test_default_without_rjieba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    module.default_engine.cache_clear()
    try:
        assert module.default_engine() == "jieba"
        assert words("由市民政局牵头") == ["由", "市", "民政局", "牵头"]
    finally:
        module.default_engine.cache_clear()


def test_enough_texts_to_compare_the_engines_on() -> None:
    sentences = case_sentences() + [line for text in sample_texts() for line in text.splitlines() if line.strip()]
    assert len(set(sentences)) >= 400


def test_engines_agree_on_our_sentences() -> None:
    differ = [text for text in case_sentences() if segment(text, engine="jieba") != segment(text, engine="rjieba")]
    assert differ == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_engines_agree_on_samples(path: Path) -> None:
    text = path.read_text("utf-8")
    assert segment(text, engine="jieba") == segment(text, engine="rjieba")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(ALPHABET, max_size=60), st.text(max_size=40)))
def test_engines_agree_and_nothing_is_lost(text: str) -> None:
    result = segment(text, engine="rjieba")
    assert result == segment(text, engine="jieba")
    gaps = [text[a:b] for a, b in zip([0, *(w.end for w in result)], [*(w.start for w in result), len(text)], strict=True)]
    assert not "".join(gaps).strip()
    assert all(text[word.start : word.end].strip() == text[word.start : word.end] != "" for word in result)


def test_long_texts_give_the_words_of_short_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(sample_texts())
    whole = segment(text)
    monkeypatch.setattr(module, "CHUNK", 50)
    assert segment(text) == whole


def test_a_long_text_reaches_the_engine_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK", 100)
    pieces = list(module._chunks("完成投资" * 300))
    assert "".join(pieces) == "完成投资" * 300
    assert max(map(len, pieces)) == 200


@pytest.mark.parametrize("pumped", ["1", "1,", "一", "百", "点", "分之", "一点", "1.2025年", "A1", "1:22", "。", " ", "千瓦", "万千"])
def test_time_is_linear(pumped: str) -> None:
    """A pattern of quadratic time would take hours on 400,000 characters."""
    text = pumped * (400_000 // len(pumped))
    assert sum(end - start for start, end in segment(text)) == len(text.replace(" ", ""))


def test_silent_and_leaves_no_file_behind(tmp_path: Path) -> None:
    code = "from policy_extract.segment import segment; segment('由市民政局牵头', engine='jieba')"
    run = subprocess.run(
        [sys.executable, "-c", code], env={"TMPDIR": str(tmp_path), "PATH": ""}, capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr, list(tmp_path.iterdir())) == ("", "", [])


def test_words_added_to_jieba_elsewhere_do_not_reach_us() -> None:
    code = (
        "import rjieba; rjieba.add_word('由市', 100000, 'n'); from policy_extract.segment import segment; "
        "print([b - a for a, b in segment('由市民政局牵头')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[1, 1, 3, 2]"
