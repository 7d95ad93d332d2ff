"""Score numerals, percents, currency and dimensions on the cases of microsoft/Recognizers-Text (MIT).

Usage: python bench/recognizers_numbers.py FOLDER [--verbose], where FOLDER holds numerals.jsonl, percents.jsonl, currency.jsonl
and dimension.jsonl: one case a line with ``text``, ``value`` and ``unit`` or ``unit_en``. Their values are the reference; where
KNOWN_WRONG says why one is wrong, it counts as a miss all the same.
"""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from pathlib import Path

from policy_extract.grammar.numerals import parse_numeral
from policy_extract.grammar.quantity import parse_quantity

TOLERANCE = Decimal("1e-12")  # they write fractions with 15 digits
PARTS = {"%": Decimal(1), "‰": Decimal("0.1"), "‱": Decimal("0.01")}
UNITS = {  # their English unit → ours, and one of theirs in ours
    "Chinese yuan": ("元", 1),
    "Euro": ("欧元", 1),
    "Swiss franc": ("瑞士法郎", 1),
    "Hong Kong dollar": ("港元", 1),
    "Japanese yen": ("日元", 1),
    "Nigerian naira": ("奈拉", 1),
    "United States dollar": ("美元", 1),
    "Kilogram": ("千克", 1),
    "Ton": ("吨", 1),
    "Centimeter": ("CM", 1),
    "Jin": ("斤", 1),
    "Kilometer": ("千米", 1),
    "Gram": ("克", 1),
    "Megabyte": ("兆字节", 1),
    "Kilobit": ("千比特", 1),
    "Hertz": ("赫兹", 1),
    "Kilocalorie": ("千卡", 1),
    "Liang": ("两", 1),
    "Microgram": ("微克", 1),
}
SYNONYMS = {"公斤": "千克", "公里": "千米"}
KNOWN_WRONG = {"百分之15Ｋ": "K is no Chinese magnitude"}


def close(value: Decimal | None, wanted: str) -> bool:
    target = Decimal(wanted)
    return value is not None and abs(value - target) <= max(abs(target), Decimal(1)) * TOLERANCE


def correct(kind: str, case: dict[str, str]) -> bool:
    if kind == "numerals":
        return close(parse_numeral(case["text"]), case["value"])
    quantity = parse_quantity(case["text"])
    if quantity is None or quantity.low is None:
        return False
    if kind == "percents":
        return quantity.unit in PARTS and close(quantity.low * PARTS[quantity.unit], case["value"])
    unit, factor = UNITS[case["unit_en"]]
    return SYNONYMS.get(quantity.unit, quantity.unit) == unit and close(quantity.low, str(Decimal(case["value"]) * factor))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print each case that fails")
    arguments = parser.parse_args()
    for kind in ("numerals", "percents", "currency", "dimension"):
        lines = (arguments.folder / f"{kind}.jsonl").read_text("utf-8").splitlines()
        cases = [json.loads(line) for line in lines if line.strip()]
        failed = [case for case in cases if not correct(kind, case)]
        print(f"{kind:10} {len(cases) - len(failed):4}/{len(cases):<4} {1 - len(failed) / len(cases):.1%}")
        for case in failed if arguments.verbose else ():
            print("   ", case, KNOWN_WRONG.get(case["text"], ""))


if __name__ == "__main__":
    main()
