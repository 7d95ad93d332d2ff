"""grammar.numerals: values, refusals, round trips."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract import lexicon
from policy_extract.grammar.numerals import MAX_CHARACTERS, digits, magnitudes, parse_numeral, to_chinese

VALUES = {
    "0": 0, "7": 7, "007": 7, "1,100": 1100, "1，100": 1100, "１２３": 123, "12.50": "12.5", "１２．５": "12.5", ".5": "0.5",
    "1.2万亿": 1_200_000_000_000,
    "5千": 5000, "3亿5千万": 350_000_000, "3万4000": 34_000, "1千零20": 1020, "10万万": 10**9, "零": 0, "〇": 0, "○": 0, "两": 2, "俩": 2,
    "十": 10, "十二": 12, "二十": 20, "一百零五": 105, "一百一十五": 115, "一百十五": 115, "两千零五": 2005, "一千零一": 1001,
    "一万零十二": 10_012,
    "一万三": 13_000, "二百五": 250, "九十二万四": 924_000, "一千三百": 1300, "一万五千亿": 1_500_000_000_000,
    "三百五十万亿": 350 * 10**12,
    "一亿八千万": 180_000_000, "廿八": 28, "卅": 30, "伍仟": 5000, "壹佰贰拾叁": 123, "拾萬": 100_000, "二十億": 2 * 10**9, "兩千": 2000,
    "二〇三五": 2035, "二○三五": 2035, "三点五": "3.5", "零点零五": "0.05", "三点五亿": 350_000_000, "四百点五": "400.5", "负三十": -30,
    "-2.5": "-2.5",
    "二分之一": "0.5", "五又二分之一": "5.5", "百分之五": "0.05", "3/4": "0.75", "1 1/4": "1.25", "半百": 50, "二十几万": 200_000,
    "500余万": 5_000_000,
    "三千多万": 30_000_000, "7 万 5 千": 75_000, "三 千 九 百": 3900, "万": 10_000, "百": 100,
}
NONE = (
    "", " ", "abc", "一般", "十三五", "十百", "三百四千", "点五", "三点", "3.5.6", "1,10", "1/0", "零分之三", "又", "分之", "三分之",
    "之一", "几", "多", "1e5", "²",
    "一一点", "--1", "负", "/", "1//2", "五又三", "千米", "三千两百两", "9" * (MAX_CHARACTERS + 1), "1" + "万" * 20, "亿" * 30,
)


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_value(text: str, value: int | str) -> None:
    parsed = parse_numeral(text)
    assert parsed == Decimal(value)
    assert isinstance(parsed, Decimal)


@pytest.mark.parametrize("text", NONE)
def test_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize("table", ["digits", "magnitudes", "vague"])
def test_each_character_is_read_in_its_example(table: str) -> None:
    for word, fields in lexicon.load("numerals")[table].items():
        assert word in fields["example"]
        assert parse_numeral(fields["example"]) is not None, fields["example"]


def test_a_third_is_divided_out_and_nothing_else_rounds() -> None:
    assert parse_numeral("三分之一") == Decimal("0.3333333333333333333333333333")
    exact = parse_numeral("123456789012345678901234567890")
    assert exact == 123456789012345678901234567890
    assert parse_numeral("1234567890123456.789万") == Decimal("12345678901234567890")


def test_round_trip_of_random_numbers() -> None:
    source = random.Random(20230304)
    for _ in range(100_000):
        number = source.randrange(10 ** source.randint(1, 16))
        assert parse_numeral(to_chinese(number)) == number, number


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (10, "十"), (12, "十二"), (105, "一百零五"), (110, "一百一十"), (13000, "一万三千"), (10**8, "一亿"), (-5, "负五"),
    (100_010_001, "一亿零一万零一")],
)
def test_to_chinese(number: int, words: str) -> None:
    assert to_chinese(number) == words


def test_to_chinese_refuses_what_it_cannot_name() -> None:
    with pytest.raises(ValueError, match="beyond"):
        to_chinese(10**16)


@given(st.text(max_size=80))
def test_total_on_any_text(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or (value.is_finite() and abs(value) <= Decimal(10) ** 30)


@given(st.text(alphabet="".join({**digits(), **magnitudes()}) + "点分之又负半几多余/.,-0123456789 ", max_size=70))
def test_total_on_numeral_characters(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or (value.is_finite() and abs(value) <= Decimal(10) ** 30)
    assert parse_numeral(text) == value


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(["", "万", "亿", "万亿"]))
def test_arabic_with_magnitude(number: int, scale: str) -> None:
    expected = number * {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    assert parse_numeral(f"{number}{scale}") == expected
    assert parse_numeral(f"{number:,}{scale}") == expected
