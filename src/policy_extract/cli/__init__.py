"""The command line. Only argparse is imported here; what a command needs is imported when it runs, so that --help is fast.

Exit codes: 0 all went well; 1 some document could not be processed (its output line says why); 2 wrong usage, an input that cannot
be read or an output that cannot be written; 130 interrupted; 141 the reader of the output went away; 143 a long run was terminated.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from policy_extract import __version__
from policy_extract.cli import options
from policy_extract.cli.terminal import BROKEN_PIPE, INTERRUPTED, STDOUT, USAGE, CommandError, abandon_stdout, complain

PROGRAM = "policy-extract"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command of ``argv`` (default: the process's arguments) and return its exit code. Wrong usage raises SystemExit(2)."""
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except CommandError as error:
        complain(str(error))
        return USAGE
    except BrokenPipeError:
        abandon_stdout()
        return BROKEN_PIPE
    except OSError as error:  # files are opened with messages of their own; what is left is a full disk and the like
        abandon_stdout()
        complain(f"input or output failed: {error.strerror or error}")
        return USAGE
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message} (see {self.prog} --help)")
        sys.exit(USAGE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        description="Numeric targets, deadlines and responsible agencies from Chinese policy documents, as JSON records.",
        epilog="Exit codes: 0 well; 1 some document failed (its output line says why); 2 wrong usage, unreadable input or output.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}", help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_add_extract, _add_review, _add_explain, _add_evaluate, _add_diff, _add_schema):
        add(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_documents(parser: _Parser, what: str) -> None:
    """The options of every command that reads documents."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help=what)
    parser.add_argument(
        "-o", "--output", default=STDOUT, metavar="OUT", help="output file, replaced in one step (default: standard output)"
    )
    parser.add_argument(
        "--published",
        type=options.iso_date,
        metavar="DATE",
        help="publication date (ISO 8601) of documents that come without one; relative times are counted from it",
    )
    parser.add_argument(
        "--include",
        type=options.statuses,
        default=frozenset({"planned"}),
        metavar="STATUS,...",
        help="also give records that are no plans: achieved, ongoing, forecast",
    )
    parser.add_argument("--corrections", metavar="FILE", help="decisions of a reviewer, downloaded from a review page, to carry out again")
    parser.add_argument("--lexicon", metavar="FILE", help="TOML file of your own bodies and their names")
    parser.add_argument("--encoding", type=options.encoding, metavar="NAME", help="encoding of the inputs (default: UTF-8, else GB18030)")
    _add_model(parser)


def _add_model(parser: _Parser) -> None:
    """Which model reads what the rules are unsure of."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--model", metavar="NAME",
        help="read again where rules may have missed a body: zh_policy_ner (comes with the package), or the folder of a spaCy pipeline",
    )
    which.add_argument("--no-model", dest="model", action="store_const", const=None, help="rules only (the default)")


_INPUT = (
    "a text file, JSON lines (.jsonl, .ndjson; also .gz, .zst), a table (.csv, .parquet) with a column text, a folder of such files, "
    "or - for standard input"
)
_INPUT_OR_RESULTS = f"{_INPUT}; or an earlier output of extract (documents form) or gold lines (.jsonl)"


def _add_extract(commands: Commands[_Parser]) -> None:
    parser = commands.add_parser("extract", help="extract records from documents", allow_abbrev=False)
    _add_documents(parser, _INPUT)
    parser.add_argument(
        "--form",
        choices=("documents", "records", "table"),
        help="documents: one JSON object a document (default); records: one a record; table: for reading",
    )
    parser.add_argument(
        "--format",
        choices=("jsonl", "parquet", "csv", "xlsx"),
        default="jsonl",
        help="jsonl (default); csv or xlsx: a record a row, for a spreadsheet (xlsx needs XlsxWriter); parquet: typed columns",
    )
    parser.add_argument("--unclaimed", action="store_true", help="documents form: also list the numbers that became no record")
    parser.add_argument("--strict", action="store_true", help="a document whose id an earlier one has is an error (code repeated_id)")
    _add_run(parser)
    parser.set_defaults(run=_extract)


def _add_run(parser: _Parser) -> None:
    """The options of long runs, which write a file."""
    run = parser.add_argument_group(
        "long runs",
        "With any of the first five (or from 16 MB of input on) worker processes fill shards in OUT.run until OUT is complete, and "
        "OUT.manifest.json says how it was made. The result is the same bytes for any number of workers.",
    )
    run.add_argument("--jobs", type=options.positive, metavar="N", help="worker processes (default: one for each core)")
    again = run.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="go on with a run of the same input and options that was cut off, or start it")
    again.add_argument("--overwrite", action="store_true", help="start anew, whatever is there")
    run.add_argument("--on-error", choices=("skip", "fail"), help="what a document that fails does to the run (default: skip)")
    run.add_argument("--timeout", type=options.seconds, metavar="S", help="seconds that a document may take (default: 300)")
    run.add_argument("--max-chars", type=options.positive, metavar="N", help="characters that a document may have (default: 5000000)")
    run.add_argument("--quiet", action="store_true", help="say nothing but why a run ended")


