"""Files that are there whole or not at all, and a lock that ends with its process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from policy_extract.batch.errors import RunError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it: after a crash at any moment it holds all of ``data``, or what it held before."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            sync(stream.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def sync(descriptor: int) -> None:
    """Wait until the disk has what was written."""
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the disk knows the names in ``folder``; where folders cannot be opened, there is nothing to wait for."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(folder: Path, what: str) -> Iterator[None]:
    """Make ``folder`` and hold its lock; the system lets go of it when this process ends, however it ends. An empty folder is taken away.

    Raises RunError where another process holds it; ``what`` names what that one writes.
    """
    while True:
        folder.mkdir(exist_ok=True)
        path = folder / "lock"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _lock(descriptor):
            holder = os.read(descriptor, 32).decode("ascii", "replace")
            os.close(descriptor)
            raise RunError(f"{what}: another run is writing it (process {holder or 'unknown'})")
        if path.exists() and os.fstat(descriptor).st_ino == path.stat().st_ino:
            break
        os.close(descriptor)  # the run that held it has just cleared the folder away
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode("ascii"))
        yield
    finally:
        with suppress(OSError):
            if list(folder.iterdir()) == [path]:
                path.unlink()
                folder.rmdir()
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    import fcntl  # noqa: PLC0415 - not on every system

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
