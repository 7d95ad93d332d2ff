"""The command line: exit codes, what is said where, and output that is the same everywhere."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policy_extract import __version__
from policy_extract.cli import extract, options, running, table, terminal
from policy_extract.cli.schemas import json_schema
from policy_extract.pipeline import Extractor
from policy_extract.schema import Document, Extraction, Value

PLAN = "到2027年底,全市建成充电桩5000个。\n"
BOTH = "截至2025年底,全市已建成充电桩3000个。到2027年底,全市建成充电桩5000个。\n"
PROSE = "会议强调,要坚持稳中求进。\n"
BROKEN = b"\xe5\xbb\xba\xff\xfe"


Run = Callable[..., tuple[int, str, str]]


def process(*argv: str | Path, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "policy_extract", *map(str, argv)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=60, env={**os.environ, **env})


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def give(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], None]:
    """Lay bytes on standard input."""

    def lay(data: str | bytes) -> None:
        raw = data.encode() if isinstance(data, str) else data
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    return lay


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def parsed(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.split("\n") if line]


def one_line(err: str) -> bool:
    return err.startswith("policy-extract: ") and err.endswith("\n") and err.count("\n") == 1


class TestExtract:
    def test_a_document_a_line(self, run: Run, plan: Path) -> None:
        code, out, err = run("extract", plan)
        (row,) = parsed(out)
        assert (code, err) == (0, "")
        assert row["doc_id"] == "plan"
        assert row["source"] | {"sha256": ""} == {
            "path": str(plan), "url": None, "sha256": "", "encoding": "utf-8", "characters": len(PLAN)
        }  # fmt: skip
        (record,) = row["records"]
        assert (record["value"]["low"], record["value"]["unit"], record["deadline"]["end"]) == (5000, "个", "2027-12-31")

    def test_order_is_that_of_the_inputs(self, run: Run, tmp_path: Path) -> None:
        paths = [tmp_path / f"{name}.txt" for name in "cab"]
        for path in paths:
            path.write_text(PLAN, encoding="utf-8")
        _, out, _ = run("extract", *paths)
        assert [row["doc_id"] for row in parsed(out)] == ["c", "a", "b"]

    def test_a_bad_document_leaves_its_neighbours_untouched(self, run: Run, plan: Path, tmp_path: Path) -> None:
        bad, other = tmp_path / "bad.txt", tmp_path / "other.txt"
        bad.write_bytes(BROKEN)
        other.write_text(PROSE, encoding="utf-8")
        _, well, _ = run("extract", plan, other)
        code, out, err = run("extract", plan, bad, other)
        first, error, last = out.splitlines(keepends=True)
        assert code == 1
        assert first + last == well
        assert json.loads(error)["doc_id"] == "bad"
        assert json.loads(error)["error"]["code"] == "encoding"
        assert one_line(err)
        assert f"{bad}: bad: encoding: " in err

    def test_a_bad_line_is_named(self, run: Run, give: Callable[[str], None]) -> None:
        give(lines({"text": PLAN}) + "{bad\n" + lines({"text": PROSE}))
        code, out, err = run("extract", "-")
        assert code == 1
        assert [("error" in row) for row in parsed(out)] == [False, True, False]
        assert one_line(err)
        assert err.startswith("policy-extract: -:2: stdin#2: invalid_json: ")

    def test_a_crash_is_told_and_the_rest_goes_on(
        self, run: Run, give: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from policy_extract.pipeline import extractor  # noqa: PLC0415

        analyse: Callable[[Any], Any] = vars(extractor)["analyse"]

        def fragile(document: Any, **options: Any) -> Any:
            if document.doc_id == "b":
                raise ZeroDivisionError("a line\nand another")
            return analyse(document, **options)

        monkeypatch.setattr(extractor, "analyse", fragile)
        give(lines(*({"doc_id": name, "text": PLAN} for name in "abc")))
        code, out, err = run("extract", "-")
        assert code == 1
        assert [row["doc_id"] for row in parsed(out)] == ["a", "b", "c"]
        assert parsed(out)[1]["error"]["code"] == "internal"
        assert "ZeroDivisionError" in parsed(out)[1]["error"]["message"]
        assert one_line(err)
        assert "b: internal: ZeroDivisionError" in err

    def test_a_result_that_cannot_be_written_is_told_too(
        self, run: Run, give: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        to_json = Extraction.to_json

        def fragile(self: Extraction) -> str:
            if self.doc_id == "a":
                raise ValueError("no")
            return to_json(self)

        monkeypatch.setattr(Extraction, "to_json", fragile)
        give(lines({"doc_id": "a", "text": PLAN}, {"doc_id": "b", "text": PLAN}))
        code, out, err = run("extract", "-")
        assert code == 1
        assert [row.get("error", {}).get("message") for row in parsed(out)] == ["ValueError: no", None]
        assert one_line(err)

    def test_text_on_standard_input(self, run: Run, give: Callable[[str], None]) -> None:
        give(PLAN)
        _, out, _ = run("extract", "-")
        (row,) = parsed(out)
        assert (row["doc_id"], row["source"]["path"], len(row["records"])) == ("stdin", "-", 1)

    def test_empty_input_is_a_document_without_records(self, run: Run, give: Callable[[str], None]) -> None:
        give("")
        code, out, err = run("extract", "-")
        assert (code, parsed(out)[0]["records"], err) == (0, [], "")

    def test_the_given_date_is_for_documents_without_one(self, run: Run, give: Callable[[str], None]) -> None:
        text = "年底前,全市建成充电桩5000个。"
        give(lines({"text": text}, {"text": text, "published": "2024-02-01"}))
        _, out, _ = run("extract", "-", "--published", "2026-03-05")
        assert [row["published"] for row in parsed(out)] == ["2026-03-05", "2024-02-01"]
        assert [row["records"][0]["deadline"]["end"] for row in parsed(out)] == ["2026-12-31", "2024-12-31"]

    def test_other_statuses_on_request_only(self, run: Run, give: Callable[[str], None]) -> None:
        give(BOTH)
        _, out, _ = run("extract", "-")
        assert {record["status"] for record in parsed(out)[0]["records"]} == {"planned"}
        give(BOTH)
        _, out, _ = run("extract", "-", "--include", "achieved,ongoing")
        assert {record["status"] for record in parsed(out)[0]["records"]} == {"planned", "achieved"}

    def test_unclaimed_numbers_on_request_only(self, run: Run, give: Callable[[str], None]) -> None:
        give(BOTH)
        _, out, _ = run("extract", "-")
        assert parsed(out)[0]["unclaimed"] == []
        give(BOTH)
        _, out, _ = run("extract", "-", "--unclaimed")
        assert "3000个" in [number["text"] for number in parsed(out)[0]["unclaimed"]]

    def test_encoding_by_name(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "big5.txt"
        path.write_bytes("全市建成充電樁".encode("big5"))
        assert run("extract", path)[0] == 1, "never guessed"
        code, out, _ = run("extract", path, "--encoding", "big5")
        assert (code, parsed(out)[0]["source"]["encoding"]) == (0, "big5")

    def test_no_model_changes_nothing_yet(self, run: Run, plan: Path) -> None:
        assert run("extract", plan, "--no-model") == run("extract", plan)

    def test_two_documents_of_one_name_have_records_of_their_own(self, run: Run, give: Callable[[str], None]) -> None:
        give(lines({"doc_id": "a", "text": PLAN}, {"doc_id": "a", "text": PLAN}))
        _, out, _ = run("extract", "-")
        assert len({record["id"] for row in parsed(out) for record in row["records"]}) == 2


class TestRecordsForm:
    def test_each_record_beside_the_fields_of_its_document(self, run: Run, give: Callable[[str], None]) -> None:
        given = lines({"doc_id": "a", "text": PLAN * 2, "title": "青河市充电设施建设方案", "published": "2026-03-05"}, {"text": PROSE})
        give(given)
        _, out, _ = run("extract", "-", "--form", "records")
        rows = parsed(out)
        give(given)
        document = parsed(run("extract", "-")[1])[0]
        assert len(rows) == len(document["records"]) == 2
        own = {"doc_id", "schema_version", "title", "published", "publisher", "document_number", "jurisdiction"}
        for row, record in zip(rows, document["records"], strict=True):
            assert {key: row[key] for key in own} == {key: document[key] for key in own}
            assert (row["source_path"], row["source_url"]) == ("-", None)
            assert {key: row[key] for key in record.keys() - own} == {key: record[key] for key in record.keys() - own}

    def test_a_failure_keeps_its_line(self, run: Run, give: Callable[[str], None]) -> None:
        give("{bad\n" + lines({"text": PLAN}))
        code, out, _ = run("extract", "-", "--form", "records")
        assert code == 1
        assert [("error" in row) for row in parsed(out)] == [True, False]


class TestTableForm:
    def test_columns_stand_under_each_other(self, run: Run, give: Callable[[str], None]) -> None:
        give("到2027年底,全市建成充电桩5000个,数字经济核心产业增加值增长12%以上,高新技术企业突破300家。\n")
        code, out, _ = run("extract", "-", "--form", "table")
        head, *rows = [line for line in out.split("\n") if line.startswith((" kind", " target"))]
        assert code == 0
        assert len(rows) == 3
        assert all(cell_len(line) <= table.PLAIN_WIDTH for line in out.split("\n"))
        for row, value in zip(rows, ("5,000 个", "≥ 12 %", "> 300 家"), strict=True):
            assert cell_len(row[: row.index(value)]) == cell_len(head[: head.index("value")])
            assert cell_len(row[: row.index("2027-12-31")]) == cell_len(head[: head.index("deadline")])

    def test_it_is_plain_where_no_terminal_is(self, run: Run, give: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        give(PLAN)
        _, out, _ = run("extract", "-", "--form", "table")
        assert "\x1b" not in out
        assert "5,000 个" in out

    def test_a_terminal_gets_bold_type_and_nothing_of_the_text_s_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        result = Extractor().extract(Document(text=PROSE, title="通知\x1b[31m"))
        assert table.render(result, width=80, terminal=True).startswith("\x1b[1m通知\\x1b[31m\x1b[0m\n")

    def test_columns_says_how_wide(self, run: Run, give: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        give(PLAN.strip() * 9)
        _, out, _ = run("extract", "-", "--form", "table")
        assert max(cell_len(line) for line in out.split("\n")) <= 80

    def test_no_records(self, run: Run, give: Callable[[str], None]) -> None:
        give(PROSE)
        assert run("extract", "-", "--form", "table")[1] == "stdin\nno records\n\n"

    def test_a_text_cannot_drive_the_terminal(self, run: Run, give: Callable[[str], None]) -> None:
        give(lines({"text": PLAN, "title": "通知\x1b[2J\u202e\u200b[bold]\n第二行"}))
        _, out, _ = run("extract", "-", "--form", "table")
        assert out.startswith("通知\\x1b[2J\\u202e\\u200b[bold] 第二行\n")

    def test_a_failure_in_words(self, run: Run, give: Callable[[str], None]) -> None:
        give("{bad\n")
        assert run("extract", "-", "--form", "table")[1].startswith("stdin#1: invalid_json: ")

    @pytest.mark.parametrize(
        ("op", "low", "high", "unit", "measure", "words"),
        [
            ("=", "5000", "5000", "家", "level", "5,000 家"),
            (">=", "80", None, "%", "level", "≥ 80 %"),
            ("<=", None, "10", "位", "rank", "≤ 10 位 (rank)"),
            ("between", "4", "6", "个", "level", "4–6 个"),
            ("~", "5.50", "5.50", "%", "increase", "≈ 5.5 % (increase)"),
            (">", "1E+12", None, "", "level", "> 1,000,000,000,000"),
        ],
    )
    def test_values_in_words(self, op: Any, low: Any, high: Any, unit: str, measure: Any, words: str) -> None:
        value = Value(text="x", span=(0, 1), op=op, low=low, high=high, unit=unit, measure=measure)
        assert table.value_words(value) == words


class TestOutputFile:
    def test_it_holds_what_standard_output_would(self, run: Run, plan: Path, tmp_path: Path) -> None:
        _, out, _ = run("extract", plan)
        assert run("extract", plan, "-o", tmp_path / "out.jsonl") == (0, "", "")
        assert (tmp_path / "out.jsonl").read_bytes() == out.encode()

    def test_dash_is_standard_output(self, run: Run, plan: Path) -> None:
        assert run("extract", plan, "-o", "-") == run("extract", plan)

    @pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device"), 2)])
    def test_half_a_run_replaces_nothing(
        self, run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
    ) -> None:
        old = tmp_path / "out.jsonl"
        old.write_text("old", encoding="utf-8")
        results = running.runs

        def broken_off(*args: Any) -> Iterator[Any]:
            yield from results(*args)
            raise error

        monkeypatch.setattr(extract, "runs", broken_off)
        got, _, err = run("extract", plan, "-o", old)
        assert (got, one_line(err)) == (code, True)
        assert old.read_text("utf-8") == "old"
        assert {path.name for path in tmp_path.iterdir()} == {"plan.txt", "out.jsonl"}

    def test_a_failed_document_is_no_reason_to_lose_the_others(self, run: Run, plan: Path, tmp_path: Path) -> None:
        (tmp_path / "bad.txt").write_bytes(BROKEN)
        assert run("extract", plan, tmp_path / "bad.txt", "-o", tmp_path / "out.jsonl")[0] == 1
        assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 2

    def test_links_and_permissions_stay(self, run: Run, plan: Path, tmp_path: Path) -> None:
        target, link = tmp_path / "target", tmp_path / "link"
        target.touch(mode=0o640)
        target.chmod(0o640)
        link.symlink_to(target)
        assert run("extract", plan, "-o", link)[0] == 0
        assert link.is_symlink()
        assert parsed(target.read_text("utf-8"))[0]["doc_id"] == "plan"
        assert target.stat().st_mode & 0o777 == 0o640

    def test_a_device_is_written_not_replaced(self, run: Run, plan: Path) -> None:
        assert run("extract", plan, "-o", os.devnull) == (0, "", "")
        assert not Path(os.devnull).is_file()

    @pytest.mark.parametrize("target", ["missing/out.jsonl", "."])
    def test_where_nothing_can_be_written(self, run: Run, plan: Path, tmp_path: Path, target: str) -> None:
        code, out, err = run("extract", plan, "-o", tmp_path / target)
        assert (code, out, one_line(err)) == (2, "", True)


class TestWrongUsage:
    @pytest.mark.parametrize(
        "argv",
        [
            [],
            ["extrakt"],
            ["extract"],
            ["extract", "missing.txt"],
            ["extract", "two\nlines\x1b[2J.txt"],
            ["extract", "-", "--form", "csv"],
            ["extract", "-", "--publish", "2026-03-05"],
            ["extract", "-", "--published", "2026-02-30"],
            ["extract", "-", "--include", "achieved,done"],
            ["extract", "-", "--include", ","],
            ["extract", "-", "--encoding", "klingon"],
            ["extract", "-", "--encoding", "base64"],
            ["evaluate", "gold"],
            ["evaluate", "missing", "missing"],
            ["evaluate", "missing", "missing", "--bootstrap", "0"],
            ["diff", "missing", "missing"],
            ["schema", "--form", "table"],
        ],
    )
    def test_one_line_and_exit_code_2(self, run: Run, argv: list[str]) -> None:
        code, out, err = run(*argv)
        assert (code, out) == (2, "")
        assert one_line(err)
        assert "\x1b" not in err

    def test_nothing_is_done_where_one_input_is_missing(self, run: Run, plan: Path, tmp_path: Path) -> None:
        code, out, err = run("extract", plan, tmp_path / "missing.txt")
        assert (code, out, one_line(err)) == (2, "", True)

    @pytest.mark.parametrize("argv", [["--help"], ["extract", "--help"], ["evaluate", "--help"], ["diff", "--help"], ["schema", "--help"]])
    def test_help(self, run: Run, argv: list[str]) -> None:
        code, out, err = run(*argv)
        assert (code, err) == (0, "")
        assert out.startswith("usage: policy-extract")

    def test_version(self, run: Run) -> None:
        assert run("--version") == (0, f"policy-extract {__version__}\n", "")


class TestProcess:
    """What only a process of its own can show."""

    DOCUMENTS = lines({"doc_id": "计划", "text": BOTH, "title": "青河市二〇二七年计划"}, {"text": PROSE}, {"nothing": 1}).encode()

    def test_the_same_bytes_whatever_the_hash_seed_and_locale(self) -> None:
        runs = [
            process("extract", "-", "--form", form, stdin=self.DOCUMENTS, PYTHONHASHSEED=seed, LC_ALL=locale, PYTHONUTF8="0")
            for form in ("documents", "records", "table")
            for seed, locale in (("0", "C.UTF-8"), ("1", "C"), ("2", "POSIX"))
        ]
        assert {each.returncode for each in runs} == {1}
        assert all(len({each.stdout for each in runs[at : at + 3]}) == 1 for at in (0, 3, 6))
        assert "计划".encode() in runs[0].stdout

    def test_a_locale_without_chinese(self) -> None:
        done = process("extract", "-", stdin="{坏\n".encode(), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        assert done.returncode == 1
        assert one_line(done.stderr.decode("ascii"))

    def test_a_reader_that_goes_away(self) -> None:
        command = [sys.executable, "-m", "policy_extract", "extract", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            assert child.stderr is not None
            child.stdout.close()
            child.stdin.write(lines({"text": PLAN}).encode())
            child.stdin.close()
            assert child.wait(60) == 141
            assert child.stderr.read() == b""

    @pytest.fixture
    def heeded_interrupt(self) -> Iterator[None]:
        """A child takes over an ignored SIGINT (as in a shell's background job) and would never hear of one."""
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
        signal.signal(signal.SIGINT, before)

    @pytest.mark.usefixtures("heeded_interrupt")
    def test_lines_leave_as_they_are_made_and_an_interrupt_is_one_line(self) -> None:
        command = [sys.executable, "-m", "policy_extract", "extract", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            assert child.stderr is not None
            child.stdin.write(lines({"text": PLAN}).encode())
            child.stdin.flush()
            assert b'"doc_id":"stdin#1"' in child.stdout.readline()
            child.send_signal(signal.SIGINT)
            assert child.wait(60) == 130
            assert child.stderr.read() == b"policy-extract: interrupted\n"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_a_full_disk(self) -> None:
        with Path("/dev/full").open("wb") as full:
            command = [sys.executable, "-m", "policy_extract", "extract", "-"]
            done = subprocess.run(command, input=PLAN.encode(), stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
        assert done.returncode == 2
        assert one_line(done.stderr.decode())


GOLD: dict[str, Any] = {
    "doc_id": "plan",
    "text": PLAN,
    "agencies": [],
    "records": [
        {
            "kind": "target",
            "indicator": {"text": "充电桩", "span": [12, 15]},
            "value": {"text": "5000个", "span": [15, 20], "op": "=", "low": 5000, "high": 5000, "unit": "个", "measure": "level"},
            "deadline": {"start": None, "end": "2027-12-31"},
            "agencies": [],
        }
    ],
}


class TestEvaluate:
    @pytest.fixture
    def gold(self, tmp_path: Path) -> Path:
        path = tmp_path / "gold.jsonl"
        path.write_text(lines(GOLD), encoding="utf-8")
        return path

    @pytest.fixture
    def said(self, tmp_path: Path) -> Path:
        wrong = json.loads(json.dumps(GOLD))
        wrong["records"][0]["value"]["low"] = 4000
        path = tmp_path / "said.jsonl"
        path.write_text(lines(wrong), encoding="utf-8")
        return path

    def test_the_gold_is_where_it_says(self) -> None:
        (record,) = GOLD["records"]
        assert all(PLAN[slice(*part["span"])] == part["text"] for part in (record["value"], record["indicator"]))

    def test_figures_as_text(self, run: Run, gold: Path, said: Path) -> None:
        code, out, err = run("evaluate", gold, said)
        rows = {line.split()[0]: line.split()[1:] for line in out.split("\n") if line}
        assert (code, err) == (0, "")
        assert rows["target"] == ["1.000", "1.000", "1.000", "1", "1", "1"]
        assert rows["value"] == ["0.000", "0.000", "0.000", "0", "1", "1"]
        assert "documents: 1" in out

    def test_figures_as_json(self, run: Run, gold: Path, said: Path) -> None:
        _, out, _ = run("evaluate", gold, said, "--json", "--errors", "--bootstrap", "20", "--against", gold)
        report = json.loads(out)
        assert report["value"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "predicted": 1, "gold": 1}
        assert report["against"]["value"]["f1"] == 1.0
        assert report["difference_95"]["value"] == [-1.0, -1.0]
        assert report["interval_95"]["target"] == [1.0, 1.0]
        assert [(row["document"], row["class"]) for row in report["errors"]] == [("plan", "value wrong (number)")]

    def test_intervals_as_text(self, run: Run, gold: Path, said: Path) -> None:
        _, out, _ = run("evaluate", gold, said, "--against", gold)
        (row,) = [line for line in out.split("\n") if line.startswith("value")]
        assert row.split()[-4:] == ["[0.000,", "0.000]", "[-1.000,", "-1.000]"]

    def test_errors_by_class(self, run: Run, gold: Path, said: Path) -> None:
        _, out, _ = run("evaluate", gold, said, "--errors")
        counts, rows, *_ = out.split("\n\n")
        assert counts.split() == ["1", "value", "wrong", "(number)"]
        document, what, want, have = rows.split(" | ")
        assert (document, what) == ("plan", "value wrong (number)")
        assert "【5000个】" in want
        assert have.startswith("= 4000.0")

    def test_extract_feeds_evaluate(self, run: Run, gold: Path, plan: Path, tmp_path: Path) -> None:
        run("extract", plan, "-o", tmp_path / "out.jsonl")
        _, out, _ = run("evaluate", gold, tmp_path / "out.jsonl", "--json")
        assert json.loads(out)["strict_record"]["f1"] == 1.0

    def test_without_predictions_it_extracts(self, run: Run, gold: Path, plan: Path, tmp_path: Path) -> None:
        run("extract", plan, "-o", tmp_path / "out.jsonl")
        assert run("evaluate", gold, "--json") == run("evaluate", gold, tmp_path / "out.jsonl", "--json")
        _, out, _ = run("evaluate", gold, "--json", "--against", tmp_path / "out.jsonl")
        assert json.loads(out)["difference_95"]["target"] == [0.0, 0.0]

    def test_what_it_extracts_from_is_the_text_with_its_date(self, run: Run, tmp_path: Path) -> None:
        text = "年底前，全市充电桩达到5000个。"
        value = {"text": "5000个", "span": [11, 16], "op": "=", "low": 5000, "high": 5000, "unit": "个", "measure": "level"}
        row = {
            **GOLD, "text": text, "published": "2031-03-05",
            "records": [{**GOLD["records"][0], "value": value, "indicator": None, "deadline": {"start": None, "end": "2031-12-31"}}],
        }
        path = tmp_path / "gold.jsonl"
        path.write_text(lines(row), encoding="utf-8")
        assert text[11:16] == "5000个"
        assert json.loads(run("evaluate", path, "--json")[1])["deadline"]["tp"] == 1
        path.write_text(lines({**row, "published": 2031}), encoding="utf-8")
        code, out, err = run("evaluate", path)
        assert (code, out, one_line(err)) == (2, "", True)

    def test_predictions_in_another_form(self, run: Run, gold: Path, tmp_path: Path) -> None:
        (tmp_path / "said.jsonl").write_text(lines({"doc_id": "plan", "records": [1]}), encoding="utf-8")
        code, out, err = run("evaluate", gold, tmp_path / "said.jsonl")
        assert (code, out, one_line(err)) == (2, "", True)

    def test_diff(self, run: Run, gold: Path, said: Path) -> None:
        code, out, _ = run("diff", gold, said)
        assert code == 0
        assert out == "plan | changed (value) | target | 15:20 | 5000个 | \ngained 0, lost 0, changed 1\n"

    def test_diff_of_documents_that_share_a_name(self, run: Run, said: Path, tmp_path: Path) -> None:
        row = json.loads(said.read_text("utf-8").splitlines()[0])
        both = [{**row, "doc_id": name} for name in ("a/plan.txt", "b/plan.txt")]
        (tmp_path / "old.jsonl").write_text(lines(*both), encoding="utf-8")
        (tmp_path / "new.jsonl").write_text(lines({**both[0], "records": []}, both[1]), encoding="utf-8")
        code, out, _ = run("diff", tmp_path / "old.jsonl", tmp_path / "new.jsonl")
        assert code == 0
        assert out.startswith("a/plan.txt | lost | target | 15:20 | 5000个")
        assert out.endswith("gained 0, lost 1, changed 0\n")


@given(st.text())
def test_printable_text_is_one_harmless_line(text: str) -> None:
    shown = terminal.printable(text)
    assert all(char.isprintable() or char == "\u3000" for char in shown)
    if text.isprintable():
        assert shown.split() == text.split()


@pytest.mark.parametrize("date", ["2026-03-05", "2026-03-05T08:30:00", "2026-03-05T08:30:00+08:00"])
def test_dates_taken(date: str) -> None:
    assert options.iso_date(date) == date


@pytest.mark.parametrize("date", ["2026-3-5", "20260305", "2026-W10-4", "2026-02-30", "２０２６-03-05", "2026年3月5日", "", "today"])
def test_dates_refused(date: str) -> None:
    with pytest.raises(Exception, match="no ISO 8601 date"):
        options.iso_date(date)


def test_the_command_takes_the_statuses_of_the_library() -> None:
    assert Extractor(include=options.statuses(",".join(options.STATUSES))).include == frozenset(options.STATUSES)


def test_every_line_of_output_is_valid(run: Run, give: Callable[[str], None]) -> None:
    given_lines = lines({"text": BOTH * 2, "title": "青河市计划", "published": "2026-03-05", "x": [1]}, {"text": ""}) + "{bad\n"
    for form in ("documents", "records"):
        validator = jsonschema.Draft202012Validator(json_schema(form))
        give(given_lines)
        _, out, _ = run("extract", "-", "--form", form, "--include", "achieved,ongoing,forecast", "--unclaimed")
        rows = parsed(out)
        assert len(rows) >= 3
        for row in rows:
            validator.validate(row)
