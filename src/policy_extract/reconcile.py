"""Two claims on the same characters: each stretch of text keeps one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from policy_extract.mentions import AgencyMention, QuantityMention, TimexMention

_Mention = TypeVar("_Mention", "QuantityMention", "TimexMention")


def reconcile(
    quantities: tuple[QuantityMention, ...], times: tuple[TimexMention, ...], agencies: tuple[AgencyMention, ...]
) -> tuple[tuple[QuantityMention, ...], tuple[TimexMention, ...]]:
    """Quantities and times without overlaps, in text order.

    A time expression wins over a number inside it (2023年); a longer number wins over a time inside it (连续3年以上); a number
    inside an agency's name (第七次全国人口普查领导小组) is no quantity.
    """
    kept_times = _without(times, [(q.start, q.end) for q in quantities], strict=True)
    barred = sorted([(t.start, t.end) for t in kept_times] + [(a.start, a.end) for a in agencies])
    return _without(quantities, barred, strict=False), kept_times


def _without(mentions: tuple[_Mention, ...], others: list[tuple[int, int]], *, strict: bool) -> tuple[_Mention, ...]:
    """``mentions`` that no stretch of ``others`` overlaps; ``strict``: only a longer stretch that holds the mention bars it."""
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
