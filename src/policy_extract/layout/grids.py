"""Tables of figures: 指标 | 单位 | 2020年 | 2025年 | 年均增速 | 属性, and tables whose heads name what is counted (县区 | 户数（户）).

They reach us as one row a line, its cells between tabs, bars or blanks, or as one cell a line. A table begins with a line (or lines)
of heads and ends where no row follows. What its figures are, targets or results, is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from policy_extract import lexicon
from policy_extract.grammar.units import is_unit
from policy_extract.layout import columns
from policy_extract.mentions import FigureRow, Grid, Head, HeadKind
from policy_extract.patterns import later

Span = tuple[int, int]
_INSIDE = (
    ("\t", later(r"\t")), ("|", later(r"\|")), ("｜", later("｜")), ("\u3000", later(r"\u3000(?<=\S\u3000)")),
    ("  ", later(r"  (?<=\S  )")),
)
"""What may stand between the cells of a line: no indent."""
_TELLS = ("指标", "项目", "类", "名称", "任务", "内容", "领域", "维度", "（", "(")
"""One of these stands in every line of heads."""
_BLANKS = later(r"[ ]*\u3000[ \u3000]*|  +")
_BLANK = later(" ")
_SPACED_HEADS = later(r"(?:\A|\n)(?P<heads>(?:序号 )?[^\n \u3000]{0,4}指标(?:名称)? [^\n。，；：]{4,60})(?=\n)")
"""Heads with one blank between: 序号 指标 单位 2020年 2025年."""
_MOST_ROWS = 80
_LONGEST_LINE = 400
_LONGEST_HEAD = 24
_LONGEST_FIRST = 8
"""Characters of the first head where heads stand one a line."""
_SHORTEST_WRAPPED = 9
"""A line with fewer characters is no first part of a name."""
_MOST_COLUMNS = 12
_BETWEEN_ROWS = 60
"""Characters that may stand between two rows of a table: 一、经济发展."""
_TITLE_REACH = 160
_YEAR = later(r"(?:19|20)[0-9]{2}(?![0-9])|十[一二三四五六七八九]五")
_BRACKET = later(r"[（(〔\[]([^（）()〔〕\[\]\n]{1,16})[)）〕\]]\s*\Z")
_VALUE = later(
    r"[\[〔［【（(〈]?\s*(?:五年)?(?:累计|年均|不低于|不少于|不高于|不超过|大于|小于|高于|低于|超过|控制在|稳定在|保持在|达到|约|超|[≥≤＞＜><=～~±])*\s*"
    r"[-+－−]?[0-9０-９][0-9０-９,，.．]*(?<![.．])(?:\s?[-—–－~～至]\s?[0-9０-９][0-9０-９.．]*)?[^0-9.．、\n]{0,8}\Z"
)
_NONE = later(r"[-—–－/／…·.*]*")
_GOAL = later(
    r"(?:完成|达到?|保持|控制|持续|下降|上升|稳[定步中]|基本|全面|全部|优|国家|省|市|高于|低于|不低于|不高于|与|按|降低|提高|明显|逐步|依).{0,24}"
)
_MONEY = later("投资|资金")
_HAN = later("[一-龥]")
_WORDS = later(r"[一-龥A-Za-z]")
_NUMBER = later(r"[0-9]{1,3}[.．、]?|[（(][0-9]{1,2}[)）]")
_BINDING = later(r"(?:约束|预期|指导|引导|导向|参考)性?")
_INDICATOR_LINE = later(r"指[ \u3000]*标(?:名称|内容)?[ \u3000\r]*\n")
_UNIT_NOTE = later(r"[（(]?\s*单\s*位\s*[:：]\s*([^\s，。；：)）]{1,10})\s*[)）]?")
_OPTIONAL: frozenset[HeadKind] = frozenset({"number", "group", "unit", "binding", "other"})
"""Columns whose cells may be lost."""
_FIGURES: frozenset[HeadKind] = frozenset({"figure", "rate"})


def read_grids(text: str) -> tuple[Grid, ...]:
    """The tables of figures in ``text``, in text order, without overlaps."""
    ruled = _ruled_lines(text)
    if "指标 " in text or "指标名称 " in text:
        ruled = sorted({*ruled, *_spaced_lines(text)})
    rows = _in_rows(text, ruled) if ruled else ()
    lines = _in_lines(text) if "指" in text and _INDICATOR_LINE.search(text) else ()
    if not ruled and not lines:
        return ()
    found: list[Grid] = []
    for grid in sorted(chain(rows, lines), key=lambda grid: grid.start):
        if not found or grid.start >= found[-1].end:
            found.append(grid)
    return tuple(found)


def _in_rows(text: str, lines: Sequence[Span]) -> Iterator[Grid]:
    """Tables with one row a line."""
    heads: tuple[Head, ...] = ()
    rows: list[FigureRow] = []
    begin = last = 0
    for start, end in lines:
        words = text[start:end]
        if not heads and not any(word in words for word in _TELLS):
            continue
        cells = _split(text, start, end)
        found = _heads(text, cells)
        if rows and (found or start - last > _BETWEEN_ROWS):
            yield _grid(text, begin, heads, rows)
        if found:
            heads, rows, begin, last = found, [], start, end
        elif heads and start - last <= _BETWEEN_ROWS:
            fitted = _fitted(text, heads, cells)
            if fitted is not None:
                rows.append(FigureRow(start + len(words) - len(words.lstrip()), start + len(words.rstrip()), fitted))
            last = end
        else:
            heads, rows = (), []
    if rows:
        yield _grid(text, begin, heads, rows)


def _ruled_lines(text: str) -> list[Span]:
    """The lines in which a mark stands between characters, in text order."""
    found: dict[int, int] = {}
    for mark, inside in _INSIDE:
        if mark not in text:
            continue
        hit = inside.search(text)
        while hit is not None:
            at = hit.start()
            begin = text.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if end - begin <= _LONGEST_LINE and (begin or at <= _LONGEST_LINE):
                found[begin] = end
            hit = inside.search(text, end)
    return sorted(found.items())


def _spaced_lines(text: str) -> Iterator[Span]:
    """The lines of tables with one blank between their cells: that of the heads, and those after it up to one without a blank."""
    for head in _SPACED_HEADS.finditer(text):
        start, end = head.span("heads")
        for _ in range(_MOST_ROWS):
            yield start, end
            start = end + 1
            end = text.find("\n", start, start + _LONGEST_LINE)
            end = len(text) if end < 0 and len(text) - start <= _LONGEST_LINE else end
            if end <= start or _BLANK.search(text, start, end) is None or text[end - 1] in "。；：":
                break


def _split(text: str, start: int, end: int) -> list[Span]:
    """The cells of a line, without white space around them; empty ones count between tabs and bars."""
    line = text[start:end]
    mark = next((mark for mark in "\t|｜" if mark in line), None)
    if mark is None:
        end = start + len(line.rstrip())
        start += len(line) - len(line.lstrip())
        cells, begin = [], start
        blanks = _BLANKS if _BLANKS.search(text, start, end) else _BLANK
        for gap in blanks.finditer(text, start, end):
            cells.append((begin, gap.start()))
            begin = gap.end()
        return _with_persons(text, [*cells, (begin, end)])
    if mark != "\t":
        bare = line.rstrip()
        start += bare.startswith(mark)
        end = end - (len(line) - len(bare)) - (bare.endswith(mark) and len(bare) > 1)
    cells = []
    for piece in text[start:end].split(mark):
        left = len(piece) - len(piece.lstrip())
        cells.append((start + left, start + max(len(piece.rstrip()), left)))
        start += len(piece) + 1
    return cells


def _with_persons(text: str, cells: list[Span]) -> list[Span]:
    """The cells with the names of persons whole that a blank spreads: 冯　涛."""
    found: list[Span] = []
    for start, end in cells:
        if found and end - start == found[-1][1] - found[-1][0] == 1 and _HAN.match(text, start) and _HAN.match(text, found[-1][0]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _heads(text: str, cells: Sequence[Span]) -> tuple[Head, ...]:
    """The heads in these cells; empty where they are none of a table of figures."""
    if not 2 <= len(cells) <= _MOST_COLUMNS or any(end - start > _LONGEST_HEAD for start, end in cells):
        return ()
    if any(_VALUE.match(text, *cell) and not _YEAR.search(text, *cell) for cell in cells):
        return ()
    heads = tuple(_head(text, *cell) for cell in cells)
    if columns.assigns(text, cells):  # of a table of tasks the planned money alone is a figure
        kept = [head.kind in {"indicator", "number"} or _is_money(text, head) for head in heads]
        heads = tuple(head if keep else head._replace(kind="other") for head, keep in zip(heads, kept, strict=True))
    return heads if _complete(heads) else ()


def _is_money(text: str, head: Head) -> bool:
    return head.kind == "figure" and head.says == "target" and _MONEY.search(text, head.start, head.end) is not None


def _complete(heads: Sequence[Head]) -> bool:
    """Whether heads say what is measured, and which figures stand below them."""
    kinds = [head.kind for head in heads]
    if "indicator" in kinds:
        return not _FIGURES.isdisjoint(kinds)
    if kinds[0] == "group":
        return kinds.count("figure") > 1
    return kinds[0] == "other" and "amount" in kinds and "figure" not in kinds


def _head(text: str, start: int, end: int) -> Head:
    """What a column with this head holds."""
    bracket = _BRACKET.search(text, start, end)
    unit = bracket.span(1) if bracket and bracket[1].strip() != "分" and is_unit(bracket[1].strip()) else None
    stop = bracket.start() if bracket and unit else end
    words = re.sub(r"\s+", "", text[start:stop])
    known = lexicon.load("tables")["head"].get(words)
    if known is not None:
        return Head(start, stop, known["kind"], None, known.get("says"), unit)
    said = {fields["kind"] for word, fields in lexicon.load("tables")["says"].items() if word in words}
    if not said.isdisjoint({"rate", "growth"}) and "target" not in said:
        if "growth" in said or "rate" not in said or "result" in said or "月" in words:  # 1—9月累计
            return Head(start, stop, "rate" if words.startswith("年均") else "growth", unit=unit)
        return Head(start, stop, "rate", unit=unit)
    years = _YEAR.findall(words)
    if years:
        year = int(years[-1]) if years[-1].isdigit() else None
        says = next((word for word in ("target", "result", "base") if word in said), None)
        return Head(start, stop, "figure", year, says, unit)  # type: ignore[arg-type]
    return Head(start, stop, "amount" if unit else "other", unit=unit)


def _fits(text: str, kind: HeadKind, cell: Span) -> bool:
    """Whether a cell can stand under a head of this kind."""
    start, end = cell
    if start == end or _NONE.fullmatch(text, start, end):
        return kind not in {"indicator", "number"}
    if kind in {"figure", "rate", "growth", "amount"}:
        return end - start <= _LONGEST_HEAD and (_VALUE.match(text, start, end) or _GOAL.fullmatch(text, start, end)) is not None
    if kind == "number":
        return _NUMBER.fullmatch(text, start, end) is not None
    if kind == "binding":
        return _BINDING.fullmatch(text, start, end) is not None
    if kind == "unit":
        return end - start <= 10 and _VALUE.match(text, start, end) is None and _BINDING.fullmatch(text, start, end) is None
    if kind == "indicator" and is_unit(text[start:end]):
        return False
    plain = _WORDS.search(text, start, end) is not None and _BINDING.fullmatch(text, start, end) is None
    return plain and text[end - 1] not in "。；：" and end - start <= (16 if kind == "group" else 60)


def _fitted(text: str, heads: Sequence[Head], cells: Sequence[Span]) -> tuple[Span | None, ...] | None:
    """The cells of a line under their heads; None where the line is no row."""
    count = sum(start < end for start, end in cells)
    while len(cells) > len(heads) and cells[-1][0] == cells[-1][1]:
        cells = cells[:-1]
    if count < 2 or len(cells) > len(heads):
        return None
    if len(cells) == len(heads):
        figures = [cell for head, cell in zip(heads, cells, strict=True) if head.kind not in _OPTIONAL and head.kind != "indicator"]
        named = all(_fits(text, "indicator", cell) for head, cell in zip(heads, cells, strict=True) if head.kind == "indicator")
        if named and any(_VALUE.match(text, *cell) for cell in figures):
            return tuple(cell if cell[0] < cell[1] else None for cell in cells)
        return None
    found = _aligned(text, heads, cells)
    return found[0] if found is not None and found[1] == len(cells) else None


def _aligned(text: str, heads: Sequence[Head], cells: Sequence[Span]) -> tuple[tuple[Span | None, ...], int] | None:
    """The first of the cells under the heads, each where it fits, and how many these are; columns of little weight may lack."""
    hopeless: set[tuple[int, int]] = set()  # without them, the ways to leave columns out double with each column

    def below(head: int, cell: int) -> tuple[tuple[Span | None, ...], int] | None:
        """The cells from ``cell`` on under the heads from ``head`` on, and the next cell."""
        if head == len(heads):
            return (), cell
        if (head, cell) in hopeless:
            return None
        for held, following in _choices(text, heads, cells, head, cell):
            rest = below(head + 1, following)
            if rest is not None:
                return (held, *rest[0]), rest[1]
        hopeless.add((head, cell))
        return None

    return below(0, 0)


def _choices(text: str, heads: Sequence[Head], cells: Sequence[Span], head: int, cell: int) -> Iterator[tuple[Span | None, int]]:
    """What may stand under a head where ``cell`` is the next one, the likeliest first, and the cell behind it."""
    kind = heads[head].kind
    if cell < len(cells) and _fits(text, kind, cells[cell]):
        yield cells[cell], cell + 1
        if kind == "indicator" and cell + 1 < len(cells) and _goes_on(text, cells[cell], cells[cell + 1]):
            yield (cells[cell][0], cells[cell + 1][1]), cell + 2
    if kind in _OPTIONAL and (head or kind != "other"):
        yield None, cell


def _goes_on(text: str, cell: Span, following: Span) -> bool:
    """Whether a name goes on in the next line, rather than to stand above it (经济发展)."""
    wide = cell[1] - cell[0] >= _SHORTEST_WRAPPED and _NUMBER.match(text, *following) is None
    return wide and text.find("\n", cell[1], following[0]) >= 0 and _fits(text, "indicator", following)


def _in_lines(text: str) -> Iterator[Grid]:
    """Tables with one cell a line."""
    lines: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if stripped := line.strip():
            start = at + len(line) - len(line.lstrip())
            lines.append((start, start + len(stripped)))
        at += len(line) + 1
    position = 0
    while position < len(lines):
        heads = _heads_of_lines(text, lines, position) if lines[position][1] - lines[position][0] <= _LONGEST_FIRST else ()
        if not heads:
            position += 1
            continue
        begin = lines[position][0]
        position += len(heads)
        rows: list[FigureRow] = []
        passed = 0  # lines since the last row: 一、经济发展
        while position < len(lines) and passed < 3:
            found = _aligned(text, heads, lines[position : position + len(heads) + 1])
            if found is None:
                passed, position = passed + 1, position + 1
                continue
            held = [cell for cell in found[0] if cell is not None]
            if _is_row(text, heads, found[0]):  # else 完成省下达任务, 与经济增长同步
                rows.append(FigureRow(held[0][0], held[-1][1], found[0]))
            passed, position = 0, position + found[1]
        position -= passed
        if rows:
            yield _grid(text, begin, heads, rows)


def _is_row(text: str, heads: Sequence[Head], cells: Sequence[Span | None]) -> bool:
    """Whether cells found one a line hold a figure."""
    return any(cell is not None and head.kind in _FIGURES and _VALUE.match(text, *cell) for head, cell in zip(heads, cells, strict=True))


def _heads_of_lines(text: str, lines: Sequence[Span], position: int) -> tuple[Head, ...]:
    """The heads that stand one a line from ``position`` on."""
    heads: list[Head] = []
    known = lexicon.load("tables")["head"]
    for start, end in lines[position : position + _MOST_COLUMNS]:
        if end - start > _LONGEST_HEAD or text[end - 1] in "。；：，":
            break
        head = _head(text, start, end)
        if head.kind in {"other", "amount"} and re.sub(r"\s+", "", text[start:end]) not in known:
            break
        if not heads and head.kind not in {"number", "group", "indicator"}:
            break
        if head.kind == "indicator" and any(one.kind == "indicator" for one in heads):  # the first was the table's title: 主要指标
            return ()
        heads.append(head)
    return tuple(heads) if any(head.kind == "indicator" for head in heads) and _complete(heads) else ()


def _grid(text: str, begin: int, heads: tuple[Head, ...], rows: Sequence[FigureRow]) -> Grid:
    """The table with these heads and rows, with the line above it that is its title and the unit of a note."""
    title = unit = None
    stop, floor = begin, max(0, begin - _TITLE_REACH)
    for _ in range(3):
        above = floor + len(text[floor:stop].rstrip())
        low = text.rfind("\n", floor, above) + 1
        if not low and floor:  # a line too long to be a title
            break
        if low >= above:
            break
        line = text[low:above].strip()
        start = low + text[low:above].index(line) if line else low
        note = _UNIT_NOTE.fullmatch(line)
        if note is None:
            title = (start, start + len(line)) if len(line) <= _BETWEEN_ROWS else None
            break
        unit = (start + note.start(1), start + note.end(1))
        stop = low
    return Grid(begin, rows[-1].end, title, unit, heads, tuple(rows))
