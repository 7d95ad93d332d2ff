"""Lists of goals with a line each, under a line that announces them: what they say is planned, also where news or a page tells it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.judging.modes import Mode
    from policy_extract.mentions import Layout

# 全县经济社会发展主要预期目标是：, 目标任务如下：, 今年要办好以下实事：; not 目标任务完成情况：
_ANNOUNCES = later(r"(?:目标|目标任务|(?:民生|为民)?实事(?:项目)?)(?:主要|分别)?(?:是|为|有|如下|包括|有以下几[项个])?[：:]$")
# 超额完成了以下目标：, 去年定下的目标：
_TOLD = later(r"完成|实现[了的]|达到[了的]|超额|已|去年|上年|上届|过去|回顾|取得")
_TO_COME = later(r"要|将|拟|计划|力争|确保|预期")
_REACH = 16  # characters at the end of a line that announce
_ITEM = later(r"[—\-·•●◆*]|[（(]?[一二三四五六七八九十\d]{1,2}[)）.．、]|[一二三四五六七八九十]是")
_OPEN = frozenset({"plan", "none"})
_MOST = 24  # lines


def listed_goals(text: str, layout: Layout, modes: Sequence[Mode]) -> frozenset[int]:
    """The sentences of such lists.

    A list goes on as long as its lines end with semicolons or bear numbers, and as long as the text does not look back.
    """
    found: set[int] = set()
    for index, (lead, below) in enumerate(pairwise(layout.sentences)):
        if text[lead.end - 1] not in "：:" or below.paragraph == lead.paragraph or modes[index] not in _OPEN:
            continue
        if _announces(text, lead.start, lead.end) and (modes[index] == "plan" or _TO_COME.search(text, lead.start, lead.end)):
            found.update(_lines(text, layout, modes, index + 1))
    return frozenset(found)


def _announces(text: str, start: int, end: int) -> bool:
    return _ANNOUNCES.search(text, max(start, end - _REACH), end) is not None and _TOLD.search(text, start, end) is None


def _lines(text: str, layout: Layout, modes: Sequence[Mode], first: int) -> list[int]:
    """The sentences of the list that begins with sentence ``first``."""
    sentences = layout.sentences
    numbered = _ITEM.match(text, sentences[first].start) is not None
    found: list[int] = []
    lines = 0
    for index in range(first, len(sentences)):
        one = sentences[index]
        if one.kind not in {"body", "heading"} or modes[index] not in _OPEN:
            break
        if index == first or one.paragraph != sentences[index - 1].paragraph:
            lines += 1
            goes_on = text[sentences[index - 1].end - 1] in "；;：:" or (numbered and _ITEM.match(text, one.start) is not None)
            if not goes_on or lines > _MOST or text[one.end - 1] in "：:":
                break
        found.append(index)
    return found
