"""Numbers that are no quantities by their own form: dates, times of day, document numbers, telephone numbers, codes and labels.

All patterns are matched at the position of a number; what they look back at is one character or a bounded window.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from policy_extract import lexicon
from policy_extract.grammar.numbers import ARABIC_DIGITS
from policy_extract.mentions import QuantityRole
from policy_extract.patterns import later

_D = ARABIC_DIGITS
_TO = "[—–－\\-~～〜至到、]{1,2}"
_QUOTES = {"“": "”", "‘": "’", '"': '"', "「": "」"}
_QUOTE_OPEN = later("[“‘\"「]")
_QUOTE_BREAK = later("[，。；：]")
_QUOTE_EDGES = frozenset("“‘\"「”’，。；：\n、")
_QUOTE_TURNS = frozenset("“‘「”’」，。；：\n\"")
_QUOTE_REACH = 14
_TITLE_REACH = 60


class Apart(NamedTuple):
    """A stretch that holds a number but no quantity; ``role`` is None where nothing needs to be said of it (dates, list markers)."""

    start: int
    end: int
    role: QuantityRole | None
    rule: str


_COUNTED = "[名家个项人户座所条件台套辆亩吨米公斤元]"  # 1000至1200名 is no pair of years
_DATE = later(
    rf"[12][{_D}]{{3}}([-./])[{_D}]{{1,2}}\1[{_D}]{{1,2}}"
    rf"|[12１２][{_D}]{{3}}\s?(?:年(?:[{_D}]{{1,2}}\s?月(?:[{_D}]{{1,2}}\s?[日号])?)?|{_TO}(?:[12１２][{_D}]{{3}}|[{_D}]{{2}}(?![{_D}]))(?:年|(?![{_D}%％.万亿千百]|{_COUNTED})))"
    rf"|[{_D}]{{1,2}}\s?(?:{_TO}[{_D}]{{1,2}}\s?)?月(?:份|底|初|末|中旬|上旬|下旬|[{_D}]{{1,2}}\s?(?:{_TO}[{_D}]{{1,2}}\s?)?[日号]|(?!均))"
    rf"|[{_D}]{{1,2}}\s?{_TO}[{_D}]{{1,2}}\s?[日号]"
    rf"|(?<![过于多长少满])[{_D}]{{1,2}}\s?[日号](?!均|处理|产|线|楼|元)"
    rf"|[{_D}]{{1,2}}[:：][{_D}]{{2}}(?:[:：][{_D}]{{2}})?(?![{_D}])"
    rf"|[{_D}]{{1,2}}(?:时[{_D}]{{1,2}}分|时(?=[许整至前起，。—-]))(?:[{_D}]{{1,2}}秒)?"
    rf"|[{_D}]{{2}}年代|[{_D}]{{1,2}}点(?:[{_D}]{{1,2}}分|整|半|钟|(?=[至前起到—-]))"
)
_CHINESE_DATE = later(
    "[一二][零〇○一二三四五六七八九]{3}年?|[一二三四五六七八九十]{1,3}(?:月(?!均)|日|号|季度|年代|中全会|届|世纪|时许|点钟)|[二三两]季度|十[一二三四五六七](?=[”\"’]|规划|五[^十百千万亿家个项名所条])|十[一二三四五]五"
    "|[一二三四五六七八九十]{1,3}次(?=(?:[、和][一二三四五六七八九十]{1,3}次){0,3}(?:全会|全体(?:扩大)?会议|党代会))"  # 七届五次、六次全会
    "|[一二三四五]类(?<=[准达到于为].类)(?=以上|水|标准|及以上)"  # 断面达到准三类标准
    "|[一二两三四五六七八九][一-龥](?<=[一二两三四五六七八九][一-龥][一-龥][一-龥])"  # 一心两带战略
    "(?=[”\"]?(?:大?发展|总体|空间|城镇)?(?:战略|布局|格局))"
    "|[十百千万亿][佳强]|[一二三四五六七八九十百]{1,4}(?:中全会|大(?=报告|以来|精神|召开|胜利|部署|后|首|确))"
)
_CODE = later(
    rf"[{_D}]{{1,4}}(?:[+＋＆&][{_D}A-ZＮＸ]{{1,4}})+"  # 4+2, 1+X, 5+4+N
    rf"|[{_D}]{{3,4}}-[{_D}]{{7,8}}(?![{_D}])|1[3-9][{_D}]{{9}}(?![{_D}.])|400-[{_D}]{{3}}-?[{_D}]{{3,5}}"
    rf"|[{_D}]{{3,5}}(?=(?:[\u4e00-\u9fa5]{{0,6}})(?:热线|专线|平台|报警)|、[{_D}]{{3,5}}热线)"
    rf"|[{_D}]{{1,4}}[强]|985(?![{_D}.．])|211(?=[工高大、/])|[{_D}]{{1,2}}\s?国集团"
    rf"|[{_D}]{{1,2}}[:：∶][{_D}]{{1,2}}(?![{_D}:：])"
)
_BEFORE_LIST_MARK = frozenset("\n\r\u3000 \t。；;")
_OPENING = frozenset("(（〔[【［")
_BEFORE_CODE = frozenset("+＋/／_=&#@〔[［№\\.．")
_DATE_GOES_ON = frozenset("年月日号时点-./:：—–－\\~～〜至到、")  # or white space: what follows the first digits of a date
_CODE_GOES_ON = frozenset("+＋＆&强国:：∶")  # or white space, or there are three digits or more
_LETTERS = frozenset(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_BEHIND_QUANTITY = frozenset("%％万亿家个项元亩吨公平名户件座所")  # behind these characters no date and no code goes on
_LIST_MARK = later(
    rf"(?:[{_D}]{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:[、)）．]|[.](?![{_D}])|[.](?=[{_D}]{{4}}年|[{_D}]{{1,3}}[人个家项户名座条所]))"
)
_BRACKETED = later(rf"[{_D}一二三四五六七八九十]{{1,4}}[)）〕\]】］]号?")
_CELL = later(rf"[{_D}]{{1,15}}+(?:[.．][{_D}]{{1,6}}+)?+(?=[ \t]{{0,2}}\n[{_D}\n])")  # a number with a line of its own in a table
_ORDINAL = later(rf"[{_D}]{{1,6}}(?:[—-][{_D}]{{1,6}})?|[零〇一二三四五六七八九十百千]{{1,7}}")
_LAST = later(rf"(?:[{_D}]{{1,3}}|[一二三五十百]{{1,3}})[位名](?![一-龥]{{0,4}}(?:专家|干部|工作))")  # 退出全国后十位
_URL = later(r"(?:https?://|www\.)[!-~]{0,2000}")


def urls(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Web addresses, in order: nothing inside them is a quantity."""
    if text.find("://", start, end) < 0 and text.find("www.", start, end) < 0:
        return []
    return [match.span() for match in _URL.finditer(text, start, end)]


