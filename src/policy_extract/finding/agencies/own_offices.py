"""Offices inside the body whose document it is, which it names without itself: 责任单位：养殖科、执法大队 in a bureau's own plan."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from policy_extract.mentions import AgencyMention
from policy_extract.rules import later

_OWN_RULES = ("agency.function", "agency.central")
_RANKS = "局委厅部署"
_ISSUES = re.compile("[ 　\\n]*(?:关于|20\\d\\d|二[〇○零]|印发|年度|工作要点|重点)")
"""Behind the first body of a text: the title that names its issuer."""
_LABELLED = later(
    "(?:责任|牵头|主办|承办|主责|配合|协办|参与|落实)(?:单位|部门|科室|处室|司局|股室)[ 　]*[:：](?P<units>[^\\n。；;：:]{2,80})"
    "|[（(](?P<bracket>[^（）()\\n。：:]{2,60}?)(?:分工|共同|按职责)?(?:牵头|负责|配合)[^（）()\\n]{0,20}[）)]"
)
_PIECE = later("[^、，,/和 　\\n]+")
_OFFICE = later(
    "(?!各|有关|相关|其他|局|本|该|[省市县区州旗镇乡])[一-龥]{1,10}(?:科|处|司|(?<![科处股教])室|股|(?:执法|监察|稽查|支|大|总)队|(?<![小城市])中心)"
)
_REACH = 10
"""How far from the beginning of a text its issuer may be named, in characters."""


def with_own_offices(text: str, mentions: list[AgencyMention]) -> list[AgencyMention]:
    """``mentions`` and the offices of the body that a document's title opens with, where it makes them responsible, in text order."""
    first = mentions[0] if mentions else None
    if first is None or first.start > _REACH or first.canonical is None or not _issues(text, first):
        return mentions
    starts = [one.start for one in mentions]
    added = []
    for start, end in _units(text):
        index = bisect_left(starts, start)
        apart = not (index and mentions[index - 1].end > start) and not (index < len(mentions) and starts[index] < end)
        if apart:
            name = text[start:end]
            added.append(first._replace(start=start, end=end, text=name, canonical=first.canonical + name, rule="agency.inner"))
    return sorted([*mentions, *added], key=lambda one: one.start) if added else mentions


def _issues(text: str, body: AgencyMention) -> bool:
    """Whether ``body`` opens the title of its own document: 水务局2025年…, 国家邮政局关于…."""
    own = body.type == "body" and body.rule in _OWN_RULES and body.text[-1] in _RANKS
    return own and "\n" not in text[: body.start].strip() and _ISSUES.match(text, body.end) is not None


def _units(text: str) -> Iterator[tuple[int, int]]:
    """The pieces of lists of responsible units that are an office's name and nothing more."""
    for match in _LABELLED().finditer(text):
        group = "units" if match["units"] is not None else "bracket"
        for piece in _PIECE().finditer(text, *match.span(group)):
            if _OFFICE().fullmatch(text, piece.start(), piece.end()):
                yield piece.span()
