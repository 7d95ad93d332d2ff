"""The titles of items: of numbered ones, and of blocks of lines that a line of units closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.finding import cores
from policy_extract.finding.objects import opens_with_verb
from policy_extract.spans import index_at

if TYPE_CHECKING:
    from policy_extract.mentions import Assignment, Layout

_LINE = "assignment.line"
_LONGEST = 32  # characters of a title on a line of its own
_BLOCK = 24  # sentences between the title of a block and its line of units
_MARKS = "。；！？：，、;:!?,）)"


def points_of(layout: Layout) -> frozenset[int]:
    """The items numbered 1. 2. 3. below a （一）."""
    sections = layout.sections
    numbered = [section.marker[:1].isdigit() and section.parent >= 0 and sections[section.parent].marker.startswith(("（", "("))
                for section in sections]
    return frozenset(sentence.item for sentence in layout.sentences if sentence.section >= 0 and numbered[sentence.section])


def titles_of_items(text: str, layout: Layout, assignments: tuple[Assignment, ...]) -> dict[int, tuple[int, int]]:
    """For each item that a title clause, a numbered heading or a line of its own opens, the title without its marker and mark."""
    titles: dict[int, tuple[int, int]] = {}
    for sentence in layout.sentences:
        if sentence.section < 0 or sentence.item in titles or sentence.kind not in {"heading", "body"}:
            continue
        section = layout.sections[sentence.section]
        opens = section.titled or (sentence.kind == "heading" and bool(section.marker))
        if not opens or not sentence.start <= section.start < sentence.end:
            continue
        core = cores.title_core(text, section.start + len(section.marker), section.end)
        if core is not None:
            titles[sentence.item] = core
    for one in assignments:
        if one.rule == _LINE:
            at = index_at(layout.sentences, one.start)
            item = layout.sentences[at].item
            title = _title_of_block(text, layout, at) if item not in titles else None
            if title is not None:
                titles[item] = title
    return titles


def _title_of_block(text: str, layout: Layout, at: int) -> tuple[int, int] | None:
    """The line without a mark above the paragraphs that the line of units at ``at`` closes, if it says what is done.

    发展软件产业 / 支持企业…。 / 省科技厅牵头: blocks without numbers, each with its title.
    """
    sentences = layout.sentences
    for index in range(at - 1, max(-1, at - _BLOCK), -1):
        one = sentences[index]
        if one.item != sentences[at].item or one.kind not in {"body", "heading"} or one.section != sentences[at].section:
            return None
        if text[one.end - 1] not in _MARKS and one.paragraph != sentences[index + 1].paragraph:
            alone = index == 0 or sentences[index - 1].paragraph != one.paragraph
            named = alone and index + 1 < at and one.end - one.start <= _LONGEST and opens_with_verb(text, one.start, one.end)
            return cores.title_core(text, one.start, one.end) if named else None
    return None
