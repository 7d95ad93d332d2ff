"""The shards of a run on disk: numbered files of output lines (documents form), each with a mark that says it is complete.

``OUT.run/000007.lines`` holds the lines of the seventh shard, ``OUT.run/000007.done`` its mark. A shard without a mark does not count.
No name here ends as an input does, so that a folder that holds a run can be an input.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from policy_extract.batch.errors import RunError
from policy_extract.batch.files import sync_folder, write_whole


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a finished shard. ``inputs`` and ``lines`` are sums of what went in and of what came out; ``errors`` by code.

    ``keys`` are those of its documents' ids, of 16 hexadecimal digits each, in their order.
    """

    number: int
    inputs: str
    lines: str
    bytes: int
    documents: int
    characters: int
    records: int
    errors: dict[str, int] = field(default_factory=dict)
    keys: str = ""


class Shards:
    """The folder of a run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def marks(self) -> dict[int, Mark]:
        """The marks of all finished shards by their numbers; a mark whose lines are not there in full is passed over."""
        found = {}
        for path in sorted(self.folder.glob("*.done")):
            try:
                mark = Mark(**json.loads(path.read_bytes()))
                if self._lines(mark.number).stat().st_size == mark.bytes:
                    found[mark.number] = mark
            except (OSError, ValueError, TypeError):
                continue
        return found

    def finish(self, mark: Mark, lines: bytes) -> None:
        """Keep a shard: first its lines, then its mark."""
        write_whole(self._lines(mark.number), lines)
        write_whole(self.folder / f"{mark.number:06}.done", json.dumps(asdict(mark)).encode("ascii"))
        sync_folder(self.folder)

    def copy(self, marks: list[Mark], stream: BinaryIO) -> None:
        """Write the lines of all shards to ``stream``, in order. Raises RunError where a shard is not what its mark says."""
        for mark in marks:
            data = self._lines(mark.number).read_bytes()
            if sum_of(data) != mark.lines:
                raise RunError(f"{self._lines(mark.number)} has been changed since it was written; start again with --overwrite")
            stream.write(data)

    def lines(self, marks: list[Mark]) -> Iterator[str]:
        """The lines of all shards in order."""
        for mark in marks:
            yield from self._lines(mark.number).read_bytes().decode("utf-8").removesuffix("\n").split("\n")

    def clear(self) -> None:
        """Take away all shards and marks, marks first."""
        for path in (*self.folder.glob("*.done*"), *self.folder.glob("*.lines*")):
            path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Take away the folder with all that is in it."""
        self.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _lines(self, number: int) -> Path:
        return self.folder / f"{number:06}.lines"


def sum_of(data: bytes) -> str:
    """The sum by which lines are known again."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
