"""Documents for the scripts of this folder."""

from __future__ import annotations

import json
from pathlib import Path

from policy_extract.schema import Document


def read(path: Path) -> list[Document]:
    """The documents of a .jsonl file (lines with ``text``), of a folder of .txt files, or of a .txt file that blank lines divide."""
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
        return [Document(text=row["text"], title=row.get("title"), published=row.get("published")) for row in rows]
    if path.is_dir():
        return [Document(text=file.read_text("utf-8"), doc_id=file.stem) for file in sorted(path.rglob("*.txt"))]
    return [Document(text=text) for text in path.read_text("utf-8").split("\n\n") if text.strip()]
