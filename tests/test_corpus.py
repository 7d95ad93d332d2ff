"""The gold corpus: its lines are sound, no scenario crosses a split, the data card is true, the extractor's scores hold their floors."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from corpus.workshop.card import (
    COVERAGE,
    README,
    SHARED,
    beside_block,
    coverage_page,
    everything,
    phenomena,
    runs_beside,
    statistics_block,
    tagged,
    with_block,
)
from corpus.workshop.exporting import source_fields
from corpus.workshop.gold import GOLD, SPLITS, Split, line_of, read_corpus, split_of
from corpus.workshop.measuring import sizes
from corpus.workshop.merging import rebuilt
from corpus.workshop.overlap import shared_pairs
from policy_extract import Document, Extraction, Extractor
from policy_extract.corrections import load_corrections
from policy_extract.evaluation import Answer, DocumentScore, expected_error, figures, judged, load_gold, score
from policy_extract.schema import GoldDocument

Corpus = dict[Split, tuple[GoldDocument, ...]]

FLOORS = tomllib.loads((GOLD.parent / "floors.toml").read_text("utf-8"))
LONGEST_RUN = 24
"""Characters that documents of two scenarios, or a document and a real text, may share by chance; what they share beyond was copied."""

SPLIT = pytest.mark.parametrize("split", SPLITS)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus()  # and all offsets are checked


@pytest.fixture(scope="module")
def documents(corpus: Corpus) -> tuple[GoldDocument, ...]:
    return everything(corpus)


def test_there_is_as_much_of_it_as_recorded(documents: tuple[GoldDocument, ...]) -> None:
    told, floors = sizes(documents), FLOORS["corpus"]
    assert told.documents >= floors["documents"]
    assert told.characters >= floors["characters"]
    assert told.empty_share >= floors["empty_share"]
    assert {tag for tag, times in tagged(documents).items() if times < floors["phenomenon_documents"]} == set()


@SPLIT
def test_lines_are_always_the_same_bytes(corpus: Corpus, split: Split) -> None:
    lines = (GOLD / f"{split}.jsonl").read_bytes().decode("utf-8")
    assert lines == "".join(f"{line_of(document)}\n" for document in corpus[split])
    names = [document.doc_id for document in corpus[split]]
    assert names == sorted(set(names)) != []


def test_no_scenario_and_no_name_crosses_a_split(corpus: Corpus) -> None:
    names: Counter[str] = Counter()
    for split, documents in corpus.items():
        names.update(document.doc_id for document in documents)
        assert {split_of(document.extra["scenario"]) for document in documents} == {split}
    assert [name for name, times in names.items() if times > 1] == []


def test_documents_come_out_of_their_own_source_form(documents: tuple[GoldDocument, ...]) -> None:
    """Values fit their bounds, milestones have deadlines, and an editor who changes one thing changes no other.

    Sentences and links around the annotations may come out otherwise when the layout does.
    """
    assert [each.doc_id for each in documents if source_fields(rebuilt(each)) != source_fields(each)] == []


def test_tags_are_those_of_the_catalogue(documents: tuple[GoldDocument, ...]) -> None:
    known = [tag for group in phenomena().values() for tag in group]
    assert known == [f"p{number}" for number in range(1, 141)]
    assert {tag for document in documents for tag in document.extra["phenomena"]} <= set(known)


@SPLIT
def test_the_other_readers_of_gold_read_it(corpus: Corpus, split: Split) -> None:
    path = GOLD / f"{split}.jsonl"
    gold, decisions = load_gold(path), load_corrections(path)
    for document, scored in zip(corpus[split], gold, strict=True):
        assert (scored.title, scored.published) == (document.title, document.published)
        assert [record.optional for record in scored.records] == [
            record.optional or record.restates is not None for record in document.records
        ]
        assert len(decisions[document.doc_id].decisions) == len(document.records)


def test_the_data_card_is_true(corpus: Corpus) -> None:
    page = README.read_text("utf-8")
    assert with_block(page, "statistics", statistics_block(corpus)) == page, "run python -m corpus.workshop card"


def test_the_coverage_is_true(documents: tuple[GoldDocument, ...]) -> None:
    assert coverage_page(documents) == COVERAGE.read_text("utf-8"), "run python -m corpus.workshop card"


def test_no_document_is_made_from_another(documents: tuple[GoldDocument, ...]) -> None:
    assert list(shared_pairs(documents, LONGEST_RUN + 1)) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the real texts of ../shared")
def test_nothing_is_taken_from_real_texts(documents: tuple[GoldDocument, ...]) -> None:
    assert [run for run in runs_beside(documents, SHARED) if len(run.text) > LONGEST_RUN] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the real texts of ../shared")
def test_the_figures_beside_real_texts_are_true(documents: tuple[GoldDocument, ...]) -> None:
    page = README.read_text("utf-8")
    assert with_block(page, "beside", beside_block(documents, SHARED)) == page, "run python -m corpus.workshop card"


def test_cases_of_the_guidelines_are_numbered_and_named() -> None:
    text = (GOLD.parent / "guidelines.md").read_text("utf-8")
    numbers = [int(part.split(".")[0].split("*")[0]) for part in text.split("**G")[1:]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 40


@pytest.fixture(scope="module")
def scored(corpus: Corpus) -> tuple[DocumentScore, ...]:
    extractor = Extractor()
    answers = {}
    for document in corpus["test"]:
        given = Document(text=document.text, doc_id=document.doc_id, title=document.title, published=document.published)
        answers[document.doc_id] = _answer(extractor.extract(given))
    return tuple(score(load_gold(GOLD / "test.jsonl"), answers))


def test_scores_stay_above_their_floors(scored: tuple[DocumentScore, ...]) -> None:
    told = figures(scored).as_dict()
    assert {key: told[key]["f1"] for key, floor in FLOORS["scores"].items() if told[key]["f1"] < floor} == {}
    assert told["spans_not_grounded"] == 0


def test_confidence_says_how_often_records_are_right(scored: tuple[DocumentScore, ...]) -> None:
    assert expected_error(judged(scored)) <= FLOORS["calibration"]["error"]


def _answer(extraction: Extraction) -> Answer:
    return Answer(extraction.doc_id, extraction.model_dump(mode="json", by_alias=True))


def test_the_samples_stay() -> None:
    assert len(sorted((Path(GOLD).parent / "samples").glob("*.txt"))) >= 10
