"""Two sets of predictions held against each other: what a change of the program gained, lost and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from policy_extract.evaluation.forms import MALFORMED, Json, core_span
from policy_extract.evaluation.loading import EvaluationError
from policy_extract.evaluation.types import Answer, Span

DERIVED_FIELDS = frozenset({"id", "rules", "restates", "evidence", "confidence"})
"""Fields that change with others or say how a record was found, not what it says."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record that is in one set only or differs between the two; ``fields`` are the names of what differs.

    ``evidence`` is the record's sentence, in the new set where both have it.
    """

    what: Literal["gained", "lost", "changed"]
    document: str
    kind: str
    span: Span
    core: str
    evidence: str
    fields: tuple[str, ...] = ()


def diff(old: Mapping[str, Answer], new: Mapping[str, Answer]) -> tuple[Change, ...]:
    """All changes from ``old`` to ``new``, by document and place. Records are the same where the span of their core is the same.

    A document that only one set holds is compared with nothing. Raises EvaluationError where records lack the contract's form.
    """
    return tuple(change for name in sorted(old.keys() | new.keys()) for change in _document_changes(name, old.get(name), new.get(name)))


def _document_changes(name: str, old: Answer | None, new: Answer | None) -> Iterator[Change]:
    before, after = _by_core(name, old), _by_core(name, new)
    for span in sorted(before.keys() | after.keys()):
        was, is_now = before.get(span), after.get(span)
        if was is None and is_now is not None:
            yield _change("gained", name, span, is_now)
        elif is_now is None and was is not None:
            yield _change("lost", name, span, was)
        elif was is not None and is_now is not None:
            said = sorted((was.keys() | is_now.keys()) - DERIVED_FIELDS)
            fields = tuple(key for key in said if was.get(key) != is_now.get(key))
            if fields:
                yield _change("changed", name, span, is_now, fields)


def _by_core(name: str, answer: Answer | None) -> dict[Span, Json]:
    try:
        return {core_span(record): record for record in (answer.fields.get("records") or () if answer else ())}
    except MALFORMED as error:
        raise EvaluationError(f"prediction for {name} is not in the form of the contract: {error!r}") from error


def _change(
    what: Literal["gained", "lost", "changed"], name: str, span: Span, record: Mapping[str, Any], fields: tuple[str, ...] = ()
) -> Change:
    core = record.get("value") or record.get("deliverable") or {}
    evidence = record.get("evidence") or {}
    return Change(what, name, str(record.get("kind")), span, str(core.get("text", "")), str(evidence.get("text", "")), fields)
