"""Targets in tables of figures: 指标 | 单位 | 2020年 | 2025年 | 年均增速[累计] | 属性 → base, target, aggregation, binding.

Which columns hold targets follows from their heads, the table's title and the document's year: 2025年目标 beside 2020年实际, the later of
two years where the table has 属性 or is one of a plan. Tables that look back (2025年目标 beside 2025年实际, 同比增长) give none.
Source: the 专栏 of main indicators in five-year plans since 2006, where [ ] or 〔 〕 holds what accumulates over the plan.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.finding.semantics import aggregation
from policy_extract.grammar.cells import CellValue, name_and_unit, read_cell
from policy_extract.mentions import Baseline, QuantityMention, Target
from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.mentions import Aggregation, FigureRow, Grid, Head, Measure, Sentence, TimeAnchor, TimexMention

Span = tuple[int, int]
_PLANNED = later(r"规划|目标|任务|计划|安排|分解|十[一二三四五六七八九]五|预期|五年|三年行动|主要指标|指标体系")
_TOLD = later(r"完成情况|进展|执行情况|实现情况|实施情况|统计|产量|成效|回顾|公报|评估|预算|决算|收支|标准|收费")
_TOLD_OF_ALL = later(r"公报|统计|评估|总结|决算")
_ALLOTTED = later(r"任务|计划|目标|指标分配|指标分解")
_EACH_YEAR = later(r"分年度|年度(?:任务|计划|目标|安排)|任务|建设计划|工作计划|实施计划|安排")
_RISES = later(r"(?:增长|增速|增幅|涨幅|增长率|上涨|提高|增加)(?:率|幅度)?[^一-龥]{0,4}\Z|新增|净增|[^一-龥]增长")
_FALLS = later(r"(?:下降|降低|减少|降幅|削减|压减)(?:率|比例|幅度|量|额)?[^一-龥]{0,4}\Z|(?:下降|降低|减少|削减)(?:（|\(|比例|幅度)")
_RATE_WORDS = later(r"增速|增长|增幅")
_CHANGE = later(r"[较比](?:上年|20[0-9]{2}年|基期|基准年)?(?:累计)?(?:(?P<rises>提高|增长|增加|上升)|下降|降低|减少)(?=[0-9])")
_BINDING = later(r"约束|预期")
_STARS = "*＊★☆"
_STARRED = later(r"[*＊★☆]”?号?的?(?:指标)?(?:为|是)(约束性|预期性)")
_THE_REST = later(r"其[余他](?:指标)?均?(?:为|是)(约束性|预期性)")
_NOTE_REACH = 200
"""Characters below a table, and above it, in which a note says what its marks mean."""


class _Columns(NamedTuple):
    """The columns of a table by what they hold; ``rates`` are those over the years of a plan, ``base`` is what it counts from."""

    targets: tuple[int, ...]
    rates: tuple[int, ...]
    base: int | None
    name: int
    unit: int | None
    binding: int | None


def find_figures(
    text: str,
    grids: tuple[Grid, ...],
    sentences: tuple[Sentence, ...],
    times: tuple[TimexMention, ...],
    anchor: TimeAnchor,
    title: str | None,
) -> tuple[Target, ...]:
    """A target for each figure that is one, in text order; ``title`` is the document's."""
    starts = [sentence.start for sentence in sentences]
    found: list[Target] = []
    for grid in grids:
        said = f"{title or ''} {_title(text, grid)}"
        columns = _columns(text, grid, anchor, said)
        if columns is None:
            continue
        table = _Table(text, grid, columns, times)
        for row in grid.rows:
            for target in table.targets(row):
                index = bisect_right(starts, target.quantity.start) - 1
                if index >= 0 and sentences[index].kind == "table":
                    found.append(replace(target, sentence=index))
    return tuple(sorted(found, key=lambda target: target.quantity.start))


def _title(text: str, grid: Grid) -> str:
    return text[slice(*grid.title)] if grid.title else ""


def looks_back(text: str, grid: Grid) -> bool:
    """Whether a table tells of results, so that none of its numbers is a promise."""
    kinds = {head.kind for head in grid.heads}
    title = _title(text, grid)
    return "growth" in kinds or _evaluates(grid.heads) or _TOLD.search(title) is not None


def _evaluates(heads: Sequence[Head]) -> bool:
    """Whether a table holds the results of its targets' own year: 2025年目标 | 2025年实际."""
    results = [head.year for head in heads if head.kind == "figure" and head.says == "result"]
    goals = [head.year for head in heads if head.kind == "figure" and head.says == "target"]
    return any(goal == result or (goal or 0) < (result or 0) for goal in goals for result in results if goal or not result)


