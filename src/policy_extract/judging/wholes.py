"""Parts of a promised whole: 计划招生563人，其中公办学校315人、民办学校248人."""

from __future__ import annotations

from policy_extract.mentions import Judgement, Target

_CUE = "其中"
_WEAK = frozenset({"status.genre_news", "status.genre_other", "status.no_evidence", "status.verbless", "status.rough_number"})


def with_parts(text: str, judged: tuple[tuple[Target, Judgement], ...]) -> tuple[tuple[Target, Judgement], ...]:
    """The judgements, where 其中 makes a part share that of its whole unless something of its own speaks against it.

    ``judged`` is in text order. A part has the unit of the number before it, in the same sentence; what stands in one clause with a part
    is a part too.
    """
    found: list[tuple[Target, Judgement]] = []
    for target, judgement in judged:
        before = found[-1] if found else None
        if before is not None and judgement.status is None and judgement.rule in _WEAK and _is_part(text, target, *before):
            judgement = Judgement("planned", before[1].record_class, before[1].reason, "status.part_of_whole")  # noqa: PLW2901
        found.append((target, judgement))
    return tuple(found)


def _is_part(text: str, target: Target, before: Target, judgement: Judgement) -> bool:
    if judgement.status != "planned" or before.sentence != target.sentence:
        return False
    if before.quantity.quantity.unit != target.quantity.quantity.unit:
        return False
    return text.startswith(_CUE, target.clause[0]) or (
        target.clause == before.clause and judgement.rule == "status.part_of_whole"
    )
