"""The source form: what an annotator writes by hand, ``ID.txt`` beside ``ID.json``.

Places are told by quotes that stand in the text exactly once, with 【】 around the part that is meant, and by strings of the text;
``building`` finds their offsets. The models refuse unknown fields, so that a slip of the pen is no silent loss.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from policy_extract.mentions import Aggregation, BaselineKind, Recurrence, Role
from policy_extract.schema import Level, Measure, Model, Number, Op, RecordClass

Genre = Literal[
    "news", "press_conference", "work_report", "plan", "task_list", "qa", "interpretation", "notice", "guide", "statistics", "report",
    "speech", "other",
]

_BOUNDS: dict[str, tuple[bool, bool]] = {
    "=": (True, True), "~": (True, True), "between": (True, True), ">=": (True, False), ">": (True, False), "<=": (False, True),
    "<": (False, True),
}


class SourceError(Exception):
    """Sources cannot be used; the message names the document, the quote and the fault."""


class SourceAgency(Model):
    """An agency of a record."""

    name: str
    canonical: str | None
    role: Role
    scope: Literal["explicit", "inherited"]


class SourceDeadline(Model):
    """A deadline; ``quote`` is None where metadata alone tells it."""

    quote: str | None
    start: dt.date | None = None
    end: dt.date


class SourceBaseline(Model):
    """What a value is compared with."""

    text: str
    kind: BaselineKind
    year: int | None = None
    value: Number | None = None
    unit: str | None = None


class SourceRecord(Model):
    """A record, as guidelines.md defines its fields."""

    kind: Literal["target", "milestone", "task"]
    quote: str
    indicator: str | None = None
    indicator_quote: str | None = None
    resolved: str | None = None
    op: Op | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    measure: Measure | None = None
    deadline: SourceDeadline | None = None
    deadline_optional: bool = False
    agencies: tuple[SourceAgency, ...] = ()
    optional: bool = False
    recurrence: Recurrence | None = None
    modal: str | None = None
    strength: Literal["binding", "aspirational", "expected", "planned"] | None = None
    action: str | None = None
    record_class: RecordClass = Field(default="commitment", alias="class")
    filter: str | None = None
    aggregation: Aggregation | None = None
    baseline: SourceBaseline | None = None
    event: Literal["start", "complete", "in_use", "issue", "report", "other"] | None = None
    binding: Literal["约束性", "预期性"] | None = None
    restates: str | None = None
    jurisdiction: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> SourceRecord:
        """A target has a value whose bounds fit its op; a milestone has a deadline; what goes with a number stands with a number."""
        if self.kind == "target":
            if self.op is None or self.measure is None or self.unit is None:
                raise ValueError("a target needs op, unit and measure")
            if (self.low is not None, self.high is not None) != _BOUNDS[self.op]:
                raise ValueError(f"low {self.low} and high {self.high} do not fit op {self.op}")
            if self.op in {"=", "~"} and self.low != self.high:
                raise ValueError(f"op {self.op} has one number, not {self.low} and {self.high}")
            if self.op == "between" and self.low is not None and self.high is not None and self.low >= self.high:
                raise ValueError("the lower end of a range must be below the upper")
        elif any(part is not None for part in (self.op, self.low, self.high, self.unit, self.measure, self.baseline)):
            raise ValueError(f"a {self.kind} has no value")
        if self.kind == "milestone" and self.deadline is None:
            raise ValueError("a milestone needs a deadline")
        if self.deadline is not None and self.deadline.start is not None and self.deadline.start > self.deadline.end:
            raise ValueError("the deadline ends before it starts")
        return self


class SourceIssuer(Model):
    """Who issues the policy, as named in the text."""

    name: str
    canonical: str | None = None


class SourceFields(Model):
    """The JSON file of a source."""

    id: str
    scenario: str = Field(pattern="^[a-z0-9]+(?:-[a-z0-9]+)*$")
    genre: Genre
    level: Level
    region: str
    year: int
    title: str | None
    published: str | None = Field(pattern=r"^\d{4}-\d\d-\d\d(?:[T ]|$)")
    publisher: str | None = None
    issuer: SourceIssuer | None = None
    document_number: str | None = None
    document_status: Literal["final", "draft"] = "final"
    effective: dt.date | None = None
    expires: dt.date | None = None
    jurisdiction: str | None
    messy: tuple[str, ...] = ()
    phenomena: dict[str, str | tuple[str, ...]]
    agency_mentions: tuple[str, ...]
    agencies: dict[str, str | None] = Field(default_factory=dict)
    results: tuple[str, ...]
    records: tuple[SourceRecord, ...]
    notes: Any = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the source form."""

    text: str
    fields: SourceFields


def read_sources(folder: Path, prefix: str = "") -> Iterator[Source | SourceError]:
    """The sources of a folder whose names begin with ``prefix``, in the order of their names, or what is wrong with one."""
    for path in sorted(folder.glob(f"{prefix}*.json")):
        try:
            yield read_source(path)
        except SourceError as error:
            yield error


def read_source(path: Path) -> Source:
    """One source by its JSON file. Raises SourceError."""
    try:
        fields = SourceFields.model_validate(json.loads(path.read_bytes()))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    except ValidationError as error:
        raise SourceError("\n".join(f"{path.stem}: {_place(path, row['loc'])}: {row['msg']}" for row in error.errors())) from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path.stem}: {error}") from error
    if fields.id != path.stem:
        raise SourceError(f"{path.stem}: its id is {fields.id}")
    return Source(text, fields)


def _place(path: Path, loc: tuple[int | str, ...]) -> str:
    """Where a fault lies, with the quote of the record it lies in."""
    names = ".".join(map(str, loc))
    if len(loc) < 2 or loc[0] != "records" or not isinstance(loc[1], int):
        return names
    return f"{names} ({json.loads(path.read_bytes())['records'][loc[1]].get('quote')})"
