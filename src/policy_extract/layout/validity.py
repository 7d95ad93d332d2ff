"""What a document says of its own force: draft or final, from when, until when."""

from __future__ import annotations

import datetime as dt

from policy_extract.layout import dates
from policy_extract.patterns import later

_DRAFT = later(
    r"[（(](?:征求意见稿|公开征求意见稿|草案|送审稿|讨论稿)[^（）()]{0,12}[）)]$"
    r"|公开征求[^。]{0,40}意见的?(?:公告|通知|函|通告)?$"
)


def is_draft(title: str | None) -> bool:
    """Whether the title calls the document a draft (征求意见稿, 草案) and does not merely name one (news of 《…（草案）》)."""
    return title is not None and _DRAFT.search("".join(title.split())) is not None


_VALID = later(r"起(?:施行|实施|执行|生效)")
_EFFECTIVE = later(rf"本[^。，；]{{2,20}}自(?:{dates.DATE}|(?:发布|公布|印发|下发)之日)$")
_EXPIRES = later(rf"有效期(?:至|到|截至)[ ]?{dates.DATE}")
_LASTS = later(r"有效期(?:限)?[为是]?[ ]?(?P<years>[0-9]{1,2}|[一二三四五六七八九十])年")
_YEARS = {char: value for value, char in enumerate("一二三四五六七八九十", start=1)}


def validity(text: str, published: str | None) -> tuple[dt.date | None, dt.date | None]:
    """When the document comes into force and when it expires, from its own clause (本办法自2031年5月1日起施行，有效期5年)."""
    for clause in _VALID.finditer(text):
        match = _EFFECTIVE.search(text, max(0, clause.start() - 50), clause.start())
        if match is None:
            continue
        effective = dates.day(match) if match["year"] else _day(published)
        after = text[clause.end() : clause.end() + 60]
        return effective, _expiry(after, effective)
    match = _EXPIRES.search(text) if "有效期" in text and "本" in text else None
    return None, dates.day(match) if match and _own_clause(text, match.start()) else None


def _day(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(published[:10]) if published else None
    except ValueError:  # given from outside
        return None


def _own_clause(text: str, at: int) -> bool:
    begin = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    return text[begin:at].lstrip().startswith("本")


def _expiry(clause: str, effective: dt.date | None) -> dt.date | None:
    clause = clause.partition("。")[0]
    if match := _EXPIRES.search(clause):
        return dates.day(match)
    if (match := _LASTS.search(clause)) and effective is not None:
        years = int(match["years"]) if match["years"].isdecimal() else _YEARS[match["years"]]
        return dates.years_later(effective, years)
    return None
