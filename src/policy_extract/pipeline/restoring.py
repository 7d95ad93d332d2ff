"""What was found in a copy without breaks → the same in places and words of the text as it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy_extract.pipeline.assemble import warnings_of
from policy_extract.schema import Extraction, sum_of

if TYPE_CHECKING:
    from policy_extract.layout import Joined
    from policy_extract.pipeline.analysis import Analysis


def restored(extraction: Extraction, analysis: Analysis, copy: Joined, text: str) -> Extraction:
    """The extraction of ``copy`` told of ``text``: each span holds the breaks inside it, and so do the words beside it.

    What has no span of its own stays as read: ``resolved``, ``filter``, headings, official names. Records are known by where they begin.
    """
    fields = extraction.model_dump(by_alias=True)
    _move(fields["jurisdiction"], copy, text)
    for part in ("agencies", "records", "unclaimed"):
        _move(fields[part], copy, text)
    moved = {}
    for record, before in zip(fields["records"], extraction.records, strict=True):
        prefix, _, place = before.id.rpartition("#")
        moved[before.id] = record["id"] = f"{prefix}#{place[0]}{copy.at(int(place[1:]))}"
    for record in fields["records"]:
        record["restates"] = moved.get(record["restates"])
    fields["warnings"] = warnings_of(text, analysis, copy.at)
    fields["source"] |= {"sha256": sum_of(text), "characters": len(text)}
    return Extraction.model_validate(fields)


def _move(node: Any, copy: Joined, text: str) -> None:
    """Move all spans in ``node`` and below, and put the words of the text beside them."""
    if isinstance(node, dict):
        span = node.get("span")
        if span is not None:
            start, end = node["span"] = copy.span(*span)
            node["text" if "text" in node else "name"] = text[start:end]
        for child in node.values():
            _move(child, copy, text)
    elif isinstance(node, (list, tuple)):
        for child in node:
            _move(child, copy, text)
