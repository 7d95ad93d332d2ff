"""Every compiled pattern of the package on pumped inputs: its time grows with the text, not with its square.

The texts are short pieces of policy prose, repeated. Times below a few milliseconds say nothing and are not compared; a slow pair is
measured again, so that noise on a busy machine does not fail the test, and quadratic growth (64 times for 8 times the text) does.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from time import perf_counter

import pytest

import policy_extract
from policy_extract import Document, Extractor
from policy_extract.rules import Rule

PUMPED = (
    "一", "十", "1", "1,", "1.", "百分之", "2023年", "至", "、", "和", "，", "。", "（", "（）", "“", "《", "\n", " ", "\u3000", "第", "每", "局", "市", "市科技局、", "部门",
    "的", "增长", "达到", "力争", "要", "将", "比", "从", "在", "基础上", "建设", "企业", "A、", "一是", "今年", "前", "到2025年，", "负责", "责任单位：", "100项", "5%—",
)
SMALL, LARGE = 6_000, 48_000
ALLOWED = 2.3**3  # 2.3 for each of three doublings
MEASURABLE = 0.004


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """The patterns that stand in the modules, and those of the rules in them."""
    found: dict[int, tuple[str, re.Pattern[str]]] = {}
    for module_info in pkgutil.walk_packages(policy_extract.__path__, "policy_extract."):
        if module_info.name.endswith("__main__"):
            continue
        module = importlib.import_module(module_info.name)
        for name, value in vars(module).items():
            rows = value if isinstance(value, tuple) else (value,)
            for row in rows:
                pattern = row.pattern if isinstance(row, Rule) else row
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    found.setdefault(id(pattern), (f"{module_info.name}.{name}", pattern))
    return list(found.values())


def seconds(pattern: re.Pattern[str], text: str) -> float:
    best = 9.0
    for _ in range(2):
        start = perf_counter()
        for _ in pattern.finditer(text):
            pass
        best = min(best, perf_counter() - start)
    return best


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(*pair, id=f"{pair[0]}-{number}") for number, pair in enumerate(patterns())])
def test_time_grows_with_the_text(name: str, pattern: re.Pattern[str]) -> None:
    for piece in PUMPED:
        large = (piece * (LARGE // len(piece) + 1))[:LARGE]
        for _ in range(3):
            slow = seconds(pattern, large)
            if slow < MEASURABLE or slow <= ALLOWED * seconds(pattern, large[:SMALL]):
                break
        else:
            pytest.fail(f"{name} on {piece!r}: more than {ALLOWED:.0f} times as long for 8 times the text")


def test_there_are_patterns() -> None:
    assert len(patterns()) > 100


@pytest.mark.parametrize("piece", PUMPED)
def test_the_whole_line_is_linear(piece: str) -> None:
    extractor = Extractor(include=("planned", "achieved"), unclaimed=True)

    def run(size: int) -> float:
        document = Document(text=(piece * (size // len(piece) + 1))[:size], published="2023-03-04")
        start = perf_counter()
        extractor.extract(document)
        return perf_counter() - start

    run(200)
    for _ in range(3):
        slow = run(16_000)
        if slow < 0.05 or slow <= ALLOWED * run(2_000):
            return
    pytest.fail(f"{piece!r}: more than {ALLOWED:.0f} times as long for 8 times the text")
