"""``policy-extract schema``: the JSON Schema of the lines that enter and leave, made from the models themselves."""

from __future__ import annotations

import argparse
import json
from typing import Any

from pydantic import TypeAdapter

from policy_extract.cli.forms import RecordRow
from policy_extract.cli.output import open_output
from policy_extract.schema import SCHEMA_VERSION, Document, Extraction, Failure

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def run(args: argparse.Namespace) -> int:
    """Print the schema of one form."""
    with open_output() as out:
        out.line(json.dumps(json_schema(args.form), ensure_ascii=False, indent=2))
    return 0


def json_schema(form: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a line of ``documents``, ``records`` or ``input``."""
    if form == "input":
        return _titled("input line", Document.model_json_schema(mode="validation"))
    line: TypeAdapter[Any] = TypeAdapter(Extraction | Failure) if form == "documents" else TypeAdapter(RecordRow | Failure)
    return _titled(f"output line, {form} form", line.json_schema(mode="serialization", by_alias=True))


def _titled(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, **schema, "title": f"policy-extract {what}, version {SCHEMA_VERSION}"}
