"""What a person sees: one-line complaints, and text of documents made harmless for a terminal."""

from __future__ import annotations

import os
import re
import sys

STDOUT = "-"
"""What stands for standard output where a file is named."""
FAILED, USAGE, INTERRUPTED, BROKEN_PIPE, TERMINATED = 1, 2, 130, 141, 143
"""Exit codes (see :mod:`policy_extract.cli`)."""
REPEATED = "{:,} documents have an id that an earlier one has; the ids of their records tell them apart"
"""What is said where that is no error."""

_SPACE = re.compile(r"[^\S\u3000]+")  # an ideographic space is as harmless as a character


class CommandError(Exception):
    """The command cannot be carried out as asked: one line for the user, exit code 2."""


def printable(text: str) -> str:
    """``text`` in one line; every character that a terminal would obey, hide or reverse is written as an escape (``\\u202e``)."""
    return "".join(char if char.isprintable() or char == "\u3000" else _escape(char) for char in _SPACE.sub(" ", text))


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def complain(message: str) -> None:
    """One line on standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"policy-extract: {printable(message)}\n")


def abandon_stdout() -> None:
    """Point standard output at nothing, so that the interpreter does not fail once more when it flushes at exit."""
    try:
        descriptor = sys.stdout.fileno()
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, descriptor)
        os.close(nothing)
    except (OSError, ValueError, AttributeError):  # no descriptor behind it: nothing will be flushed
        pass
