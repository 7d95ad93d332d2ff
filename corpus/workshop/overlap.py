"""What texts share: runs of characters that stand in two of them, names and set phrases aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from policy_extract.schema import GoldDocument

_PHRASES = Path(__file__).parent.parent / "set_phrases.txt"
_GAP = "\ue000"  # stands for what may be shared; matches nothing, since runs are cut there
_TITLE = re.compile("《[^《》]{1,80}》")
_DEEPEST = 400  # characters by which suffixes are sorted


class Shared(NamedTuple):
    """A run of characters that two texts share; ``first`` and ``second`` name them."""

    first: str
    second: str
    text: str


@cache
def set_phrases() -> tuple[str, ...]:
    """The phrases that anybody may use, longest first."""
    lines = _PHRASES.read_text("utf-8").splitlines()
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))


def squeezed(text: str) -> str:
    """The text without white space, so that lines broken elsewhere hide nothing."""
    return "".join(text.split())


def masked(document: GoldDocument) -> str:
    """The text without white space, and without names of bodies, names of documents and set phrases."""
    spans = [mention.span for agency in document.agencies for mention in agency.mentions]
    spans += [match.span() for match in _TITLE.finditer(document.text)]
    spans += [match.span() for phrase in set_phrases() for match in re.finditer(re.escape(phrase), document.text)]
    if document.title:
        spans += [match.span() for match in re.finditer(re.escape(document.title), document.text)]
    characters = list(document.text)
    for start, end in spans:
        characters[start:end] = _GAP * (end - start)
    return squeezed("".join(characters))


def longest_shared(texts: Mapping[str, str], group: Mapping[str, str]) -> Shared:
    """The longest run that texts of two groups share, by sorting all suffixes: the two lie side by side there."""
    names = sorted(texts)
    joined, owner = "", []
    for name in names:
        joined += texts[name] + _GAP
        owner += [name] * (len(texts[name]) + 1)
    best = Shared("", "", "")
    order = sorted(range(len(joined)), key=lambda at: joined[at : at + _DEEPEST])
    for here, there in pairwise(order):
        if group[owner[here]] == group[owner[there]]:
            continue
        length = _common(joined, here, there)
        if length > len(best.text):
            first, second = sorted((owner[here], owner[there]))
            best = Shared(first, second, joined[here : here + length])
    return best


def _common(text: str, first: int, second: int) -> int:
    length = 0
    while length < _DEEPEST and max(first, second) + length < len(text):
        if text[first + length] != text[second + length] or text[first + length] == _GAP:
            break
        length += 1
    return length


def shared_runs(texts: Mapping[str, str], others: Iterable[tuple[str, str]], least: int) -> Iterator[Shared]:
    """Each run of at least ``least`` characters (an odd number) that one of ``texts`` shares with one of ``others``, once for each pair.

    Any run that long in an other text holds a block of (least + 1) / 2 characters that begins at a multiple of that number, so that only
    these are looked up: linear in both.
    """
    block = (least + 1) // 2
    index: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, text in texts.items():
        for at in range(len(text) - block + 1):
            piece = text[at : at + block]
            if _GAP not in piece:
                index[piece].append((name, at))
    seen: set[Shared] = set()
    for other, content in others:
        for at in range(0, len(content) - block + 1, block):
            for name, place in index.get(content[at : at + block], ()):
                run = _grown(texts[name], place, content, at, block)
                found = Shared(name, other, run)
                if len(run) >= least and name != other and found not in seen:
                    seen.add(found)
                    yield found


def _grown(text: str, place: int, content: str, at: int, block: int) -> str:
    """The run around a block that stands in both texts."""
    before = 0
    while before < min(place, at) and text[place - before - 1] == content[at - before - 1] != _GAP:
        before += 1
    after = block
    while place + after < len(text) and at + after < len(content) and text[place + after] == content[at + after] != _GAP:
        after += 1
    return text[place - before : place + after]


def shared_pairs(documents: Sequence[GoldDocument], least: int) -> list[Shared]:
    """Runs of at least ``least`` characters between documents of different scenarios, the longest first."""
    texts = {document.doc_id: masked(document) for document in documents}
    scenario = {document.doc_id: document.extra["scenario"] for document in documents}
    found = {
        Shared(min(run.first, run.second), max(run.first, run.second), run.text)
        for run in shared_runs(texts, texts.items(), least)
        if scenario[run.first] != scenario[run.second]
    }
    return sorted(found, key=lambda run: (-len(run.text), run))
