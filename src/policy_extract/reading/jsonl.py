"""JSON lines → documents: one line, one document or one failure.

Lines end at ``\\n`` only (U+2028, U+0085 and form feeds stay inside a line). JSON is UTF-8 (RFC 8259, 8.1). A key that stands
twice is refused: the two texts cannot both be the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import isfinite
from typing import Any, BinaryIO, NoReturn

from policy_extract.reading.encodings import decode
from policy_extract.reading.errors import ReadingError
from policy_extract.reading.fields import FieldError, document_of, failed
from policy_extract.schema import Document, Failure

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?+', re.DOTALL)  # one that is never closed goes to the end
_OTHER_FIELDS = 1 << 20  # bytes that the fields beside the text may take
_CHUNK = 1 << 16


def parse_line(line: bytes | None, stem: str, number: int, max_chars: int, encoding: str = "utf-8") -> Document | Failure:
    """The document, or the failure, of a line that is not blank; ``None`` stands for a line that was too long to be read.

    ``number`` is the line's, from 1 on; a document without ``doc_id`` is called ``STEM#LINE``. Codes: ``invalid_json``,
    ``missing_text``, ``wrong_type``, ``invalid_unicode``, ``encoding``, ``too_large``.
    """
    name = f"{stem}#{number}"
    try:
        return _document(line, name, max_chars, encoding)
    except ReadingError as error:
        return failed(error, name, number)


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


def _document(line: bytes | None, name: str, max_chars: int, encoding: str) -> Document:
    if line is None:
        raise FieldError("too_large", f"the line is longer than a document of {max_chars} characters can be")
    text, _ = decode(line, encoding)
    if len(text) > _OTHER_FIELDS:
        _refuse_bombs(text)
    fields = _load(text)
    if not isinstance(fields, dict):
        raise FieldError("wrong_type", "the line is no JSON object")
    if _SURROGATE.search(text):
        _refuse_surrogates(fields)
    return document_of(fields, name, max_chars)


def _refuse_bombs(text: str) -> None:
    """Two characters of JSON can become a hundred bytes of memory; only what stands in strings is as long as it looks."""
    if len(text) - sum(match.end() - match.start() for match in _STRING.finditer(text)) > _OTHER_FIELDS:
        raise FieldError("too_large", f"more than {_OTHER_FIELDS} characters of JSON beside its strings")


def _load(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant, parse_float=_finite, object_pairs_hook=_unique)
    except RecursionError as error:
        raise FieldError("invalid_json", "nested too deeply") from error
    except FieldError:
        raise
    except ValueError as error:  # JSONDecodeError, and the interpreter's limit on digits of an integer
        raise FieldError("invalid_json", str(error)) from error


def _refuse_constant(name: str) -> NoReturn:
    raise FieldError("invalid_json", f"{name} is no JSON number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise FieldError("invalid_json", f"number out of range: {digits[:40]}")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise FieldError("invalid_json", f"the key {twice!r} stands twice")
    return fields


def _refuse_surrogates(fields: dict[str, Any]) -> None:
    try:
        json.dumps(fields, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise FieldError("invalid_unicode", "half of a surrogate pair (\\ud800–\\udfff) stands alone") from error
