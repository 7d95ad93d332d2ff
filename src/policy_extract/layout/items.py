"""Which sentences belong together: the innermost numbered unit, or the paragraph where nothing is numbered.

A bracket or line that says who is responsible closes an item: it governs everything back to the number before it, or to the
last bracket of that kind, across the paragraphs and the 一是…二是… between.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policy_extract.layout.sentences import Draft


def number(drafts: Sequence[Draft]) -> list[int]:
    """The item of each sentence, counted from 0."""
    items: list[int] = []
    item = -1
    begin = 0  # of the stretch that an assignment might close
    for i, (sentence, following) in enumerate(pairwise((*drafts, None))):
        assert sentence is not None
        if i > begin and (_is_unit(drafts[i - 1], sentence)):
            begin = i
        opens = i == begin or sentence.place == "start" or sentence.marker is not None
        item += opens
        items.append(item)
        if sentence.tail and not (following is not None and following.duty):
            item = items[begin]  # it governs the whole stretch
            items[begin:] = [item] * (i + 1 - begin)
            begin = i + 1
    return items


def _is_unit(before: Draft, sentence: Draft) -> bool:
    """Whether a numbered unit begins, or something that is no body text begins or ends."""
    if sentence.duty:
        return False
    return (sentence.marker is not None and sentence.marker.heads) or sentence.kind != "body" or before.kind != "body"
