"""Extractors for engines, in processes beside theirs: a bad document gives an error line and costs nothing else.

A process serves one caller at a time and is kept for the next one, as engines run many short tasks in one Python process.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from policy_extract.batch.arrow import line_of
from policy_extract.batch.errors import RunError
from policy_extract.batch.limits import MEMORY, TIMEOUT
from policy_extract.batch.messages import Answer, Hello, Request, failed
from policy_extract.batch.nursery import TASK_BYTES, TASK_DOCUMENTS, Task
from policy_extract.batch.pool import Pool
from policy_extract.batch.worker import named
from policy_extract.reading import MAX_CHARS
from policy_extract.schema import Document, Failure, Problem

Item = Document | Failure
Extract = Callable[[Iterable[Item]], Iterator[str]]
"""Documents → their lines of results, in their order; a failure is passed on."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is extracted and how. ``include``, ``unclaimed``, ``lexicon`` and ``model`` are those of Extractor; paths must be there on
    every machine.

    ``timeout`` is the time for one document in seconds, ``memory`` the bytes that it may take, ``max_chars`` the length in characters above
    which it is refused unread. ``isolated`` false extracts in the calling process: no other process, but no limit to time and memory
    either, and a crash is the caller's. ``factory`` ("module:function") names what makes the extractor, for one of your own.
    """

    include: tuple[str, ...] = ("planned",)
    unclaimed: bool = False
    lexicon: str | None = None
    model: str | None = None
    timeout: float = TIMEOUT
    memory: int = MEMORY
    max_chars: int = MAX_CHARS
    isolated: bool = True
    factory: str = "policy_extract:Extractor"


class EngineError(RuntimeError):
    """No document can be extracted: the settings or the columns are wrong. The message says why."""


def line_reader(settings: Settings) -> Callable[[Item], str]:
    """What turns a document into its line. Raises EngineError where no extractor can be made."""
    options = {name: getattr(settings, name) for name in ("include", "unclaimed", "lexicon", "model")}
    try:
        extractor = named(settings.factory)(**options)
    except Exception as error:
        raise EngineError(f"no extractor: {type(error).__name__}: {error}") from error
    return lambda item: line_of(item if isinstance(item, Failure) else extractor.extract_safely(item))


def reader_of(settings: Settings) -> Callable[[Request], Answer]:
    """The same for workers. Everything that is loaded once is loaded now."""
    read = line_reader(settings)
    read(Document(text=""))
    return lambda request: Answer(read(request.source).encode("utf-8"))


class Isolated:
    """The process, seen from its caller. It is started when first needed, and again after it died."""

    def __init__(self, settings: Settings) -> None:
        if not sys.executable:
            raise EngineError("this Python does not know its own executable: set isolated=False")
        # What this process can import, the other one can: engines add to sys.path at run time.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        hello = Hello(f"{__name__}:reader_of", settings, settings.timeout, settings.memory)
        self.pool = Pool(hello, 1, _lost, environment)

    def __call__(self, items: Iterable[Item]) -> Iterator[str]:
        """See ``Extract``; for a document that cannot be extracted the line of a Failure (``timeout``, ``worker_died``).

        Raises EngineError where no extractor can be made.
        """
        ready: dict[int, str] = {}
        following = 0
        tasks = _tasks(items)
        try:
            for task, answers in self.pool.answers(lambda: next(tasks, None)):
                ready.update(enumerate((answer.line.decode("utf-8") for answer in answers), task.position))
                while following in ready:
                    yield ready.pop(following)
                    following += 1
        except RunError as error:
            raise EngineError(str(error)) from error
        finally:
            self.pool.drop()


def _tasks(items: Iterable[Item]) -> Iterator[Task]:
    start = size = 0
    requests: list[Request] = []
    for item in items:
        requests.append(Request(item))
        size += 3 * len(item.text) if isinstance(item, Document) else 0
        if size >= TASK_BYTES or len(requests) == TASK_DOCUMENTS:
            yield Task(0, start, tuple(requests))
            start, size, requests = start + len(requests), 0, []
    if requests:
        yield Task(0, start, tuple(requests))


def _lost(request: Request, problem: Problem) -> Answer:
    return failed(Failure(doc_id=request.source.doc_id, error=problem))


_idle: dict[tuple[int, Settings], list[Isolated]] = defaultdict(list)  # by process, as a forked one must not share its parent's


@contextmanager
def isolated(settings: Settings) -> Iterator[Extract]:
    """A process for this caller alone while the block lasts: one that is idle, or a new one."""
    idle = _idle[os.getpid(), settings]
    extract = idle.pop() if idle else Isolated(settings)
    try:
        yield extract
    except GeneratorExit:  # whoever reads the results has enough of them
        idle.append(extract)
        raise
    except BaseException:
        extract.pool.close()
        raise
    else:
        idle.append(extract)


@atexit.register
def close_idle() -> None:
    """End the processes that this one keeps for later; at its own end it does so by itself."""
    for (owner, _), idle in _idle.items():
        while owner == os.getpid() and idle:
            idle.pop().pool.close()
