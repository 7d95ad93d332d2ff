"""Each word of the lexicons of verbs, cues and events in its own example; the other lexicons run in their topics' tests."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policy_extract import Document, lexicon
from policy_extract.finding.delivered import event_of
from policy_extract.finding.indicators import is_hollow
from policy_extract.finding.modals import find_modals
from policy_extract.finding.objects import object_of
from policy_extract.judging.wordings import past_votes, present_votes
from policy_extract.mentions import Target
from policy_extract.pipeline.analysis import analyse


def words(name: str, table: str) -> list[Any]:
    return [pytest.param(word, fields, id=word) for word, fields in lexicon.load(name)[table].items()]


def only_target(text: str) -> Target:
    targets = [target for target, _ in analyse(Document(text=text, published="2023-03-04")).targets]
    assert len(targets) == 1, [target.quantity.text for target in targets]
    return targets[0]


@pytest.mark.parametrize(("word", "fields"), words("verbs", "duty"))
def test_a_duty_is_done_to_what_stands_behind_its_verb(word: str, fields: dict[str, str]) -> None:
    text = fields["example"]
    found = object_of(text, 0, len(text))
    assert found is not None
    assert found[1] == len(text)
    assert found[0] > len(word) if word in lexicon.load("verbs")["passing"] and "落实" in text else found[0] == len(word)


@pytest.mark.parametrize(("word", "fields"), [*words("verbs", "reach"), *words("verbs", "do")])
def test_a_verb_governs_the_number_of_its_example(word: str, fields: dict[str, str]) -> None:
    text = fields["example"]
    target = only_target(text)
    assert target.action is not None
    assert text[slice(*target.action)] == word
    assert target.measure == fields["measure"]
    assert target.indicator is not None


@pytest.mark.parametrize(("word", "fields"), words("cues", "modality"))
def test_a_modal_is_found_in_its_example(word: str, fields: dict[str, str]) -> None:
    assert (word, fields["strength"]) in {(modal.text, modal.strength) for modal in find_modals(fields["example"])}


@pytest.mark.parametrize(("word", "fields"), words("cues", "past"))
def test_a_past_word_speaks_for_a_result(word: str, fields: dict[str, str]) -> None:
    assert word in fields["example"]
    assert "achieved" in {vote.reason for vote in past_votes(fields["example"])}


@pytest.mark.parametrize(("word", "fields"), words("cues", "present"))
def test_a_present_word_speaks_for_a_description(word: str, fields: dict[str, str]) -> None:
    assert word in fields["example"]
    assert {vote.reason for vote in present_votes(fields["example"])} == {"description"}


@pytest.mark.parametrize(("table", "mode"), [("mode_past", "past"), ("mode_plan", "plan")])
def test_a_lead_in_turns_the_view(table: str, mode: str) -> None:
    wrong = {}
    for word, fields in lexicon.load("cues")[table].items():
        text = fields["example"].rstrip("。") + "：\n全市建成公园30个。"
        analysis = analyse(Document(text=text, title="某市政府工作报告", published="2023-03-04"))
        (_, judgement), *_ = [pair for pair in analysis.targets if pair[0].quantity.text == "30个"][-1:]
        if (judgement.status == "planned") != (mode == "plan"):
            wrong[word] = judgement
    assert wrong == {}


@pytest.mark.parametrize(("word", "fields"), words("cues", "hollow"))
def test_an_exhortation_gives_no_task(word: str, fields: dict[str, str]) -> None:
    assert word in fields["example"]
    analysis = analyse(Document(text=fields["example"] + "。", title="关于做好工作的通知", published="2023-03-04"))
    assert analysis.deliverables == ()


@pytest.mark.parametrize(("word", "fields"), words("events", "event"))
def test_an_event_makes_a_milestone_of_its_example(word: str, fields: dict[str, str]) -> None:
    text = fields["example"]
    assert event_of(text[text.index(word) :]) is not None
    analysis = analyse(Document(text=text + "。", published="2023-03-04"))
    assert [made.kind for made, judgement in analysis.deliverables if judgement.status == "planned"] == ["milestone"]


@pytest.mark.parametrize(("word", "fields"), words("events", "event"))
def test_an_events_own_kind(word: str, fields: dict[str, str]) -> None:
    assert event_of(word) == fields["event"]


@pytest.mark.parametrize(("word", "fields"), words("events", "name"))
def test_a_name_is_no_event(word: str, fields: dict[str, str]) -> None:
    assert word in fields["example"]
    assert event_of(fields["example"]) is None
    assert any(event in word for event in lexicon.load("events")["event"])


def test_a_word_without_example_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "read_lines", lambda text: {"reach": {"达到": {}}})
    lexicon.load.cache_clear()
    with pytest.raises(lexicon.LexiconError, match=r"verbs.toml: \[reach\] '达到' has no example"):
        lexicon.load("verbs")
    monkeypatch.undo()
    lexicon.load.cache_clear()


def test_the_line_reader_reads_what_tomllib_reads() -> None:
    for file in sorted(Path(lexicon.__file__).parent.glob("*.toml")):
        source = file.read_text("utf-8")
        by_tomllib, by_line = tomllib.loads(source), lexicon.read_lines(source)
        assert by_line == by_tomllib, file.name
        assert [list(words) for words in by_line.values()] == [list(words) for words in by_tomllib.values()], file.name


def test_a_line_that_does_not_end_is_an_error() -> None:
    with pytest.raises(ValueError, match="substring not found"):
        lexicon.read_lines('[count]\n"家" = { example = "建设5家"')


@pytest.mark.parametrize(("word", "fields"), words("leads", "kept"))
def test_a_noun_that_begins_as_an_adverb_does_is_kept(word: str, fields: dict[str, Any]) -> None:
    example = fields["example"]
    assert example.startswith(word)
    text = f"到2025年，{example}达到25%。"
    analysis = analyse(Document(text=text, title="关于做好工作的通知", published="2023-03-04"))
    assert [text[slice(*(target.indicator or (0, 0)))] for target, _ in analysis.targets] == [example]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("到2025年，重点推进水域整治，达标率达到90%。", "达标率"),
        ("到2025年，基本形成体系，集中建设泵站30座。", "泵站"),
        ("到2025年，还要将覆盖率提高到90%。", "覆盖率"),
        ("到2025年，能够处理垃圾的比例达到90%。", "处理垃圾的比例"),
    ],
)
def test_adverbs_are_not_kept(text: str, indicator: str) -> None:
    analysis = analyse(Document(text=text, title="关于做好工作的通知", published="2023-03-04"))
    assert [text[slice(*(target.indicator or (0, 0)))] for target, _ in analysis.targets] == [indicator]


@pytest.mark.parametrize(("word", "fields"), words("leads", "hollow"))
def test_a_word_that_names_nothing_is_no_indicator(word: str, fields: dict[str, Any]) -> None:
    assert word in fields["example"]
    assert is_hollow(word)
