"""Files → gold documents and answers.

Gold comes in two forms: a folder of ``NAME.txt`` beside ``NAME.json``, whose quotes mark the core with 【】, or JSON lines in the
output contract's own form: ``text`` beside ``records`` with spans. ``optional`` and ``deadline_optional`` are the annotator's marks.
Predictions are JSON lines in the contract's documents form.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from policy_extract.evaluation.forms import MALFORMED, Json, gold_records, mentioned_names, quoted_record, ungrounded
from policy_extract.evaluation.types import Answer, Gold


class EvaluationError(Exception):
    """Gold or predictions cannot be used; the message names the file and says why."""


class SameNameError(EvaluationError):
    """Two documents of one file have the same name (``a/seed.txt`` and ``b/seed.txt``), so that one would hide the other."""


def load_gold(path: Path) -> tuple[Gold, ...]:
    """The annotated documents of a folder (in the order of their names) or of a JSON-lines file (in the order of its lines)."""
    documents = tuple(_gold_folder(path)) if path.is_dir() else tuple(_gold_line(row, where) for where, row in _rows(path))
    if not documents:
        raise EvaluationError(f"{path}: no gold document")
    names = Counter(document.name for document in documents)
    if twice := [name for name, times in names.items() if times > 1]:
        raise EvaluationError(f"{path}: two gold documents are named {twice[0]}")
    return documents


def load_answers(path: Path, *, whole: bool = False) -> dict[str, Answer]:
    """Predictions by document name: the last part of ``doc_id`` without its suffix, or the ``whole`` of it.

    The last line of a document wins. Raises SameNameError where two documents have one name.
    """
    answers: dict[str, Answer] = {}
    for where, row in _rows(path):
        if "doc_id" not in row:
            raise EvaluationError(f"{where}: no doc_id")
        name = str(row["doc_id"]) if whole else document_name(row["doc_id"])
        before = answers.get(name)
        if before is not None and before.fields["doc_id"] != row["doc_id"]:
            raise SameNameError(f"{where}: the documents {before.fields['doc_id']} and {row['doc_id']} are both named {name}")
        answers[name] = Answer(name, row)
    return answers


def document_name(doc_id: object) -> str:
    """The name under which gold and predictions meet: ``plans/2023/seed.txt`` is ``seed``."""
    return PurePath(str(doc_id)).stem


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSON-lines file, each with its place for messages. Lines end at \\n only: U+2028 is text."""
    for number, line in enumerate(_read(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise EvaluationError(f"{where}: no JSON: {error}") from error
        if not isinstance(row, dict):
            raise EvaluationError(f"{where}: not a JSON object")
        yield where, row


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise EvaluationError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: not UTF-8 at byte {error.start}") from error


def _gold_folder(folder: Path) -> Iterator[Gold]:
    for path in sorted(folder.glob("*.json")):
        text = _read(path.with_suffix(".txt"))
        try:
            fields = json.loads(_read(path))
            records = tuple(quoted_record(record, text) for record in fields["records"])
            mentions = frozenset(fields.get("agency_mentions") or ())
            given = _words(fields, "title"), _words(fields, "published")
        except MALFORMED as error:
            raise EvaluationError(f"{path}: {_reason(error)}") from error
        yield Gold(path.stem, text, records, mentions, *given)


def _gold_line(row: Json, where: str) -> Gold:
    try:
        text = row["text"]
        given = _words(row, "title"), _words(row, "published")
        document = Gold(document_name(row["doc_id"]), text, gold_records(row, text), mentioned_names(row), *given)
        wrong = ungrounded(row, text)
    except MALFORMED as error:
        raise EvaluationError(f"{where}: {_reason(error)}") from error
    if wrong:
        raise EvaluationError(f"{where}: {wrong} times the text at a span is not what the record says")
    return document


def _words(fields: Json, key: str) -> str | None:
    said = fields.get(key)
    if said is not None and not isinstance(said, str):
        raise ValueError(f"field {key!r} is no string")
    return said


def _reason(error: Exception) -> str:
    return f"field {error} is missing" if isinstance(error, KeyError) else str(error)
