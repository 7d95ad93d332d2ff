"""The parts of a document: header, sections, sentences, tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Header:
    """What the document says about itself; every field is None where the text does not say it. Spans are offsets."""

    title: str | None = None
    title_span: tuple[int, int] | None = None
    published: str | None = None  # ISO 8601 date or date-time
    publisher: str | None = None
    issuer: str | None = None
    issuer_span: tuple[int, int] | None = None
    document_number: str | None = None
    draft: bool = False
    effective: dt.date | None = None
    expires: dt.date | None = None
    end: int = 0  # the body begins here


class Section(NamedTuple):
    """A heading and what it governs: ``start``/``end`` is the heading's own text with its marker, [start, scope_end) its scope.

    ``level`` counts from 1 (the widest in this document). ``parent`` is the index of the section around it, -1 at the top.
    ``marker`` is its number as written (一、 (二) 3. 第五条), "" for an unnumbered heading. ``titled`` is True where the heading
    opens a paragraph that goes on (（一）加快建设。到2025年,…), False where it has a line of its own.
    """

    start: int
    end: int
    scope_end: int
    level: int
    marker: str
    text: str
    parent: int
    titled: bool


SentenceKind = Literal["body", "heading", "title", "header", "boilerplate", "table", "addressee", "signature"]


class Sentence(NamedTuple):
    """A sentence, heading or line: its characters without surrounding white space.

    ``section`` is the index of the innermost section around it (for a heading: its own), -1 for none. ``paragraph`` counts
    paragraphs (lines re-joined where hard-wrapped). ``item`` numbers the list item (the innermost numbered unit, or the
    paragraph where nothing is numbered): sentences with the same ``item`` belong together, an assignment tail governs its item.
    """

    start: int
    end: int
    kind: SentenceKind
    section: int
    paragraph: int
    item: int


Column = Literal["number", "task", "content", "lead", "responsible", "support", "guide", "deadline", "other"]


class Cell(NamedTuple):
    """A cell of a table and what its column holds."""

    start: int
    end: int
    column: Column


class Row(NamedTuple):
    """A row of a table whose heads say what its columns hold: from its first cell to its last, empty ones left out.

    ``lent`` are the cells of units of a row above that are this one's too: merged cells are told once.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    lent: tuple[Cell, ...] = ()


HeadKind = Literal["number", "group", "indicator", "unit", "binding", "figure", "rate", "growth", "amount", "other"]


class Head(NamedTuple):
    """The head of a column in a table of figures.

    ``kind``: ``figure`` (2025年, 目标值), ``rate`` (年均增速, 累计), ``growth`` (同比增长: of results only), ``amount`` (班数（个）: a head
    that names what is counted and its unit), and what the names say. ``year`` is the last one it names; ``says`` whether its own words
    call the figures below a target, the base of a plan or a result. ``unit`` is the span of the unit in its brackets, which
    [start, end) leaves out.
    """

    start: int
    end: int
    kind: HeadKind
    year: int | None = None
    says: Literal["target", "base", "result"] | None = None
    unit: tuple[int, int] | None = None


class FigureRow(NamedTuple):
    """A row of a table of figures: a cell for each head, None where there is none."""

    start: int
    end: int
    cells: tuple[tuple[int, int] | None, ...]


class Grid(NamedTuple):
    """A table of figures (指标 | 单位 | 2020年 | 2025年 | 属性) in lines of text, from its heads to its last row.

    ``title`` is the line above it, ``unit`` the unit that a note gives for all of it (单位：万元).
    """

    start: int
    end: int
    title: tuple[int, int] | None
    unit: tuple[int, int] | None
    heads: tuple[Head, ...]
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a document, in text order.

    ``boilerplate`` are the stretches from which nothing is extracted, ``rows`` those of tables that assign tasks: the sentences of a
    row are one item. ``grids`` are the tables of figures.
    """

    header: Header
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    boilerplate: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...] = ()
    grids: tuple[Grid, ...] = ()
