"""A folder of raw texts as JSON lines, for the scripts that measure long runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

_ARTICLE = re.compile(r"^(?=[^\n]+\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$)", re.MULTILINE)  # a title, under it the time


def texts(folder: Path) -> list[str]:
    """The texts of all .jsonl files of the folder, and of its .txt files cut into articles."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".jsonl":
            found += [json.loads(line)["text"] for line in path.read_text("utf-8").split("\n") if line.strip()]
        elif path.suffix == ".txt":
            found += [article for article in _ARTICLE.split(path.read_text("utf-8")) if article.strip()]
    return found


def write(folder: Path, path: Path, *, documents: int | None = None) -> int:
    """Write the texts as JSON lines, each with an id of its own; over and over until there are ``documents``. Gives how many there are."""
    known = texts(folder)

    def endless() -> Iterator[str]:
        while True:
            yield from known

    count = documents or len(known)
    with path.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(islice(endless(), count)):
            stream.write(json.dumps({"doc_id": f"raw-{number}", "text": text}, ensure_ascii=False) + "\n")
    return count
