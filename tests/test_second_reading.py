"""What a tagger may change: bodies that no rule read; and where it is asked at all."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from policy_extract import Document, Extractor, lexicon
from policy_extract.pipeline.analysis import Analysis, analyse
from policy_extract.pipeline.doubts import hinted, may_name, unsure
from policy_extract.tagger import HINTS, Hinted, ModelError, Tagged

Says = Callable[[str, Hinted], list[Tagged]]

DUTIES = "防汛工作分工如下：\n县调度支队负责沟道、涵洞的排查。\n渡口管理所负责转移区域的治安。"


class Saying:
    """A tagger that says what it is told to, and remembers what it was asked."""

    def __init__(self, *phrases: str, label: str = "AGENCY") -> None:
        self.phrases, self.label = phrases, label
        self.asked: list[str] = []

    def tag(self, text: str, sentences: Sequence[Hinted]) -> list[tuple[Tagged, ...]]:
        self.asked += [text[sentence.start : sentence.end] for sentence in sentences]
        return [tuple(self._in(text, sentence)) for sentence in sentences]

    def _in(self, text: str, sentence: Hinted) -> list[Tagged]:
        found = ((text.find(phrase, sentence.start, sentence.end), phrase) for phrase in self.phrases)
        return [Tagged(at, at + len(phrase), self.label) for at, phrase in sorted(found) if at >= 0]  # type: ignore[arg-type]


def analysed(text: str) -> Analysis:
    return analyse(Document(text=text, published="2024-03-01"))


def asked(text: str) -> list[str]:
    analysis = analysed(text)
    return [text[slice(*analysis.layout.sentences[index][:2])] for index in unsure(text, analysis)]


class TestBodies:
    def test_a_body_that_no_rule_read_is_an_agency_and_carries_its_duty(self) -> None:
        tagger = Saying("县调度支队", "渡口管理所")
        alone, both = Extractor().extract(DUTIES), Extractor(model=tagger).extract(DUTIES)
        assert [agency.name for agency in alone.agencies] == []
        assert [(agency.name, agency.source, agency.canonical) for agency in both.agencies] == [
            ("县调度支队", "model", None), ("渡口管理所", "model", None)
        ]
        assert any("official name not known" in warning for warning in both.warnings)
        assert {agency.name for record in both.records for agency in record.agencies} == {"县调度支队", "渡口管理所"}

    def test_what_the_rules_read_stands(self) -> None:
        text = "由市财政局牵头，县水管所负责渠道清淤。"
        found = Extractor(model=Saying("由市财政局", "县水管所")).extract(text)
        assert [(agency.name, agency.source) for agency in found.agencies] == [("市财政局", "rules"), ("县水管所", "model")]

    @pytest.mark.parametrize("phrase", ["开放格局", "海关", "市电力公司", "在全镇范围", "镇水利"])
    def test_what_does_not_end_as_a_body_does_is_none(self, phrase: str) -> None:
        text = "各县要形成开放格局，用好海关特殊监管区域，支持市电力公司在全镇范围开展镇水利改造，配合县水管所。"
        assert [agency.name for agency in Extractor(model=Saying(phrase)).extract(text).agencies] == []

    def test_several_bodies_under_one_name_are_a_group(self) -> None:
        (agency,) = Extractor(model=Saying("各片区指挥部")).extract("各片区指挥部负责拆除违建。").agencies
        assert agency.type == "group"


class TestGate:
    def test_only_unsure_sentences_are_asked(self) -> None:
        assert asked("今天天气很好。群众都来赶集。县调度支队负责排查。") == ["县调度支队负责排查。"]
        assert asked("市财政局负责拨付资金。") == []

    def test_a_document_of_sure_sentences_never_reaches_the_tagger(self) -> None:
        tagger = Saying("天气")
        Extractor(model=tagger).extract("今天天气很好。市财政局负责拨付资金。")
        assert tagger.asked == []

    def test_hints_lie_in_their_sentence_and_the_narrower_come_last(self) -> None:
        text = "到2027年底，全市建成充电桩5000个，由市发展改革委牵头。群众满意。"
        first, second = hinted(analysed(text), range(2))
        assert second.hints == ()
        assert {text[hint.start : hint.end]: hint.label for hint in first.hints} == {
            "到2027年底": "time", "建成": "verb", "充电桩": "indicator", "5000个": "promised", "市发展改革委": "name",
        }
        assert [hint.label for hint in first.hints] == sorted((hint.label for hint in first.hints), key=HINTS.index)

    @pytest.mark.parametrize(("word", "fields"), lexicon.load("organs")["organ"].items())
    def test_a_name_ends_with_its_organ(self, word: str, fields: dict[str, str]) -> None:
        name = fields["example"]
        assert name.endswith(word)
        assert may_name(f"由{name}负责。", 1, 1 + len(name))
        assert not may_name(f"由{name}式样。", 1, 1 + len(name))

    @pytest.mark.parametrize(("word", "fields"), lexicon.load("organs")["other"].items())
    def test_what_only_ends_like_one_is_none(self, word: str, fields: dict[str, str]) -> None:
        name = fields["example"]
        assert name.endswith(word)
        assert not may_name(f"{name}。", 0, len(name))


class TestModels:
    @pytest.mark.parametrize("where", ["no-such-folder", "."])
    def test_a_model_that_is_not_there_is_told(self, where: str) -> None:
        with pytest.raises(ModelError, match=r"meta\.json is missing"):
            Extractor(model=where)

    def test_the_entry_points_are_the_public_names(self) -> None:
        project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
        points = {group: sorted(names) for group, names in project["project"]["entry-points"].items()}
        assert points == {
            "spacy_callbacks": ["policy_extract.Described.v1"],
            "spacy_factories": ["policy_agencies", "policy_deadlines", "policy_hints", "policy_records", "policy_targets"],
            "spacy_readers": ["policy_extract.GoldCorpus.v1"],
            "spacy_tokenizers": ["policy_extract.SegmentTokenizer.v1"],
        }
