"""What stands before the body: title, number, date and source, addressees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from policy_extract import lexicon
from policy_extract.layout import sources
from policy_extract.layout.lines import Block, make
from policy_extract.layout.words import alternation
from policy_extract.mentions import SentenceKind
from policy_extract.patterns import later

_HEAD_BLOCKS = 40
_HEAD_CHARS = 400
"""Paragraphs longer than this are body: even lists of addressees are shorter."""
_TITLE_CHARS = 200
_BARE_TITLE_CHARS = 80
"""A title that neither ends like one (…的通知) nor stands above a date or number is no longer than this."""
_TITLE_LINES = 5
_NUMBER_CHARS = 40

NUMBER = r"[\u4e00-\u9fff]{1,12}[〔［\[（(【](?:19|20)[0-9]{2}[〕］\]）)】][ \u3000]*第?[ \u3000]*[0-9]{1,5}[ \u3000]*号"
_NUMBER_LINE = later(rf"[（(]?({NUMBER})[）)]?|[A-Z]{{2}}[0-9]{{6,}}")
_NUMBER_ENDS = "号）)0123456789"
_WIRE = later(r"[\u4e00-\u9fff]{2,8}消息(?:[（(][^（）()]{1,12}[）)])?[：:]")
_ADDRESSEE = later(r"(?![^：:]{0,40}(?:如下|以下|提出|通知|为了|根据|目标|任务|[0-9]年))[^。；！？：:]{2,300}[：:]")
_ADDRESSED = later(r"政府|委员会|办公厅|办公室|机构|部门|单位|企业|学校|[委部局厅院署会办行]$|主席$|省长$|市长$|同志$")
_BRACKETED = later(r"[（(][^（）()]{1,24}[）)]$")
_TITLE_BRACKET = later(r"[^（(]{2,}[（(][^（）()，。]{1,20}[）)]$")
"""Titles end in brackets too: （征求意见稿）, （2031—2035年）, （试行）."""
_ORG = later(r"[\u4e00-\u9fff（）()、·]+")
_ISSUED = ("关于", "印发", "转发", "批转")
_TITLE_ORG = later(rf"[\u4e00-\u9fff（）()、·\s]{{2,60}}?(?={'|'.join(_ISSUED)})")


class Parts(NamedTuple):
    """The paragraphs with what each is (``kinds``, same length), and what was read off the head and the signature."""

    blocks: list[Block]
    kinds: list[SentenceKind]
    title: str | None = None
    title_span: tuple[int, int] | None = None
    published: str | None = None
    publisher: str | None = None
    document_number: str | None = None
    issuer: str | None = None
    issuer_span: tuple[int, int] | None = None
    attached: frozenset[int] = frozenset()  # the titles (as paragraphs) of documents that follow the first


@dataclass(slots=True)
class _Head:
    """The head while it is read, paragraph by paragraph."""

    blocks: list[Block]
    kinds: list[SentenceKind]
    given: str | None
    title_span: tuple[int, int] | None = None
    found: bool = False
    published: str | None = None
    publisher: str | None = None
    number: str | None = None
    titles: set[str] = field(default_factory=set)


def read_head(text: str, blocks: list[Block], kinds: list[SentenceKind], title: str | None) -> Parts:
    """Mark title, dates, number and addressees at the beginning; ``title`` is the given one, if any."""
    head = _Head(*_split_head(text, blocks, kinds, title), title)
    i = 0
    while i < min(len(head.blocks), _HEAD_BLOCKS):
        if head.kinds[i] == "boilerplate":
            _read_date(head, i)
            i += 1
            continue
        taken = _take(text, head, i)
        if not taken:
            break
        i += taken
    title_text = title or ("".join(map(str.strip, text[slice(*head.title_span)].splitlines())) if head.title_span else None)
    return Parts(
        head.blocks, head.kinds, title_text, head.title_span, head.published, head.publisher, head.number,
        *_issuer_of_title(text, head.title_span, title_text),
    )  # fmt: skip


def _take(text: str, head: _Head, i: int) -> int:
    """How many paragraphs from ``i`` belong to the head together; 0 where the body begins."""
    line = head.blocks[i].text
    if len(line) > _HEAD_CHARS:
        return 0
    if _read_date(head, i):
        return 1
    last = line[-1]
    if last in _NUMBER_ENDS and (number := _NUMBER_LINE.fullmatch(line)):
        head.number = head.number or number[1]
        head.kinds[i] = "header"
        return 1
    if last in "：:" and "消息" in line and _WIRE.fullmatch(line):
        head.kinds[i] = "header"
        return 1
    following = head.blocks[i + 1].text if i + 1 < len(head.blocks) else ""
    if following.startswith(line) and is_org(line):  # 发文机关标志 above a title that names it again
        head.kinds[i] = "header"
        return 1
    if (count := _title_at(head, i)) > 0:
        return _take_title(text, head, i, count)
    if _is_addressee(line, head.found or head.number is not None or i == 0):
        head.kinds[i] = "addressee"
        return 1
    if head.titles and _squeezed(line) in head.titles:
        head.kinds[i] = "title"
        return 1
    if following and is_org(line):
        head.kinds[i] = "header"
        return 1
    return 0


def _take_title(text: str, head: _Head, i: int, count: int) -> int:
    start, end = head.blocks[i].start, head.blocks[i + count - 1].end
    marker = head.blocks[i].marker
    if marker is not None:
        start = marker.end + len(text[marker.end : end]) - len(text[marker.end : end].lstrip())
    head.blocks[i : i + count] = [Block(head.blocks[i].start, end, text[head.blocks[i].start : end], None)]
    head.kinds[i : i + count] = ["title"]
    head.title_span = head.title_span or (start, end)
    head.titles.add(_squeezed(text[start:end]))
    head.found = True
    return 1


def _read_date(head: _Head, i: int) -> bool:
    """Whether paragraph ``i`` is a line of date and source; it is read if so."""
    read = sources.read(head.blocks[i].text)
    if read is None:
        return False
    head.kinds[i] = "header"
    head.published = head.published or read.published
    head.publisher = head.publisher or read.publisher
    return True


def _title_at(head: _Head, i: int) -> int:
    """How many paragraphs from ``i`` are the title (several where it was wrapped), 0 where there is none."""
    if head.found:
        return 0
    if head.given is not None and (count := _matches_given(head, i)):
        return count
    blocks, kinds = head.blocks, head.kinds
    if not may_be_title(blocks[i]):
        return 0
    count = 1
    sure = ends_title(blocks[i].text)
    while not sure and count < _TITLE_LINES and _goes_on(blocks, kinds, i + count):
        count += 1
        sure = ends_title(blocks[i + count - 1].text)
    following = next((j for j in range(i + count, len(blocks)) if kinds[j] != "boilerplate"), None)
    sure = sure or (following is not None and _is_head_line(blocks[following].text))
    if not sure:
        count = 1
    length = blocks[i + count - 1].end - blocks[i].start
    if sure:
        return count if length <= _TITLE_CHARS else 0
    if head.given is not None or following is None or length > _BARE_TITLE_CHARS:
        return 0  # where another title was given, this may be a heading inside the document
    return 0 if "\n" in blocks[i].text or _heading().search(blocks[i].text) else count


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('heading')})$")


def _goes_on(blocks: list[Block], kinds: list[SentenceKind], i: int) -> bool:
    """Whether paragraph ``i`` may be a further line of a wrapped title."""
    if i >= len(blocks) or kinds[i] == "boilerplate" or len(blocks[i].text) > 40 or not may_be_title(blocks[i]):
        return False
    return not _is_head_line(blocks[i].text) and _squeezed(blocks[i].text) != _squeezed(blocks[i - 1].text)


def may_be_title(block: Block) -> bool:
    """Whether a paragraph has the shape of a title, or of one line of it."""
    if block.marker is not None and block.marker.rank != 1.0:
        return False
    line = block.text
    if not 4 <= len(line) <= _TITLE_CHARS or "\t" in line:
        return False
    return _TITLE_BRACKET.search(line) is not None if line[-1] in "）)" else line[-1] not in "。；：，;:,、"


def _is_head_line(line: str) -> bool:
    """A line that stands only in a head, after a title."""
    if sources.is_line(line) or (line[-1] in _NUMBER_ENDS and _NUMBER_LINE.fullmatch(line)) or ("消息" in line and _WIRE.match(line)):
        return True
    return _is_addressee(line, placed=True)


def _matches_given(head: _Head, i: int) -> int:
    wanted = _squeezed(head.given or "")
    have = ""
    for count in range(1, _TITLE_LINES + 1):
        if i + count > len(head.blocks):
            return 0
        have += _squeezed(head.blocks[i + count - 1].text.lstrip("#"))
        if have == wanted:
            return count
        if not wanted.startswith(have):
            return 0
    return 0


def _squeezed(text: str) -> str:
    """The text without white space: wrapped and unwrapped titles are the same."""
    return "".join(text.split())


def ends_title(line: str) -> bool:
    """Whether a line ends like the title of an official document."""
    last = line[-1]
    if last not in _title_ends():
        return False
    if last in "）)":
        line = _BRACKETED.sub("", line)
    return line.rstrip("》”").endswith(lexicon.words("layout", "title_end"))


@cache
def _title_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in lexicon.words("layout", "title_end")) | frozenset("》”）)")


def _is_addressee(line: str, placed: bool) -> bool:
    if not placed or line[-1] not in "：:" or len(line) > _HEAD_CHARS:
        return False
    return _ADDRESSEE.fullmatch(line) is not None and _ADDRESSED.search(line[:-1]) is not None


def is_org(line: str) -> bool:
    """Whether a line is nothing but the name of a body that may issue documents."""
    if line[-1] not in _org_ends():
        return False
    name = _squeezed(line)
    return len(name) <= 40 and name.endswith(lexicon.words("layout", "org_end")) and _ORG.fullmatch(name) is not None


@cache
def _org_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in lexicon.words("layout", "org_end"))


def _split_head(text: str, blocks: list[Block], kinds: list[SentenceKind], title: str | None) -> tuple[list[Block], list[SentenceKind]]:
    """Where line breaks were lost, the title, number and addressees stand in one paragraph: …的通知国办发〔2031〕6号各省…："""
    if not blocks or kinds[0] == "boilerplate":
        return list(blocks), list(kinds)
    first = blocks[0]
    cuts = [first.start]
    reach = min(first.end, first.start + _TITLE_CHARS + _NUMBER_CHARS)
    match = _run_together().match(text, first.start, reach) if text.find("号", first.start, reach) >= 0 else None
    if match is not None:
        cuts += [match.start("number"), match.end("number")]
    elif title and first.text.startswith(title) and len(title) < len(first.text):
        cuts.append(first.start + len(title))
    if len(cuts) == 1:
        return list(blocks), list(kinds)
    cuts = [cut for cut in cuts if cut < first.end]
    ends = [len(text[start:end].rstrip()) + start for start, end in zip(cuts, [*cuts[1:], first.end], strict=True)]
    starts = [start + len(text[start:end]) - len(text[start:end].lstrip()) for start, end in zip(cuts, ends, strict=True)]
    parts = [make(text, start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    return parts + blocks[1:], [kinds[0]] * len(parts) + kinds[1:]


@cache
def _run_together() -> re.Pattern[str]:
    ending = rf"(?:{alternation('title_end')})(?:[（(][^（）()]{{1,12}}[）)])?"
    return re.compile(rf"[^。；\n]{{4,120}}?{ending}\s*(?P<number>{NUMBER})(?=\s*[\u4e00-\u9fff])")


def _issuer_of_title(text: str, span: tuple[int, int] | None, title: str | None) -> tuple[str | None, tuple[int, int] | None]:
    if title is None:
        return None, None
    match = _TITLE_ORG.match(title) if any(verb in title for verb in _ISSUED) else None
    if match is None or not is_org(match[0]):
        return None, None
    name = match[0].strip()
    if span is not None and text.startswith(name, span[0]):
        return name, (span[0], span[0] + len(name))
    return name, None


def issuer_of_number(number: str) -> str | None:
    """The central body whose code a document number bears (国办发: 国务院办公厅)."""
    codes = lexicon.load("layout")["code_org"]
    code = next((code for code in lexicon.words("layout", "code_org") if number.startswith(code)), None)
    return codes[code]["name"] if code else None
