"""grammar.quantity, grammar.units and finding.quantities: phrases with their values, what is no value, properties, linear time."""

from __future__ import annotations

import gc
import time
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract import lexicon
from policy_extract.finding.quantities import find_quantities, finder
from policy_extract.grammar.forms import forms
from policy_extract.grammar.quantity import normalize, parse_quantity
from policy_extract.grammar.units import UnitTable, units
from policy_extract.mentions import Quantity, QuantityMention

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> dict[str, str]:
    """The lines of all tables of a case file."""
    tables = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))
    return {text: value for table in tables.values() for text, value in table.items()}


POSITIVE = cases("quantities")
NEGATIVE = cases("quantities_not")


def written(quantity: Quantity) -> str:
    """A quantity in the notation of the case files."""
    ends = [str(end) for end in (quantity.low, quantity.high) if end is not None]
    return " ".join([quantity.op, *(ends if quantity.op == "between" else ends[:1]), quantity.unit or "-"])


@pytest.mark.parametrize(("marked", "value"), POSITIVE.items())
def test_value_in_a_phrase(marked: str, value: str) -> None:
    start, end = marked.index("【"), marked.index("】") - 1
    text = marked.replace("【", "").replace("】", "")
    here = [mention for mention in find_quantities(text) if mention.start < end and start < mention.end]
    assert [(mention.start, mention.end, mention.role, written(mention.quantity)) for mention in here] == [(start, end, "value", value)]


@pytest.mark.parametrize(("text", "roles"), NEGATIVE.items())
def test_no_value(text: str, roles: str) -> None:
    found = find_quantities(text)
    assert " ".join(sorted({mention.role for mention in found})) == roles
    assert "value" not in {mention.role for mention in found}