def _columns(text: str, grid: Grid, anchor: TimeAnchor, said: str) -> _Columns | None:
    """What the columns hold; None where the table holds no targets."""
    heads = grid.heads
    kinds = [head.kind for head in heads]
    if looks_back(text, grid):
        return None
    rates = tuple(i for i, kind in enumerate(kinds) if kind == "rate")
    unit = kinds.index("unit") if "unit" in kinds else None
    binding = kinds.index("binding") if "binding" in kinds else None
    if "indicator" not in kinds and "amount" in kinds:
        title = _title(text, grid)
        amounts = tuple(i for i, kind in enumerate(kinds) if kind == "amount")
        return _Columns(amounts, (), None, 0, None, None) if _ALLOTTED.search(title) else None
    name = kinds.index("indicator" if "indicator" in kinds else "group")
    figures = [i for i, kind in enumerate(kinds) if kind == "figure"]
    goals = [i for i in figures if heads[i].says == "target"]
    results = [i for i in figures if heads[i].says in {"result", "base"}]
    bare = [i for i in figures if heads[i].says is None]
    if not goals and (_TOLD_OF_ALL.search(said) or not (results or rates or binding is not None or _PLANNED.search(said))):
        return None
    if not goals:
        first = _base(text, [*results, *bare], heads, anchor, grid)
        latest = max((heads[i].year or 0 for i in results), default=0)
        goals = [i for i in bare if i != first and (heads[i].year or 9999) > latest]
        base = first
    else:
        base = next((i for i in reversed([*bare, *results]) if _before(heads[i], heads[goals[0]])), None)
    if anchor.published is not None:  # what lies a year back and more is no target
        goals = [i for i in goals if (heads[i].year or 9999) >= anchor.published.year - 1]
    return _Columns(tuple(goals), rates, base, name, unit, binding) if goals or rates else None


def _before(base: Head, goal: Head) -> bool:
    return base.year is None or goal.year is None or base.year < goal.year


def _base(text: str, columns: list[int], heads: Sequence[Head], anchor: TimeAnchor, grid: Grid) -> int | None:
    """The column of the year from which a plan counts: the first of several, unless the table gives each year its task."""
    ordered = sorted(columns, key=lambda i: (heads[i].says is None, heads[i].year or 0))
    if not ordered:
        return None
    first = heads[ordered[0]]
    if first.says is not None:
        return max((i for i in columns if heads[i].says is not None), key=lambda i: heads[i].year or 0)
    if anchor.plan is not None and first.year is not None and first.year >= anchor.plan[0].year:
        return None
    title = _title(text, grid)
    return None if len(ordered) < 2 or (anchor.plan is None and _EACH_YEAR.search(title)) else ordered[0]


