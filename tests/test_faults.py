"""What hostile, broken and odd input comes to, in the order of the catalogue of faults: each costs itself alone, and is told.

Faults of processes (kills, signals, full disks, documents that hang) are in test_runs.py.
"""

from __future__ import annotations

import gc
import io
import json
import os
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policy_extract import Document, Extractor
from policy_extract.reading import read_inputs

Run = Callable[..., tuple[int, str, str]]
Rows = list[dict[str, Any]]

PLAN = "到2027年底，全市建成充电桩5000个。"


def line(text: object, **fields: object) -> bytes:
    return json.dumps({**fields, "text": text}, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def parsed(out: str) -> Rows:
    return [json.loads(each, parse_constant=pytest.fail) for each in out.split("\n") if each]


def codes(rows: Rows) -> list[str | None]:
    return [row["error"]["code"] if "error" in row else None for row in rows]


def grounded(row: dict[str, Any], text: str) -> None:
    """Each span of a row is where its words stand."""

    def look(value: Any) -> None:
        if isinstance(value, dict):
            words = value.get("text", value.get("name"))
            if value.get("span") and isinstance(words, str):
                start, end = value["span"]
                assert text[start:end] == words
            for part in value.values():
                look(part)
        elif isinstance(value, list):
            for part in value:
                look(part)

    look(row)
    assert row["source"]["characters"] == len(text)


@pytest.fixture
def extract(run: Run, tmp_path: Path) -> Callable[..., Rows]:
    """The rows of lines given as bytes; of the neighbours of a bad one too. ``code`` is the exit code that is expected."""

    def call(*lines_: bytes, code: int = 0, options: tuple[str, ...] = ()) -> Rows:
        path = tmp_path / "in.jsonl"
        path.write_bytes(b"".join(lines_))
        found, out, _ = run("extract", path, *options)
        assert found == code
        return parsed(out)

    return call


Extract = Callable[..., Rows]


@pytest.mark.parametrize("text", ["", " \n\t\u3000\r\n", "关于印发绿地建设规划的通知"])
def test_1_nothing_is_no_error(extract: Extract, text: str) -> None:
    (row,) = extract(line(text, doc_id="d"))
    assert (row["doc_id"], row["records"], row["source"]["characters"]) == ("d", [], len(text))


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"\xef\xbb\xbf" + PLAN.encode(), "utf-8", PLAN),
        (b"\xff\xfe" + PLAN.encode("utf-16-le"), "utf-16-le", PLAN),
        (b"\xfe\xff" + PLAN.encode("utf-16-be"), "utf-16-be", PLAN),
        (b"\xef\xbb\xbf" + f"总则\n\ufeff{PLAN}".encode(), "utf-8", f"总则\n\ufeff{PLAN}"),
        (PLAN.encode("gb18030"), "gb18030", PLAN),
        (PLAN.encode("gbk"), "gb18030", PLAN),
    ],
)
def test_2_and_3_marks_and_encodings(run: Run, tmp_path: Path, data: bytes, encoding: str, text: str) -> None:
    (tmp_path / "plan.txt").write_bytes(data)
    code, out, _ = run("extract", tmp_path / "plan.txt")
    (row,) = parsed(out)
    assert (code, row["source"]["encoding"]) == (0, encoding)
    assert row["records"][0]["value"]["text"] == "5000个"
    grounded(row, text)


def test_3_big5_is_not_taken_for_gb18030(run: Run, tmp_path: Path) -> None:
    text = "到2027年底，全市建設公園三十個，完善環境治理機制，確保各項任務按時完成。"
    (tmp_path / "plan.txt").write_bytes(text.encode("big5"))
    code, out, _ = run("extract", tmp_path / "plan.txt")
    assert (code, codes(parsed(out))) == (1, ["encoding"])
    code, out, _ = run("extract", tmp_path / "plan.txt", "--encoding", "big5")
    assert code == 0
    grounded(parsed(out)[0], text)


def test_4_mixed_encodings(extract: Extract, run: Run, tmp_path: Path) -> None:
    good = line(PLAN, doc_id="a") + line(PLAN, doc_id="b")
    cut = line(PLAN).removesuffix(b'"}\n')[:-1] + b'"}\n'
    first, gbk, torn, last = extract(line(PLAN, doc_id="a"), json.dumps({"text": PLAN}, ensure_ascii=False).encode("gbk") + b"\n", cut,
                                     line(PLAN, doc_id="b"), code=1)  # fmt: skip
    assert [first, last] == extract(good)
    assert codes([gbk, torn]) == ["encoding", "encoding"]
    assert [row["error"]["line"] for row in (gbk, torn)] == [2, 3]
    assert all(re.search(r"at byte \d+", row["error"]["message"]) for row in (gbk, torn))
    (tmp_path / "torn.txt").write_bytes(PLAN.encode()[:-1])
    code, out, _ = run("extract", tmp_path / "torn.txt")
    assert (code, codes(parsed(out))) == (1, ["encoding"])
    assert f"byte {len(PLAN[:-1].encode())}" in parsed(out)[0]["error"]["message"]


