"""The sections of one body that a bracket makes responsible: （竞训科牵头，人事科、办公室配合）."""

from __future__ import annotations

from policy_extract.patterns import later

LONGEST = 160
"""A bracket of a body's sections is no longer, in characters."""
_LONGEST_NAME = 18
_ROLES = ("负责", "牵头", "配合", "落实", "参与", "承办")
_BETWEEN = later("[、，,；;]|等?(?:按(?:照)?(?:各自)?职责)?(?:分工|共同|分别|具体|牵头)?(?:负责|牵头|配合|落实|参与|承办)")
_SECTION = ("科", "处", "室", "股", "专班")
_BESIDE = (*_SECTION, "局", "中心", "院", "队", "所", "单位")  # 法规处、执法稽查局、省检测中心按职责分工负责


def section_names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sections that ``text[start:end]`` names, where it holds nothing but them and what they do; else none.

    At least half of them end as sections do (科, 处, 室); a body of its own (省检测中心) may stand beside them.
    """
    if end - start > LONGEST or not text.endswith(_ROLES, start, end):
        return []
    found = []
    position = start
    for mark in (*_BETWEEN.finditer(text, start, end), None):
        stop = end if mark is None else mark.start()
        if stop > position:
            found.append((position, stop))
        position = end if mark is None else mark.end()
    names = [text[low:high] for low, high in found]
    if not all(2 <= len(name) <= _LONGEST_NAME and name.endswith(_BESIDE) for name in names):
        return []
    return found if 2 * sum(name.endswith(_SECTION) for name in names) >= len(names) else []
