"""Bodies where they are named, and what they are given to do."""

from __future__ import annotations

from typing import Literal, NamedTuple

AgencyType = Literal["body", "group", "generic"]
Level = Literal["central", "province", "city", "county", "township"]
Role = Literal["lead", "responsible", "support", "guide"]


class Place(NamedTuple):
    """A division of GB/T 2260: official name, six-digit code, level. The whole country is ("全国", "000000", "central")."""

    name: str
    adcode: str
    level: Level


class AgencyMention(NamedTuple):
    """A government or party body, a group of bodies (各区县(市)政府) or a generic one (有关部门) where it is named.

    ``canonical`` is the official full name with its region; None for groups, generic ones and what cannot be resolved.
    """

    start: int
    end: int
    text: str
    type: AgencyType
    canonical: str | None
    level: Level | None
    adcode: str | None
    rule: str


class Assigned(NamedTuple):
    """One agency inside an assignment, as written, with its role. It need not be an AgencyMention (民政、教育部门: 民政)."""

    start: int
    end: int
    text: str
    type: AgencyType
    canonical: str | None
    role: Role
    role_source: Literal["cue", "document_rule", "position"]


DueReach = Literal["section", "document", "before", "above"]


class Due(NamedTuple):
    """A time, by its offset, that dates what has none of its own: in its section (整改时限：…), in the document, before it in its
    section, or above it anywhere."""

    start: int
    reach: DueReach


AssignmentForm = Literal["tail", "line", "by", "subject", "announcer"]


class Assignment(NamedTuple):
    """A stretch of text that makes agencies responsible for something.

    ``form``: ``tail`` ((责任单位:市科技局), (X牵头,Y负责) closing a sentence or item), ``line`` (a line 牵头单位:… of its own),
    ``by`` (由X牵头、Y配合 in a clause), ``subject`` (X要/将/应… at the head of a clause), ``announcer`` (X将从五个方面…, X表示,
    下一步…: holds for what follows). ``open_list`` is true where 等 leaves the list open.
    ``deadline`` is the span of a time expression inside it (完成时限:…), if any. ``numbers`` are those of the items that it speaks of
    where it names them so (前两项由…: 1, 2); none for 其余 and where it does not. ``reach`` is the part of its
    sentence for which a ``by`` speaks, None for all of it.
    """

    start: int
    end: int
    agencies: tuple[Assigned, ...]
    form: AssignmentForm
    open_list: bool
    rule: str
    deadline: tuple[int, int] | None = None
    numbers: tuple[int, ...] = ()
    reach: tuple[int, int] | None = None


class Voice(NamedTuple):
    """A stretch [start, end) of a transcript that one person speaks, and the bodies for which: none for a host or a reporter.

    ``explains``: the text tells what these bodies decided, who pays is another matter.
    """

    start: int
    end: int
    agencies: tuple[Assigned, ...]
    explains: bool = False
