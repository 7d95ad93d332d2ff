"""Words as data: TOML files, one word a line with its example, and their loader.

Each file holds tables; each line of a table is ``"word" = { example = "…", … }``. The example is a text in which the word must
be recognised: it runs as a test. Files are read when first asked for and kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from policy_extract.patterns import later


class LexiconError(ValueError):
    """A lexicon file is missing, is not TOML, or a line of it lacks what it must have. The message names file and word."""


@cache
def load(name: str) -> dict[str, dict[str, dict[str, Any]]]:
    """The tables of ``name``.toml: table → word → its fields.

    Raises LexiconError where the file is missing or malformed, or a word has no example.
    """
    path = files(__package__).joinpath(f"{name}.toml")
    try:
        tables = read_lines(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"lexicon {name}.toml: {error}") from error
    for table, words in tables.items():
        for word, fields in words.items():
            if not isinstance(fields.get("example"), str):
                raise LexiconError(f"lexicon {name}.toml: [{table}] {word!r} has no example")
    return tables


_FIELD = re.compile(r" (?<=[{,] )(\w+) = ")


def read_lines(source: str) -> dict[str, dict[str, dict[str, Any]]]:
    """What tomllib reads from a file of this folder, where each entry is an inline table on a line of its own.

    tomllib, written in Python, takes a tenth of the time that one document costs; here the lines become JSON, which is read at once.
    A test holds both to the same tables. Raises ValueError where a line is not as it must be.
    """
    tables: dict[str, list[str]] = {}
    rows: list[str] = []
    pieces = _FIELD.split(source)
    pieces[1::2] = [f' "{field}": ' for field in pieces[1::2]]
    for line in "".join(pieces).split("\n"):
        if line.startswith('"'):
            word, _, fields = line.partition('" = {')
            rows.append(f'{word}": {{{fields[: fields.rindex("}")]}}}')
        elif line.startswith("["):
            rows = tables.setdefault(line[1 : line.index("]")], [])
    whole = ", ".join(f'"{table}": {{{", ".join(rows)}}}' for table, rows in tables.items())
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(f"{{{whole}}}")
    return found


@cache
def words(name: str, table: str) -> tuple[str, ...]:
    """The words of one table, longest first (so that an alternation of them prefers the longest)."""
    return tuple(sorted(load(name)[table], key=lambda word: (-len(word), word)))


def literals(words: Iterable[str]) -> re.Pattern[str]:
    """Any of ``words``, the longest first: literals alone, so that the pattern scans fast."""
    known = sorted(set(words), key=lambda word: (-len(word), word))
    return later("|".join(map(re.escape, known)), tuple(known))


@cache
def pattern(name: str, table: str) -> re.Pattern[str]:
    """Any word of one table, the longest first."""
    return literals(load(name)[table])
