"""The generated parts of corpus/README.md and corpus/COVERAGE.md: regenerated, they must be what is committed."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from corpus.workshop.gold import Split
from corpus.workshop.measuring import (
    distinct,
    known_share,
    most,
    sample,
    sentence_lengths,
    sizes,
    spread,
    vocabulary,
)
from corpus.workshop.overlap import Shared, longest_shared, masked, shared_pairs, shared_runs, squeezed
from policy_extract.schema import GoldDocument

HOME = Path(__file__).parent.parent
README, COVERAGE, PHENOMENA = HOME / "README.md", HOME / "COVERAGE.md", HOME / "phenomena.toml"
SHARED = HOME.parent.parent / "shared"
"""Real texts that are no part of this repository, where they stand beside it."""

LEAST = 5
"""Documents in which each phenomenon is to stand."""

RUN_WITHIN, RUN_BESIDE = 21, 17
"""Runs of this many characters are told: between two documents of the corpus, and between the corpus and other texts."""

Corpus = Mapping[Split, Sequence[GoldDocument]]


@cache
def phenomena() -> dict[str, dict[str, dict[str, str]]]:
    """The groups of phenomena: group → id → what it is, and an example."""
    return tomllib.loads(PHENOMENA.read_text("utf-8"))


def everything(corpus: Corpus) -> tuple[GoldDocument, ...]:
    """All documents, by id."""
    return tuple(sorted((each for documents in corpus.values() for each in documents), key=lambda each: each.doc_id))


def tagged(documents: Sequence[GoldDocument]) -> dict[str, int]:
    """For each phenomenon the number of documents in which it stands."""
    return {tag: sum(tag in each.extra["phenomena"] for each in documents) for group in phenomena().values() for tag in group}


def coverage_page(documents: Sequence[GoldDocument]) -> str:
    """COVERAGE.md."""
    counts = tagged(documents)
    few = [f"{tag} ({times})" for tag, times in counts.items() if times < LEAST]
    lines = [
        "# Coverage", "",
        "Generated from the tags of the documents (`python -m corpus.workshop card`); what the tags mean is in `phenomena.toml`.", "",
        f"In fewer than {LEAST} of {len(documents)} documents: {', '.join(few) or 'none'}.",
    ]
    for group, rows in phenomena().items():
        lines += ["", f"## {group}", "", "| | phenomenon | example | documents |", "| --- | --- | --- | ---: |"]
        lines += [f"| {tag} | {row['what']} | {row['example']} | {counts[tag]} |" for tag, row in rows.items()]
    return "\n".join(lines) + "\n"


def statistics_block(corpus: Corpus) -> str:
    """What the corpus holds, by itself."""
    return "\n".join([*_size_lines(corpus), "", *_spread_lines(everything(corpus)), "", *_likeness_lines(everything(corpus))])


def _size_lines(corpus: Corpus) -> Iterator[str]:
    yield (
        "| | documents | characters | targets | milestones | tasks | of these optional | results | mentions | without records "
        "| with optional ones only |"
    )
    yield "| --- |" + " ---: |" * 10
    for name, documents in [*corpus.items(), ("all", everything(corpus))]:
        told = sizes(documents)
        cells = [told.documents, told.characters, *told.records.values(), told.optional, told.results, told.mentions]
        yield f"| {name} | " + " | ".join(f"{cell:,}" for cell in cells) + f" | {told.empty} ({told.empty_share:.0%}) | {told.soft} |"


def _spread_lines(documents: Sequence[GoldDocument]) -> Iterator[str]:
    found = spread(documents)
    yield "| | documents |"
    yield "| --- | --- |"
    for name in ("genre", "level", "messy"):
        yield f"| {name} | {most(found[name], 40)} |"
    yield f"| provinces ({len(found['province'].keys() - {'全国', 'unknown'})} of 34) | {most(found['province'], 40)} |"
    years = sorted(found["year"].items())
    yield "| year | " + "、".join(f"{year} {times}" for year, times in years) + " |"


def _likeness_lines(documents: Sequence[GoldDocument]) -> Iterator[str]:
    texts = {each.doc_id: masked(each) for each in documents}
    run = longest_shared(texts, {each.doc_id: each.extra["scenario"] for each in documents})
    pairs = {(each.first, each.second) for each in shared_pairs(documents, RUN_WITHIN)}
    yield (
        f"Names of bodies and documents and the phrases of `set_phrases.txt` aside, the longest run of characters that documents of two "
        f"scenarios share is {len(run.text)} long ({_cell(run.text)}: {run.first}, {run.second}); {len(pairs)} such pairs share "
        f"{RUN_WITHIN} characters or more."
    )


def _cell(text: str) -> str:
    return f"“{text}”".replace("\n", "⏎").replace("|", "｜")


def beside_block(documents: Sequence[GoldDocument], shared: Path) -> str:
    """The corpus beside real texts: how varied both are, how long their sentences, which words and runs they have in common."""
    ours = [each.text for each in documents]
    dev = [row["text"] for row in _rows(shared / "eval" / "dev.jsonl")]
    raw = [row["text"] for row in _rows(shared / "raw" / "documents.jsonl")]
    news = (shared / "raw" / "news_2020.txt").read_text("utf-8").split("\n")
    size = min(sum(map(len, texts)) for texts in (ours, dev))  # distinct-n falls with size
    sets = (("corpus", ours), ("annotated real documents", dev), ("real documents", raw))
    lines = [
        f"| | distinct-1 | -2 | -3 | -4 (of {size:,} characters each) | sentence: 10 % | 25 % | 50 % | 75 % | 90 % | mean |",
        "| --- |" + " ---: |" * 10,
    ]
    for name, texts in sets:
        shares = [f"{distinct(texts, n, size):.3f}" for n in (1, 2, 3, 4)]
        lines.append(f"| {name} | {' | '.join(shares)} | " + " | ".join(f"{length:.0f}" for length in sentence_lengths(texts)) + " |")
    mine, real = vocabulary(ours), vocabulary([*raw, *news])
    alike = vocabulary(sample(raw, sum(map(len, ours))))
    runs = runs_beside(documents, shared)
    told = "; ".join(f"{_cell(run.text)} ({run.first}, {run.second})" for run in runs[:10]) or "none"
    lines += [
        "",
        f"Of the corpus's {len(mine):,} different words {known_share(mine, real):.1%} stand in real documents and a year of news; of the "
        f"words that stand five times or more in as many characters of real documents, {known_share(alike, mine, 5):.1%} stand in the "
        f"corpus. Runs of {RUN_BESIDE} characters or more shared with any of these texts, names and set phrases aside: {told}.",
    ]
    return "\n".join(lines)


def runs_beside(documents: Sequence[GoldDocument], shared: Path) -> list[Shared]:
    """The runs that documents share with real texts, the longest first, each once."""
    texts = {each.doc_id: masked(each) for each in documents}
    found = {(run.first, run.text): run for run in shared_runs(texts, _other_texts(shared), RUN_BESIDE)}
    longest: dict[str, Shared] = {}
    for run in sorted(found.values(), key=lambda run: (-len(run.text), run)):
        if not any(run.text in known for known in longest):
            longest[run.text] = run
    return list(longest.values())


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def _other_texts(shared: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(shared.rglob("*")):
        if path.suffix == ".jsonl":
            for number, row in enumerate(_rows(path)):
                said = [words for words in (row.get("title"), row.get("text")) if isinstance(words, str)]
                yield f"{path.name}:{number}", squeezed("".join(said))
        elif path.suffix in {".txt", ".md"}:
            yield path.name, squeezed(path.read_text("utf-8"))


def with_block(page: str, name: str, block: str) -> str:
    """The page with what stands between ``<!-- name -->`` and ``<!-- /name -->`` replaced."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marks.search(page):
        raise ValueError(f"no place for {name} in the page")
    return marks.sub(lambda found: f"{found[1]}{block}\n{found[2]}", page)
