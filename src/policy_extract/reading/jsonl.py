"""JSON lines → documents: one line, one document or one failure.

Lines end at ``\\n`` only (U+2028, U+0085 and form feeds stay inside a line). JSON is UTF-8 (RFC 8259, 8.1). A key that stands
twice is refused: the two texts cannot both be the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any, BinaryIO, NoReturn

from pydantic import ValidationError

from policy_extract.reading.encodings import decode
from policy_extract.reading.errors import ReadingError
from policy_extract.schema import Document, Failure, Problem

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_OTHER_FIELDS = 1 << 20  # bytes that the fields beside the text may take
_CHUNK = 1 << 16


def parse_lines(lines: Iterable[bytes | None], stem: str, max_chars: int, encoding: str = "utf-8") -> Iterator[Document | Failure]:
    """A document or a failure for each line that is not blank; ``None`` stands for a line that was too long to be read.

    A document without ``doc_id`` is called ``STEM#LINE``. Codes: ``invalid_json``, ``missing_text``, ``wrong_type``,
    ``invalid_unicode``, ``encoding``, ``too_large``.
    """
    for number, line in enumerate(lines, start=1):
        if line is not None and not line.strip():
            continue
        name = f"{stem}#{number}"
        try:
            yield _document(line, name, max_chars, encoding)
        except _LineError as error:
            yield Failure(doc_id=error.doc_id or name, error=Problem(code=error.code, message=error.message, line=number))
        except ReadingError as error:
            yield Failure(doc_id=name, error=Problem(code=error.code, message=error.message, line=number))


def split_lines(stream: BinaryIO, max_chars: int, head: bytes = b"") -> Iterator[bytes | None]:
    """The lines of ``head`` (whole lines read before) and of ``stream``, one at a time in memory; None for each that is longer than a
    document of ``max_chars`` can be (six bytes a character, as ``\\uXXXX``), whose rest is skipped unread.
    """
    yield from head.split(b"\n")[:-1] if head.endswith(b"\n") else head.split(b"\n") if head else ()
    limit = 6 * max_chars + _OTHER_FIELDS
    while line := stream.readline(limit):
        if len(line) < limit or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield None


class _LineError(ReadingError):
    """A line is no document; ``doc_id`` is what it calls itself, where it got that far."""

    def __init__(self, code: str, message: str, doc_id: str | None = None) -> None:
        super().__init__(code, message)
        self.doc_id = doc_id


def _document(line: bytes | None, name: str, max_chars: int, encoding: str) -> Document:
    if line is None:
        raise _LineError("too_large", f"the line is longer than a document of {max_chars} characters can be")
    text, _ = decode(line, encoding)
    fields = _load(text)
    if not isinstance(fields, dict):
        raise _LineError("wrong_type", "the line is no JSON object")
    if _SURROGATE.search(text):
        _refuse_surrogates(fields)
    given = fields.get("doc_id")
    doc_id = given if isinstance(given, str) else None
    if fields.get("text") is None:
        raise _LineError("missing_text", 'the field "text" is missing', doc_id)
    if given is None:
        fields["doc_id"] = name
    try:
        document = Document.model_validate(fields)
    except ValidationError as error:
        wrong = ", ".join(f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}" for detail in error.errors(include_url=False))
        raise _LineError("wrong_type", wrong, doc_id) from error
    if len(document.text) > max_chars:
        raise _LineError("too_large", f"{len(document.text)} characters, more than {max_chars}", doc_id)
    return document


def _load(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant, parse_float=_finite, object_pairs_hook=_unique)
    except RecursionError as error:
        raise _LineError("invalid_json", "nested too deeply") from error
    except _LineError:
        raise
    except ValueError as error:  # JSONDecodeError, and the interpreter's limit on digits of an integer
        raise _LineError("invalid_json", str(error)) from error


def _refuse_constant(name: str) -> NoReturn:
    raise _LineError("invalid_json", f"{name} is no JSON number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise _LineError("invalid_json", f"number out of range: {digits[:40]}")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _LineError("invalid_json", f"the key {twice!r} stands twice")
    return fields


def _refuse_surrogates(fields: dict[str, Any]) -> None:
    try:
        json.dumps(fields, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise _LineError("invalid_unicode", "half of a surrogate pair (\\ud800–\\udfff) stands alone") from error
