"""What finding a text's division and its bodies costs by itself: ``names.py PATH...``.

PATH is anything that ``documents.read`` reads. Each of the two stages runs alone over all documents, with what the stages before it found,
the fastest of ``--rounds`` is told. ``speed.py`` shows the same stages inside the whole line, where each finds the processor's caches full
of the others' data: half as dear again.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import process_time

from documents import read

from policy_extract import regions
from policy_extract.finding.agencies import find_agencies
from policy_extract.layout import analyse


def fastest(run: Callable[[], None], rounds: int) -> float:
    """Seconds of processor time of the fastest round, after one to warm up."""
    run()
    taken = []
    for _ in range(rounds):
        begin = process_time()
        run()
        taken.append(process_time() - begin)
    return min(taken)


def costs(path: Path, rounds: int, most: int | None) -> str:
    """What both stages cost on the documents of ``path``, in words."""
    documents = list(islice(read(path), most))
    heads = [(one.text, analyse(one.text, one.title, one.published).header, one.title) for one in documents]
    places = [regions.guess(text, head, title or head.title) for text, head, title in heads]

    def guess() -> None:
        for text, head, title in heads:
            regions.guess(text, head, title or head.title)

    def find() -> None:
        for one, found in zip(documents, places, strict=True):
            find_agencies(one.text, found.place if found is not None else None, None)

    characters = sum(len(one.text) for one in documents)
    both = [fastest(run, rounds) * 1e9 / characters for run in (guess, find)]
    told = f"regions {both[0]:.0f}, agencies {both[1]:.0f}, both {sum(both):.0f}"
    return f"{path.name}: {len(documents)} documents; µs per 1000 characters: {told}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--rounds", type=int, default=5, help="timed rounds (default: %(default)s)")
    parser.add_argument("--max-documents", type=int, help="take the first N documents of each path")
    options = parser.parse_args()
    for path in options.paths:
        print(costs(path, options.rounds, options.max_documents))


if __name__ == "__main__":
    main()