def test_there_are_enough_cases() -> None:
    assert len(POSITIVE) >= 300
    assert len(NEGATIVE) >= 150


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("控制在3%以内", Quantity("<=", None, Decimal(3), "%", "percent")),
        ("突破2万家", Quantity(">", Decimal(20000), None, "家", "count")),
        ("9~16亿元", Quantity("between", Decimal(9 * 10**8), Decimal(16 * 10**8), "元", "money", None, ("magnitude_shared",))),
        ("近百家", Quantity("~", Decimal(100), Decimal(100), "家", "count")),
        ("近2万家", Quantity("~", Decimal(20000), Decimal(20000), "家", "count", None, ("below",))),
        ("数十亿元", Quantity("between", Decimal(10**9), Decimal(10**10), "元", "money", None, ("order",))),
        ("翻一番", Quantity("=", Decimal(2), Decimal(2), "倍", "times", "multiply")),
        ("前十", Quantity("<=", None, Decimal(10), "位", "rank", "rank")),
        ("减半", Quantity("=", Decimal(50), Decimal(50), "%", "percent", "decrease")),
        ("不超过3年", Quantity("<=", None, Decimal(3), "年", "duration")),
        ("负40%", Quantity("=", Decimal(-40), Decimal(-40), "%", "percent")),
        ("1.5亿多", Quantity(">", Decimal(150_000_000), None, "", "none", None, ("no_unit",))),
        ("三成半", Quantity("=", Decimal(35), Decimal(35), "%", "percent")),
        ("五元三毛", Quantity("=", Decimal("5.3"), Decimal("5.3"), "元", "money")),
    ],
)
def test_parse_quantity(text: str, quantity: Quantity) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize("text", ["", "全部", "2023年底", "3", "达到", "3家企业", "家", "%", "3%和5%", "五个" * 60])
def test_parse_quantity_refuses(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("30万亩", 20000, "公顷"), ("15亩", 1, "公顷"), ("3亿斤", 150_000_000, "千克"), ("2吨", 2000, "千克"), ("5公里", 5000, "米"),
        ("3兆瓦", 3000, "千瓦"),
        ("2EFLOPS", 2000, "PFLOPS"), ("5‰", "0.5", "%"), ("25个基点", "0.25", "个百分点"), ("3平方公里", 300, "公顷"),
        ("4万标准箱", 40000, "TEU"),
    ],
)
def test_normalize(text: str, low: int | str, unit: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    standard = normalize(quantity)
    assert standard is not None
    assert (standard.low, standard.unit, standard.op) == (Decimal(low), unit, quantity.op)


def test_normalize_leaves_open_ends_open_and_units_without_standard_alone() -> None:
    at_least = parse_quantity("不低于30万亩")
    count = parse_quantity("3家")
    assert at_least is not None
    assert count is not None
    assert normalize(at_least) == Quantity(">=", Decimal(20000), None, "公顷", "area")
    assert normalize(count) is None


UNITS = [(word, fields) for name, table in lexicon.load("units").items() if name != "denominator" for word, fields in table.items()]


@pytest.mark.parametrize(("word", "fields"), UNITS, ids=[word for word, _ in UNITS])
def test_each_unit_is_found_in_its_example(word: str, fields: dict[str, str]) -> None:
    found = find_quantities(fields["example"])
    assert word in fields["example"]
    assert fields.get("as", word) in {mention.quantity.unit for mention in found}, found
    assert fields["dim"] in {mention.quantity.dimension for mention in found}


def test_there_are_enough_classifiers_and_each_denominator_is_read() -> None:
    assert sum(fields["dim"] == "count" for _, fields in UNITS) >= 150
    for word, fields in lexicon.load("units")["denominator"].items():
        parsed = parse_quantity(fields["example"])
        assert parsed is not None, word
        assert parsed.unit.endswith(word)


def test_a_table_of_ones_own() -> None:
    table = UnitTable({**lexicon.load("units"), "mine": {"朵": {"example": "鲜花3万朵", "dim": "count"}}})
    assert table.match("朵", 0, 1) is not None
    assert units().match("朵", 0, 1) is None


@pytest.mark.parametrize("name", ["before", "verb", "after", "inside", "scale", "reach"])
def test_each_bound_decides_the_op_of_its_example(name: str) -> None:
    for word, fields in lexicon.load("bounds")[name].items():
        parsed = parse_quantity(fields["example"])
        assert word in fields["example"]
        assert parsed is not None, fields["example"]
        assert parsed.op == fields["op"], fields["example"]


def test_each_number_word_and_label_is_found_in_its_example() -> None:
    for word, fields in lexicon.load("numerals")["words"].items():
        assert any(word in mention.text and mention.role == "value" for mention in find_quantities(fields["example"])), word
    for word, fields in lexicon.load("labels")["labels"].items():
        assert [mention.text for mention in find_quantities(fields["example"]) if mention.role == "name"][:1] == [word]


ROLES = {
    "kinds": "filter", "facilities": "filter", "masses": "value", "reaching": "value", "numbering": "value", "making": "value",
    "shortening": "value",
}


@pytest.mark.parametrize(("table", "role"), [*ROLES.items(), ("every", "frequency")])
def test_each_neighbour_gives_its_role(table: str, role: str) -> None:
    for fields in lexicon.load("roles")[table].values():
        assert [mention.role for mention in find_quantities(fields["example"])] == [role], fields["example"]


@pytest.mark.parametrize("rule", [rule for key, rule in forms().items() if key not in "前第番"], ids=lambda rule: rule.id)
def test_form_examples(rule: object) -> None:
    for text in rule.examples:  # type: ignore[attr-defined]
        assert rule.pattern.match(text), text  # type: ignore[attr-defined]
        assert parse_quantity(text) is not None, text
    for text in rule.refused:  # type: ignore[attr-defined]
        match = rule.pattern.match(text)  # type: ignore[attr-defined]
        assert match is None or rule.build(match) is None, text  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", ["前", "第", "番"])
def test_look_behind_form_examples(key: str) -> None:
    rule = forms()[key]
    for text in rule.examples:
        assert [mention.role for mention in find_quantities(text)] == ["value"], text
    for text in rule.refused:
        assert {mention.quantity.measure for mention in find_quantities(text)} <= {None}, text


def check(text: str, found: tuple[QuantityMention, ...]) -> None:
    last = 0
    for mention in found:
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        low, high = mention.quantity.low, mention.quantity.high
        assert mention.quantity.op not in {"=", "~"} or low == high
        assert mention.quantity.op != "between" or (low is not None and high is not None and low < high)
        last = mention.end


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text, find_quantities(text))


