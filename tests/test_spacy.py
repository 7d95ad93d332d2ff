"""The rooms of spaCy: the tokenizer, the components in users' pipelines, and the trained model that comes with the package."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

spacy: Any = pytest.importorskip("spacy")

from spacy.tokens import Doc  # noqa: E402

from policy_extract import Document, Extractor  # noqa: E402
from policy_extract.spacy_components.corpus import gold_corpus  # noqa: E402
from policy_extract.spacy_model import load_tagger, model_path  # noqa: E402
from policy_extract.spacy_model.tokenizer import SegmentTokenizer, pieces  # noqa: E402

ROOT = Path(__file__).parent.parent
TEXT = "沈阳市2023年3月4日消息：到2025年底,全市专精特新企业数量达到5000家。(责任单位:市科技局)"
COMPONENTS = ["policy_targets", "policy_deadlines", "policy_agencies", "policy_records"]


def pipeline(*names: str, **config: Any) -> Any:
    nlp = spacy.blank("zh")
    for name in names:
        nlp.add_pipe(name, config=config)
    return nlp


def spans(doc: Any, key: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans[key]]


class TestTokenizer:
    @pytest.mark.parametrize("text", ["", " ", "\n", "市 财政局\n\n到2025年， 达到 5% 。", "  A220客机 12.5万架\t", "\u3000全角"])
    def test_every_character_is_in_the_doc(self, text: str) -> None:
        assert SegmentTokenizer(spacy.blank("zh").vocab)(text).text == text

    def test_words_are_those_of_segment(self) -> None:
        words, spaces = pieces("由市民政局牵头,新建 1.2万家")
        assert words == ["由", "市", "民政局", "牵头", ",", "新建", "1.2万", "家"]
        assert spaces == [False, False, False, False, False, True, False, False]

    def test_by_its_registered_name(self) -> None:
        config = {"nlp": {"tokenizer": {"@tokenizers": "policy_extract.SegmentTokenizer.v1"}}}
        nlp = spacy.blank("zh", config=config)
        assert [token.text for token in nlp("由市民政局牵头")] == ["由", "市", "民政局", "牵头"]
        assert nlp("民政局")[0].suffix_ == "局"
        again = pickle.loads(pickle.dumps(nlp))
        assert again("民政局")[0].suffix_ == "局"


class TestComponents:
    def test_spans_and_records(self) -> None:
        doc = pipeline(*COMPONENTS)(TEXT)
        assert spans(doc, "policy_targets") == [("5000家", "TARGET", "document#t35"), ("全市专精特新企业数量", "INDICATOR", "document#t35")]
        assert spans(doc, "policy_deadlines") == [("到2025年底", "DEADLINE", "2025-12-31")]
        assert spans(doc, "policy_agencies") == [("市科技局", "AGENCY", "沈阳市科学技术局")]
        assert {label for _, label, _ in spans(doc, "policy")} == {"TARGET", "INDICATOR", "DEADLINE", "AGENCY"}
        assert doc._.policy_records == json.loads(Extractor().extract(TEXT).to_json())["records"]

    def test_the_date_of_a_doc_counts(self) -> None:
        nlp = pipeline("policy_deadlines")
        doc = nlp.make_doc("年底前建成充电桩500个。")
        doc._.policy_published = "2024-03-01"
        assert [note for *_, note in spans(nlp(doc), "policy_deadlines")] == ["2024-12-31"]

    def test_what_is_included(self) -> None:
        text = "2022年，全市已建成充电桩500个。"
        assert pipeline("policy_records")(text)._.policy_records == []
        assert len(pipeline("policy_records", include=["planned", "achieved"])(text)._.policy_records) == 1

    def test_a_doc_survives_bytes_and_a_pipeline_pickling(self) -> None:
        nlp = pipeline(*COMPONENTS)
        doc = nlp(TEXT)
        back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
        assert back._.policy_records == doc._.policy_records
        assert [spans(back, key) for key in back.spans] == [spans(doc, key) for key in doc.spans]
        assert pickle.loads(pickle.dumps(nlp))(TEXT)._.policy_records == doc._.policy_records

    @pytest.mark.parametrize("method", ["fork", "spawn"])
    def test_in_two_processes(self, method: str, tmp_path: Path) -> None:
        script = tmp_path / "two.py"
        script.write_text(
            "import multiprocessing, spacy\n"
            "if __name__ == '__main__':\n"
            f"    multiprocessing.set_start_method({method!r})\n"
            "    nlp = spacy.blank('zh')\n"
            f"    for name in {COMPONENTS!r}: nlp.add_pipe(name)\n"
            f"    docs = list(nlp.pipe([{TEXT!r}] * 4, n_process=2, batch_size=2))\n"
            "    print([(len(doc._.policy_records), sorted(doc.spans)) for doc in docs])\n",
            encoding="utf-8",
        )
        done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
        assert done.stdout.strip() == str([(1, ["policy", *sorted(COMPONENTS[:3])])] * 4)

    def test_a_pipeline_is_saved_and_loaded(self, tmp_path: Path) -> None:
        pipeline(*COMPONENTS).to_disk(tmp_path)
        assert spacy.load(tmp_path)(TEXT)._.policy_records

    def test_a_blank_pipeline_imports_no_rules(self) -> None:
        script = "import spacy, sys; spacy.blank('xx'); print('policy_extract.pipeline' in sys.modules)"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", timeout=60, check=True)
        assert done.stdout.strip() == "False"


class TestModel:
    DUTIES = "节能审计报告由市能源监察支队组织评审，材料送县文物保护所、县渔港监督站。"

    def test_spacy_loads_it_by_itself(self) -> None:
        nlp = spacy.load(model_path())
        assert set(nlp.get_pipe("ner").labels) == {"AGENCY", "INDICATOR"}
        found = {(span.text, span.label_) for span in nlp(TEXT).ents}
        assert {("市科技局", "AGENCY"), ("全市专精特新企业数量", "INDICATOR")} <= found

    def test_it_reads_names_that_no_rule_knows(self) -> None:
        found = Extractor(model="zh_policy_ner").extract(self.DUTIES)
        assert {agency.name for agency in found.agencies} == {"市能源监察支队", "县文物保护所", "县渔港监督站"}
        assert {agency.name for agency in found.agencies if agency.source == "model"} == {"县文物保护所", "县渔港监督站"}

    def test_the_same_text_gives_the_same_bytes(self) -> None:
        extractor = Extractor(model="zh_policy_ner")
        first = extractor.extract(self.DUTIES).to_json()
        extractor.extract(TEXT)
        assert extractor.extract(self.DUTIES).to_json() == first
        assert pickle.loads(pickle.dumps(extractor)).extract(self.DUTIES).to_json() == first

    def test_it_is_small_and_says_what_it_is(self) -> None:
        path = model_path()
        assert sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) < 15 * 2**20
        meta = json.loads((path / "meta.json").read_text("utf-8"))
        assert (meta["lang"], meta["pipeline"]) == ("zh", ["policy_hints", "ner"])

    def test_nothing_is_loaded_before_it_is_needed(self) -> None:
        tagger = load_tagger()
        Extractor(model=tagger).extract(Document(text="今天天气很好。"))
        assert tagger._nlp is None


class TestCorpus:
    def test_examples_are_sentences_with_bodies_and_indicators(self) -> None:
        nlp = spacy.blank("zh")
        examples = list(gold_corpus(ROOT / "corpus" / "gold" / "dev.jsonl")(nlp))
        labels = [span.label_ for example in examples for span in example.reference.ents]
        assert len(examples) > 1000
        assert labels.count("AGENCY") > 400
        assert labels.count("INDICATOR") > 300
        assert {token.tag_ for example in examples for token in example.predicted} > {"promised", "time", "body", ""}

    def test_copies_name_other_bodies_the_same_way_each_time(self) -> None:
        nlp = spacy.blank("zh")
        path = ROOT / "corpus" / "gold" / "dev.jsonl"
        read = [[example.reference.text for example in gold_corpus(path, copies=1, seed=3)(nlp)] for _ in range(2)]
        assert read[0] == read[1]
        assert read[0] != [example.reference.text for example in gold_corpus(path, copies=1, seed=4)(nlp)]
