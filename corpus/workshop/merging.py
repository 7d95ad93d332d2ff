"""What a reader decided on the review page → the gold."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.workshop.building import ANNOTATED
from corpus.workshop.gold import faults_of
from corpus.workshop.sources import SourceError
from policy_extract.schema import GoldDocument


def merged(known: Mapping[str, GoldDocument], reviewed: GoldDocument) -> GoldDocument:
    """The document of the corpus with the records of a reviewed line. The page does not edit what stands beside the records.

    Raises SourceError for a document that the corpus does not hold or holds with another text, and for records nobody decided on.
    """
    name = reviewed.doc_id
    if name not in known or known[name].text != reviewed.text:
        raise SourceError(f"{name}: the corpus holds no document of this name and text")
    open_ids = [record.id for record in reviewed.records if record.review == "unreviewed"]
    if open_ids:
        raise SourceError(f"{name}: nobody decided on {', '.join(open_ids)}")
    signed = [record.model_copy(update={"rules": {"record": ANNOTATED}, "review": "accepted"}) for record in reviewed.records]
    records = tuple(sorted(signed, key=lambda record: (record.core, record.kind)))
    document = known[name].model_copy(update={"records": records})
    if faults := faults_of(document):
        raise SourceError("\n".join(f"{name}: {fault}" for fault in faults))
    return document
