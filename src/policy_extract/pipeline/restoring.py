"""What was found in a copy without breaks → the same in places and words of the text as it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy_extract.pipeline.assemble import warnings_of
from policy_extract.schema import Extraction, sum_of

if TYPE_CHECKING:
    from policy_extract.layout import Joined
    from policy_extract.pipeline.analysis import Analysis
    from policy_extract.schema import Document

_UNPLACED = ("title", "publisher", "document_number", "filter")
"""Fields that hold words of the text without their place."""


def restored(extraction: Extraction, analysis: Analysis, copy: Joined, given: Document) -> Extraction:
    """The extraction of ``copy`` told of ``given``: each span holds the breaks inside it, and so do the words beside it.

    Words without a span (headings, a title that did not come with the text) are in the characters of the given text, but without what the
    copy leaves out; ``resolved`` and official names stay. Records are known by where they begin.
    """
    text = given.text
    fields = extraction.model_dump(by_alias=True)
    source, extra = fields.pop("source"), fields.pop("extra")
    _Mover(copy, text).move(fields)
    moved = {}
    for record, before in zip(fields["records"], extraction.records, strict=True):
        prefix, _, place = before.id.rpartition("#")
        moved[before.id] = record["id"] = f"{prefix}#{place[0]}{copy.at(int(place[1:]))}"
    for record in fields["records"]:
        record["restates"] = moved.get(record["restates"])
    fields["title"] = given.title or fields["title"]
    fields["warnings"] = warnings_of(text, analysis, copy.at)
    fields["source"] = source | {"sha256": sum_of(text), "characters": len(text)}
    fields["extra"] = extra
    return Extraction.model_validate(fields)


class _Mover:
    """Moves all spans of a tree of fields, and puts the words of the text beside them."""

    def __init__(self, copy: Joined, text: str) -> None:
        self._copy, self._text = copy, text
        self._known: dict[str, str] = {}

    def move(self, node: Any) -> None:
        """Change ``node`` and what is below."""
        if isinstance(node, dict):
            self._change(node)
            for child in node.values():
                self.move(child)
        elif isinstance(node, (list, tuple)):
            for child in node:
                self.move(child)

    def _change(self, fields: dict[str, Any]) -> None:
        if fields.get("span") is not None:
            start, end = fields["span"] = self._copy.span(*fields["span"])
            fields["text" if "text" in fields else "name"] = self._text[start:end]
        elif "mentions" in fields or "canonical" in fields:  # a body, the issuer
            fields["name"] = self._as_given(fields["name"])
        for key in _UNPLACED:
            if key in fields:
                fields[key] = self._as_given(fields[key])
        if "section" in fields:
            fields["section"] = tuple(map(self._as_given, fields["section"]))

    def _as_given(self, words: str | None) -> str | None:
        """``words`` of the copy in the characters of the text; what is not in the copy (it came with the document) stays."""
        if words is None:
            return None
        if words not in self._known:  # headings come with each record below them
            at = self._copy.text.find(words)
            self._known[words] = "".join(self._text[self._copy.at(at + i)] for i in range(len(words))) if at >= 0 else words
        return self._known[words]
