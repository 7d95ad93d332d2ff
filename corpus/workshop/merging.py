"""What a reader decided on the review page → the gold."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from corpus.workshop.building import build
from corpus.workshop.exporting import source_fields
from corpus.workshop.sources import Source, SourceError, SourceFields
from policy_extract.schema import GoldDocument


def rebuilt(document: GoldDocument) -> GoldDocument:
    """The document as it comes out of its own source form: evidence, links and ids are made anew. Raises SourceError."""
    try:
        fields = SourceFields.model_validate(source_fields(document))
    except ValidationError as error:
        raise SourceError("\n".join(f"{document.doc_id}: {row['loc']}: {row['msg']}" for row in error.errors())) from error
    return build(Source(document.text, fields))


def merged(known: Mapping[str, GoldDocument], reviewed: GoldDocument) -> GoldDocument:
    """The document of the corpus with the records of a reviewed line. The page does not edit what stands beside the records.

    Raises SourceError for a document that the corpus does not hold or holds with another text, and for records nobody decided on.
    """
    name = reviewed.doc_id
    if name not in known or known[name].text != reviewed.text:
        raise SourceError(f"{name}: the corpus holds no document of this name and text")
    if open_ids := [record.id for record in reviewed.records if record.review == "unreviewed"]:
        raise SourceError(f"{name}: nobody decided on {', '.join(open_ids)}")
    kept = {record.id for record in reviewed.records}
    if lost := [record.id for record in reviewed.records if record.restates is not None and record.restates not in kept]:
        raise SourceError(f"{name}: what these records restate is gone: {', '.join(lost)}")
    return rebuilt(known[name].model_copy(update={"records": reviewed.records}))
