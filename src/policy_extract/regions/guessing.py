"""Which division a document is about, as far as its issuer, its number, its title or its text say so, and where they do."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from policy_extract.mentions import Header, Place
from policy_extract.patterns import later
from policy_extract.regions.briefly import Called
from policy_extract.regions.counting import central_lengths, central_names, most_named
from policy_extract.regions.speaking import speaker
from policy_extract.regions.table import COUNTRY, Table, table

_CENTRAL = later(
    r"(?:20\d\d年)?(?:国务院|中共中央|党中央|中办|国办|中央(?:办公厅|军委|经济工作会议)|全国(?:人大|人民代表大会|政协)"
    r"|国家[^，。\s]{1,8}[委局部署]|我国)"
)
_CENTRAL_OPENS = frozenset("2国中党全我")
_NUMBER = later(r"(?<![一-龥])([一-龥]{1,8})[〔\[［（(【]\s?(?:19|20)\d\d\s?[〕\]］）)】]\s?第?\d+号")
_CENTRAL_NUMBER = later(
    r"国(?:办|发|函|令)|中(?:办|发|委)|厅字|财[税建预教社农]|发改|工信部|建[城房村科]|银发|人社部|环[发办]|教[职发基]"
)
_CENTRAL_WITHIN = ("国务院", "中共中央")
_BRACKET = later(r"[（(]([一-龥]{2,11})[）)]")
_HEAD = 600
"""Characters of a text whose first lines may name its division."""
_MARKS = " 　【“\"《「[#"
"""What may stand before the first word of a title."""
_MARKS_APART = frozenset(_MARKS)
_BEFORE_BRIEF = frozenset((*_MARKS, "", "在", "于", "—", "（", "(", "\n"))
"""What stands before the name of a county of two characters (单县), which elsewhere are the end of other words (召开|县)."""
_OTHER_WORD = {"区": "域块间划位别", "县": "级域", "市": "场面容"}
"""What makes another word of the last character of a name: 汉沽区域."""
_TO = frozenset("到至")
_HELD = later("(?:胜利|圆满|隆重)?(?:召开|举行|举办|开幕|闭幕|落幕|开班|启动)")
_BYLINE = later("(?:日报|晚报|早报|都市报|晨报|融媒|融媒体中心|电视台|新闻网)\\s*\\Z|来源[:：]|记者[　 ]")
_MEDIUM_ENDS = frozenset("报媒体心台网")
_WHOLE_PROVINCE = ("全省", "我省", "本省")
_ZONE = later("(?P<name>[一-龥]{2,4})(?:综合保税区|(?:高新)?(?:经济|技术|产业){1,2}开发区|高新区|边境经济合作区)")
_CENTRAL_SPEAKS = later("(?:办公[厅室])?(?:\\Z|(?=[\\s、，：:]|等|关于|印发|发布|部署|通报))")
_LINES, _LINE_LENGTH = 6, 60

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


class Guess(NamedTuple):
    """A document's division, the rule that found it, and where the text says so.

    ``span`` is None where the text does not say it itself: a title that was only given beside it.
    """

    place: Place
    rule: str
    span: tuple[int, int] | None


def guess(text: str, header: Header, title: str | None) -> Guess | None:
    """The division whose document this is; None where nothing says so.

    The issuer decides first, then the title, then the document's number and its first lines, then what its text speaks of most. A
    central issuer means the whole country, unless the title puts one division in brackets (…试验区（海南）实施方案).
    """
    in_issuer = _named(header.issuer) or _central_body(header.issuer) if header.issuer else None
    if in_issuer is not None and header.issuer is not None:
        span = _place_of(text, header.issuer[in_issuer.start : in_issuer.end], header.issuer_span or header.title_span)
        if span is None and header.document_number is not None:  # 国办发: the number names the issuer
            span = _place_of(text, header.document_number, (0, _HEAD))
        return Guess(in_issuer.place, "regions.issuer", span)
    in_title = _of_title(title) if title else None
    if in_title is not None and title is not None:
        return Guess(in_title.place, "regions.title", _place_of(text, title[in_title.start : in_title.end], header.title_span))
    return _guess_from_head(text, title) or _guess_from_speaker(text, title) or _guess_from_text(text)


def _place_of(text: str, words: str, within: tuple[int, int] | None) -> tuple[int, int] | None:
    """Where ``words`` stand in a stretch of the text."""
    start = text.find(words, *within) if within is not None else -1
    return (start, start + len(words)) if start >= 0 else None


def _guess_from_head(text: str, title: str | None) -> Guess | None:
    begin = seen = 0
    for whole in text[:_HEAD].replace("\r", "\n").split("\n"):
        start, begin = begin, begin + len(whole) + 1
        seen += whole != ""
        if seen > _LINES:
            break
        if whole.isascii():  # empty, or a day and an hour
            continue
        numbered = "号" in whole
        if title is not None and not numbered and (len(whole) > 2 * _LINE_LENGTH or "。" in whole):
            continue
        line = whole.strip()
        if not line or line == title or (not numbered and (line[0] == "各" or _is_byline(line))):  # 各省、…：, who is written to
            continue
        short = len(line) <= _LINE_LENGTH
        if numbered:
            number = _NUMBER.search(line) if short else _NUMBER.match(line)
            place = _numbered(number[1]) if number is not None else None
            if number is not None and place is not None:
                return Guess(place, "regions.number", _in_line(start, whole, number.span()))
        named = _named(line) if short and "。" not in line else _opening(line) if title is None else None
        if named is not None:
            return Guess(named.place, "regions.head", _in_line(start, whole, (named.start, named.end)))
    return None


def _is_byline(line: str) -> bool:
    """Whether a line tells who reported (某市日报, 来源：…): its place is the medium's."""
    return (line[-1] in _MEDIUM_ENDS or "来源" in line or "记者" in line) and _BYLINE.search(line) is not None


