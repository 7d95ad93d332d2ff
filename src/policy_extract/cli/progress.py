"""What a person sees of a run: a bar on a terminal, a line now and then elsewhere, and a summary at the end; all on standard error."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_extract.cli.terminal import REPEATED, complain

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from policy_extract.batch.manifest import Counts
    from policy_extract.batch.messages import Answer
    from policy_extract.batch.running import Outcome
    from policy_extract.reading import Raw, Read
    from policy_extract.schema import Problem

MOST_FAILURES = 10
"""So many failed documents are named on standard error; the output names all."""
INTERVAL = 10.0
"""Seconds between two lines where no terminal is."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is. ``done`` is the share of the input that has been read, where its size is known; ``seconds`` since work began."""

    documents: int
    failed: int
    characters: int
    seconds: float
    done: float | None
    fresh: float

    @property
    def rate(self) -> float:
        """Characters a second in this session."""
        return self.characters / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take, if it goes on like this."""
        if self.done is None or self.fresh <= 0:
            return None
        return self.seconds * (1 - self.done) / self.fresh

    def words(self) -> str:
        """``12,345 documents (31 %), 3 failed, 401,000 characters/s, 0:12:05 left``."""
        share = "" if self.done is None else f" ({self.done:.0%})".replace("%", " %")
        left = "" if self.left is None else f", {duration(self.left)} left"
        return f"{self.documents:,} documents{share}, {self.failed:,} failed, {round(self.rate, -3):,.0f} characters/s{left}"


def duration(seconds: float) -> str:
    """Hours, minutes and seconds: 1:02:03."""
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


Show = Callable[["State"], None]
"""Shows a state, or not, if it has shown one just now."""


class Follower:
    """Follows a run, and shows how far it is. ``clock`` gives seconds."""

    def __init__(self, show: Show, clock: Callable[[], float], *, quiet: bool) -> None:
        self._show = show
        self._clock = clock
        self._quiet = quiet
        self._began = clock()
        self._size: int | None = None
        self._documents = self._failed = 0
        self.characters = 0
        self._named = 0
        self._files = 0  # bytes of the files that have been read to their ends
        self._path: str | None = None
        self._position = 0
        self._skipped: float | None = None  # the share of the input that had been done before

    def started(self, kept: Counts, size: int | None) -> None:
        """See ``batch.running.Watcher``."""
        self._documents, self._failed = kept.documents, kept.failed
        self._size = size
        self._began = self._clock()
        if kept.documents and not self._quiet:
            complain(f"going on: {kept.documents:,} documents are there already")

    def answered(self, answers: list[Answer], place: Raw | Read | None) -> None:
        """See ``batch.running.Watcher``."""
        self._documents += len(answers)
        self.characters += sum(answer.characters for answer in answers)
        done = self._share(place)
        if self._skipped is None:
            self._skipped = done or 0.0
        self._show(State(self._documents, self._failed, self.characters, self.seconds, done, (done or 0.0) - self._skipped))

    def failure(self, path: str, doc_id: str, problem: Problem) -> None:
        """See ``batch.running.Watcher``."""
        self._failed += 1
        self._named += 1
        if self._quiet or self._named > MOST_FAILURES + 1:
            return
        if self._named > MOST_FAILURES:
            complain("more documents failed; their lines in the output say why")
            return
        line = f":{problem.line}" if problem.line else ""
        complain(f"{path}{line}: {doc_id}: {problem.code}: {problem.message}")

    def complaint(self, message: str) -> None:
        """See ``batch.running.Watcher``."""
        complain(message)

    @property
    def seconds(self) -> float:
        """Since work began in this session."""
        return self._clock() - self._began

    def _share(self, place: Raw | Read | None) -> float | None:
        """The share of the input that has been read: files in their order, and within the present one."""
        if place is not None and place.path != self._path:
            self._files += self._position
            self._path, self._position = place.path, 0
        if place is not None:
            self._position = max(self._position, place.position)
        return min(1.0, (self._files + self._position) / self._size) if self._size else None


def nothing(_: State) -> None:
    """Show nothing."""


def lines(clock: Callable[[], float]) -> Show:
    """A line every ``INTERVAL`` seconds."""
    last = clock()

    def show(state: State) -> None:
        nonlocal last
        if clock() - last >= INTERVAL:
            last = clock()
            complain(state.words())

    return show


@contextmanager
def shown(clock: Callable[[], float], *, quiet: bool) -> Iterator[Show]:
    """How this process shows states: with a bar where standard error is a terminal."""
    if quiet or sys.stderr is None:
        yield nothing
    elif sys.stderr.isatty():
        with _bar() as (progress, task):
            yield lambda state: progress.update(
                task, completed=round(1000 * (state.done or 0)), total=None if state.done is None else 1000, words=state.words()
            )
    else:
        yield lines(clock)


@contextmanager
def _bar() -> Iterator[tuple[Progress, TaskID]]:
    from rich.console import Console  # noqa: PLC0415 - on a terminal only
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), BarColumn(bar_width=24), TextColumn("{task.fields[words]}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4) as progress:
        yield progress, progress.add_task("", total=None, words="starting")


def summary(outcome: Outcome, out: str, seconds: float, characters: int) -> Iterator[str]:
    """The closing lines: what there is, what failed, how fast it went (``seconds`` and ``characters`` of this session)."""
    manifest = outcome.manifest
    counts = manifest.counts
    by_code = ", ".join(f"{code} {number:,}" for code, number in Counter(counts.errors).most_common())
    failed = f", {counts.failed:,} failed ({by_code})" if counts.failed else ", none failed"
    before = "finished before: " if outcome.before else ""
    yield f"{before}{counts.documents:,} documents{failed}, {counts.records:,} records: {out}"
    if manifest.repeated_ids and "repeated_id" not in counts.errors:
        yield REPEATED.format(manifest.repeated_ids)
    if characters and seconds > 0:
        rate = characters / seconds
        yield f"{characters:,} characters in {duration(seconds)}: {rate:,.0f} characters/s with {manifest.jobs} workers"
