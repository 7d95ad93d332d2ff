"""The office inside a body that is named directly after it: 市发改委|低空航天处, 教育部|办公厅."""

from __future__ import annotations

import re
from functools import cache

from policy_extract.grammar.agency_names import assembly_committees
from policy_extract.lexicon import literals
from policy_extract.mentions import AgencyMention
from policy_extract.patterns import later
from policy_extract.regions import division_at
from policy_extract.regions.table import table

VERTICAL = frozenset({"国家税务总局", "国家统计局", "中国人民银行", "国家金融监督管理总局", "国家消防救援局", "国家矿山安全监察局"})
"""Central bodies whose local offices carry their name in front: 国家税务总局沈阳市税务局."""
HAS_OFFICES = frozenset("部委局署办厅行府会协室队大")
"""Last characters of bodies that may have offices."""
ENDS_NAME = frozenset("、，。；：（）《》”")
"""Behind these nothing goes on."""

_OF_ONE = frozenset("省市县区州旗盟自")
_STAFF = frozenset({"办公室", "办公厅", "督查室", "党组", "机关党组"})
_INNER_STOP = "的了在对为把将要由等从以并或不各近说指副，。；：、！？“”‘’（）()《》\\[\\]【】\\s\\da-zA-Z,.;:!?\"'—…·"
_INNER = later(
    "(?:[ 　]?办公厅|办公室)|督查室|(?:机关)?党组(?!书记|副书记|成员|织|成|会|理论|中心组)"
    "|各?分支机构|(?!会同|[和与及商由][省市县区])[一-龥]{2,5}分局"
    "|[一-龥]{2,6}?(?<![持参控入])股(?![份权票东市])|(?:农水|经作|农技|土肥|植保)站|(?:交警|特警|刑警|巡警|治安|经侦|网安|交通警察|特种警察|刑事侦查|刑事警察|巡逻警察|治安管理|经济犯罪侦查)[支大总]队|"
    f"(?!会同|有关|负责|牵头|联合|印发|今年|统一|表示|介绍|主任|党组|书记|局长|工作|应当)[^{_INNER_STOP}]{{2,12}}?"
    "(?:司(?<!公司)(?![法机令])|(?<![查惩])处(?![理于置罚在分境])|科(?<![本专学儿内外妇产牙眼骨理工文商医预百全]科)(?![技学研普目级教协创室])"
    "|[研信监评指推管服保发促][究息测估导广价挥理务障展进](?<=研究|信息|监测|评估|指导|推广|评价|指挥|管理|服务|保障|发展|促进)中心"
    "|分行|中心支行|支行)"
)
_BUREAU = later(
    f"(?![省市县区州旗盟]|会同|有关|联合|负责|牵头|设立|成立)[^{_INNER_STOP}]{{2,10}}?局(?<![布格结大全当开僵变时棋困危战破胜骗定]局)(?![面势长属部限])"
)
"""农业农村部|渔业渔政管理局, 审计署|农业水利审计局."""
_REGIONAL = later(
    "[一-龥]{2,5}?(?<![和与及会同])(?:监管局|监督管理局|监管办公室|监管办|监管分局|(?<=监察局..)局|(?<=监察局...)局)(?![面长])"
)
"""中国证监会|广东监管局, 国家矿山安全监察局|河南局: what a central body has in a region."""
_HAVE_REGIONS = ("会", "能源局", "金融监管总局", "金融监督管理总局", "矿山安全监察局")
_SECTION = later("(?:办公室|[一-龥]{2,3}[科股])(?![技学研普目级教协创室份权票东])")
"""各县教育局|人事科."""
_ASSEMBLIES = ("人大", "人大常委会", "政协", "人民代表大会", "常务委员会")


def with_inner_office(text: str, mention: AgencyMention, limit: int) -> AgencyMention:
    """A body with the office that is named directly after it, before ``limit``; ``mention`` itself where none is."""
    one_body = mention.type == "body" or (mention.type == "group" and mention.text[0] in _OF_ONE)  # 县政协 of a county not known
    if not one_body:
        section = _SECTION.match(text, mention.end, limit) if mention.text[0] == "各" and mention.text[-1] in "局委" else None
        return mention if section is None else _inside(text, mention, section)
    committee = _committee().match(text, mention.end) if mention.text.endswith(_ASSEMBLIES) else None
    if committee is not None:  # 县政协|提案委
        name = mention.canonical + assembly_committees()[committee[0]] if mention.canonical else None
        return mention._replace(end=committee.end(), text=text[mention.start : committee.end()], canonical=name)
    match = _INNER.match(text, mention.end, limit) if mention.text[-1] != "大" else None
    if match is None and mention.text[-1] in "部厅署":
        match = _BUREAU.match(text, mention.end, limit)
    if match is None and mention.text.endswith(_HAVE_REGIONS) and mention.rule == "agency.central":
        match = _REGIONAL.match(text, mention.end, limit)
        match = match if match is not None and not table().short.keys().isdisjoint((match[0][:2], match[0][:3])) else None
        return mention if match is None else _inside(text, mention, match)
    if match is None:
        return mention
    outer = mention.text[-1] in "府会协" and mention.rule != "agency.zone"
    if outer and match[0] not in _STAFF:
        return mention
    own = _inside(text, mention, match)
    where = division_at(match[0]) if mention.canonical in VERTICAL else None  # 中国人民银行|沈阳市分行
    return own if where is None else own._replace(level=where.level, adcode=where.adcode)


def _inside(text: str, mention: AgencyMention, match: re.Match[str]) -> AgencyMention:
    """The office ``match`` inside ``mention``."""
    official = mention.canonical + match[0].replace("交警", "交通警察") if mention.canonical else None
    return mention._replace(end=match.end(), text=text[mention.start : match.end()], canonical=official)


@cache
def _committee() -> re.Pattern[str]:
    return literals(assembly_committees())
