"""Paths → documents: files, folders and standard input, one document at a time.

``.jsonl`` and ``.ndjson`` hold a document a line, any other file is one text. Nothing is translated: ``\\r\\n`` stays two characters.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from policy_extract.reading.encodings import decode
from policy_extract.reading.errors import ReadingError
from policy_extract.reading.jsonl import parse_lines, split_lines
from policy_extract.schema import Document, Failure, Problem

MAX_CHARS = 5_000_000
"""Documents longer than this are refused (code ``too_large``)."""

LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
FOLDER_SUFFIXES = LINE_SUFFIXES | {".txt"}
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Read:
    """One document, or the failure in its place (the other is None), with where it came from.

    ``path`` is the file as given or found, ``-`` for standard input; ``encoding`` what its bytes were decoded from.
    """

    path: str
    encoding: str | None
    document: Document | None = None
    failure: Failure | None = None


def read_inputs(
    paths: Iterable[str], stdin: BinaryIO | None = None, *, encoding: str | None = None, max_chars: int = MAX_CHARS
) -> Iterator[Read]:
    """The documents of all ``paths``, in order: files, folders (walked in sorted order: .txt, .jsonl, .ndjson), ``-`` for ``stdin``.

    Raises ReadingError (code ``path``) before anything is read where a path is missing, unreadable or neither file nor folder.
    Inside folders, hidden names, links to folders and special files are passed over.
    """
    checked = [_check(path, stdin) for path in paths]
    return _read_all(checked, stdin, encoding, max_chars)


def read_path(path: Path, *, encoding: str | None = None, max_chars: int = MAX_CHARS) -> Iterator[Document | Failure]:
    """The document of a text file, or the documents of a file of JSON lines; a Failure in the place of each that cannot be read.

    Raises ReadingError (code ``path``) where the file cannot be opened.
    """
    return (_outcome(read) for read in _read_file(path, encoding, max_chars))


def read_stdin(stream: BinaryIO, *, encoding: str | None = None, max_chars: int = MAX_CHARS) -> Iterator[Document | Failure]:
    """The documents of ``stream``: JSON lines where its first character is ``{``, else one text. They are named ``stdin``."""
    return (_outcome(read) for read in _read_stream(stream, encoding, max_chars))


def _outcome(read: Read) -> Document | Failure:
    outcome = read.document or read.failure
    assert outcome is not None
    return outcome


def _check(path: str, stdin: BinaryIO | None) -> Path | None:
    """The path, or None for standard input."""
    if path == STDIN:
        if stdin is None:
            raise ReadingError("path", "standard input is not available")
        return None
    found = Path(path)
    try:
        usable = found.is_file() or found.is_dir()
    except (OSError, ValueError) as error:  # a NUL in the name, a name too long
        raise ReadingError("path", f"{path!r}: {error}") from error
    if not usable:
        raise ReadingError("path", f"{path}: {'neither file nor folder' if found.exists() else 'no such file or folder'}")
    if not os.access(found, os.R_OK):
        raise ReadingError("path", f"{path}: permission denied")
    return found


def _read_all(paths: list[Path | None], stdin: BinaryIO | None, encoding: str | None, max_chars: int) -> Iterator[Read]:
    for path in paths:
        if path is None:
            assert stdin is not None
            yield from _read_stream(stdin, encoding, max_chars)
        elif path.is_dir():
            for file in _walk(path):
                try:
                    yield from _read_file(file, encoding, max_chars)
                except ReadingError as error:
                    yield _failed(_printable(str(file)), None, file.stem, error)
        else:
            yield from _read_file(path, encoding, max_chars)


def _walk(folder: Path) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path != folder and not path.is_dir():
            yield path
            continue
        try:
            names = sorted((entry for entry in path.iterdir() if not entry.name.startswith(".")), reverse=True)
        except OSError as error:
            raise ReadingError("path", f"{path}: {error.strerror}") from error
        waiting.extend(
            entry
            for entry in names
            if (entry.is_dir() and not entry.is_symlink()) or (entry.suffix.lower() in FOLDER_SUFFIXES and entry.is_file())
        )


def _read_file(path: Path, encoding: str | None, max_chars: int) -> Iterator[Read]:
    try:
        with path.open("rb") as stream:
            if path.suffix.lower() in LINE_SUFFIXES:
                yield from _lines(split_lines(stream, max_chars), _printable(path.stem), _printable(str(path)), encoding, max_chars)
            else:
                yield _text(stream.read(_byte_limit(max_chars)), _printable(path.stem), _printable(str(path)), encoding, max_chars)
    except OSError as error:
        raise ReadingError("path", f"{path}: {error.strerror}") from error


def _read_stream(stream: BinaryIO, encoding: str | None, max_chars: int) -> Iterator[Read]:
    limit = _byte_limit(max_chars)
    head = bytearray()
    while len(head) < limit:  # up to and with the first line that is not blank
        line = stream.readline(limit - len(head))
        head += line
        if not line or line.strip().removeprefix(b"\xef\xbb\xbf"):
            break
    start = head.lstrip().removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        if not head.endswith(b"\n"):
            head += stream.readline(5 * limit)
        yield from _lines(split_lines(stream, max_chars, bytes(head)), "stdin", STDIN, encoding, max_chars)
    else:
        yield _text(bytes(head) + stream.read(limit - len(head)), "stdin", STDIN, encoding, max_chars)


def _lines(lines: Iterator[bytes | None], stem: str, path: str, encoding: str | None, max_chars: int) -> Iterator[Read]:
    name = encoding or "utf-8"
    if name.lower().replace("_", "-").startswith(("utf-16", "utf-32")):
        raise ReadingError("encoding", f"{path}: JSON lines cannot be {name}")
    for outcome in parse_lines(lines, stem, max_chars, name):
        if isinstance(outcome, Document):
            yield Read(path, name, document=outcome)
        else:
            yield Read(path, name, failure=outcome)


def _text(data: bytes, stem: str, path: str, encoding: str | None, max_chars: int) -> Read:
    try:
        if len(data) >= _byte_limit(max_chars):
            raise ReadingError("too_large", f"more than {max_chars} characters")
        text, name = decode(data, encoding)
        if len(text) > max_chars:
            raise ReadingError("too_large", f"{len(text)} characters, more than {max_chars}")
    except ReadingError as error:
        return _failed(path, None, stem, error)
    return Read(path, name, document=Document(doc_id=stem, text=text))


def _failed(path: str, encoding: str | None, stem: str, error: ReadingError) -> Read:
    return Read(path, encoding, failure=Failure(doc_id=_printable(stem), error=Problem(code=error.code, message=error.message)))


def _byte_limit(max_chars: int) -> int:
    """One byte more than the longest allowed text has in any encoding, with its mark."""
    return 4 * max_chars + 5


def _printable(name: str) -> str:
    """File names need not be valid Unicode; what leaves the program must be."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
