"""How large and how varied texts are: counts by kind and place, distinct n-grams, sentence lengths, vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from statistics import fmean, quantiles
from typing import NamedTuple

from corpus.workshop.locating import division
from policy_extract import regions
from policy_extract.layout import analyse
from policy_extract.schema import GoldDocument
from policy_extract.segment import segment

Counts = Mapping[str, int]


class Sizes(NamedTuple):
    """What a set of gold documents holds. ``empty``: documents without any record; ``soft``: those with optional ones only."""

    documents: int
    characters: int
    records: Counts
    optional: int
    mentions: int
    results: int
    empty: int
    soft: int

    @property
    def empty_share(self) -> float:
        """The share of documents without any record."""
        return self.empty / self.documents if self.documents else 0.0


def sizes(documents: Sequence[GoldDocument]) -> Sizes:
    """The sizes of a set of documents."""
    records = [record for document in documents for record in document.records]
    return Sizes(
        documents=len(documents),
        characters=sum(len(document.text) for document in documents),
        records={kind: sum(record.kind == kind for record in records) for kind in ("target", "milestone", "task")},
        optional=sum(record.optional for record in records),
        mentions=sum(len(agency.mentions) for document in documents for agency in document.agencies),
        results=sum(len(document.unclaimed) for document in documents),
        empty=sum(not document.records for document in documents),
        soft=sum(bool(document.records) and all(record.optional for record in document.records) for document in documents),
    )


def spread(documents: Iterable[GoldDocument]) -> dict[str, Counter[str]]:
    """How the documents are spread over genres, levels, provinces, years and messy forms."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("genre", "level", "province", "year", "messy")}
    for document in documents:
        found["genre"][document.extra["genre"]] += 1
        found["level"][document.extra["level"]] += 1
        found["province"][_province(document)] += 1
        found["year"][str(document.extra["year"])] += 1
        found["messy"].update(document.extra["messy"] or ("none",))
    return found


def _province(document: GoldDocument) -> str:
    names = (document.jurisdiction.name if document.jurisdiction is not None else "", document.extra["region"])
    place = next((found for name in names if (found := division(name)[0]) is not None), None)
    if place is None:
        return "unknown"
    province = regions.above(place, "province")
    return province.name if province is not None else place.name


def distinct(texts: Iterable[str], n: int, size: int) -> float:
    """The share of different n-grams among those of the first ``size`` characters of all texts: it falls with size, so compare equals."""
    grams: list[str] = []
    left = size
    for text in texts:
        part = text[:left]
        grams += [part[at : at + n] for at in range(len(part) - n + 1)]
        left -= len(part)
        if left <= 0:
            break
    return len(set(grams)) / len(grams) if grams else 0.0


class Lengths(NamedTuple):
    """Lengths of sentences in characters: tenth, quarter, half, three quarters, nine tenths, and the mean."""

    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    mean: float


def sentence_lengths(texts: Iterable[str]) -> Lengths:
    """Of the sentences of the bodies, as the layout cuts them."""
    lengths = [each.end - each.start for text in texts for each in analyse(text).sentences if each.kind == "body"]
    cuts = quantiles(lengths, n=20, method="inclusive")
    return Lengths(cuts[1], cuts[4], cuts[9], cuts[14], cuts[17], fmean(lengths))


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """The Chinese words of texts, as the project's segmenter cuts them."""
    return Counter(word for text in texts for word in _words(text))


def _words(text: str) -> Iterator[str]:
    for word in segment(text):
        said = text[word.start : word.end]
        if all("\u4e00" <= character <= "\u9fff" for character in said):
            yield said


def known_share(words: Counter[str], other: Counter[str], often: int = 1) -> float:
    """The share of the different words, of those that stand at least ``often`` times, that ``other`` knows too."""
    types = [word for word, times in words.items() if times >= often]
    return sum(word in other for word in types) / len(types) if types else 0.0


def sample(texts: Iterable[str], size: int) -> Iterator[str]:
    """Texts until ``size`` characters are reached."""
    left = size
    for text in texts:
        if left <= 0:
            return
        yield text[:left]
        left -= len(text)


def most(counts: Counter[str], number: int) -> str:
    """The most frequent with their counts, in words."""
    return "、".join(f"{name} {times}" for name, times in islice(sorted(counts.items(), key=lambda item: (-item[1], item[0])), number))
