"""Parts of a promised whole: 计划招生563人，其中公办学校315人、民办学校248人."""

from __future__ import annotations

from policy_extract.mentions import Judgement, Target
from policy_extract.patterns import later

_CUE = "其中"
_COMMAS = ("，", ",")
_OF_WHICH = ("。其中，", "。其中,", "。其中")
_NEAR = 2  # numbers before a part among which its whole is looked for: 改造小区52个，涉及1.2万户，其中甲区31个
_LEAD_IN = later(r"[^。；\d]{0,30}(?:如下|分别(?:是|为)|具体(?:是|为)|其中)[：:]\s*")  # 计划招生800人，专业及人数如下：
_BESIDE = later("(?:预?计?将?)?(?:比|较)(?:去年|上年)|同比")  # 将建成8.6万套，比去年翻两番
_WEAK = frozenset({"status.genre_news", "status.genre_other", "status.no_evidence", "status.verbless", "status.rough_number"})


def with_parts(text: str, judged: tuple[tuple[Target, Judgement], ...]) -> tuple[tuple[Target, Judgement], ...]:
    """The judgements, where 其中 or a lead-in (人数如下：) makes a part share that of its whole unless its own words speak against it.

    ``judged`` is in text order. A part has the unit of its whole, which stands near before it: in the same sentence, or in the lead-in that
    ends with a colon. What stands in one clause or list with a part is a part too.
    """
    found: list[tuple[Target, Judgement]] = []
    for target, judgement in judged:
        listed = judgement.rule == "status.scope" and _goes_on(text, target, found)
        if judgement.status is None and (listed or judgement.rule in _WEAK):
            whole = found[-1][1] if listed else next(
                (said for before, said in found[: -_NEAR - 1 : -1] if _is_part(text, target, before, said)), None
            )
            if whole is not None:
                judgement = Judgement("planned", whole.record_class, whole.reason, "status.part_of_whole")  # noqa: PLW2901
        found.append((target, judgement))
    return tuple(found)


def _goes_on(text: str, target: Target, found: list[tuple[Target, Judgement]]) -> bool:
    """支持300名骨干赴外培训，1000名骨干参加研修: a list that one verb opened, its next number at the head of the next clause."""
    if not found or target.quantity.start != target.clause[0]:
        return False
    before, said = found[-1]
    beside = _beside(text, before, target)
    opened = before.action is not None or said.rule == "status.part_of_whole"
    return beside and opened and said.status == "planned" and before.quantity.quantity.unit == target.quantity.quantity.unit


def _beside(text: str, before: Target, target: Target) -> bool:
    """Whether nothing but a comma stands between the clauses of two numbers."""
    return before.sentence == target.sentence and text[before.clause[1] : target.clause[0]] in _COMMAS


def _is_part(text: str, target: Target, before: Target, judgement: Judgement) -> bool:
    if judgement.status != "planned":
        return False
    beside = _beside(text, before, target)
    if beside and target.quantity.quantity.measure == "multiply" and _BESIDE.match(text, target.clause[0]) is not None:
        return True
    if before.quantity.quantity.unit != target.quantity.quantity.unit:
        return False
    listed = judgement.rule == "status.part_of_whole"
    if before.sentence == target.sentence - 1 and text[before.clause[1] : target.quantity.start] in _OF_WHICH:  # …。其中，5亿元用于…
        return True
    if before.sentence != target.sentence:
        between = text[before.quantity.end : target.clause[0]]
        return target.pattern == "bare" and _LEAD_IN.fullmatch(between) is not None
    if listed and target.pattern == "bare" and (beside or text[target.clause[0] - 1] in "；;"):
        return True
    return text.startswith(_CUE, target.clause[0]) or (target.clause == before.clause and listed)
