"""Which division a document is about, as far as its issuer, its number or its title say so."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain, islice

from policy_extract.mentions import Place
from policy_extract.regions.table import COUNTRY, Table, table
from policy_extract.rules import later

_CENTRAL = re.compile(
    r"(?:20\d\d年)?(?:国务院|中共中央|党中央|中办|国办|中央(?:办公厅|军委|经济工作会议)|全国(?:人大|人民代表大会|政协)"
    r"|国家[^，。\s]{1,8}[委局部署]|我国)"
)
_NUMBER = later(r"(?<![一-龥])([一-龥]{1,8})[〔\[［（(【]\s?(?:19|20)\d\d\s?[〕\]］）)】]\s?第?\d+号")
_CENTRAL_NUMBER = later(
    r"国(?:办|发|函|令)|中(?:办|发|委)|厅字|财[税建预教社农]|发改|工信部|建[城房村科]|银发|人社部|环[发办]|教[职发基]"
)
_CENTRAL_WITHIN = ("国务院", "中共中央")
_BRACKET = later(r"[（(]([一-龥]{2,11})[）)]")
_LINE = re.compile(r"[^\n\r]+")
_LINES, _LINE_LENGTH = 6, 60
_READ = 8000
_NAME_ENDS = tuple(re.compile(end) for end in ("省", "市", "自治州", "自治区"))  # apart, so that each begins with a literal
_CENTRAL_WORDS = ("国务院", "我国", "全国", "党中央", "各省")
_OFTEN, _MOST = 3, 0.75

_ABBREVIATED = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "内": "150000", "辽": "210000", "吉": "220000", "黑": "230000",
    "沪": "310000", "苏": "320000", "浙": "330000", "皖": "340000", "闽": "350000", "赣": "360000", "鲁": "370000", "豫": "410000",
    "鄂": "420000", "湘": "430000", "粤": "440000", "桂": "450000", "琼": "460000", "渝": "500000", "川": "510000", "黔": "520000",
    "云": "530000", "藏": "540000", "陕": "610000", "甘": "620000", "新": "650000",
    "沈": "210100", "哈": "230100", "锡": "320200", "杭": "330100", "甬": "330200", "厦": "350200", "穗": "440100", "深": "440300",
}
"""First character of a 发文字号 → division. 宁 (Ningxia, Nanjing) and 青 (Qinghai, Qingdao) are left out: two divisions use each."""

_WORDS = frozenset({"白银", "来宾", "安康", "大同", "长治", "开封", "吉安", "朝阳", "和平", "海西", "东方"})
"""Short names that are words of the language too: they name a division only with their 市, 县 or 区."""


def guess(issuer: str | None, title: str | None, head: str) -> tuple[Place, str] | None:
    """The division whose document this is, and the rule that says so; None where nothing does.

    The issuer decides first, then the title, then the document's number and the first lines of ``head``. A central issuer means the
    whole country, unless the title puts one division in brackets (…试验区（海南）实施方案).
    """
    for text, rule in ((issuer, "regions.issuer"), (title, "regions.title")):
        place = _named(text) if text else None
        if place is not None:
            return place, rule
    for match in islice(_LINE.finditer(head[:2000]), _LINES):
        line = match[0].strip()
        number = _NUMBER().match(line) if "号" in line else None
        if number is None and "号" in line and len(line) <= _LINE_LENGTH:
            number = _NUMBER().search(line)
        if number is not None:
            place = _numbered(number[1])
            if place is not None:
                return place, "regions.number"
        short = len(line) <= _LINE_LENGTH
        place = _named(line) if short and "。" not in line else _opening(line) if title is None else None
        if place is not None:
            return place, "regions.head"
    return None


def guess_from_text(text: str) -> tuple[Place, str] | None:
    """The province or city that a text without issuer, title or number speaks of more than of all others, or the whole country.

    Counted are full names (广州市, 辽宁省) and the words of a central text (国务院, 我国, 全国) in its first 8000 characters.
    """
    text = text[:_READ]
    data = table()
    named: Counter[str] = Counter()
    for match in chain.from_iterable(pattern.finditer(text) for pattern in _NAME_ENDS):
        end = match.end()
        for length in data.closing.get(text[end - 2 : end], ()):
            codes = data.full.get(text[end - length : end], ()) if length <= end else ()
            if len(codes) == 1 and codes[0].endswith("00"):
                named[codes[0]] += 1
                break
    central = sum(text.count(word) for word in _CENTRAL_WORDS)
    (code, times), *_ = named.most_common(1) or [("", 0)]
    if times >= _OFTEN and times >= _MOST * named.total() and times > 2 * central:
        return data.places[code], "regions.text"
    return (COUNTRY, "regions.text") if central else None


def _numbered(letters: str) -> Place | None:
    if _CENTRAL_NUMBER().match(letters):
        return COUNTRY
    code = _ABBREVIATED.get(letters[0])
    return table().places[code] if code is not None and len(letters) > 1 else None


def _named(text: str) -> Place | None:
    """The division a title or an issuer names first."""
    text = text[:200]
    start = len(text) - len(text.lstrip(" 　【“\"《「[#"))
    if _CENTRAL.match(text, start):
        bracket = _BRACKET().search(text)
        named = _place_at(table(), bracket[1], 0) if bracket else None
        return named[0] if named else COUNTRY
    data = table()
    reached = start
    for match in _first_pattern().finditer(text, start):
        position = match.start()
        if position < reached:
            continue
        if position > start and text.startswith(_CENTRAL_WITHIN, position):
            return COUNTRY
        found = _place_at(data, text, position)
        if found is not None:
            if found[0] is not None:
                return found[0]
            reached = found[1]
    return None


@cache
def _first_pattern() -> re.Pattern[str]:
    """First characters of names before second ones of names: a sieve over the text, no proof of a name."""
    pairs = [*table().opening, *(name[:2] for name in _CENTRAL_WITHIN)]
    first, second = ("".join(sorted({pair[index] for pair in pairs})) for index in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")


def _opening(line: str) -> Place | None:
    """The division with which a long line opens."""
    if _CENTRAL.match(line):
        return COUNTRY
    found = _place_at(table(), line, 0)
    return found[0] if found else None


def _place_at(data: Table, text: str, position: int) -> tuple[Place | None, int] | None:
    """The division named at ``position`` and where its name ends; 沈阳市浑南区 gives 浑南区. A name of several divisions gives no place."""
    outer: Place | None = None
    end = position
    while True:
        step = _one_at(data, text, end, outer)
        if step is None or step[0] is None:
            return (outer, end) if outer is not None else step
        outer, end = step


def _former_at(data: Table, name: str) -> Place | None:
    """The division that bore ``name`` last; None where it is a county's and several did."""
    last = max(one.changed for one in data.former[name])
    places = {one.place for one in data.former[name] if one.changed == last}
    return places.pop() if len(places) == 1 else None


def _one_at(data: Table, text: str, position: int, outer: Place | None) -> tuple[Place | None, int] | None:
    for length in data.opening.get(text[position : position + 2], ()):
        if position + length > len(text):
            continue
        name = text[position : position + length]
        codes = data.full.get(name, ()) if length > 2 or outer is not None else ()  # 西区, 城区: the ends of other words
        if not codes and name not in _WORDS and outer is None:
            codes = tuple(code for code in data.short.get(name, ()) if code.endswith("00"))
        if outer is not None:
            width = 2 if outer.level == "province" else 4
            codes = tuple(code for code in codes if code[:width] == outer.adcode[:width] and code != outer.adcode)
        if not codes and name in data.former and outer is None:
            return _former_at(data, name), position + length
        if codes:
            clear = len(codes) == 1 or codes[0].endswith("0000")
            return data.places[codes[0]] if clear else None, position + length
    return None
