"""The time of a section of goals: what its first item sets by a year (到2033年…) is when the goals listed below that are due too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from policy_extract.mentions import Layout, TimexMention

_GOALS = later(r"目标(?:任务)?(?:[（(][^（）()]{1,16}[）)])?[。：: \u3000]*$")
YEARS = frozenset({"year", "multi_year"})


def goal_times(
    layout: Layout, by_sentence: Mapping[int, list[TimexMention]], barred: Set[int], cited: Set[int]
) -> tuple[TimexMention | None, ...]:
    """For each sentence the year that a paragraph before it in its section of goals sets, where it names one alone.

    A paragraph that names several (到2030年，…；到2035年，…) sets none, and what tells of the past ends it. ``cited`` are the offsets of
    times of which a sentence only speaks.
    """
    found: list[TimexMention | None] = [None] * len(layout.sentences)
    home = -1
    carried: TimexMention | None = None
    here: list[TimexMention] = []
    for index, sentence in enumerate(layout.sentences):
        section = _section_of_goals(layout, sentence.section)
        if section != home:
            home, carried, here = section, None, []
        if section < 0:
            continue
        if index and sentence.paragraph != layout.sentences[index - 1].paragraph:
            carried, here = _set_by(here, carried), []
        found[index] = carried
        if index in barred:
            carried, here = None, []
        here += [time for time in by_sentence.get(index, ()) if time.text[0] in "到至" and time.start not in cited]
    return tuple(found)


def _set_by(here: list[TimexMention], before: TimexMention | None) -> TimexMention | None:
    """The time that a paragraph's years set: its own, none where there are several, else the one from before."""
    years = [time for time in here if time.timex.kind == "point" and time.timex.granularity in YEARS]
    if not years:
        return before
    return years[-1] if len({time.timex.end for time in years}) == 1 else None


def _section_of_goals(layout: Layout, section: int) -> int:
    """The section of goals in which a section lies, -1 where it lies in none."""
    while section >= 0 and _GOALS.search(layout.sections[section].text) is None:
        section = layout.sections[section].parent
    return section
