"""``policy-extract evaluate`` and ``policy-extract diff``: figures and differences, as text or JSON."""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from policy_extract.cli.output import open_output
from policy_extract.cli.terminal import CommandError, complain, printable
from policy_extract.evaluation import (
    KINDS,
    RATES,
    Answer,
    Change,
    DocumentScore,
    EvaluationError,
    Gold,
    SameNameError,
    bins,
    diff,
    expected_error,
    figures,
    intervals,
    judged,
    load_answers,
    load_gold,
    score,
)

DEFAULT_ROUNDS = 1000
INTERVALS = {"interval_95": "95 %", "difference_95": "minus other, 95 %"}


def run(args: argparse.Namespace) -> int:
    """Score predictions, or what is extracted now where none are given; the figures do not change the exit code."""
    try:
        gold = load_gold(Path(args.gold))
        answers = load_answers(Path(args.predictions)) if args.predictions else _extracted(gold, args.model)
        scores = score(gold, answers)
        other = score(gold, load_answers(Path(args.against))) if args.against else None
    except EvaluationError as error:
        raise CommandError(str(error)) from error
    report = figures(scores).as_dict()
    rounds = args.bootstrap or DEFAULT_ROUNDS
    if args.bootstrap or other:
        report["interval_95"] = intervals(scores, rounds)
    if other:
        report["against"] = figures(other).as_dict()
        report["difference_95"] = intervals(scores, rounds, other)
    if args.reliability:
        report["reliability"] = _reliability(scores)
    if args.json and args.errors:
        report["errors"] = list(_difference_rows(scores))
    with open_output() as out:
        if args.json:
            out.line(json.dumps(report, ensure_ascii=False, indent=1))
            return 0
        if args.errors:
            for line in _difference_lines(scores):
                out.line(line)
        for line in _figure_lines(report):
            out.line(line)
        for line in _reliability_lines(report["reliability"]) if args.reliability else ():
            out.line(line)
    return 0


def _extracted(gold: Iterable[Gold], model: str | None) -> dict[str, Answer]:
    """What this program says of the gold's texts, given their titles and dates. A document that fails is told and answers nothing."""
    from policy_extract.pipeline import Extractor  # noqa: PLC0415 - not where predictions are given
    from policy_extract.schema import Document, Failure  # noqa: PLC0415
    from policy_extract.tagger import ModelError  # noqa: PLC0415

    try:
        extractor = Extractor(model=model)
    except ModelError as error:
        raise CommandError(str(error)) from error
    answers = {}
    for each in gold:
        result = extractor.extract_safely(Document(text=each.text, doc_id=each.name, title=each.title, published=each.published))
        if isinstance(result, Failure):
            complain(f"{each.name}: {result.error.code}: {result.error.message}")
        else:
            answers[each.name] = Answer(each.name, json.loads(result.to_json()))
    return answers


def run_diff(args: argparse.Namespace) -> int:
    """List what two outputs do not share; differences do not change the exit code."""
    try:
        try:
            changes = diff(load_answers(Path(args.old)), load_answers(Path(args.new)))
        except SameNameError:  # a/seed.txt and b/seed.txt in one output: the whole ids tell them apart
            changes = diff(load_answers(Path(args.old), whole=True), load_answers(Path(args.new), whole=True))
    except EvaluationError as error:
        raise CommandError(str(error)) from error
    with open_output() as out:
        for line in _change_lines(changes):
            out.line(line)
    return 0


def _figure_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The report as a table. It shows the report's own rounded numbers, so that text and JSON never differ in the last digit."""
    shown = [key for key in INTERVALS if key in report]
    heads = "".join(f"   {INTERVALS[key]:<19}" for key in shown)
    yield f"{'':<18}{'P':>8}{'R':>8}{'F1':>8}{'tp':>7}{'pred':>7}{'gold':>7}{heads}".rstrip()
    for key in RATES:
        row = report[key]
        ends = "".join(f"   [{report[part][key][0]:.3f}, {report[part][key][1]:.3f}]".ljust(22) for part in shown)
        counts = f"{row['tp']:>7}{row['predicted']:>7}{row['gold']:>7}"
        yield f"{key:<18}{row['p']:>8.3f}{row['r']:>8.3f}{row['f1']:>8.3f}{counts}{ends}".rstrip()
    yield "on matched: " + ", ".join(f"{name} {share:.3f}" for name, share in report["accuracy_on_matched"].items())
    yield (
        f"false records in each of {report['empty_documents']} documents without any: {report['false_records_per_empty_document']}; "
        f"spans not grounded: {report['spans_not_grounded']}; documents: {report['documents']}"
    )


def _reliability(scores: tuple[DocumentScore, ...]) -> dict[str, Any]:
    """Of the records of each kind and of all: the expected calibration error, and the bins."""
    found = {kind: judged(scores, None if kind == "all" else kind) for kind in ("all", *KINDS)}
    return {
        kind: {
            "records": len(records), "expected_calibration_error": round(expected_error(records), 4),
            "bins": [
                {
                    "from": one.low, "to": one.high, "records": one.records,
                    "confidence": round(one.confidence, 4), "right": round(one.right, 4),
                }
                for one in bins(records)
            ],
        }
        for kind, records in found.items()
    }


def _reliability_lines(report: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'confidence':<18}{'records':>8}{'mean':>8}{'right':>8}"
    for row in report["all"]["bins"]:
        yield f"{row['from']:.1f} to {row['to']:<11.1f}{row['records']:>8}{row['confidence']:>8.3f}{row['right']:>8.3f}"
    errors = ", ".join(f"{kind} {rows['expected_calibration_error']:.3f} ({rows['records']})" for kind, rows in report.items())
    yield f"expected calibration error: {errors}"


def _difference_rows(scores: Iterable[DocumentScore]) -> Iterator[dict[str, str]]:
    for each in scores:
        for row in each.differences:
            yield {"document": row.document, "class": row.what, "want": row.want, "have": row.have}


def _difference_lines(scores: Iterable[DocumentScore]) -> Iterator[str]:
    """The count of each class, the largest first, then the rows of each."""
    classes: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _difference_rows(scores):
        classes[row["class"]].append(row)
    largest_first = sorted(classes.items(), key=lambda item: (-len(item[1]), item[0]))
    for name, rows in largest_first:
        yield f"{len(rows):>6}  {name}"
    yield ""
    for _, rows in largest_first:
        for row in rows:
            yield " | ".join(printable(part) for part in row.values())
        yield ""


def _change_lines(changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes:
        what = f"{change.what} ({', '.join(change.fields)})" if change.fields else change.what
        start, end = change.span
        yield " | ".join(printable(part) for part in (change.document, what, change.kind, f"{start}:{end}", change.core, change.evidence))
    counts = {what: sum(change.what == what for change in changes) for what in ("gained", "lost", "changed")}
    yield ", ".join(f"{what} {count}" for what, count in counts.items())
