"""What the stages hand to each other: positions in the text and what stands there.

Every type is immutable and small, knows nothing of rules or files, and gives positions as offsets in Unicode code points of the
document's text, ``[start, end)``. ``text[start:end]`` is always the mention's surface string. Those that a document has by the hundred
are named tuples: making one costs a third of a frozen dataclass.
The output that leaves the program is in :mod:`policy_extract.schema`; pydantic is not needed to use these types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

Op = Literal["=", ">=", ">", "<=", "<", "~", "between"]
Measure = Literal["level", "increase", "decrease", "multiply", "rank"]
Dimension = Literal[
    "count", "money", "percent", "points", "times", "rank", "length", "area", "mass", "volume", "power", "energy",
    "duration", "age", "data", "ratio", "temperature", "none",
]
QuantityRole = Literal["value", "filter", "name", "ordinal", "structure", "frequency"]


class Quantity(NamedTuple):
    """A number with its unit and its bound, without a position.

    ``low`` and ``high`` are exact; magnitude words (万, 亿) are multiplied in. ``op`` is read as in CONTRACT: ``=`` and
    ``~`` carry low == high, ``>=`` and ``>`` have no ``high``, ``<=`` and ``<`` have no ``low``, ``between`` has both.
    ``unit`` is written as in the text without magnitude words; "" where the text names none.
    ``measure`` is set only where the form alone decides it: 翻一番 (multiply), 前十 (rank); else None.
    ``flags`` say what was inferred: ``magnitude_shared`` (9~16亿), ``unit_inferred``, ``below`` (近百), ``order`` (数十亿).
    """

    op: Op
    low: Decimal | None
    high: Decimal | None
    unit: str
    dimension: Dimension = "none"
    measure: Measure | None = None
    flags: tuple[str, ...] = ()


class QuantityMention(NamedTuple):
    """A quantity where it stands.

    ``start``/``end`` cover the number, its unit and the bound words that belong to it (不低于…, …以上, 约…), without verbs
    (达到, 超过, 突破), although such a verb before it may have decided ``op``. ``role`` says what the number is by its own form:
    ``value`` (may be a target), ``filter`` (亿元以上项目: the condition on what is counted), ``name`` (part of a name or
    label), ``ordinal`` (第三), ``structure`` (五个方面), ``frequency`` (每月2次). ``rule`` names the rule that fired.
    """

    start: int
    end: int
    text: str
    quantity: Quantity
    role: QuantityRole
    rule: str


TimexKind = Literal["point", "period", "past", "recurrence", "duration", "validity", "unresolved", "name"]
Granularity = Literal["day", "ten_days", "month", "quarter", "half_year", "year", "multi_year", "other"]
Boundary = Literal["by_end", "before", "during"]
Recurrence = Literal["year", "half_year", "quarter", "month", "week", "day"]


class Timex(NamedTuple):
    """A time expression resolved against an anchor.

    ``kind``: ``point`` (a day by which: 2023年底, 到2025年, 年内), ``period`` (今年, 上半年, "十四五"期间, 2021—2025年),
    ``past`` (近三年, 2020年以来, 截至目前, 去年, 上年末: never a deadline), ``recurrence`` (每年, 每季度, 逐月),
    ``duration`` (a bare length that nothing anchors), ``validity`` (施行, 有效期), ``unresolved`` (自收到通知之日起15个工作日内),
    ``name`` (三年行动: part of a name). ``start``/``end`` are first and last day, None where the text names none or
    it cannot be resolved. ``boundary``: by_end (…底, …前, 到…), before (strictly before a day), during (a period).
    """

    kind: TimexKind
    start: dt.date | None
    end: dt.date | None
    granularity: Granularity
    boundary: Boundary
    recurrence: Recurrence | None = None


class TimexMention(NamedTuple):
    """A time expression where it stands. ``rule`` names the rule that fired, ``warning`` says what could not be resolved."""

    start: int
    end: int
    text: str
    timex: Timex
    rule: str
    warning: str | None = None


class TimeAnchor(NamedTuple):
    """What a document's relative times are counted from.

    ``published`` is the publication day, ``year`` the document's own year where only that is known (title 2026年工作要点),
    ``plan`` the first and last day of the period that the document's title defines (行动计划(2023—2025年), "十四五"规划), ``begun`` those
    of a five-year plan that the text names and that is just beginning: 未来五年 beside 十五五, said in early 2026, means it.
    ``numbered`` is the year of the document's number (国发〔2018〕38号): 今年 where nothing else says which, but no deadline.
    ``named`` is the year that the sentence names before an expression: 次年 is the one after it.
    """

    published: dt.date | None = None
    year: int | None = None
    plan: tuple[dt.date, dt.date] | None = None
    begun: tuple[dt.date, dt.date] | None = None
    numbered: int | None = None
    named: int | None = None


AgencyType = Literal["body", "group", "generic"]
Level = Literal["central", "province", "city", "county", "township"]
Role = Literal["lead", "responsible", "support", "guide"]


class Place(NamedTuple):
    """A division of GB/T 2260: official name, six-digit code, level. The whole country is ("全国", "000000", "central")."""

    name: str
    adcode: str
    level: Level


class AgencyMention(NamedTuple):
    """A government or party body, a group of bodies (各区县(市)政府) or a generic one (有关部门) where it is named.

    ``canonical`` is the official full name with its region; None for groups, generic ones and what cannot be resolved.
    """

    start: int
    end: int
    text: str
    type: AgencyType
    canonical: str | None
    level: Level | None
    adcode: str | None
    rule: str


class Assigned(NamedTuple):
    """One agency inside an assignment, as written, with its role. It need not be an AgencyMention (民政、教育部门: 民政)."""

    start: int
    end: int
    text: str
    type: AgencyType
    canonical: str | None
    role: Role
    role_source: Literal["cue", "document_rule", "position"]


DueReach = Literal["section", "document", "before", "above"]


class Due(NamedTuple):
    """A time, by its offset, that dates what has none of its own: in its section (整改时限：…), in the document, before it in its
    section, or above it anywhere."""

    start: int
    reach: DueReach


AssignmentForm = Literal["tail", "line", "by", "subject", "announcer"]


class Assignment(NamedTuple):
    """A stretch of text that makes agencies responsible for something.

    ``form``: ``tail`` ((责任单位:市科技局), (X牵头,Y负责) closing a sentence or item), ``line`` (a line 牵头单位:… of its own),
    ``by`` (由X牵头、Y配合 in a clause), ``subject`` (X要/将/应… at the head of a clause), ``announcer`` (X将从五个方面…, X表示,
    下一步…: holds for what follows). ``open_list`` is true where 等 leaves the list open.
    ``deadline`` is the span of a time expression inside it (完成时限:…), if any. ``numbers`` are those of the items that it speaks of
    where it names them so (前两项由…: 1, 2); none for 其余 and where it does not. ``reach`` is the part of its
    sentence for which a ``by`` speaks, None for all of it.
    """

    start: int
    end: int
    agencies: tuple[Assigned, ...]
    form: AssignmentForm
    open_list: bool
    rule: str
    deadline: tuple[int, int] | None = None
    numbers: tuple[int, ...] = ()
    reach: tuple[int, int] | None = None


class Voice(NamedTuple):
    """A stretch [start, end) of a transcript that one person speaks, and the bodies for which: none for a host or a reporter.

    ``explains``: the text tells what these bodies decided, who pays is another matter.
    """

    start: int
    end: int
    agencies: tuple[Assigned, ...]
    explains: bool = False


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


BaselineKind = Literal["period", "value", "peer", "plan"]
SatisfiedBy = Literal["at_least", "at_most", "near", "exact"]
Aggregation = Literal["point", "annual", "annual_average", "cumulative"]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a number is compared with: a period (比2020年), a value (从16%), a peer (高于全国平均), a plan (比规划目标).

    ``year`` is the calendar year it names or, for 上年 and the like, means; ``quantity`` the number inside it.
    """

    start: int
    end: int
    kind: BaselineKind
    year: int | None
    quantity: Quantity | None


