"""Worker processes that can be killed: a document that hangs, exits or exhausts memory costs itself alone.

The standard library's pools either lose everything that is unfinished when a worker dies, or wait for it for ever. Here each worker has a
pipe of its own and answers in turn, so that it is always known which document it was at when it died.
"""

from __future__ import annotations

import os
import selectors
import signal
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

from policy_extract.batch.errors import RunError
from policy_extract.batch.limits import TRIES
from policy_extract.batch.messages import Answer, failed
from policy_extract.batch.nursery import Nursery, Worker
from policy_extract.schema import Failure, Problem

_STILLBORN = 3  # processes that die before they can make a worker, one after the other, until the run gives up
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Task:
    """A document on its way: its place in the run, its message for a worker, and how it is called when it fails."""

    shard: int
    position: int
    message: bytes
    doc_id: str
    path: str
    characters: int


class Pool:
    """``jobs`` workers, started when there is work for them. ``hello`` is the message that tells a worker what it is to do.

    ``timeout`` is in seconds of ``clock``.
    """

    def __init__(self, hello: bytes, jobs: int, timeout: float, clock: Callable[[], float] = monotonic) -> None:
        self._hello = hello
        self._jobs = jobs
        self._timeout = timeout
        self._clock = clock
        self._workers: list[Worker] = []
        self._nursery: Nursery | None = None
        self._selector = selectors.DefaultSelector()
        self._again: deque[Task] = deque()
        self._deaths: dict[tuple[int, int], int] = {}
        self._stillborn = 0

    def answers(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Answer]]:
        """The answer to each of ``tasks``, as they come; ``tasks`` are asked for when a worker can take one.

        Raises RunError where workers cannot start.
        """
        waiting: Task | None = None
        while True:
            if waiting is None:
                waiting = self._again.popleft() if self._again else next(tasks, None)
            if waiting is None and not any(worker.tasks for worker in self._workers):
                return
            if waiting is not None and self._give(waiting):
                waiting = None
            else:
                yield from self._next_answers()

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
        worker = min(able, key=lambda each: len(each.tasks))
        idle = not worker.tasks
        if worker.send(task) and idle:
            worker.since = self._clock()
        return not worker.deaf

    def _new(self) -> list[Worker]:
        """A new worker, or none yet."""
        if self._nursery is None:
            self._nursery = Nursery(self._hello)
            self._selector.register(self._nursery.control, selectors.EVENT_READ, None)
        if not self._nursery.ready:
            return []
        worker = self._nursery.worker()
        if worker is None:
            return []
        self._workers.append(worker)
        self._selector.register(worker.answers, selectors.EVENT_READ, worker)
        return [worker]

    def _next_answers(self) -> Iterator[tuple[Task, Answer]]:
        """What comes next, or what is said in its place: of workers that died, and of one that takes too long."""
        busy = [worker.since + self._timeout for worker in self._workers if worker.tasks]
        wait = max(0.0, min(busy) - self._clock()) if busy else None
        for key, _ in self._selector.select(wait):
            if key.data is None:
                self._hear_nursery()
            elif key.data in self._workers:  # it may have gone with the nursery, just now
                piece = os.read(key.fd, _PIECE)
                yield from self._received(key.data, piece) if piece else self._died(key.data)
        for worker in [each for each in self._workers if each.tasks and self._clock() - each.since >= self._timeout]:
            yield from self._overdue(worker)

    def _hear_nursery(self) -> None:
        """It is ready, or gone: then its workers go too, as nobody would know how they end, and their tasks are given to others."""
        assert self._nursery is not None
        if self._nursery.listen():
            self._stillborn = 0
            return
        born = self._nursery.ready
        for worker in list(self._workers):
            self._remove(worker)
            self._again.extend(worker.tasks)
        self._selector.unregister(self._nursery.control)
        code = self._nursery.end(dead=True)
        self._nursery = None
        self._stillborn += not born
        if self._stillborn == _STILLBORN:
            raise RunError(f"the workers die when they start ({_exit(code)})")

    def _received(self, worker: Worker, piece: bytes) -> Iterator[tuple[Task, Answer]]:
        for message in worker.unpacker.feed(piece):
            worker.since = self._clock()
            yield worker.done(), message

    def _died(self, worker: Worker) -> Iterator[tuple[Task, Answer]]:
        code = self._remove(worker, dead=True)
        yield from self._judge(worker, "worker_died", f"its worker process died, at {TRIES} tries ({_exit(code)})", tries=TRIES)

    def _overdue(self, worker: Worker) -> Iterator[tuple[Task, Answer]]:
        worker.kill()
        while piece := os.read(worker.answers, _PIECE):  # it may have been done at this very moment
            yield from self._received(worker, piece)
        late = bool(worker.tasks)
        self._remove(worker)
        if late:
            yield from self._judge(worker, "timeout", f"not done after {self._timeout:g} seconds", tries=1)

    def _judge(self, worker: Worker, code: str, message: str, *, tries: int) -> Iterator[tuple[Task, Answer]]:
        """A worker is gone: what it was at has failed, or gets another try; the tasks behind it were never begun."""
        if not worker.tasks:
            return
        task = worker.tasks.popleft()
        place = (task.shard, task.position)
        deaths = self._deaths[place] = self._deaths.get(place, 0) + 1
        self._again.extendleft(reversed(worker.tasks))
        if deaths < tries:
            self._again.appendleft(task)
        else:
            yield task, failed(Failure(doc_id=task.doc_id, error=Problem(code=code, message=message)))

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
