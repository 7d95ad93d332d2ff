"""The forms in which extractions leave: a document a line, a record a line, or a table to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ConfigDict

from policy_extract.schema import SCHEMA_VERSION, Extraction, Failure, Jurisdiction, Model, Record


class DocumentFields(Model):
    """What a record's line says of its document. ``source_path`` and ``source_url`` tell where the text came from."""

    model_config = ConfigDict(defer_build=True)  # most runs write no such line

    schema_version: str = SCHEMA_VERSION
    doc_id: str
    title: str | None
    published: str | None
    publisher: str | None
    document_number: str | None
    jurisdiction: Jurisdiction | None
    source_path: str | None
    source_url: str | None


class RecordRow(Record, DocumentFields):
    """A record with its document's own fields beside it.

    ``jurisdiction`` is the record's own where it differs from the document's, else the document's.
    """


def record_lines(extraction: Extraction) -> Iterator[str]:
    """The JSON lines of an extraction's records; none where there is no record."""
    document: dict[str, Any] = {
        "doc_id": extraction.doc_id,
        "title": extraction.title,
        "published": extraction.published,
        "publisher": extraction.publisher,
        "document_number": extraction.document_number,
        "source_path": extraction.source.path,
        "source_url": extraction.source.url,
    }
    for record in extraction.records:
        fields: dict[str, Any] = {name: getattr(record, name) for name in Record.model_fields}
        fields["jurisdiction"] = record.jurisdiction or extraction.jurisdiction
        row = RecordRow.model_construct(**{**document, **fields})  # the parts are validated models already
        yield row.model_dump_json(by_alias=True)


def json_lines(result: Extraction | Failure, form: str) -> Iterator[str]:
    """The JSON lines of one document: one in the documents form, one a record in the records form; a failure has one in both."""
    if isinstance(result, Failure) or form == "documents":
        yield result.to_json()
    else:
        yield from record_lines(result)