def test_5_odd_characters_keep_their_places(extract: Extract) -> None:
    text = "\x00\x1b\x85\u200b\u202e\ue000\ufffd" + PLAN + "\u200d\u2066"
    (row,) = extract(line(text))
    grounded(row, text)
    assert row["records"][0]["value"]["low"] == 5000
    assert any("9 control, zero-width" in warning for warning in row["warnings"])


SURROGATE = b'{"doc_id": "half", "text": "\\ud83d\xe5\xad\x97"}\n'


def test_6_half_a_surrogate_pair(extract: Extract, run: Run, tmp_path: Path) -> None:
    rows = extract(line(PLAN), SURROGATE, b'{"text": "\\ud83d\\ude00"}\n', code=1)
    assert codes(rows) == [None, "invalid_unicode", None]
    assert rows[2]["source"]["characters"] == 1
    out = tmp_path / "out"
    code, _, err = run("extract", tmp_path / "in.jsonl", "-o", out, "--on-error", "fail", "--jobs", "1")
    assert code == 1
    assert "stopped at a document that failed, as asked" in err
    assert not out.exists()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b'{"text": \n', "invalid_json"), (b"null\n", "wrong_type"), (b'{"text": 5}\n', "wrong_type"),
        (b'{"doc_id": "x"}\n', "missing_text"),
        (b'{"text": "a", "title": {}}\n', "wrong_type"),
    ],
)
def test_7_a_line_that_is_no_document(extract: Extract, bad: bytes, code: str) -> None:
    first, failure, last = extract(line(PLAN, doc_id="a"), bad, line(PLAN), code=1)
    assert (failure["error"]["code"], failure["error"]["line"]) == (code, 2)
    assert (first["doc_id"], last["doc_id"]) == ("a", "in#3"), "a document without an id is called by its line"
    assert len(first["records"]) == len(last["records"]) == 1


def test_7_other_keys_come_back(extract: Extract) -> None:
    (row,) = extract(line(PLAN, channel="x", n=[1, {"a": None}]))
    assert row["extra"] == {"channel": "x", "n": [1, {"a": None}]}


def test_8_repeated_ids(extract: Extract, run: Run, tmp_path: Path) -> None:
    rows = extract(line(PLAN, doc_id="a"), line(PLAN, doc_id="b"), line(PLAN, doc_id="a"))
    assert [row["records"][0]["id"].partition("#")[0] for row in rows] == ["a", "b", "a~2"]
    assert "1 documents have an id that an earlier one has" in run("extract", tmp_path / "in.jsonl")[2]


