"""Records and their parts on a spaCy Doc."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span, SpanGroup

from policy_extract.pipeline import Extractor
from policy_extract.schema import Document

_DOC: dict[str, list[Any] | None] = {
    "policy_records": [],  # dicts of the output contract: plain data, so that they go through Doc.to_bytes
    "policy_extraction": None,  # the whole output for the Doc's text
    "policy_published": None,  # set them before the component runs: the publication date and title, where they are known
    "policy_title": None,
}

_SETTINGS = "policy_settings"  # those that the extraction of a Doc was made with


def register_extensions() -> None:
    """Make ``doc._.policy_records`` and the others known; done whenever a component is made."""
    for name, default in _DOC.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


class Part(NamedTuple):
    """A stretch of the text with its label. ``note`` is the span's ``id_``: last day, official name, or the record's id."""

    span: tuple[int, int]
    label: str
    note: str


class PolicySpans:
    """Writes the parts with certain labels into ``doc.spans[key]``. Several of them in one pipeline extract only once.

    Tokens that a part only touches belong to its span. The extractor is made at first use, in each process for itself.
    """

    def __init__(self, key: str, labels: Sequence[str], model: str | None, include: Sequence[str]) -> None:
        self.key, self.labels, self.model, self.include = key, frozenset(labels), model, tuple(include)
        self._extractor: Extractor | None = None
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its records and spans."""
        register_extensions()
        settings = [self.model, *self.include]
        found = doc._.policy_extraction
        if found is None or doc.user_data.get(_SETTINGS) != settings:
            doc._.policy_extraction = found = self._extract(doc)
            doc._.policy_records = found["records"]
            doc.user_data[_SETTINGS] = settings
        spans = [span for part in _parts(found) if part.label in self.labels for span in _span(doc, part)]
        doc.spans[self.key] = SpanGroup(doc, name=self.key, spans=spans)
        return doc

    def _extract(self, doc: Doc) -> dict[str, Any]:
        if self._extractor is None:
            self._extractor = Extractor(include=self.include, model=self.model)
        given = Document(text=doc.text, title=doc._.policy_title, published=doc._.policy_published)
        found: dict[str, Any] = json.loads(self._extractor.extract(given).to_json())
        return found

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_extractor": None}


def _parts(extraction: dict[str, Any]) -> Iterator[Part]:
    for record in extraction["records"]:
        core = record["value"] or record["deliverable"]
        yield Part(core["span"], record["kind"].upper(), record["id"])
        if record["indicator"]:
            yield Part(record["indicator"]["span"], "INDICATOR", record["id"])
        deadline = record["deadline"]
        if deadline and deadline["span"]:
            yield Part(deadline["span"], "DEADLINE", deadline["end"] or "")
    for agency in extraction["agencies"]:
        for mention in agency["mentions"]:
            yield Part(mention["span"], "AGENCY", agency["canonical"] or "")


def _span(doc: Doc, part: Part) -> Iterator[Span]:
    span = doc.char_span(part.span[0], part.span[1], label=part.label, span_id=part.note, alignment_mode="expand")
    if span is not None:
        yield span
