"""Bodies spoken of by another name that the text gives them: 以下简称…, 省数据局（省营商局）; 省政府 once the province is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise

from policy_extract.grammar.agency_names import canonical, names, party_canonical, party_departments
from policy_extract.mentions import AgencyMention, Level, Place
from policy_extract.patterns import later
from policy_extract.regions import above, by_code
from policy_extract.spans import overlaps

_CALLED = later("[（(](?:以下|下文|下)?(?:统一|统|简|合)称(?:为)?[“\"'‘]?(?P<alias>[一-龥]{2,14})[”\"'’]?[）)]")
_OFFICE = later("办公室")
_STAFF = "办公室"
_FORCES = ("领导小组", "指挥部", "工作专班")
_HELD = later("(?:召开|举行|召集|列席|出席|参加)\\Z")
_UNIT_LEVELS: dict[str, Level] = {"省": "province", "市": "city", "区": "county", "县": "county"}
_MOST_ALIASES = 30
_REGION_REACH = 400
"""How far back a division may have been named for which 省政府 or 市政府 stands, in characters."""


def with_other_names(text: str, mentions: list[AgencyMention], place: Place | None, year: int | None) -> list[AgencyMention]:
    """``mentions`` with the other names that the text gives them, in text order; they share one canonical name."""
    of_no_place = place is None or place.level == "central"
    if of_no_place and any(one.canonical is None and one.text[0] in _UNIT_LEVELS for one in mentions):
        mentions = list(_regions_restored(mentions, year))
    if "）" in text or ")" in text:
        mentions = _twins(text, mentions)
    if "称" in text:
        mentions = _with_aliases(text, mentions)
    return _bare_forces(text, mentions)


def _bare_forces(text: str, mentions: list[AgencyMention]) -> list[AgencyMention]:
    """领导小组, 指挥部 and 工作专班 by this word alone, behind the full name of the only one that the text speaks of."""
    for word in _FORCES:
        alone = (word, word + _STAFF)
        full = [one for one in mentions if one.text.endswith(alone) and one.type == "body" and one.text not in alone]
        names = {one.text.removesuffix(_STAFF) for one in full}
        if len(names) != 1 or text.find(word, full[0].end) < 0:
            continue
        first = full[0]
        official = first.canonical
        if official is not None and first.text.endswith(_STAFF):
            official = official.removesuffix(_STAFF)
        mentions = [one for one in mentions if one.text not in alone or one.start < first.end]
        starts, ends = [one.start for one in mentions], [one.end for one in mentions]
        added = []
        for match in re.finditer(f"(?:(?<![一-龥])|(?<=[由报经请向送对]))({word})({_STAFF})?(?![成组指副])", text):
            if match.start() < first.end or overlaps(starts, ends, *match.span()):
                continue
            name = official + _STAFF if official is not None and match[2] else official
            added.append(first._replace(start=match.start(), end=match.end(), text=match[0], canonical=name, rule="agency.alias"))
        if added:
            mentions = sorted([*mentions, *added], key=lambda one: one.start)
    return mentions


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
