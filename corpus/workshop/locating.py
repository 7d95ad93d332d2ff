"""Where the strings of an annotation stand in the text: pure functions on offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from policy_extract import regions
from policy_extract.layout import analyse
from policy_extract.mentions import Place, Sentence
from policy_extract.schema import Link

Span = tuple[int, int]

_COMMA = re.compile("[，,；;：:。]")


def occurrences(text: str, words: str) -> Iterator[Span]:
    """Every place of ``words``, overlapping ones too."""
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def mention_spans(text: str, surfaces: Iterable[str]) -> list[Span]:
    """All places of the surface strings, in text order. The longest goes first, and what it covers belongs to no other.

    市政府 in 市政府办公室 is no mention of 市政府 where both are surfaces.
    """
    taken = [False] * len(text)
    found = []
    for surface in sorted(set(surfaces), key=lambda words: (-len(words), words)):
        for start, end in occurrences(text, surface):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                found.append((start, end))
    return sorted(found)


def gap(first: Span, second: Span) -> int:
    """The characters between two spans; 0 where they touch or overlap."""
    return max(0, first[0] - second[1], second[0] - first[1])


def division(name: str, within: Place | None = None) -> tuple[Place | None, str]:
    """The narrowest division that a name spells out, and what is left of the name: 昭通市镇雄县塘房镇 is 镇雄县 and 塘房镇."""
    if name == regions.COUNTRY.name:
        return regions.COUNTRY, ""
    whole = regions.find(name, within)
    if whole is not None:
        return whole, ""
    place, rest = within, name
    for end in range(len(name), 1, -1):
        head = regions.find(name[:end], within)
        if head is not None and head.name == name[:end]:
            place, rest = division(name[end:], head) if end < len(name) else (head, "")
            break
    return place, rest


class Outline:
    """Sentences and headings of a text, asked by offset."""

    def __init__(self, text: str, title: str | None, published: str | None) -> None:
        layout = analyse(text, title, published)
        self.text = text
        self.sections = layout.sections
        self.title = layout.header.title_span
        self.sentences: Sequence[Sentence] = layout.sentences
        self._starts = [sentence.start for sentence in layout.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence around an offset."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def headings(self, offset: int) -> tuple[Span, ...]:
        """The headings above an offset, widest first."""
        found = []
        section = self.sentence_at(offset).section
        while section >= 0:
            found.append((self.sections[section].start, self.sections[section].end))
            section = self.sections[section].parent
        return tuple(reversed(found))

    def nearest(self, core: Span, places: Iterable[Span], *, apart: bool = False, before: bool = False) -> Span | None:
        """The place nearest to ``core``: in its own sentence first, then in its item, of two as near the one before it.

        ``apart`` takes a place that overlaps the core only where there is no other, ``before`` one that stands behind it.
        """
        sentence = self.sentence_at(core[0])

        def rank(place: Span) -> tuple[bool, bool, bool, bool, int, int]:
            overlaps = place[0] < core[1] and core[0] < place[1]
            inside = sentence.start <= place[0] < sentence.end
            own = inside or self.sentence_at(place[0]).item == sentence.item
            return apart and overlaps, not inside, not own, before and place[0] > core[0], gap(core, place), place[0]

        return min(places, key=rank, default=None)

    def link(self, core: Span, place: Span | None) -> Link:
        """How far from a core another place stands."""
        if place is None:
            return "metadata"
        here, there = self.sentence_at(core[0]), self.sentence_at(place[0])
        if here == there:
            between = self.text[min(core[1], place[1]) : max(core[0], place[0])]
            return "sentence" if _COMMA.search(between) else "clause"
        if any(low <= place[0] < high for low, high in self.headings(core[0])):
            return "section"
        if self.title is not None and self.title[0] <= place[0] < self.title[1]:
            return "title"
        return "list" if here.item == there.item or here.paragraph == there.paragraph else "document"
