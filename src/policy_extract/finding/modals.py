"""Modal words: how firmly a text promises."""

from __future__ import annotations

import re
from functools import cache

from policy_extract import lexicon
from policy_extract.grammar.modality import GUARDS
from policy_extract.mentions import ModalMention

# Words that are modals in some places only.
_GUARDS = GUARDS | {
    "目标": r"目标(?=[是为定：:])",
    "规划": r"规划(?=[建新布]|改造)",
    "计划": r"计划(?<![年度资项生]计划)(?=[^的内外》」，。；、（(\d０-９总数任指])",
}


@cache
def _pattern() -> re.Pattern[str]:
    parts = [_GUARDS.get(word, re.escape(word)) for word in lexicon.words("cues", "modality")]
    return re.compile("|".join(parts))


def find_modals(text: str, start: int = 0, end: int | None = None) -> tuple[ModalMention, ...]:
    """All modal words of ``text[start:end]`` in order."""
    table = lexicon.load("cues")["modality"]
    stop = len(text) if end is None else end
    return tuple(
        ModalMention(match.start(), match.end(), match[0], table[match[0]]["strength"]) for match in _pattern().finditer(text, start, stop)
    )
