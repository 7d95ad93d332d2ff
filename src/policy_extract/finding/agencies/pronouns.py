"""Bodies spoken of by their rank alone: 我部, 本局, 该委; 省厅, 市局, 区局 for the same department of another level."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from policy_extract.finding.agencies.fronts import front_before
from policy_extract.finding.agencies.inner import with_inner_office
from policy_extract.grammar.agency_names import canonical, names
from policy_extract.mentions import AgencyMention, Place
from policy_extract.patterns import later
from policy_extract.spans import overlaps

_RANK = (
    "(?P<rank>部(?![署分队长级件属位类门])|局(?![面势长属部限])|委(?![托员派屈任])|厅(?![堂长级])|署(?!名))"
)
_WHO = frozenset("我本该")
_PRONOUN = later(f"(?P<who>[我本该]){_RANK}")
_RANKS = {"部": ("部",), "局": ("局",), "委": ("委员会",), "厅": ("厅",), "署": ("署",)}
_LEVELS = frozenset("省市县区旗盟）)")
BEFORE = _WHO | _LEVELS
"""What stands before a word of rank."""
_OF_A_LEVEL = later("(?:(?<=[省市县区旗盟）)])局(?![面势长属部限地域])|(?<=[省区])厅(?![堂长级局]))")
SIGNS = {
    "部": "(?<=[我本该]部)", "署": "(?<=[我本该]署)", "委": "(?<=[我本该]委)", "局": "(?<=[我本该省市县区旗盟）)]局)",
    "厅": "(?<=[我本该省区]厅)",
}
"""By the last character: what must stand before it."""

_ANSWERS = later("(?:答复|回复|办理|承办)(?:单位|部门|机构)[ 　]*[:：][ 　]*\\Z")
_LABEL = 10
"""Characters of 答复单位： before the body that it names."""
_ISSUES = later("[ 　\\n]*(?:关于|对)")
"""Behind the first body of a text: the title that names its issuer."""


def with_pronouns(
    text: str, ends: Mapping[str, Sequence[int]], mentions: list[AgencyMention], place: Place | None, year: int | None
) -> list[AgencyMention]:
    """``mentions`` and the words that stand for bodies by their rank, in text order. ``ends`` are the places behind each sign."""
    pronouns, ranks = _words_of_rank(text, ends)
    if not pronouns and not ranks:
        return mentions
    named = [one for one in mentions if one.type != "generic"]
    starts, ends_at = [one.start for one in named], [one.end for one in named]
    added = [*_pronouns(text, named, pronouns), *_of_a_level(text, named, ranks, place, year)]
    added = [one for one in added if not overlaps(starts, ends_at, one.start, one.end)]
    if not added:
        return mentions
    added += [one for one in _again(text, added) if not overlaps(starts, ends_at, one.start, one.end)]
    taken = {at for one in added for at in range(one.start, one.end)}  # 各区|局: more than 各区
    kept = [one for one in mentions if one.start not in taken]
    return sorted([*kept, *added], key=lambda one: one.start)


def _words_of_rank(text: str, ends: Mapping[str, Sequence[int]]) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """我部, 本局, 该委, and 省厅, 市局."""
    pronouns, ranks = [], []
    for sign in SIGNS:
        for end in ends.get(sign, ()):
            before = text[end - 2 : end - 1]
            if before in _WHO:
                word = _PRONOUN.match(text, end - 2)
                if word is not None and not (word["who"] == "本" and _inside_word(text, word.start())):
                    pronouns.append(word)
            elif before in _LEVELS and sign in "局厅":
                word = _OF_A_LEVEL.match(text, end - 1)
                if word is not None:
                    ranks.append(word)
    return pronouns, ranks


def _inside_word(text: str, start: int) -> bool:
    """Whether a Chinese character touches 本 from the left: 校本部, 成本局限 are other words."""
    return "一" <= text[start - 1 : start] <= "龥"


def _pronouns(text: str, mentions: list[AgencyMention], pronouns: list[re.Match[str]]) -> list[AgencyMention]:
    """我部 and 本局 mean the body of that rank whose document it is, else the one that it names most often; 该局 the last one before."""
    if not pronouns:
        return []
    ranked = {rank: _ranked(mentions, endings) for rank, endings in _RANKS.items()}
    own = next((one.start for one in mentions[:1] if _ISSUES.match(text, one.end)), None)
    issuing = {rank: next((one for one in bodies[:1] if one.start == own), None) for rank, bodies in ranked.items()}
    usual = {rank: issuing[rank] or _answering(text, bodies) or _most_named(bodies) for rank, bodies in ranked.items()}
    found = []
    for match in pronouns:
        meant = usual[match["rank"]]
        if match["who"] == "该":
            bodies = ranked[match["rank"]]
            before = bisect_left(bodies, match.start(), key=lambda one: one.start)
            meant = bodies[before - 1] if before else None
        if meant is None:
            continue
        office = with_inner_office(text, meant._replace(start=match.start(), end=match.end(), text=match[0]), len(text))
        if office.end > match.end() and office.canonical is not None:  # 我部|种植业管理司
            name = text[match.end() : office.end]
            found.append(office._replace(start=match.end(), text=name, rule="agency.inner"))
        else:
            found.append(meant._replace(start=match.start(), end=match.end(), text=match[0], rule="agency.pronoun"))
    return found


def _ranked(mentions: list[AgencyMention], endings: tuple[str, ...]) -> list[AgencyMention]:
    """The bodies of a rank, and those whose office (教育部办公厅) speaks for them."""
    found = []
    for one in mentions:
        name = one.canonical.removesuffix("办公厅").removesuffix("办公室") if one.type == "body" and one.canonical else ""
        if name.endswith(endings):
            found.append(one if name == one.canonical else one._replace(canonical=name))
    return found


def _again(text: str, added: list[AgencyMention]) -> Iterator[AgencyMention]:
    """Where the office that is said to be 我部's stands alone: 报我部种业管理局 … （种业管理局牵头）."""
    offices = {one.text: one for one in added if one.rule == "agency.inner"}
    told = {one.start for one in added}
    for name, one in offices.items():
        for match in re.finditer(f"(?:(?<![一-龥])|(?<=[由报请与和及])){re.escape(name)}", text):
            if match.start() not in told:
                yield one._replace(start=match.start(), end=match.end())


