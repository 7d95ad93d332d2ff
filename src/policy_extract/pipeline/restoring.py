"""What was found in a copy without breaks → the same in places and words of the text as it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy_extract.patterns import later
from policy_extract.pipeline.assemble import warnings_of
from policy_extract.schema import Extraction, sum_of

if TYPE_CHECKING:
    from policy_extract.layout import Joined
    from policy_extract.pipeline.analysis import Analysis

_BREAK = later(r"\s*\n\s*")
_UNPLACED = ("title", "publisher", "document_number")
"""Fields that hold words of the text without their place."""


def restored(extraction: Extraction, analysis: Analysis, copy: Joined, text: str) -> Extraction:
    """The extraction of ``copy`` told of ``text``: each span holds the breaks inside it, and so do the words beside it.

    Words without a span (title, headings) are written as in ``text``, but without its breaks; ``resolved`` and official names stay. Records
    are known by where they begin.
    """
    fields = extraction.model_dump(by_alias=True)
    source, extra = fields.pop("source"), fields.pop("extra")
    _Mover(copy, text).move(fields)
    moved = {}
    for record, before in zip(fields["records"], extraction.records, strict=True):
        prefix, _, place = before.id.rpartition("#")
        moved[before.id] = record["id"] = f"{prefix}#{place[0]}{copy.at(int(place[1:]))}"
    for record in fields["records"]:
        record["restates"] = moved.get(record["restates"])
    fields["warnings"] = warnings_of(text, analysis, copy.at)
    fields["source"] = source | {"sha256": sum_of(text), "characters": len(text)}
    fields["extra"] = extra
    return Extraction.model_validate(fields)


def _as_given(words: str | None, copy: Joined, text: str) -> str | None:
    """``words`` of the copy as the text has them, without breaks; what is not in the copy (it came with the document) stays."""
    at = copy.text.find(words) if words else -1
    if words is None or at < 0:
        return words
    start, end = copy.span(at, at + len(words))
    return _BREAK.sub("", text[start:end])


class _Mover:
    """Moves all spans of a tree of fields, and puts the words of the text beside them."""

    def __init__(self, copy: Joined, text: str) -> None:
        self._copy, self._text = copy, text

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
            fields["name"] = _as_given(fields["name"], self._copy, self._text)
        for key in _UNPLACED:
            if key in fields:
                fields[key] = _as_given(fields[key], self._copy, self._text)
        if "section" in fields:
            fields["section"] = tuple(_as_given(words, self._copy, self._text) for words in fields["section"])
