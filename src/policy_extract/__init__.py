"""Numeric targets, deadlines and responsible agencies from Chinese policy documents.

The names below load their modules when first used, so that ``import policy_extract`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policy_extract.batch.arrow import to_arrow, to_pandas, write_parquet
    from policy_extract.finding.agencies import find_agencies
    from policy_extract.finding.quantities import find_quantities
    from policy_extract.finding.times import find_times
    from policy_extract.grammar.numerals import parse_numeral
    from policy_extract.grammar.quantity import parse_quantity
    from policy_extract.grammar.timex import parse_timex
    from policy_extract.mentions import TimeAnchor
    from policy_extract.pipeline import Extractor
    from policy_extract.schema import Document, Extraction, Failure, Record

__version__ = "0.1.0"

_HOMES = {
    "Document": "schema",
    "Extraction": "schema",
    "Extractor": "pipeline",
    "Failure": "schema",
    "Record": "schema",
    "TimeAnchor": "mentions",
    "find_agencies": "finding.agencies",
    "find_quantities": "finding.quantities",
    "find_times": "finding.times",
    "parse_numeral": "grammar.numerals",
    "parse_quantity": "grammar.quantity",
    "parse_timex": "grammar.timex",
    "to_arrow": "batch.arrow",
    "to_pandas": "batch.arrow",
    "write_parquet": "batch.arrow",
}

__all__ = [
    "Document",
    "Extraction",
    "Extractor",
    "Failure",
    "Record",
    "TimeAnchor",
    "__version__",
    "find_agencies",
    "find_quantities",
    "find_times",
    "parse_numeral",
    "parse_quantity",
    "parse_timex",
    "to_arrow",
    "to_pandas",
    "write_parquet",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"policy_extract.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'policy_extract' has no attribute {name!r}")
