"""What stands after a body: who signs, when, notes; and the titles of what is attached."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from policy_extract.layout import dates
from policy_extract.layout.header import Parts, ends_title, is_org, issuer_of_number, may_be_title
from policy_extract.layout.lines import Block
from policy_extract.layout.words import alternation
from policy_extract.mentions import SentenceKind
from policy_extract.patterns import later

_LINE = 60
_DATE = later(rf"[（(]?{dates.DATE}[）)]?")
_PRINTED = later(rf"[^。；，]{{0,40}}{dates.DATE}[ \u3000]*印发")
_ATTACHMENT = later(r"附[ \u3000]*件[ \u3000]*[0-9一二三四五六七八九十]{0,2}[：:]?")
_BODIES = 12
"""Joint documents are signed by many bodies, one a line."""


def read_signatures(text: str, parts: Parts) -> Parts:
    """Mark signatures (署名, 成文日期), notes (附注) and attached titles; the first signature names issuer and date."""
    blocks, kinds = list(parts.blocks), list(parts.kinds)
    published = issuer = printed = None
    for i, (start, end, line, _) in enumerate(blocks):
        if end - start > _LINE or kinds[i] != "body":
            continue
        if line[0] in "（(" and _note().match(line):
            kinds[i] = "signature"
        elif line[-1] in "日0123456789）)" and (match := _DATE.fullmatch(line)) and _signs(blocks, kinds, i):
            published = published or dates.iso(match)
            issuer = _mark(blocks, kinds, i) or issuer
        elif line[-1] == "发" and i >= len(blocks) - 4 and (match := _PRINTED.fullmatch(line)):
            kinds[i] = "signature"
            printed = dates.iso(match)
    issuer = issuer or _undated(blocks, kinds)
    attached = _attached(text, blocks, kinds)
    name, span = (issuer.text, (issuer.start, issuer.end)) if issuer is not None else (parts.issuer, parts.issuer_span)
    if name is None and parts.document_number is not None:
        name = issuer_of_number(parts.document_number)
    published = parts.published or published or printed
    return parts._replace(blocks=blocks, kinds=kinds, published=published, attached=attached, issuer=name, issuer_span=span)


def _signs(blocks: list[Block], kinds: list[SentenceKind], i: int) -> bool:
    """A bare date signs where a body stands above it, or only a few lines below."""
    return i > 0 and ((kinds[i - 1] == "body" and is_org(blocks[i - 1].text)) or i >= len(blocks) - 5)


def _mark(blocks: list[Block], kinds: list[SentenceKind], i: int) -> Block | None:
    """Mark the date at ``i`` and the bodies above it; the first of them."""
    kinds[i] = "signature"
    first = None
    for j in range(i - 1, max(i - _BODIES, 0), -1):
        if kinds[j] != "body" or not is_org(blocks[j].text):
            break
        kinds[j] = "signature"
        first = blocks[j]
    return first


def _undated(blocks: list[Block], kinds: list[SentenceKind]) -> Block | None:
    """A body named in the last line signs without a date."""
    last = next((i for i in range(len(kinds) - 1, 0, -1) if kinds[i] == "body"), 0)
    if kinds.count("body") <= 2 or not is_org(blocks[last].text):
        return None
    kinds[last] = "signature"
    return blocks[last]


def _attached(text: str, blocks: list[Block], kinds: list[SentenceKind]) -> frozenset[int]:
    """Mark the titles that follow a signature or the word 附件, and the list of what is attached; wrapped titles become one."""
    titles: set[int] = set()
    signed = kinds.index("signature") if "signature" in kinds else len(blocks)
    named = text.find("附")
    i = max(1, min(signed, bisect_left(blocks, (named,)) if named >= 0 else len(blocks)))  # before, there is nothing to mark
    opens = listing = False
    while i < len(blocks):
        block, kind = blocks[i], kinds[i]
        if listing and kind == "body" and _is_listed(block):
            kind = kinds[i] = "boilerplate"
        listing = kind == "boilerplate" and (listing or block.text.startswith("附"))
        if kind == "body" and block.text[0] == "附" and _ATTACHMENT.fullmatch(block.text):
            kinds[i] = "header"
            opens = True
        elif kind == "body" and opens and (count := _title_lines(blocks, kinds, i)):
            end = blocks[i + count - 1].end
            blocks[i : i + count] = [Block(block.start, end, text[block.start : end], None)]
            kinds[i : i + count] = ["title"]
            titles.add(i)
            opens = False
        elif kind != "boilerplate":
            opens = kind == "signature"
        i += 1
    return frozenset(titles)


def _is_listed(block: Block) -> bool:
    """A further entry of the list of attachments: 2.任务分工表."""
    return block.marker is not None and block.marker.type == "arabic" and block.text[-1] not in "。；："


def _title_lines(blocks: list[Block], kinds: list[SentenceKind], i: int) -> int:
    """How many lines from ``i`` are a title: one that ends like a title, or two of which the second does; else 0."""
    if not may_be_title(blocks[i]):
        return 0
    if ends_title(blocks[i].text):
        return 1
    wrapped = i + 1 < len(blocks) and kinds[i + 1] == "body" and may_be_title(blocks[i + 1]) and ends_title(blocks[i + 1].text)
    return 2 if wrapped else 0


@cache
def _note() -> re.Pattern[str]:
    return re.compile(rf"[（(](?:{alternation('note')})[^（）()]{{0,20}}[）)]$")