def _in_line(begin: int, line: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where in the text the ``span`` of a stripped line is."""
    begin += len(line) - len(line.lstrip())
    return begin + span[0], begin + span[1]


def _guess_from_speaker(text: str, title: str | None) -> Guess | None:
    found = speaker(text, title)
    return Guess(found.place, "regions.text", (found.start, found.end)) if found is not None else None


def _guess_from_text(text: str) -> Guess | None:
    found = most_named(text)
    return Guess(found.place, "regions.text", (found.start, found.end)) if found is not None else None


def _numbered(letters: str) -> Place | None:
    if _CENTRAL_NUMBER.match(letters):
        return COUNTRY
    code = _ABBREVIATED.get(letters[0])
    return table().places[code] if code is not None and len(letters) > 1 else None


def _of_title(title: str) -> Called | None:
    """The division that a title names; of 全省…会议 the province, of 山东威海… the city."""
    named = _central_body(title) or _named(title) or _zone_of(title)
    if named is not None and named.place.level == "city" and title.startswith(_WHOLE_PROVINCE):
        return named._replace(place=table().places[named.place.adcode[:2] + "0000"])
    return named


def _zone_of(title: str) -> Called | None:
    """The county whose short name opens the name of its zone: 阿拉山口|综合保税区."""
    match = _ZONE.match(title)
    codes = table().short.get(match["name"], ()) if match is not None else ()
    return Called(table().places[codes[0]], 0, len(match["name"])) if match is not None and len(codes) == 1 else None


def _central_body(text: str) -> Called | None:
    """The whole country, where a title or an issuer opens with a central body (水利部　财政部关于…), which is not a local office of it."""
    start = len(text) - len(text.lstrip(_MARKS)) if text[:1] in _MARKS_APART else 0
    for length in central_lengths().get(text[start : start + 2], ()):
        end = start + length
        if text[start:end] in central_names() and _CENTRAL_SPEAKS.match(text, end):
            return Called(COUNTRY, start, end)
    return None


def _named(text: str) -> Called | None:
    """The division a title or an issuer names first."""
    text = text[:200]
    start = len(text) - len(text.lstrip(_MARKS)) if text[:1] in _MARKS_APART else 0
    central = _CENTRAL.match(text, start) if text[start : start + 1] in _CENTRAL_OPENS else None
    if central is not None:
        bracket = _BRACKET.search(text)
        inside = _place_at(table(), bracket[1], 0) if bracket else None
        if bracket is not None and inside is not None and inside[0] is not None:
            return Called(inside[0], bracket.start(1), bracket.start(1) + inside[1])
        return Called(COUNTRY, central.start(), central.end())
    data, starts = table(), _starts()
    reached = start
    for match in _first_pattern().finditer(text, start):
        position = match.start()
        if position < reached or text[position : position + 2] not in starts:
            continue
        if position > start and text.startswith(_CENTRAL_WITHIN, position):
            return Called(COUNTRY, position, position + (3 if text.startswith("国务院", position) else 4))
        found = _place_at(data, text, position)
        if found is not None:
            route = text[found[1] : found[1] + 1] in _TO and _one_at(data, text, found[1] + 1, None) is not None
            if route:  # 甲市到乙市只要一小时: of neither
                reached = len(text) if (far := _place_at(data, text, found[1] + 1)) is None else far[1]
                continue
            if found[0] is not None and not (text[position - 1 : position] == "在" and _HELD.match(text, found[1])):
                return Called(found[0], position, found[1])
            reached = found[1]
    return None


@cache
def _starts() -> frozenset[str]:
    """The first two characters of all names that are looked for."""
    return frozenset((*table().opening, *(name[:2] for name in _CENTRAL_WITHIN)))


@cache
def _first_pattern() -> re.Pattern[str]:
    """First characters of names before second ones of names: a sieve over the text, no proof of a name."""
    first, second = ("".join(sorted({pair[index] for pair in _starts()})) for index in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")


def _opening(line: str) -> Called | None:
    """The division with which a long line opens."""
    central = _CENTRAL.match(line)
    if central is not None:
        return Called(COUNTRY, 0, central.end())
    found = _place_at(table(), line, 0)
    return Called(found[0], 0, found[1]) if found is not None and found[0] is not None else None


def _place_at(data: Table, text: str, position: int) -> tuple[Place | None, int] | None:
    """The division named at ``position`` and where its name ends; 沈阳市浑南区 gives 浑南区. A name of several divisions gives no place."""
    outer: Place | None = None
    end = position
    while True:
        step = _one_at(data, text, end, outer)
        if step is None or step[0] is None:
            return (outer, end) if outer is not None else step
        if outer is not None and outer.level == "county":  # two counties side by side
            return outer, end
        outer, end = step


def _former_at(data: Table, name: str) -> Place | None:
    """The division that bore ``name`` last; None where it is a county's and several did."""
    last = max(one.changed for one in data.former[name])
    places = {one.place for one in data.former[name] if one.changed == last}
    return places.pop() if len(places) == 1 else None


def _brief_county(text: str, position: int) -> bool:
    """Whether a county of two characters may be named here: 环县…, 在曹县…, not 全省召开县… nor 新县城."""
    before = text[position - 1 : position] if position else ""
    return before in _BEFORE_BRIEF and text[position + 1 : position + 2] == "县" and text[position + 2 : position + 3] != "城"


def _one_at(data: Table, text: str, position: int, outer: Place | None) -> tuple[Place | None, int] | None:
    for length in data.opening.get(text[position : position + 2], ()):
        if position + length > len(text):
            continue
        name = text[position : position + length]
        if text[position + length : position + length + 1] in _OTHER_WORD.get(name[-1], ()):
            continue
        alone = length > 2 or outer is not None or _brief_county(text, position)  # 西区, 城区: the ends of other words
        codes = data.full.get(name, ()) if alone else ()
        if not codes and (name not in _WORDS if outer is None else outer.level == "province"):
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
