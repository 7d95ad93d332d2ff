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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--rounds", type=int, default=5, help="timed rounds (default: %(default)s)")
    parser.add_argument("--max-documents", type=int, help="take the first N documents of each path")
    options = parser.parse_args()
    for path in options.paths:
        texts = list(islice(read(path), options.max_documents))
        heads = [(text.text, analyse(text.text, text.title, text.published).header, text.title) for text in texts]
        places = [regions.guess(text, head, title or head.title) for text, head, title in heads]

        def guess() -> None:
            for text, head, title in heads:  # noqa: B023
                regions.guess(text, head, title or head.title)

        def find() -> None:
            for (text, _, _), found in zip(heads, places, strict=True):  # noqa: B023
                find_agencies(text, found.place if found is not None else None, None)

        characters = sum(len(text) for text, _, _ in heads)
        costs = [fastest(run, options.rounds) * 1e9 / characters for run in (guess, find)]
        told = f"regions {costs[0]:.0f}, agencies {costs[1]:.0f}, both {sum(costs):.0f}"
        print(f"{path.name}: {len(texts)} documents; µs per 1000 characters: {told}")


if __name__ == "__main__":
    main()
