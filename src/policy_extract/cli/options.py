"""Option values: strings of the command line → values, or the reason why not."""

from __future__ import annotations

import argparse
import datetime as dt

from policy_extract.cli.terminal import CommandError

RUN_OPTIONS = ("jobs", "resume", "overwrite", "on_error", "timeout")
"""The options that make ``extract`` a run with workers and shards."""

STATUSES = ("planned", "ongoing", "forecast", "achieved")


def iso_date(given: str) -> str:
    """An ISO 8601 date (2026-03-05) or date-time, as given."""
    try:
        dt.datetime.fromisoformat(given)
    except ValueError:
        pass
    else:
        if given.isascii() and given[4:5] == given[7:8] == "-":  # fromisoformat also takes week dates and dates without hyphens
            return given
    raise argparse.ArgumentTypeError(f"{given!r} is no ISO 8601 date, such as 2026-03-05")


def statuses(given: str) -> frozenset[str]:
    """A comma-separated list of record statuses; planned ones always belong to it."""
    names = {name.strip() for name in given.split(",")} - {""}
    if unknown := sorted(names - set(STATUSES)):
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(STATUSES)}")
    if not names:
        raise argparse.ArgumentTypeError("no status given")
    return frozenset({"planned", *names})


def encoding(given: str) -> str:
    """The name of a text encoding that Python knows."""
    try:
        "a".encode(given)  # refuses "base64" and the like, which are codecs, but not of text
    except (LookupError, ValueError):
        raise argparse.ArgumentTypeError(f"{given!r} is no known text encoding") from None
    return given


def positive(given: str) -> int:
    """A whole number from 1 on."""
    if not (given.isascii() and given.isdigit() and len(given) < 10 and int(given) > 0):
        raise argparse.ArgumentTypeError(f"{given!r} is no whole number from 1 to 999999999")
    return int(given)


def refuse_misfits(args: argparse.Namespace) -> None:
    """Raise CommandError for a format and a form that do not go together."""
    if args.format in {"csv", "xlsx"} and args.form not in {None, "records"}:
        raise CommandError(f"--format {args.format} holds a record a row: it does not go with --form {args.form}")
    if args.format == "parquet" and args.form == "table":
        raise CommandError("--format parquet does not go with --form table")


def seconds(given: str) -> float:
    """A number of seconds, more than 0 and up to a day."""
    try:
        value = float(given)
    except ValueError:
        value = 0.0
    if not 0 < value <= 86400:
        raise argparse.ArgumentTypeError(f"{given!r} is no number of seconds up to 86400")
    return value
