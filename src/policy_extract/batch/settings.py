"""All that decides what a run gives, and the fingerprint by which a later run knows whether it would give the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy_extract import __version__
from policy_extract.batch.errors import RunError
from policy_extract.batch.limits import TIMEOUT
from policy_extract.lexicon import LexiconError
from policy_extract.lexicon.overlay import read_overlay
from policy_extract.reading import MAX_CHARS, sizes
from policy_extract.tagger import ModelError

PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of ``extract`` that change its output, under their names there. ``timeout`` is in seconds; ``strict`` makes failures
    of documents whose id an earlier one has.
    """

    inputs: tuple[str, ...]
    form: str = "documents"
    format: str = "jsonl"
    include: frozenset[str] = frozenset({"planned"})
    unclaimed: bool = False
    published: str | None = None
    lexicon: str | None = None
    model: str | None = None
    corrections: str | None = None
    encoding: str | None = None
    max_chars: int = MAX_CHARS
    timeout: float = TIMEOUT
    strict: bool = False


def configuration(settings: Settings) -> dict[str, Any]:
    """What has to be the same when a run is continued, as JSON. Every file that the settings name is read.

    Raises RunError where the lexicon, the model or the corrections are not there or not as they must be.
    """
    return {
        "version": __version__,
        "code": digest(path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".toml", ".tsv"}),
        "lexicon": digest([*PACKAGE.glob("lexicon/*.toml"), *PACKAGE.glob("regions/*.tsv")]),
        "own lexicon": _own_lexicon(settings.lexicon),
        "model": _model(settings.model),
        "corrections": _corrections(settings.corrections),
        "output": {"form": settings.form, "format": settings.format},
        "options": {
            "include": sorted(settings.include), "unclaimed": settings.unclaimed,
            "published": settings.published, "encoding": settings.encoding, "max_chars": settings.max_chars, "timeout": settings.timeout,
            "strict": settings.strict,
        },
        "inputs": [{"path": path, "bytes": size} for path, size in sizes(settings.inputs).items()],
    }


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """In words, what two configurations do not share."""
    words = []
    for key in new.keys() | old.keys():
        before, now = old.get(key), new.get(key)
        if before == now:
            continue
        if key in {"options", "output"} and isinstance(before, dict) and isinstance(now, dict):
            words += [f"--{name.replace('_', '-')}" for name in now if before.get(name) != now[name]]
        else:
            words.append({"code": "the program itself", "inputs": "the input", "own lexicon": "--lexicon"}.get(key, key))
    return sorted(words)


def digest(paths: Iterable[Path]) -> str:
    """A fingerprint of the contents of files and of their names."""
    sums = hashlib.blake2b(digest_size=16)
    for path in sorted(paths):
        sums.update(f"{path.name}\0".encode("utf-8", "surrogateescape"))
        sums.update(hashlib.blake2b(path.read_bytes()).digest())
    return sums.hexdigest()


def _own_lexicon(path: str | None) -> str | None:
    if path is None:
        return None
    try:
        read_overlay(path)
    except LexiconError as error:
        raise RunError(str(error)) from error
    return digest([Path(path)])


def _model(name: str | None) -> dict[str, str] | None:
    if name is None:
        return None
    from policy_extract.pipeline import Extractor  # noqa: PLC0415 - only the extractor knows where a model is

    try:
        home = getattr(Extractor(model=name).tagger, "path", None)
    except ModelError as error:
        raise RunError(str(error)) from error
    return {"name": name, "sum": digest(path for path in Path(home).rglob("*") if path.is_file()) if home else ""}


def _corrections(path: str | None) -> str | None:
    if path is None:
        return None
    from policy_extract.corrections import CorrectionError, load_corrections  # noqa: PLC0415 - for this option only

    try:
        load_corrections(Path(path))
    except CorrectionError as error:
        raise RunError(str(error)) from error
    return digest([Path(path)])
