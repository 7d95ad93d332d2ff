"""The columns of the two Arrow forms: their names, their types, and where each stands in a line of the output contract.

Names are those of the tables for people (:mod:`policy_extract.tables`) where these have the column, else the contract's, joined by an
underscore (``baseline.year`` → ``baseline_year``); ``op`` and the roles of agencies are the contract's words. Every column may be null:
the row of a document that could not be processed has its id and the three error columns alone.

Numbers of the text are ``DECIMAL``, decimal128(38, 12): 26 digits before the point hold 百万亿 of anything in its smallest unit, 12 behind
it hold what a conversion (亩 → 公顷) leaves; wider decimals exist (decimal256), but Spark, DuckDB and polars read none. What has more than
12 places is rounded half to even; a number of 10^26 and more is null, and its words stand in ``value``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any, Literal

import pyarrow as pa

Form = Literal["documents", "records"]
Fields = Mapping[str, Any]

DECIMAL = pa.decimal128(38, 12)
TEXT, DAY, NUMBER, OFFSET = pa.string(), pa.date32(), pa.float64(), pa.int32()

_STEP = Decimal(1).scaleb(-DECIMAL.scale)
_WIDE = Context(prec=DECIMAL.precision, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its Arrow type, and how its value is taken from the parsed JSON of a record or of a document."""

    name: str
    type: Any
    get: Callable[[Fields], Any]


def decimal(number: float | None) -> Decimal | None:
    """A JSON number as the decimal that its shortest digits say (33.33 is 33.33), as wide as ``DECIMAL``; null where it is wider."""
    if number is None:
        return None
    try:
        return Decimal(str(number)).quantize(_STEP, context=_WIDE)
    except InvalidOperation:  # more than 38 digits
        return None


def day(text: str | None) -> dt.date | None:
    """The day of an ISO 8601 date or date-time; null where there is none."""
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


_READ: dict[Any, Callable[[Any], Any]] = {DECIMAL: decimal, DAY: day}


def _column(name: str, kind: Any, *path: str) -> Column:
    """A column of the value at ``path`` (its own name where none is given); null where any part of the path is."""
    steps, read = path or (name,), _READ.get(kind)

    def get(fields: Fields) -> Any:
        value: Any = fields
        for step in steps:
            if value is None:
                return None
            value = value.get(step)
        return read(value) if read else value

    return Column(name, kind, get)


def _struct(columns: Iterable[Column]) -> Any:
    return pa.struct([pa.field(column.name, column.type) for column in columns])


def _many(name: str, columns: tuple[Column, ...], source: str | None = None) -> Column:
    """A column of lists of structs."""
    return Column(name, pa.list_(_struct(columns)), lambda fields: [values(columns, item) for item in fields.get(source or name) or ()])


def _span(name: str, *path: str) -> tuple[Column, Column]:
    """Two columns of a ``span``: the offsets in code points at which it starts and ends."""
    whole = _column(name, None, *path, "span")

    def at(position: int) -> Callable[[Fields], Any]:
        return lambda fields: (whole.get(fields) or (None, None))[position]

    return Column(f"{name}_start", OFFSET, at(0)), Column(f"{name}_end", OFFSET, at(1))


def _core(fields: Fields) -> Fields:
    """The part by whose span a record is found again, as :attr:`policy_extract.schema.Record.core` has it."""
    core: Fields = fields["value"] or fields["deliverable"] or fields["evidence"]
    return core


_AGENCY = (
    _column("name", TEXT),
    _column("canonical", TEXT),
    _column("role", TEXT),
    _column("role_source", TEXT),
    _column("scope", TEXT),
    _column("link", TEXT),
    _column("open_list", pa.bool_()),
    _column("agency_id", TEXT),
    *_span("span"),
)

