"""Paragraphs and sentences that are no text of the document: editors, sources, navigation, copyright."""

from __future__ import annotations

import re
from functools import cache

from policy_extract import lexicon
from policy_extract.layout.lines import Block
from policy_extract.layout.words import alternation
from policy_extract.mentions import SentenceKind

_SHORT = 160
"""Lines longer than this are text even where they begin like boilerplate (抄送 and 附件 apart)."""


def mark(text: str, blocks: list[Block]) -> list[SentenceKind]:
    """The kinds of the paragraphs as far as this module can tell: boilerplate, or else body."""
    kinds: list[SentenceKind] = ["boilerplate" if is_boilerplate(text, start, end) else "body" for start, end, _, _ in blocks]
    first = closing(blocks)
    kinds[first:] = ["boilerplate"] * (len(blocks) - first)
    return kinds


def is_boilerplate(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, a paragraph or sentence, is no text of the document."""
    head = text[start]
    if (head in _heads() or not head.isalnum()) and (match := _begins().match(text, start, end)) is not None:
        return match.lastgroup == "long" or end - start <= _SHORT
    return text[end - 1] in _FILES_END and end - start <= _SHORT and text.endswith(_FILES, start, end)


_FILES = (".doc", ".docx", ".xls", ".xlsx", ".pdf", ".zip", ".rar", ".wps", ".jpg", ".png")
_FILES_END = frozenset(name[-1] for name in _FILES)


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
    heads = _closing_heads()
    for i in range(len(blocks) - 1, 0, -1):
        _, _, line, marker = blocks[i]
        if marker is None:
            head = line[0]
            if ((head in heads or not head.isalnum()) and _closers().match(line)) or (line[-1] in "明：:" and _is_notice(line)):
                found = i
        elif marker.wide or marker.type == "article":
            break
    return found


def _is_notice(line: str) -> bool:
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
