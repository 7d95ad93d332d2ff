"""Mentions and sections to links: which deadline, agencies and modal belong to which claim.

The narrowest scope wins and every link is named. Nothing here looks at the text: what the text says has been found before.
"""

from policy_extract.linking.agencies import LinkedAgency, agencies_for
from policy_extract.linking.context import Claim, Context, Marks, build
from policy_extract.linking.deadlines import LinkedDeadline, deadline_for
from policy_extract.linking.governing import governed
from policy_extract.linking.modality import modal_for
from policy_extract.linking.recurrence import recurrence_for

__all__ = [
    "Claim", "Context", "LinkedAgency", "LinkedDeadline", "Marks", "agencies_for", "build", "deadline_for", "governed", "modal_for",
    "recurrence_for",
]
