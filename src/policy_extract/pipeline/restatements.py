"""Records that say again what another record of the document said: headline, summary, commentary (ANNOTATION 4.3)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.schema import Record

# Words that the fuller or the shorter of two statements may leave out: scopes, times, modals, quantity nouns
_LOOSE = later(
    r"全[国省市县区州]|我[国省市县区州]|[本该][省市县区州]|今年|全年|年度|当年|(?:19|20)\d\d年|到|预期|目标|总|数量|规模|实现|将|要|力争|确保|的|[\s“”\"、，]"
)
# Characters that must be shared: shorter ones (投资, 每个) agree by chance
_LEAST_INDICATOR = 4
_LEAST_CORE = 8
_MOST = 100
"""So many statements of one value or core are compared: a text that says a number thousands of times in a sentence takes linear time."""


def restated(records: list[Record]) -> list[Record]:
    """The records in the same order, each repetition with ``restates`` set to the first statement.

    Targets agree in value and in indicator; milestones and tasks in their core; deadlines must not contradict each other.
    """
    targets: dict[tuple[Any, ...], list[Record]] = {}
    cores: dict[str, list[Record]] = {}
    found = []
    for record in records:
        if record.value is not None:
            value = record.value
            known = targets.setdefault((value.op, value.low, value.high, value.unit, value.measure, _indicator(record)), [])
        else:
            known = cores.setdefault(_core(record), [])
        first = next((one for one in islice(known, _MOST) if _agree(one, record)), None)
        if first is None:
            known.append(record)
            found.append(record)
        else:
            found.append(record.model_copy(update={"restates": first.id}))
    return found


def _indicator(record: Record) -> str:
    """What a target measures, without what a restatement may leave out; the record's id where nothing is left."""
    words = _LOOSE.sub("", record.indicator.resolved or record.indicator.text) if record.indicator else ""
    return words or record.id


def _core(record: Record) -> str:
    words = _LOOSE.sub("", record.deliverable.text) if record.deliverable else ""
    return words if len(words) >= _LEAST_CORE else record.id


def _place(record: Record) -> str | None:
    return record.jurisdiction.name if record.jurisdiction is not None else None


def _agree(first: Record, later: Record) -> bool:
    """Whether two records may speak of one commitment: same place, and no two different days by which.

    Short indicators (企业) agree by chance, unless section and deadline are the same too.
    """
    if _place(first) != _place(later) or first.kind != later.kind:
        return False
    if first.evidence.span == later.evidence.span and first.kind == "target":  # 计划开工500户，竣工500户
        return False
    if first.kind == "task" and [one.name for one in first.agencies] != [one.name for one in later.agencies]:
        return False  # the same words for other units are a task of its own
    if first.kind == "target" and len(_indicator(later)) < _LEAST_INDICATOR:
        same = first.deadline is not None and later.deadline is not None and first.deadline.end == later.deadline.end
        if not same or first.evidence.section != later.evidence.section:
            return False
    ends = {record.deadline.end for record in (first, later) if record.deadline is not None and record.deadline.end is not None}
    return len(ends) < 2
