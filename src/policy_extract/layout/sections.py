"""Sentences → sections: which of them are headings, how deep, and how far each reaches."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from policy_extract import lexicon
from policy_extract.layout import markers
from policy_extract.layout.sentences import Draft
from policy_extract.layout.words import alternation
from policy_extract.mentions import Section
from policy_extract.patterns import later

TITLED = 40
"""Longest first sentence (without its marker) that counts as the title of the paragraph it opens."""
OWN_LINE = 60
"""Longest line without a final mark that counts as a heading."""
_UNNUMBERED_LINE = 32
_MARKS = "。；！？：，、;:!?,"
_NUMBER = later(r"[0-9０-９]+")
_YEAR = later(r"(?:19|20)[0-9]{2}")


class Outline(NamedTuple):
    """The sections in text order, the section of each sentence (-1 for none), and which sentences are headings."""

    sections: tuple[Section, ...]
    of: tuple[int, ...]
    headings: frozenset[int]


class _Open(NamedTuple):
    """A numbered unit that is still open; ``section`` is -1 for an item without heading, ``around`` the section it stands in."""

    rank: float
    section: int
    around: int
    draft: int
    wide: bool


class _Heading(NamedTuple):
    start: int
    end: int
    level: int
    marker: str
    parent: int
    titled: bool


class _Builder:
    """The sections of one document while its sentences are read in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.headings: list[_Heading] = []
        self.ends: list[int] = []
        self.current = -1
        self._stack: list[_Open] = []

    def close(self, rank: float, at: int, row: int = 0) -> None:
        """End at ``at`` the units that are not wider than ``rank``; where ``row`` is given, only narrow ones opened since that sentence."""
        stack = self._stack
        while stack and stack[-1].rank >= rank and not (row and (stack[-1].draft < row or stack[-1].wide)):
            unit = stack.pop()
            if unit.section >= 0:
                self.ends[unit.section] = at
            self.current = unit.around

    def open(self, i: int, draft: Draft, rank: float, heading: tuple[int, bool] | None) -> None:
        """Begin a unit with sentence ``i``."""
        self.close(rank, draft.start)
        around = self.current
        if heading is not None:
            level = self.headings[around].level + 1 if around >= 0 else 1
            marker = self._text[draft.marker.start : draft.marker.end].strip() if draft.marker else ""
            self.headings.append(_Heading(draft.start, heading[0], level, marker, around, heading[1]))
            self.ends.append(len(self._text))
            self.current = len(self.headings) - 1
        wide = draft.marker is not None and draft.marker.wide
        self._stack.append(_Open(rank, self.current if heading is not None else -1, around, i, wide))

    def sections(self) -> tuple[Section, ...]:
        """The finished sections."""
        return tuple(
            Section(h.start, h.end, scope_end, h.level, h.marker, self._text[h.start : h.end], h.parent, h.titled)
            for h, scope_end in zip(self.headings, self.ends, strict=True)
        )


def outline(text: str, drafts: Sequence[Draft]) -> Outline:
    """The outline of a document whose sentences are ``drafts``."""
    ranks = _Ranks(drafts)
    unnumbered = _Unnumbered(text, drafts)
    builder = _Builder(text)
    of: list[int] = []
    headings: set[int] = set()
    headed: dict[str, bool] = {}  # whether the last marker of a type stood before a heading
    rows, row = _Rows(), 0
    for i, draft in enumerate(drafts):
        start, end, kind, _, marker, place, _, _, _ = draft
        if marker is None and kind == "body" and (place != "start" or end - start > _UNNUMBERED_LINE):  # by far the most
            of.append(builder.current)
            continue
        rank, heading = _unit(text, drafts, i, ranks, unnumbered)
        if marker is not None and kind == "body":
            if heading is not None and _continues_list(text, draft, headed):
                heading = None
            headed[marker.type] = heading is not None
        if rank is not None:
            builder.open(i, draft, rank, heading)
            if heading is not None and heading[0] >= end - 1:
                headings.add(i)
        elif kind == "table":
            following = drafts[i + 1].kind if i + 1 < len(drafts) else "table"
            if (row_rank := rows.rank(text, draft, following)) is not None:
                builder.open(i, draft, row_rank, (end, False))
            elif row:  # what was opened since the last row belongs to that row's cells
                builder.close(markers.TOP, start, row)
            row = i
        elif kind in ("signature", "addressee", "header"):
            builder.close(markers.TOP, start)
        of.append(builder.current if kind not in ("boilerplate", "header") else -1)
    return Outline(builder.sections(), tuple(of), frozenset(headings))


