"""A worker with documents that are fatal to it, and the command with such workers: ``poison.py worker``, ``poison.py extract …``.

What a text begins with is done to the worker that reads it; else the worker is one that makes short lines and starts fast, or with
POISON_REAL in the environment the real one. POISON_SHARD is the number of documents in a shard.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from policy_extract.batch import intake, nursery, reader, worker
from policy_extract.batch.ids import key_of
from policy_extract.batch.limits import limit_memory
from policy_extract.batch.messages import Answer, Request, failed
from policy_extract.batch.settings import Settings
from policy_extract.reading import parsed

COMMAND = (sys.executable, "-P", str(Path(__file__)), "worker")

EXIT, CRASH, HANG, ONCE, SLOW, MEMORY = "【exit】", "【crash】", "【hang】", "【once】", "【slow】", "【memory】"


def act(text: str) -> None:
    """Do what the text asks for."""
    if text.startswith(EXIT):
        os._exit(7)
    if text.startswith(CRASH):
        os.kill(os.getpid(), signal.SIGSEGV)
    if text.startswith(HANG):
        while True:
            pass
    if text.startswith(ONCE):  # the rest names a file that remembers
        path = Path(text.removeprefix(ONCE))
        if not path.exists():
            path.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith(SLOW):
        time.sleep(0.02)
    if text.startswith(MEMORY):
        held = [bytearray(1 << 20) for _ in range(1 << 20)]
        assert not held


def short(_: Settings) -> Callable[[Request], Answer]:
    """A reader that says what it was given."""

    def read(request: Request) -> Answer:
        found = parsed(request.source)
        if found.document is None:
            assert found.failure is not None
            return failed(found.failure)
        name, text = found.document.doc_id, found.document.text
        act(text)
        said = {"doc_id": name, "repeat": request.repeat, "characters": len(text)}
        return Answer(json.dumps(said).encode(), records=1, characters=len(text), key=key_of(name))

    return read


def poisoned(analyse: Callable[..., Any]) -> Callable[..., Any]:
    """The analysis of a document, with what is fatal in it."""

    def run(document: Any, **options: Any) -> Any:
        act(document.text)
        return analyse(document, **options)

    return run


def main() -> int:
    if sys.argv[1:2] == ["worker"]:
        if "POISON_STILLBORN" in os.environ:
            return 3
        if "POISON_REAL" in os.environ:
            from policy_extract.pipeline import extractor  # noqa: PLC0415 - slow

            vars(worker)["limit_memory"] = lambda _: limit_memory(200 << 20)
            vars(extractor)["analyse"] = poisoned(vars(extractor)["analyse"])
        else:
            vars(reader)["reader_of"] = short
        worker.main(int(sys.argv[2]))
        return 0
    from policy_extract.cli import main as command  # noqa: PLC0415
    from policy_extract.cli import progress  # noqa: PLC0415

    vars(progress)["INTERVAL"] = 1e9  # nothing is said because a machine is slow
    vars(nursery)["COMMAND"] = COMMAND
    vars(intake)["SHARD_DOCUMENTS"] = int(os.environ.get("POISON_SHARD", "5"))
    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
