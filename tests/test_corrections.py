"""Corrections: gold that evaluate reads, and decisions that outlive a change of the text or of the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policy_extract import Document, Extractor, Record
from policy_extract.corrections import CorrectionError, Corrections, apply, load_corrections
from policy_extract.corrections.loading import Correction, Review
from policy_extract.evaluation import load_gold

TEXT = "力争2027年底前，全市新建公园30个以上，新增停车位1.2万个。6月底前，城东水厂建成投用。\n"
EXTRACTION = Extractor().extract(Document(text=TEXT, doc_id="plan", published="2027-01-05"))
PARK, PARKING, WATER = EXTRACTION.records


def corrections(*decisions: tuple[Review, Record]) -> Corrections:
    return Corrections("plan", TEXT, tuple(Correction(review, record) for review, record in decisions))


def gold(tmp_path: Path, *records: dict[str, Any], **fields: Any) -> Path:
    path = tmp_path / "corrections.jsonl"
    row = {"doc_id": "plan", "text": TEXT, "records": records, **fields}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def fields_of(record: Record, **marks: Any) -> dict[str, Any]:
    return {**json.loads(record.model_dump_json(by_alias=True)), **marks}


def renamed(record: Record) -> Record:
    assert record.indicator is not None
    return record.model_copy(update={"indicator": record.indicator.model_copy(update={"resolved": "口袋公园"})})


def test_decisions_are_carried_out() -> None:
    applied = apply(EXTRACTION, TEXT, corrections(("edited", renamed(PARK)), ("rejected", PARKING), ("accepted", WATER)))
    assert [(record.id, record.rules["record"]) for record in applied.extraction.records] == [
        (PARK.id, "correction.edited"), (WATER.id, "correction.accepted"),
    ]
    assert applied.extraction.records[0].indicator is not None
    assert applied.extraction.records[0].indicator.resolved == "口袋公园"
    assert (applied.rejected, applied.misfits) == ((PARKING,), ())


def test_what_nobody_decided_on_stays_and_what_was_missed_comes_in() -> None:
    missed = EXTRACTION.model_copy(update={"records": (PARK, WATER)})
    applied = apply(missed, TEXT, corrections(("added", PARKING)))
    assert [record.id for record in applied.extraction.records] == [PARK.id, PARKING.id, WATER.id]
    assert "record" not in applied.extraction.records[0].rules


def test_a_decision_moves_with_its_words() -> None:
    text = "关于做好有关工作的说明。\n" + TEXT.replace("城东水厂", "城西水厂")
    later = Extractor().extract(Document(text=text, doc_id="plan", published="2027-01-05"))
    applied = apply(later, text, corrections(("edited", renamed(PARK)), ("accepted", WATER)))
    first = applied.extraction.records[0]
    assert first.value is not None
    assert text[slice(*first.value.span)] == "30个以上"
    assert first.id == f"plan#t{first.value.span[0]}"
    assert [(misfit.record_id, misfit.review) for misfit in applied.misfits] == [(WATER.id, "accepted")]
    assert "城东水厂" in applied.misfits[0].reason
    assert len(applied.extraction.records) == 3  # 城西水厂 is the new run's own


def test_words_that_stand_twice_fit_nowhere() -> None:
    text = TEXT + TEXT
    later = Extractor().extract(Document(text=text, doc_id="plan", published="2027-01-05"))
    applied = apply(later, text, corrections(("rejected", PARKING)))
    assert len(applied.misfits) == 1
    assert applied.extraction.records == later.records


def test_statuses_that_were_not_asked_for_stay_out() -> None:
    done = PARK.model_copy(update={"status": "achieved"})
    assert PARK.id not in {record.id for record in apply(EXTRACTION, TEXT, corrections(("edited", done))).extraction.records}
    applied = apply(EXTRACTION, TEXT, corrections(("edited", done)), include=frozenset({"planned", "achieved"}))
    assert applied.extraction.records[0].status == "achieved"


def test_a_restatement_of_a_rejected_record_stands_by_itself() -> None:
    again = WATER.model_copy(update={"restates": PARK.id})
    repeated = EXTRACTION.model_copy(update={"records": (PARK, again)})
    assert apply(repeated, TEXT, corrections(("rejected", PARK))).extraction.records[0].restates is None


def test_the_file_is_gold_and_corrections(tmp_path: Path) -> None:
    path = gold(
        tmp_path, fields_of(PARK, review="accepted", optional=False), fields_of(WATER, review="unreviewed", optional=True),
        rejected=[fields_of(PARKING, review="rejected", optional=False)],
    )
    assert [(record.kind, record.optional) for record in load_gold(path)[0].records] == [("target", False), ("milestone", True)]
    decisions = load_corrections(path)["plan"].decisions
    assert [(each.review, each.record.id) for each in decisions] == [("accepted", PARK.id), ("rejected", PARKING.id)]


def test_gold_of_others_counts_as_accepted(tmp_path: Path) -> None:
    assert [each.review for each in load_corrections(gold(tmp_path, fields_of(PARK)))["plan"].decisions] == ["accepted"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "no gold JSON line"),
        ("[]", "no gold JSON line"),
        ('{"doc_id": "plan", "records": []}', "'text' is missing"),
        ('{"doc_id": 1, "text": "", "records": []}', "must be strings"),
        ('{"doc_id": "plan", "text": "", "records": [{"review": "perhaps"}]}', "'perhaps' is unknown"),
        ('{"doc_id": "plan", "text": "", "records": [{"kind": "target"}]}', "record field id"),
    ],
)
def test_what_is_no_gold_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(f"\n{content}\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match=f"corrections.jsonl:2: .*{message}"):
        load_corrections(path)


def test_spans_must_hold_what_they_say(tmp_path: Path) -> None:
    moved = fields_of(PARK)
    moved["value"]["span"] = [0, 5]
    with pytest.raises(CorrectionError, match="'30个以上' does not stand at 0:5"):
        load_corrections(gold(tmp_path, moved))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match=r"none\.jsonl: No such file"):
        load_corrections(tmp_path / "none.jsonl")
    (tmp_path / "bad.jsonl").write_bytes(b"\xff")
    with pytest.raises(CorrectionError, match="not UTF-8 at byte 0"):
        load_corrections(tmp_path / "bad.jsonl")
