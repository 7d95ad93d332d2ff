"""The process that makes workers: everything is loaded there once, and each worker is a copy of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from policy_extract.batch.errors import RunError
from policy_extract.batch.messages import ORDER, Ready, Unpacker

if TYPE_CHECKING:
    from policy_extract.batch.pool import Task

COMMAND = (sys.executable, "-P", "-m", "policy_extract.batch.worker")
"""-P: no file of the folder one happens to be in takes the place of a module."""

_AHEAD = 32 << 10  # bytes given to a worker while it is busy: what a pipe holds, as nobody reads at its other end
_PIECE = 1 << 16


class Worker:
    """A process, what it was given and has not answered yet (the first of it is what it is at), and since when."""

    def __init__(self, pid: int, requests: int, answers: int) -> None:
        self.pid = pid
        self.requests = requests
        self.answers = answers
        self.unpacker = Unpacker()
        self.tasks: deque[Task] = deque()
        self.ahead = 0  # bytes of the tasks behind the first
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
            self.ahead += len(task.message)
        self.tasks.append(task)
        return True

    def has_room(self, task: Task) -> bool:
        """Whether ``task`` can be sent now without waiting for the worker to take it."""
        return not self.deaf and (not self.tasks or self.ahead + len(task.message) <= _AHEAD)

    def done(self) -> Task:
        """Note that the first task is answered; gives it."""
        task = self.tasks.popleft()
        if self.tasks:
            self.ahead -= len(self.tasks[0].message)
        return task

    def kill(self) -> None:
        """End the process, whatever it is at."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """Let go of its pipes."""
        os.close(self.requests)
        os.close(self.answers)


class Nursery:
    """``hello`` is the message that tells it what its workers are to do. Raises RunError where no process can be started."""

    def __init__(self, hello: bytes) -> None:
        self.control, theirs = socket.socketpair()
        try:
            self._process = subprocess.Popen(
                (*COMMAND, str(theirs.fileno())), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()], process_group=0,
            )
        except OSError as error:
            self.control.close()
            raise RunError(f"a worker cannot be started: {error.strerror}") from error
        finally:
            theirs.close()
        self.ready = False
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
        pid = None
        with suppress(ConnectionError):
            socket.send_fds(self.control, [ORDER.pack(0)], [their_requests, their_answers])
            pid = self._answer()
        os.close(their_requests)
        os.close(their_answers)
        if pid is None:
            os.close(requests)
            os.close(answers)
            return None
        return Worker(pid, requests, answers)

    def exit_code(self, worker: Worker) -> int | None:
        """How a worker that is dead, or dying, has ended: as ``subprocess`` has it. None where nobody knows any more."""
        with suppress(ConnectionError):
            self.control.sendall(ORDER.pack(worker.pid))
            status = self._answer()
            return None if status is None else os.waitstatus_to_exitcode(status)
        return None

    def end(self, *, dead: bool = False) -> int:
        """End it, or bury it, and give its exit code."""
        self.control.close()
        if not dead:
            self._process.kill()
        return self._process.wait()

    def _answer(self) -> int | None:
        data = self.control.recv(ORDER.size, socket.MSG_WAITALL)
        return int(ORDER.unpack(data)[0]) if len(data) == ORDER.size else None
