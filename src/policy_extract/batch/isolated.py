"""An extractor in a process of its own: a document that hangs, crashes or eats all memory gives an error line and costs nothing else.

One process serves one caller at a time and is kept for the next one, as engines run many short tasks in one Python process.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic

from policy_extract.batch.limits import MEMORY, TIMEOUT, TRIES
from policy_extract.reading import MAX_CHARS
from policy_extract.schema import Document, Failure, Problem

Extract = Callable[[Document], str]
"""A document → its line of results."""

_STARTING = 300.0  # seconds that making an extractor may take: a model on a slow disk
_LEAVING = 1.0  # seconds in which an idle process ends by itself
_LOOK = 0.2  # seconds between two looks at the clock


@dataclass(frozen=True, slots=True)
class Settings:
    """What is extracted and how. ``include``, ``unclaimed``, ``lexicon`` and ``model`` are those of Extractor; paths must be there on
    every machine.

    ``timeout`` is the time for one document in seconds, ``memory`` the bytes that it may take, ``max_chars`` the length in characters above
    which it is refused unread. ``isolated`` false extracts in the calling process: a process less, but no limit to time and memory, and a
    crash is the caller's. ``factory`` names the function that makes the extractor, for one of your own.
    """

    include: tuple[str, ...] = ("planned",)
    unclaimed: bool = False
    lexicon: str | None = None
    model: str | None = None
    timeout: float = TIMEOUT
    memory: int = MEMORY
    max_chars: int = MAX_CHARS
    isolated: bool = True
    factory: str = "policy_extract.batch.child:extractor"

    @property
    def recipe(self) -> dict[str, object]:
        """What ``child.built`` makes the extractor from."""
        options = {name: getattr(self, name) for name in ("include", "unclaimed", "lexicon", "model")}
        return {"factory": self.factory, "options": options}


class EngineError(RuntimeError):
    """No document can be extracted: the settings or the columns are wrong. The message says why."""


class Isolated:
    """The process, seen from its caller. It is started when first needed, and again after it died."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._exchange: _Exchange | None = None

    def __call__(self, document: Document) -> str:
        """The line of results of a document; of one that cannot be extracted the line of a Failure (``timeout``, ``worker_died``).

        Raises EngineError where no extractor can be made.
        """
        question = document.model_dump_json().encode("utf-8") + b"\n"
        code = None
        for _ in range(TRIES):
            exchange = self._exchange = self._exchange or self._start()
            answer = exchange(question, self._settings.timeout)
            if answer:
                return answer
            code = self.close()
            if exchange.late:
                return _failed(document, "timeout", f"not done after {self._settings.timeout:g} seconds")
        return _failed(document, "worker_died", f"its process ended {TRIES} times, {_told(code)}")

    def close(self) -> int | None:
        """End the process; its exit code, negative for a signal, None where there was none."""
        exchange, self._exchange = self._exchange, None
        return exchange.close() if exchange else None

    def _start(self) -> _Exchange:
        if not sys.executable:
            raise EngineError("this Python does not know its own executable: set isolated=False")
        # What this process can import, the child can: engines add to sys.path at run time.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-P", "-m", "policy_extract.batch.child"]
        exchange = _Exchange(subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        recipe = {**self._settings.recipe, "memory": self._settings.memory}
        answer = exchange(json.dumps(recipe).encode("ascii") + b"\n", _STARTING)
        problem = json.loads(answer).get("error") if answer else "not ready in time" if exchange.late else "its process ended at once"
        if problem:
            exchange.close()
            raise EngineError(f"no extractor: {problem}")
        return exchange


class _Exchange:
    """Questions and answers with a process, which is ended when an answer takes too long.

    A thread of its own keeps the time: waiting for a pipe with a timeout is not the same on all systems.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._deadline = float("inf")
        self._ended = threading.Event()
        self._lock = threading.Lock()  # an answer is in time, or its process is ended: never both
        self.late = False
        threading.Thread(target=self._watch, daemon=True).start()

    def __call__(self, question: bytes, seconds: float) -> str:
        """The answer, empty where the process died or was ended; ``late`` tells whether because time was up."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._deadline = monotonic() + seconds
        answer = b""
        with suppress(OSError):  # it ended before it had read all
            self._process.stdin.write(question)
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        with self._lock:
            self._deadline = float("inf")
        return answer[:-1].decode("utf-8") if answer.endswith(b"\n") and not self.late else ""

    def close(self) -> int:
        """End the process; its exit code, negative for a signal."""
        self._ended.set()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(OSError):
            self._process.stdin.close()  # an idle one ends by itself
        with self._process.stdout:
            try:
                return self._process.wait(_LEAVING)
            except subprocess.TimeoutExpired:
                self._process.kill()
                return self._process.wait()

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK):
            with self._lock:
                if monotonic() > self._deadline:
                    self.late = True
                    self._process.kill()
                    return


def _failed(document: Document, code: str, message: str) -> str:
    return Failure(doc_id=document.doc_id, error=Problem(code=code, message=message)).to_json()


def _told(code: int | None) -> str:
    return f"killed by signal {-code}" if code is not None and code < 0 else f"exit code {code}"


_idle: dict[tuple[int, Settings], list[Isolated]] = defaultdict(list)  # by process, as a forked one must not share its parent's


@contextmanager
def isolated(settings: Settings) -> Iterator[Extract]:
    """A process for this caller alone while the block lasts: one that is idle, or a new one."""
    idle = _idle[os.getpid(), settings]
    try:
        extract = idle.pop()
    except IndexError:
        extract = Isolated(settings)
    try:
        yield extract
    except GeneratorExit:  # whoever reads the results has enough of them: nothing is under way
        idle.append(extract)
        raise
    except BaseException:
        extract.close()
        raise
    else:
        idle.append(extract)


@atexit.register
def close_idle() -> None:
    """End the processes that this one keeps for later; at its own end it does so by itself."""
    for (owner, _), idle in _idle.items():
        while owner == os.getpid() and idle:
            idle.pop().close()
