"""Rule name → what the rule looks at, with examples: the rows of lexicon/rules.toml, and the rules of time expressions themselves."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from policy_extract import lexicon
from policy_extract.explain.types import RuleNote, Words
from policy_extract.grammar import timex
from policy_extract.mentions import TimeAnchor
from policy_extract.schema import Link

_TIME = "timex."
_A_TIME = Words(en="a time, written as in the examples", zh="时间表达，写法如例")
_UNKNOWN = Words(en="not in the catalogue of rules", zh="规则目录中没有此名")
_MOST_EXAMPLES = 3
_ANCHOR = TimeAnchor(dt.date(2027, 3, 4), 2027, (dt.date(2026, 1, 1), dt.date(2030, 12, 31)))  # tells 前 of a day from 前 of a year
_NO_RULES = frozenset({"reason"})


def rule_names() -> frozenset[str]:
    """Every name of the catalogue. Those of time expressions are not among them: they are made of a rule and an edge (year + end)."""
    return frozenset(_rows())


@cache
def note_on(name: str) -> RuleNote:
    """What is known of a rule name. A name that nobody knows is said to be unknown; nothing is raised."""
    row = _rows().get(name)
    if row is not None:
        return RuleNote(name=name, meaning=Words(en=row["en"], zh=row["zh"]), examples=(row["example"],))
    examples = _time_examples(name) if name.startswith(_TIME) else ()
    return RuleNote(name=name, meaning=_A_TIME if examples else _UNKNOWN, examples=examples)


def scope_of(name: str) -> Link:
    """How far from a record's core the rule looks: the narrowest scope for names that say nothing of it."""
    found: Link = _rows().get(name, {}).get("scope", "clause")
    return found


def reason_words(reason: str) -> Words:
    """What the reason of an unclaimed number means."""
    row = lexicon.load("rules")["reason"].get(reason)
    return _UNKNOWN if row is None else Words(en=row["en"], zh=row["zh"])


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return {name: row for table, rows in lexicon.load("rules").items() if table not in _NO_RULES for name, row in rows.items()}


def _time_examples(name: str) -> tuple[str, ...]:
    """The examples of the rule that ``name`` begins with, those that have the same edge before all others."""
    bases = [rule for rule in timex.rules() if name == rule.id or name.startswith(f"{rule.id}_")]
    if not bases:
        return ()
    longest = max(len(rule.id) for rule in bases)
    examples = dict.fromkeys(example for rule in bases if len(rule.id) == longest for example in rule.examples)
    return tuple(sorted(examples, key=lambda example: name not in _names(example)))[:_MOST_EXAMPLES]


def _names(example: str) -> set[str]:
    """The full rule names of the times in an example."""
    edges = ((hit.rule, hit.value(_ANCHOR).edge) for hit in timex.read_times(example))
    return {f"{rule}_{edge}" if edge else rule for rule, edge in edges}
