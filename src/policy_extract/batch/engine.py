"""What any engine runs on a part of its data: record batches of documents in, record batches of results out.

The function keeps no order but its input's, looks at nothing outside of its batches and needs no engine: Spark, Ray and Dask call it
(``docs/scale.md``), and so can a loop.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from policy_extract.batch.arrow import Form, record_batches
from policy_extract.batch.isolated import EngineError, Extract, Settings, isolated, line_reader
from policy_extract.reading.fields import FieldError, document_of
from policy_extract.schema import Document, Failure, Problem, sum_of

if TYPE_CHECKING:
    import pyarrow as pa

KNOWN = ("text", "doc_id", "title", "published", "url")
"""The columns that are read; of others the documents form has a copy in ``extra``."""

_ID = 16  # digits of the text's SHA-256 that name a document without a name


def batches(source: Iterable[pa.RecordBatch], form: Form = "records", settings: Settings | None = None) -> Iterator[pa.RecordBatch]:
    """The results of the documents of ``source``, in their order, as batches of the schema of ``form``.

    Columns are those of an input line: ``text`` (strings), and where they are known ``doc_id``, ``title``, ``published`` (a string, date or
    timestamp) and ``url``. Each document gives its rows or one error row (codes ``missing_text``, ``wrong_type``, ``invalid_unicode``,
    ``too_large``, ``timeout``, ``worker_died``, ``out_of_memory``, ``internal``): none is lost. A document without an id is named by the
    SHA-256 of its text. Ids should be unique: records of documents with one id share their own ids too.

    Raises EngineError where nothing can be extracted (no column ``text``, a lexicon or model that is not there) and MissingExtraError
    without pyarrow.
    """
    chosen = settings or Settings()
    found = (each for batch in source for each in documents(batch, chosen.max_chars, extra=form == "documents"))
    with extracting(chosen) as extract:
        yield from record_batches(extract(found), form)


@contextmanager
def extracting(settings: Settings) -> Iterator[Extract]:
    """What turns documents into lines, in a process of its own or in this one."""
    if settings.isolated:
        with isolated(settings) as extract:
            yield extract
    else:
        yield partial(map, line_reader(settings))


def documents(batch: pa.RecordBatch, max_chars: int, *, extra: bool = False) -> Iterator[Document | Failure]:
    """The documents of a batch, with its other columns where ``extra`` is set; a Failure for a row that is none."""
    names = batch.schema.names
    if "text" not in names:
        raise EngineError(f"no column 'text' among {', '.join(names) or 'no columns'}")
    columns = {name: batch.column(name) for name in names if extra or name in KNOWN}
    for row in range(batch.num_rows):
        yield _document({name: column[row] for name, column in columns.items()}, max_chars)


def _document(scalars: dict[str, Any], max_chars: int) -> Document | Failure:
    name = "document"
    try:
        name = _name(scalars)
        fields = {key: _plain(scalar.as_py()) for key, scalar in scalars.items() if key != "doc_id"}
        if fields["text"] is None:
            return _failure(name, "missing_text", "the text is null")
        return document_of({**fields, "doc_id": name}, name, max_chars)
    except UnicodeDecodeError as error:
        return _failure(name, "invalid_unicode", f"no UTF-8: byte {error.start}, {error.reason}")
    except FieldError as error:
        return _failure(name, error.code, error.message)


def _name(scalars: dict[str, Any]) -> str:
    """The id of a document as a string, numbers as their digits; where there is none, what follows from its text."""
    given = scalars["doc_id"].as_py() if "doc_id" in scalars else None
    if given is not None:
        return str(given)
    text = scalars["text"].as_py()
    return f"sha256-{sum_of(text)[:_ID]}" if isinstance(text, str) else "document"


def _plain(value: Any) -> Any:
    """Dates and timestamps as ISO 8601, as they stand in an input line."""
    return value.isoformat() if isinstance(value, dt.date) else value


def _failure(doc_id: str, code: str, message: str) -> Failure:
    return Failure(doc_id=doc_id, error=Problem(code=code, message=message))
