"""``policy-extract extract``: inputs → output lines, one document at a time; what fails is reported and the rest goes on."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from policy_extract.cli.forms import json_lines
from policy_extract.cli.output import Output, open_output
from policy_extract.cli.terminal import CommandError, complain
from policy_extract.lexicon import LexiconError
from policy_extract.pipeline import Extractor
from policy_extract.reading import Read, ReadingError, read_inputs
from policy_extract.schema import Extraction, Failure, Problem

Result = Extraction | Failure
Shape = Callable[[Result], Iterable[str]]


def run(args: argparse.Namespace) -> int:
    """Extract all inputs; 1 where a document failed, else 0."""
    try:
        extractor = Extractor(include=args.include, unclaimed=args.unclaimed, lexicon=args.lexicon)
    except LexiconError as error:
        raise CommandError(str(error)) from error
    failures = 0
    try:
        reads = read_inputs(args.inputs, sys.stdin.buffer if sys.stdin else None, encoding=args.encoding)
        with open_output(args.output) as out:
            shape = _shape(args.form, out)
            for read, result in _results(extractor, reads, args.published):
                lines, failure = _shaped(result, shape)
                if failure:
                    failures += 1
                    complain(_where(read, failure))
                for line in lines:
                    out.line(line)
    except ReadingError as error:
        raise CommandError(error.message) from error
    return 1 if failures else 0


def _results(extractor: Extractor, reads: Iterable[Read], published: str | None) -> Iterator[tuple[Read, Result]]:
    """One result for each input in its order; ``published`` is for documents that come without a date."""
    seen: Counter[str] = Counter()
    for read in reads:
        document = read.document
        if document is None:
            assert read.failure is not None
            yield read, read.failure
            continue
        if published and document.published is None:
            document = document.model_copy(update={"published": published})
        seen[document.doc_id] += 1
        yield read, extractor.extract_safely(document, path=read.path, encoding=read.encoding, repeat=seen[document.doc_id])


def _shape(form: str, out: Output) -> Shape:
    """How a result becomes lines of ``form``."""
    if form != "table":
        return lambda result: json_lines(result, form)
    from policy_extract.cli.table import render, width_of  # noqa: PLC0415 - rich is needed for this form only

    width = width_of(out.is_terminal)
    return lambda result: [render(result, width=width, terminal=out.is_terminal)]


def _shaped(result: Result, shape: Shape) -> tuple[list[str], Failure | None]:
    """The lines of a result, and the failure that it is or that came of writing it."""
    try:
        return list(shape(result)), result if isinstance(result, Failure) else None
    except Exception as error:  # a result that cannot be written must not take its neighbours along
        failure = Failure(doc_id=result.doc_id, error=Problem(code="internal", message=f"{type(error).__name__}: {error}"))
        return list(shape(failure)), failure


def _where(read: Read, failure: Failure) -> str:
    line = f":{failure.error.line}" if failure.error.line else ""
    return f"{read.path}{line}: {failure.doc_id}: {failure.error.code}: {failure.error.message}"
