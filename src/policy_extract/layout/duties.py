"""Brackets and lines that say who is responsible, as far as the layout must know them: they close list items."""

from __future__ import annotations

import re
from functools import cache

from policy_extract import lexicon
from policy_extract.layout.words import alternation

_TAIL_CHARS = 400


def closes(text: str, start: int, end: int) -> bool:
    """Whether the sentence ends in a bracket that assigns: （市财政局负责） or （责任单位：市财政局）。"""
    if text[end - 1] in "。；;":
        end -= 1
    if text[end - 1] not in "）)" or end <= start:
        return False
    depth = 0
    for at in range(end - 1, max(start, end - _TAIL_CHARS) - 1, -1):
        depth += (text[at] in "）)") - (text[at] in "（(")
        if not depth:
            return _duty().search(text, at, end) is not None
    return False


def is_line(line: str) -> bool:
    """Whether a line of its own assigns: 责任单位：市财政局."""
    return line[0] in heads() and _line().match(line) is not None


@cache
def heads() -> frozenset[str]:
    """With what such a line may begin."""
    return frozenset(word[0] for word in lexicon.words("layout", "duty_line")) | frozenset("（(责配时")


@cache
def _duty() -> re.Pattern[str]:
    return re.compile(alternation("duty"))


@cache
def _line() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{alternation('duty_line')})[^：:，。]{{0,6}}|(?:牵头|责任|配合|时限)[ 　]*)[：:]"
        rf"|[（(](?:{alternation('duty')})[^，。]{{0,4}}[：:]"
    )
