"""What a document may cost, in a long run as under an engine, before it is given up."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

TIMEOUT = 300.0
"""Seconds that a document may take: the longest one that is read at all needs some ten."""
MEMORY = 4 << 30
"""Bytes that one document may take."""
TRIES = 2
"""A document at which a process dies is given to one more; the first may have been killed by something else."""
LOADING = 300.0
"""Seconds in which the rules and a model must be loaded: a model on a slow disk."""


def limit_memory(more: int) -> None:
    """Let allocations of this process fail that would take it ``more`` bytes beyond what it has now.

    Where the system cannot, its own limits remain.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more, hard))
