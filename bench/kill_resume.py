"""Kills a long run at random moments and resumes it, over and over: ``kill_resume.py FOLDER`` (of raw texts, such as ../shared/raw).

SIGKILL takes the run itself, one of its workers, both at once, or what makes the workers. Whenever a run has come to its end, and at last,
the output is held against that of a run that nobody disturbed. Exit code 1 where they differ in a byte.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import raw


def start(source: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "policy_extract", "extract", str(source), "-o", str(out), "--jobs", str(jobs), "--resume", "--quiet"]
    return subprocess.Popen(command)


def children_of(pid: int) -> list[int]:
    """The processes that this one has started (Linux)."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except FileNotFoundError:
        return []


def workers_of(pid: int) -> list[int]:
    """The workers of a run: its child makes them."""
    return [worker for maker in children_of(pid) for worker in children_of(maker)]


def kill(child: subprocess.Popen[bytes], chance: random.Random) -> str:
    """Kill something of a run; gives what."""
    what = chance.choice(["the run", "the run", "a worker", "a worker and the run", "the maker of workers"])
    workers = children_of(child.pid) if what == "the maker of workers" else workers_of(child.pid)
    if "worker" in what and workers:
        with suppress(ProcessLookupError):
            os.kill(chance.choice(workers), signal.SIGKILL)
    if what.endswith("run"):
        child.kill()
        child.wait()
    return what


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="raw texts")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--documents", type=int, help="how many documents (default: all)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as name:
        source, quiet, out = (Path(name) / each for each in ("in.jsonl", "quiet.jsonl", "out.jsonl"))
        documents = raw.write(args.folder, source, documents=args.documents)
        began = time.monotonic()
        assert start(source, quiet, args.jobs).wait() in {0, 1}
        whole = time.monotonic() - began
        kills: Counter[str] = Counter()
        ends = differences = 0
        while kills.total() < args.kills:
            child = start(source, out, args.jobs)
            while child.poll() is None and kills.total() < args.kills:
                time.sleep(chance.uniform(0, whole / 8))
                if child.poll() is None:
                    kills[kill(child, chance)] += 1
            if child.wait() in {0, 1}:
                ends += 1
                differences += out.read_bytes() != quiet.read_bytes()
                out.unlink()
        assert start(source, out, args.jobs).wait() in {0, 1}
        differences += out.read_bytes() != quiet.read_bytes()
        print(f"{documents:,} documents, {quiet.stat().st_size:,} bytes of output, {args.jobs} workers, {whole:.0f} s undisturbed")
        print(f"{kills.total()} kills ({', '.join(f'{what} {count}' for what, count in kills.most_common())})")
        print(f"{ends + 1} runs came to their ends; {differences} differ from the undisturbed one")
        return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
