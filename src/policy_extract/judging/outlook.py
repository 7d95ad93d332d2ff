"""How a document as a whole is to be seen: its genre, which way its parts look, and which of them speak of other countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policy_extract.judging.foreign import foreign_sentences
from policy_extract.judging.listings import listed_goals
from policy_extract.judging.modes import Genre, Mode, genre, modes
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Layout

# “十三五”成就巡礼, 规划指标圆满完成, 两会一年间: news that looks back
_LOOKS_BACK = later(r"成就|巡礼|成绩单|圆满(?:完成|收官)|一年间|奋进的[五十]年|非凡[五十]年|这[五十]年")
_EXPLAINS = later(r"》(?:政策)?(?:解读|问答)|政策(?:解读|问答)")
_READS = later(r"》[^。！？》]{0,6}解读|政策解读")
_ANSWERS = later(r"[？?][”\"]?\s{0,4}+答[：:]")


class Outlook(NamedTuple):
    """A document's genre and one mode for each sentence.

    ``assigns``: a clause with a subject (市民政局要…) can be a task: in what directs and where an official explains it, not in other news.
    ``foreign`` are the indices of the sentences that speak of other countries, ``headlines`` of those that head a piece of news: its
    body says the same in full, and what was said before does not reach into it. ``retrospective``: news that looks back by its title, so
    that a sentence which looks ahead does not speak for those after it. ``reads``: it says what a plan holds (《…》解读); where it tells of
    tasks it is no news. ``listed`` are the sentences of lists of goals under a line that announces them.
    """

    genre: Genre
    modes: tuple[Mode, ...]
    foreign: frozenset[int]
    headlines: frozenset[int]
    assigns: bool
    retrospective: bool
    reads: bool
    listed: frozenset[int]


def outlook(text: str, layout: Layout, title: str | None, announced: int | None) -> Outlook:
    """Look at a document.

    ``announced`` is where a body first says what it will do (市科技局将从五个方面…): undecided sentences after it look ahead.
    """
    kind = genre(title, text)
    headlines = _headlines(layout) if kind == "news" else frozenset()
    found = modes(text, layout, kind, headlines)
    if announced is not None:
        found = _announced(layout, found, announced, headlines)
    assigns = kind in {"plan", "other"} or (kind == "news" and (_EXPLAINS.search(title or "") or _ANSWERS.search(text)) is not None)
    retrospective = kind == "news" and _LOOKS_BACK.search(title or "") is not None
    listed = listed_goals(text, layout, found) if kind == "news" and not retrospective else frozenset()
    reads = kind == "news" and _READS.search(title or "") is not None
    foreign = foreign_sentences(text, layout, title, news=kind == "news")
    return Outlook(kind, found, foreign, headlines, assigns, retrospective, reads, listed)


def _announced(layout: Layout, found: tuple[Mode, ...], announced: int, headlines: frozenset[int]) -> tuple[Mode, ...]:
    """Undecided sentences look ahead from the announcement on, up to the next headline."""
    changed = list(found)
    for index, sentence in enumerate(layout.sentences):
        if sentence.start > announced:
            if index in headlines:
                break
            changed[index] = "plan" if found[index] == "none" else found[index]
    return tuple(changed)


def _headlines(layout: Layout) -> frozenset[int]:
    """The sentences that are the unnumbered heading of a section."""
    found = set()
    for index, sentence in enumerate(layout.sentences):
        if sentence.section >= 0:
            section = layout.sections[sentence.section]
            if not section.marker and not section.titled and sentence.start == section.start:
                found.add(index)
    return frozenset(found)
