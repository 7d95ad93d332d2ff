"""Modal words: how firmly a text promises."""

from __future__ import annotations

import re
from functools import cache

from policy_extract import lexicon
from policy_extract.mentions import ModalMention

# One-character modals are also parts of other words: what must not stand before or after each.
_GUARDS = {
    "要": r"(?<![主需重必纪概摘紧首提次])要(?![素求点道件闻害塞领])",
    "将": r"(?<![即老])将(?![军来近士领要其])",
    "拟": r"(?<![模虚])拟(?![人态定])",
    "应": r"(?<![反适对相供响感效])应(?![用急收对届该当])",
    "须": r"(?<!必)须(?!知)",
    "再": r"(?<!一)再(?=[新建培引增取创])",
    "目标": r"目标(?=[是为定：:])",
    "规划": r"规划(?=[建新布])",
    "计划": r"(?<![年度资项])计划(?=[^的内外》」，。；、（(])",
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