def _continues_list(text: str, draft: Draft, headed: dict[str, bool]) -> bool:
    """Whether a numbered sentence only goes on with a list whose items before were no headings."""
    marker = draft.marker
    if marker is None or marker.first or headed.get(marker.type, True) or text[draft.end - 1] not in "。；":
        return False
    return not marker.wide or draft.end - marker.end < TITLED // 4


def _unit(
    text: str, drafts: Sequence[Draft], i: int, ranks: _Ranks, unnumbered: _Unnumbered
) -> tuple[float | None, tuple[int, bool] | None]:
    """The rank of the unit that begins with sentence ``i`` (None: none begins) and its heading's end and ``titled``."""
    draft = drafts[i]
    if draft.kind == "title":
        return (markers.TOP, (draft.end, False)) if draft.attached else (None, None)
    if draft.kind != "body":
        return None, None
    marker = draft.marker
    if marker is None:
        rank = unnumbered.rank(i, ranks)
        return (rank, (draft.end, False)) if rank is not None else (None, None)
    if not marker.heads or draft.place == "clause":
        return None, None
    return ranks.of(marker), _heading(text, drafts, i, marker)


def _heading(text: str, drafts: Sequence[Draft], i: int, marker: markers.Marker) -> tuple[int, bool] | None:
    """Where the heading of sentence ``i`` ends, and whether its paragraph goes on; None where it is a sentence like others."""
    draft = drafts[i]
    following = drafts[i + 1] if i + 1 < len(drafts) else None
    length = draft.end - marker.end
    last = text[draft.end - 1]
    goes_on = following is not None and following.block == draft.block
    if marker.type == "article":
        return marker.end, True
    if not length:
        return (draft.end, False) if marker.wide else None
    if "；" in text[marker.end : draft.end - 1]:
        return None
    if last not in _MARKS and (not goes_on or (following is not None and following.marker is not None)):
        return (draft.end, False) if length <= OWN_LINE and not (marker.type == "bullet" and length > TITLED) else None
    if marker.wide and goes_on and (word := _run_on().match(text, marker.end, draft.end)):
        return word.end(), True
    if length > TITLED or last not in "。？?：:" or following is None or following.tail or following.duty:
        return None
    end = len(text[draft.start : draft.end].rstrip("。：: ")) + draft.start
    if goes_on:
        return (end, True) if following.place != "clause" or last in "：:" else None
    same = following.marker is not None and following.marker.rank <= marker.rank
    return (end, False) if following.kind == "body" and not same and marker.type != "bullet" else None


def holds_number(text: str, draft: Draft) -> bool:
    """Whether a heading could hold a target: a number other than its own and than a year."""
    start = draft.marker.end if draft.marker else draft.start
    return any(not _YEAR.fullmatch(match[0]) for match in _NUMBER.finditer(text, start, draft.end))


