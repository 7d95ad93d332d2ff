"""The models that travel, and the JSON Schemas made from them."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from pydantic import ValidationError

from policy_extract.cli import main
from policy_extract.cli.forms import RecordRow, record_lines
from policy_extract.cli.schemas import DIALECT, json_schema
from policy_extract.schema import (
    SCHEMA_VERSION,
    Deadline,
    Document,
    Evidence,
    Extraction,
    Failure,
    Indicator,
    Jurisdiction,
    Problem,
    Record,
    RecordAgency,
    Source,
    Value,
)

TEXT = "到2027年,充电桩达到3000个以上。(责任单位:市发展改革委)"


def record(**fields: Any) -> Record:
    value = Value(text="3000个以上", span=(13, 20), op=">=", low=Decimal("3000"), high=None, unit="个", measure="level")
    return Record(
        id="plan#t13",
        kind="target",
        record_class="commitment",
        status="planned",
        indicator=Indicator(text="充电桩", span=(8, 11)),
        value=fields.pop("value", value),
        deadline=Deadline(
            text="到2027年", span=(0, 6), start=None, end=dt.date(2027, 12, 31), granularity="year", boundary="by_end", link="clause"
        ),
        agencies=(
            RecordAgency(
                name="市发展改革委", canonical=None, span=(27, 33), role="responsible", role_source="cue", scope="explicit", link="sentence"
            ),
        ),
        evidence=Evidence(text=TEXT, span=(0, len(TEXT)), section=()),
        rules={"value": "value.classifier"},
        **fields,
    )


def extraction(*records: Record, **fields: Any) -> Extraction:
    source = Source(path="plans/plan.txt", sha256="0" * 64, encoding="utf-8", characters=len(TEXT))
    return Extraction(doc_id="plan", source=source, records=records, **fields)


FAILURE = Failure(doc_id="plan", error=Problem(code="invalid_json", message="Expecting value", line=3))


@pytest.mark.parametrize("form", ["documents", "records", "input"])
def test_a_schema_is_itself_valid_and_names_its_dialect(form: str) -> None:
    schema = json_schema(form)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert form.rstrip("s") in schema["title"]
    assert SCHEMA_VERSION in schema["title"]


@pytest.mark.parametrize("form", ["documents", "records", "input"])
def test_the_command_prints_it(form: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema", "--form", form]) == 0
    assert json.loads(capsysbinary.readouterr().out) == json_schema(form)


@pytest.mark.parametrize("line", [extraction(record()), extraction(), FAILURE])
def test_lines_of_the_documents_form_are_valid(line: Extraction | Failure) -> None:
    jsonschema.Draft202012Validator(json_schema("documents")).validate(json.loads(line.to_json()))


def test_lines_of_the_records_form_are_valid() -> None:
    validator = jsonschema.Draft202012Validator(json_schema("records"))
    (line,) = record_lines(extraction(record(), title="充电设施方案", published="2026-03-05"))
    validator.validate(json.loads(line))
    validator.validate(json.loads(FAILURE.to_json()))


@pytest.mark.parametrize("damage", [{"kind": "goal"}, {"value": {}}, {"evidence": None}, {"unknown": 1}, {"id": 5}, {"agencies": {}}])
@pytest.mark.parametrize("form", ["documents", "records"])
def test_a_damaged_record_is_not_valid(form: str, damage: dict[str, Any]) -> None:
    document = json.loads(extraction(record()).to_json())
    (line,) = record_lines(extraction(record()))
    row = json.loads(line)
    target = document["records"][0] if form == "documents" else row
    target.update(damage)
    validator = jsonschema.Draft202012Validator(json_schema(form))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(document if form == "documents" else row)


@pytest.mark.parametrize(
    ("line", "valid"),
    [
        ({"text": "x"}, True),
        ({"text": "x", "own": [1]}, True),
        ({"doc_id": "a"}, False),
        ({"text": 1}, False),
        ({"text": "x", "title": 1}, False),
    ],
)
def test_the_schema_of_input_lines_says_what_the_model_says(line: dict[str, Any], valid: bool) -> None:
    assert jsonschema.Draft202012Validator(json_schema("input")).is_valid(line) is valid
    try:
        Document.model_validate(line)
    except ValidationError:
        assert not valid
    else:
        assert valid


def test_a_record_takes_the_jurisdiction_of_its_document_where_it_has_none() -> None:
    city = Jurisdiction(name="青河市", adcode="990100", level="city")
    county = Jurisdiction(name="青山县", adcode="990121", level="county")
    rows = [json.loads(line) for line in record_lines(extraction(record(), record(jurisdiction=county), jurisdiction=city))]
    assert [row["jurisdiction"]["name"] for row in rows] == ["青河市", "青山县"]


def test_a_row_has_every_field_of_a_record() -> None:
    assert set(Record.model_fields) <= set(RecordRow.model_fields)
    (line,) = record_lines(extraction(record()))
    assert RecordRow.model_validate_json(line).model_dump_json(by_alias=True) == line


@pytest.mark.parametrize(
    ("number", "written"),
    [("33.33", "33.33"), ("5000", "5000"), ("1.3E+12", "1300000000000"), ("0", "0"), ("2.50", "2.5"), ("-1", "-1"), ("0.1", "0.1")],
)
def test_numbers_leave_as_exact_json_numbers(number: str, written: str) -> None:
    value = Value(text="x", span=(0, 1), op="=", low=Decimal(number), high=None, unit="", measure="level")
    assert f'"low":{written},' in extraction(record(value=value)).to_json()


def test_the_key_order_is_that_of_the_contract() -> None:
    line = json.loads(extraction(record()).to_json())
    assert list(line)[:4] == ["schema_version", "doc_id", "source", "title"]
    assert list(line["records"][0])[:4] == ["id", "kind", "class", "status"]
    assert list(line["records"][0]["value"])[:7] == ["text", "span", "op", "low", "high", "unit", "measure"]


def test_output_comes_back_the_same() -> None:
    line = extraction(record(), extra={"own": [1, "二"]}, published="2026-03-05").to_json()
    assert Extraction.model_validate_json(line).to_json() == line


def test_unknown_input_fields_are_kept() -> None:
    assert Document.model_validate({"text": "x", "own": 1}).model_extra == {"own": 1}


def test_models_cannot_be_changed_or_widened() -> None:
    with pytest.raises(ValidationError):
        record().kind = "task"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Problem.model_validate({"code": "a", "message": "b", "more": 1})
    with pytest.raises(ValidationError):
        Indicator(text="x", span=(-1, 1))
