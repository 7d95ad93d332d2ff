"""Paragraphs and sentences that are no text of the document: editors, sources, navigation, copyright."""

from __future__ import annotations

import re
from functools import cache

from policy_extract import lexicon
from policy_extract.layout.lines import Block
from policy_extract.layout.words import alternation

_SHORT = 160
"""Lines longer than this are text even where they begin like boilerplate (抄送 and 附件 apart)."""


def is_boilerplate(text: str) -> bool:
    """Whether a paragraph or sentence is no text of the document."""
    if text[0] not in _heads() and text[0].isalnum():
        return len(text) <= _SHORT and text.endswith(_FILES)
    match = _begins().match(text)
    if match is None:
        return len(text) <= _SHORT and text.endswith(_FILES)
    return match.lastgroup == "long" or len(text) <= _SHORT


_FILES = (".doc", ".docx", ".xls", ".xlsx", ".pdf", ".zip", ".rar", ".wps", ".jpg", ".png")


@cache
def _heads() -> frozenset[str]:
    """With what a boilerplate line may begin, signs apart."""
    words = (word for table in ("line", "phrase") for word in lexicon.words("layout", table))
    return frozenset(word[0] for word in words) | frozenset("附抄hw")


@cache
def _begins() -> re.Pattern[str]:
    line = alternation("line")
    forms = (
        r"(?P<long>(?:附[ \u3000]*件[0-9一二三四五、-]*(?:下载)?|抄[ \u3000]*送)[ \u3000]*[：:])",
        rf"(?:{line})[ \xa0\u3000]*[：:|｜]",
        rf"[（(【][ ]*(?:本报|本网)?(?:{line})(?:[：:|｜\s/]|员)[^。]*[）)】]?$",
        rf"[^\w\s《“（(【]{{0,3}}[ ]?(?:{alternation('phrase')})",
        r"[^\w“《（(]+$",  # rulers, lone signs
        r"(?:https?://|www\.)[!-~]+$",
    )
    return re.compile("|".join(forms))


def closing(blocks: list[Block]) -> int:
    """The index of the paragraph from which on nothing is text of the document, ``len(blocks)`` where there is none.

    Such a paragraph says so itself (免责声明, 凡本网注明…), and no heading of a document (一、 第一条) stands after it.
    """
    found = len(blocks)
    for i in range(len(blocks) - 1, 0, -1):
        marker = blocks[i].marker
        if marker is not None and (marker.wide or marker.type == "article"):
            break
        if _closes(blocks[i]):
            found = i
    return found


def _closes(block: Block) -> bool:
    line = block.text
    if block.marker is not None:
        return False
    if (line[0] in _closing_heads() or not line[0].isalnum()) and _closers().match(line):
        return True
    return len(line) <= _NOTICE_CHARS and line.rstrip("：:").endswith("声明") and _notice().search(line) is not None


_NOTICE_CHARS = 40


@cache
def _closing_heads() -> frozenset[str]:
    return frozenset(word[0] for word in lexicon.words("layout", "closing"))


@cache
def _closers() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{alternation('closing')})")


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(alternation("notice"))
