"""A run: inputs → workers → shards → the output file, which appears in one step when all of it is there."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

from policy_extract.batch.errors import RunError
from policy_extract.batch.files import locked, sync, sync_folder
from policy_extract.batch.intake import Intake, Shard
from policy_extract.batch.manifest import Counts, Manifest, read_manifest, total
from policy_extract.batch.messages import Answer, Hello
from policy_extract.batch.nursery import Task
from policy_extract.batch.pool import Pool
from policy_extract.batch.settings import Settings, configuration, differences
from policy_extract.batch.shards import Mark, Shards
from policy_extract.reading import Raw, Read, is_read, raw_inputs
from policy_extract.schema import Problem

READER = "policy_extract.batch.reader:reader_of"
"""What makes workers read documents."""

Finish = Callable[[Iterable[str], Path], None]
"""Makes a file of another form out of the lines of the documents form."""

Existing = Literal["refuse", "replace", "resume", "overwrite"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run goes about it; nothing here changes its output. ``existing``: what becomes of an output or a run that is there already.

    ``refuse`` both; ``replace`` an output that is there, but refuse where a run is unfinished; ``resume`` a run; ``overwrite`` both.
    """

    jobs: int = 1
    existing: Existing = "refuse"
    stop_at_error: bool = False


class Clock(Protocol):
    """Tells the time."""

    def seconds(self) -> float:
        """Seconds from some moment on."""

    def date(self) -> str:
        """The date and time in UTC, as ISO 8601."""


class Watcher(Protocol):
    """Is told how a run goes."""

    def started(self, kept: Counts, size: int | None) -> None:
        """Work begins: ``kept`` is there from an earlier run, ``size`` are the bytes of the input where they are known."""

    def answered(self, answers: list[Answer], place: Raw | Read | None) -> None:
        """Documents are done; ``place`` is what was read last."""

    def failure(self, path: str, doc_id: str, problem: Problem) -> None:
        """A document has failed."""

    def complaint(self, message: str) -> None:
        """Something that the user should know."""


class StoppedError(Exception):
    """The run has ended at a document that failed, as asked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What there is now: the manifest of a finished run, and whether it had been finished before."""

    manifest: Manifest
    before: bool = False


def places(out: Path) -> tuple[Path, Path]:
    """The folder of shards and the manifest of a run that writes ``out``."""
    return out.with_name(f"{out.name}.run"), out.with_name(f"{out.name}.manifest.json")


def run(
    settings: Settings, out: Path, manner: Manner, *, finish: Finish | None, watcher: Watcher, clock: Clock, stdin: BinaryIO | None = None
) -> Outcome:
    """Extract all inputs into ``out``. ``finish`` makes the output where it is not JSON lines of documents.

    Raises RunError where the run cannot start or go on, StoppedError where it ends at a failed document, ReadingError where an input
    cannot be read, and OSError where the disk is full; finished shards stay in all cases.
    """
    sources = raw_inputs(settings.inputs, stdin, encoding=settings.encoding, max_chars=settings.max_chars)
    _refuse_own_output(settings.inputs, out)
    asked = configuration(settings)
    folder, path = places(out)
    with locked(folder, str(out)):
        _refuse_existing(out, manner)
        shards = Shards(folder)
        manifest = _earlier(out, shards, manner, asked)
        if manifest is not None and manifest.status == "finished":
            shards.remove()
            return Outcome(manifest, before=True)
        manifest = replace(manifest or Manifest(out.name, asked, clock.date()), jobs=manner.jobs)
        manifest.write(path)
        session = _Session(settings, shards, manner, watcher)
        began = clock.seconds()
        try:
            marks = session.work(sources, sum(row["bytes"] or 0 for row in asked["inputs"]) or None)
            size = _assemble(shards, marks, out, finish)
        finally:
            manifest = replace(manifest, seconds=round(manifest.seconds + clock.seconds() - began, 3))
            with suppress(OSError):  # it must not hide why the run ends
                replace(manifest, counts=total(shards.marks().values())).write(path)
        manifest = replace(
            manifest, status="finished", finished=clock.date(), counts=total(marks), shards=len(marks), bytes=size,
            repeated_ids=session.repeated_ids,
        )
        manifest.write(path)
        shards.remove()
        return Outcome(manifest)


def _refuse_own_output(inputs: Iterable[str], out: Path) -> None:
    for name in inputs:
        place = Path(name).resolve()
        if place == out:
            raise RunError(f"{out} is an input too")
        if place in out.parents and is_read(out):
            raise RunError(f"{out} would be read as an input next time: it stands in the folder {name}")


