"""What workers are worth and what they weigh: ``run_scaling.py FOLDER`` (of raw texts, such as ../shared/raw).

Times the same run with one worker and with two, in turns, and tells the best of each; then the resident memory of a worker after 1,000
documents and at the end of many.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import raw
from kill_resume import workers_of

from policy_extract.batch.manifest import Counts
from policy_extract.batch.messages import Answer
from policy_extract.batch.running import Manner, run
from policy_extract.batch.settings import Settings
from policy_extract.reading import Raw, Read
from policy_extract.schema import Problem


class Clock:
    def seconds(self) -> float:
        return time.monotonic()

    def date(self) -> str:
        return "2026-01-01T00:00:00+00:00"


class Scales:
    """Watches a run and weighs its workers when ``at`` documents are done."""

    def __init__(self, at: tuple[int, ...] = ()) -> None:
        self._at = at
        self._count = 0
        self.megabytes: dict[int, list[float]] = {}

    def started(self, kept: Counts, size: int | None) -> None:
        pass

    def answered(self, answers: list[Answer], place: Raw | Read | None) -> None:
        before = self._count
        self._count += len(answers)
        for at in self._at:
            if before < at <= self._count:
                self.megabytes[at] = [resident(pid) for pid in workers_of(os.getpid())]

    def failure(self, path: str, doc_id: str, problem: Problem) -> None:
        print(path, doc_id, problem)

    def complaint(self, message: str) -> None:
        print(message)


def resident(pid: int) -> float:
    """Resident memory in MB (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass(frozen=True)
class Cost:
    """Seconds of a whole run by the clock, and of processors: of the run itself and of its workers."""

    seconds: float
    own: float
    workers: float


def processor(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def timed(source: Path, folder: Path, jobs: int, scales: Scales, model: str | None) -> tuple[Cost, int]:
    """What a run costs, and its characters."""
    before = time.monotonic(), processor(resource.RUSAGE_SELF), processor(resource.RUSAGE_CHILDREN)
    settings = Settings(inputs=(str(source),), model=model)
    outcome = run(settings, folder / "out.jsonl", Manner(jobs, "overwrite"), finish=None, watcher=scales, clock=Clock())
    after = time.monotonic(), processor(resource.RUSAGE_SELF), processor(resource.RUSAGE_CHILDREN)
    return Cost(*(now - then for then, now in zip(before, after, strict=True))), outcome.manifest.counts.characters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="raw texts")
    parser.add_argument("--rounds", type=int, default=2, help="timed runs of each; 0: none")
    parser.add_argument("--many", type=int, default=50_000, help="documents over which memory is watched; 0: do not")
    parser.add_argument("--model")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if args.rounds:
            scaling(args.folder, Path(name), args.rounds, args.model)
        if args.many:
            weight(args.folder, Path(name), args.many, args.model)


def scaling(raw_texts: Path, folder: Path, rounds: int, model: str | None) -> None:
    source = folder / "in.jsonl"
    documents = raw.write(raw_texts, source)
    megabytes = source.stat().st_size / 1e6
    costs: dict[int, list[Cost]] = {1: [], 2: []}
    characters = 0
    for _ in range(rounds):
        for jobs, known in costs.items():
            cost, characters = timed(source, folder, jobs, Scales(), model)
            known.append(cost)
            shares = f"processors {cost.own:.1f} s the run, {cost.workers:.1f} s the workers"
            print(f"  {jobs} workers: {cost.seconds:.1f} s; {shares}", flush=True)
    best = {jobs: min(known, key=lambda cost: cost.seconds) for jobs, known in costs.items()}
    print(f"{documents:,} documents, {characters:,} characters, {megabytes:.1f} MB")
    for jobs, cost in best.items():
        rate = characters / cost.seconds
        print(f"{jobs} workers: {cost.seconds:.1f} s, {rate:,.0f} characters/s, {megabytes / cost.seconds:.2f} MB/s")
    free = best[1].workers / (best[2].own + best[2].workers) * 2
    print(f"2 workers are worth {best[1].seconds / best[2].seconds:.2f} times one (by processor time, on two free cores: {free:.2f})")


def weight(raw_texts: Path, folder: Path, many: int, model: str | None) -> None:
    source = folder / "in.jsonl"
    raw.write(raw_texts, source, documents=many)
    scales = Scales(tuple(n for n in (1_000, 5_000, 10_000, 25_000, many) if n <= many))
    timed(source, folder, 2, scales, model)
    for count, weights in scales.megabytes.items():
        print(f"after {count:>7,} documents: {', '.join(f'{each:.0f}' for each in weights)} MB resident in the workers")
    print(f"the run itself: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB at most")


if __name__ == "__main__":
    main()
