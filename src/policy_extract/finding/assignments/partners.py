"""Whom a body acts with where no list knows it (会同市家政协会), and what a body is about to finish (正会同市交通局逐座核查)."""

from __future__ import annotations

from policy_extract.finding.assignments.items import Item, Listing, Units, in_role
from policy_extract.finding.assignments.predicates import moves, tells
from policy_extract.mentions import Assignment, Role
from policy_extract.patterns import later

_PARTNER = later("[一-龥]{1,10}?(?:协会|学会|商会|联合会|管会|委会|公司|集团|银行|医院|学校|高校|企业|机构|单位)(?!的)")
_ONGOING = later("正(?:在|按|抓紧|加紧|着手|积极|组织|(?P<with>会同|和|与))")


def partner(text: str, start: int) -> Listing | None:
    """The partner whose name begins at ``start``, a group as far as is known; None where no predicate follows it."""
    found = _PARTNER.match(text, start)
    if found is None or not moves(text, found.end()) or tells(text, found.end()):
        return None
    return Listing((Item(start, found.end(), found[0], "group", None),), found.end(), open_list=False)


def ongoing(units: Units, start: int, listing: Listing) -> Assignment | None:
    """Who is at work by now: 市水务局正逐座核查，5月底前列出名单. What follows is theirs, the work itself is no task any more."""
    found = _ONGOING.match(units.text, listing.end)
    if found is None:
        return None
    beside = units.listing(found.end()) if found["with"] else None
    role: Role = "support" if found["with"] == "会同" else "responsible"
    agencies = [
        *(in_role(item, "responsible") for item in listing.items), *(in_role(item, role) for item in (beside.items if beside else ()))
    ]
    return Assignment(start, listing.end, tuple(agencies), "subject", listing.open_list, "assignment.ongoing")