RECORD = (
    _column("record_id", TEXT, "id"),
    _column("kind", TEXT),
    _column("class", TEXT),
    _column("status", TEXT),
    _column("indicator", TEXT, "indicator", "text"),
    _column("indicator_resolved", TEXT, "indicator", "resolved"),
    _column("filter", TEXT, "indicator", "filter"),
    _column("value", TEXT, "value", "text"),
    _column("op", TEXT, "value", "op"),
    _column("low", DECIMAL, "value", "low"),
    _column("high", DECIMAL, "value", "high"),
    _column("unit", TEXT, "value", "unit"),
    _column("normalized_low", DECIMAL, "value", "normalized", "low"),
    _column("normalized_high", DECIMAL, "value", "normalized", "high"),
    _column("normalized_unit", TEXT, "value", "normalized", "unit"),
    _column("measure", TEXT, "value", "measure"),
    _column("satisfied_by", TEXT, "value", "satisfied_by"),
    _column("aggregation", TEXT, "value", "aggregation"),
    _column("baseline", TEXT, "value", "baseline", "text"),
    _column("baseline_kind", TEXT, "value", "baseline", "kind"),
    _column("baseline_year", pa.int32(), "value", "baseline", "year"),
    _column("baseline_value", DECIMAL, "value", "baseline", "value"),
    _column("baseline_unit", TEXT, "value", "baseline", "unit"),
    _column("deliverable", TEXT, "deliverable", "text"),
    _column("event", TEXT, "deliverable", "event"),
    _column("deadline", TEXT, "deadline", "text"),
    _column("deadline_start", DAY, "deadline", "start"),
    _column("deadline_end", DAY, "deadline", "end"),
    _column("deadline_granularity", TEXT, "deadline", "granularity"),
    _column("deadline_boundary", TEXT, "deadline", "boundary"),
    _column("deadline_link", TEXT, "deadline", "link"),
    _column("recurrence", TEXT),
    _many("agencies", _AGENCY),
    _column("modality", TEXT, "modality", "text"),
    _column("modality_strength", TEXT, "modality", "strength"),
    _column("binding", TEXT),
    _column("action", TEXT, "action", "text"),
    _column("evidence", TEXT, "evidence", "text"),
    _column("section", pa.list_(TEXT), "evidence", "section"),
    _column("jurisdiction", TEXT, "jurisdiction", "name"),
    _column("adcode", TEXT, "jurisdiction", "adcode"),
    _column("jurisdiction_level", TEXT, "jurisdiction", "level"),
    _column("restates", TEXT),
    Column("core_start", OFFSET, lambda fields: _core(fields)["span"][0]),
    Column("core_end", OFFSET, lambda fields: _core(fields)["span"][1]),
    *_span("indicator", "indicator"),
    *_span("deadline_text", "deadline"),
    *_span("evidence", "evidence"),
    _column("confidence", NUMBER),
    Column("rules", pa.map_(TEXT, TEXT), lambda fields: list(fields["rules"].items())),
)
"""What is said of one record. ``jurisdiction`` is the record's own where it differs from the document's, else the document's."""

_KNOWN = (
    _column("doc_id", TEXT),
    _column("title", TEXT),
    _column("published", TEXT),
    _column("published_date", DAY, "published"),
    _column("publisher", TEXT),
    _column("document_number", TEXT),
    _column("source_url", TEXT, "source", "url"),
    _column("source_path", TEXT, "source", "path"),
)
"""What the rows of both forms say of the document. ``published`` stands as it was given, ``published_date`` is its day."""

_ERROR = (
    _column("error_code", TEXT, "error", "code"),
    _column("error_message", TEXT, "error", "message"),
    _column("error_line", OFFSET, "error", "line"),
)

_MENTION = (_column("text", TEXT), *_span("span"))

_BODY = (
    *(_column(name, TEXT) for name in ("id", "name", "canonical", "type", "level", "adcode", "source")),
    _many("mentions", _MENTION),
)

DOCUMENT = (
    *_KNOWN,
    _column("schema_version", TEXT),
    _column("sha256", TEXT, "source", "sha256"),
    _column("encoding", TEXT, "source", "encoding"),
    _column("characters", OFFSET, "source", "characters"),
    _column("issuer", TEXT, "issuer", "name"),
    _column("issuer_canonical", TEXT, "issuer", "canonical"),
    _column("issuer_level", TEXT, "issuer", "level"),
    _column("document_status", TEXT),
    _column("effective", DAY),
    _column("expires", DAY),
    _column("jurisdiction", TEXT, "jurisdiction", "name"),
    _column("adcode", TEXT, "jurisdiction", "adcode"),
    _column("jurisdiction_level", TEXT, "jurisdiction", "level"),
    _many("agencies", _BODY),
    Column("records", pa.list_(_struct(RECORD)), lambda fields: [values(RECORD, record) for record in _placed(fields)]),
    _many("unclaimed", (*_MENTION, _column("reason", TEXT), _column("rule", TEXT))),
    _column("warnings", pa.list_(TEXT)),
    Column("extra", TEXT, lambda fields: json.dumps(fields["extra"], ensure_ascii=False) if fields.get("extra") else None),
    *_ERROR,
)
"""The columns of the documents form; ``extra`` is a JSON object, as each document may have other fields."""

SCHEMAS: Mapping[Form, Any] = {
    "documents": pa.schema(_struct(DOCUMENT).fields),
    "records": pa.schema(_struct((*_KNOWN, *RECORD, *_ERROR)).fields),
}


def rows(line: str, form: Form) -> Iterator[dict[str, Any]]:
    """The rows of one line of ``extract`` (documents form): one, or one a record. A failure gives one row in both forms."""
    fields = json.loads(line)
    if fields.get("error"):
        yield values((*_KNOWN[:1], *_ERROR), fields)
    elif form == "documents":
        yield values(DOCUMENT, fields)
    else:
        known = values(_KNOWN, fields)
        yield from (known | values(RECORD, record) for record in _placed(fields))


def values(columns: Iterable[Column], fields: Fields) -> dict[str, Any]:
    """The values of ``columns`` by their names."""
    return {column.name: column.get(fields) for column in columns}


def _placed(fields: Fields) -> Iterator[Fields]:
    """The records of a document, each with the division that it speaks of."""
    return ({**record, "jurisdiction": record["jurisdiction"] or fields["jurisdiction"]} for record in fields["records"])
