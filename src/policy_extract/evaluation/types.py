"""What is compared: the scored part of a record, the same for gold and predictions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Scope = Literal["explicit", "inherited"]
Span = tuple[int, int]

KINDS = ("target", "milestone", "task")
DELIVERABLE_KINDS = ("milestone", "task")


@dataclass(frozen=True, slots=True)
class ScoredValue:
    """A value's parts. In a prediction any of them may be absent."""

    op: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class ScoredDeadline:
    """First and last day, ISO 8601. ``end`` is None where a deadline was recognised but not resolved."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class ScoredAgency:
    """A responsible agency: as written, its official name, its role, and whether the sentence itself names it."""

    name: str | None
    canonical: str | None
    role: str | None
    scope: str | None


@dataclass(frozen=True, slots=True)
class ScoredRecord:
    """A record as far as it is scored. ``span`` is its core (value or deliverable), by which it is found again.

    ``quote`` shows the core between 【】 with the text around it. ``indicator_located`` says that the indicator has a span.
    ``optional`` and ``deadline_optional`` are a gold annotator's marks: neither reading is wrong. ``confidence`` is a prediction's own,
    ``basis`` the name of the rule behind it.
    """

    kind: str
    span: Span
    quote: str
    indicator: str | None
    indicator_located: bool
    value: ScoredValue
    deadline: ScoredDeadline | None
    agencies: tuple[ScoredAgency, ...]
    optional: bool = False
    deadline_optional: bool = False
    confidence: float | None = None
    basis: str | None = None

    def agencies_in(self, scope: Scope | None) -> tuple[ScoredAgency, ...]:
        """The agencies of one scope; all of them for None."""
        return self.agencies if scope is None else tuple(agency for agency in self.agencies if agency.scope == scope)


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated document. ``agency_mentions`` is every distinct surface string that names a government or party organ.

    ``title`` and ``published`` are what an extractor is told beside the text.
    """

    name: str
    text: str
    records: tuple[ScoredRecord, ...]
    agency_mentions: frozenset[str]
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The prediction for one document, as its JSON fields; it becomes comparable only beside the text it speaks of."""

    name: str
    fields: Mapping[str, Any]
