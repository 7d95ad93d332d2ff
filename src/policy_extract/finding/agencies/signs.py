"""One pass over a text for the characters at which anything that names a body is known: the last ones of names, 各, 小组 …

Each character stands with what must be around it, so that few places are left, and a literal begins each alternative. The finders of
this package are handed their places and look at nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from policy_extract.finding.agencies import institutions, open_names, party, pronouns
from policy_extract.finding.agencies.fronts import front_ends
from policy_extract.grammar.agency_names import names
from policy_extract.lexicon import words

_NOT_AFTER = {
    "部": "署队长级件属位类门", "局": "面势长属集地", "委": "托员派屈任", "办": "理法事好学成案公函税证件展起", "厅": "堂长级",
    "署": "名", "议": "0123456789", "会": "员长", "院": "士校长", "府": "间", "联": "合系动网", "社": "会区", "处": "理于置罚",
    "行": "业动为政",
    "大": "代力型", "协": "同作调议商会力", "法": "律规", "总": "体投量",
}
"""What makes another word of a name's last character: 部署, 局面, 委托, 办理, 人大代表."""
_SESSION = "第?[一二三四五六七八九十\\d]{1,3}(?:届|次[^，。；\\n]{0,2}会)"
"""A meeting of 政协 or 人大 is an occasion: 市政协十届四次会议, 全国人大三次会议."""
_SITE_SPEAKS = "消息|公布|发布|公示|显示|刊|获悉|介绍|信息"
"""A site names its body where it is the source: 据市政府门户网站消息."""
_NOT_AFTER_WORD = {
    "部": "分(?!别)",
    "局": "部(?!署)|限(?![期时])|(?<!政治局)(?:委员|常委(?!会))",
    "办": "发(?![言布文放])|结(?!算)|发布厅|出(?:[特水成实精]|了)",
    "关": "(?:联网)?备案(?:号|编号|[:：])",
    "府": "工作报告|采购(?!中心)|购买|层面|性|机关(?!事务|党)|(?:新增|存量|隐性|专项|一般|性)?(?:债|举债)|专项|(?:投|举债)?融资|储备|股权"
    f"|(?:产业)?(?:投资|引导|产业)基金|网(?!站)|门户网站(?![）)。；\\n]|{_SITE_SPEAKS})|网站(?:组成|群|建设|集约)|本级|(?:第[^，。；\\n]{{1,8}}?次)?常务会议|(?:主要|分管)(?:负责(?:同志|人)|领导)|新闻(?:办公?室?)?发布厅",
    "门": f"网站(?!{_SITE_SPEAKS})",
    "协": _SESSION + "|委员(?!会)|各位委员|常委(?!会)",
    "大": _SESSION + "|会议",
    "团": "(?<=兵团)[一-龥](?<![的和及与等在将要应可也均是为以分牵负配参印发])",
    "行": "天桥|横?道|步道|桥",
    "院": "院士|大学|、[一-龥]{2,10}大学|[一-龥]{2,14}研究(?:所|院)",
}
OPEN_ENDS = frozenset(open_names.NOT_OFFICE)
"""Last characters of offices whose function no list holds."""
FINDERS = party.FINDERS | open_names.FINDERS | institutions.FINDERS
"""By sign; of two readings of the same characters that of the earlier one stands."""
_OTHERS = FINDERS.keys() | pronouns.SIGNS.keys()
_BEFORE = {sign: pronouns.BEFORE | (party.BEFORE if sign in party.FINDERS else frozenset()) for sign in pronouns.SIGNS}
"""What stands before signs that close most names (部, 委) wherever others look at them."""


class Signs(NamedTuple):
    """The offsets behind the signs of a text: of those that may close a name, and by character of those that others look at.

    A character that does both may stand among the others where it only closes a name.
    """

    names: Sequence[int]
    others: Mapping[str, Sequence[int]]


def signs(text: str) -> Signs:
    """The places of ``text`` at which a body may be named."""
    closing = _closing()
    ends: list[int] = []
    found: dict[str, list[int]] = defaultdict(list)
    for match in _pattern().finditer(text):
        end = match.end()
        sign = text[end - 1]
        if sign in closing and match.lastindex is None:
            ends.append(end)
        if sign in _OTHERS and (sign not in _BEFORE or (end > 1 and text[end - 2] in _BEFORE[sign])):
            found[sign].append(end)
    return Signs(ends, found)


@cache
def _closing() -> frozenset[str]:
    return frozenset(name[-1] for name in names().offices)


@cache
def _pattern() -> re.Pattern[str]:
    """Signs with what must be around them; an empty group is set where a sign closes no name."""
    endings: dict[str, list[str]] = {}
    for name, office in names().offices.items():
        befores = endings.setdefault(name[-1], [])
        if len(name) > 2 or office.bare != "never" or name in words("agencies", "acting"):
            befores.append(name[-3:-1])
        else:  # 政府: none without a front
            befores += (front + name[0] for front in front_ends())
    parts = []
    for sign in sorted(endings.keys() | _OTHERS):
        around = [f"{FINDERS[sign].around}()"] if sign in FINDERS else []
        around += [f"{pronouns.SIGNS[sign]}()"] if sign in pronouns.SIGNS else []
        if sign in endings:
            before = _other_word(sign, endings[sign]) if sign in OPEN_ENDS else _preceded(sign, endings[sign])
            around.insert(0, before + _not_followed(sign))
        parts.append(re.escape(sign) + (f"(?:{'|'.join(around)})" if len(around) > 1 else around[0]))
    return re.compile("|".join(parts))


def _not_followed(last: str) -> str:
    characters = f"(?![{_NOT_AFTER[last]}])" if last in _NOT_AFTER else ""
    return characters + (f"(?!{_NOT_AFTER_WORD[last]})" if last in _NOT_AFTER_WORD else "")


def _other_word(last: str, befores: list[str]) -> str:
    """No character before ``last`` that makes another word of it and precedes it in no name."""
    other = sorted(set(open_names.NOT_OFFICE[last]) - {before[-1] for before in befores})
    return f"(?<![{''.join(other)}]{last})"


def _preceded(last: str, befores: list[str]) -> str:
    """Two characters that precede ``last`` in some name."""
    second = re.escape("".join(sorted({before[-1] for before in befores})))
    first = re.escape("".join(sorted({before[0] for before in befores})))
    return f"(?<=[{second}]{last})" if any(len(before) < 2 for before in befores) else f"(?<=[{first}][{second}]{last})"