class _Ranks:
    """The ranks of marker kinds in this document: the usual order, unless its numbering shows another (1. above （一）)."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts

    @cached_property
    def _swapped(self) -> bool:
        firsts: defaultdict[str, list[int]] = defaultdict(list)
        seen: dict[str, int] = {}
        for i, draft in enumerate(self._drafts):
            if draft.marker is not None and draft.place == "start" and draft.kind == "body":
                seen.setdefault(draft.marker.type, i)
                if draft.marker.first:
                    firsts[draft.marker.type].append(i)
        arabic, han = firsts["arabic"], firsts["paren_han"]
        return len(arabic) == 1 and len(han) > 1 and seen["arabic"] < seen["paren_han"] and "han" not in seen

    def of(self, marker: markers.Marker) -> float:
        return marker.rank - 1.5 if marker.type == "arabic" and self._swapped else marker.rank


class _Rows:
    """Numbered rows whose last cell goes on in lines of its own: the row heads those lines (2 ⇥ 市水务局 ⇥ 治理河道)."""

    def __init__(self) -> None:
        self._last = 0

    def rank(self, text: str, draft: Draft, following: str) -> float | None:
        """The rank of the unit that begins with a row, None where none begins.

        A number out of order is no row's number: the cells left of it were merged with those above, and the row stands within theirs.
        """
        marker = draft.marker
        if marker is None or marker.type not in ("han", "arabic"):
            return None
        if marker.type == "han":
            return marker.rank
        number = int(text[marker.start : marker.end].rstrip(".．、"))
        in_order = number in (1, self._last + 1)
        self._last = number if in_order else self._last
        return (markers.ROW if in_order else markers.PART_OF_ROW) if following == "body" else None


class _Unnumbered:
    """Short lines without marker and final mark that head what follows."""

    def __init__(self, text: str, drafts: Sequence[Draft]) -> None:
        self._text = text
        self._drafts = drafts

    @cached_property
    def _usual(self) -> bool:
        """Whether most lines end with a mark; where they do not, the lack of one tells nothing."""
        last = {draft.block: draft for draft in self._drafts}.values()
        ends = [self._text[draft.end - 1] for draft in last if draft.kind == "body"]
        return 2 * sum(map("。；！？：;:!?）)".count, ends)) >= len(ends)

    def rank(self, i: int, ranks: _Ranks) -> float | None:
        draft = self._drafts[i]
        text = self._text
        last = text[draft.end - 1]
        unit = last in "）)" and _UNIT_END.search(text, max(draft.start, draft.end - _UNIT_REACH), draft.end) is not None
        if last in _MARKS or (last in "）)" and not unit) or draft.place != "start" or draft.tail or not self._ends_block(i):
            return None
        if not 2 <= draft.end - draft.start <= _UNNUMBERED_LINE or _FIELD.match(text, draft.start, draft.end):
            return None
        following = next((other for other in self._drafts[i + 1 : i + 4] if other.kind == "body"), None)
        marker = following.marker if following is not None else None
        if marker is not None and marker.type == "bullet":
            return markers.ABOVE_BULLETS
        if marker is not None and marker.first and marker.heads:
            return ranks.of(marker) - 0.25 if marker.wide or marker.type == "arabic" else markers.UNNUMBERED
        if last in _known_ends() and _known().search(text, draft.start, draft.end):
            return markers.UNNUMBERED
        if following is None or marker is not None or following.block != draft.block + 1:
            return None
        if text[following.end - 1] not in "。！？：" or following.end - following.start <= 12 or not self._usual:
            return None
        return markers.UNNUMBERED

    def _ends_block(self, i: int) -> bool:
        return i + 1 == len(self._drafts) or self._drafts[i + 1].block != self._drafts[i].block


_UNIT_END = later(r"\d[万亿]?[一-龥]?[（(][一-龥]{1,2}[)）]$")  # …目标360万套（间）
_UNIT_REACH = 8
_FIELD = later(r"[^：:。，]{2,8}[：:]")


@cache
def _known_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in lexicon.words("layout", "heading"))


@cache
def _known() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('heading')})$")


@cache
def _run_on() -> re.Pattern[str]:
    """A heading run together with its paragraph where line breaks were lost: 一、总体要求以….

    Only headings that every such document has can be told from what follows.
    """
    known = f"{alternation('heading')}|{alternation('run_on')}"
    return re.compile(
        rf"[ \u3000]?(?:(?:(?:20[0-9]{{2}}|[今去明])年(?:度)?|过去[一五]年|今后五年|下一步|“十[二三四五]五”(?:时期|期间)?)的?"
        rf"(?:(?:政府|经济社会发展)?(?:的)?(?:主要|重点)?))?(?:{known})(?:[和及与](?:{known}))?(?![，。、；：的和与及]|[^，。；]{{0,3}}[。：])"
    )
