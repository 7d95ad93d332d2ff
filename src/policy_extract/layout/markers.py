"""The numbers and signs with which headings and list items begin (GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）)."""

from __future__ import annotations

import re
from typing import NamedTuple

from policy_extract.layout.words import DIGIT, HAN
from policy_extract.patterns import later

_PROVISION = "[、至]|项(?!目)|款(?!项)|目(?![标的录前光])"
"""What follows a number that refers to a provision, and heads nothing: （一）项, （一）至（三）."""

_FORMS = {
    "part": rf"第[{HAN}{DIGIT}]{{1,3}}(?:编|篇|部分)(?=[\s：:、])",
    "chapter": rf"第[{HAN}{DIGIT}]{{1,3}}章(?![的，、和至]|规定)",
    "section": rf"第[{HAN}{DIGIT}]{{1,3}}节(?![的，、和至假日]|规定)",
    "article": rf"第[{HAN}{DIGIT}]{{1,5}}条(?:之[{HAN}])?(?![的规款项，、和至及第“”])",
    "box": rf"专栏[ \u3000]?[{HAN}{DIGIT}]{{1,3}}(?![个种类条])",
    "han": rf"[{HAN}]{{1,3}}(?:、(?![{HAN}]{{1,3}}[、产级类季线])|[.．](?![{DIGIT}]))",
    "paren_han": rf"[（(][ ]?[{HAN}]{{1,3}}[ ]?[)）](?!{_PROVISION})",
    "decimal": rf"[{DIGIT}]{{1,2}}(?:[.．][{DIGIT}]{{1,2}}){{1,3}}(?=[ \xa0\u3000]+[^{DIGIT}%％])",
    "arabic": rf"[{DIGIT}]{{1,2}}(?:[.．](?![{DIGIT}])|[.．](?=(?:19|20)\d\d年)|、(?![{DIGIT}])|(?=\t))",
    "paren_arabic": rf"[（(][ ]?[{DIGIT}]{{1,2}}[ ]?[)）](?!{_PROVISION})|[{DIGIT}]{{1,2}}[)）]",
    "circled": r"[①-⑳⑴-⒇]",
    "bullet": r"——(?!—)|--(?![-\s])|[－-][ ](?![－-])|[●•◆■★▲◇□○·▪➤►]",
    "word": rf"[{HAN}]{{1,2}}(?:是(?![个次])|要(?![素点件]))|第[{HAN}]{{1,2}}[，,、：:是]|其[一二三四五六][，,、是]",
}


def _forms(*kinds: str) -> re.Pattern[str]:
    return later("|".join(f"(?P<{kind}>{_FORMS[kind]})" for kind in kinds))


_BY_HEAD = {
    head: pattern
    for heads, pattern in (
        (HAN, _forms("han", "word")),
        ("0123456789０１２３４５６７８９", _forms("decimal", "arabic", "paren_arabic")),
        ("第", _forms("part", "chapter", "section", "article", "word")),
        ("专", _forms("box")),
        ("其", _forms("word")),
        ("（(", _forms("paren_han", "paren_arabic")),
        ("—-－●•◆■★▲◇□○·▪➤►", _forms("bullet")),
        ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", _forms("circled")),
    )
    for head in heads
}
"""The kinds of marker that can begin with a character."""
_HASH = later(r"(#{1,6})[ \t]+(?=\S)")
_LEAD = later(r"[\u200b\ufeff]*")

_RANKS = {
    "part": 10.0, "chapter": 11.0, "section": 12.0, "han": 13.0, "box": 13.5, "article": 14.0, "paren_han": 15.0,
    "arabic": 16.0, "decimal": 16.0, "paren_arabic": 17.0, "circled": 18.0, "bullet": 19.0, "word": 99.0,
}  # fmt: skip
UNNUMBERED = 20.0
ABOVE_BULLETS = 18.5
ROW, PART_OF_ROW = 15.5, 15.6
TOP = 0.0

HEADS = frozenset(_BY_HEAD)
"""The characters with which a marker can begin inside a paragraph."""
LINE_HEADS = HEADS | frozenset("#\u200b\ufeff")
_WIDE = frozenset({"part", "chapter", "section", "han", "box", "paren_han", "hash"})
_FIRST = later(rf"[^{HAN}{DIGIT}①⑴]*(?:一|[1１①⑴])(?![{HAN}{DIGIT}])")


class Marker(NamedTuple):
    """A marker where it stands. ``rank`` orders the kinds from the widest (0) to the narrowest; ``first`` is true for number one.

    ``type`` ``word`` is for markers of the running text (一是, 第一，), which number items but head nothing; ``wide`` for kinds that
    head sections (一、 （一） 第一章), not mere list items.
    """

    start: int
    end: int
    type: str
    rank: float
    first: bool

    @property
    def wide(self) -> bool:
        """Whether this kind of marker heads sections."""
        return self.type in _WIDE

    @property
    def heads(self) -> bool:
        """Whether this kind of marker may stand before a heading at all."""
        return self.type != "word"


def at(text: str, start: int, end: int) -> Marker | None:
    """The marker at ``start`` of a paragraph that ends at ``end``."""
    head = text[start]
    if head in "\u200b\ufeff":
        start = _LEAD.match(text, start, end).end()  # type: ignore[union-attr]
        head = text[start : start + 1]
    if head == "#" and (hashes := _HASH.match(text, start, end)):
        inner = within(text, hashes.end(), end)
        return Marker(start, inner.end if inner else hashes.end(), "hash", float(len(hashes[1])), first=False)
    return within(text, start, end)


def within(text: str, start: int, end: int) -> Marker | None:
    """The marker at ``start`` somewhere inside a paragraph, after the end of a sentence or clause."""
    forms = _BY_HEAD.get(text[start : start + 1])
    match = forms.match(text, start, end) if forms is not None else None
    if match is None or match.lastgroup is None:
        return None
    kind, stop = match.lastgroup, match.end()
    rank = _RANKS[kind] + (0.1 * (match[0].count(".") + match[0].count("．")) if kind == "decimal" else 0.0)
    return Marker(start, stop, kind, rank, _FIRST.match(text, start, stop) is not None)
