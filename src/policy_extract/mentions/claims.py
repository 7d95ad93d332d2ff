"""What is said of a number or of a thing to be done, and whether it is promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policy_extract.mentions.bodies import Assignment
    from policy_extract.mentions.values import Measure, Quantity, QuantityMention, TimexMention

BaselineKind = Literal["period", "value", "peer", "plan"]
SatisfiedBy = Literal["at_least", "at_most", "near", "exact"]
Aggregation = Literal["point", "annual", "annual_average", "cumulative"]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a number is compared with: a period (比2020年), a value (从16%), a peer (高于全国平均), a plan (比规划目标).

    ``year`` is the calendar year it names or, for 上年 and the like, means; ``quantity`` the number inside it.
    """

    start: int
    end: int
    kind: BaselineKind
    year: int | None
    quantity: Quantity | None


TargetPattern = Literal["reach", "object", "counted", "share", "condition", "bare", "previous", "rank"]


@dataclass(frozen=True, slots=True)
class Target:
    """A number with what it measures, before anybody has judged whether it is promised.

    ``pattern`` says how number and indicator stand: ``reach`` (X达到N), ``object`` (建设X N家), ``counted`` (建设N家X), ``share``
    (N%的X), ``condition`` (N以上的X M: which X), ``bare`` (X N), ``previous`` (the indicator of the number before), ``rank``
    (X进入前N). ``action`` is the governing verb, ``filter`` the condition on what is counted (亿元以上), ``baseline`` what it is
    compared with (比2020年), ``aggregation`` how it adds up over time, ``place`` the division whose number this is in a list of
    places (上海7万套、广州6万套). ``left`` is where the number's own part of the clause begins. ``rules`` pairs field and rule.
    Of a cell of a table, ``due`` is the time that its column's head says, ``binding`` the cell that calls it 约束性 or 预期性, and
    ``row`` the name of its row where the head alone says what is counted.
    """

    quantity: QuantityMention
    sentence: int
    clause: tuple[int, int]
    left: int
    measure: Measure
    pattern: TargetPattern
    action: tuple[int, int] | None
    indicator: tuple[int, int] | None
    filter: tuple[int, int] | None
    baseline: Baseline | None
    aggregation: Aggregation
    place: tuple[int, int] | None
    rules: tuple[tuple[str, str], ...]
    due: TimexMention | None = None
    binding: tuple[int, int] | None = None
    row: tuple[int, int] | None = None


Event = Literal["start", "complete", "in_use", "issue", "report", "other"]


@dataclass(frozen=True, slots=True)
class Deliverable:
    """The core clause of a milestone (it has a deadline of its own) or task (it has an assignment).

    ``assignment`` is the task's; None for a milestone.
    """

    start: int
    end: int
    kind: Literal["milestone", "task"]
    sentence: int
    clause: tuple[int, int]
    indicator: tuple[int, int] | None
    event: Event
    assignment: Assignment | None
    rule: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a stretch of text promises, tells of the past, or neither, and why.

    ``status`` is None where it is no record at all (a threshold, a description); ``reason`` is the word shown for an unclaimed number.
    ``margin`` is the sum of the votes, above 0 for a promise; None where nothing was weighed.
    """

    status: Literal["planned", "ongoing", "forecast", "achieved"] | None
    record_class: Literal["commitment", "benefit", "service_limit"]
    reason: str
    rule: str
    margin: int | None = None


@dataclass(frozen=True, slots=True)
class ModalMention:
    """A word that says how firmly the text promises (确保, 力争, 预期, 将)."""

    start: int
    end: int
    text: str
    strength: Literal["binding", "aspirational", "expected", "planned"]
