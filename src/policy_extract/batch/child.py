"""The process in which documents are extracted, so that one that hangs or dies takes nothing else along (see ``isolated``).

It reads JSON lines from standard input and answers each with a line: its settings first (answered by an empty object, or by an error
where the extractor cannot be made), then documents (answered by their results). It ends where its input does.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from typing import Any

from policy_extract.batch.arrow import line_of
from policy_extract.batch.limits import limit_memory
from policy_extract.pipeline import Extractor
from policy_extract.schema import Document

_LOOK = 1.0  # seconds between two looks at whether the parent is there


def extractor(include: tuple[str, ...], unclaimed: bool, lexicon: str | None, model: str | None) -> Extractor:
    """The extractor of the package."""
    return Extractor(include=include, unclaimed=unclaimed, lexicon=lexicon, model=model)


def built(factory: str, options: dict[str, Any]) -> Extractor:
    """What ``factory`` ("module:function") makes of the options. Raises what it raises, and ImportError or AttributeError without it."""
    module, _, function = factory.partition(":")
    made: Extractor = getattr(import_module(module), function)(**options)
    return made


def main() -> None:
    """Answer until the input ends. What libraries print goes to standard error: standard output belongs to the answers."""
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches the whole group: the parent decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    lines = sys.stdin.buffer

    def answer(line: str) -> None:
        answers.write(line.encode("utf-8") + b"\n")
        answers.flush()

    recipe = json.loads(lines.readline())
    memory = recipe.pop("memory")
    try:
        made = built(**recipe)
    except Exception as error:
        answer(json.dumps({"error": f"{type(error).__name__}: {error}"}))
        return
    gc.collect()
    gc.freeze()  # what is loaded stays: the collector need not look at it again and again
    limit_memory(memory)
    answer("{}")
    while line := lines.readline():
        answer(line_of(made.extract_safely(Document.model_validate_json(line))))


def _follow(parent: int) -> None:
    """End this process when its parent is gone, whatever it is at: nobody else would end one that hangs."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # the parent is gone
        main()