class _Table:
    """A table whose columns are known, and what all of its rows share."""

    def __init__(self, text: str, grid: Grid, columns: _Columns, times: tuple[TimexMention, ...]) -> None:
        self.text, self.grid, self.columns = text, grid, columns
        self._times, self._starts = times, [time.start for time in times]
        self._point = columns.base is not None or columns.binding is not None or len(columns.targets) == 1
        self._due = {i: self._time_of(grid.heads[i]) for i in columns.targets}
        self._over = self._period()
        around = max(0, grid.start - _NOTE_REACH), min(len(text), grid.end + _NOTE_REACH)
        self._starred, self._unmarked = (note.search(text, *around) for note in (_STARRED, _THE_REST))

    def _within(self, span: Span) -> tuple[TimexMention, ...]:
        return self._times[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    def _time_of(self, head: Head) -> TimexMention | None:
        """The time that a column's head names; the state at its end where the table counts from a base."""
        found = next((time for time in self._within((head.start, head.end)) if time.timex.end is not None), None)
        if found is None or not self._point or found.timex.granularity != "year":
            return found
        return found._replace(timex=found.timex._replace(kind="point", start=None, boundary="by_end"))

    def _period(self) -> TimexMention | None:
        """The time over which rates hold: the plan's that the title names, else from the base to the target's year."""
        title = self.grid.title
        named = [time for time in self._within(title) if time.timex.granularity == "multi_year" and time.timex.end] if title else []
        if named:
            return named[0]
        last = next((due for i in reversed(self.columns.targets) if (due := self._due[i]) is not None), None)
        base = self.grid.heads[self.columns.base].year if self.columns.base is not None else None
        if last is None or base is None:
            return last
        begin = dt.date(base + 1, 1, 1)
        return last._replace(timex=last.timex._replace(kind="period", start=begin, granularity="multi_year", boundary="during"))

    def targets(self, row: FigureRow) -> Iterator[Target]:
        """The targets of a row, their sentences not looked up yet."""
        columns = self.columns
        name = row.cells[columns.name]
        if name is None:
            return
        indicator, own_unit = name_and_unit(self.text, *name)
        for at in (*columns.targets, *columns.rates):
            head = self.grid.heads[at]
            column = row.cells[columns.unit] if columns.unit is not None else None
            unit = self._at(head.unit) or self._at(own_unit) or self._at(column) or self._at(self.grid.unit)
            if at in columns.rates and head.unit is None and self._grows(head):
                unit = "%"
            value = self._value(row.cells[at], unit)
            if value is None:
                yield from self._changed(row, at, indicator, unit)
                continue
            if at in columns.rates and value.summed and unit == "%" and self._states(row):  # 56.1 | 60 | [3.9]
                value = self._value(row.cells[at], "个百分点") or value
            yield self._target(row, value, at, indicator, unit)

    def _changed(self, row: FigureRow, at: int, name: Span, unit: str) -> Iterator[Target]:
        """The target of a cell that says by how much its row is to change (较2030年下降20%)."""
        cell = row.cells[at]
        change = _CHANGE.match(self.text, *cell) if cell is not None else None
        if cell is None or change is None:
            return
        own = "个百分点" if self.text[cell[1] - 3 : cell[1]] == "百分点" else "%" if self.text[cell[1] - 1] in "%％" else unit
        value = self._value((change.end(), cell[1]), own)
        if value is not None:
            yield replace(self._target(row, value, at, name, own), measure="increase" if change["rises"] else "decrease", baseline=None)

    def _target(self, row: FigureRow, value: CellValue, at: int, name: Span, unit: str) -> Target:
        """The target of the cell in column ``at`` of the row with this ``name``."""
        columns, head = self.columns, self.grid.heads[at]
        counted = head.kind == "amount"
        thing = (head.start, head.end) if counted else name
        rate = at in columns.rates
        measure = _measure(self.text, thing)
        if rate and measure == "level" and not value.summed and self._grows(head):
            measure = "increase"
        if rate and (value.quantity.unit == "个百分点" or (measure == "level" and value.summed and self._states(row))):
            measure = "increase" if (value.quantity.low or 0) >= 0 else "decrease"
        summed: Aggregation = "cumulative" if value.summed else "annual_average" if rate else aggregation(self.text[slice(*name)])
        quantity = QuantityMention(
            value.start, value.end, self.text[value.start : value.end], value.quantity, "value", "quantity.cell"
        )
        return Target(
            quantity=quantity, sentence=0, clause=(value.start, value.end), left=value.start, measure=measure,
            pattern="bare", action=None, indicator=thing, filter=None,
            baseline=None if rate or value.summed else self._baseline(row, unit), aggregation=summed, place=None,
            rules=(("indicator", "indicator.column" if counted else "indicator.row"), ("value", quantity.rule)),
            due=self._over if rate else self._due.get(at), binding=self._binding(row), row=name if counted else None,
        )

    def _binding(self, row: FigureRow) -> Span | None:
        """The words that call the row 约束性 or 预期性: its cell, else the note on rows with a star or on the rest."""
        at, name = self.columns.binding, row.cells[self.columns.name]
        cell = row.cells[at] if at is not None else None
        if cell is not None and _BINDING.match(self.text, *cell) is not None:
            return cell
        if cell is not None or name is None or self._starred is None:
            return None
        starred = any(star in self.text[slice(*name)] for star in _STARS)
        note = self._starred if starred else self._unmarked
        return None if note is None else note.span(1)

    def _baseline(self, row: FigureRow, unit: str) -> Baseline | None:
        """What the row's figure was in the year from which the plan counts."""
        base = self.columns.base
        known = self._value(row.cells[base], unit) if base is not None else None
        if base is None or known is None:
            return None
        return Baseline(known.start, known.end, "value", self.grid.heads[base].year, known.quantity)

    def _value(self, cell: Span | None, unit: str) -> CellValue | None:
        return None if cell is None else read_cell(self.text, *cell, unit)

    def _grows(self, head: Head) -> bool:
        """Whether a column tells how fast something grows (年均增速), be it a rise of money or of heads."""
        return _RATE_WORDS.search(self.text, head.start, head.end) is not None

    def _states(self, row: FigureRow) -> bool:
        """Whether a row tells base and target, so that what accumulates is the difference of shares."""
        shown = [row.cells[i] for i in (self.columns.base, *self.columns.targets) if i is not None]
        return len(shown) > 1 and all(self._value(cell, "") is not None for cell in shown)

    def _at(self, span: Span | None) -> str:
        return re.sub(r"\s", "", self.text[slice(*span)]) if span is not None else ""


def _measure(text: str, thing: Span) -> Measure:
    """Whether a row speaks of a rise, a fall or a state, by its name."""
    if _FALLS.search(text, *thing):
        return "decrease"
    return "increase" if _RISES.search(text, *thing) else "level"
