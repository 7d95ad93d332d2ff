"""News of other countries and of the world: no commitment of a Chinese authority, whatever it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract import lexicon

if TYPE_CHECKING:
    from policy_extract.mentions import Layout

_OURS = re.compile(r"我[国省市方]|中国|中方|国务院")
_LEAD = 60  # characters at the head of a sentence in which its actor is named


def is_foreign(words: str) -> bool:
    """Whether a heading or the head of a sentence speaks of an actor abroad and of none at home."""
    opening = lexicon.pattern("foreign", "actors").match(words)
    if opening is not None and not _OURS.search(words):
        return True
    return bool(lexicon.pattern("foreign", "actors").search(words)) and not lexicon.pattern("foreign", "home").search(words)


def foreign_sentences(text: str, layout: Layout, title: str | None) -> frozenset[int]:
    """The sentences of a news text that speak of other countries.

    A sentence does so by its own first words; else its paragraph decides, then its heading, then the title. A sentence that names
    an actor at home (我国, 全省) never does.
    """
    whole = is_foreign(title or "")
    if not whole and lexicon.pattern("foreign", "actors").search(text) is None:  # as in most news: one scan instead of one a sentence
        return frozenset()
    found: set[int] = set()
    heading, paragraph, here = whole, -1, whole
    for index, sentence in enumerate(layout.sentences):
        words = text[sentence.start : min(sentence.end, sentence.start + _LEAD)]
        if sentence.kind in {"heading", "title"}:
            heading = here = whole or is_foreign(words)
            continue
        if sentence.paragraph != paragraph:
            paragraph, here = sentence.paragraph, heading
        own = is_foreign(words)
        at_home = not own and lexicon.pattern("foreign", "home").search(text, sentence.start, sentence.end) is not None
        if at_home:
            here = heading and not re.match(r"\s*央视网消息", words)
            continue
        here = here or own
        if here:
            found.add(index)
    return frozenset(found)
