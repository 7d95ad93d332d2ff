"""Earlier results and gold lines → extractions, each with its text: a line of ``extract`` names its text, a gold line holds it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from policy_extract.reading.errors import ReadingError
from policy_extract.reading.inputs import LINE_SUFFIXES, read_path
from policy_extract.schema import Document, Extraction, Failure, GoldDocument, Problem, sum_of

Found = tuple[str, Extraction | Failure]
"""A text ("" for a failure) and what was made of it."""


def holds_results(path: Path) -> bool:
    """Whether a file holds earlier results or gold rather than documents, told by its first line."""
    if path.suffix.lower() not in LINE_SUFFIXES or not path.is_file():
        return False
    with path.open("rb") as stream:
        first = next((line for line in stream if line.strip()), b"")
    try:
        fields = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and "schema_version" in fields and ("text" not in fields or "records" in fields)


def read_results(path: Path, texts: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The extractions of a results file with their texts, in order; a Failure for a line whose text cannot be found.

    A gold line holds its text and gives a GoldDocument. Of other lines the text is known by its SHA-256: one of ``texts`` (by that sum),
    else what stands at the path that the line names, seen from here.
    Raises ReadingError (codes ``path``, ``wrong_type``) where the file cannot be read or holds a line that is no result.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise ReadingError("path", f"{path}: {error.strerror}") from error
    known = texts or {}
    look = _finder()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        result = _result(line, f"{path}:{number}")
        if isinstance(result, Failure):
            yield "", result
            continue
        text = result.text if isinstance(result, GoldDocument) else known.get(result.source.sha256)
        if text is None and result.source.path:
            text = look(result.source.path).get(result.source.sha256)
        if text is None:
            message = f"its text is not at {result.source.path or 'a known place'}; name the documents with --texts"
            yield "", Failure(doc_id=result.doc_id, error=Problem(code="text_not_found", message=message, line=number))
        else:
            yield text, result


def result_of(line: str) -> Extraction | Failure:
    """The result that a line of ``extract`` (documents form) stands for. Raises ValueError where it is none."""
    try:
        return Extraction.model_validate_json(line)
    except ValueError:
        return Failure.model_validate_json(line)


def _result(line: bytes, where: str) -> Extraction | Failure:
    try:
        fields = json.loads(line)
        model = Failure if "error" in fields else GoldDocument if "text" in fields else Extraction
        return model.model_validate_json(line)
    except (ValueError, TypeError, RecursionError) as error:
        raise ReadingError("wrong_type", f"{where}: no result of extract: {str(error).splitlines()[0]}") from error


def _finder() -> Callable[[str], Mapping[str, str]]:
    """The texts of a file by their sums; each file is read once."""
    files: dict[str, Mapping[str, str]] = {}

    def look(name: str) -> Mapping[str, str]:
        if name not in files:
            path = Path(name)
            documents = read_path(path) if path.is_file() else iter(())
            files[name] = {sum_of(each.text): each.text for each in documents if isinstance(each, Document)}
        return files[name]

    return look
