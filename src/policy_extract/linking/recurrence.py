"""Recurrences: 每年, 每季度 in the claim's clause, else the last one before it in the sentence."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_extract.linking.context import Claim, Context


def recurrence_for(claim: Claim, context: Context) -> str | None:
    """How often the claim is to hold: year, half_year, quarter, month …, or None."""
    at = bisect_left(context.recurrence_starts, claim.end)
    if at == 0 or context.recurrences[at - 1].start < context.layout.sentences[claim.sentence].start:
        return None
    return context.recurrences[at - 1].timex.recurrence