def _answering(text: str, bodies: list[AgencyMention]) -> AgencyMention | None:
    """The body that answers a letter, as a label says: 答复单位：县交通运输局."""
    return next((one for one in bodies if _ANSWERS.search(text, max(0, one.start - _LABEL), one.start)), None)


def _most_named(bodies: list[AgencyMention]) -> AgencyMention | None:
    often = Counter(one.canonical for one in bodies)
    return max(bodies, key=lambda one: (often[one.canonical], -one.start), default=None)


def _of_a_level(
    text: str, mentions: list[AgencyMention], ranks: list[re.Match[str]], place: Place | None, year: int | None
) -> list[AgencyMention]:
    """省厅, 市局: the department of that level whose function the document speaks of; several, and nobody can tell which."""
    function = _function(text, mentions) if ranks else None
    found = []
    for match in ranks:
        front = front_before(text, match.start(), place, names_city=False)
        if front is None or text[front.start : match.start()].endswith("级"):
            continue
        where = None if front.collective else front.place
        office = names().offices.get(f"{function}{match[0]}")
        official = canonical(office, where, year) if office is not None and where is not None else None
        words = text[front.start : match.end()]
        level = where.level if where is not None else front.level
        adcode = where.adcode if where is not None else None
        found.append(
            AgencyMention(front.start, match.end(), words, "group" if where is None else "body", official, level, adcode, "agency.level")
        )
    return found


def _function(text: str, mentions: list[AgencyMention]) -> str | None:
    """The function (公安) of the departments that a document names, where all have the same; else that of the one whose document it is."""
    functions: dict[str, str] = {}
    for one in mentions:
        name = names().longest(one.text, len(one.text)) if one.rule == "agency.function" and one.text[-1] in "局厅" else None
        if name is not None:
            if one is mentions[0] and _ISSUES.match(text, one.end):
                return name[:-1]
            functions[names().offices[name].canonical[:-1]] = name[:-1]
    return functions.popitem()[1] if len(functions) == 1 else None