PIECES = st.sampled_from(
    [*"0123456789", *"一二两三十百千万亿零几数半点", *"个家%％元年月日项成番倍前第", "分之", "以上", "以内", "左右", "不低于", "约",
    "超过", "至", "—", ".", ",", " ", "\n", "“", "”",
     "《", "翻", "每", "多", "余", "级", "/", "项目", "百分之", "亿元", "个百分点", "http://"]
)


@given(st.lists(PIECES, max_size=60))
def test_any_quantity_like_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = find_quantities(text)
    check(text, found)
    assert find_quantities(text) == found


def in_full(text: str) -> tuple[QuantityMention, ...]:
    """What ``find_quantities`` finds without its short cuts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finder, "usual_end", lambda *_: 0)
        patch.setattr(finder, "idle_digits", lambda *_: 0)
        patch.setattr(finder, "_lone_digit", lambda *_: False)
        return find_quantities(text)


@pytest.mark.parametrize("texts", [POSITIVE, NEGATIVE])
def test_short_cuts_find_in_the_cases_what_the_full_reading_finds(texts: dict[str, str]) -> None:
    for marked in texts:
        text = marked.replace("【", "").replace("】", "")
        assert find_quantities(text) == in_full(text)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=20))
def test_short_cuts_find_what_the_full_reading_finds(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert find_quantities(text) == in_full(text)


@pytest.mark.parametrize("number", ["5", "3.50", "12万", "两", "一", "十五", "三四"])
@pytest.mark.parametrize("frame", ["新增{}，", "超过{}以上的", "约{}左右", "每{}", "“{}”", "增长{}项目", "{}\n3"])
def test_short_cuts_read_each_unit_as_the_full_reading_does(frame: str, number: str) -> None:
    text = "\n".join(frame.format(number + word) for word, _ in UNITS)
    assert find_quantities(text) == in_full(text)


@given(st.lists(PIECES, max_size=30), st.integers(0, 40), st.integers(0, 60))
def test_a_window_stays_inside_itself(pieces: list[str], start: int, end: int) -> None:
    text = "".join(pieces)
    for mention in find_quantities(text, start, end):
        assert start <= mention.start
        assert mention.end <= end


@given(st.text(max_size=60))
def test_parse_quantity_is_total(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is None or quantity.low is not None or quantity.high is not None


def test_offsets_count_in_the_whole_text() -> None:
    text = "前言\n" * 50 + "森林覆盖率达到62%以上"
    (mention,) = find_quantities(text, 150)
    assert mention.text == "62%以上"
    assert mention.start == text.index("62%")


def seconds(text: str) -> float:
    """The best of three, without the garbage collector, whose walks over thousands of live mentions are not the rules' time."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(3):
            begun = time.process_time()
            find_quantities(text)
            best = min(best, time.process_time() - begun)
    finally:
        gc.enable()
    return best


PIECES_TO_PUMP = """
1 １ 1, 1. 1,111 一 十 亿 万亿 几 数 数十 半 百分之 分之 三分之 百分之五至 1/ 3- 3—5— 五至 前十 第一 翻 翻一番 成 三成
《1 “三 ( （一 每 每1次 最高 至少三 不低于的 约 超过1 1个/ 元/ http:// www.1 1:1 1+ A1 2023年 1年 1月 以上 1%以上
亿元以上 亿元以上的 零增长 过半 点五 一点 1万多 壹 伍 伍五 人民币1 五个方面 1级 两两
"""
PUMPED = ["1 ", "1\n", "1 \n ", *PIECES_TO_PUMP.split()]


@pytest.mark.parametrize("piece", [*PUMPED, *(case.replace("【", "").replace("】", "") for case in list(POSITIVE)[::12])])
def test_time_grows_with_the_text(piece: str) -> None:
    """Doubling the text at most about doubles the time: four doublings together must stay under (2.3)^4."""
    copies = max(1, 4000 // len(piece))
    for _ in range(3):  # a busy machine disturbs one measurement, quadratic time (256 times) all of them
        small, large = seconds(piece * copies), seconds(piece * copies * 16)
        if large <= max(small, 0.0005) * 2.3**4:
            return
    pytest.fail(f"{piece!r}: {large / small:.0f} times as long for 16 times the text")


def test_a_million_digits() -> None:
    assert find_quantities("9" * 1_000_000) == ()
