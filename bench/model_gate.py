"""What the gate before the model lets through, and what it costs in time and recall: ``model_gate.py PATH… [--gold GOLD…]``.

PATH is anything that ``documents.read`` reads; the pipeline runs on it in this process on one core, with rules alone, with the model at the
gate, and with the model on every sentence. GOLD is a folder or file of annotations: the bodies that are found there in each way.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from time import perf_counter

from documents import read

from policy_extract import Document, Extractor
from policy_extract.evaluation import Answer, figures, load_gold, score
from policy_extract.pipeline import doubts, second_reading
from policy_extract.pipeline.analysis import Analysis, analyse
from policy_extract.spacy_model import load_tagger


def every_sentence(text: str, analysis: Analysis) -> tuple[int, ...]:
    """The gate wide open."""
    return tuple(range(len(analysis.layout.sentences)))


def let_through(documents: Sequence[Document]) -> tuple[int, int, int]:
    """Characters in all, characters of the sentences that the model reads, and how many these are."""
    characters = sentences = 0
    for document in documents:
        analysis = analyse(document, thorough=False)
        chosen = doubts.unsure(document.text, analysis)
        sentences += len(chosen)
        characters += sum(analysis.layout.sentences[index].end - analysis.layout.sentences[index].start for index in chosen)
    return sum(len(document.text) for document in documents), characters, sentences


def seconds(documents: Sequence[Document], extractor: Extractor) -> float:
    began = perf_counter()
    for _ in extractor.extract_many(documents):
        pass
    return perf_counter() - began


def bodies(path: Path, extractor: Extractor) -> str:
    gold = load_gold(path)
    answers = {
        each.name: Answer(each.name, json.loads(extractor.extract(
            Document(text=each.text, doc_id=each.name, title=each.title, published=each.published)
        ).to_json()))
        for each in gold
    }
    rate = figures(score(gold, answers)).rates["agency_mentions"]
    return f"P {rate.precision:.3f}  R {rate.recall:.3f}  F1 {rate.f1:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--gold", nargs="*", type=Path, default=[])
    options = parser.parse_args()
    documents = list(chain.from_iterable(read(path) for path in options.inputs))
    size = sum(len(document.text.encode("utf-8")) for document in documents) / 1e6
    whole, through, sentences = let_through(documents)
    print(f"{len(documents)} documents, {size:.2f} MB; let through: {sentences} sentences, {through / whole:.1%} of the characters")
    rules, model = Extractor(), Extractor(model=load_tagger())
    model.extract("由镇水利站负责。")  # loads the weights
    gate = doubts.unsure
    ways = ("rules", rules, gate), ("model at the gate", model, gate), ("model everywhere", model, every_sentence)
    for name, extractor, chosen in ways:
        second_reading.unsure = chosen  # type: ignore[attr-defined]
        took = seconds(documents, extractor)
        found = "".join(f"; bodies of {path.name}: {bodies(path, extractor)}" for path in options.gold)
        print(f"{name:18} {size / took:.2f} MB/s{found}")


if __name__ == "__main__":
    main()
