"""Explanations: every rule name of the output is in the catalogue with an example in which it fires; every field and number has a note."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from policy_extract import Document, Extraction, Extractor, lexicon
from policy_extract.explain import Explanation, explain, note_on, reason_words, rule_names
from policy_extract.grammar import timex

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "corpus" / "samples").glob("*.txt"))
EVERYTHING = Extractor(include=("planned", "ongoing", "forecast", "achieved"), unclaimed=True)
TABLES = lexicon.load("rules")
RULES = {name: row for table, rows in TABLES.items() if table not in {"reason", "correction"} for name, row in rows.items()}
FIRED = [pytest.param(name, row, id=name) for name, row in RULES.items()]
NAMES = re.compile(r"(?:indicator|resolved|quantity|status|link|modal|milestone|task|label|name|ordinal|number|regions|places)\.[a-z_]+")
# Names in the source that never reach the output
INTERNAL = {
    "status.genre_",  # the beginning of status.genre_plan …
    "status.told_of_this_year",  # of milestones alone
    "status.wish",  # of milestones alone
    "status.verbless",  # never the strongest vote
    "status.rough_number",
    "task.heading",  # what the titles of items leave over, which no text has shown yet
    "indicator.filter",  # fields of explanations, not rules
    "indicator.resolved",
    "ordinal.bracketed",  # marks and words that are no number at all
    "ordinal.list_mark",
    "quantity.doubling",  # rows whose results are named by their measure: quantity.multiply, quantity.rank, quantity.percent
    "quantity.nth_rank",
    "quantity.top_rank",
    "quantity.tenths",
}


def extracted(text: str, title: str | None = None, published: str | None = None) -> tuple[Extraction, Explanation]:
    extraction = EVERYTHING.extract(Document(text=text, title=title, published=published))
    return extraction, explain(extraction, text)


def names_in(explanation: Explanation) -> set[str]:
    names = {rule.name for record in explanation.records for note in record.fields for rule in note.rules}
    if explanation.jurisdiction is not None:
        names |= {rule.name for rule in explanation.jurisdiction.rules}
    return names | {number.rule.name for number in explanation.unclaimed}


@pytest.mark.parametrize(("name", "row"), FIRED)
def test_a_rule_fires_in_its_example(name: str, row: dict[str, Any]) -> None:
    _, explanation = extracted(row["example"], row.get("title"), row.get("published"))
    assert name in names_in(explanation)


@pytest.mark.parametrize(("reason", "row"), [pytest.param(reason, row, id=reason) for reason, row in TABLES["reason"].items()])
def test_a_reason_is_given_in_its_example(reason: str, row: dict[str, Any]) -> None:
    document = Document(text=row["example"], title=row.get("title"), published=row.get("published"))
    assert reason in {number.reason for number in Extractor(unclaimed=True).extract(document).unclaimed}


@pytest.mark.parametrize(("name", "row"), [*FIRED, *(pytest.param(name, row, id=name) for name, row in TABLES["reason"].items())])
def test_words_are_in_both_languages(name: str, row: dict[str, Any]) -> None:
    assert re.search("[a-z]", row["en"])
    assert re.search("[一-龥]", row["zh"])


def test_every_rule_name_of_the_source_is_explained() -> None:
    found = set()
    for path in (ROOT / "src" / "policy_extract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMES.fullmatch(node.value):
                found.add(node.value)
    assert len(found) > 100
    assert found - rule_names() == INTERNAL, "give the new rule a row in lexicon/rules.toml"


def test_every_time_rule_has_an_example() -> None:
    rules = timex.rules()
    assert len(rules) > 30
    assert not [rule.id for rule in rules if not note_on(rule.id).examples]
    assert note_on("timex.year_end").examples[0].endswith(("底", "底前", "末"))


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    assert note_on("model.span").examples == ()
    assert note_on("timex.nothing").examples == ()
    assert "not in the catalogue" in note_on("model.span").meaning.en
    assert "not in the catalogue" in reason_words("nothing").en


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_field_and_number_of_the_samples_is_explained(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    extraction, explanation = extracted(text)
    assert len(explanation.records) == len(extraction.records)
    assert len(explanation.unclaimed) == len(extraction.unclaimed)
    for record, note in zip(extraction.records, explanation.records, strict=True):
        said = {field.field.partition(".")[0].partition("[")[0] for field in note.fields}
        given = {name for name, value in record.model_dump(by_alias=True).items() if value not in (None, ())}
        assert given - {"id", "rules", "confidence"} == said
        assert sum(field.field.startswith("agencies[") for field in note.fields) == len(record.agencies)
        for field in note.fields:
            assert field.rules, field
            assert all(rule.examples for rule in field.rules), field
            if field.span is not None:
                assert text[slice(*field.span)] == field.text
    for number in explanation.unclaimed:
        assert number.rule.examples
        assert number.text in number.around
        assert "not in the catalogue" not in number.meaning.en


def test_links_name_their_scope_and_its_words() -> None:
    text = (
        "为落实部署，市科技局将从五个方面推进工作。\n一是聚焦8条产业链，采取自主研发、联合攻关等5种方式。"
        "到2027年底高新技术企业达到5000家，小微企业突破2万家。"
    )
    _, explanation = extracted(text, "沈阳市科技创新新闻发布会", "2027-03-04")
    first, second = explanation.records
    fields = {note.field: note for note in second.fields}
    assert fields["deadline"].scope == "sentence"
    assert fields["deadline"].text == "到2027年底"
    assert [rule.name for rule in fields["deadline"].rules] == ["timex.year_end", "link.sentence"]
    assert fields["agencies[0]"].scope == "document"
    assert fields["agencies[0]"].around == "为落实部署，市科技局将从五个方面推进工作。"
    assert fields["value.op"].rules[0].name == "op.more_than"
    assert {number.text: number.reason for number in explanation.unclaimed} == {
        "五个方面": "structure", "8条": "structure", "5种方式": "structure",
    }
    assert {note.field: note.scope for note in first.fields}["deadline"] == "clause"
