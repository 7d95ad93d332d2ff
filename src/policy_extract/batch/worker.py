"""Worker processes: documents in, lines out, until their input ends. ``worker SOCKET`` is started by the nursery.

What is started loads everything once (the settings come on its standard input, ``Ready`` goes out through the socket) and then makes a
copy of itself, by fork, for each pair of pipes that it is sent: a worker costs milliseconds, not a second, also where one has died.

All ignore interrupts (the run that started them ends them). A worker is ended by an alarm of its own should that run be gone when a
document hangs, and is refused more than ``MEMORY`` bytes beyond what it has at first.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from policy_extract.batch.limits import MEMORY, limit_memory
from policy_extract.batch.messages import ORDER, Answer, Ready, Request, document_of, failed, packed, receive
from policy_extract.lexicon import load
from policy_extract.schema import Extraction, Failure, Problem

if TYPE_CHECKING:
    from policy_extract.batch.settings import Settings
    from policy_extract.corrections import Corrections

_GRACE = 10.0  # seconds that the run has to end this process before it ends itself


def reader_of(settings: Settings) -> Callable[[Request], Answer]:
    """What turns a document into its line, as ``settings`` ask for it. Everything that is loaded once is loaded now.

    Raises ValueError (LexiconError, ModelError, CorrectionError) where something that the settings name is not as it must be.
    """
    from policy_extract.pipeline import Extractor  # noqa: PLC0415 - a run itself reads no document and needs no rules

    extractor = Extractor(include=settings.include, unclaimed=settings.unclaimed, lexicon=settings.lexicon, model=settings.model)
    extractor.extract(_examples())
    if extractor.tagger is not None:
        extractor.tagger.tag("", [])
    decided = _decisions(settings.corrections)

    def read(request: Request) -> Answer:
        document = document_of(request)
        result = extractor.extract_safely(document, path=request.path, encoding=request.encoding, repeat=request.repeat)
        complaints: tuple[str, ...] = ()
        if document.doc_id in decided and request.repeat == 1 and isinstance(result, Extraction):
            result, complaints = _corrected(result, document.text, settings, decided[document.doc_id])
        if isinstance(result, Failure):
            return failed(result)
        try:
            return Answer(result.to_json().encode("utf-8"), len(result.records), complaints=complaints)
        except Exception as error:  # a result that cannot be written must not take its neighbours along
            problem = Problem(code="internal", message=f"{type(error).__name__}: {error}")
            return failed(Failure(doc_id=document.doc_id, error=problem))

    return read


def _examples() -> str:
    """The examples of all rules: what is compiled when first needed is needed by them."""
    return "\n".join(fields["example"] for table in load("rules").values() for fields in table.values())


def _decisions(path: str | None) -> dict[str, Corrections]:
    if path is None:
        return {}
    from policy_extract.corrections import load_corrections  # noqa: PLC0415 - for this option only

    return dict(load_corrections(Path(path)))


def _corrected(result: Extraction, text: str, settings: Settings, decided: Corrections) -> tuple[Extraction, tuple[str, ...]]:
    from policy_extract.corrections import apply  # noqa: PLC0415 - for this option only

    applied = apply(result, text, decided, include=settings.include)
    return applied.extraction, tuple(
        f"{settings.corrections}: {misfit.record_id}: {misfit.review}, but no longer fits: {misfit.reason}" for misfit in applied.misfits
    )


def serve(requests: BinaryIO, answers: BinaryIO, read: Callable[[Request], Answer], timeout: float) -> None:
    """Answer every request in its turn. Raises EOFError or BrokenPipeError when nobody asks any more."""
    limit_memory(MEMORY)
    while True:
        request: Request = receive(requests)
        _alarm(timeout + _GRACE)
        answers.write(packed(read(request)))
        answers.flush()
        _alarm(0)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main(descriptor: int) -> None:
    """Load what the settings ask for, then fork a worker for each pair of pipes that comes through the socket ``descriptor``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settings: Settings = receive(sys.stdin.buffer)
    with socket.socket(fileno=descriptor) as control:
        try:
            read = reader_of(settings)
        except Exception as error:
            control.sendall(packed(Ready(str(error) or type(error).__name__)))
            return
        gc.collect()
        gc.freeze()  # what is loaded stays: the collector need not look at it again and again, and workers share it
        control.sendall(packed(Ready()))
        while True:
            message, pipes, _, _ = socket.recv_fds(control, ORDER.size, 2)
            if not message:
                return
            (pid,) = ORDER.unpack(message)
            if pid:
                control.sendall(ORDER.pack(os.waitpid(pid, 0)[1]))
                continue
            pid = os.fork()
            if not pid:
                control.close()
                _work(pipes[0], pipes[1], read, settings.timeout)
            for pipe in pipes:
                os.close(pipe)
            control.sendall(ORDER.pack(pid))


def _work(requests: int, answers: int, read: Callable[[Request], Answer], timeout: float) -> NoReturn:
    """Be a worker, and end without a trace of what the process was before."""
    code = 1
    try:
        with suppress(EOFError, BrokenPipeError), os.fdopen(answers, "wb") as out, os.fdopen(requests, "rb") as asked:
            serve(asked, out, read, timeout)
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(int(sys.argv[1]))
