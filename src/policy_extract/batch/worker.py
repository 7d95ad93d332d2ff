"""Worker processes: documents in, lines out, until their input ends. ``worker SOCKET`` is started by the nursery.

What is started loads everything once (``Hello`` comes on its standard input, ``Ready`` goes out through the socket) and then makes a
copy of itself, by fork, for each set of pipes that it is sent: a worker costs milliseconds, not a second, also where one has died.

All ignore interrupts (the process that started them ends them). When that process is gone, the copies are ended, also one that hangs;
should both be gone, an alarm of its own ends a worker. Each is refused more than a certain memory beyond what it has at first.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from time import monotonic
from typing import Any, BinaryIO, NoReturn

from policy_extract.batch.limits import limit_memory
from policy_extract.batch.messages import BEGUN, ORDER, Answer, Hello, Ready, Request, packed, receive

_GRACE = 10.0  # seconds that others have to end this process before it ends itself
_TIDY = 500  # documents, some half a second, between two full rounds of the collector (a millisecond): they empty lists of free tuples too
_OFTEN = 0.2  # seconds after which answers are not kept back: what is done and not said is lost with the process

Reader = Callable[[Request], Answer]


def named(place: str) -> Any:
    """What is called "module:name". Raises ImportError or AttributeError where there is no such thing."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def serve(requests: BinaryIO, answers: BinaryIO, notes: int, read: Reader, hello: Hello) -> None:
    """Answer all requests in their order. Raises EOFError or BrokenPipeError when nobody asks any more."""
    limit_memory(hello.memory)
    begun = 0
    while True:
        ready: list[Answer] = []
        said = monotonic()
        for request in receive(requests):
            now = monotonic()
            if ready and now - said > _OFTEN:
                answers.write(packed(ready))
                answers.flush()
                ready, said = [], now
            begun += 1
            os.write(notes, BEGUN.pack(begun, now))
            _alarm(hello.timeout + _GRACE)
            ready.append(read(request))
            _alarm(0)
            if not begun % _TIDY:
                gc.collect()
        answers.write(packed(ready))
        answers.flush()


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main(descriptor: int) -> None:
    """Load what is asked for, then fork a worker for each set of pipes that comes through the socket ``descriptor``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hello: Hello = receive(sys.stdin.buffer)
    with socket.socket(fileno=descriptor) as control:
        try:
            read: Reader = named(hello.reader)(hello.settings)
        except Exception as error:
            control.sendall(packed(Ready(str(error) or type(error).__name__)))
            return
        gc.collect()
        gc.freeze()  # what is loaded stays: the collector need not look at it again and again, and workers share it
        control.sendall(packed(Ready()))
        _make(control, read, hello)


def _make(control: socket.socket, read: Reader, hello: Hello) -> None:
    """Make workers, and say how they have ended, until nobody asks any more; then no worker is needed either."""
    alive: set[int] = set()
    while True:
        message, pipes, _, _ = socket.recv_fds(control, ORDER.size, 3)
        if not message:
            break
        (pid,) = ORDER.unpack(message)
        if pid:
            alive.discard(pid)
            control.sendall(ORDER.pack(os.waitpid(pid, 0)[1]))
            continue
        pid = os.fork()
        if not pid:
            control.close()
            _work(pipes, read, hello)
        alive.add(pid)
        for pipe in pipes:
            os.close(pipe)
        control.sendall(ORDER.pack(pid))
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


def _work(pipes: list[int], read: Reader, hello: Hello) -> NoReturn:
    """Be a worker, and end without a trace of what the process was before."""
    code = 1
    requests, answers, notes = pipes
    try:
        with suppress(EOFError, BrokenPipeError), os.fdopen(answers, "wb") as out, os.fdopen(requests, "rb") as asked:
            serve(asked, out, notes, read, hello)
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(int(sys.argv[1]))
