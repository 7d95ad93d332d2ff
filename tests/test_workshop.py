"""The tools of the corpus: sources become gold with their offsets, faults are told, and what is measured is so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.workshop.__main__ import main
from corpus.workshop.agreement import agreement
from corpus.workshop.building import build, granularity
from corpus.workshop.doubts import doubts, loose_numbers
from corpus.workshop.exporting import source_fields, unique_quote
from corpus.workshop.gold import faults_of, line_of, read_gold, split_of, write_corpus
from corpus.workshop.locating import division, mention_spans
from corpus.workshop.measuring import distinct, known_share, sizes, vocabulary
from corpus.workshop.merging import merged, rebuilt
from corpus.workshop.overlap import longest_shared, shared_runs
from corpus.workshop.showing import shown
from corpus.workshop.sources import Source, SourceError, SourceFields, read_source, read_sources
from policy_extract.schema import GoldDocument

TEXT = (
    "海宁市2025年绿道建设方案\n"
    "2024年新建绿道18公里。\n"
    "一、建设任务\n"
    "1.力争2025年底前新建绿道24公里、驿站5座，绿道里程比2024年增长12%以上。责任单位：市住建局、市水利局\n"
    "2.6月底前，长水塘段开工。市住建局办公室负责调度，市住建局按月通报。\n"
)
LENGTH: dict[str, Any] = {
    "kind": "target", "quote": "新建绿道【24公里】", "indicator": "绿道", "op": "=", "low": 24, "high": 24, "unit": "公里",
    "measure": "level",
    "deadline": {"quote": "力争【2025年底前】", "start": None, "end": "2025-12-31"}, "modal": "力争", "action": "新建",
    "agencies": [{"name": "市住建局", "canonical": "海宁市住房和城乡建设局", "role": "responsible", "scope": "explicit"}],
}
GROWTH: dict[str, Any] = {
    "kind": "target", "quote": "增长【12%以上】", "indicator": "绿道里程", "op": ">=", "low": 12, "high": None, "unit": "%",
    "measure": "increase", "deadline": {"quote": "力争【2025年底前】", "start": None, "end": "2025-12-31"},
    "baseline": {"text": "2024年", "kind": "period", "year": 2024}, "deadline_optional": True,
}
START: dict[str, Any] = {
    "kind": "milestone", "quote": "【长水塘段开工】", "indicator": "长水塘段", "event": "start", "optional": True,
    "deadline": {"quote": "2.【6月底前】", "start": None, "end": "2025-06-30"},
    "agencies": [{"name": "市住建局", "canonical": "海宁市住房和城乡建设局", "role": "support", "scope": "inherited"}],
}
FIELDS: dict[str, Any] = {
    "id": "x01-haining", "scenario": "haining-2025-greenways", "genre": "plan", "level": "county", "region": "海宁市", "year": 2025,
    "title": "海宁市2025年绿道建设方案", "published": None, "jurisdiction": "海宁市", "messy": [],
    "phenomena": {"p95": "2025年底前", "p87": []},
    "agency_mentions": ["市住建局", "市水利局", "市住建局办公室"], "results": ["新建绿道【18公里】"], "records": [LENGTH, GROWTH, START],
}


def made(text: str = TEXT, **fields: Any) -> GoldDocument:
    return build(Source(text, SourceFields.model_validate({**FIELDS, **fields})))


def record(base: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**base, **fields}


class TestBuild:
    def test_everything_gets_its_place(self) -> None:
        document = made()
        length, growth, start = document.records
        assert faults_of(document) == []
        assert length.value is not None
        assert length.indicator is not None
        assert length.deadline is not None
        assert (length.id, length.value.text) == (f"x01-haining#t{TEXT.index('24公里')}", "24公里")
        assert length.indicator.span[0] == TEXT.index("绿道24公里")  # the nearest of four
        assert (length.deadline.granularity, length.deadline.boundary, length.deadline.link) == ("year", "by_end", "clause")
        assert length.modality is not None
        assert length.modality.strength == "aspirational"  # the word says so by itself
        assert length.evidence.section == ("一、建设任务",)
        assert growth.value is not None
        assert growth.value.baseline is not None
        assert growth.value.baseline.span[0] == TEXT.index("2024年增长")
        assert (start.optional, growth.deadline_optional, start.deadline_optional) == (True, True, False)
        assert (document.unclaimed[0].text, document.unclaimed[0].reason) == ("18公里", "achieved")

    def test_a_body_is_found_outside_of_longer_names(self) -> None:
        document = made()
        assert [(body.name, len(body.mentions), body.canonical) for body in document.agencies] == [
            ("市住建局", 2, "海宁市住房和城乡建设局"), ("市水利局", 1, None), ("市住建局办公室", 1, None),
        ]
        assert document.records[0].agencies[0].span[0] == TEXT.index("市住建局、")
        assert document.records[2].agencies[0].span[0] == TEXT.index("市住建局按月")
        assert document.records[2].agencies[0].agency_id == "a1"

    def test_the_same_source_gives_the_same_line(self) -> None:
        assert line_of(made()) == line_of(made())
        assert '"optional":true' in line_of(made())
        assert '"optional":false' not in line_of(made())

    @pytest.mark.parametrize(
        ("fields", "fault"),
        [
            ({"records": [record(LENGTH, quote="新建绿道【25公里】")]}, "quote not found: '新建绿道【25公里】'"),
            ({"records": [record(START, quote="【市住建局】")]}, "quote is not unique: '【市住建局】'"),
            ({"records": [record(LENGTH, indicator="步道")]}, "indicator not in the text: 步道 (of 新建绿道【24公里】)"),
            ({"records": [record(LENGTH, indicator_quote="长水塘【段】")]}, "marks another string than the indicator"),
            ({"records": [record(LENGTH, deadline=record(LENGTH["deadline"], quote="【明年】"))]}, "quote not found: '【明年】' (of 新建"),
            ({"records": [record(LENGTH, agencies=[record(LENGTH["agencies"][0], name="市林业局")])]}, "agency not in the text: 市林业局"),
            ({"records": [record(LENGTH, modal="有意")]}, "modal not in the text: 有意"),
            ({"records": [record(LENGTH, modal="责任")]}, "the modal 责任 needs a strength"),
            ({"records": [record(LENGTH, restates="驿站【5座】")]}, "restates no record: 驿站【5座】"),
            ({"records": [LENGTH, record(LENGTH, quote="绿道【24公里】")]}, "two records have the same core"),
            ({"agency_mentions": ["市林业局"]}, "agency mention not in the text, or always part of another: 市林业局"),
            ({"phenomena": {"p95": "2026年底前"}}, "phenomenon p95 not in the text: 2026年底前"),
            ({"results": ["【绿道】"]}, "quote is not unique: '【绿道】'"),
            ({"document_number": "海政发〔2025〕1号"}, "document_number not in the text"),
        ],
    )
    def test_faults_name_document_and_quote(self, fields: dict[str, Any], fault: str) -> None:
        with pytest.raises(SourceError) as caught:
            made(**fields)
        assert str(caught.value).startswith("x01-haining: ")
        assert fault in str(caught.value)

    def test_all_faults_are_told_at_once(self) -> None:
        with pytest.raises(SourceError) as caught:
            made(records=[record(LENGTH, indicator="步道"), record(START, quote="【市住建局】")])
        assert len(str(caught.value).splitlines()) == 2

    def test_a_restatement_points_to_its_record(self) -> None:
        document = made(records=[LENGTH, record(GROWTH, restates="绿道【24公里】、")])
        assert document.records[1].restates == document.records[0].id


class TestSources:
    @pytest.mark.parametrize(
        ("fields", "fault"),
        [
            ({"records": [record(LENGTH, high=None)]}, "low 24 and high None do not fit op ="),
            ({"records": [record(LENGTH, high=25)]}, "op = has one number"),
            ({"records": [record(LENGTH, op="between", low=25)]}, "lower end of a range"),
            ({"records": [record(LENGTH, unit=None)]}, "a target needs op, unit and measure"),
            ({"records": [record(START, deadline=None)]}, "a milestone needs a deadline"),
            ({"records": [record(START, low=3)]}, "a milestone has no value"),
            ({"records": [record(LENGTH, deadline=record(LENGTH["deadline"], start="2026-01-01"))]}, "ends before it starts"),
            ({"records": [record(LENGTH, indicater="绿道")]}, "records.0.indicater (新建绿道【24公里】): Extra inputs"),
            ({"id": "y02"}, "its id is y02"),
            ({"genre": "poem"}, "genre: Input should be"),
        ],
    )
    def test_faults_of_the_form(self, tmp_path: Path, fields: dict[str, Any], fault: str) -> None:
        (tmp_path / "x01-haining.txt").write_text(TEXT, "utf-8")
        (tmp_path / "x01-haining.json").write_text(json.dumps({**FIELDS, **fields}), "utf-8")
        with pytest.raises(SourceError) as caught:
            read_source(tmp_path / "x01-haining.json")
        assert str(caught.value).startswith("x01-haining: ")
        assert fault in str(caught.value)

    def test_a_folder_goes_on_after_a_fault(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text("{", "utf-8")
        (tmp_path / "x01-haining.txt").write_bytes(TEXT.replace("\n", "\r\n").encode("utf-8"))
        (tmp_path / "x01-haining.json").write_text(json.dumps(FIELDS), "utf-8")
        fault, source = read_sources(tmp_path)
        assert isinstance(fault, SourceError)
        assert isinstance(source, Source)
        assert "\r\n" in source.text
        assert list(read_sources(tmp_path, "b")) == []


class TestGold:
    def test_it_comes_back_as_it_was_written(self, tmp_path: Path) -> None:
        document = made()
        counts = write_corpus([document], tmp_path)
        split = split_of("haining-2025-greenways")
        assert counts == {**dict.fromkeys(("train", "dev", "test"), 0), split: 1}
        assert [line_of(one) for one in read_gold(tmp_path / f"{split}.jsonl")] == [line_of(document)]

    def test_what_is_not_so_is_told(self) -> None:
        document = made()
        moved = document.model_copy(update={"text": TEXT.replace("24公里", "24千米")})
        assert any("'24公里' does not stand at" in fault for fault in faults_of(moved))
        assert faults_of(moved)[-1] == "the text is not the one that was annotated"
        first = document.records[0]
        assert faults_of(document.model_copy(update={"records": (first, first)})) == ["two records have one id"]
        lone = first.model_copy(update={"restates": "x01-haining#t1"})
        assert faults_of(document.model_copy(update={"records": (lone,)})) == [f"{first.id} restates no record"]

    def test_a_split_is_a_hash_of_the_scenario(self) -> None:
        names = ("haining-2025-greenways", "a", "b", "c", "place-5", "place-6")
        assert [split_of(name) for name in names] == ["test", "dev", "train", "train", "dev", "dev"]
        counts = {"train": 0, "dev": 0, "test": 0}
        for number in range(20_000):
            counts[split_of(f"scenario-{number}")] += 1
        assert counts["train"] / 20_000 == pytest.approx(0.70, abs=0.01)
        assert counts["dev"] / 20_000 == pytest.approx(0.15, abs=0.01)


class TestEditors:
    def test_the_source_form_gives_the_document_again(self) -> None:
        assert line_of(rebuilt(made())) == line_of(made())
        fields = source_fields(made())
        assert fields["records"][0]["quote"] == "【24公里】"
        assert fields["results"] == ["【18公里】"]

    @given(st.text("ab", min_size=1, max_size=30), st.data())
    def test_a_quote_is_found_again(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        quote = unique_quote(text, (start, end))
        plain = quote.replace("【", "").replace("】", "")
        at = text.index(plain)
        assert text.find(plain, at + 1) < 0
        assert (at + quote.index("【"), at + quote.index("】") - 1) == (start, end)

    def test_decisions_of_the_page_are_taken_over(self) -> None:
        document = made()
        first, second, third = document.records
        edited = first.model_copy(update={"optional": True, "review": "edited", "rules": {"record": "correction.edited"}})
        reviewed = document.model_copy(update={"records": (third, edited), "rejected": (second,), "extra": {}})
        changed = merged({document.doc_id: document}, reviewed)
        assert [(one.id, one.optional, one.rules) for one in changed.records] == [
            (first.id, True, {"record": "gold.annotated"}), (third.id, True, {"record": "gold.annotated"}),
        ]
        assert changed.extra == document.extra

    def test_what_cannot_be_taken_over_is_told(self) -> None:
        document = made()
        known = {document.doc_id: document}
        unread = document.records[0].model_copy(update={"review": "unreviewed"})
        again = document.records[0].model_copy(update={"restates": "x01-haining#t1"})
        for fields, fault in (
            ({"doc_id": "y"}, "holds no document of this name and text"), ({"text": ""}, "holds no document of this name and text"),
            ({"records": (unread,)}, "nobody decided on"), ({"records": (again,)}, "what these records restate is gone"),
        ):
            with pytest.raises(SourceError, match=fault):
                merged(known, document.model_copy(update=fields))


class TestCommands:
    @pytest.fixture
    def sources(self, tmp_path: Path) -> Path:
        folder = tmp_path / "sources"
        folder.mkdir()
        (folder / "x01-haining.txt").write_text(TEXT, "utf-8")
        (folder / "x01-haining.json").write_text(json.dumps(FIELDS), "utf-8")
        return folder

    def test_from_sources_to_gold_and_back(self, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        gold, out = tmp_path / "gold", tmp_path / "out"
        assert main(["build", str(sources), "--gold", str(gold)]) == 0
        assert capsys.readouterr().out == "train: 0, dev: 0, test: 1\n"
        assert main(["export", "x01", "--gold", str(gold), "--folder", str(out)]) == 0
        assert main(["agreement", str(sources), str(out)]) == 0
        assert "| targets (F1) | 1.000 | 2 and 2 |" in capsys.readouterr().out
        assert main(["build", str(out), "--gold", str(gold)]) == 1  # nothing is overwritten unasked
        assert "already in the corpus" in capsys.readouterr().err
        assert main(["build", str(out), "--gold", str(gold), "--replace"]) == 0
        assert main(["merge", str(gold / "test.jsonl"), "--gold", str(gold)]) == 0
        assert [line_of(one) for one in read_gold(gold / "test.jsonl")] == [line_of(made())]

    def test_faults_stop_a_build(self, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (sources / "x02.json").write_text("{}", "utf-8")
        gold = tmp_path / "gold"
        assert main(["check", str(sources)]) == 1
        assert "2 sources, 1 with faults" in capsys.readouterr().out
        assert main(["check", str(sources), "--prefix", "x01"]) == 0
        assert main(["build", str(sources), "--gold", str(gold)]) == 1
        assert not gold.exists()
        assert main(["build", str(sources), "--gold", str(gold), "--skip-faulty"]) == 0

    def test_show(self, sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "x01", "--of", str(sources)]) == 0
        assert capsys.readouterr().out.startswith("━━ x01-haining")
        assert main(["show", "y", "--of", str(sources)]) == 1
        assert "no document begins with 'y'" in capsys.readouterr().err


class TestReading:
    def test_a_page_shows_each_field_with_its_slice(self) -> None:
        page = "\n".join(shown(made()))
        for part in ("⟦1 24公里⟧", "‹18公里›", "value = 24 – ", "【绿道】24公里", "市住建局×2", "deadline_optional"):
            assert part.replace("24 – ", "24 24 ") in page

    def test_words_that_say_something_else_are_doubted(self) -> None:
        wrong = record(LENGTH, low=240, high=240)
        far = record(START, agencies=[record(START["agencies"][0], scope="explicit")])
        told = list(doubts(made(records=[wrong, far], results=["新建绿道【24公里】、"])))
        assert "the value '24公里' is told as = 240 240 公里, its words say = 24 24 公里" in told[0]
        assert any("also told as a result" in words for words in told)
        late = made(records=[record(START, agencies=[], deadline=record(START["deadline"], end="2026-06-30"))], published="2026-09-01")
        assert [words.partition(": ")[2] for words in doubts(late)] == ["its deadline, 2026-06-30, was over when the document came out"]
        assert list(doubts(made(records=[LENGTH, GROWTH]))) == []

    def test_numbers_that_nothing_speaks_of(self) -> None:
        document = made()
        assert [TEXT[slice(*span)] for span in loose_numbers(document)] == ["1", "5"]  # of the list, and a number forgotten


class TestAgreement:
    def test_with_itself(self) -> None:
        found = agreement({"x": made()}, {"x": made()})
        assert {name: rate.f1 for name, rate in found.rates.items() if rate.f1 < 1} == {}
        assert {name: share.part for name, share in found.shares.items() if share.part < 1} == {}
        assert found.differences == []

    def test_each_difference_counts_in_its_field(self) -> None:
        other = made(
            agency_mentions=["市住建局", "市水利局"],
            records=[
                record(
                    LENGTH, op=">=", high=None, indicator="驿站", agencies=[record(LENGTH["agencies"][0], role="lead")],
                    **{"class": "benefit"},
                ),
                record(START, kind="task", optional=False, deadline=record(START["deadline"], end="2025-07-31"), agencies=[]),
            ],
        )
        mine = made(records=[LENGTH, record(GROWTH, **{"class": "service_limit"}), START])
        found = agreement({"x": mine}, {"x": other})
        assert (found.rates["targets"].tp, found.rates["targets"].gold, found.rates["targets"].predicted) == (1, 2, 1)
        assert found.rates["agency mentions"].gold == 3
        wrong = {name for name, share in found.shares.items() if share.part < 1}
        assert wrong >= {"value: op", "value: number", "indicator", "kind", "optional", "deadline", "agencies", "agency: role", "class"}
        assert found.shares["value: unit"].part == found.shares["value: measure"].part == 1
        assert {row.what for row in found.differences} > wrong - {"agencies"}

    def test_a_field_that_one_reader_left_out_altogether_is_not_compared(self) -> None:
        found = agreement({"x": made()}, {"x": made(records=[record(LENGTH, **{"class": "benefit"}), GROWTH, START])})
        assert "class" not in found.shares
        assert [row for row in found.differences if row.what == "class"] == []

    def test_optional_records_of_one_side_are_no_firm_disagreement(self) -> None:
        found = agreement({"x": made()}, {"x": made(records=[LENGTH, GROWTH])})
        assert found.rates["milestones and tasks"].f1 == 0
        assert found.rates["firm milestones and tasks"].gold == 0

    def test_only_annotations_of_the_same_text(self) -> None:
        with pytest.raises(SourceError, match="different texts"):
            agreement({"x": made()}, {"x": made(TEXT + "。")})
        with pytest.raises(SourceError, match="no document is in both"):
            agreement({"x": made()}, {"y": made()})


class TestMeasures:
    def test_sizes(self) -> None:
        told = sizes([made(), made(id="x02", records=[START], results=[]), made(id="x03", records=[], results=[])])
        assert (told.documents, told.characters, told.optional, told.results) == (3, 3 * len(TEXT), 2, 1)
        assert (told.empty, told.soft) == (1, 1)
        assert told.records == {"target": 2, "milestone": 2, "task": 0}

    def test_distinct_n_grams(self) -> None:
        assert distinct(["abab"], 2, 100) == pytest.approx(2 / 3)
        assert distinct(["abab", "cd"], 1, 5) == pytest.approx(3 / 5)

    def test_known_words(self) -> None:
        words = vocabulary(["公园建设，公园"])
        assert words == {"公园": 2, "建设": 1}
        assert known_share(words, vocabulary(["公园"])) == 0.5
        assert known_share(words, vocabulary(["公园"]), often=2) == 1.0

    def test_divisions_are_spelled_out(self) -> None:
        place, rest = division("昭通市镇雄县塘房镇")
        assert place is not None
        assert (place.name, rest) == ("镇雄县", "塘房镇")
        assert division("全国")[0] is not None
        assert division("某地") == (None, "某地")

    def test_mentions_do_not_overlap(self) -> None:
        text = "市政府办公室报市政府"
        assert mention_spans(text, ["市政府", "市政府办公室"]) == [(0, 6), (7, 10)]

    @pytest.mark.parametrize(
        ("words", "start", "end", "grain"),
        [
            ("", "2025-01-01", "2025-12-31", "year"), ("", "2025-04-01", "2025-06-30", "quarter"),
            ("", "2025-01-01", "2025-06-30", "half_year"), ("", "2021-01-01", "2025-12-31", "multi_year"),
            ("", "2025-02-01", "2025-02-28", "month"), ("3月5日前", None, "2025-03-05", "day"),
            ("6月上旬", None, "2025-06-10", "ten_days"), ("三季度末", None, "2025-09-30", "quarter"),
            ("6月底", None, "2025-06-30", "month"), ("年底前", None, "2025-12-31", "year"),
        ],
    )
    def test_granularity(self, words: str, start: str | None, end: str, grain: str) -> None:
        deadline = made(records=[record(LENGTH, deadline={"quote": None, "start": start, "end": end})]).records[0].deadline
        assert deadline is not None
        assert deadline.end is not None
        assert granularity(words, deadline.start, deadline.end) == grain


class TestOverlap:
    def test_the_longest_run_of_two_groups(self) -> None:
        texts = {"a": "甲乙丙丁戊", "b": "子乙丙丁丑", "c": "甲乙丙丁戊"}
        found = longest_shared(texts, {"a": "1", "b": "2", "c": "1"})
        assert (found.first, found.second, found.text) in {("a", "b", "乙丙丁"), ("b", "c", "乙丙丁")}

    @given(st.text("ab", max_size=40), st.text("ab", max_size=40), st.integers(2, 5))
    def test_no_long_run_is_missed(self, first: str, second: str, half: int) -> None:
        least = 2 * half - 1
        found = {run.text for run in shared_runs({"first": first}, [("second", second)], least)}
        pieces = {first[at : at + least] for at in range(len(first) - least + 1)}
        shared = {second[at : at + least] for at in range(len(second) - least + 1)} & pieces
        assert all(run in first and run in second and len(run) >= least for run in found)
        assert all(any(piece in run for run in found) for piece in shared)