TargetPattern = Literal["reach", "object", "counted", "share", "condition", "bare", "previous", "rank"]


@dataclass(frozen=True, slots=True)
class Target:
    """A number with what it measures, before anybody has judged whether it is promised.

    ``pattern`` says how number and indicator stand: ``reach`` (X达到N), ``object`` (建设X N家), ``counted`` (建设N家X), ``share``
    (N%的X), ``condition`` (N以上的X M: which X), ``bare`` (X N), ``previous`` (the indicator of the number before), ``rank``
    (X进入前N). ``action`` is the governing verb, ``filter`` the condition on what is counted (亿元以上), ``baseline`` what it is
    compared with (比2020年), ``aggregation`` how it adds up over time, ``place`` the division whose number this is in a list of
    places (上海7万套、广州6万套). ``left`` is where the number's own part of the clause begins. ``rules`` pairs field and rule.
    Of a cell of a table, ``due`` is the time that its column's head says, ``binding`` the cell that calls it 约束性 or 预期性, and
    ``row`` the name of its row where the head alone says what is counted.
    """

    quantity: QuantityMention
    sentence: int
    clause: tuple[int, int]
    left: int
    measure: Measure
    pattern: TargetPattern
    action: tuple[int, int] | None
    indicator: tuple[int, int] | None
    filter: tuple[int, int] | None
    baseline: Baseline | None
    aggregation: Aggregation
    place: tuple[int, int] | None
    rules: tuple[tuple[str, str], ...]
    due: TimexMention | None = None
    binding: tuple[int, int] | None = None
    row: tuple[int, int] | None = None


Event = Literal["start", "complete", "in_use", "issue", "report", "other"]


@dataclass(frozen=True, slots=True)
class Deliverable:
    """The core clause of a milestone (it has a deadline of its own) or task (it has an assignment).

    ``assignment`` is the task's; None for a milestone.
    """

    start: int
    end: int
    kind: Literal["milestone", "task"]
    sentence: int
    clause: tuple[int, int]
    indicator: tuple[int, int] | None
    event: Event
    assignment: Assignment | None
    rule: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a stretch of text promises, tells of the past, or neither, and why.

    ``status`` is None where it is no record at all (a threshold, a description); ``reason`` is the word shown for an unclaimed number.
    ``margin`` is the sum of the votes, above 0 for a promise; None where nothing was weighed.
    """

    status: Literal["planned", "ongoing", "forecast", "achieved"] | None
    record_class: Literal["commitment", "benefit", "service_limit"]
    reason: str
    rule: str
    margin: int | None = None


@dataclass(frozen=True, slots=True)
class ModalMention:
    """A word that says how firmly the text promises (确保, 力争, 预期, 将)."""

    start: int
    end: int
    text: str
    strength: Literal["binding", "aspirational", "expected", "planned"]