@pytest.mark.parametrize("options", [(), ("--jobs", "1")])
def test_8_repeated_ids_where_they_are_errors(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out"
    path.write_bytes(line(PLAN, doc_id="a") + line(PLAN, doc_id="b") + line("", doc_id="a") * 2)
    code, _, err = run("extract", path, "--strict", "-o", out, *options)
    rows = parsed(out.read_text("utf-8"))
    assert (code, codes(rows)) == (1, [None, None, "repeated_id", "repeated_id"])
    assert [row["error"]["message"] for row in rows[2:]] == ["1 before it have this id", "2 before it have this id"]
    assert err.count("a: repeated_id: ") == 2
    assert "tell them apart" not in err


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0c", "\x0b", "\x1c", "\r", "\r\n"])
def test_9_a_line_ends_at_its_end_only(extract: Extract, mark: str) -> None:
    text = f"总则{mark}{PLAN}{mark}"
    raw = b'{"text": "' + text.encode() + b'"}\n' if mark in "\u2028\u2029\x85" else line(text)
    first, second = extract(raw, line(PLAN).replace(b"\n", b"\r\n"))
    for row, own in ((first, text), (second, PLAN)):
        grounded(row, own)
        assert row["records"][0]["value"]["low"] == 5000


def test_10_long_lines_and_long_documents(tmp_path: Path) -> None:
    """What is too long is refused in memory that does not grow with it."""
    path = tmp_path / "in.jsonl"
    with path.open("wb") as stream:
        stream.write(line("a"))
        for size in (5, 100):
            stream.write(b'{"text": "')
            for _ in range(size):
                stream.write(b"x" * 1_000_000)
            stream.write(b'"}\n')
        stream.write(line("字" * 1001) + line("b" * 1000))
    tracemalloc.start()
    found = [(read.failure and read.failure.error.code) for read in read_inputs([str(path)], max_chars=1000)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [None, "too_large", "too_large", "too_large", None]
    assert peak < 10_000_000


def test_10_a_sentence_without_end(extract: Extract) -> None:
    """That time grows with the length alone is tested where the rules are; here: that it comes to its end, and finds what is there."""
    (row,) = extract(line("推进各项工作" * 50_000 + PLAN))
    assert row["records"][-1]["value"]["low"] == 5000


@pytest.mark.parametrize(
    "number",
    [
        "9" * 100_000, "1" * 5000 + ".5", "1e400", "٣٤", "²", "5,00,0", "0" * 400, "½", "5\u200b000", "∞", "NaN", "十" * 5000,
        "9" * 400 + "万亿",
    ],
)
def test_11_odd_numbers_are_a_number_or_none(extract: Extract, number: str) -> None:
    text = f"到2027年底，全市建成充电桩{number}个。{PLAN}"
    (row,) = extract(line(text))  # read back without NaN and Infinity
    grounded(row, text)
    assert row["records"][-1]["value"]["low"] == 5000


@pytest.mark.parametrize(("number", "value"), [("１２３", 123), ("廿", 20), ("卅", 30), ("两千零五", 2005), ("一百二十", 120)])
def test_11_other_digits(extract: Extract, number: str, value: int) -> None:
    (row,) = extract(line(f"到二〇二七年底，全市建成充电桩{number}个。"))
    (record,) = row["records"]
    assert (record["value"]["low"], record["deadline"]["end"]) == (value, "2027-12-31")


@pytest.mark.parametrize("time", ["2027年2月30日前", "2027年13月底前", "0000年底前", "9999年底前"])
def test_12_days_that_are_not(extract: Extract, time: str) -> None:
    text = f"{time}，全市力争建成充电桩5000个。"
    (row,) = extract(line(text))
    grounded(row, text)
    deadline = row["records"][0]["deadline"]
    assert (deadline["text"], deadline["start"], deadline["end"]) == (time, None, None)
    assert any(f"'{time}' at 0: no such " in warning for warning in row["warnings"])


def test_12_the_ends_of_a_year(extract: Extract) -> None:
    rows = extract(*(line(f"{time}，全市力争建成充电桩5000个。") for time in ("2023年底前", "2023年初")))
    assert [row["records"][0]["deadline"]["end"] for row in rows] == ["2023-12-31", "2023-03-31"]


@pytest.mark.parametrize(
    "text",
    [
        "《" * 20_000, "（" * 20_000 + "）" * 10_000, "“（《" * 5000, "、".join(["充电桩5个"] * 10_000), "一、" * 10_000, "（一）" * 10_000,
        "\n" * 100_000,
    ],
    ids=["titles", "brackets", "quotes", "list", "numbers", "items", "lines"],
)
def test_14_depth_and_width(extract: Extract, text: str) -> None:
    rows = extract(line(text), line(PLAN))
    assert codes(rows) == [None, None], "no recursion"
    grounded(rows[0], text)


def test_15_special_files(run: Run, tmp_path: Path) -> None:
    """Links to folders, FIFOs and hidden files in a folder are passed over; named, what is no file is refused before anything is read."""
    folder = tmp_path / "folder"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "a.txt").write_text(PLAN, encoding="utf-8")
    (folder / "in" / "loop").symlink_to(folder)
    (folder / "in" / "self.txt").symlink_to("self.txt")
    os.mkfifo(folder / "in" / "pipe.txt")
    code, out, _ = run("extract", folder)
    assert (code, [row["doc_id"] for row in parsed(out)]) == (0, ["a"])
    for name in ("pipe.txt", "self.txt"):
        code, out, err = run("extract", folder / "in" / name)
        assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "invalid_json"),
        (b'{"text": "a", "x": ' + b'{"x": ' * 50_000 + b"1" + b"}" * 50_000 + b"}\n", "invalid_json"),
        (b'{"text": "a", "x": ' + b"9" * 10_000 + b"}\n", "invalid_json"),
        (b'{"text": "a", "x": NaN}\n', "invalid_json"),
        (b'{"text": "a", "x": -1e999}\n', "invalid_json"),
        (b'{"text": "a", "text": "b"}\n', "invalid_json"),
        (b'{"text": "a", "x": [' + b"[]," * 700_000 + b"[]]}\n", "too_large"),
    ],
    ids=["lists", "objects", "digits", "nan", "infinity", "twice", "wide"],
)
def test_17_bombs_of_json(extract: Extract, bad: bytes, code: str) -> None:
    assert codes(extract(line(PLAN), bad, line(PLAN), code=1)) == [None, code, None]


