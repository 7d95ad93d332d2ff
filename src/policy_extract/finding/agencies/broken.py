"""Names that a file's layout parts: 市发展和改|革委员会 at the end of a line, 市交通运 输局 where the file has a space inside a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from policy_extract.mentions import AgencyMention
from policy_extract.patterns import later

_HEAD = 18
"""How far before a break a name may begin, in characters."""
_SHORTEST_LINE = 12
_BREAK = later(  # a short line ends of itself
    rf"\n(?<=[一-龥]\n)(?<=[^\n]{{{_SHORTEST_LINE}}}\n)[ 　]*(?=[一-龥]{{0,12}}[局委厅部办署会府])"
)
_TAIL = later("[一-龥]{1,14}")
_AFTER = 14
"""How far behind a space a name may go on, in characters."""
_GAPS = tuple(  # each begins with its literal, and is searched for fast
    later(f"{space}(?<=[一-龥].)(?<![条章节编].)(?=[一-龥]{{0,12}}?[局委厅部办署会府院关心所队])") for space in " 　"
)
_SPACE = later("[ 　](?<=[一-龥][ 　])(?=[一-龥])")


def across_breaks(text: str, read: Callable[[str], Iterable[AgencyMention]]) -> Iterator[AgencyMention]:
    """The names that hold a break, as ``read`` finds them in the joined text, if their official name is known: all else may be two things.

    The break belongs to the mention's text.
    """
    if "\n" in text:
        yield from _across_lines(text, read)
    yield from _across_spaces(text, read)


def _across_lines(text: str, read: Callable[[str], Iterable[AgencyMention]]) -> Iterator[AgencyMention]:
    for match in _BREAK.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        head = text[max(line, match.start() - _HEAD) : match.start()]
        tail = _TAIL.match(text, match.end())
        if tail is None:
            continue
        for one in read(head + tail[0]):
            if one.canonical is not None and one.start < len(head) < one.end:
                start = match.start() - len(head) + one.start
                end = match.end() + one.end - len(head)
                yield one._replace(start=start, end=end, text=text[start:end])


def _across_spaces(text: str, read: Callable[[str], Iterable[AgencyMention]]) -> Iterator[AgencyMention]:
    for low, high in _around_gaps(text):
        apart = {match.start() for match in _SPACE.finditer(text, low, high)}
        kept = [at for at in range(low, high) if at not in apart]
        for one in read("".join(text[at] for at in kept)):
            start, end = kept[one.start], kept[one.end - 1] + 1
            if one.canonical is not None and one.rule != "agency.zone" and end - start > one.end - one.start:
                yield one._replace(start=start, end=end, text=text[start:end])


def _around_gaps(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a line around spaces that may part a name (not 第一条　为了…), those that overlap as one."""
    low = high = -1
    for at in sorted(gap.start() for pattern in _GAPS for gap in pattern.finditer(text)):
        start = max(text.rfind("\n", 0, at) + 1, at - _HEAD)
        stop = text.find("\n", at, at + 1 + _AFTER)
        end = stop if stop >= 0 else min(len(text), at + 1 + _AFTER)
        if start < high:
            high = max(high, end)
            continue
        if high >= 0:
            yield low, high
        low, high = start, end
    if high >= 0:
        yield low, high
