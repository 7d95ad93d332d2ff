"""The process that makes workers: everything is loaded there once, and each worker is a copy of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from time import monotonic

from policy_extract.batch.errors import RunError
from policy_extract.batch.messages import BEGUN, ORDER, Answer, Ready, Request, Unpacker, packed

COMMAND = (sys.executable, "-P", "-m", "policy_extract.batch.worker")
"""-P: no file of the folder one happens to be in takes the place of a module."""

TASK_DOCUMENTS = 32
TASK_BYTES = 24_000
"""A task has so many documents or so many bytes, or little more: some of a worker's pipe is left while it is at another."""

_AHEAD = 32 << 10  # bytes given to a worker while it is busy: what a pipe holds, as nobody reads at its other end
_PIECE = 1 << 16
_ORDER_SECONDS = 60.0  # in which a worker is made, or its end told: a fork, some milliseconds


@dataclass(frozen=True)
class Task:
    """Documents that stand one behind the other in a part of the input, ``shard``, from its ``position`` on."""

    shard: int
    position: int
    requests: tuple[Request, ...]

    @cached_property
    def message(self) -> bytes:
        """What is sent to a worker."""
        return packed(self.requests)

    def part(self, start: int, end: int) -> Task:
        """Some of its documents."""
        return Task(self.shard, self.position + start, self.requests[start:end])


class Worker:
    """A process, what it was given and has not answered yet, and since when it has been at the first of that."""

    def __init__(self, pid: int, requests: int, answers: int, notes: int) -> None:
        self.pid = pid
        self.requests = requests
        self.answers = answers
        self._notes = notes
        self.unpacker = Unpacker()
        self.tasks: deque[Task] = deque()
        self._ahead: deque[int] = deque()  # bytes of the tasks behind the first
        self._answered = 0
        self._begun = 0
        self.since = 0.0
        self.deaf = False

    def send(self, task: Task) -> bool:
        """Give it a task; tells whether the process was there to take it."""
        rest = memoryview(task.message)
        try:
            while rest:
                rest = rest[os.write(self.requests, rest) :]
        except BrokenPipeError:
            self.deaf = True  # its end is read, and what it was at judged, with its answers
            return False
        if self.tasks:
            self._ahead.append(len(task.message))
        else:
            self.since = monotonic()
        self.tasks.append(task)
        return True

    def has_room(self, task: Task) -> bool:
        """Whether ``task`` can be sent now without waiting for the worker to take it."""
        return not self.deaf and (not self.tasks or sum(self._ahead) + len(task.message) <= _AHEAD)

    def done(self, answers: list[Answer]) -> Task:
        """Note that so many documents are answered; gives them."""
        count = len(answers)
        task = self.tasks.popleft()
        part, rest = task.part(0, count), task.part(count, len(task.requests))
        if rest.requests:
            self.tasks.appendleft(rest)
        elif self._ahead:
            self._ahead.popleft()
        self._answered += count
        self.since = monotonic()
        self.look()
        return part

    def look(self) -> None:
        """See what it has begun."""
        with suppress(BlockingIOError):
            while notes := os.read(self._notes, BEGUN.size << 10):
                self._begun, since = BEGUN.unpack(notes[-BEGUN.size :])
                if self._begun > self._answered:
                    self.since = since

    def left(self) -> tuple[Task | None, list[Task]]:
        """Of a worker that is gone, the document it was at, and all others that it has not answered, in their order."""
        self.look()
        if not self.tasks:
            return None, []
        at = max(0, self._begun - self._answered - 1)
        first, *behind = self.tasks
        parts = [first.part(0, at), first.part(at + 1, len(first.requests)), *behind]
        return first.part(at, at + 1), [part for part in parts if part.requests]

    def kill(self) -> None:
        """End the process, whatever it is at."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """Let go of its pipes."""
        for pipe in (self.requests, self.answers, self._notes):
            os.close(pipe)


class Nursery:
    """``hello`` is the message that tells it what its workers are to do. Raises RunError where no process can be started."""

    def __init__(self, hello: bytes, environment: Mapping[str, str] | None = None) -> None:
        self.control, theirs = socket.socketpair()
        self.control.settimeout(_ORDER_SECONDS)
        try:
            self._process = subprocess.Popen(
                (*COMMAND, str(theirs.fileno())), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()], process_group=0, env=environment,
            )
        except OSError as error:
            self.control.close()
            raise RunError(f"a worker cannot be started: {error.strerror}") from error
        finally:
            theirs.close()
        self.ready = False
        self.since = monotonic()
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as stdin:
            stdin.write(hello)
        self._unpacker = Unpacker()

    def listen(self) -> bool:
        """Take in what it says; tells whether it is alive. Raises RunError where it says that there can be no workers, and why."""
        try:
            piece = self.control.recv(_PIECE)
        except ConnectionError:
            return False
        for message in self._unpacker.feed(piece):
            assert isinstance(message, Ready)
            if message.problem is not None:
                raise RunError(message.problem)
            self.ready = True
        return bool(piece)

    def worker(self) -> Worker | None:
        """A new worker; None where the nursery is not alive any more."""
        their_requests, requests = os.pipe()
        answers, their_answers = os.pipe()
        notes, their_notes = os.pipe()
        os.set_blocking(notes, False)
        theirs = [their_requests, their_answers, their_notes]
        pid = None
        with suppress(ConnectionError):
            socket.send_fds(self.control, [ORDER.pack(0)], theirs)
            pid = self._answer()
        for pipe in theirs if pid is not None else [*theirs, requests, answers, notes]:
            os.close(pipe)
        return None if pid is None else Worker(pid, requests, answers, notes)

    def exit_code(self, worker: Worker) -> int | None:
        """How a worker that is dead, or dying, has ended: as ``subprocess`` has it. None where nobody knows any more."""
        with suppress(ConnectionError):
            self.control.sendall(ORDER.pack(worker.pid))
            status = self._answer()
            return None if status is None else os.waitstatus_to_exitcode(status)
        return None

    def kill(self) -> None:
        """End it at once; what follows is heard through ``control``."""
        self._process.kill()

    def end(self, *, dead: bool = False) -> int:
        """End it, or bury it, and give its exit code."""
        self.control.close()
        if not dead:
            self._process.kill()
        return self._process.wait()

    def _answer(self) -> int | None:
        try:
            data = self.control.recv(ORDER.size, socket.MSG_WAITALL)
        except TimeoutError:
            self.kill()
            return None
        return int(ORDER.unpack(data)[0]) if len(data) == ORDER.size else None
