"""Paths → documents: files, folders and standard input, one document at a time.

``.jsonl`` and ``.ndjson`` hold a document a line (compressed too: ``.jsonl.gz``, ``.jsonl.zst``), ``.csv`` and ``.parquet`` one a row, any
other file is one text. Nothing is translated: ``\\r\\n`` stays two characters.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from policy_extract.reading import compressed, tabular
from policy_extract.reading.encodings import decode
from policy_extract.reading.errors import ReadingError
from policy_extract.reading.jsonl import parse_line, split_lines
from policy_extract.schema import Document, Failure, Problem

MAX_CHARS = 5_000_000
"""Documents longer than this are refused (code ``too_large``)."""

LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
FOLDER_SUFFIXES = LINE_SUFFIXES | tabular.TABLES | {".txt"}
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Read:
    """One document, or the failure in its place (the other is None), with where it came from.

    ``path`` is the file as given or found, ``-`` for standard input; ``encoding`` what its bytes were decoded from (None: a table's own).
    ``position`` tells how many bytes of the file have been read so far (0: not known).
    """

    path: str
    encoding: str | None
    document: Document | None = None
    failure: Failure | None = None
    position: int = field(default=0, compare=False)


class Raw(NamedTuple):
    """What will be one document, as its bytes stand in a file: nothing has been decoded or looked at.

    ``data`` is a line of JSON, or a whole file where ``line`` (its number, from 1 on) is None; None for what is too long to be read.
    ``stem`` names a document without a name of its own; the rest is as ``Read`` has it.
    """

    path: str
    stem: str
    line: int | None
    data: bytes | None
    encoding: str | None
    position: int = 0


def read_inputs(
    paths: Iterable[str], stdin: BinaryIO | None = None, *, encoding: str | None = None, max_chars: int = MAX_CHARS
) -> Iterator[Read]:
    """The documents of all ``paths``, in order: files, folders (walked in sorted order), ``-`` for ``stdin``.

    Raises what ``raw_inputs`` raises.
    """
    return (parsed(each, max_chars) for each in raw_inputs(paths, stdin, encoding=encoding, max_chars=max_chars))


def parsed(source: Raw | Read, max_chars: int = MAX_CHARS) -> Read:
    """The document, or the failure, that ``source`` is."""
    if isinstance(source, Read):
        return source
    if source.line is None:
        return _text(source, max_chars)
    name = source.encoding or "utf-8"
    return _read(source.path, name, parse_line(source.data, source.stem, source.line, max_chars, name), source.position)


def raw_inputs(
    paths: Iterable[str], stdin: BinaryIO | None = None, *, encoding: str | None = None, max_chars: int = MAX_CHARS
) -> Iterator[Raw | Read]:
    """What ``read_inputs`` reads, cut into documents, and no more where the bytes are enough for that (rows of tables are read).

    Raises ReadingError (code ``path``) before anything is read where a path is missing, unreadable or neither file nor folder, or needs
    an extra that is not installed. Inside folders, files of other kinds, hidden names, links to folders and special files are passed over.
    """
    checked = [_check(path, stdin) for path in paths]
    return _read_all(checked, stdin, encoding, max_chars)


def is_read(path: Path) -> bool:
    """Whether a file of this name is read where it stands in a folder."""
    return _kind(path) in FOLDER_SUFFIXES


def sizes(paths: Iterable[str]) -> dict[str, int | None]:
    """The bytes of each of ``paths``: of a file, or of all files that would be read from a folder; None for standard input."""
    return {
        path: None if path == STDIN else sum(file.stat().st_size for file in (_walk(found) if found.is_dir() else [found]))
        for path, found in ((path, Path(path)) for path in paths)
    }


def read_path(path: Path, *, encoding: str | None = None, max_chars: int = MAX_CHARS) -> Iterator[Document | Failure]:
    """The document of a text file, or the documents of a file of JSON lines; a Failure in the place of each that cannot be read.

    Raises ReadingError (code ``path``) where the file cannot be opened.
    """
    return (_outcome(parsed(each, max_chars)) for each in _read_file(path, encoding, max_chars))


def read_stdin(stream: BinaryIO, *, encoding: str | None = None, max_chars: int = MAX_CHARS) -> Iterator[Document | Failure]:
    """The documents of ``stream``: JSON lines where its first character is ``{``, else one text. They are named ``stdin``."""
    return (_outcome(parsed(each, max_chars)) for each in _read_stream(stream, encoding, max_chars))


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
    if found.is_file() and (missing := compressed.missing_extra(found) or tabular.missing_extra(found)):
        raise ReadingError("path", f"{path}: needs {missing}")
    return found


def _read_all(paths: list[Path | None], stdin: BinaryIO | None, encoding: str | None, max_chars: int) -> Iterator[Raw | Read]:
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
    """The files of a folder and of those in it, each folder's names sorted and listed when it is reached."""
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                kept = [(path / entry.name, entry.is_dir()) for entry in entries if _wanted(entry)]
        except OSError as error:
            raise ReadingError("path", f"{path}: {error.strerror}") from error
        waiting.extend(sorted(kept, reverse=True))


def _wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    if entry.is_dir(follow_symlinks=False):
        return True
    try:
        return _kind(Path(entry.name)) in FOLDER_SUFFIXES and entry.is_file()
    except OSError:  # a link that leads to itself
        return False


def _kind(path: Path) -> str:
    """The suffix that says how a file is read: ``.jsonl`` for ``dump.jsonl.gz``; ``.gz`` for a compressed file of another kind."""
    suffix = path.suffix.lower()
    inner = Path(path.stem).suffix.lower()
    return inner if suffix in compressed.COMPRESSIONS and inner in LINE_SUFFIXES else suffix


def _read_file(path: Path, encoding: str | None, max_chars: int) -> Iterator[Raw | Read]:
    kind, name = _kind(path), _printable(str(path))
    suffix = path.suffix.lower()
    stem = _printable(Path(path.stem).stem if kind != suffix else path.stem)
    if missing := compressed.missing_extra(path) or tabular.missing_extra(path):
        raise ReadingError("path", f"needs {missing}")
    if kind == ".parquet":
        yield from (_read(name, None, outcome) for outcome in tabular.parquet_documents(path, stem, max_chars))
        return
    try:
        with path.open("rb") as stream:
            if kind == ".csv":
                yield from _rows(stream, name, stem, encoding, max_chars)
            elif kind in LINE_SUFFIXES and kind != suffix:
                yield from _compressed_lines(stream, suffix, name, stem, encoding, max_chars)
            elif kind in LINE_SUFFIXES:
                yield from _lines(split_lines(stream, max_chars), stem, name, encoding, stream.tell)
            else:
                yield _whole(stream.read(_byte_limit(max_chars)), stem, name, encoding)
    except OSError as error:
        raise ReadingError("path", f"{path}: {error.strerror}") from error


def _rows(stream: BinaryIO, path: str, stem: str, encoding: str | None, max_chars: int) -> Iterator[Read]:
    try:
        name = tabular.csv_encoding(stream, encoding)
    except ReadingError as error:
        yield _failed(path, None, stem, error)
        return
    told = name.removesuffix("-sig")
    yield from (_read(path, told, outcome, stream.tell()) for outcome in tabular.csv_documents(stream, name, stem, max_chars))


def _compressed_lines(
    raw: BinaryIO, suffix: str, path: str, stem: str, encoding: str | None, max_chars: int
) -> Iterator[Raw | Read]:
    """The documents up to where the data are damaged, or no longer believed; then a failure that says so."""
    stream = compressed.decompressed(raw, suffix)
    lines = 0

    def counted() -> Iterator[bytes | None]:
        nonlocal lines
        for line in split_lines(stream, max_chars):
            lines += 1
            yield line

    try:
        yield from _lines(counted(), stem, path, encoding, raw.tell)
    except ReadingError as error:
        if error.code not in {"corrupt", "too_large"}:
            raise
        problem = Problem(code=error.code, message=f"nothing is read from here on: {error.message}", line=lines + 1)
        yield Read(path, encoding, failure=Failure(doc_id=f"{stem}#{lines + 1}", error=problem))


def _read_stream(stream: BinaryIO, encoding: str | None, max_chars: int) -> Iterator[Raw | Read]:
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
        yield from _lines(split_lines(stream, max_chars, bytes(head)), "stdin", STDIN, encoding)
    else:
        yield _whole(bytes(head) + stream.read(limit - len(head)), "stdin", STDIN, encoding)


def _lines(
    lines: Iterable[bytes | None], stem: str, path: str, encoding: str | None, tell: Callable[[], int] = int
) -> Iterator[Raw | Read]:
    """The lines that are not blank."""
    name = encoding or "utf-8"
    if name.lower().replace("_", "-").startswith(("utf-16", "utf-32")):
        raise ReadingError("encoding", f"{path}: JSON lines cannot be {name}")
    for number, line in enumerate(lines, start=1):
        if line is None or line.strip():
            yield Raw(path, stem, number, line, encoding, tell())


def _whole(data: bytes, stem: str, path: str, encoding: str | None) -> Raw:
    return Raw(path, stem, None, data, encoding, len(data))


def _read(path: str, encoding: str | None, outcome: Document | Failure, position: int = 0) -> Read:
    if isinstance(outcome, Document):
        return Read(path, encoding, document=outcome, position=position)
    return Read(path, encoding, failure=outcome, position=position)


def _text(source: Raw, max_chars: int) -> Read:
    data = source.data or b""
    try:
        if len(data) >= _byte_limit(max_chars):
            raise ReadingError("too_large", f"more than {max_chars} characters")
        text, name = decode(data, source.encoding)
        if len(text) > max_chars:
            raise ReadingError("too_large", f"{len(text)} characters, more than {max_chars}")
    except ReadingError as error:
        return _failed(source.path, None, source.stem, error)
    return Read(source.path, name, document=Document(doc_id=source.stem, text=text), position=source.position)


def _failed(path: str, encoding: str | None, stem: str, error: ReadingError) -> Read:
    return Read(path, encoding, failure=Failure(doc_id=_printable(stem), error=Problem(code=error.code, message=error.message)))


def _byte_limit(max_chars: int) -> int:
    """One byte more than the longest allowed text has in any encoding, with its mark."""
    return 4 * max_chars + 5


def _printable(name: str) -> str:
    """File names need not be valid Unicode; what leaves the program must be."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
