"""How many mentions have both borders on word borders, for three ways of cutting words: ``segmentation.py FOLDER``.

FOLDER holds annotated documents: NAME.txt beside NAME.json with ``agency_mentions`` and ``records`` (``quote`` with 【】 around the
value, ``indicator``). Each occurrence of each agency mention counts unless a longer mention
holds it; an indicator is looked for nearest to its record.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import jieba

from policy_extract.segment import segment

Span = tuple[int, int]


def quoted(text: str, quote: str) -> Span:
    """The span of the part between 【】 in ``quote``."""
    start, end = quote.index("【"), quote.rindex("】")
    at = text.index(quote[:start] + quote[start + 1 : end] + quote[end + 1 :])
    return at + start, at + end - 1


def occurrences(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def mentions(text: str, gold: dict[str, Any]) -> Iterator[tuple[str, Span]]:
    agencies = {span for name in gold["agency_mentions"] for span in occurrences(text, name)}
    for start, end in sorted(agencies):
        if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in agencies):  # 国务院 inside 国务院办公厅
            yield "agency mentions", (start, end)
    for record in gold["records"]:
        core = quoted(text, record["quote"])
        if record["kind"] == "target":
            yield "values", core
        found = list(occurrences(text, record["indicator"])) if record.get("indicator") else []
        if found:
            yield "indicators", min(found, key=lambda span: abs(span[0] - core[0]))


def jieba_borders(text: str, tokenizer: jieba.Tokenizer, hmm: bool) -> set[int]:
    return set(accumulate(map(len, tokenizer.lcut(text, HMM=hmm)), initial=0))


def our_borders(text: str) -> set[int]:
    return {border for word in segment(text) for border in word} | {0, len(text)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print N mentions of each kind that we cut through")
    args = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    ways: dict[str, Callable[[str], set[int]]] = {
        "jieba with HMM": lambda text: jieba_borders(text, tokenizer, hmm=True),
        "jieba without HMM": lambda text: jieba_borders(text, tokenizer, hmm=False),
        "numbers first, no HMM (ours)": our_borders,
    }
    total: Counter[str] = Counter()
    off: Counter[tuple[str, str]] = Counter()
    misses: dict[str, Counter[str]] = {}
    for path in sorted(args.folder.glob("*.json")):
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        borders = {way: cut(text) for way, cut in ways.items()}
        for kind, (start, end) in mentions(text, json.loads(path.read_text("utf-8"))):
            total[kind] += 1
            for way, set_of in borders.items():
                if not {start, end} <= set_of:
                    off[way, kind] += 1
                    if set_of is borders["numbers first, no HMM (ours)"]:
                        misses.setdefault(kind, Counter())[text[start - 4 : start] + "[" + text[start:end] + "]" + text[end : end + 4]] += 1
    print("off word borders".ljust(30), *(f"{kind} ({count})".rjust(24) for kind, count in total.items()))
    for way in ways:
        print(way.ljust(30), *(f"{off[way, kind]} = {off[way, kind] / count:.1%}".rjust(24) for kind, count in total.items()))
    for kind, counted in misses.items():
        for shown, count in counted.most_common(args.misses):
            print(kind, count, repr(shown))


if __name__ == "__main__":
    main()