@cache
def _labels() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    words = lexicon.words("labels", "labels")
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[0], set()).add(len(word))
    return dict.fromkeys(words, ""), {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}


def label_at(text: str, at: int, end: int) -> Apart | None:
    """A set phrase that opens with a number and counts nothing (四个意识, 两不愁)."""
    words, sizes = _labels()
    for size in sizes.get(text[at], ()):
        if at + size <= end and text[at : at + size] in words:
            return Apart(at, at + size, "name", "label.phrase")
    return None


def apart_at(text: str, at: int, run_end: int, floor: int, end: int) -> Apart | None:
    """What stands at a number's position if it is no quantity, else None. ``run_end`` is where the run of number characters ends."""
    previous = text[at - 1] if at > floor else "\n"
    arabic = not "\u4e00" <= text[at] <= "\u9fff"
    if previous == "后" and (match := _LAST.match(text, at, end)) and text[max(0, at - 2)] not in "年今此以":
        return Apart(at - 1, match.end(), "name", "ordinal.last")
    if previous == "第" and (match := _ORDINAL.match(text, at, end)):
        return Apart(at - 1, match.end(), "ordinal", "ordinal.di")
    if previous in _OPENING and (match := _BRACKETED.match(text, at, end)):
        return Apart(at, match.end(), None, "ordinal.bracketed")
    if previous in _BEFORE_LIST_MARK and (match := _LIST_MARK.match(text, at, end)) and _opens_line(text, at, floor):
        return Apart(at, match.end(), None, "ordinal.list_mark")
    if arabic:
        return _arabic(text, at, run_end, previous, end)
    if previous in "统唯同单专归划":
        return Apart(at, at + 1, None, "word.one")  # 统一大市场
    match = _CHINESE_DATE.match(text, at, end)
    return Apart(at, match.end(), None, "date.chinese") if match else label_at(text, at, end)


