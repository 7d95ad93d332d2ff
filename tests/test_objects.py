"""What a task or milestone is about: cases, one a line, and every word of the tables that decide it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_extract import lexicon
from policy_extract.finding.objects import object_of

CASES = Path(__file__).parent / "cases" / "things.txt"


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def thing(core: str) -> str | None:
    found = object_of(core, 0, len(core))
    return None if found is None else core[slice(*found)]


@pytest.mark.parametrize(("core", "expected"), cases())
def test_a_deliverable_is_about_its_thing(core: str, expected: str) -> None:
    assert thing(core) == (None if expected == "-" else expected)


@pytest.mark.parametrize("table", ["light", "passing", "leading", "act"])
def test_every_word_that_leads_to_the_thing_does_so_in_its_example(table: str) -> None:
    for word, fields in lexicon.load("verbs")[table].items():
        example = fields["example"]
        found = thing(example)
        assert found is not None, example
        assert word in example.removesuffix(found) or word in {"将", "把", "采取"}, example
        assert example != found
