"""Worker processes that can be killed: a document that hangs, exits or exhausts memory costs itself alone.

The standard library's pools either lose everything that is unfinished when a worker dies, or wait for it for ever. Here each worker has
pipes of its own, answers in turn and notes what it begins, so that it is always known which document it was at when it died.
"""

from __future__ import annotations

import os
import selectors
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from time import monotonic

from policy_extract.batch.errors import RunError
from policy_extract.batch.limits import LOADING, TRIES
from policy_extract.batch.messages import Answer, Hello, Request, packed
from policy_extract.batch.nursery import Nursery, Task, Worker
from policy_extract.schema import Problem

_STILLBORN = 3  # processes that die before they can make a worker, one after the other, until the run gives up
_PIECE = 1 << 18

Lost = Callable[[Request, Problem], Answer]
"""The answer that stands for a document at which workers were lost."""


class Pool:
    """``jobs`` workers, started when there is work for them, that do what ``hello`` says in the ``environment`` (None: this process's)."""

    def __init__(self, hello: Hello, jobs: int, lost: Lost, environment: Mapping[str, str] | None = None) -> None:
        self._hello = packed(hello)
        self._timeout = hello.timeout
        self._jobs = jobs
        self._lost = lost
        self._environment = environment
        self._workers: list[Worker] = []
        self._nursery: Nursery | None = None
        self._selector = selectors.DefaultSelector()
        self._again: deque[Task] = deque()
        self._deaths: dict[tuple[int, int], int] = {}
        self._stillborn = self._late = 0

    def answers(self, tasks: Callable[[], Task | None]) -> Iterator[tuple[Task, list[Answer]]]:
        """Answers to documents of ``tasks``, as they come. ``tasks`` is asked when a worker can take one, and gives None where there is
        none now; when all are answered that is the end.

        Raises RunError where workers cannot start.
        """
        waiting: Task | None = None
        while True:
            if waiting is None:
                waiting = self._again.popleft() if self._again else tasks()
            if waiting is None and not any(worker.tasks for worker in self._workers):
                return
            if waiting is not None and self._give(waiting):
                waiting = None
            else:
                yield from self._next_answers()

    def drop(self) -> None:
        """Forget what is under way, and end the workers that are at it."""
        for worker in [each for each in self._workers if each.tasks]:
            self._remove(worker)
        self._again.clear()
        self._deaths.clear()

    def close(self) -> None:
        """End all workers at once, whatever they are at."""
        for worker in list(self._workers):
            self._remove(worker)
        if self._nursery is not None:
            self._nursery.end()
        self._selector.close()

    def _give(self, task: Task) -> bool:
        """Hand a task to an idle worker, else to a new one, else a small one to a busy worker; tells whether one could take it."""
        able = [worker for worker in self._workers if worker.has_room(task)]
        if all(worker.tasks for worker in able) and len(self._workers) < self._jobs:
            able += self._new()
        if not able:
            return False
        return min(able, key=lambda each: len(each.tasks)).send(task)

    def _new(self) -> list[Worker]:
        """A new worker, or none yet."""
        if self._nursery is None:
            self._nursery = Nursery(self._hello, self._environment)
            self._selector.register(self._nursery.control, selectors.EVENT_READ, None)
        if not self._nursery.ready:
            return []
        worker = self._nursery.worker()
        if worker is None:
            return []
        self._workers.append(worker)
        self._selector.register(worker.answers, selectors.EVENT_READ, worker)
        return [worker]

    def _next_answers(self) -> Iterator[tuple[Task, list[Answer]]]:
        """What comes next, or what is said in its place: of workers that died, and of one that takes too long."""
        ends = [worker.since + self._timeout for worker in self._workers if worker.tasks]
        if self._nursery is not None and not self._nursery.ready:
            ends.append(self._nursery.since + LOADING)
        for key, _ in self._selector.select(max(0.0, min(ends) - monotonic()) if ends else None):
            if key.data is None:
                self._hear_nursery()
            elif key.data in self._workers:  # it may have gone with the nursery, just now
                piece = os.read(key.fd, _PIECE)
                yield from self._received(key.data, piece) if piece else self._died(key.data)
        for worker in list(self._workers):
            if self._overdue(worker):
                yield from self._end(worker)
        self._end_late_nursery()

    def _hear_nursery(self) -> None:
        """It is ready, or gone: then its workers go too, as nobody would know how they end, and their tasks are given to others."""
        assert self._nursery is not None
        if self._nursery.listen():
            self._stillborn = self._late = 0
            return
        born = self._nursery.ready
        for worker in list(self._workers):
            self._remove(worker)
            self._again.extend(worker.tasks)
        code = self._bury_nursery(dead=True)
        self._stillborn += not born
        if self._stillborn == _STILLBORN:
            raise RunError(f"the workers die when they start ({_exit(code)})")

    def _end_late_nursery(self) -> None:
        """One that hangs while it loads is ended; so may be another one, which then is the last."""
        if self._nursery is None or self._nursery.ready or monotonic() - self._nursery.since < LOADING:
            return
        self._bury_nursery(dead=False)
        self._late += 1
        if self._late == TRIES:
            raise RunError(f"the workers are not ready after {LOADING:g} seconds, at {TRIES} tries: what they load (rules, model) hangs")

    def _bury_nursery(self, *, dead: bool) -> int:
        assert self._nursery is not None
        self._selector.unregister(self._nursery.control)
        nursery, self._nursery = self._nursery, None
        return nursery.end(dead=dead)

    def _received(self, worker: Worker, piece: bytes) -> Iterator[tuple[Task, list[Answer]]]:
        for answers in worker.unpacker.feed(piece):
            yield worker.done(answers), answers

    def _died(self, worker: Worker) -> Iterator[tuple[Task, list[Answer]]]:
        at, others = worker.left()
        code = self._remove(worker, dead=True)
        if at is not None:
            problem = Problem(code="worker_died", message=f"its worker process died, at {TRIES} tries ({_exit(code)})")
            yield from self._judge(at, others, problem)

    def _overdue(self, worker: Worker) -> bool:
        """Whether a document takes too long; a look at what the worker has begun costs something, and is taken when that is in doubt."""
        if not worker.tasks or monotonic() - worker.since < self._timeout:
            return False
        worker.look()
        return monotonic() - worker.since >= self._timeout

    def _end(self, worker: Worker) -> Iterator[tuple[Task, list[Answer]]]:
        """End a worker that takes too long; there is no second try for what it is at."""
        worker.kill()
        while piece := os.read(worker.answers, _PIECE):  # it may have been done at this very moment
            yield from self._received(worker, piece)
        at, others = worker.left()
        late = monotonic() - worker.since >= self._timeout
        self._remove(worker)
        if at is not None:
            problem = Problem(code="timeout", message=f"not done after {self._timeout:g} seconds")
            yield from self._judge(at, others, problem, deaths=TRIES if late else 0)

    def _judge(self, at: Task, others: list[Task], problem: Problem, deaths: int = 1) -> Iterator[tuple[Task, list[Answer]]]:
        """A worker is gone: what it was at has failed, or gets another try; all else that it has not answered is given to others."""
        place = (at.shard, at.position)
        deaths = self._deaths[place] = self._deaths.get(place, 0) + deaths
        self._again.extendleft(reversed(others))
        if deaths < TRIES:
            self._again.appendleft(at)
        else:
            yield at, [self._lost(at.requests[0], problem)]

    def _remove(self, worker: Worker, *, dead: bool = False) -> int | None:
        """End a worker, or bury it; gives its exit code, where that is known."""
        self._selector.unregister(worker.answers)
        self._workers.remove(worker)
        if not dead:
            worker.kill()
        worker.close()
        return self._nursery.exit_code(worker) if self._nursery else None


def _exit(code: int | None) -> str:
    if code is None:
        return "nobody knows how"
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
