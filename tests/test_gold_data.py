"""The data that other tests stand on: our sample documents with their gold records, and the sentences in cases/."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from policy_extract.evaluation.forms import locate
from policy_extract.mentions import Measure, Op, Role

TESTS = Path(__file__).parent
SAMPLES = sorted((TESTS.parent / "corpus" / "samples").glob("*.txt"))
BOUNDS = {"=": "lh", "~": "lh", ">=": "l", ">": "l", "<=": "h", "<": "h", "between": "lh"}
VALUE_FIELDS = {"op", "low", "high", "unit", "measure"}


def cases(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((TESTS / "cases" / f"{name}.toml").read_text("utf-8"))


def check_bounds(fields: dict[str, Any]) -> None:
    ends = ("l" if fields.get("low") is not None else "") + ("h" if fields.get("high") is not None else "")
    assert ends == BOUNDS[fields["op"]]
    if fields["op"] in {"=", "~"}:
        assert fields["low"] == fields["high"]
    if fields["op"] == "between":
        assert fields["low"] < fields["high"]


def test_each_sample_has_its_gold() -> None:
    assert [path.stem for path in SAMPLES] == [path.stem for path in sorted((TESTS / "samples_gold").glob("*.json"))]
    assert len(SAMPLES) >= 8


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_gold_stands_in_the_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    gold = json.loads((TESTS / "samples_gold" / f"{path.stem}.json").read_text("utf-8"))
    spans = [locate(text, record["quote"]) for record in gold["records"]]
    assert spans == sorted(set(spans))
    assert all(mention in text for mention in gold["agency_mentions"])
    for record in gold["records"]:
        assert record["indicator"] in text
        assert {agency["role"] for agency in record["agencies"]} <= set(get_args(Role))
        assert all(agency["name"] in text for agency in record["agencies"])
        assert bool(VALUE_FIELDS & set(record)) == (record["kind"] == "target")
        if record["kind"] == "target":
            assert record["measure"] in get_args(Measure)
            check_bounds(record)
        if record["deadline"]:
            locate(text, record["deadline"]["quote"])
            start, end = record["deadline"]["start"], record["deadline"]["end"]
            assert (start or "") <= dt.date.fromisoformat(end).isoformat()


def test_sentences_without_records() -> None:
    texts = [row["text"] for rows in cases("nothing").values() for row in rows]
    assert len(texts) == len(set(texts)) >= 300


def test_sentences_with_records() -> None:
    rows = [row for rows in cases("targets").values() for row in rows]
    assert len({row["text"] for row in rows}) == len(rows) >= 200
    for row in rows:
        cores = [record.get("value") or record["core"] for record in row["records"]]
        assert cores
        at = 0
        for core in cores:
            at = row["text"].index(core, at) + len(core)
        for record in row["records"]:
            assert record.get("indicator", "") in row["text"]
            assert all(agency["name"] in row["text"] for agency in record.get("agencies", ()))
            if record["kind"] == "target":
                assert record["op"] in get_args(Op)
                check_bounds(record)
            if "deadline_end" in record:
                dt.date.fromisoformat(record["deadline_end"])
