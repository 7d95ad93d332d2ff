"""Modals: the last modal word before the claim's end in its sentence (力争A封顶,B超过50%: 力争 holds for both)."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_extract.linking.context import Claim, Context
    from policy_extract.mentions import ModalMention


def modal_for(claim: Claim, context: Context) -> tuple[ModalMention, str] | None:
    """The modal of a claim and the rule that linked it, or None."""
    at = bisect_left(context.modal_starts, claim.end)
    if at == 0 or context.modals[at - 1].start < context.layout.sentences[claim.sentence].start:
        return None
    modal = context.modals[at - 1]
    return modal, "modal.clause" if modal.start >= claim.clause[0] else "modal.coordinated"
