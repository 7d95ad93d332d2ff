"""How long the command takes to start, against a bare interpreter: ``startup.py [FILE]``. The median of seven runs each."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

SAMPLE = Path(__file__).parents[1] / "corpus" / "samples" / "01-city-press-conference.txt"


def seconds(arguments: list[str], runs: int) -> float:
    """The median wall-clock time of a Python process. Raises CalledProcessError where it fails."""
    times = []
    keeps = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(runs + 1):  # the first run fills the byte-code and disk caches
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=keeps)
        times.append(perf_counter() - start)
    return median(times[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=SAMPLE, help="the document to extract (default: a sample)")
    parser.add_argument("--runs", type=int, default=7)
    args = parser.parse_args()
    commands = {
        "bare interpreter": ["-c", "pass"],
        "import policy_extract": ["-c", "import policy_extract"],
        "policy-extract --help": ["-m", "policy_extract", "--help"],
        "policy-extract extract, one document": ["-m", "policy_extract", "extract", str(args.file)],
    }
    bare = 0.0
    for name, arguments in commands.items():
        took = seconds(arguments, args.runs)
        bare = bare or took
        print(f"{name:<40}{took * 1000:>8.0f} ms{(took - bare) * 1000:>+8.0f} ms")


if __name__ == "__main__":
    main()
