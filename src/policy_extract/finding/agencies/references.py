"""Bodies spoken of by another word than their name: 以下简称…, 省数据局（省营商局）, 我部, 该局; 省政府 once the province is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice, pairwise

from policy_extract.grammar.agency_names import canonical, names, party_canonical, party_departments
from policy_extract.mentions import AgencyMention, Level, Place
from policy_extract.regions import above, by_code

_CALLED = re.compile("[（(](?:以下|下文|下)?(?:统一|统|简|合)称(?:为)?[“\"'‘]?(?P<alias>[一-龥]{2,14})[”\"'’]?[）)]")
_OFFICE = re.compile("办公室")
_HELD = re.compile("(?:召开|举行|召集|列席|出席|参加)\\Z")
_RANK = (
    "(?P<rank>部(?![署分队长级件属位类门])|局(?![面势长属部限])|委(?![托员派屈会])|厅(?![堂长级])|署(?!名))"
)
_PRONOUNS = tuple(re.compile(f"(?P<who>{who}){_RANK}") for who in "我本该")  # apart, so that each begins with a literal
_RANKS = {"部": ("部",), "局": ("局",), "委": ("委员会",), "厅": ("厅",), "署": ("署",)}
_UNIT_LEVELS: dict[str, Level] = {"省": "province", "市": "city", "区": "county", "县": "county"}
_MOST_ALIASES = 30
_REGION_REACH = 400
"""How far back a division may have been named for which 省政府 or 市政府 stands, in characters."""


def with_references(text: str, mentions: list[AgencyMention], place: Place | None, year: int | None) -> list[AgencyMention]:
    """``mentions`` and what refers to them, in text order; a body and its other words share one canonical name."""
    if place is None or place.level == "central":
        mentions = list(_regions_restored(mentions, year))
    mentions = _twins(text, mentions)
    if "称" in text:
        mentions = _with_aliases(text, mentions)
    written = chain.from_iterable(pattern.finditer(text) for pattern in _PRONOUNS)
    pronouns = [match for match in written if match["who"] != "本" or not _inside_word(text, match.start())]
    return _with_pronouns(mentions, pronouns) if pronouns else mentions


def _inside_word(text: str, start: int) -> bool:
    """Whether a Chinese character touches 本 from the left: 校本部, 成本局限 are other words."""
    return "一" <= text[start - 1 : start] <= "龥"


def _regions_restored(mentions: list[AgencyMention], year: int | None) -> Iterator[AgencyMention]:
    """河北省委和省政府: in a text of no one place a bare 省 means the province that was named last."""
    said: dict[Level, tuple[int, Place]] = {}
    for mention in mentions:
        level = _UNIT_LEVELS.get(mention.text[0])
        if mention.canonical is None and mention.adcode is None and level in said and mention.type != "generic":
            position, place = said[level]
            official = _official(mention.text, place, year) if mention.start - position <= _REGION_REACH else None
            if official is not None:
                yield mention._replace(type="body", canonical=official, level=place.level, adcode=place.adcode)
                said[level] = (mention.end, place)
                continue
        named = by_code(mention.adcode) if mention.adcode else None
        if named is not None and named.level != "central":
            for outer in _UNIT_LEVELS.values():
                found = above(named, outer)
                if found is not None and found.level == outer:
                    said[found.level] = (mention.end, found)
        yield mention


def _official(name: str, place: Place, year: int | None) -> str | None:
    if not place.name.endswith(name[0]):
        return None
    if name[1] == "委":
        departments = party_departments()
        if name[2:] and name[2:] not in departments:
            return None
        return party_canonical(departments.get(name[2:]), place)
    office = names().offices.get(name[1:])
    return canonical(office, place, year) if office is not None and office.kind in ("function", "organ") else None


def _twins(text: str, mentions: list[AgencyMention]) -> list[AgencyMention]:
    """省数据局（省营商局）: one body with two plates has one canonical name, there and wherever the second plate stands."""
    plates: dict[str, AgencyMention] = {}
    for one, two in pairwise(mentions):
        if (
            two.start == one.end + 1
            and text[one.end] in "（("
            and text[two.end : two.end + 1] in ("）", ")")
            and one.canonical
            and one.type == two.type == "body"
            and one.adcode == two.adcode
            and one.rule == two.rule != "agency.central"
        ):
            plates.setdefault(two.text, one)
    if not plates:
        return mentions
    return [one._replace(canonical=plates[one.text].canonical) if one.text in plates else one for one in mentions]


def _with_aliases(text: str, mentions: list[AgencyMention]) -> list[AgencyMention]:
    aliases: dict[str, AgencyMention] = {}
    for mention in mentions:
        called = _CALLED.match(text, mention.end) if text[mention.end : mention.end + 1] in ("（", "(") else None
        if called is not None and mention.type != "generic":
            aliases.setdefault(called["alias"], mention)
    for alias, meant in islice(aliases.items(), _MOST_ALIASES):
        mentions = _placed(text, mentions, alias, meant)
    return mentions


def _placed(text: str, mentions: list[AgencyMention], alias: str, meant: AgencyMention) -> list[AgencyMention]:
    """``mentions`` with each further ``alias`` as a mention of the body ``meant``; its office (联席会议办公室) is a body of its own."""
    starts = [one.start for one in mentions]
    added: list[AgencyMention] = []
    replaced: dict[int, AgencyMention] = {}
    position = text.find(alias, meant.end)
    while position >= 0:
        end = position + len(alias)
        office = _OFFICE.match(text, end)
        end = office.end() if office else end
        official = meant.canonical + "办公室" if office and meant.canonical else meant.canonical
        one = meant._replace(start=position, end=end, text=text[position:end], canonical=official, rule="agency.alias")
        index = bisect_left(starts, position)
        before = mentions[index - 1] if index else None
        after = mentions[index] if index < len(mentions) else None
        if before is not None and before.end > position:
            if before.end == end and before.rule == "agency.task_force" and before.canonical is None:
                replaced[index - 1] = before._replace(canonical=official)
        elif after is not None and after.start < end:
            if after.end <= end:
                replaced[index] = one
            elif after.start == position:
                replaced[index] = after._replace(canonical=after.canonical or official)
        elif not _HELD.search(text, max(0, position - 2), position):
            added.append(one)
        position = text.find(alias, end)
    kept = [replaced.get(index, one) for index, one in enumerate(mentions)]
    return sorted([*kept, *added], key=lambda one: one.start)


def _with_pronouns(mentions: list[AgencyMention], pronouns: list[re.Match[str]]) -> list[AgencyMention]:
    """我部 and 本局 mean the body that the document names most often with that rank, 该局 the last one named before it."""
    ranked = {rank: _ranked(mentions, endings) for rank, endings in _RANKS.items()}
    usual = {rank: _most_named(bodies) for rank, bodies in ranked.items()}
    starts = [one.start for one in mentions]
    added = []
    for match in pronouns:
        index = bisect_left(starts, match.start())
        if (index and mentions[index - 1].end > match.start()) or (index < len(mentions) and starts[index] < match.end()):
            continue
        meant = usual[match["rank"]]
        if match["who"] == "该":
            bodies = ranked[match["rank"]]
            before = bisect_left(bodies, match.start(), key=lambda one: one.start)
            meant = bodies[before - 1] if before else None
        if meant is not None:
            added.append(meant._replace(start=match.start(), end=match.end(), text=match[0], rule="agency.pronoun"))
    return sorted([*mentions, *added], key=lambda one: one.start) if added else mentions


def _ranked(mentions: list[AgencyMention], endings: tuple[str, ...]) -> list[AgencyMention]:
    return [one for one in mentions if one.type == "body" and one.canonical and one.canonical.endswith(endings)]


def _most_named(bodies: list[AgencyMention]) -> AgencyMention | None:
    often = Counter(one.canonical for one in bodies)
    return max(bodies, key=lambda one: (often[one.canonical], -one.start), default=None)
