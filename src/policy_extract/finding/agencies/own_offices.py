"""Offices inside the body whose document it is, which it names without itself: 责任单位：养殖科 in a bureau's plan, 财政局 in a zone's."""

from __future__ import annotations

from collections.abc import Iterator

from policy_extract.grammar.agency_names import called, names
from policy_extract.grammar.sections import section_names
from policy_extract.mentions import AgencyMention
from policy_extract.patterns import later
from policy_extract.regions import division_at
from policy_extract.spans import overlaps

_OWN_RULES = ("agency.function", "agency.central")
_RANKS = tuple("局委厅部署")
_PLAIN_FORM = later("\\{r\\}([^{}]+)")
_ISSUES = later(
    "[ 　\\n]*(?:关于|20\\d\\d|二[〇○零]|印发|年度|[^\\n，。：]{0,30}(?:要点|安排|计划|方案|分工|分解|清单|任务)[ 　]*(?:[\\n（(]|\\Z))"
)
"""Behind the first body of a text: the title that names its issuer."""
_LABELLED = later(
    "(?:责任|牵头|主办|承办|主责|配合|协办|参与|落实)(?:单位|部门|科室|处室|司局|股室)[ 　]*[:：](?P<units>[^\\n。；;：:]{2,80})"
    "|(?:联系人|联系单位|联系处室|联系方式|解读人|解读处室)(?:及电话|、电话)?[ 　]*[:：][ 　]*"
    "(?P<contact>[一-龥]{2,12}(?:[司处科股室]|中心))(?![一-龥])"
    "|[（(](?P<bracket>[^（）()\\n。：:]{2,80})[）)]"
    "|[报送由经](?P<staff>局(?:办公室|党组|机关党委))"
)
_BRACKET = later("[（(][^（）()\\n。：:]{4,160}[）)]")
_ASSIGNS = later("牵头|负责|配合")
_LINE_ENDS = later("[。．]?[ 　]*(?:\\n|\\Z)")
_PIECE = later("[^、，,;；/和 　\\n]{2,}?(?=(?:分工|共同|按职责)?(?:牵头|配合|负责)|[、，,;；/和 　\\n]|\\Z)")
_OFFICE = later(
    "(?!有关|相关|其他|局|本|该|[省县区州旗镇乡]|市(?!场)|各(?!市场|基层|监管|中队|大队|科室|处室|股室))"
    "[一-龥]{1,12}(?:科|处|司|(?<![科处股教])室|股|(?:执法|监察|稽查|支|大|总|中)队|(?<![小城市])中心|专班"
    "|(?:监管|监督|管理|市场|税务|检定|检测|检验|检查|测试|执法|派出|司法)所|分局)"
)
_STAFF = later("办公[室厅]\\Z")
"""An office that signs for its body: 教育部办公厅."""
_REACH = 10
"""How far from the beginning of a text its issuer may be named, in characters."""


_DECIDES = later("(?:研究)?决定(?=[在于从自对开组])")
"""Behind the body that decides on what its document sets out."""
_OPENING = 150
_ZONE = later(
    "\\A\\s*(?P<zone>[一-龥]{2,16}(?:开发区|高新区|经开区|试验区|示范区|保税区|新区|园区|度假区|产业园))(?:管委会|管理委员会)?(?:办公室)?"
    "(?=[ 　\\n]*(?:关于|20\\d\\d年))"
)


def with_zone_offices(text: str, mentions: list[AgencyMention]) -> list[AgencyMention]:
    """``mentions``, a bare 财政局 in the document of a zone as the office of its managing body, not as any division's."""
    own = _ZONE.match(text) if mentions else None
    if own is None or division_at(own["zone"]) is not None:
        return mentions
    body = called(own["zone"] + "管理委员会")
    return [_of_zone(one, body) if one.rule == "agency.function" and one.text in names().offices else one for one in mentions]


def _of_zone(bare: AgencyMention, body: str) -> AgencyMention:
    office = names().offices[bare.text]
    whole = _PLAIN_FORM.fullmatch(office.canonical)
    official = body + whole[1] if whole is not None else None
    return bare._replace(type="body", canonical=official, level=None, adcode=None)


def with_own_offices(text: str, mentions: list[AgencyMention]) -> list[AgencyMention]:
    """``mentions`` and the offices of the body that a document's title opens with, where it makes them responsible, in text order."""
    first = mentions[0] if mentions else None
    if first is None or first.start > _OPENING or first.canonical is None or not _issues(text, first):
        return _with_sections(text, mentions)
    official = _STAFF.sub("", first.canonical)
    added = []
    units = list(_units(text))
    inside = {at for start, end in units for at in range(start, end)}
    mentions = [one for one in mentions if one.type != "generic" or one.start not in inside]  # 各市|场监管所
    starts, ends = [one.start for one in mentions], [one.end for one in mentions]
    for start, end in units:
        if overlaps(starts, ends, start, end):
            continue
        name = text[start:end]
        if name[0] == "各":  # 各市场监管所: all that it has
            added.append(AgencyMention(start, end, name, "group", None, first.level, None, "agency.inner"))
        else:
            added.append(first._replace(start=start, end=end, text=name, canonical=official + name.removeprefix("局"), rule="agency.inner"))
    return sorted([*mentions, *added], key=lambda one: one.start) if added else mentions


def _with_sections(text: str, mentions: list[AgencyMention]) -> list[AgencyMention]:
    """``mentions`` and the sections that brackets name, of a body that the text does not: （法规处、计量处按职责分工负责）."""
    names = [span for match in _BRACKET.finditer(text) for span in section_names(text, match.start() + 1, match.end() - 1)]
    if not names:
        return mentions
    starts = [start for start, _ in names]
    ends = [end for _, end in names]
    kept = [one for one in mentions if not overlaps(starts, ends, one.start, one.end)]
    known = {(one.start, one.end): one for one in mentions}
    added = [known.get(span) or _section(text, *span) for span in names]
    return sorted([*kept, *added], key=lambda one: one.start)


def _section(text: str, start: int, end: int) -> AgencyMention:
    return AgencyMention(start, end, text[start:end], "group" if text[start] == "各" else "body", None, None, None, "agency.inner")


def _issues(text: str, body: AgencyMention) -> bool:
    """Whether ``body`` opens the title of its own document: 水务局2025年…, 国家邮政局关于…, or decides on it: 市教育局决定在…."""
    if body.type != "body" or body.rule not in _OWN_RULES or not _STAFF.sub("", body.text).endswith(_RANKS):
        return False
    titled = body.start <= _REACH and "\n" not in text[: body.start].strip() and _ISSUES.match(text, body.end)
    return bool(titled) or _DECIDES.match(text, body.end) is not None


def _units(text: str) -> Iterator[tuple[int, int]]:
    """The pieces of lists of responsible units that are an office's name and nothing more."""
    for match in _LABELLED.finditer(text):
        group = next(name for name in ("units", "contact", "bracket", "staff") if match[name] is not None)
        bare = group == "bracket" and _ASSIGNS.search(match[group]) is None
        if bare and _LINE_ENDS.match(text, match.end()) is None:
            continue
        if group == "staff":  # 报局办公室
            yield match.span(group)
            continue
        for piece in _PIECE.finditer(text, *match.span(group)):
            thing = bare and (piece[0].endswith("中心") or piece[0][0] == "含")  # （含换乘中心）, （冷链加工中心）
            if not thing and _OFFICE.fullmatch(text, piece.start(), piece.end()):
                yield piece.span()
