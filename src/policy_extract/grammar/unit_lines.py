"""Lines that name units and what they do, without a label: 市科技局牵头，市财政局、人民银行按职责分工负责."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from policy_extract.patterns import later

# Where a line may end with one of ``_ENDS``; begins with a literal, so that the scan is fast
_LINE_END = later(r"\n(?:(?<=[头责合与导助]\n)|(?<=[头责合与导助]。\n)|(?<=[ \u3000\t\r]\n))")
_ENDS = ("牵头", "负责", "配合", "参与", "指导", "协助")
# What stands behind the last unit of a part of the line
_DOES = later(
    r"(?:共同|联合)?(?:牵头(?:负责)?|配合|参与|指导|协助)$|(?:(?:按照?|根据)(?:各自)?职责(?:分工)?|分别|共同)?负责$"
)
_UNIT = later(
    r"(?:[一-龥]|[（(][一-龥、]{1,20}[)）]){1,24}(?:[局委办厅部署处科室组队站所社院行司会府区县市镇乡州盟旗联]|中心|公司|集团|大学|单位|街道|法院|检察院)"
    r"|(?:[省市县区]|团[省市县区])委[一-龥]{0,8}"
)
_NO_UNIT = ("由", "以上", "上述", "请", "对", "将", "为", "其")
_NOBODY = ("各", "有关", "相关")
_BETWEEN = later("[，,、]")
_BEFORE = frozenset("。！；）)”")
_LONGEST = 240


def unit_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of ``text`` that only say whose task the paragraph above them is, without the white space around them."""
    for stop in chain((match.start() for match in _LINE_END.finditer(text)), (len(text),)):
        start = text.rfind("\n", 0, stop) + 1
        words = text[start:stop].rstrip(" \u3000\t\r")
        end = start + len(words)
        if not words.removesuffix("。").endswith(_ENDS) or len(words) > _LONGEST or not start:
            continue
        while text[start].isspace():
            start += 1
        if _is_closed(text, start) and _names_units(text[start:end]):
            yield start, end


def _is_closed(text: str, start: int) -> bool:
    """Whether the line before ``start`` ends with a mark; where it does not, the two may be one that was cut."""
    before = start - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    return before >= 0 and text[before] in _BEFORE


def _names_units(line: str) -> bool:
    """Whether a line names units, with what they do behind the last of them, and nothing else."""
    parts = _BETWEEN.split(line.removesuffix("。"))
    names = [_DOES.sub("", part) for part in parts]
    if names[-1] == parts[-1] or names[0].startswith(_NOBODY):
        return False
    return all(_UNIT.fullmatch(name) and not name.startswith(_NO_UNIT) for name in names)
