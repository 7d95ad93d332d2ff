"""Where the rules are unsure, and what a tagger is told of these sentences: the gate before the model."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.tagger import HINTS, Hint, Hinted, HintLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.mentions import AgencyMention, Target
    from policy_extract.pipeline.analysis import Analysis

# What stands behind the name of a body that does something or is one of several, and not behind 干部 or 办 as a verb
_BEHIND = "(?=[，。；：、）（》\\s]|$|负责|牵头|会同|配合|组织|按照?|应当?|要(?![求点素])|将|等(?:部门|单位))"
_READ = frozenset({"body", "table", "heading", "signature", "addressee"})  # kinds of sentences in which bodies are named
_LONGEST = 400  # characters: a longer sentence is no prose, and would cost more than it can give


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(_BEHIND)


@cache
def _organ() -> re.Pattern[str]:
    return re.compile(f"(?:{lexicon.pattern('organs', 'organ').pattern}){_BEHIND}")


def may_name(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends as the name of a body does, and no name goes on behind it."""
    if not text.endswith(lexicon.words("organs", "organ"), start, end) or text.endswith(lexicon.words("organs", "other"), start, end):
        return False
    return _behind().match(text, end) is not None


def unsure(text: str, analysis: Analysis) -> tuple[int, ...]:
    """The sentences in which a body may be named that no rule read; in text order."""
    found = set()
    sentences = analysis.layout.sentences
    read = [(mention.start, mention.end) for mention in analysis.agencies]
    begin = [sentence.start for sentence in sentences]
    for match in _organ().finditer(text):
        end = match.end()
        at = bisect_left(read, (end,)) - 1
        if (at >= 0 and read[at][1] >= end) or text.endswith(lexicon.words("organs", "other"), max(0, end - 4), end):
            continue
        index = bisect_right(begin, end - 1) - 1
        sentence = sentences[index] if index >= 0 else None
        if sentence is not None and end <= sentence.end <= sentence.start + _LONGEST and sentence.kind in _READ:
            found.add(index)
    return tuple(sorted(found))


def hinted(analysis: Analysis, indices: Iterable[int]) -> list[Hinted]:
    """The sentences with what the rules found in them."""
    hints: list[Hint] = []
    hints += (Hint(quantity.start, quantity.end, "number") for quantity in analysis.quantities)
    hints += (Hint(time.start, time.end, "time") for time in analysis.times)
    hints += (Hint(mention.start, mention.end, _body(mention)) for mention in analysis.agencies)
    for target, judgement in analysis.targets:
        if judgement.status == "planned":
            hints += (Hint(*span, label) for span, label in _of(target) if span is not None)
    hints.sort(key=lambda hint: (hint.start, HINTS.index(hint.label)))
    starts = [hint.start for hint in hints]
    chosen = []
    for index in indices:
        sentence = analysis.layout.sentences[index]
        here = hints[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        chosen.append(Hinted(sentence.start, sentence.end, tuple(sorted(here, key=lambda hint: HINTS.index(hint.label)))))
    return chosen


def _body(mention: AgencyMention) -> HintLabel:
    if mention.type == "generic":
        return "collective"
    return "name" if mention.canonical is None else "body"


def _of(target: Target) -> Iterable[tuple[tuple[int, int] | None, HintLabel]]:
    quantity = target.quantity
    return (target.action, "verb"), (target.indicator, "indicator"), ((quantity.start, quantity.end), "promised")
