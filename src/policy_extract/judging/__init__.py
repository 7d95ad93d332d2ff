"""Promise or result? The room in which each number and deliverable is judged, with its reasons visible.

Every piece of evidence is a :class:`Vote` with a weight and a name; the sum decides and the strongest vote is the reason given.
A classifier can join later as one more voter. Nothing here changes a mention.
"""

from policy_extract.judging.background import is_whole_year, looks_ahead, looks_back
from policy_extract.judging.evidence import Vote
from policy_extract.judging.frames import Frame, direction, frames, governs, narrated, only_announces
from policy_extract.judging.hope import hopeless
from policy_extract.judging.modes import Genre, Mode
from policy_extract.judging.outlook import Outlook, outlook
from policy_extract.judging.votes import judge_clause, judge_target
from policy_extract.judging.wholes import with_parts

__all__ = [
    "Frame", "Genre", "Mode", "Outlook", "Vote", "direction", "frames", "governs", "hopeless", "is_whole_year", "judge_clause",
    "judge_target", "looks_ahead", "looks_back", "narrated", "only_announces", "outlook", "with_parts",
]
