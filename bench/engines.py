"""What the same documents cost without and with engines: ``engines.py PATH... [--megabytes N] [--rounds N] [--ways ...]``.

PATH is anything that ``documents.read`` reads; its documents are repeated to N megabytes of UTF-8 and written to a Parquet file. Each way
reads that file and writes its results beside it:

- one: the extractor alone in a process, JSON lines;
- two: two such processes with half of the documents each;
- runner: ``policy-extract extract --jobs 2``, JSON lines (``--runner`` names another installation's command);
- core: ``batch.engine`` in a process with its workers, Parquet;
- spark: Spark ``local[2,4]``, warm (a small job ran before), Parquet; ``spark-plain`` without workers.

Told for each: seconds, megabytes a second, processor seconds of all its processes, the most memory that one of each kind held. Compare
within one run only; ``load`` is what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from documents import read

from policy_extract import Document, Extractor
from policy_extract.batch.arrow import schema
from policy_extract.batch.engine import batches
from policy_extract.batch.isolated import Settings, close_idle

_ROWS = 200  # documents a batch


def corpus(paths: list[Path], megabytes: float, out: Path) -> tuple[int, float]:
    """Write the documents, repeated, to ``out``; their number and megabytes."""
    given = [document for path in paths for document in read(path)]
    rows: list[dict[str, str | None]] = []
    size = 0
    while size < megabytes * 1e6:
        for document in given:
            rows.append({"doc_id": f"d{len(rows)}", "text": document.text, "title": document.title, "published": document.published})
            size += len(document.text.encode("utf-8"))
    kinds = pa.schema([(name, pa.string()) for name in ("doc_id", "text", "title", "published")])
    pq.write_table(pa.Table.from_pylist(rows, schema=kinds), out, row_group_size=_ROWS)
    return len(rows), size / 1e6


def one(source: Path, out: Path, part: int = 0, parts: int = 1) -> None:
    extractor = Extractor()
    with out.open("w", encoding="utf-8") as stream:
        file = pq.ParquetFile(source)
        for group in range(part, file.num_row_groups, parts):
            for row in file.read_row_group(group).to_pylist():
                stream.write(extractor.extract_safely(Document(**row)).to_json() + "\n")


def two(source: Path, out: Path) -> None:
    def start(part: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, __file__, "--part", str(part), str(source), f"{out}.{part}"])

    assert [process.wait() for process in [start(0), start(1)]] == [0, 0]


def runner(command: str, source: Path, out: Path) -> None:
    subprocess.run([command, "extract", source, "-o", out, "--jobs", "2", "--overwrite", "--quiet"], check=True)


def core(source: Path, out: Path) -> None:
    with pq.ParquetWriter(out, schema("records"), compression="zstd") as writer:
        for batch in batches(pq.ParquetFile(source).iter_batches(_ROWS)):
            writer.write_batch(batch)
    close_idle()


@contextmanager
def session() -> Iterator[Any]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession  # noqa: PLC0415

    options: dict[str, bool | float | int | str | None] = {
        "spark.ui.enabled": "false", "spark.sql.execution.arrow.maxRecordsPerBatch": str(_ROWS), "spark.driver.memory": "1g",
    }
    built = SparkSession.builder.master("local[2,4]").config(map=options).getOrCreate()
    built.sparkContext.setLogLevel("ERROR")
    yield built
    built.stop()


def spark(source: Path, out: Path, built: Any, settings: Settings) -> None:
    from policy_extract.batch.spark import extract  # noqa: PLC0415

    extract(built.read.parquet(str(source)).repartition(8), settings=settings).write.mode("overwrite").parquet(str(out))


@dataclass
class Use:
    """What a kind of process used: processor seconds of its own, and the most memory that one of them held, in MB."""

    seconds: float = 0.0
    memory: float = 0.0


class Watch:
    """What each kind of process below this one uses while the block lasts, looked at five times a second."""

    def __init__(self) -> None:
        self.used: dict[str, Use] = defaultdict(Use)
        self._before = {pid: seconds for pid, _, seconds, _ in _processes()}
        self._last: dict[int, tuple[str, float]] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> dict[str, Use]:
        self._thread.start()
        return self.used

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        for pid, (kind, seconds) in self._last.items():
            self.used[kind].seconds += seconds - self._before.get(pid, 0.0)

    def _look(self) -> None:
        while True:
            last = self._stop.wait(0.2)
            for pid, named, seconds, memory in _processes():
                kind = named or self._last.get(pid, ("other", 0.0))[0]
                self._last[pid] = (kind, seconds)
                self.used[kind].memory = max(self.used[kind].memory, memory)
            if last:
                return


_KINDS = {  # the first that the command line holds
    "pyspark.daemon": "python worker",
    "java": "jvm",
    "batch.worker": "worker",
    "--jobs": "runner",
    "--part": "process",
}


def _processes() -> Iterator[tuple[int, str, float, float]]:
    """This process and those below it: number, kind ("" where it is not known any more), processor seconds of its own, memory in MB."""
    tick, family = os.sysconf("SC_CLK_TCK"), {os.getpid()}
    for pid in sorted(int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()):  # parents are older: good enough
        folder = Path("/proc") / str(pid)
        with suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if pid in family or int(fields[1]) in family:
                family.add(pid)
                command = (folder / "cmdline").read_text().replace("\0", " ")
                named = "this" if pid == os.getpid() else next((name for sign, name in _KINDS.items() if sign in command), "")
                yield pid, named, sum(map(int, fields[11:13])) / tick, int(fields[21]) * resource.getpagesize() / 1e6


def measured(name: str, documents: int, megabytes: float, work: Callable[[], None]) -> None:
    start = perf_counter()
    with Watch() as used:
        work()
    seconds = perf_counter() - start
    cost = sum(use.seconds for use in used.values())
    print(
        f"{name:12} {seconds:6.1f} s {megabytes / seconds:5.2f} MB/s {documents / seconds:5.0f} documents/s; "
        f"load {os.getloadavg()[0]:.1f}; cpu {cost:5.1f} s ({megabytes / cost:.2f} MB/s): "
        + ", ".join(f"{kind} {use.seconds:.1f} s {use.memory:.0f} MB" for kind, use in sorted(used.items()) if use.seconds > 0.1),
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--megabytes", type=float, default=20.0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--ways", default="one,two,runner,core,spark,spark-plain")
    parser.add_argument("--runner", default=str(Path(sys.executable).with_name("policy-extract")))
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part is not None:
        return one(args.paths[0], args.paths[1], args.part, 2)
    folder = Path(tempfile.mkdtemp())
    try:
        source, small = folder / "documents.parquet", folder / "small.parquet"
        documents, megabytes = corpus(args.paths, args.megabytes, source)
        corpus(args.paths[:1], 0.5, small)
        print(f"{documents} documents, {megabytes:.1f} MB")
        ways: dict[str, Callable[[], None]] = {
            "one": lambda: one(source, folder / "one.jsonl"),
            "two": lambda: two(source, folder / "two.jsonl"),
            "runner": lambda: runner(args.runner, source, folder / "runner.jsonl"),
            "core": lambda: core(source, folder / "core.parquet"),
        }
        with session() as built:
            for name, settings in {"spark": Settings(), "spark-plain": Settings(isolated=False)}.items():
                if name in args.ways.split(","):
                    spark(small, folder / "warm.parquet", built, settings)
                    ways[name] = lambda name=name, settings=settings: spark(source, folder / name, built, settings)  # type: ignore[misc]
            for _ in range(args.rounds):
                for name in args.ways.split(","):
                    measured(name, documents, megabytes, ways[name])
    finally:
        shutil.rmtree(folder)
    return None


if __name__ == "__main__":
    main()
