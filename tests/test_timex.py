"""The grammar of time: each rule on its own examples, and phrases as a whole."""

from __future__ import annotations

import datetime as dt

import pytest

from policy_extract import lexicon
from policy_extract.grammar.timex import Draft, calendar, five_year_plan, parse_timex, read_times, rules
from policy_extract.mentions import TimeAnchor, Timex
from policy_extract.rules import Rule

ROWS = [(rule, text) for rule in rules() for text in rule.examples]
REFUSED = [(rule, text) for rule in rules() for text in rule.refused]


def test_ids_are_unique_and_every_rule_has_examples() -> None:
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))
    assert all(rule.examples for rule in rules())


@pytest.mark.parametrize(("rule", "text"), ROWS, ids=[f"{rule.id}-{text}" for rule, text in ROWS])
def test_a_rule_reads_its_examples(rule: Rule[Draft], text: str) -> None:
    hits = [hit for hit in read_times(text) if hit.rule == rule.id]
    assert len(hits) == 1
    assert hits[0].value(TimeAnchor(dt.date(2030, 3, 4))).timex.kind


@pytest.mark.parametrize(("rule", "text"), REFUSED, ids=[f"{rule.id}-{text}" for rule, text in REFUSED])
def test_a_rule_leaves_what_it_refuses(rule: Rule[Draft], text: str) -> None:
    assert rule.id not in [hit.rule for hit in read_times(text)]


def test_a_bare_date_is_the_day_of_publication() -> None:
    assert parse_timex("年底前", dt.date(2023, 3, 4)) == parse_timex("年底前", TimeAnchor(published=dt.date(2023, 3, 4)))
    assert parse_timex("年底前", dt.date(2023, 3, 4)) == Timex("point", None, dt.date(2023, 12, 31), "year", "by_end")


def test_without_an_anchor_days_stay_open() -> None:
    assert parse_timex("年底前") == Timex("point", None, None, "year", "by_end")
    assert parse_timex("2023年底前") == Timex("point", None, dt.date(2023, 12, 31), "year", "by_end")


@pytest.mark.parametrize("text", ["", " ", "建成", "2023年建成", "今年今年", "2023年底前" * 100])
def test_only_a_time_as_a_whole(text: str) -> None:
    assert parse_timex(text, dt.date(2023, 3, 4)) is None


def test_white_space_around_is_no_matter() -> None:
    assert parse_timex(" 2023年 \n") == parse_timex("2023年")


@pytest.mark.parametrize(
    ("number", "years"),
    [(1, (1953, 1957)), (2, (1958, 1962)), (3, (1966, 1970)), (10, (2001, 2005)), (14, (2021, 2025)), (15, (2026, 2030))],
)
def test_five_year_plans(number: int, years: tuple[int, int]) -> None:
    assert calendar.five_year_plan(number) == years


def test_the_plan_inside_a_name() -> None:
    assert five_year_plan("《“十四五”水网规划》") == (dt.date(2021, 1, 1), dt.date(2025, 12, 31))
    assert five_year_plan("水网规划") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("2023", 2023), ("２０２３", 2023), ("二〇二三", 2023), ("二○一二", 2012), ("两千零四", 2004), ("08", 2008), ("98", 1998)],
)
def test_numbers_of_years(text: str, value: int) -> None:
    assert calendar.year_number(text) == value


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("１２", 12), ("十", 10), ("十五", 15), ("二十", 20), ("九十九", 99), ("两", 2)])
def test_small_numbers(text: str, value: int) -> None:
    assert calendar.small_number(text) == value


@pytest.mark.parametrize(
    ("date", "count", "expected"),
    [
        ("2023-01-31", 1, "2023-02-28"), ("2023-11-30", 3, "2024-02-29"), ("2024-02-29", -12, "2023-02-28"),
        ("9999-12-31", 1, "9999-12-31"), ("0001-01-01", -1, "0001-01-01"),
    ],
)
def test_months_later(date: str, count: int, expected: str) -> None:
    assert calendar.months_later(dt.date.fromisoformat(date), count) == dt.date.fromisoformat(expected)


def test_the_feasts_that_move_stand_where_moon_and_sun_put_them() -> None:
    """春节 at a new moon, 端午 and 中秋 4 and 14 days after one, 清明 by the formula of its century; mean moons are right to 15 hours."""
    for year, row in lexicon.load("feasts")["days"].items():
        dates = {name: dt.date(int(year), *map(int, row[name].split("-"))) for name in row if name != "example"}
        for name, age in (("spring", 0), ("dragon_boat", 4), ("mid_autumn", 14)):
            midday = dates[name].toordinal() + 1721424.5 + 1 / 6  # Julian day of noon in Beijing
            days = (midday - 2451550.09766 - age) % 29.530588861
            assert min(days, 29.530588861 - days) < 1.2, (year, name)
        short, shift = int(year) % 100, 4.81 if int(year) >= 2000 else 5.59
        assert dates["qingming"] == dt.date(int(year), 4, int(short * 0.2422 + shift) - short // 4), year
        assert (1, 21) <= (dates["spring"].month, dates["spring"].day) <= (2, 20), year


@pytest.mark.parametrize(
    ("published", "end"),
    [("2023-03-20", dt.date(2024, 2, 10)), ("2024-01-05", dt.date(2024, 2, 10)), ("2023-02-10", None), ("2050-06-01", None)],
)
def test_a_feast_is_the_next_one_unless_one_has_just_gone_by(published: str, end: dt.date | None) -> None:
    timex = parse_timex("春节前", dt.date.fromisoformat(published))
    assert timex is not None
    assert timex.end == end
