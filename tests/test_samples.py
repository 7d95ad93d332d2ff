"""The sample releases against their annotations, which were made from the text: floors, recorded so that no change lowers them unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_extract import Document, Extraction, Extractor
from policy_extract.evaluation import figures, load_answers, load_gold, score

GOLD = Path(__file__).parent / "samples_gold"
SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Extraction]:
    extractor = Extractor()
    return {
        path.stem: extractor.extract(Document(text=path.read_bytes().decode("utf-8"), doc_id=path.stem))
        for path in sorted(SAMPLES.glob("*.txt"))
    }


def test_there_are_samples_of_many_genres(results: dict[str, Extraction]) -> None:
    assert len(results) >= 6
    assert {path.stem for path in GOLD.glob("*.json")} == set(results)


def test_scores_stay_above_their_floors(results: dict[str, Extraction], tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    for path in SAMPLES.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
        (folder / f"{path.stem}.json").write_bytes((GOLD / f"{path.stem}.json").read_bytes())
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("".join(found.to_json() + "\n" for found in results.values()), "utf-8")
    told = figures(score(load_gold(folder), load_answers(predictions))).as_dict()
    floors = FLOORS
    assert {key: told[key]["f1"] for key in floors if told[key]["f1"] < floors[key]} == {}
    assert told["spans_not_grounded"] == 0


FLOORS = {"target": 0.95, "milestone": 0.75, "task": 0.9, "deadline": 0.9, "agency_explicit": 0.88, "agency_mentions": 0.95}


def test_a_statistics_bulletin_promises_nothing(results: dict[str, Extraction]) -> None:
    assert results["08-statistics-bulletin"].records == ()


def test_nothing_comes_out_of_boilerplate(results: dict[str, Extraction]) -> None:
    found = results["01-city-press-conference"]
    notice = (SAMPLES / "01-city-press-conference.txt").read_bytes().decode("utf-8").index("版权声明")
    assert found.records
    assert all(record.evidence.span[1] <= notice for record in found.records)