def _add_review(commands: Commands[_Parser]) -> None:
    parser = commands.add_parser("review", help="make a page on which records are read and corrected", allow_abbrev=False)
    _add_documents(parser, _INPUT_OR_RESULTS)
    _add_texts(parser)
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="language in which the page opens (default: zh)")
    parser.set_defaults(run=_review)


def _add_explain(commands: Commands[_Parser]) -> None:
    parser = commands.add_parser("explain", help="say why each field is what it is, and why a number became no record", allow_abbrev=False)
    _add_documents(parser, _INPUT_OR_RESULTS)
    _add_texts(parser)
    parser.add_argument("--record", metavar="ID", help="explain this record only (seed#t1047, or t1047)")
    parser.add_argument("--json", action="store_true", help="give the explanation as JSON, a document a line")
    parser.add_argument("--language", choices=("zh", "en"), default="en", help="language of the explanation (default: en)")
    parser.set_defaults(run=_explain)


def _add_texts(parser: _Parser) -> None:
    parser.add_argument(
        "--texts",
        action="append",
        metavar="PATH",
        help="where the documents of earlier results are, if not at the paths that these name (may be repeated)",
    )


def _add_evaluate(commands: Commands[_Parser]) -> None:
    parser = commands.add_parser("evaluate", help="score predictions, or this program, against gold annotations", allow_abbrev=False)
    parser.add_argument("gold", metavar="GOLD", help="folder of NAME.txt and NAME.json, or a file of JSON lines")
    parser.add_argument(
        "predictions", nargs="?", metavar="PREDICTIONS",
        help="output of extract, documents form (default: extract the gold's texts now, with the titles and dates that it gives)",
    )
    _add_model(parser)
    parser.add_argument("--errors", action="store_true", help="list every difference, by class")
    parser.add_argument("--json", action="store_true", help="give the figures as JSON")
    parser.add_argument("--reliability", action="store_true", help="hold each record's confidence against whether it is right")
    parser.add_argument(
        "--bootstrap", type=options.positive, default=0, metavar="N", help="95 %% intervals of each F1 from N resamplings of the documents"
    )
    parser.add_argument("--against", metavar="OTHER", help="other predictions: 95 %% intervals of the difference (default N: 1000)")
    parser.set_defaults(run=_evaluate)


def _add_diff(commands: Commands[_Parser]) -> None:
    parser = commands.add_parser("diff", help="list the records that two outputs do not share", allow_abbrev=False)
    parser.add_argument("old", metavar="OLD", help="output of extract, documents form")
    parser.add_argument("new", metavar="NEW", help="output of extract for the same documents")
    parser.set_defaults(run=_diff)


def _add_schema(commands: Commands[_Parser]) -> None:
    parser = commands.add_parser("schema", help="print the JSON Schema of a line", allow_abbrev=False)
    parser.add_argument(
        "--form",
        choices=("documents", "records", "input"),
        default="documents",
        help="a line of output in this form (default: documents), or a line of input",
    )
    parser.set_defaults(run=_schema)


def _extract(args: argparse.Namespace) -> int:
    # A short run is mostly imports: they need neither the collector nor a search for pydantic plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    options.refuse_misfits(args)
    if args.output != STDOUT or args.format == "parquet" or any(getattr(args, name) for name in options.RUN_OPTIONS):
        from policy_extract.cli.batch import is_run, run_command  # noqa: PLC0415

        if is_run(args):
            return run_command(args)
    gc.disable()
    from policy_extract.cli.extract import run  # noqa: PLC0415
    gc.freeze()  # what is loaded stays
    gc.enable()

    return run(args)


def _review(args: argparse.Namespace) -> int:
    from policy_extract.cli.review import run  # noqa: PLC0415

    return run(args)


def _explain(args: argparse.Namespace) -> int:
    from policy_extract.cli.explain import run  # noqa: PLC0415

    return run(args)


def _evaluate(args: argparse.Namespace) -> int:
    from policy_extract.cli.evaluate import run  # noqa: PLC0415

    return run(args)


def _diff(args: argparse.Namespace) -> int:
    from policy_extract.cli.evaluate import run_diff  # noqa: PLC0415

    return run_diff(args)


def _schema(args: argparse.Namespace) -> int:
    from policy_extract.cli.schemas import run  # noqa: PLC0415

    return run(args)
