"""Assignments of all that follows: 以下均需试点城市政府落实."""

from __future__ import annotations

from collections.abc import Iterator

from policy_extract.finding.assignments.items import Units, assigned
from policy_extract.mentions import Assigned, Assignment
from policy_extract.patterns import later

_FOLLOWING = later(
    r"以下(?:各项|所列)?(?:任务|事项|工作|举措|措施|项目|内容|改革)?(?:均|都|全部|一律)(?:需要?|须|应|要)?由?"
    r"(?P<who>[^，。；：:、\n（()）]{2,24}?)(?:共同|统一|分别|具体)?(?:负责|牵头|组织)?(?:抓好)?(?:落实|实施|推进|完成|办理|负责)"
)


def read_following(units: Units) -> Iterator[Assignment]:
    """Who is to carry out what a section goes on to list; a body that no list knows is kept as a group by the words that name it."""
    text = units.text
    if "以下" not in text:
        return
    for match in _FOLLOWING.finditer(text):
        start, end = match.span("who")
        listing = units.listing(start)
        if listing is not None and listing.end >= end:
            agencies = tuple(assigned(one, "responsible") for one in listing.items)
        else:
            agencies = (Assigned(start, end, match["who"], "group", None, "responsible", "cue"),)
        yield Assignment(match.start(), match.end(), agencies, "announcer", False, "assignment.following")
