"""The manifest of a run, ``OUT.manifest.json``: what was asked for, of what program, and what came of it. It stays when the run is done."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from policy_extract.batch.errors import RunError
from policy_extract.batch.files import write_whole
from policy_extract.batch.shards import Mark


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run, or a part of it, has done. ``errors`` counts failed documents by code."""

    documents: int = 0
    records: int = 0
    characters: int = 0
    errors: dict[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """Documents that failed."""
        return sum(self.errors.values())


def total(marks: Iterable[Mark]) -> Counts:
    """What finished shards hold together."""
    documents = records = characters = 0
    errors: Counter[str] = Counter()
    for mark in marks:
        documents += mark.documents
        records += mark.records
        characters += mark.characters
        errors.update(mark.errors)
    return Counts(documents, records, characters, dict(sorted(errors.items())))


@dataclass(frozen=True, slots=True)
class Manifest:
    """``seconds`` are those of all processes that worked on the run, one after the other; ``started`` and ``finished`` are ISO 8601 in UTC.

    ``bytes`` is the size of the output; ``repeated_ids`` how many documents have an id that an earlier one has.
    """

    output: str
    configuration: dict[str, Any]
    started: str
    status: Literal["running", "finished"] = "running"
    finished: str | None = None
    jobs: int = 1
    seconds: float = 0.0
    counts: Counts = Counts()
    shards: int = 0
    repeated_ids: int = 0
    bytes: int | None = None

    def write(self, path: Path) -> None:
        """Put the manifest at ``path``, in one step."""
        write_whole(path, (json.dumps(asdict(self), ensure_ascii=True, indent=1) + "\n").encode("ascii"))


def read_manifest(path: Path) -> Manifest | None:
    """The manifest at ``path``; None where there is none. Raises RunError where it is none of ours."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        fields = json.loads(data)
        manifest = Manifest(**fields)
        return replace(manifest, counts=Counts(**fields["counts"]))
    except (ValueError, TypeError, KeyError) as error:
        raise RunError(f"{path} is no manifest of a run; --overwrite replaces it") from error