def _opens_line(text: str, at: int, floor: int) -> bool:
    edge = at
    while edge > max(floor, at - 8) and text[edge - 1] in " \u3000\t":
        edge -= 1
    return edge == floor or text[edge - 1] in "\n\r。；;：:"


def _arabic(text: str, at: int, run_end: int, previous: str, end: int) -> Apart | None:
    following = text[run_end] if run_end < end else ""
    glued = previous in _LETTERS
    if following in _BEHIND_QUANTITY and previous not in _BEFORE_CODE and not glued:
        return None
    spaced = following.isspace()
    if spaced and previous == "\n" and (match := _CELL.match(text, at, end)):
        return Apart(at, match.end(), None, "number.cell")
    if (spaced or following in _DATE_GOES_ON) and (match := _DATE.match(text, at, end)):
        return Apart(at, match.end(), None, "date.arabic")
    if (spaced or run_end - at >= 3 or following in _CODE_GOES_ON) and (match := _CODE.match(text, at, end)):
        return Apart(at, match.end(), "name", "name.code")
    if previous in _BEFORE_CODE and (previous not in "+＋" or _glued(text, at - 2)):
        return Apart(at, run_end, "name", "name.code")
    if glued and not (following and following in "%％") and not _after_word(text, at):
        return Apart(at, run_end, "name", "name.code")
    if following == "号" or (following in "DGKkAXxVHv" and following and _is_letter_code(text, run_end, end)):
        return Apart(at, run_end + 1, "name", "name.code")
    return None


def _glued(text: str, at: int) -> bool:
    """4+2, N+1: the sign joins a code; 起降点+6公里 and LPR+50BP are sums."""
    return at >= 0 and text[at].isascii() and text[at].isalnum() and text[at - 2 : at + 1] != "LPR"


def _after_word(text: str, at: int) -> bool:
    """占GDP3.5% is caught by its sign; 对GDP 5亿元 by its space. A code is glued to its letters and short."""
    return text[at - 4 : at].upper().endswith(("GDP", "R&D"))


def _is_letter_code(text: str, at: int, end: int) -> bool:
    """5G, 3D, 4K, 5A: one letter that no other letter follows."""
    following = text[at + 1] if at + 1 < end else ""
    return not (following.isascii() and following.isalnum())


def quoted(text: str, start: int, stop: int, floor: int, end: int) -> bool:
    """Whether ``text[start:stop]`` lies in a short quotation, as labels do (“一城一园三区”), or in a title 《…》."""
    lowest = max(0, start - _QUOTE_REACH)  # what was read before it may lie in the same quotation (“三大类12小类90项”)
    mark = ""
    if _QUOTE_OPEN.search(text, lowest, start):
        before = text[lowest:start]
        mark = next((char for char in reversed(before) if char in _QUOTE_EDGES), "")
        if mark == "、":  # “一湖四湾6镇、12条风景绿道”: a list inside it
            mark = next((char for char in reversed(before) if char in _QUOTE_TURNS), "")
    if mark in _QUOTES:
        close = text.find(_QUOTES[mark], stop, min(end, stop + _QUOTE_REACH))
        return close >= 0 and _QUOTE_BREAK.search(text, start, close) is None
    opening = text.rfind("《", start - _TITLE_REACH if start - _TITLE_REACH > floor else floor, start)
    return opening >= 0 and text.find("》", opening, start) < 0 and text.find("》", stop, min(end, stop + _TITLE_REACH)) >= 0
