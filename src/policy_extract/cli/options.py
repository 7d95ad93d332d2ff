"""Option values: strings of the command line → values, or the reason why not."""

from __future__ import annotations

import argparse
import datetime as dt

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
