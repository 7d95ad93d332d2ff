"""The inputs of a command, one document at a time: read, extracted or taken from earlier results, corrected."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.cli.terminal import REPEATED, CommandError, complain
from policy_extract.lexicon import LexiconError
from policy_extract.pipeline import Extractor
from policy_extract.reading import MAX_CHARS, STDIN, Read, ReadingError, holds_results, read_inputs, read_results, repeated
from policy_extract.schema import Extraction, Failure, GoldDocument, Record, sum_of
from policy_extract.tagger import ModelError

if TYPE_CHECKING:
    from policy_extract.corrections import Corrections

Result = Extraction | Failure


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one document. ``path`` is the file it was read from; ``text`` is empty where nothing could be read.

    ``rejected`` are the records that a reviewer took out.
    """

    path: str
    text: str
    result: Result
    rejected: tuple[Record, ...] = ()


def extractor_of(args: argparse.Namespace, *, unclaimed: bool) -> Extractor:
    """The extractor that the options ask for."""
    try:
        return Extractor(include=args.include, unclaimed=unclaimed, lexicon=args.lexicon, model=args.model)
    except (LexiconError, ModelError) as error:
        raise CommandError(str(error)) from error


def runs(args: argparse.Namespace, extractor: Extractor) -> Iterator[Run]:
    """A run for each document of ``args.inputs``, in their order. Raises CommandError where an input cannot be read."""
    try:
        longest = getattr(args, "max_chars", None) or MAX_CHARS  # an option of extract alone
        reads = read_inputs(args.inputs, sys.stdin.buffer if sys.stdin else None, encoding=args.encoding, max_chars=longest)
        seen: Counter[str] = Counter()
        strict = getattr(args, "strict", False)  # so is this
        found = _extracted(extractor, reads, args.published, seen, strict=strict)
        yield from _corrected(found, args.corrections, extractor.include)
        if (again := seen.total() - len(seen)) and not strict and not getattr(args, "quiet", False):
            complain(REPEATED.format(again))
    except ReadingError as error:
        raise CommandError(error.message) from error


def runs_or_results(args: argparse.Namespace, extractor: Extractor) -> Iterator[Run]:
    """Like ``runs``, where files of earlier results stand for the documents they were made from (``args.texts`` say where these are)."""
    try:
        yield from _corrected(_mixed(args, extractor), args.corrections, extractor.include)
    except ReadingError as error:
        raise CommandError(error.message) from error


def report(run: Run) -> bool:
    """Complain about a run that failed; tells whether it did."""
    failure = run.result
    if not isinstance(failure, Failure):
        return False
    line = f":{failure.error.line}" if failure.error.line else ""
    complain(f"{run.path}{line}: {failure.doc_id}: {failure.error.code}: {failure.error.message}")
    return True


def _mixed(args: argparse.Namespace, extractor: Extractor) -> Iterator[Run]:
    results = {name for name in args.inputs if name != STDIN and holds_results(Path(name))}
    given = read_inputs(args.texts or (), None, encoding=args.encoding) if results else ()
    texts = {sum_of(read.document.text): read.document.text for read in given if read.document is not None}
    seen: Counter[str] = Counter()
    for name in args.inputs:
        if name in results:
            for text, result in read_results(Path(name), texts):
                yield Run(name, text, result, result.rejected if isinstance(result, GoldDocument) else ())
        else:
            stdin = sys.stdin.buffer if sys.stdin else None
            yield from _extracted(extractor, read_inputs([name], stdin, encoding=args.encoding), args.published, seen)


def _extracted(
    extractor: Extractor, reads: Iterable[Read], published: str | None, seen: Counter[str], *, strict: bool = False
) -> Iterator[Run]:
    """One run for each input in its order; ``published`` is for documents that come without a date, ``seen`` counts their ids."""
    for read in reads:
        document = read.document
        if document is None:
            assert read.failure is not None
            yield Run(read.path, "", read.failure)
            continue
        if published and document.published is None:
            document = document.model_copy(update={"published": published})
        seen[document.doc_id] += 1
        if strict and seen[document.doc_id] > 1:
            yield Run(read.path, document.text, repeated(document.doc_id, seen[document.doc_id]))
            continue
        result = extractor.extract_safely(document, path=read.path, encoding=read.encoding, repeat=seen[document.doc_id])
        yield Run(read.path, document.text, result)


def _corrected(found: Iterable[Run], source: str | None, include: frozenset[str]) -> Iterator[Run]:
    """The runs with a reviewer's decisions carried out; what no longer fits is reported."""
    if source is None:
        yield from found
        return
    from policy_extract.corrections import CorrectionError, apply, load_corrections  # noqa: PLC0415 - for this option only

    try:
        corrections: Mapping[str, Corrections] = load_corrections(Path(source))
    except CorrectionError as error:
        raise CommandError(str(error)) from error
    waiting = dict(corrections)
    for run in found:
        decided = waiting.pop(run.result.doc_id, None)
        if decided is None or isinstance(run.result, Failure):
            yield run
            continue
        applied = apply(run.result, run.text, decided, include=include)
        for misfit in applied.misfits:
            complain(f"{source}: {misfit.record_id}: {misfit.review}, but no longer fits: {misfit.reason}")
        yield replace(run, result=applied.extraction, rejected=applied.rejected)
    for doc_id in waiting:
        complain(f"{source}: {doc_id}: corrected, but not among the documents")
