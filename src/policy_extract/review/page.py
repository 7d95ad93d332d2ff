"""Extractions and their texts → one HTML file that opens from disk and asks for nothing else.

The page's markup, styles and scripts are the files in assets/, put together here. The documents travel as JSON in elements that are not
executed, one for each document, so that the page parses a document when it is opened. A content security policy allows the page's own
style and script by their hashes and nothing else, whatever a document holds.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from policy_extract.explain import Explanation, explain, note_on, reason_words
from policy_extract.layout import analyse
from policy_extract.patterns import later
from policy_extract.schema import SCHEMA_VERSION, Extraction, Failure, GoldDocument, Record

_SCRIPTS = ("text.js", "records.js", "editor.js", "gold.js", "page.js")
_SLOT = later(r"\{\{(\w+)\}\}")
# What could end the element, or a line in an old script engine; JSON reads the escapes back
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPED = later("[<>&\u2028\u2029]")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document of the page: what was extracted, or why nothing could be, its text, and the records that were rejected before."""

    result: Extraction | Failure
    text: str
    rejected: tuple[Record, ...] = ()


def build_page(documents: Sequence[Reviewed], *, language: Literal["zh", "en"] = "zh") -> str:
    """The page, as HTML. ``language`` is the one it opens in; the reader can switch."""
    explanations = [explain(each.result, each.text) if isinstance(each.result, Extraction) else None for each in documents]
    index = {
        "schema_version": SCHEMA_VERSION,
        "language": language,
        "words": json.loads(_asset("words.json")),
        "rules": _rules(explanations),
        "reasons": _reasons(explanations),
        "documents": [_entry(each) for each in documents],
    }
    data = [_element("index", index)]
    for number, (each, explanation) in enumerate(zip(documents, explanations, strict=True)):
        data.append(_element(f"document-{number}", _document(each, explanation)))
    style, script = _asset("page.css"), "'use strict';\n(() => {\n" + "\n".join(map(_asset, _SCRIPTS)) + "})();\n"
    slots = {
        "language": language,
        "policy": f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; base-uri 'none'",
        "title": html.escape(_title(documents)),
        "style": style,
        "script": script,
        "data": "\n".join(data),
    }
    return _SLOT.sub(lambda slot: slots[slot[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text("utf-8")


def _hash(content: str) -> str:
    """As a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _title(documents: Sequence[Reviewed]) -> str:
    only = documents[0].result if len(documents) == 1 else None
    name = (only.title or only.doc_id) if isinstance(only, Extraction) else f"{len(documents)}"
    return f"policy-extract: {name}"


def _element(name: str, value: Json) -> str:
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/json" id="{name}">{_ESCAPED.sub(lambda char: _ESCAPES[char[0]], content)}</script>'


def _entry(each: Reviewed) -> Json:
    """A document as the list at the side shows it."""
    result = each.result
    if isinstance(result, Failure):
        return {"doc_id": result.doc_id, "title": None, "records": 0, "failed": True}
    return {"doc_id": result.doc_id, "title": result.title, "records": len(result.records), "failed": False}


def _document(each: Reviewed, explanation: Explanation | None) -> Json:
    if isinstance(each.result, Failure) or explanation is None:
        return json.loads(each.result.to_json())  # type: ignore[no-any-return]
    gold = isinstance(each.result, GoldDocument)
    extraction = each.result if gold else each.result.model_copy(update={"extra": {}})  # whoever saves gold saves all of it
    return {
        **json.loads(extraction.to_json()),
        "text": each.text,
        "gold": gold,
        "rejected": [json.loads(record.model_dump_json(by_alias=True)) for record in each.rejected],
        "boilerplate": analyse(each.text, extraction.title, extraction.published).boilerplate,
        "notes": {
            record.id: [
                {"field": note.field, "rules": [rule.name for rule in note.rules], "scope": note.scope, "span": note.span,
                 "text": note.text if note.span is None else None, "around": note.around}
                for note in record.fields
            ]
            for record in explanation.records
        },
    }


def _rules(explanations: Iterable[Explanation | None]) -> Json:
    """What the rules that the page names look at, with an example of each."""
    known = [explanation for explanation in explanations if explanation is not None]
    names = {rule.name for each in known for record in each.records for note in record.fields for rule in note.rules}
    names |= {number.rule.name for each in known for number in each.unclaimed}
    names |= {f"correction.{review}" for review in ("accepted", "edited", "added")}
    notes = {name: note_on(name) for name in sorted(names)}
    return {name: {"en": note.meaning.en, "zh": note.meaning.zh, "examples": note.examples} for name, note in notes.items()}


def _reasons(explanations: Iterable[Explanation | None]) -> Json:
    reasons = {number.reason for each in explanations if each is not None for number in each.unclaimed}
    words = {reason: reason_words(reason) for reason in sorted(reasons)}
    return {reason: {"en": each.en, "zh": each.zh} for reason, each in words.items()}
