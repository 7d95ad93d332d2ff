"""The output of a long run, made of its lines (documents form) in the form that was asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal


def finish_of(args: argparse.Namespace) -> Callable[[Iterable[str], Path], None] | None:
    """What writes the output into a file; None where it is the lines themselves."""
    form = form_of(args)
    if args.format == "jsonl" and form == "documents":
        return None
    if args.format == "parquet":
        from policy_extract.batch.arrow import write_parquet  # noqa: PLC0415 - for this format only

        return lambda lines, path: write_parquet(lines, path, form)
    return lambda lines, path: _write(args, lines, path)


def form_of(args: argparse.Namespace) -> Literal["documents", "records"]:
    """The form asked for: documents are the default as JSON lines, records as rows of a table."""
    form: Literal["documents", "records"] = args.form or ("documents" if args.format == "jsonl" else "records")
    return form


def _write(args: argparse.Namespace, lines: Iterable[str], path: Path) -> None:
    """As ``extract`` writes without a run. The user has heard of the documents that failed."""
    from policy_extract.cli.extract import write  # noqa: PLC0415 - what reads documents is not needed until here
    from policy_extract.cli.output import Output  # noqa: PLC0415
    from policy_extract.cli.running import Run  # noqa: PLC0415
    from policy_extract.reading import result_of  # noqa: PLC0415

    with path.open("wb") as stream:
        write(args, (Run("", "", result_of(line)) for line in lines), Output(stream), told=True)
