"""Spark: a data frame of documents in, a data frame of records out (extra ``spark``).

Each Spark task extracts its rows in a process beside its Python worker, so that a bad document gives an error row and not a failed job;
a worker that dies is Spark's to try again (``spark.task.maxFailures``, in local mode ``local[2,4]``).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from policy_extract.batch.arrow import Form, schema
from policy_extract.batch.engine import KNOWN, batches
from policy_extract.batch.isolated import EngineError, Settings
from policy_extract.tables import MissingExtraError

__all__ = ["EngineError", "Settings", "extract"]

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def extract(frame: DataFrame, form: Form = "records", settings: Settings | None = None) -> DataFrame:
    """The records, or the documents, of ``frame``, whose columns are those of :func:`policy_extract.batch.engine.batches`.

    Nothing runs before an action, and each action runs anew: write the result, or cache it. The package must be installed where the
    executors run Python; the model is part of it.

    Raises EngineError for a frame without a column ``text`` of strings, and MissingExtraError without pyspark.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("Spark needs pyspark: pip install 'policy-extract[spark]'") from error
    kinds = dict(frame.dtypes)
    if kinds.get("text") != "string":
        found = ", ".join(f"{name} ({kind})" for name, kind in kinds.items())
        raise EngineError(f"no column 'text' of strings among {found or 'no columns'}")
    read = frame if form == "documents" else frame.select(*[name for name in KNOWN if name in kinds])
    return read.mapInArrow(partial(batches, form=form, settings=settings), from_arrow_schema(schema(form)))
