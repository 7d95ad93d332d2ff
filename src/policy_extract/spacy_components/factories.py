"""Components for the pipelines of spaCy users, found by their entry points: nothing heavy is imported, no file read, before one is made.

``nlp.add_pipe("policy_records")`` is all that is needed, in any pipeline of any tokenizer. The names and the defaults are public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:

    from policy_extract.spacy_components.hints import PolicyHints
    from policy_extract.spacy_components.records import PolicySpans

_DEFAULTS = {"model": None, "include": ["planned"]}


@Language.factory("policy_records", assigns=["doc._.policy_records", "doc.spans"], default_config=_DEFAULTS)
def policy_records(nlp: Language, name: str, model: str | None, include: list[str]) -> PolicySpans:
    """``doc._.policy_records``: the records as dicts of the output contract; ``doc.spans["policy"]``: their parts, for displaCy."""
    return _spans("policy", ("TARGET", "MILESTONE", "TASK", "INDICATOR", "DEADLINE", "AGENCY"), model, include)


@Language.factory("policy_targets", assigns=["doc.spans"], default_config=_DEFAULTS)
def policy_targets(nlp: Language, name: str, model: str | None, include: list[str]) -> PolicySpans:
    """``doc.spans["policy_targets"]``: the numbers that are promised and what they measure."""
    return _spans("policy_targets", ("TARGET", "INDICATOR"), model, include)


@Language.factory("policy_deadlines", assigns=["doc.spans"], default_config=_DEFAULTS)
def policy_deadlines(nlp: Language, name: str, model: str | None, include: list[str]) -> PolicySpans:
    """``doc.spans["policy_deadlines"]``: the times by which something is promised; the span's ``id_`` is the last day."""
    return _spans("policy_deadlines", ("DEADLINE",), model, include)


@Language.factory("policy_agencies", assigns=["doc.spans"], default_config=_DEFAULTS)
def policy_agencies(nlp: Language, name: str, model: str | None, include: list[str]) -> PolicySpans:
    """``doc.spans["policy_agencies"]``: every naming of a body; the span's ``id_`` is its official name where that is known."""
    return _spans("policy_agencies", ("AGENCY",), model, include)


@Language.factory("policy_hints", assigns=["token.tag"])
def policy_hints(nlp: Language, name: str) -> PolicyHints:
    """Tags each token with what the rules read there: what the trained recogniser is told beside the words."""
    from policy_extract.spacy_components.hints import PolicyHints  # noqa: PLC0415

    return PolicyHints()


def _spans(key: str, labels: tuple[str, ...], model: str | None, include: list[str]) -> PolicySpans:
    from policy_extract.spacy_components.records import PolicySpans  # noqa: PLC0415

    return PolicySpans(key, labels, model, tuple(include))
