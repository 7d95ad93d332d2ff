"""Numbers that are no record whatever the time and tone, as rows: a reason (shown for unclaimed numbers), a rule name and a test.

The tests stand in ``structures``, ``facts``, ``scopes``, ``terms`` and ``thresholds``; each looks at the target and its surroundings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.judging import facts, scopes, structures, terms, thresholds

if TYPE_CHECKING:
    from policy_extract.judging.surroundings import Surroundings
    from policy_extract.mentions import Target


class Exclusion(NamedTuple):
    """A reason why a number is no record: its name in the output, the reason word, and the test."""

    rule: str
    reason: str
    test: Callable[[Target, Surroundings], bool]


EXCLUSIONS: tuple[Exclusion, ...] = (
    Exclusion("status.score", "score", structures.score),
    Exclusion("status.aside", "condition", scopes.aside),
    Exclusion("status.listed_ordinal", "ordinal", structures.listed_ordinal),
    Exclusion("status.one_person", "structure", structures.one_person),
    Exclusion("status.label", "name", structures.label),
    Exclusion("status.condition", "filter", scopes.condition),
    Exclusion("status.topic", "structure", structures.topic),
    Exclusion("status.ordinal", "ordinal", structures.ordinal_modifier),
    Exclusion("status.periods", "duration", structures.periods),
    Exclusion("status.habit", "description", facts.habit),
    Exclusion("status.placed_first", "structure", structures.placed_first),
    Exclusion("status.requirement", "threshold", thresholds.requirement),
    Exclusion("status.won", "description", facts.won),
    Exclusion("status.margin", "margin", facts.margin),
    Exclusion("status.former", "baseline", facts.former),
    Exclusion("status.choice", "threshold", thresholds.choice),
    Exclusion("status.penalty", "threshold", thresholds.penalty),
    Exclusion("status.fee", "rule", terms.fee),
    Exclusion("status.quorum", "rule", terms.quorum),
    Exclusion("status.standard", "rule", terms.standard),
    Exclusion("status.covered", "rule", terms.covered),
    Exclusion("status.papers", "rule", terms.papers),
    Exclusion("status.procedure", "rule", terms.procedure),
    Exclusion("status.granted", "threshold", thresholds.granted),
    Exclusion("status.among", "scope", scopes.among),
    Exclusion("status.applied", "condition", scopes.applied),
    Exclusion("status.suggested", "description", facts.suggested),
    Exclusion("status.elsewhere", "description", facts.elsewhere),
    Exclusion("status.measured", "achieved", facts.measured),
    Exclusion("status.weather", "description", facts.weather),
    Exclusion("status.known_as", "description", facts.known_as),
    Exclusion("status.composed", "description", facts.composed),
    Exclusion("status.radius", "name", scopes.radius),
    Exclusion("status.fragment", "structure", structures.fragment),
    Exclusion("status.one_of", "threshold", structures.one_of),
    Exclusion("status.threshold", "threshold", thresholds.threshold),
    Exclusion("status.threshold", "threshold", thresholds.such_ones),
    Exclusion("status.part_of_text", "structure", structures.part_of_text),
    Exclusion("status.existing", "description", facts.existing),
    Exclusion("status.article", "structure", structures.article),
    Exclusion("status.divided", "structure", structures.divided),
    Exclusion("status.by_design", "description", facts.by_design),
    Exclusion("status.on_the_way", "description", facts.on_the_way),
    Exclusion("status.asked", "description", facts.asked),
    Exclusion("status.traded", "description", facts.traded),
    Exclusion("status.based_on", "baseline", scopes.based_on),
    Exclusion("status.given_that", "condition", scopes.given_that),
    Exclusion("status.stage", "ordinal", structures.stage),
    Exclusion("status.weight", "score", structures.weight),
    Exclusion("status.comparison", "baseline", facts.comparison),
    Exclusion("status.supposed", "condition", facts.supposed),
    Exclusion("status.small_number", "structure", structures.small_hanzi),
    Exclusion("status.scope", "scope", scopes.counted_scope),
    Exclusion("status.scope", "scope", scopes.counted_subject),
    Exclusion("status.rate", "frequency", structures.rate),
    Exclusion("status.size_in_name", "name", scopes.size_in_name),
)


def excluded(target: Target, around: Surroundings) -> Exclusion | None:
    """The first exclusion that applies, or None."""
    return next((row for row in EXCLUSIONS if row.test(target, around)), None)
