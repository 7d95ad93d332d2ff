"""How sure a record is: counts in, a share out; the company of a record counts, and what was met rarely leans on its kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract import Document, Extractor
from policy_extract.pipeline import confidence as module
from policy_extract.pipeline.confidence import TABLE, company, confidence

COUNTS: dict[str, tuple[int, int]] = json.loads(files("policy_extract.pipeline").joinpath(TABLE).read_text("utf-8"))


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, tuple[int, int]]]:
    """A table of the test's own in the place of the counted one."""
    table: dict[str, tuple[int, int]] = {}
    monkeypatch.setattr(module, "_counts", lambda: table)
    module._rate.cache_clear()
    yield table
    module._rate.cache_clear()


@pytest.mark.parametrize(
    ("records", "name"),
    [(0, "of_1_or_2"), (1, "of_1_or_2"), (2, "of_1_or_2"), (3, "of_3_to_5"), (5, "of_3_to_5"), (6, "of_6_to_10"), (10, "of_6_to_10"),
     (11, "of_11_or_more"), (400, "of_11_or_more")],
)
def test_company_has_four_steps(records: int, name: str) -> None:
    assert company(records) == name


def test_a_basis_met_often_has_its_own_share(counts: dict[str, tuple[int, int]]) -> None:
    counts["confidence.target.margin_2 of_3_to_5"] = (8000, 10000)
    counts["confidence.target.margin_4 of_3_to_5"] = (10000, 10000)
    assert confidence("confidence.target.margin_2 of_3_to_5") == 0.8
    assert confidence("confidence.target.margin_4 of_3_to_5") == 1.0


def test_a_basis_met_rarely_leans_on_its_kind_in_the_same_company(counts: dict[str, tuple[int, int]]) -> None:
    counts["confidence.task.tail of_1_or_2"] = (500, 1000)
    counts["confidence.task.by of_1_or_2"] = (2, 2)
    counts["confidence.task.tail of_11_or_more"] = (1000, 1000)
    counts["confidence.target.margin_4 of_1_or_2"] = (1000, 1000)
    assert 0.4 < confidence("confidence.task.by of_1_or_2") < 0.6
    assert 0.4 < confidence("confidence.task.row of_1_or_2") < 0.6  # never met


def test_a_kind_never_met_in_a_company_is_as_good_as_open(counts: dict[str, tuple[int, int]]) -> None:
    counts["confidence.target.margin_4 of_1_or_2"] = (9, 9)
    assert confidence("confidence.milestone.start of_11_or_more") == 0.5


@given(st.sampled_from(sorted(COUNTS)))
def test_what_is_told_is_a_share(basis: str) -> None:
    right, of = COUNTS[basis]
    assert 0 <= right <= of
    assert 0 < confidence(basis) < 1


def test_the_table_holds_names_that_records_can_carry() -> None:
    form = re.compile(r"confidence\.(target|milestone|task)\.[a-z_0-9]+ of_(1_or_2|3_to_5|6_to_10|11_or_more)")
    assert [basis for basis in COUNTS if not form.fullmatch(basis)] == []


def test_a_lone_target_is_less_sure_than_the_same_one_in_a_list() -> None:
    lone = "到2025年，全市新建公园12个。"
    extractor = Extractor()
    things = ["公园", "书屋", "球场", "站点", "车棚", "泵站", "社区", "食堂", "菜场", "码头", "果园", "水厂"]
    listed = "".join(f"到2025年，全市新建{thing}{count}个。" for count, thing in enumerate(things, 12))
    (first,) = extractor.extract(Document(text=lone)).records
    among = extractor.extract(Document(text=listed)).records
    assert len(among) == 12
    assert first.rules["confidence"].split()[1] == "of_1_or_2"
    assert {record.rules["confidence"].split()[1] for record in among} == {"of_11_or_more"}
    assert first.confidence is not None
    assert all(record.confidence is not None and record.confidence > first.confidence for record in among)


def test_results_that_are_given_too_change_no_confidence_of_plans() -> None:
    text = "2024年，全市新建公园30个、球场20个、书屋15个。到2025年，全市新建公园12个。"
    plans = Extractor().extract(Document(text=text, published="2025-02-01")).records
    both = Extractor(include={"planned", "achieved"}).extract(Document(text=text, published="2025-02-01")).records
    assert len(both) > len(plans) >= 1
    assert [record.confidence for record in both if record.status == "planned"] == [record.confidence for record in plans]
