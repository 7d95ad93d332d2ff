"""Named fields (of a JSON line, of a row of a table) → a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from math import isfinite
from typing import Any

from pydantic import ValidationError

from policy_extract.reading.errors import ReadingError
from policy_extract.schema import Document, Failure, Problem


class FieldError(ReadingError):
    """A line or row is no document; ``doc_id`` is what it calls itself, where it got that far."""

    def __init__(self, code: str, message: str, doc_id: str | None = None) -> None:
        super().__init__(code, message)
        self.doc_id = doc_id


def document_of(fields: dict[str, Any], name: str, max_chars: int) -> Document:
    """The document of ``fields``, called ``name`` where it has no ``doc_id``.

    Raises FieldError: ``missing_text``, ``wrong_type`` or ``too_large``.
    """
    given = fields.get("doc_id")
    doc_id = given if isinstance(given, str) else None
    if fields.get("text") is None:
        raise FieldError("missing_text", 'the field "text" is missing', doc_id)
    if given is None:
        fields["doc_id"] = name
    try:
        document = Document.model_validate(fields)
    except ValidationError as error:
        wrong = ", ".join(f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}" for detail in error.errors(include_url=False))
        raise FieldError("wrong_type", wrong, doc_id) from error
    if len(document.text) > max_chars:
        raise FieldError("too_large", f"{len(document.text)} characters, more than {max_chars}", doc_id)
    return document


def failed(error: ReadingError, name: str, line: int | None) -> Failure:
    """The failure that stands for a line or row; ``name`` is for one that does not say what it is called."""
    doc_id = error.doc_id if isinstance(error, FieldError) and error.doc_id else name
    return Failure(doc_id=doc_id, error=Problem(code=error.code, message=error.message, line=line))


def repeated(doc_id: str, repeat: int) -> Failure:
    """The failure that stands for a document, the how-manieth of its id, where ids have to be unique."""
    return Failure(doc_id=doc_id, error=Problem(code="repeated_id", message=f"{repeat - 1} before it have this id"))


def row_of(cells: Mapping[str, Any], name: str, line: int, max_chars: int) -> Document | Failure:
    """The document of a row of a table; empty cells are left out, dates become strings, and numbers where strings are asked for."""
    try:
        fields = {key: _plain(key, value) for key, value in cells.items() if value is not None and value != ""}
        fields.setdefault("text", cells.get("text"))  # an empty text is a document without records, not a missing one
        return document_of(fields, name, max_chars)
    except ReadingError as error:
        return failed(error, name, line)


_STRINGS = frozenset({"text", "doc_id", "title", "published", "url"})


def _plain(key: str, value: Any) -> Any:
    """A cell as JSON can hold it. Raises FieldError where it cannot."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if key in _STRINGS else value
    if isinstance(value, str):
        return _encodable(key, value)
    if value is None or isinstance(value, bool) or (isinstance(value, float) and isfinite(value)):
        return value
    if isinstance(value, list):
        return [_plain("", part) for part in value]
    if isinstance(value, dict):
        return {str(name): _plain("", part) for name, part in value.items()}
    raise FieldError("wrong_type", f"{key}: a value of type {type(value).__name__} is no JSON")


def _encodable(key: str, text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:  # a byte that the file's encoding does not have was read as half of a pair
        raise FieldError("encoding", f"{key}: bytes that are no text at character {error.start}") from error
    return text
