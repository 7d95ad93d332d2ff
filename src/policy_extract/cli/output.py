"""Where output goes: standard output, or a file that is replaced in one step. Always UTF-8 with \\n, whatever the locale."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from policy_extract.cli.terminal import STDOUT, CommandError


class Output:
    """A binary stream to which text is written line by line; each line is on its way when the call returns."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def line(self, text: str) -> None:
        """Write ``text`` and a line end."""
        self._stream.write(text.encode("utf-8") + b"\n")
        self._stream.flush()

    def data(self, content: bytes) -> None:
        """Write bytes as they are."""
        self._stream.write(content)
        self._stream.flush()

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it directly."""
        return self._stream.isatty()


@contextmanager
def open_output(target: str = STDOUT) -> Iterator[Output]:
    """``target`` opened for writing, ``-`` for standard output.

    A file appears, or is replaced, only when the block ends without an exception: nobody ever sees half of it. What is no regular
    file (a pipe, /dev/null) is written directly. Raises CommandError where it cannot be written.
    """
    if target == STDOUT:
        yield Output(_stdout())
        return
    path = Path(target).resolve()  # a link stays a link, its target is replaced
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield Output(stream)
            return
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        stream = part.open("xb")
    except OSError as error:
        raise CommandError(f"{target}: cannot be written: {error.strerror}") from error
    try:
        with stream:
            yield Output(stream)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _stdout() -> BinaryIO:
    if sys.stdout is None:
        raise CommandError("standard output is closed")
    return sys.stdout.buffer
