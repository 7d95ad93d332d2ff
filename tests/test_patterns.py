"""The whole line on pumped inputs: its time grows with the text, not with its square.

The inputs are every rule's own first example and short pieces of policy prose, repeated. Times below a twentieth of a second say nothing
and are not compared; a slow pair is measured again, so that noise on a busy machine does not fail the test, and quadratic growth
(64 times for 8 times the text) does.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
from time import process_time

import pytest

import policy_extract
from policy_extract import Document, Extractor
from policy_extract.rules import Rule

PIECES = (
    "一", "十", "1", "1,", "1.", "百分之", "2023年", "至", "、", "和", "，", "。", "（", "（）", "“", "《", "\n", " ", "\u3000", "第",
    "每", "局", "市", "市科技局、", "部门", "的", "增长", "达到", "力争", "要", "将", "比", "从", "在", "基础上", "建设", "企业", "A、",
    "一是", "今年", "前", "到2025年，", "负责", "责任单位：", "100项", "5%—",
    "由市水务局负责建设公园、", "市场监管机构要落实，", "2027年、2028年分别建成20处、25处，",
    "各县要做好工作，", "全都", "分别2和", "6月底前全都",
)
SMALL, LARGE = 1_500, 12_000
ALLOWED = 2.3**3  # 2.3 for each of three doublings
MEASURABLE = 0.05
EXTRACTOR = Extractor(include=("planned", "achieved"), unclaimed=True)


def rules() -> dict[str, Rule[object]]:
    """Every rule of the package by its id: those that stand in a module's tables and those that its ``rules()`` gives."""
    found: dict[str, Rule[object]] = {}
    for module_info in pkgutil.walk_packages(policy_extract.__path__, "policy_extract."):
        if module_info.name.endswith("__main__"):
            continue
        module = importlib.import_module(module_info.name)
        given = getattr(module, "rules", None)
        tables = [value for value in vars(module).values() if isinstance(value, tuple)]
        tables += [given()] if callable(given) else []
        found.update((row.id, row) for table in tables for row in table if isinstance(row, Rule))
    return found


def seconds(piece: str, size: int) -> float:
    document = Document(text=(piece * (size // len(piece) + 1))[:size], published="2023-03-04")
    gc.disable()
    try:
        start = process_time()
        EXTRACTOR.extract(document)
        return process_time() - start
    finally:
        gc.enable()


def test_there_are_rules_with_examples() -> None:
    assert len(rules()) > 30
    assert all(rule.examples for rule in rules().values())


@pytest.mark.parametrize("piece", [*PIECES, *sorted({f"{rule.examples[0]}，" for rule in rules().values()})])
def test_time_grows_with_the_text(piece: str) -> None:
    seconds(piece, 200)
    for _ in range(3):
        slow = seconds(piece, LARGE)
        if slow < MEASURABLE or slow <= ALLOWED * seconds(piece, SMALL):
            return
    pytest.fail(f"{piece!r}: more than {ALLOWED:.0f} times as long for 8 times the text")
