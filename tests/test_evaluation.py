"""The evaluation's figures, on small gold documents whose numbers are worked out by hand in each test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policy_extract.evaluation import EvaluationError, Rate, SameNameError, diff, figures, intervals, load_answers, load_gold, score
from policy_extract.evaluation.forms import locate
from policy_extract.evaluation.matching import pair_agencies, pair_records, similar, value_checks
from policy_extract.evaluation.scoring import DocumentScore
from policy_extract.evaluation.types import ScoredAgency, ScoredRecord, ScoredValue, Span

TEXT = "青河市数据局要求:到2027年底,数据企业达到300家,数据交易额增长12%以上。年底前,数据中心建成投用。"


def span(part: str, text: str = TEXT) -> list[int]:
    start = text.index(part)
    return [start, start + len(part)]


def at(part: str, text: str = TEXT) -> dict[str, Any]:
    return {"text": part, "span": span(part, text)}


FIRMS: dict[str, Any] = {
    "kind": "target",
    "indicator": at("数据企业"),
    "value": {**at("300家"), "op": "=", "low": 300, "high": 300, "unit": "家", "measure": "level"},
    "deadline": {"start": None, "end": "2027-12-31"},
    "agencies": [{"name": "青河市数据局", "canonical": "青河市数据局", "role": "responsible", "scope": "explicit"}],
}
TRADE: dict[str, Any] = {
    "kind": "target",
    "indicator": at("数据交易额"),
    "value": {**at("12%以上"), "op": ">=", "low": 12, "high": None, "unit": "%", "measure": "increase"},
    "deadline": {"start": None, "end": "2027-12-31"},
    "agencies": [],
}
CENTRE: dict[str, Any] = {
    "kind": "milestone",
    "deliverable": at("数据中心建成投用"),
    "deadline": {"start": None, "end": "2027-12-31"},
    "agencies": [],
}
AGENCIES = [{"id": "a1", "name": "青河市数据局", "mentions": [at("青河市数据局")]}]


def document(*records: dict[str, Any], name: str = "plan", **fields: Any) -> dict[str, Any]:
    return {"doc_id": name, "text": TEXT, "records": list(records), "agencies": AGENCIES, **fields}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def judged(folder: Path, gold: list[dict[str, Any]], said: list[dict[str, Any]]) -> tuple[DocumentScore, ...]:
    return score(load_gold(write(folder / "gold.jsonl", *gold)), load_answers(write(folder / "said.jsonl", *said)))


def differences(scores: tuple[DocumentScore, ...]) -> list[str]:
    return [row.what for each in scores for row in each.differences]


def test_gold_as_its_own_prediction_is_perfect(tmp_path: Path) -> None:
    gold = document(FIRMS, TRADE, CENTRE)
    scores = judged(tmp_path, [gold], [gold])
    result = figures(scores)
    assert result.rates["target"] == Rate(2, 2, 2)
    assert result.rates["milestone"] == result.rates["deliverable"] == Rate(1, 1, 1)
    assert result.rates["deadline"] == result.rates["strict_record"] == Rate(3, 3, 3)
    assert result.rates["agency_explicit"] == result.rates["agency_mentions"] == Rate(1, 1, 1)
    assert result.rates["task"] == Rate()
    assert result.rates["task"].f1 == 1.0, "nothing to find and nothing said"
    assert (result.ungrounded, result.documents, result.empty_documents) == (0, 1, 0)
    assert not differences(scores)


def test_missed_and_extra_records_take_their_fields_along(tmp_path: Path) -> None:
    false = {**TRADE, "value": {**TRADE["value"], **at("2027")}, "agencies": FIRMS["agencies"]}
    scores = judged(tmp_path, [document(FIRMS, CENTRE)], [document(false)])
    result = figures(scores)
    assert result.rates["target"] == Rate(0, 1, 1)
    assert result.rates["milestone"] == Rate(0, 0, 1)
    assert result.rates["deadline"] == Rate(0, 1, 2)
    assert result.rates["agency_explicit"] == result.rates["agency_all"] == Rate(0, 1, 1)
    assert result.rates["strict_record"] == Rate(0, 1, 2)
    assert differences(scores) == ["target missed", "target extra", "milestone missed"]
    assert result.as_dict()["target"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "predicted": 1, "gold": 1}


def test_each_wrong_field_costs_the_strict_figure(tmp_path: Path) -> None:
    wrong_number = {**FIRMS, "value": {**FIRMS["value"], "low": 301, "high": 301}}
    wrong_day = {**TRADE, "deadline": {"start": None, "end": "2026-12-31"}}
    scores = judged(tmp_path, [document(FIRMS, TRADE, CENTRE)], [document(wrong_number, wrong_day, CENTRE)])
    result = figures(scores)
    assert result.rates["value"] == Rate(1, 2, 2)
    assert result.rates["deadline"] == Rate(2, 3, 3)
    assert result.rates["strict_target"] == Rate(0, 2, 2)
    assert result.rates["strict_record"] == Rate(1, 3, 3)
    assert result.as_dict()["strict_record"]["f1"] == 0.3333
    assert result.as_dict()["accuracy_on_matched"]["value: number"] == 0.5
    assert result.as_dict()["accuracy_on_matched"]["value: op"] == 1.0
    assert differences(scores) == ["value wrong (number)", "deadline wrong"]


def test_optional_records_count_on_neither_side(tmp_path: Path) -> None:
    gold = document(FIRMS, {**TRADE, "optional": True})
    assert figures(judged(tmp_path, [gold], [document(FIRMS, TRADE)])).rates["target"] == Rate(1, 1, 1)
    assert figures(judged(tmp_path, [gold], [document(FIRMS)])).rates["target"] == Rate(1, 1, 1)


def test_an_optional_record_excuses_one_prediction_of_another_kind(tmp_path: Path) -> None:
    gold = document({**TRADE, "optional": True})
    as_milestone = {**CENTRE, "deliverable": at("数据交易额增长12%以上")}
    again = {**CENTRE, "deliverable": at("增长12%以上。年底前")}
    assert figures(judged(tmp_path, [gold], [document(as_milestone)])).rates["milestone"] == Rate(0, 0, 0)
    assert figures(judged(tmp_path, [gold], [document(as_milestone, again)])).rates["milestone"] == Rate(0, 1, 0)


def test_a_deadline_marked_optional_is_not_judged(tmp_path: Path) -> None:
    gold = document({**FIRMS, "deadline": None, "deadline_optional": True})
    result = figures(judged(tmp_path, [gold], [document(FIRMS)]))
    assert result.rates["deadline"] == Rate(0, 0, 0)
    assert result.rates["strict_record"] == Rate(1, 1, 1)


def test_an_unresolved_deadline_counts_as_not_said(tmp_path: Path) -> None:
    said = document({**FIRMS, "deadline": {"start": None, "end": None}})
    assert figures(judged(tmp_path, [document(FIRMS)], [said])).rates["deadline"] == Rate(0, 0, 1)


@pytest.mark.parametrize("field", [{"status": "achieved"}, {"restates": "plan#t1"}])
def test_only_planned_first_statements_are_scored(tmp_path: Path, field: dict[str, str]) -> None:
    said = document(FIRMS, {**TRADE, **field})
    assert figures(judged(tmp_path, [document(FIRMS)], [said])).rates["target"] == Rate(1, 1, 1)


def test_a_restatement_in_gold_is_optional(tmp_path: Path) -> None:
    gold = document(FIRMS, {**TRADE, "restates": "plan#t1"})
    assert figures(judged(tmp_path, [gold], [document(FIRMS, TRADE)])).rates["target"] == Rate(1, 1, 1)
    assert figures(judged(tmp_path, [gold], [document(FIRMS)])).rates["target"] == Rate(1, 1, 1)


def test_milestone_called_task_is_found_in_the_pool_only(tmp_path: Path) -> None:
    result = figures(judged(tmp_path, [document(CENTRE)], [document({**CENTRE, "kind": "task"})]))
    assert result.rates["milestone"] == Rate(0, 0, 1)
    assert result.rates["task"] == Rate(0, 1, 0)
    assert result.rates["deliverable"] == Rate(1, 1, 1)
    assert result.as_dict()["accuracy_on_matched"]["kind"] == 0.0


def test_explicit_and_inherited_agencies(tmp_path: Path) -> None:
    inherited = {"name": "市发展改革局", "canonical": "青河市发展和改革局", "role": "responsible", "scope": "inherited"}
    gold = document({**FIRMS, "agencies": [*FIRMS["agencies"], inherited]})
    lead = {**FIRMS["agencies"][0], "role": "lead"}
    said = document({**FIRMS, "agencies": [lead, {**inherited, "name": "发展改革局", "scope": "explicit"}]})
    scores = judged(tmp_path, [gold], [said])
    result = figures(scores)
    assert result.rates["agency_explicit"] == Rate(1, 2, 1)
    assert result.rates["agency_all"] == Rate(2, 2, 2)
    assert result.as_dict()["accuracy_on_matched"]["role"] == 0.0
    assert result.as_dict()["accuracy_on_matched"]["canonical"] == 1.0
    assert result.rates["strict_record"] == Rate(0, 1, 1)
    assert differences(scores) == ["role wrong", "agencies wrong"]


def test_false_records_in_documents_without_any(tmp_path: Path) -> None:
    gold = [document(name="a"), document({**FIRMS, "optional": True}, name="b"), document(FIRMS, name="c")]
    said = [document(FIRMS, TRADE, name="a"), document(FIRMS, name="b"), document(FIRMS, CENTRE, name="c")]
    result = figures(judged(tmp_path, gold, said))
    assert (result.empty_documents, result.false_records) == (2, 2)
    assert result.as_dict()["false_records_per_empty_document"] == 1.0


def test_spans_that_do_not_say_what_stands_there(tmp_path: Path) -> None:
    shifted = {**FIRMS, "value": {**FIRMS["value"], "span": [span("300家")[0], span("300家")[1] - 1]}}
    achieved = {**TRADE, "status": "achieved", "evidence": {"text": "别的话", "span": [0, 3], "section": []}}
    mention = {"id": "a2", "name": "x", "mentions": [{"text": "市数据局", "span": [0, 4]}]}
    said = document(shifted, achieved, agencies=[mention])
    assert figures(judged(tmp_path, [document(FIRMS)], [said])).ungrounded == 3


def test_agency_mentions_are_compared_as_sets_of_strings(tmp_path: Path) -> None:
    mention = at("数据局")
    said = document(agencies=[{"id": "a1", "name": "数据局", "mentions": [mention, mention]}])
    scores = judged(tmp_path, [document()], [said])
    assert figures(scores).rates["agency_mentions"] == Rate(0, 1, 1)
    assert differences(scores) == ["agency mention missed", "agency mention extra"]


def test_a_document_without_an_answer_is_missed_whole(tmp_path: Path) -> None:
    scores = judged(tmp_path, [document(FIRMS)], [document(name="other")])
    assert figures(scores).rates["target"] == Rate(0, 0, 1)
    assert differences(scores)[0] == "missing document"


def test_an_error_line_is_an_answer_without_records(tmp_path: Path) -> None:
    failure = {"schema_version": "1.0", "doc_id": "plan", "error": {"code": "internal", "message": "…"}}
    scores = judged(tmp_path, [document(FIRMS)], [failure])
    assert figures(scores).rates["target"] == Rate(0, 0, 1)
    assert "missing document" not in differences(scores)


def test_answers_meet_gold_by_the_stem_of_their_name(tmp_path: Path) -> None:
    said = document(FIRMS, name="plans/2027/plan.txt")
    assert figures(judged(tmp_path, [document(FIRMS)], [said])).rates["target"] == Rate(1, 1, 1)


QUOTED: dict[str, Any] = {
    "doc": "plan",
    "agency_mentions": ["青河市数据局"],
    "records": [
        {
            "kind": "target",
            "quote": "数据企业达到【300家】",
            "indicator": "数据企业",
            "op": "=",
            "low": 300,
            "high": 300,
            "unit": "家",
            "measure": "level",
            "deadline": {"quote": "【2027年底】", "start": None, "end": "2027-12-31"},
            "agencies": FIRMS["agencies"],
        }
    ],
}


class TestGoldFolder:
    def folder(self, path: Path, **fields: Any) -> Path:
        path.mkdir()
        (path / "plan.txt").write_text(TEXT, encoding="utf-8")
        (path / "plan.json").write_text(json.dumps({**QUOTED, **fields}, ensure_ascii=False), encoding="utf-8")
        return path

    def test_it_says_the_same_as_the_lines_of_the_contract(self, tmp_path: Path) -> None:
        answers = load_answers(write(tmp_path / "said.jsonl", document(FIRMS)))
        from_folder = score(load_gold(self.folder(tmp_path / "gold")), answers)
        from_lines = score(load_gold(write(tmp_path / "gold.jsonl", document(FIRMS))), answers)
        assert figures(from_folder) == figures(from_lines)
        assert figures(from_folder).rates["strict_record"] == Rate(1, 1, 1)

    @pytest.mark.parametrize(("quote", "reason"), [("【数据】", "not unique"), ("【没有】", "not found"), ("300家", "not found")])
    def test_a_quote_must_stand_in_the_text_once(self, tmp_path: Path, quote: str, reason: str) -> None:
        record = {**QUOTED["records"][0], "quote": quote}
        with pytest.raises(EvaluationError, match=rf"plan\.json: quote is {reason}|plan\.json: quote {reason}"):
            load_gold(self.folder(tmp_path / "gold", records=[record]))

    def test_the_deadline_quote_too(self, tmp_path: Path) -> None:
        record = {**QUOTED["records"][0], "deadline": {"quote": "【2031年底】", "start": None, "end": "2031-12-31"}}
        with pytest.raises(EvaluationError, match="quote not found"):
            load_gold(self.folder(tmp_path / "gold", records=[record]))

    def test_line_ends_are_kept(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path / "gold")
        (folder / "plan.txt").write_bytes(("一\r\n" + TEXT).encode())
        (gold,) = load_gold(folder)
        assert gold.records[0].span == (3 + span("300家")[0], 3 + span("300家")[1])


def test_the_marks_of_a_quote_beside_brackets_of_the_text() -> None:
    text = "【通知】建成【甲】平台3个"
    assert text[slice(*locate(text, "【甲】平台【3个】"))] == "3个"
    assert text[slice(*locate(text, "建成【【甲】平台】3个"))] == "【甲】平台"


def record(kind: str, at: Span) -> ScoredRecord:
    return ScoredRecord(kind, at, "", None, False, ScoredValue(), None, ())


@pytest.mark.parametrize(
    ("kind", "gold", "have", "pairs"),
    [
        ("target", (10, 14), (13, 20), True),
        ("target", (10, 14), (14, 20), False),
        ("target", (10, 14), (10, 26), True),
        ("target", (10, 14), (10, 27), False),
        ("milestone", (10, 20), (15, 40), True),
        ("milestone", (10, 20), (16, 40), False),
        ("milestone", (10, 20), (10, 70), True),
        ("milestone", (10, 20), (10, 71), False),
    ],
)
def test_which_spans_may_be_one_record(kind: str, gold: Span, have: Span, pairs: bool) -> None:
    assert bool(pair_records([record(kind, gold)], [record(kind, have)])) is pairs


def test_the_larger_overlap_is_paired_first() -> None:
    gold = [record("target", (0, 4)), record("target", (4, 8))]
    predicted = [record("target", (3, 8)), record("target", (0, 5))]
    assert pair_records(gold, predicted) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("gold", "have", "agree"),
    [
        ("数据企业数量", "数据企业", True),
        ("数据企业", "全市规模以上的数据企业", True),
        ("数据企业", "在今年年底以前把我们全市规模以上数据企业", False),
        ("国家高新技术企业数量", "数量", False),
        ("数据交易额", "电影票房", False),
        ("数据企业的", "数据企业", True),
        ("的", "的", False),
        (None, "数据企业", False),
        ("数据企业", None, False),
    ],
)
def test_indicators_agree(gold: str | None, have: str | None, agree: bool) -> None:
    assert similar(gold, have) is agree


@pytest.mark.parametrize(
    ("gold", "have", "wrong"),
    [
        (ScoredValue("=", 5, 5, "个百分点", "increase"), ScoredValue("=", 5, 5, "百分点", "increase"), []),
        (ScoredValue("<=", None, 10, "位", "rank"), ScoredValue("<=", None, 10, "强", "rank"), []),
        (ScoredValue("=", 33.33, 33.33, "%", "level"), ScoredValue("=", 33.333, 33.333, "%", "level"), []),
        (ScoredValue("=", 33.33, 33.33, "家", "level"), ScoredValue("=", 33.333, 33.333, "家", "level"), ["number"]),
        (ScoredValue(">=", 5, None, "家", "level"), ScoredValue("=", 5, 5, "家", "level"), ["op", "number"]),
        (ScoredValue("=", 5, 5, "家", "level"), ScoredValue(), ["op", "number", "unit", "measure"]),
        (ScoredValue("=", 1e12, 1e12, "元", "level"), ScoredValue("=", 1e12 + 1, 1e12 + 1, "元", "level"), []),
    ],
)
def test_values_agree_part_by_part(gold: ScoredValue, have: ScoredValue, wrong: list[str]) -> None:
    assert [part for part, ok in value_checks(gold, have).items() if not ok] == wrong


def test_one_agency_answers_one_agency() -> None:
    body = ScoredAgency("市数据局", "青河市数据局", "lead", "explicit")
    assert len(pair_agencies([body, body], [body])) == 1


def test_intervals_hold_the_figure_and_repeat(tmp_path: Path) -> None:
    gold = [document(FIRMS, name=str(n)) for n in range(20)]
    said = [document(*([FIRMS] if n % 4 else []), name=str(n)) for n in range(20)]
    scores = judged(tmp_path, gold, said)
    f1 = figures(scores).rates["target"].f1
    assert f1 == pytest.approx(6 / 7), "15 of 20 found, none wrong"
    low, high = intervals(scores, 200)["target"]
    assert low < f1 < high
    assert intervals(scores, 200) == intervals(scores, 200)
    assert set(intervals(scores, 50, scores).values()) == {(0.0, 0.0)}, "no difference from itself"


class TestUnusableFiles:
    def test_no_json(self, tmp_path: Path) -> None:
        (tmp_path / "said.jsonl").write_text('{"doc_id": "a"}\n{', encoding="utf-8")
        with pytest.raises(EvaluationError, match=r"said\.jsonl:2: no JSON"):
            load_answers(tmp_path / "said.jsonl")

    def test_no_object(self, tmp_path: Path) -> None:
        (tmp_path / "said.jsonl").write_text("[]\n", encoding="utf-8")
        with pytest.raises(EvaluationError, match=r"said\.jsonl:1: not a JSON object"):
            load_answers(tmp_path / "said.jsonl")

    def test_no_doc_id(self, tmp_path: Path) -> None:
        with pytest.raises(EvaluationError, match=r"said\.jsonl:1: no doc_id"):
            load_answers(write(tmp_path / "said.jsonl", {"records": []}))

    def test_two_documents_of_one_name(self, tmp_path: Path) -> None:
        """None hides the other: a line that is said again is the last of its document, not another one."""
        said = write(tmp_path / "said.jsonl", document(name="a/plan.txt"), document(name="b/plan.txt"))
        with pytest.raises(SameNameError, match=r"said\.jsonl:2: the documents a/plan\.txt and b/plan\.txt are both named plan"):
            load_answers(said)
        assert list(load_answers(said, whole=True)) == ["a/plan.txt", "b/plan.txt"]
        assert list(load_answers(write(tmp_path / "again.jsonl", document(), document()))) == ["plan"]

    def test_no_utf8(self, tmp_path: Path) -> None:
        (tmp_path / "said.jsonl").write_bytes(b"{}\xff")
        with pytest.raises(EvaluationError, match="not UTF-8 at byte 2"):
            load_answers(tmp_path / "said.jsonl")

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(EvaluationError, match="No such file"):
            load_gold(tmp_path / "gold.jsonl")

    def test_gold_without_text(self, tmp_path: Path) -> None:
        with pytest.raises(EvaluationError, match=r"gold\.jsonl:1: field 'text' is missing"):
            load_gold(write(tmp_path / "gold.jsonl", {"doc_id": "a"}))

    def test_gold_whose_spans_are_wrong(self, tmp_path: Path) -> None:
        shifted = {**FIRMS, "indicator": {"text": "数据企业", "span": [0, 4]}}
        with pytest.raises(EvaluationError, match=r"gold\.jsonl:1: 1 times the text at a span"):
            load_gold(write(tmp_path / "gold.jsonl", document(shifted)))

    def test_gold_without_documents(self, tmp_path: Path) -> None:
        with pytest.raises(EvaluationError, match="no gold document"):
            load_gold(tmp_path)

    def test_gold_with_one_name_twice(self, tmp_path: Path) -> None:
        with pytest.raises(EvaluationError, match="two gold documents are named plan"):
            load_gold(write(tmp_path / "gold.jsonl", document(), document(name="a/plan")))

    @pytest.mark.parametrize("records", [[1], [{"value": 3}], [{"value": {"span": [1]}}], 5, [{"value": {"low": 10**400}}]])
    def test_a_prediction_in_another_form(self, tmp_path: Path, records: Any) -> None:
        with pytest.raises(EvaluationError, match="prediction for plan is not in the form of the contract"):
            judged(tmp_path, [document(FIRMS)], [{"doc_id": "plan", "records": records}])


class TestDiff:
    def answers(self, path: Path, *rows: dict[str, Any]) -> Any:
        return load_answers(write(path, *rows))

    def test_gained_lost_and_changed(self, tmp_path: Path) -> None:
        old = self.answers(tmp_path / "old", document(FIRMS, TRADE))
        later = {**FIRMS, "deadline": None, "id": "other", "rules": {"value": "x"}}
        new = self.answers(tmp_path / "new", document(later, CENTRE), document(FIRMS, name="second"))
        changes = diff(old, new)
        assert [(change.what, change.document, change.core, change.fields) for change in changes] == [
            ("changed", "plan", "300家", ("deadline",)),
            ("lost", "plan", "12%以上", ()),
            ("gained", "plan", "数据中心建成投用", ()),
            ("gained", "second", "300家", ()),
        ]

    def test_how_a_record_was_found_is_no_change(self, tmp_path: Path) -> None:
        old = self.answers(tmp_path / "old", document({**FIRMS, "id": "1", "rules": {"value": "a"}}))
        new = self.answers(tmp_path / "new", document({**FIRMS, "id": "2", "rules": {"value": "b"}}))
        assert diff(old, new) == ()
