"""What each stage of the pipeline costs on real texts: ``speed.py PATH...``.

PATH is anything that ``documents.read`` reads. The pipeline runs in this process on one core, after one round to warm up; the fastest of
``--rounds`` is told. A stage's time is its own, without the stages that it calls. The stop watch adds about 1 µs a call. Compare runs by
the price of a plain sentence split, told at the end: machines and moments differ by a factor of two.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from documents import read

from policy_extract.pipeline import Extractor
from policy_extract.schema import Document
from policy_extract.segment import segment

_ANALYSIS = "policy_extract.pipeline.analysis"

STAGES = {  # stage → the names under which the pipeline calls it
    "layout": [(_ANALYSIS, "analyse_layout")],
    "regions": [("policy_extract.regions", "guess")],
    "agencies": [(_ANALYSIS, "find_agencies")],
    "quantities": [(_ANALYSIS, "find_quantities")],
    "times": [(_ANALYSIS, "find_times")],
    "reconcile": [(_ANALYSIS, "standing_times"), (_ANALYSIS, "standing_quantities")],
    "assignments": [(_ANALYSIS, "find_assignments")],
    "targets": [("policy_extract.finding.targets", "find_targets")],
    "deliverables": [("policy_extract.finding.deliverables", "find_milestones"), ("policy_extract.finding.tasks", "find_tasks")],
    "modals": [("policy_extract.finding.modals", "find_modals")],
    "judging": [("policy_extract.judging", name) for name in ("outlook", "frames", "judge_target", "judge_clause")],
    "linking": [("policy_extract.linking", name) for name in ("build", "deadline_for", "modal_for", "agencies_for")],
    "rest of analysis": [("policy_extract.pipeline.extractor", "analyse")],
    "models": [("policy_extract.pipeline.extractor", "assemble")],
}


class StopWatch:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner = [0.0]  # seconds spent in stages called by the one at this depth

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            start = perf_counter()
            try:
                result = function(*args, **kwargs)
                return list(result) if isinstance(result, Iterator) else result
            finally:
                spent = perf_counter() - start
                self.seconds[stage] += spent - self._inner.pop()
                self._inner[-1] += spent

        return run

    def wrap_stages(self) -> None:
        """Put timed functions in the place of the modules' own; only once in a process."""
        for stage, names in STAGES.items():
            for module, name in names:
                home = import_module(module)
                setattr(home, name, self.timed(stage, getattr(home, name)))


def measure(documents: list[Document], watch: StopWatch, rounds: int, with_words: bool) -> dict[str, float]:
    """Seconds by stage in the fastest round."""
    extract = watch.timed("rest of extractor", Extractor().extract)
    to_json = watch.timed("JSON", lambda extraction: extraction.to_json())
    words = watch.timed("(segment)", segment)
    best: dict[str, float] = {}
    for number in range(rounds + 1):
        watch.seconds.clear()
        for document in documents:
            to_json(extract(document))
            if with_words:
                words(document.text)
        if number and (not best or sum(watch.seconds.values()) < sum(best.values())):
            best = dict(watch.seconds)
    return best


_SPLIT = re.compile(r"[^。！？\n]+[。！？\n]?")


def calibration(documents: list[Document]) -> float:
    """µs per 1000 characters of a plain sentence split in the same run: what this machine is worth at this moment."""
    characters = sum(len(document.text) for document in documents)
    best = float("inf")
    for _ in range(5):
        start = perf_counter()
        for document in documents:
            for _ in _SPLIT.finditer(document.text):
                pass
        best = min(best, perf_counter() - start)
    return best / characters * 1e9


def report(name: str, documents: list[Document], seconds: dict[str, float]) -> None:
    characters = sum(len(document.text) for document in documents)
    megabytes = sum(len(document.text.encode("utf-8")) for document in documents) / 1e6
    total = sum(spent for stage, spent in seconds.items() if not stage.startswith("("))
    print(f"\n{name}: {len(documents)} documents, {characters:,} characters, {megabytes:.2f} MB")
    print(f"{'stage':<20}{'µs/1000 chars':>15}{'share':>8}{'MB/s':>9}")
    for stage, spent in sorted(seconds.items(), key=lambda row: -row[1]):
        share = "" if stage.startswith("(") else f"{spent / total:.1%}"
        print(f"{stage:<20}{spent / characters * 1e9:>15.0f}{share:>8}{megabytes / spent:>9.1f}")
    print(f"{'total':<20}{total / characters * 1e9:>15.0f}{'':>8}{megabytes / total:>9.2f}   {len(documents) / total:.0f} documents/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--rounds", type=int, default=3, help="timed rounds (default: %(default)s)")
    parser.add_argument("--max-documents", type=int, help="take the first N documents of each path")
    parser.add_argument("--segment", action="store_true", help="time segmentation too, which the rules do not need; not in the total")
    args = parser.parse_args()
    watch = StopWatch()
    watch.wrap_stages()
    for path in args.paths:
        documents = read(path)[: args.max_documents]
        before = calibration(documents)
        report(path.name, documents, measure(documents, watch, args.rounds, args.segment))
        print(f"a plain sentence split costs {min(before, calibration(documents)):.1f} µs per 1000 characters in this run")


if __name__ == "__main__":
    main()
