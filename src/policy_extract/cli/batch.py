"""``policy-extract extract … -o OUT`` as a run: workers, shards, ``--resume``; what it says and how it ends."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import NoReturn

from policy_extract.batch.errors import RunError
from policy_extract.batch.limits import TIMEOUT
from policy_extract.batch.manifest import total
from policy_extract.batch.running import Existing, Manner, StoppedError, is_full, places, run
from policy_extract.batch.settings import Settings
from policy_extract.batch.shards import Shards
from policy_extract.cli.finishing import finish_of, form_of
from policy_extract.cli.options import RUN_OPTIONS
from policy_extract.cli.progress import Follower, shown, summary
from policy_extract.cli.terminal import FAILED, INTERRUPTED, STDOUT, TERMINATED, USAGE, CommandError, complain
from policy_extract.reading import MAX_CHARS, ReadingError, sizes

LARGE = 16 << 20
"""Bytes of input from which on ``-o OUT`` is a run without being asked: some ten seconds of work, worth several processes."""

NEEDED = {"parquet": "pyarrow", "xlsx": "xlsxwriter"}
"""The module that has to be installed for a format."""


class Terminated(BaseException):
    """The process was asked to end (SIGTERM)."""


class SystemClock:
    """The clock of this machine."""

    def seconds(self) -> float:
        """See ``batch.running.Clock``."""
        return monotonic()

    def date(self) -> str:
        """See ``batch.running.Clock``."""
        return datetime.now(UTC).isoformat(timespec="seconds")


def is_run(args: argparse.Namespace) -> bool:
    """Whether the command is a run: it has an option of runs, gives Parquet, or has much to do for a file.

    Raises CommandError where an option of runs stands without a file that a run could write.
    """
    asked = next((name for name in RUN_OPTIONS if getattr(args, name)), None)
    to_file = args.output != STDOUT and (Path(args.output).is_file() or not Path(args.output).exists())
    if (asked or args.format == "parquet") and not to_file:
        option = asked.replace("_", "-") if asked else "format parquet"
        raise CommandError(f"--{option} needs a file to write: -o OUT")
    if asked and args.form == "table":
        raise CommandError("--form table is for reading: it does not go with the options of long runs")
    return bool(asked) or args.format == "parquet" or (to_file and args.form != "table" and _large(args.inputs))


def _large(inputs: Iterable[str]) -> bool:
    bytes_ = 0
    for name in inputs:
        try:
            bytes_ += sizes([name])[name] or 0
        except (OSError, ValueError, ReadingError):
            return False  # whoever reads it says what is wrong
    return bytes_ >= LARGE


def run_command(args: argparse.Namespace) -> int:
    """Carry the run out; gives the exit code."""
    if args.format in NEEDED and find_spec(NEEDED[args.format]) is None:  # said now, not when all the work is done
        raise CommandError(f"--format {args.format} needs pip install 'policy-extract[{args.format}]'")
    out = Path(args.output).resolve()
    clock = SystemClock()
    stdin = sys.stdin.buffer if sys.stdin else None
    ending: BaseException | None = None
    with _heeding_sigterm(), shown(clock.seconds, quiet=args.quiet) as show:
        follower = Follower(show, clock.seconds, quiet=args.quiet)
        try:
            outcome = run(_settings(args), out, _manner(args), finish=finish_of(args), watcher=follower, clock=clock, stdin=stdin)
        except (RunError, StoppedError, ReadingError, OSError, MemoryError, KeyboardInterrupt, Terminated) as error:
            ending = error
    if ending is not None:
        return _ended(ending, args.output, out)
    if not args.quiet:
        for line in summary(outcome, args.output, follower.seconds, follower.characters):
            complain(line)
    return FAILED if outcome.manifest.counts.failed else 0


def _settings(args: argparse.Namespace) -> Settings:
    return Settings(
        inputs=tuple(args.inputs), form=form_of(args), format=args.format, include=args.include, unclaimed=args.unclaimed,
        published=args.published, lexicon=args.lexicon, model=args.model, corrections=args.corrections, encoding=args.encoding,
        max_chars=args.max_chars or MAX_CHARS, timeout=args.timeout or TIMEOUT, strict=args.strict,
    )


def _manner(args: argparse.Namespace) -> Manner:
    asked = any(getattr(args, name) for name in RUN_OPTIONS)
    existing: Existing = "resume" if args.resume else "overwrite" if args.overwrite else "refuse" if asked else "replace"
    return Manner(args.jobs or _cores(), existing, stop_at_error=args.on_error == "fail")


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _ended(error: BaseException, name: str, out: Path) -> int:
    """Say in one line why the run has ended and what is kept."""
    folder, _ = places(out)
    kept = total(Shards(folder).marks().values()).documents
    rest = f"; {kept:,} documents are kept in {name}.run: --resume goes on with them" if kept else ""
    match error:
        case KeyboardInterrupt():
            complain(f"interrupted{rest}")
            return INTERRUPTED
        case Terminated():
            complain(f"terminated{rest}")
            return TERMINATED
        case StoppedError():
            complain(f"stopped at a document that failed, as asked{rest}")
            return FAILED
        case OSError() if is_full(error):
            complain(f"{name}: {error.strerror}{rest}")
        case OSError():
            complain(f"{error.filename or name}: {error.strerror or error}{rest}")
        case MemoryError():
            complain(f"out of memory{rest}")
        case _:
            complain(str(error))
    return USAGE


@contextmanager
def _heeding_sigterm() -> Iterator[None]:
    """Raise Terminated on SIGTERM; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def terminate(_number: int, _frame: FrameType | None) -> NoReturn:
        raise Terminated

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
