"""Names of bodies in texts of a place and a year → official name, level and code: all levels, all 31 provinces."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from policy_extract import Document, Extractor, regions
from policy_extract.finding.agencies import find_agencies
from policy_extract.lexicon import load
from policy_extract.mentions import TimeAnchor
from policy_extract.pipeline.agencies import naming_year, numbered_year

CASES = Path(__file__).parent / "cases"
ROWS = [tuple(line.split("\t")) for line in (CASES / "resolutions.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]
UNKNOWN = [
    (place, name) for place, names in tomllib.loads((CASES / "unresolvable.toml").read_text("utf-8")).items() for name in names["names"]
]


@pytest.mark.parametrize(("name", "where", "year", "official", "level", "adcode"), ROWS)
def test_resolved(name: str, where: str, year: str, official: str, level: str, adcode: str) -> None:
    place = regions.by_code(where) or regions.find(where)
    assert place is not None
    found = find_agencies(f"由{name}牵头。", place, int(year) if year else None)
    assert [(one.text, one.canonical, one.level, one.adcode) for one in found] == [(name, official, level, adcode)]


def test_the_cases_are_of_all_levels_and_provinces() -> None:
    assert len({row[0] for row in ROWS}) >= 200
    assert len(ROWS) >= 400
    assert {row[4] for row in ROWS} == {"central", "province", "city", "county"}
    assert len({row[5][:2] for row in ROWS} - {"00"}) == 31


@pytest.mark.parametrize(("where", "name"), UNKNOWN)
def test_an_unknown_body_is_not_guessed(where: str, name: str) -> None:
    found = find_agencies(f"由{name}牵头。", regions.find(where))
    assert [one.canonical for one in found if one.canonical] == []


def test_enough_unknown_bodies() -> None:
    assert len(UNKNOWN) >= 50


def test_bodies_that_are_called_otherwise() -> None:
    for official, fields in load("agencies")["called"].items():
        (one,) = find_agencies(fields["example"], None)
        assert one.canonical == official


def test_an_unknown_body_is_kept_and_told() -> None:
    found = Extractor().extract(Document(text="完善制度。（责任单位：市审改办、市财政局）", title="沈阳市实施方案"))
    assert [(one.name, one.canonical) for one in found.agencies] == [("市审改办", None), ("市财政局", "沈阳市财政局")]
    assert [warning for warning in found.warnings if "official name" in warning] == ["'市审改办' at 11: official name not known"]


def test_the_issuer_is_resolved_though_it_signs_outside_the_body() -> None:
    text = "关于开展检查的通知\n各单位要开展检查。\n国务院办公厅\n2019年1月14日"
    issuer = Extractor().extract(text).issuer
    assert issuer is not None
    assert (issuer.canonical, issuer.level) == ("国务院办公厅", "central")


@pytest.mark.parametrize(
    ("anchor", "year"),
    [
        (TimeAnchor(dt.date(2016, 5, 3), 2020, numbered=2015), 2016),
        (TimeAnchor(None, 2020, numbered=2016), 2016),
        (TimeAnchor(None, 2020), 2020),
        (TimeAnchor(None, None, (dt.date(2023, 1, 1), dt.date(2025, 12, 31))), 2023),
        (TimeAnchor(), None),
    ],
)
def test_the_year_whose_bodies_are_meant(anchor: TimeAnchor, year: int | None) -> None:
    assert naming_year(anchor) == year


@pytest.mark.parametrize(
    ("number", "year"), [("国发〔2015〕5号", 2015), ("鲁教办(2004)5号", 2004), ("国办发[1997]2号", 1997), ("第38号", None), (None, None)]
)
def test_the_year_of_a_document_number(number: str | None, year: int | None) -> None:
    assert numbered_year(number) == year


def test_a_document_of_2016_speaks_of_the_bodies_of_2016() -> None:
    text = "关于推进整治工作的通知\n国办发〔2016〕35号\n由环保部、国家卫生计生委牵头，国务院农业主管部门配合。"
    assert [one.canonical for one in Extractor().extract(text).agencies] == ["环境保护部", "国家卫生和计划生育委员会", "农业部"]
