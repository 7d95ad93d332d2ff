"""The sentences in which the rules may have missed a body, read again with a tagger; ``reconcile`` decides between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract import reconcile
from policy_extract.pipeline.agencies import BY_MODEL
from policy_extract.pipeline.doubts import hinted, may_name, unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policy_extract.mentions import AgencyMention
    from policy_extract.pipeline.analysis import Analysis
    from policy_extract.tagger import Tagged, Tagger


def read_again(
    text: str, analysis: Analysis, tagger: Tagger, again: Callable[[tuple[AgencyMention, ...]], Analysis]
) -> Analysis:
    """The analysis with what ``tagger`` adds. ``again`` analyses the document with other bodies: duties and links depend on them."""
    indices = unsure(text, analysis)
    if not indices:
        return analysis
    tagged = [one for sentence in tagger.tag(text, hinted(analysis, indices)) for one in sentence]
    bodies = reconcile.with_bodies(text, analysis.agencies, _names(text, tagged), BY_MODEL)
    return analysis if bodies == analysis.agencies else again(bodies)


def _names(text: str, tagged: Iterable[Tagged]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in tagged if one.label == "AGENCY" and may_name(text, one.start, one.end)]
