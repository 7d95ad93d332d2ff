"""The list of agencies of a document: one entry for each body, with all its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy_extract.finding.agencies import find_agencies
from policy_extract.finding.agencies.open_names import TOWNS
from policy_extract.patterns import later
from policy_extract.schema import Agency, Mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.mentions import AgencyMention, AgencyType, TimeAnchor


_PRONOUN = "agency.pronoun"
BY_MODEL = "agency.model"
"""The rule name of mentions that the model read."""
_IN_NUMBER = later(r"[〔\[［（(【]\s?((?:19|20)\d\d)\s?[〕\]］）)】]")
_COPIED = later("[ 　（(]*(?:抄[ 　]*[送报]|联系人|联系(?:单位|处室|部门)(?:及电话)?|解读(?:人|机关|单位|部门|处室))[ 　]*[：:]")

_OUTSIDE = ("抄", "联系", "解读")


def numbered_year(document_number: str | None) -> int | None:
    """The year in a document's number (国发〔2016〕5号); None without one."""
    found = _IN_NUMBER.search(document_number) if document_number else None
    return int(found[1]) if found is not None else None


def naming_year(anchor: TimeAnchor) -> int | None:
    """The year whose bodies a document's names mean: of publication, of its number, of its title or its plan."""
    if anchor.published is not None:
        return anchor.published.year
    if anchor.numbered is not None:
        return anchor.numbered
    return anchor.year if anchor.year is not None or anchor.plan is None else anchor.plan[0].year


def with_copied(text: str, named: tuple[AgencyMention, ...], inside: tuple[AgencyMention, ...]) -> tuple[AgencyMention, ...]:
    """``inside``, the bodies named in the body of a document, and those to which it is copied or that one may ask (抄送：…, 联系人：…)."""
    if len(named) == len(inside) or not any(word in text for word in _OUTSIDE):
        return inside
    kept = set(inside)
    return tuple(one for one in named if one in kept or _COPIED.match(text, text.rfind("\n", 0, one.start) + 1) is not None)


def unresolved(mentions: tuple[AgencyMention, ...], at: Callable[[int], int]) -> list[str]:
    """A warning for each body whose official name the text and the tables do not tell, at its first mention: ``at`` says where that is."""
    first: dict[str, AgencyMention] = {}
    for mention in mentions:
        if mention.type == "body" and mention.canonical is None:
            first.setdefault(mention.text, mention)
    return [f"{name!r} at {at(mention.start)}: official name not known" for name, mention in first.items()]


def _type(mention: AgencyMention) -> AgencyType:
    return "group" if mention.rule == TOWNS else mention.type


def _naming(group: list[AgencyMention]) -> list[AgencyMention]:
    """The mentions that name the body: not 我局 and 该厅, which only point at it, unless nothing else does."""
    return [mention for mention in group if mention.rule != _PRONOUN] or group


class Roster:
    """Agencies grouped by canonical name (by surface where there is none), numbered in order of first mention."""

    def __init__(self, mentions: tuple[AgencyMention, ...]) -> None:
        self._groups: dict[tuple[str, str], list[AgencyMention]] = {}
        for mention in mentions:
            if _type(mention) != "generic":
                self._groups.setdefault(self._key(mention.text, mention.canonical), []).append(mention)
        self._ids = {key: f"a{number}" for number, key in enumerate(self._groups, 1)}

    @staticmethod
    def _key(name: str, canonical: str | None) -> tuple[str, str]:
        return ("canonical", canonical) if canonical else ("name", name)

    def id_of(self, name: str, canonical: str | None) -> str | None:
        """The id of the entry that holds this body, or None."""
        return self._ids.get(self._key(name, canonical))

    def by_model(self, name: str, canonical: str | None) -> bool:
        """Whether the model read the body's first mention."""
        group = self._groups.get(self._key(name, canonical))
        return group is not None and group[0].rule == BY_MODEL

    def issuer(self, name: str) -> dict[str, Any]:
        """Canonical name and level of the body that issues the document, as far as they are known."""
        for group in self._groups.values():
            for mention in group:
                if name in (mention.text, mention.canonical):
                    return {"canonical": mention.canonical, "level": mention.level}
        read = find_agencies(name, None)  # it signs outside the body, where no mention is
        whole = read[0] if len(read) == 1 and read[0].text == name else None
        return {"canonical": whole.canonical, "level": whole.level} if whole is not None else {}

    def agencies(self) -> tuple[Agency, ...]:
        """All entries in order of first mention."""
        return tuple(
            Agency(
                id=self._ids[key], name=group[0].text, canonical=group[0].canonical, type=_type(group[0]), level=group[0].level,
                adcode=group[0].adcode, source="model" if self.by_model(group[0].text, group[0].canonical) else "rules",
                mentions=tuple(Mention(text=m.text, span=(m.start, m.end)) for m in _naming(group)),
            )
            for key, group in self._groups.items()
        )
