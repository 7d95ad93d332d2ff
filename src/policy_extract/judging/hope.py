"""What a sentence can hold at best: an upper bound of the votes, which spares the reading of sentences without any promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.judging.background import GENRE
from policy_extract.judging.votes import DIRECTIVE
from policy_extract.judging.wordings import plan_hint
from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Set

    from policy_extract.judging.frames import Direction
    from policy_extract.judging.modes import Genre, Mode

_THIS_YEAR = later(r"今(?!年以来)[年明冬春秋夏]|本年|(?:19|20)\d\d年")  # anywhere in it, where the votes ask the time's own words
_DIRECTIVE_WITHIN = later(r"[，,；;：:。\s”](?:" + DIRECTIVE.pattern + ")")


def hopeless(sentence: str, ways: Set[Direction], mode: Mode, kind: Genre, *, ahead: bool, whole: bool = False) -> bool:
    """Whether no number of a sentence can be judged a promise: even all evidence that it may hold would not do.

    A quick look that spares the reading of results: an upper bound of ``judge_target`` and ``judge_clause`` over the sentence's clauses.
    ``ways`` are the directions of its clauses' frames; ``whole``: one of its times is 全年.
    """
    best = GENRE[kind] + ((-1 if kind == "news" and "future" in ways else -6) if mode == "past" else 2 if mode == "plan" else 0)
    best += 4 if "future" in ways else (3 if whole else 1 if kind == "news" else 2) if "current" in ways else 0
    best += 1  # a verb of doing
    if kind == "news" and "current" in ways and _THIS_YEAR.search(sentence):
        best += 1
    if kind != "news":
        best += 4  # a benefit, a recurrence, an assignment
    if best > 0:
        return False
    if best + 5 <= 0:
        return True
    if ahead or plan_hint().search(sentence):
        best += 3
    if best > 0:
        return False
    return best + 2 <= 0 or not (DIRECTIVE.match(sentence) or _DIRECTIVE_WITHIN.search(sentence))
