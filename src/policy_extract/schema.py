"""Every type that crosses the program's border: the input line and the output line, as frozen pydantic models.

These models are the single source of the output contract; ``policy-extract schema`` prints the JSON Schema made from them.
Each ``span`` is ``[start, end)`` in Unicode code points of the input text as it was given, and the ``text`` (or ``name``) beside it
is always the slice at that span. Numbers leave as JSON numbers. Key order is the order of the fields.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

SCHEMA_VERSION = "1.0"

Op = Literal["=", ">=", ">", "<=", "<", "~", "between"]
Measure = Literal["level", "increase", "decrease", "multiply", "rank"]
Level = Literal["central", "province", "city", "county", "township"]
Kind = Literal["target", "milestone", "task"]
RecordClass = Literal["commitment", "benefit", "service_limit"]
Status = Literal["planned", "ongoing", "forecast", "achieved"]
Link = Literal["clause", "sentence", "list", "section", "title", "metadata", "document"]

_LETTERS: dict[Kind, str] = {"target": "t", "milestone": "m", "task": "k"}

Span = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal,
    PlainSerializer(_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""An exact decimal inside Python, a JSON number outside."""


class Model(BaseModel):
    """Base of all models: immutable, no unknown fields, "class" and other aliases by their JSON name."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Document(BaseModel):
    """An input line: a text and what is known of it. Unknown fields are kept and come back in ``Extraction.extra``.

    ``published`` is an ISO 8601 date or date-time. Neither the text nor any other field is rewritten.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    text: str
    doc_id: str = "document"
    title: str | None = None
    published: str | None = None
    url: str | None = None


def sum_of(text: str) -> str:
    """The SHA-256 by which a text is known: of its UTF-8 bytes, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def record_id(prefix: str, kind: Kind, start: int) -> str:
    """The id of the record whose core begins at ``start``: seed#t1047, a target; m is for milestones, k for tasks."""
    return f"{prefix}#{_LETTERS[kind]}{start}"


ReadBy = Literal["rules", "model"]
"""Whether rules or the trained model read a name; null in what people wrote."""


class Source(Model):
    """Where the text came from. ``sha256`` is of the text's UTF-8 bytes, ``characters`` its length in code points."""

    path: str | None = None
    url: str | None = None
    sha256: str
    encoding: str | None = None
    characters: int


class Issuer(Model):
    """Who issues the policy (not the newspaper that reports it)."""

    name: str
    canonical: str | None = None
    level: Level | None = None


class Mention(Model):
    """Words of the text and where they stand."""

    text: str
    span: Span


class Jurisdiction(Model):
    """A division of GB/T 2260; the whole country is 全国, 000000, central.

    ``rule`` names what told it (regions.issuer, regions.number, regions.title, regions.head, regions.text; a record's own:
    places.list, places.subject), ``evidence`` the words; null where only the given title has them.
    """

    name: str
    adcode: str | None = None
    level: Level
    rule: str | None = None
    evidence: Mention | None = None


class Agency(Model):
    """One body with all its mentions. ``type``: body | group (各区县政府) | generic (有关部门); ``source``: who read its first mention."""

    id: str
    name: str
    canonical: str | None = None
    type: Literal["body", "group", "generic"]
    level: Level | None = None
    adcode: str | None = None
    source: ReadBy | None = None
    mentions: tuple[Mention, ...]


class Modality(Model):
    """How firmly the text promises: binding (确保, 必须), aspirational (力争, 争取), expected (预期), planned (将, 计划)."""

    text: str
    span: Span
    strength: Literal["binding", "aspirational", "expected", "planned"]


class Indicator(Model):
    """What is measured or delivered. ``resolved`` restores what the span alone leaves ambiguous; ``filter`` is the condition."""

    text: str
    span: Span
    resolved: str | None = None
    filter: str | None = None


class Normalized(Model):
    """The value in a standard unit (亩 → 公顷, 万千瓦 → 千瓦)."""

    low: Number | None
    high: Number | None
    unit: str


class Baseline(Model):
    """What the value is compared with."""

    text: str
    span: Span
    kind: Literal["period", "value", "peer", "plan"]
    year: int | None = None
    value: Number | None = None
    unit: str | None = None