def _refuse_existing(out: Path, manner: Manner) -> None:
    folder, path = places(out)
    if manner.existing == "refuse" and out.exists():
        raise RunError(f"{out} is there already; --overwrite replaces it")
    if manner.existing in {"refuse", "replace"} and any(folder.glob("*.done")):
        raise RunError(f"{folder} holds an unfinished run; --resume goes on with it, --overwrite starts again")
    if manner.existing == "resume" and out.exists() and not path.exists():
        raise RunError(f"{out} is there already, and no manifest says how it was made; --overwrite replaces it")


def _earlier(out: Path, shards: Shards, manner: Manner, asked: dict[str, Any]) -> Manifest | None:
    """The manifest of the run that is to be continued, None for a new one (then no shard is left). Raises RunError for another run."""
    _, path = places(out)
    manifest = read_manifest(path) if manner.existing == "resume" else None
    if manifest is None:
        shards.clear()
        return None
    if manifest.status != "finished":  # shards hold documents, whatever form these are given at the end
        manifest = replace(manifest, configuration={**manifest.configuration, "output": asked["output"]})
    if changed := differences(manifest.configuration, asked):
        raise RunError(f"{out}: no longer as when its run was started: {', '.join(changed)}; --overwrite starts again")
    if manifest.status != "finished":
        return manifest
    if not out.exists():
        shards.clear()
        return None
    if out.stat().st_size != manifest.bytes:
        raise RunError(f"{out} has been changed since its run was finished; --overwrite replaces it")
    return manifest


class _Session:
    """The work of one process on a run."""

    def __init__(self, settings: Settings, shards: Shards, manner: Manner, watcher: Watcher) -> None:
        self._settings = settings
        self._shards = shards
        self._manner = manner
        self._watcher = watcher
        self._marks = shards.marks()
        self.repeated_ids = 0

    def work(self, sources: Iterable[Raw | Read], size: int | None) -> list[Mark]:
        """Finish all shards; gives their marks in order."""
        self._watcher.started(total(self._marks.values()), size)
        intake = Intake(sources, self._settings.max_chars, dict(self._marks), self._keep)
        pool = Pool(Hello(READER, self._settings, self._settings.timeout), self._manner.jobs, intake.lost)
        try:
            for task, answers in pool.answers(intake.task):
                self._stop_at_failure(task, answers)
                self._watcher.answered(intake.take(task, answers), intake.last)
        finally:
            pool.close()
        self.repeated_ids = intake.repeated
        self._say_what_was_not_there(intake)
        return [self._marks[number] for number in sorted(self._marks)]

    def _stop_at_failure(self, task: Task, answers: list[Answer]) -> None:
        """Stop where that is asked for; what other documents of the shard do is not waited for."""
        for request, answer in zip(task.requests, answers, strict=True):
            if answer.failure is not None and self._manner.stop_at_error:
                self._watcher.failure(request.source.path, answer.failure.doc_id, answer.failure.error)
                raise StoppedError

    def _keep(self, shard: Shard) -> None:
        """Tell what is to be told of a shard that is done, and write it down."""
        for source, answer in shard.results():
            for message in answer.complaints:
                self._watcher.complaint(message)
            if answer.failure is not None:
                self._watcher.failure(source.path, answer.failure.doc_id, answer.failure.error)
        mark, lines = shard.result()
        self._shards.finish(mark, lines)
        self._marks[mark.number] = replace(mark, keys="")

    def _say_what_was_not_there(self, intake: Intake) -> None:
        if self._settings.corrections is None:
            return
        from policy_extract.corrections import load_corrections  # noqa: PLC0415 - for this option only

        for doc_id in load_corrections(Path(self._settings.corrections)):
            if not intake.saw(doc_id):
                self._watcher.complaint(f"{self._settings.corrections}: {doc_id}: corrected, but not among the documents")


def _assemble(shards: Shards, marks: list[Mark], out: Path, finish: Finish | None) -> int:
    """Put the output together beside the shards and move it to its place; gives its size in bytes."""
    part = shards.folder / f"output{''.join(out.suffixes[-1:])}.part"
    if finish is None:
        with part.open("wb") as stream:
            shards.copy(marks, stream)
    else:
        finish(shards.lines(marks), part)
    with part.open("rb+") as stream:
        sync(stream.fileno())
    if out.exists():
        shutil.copymode(out, part)
    size = part.stat().st_size
    part.replace(out)
    sync_folder(out.parent)
    return size


def is_full(error: OSError) -> bool:
    """Whether the disk, or what the user may write on it, is full."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
