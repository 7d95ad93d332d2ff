"""``policy-extract extract``: inputs → output lines, one document at a time; what fails is reported and the rest goes on."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from policy_extract.cli.forms import json_lines
from policy_extract.cli.output import Output, open_output
from policy_extract.cli.running import Result, Run, extractor_of, report, runs
from policy_extract.cli.terminal import CommandError
from policy_extract.schema import Failure, Problem

Shape = Callable[[Result], Iterable[str]]


def run(args: argparse.Namespace) -> int:
    """Extract all inputs; 1 where a document failed, else 0."""
    found = runs(args, extractor_of(args, unclaimed=args.unclaimed))
    with open_output(args.output) as out:
        return write(args, found, out, told=args.quiet)


def write(args: argparse.Namespace, found: Iterable[Run], out: Output, *, told: bool) -> int:
    """Write all runs in the form asked for; ``told``: the user has heard of those that failed, or wants to hear nothing."""
    if args.format == "xlsx":
        return _workbook(found, out, told=told)
    return _lines(found, out, _shape(args, out), told=told)


def _lines(found: Iterable[Run], out: Output, shape: Shape, *, told: bool) -> int:
    failures = 0
    for each in found:
        lines, failed = _shaped(each, shape)
        if failed and not (told and failed is each):
            failures += report(failed)
        for line in lines:
            out.line(line)
    return 1 if failures else 0


def _shape(args: argparse.Namespace, out: Output) -> Shape:
    """How a result becomes lines."""
    if args.format == "csv":
        return _csv()
    form = args.form or "documents"
    if form != "table":
        return lambda result: json_lines(result, form)
    from policy_extract.cli.table import render, width_of  # noqa: PLC0415 - rich is needed for this form only

    width = width_of(out.is_terminal)
    return lambda result: [render(result, width=width, terminal=out.is_terminal)]


def _csv() -> Shape:
    """Lines of one CSV file: the first result is headed by the names of the columns."""
    from policy_extract.tables import csv_lines  # noqa: PLC0415 - for this format only

    headed = False

    def shape(result: Result) -> Iterator[str]:
        nonlocal headed
        lines = csv_lines(_rows(result))
        heading = next(lines)
        if not headed:
            headed = True
            yield heading
        yield from lines

    return shape


def _workbook(found: Iterable[Run], out: Output, *, told: bool) -> int:
    """One XLSX file of all records."""
    from policy_extract.tables import MissingExtraError, write_xlsx  # noqa: PLC0415 - for this format only

    if out.is_terminal:
        raise CommandError("XLSX is no text: name a file with -o")
    failures = 0

    def rows() -> Iterator[tuple[str | int | float | None, ...]]:
        nonlocal failures
        for each in found:
            failures += not told and report(each)
            yield from _rows(each.result)

    stream = io.BytesIO()
    try:
        write_xlsx(rows(), stream)
    except (MissingExtraError, ValueError) as error:
        raise CommandError(str(error)) from error
    out.data(stream.getvalue())
    return 1 if failures else 0


def _rows(result: Result) -> Iterator[tuple[str | int | float | None, ...]]:
    from policy_extract.tables import failure_row, record_rows  # noqa: PLC0415 - for these formats only

    if isinstance(result, Failure):
        yield failure_row(result)
    else:
        yield from record_rows(result)


def _shaped(each: Run, shape: Shape) -> tuple[list[str], Run | None]:
    """The lines of a run, and the run as it failed, in itself or in being written."""
    try:
        return list(shape(each.result)), each if isinstance(each.result, Failure) else None
    except Exception as error:  # a result that cannot be written must not take its neighbours along
        failure = Failure(doc_id=each.result.doc_id, error=Problem(code="internal", message=f"{type(error).__name__}: {error}"))
        return list(shape(failure)), replace(each, result=failure)
