"""Judgements as one line each: text = the records it must give, in cases/judgements.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policy_extract import Document, Extractor
from telling import told

CASES = tomllib.loads((Path(__file__).parent / "cases" / "judgements.toml").read_text("utf-8"))
PUBLISHED = "2023-03-04"


def rows() -> list[Any]:
    """Text and case of each line; a case that is a known gap is a strict expected failure with its reason."""
    found = []
    for table, lines in CASES.items():
        for number, (text, case) in enumerate(lines.items(), 1):
            whole = case if isinstance(case, dict) else {"records": case}
            gap = [pytest.mark.xfail(reason=whole["open"], strict=True)] if "open" in whole else []
            found.append(pytest.param(text, whole, id=f"{table}-{number}", marks=gap))
    return found


@pytest.mark.parametrize(("text", "case"), rows())
def test_judgement(text: str, case: dict[str, Any]) -> None:
    document = Document(text=text, title=case.get("title"), published=case.get("published", PUBLISHED) or None)
    found = Extractor(include=case.get("include", ("planned",))).extract(document).records
    wanted = [{"kind": "target"} | want for want in case["records"]]
    said = [{key: value for key, value in told(record, want).items() if key in want} for record, want in zip(found, wanted, strict=False)]
    assert said == wanted
    assert [(record.kind, (record.value or record.deliverable or record.evidence).text) for record in found[len(wanted) :]] == []


def test_half_of_the_lines_give_nothing() -> None:
    """The hard part is what is no target: at least half of the lines keep the extractor from inventing."""
    lines = [case for table in CASES.values() for case in table.values()]
    empty = [case for case in lines if not (case["records"] if isinstance(case, dict) else case)]
    assert len(lines) >= 250
    assert 2 * len(empty) >= len(lines)
