"""What an item assigns: its title, or the main clause of what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policy_extract.finding.cores import MAX_CORE, main_clause, past_marker, title_core
from policy_extract.finding.objects import opens_with_verb
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Assignment, Sentence

_SHORT_TEXT = 1  # sentences under the title of a point: the title sums up more, one speaks for itself
_MEASURES = later(r"(?:整改|具体|工作|主要)?(?:措施|举措|任务|内容|要求)[ 　]*[：:][ 　]*")
_NAME_OF_WORK = later(r"(?!实施|开展|组织|推进|推动|加快|落实|启动|深化|强化|抓好|做好)[^，。、]{2,16}(?:工程|行动|计划)")
# 水上执法。, 工业产品质量安全。, “清源”行动。: what it is about, not what is done
_MERE_NAME = later(
    r"[^，。、；：]{0,10}(?:执法|工作|安全|制度|机制|产业|设施|环境|队伍|领域|市场|[“”][^，。、；：]{1,8}[”](?:行动|工程|计划|专项)?)"
)
_LABEL = later(r"[^，。；：:]{2,10}[ 　]*[：:]")  # 牵头单位：…, 完成时限：…
_COMMA = later("[，,]")
_NAMED = later(  # 任务二：清理存量垃圾
    r"(?:任务|行动|事项)[一二三四五六七八九十\d]{1,3}[ 　]*[：:. 　、][ 　]*(?P<title>[^，。；：、\s]{4,24})。?"
)


class Core(NamedTuple):
    """The core of a task, the sentence in which it stands, and the rule that found it."""

    start: int
    end: int
    sentence: int
    rule: str


def core_of_item(
    text: str,
    sentences: tuple[Sentence, ...],
    indices: list[int],
    assignment: Assignment,
    titles: dict[int, tuple[int, int]],
    boundaries: tuple[tuple[int, int], ...],
    *,
    point: bool,
) -> Core | None:
    """The title of an item (ANNOTATION 4.18); the main clause of its first sentence where it has none, or only a short text.

    A short text is what a point has below a （一） (``point``), or what only the name of a work stands before (饮水安全工程。).
    """
    if not indices:
        return None
    first = sentences[indices[0]]
    named = _NAMED.fullmatch(text, first.start, first.end)
    title = titles.get(first.item) or (named.span("title") if named else None)
    if title is None:
        indices = _last_paragraph(sentences, indices, assignment)
    bodies = [i for i in indices if sentences[i].start < assignment.start - 1 and (title is None or sentences[i].start >= title[1] - 1)]
    apart = title is not None and bool(bodies) and "\n" in text[title[1] : sentences[bodies[0]].start]  # a heading on a line of its own
    if title is not None and point and _COMMA.search(text, *title):  # a sentence like others, not a title
        return Core(*(main_clause(text, *title, boundaries) or title), indices[0], "task.main_clause")
    speaks = title is not None and not point and says_what(text, title)
    if title is not None and (speaks or len(bodies) > _SHORT_TEXT or not bodies or apart):
        return Core(*title, max((i for i in indices if sentences[i].start <= title[0]), default=indices[0]), "task.title")
    for index in bodies:
        label = _MEASURES.match(text, sentences[index].start, sentences[index].end)
        core = main_clause(text, label.end() if label else sentences[index].start, min(sentences[index].end, assignment.start), boundaries)
        if core is not None:
            return Core(*core, index, "task.main_clause")
    return None if title is None else Core(*title, indices[0], "task.title")


def says_what(text: str, title: tuple[int, int]) -> bool:
    """Whether a title says what is done, and does not only name its matter (饮水安全工程, 水上执法)."""
    if _NAME_OF_WORK.fullmatch(text, *title) is not None:
        return False
    return _MERE_NAME.fullmatch(text, *title) is None or opens_with_verb(text, *title)


def _last_paragraph(sentences: tuple[Sentence, ...], indices: list[int], assignment: Assignment) -> list[int]:
    """Of an item that no number opens, the paragraph before an assignment that has a line of its own: the one it closes."""
    before = [index for index in indices if sentences[index].start < assignment.start - 1]
    if not before:
        return indices
    paragraph = sentences[before[-1]].paragraph
    return [index for index in indices if sentences[index].paragraph >= paragraph]


def core_of_heading(text: str, sentences: tuple[Sentence, ...], position: int) -> Core | None:
    """A heading whose next line only says who is responsible: (一)完善服务体系 / 责任单位：…."""
    before = position - 1
    while before >= 0 and sentences[before].kind != "heading" and sentences[before].section == sentences[position].section:
        before -= 1
    if before < 0 or sentences[before].kind != "heading" or sentences[before].section != sentences[position].section:
        return None
    if any(_LABEL.match(text, one.start, one.end) is None for one in sentences[before + 1 : position]):
        return None  # （四）加快建设新区 / 21.落实…。/ 主责单位：…: the line closes the item, not the heading
    heading = sentences[before]
    core = title_core(text, past_marker(text, heading.start, heading.end), heading.end)
    if core is None or core[1] - core[0] > MAX_CORE:
        return None
    return Core(*core, before, "task.heading")
