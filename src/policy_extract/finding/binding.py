"""Whether a document calls an indicator binding (约束性) or expected (预期性): in brackets, in its table row, in its heading."""

from __future__ import annotations

from typing import Literal

from policy_extract.patterns import later

Binding = Literal["约束性", "预期性"]
_WORD = later(r"约束性|预期性")
_IN_BRACKETS = later(r"[^。；;\n（()）]{0,6}[（(〔\[](?:属于)?(?P<word>约束性|预期性)(?:指标)?[)）〕\]]")
_CALLED = later(r"[，,]?(?:为|是|属于|列为)(?P<word>约束性|预期性)指标")
_OPENING = later(r"[^。；;\n]{0,12}(?P<word>约束性|预期性)指标[^。；;\n]{0,6}[：:]")


def binding_of(text: str, value_end: int, sentence: tuple[int, int], headings: tuple[str, ...], *, row: bool) -> Binding | None:
    """The label of the value that ends at ``value_end``.

    It stands behind it in brackets or words, in its table ``row``, before it as a list's opening, or in the nearest heading that has one.
    Source: the 属性 column of five-year plans' indicator tables.
    """
    behind = _IN_BRACKETS.match(text, value_end, sentence[1]) or _CALLED.match(text, value_end, sentence[1])
    if behind:
        return _label(behind["word"])
    if row:
        end = text.find("\n", value_end)
        found = _WORD.search(text, value_end, end if end >= 0 else len(text))
        if found:
            return _label(found[0])
    opened = None
    if text.find("性指标", sentence[0], value_end) >= 0:
        for match in _OPENING.finditer(text, sentence[0], value_end):
            opened = match
    if opened:
        return _label(opened["word"])
    named = next((found for found in map(_WORD.search, reversed(headings)) if found), None)
    return _label(named[0]) if named else None


def _label(word: str) -> Binding:
    return "约束性" if word == "约束性" else "预期性"
