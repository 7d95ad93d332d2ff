"""Two claims on the same characters: each stretch of text keeps one reading."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

from policy_extract.mentions import AgencyMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.mentions import QuantityMention, TimexMention

_Mention = TypeVar("_Mention", "QuantityMention", "TimexMention")

_SEVERAL = ("各", "有关", "相关")  # 各…管委会: a name of several bodies


def standing_times(times: tuple[TimexMention, ...], quantities: Iterable[QuantityMention]) -> tuple[TimexMention, ...]:
    """The times that no longer number holds (三年内 in 不超过三年内); both in text order."""
    return _without(times, [(q.start, q.end) for q in quantities], strict=True)


def standing_quantities(
    quantities: tuple[QuantityMention, ...], times: tuple[TimexMention, ...], agencies: tuple[AgencyMention, ...]
) -> tuple[QuantityMention, ...]:
    """The quantities that overlap neither a time (2023年) nor an agency (第七次全国人口普查领导小组); all in text order."""
    if not quantities:
        return ()
    return _without(quantities, sorted([(t.start, t.end) for t in times] + [(a.start, a.end) for a in agencies]), strict=False)


def _without(mentions: tuple[_Mention, ...], others: Sequence[tuple[int, int]], *, strict: bool) -> tuple[_Mention, ...]:
    """``mentions`` that no stretch of ``others`` overlaps; ``strict``: only a longer stretch that holds the mention bars it."""
    if not others:
        return mentions
    kept = []
    position = 0
    for mention in mentions:
        while position < len(others) and others[position][1] <= mention.start:
            position += 1
        at, clash = position, False
        while at < len(others) and others[at][0] < mention.end:
            low, high = others[at]
            inside = low <= mention.start and mention.end <= high and high - low > mention.end - mention.start
            if (inside if strict else high > mention.start):
                clash = True
                break
            at += 1
        if not clash:
            kept.append(mention)
    return tuple(kept)


def with_bodies(
    text: str, agencies: tuple[AgencyMention, ...], named: Sequence[tuple[int, int]], rule: str
) -> tuple[AgencyMention, ...]:
    """``agencies`` with the stretches of ``named`` that overlap none of them, as bodies whose official name is not known."""
    taken = sorted((mention.start, mention.end) for mention in agencies)
    added = [
        AgencyMention(start, end, text[start:end], "group" if text.startswith(_SEVERAL, start) else "body", None, None, None, rule)
        for start, end in named
        if not _overlaps(taken, start, end)
    ]
    return tuple(sorted((*agencies, *added), key=lambda mention: mention.start)) if added else agencies


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (end,))
    return at > 0 and taken[at - 1][1] > start
