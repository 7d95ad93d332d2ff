"""Tables → documents: a row of CSV or Parquet is a document, its columns are fields (text, doc_id, title, published, url).

Other columns are kept as fields the program does not know. A document without ``doc_id`` is called ``STEM#LINE`` in CSV, after the line on
which its row begins, and ``STEM#ROW`` in Parquet (rows from 1). Rows are read as they are asked for, however long the table is.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from policy_extract.reading.encodings import PLAUSIBLE_SHARE, everyday_share
from policy_extract.reading.errors import ReadingError
from policy_extract.reading.fields import FieldError, failed, row_of
from policy_extract.schema import Document, Failure

TABLES = frozenset({".csv", ".parquet"})

_SAMPLE = 1 << 20  # bytes by which the encoding of a CSV file is told
_CHUNK = 1 << 16
_BATCH = 16  # rows of Parquet in memory at a time


def missing_extra(path: Path) -> str | None:
    """What has to be installed before ``path`` can be read, or None."""
    return "pyarrow: pip install 'policy-extract[parquet]'" if path.suffix.lower() == ".parquet" and find_spec("pyarrow") is None else None


def csv_encoding(stream: BinaryIO, encoding: str | None) -> str:
    """The encoding of a CSV file, by its first megabyte; the stream stands at its start again. Raises ReadingError (code ``encoding``)."""
    if encoding is not None:
        return "utf-8-sig" if encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else encoding
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    whole = len(sample) < _SAMPLE
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, whole)
    except UnicodeDecodeError as error:
        try:
            text = codecs.getincrementaldecoder("gb18030")().decode(sample, whole)
        except UnicodeDecodeError:
            return "utf-8-sig"  # the rows that are not valid say so, each for itself
        if everyday_share(text) < PLAUSIBLE_SHARE:
            message = f"not UTF-8 (byte {error.start}), and hardly GB18030: its characters would be rare ones"
            raise ReadingError("encoding", message) from error
        return "gb18030"
    return "utf-8-sig"


def csv_documents(stream: BinaryIO, encoding: str, stem: str, max_chars: int) -> Iterator[Document | Failure]:
    """A document or a failure for each row under the row of names. Bytes that are not valid cost the row they stand in."""
    text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
    try:
        yield from _csv_rows(_Lines(text, max_chars), stem, max_chars)
    finally:
        text.detach()  # whoever opened the stream closes it


def _csv_rows(lines: _Lines, stem: str, max_chars: int) -> Iterator[Document | Failure]:
    rows = csv.reader(lines)
    names: list[str] | None = None
    while True:
        line = lines.number + 1
        try:
            row = _next(rows, lines, max_chars)
            if row is None:
                return
            if names is None:
                names = _names(row)
            elif row:
                if len(row) > len(names):
                    raise FieldError("wrong_type", f"{len(row)} cells under {len(names)} names")
                yield row_of(dict(zip(names, row, strict=False)), f"{stem}#{line}", line, max_chars)
        except ReadingError as error:
            yield failed(error, f"{stem}#{line}", line)
            if names is None or error.code == "invalid_csv":
                return


def _next(rows: Iterator[list[str]], lines: _Lines, max_chars: int) -> list[str] | None:
    """The next row, None at the end. Raises FieldError: ``too_large``; ``invalid_csv`` where nobody can say where the next row begins."""
    limit = 4 * max_chars + _SAMPLE  # longer texts than are allowed are rows still; a quote that is never closed takes all that follows
    before = csv.field_size_limit(limit)  # of the whole process
    try:
        row = next(rows, None)
    except csv.Error as error:
        raise FieldError("invalid_csv", f"nothing is read from here on: {error} (is a quote never closed?)") from error
    finally:
        csv.field_size_limit(before)
    if lines.cut:
        lines.cut = False
        raise FieldError("too_large", f"the row is longer than a document of {max_chars} characters can be")
    return row


class _Lines:
    """Lines for the csv module, none longer than a document can be; ``cut`` tells that the rest of one was passed over."""

    def __init__(self, stream: io.TextIOWrapper, max_chars: int) -> None:
        self._stream = stream
        self._limit = 2 * max_chars + _SAMPLE  # every character may be a quote, which is doubled
        self.number = 0
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._limit)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == self._limit and not line.endswith("\n"):
            self.cut = True
            while (rest := self._stream.readline(_CHUNK)) and not rest.endswith("\n"):
                pass
        return line


def _names(row: list[str]) -> list[str]:
    if "text" not in row:
        raise FieldError("missing_text", 'no column is called "text"')
    twice = {name for name in row if row.count(name) > 1}
    if twice:
        raise FieldError("wrong_type", f"two columns are called {min(twice)!r}")
    return row


def parquet_documents(path: Path, stem: str, max_chars: int) -> Iterator[Document | Failure]:
    """A document or a failure for each row of the file; one failure where the file cannot be read (on)."""
    import pyarrow  # noqa: PLC0415 - an extra
    import pyarrow.parquet  # noqa: PLC0415

    number = 0
    try:
        with pyarrow.parquet.ParquetFile(path, memory_map=False, pre_buffer=False) as file:
            _names(list(file.schema_arrow.names))
            for batch in file.iter_batches(batch_size=_BATCH, use_threads=False):
                for cells in batch.to_pylist():
                    number += 1
                    yield row_of(cells, f"{stem}#{number}", number, max_chars)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        problem = error if isinstance(error, ReadingError) else ReadingError("corrupt", f"no Parquet from row {number + 1} on: {error}")
        yield failed(problem, f"{stem}#{number + 1}" if number else stem, None)
