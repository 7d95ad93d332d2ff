"""Paragraphs → sentences: cut at 。！？, before list markers of the running text, and around assignment tails.

Full stops inside brackets and short quotations end no sentence, unless the quotation ends with one. A bracket after a full stop,
（市财政局负责）, is a sentence of its own: it closes the item before it, not the one that follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policy_extract.grammar.unit_lines import unit_lines
from policy_extract.layout import boilerplate, duties, markers
from policy_extract.layout.lines import Block
from policy_extract.layout.words import DIGIT, HAN
from policy_extract.mentions import SentenceKind
from policy_extract.patterns import later

_LIST_SIGN = (
    rf"(?:[（(][ ]?(?:[{HAN}]{{1,3}}|[{DIGIT}]{{1,2}})[ ]?[)）]|[{HAN}]{{1,2}}(?:是|要(?![素点件]))|第[{HAN}]{{1,2}}[，,、是]"
    rf"|[①-⑳⑴-⒇]|[{DIGIT}]{{1,2}}(?:[.．、](?![{DIGIT}])|[)）]))"
)
_END = later(  # one class at the front: the scan for it is fast
    r"[。！？!?；;：:]"
    r"(?:(?<=[。！？!?])(?:(?<=[。！？])|(?![!-~]))[。！？!?]*[”’」』》〉）)]*"
    rf"|(?<=[；;：:])(?<![{DIGIT}][：:])(?=\s{{0,4}}{_LIST_SIGN}))"
)
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("「", "」"), ("『", "』"))
_SHIELDED = 200
"""A full stop ends a sentence even inside brackets or a quotation that is longer than this."""
_LABEL = 24  # characters that hold a label of units
_BRACKET = later(r"[（(][^（）()]{0,300}+(?:[（(][^（）()]{0,80}+[）)][^（）()]{0,200}+){0,8}[）)]")
_FIRST_SUBHEADING = later(r"[ \u3000]?[^。；：:，、（）()\s]{2,20}(?=（一）)")
_CLOSERS = frozenset("”’」』》〉）)")
_GOES_ON = frozenset("的等、，,；;。和与及为是")


class Draft(NamedTuple):
    """A sentence before sections and items are known: its borders without white space, kind, paragraph, and its marker.

    ``place`` is where it begins: at the paragraph's ``start``, after a ``sentence``, or after a ``clause`` (包括：（一）…；（二）…),
    where a marker heads no section. ``tail`` is True where an assignment closes it (or it is one), ``duty`` where it is a line of
    its own that assigns (责任单位：…); ``attached`` marks the title of a document that follows the first.
    """

    start: int
    end: int
    kind: SentenceKind
    block: int
    marker: markers.Marker | None
    place: str
    tail: bool = False
    duty: bool = False
    attached: bool = False


def cut(text: str, blocks: Sequence[Block], kinds: Sequence[SentenceKind], attached: frozenset[int]) -> list[Draft]:
    """The sentences of all ``blocks``; only those whose kind is body are cut."""
    found: list[Draft] = []
    ends = [match.span() for match in _END.finditer(text)]
    ends.append((len(text), len(text)))
    i = 0  # the next of the ends
    duty_heads, lines = duties.heads(), {start for start, _ in unit_lines(text)}
    for number, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        begin, end, whole, marker = block
        if kind != "body":
            found.append(Draft(begin, end, kind, number, marker, "start", False, False, number in attached))
            continue
        while ends[i][0] < begin:
            i += 1
        first = i
        while ends[i][1] < end:
            i += 1
        if i > first or marker is not None:
            found += _cut(text, block, number, ends[first:i])
            last = found[-1]
            if last.place == "sentence" and boilerplate.is_boilerplate(text, last.start, end):  # …。（编辑：张三）
                found[-1] = last._replace(kind="boilerplate", tail=False)
        else:
            duty = (whole[0] in duty_heads and duties.is_line(whole)) or begin in lines
            found.append(Draft(begin, end, "body", number, None, "start", duty or _is_closed(text, begin, end), duty))
    return found


def _cut(text: str, block: Block, number: int, ends: list[tuple[int, int]]) -> list[Draft]:
    """The sentences of ``block``, the paragraph of ``text`` with this ``number``; ``ends`` are the spans of the marks inside it."""
    begin, end, whole, marker = block
    found: list[Draft] = []
    place = "start"
    duty = line = marker is None and duties.is_line(whole)
    if marker is not None and (stop := _run_on(text, marker, end)):
        found.append(Draft(begin, stop, "body", number, marker, place))
        begin, place = stop, "sentence"
        marker = markers.within(text, begin, end)
    bracketed = "）" in whole or ")" in whole
    pairs = [pair for pair in _PAIRS if pair[0] in whole] if ends else []
    for at, after in ends:
        if after <= begin or (pairs and _shielded(text, pairs, begin, at, after)):
            continue
        if text[after - 1] in _CLOSERS and text[after] in _GOES_ON:  # “…。”的要求
            continue
        clause = text[at] in "；;：:"
        stop = after
        while stop:
            tail = duty or (bracketed and _is_closed(text, begin, stop))
            found.append(Draft(begin, stop, "body", number, marker, place, tail, duty))
            if stop == end:
                return found
            begin = _next(text, stop, end) if text[stop].isspace() else stop
            duty = line and duties.is_line(text[begin : begin + _LABEL])  # 牵头单位：市水务局。责任单位：…
            place = "clause" if clause else "sentence"
            marker, stop = _opening(text, begin, end, clause) if text[begin] in markers.HEADS else (None, 0)
    found.append(Draft(begin, end, "body", number, marker, place, duty or (bracketed and _is_closed(text, begin, end)), duty))
    return found


def _opening(text: str, begin: int, end: int, clause: bool) -> tuple[markers.Marker | None, int]:
    """The marker of the sentence at ``begin``, and its end where what it begins with is a sentence of its own, else 0."""
    marker = markers.within(text, begin, end)
    if marker is not None:
        return marker, _run_on(text, marker, end)
    return None, _tail(text, begin, end) if text[begin] in "（(" and not clause else 0


def _is_closed(text: str, begin: int, stop: int) -> bool:
    """Whether an assignment closes the sentence: its last sign, or the one before its full stop, is a bracket."""
    return (text[stop - 1] in "）)" or text[stop - 2] in "）)") and duties.closes(text, begin, stop)


def _run_on(text: str, marker: markers.Marker, end: int) -> int:
    """Where the first subheading follows a heading with no line break left between (二、主要内容（一）规划编制。…), else 0."""
    if marker.type not in ("han", "box"):
        return 0
    match = _FIRST_SUBHEADING.match(text, marker.end, end)
    return match.end() if match else 0


def _shielded(text: str, pairs: list[tuple[str, str]], begin: int, at: int, stop: int) -> bool:
    """Whether the mark at ``at`` stands inside brackets or a quotation that go on behind ``stop``."""
    since = begin if at - begin < _SHIELDED else at - _SHIELDED
    for left, right in pairs:
        opened = text.rfind(left, since, at)
        if opened < 0 or text.rfind(right, opened, at) >= 0:
            continue
        closed = text.find(right, at, opened + _SHIELDED)
        if closed >= stop or (closed >= 0 and left in "（(" and opened != begin):
            return True
    return False


def _tail(text: str, begin: int, end: int) -> int:
    """The end of the bracket that makes up a sentence of its own at ``begin``, 0 where there is none."""
    match = _BRACKET.match(text, begin, end)
    if match is None:
        return 0
    after = _next(text, match.end(), end)
    return 0 if after < end and text[after] in _GOES_ON else match.end()


def _next(text: str, at: int, end: int) -> int:
    """Where the text goes on at or after ``at``, behind white space."""
    while at < end and text[at].isspace():
        at += 1
    return at