class Value(Model):
    """The number to be reached, as ANNOTATION section 2 defines its parts."""

    text: str
    span: Span
    op: Op
    low: Number | None
    high: Number | None
    unit: str
    measure: Measure
    satisfied_by: Literal["at_least", "at_most", "near", "exact"] | None = None
    aggregation: Literal["point", "annual", "annual_average", "cumulative"] | None = None
    normalized: Normalized | None = None
    baseline: Baseline | None = None


class Deliverable(Model):
    """The core clause of a milestone or task."""

    text: str
    span: Span
    event: Literal["start", "complete", "in_use", "issue", "report", "other"] | None = None


class Deadline(Model):
    """By when. ``span`` and ``text`` are null where the given title or date says it (link metadata).

    ``start``/``end`` are ISO 8601 days, null where the text names none or it cannot be resolved.
    """

    text: str | None
    span: Span | None
    start: dt.date | None
    end: dt.date | None
    granularity: str
    boundary: Literal["by_end", "before", "during"]
    link: Link


class RecordAgency(Model):
    """An agency of a record: as written, with its role and how it came to the record."""

    name: str
    canonical: str | None
    span: Span
    role: Literal["lead", "responsible", "support", "guide"]
    role_source: Literal["cue", "document_rule", "position"]
    scope: Literal["explicit", "inherited"]
    link: Link
    open_list: bool = False
    agency_id: str | None = None


class Evidence(Model):
    """The sentence or item a record stands in, and the headings above it, widest first."""

    text: str
    span: Span
    section: tuple[str, ...]


class Record(Model):
    """One commitment: who is to achieve what, how much of it, by when. CONTRACT and ANNOTATION define each field."""

    id: str
    kind: Kind
    record_class: RecordClass = Field(alias="class")
    status: Status
    restates: str | None = None
    jurisdiction: Jurisdiction | None = None
    modality: Modality | None = None
    binding: str | None = None
    action: Mention | None = None
    indicator: Indicator | None = None
    value: Value | None = None
    deliverable: Deliverable | None = None
    deadline: Deadline | None = None
    recurrence: str | None = None
    agencies: tuple[RecordAgency, ...] = ()
    evidence: Evidence
    confidence: float | None = None
    rules: dict[str, str]

    @property
    def core(self) -> tuple[int, int]:
        """The span by which the record is found again: its value, else its deliverable, else its evidence."""
        return (self.value or self.deliverable or self.evidence).span


class Unclaimed(Model):
    """A number of the body that became no record, and why."""

    text: str
    span: Span
    reason: str
    rule: str


class Extraction(Model):
    """The output for one document."""

    schema_version: str = SCHEMA_VERSION
    doc_id: str
    source: Source
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    issuer: Issuer | None = None
    document_number: str | None = None
    document_status: Literal["final", "draft"] = "final"
    effective: dt.date | None = None
    expires: dt.date | None = None
    jurisdiction: Jurisdiction | None = None
    agencies: tuple[Agency, ...] = ()
    records: tuple[Record, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()
    warnings: tuple[str, ...] = ()
    extra: dict[str, Any] = Field(default_factory=dict)

    def to_json(self) -> str:
        """The JSON line (without line end): the same extraction always gives the same characters."""
        return self.model_dump_json(by_alias=True)


class GoldRecord(Record):
    """A record of a gold line: the contract's, with the marks that people put on it.

    ``optional``: two careful readers could decide either way, so it counts neither as missed nor as a false alarm. ``deadline_optional``:
    the same for its deadline alone. ``review``: how it came to be in the gold; whoever writes gold accepts what he writes.
    """

    model_config = ConfigDict(defer_build=True)

    optional: bool = False
    deadline_optional: bool = False
    review: Literal["accepted", "edited", "added", "rejected", "unreviewed"] = "accepted"


class GoldDocument(Extraction):
    """A gold line: an extraction as it should be, with its text, and the records that a reviewer found to be none."""

    model_config = ConfigDict(defer_build=True)

    text: str
    records: tuple[GoldRecord, ...] = ()
    rejected: tuple[GoldRecord, ...] = ()


class Problem(Model):
    """What went wrong with one document, in words. ``line`` is the input line (from 1) where there is one."""

    code: str
    message: str
    line: int | None = None


class Failure(Model):
    """The output for a document that cannot be processed: one line too, so that none is lost."""

    schema_version: str = SCHEMA_VERSION
    doc_id: str
    error: Problem

    def to_json(self) -> str:
        """The JSON line (without line end)."""
        return self.model_dump_json(by_alias=True)