@pytest.mark.parametrize(
    ("option", "name", "data", "told"),
    [
        ("--lexicon", "own.toml", b"[", "own.toml"), ("--lexicon", "own.toml", b"\xff\xfe", "own.toml"),
        ("--lexicon", "own.toml", b'["x"]\nnames = 3', "own.toml"), ("--corrections", "own.jsonl", b"{", "own.jsonl"),
        ("--model", "model", None, "model"),
    ],
)
@pytest.mark.parametrize("jobs", [(), ("--jobs", "1")])
def test_25_what_is_loaded_is_told_at_the_start(
    run: Run, tmp_path: Path, option: str, name: str, data: bytes | None, told: str, jobs: tuple[str, ...]
) -> None:
    (tmp_path / "in.jsonl").write_bytes(line(PLAN))
    if data is not None:
        (tmp_path / name).write_bytes(data)
    code, _, err = run("extract", tmp_path / "in.jsonl", option, tmp_path / name, "-o", tmp_path / "out", *jobs)
    assert (code, err.count("\n")) == (2, 1)
    assert told in err
    assert not (tmp_path / "out").exists()


def everything() -> bytes:
    """A little of all of the above, and repeated ids."""
    good = [line(PLAN.replace("5000", str(number)), doc_id=f"d{number % 40}") for number in range(100, 160)]
    bad = [SURROGATE, b"{\n", b'{"text": 5}\n', b"\n", line("\u2028" + PLAN), line("x" * 3000), b'{"text": "\xff"}\n', line("")]
    return b"".join(each for pair in zip(good, bad * 10, strict=False) for each in pair)


def command(*argv: str | Path, data: bytes = b"", environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "policy_extract", "extract", *map(str, argv)], input=data, capture_output=True, check=False, timeout=120,
        env={**os.environ, **(environment or {})},
    )


def test_27_the_same_bytes_whatever_runs_it(tmp_path: Path, run: Run) -> None:
    """One process, one worker, two; another hash seed; a locale that knows no Chinese. Spark is in test_spark.py."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(everything())
    options = (path, "--max-chars", "2000")
    _, plain, _ = run("extract", *options)
    assert {"invalid_unicode", "invalid_json", "wrong_type", "too_large", "encoding", None} == set(codes(parsed(plain)))
    for number, (jobs, environment) in enumerate(
        [("1", {"PYTHONHASHSEED": "1"}), ("2", {"PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "0"})]
    ):
        out = tmp_path / f"out{number}"
        assert command(*options, "-o", out, "--jobs", jobs, environment=environment).returncode == 1
        assert out.read_bytes() == plain.encode()


def test_28_what_was_extracted_leaves_nothing_behind() -> None:
    """Not one object a document, when all its words have been seen. Memory over 50,000 different ones: bench/run_scaling.py."""
    extractor = Extractor()
    blocks = []
    for turn in range(5):
        for number in range(60):
            text = f"到2027年底，第{number}号园区建成泵站{number + 1}座，由第{number}街道办事处负责。\n" * 3
            extractor.extract_safely(Document(text=text, doc_id=f"{turn}-{number}"))
        gc.collect()
        blocks.append(sys.getallocatedblocks())
    assert blocks[4] - blocks[2] < 60


@pytest.mark.parametrize("data", [b"", line(PLAN), line(PLAN).rstrip(b"\n"), PLAN.encode()], ids=["nothing", "line", "cut line", "text"])
def test_29_standard_input(data: bytes, tmp_path: Path) -> None:
    done = command("-", data=data)
    assert (done.returncode, done.stderr) == (0, b"")
    (row,) = parsed(done.stdout.decode())
    assert len(row["records"]) == bool(data)


def test_29_nothing_at_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    for source in ("-", os.devnull):
        code, out, err = run("extract", source)
        assert (code, out, err.count("\n")) == (2, "", 1)


def test_30_hostile_names_and_texts(run: Run, tmp_path: Path) -> None:
    """Nothing drives the terminal, and no cell is a formula. Tables have tests of their own in test_tables.py."""
    path = tmp_path / "in\x1b[2J.jsonl"
    path.write_bytes(line("a", doc_id="\x1b]0;x\x07\u202e=1+1") + b"{\n" + line(PLAN, doc_id="=cmd|'/c calc'!A0"))
    code, out, err = run("extract", path, "--form", "table")
    assert code == 1
    assert not re.search("[\x1b\x07\u202e]", out + err)
    _, out, _ = run("extract", path, "--format", "csv")
    assert not re.search(r'(^|,)"?[=+\-@]', out, re.MULTILINE)


def test_documents_in_are_documents_out_and_errors(run: Run, tmp_path: Path) -> None:
    data = everything()
    (tmp_path / "in.jsonl").write_bytes(data)
    _, out, _ = run("extract", tmp_path / "in.jsonl")
    assert len(parsed(out)) == sum(1 for each in io.BytesIO(data) if each.strip())
