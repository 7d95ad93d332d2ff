"""The layout lexicon as pieces of patterns."""

from __future__ import annotations

import re
from functools import cache

from policy_extract import lexicon

HAN = "一二三四五六七八九十百零〇"
DIGIT = "0-9０-９"


@cache
def alternation(table: str) -> str:
    """The words of a table of layout.toml as one alternation, longest first."""
    return "|".join(map(re.escape, lexicon.words("layout", table)))
