"""Extractions → Arrow tables, Parquet files and data frames, a record or a document a row.

Needs the extra ``parquet`` (pyarrow), ``to_pandas`` the extra ``pandas``; both are imported when first asked for. All functions take
results of the extractor or the JSON lines of ``extract`` (documents form), alone or mixed, and give the same table for the same results.
The columns are those of :mod:`policy_extract.batch.columns`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from policy_extract.schema import Extraction, Failure, Problem
from policy_extract.tables import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Form = Literal["documents", "records"]
Item = Extraction | Failure | str
"""A result, or a line of results."""

_Part = TypeVar("_Part")

_BATCH = 1 << 20  # characters of lines that become one batch: parsed JSON takes ten times as much memory, a batch a third
_GROUP = 1 << 24  # bytes of batches that become one row group of a Parquet file
_OPTIONS: dict[str, Any] = {"compression": "zstd", "version": "2.6", "write_statistics": True}


def schema(form: Form = "records") -> pa.Schema:
    """The Arrow schema of a form. Raises MissingExtraError where pyarrow is not installed, as all functions here do."""
    return _columns().SCHEMAS[form]


def record_batch(items: Iterable[Item], form: Form = "records") -> pa.RecordBatch:
    """One batch of all rows of ``items``, in their order.

    ``records``: a row a record, none for a document without records; ``documents``: a row a document. A failure has a row in both, with
    its ``doc_id`` and the error. Raises ValueError for a string that is no line of results.
    """
    columns = _columns()
    import pyarrow as pa  # noqa: PLC0415 - an extra

    rows = [row for item in items for row in columns.rows(line_of(item), form)]
    return pa.RecordBatch.from_pylist(rows, schema=columns.SCHEMAS[form])


def record_batches(items: Iterable[Item], form: Form = "records") -> Iterator[pa.RecordBatch]:
    """The same rows in batches of about a million characters of JSON, so that memory stays bounded."""
    for lines in _portions(map(line_of, items), _BATCH, len):
        yield record_batch(lines, form)


def to_arrow(items: Iterable[Item], form: Form = "records") -> pa.Table:
    """An Arrow table of all rows of ``items``: for DuckDB, polars, or whatever else reads Arrow."""
    own = schema(form)
    import pyarrow as pa  # noqa: PLC0415 - an extra

    return pa.Table.from_batches(record_batches(items, form), schema=own)


def to_pandas(items: Iterable[Item], form: Form = "records") -> pd.DataFrame:
    """A pandas data frame of all rows of ``items``, its columns of Arrow types (decimals stay exact, dates dates, nulls null).

    Raises MissingExtraError where pandas or pyarrow is not installed.
    """
    table = to_arrow(items, form)
    try:
        import pandas as pd  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("data frames need pandas: pip install 'policy-extract[pandas]'") from error
    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def write_parquet(lines: Iterable[Item], out: Path, form: Form = "records") -> None:
    """Write all rows of ``lines`` to the Parquet file ``out``, in memory that does not grow with their number.

    The same lines give the same bytes with the same pyarrow. The file appears, or is replaced, when it is complete: nobody sees half of it.
    Raises OSError where it cannot be written, and what the functions above raise.
    """
    own = schema(form)
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            with pq.ParquetWriter(stream, own, **_OPTIONS) as writer:
                for group in _portions(record_batches(lines, form), _GROUP, lambda batch: batch.nbytes):
                    writer.write_table(pa.Table.from_batches(group, schema=own))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def line_of(item: Item) -> str:
    """The JSON line of a result; of one that cannot be written (its title holds half a character) the line of a failure."""
    if isinstance(item, str):
        return item
    try:
        return item.to_json()
    except Exception as error:  # pydantic raises kinds of its own; one result must not take its neighbours along
        readable = item.doc_id.encode("utf-8", "backslashreplace").decode("utf-8")
        return Failure(doc_id=readable, error=Problem(code="internal", message=f"{type(error).__name__}: {error}")).to_json()


def _portions(items: Iterable[_Part], size: int, weigh: Callable[[_Part], int]) -> Iterator[list[_Part]]:
    """Lists of items that weigh ``size`` or a little more, the last one less; where they are cut follows from the items alone."""
    portion: list[_Part] = []
    weight = 0
    for item in items:
        portion.append(item)
        weight += weigh(item)
        if weight >= size:
            yield portion
            portion, weight = [], 0
    if portion:
        yield portion


def _columns() -> Any:
    try:
        from policy_extract.batch import columns  # noqa: PLC0415 - it needs pyarrow, an extra
    except ImportError as error:
        raise MissingExtraError("Arrow and Parquet need pyarrow: pip install 'policy-extract[parquet]'") from error
    return columns
