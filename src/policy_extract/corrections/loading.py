"""Gold JSON lines → the decisions they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import ValidationError

from policy_extract.schema import GoldRecord, Record

Review = Literal["accepted", "edited", "added", "rejected"]
UNREVIEWED = "unreviewed"


class CorrectionError(Exception):
    """A file of corrections cannot be used; the message names the file and line and says why."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A record with what the reviewer decided about it."""

    review: Review
    record: Record


@dataclass(frozen=True, slots=True)
class Corrections:
    """The decisions about one document, and the text they were made on."""

    doc_id: str
    text: str
    decisions: tuple[Correction, ...]


def load_corrections(path: Path) -> dict[str, Corrections]:
    """The decisions of a file by document id. Where a document stands twice, the last line counts.

    Records without a ``review`` were decided on by whoever wrote the gold: they are accepted. Raises CorrectionError for a file that
    cannot be read and for a line that is no gold.
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")  # U+2028 is text
    except OSError as error:
        raise CorrectionError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path}: not UTF-8 at byte {error.start}") from error
    found = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            each = _line(line, f"{path}:{number}")
            found[each.doc_id] = each
    return found


def _line(line: str, where: str) -> Corrections:
    try:
        fields = json.loads(line)
        text, doc_id = fields["text"], fields["doc_id"]
        decisions = tuple(_decisions(fields))
    except KeyError as error:
        raise CorrectionError(f"{where}: field {error} is missing") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise CorrectionError(f"{where}: record field {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise CorrectionError(f"{where}: no gold JSON line: {error}") from error
    if not isinstance(text, str) or not isinstance(doc_id, str):
        raise CorrectionError(f"{where}: text and doc_id must be strings")
    for decision in decisions:
        for (start, end), said in parts(decision.record):
            if text[start:end] != said:
                raise CorrectionError(f"{where}: {decision.record.id}: {said!r} does not stand at {start}:{end}")
    return Corrections(doc_id, text, decisions)


def _decisions(fields: Mapping[str, Any]) -> Iterator[Correction]:
    for record in fields["records"]:
        review = record.get("review", "accepted")
        if review == UNREVIEWED:
            continue
        if review not in get_args(Review):
            raise ValueError(f"review {review!r} is unknown")
        yield Correction(review, GoldRecord.model_validate(record))
    for record in fields.get("rejected", ()):
        yield Correction("rejected", GoldRecord.model_validate(record))


def parts(record: Record) -> list[tuple[tuple[int, int], str]]:
    """Every part of a record that has a span, with what it says stands there."""
    found: list[tuple[tuple[int, int], str]] = []
    waiting: list[Any] = [record.model_dump(mode="python")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            said = node.get("text", node.get("name"))
            if node.get("span") is not None and said is not None:
                found.append((node["span"], said))
            waiting.extend(node.values())
        elif isinstance(node, list | tuple):
            waiting.extend(node)
    return found
