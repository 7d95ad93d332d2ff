"""Long runs: the same bytes for any number of workers and after any kill, and one document lost to each fault."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import poison
from policy_extract.batch import files, intake, nursery, pool
from policy_extract.cli import batch, progress

Run = Callable[..., tuple[int, str, str]]

PLAN = "到2027年底,全市建成充电桩5000个,由市发展改革委负责。\n"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that start fast, and shards of five documents."""
    monkeypatch.setattr(nursery, "COMMAND", poison.COMMAND)
    monkeypatch.setattr(intake, "SHARD_DOCUMENTS", 5)
    monkeypatch.setattr(progress, "INTERVAL", 1e9)  # nothing is said because a machine is slow


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def documents(path: Path, *texts: str) -> Path:
    path.write_text("".join(json.dumps({"doc_id": f"d{n}", "text": text}) + "\n" for n, text in enumerate(texts)), encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def codes(path: Path) -> dict[str, str]:
    return {row["doc_id"]: row["error"]["code"] for row in rows(path) if "error" in row}


def manifest(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(f"{out}.manifest.json").read_bytes())
    return found


def started(*argv: str | Path, **env: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own, with workers that obey poison."""
    command = [sys.executable, poison.__file__, *map(str, argv)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, **env})


def wait_until(true: Callable[[], Any], child: subprocess.Popen[bytes] | None = None) -> None:
    end = monotonic() + 60
    while not true():
        assert monotonic() < end
        assert child is None or child.poll() is None, child.stderr and child.stderr.read()
        sleep(0.005)


def finished_shards(out: Path) -> int:
    return len(list(Path(f"{out}.run").glob("*.done")))


def has_shards(out: Path, count: int) -> bool:
    return finished_shards(out) >= count


class TestTheSameBytes:
    """With the real workers."""

    @pytest.fixture
    def inputs(self, tmp_path: Path) -> list[Path]:
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "a.txt").write_text("截至2025年底,已建成3000个。" + PLAN, encoding="utf-8")
        (tmp_path / "folder" / "b.txt").write_bytes(b"\xe5\xbb\xba\xff\xfe")
        lines = documents(tmp_path / "in.jsonl", *(PLAN.replace("5000", str(n)) for n in range(100, 107)), "")
        with lines.open("a", encoding="utf-8") as stream:
            stream.write('{bad\n{"doc_id": "d1", "text": "年底前新建公园30个。\\u2028"}\n{"doc_id": "x"}\n')
        return [tmp_path / "folder", lines]

    @pytest.mark.parametrize("options", [(), ("--form", "records"), ("--format", "csv"), ("--format", "xlsx")])
    @pytest.mark.parametrize("jobs", [1, 2])
    def test_as_without_a_run(
        self, run: Run, inputs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], jobs: int
    ) -> None:
        monkeypatch.setattr(intake, "SHARD_DOCUMENTS", 3)
        plain, long = tmp_path / "plain", tmp_path / "long"
        common = (*inputs, *options, "--published", "2026-03-05", "--include", "achieved")
        assert run("extract", *common, "-o", plain)[0] == 1
        code, said, err = run("extract", *common, "-o", long, "--jobs", str(jobs))
        assert (code, said) == (1, "")
        assert long.read_bytes() == plain.read_bytes()
        assert "b: encoding: " in err
        assert "2 documents have an id" not in err
        assert "1 documents have an id that an earlier one has" in err
        assert {path.name for path in tmp_path.iterdir()} == {"folder", "in.jsonl", "plain", "long", "long.manifest.json"}

    def test_corrections_are_carried_out(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(intake, "SHARD_DOCUMENTS", 2)
        lines = documents(tmp_path / "in.jsonl", PLAN, PLAN, PLAN.replace("充电桩", "公园"))
        row = json.loads(run("extract", lines)[1].split("\n")[0])
        decisions = [
            {**row, "doc_id": name, "text": PLAN, "records": [], "rejected": row["records"]} for name in ("d0", "d2", "elsewhere")
        ]
        path = tmp_path / "corrections.jsonl"
        path.write_text("".join(json.dumps(each) + "\n" for each in decisions), encoding="utf-8")
        _, plain, complaints = run("extract", lines, "--corrections", path)
        code, _, err = run("extract", lines, "--corrections", path, "-o", tmp_path / "out", "--jobs", "1")
        assert code == 0
        assert (tmp_path / "out").read_text("utf-8") == plain
        assert complaints
        assert all(line in err for line in complaints.splitlines())

    def test_the_model_reads_in_the_workers(self, run: Run, tmp_path: Path, out: Path) -> None:
        lines = documents(tmp_path / "in.jsonl", PLAN.replace("市发展改革委", "市低空经济办"), PLAN)
        _, plain, _ = run("extract", lines, "--model", "zh_policy_ner")
        assert run("extract", lines, "--model", "zh_policy_ner", "-o", out, "--jobs", "1")[0] == 0
        assert out.read_text("utf-8") == plain
        assert manifest(out)["configuration"]["model"]["name"] == "zh_policy_ner"

    def test_a_model_that_cannot_be_loaded_is_told_at_the_start(self, run: Run, tmp_path: Path, out: Path) -> None:
        (tmp_path / "model").mkdir()
        (tmp_path / "model" / "meta.json").write_text("{}", encoding="utf-8")
        lines = documents(tmp_path / "in.jsonl", PLAN)
        code, _, err = run("extract", lines, "--model", tmp_path / "model", "-o", out, "--jobs", "1")
        assert (code, err.count("\n")) == (2, 1)
        assert f"cannot load the model in {tmp_path / 'model'}" in err

    def test_memory_is_bounded_for_each_document(self, tmp_path: Path, out: Path) -> None:
        lines = documents(tmp_path / "in.jsonl", PLAN, poison.MEMORY, PLAN)
        child = started("extract", lines, "-o", out, "--jobs", "1", POISON_REAL="1")
        assert child.communicate()[1].count(b"d1: out_of_memory: ") == 1
        assert child.returncode == 1
        assert codes(out) == {"d1": "out_of_memory"}
        assert [row["doc_id"] for row in rows(out)] == ["d0", "d1", "d2"]

    def test_a_large_input_is_a_run_without_being_asked(
        self, run: Run, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lines = documents(tmp_path / "in.jsonl", PLAN)
        out.write_text("old", encoding="utf-8")
        monkeypatch.setattr(batch, "LARGE", 10)
        assert run("extract", lines, "-o", out)[0] == 0
        assert manifest(out)["counts"]["documents"] == len(rows(out)) == 1
        assert run("extract", lines, "-o", os.devnull) == (0, "", "")


@pytest.mark.usefixtures("short")
class TestPoison:
    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_each_costs_itself_alone(self, run: Run, tmp_path: Path, out: Path, jobs: str) -> None:
        texts = ["text"] * 24
        texts[0] = texts[11] = poison.EXIT
        texts[5] = poison.CRASH
        texts[13] = poison.HANG
        code, _, err = run("extract", documents(tmp_path / "in.jsonl", *texts), "-o", out, "--jobs", jobs, "--timeout", "0.5")
        assert code == 1
        assert [row["doc_id"] for row in rows(out)] == [f"d{n}" for n in range(24)]
        assert codes(out) == {"d0": "worker_died", "d5": "worker_died", "d11": "worker_died", "d13": "timeout"}
        said = {row["doc_id"]: row["error"]["message"] for row in rows(out) if "error" in row}
        assert said["d0"] == "its worker process died, at 2 tries (exit code 7)"
        assert said["d5"] == "its worker process died, at 2 tries (SIGSEGV)"
        assert said["d13"] == "not done after 0.5 seconds"
        assert "24 documents, 4 failed (worker_died 3, timeout 1), 20 records" in err
        assert manifest(out)["counts"]["errors"] == {"timeout": 1, "worker_died": 3}

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_a_worker_that_was_killed_loses_nothing(self, run: Run, tmp_path: Path, out: Path, jobs: str) -> None:
        texts = ["text"] * 12
        texts[3] = f"{poison.ONCE}{tmp_path / 'one'}"
        texts[4] = f"{poison.ONCE}{tmp_path / 'two'}"
        code, _, _ = run("extract", documents(tmp_path / "in.jsonl", *texts), "-o", out, "--jobs", jobs)
        assert (code, codes(out)) == (0, {})
        assert [row["doc_id"] for row in rows(out)] == [f"d{n}" for n in range(12)]

    @pytest.mark.parametrize("whom", ["the maker of workers", "a worker"])
    def test_a_process_killed_from_outside(self, run: Run, tmp_path: Path, out: Path, whom: str) -> None:
        lines = documents(tmp_path / "in.jsonl", *[poison.SLOW] * 60)
        child = started("extract", lines, "-o", out, "--jobs", "2")
        for count in (1, 4):
            wait_until(partial(has_shards, out, count), child)
            (maker,) = children_of(child.pid)
            os.kill(maker if whom == "the maker of workers" else children_of(maker)[0], signal.SIGKILL)
        child.communicate()
        assert child.returncode == 0
        assert [row["doc_id"] for row in rows(out)] == [f"d{n}" for n in range(60)]

    def test_long_documents_travel_too(self, run: Run, tmp_path: Path, out: Path) -> None:
        lines = documents(tmp_path / "in.jsonl", *("字" * 300_000 for _ in range(4)), poison.EXIT + "字" * 300_000)
        code, _, _ = run("extract", lines, "-o", out, "--jobs", "2", "--max-chars", "300005")
        assert code == 1
        assert [row.get("characters") for row in rows(out)] == [300_000] * 4 + [None]

    def test_stop_at_the_first(self, run: Run, tmp_path: Path, out: Path) -> None:
        texts = [*["text"] * 12, poison.EXIT, *["text"] * 5]
        lines = documents(tmp_path / "in.jsonl", *texts)
        code, _, err = run("extract", lines, "-o", out, "--jobs", "1", "--on-error", "fail")
        assert code == 1
        assert err.endswith(f"that failed, as asked; 10 documents are kept in {out}.run: --resume goes on with them\n")
        assert not out.exists()
        assert run("extract", lines, "-o", out, "--resume", "--on-error", "skip")[0] == 1
        assert codes(out) == {"d12": "worker_died"}

    def test_workers_that_cannot_start(
        self, run: Run, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("POISON_STILLBORN", "1")
        code, _, err = run("extract", documents(tmp_path / "in.jsonl", "text"), "-o", out, "--jobs", "2")
        assert (code, err) == (2, "policy-extract: the workers die when they start (exit code 3)\n")

    def test_workers_that_hang_while_they_load(
        self, run: Run, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As they would at a file on a disk that does not answer."""
        asleep = tmp_path / "asleep"
        sleep_ = f"import time; open({str(asleep)!r}, 'a').write('z'); time.sleep(3600)"
        monkeypatch.setattr(nursery, "COMMAND", (sys.executable, "-S", "-c", sleep_))
        monkeypatch.setattr(pool, "LOADING", 2.0)
        code, _, err = run("extract", documents(tmp_path / "in.jsonl", "text"), "-o", out, "--jobs", "2")
        assert (code, err.count("\n")) == (2, 1)
        assert "the workers are not ready after 2 seconds, at 2 tries" in err
        assert asleep.read_text("ascii") == "zz"
        monkeypatch.setattr(nursery, "COMMAND", poison.COMMAND)
        monkeypatch.setattr(pool, "LOADING", 300.0)
        assert run("extract", tmp_path / "in.jsonl", "-o", out, "--resume")[0] == 0

    LINE = st.sampled_from(
        ["text", "text", "text", poison.EXIT, poison.CRASH, "{bad", '{"doc_id": "d"}', '{"text": "\\ud800"}', "", "twice"]
    )

    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(lines=st.lists(LINE, max_size=14), jobs=st.integers(1, 2))
    def test_documents_in_are_documents_out_and_error_rows(self, run: Run, tmp_path: Path, lines: list[str], jobs: int) -> None:
        given_, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        good = {"text", poison.EXIT, poison.CRASH}
        written = [
            json.dumps({"doc_id": "twice" if line == "twice" else f"d{n}", "text": line}) if line in good | {"twice"} else line
            for n, line in enumerate(lines)
        ]
        given_.write_text("\n".join(written), encoding="utf-8")
        code, _, err = run("extract", given_, "-o", out, "--jobs", str(jobs), "--overwrite")
        expected = [
            (f"d{n}" if line in good else "twice" if line == "twice" else "d" if line == '{"doc_id": "d"}' else f"in#{n + 1}", line)
            for n, line in enumerate(lines)
            if line
        ]
        found = rows(out)
        assert [row["doc_id"] for row in found] == [name for name, _ in expected]
        assert [("error" in row) for row in found] == [line not in {"text", "twice"} for _, line in expected]
        assert [row["repeat"] for row in found if row["doc_id"] == "twice"] == list(range(1, lines.count("twice") + 1))
        assert code == any("error" in row for row in found)
        assert f"{len(found)} documents, " in err


@pytest.mark.usefixtures("short")
class TestRepeatedIds:
    """Workers do not know of each other, nor of what an earlier run has done: still each document knows the how-manieth it is."""

    @staticmethod
    def write(path: Path, ids: list[str], **texts: str) -> Path:
        lines = (json.dumps({"doc_id": name, "text": texts.pop(name, "text")}) + "\n" for name in ids)
        path.write_text("".join(lines), encoding="utf-8")
        return path

    @staticmethod
    def expected(ids: list[str]) -> list[tuple[str, int]]:
        return [(name, ids[: place + 1].count(name)) for place, name in enumerate(ids)]

    @pytest.mark.parametrize("jobs", ["1", "2"])
    @pytest.mark.parametrize(
        "ids",
        [
            [*(f"d{n}" for n in range(150)), "d3", "d149", "d3"], ["same"] * 150, [f"d{n // 2}" for n in range(150)],
            [f"d{n % 75}" for n in range(150)],
        ],
        ids=["few", "all", "pairs", "halves"],
    )  # fmt: skip
    def test_across_shards(self, run: Run, tmp_path: Path, out: Path, ids: list[str], jobs: str) -> None:
        code, _, _ = run("extract", self.write(tmp_path / "in.jsonl", ids), "-o", out, "--jobs", jobs)
        assert code == 0
        assert [(row["doc_id"], row["repeat"]) for row in rows(out)] == self.expected(ids)
        assert manifest(out)["repeated_ids"] == len(ids) - len(set(ids))
        assert manifest(out)["counts"]["documents"] == len(ids)

    def test_of_a_document_that_nobody_can_read(self, run: Run, tmp_path: Path, out: Path) -> None:
        """What comes behind does not wait for it."""
        ids = ["slow", *(f"d{n}" for n in range(100)), "slow", "d1"]
        lines = self.write(tmp_path / "in.jsonl", ids, slow=poison.HANG)
        code, _, _ = run("extract", lines, "-o", out, "--jobs", "2", "--timeout", "2")
        assert code == 1
        assert codes(out) == {"slow": "timeout"}
        assert [(row["doc_id"], row["repeat"]) for row in rows(out)[1:]] == self.expected(ids)[1:]

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_of_an_earlier_run(self, run: Run, tmp_path: Path, out: Path, jobs: str) -> None:
        ids = [*(f"d{n}" for n in range(20)), "bad", *(f"d{n}" for n in range(30))]
        lines = self.write(tmp_path / "in.jsonl", ids, bad=poison.EXIT)
        assert run("extract", lines, "-o", out, "--jobs", jobs, "--on-error", "fail")[0] == 1
        assert finished_shards(out) >= 3
        assert run("extract", lines, "-o", out, "--jobs", jobs, "--resume")[0] == 1
        assert [(row["doc_id"], row.get("repeat", 1)) for row in rows(out)] == self.expected(ids)
        assert manifest(out)["repeated_ids"] == 20


@pytest.mark.usefixtures("short")
class TestResume:
    TEXTS = [poison.SLOW] * 60

    def quiet(self, run: Run, tmp_path: Path, lines: Path) -> bytes:
        assert run("extract", lines, "-o", tmp_path / "quiet.jsonl", "--jobs", "2")[0] in {0, 1}
        return (tmp_path / "quiet.jsonl").read_bytes()

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_killed_again_and_again(self, run: Run, tmp_path: Path, out: Path, jobs: str) -> None:
        texts = [*self.TEXTS]
        texts[17] = poison.EXIT
        lines = documents(tmp_path / "in.jsonl", *texts)
        expected = self.quiet(run, tmp_path, lines)
        chance = random.Random(jobs)
        for kills in range(4):
            child = started("extract", lines, "-o", out, "--jobs", jobs, "--resume")
            wait_until(partial(has_shards, out, 2 * kills + 1), child)
            sleep(chance.random() / 10)
            child.kill()
            child.communicate()
            assert child.returncode == -signal.SIGKILL
            assert not out.exists()
        code, _, err = run("extract", lines, "-o", out, "--jobs", jobs, "--resume")
        assert code == 1
        assert "documents are there already" in err
        assert out.read_bytes() == expected
        assert not Path(f"{out}.run").exists()
        assert manifest(out)["counts"] == manifest(tmp_path / "quiet.jsonl")["counts"]

    @pytest.mark.parametrize(("number", "code", "word"), [(signal.SIGINT, 130, b"interrupted"), (signal.SIGTERM, 143, b"terminated")])
    def test_signals(self, run: Run, tmp_path: Path, out: Path, number: signal.Signals, code: int, word: bytes) -> None:
        lines = documents(tmp_path / "in.jsonl", *self.TEXTS)
        before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a child takes over an ignored one
        child = started("extract", lines, "-o", out, "--jobs", "2")
        signal.signal(signal.SIGINT, before)
        wait_until(lambda: finished_shards(out) >= 2, child)
        child.send_signal(number)
        err = child.communicate()[1]
        assert child.returncode == code
        assert err.startswith(b"policy-extract: " + word + b"; ")
        assert err.endswith(b"documents are kept in " + os.fsencode(out) + b".run: --resume goes on with them\n")
        assert err.count(b"\n") == 1
        assert finished_shards(out) >= 2
        assert run("extract", lines, "-o", out, "--resume")[0] == 0
        assert out.read_bytes() == self.quiet(run, tmp_path, lines)

    def test_no_worker_outlives_its_run(self, tmp_path: Path, out: Path) -> None:
        child = started("extract", documents(tmp_path / "in.jsonl", *self.TEXTS), "-o", out, "--jobs", "2")
        wait_until(lambda: finished_shards(out), child)
        workers = [pid for first in children_of(child.pid) for pid in (first, *children_of(first))]
        assert len(workers) == 3, "what makes workers, and two of them"
        child.kill()
        child.communicate()
        wait_until(lambda: not any(alive(pid) for pid in workers))

    @pytest.mark.parametrize("what", ["lines", "mark", "output"])
    def test_half_written_files_do_not_count(self, run: Run, tmp_path: Path, out: Path, what: str) -> None:
        lines = documents(tmp_path / "in.jsonl", *["text"] * 30, poison.EXIT)
        expected = self.quiet(run, tmp_path, lines)
        run("extract", lines, "-o", out, "--on-error", "fail", "--jobs", "1")
        assert finished_shards(out) == 6
        folder = Path(f"{out}.run")
        torn = {"lines": "000002.lines", "mark": "000003.done", "output": "output.jsonl.part"}[what]
        (folder / torn).write_bytes(b'{"half')
        assert run("extract", lines, "-o", out, "--resume", "--on-error", "skip")[0] == 1
        assert out.read_bytes() == expected

    def test_a_full_disk(self, run: Run, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        lines = documents(tmp_path / "in.jsonl", *["text"] * 30)
        sync, left = files.sync, iter(range(12))

        def full(descriptor: int) -> None:
            if next(left, None) is None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            sync(descriptor)

        monkeypatch.setattr(files, "sync", full)
        code, _, err = run("extract", lines, "-o", out, "--jobs", "1")
        monkeypatch.setattr(files, "sync", sync)
        kept = 5 * finished_shards(out)
        assert kept
        line = f"policy-extract: {out}: No space left on device; {kept} documents are kept in {out}.run: --resume goes on with them\n"
        assert (code, err) == (2, line)
        assert not list(tmp_path.rglob("*.part"))
        assert run("extract", lines, "-o", out, "--resume")[0] == 0
        assert out.read_bytes() == self.quiet(run, tmp_path, lines)

    def test_of_a_finished_run(self, run: Run, tmp_path: Path, out: Path) -> None:
        lines = documents(tmp_path / "in.jsonl", "text", poison.EXIT)
        assert run("extract", lines, "-o", out, "--resume")[0] == 1
        first = out.stat()
        code, _, err = run("extract", lines, "-o", out, "--resume")
        assert (code, err) == (1, f"policy-extract: finished before: 2 documents, 1 failed (worker_died 1), 1 records: {out}\n")
        assert out.stat().st_mtime_ns == first.st_mtime_ns
        content = out.read_bytes()
        out.unlink()
        assert run("extract", lines, "-o", out, "--resume")[0] == 1
        assert out.read_bytes() == content

    def test_standard_input_given_again(self, tmp_path: Path, out: Path) -> None:
        lines = documents(tmp_path / "in.jsonl", *["text"] * 12, poison.EXIT)
        for on_error in ("fail", "skip"):
            with lines.open("rb") as stream:
                command = [sys.executable, poison.__file__, "extract", "-", "-o", str(out), "--resume", "--on-error", on_error]
                assert subprocess.run(command, stdin=stream, check=False, capture_output=True, timeout=60).returncode == 1
        assert [row["doc_id"] for row in rows(out)] == [f"d{n}" for n in range(13)]


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text("ascii", "replace").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.usefixtures("short")
class TestRefused:
    """One clear line, exit code 2, and nothing is changed."""

    @pytest.fixture
    def lines(self, tmp_path: Path) -> Path:
        return documents(tmp_path / "in.jsonl", *["text"] * 12, poison.EXIT)

    @pytest.fixture
    def unfinished(self, run: Run, lines: Path, out: Path) -> Path:
        run("extract", lines, "-o", out, "--on-error", "fail", "--jobs", "1")
        assert finished_shards(out) == 2
        return out

    def refused(self, run: Run, *argv: str | Path) -> str:
        code, said, err = run("extract", *argv)
        assert (code, said) == (2, "")
        assert err.startswith("policy-extract: ")
        assert err.count("\n") == 1
        return err

    def test_an_output_that_is_there(self, run: Run, lines: Path, out: Path) -> None:
        out.write_text("old", encoding="utf-8")
        assert "--overwrite replaces it" in self.refused(run, lines, "-o", out, "--jobs", "1")
        assert "no manifest" in self.refused(run, lines, "-o", out, "--resume")
        assert out.read_text("utf-8") == "old"
        assert not Path(f"{out}.run").exists()
        assert run("extract", lines, "-o", out, "--overwrite")[0] == 1
        assert len(rows(out)) == 13

    def test_an_output_that_was_changed(self, run: Run, lines: Path, out: Path) -> None:
        run("extract", lines, "-o", out, "--jobs", "1")
        out.write_text("mine", encoding="utf-8")
        assert "has been changed" in self.refused(run, lines, "-o", out, "--resume")

    def test_an_unfinished_run(self, run: Run, lines: Path, unfinished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "--resume goes on with it" in self.refused(run, lines, "-o", unfinished, "--jobs", "1")
        monkeypatch.setattr(batch, "LARGE", 10)
        assert "--resume goes on with it" in self.refused(run, lines, "-o", unfinished)

    @pytest.mark.parametrize(
        ("options", "what"),
        [
            (("--include", "achieved"), "--include"), (("--published", "2026-03-05"), "--published"), (("--timeout", "9"), "--timeout"),
            (("--max-chars", "9"), "--max-chars"), (("--strict",), "--strict"),
            (("--unclaimed",), "--unclaimed"), (("--encoding", "utf-8"), "--encoding"),
        ],
    )
    def test_other_options(self, run: Run, lines: Path, unfinished: Path, options: tuple[str, ...], what: str) -> None:
        assert f"no longer as when its run was started: {what}; " in self.refused(run, lines, "-o", unfinished, "--resume", *options)

    def test_another_program_lexicon_or_model(self, run: Run, lines: Path, unfinished: Path) -> None:
        path = Path(f"{unfinished}.manifest.json")
        for key, words in (("version", "version"), ("code", "the program itself"), ("lexicon", "lexicon"), ("model", "model")):
            told = manifest(unfinished)
            path.write_text(json.dumps({**told, "configuration": {**told["configuration"], key: "other"}}), encoding="utf-8")
            assert f"was started: {words}; " in self.refused(run, lines, "-o", unfinished, "--resume")
            path.write_text(json.dumps(told), encoding="utf-8")

    def test_another_form_is_no_other_run(self, run: Run, lines: Path, unfinished: Path) -> None:
        command = ("extract", lines, "-o", unfinished, "--resume")
        path = Path(f"{unfinished}.manifest.json")
        told = manifest(unfinished)
        told["configuration"]["output"]["form"] = "records"
        path.write_text(json.dumps(told), encoding="utf-8")
        assert run(*command)[0] == 1
        assert ": --form; " in self.refused(run, *command[1:], "--form", "records")

    def test_another_input(self, run: Run, lines: Path, unfinished: Path) -> None:
        whole = lines.read_text("utf-8")
        lines.write_text(whole + "\n", encoding="utf-8")
        assert "was started: the input; " in self.refused(run, lines, "-o", unfinished, "--resume", "--quiet")
        lines.write_text(whole.replace('"text": "text"', '"text": "Text"', 7), encoding="utf-8")
        assert "shard 1 had other documents" in self.refused(run, lines, "-o", unfinished, "--resume", "--quiet")
        lines.write_text(whole[:100].ljust(len(whole)), encoding="utf-8")
        assert "shard 1 had other documents" in self.refused(run, lines, "-o", unfinished, "--resume", "--quiet")
        lines.write_text("".ljust(len(whole)), encoding="utf-8")
        assert "has fewer documents" in self.refused(run, lines, "-o", unfinished, "--resume", "--quiet")
        lines.write_text(whole, encoding="utf-8")
        assert run("extract", lines, "-o", unfinished, "--resume", "--quiet")[0] == 1

    def test_a_shard_that_was_changed(self, run: Run, lines: Path, unfinished: Path) -> None:
        shard = Path(f"{unfinished}.run") / "000001.lines"
        shard.write_bytes(shard.read_bytes().replace(b"d0", b"x0"))
        assert "000001.lines has been changed" in self.refused(run, lines, "-o", unfinished, "--resume", "--quiet")

    def test_a_manifest_of_something_else(self, run: Run, lines: Path, out: Path) -> None:
        Path(f"{out}.manifest.json").write_text("[]", encoding="utf-8")
        assert "is no manifest of a run" in self.refused(run, lines, "-o", out, "--resume")

    def test_two_runs_on_one_output(self, run: Run, tmp_path: Path, out: Path) -> None:
        lines = documents(tmp_path / "in.jsonl", *[poison.SLOW] * 60)
        child = started("extract", lines, "-o", out, "--jobs", "1")
        wait_until(lambda: finished_shards(out), child)
        for option in ("--resume", "--overwrite"):
            assert f"another run is writing it (process {child.pid})" in self.refused(run, lines, "-o", out, option)
        assert child.communicate() is not None
        assert (child.returncode, len(rows(out))) == (0, 60)

    def test_the_output_is_no_input(self, run: Run, lines: Path) -> None:
        assert "is an input too" in self.refused(run, lines, "-o", lines, "--overwrite")
        assert "would be read as an input" in self.refused(run, lines.parent, "-o", lines.parent / "out.jsonl", "--jobs", "1")
        assert run("extract", lines.parent, "-o", lines.parent / "out.txt.json", "--jobs", "1")[0] == 1

    @pytest.mark.parametrize("options", [("--jobs", "2"), ("--resume",), ("--overwrite",), ("--on-error", "fail"), ("--timeout", "3")])
    def test_without_a_file(self, run: Run, lines: Path, options: tuple[str, ...]) -> None:
        assert f"{options[0]} needs a file to write: -o OUT" in self.refused(run, lines, *options)
        assert "needs a file" in self.refused(run, lines, *options, "-o", os.devnull)

    @pytest.mark.parametrize(
        "options",
        [
            ("--jobs", "0"), ("--jobs", "many"), ("--timeout", "0"), ("--timeout", "nan"), ("--timeout", "1e9"), ("--max-chars", "-1"),
            ("--on-error", "cry"), ("--resume", "--overwrite"), ("--jobs", "1", "--form", "table"),
            ("--format", "parquet", "--form", "table"), ("--lexicon", "missing.toml"), ("--model", "missing"), ("--corrections", "missing"),
        ],
    )
    def test_wrong_usage(self, run: Run, lines: Path, out: Path, options: tuple[str, ...]) -> None:
        self.refused(run, lines, "-o", out, *options, *(() if "--resume" in options else ("--overwrite",)))

    def test_an_output_that_cannot_be_written(self, run: Run, lines: Path, tmp_path: Path) -> None:
        assert "No such file or directory" in self.refused(run, lines, "-o", tmp_path / "none" / "out", "--jobs", "1")

    def test_an_extra_that_is_missing_is_told_before_the_work(
        self, run: Run, lines: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(batch, "find_spec", lambda _: None)
        for name in ("parquet", "xlsx"):
            err = self.refused(run, lines, "-o", out, "--format", name, "--jobs", "1")
            assert f"--format {name} needs pip install 'policy-extract[{name}]'" in err
        assert not Path(f"{out}.run").exists()


@pytest.mark.usefixtures("short")
class TestWhatIsSaid:
    def test_the_manifest(self, run: Run, tmp_path: Path, out: Path) -> None:
        lines = documents(tmp_path / "in.jsonl", "text", "text", poison.EXIT)
        run("extract", lines, "-o", out, "--jobs", "2")
        told = manifest(out)
        assert told["status"] == "finished"
        assert told["counts"] == {"documents": 3, "records": 2, "characters": 14, "errors": {"worker_died": 1}}
        assert (told["output"], told["jobs"], told["shards"], told["bytes"]) == ("out.jsonl", 2, 1, out.stat().st_size)
        assert told["started"] <= told["finished"]
        assert told["configuration"]["inputs"] == [{"path": str(lines), "bytes": lines.stat().st_size}]
        assert told["configuration"]["lexicon"]

    def test_quiet_is_quiet(self, run: Run, tmp_path: Path, out: Path) -> None:
        lines = documents(tmp_path / "in.jsonl", "text", poison.EXIT)
        assert run("extract", lines, "-o", out, "--jobs", "1", "--quiet") == (1, "", "")
        assert run("extract", tmp_path / "none", "-o", out, "--quiet", "--overwrite")[2].count("\n") == 1

    def test_ten_failures_are_named(self, run: Run, tmp_path: Path, out: Path) -> None:
        (tmp_path / "in.jsonl").write_text("{bad\n" * 50, encoding="utf-8")
        code, _, err = run("extract", tmp_path / "in.jsonl", "-o", out, "--jobs", "1")
        assert (code, err.count("invalid_json: ")) == (1, 10)
        assert "more documents failed" in err
        assert "50 documents, 50 failed (invalid_json 50), 0 records" in err

    def test_no_documents(self, run: Run, tmp_path: Path, out: Path) -> None:
        (tmp_path / "in.jsonl").touch()
        code, _, err = run("extract", tmp_path / "in.jsonl", "-o", out, "--jobs", "2")
        assert (code, err) == (0, f"policy-extract: 0 documents, none failed, 0 records: {out}\n")
        assert out.read_bytes() == b""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(place)]
    if not hasattr(os, "geteuid") or os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be made here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.usefixtures("short")
def test_a_disk_that_is_really_full(run: Run, tmp_path: Path, small_disk: Path) -> None:
    out = small_disk / "out.jsonl"
    lines = documents(tmp_path / "in.jsonl", *["text"] * 400)
    code, _, err = run("extract", lines, "-o", out, "--jobs", "1")
    assert code == 2
    assert err.startswith(f"policy-extract: {out}: No space left on device; ")
    assert err.count("\n") == 1
    assert finished_shards(out) > 2
    assert not out.exists()


