"""Assignments set apart from the sentence: （市科技局牵头，市财政局配合） and lines 责任单位：…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policy_extract.finding.assignments.items import Item, Units, assigned
from policy_extract.grammar.sections import section_names
from policy_extract.grammar.unit_lines import unit_lines
from policy_extract.mentions import Assigned, Assignment, AssignmentForm, Role
from policy_extract.patterns import later

_LONGEST = 2000
"""A bracket with more characters is no assignment."""

_LABEL = (
    "(?P<label>(?:(?:主要|第一|共同)?(?P<who>牵头|责任|主办|承办|负责|落实|实施|主管|主责|协办|配合|协同|协助|参与|参加|支持|指导|督导)"
    "(?:责任|推进|落实|实施|组织|负责|协调|建设|完成|参与)?"
    "(?:单位|部门|处室|科室|机关|机构|(?<=责任)主体)|(?<![一-龥])(?P<bare>牵头|责任|配合|主责|协办)(?=[ 　]*[:：])"
    "|(?P<when>完成(?:时限|时间|期限)|整改(?:时[ 　]?限|期限)|(?<![一-龥])时限|时限要求|时间要求|工作时限|办理时限)"
    "|(?P<person>责任领导|分管领导|责任人|联系人|负责人))"
    "[ 　]*[:：])"
)
_PREDICATE = (
    "(?P<lead>(?:共同|联合)?牵头(?:负责|组织|抓总|落实|实施|推进)?(?!部门|单位|责任|处室|人)|负责牵头|抓总)"
    "|(?P<with>会同|会商|商)"
    "|(?P<support>(?:积极|协同|协助)?配合(?!单位|部门)|协同|协助|参与(?!单位|部门)|参加(?!单位|部门)|支持(?!单位|部门))"
    "|(?P<guide>指导(?!单位|部门|小组|中心))"
    "|(?P<do>(?:依据?|按照?|根据)(?:各自|部门|法定)*(?:职责|分工)+(?:权限|任务)?(?:分别|共同|抓好|做好|组织)?(?:负责|落实|实施|推进|配合)?"
    "|(?:分工|分别|共同|具体|总体|组织|统筹)?(?:负责|组织实施)(?!人))"
)
_CUE = later(f"{_LABEL}|{_PREDICATE}|(?P<stop>[；;。\\n])|(?P<separator>[、，,/]|以及|[和与及])")
_LABEL_HERE = later(_LABEL)
# apart, so that each begins with a literal
_LABEL_ENDS = tuple(later(f"{colon}(?<=[位门室构关限间求导人头任合责办体 　]{colon})") for colon in "：:")
_LABEL_BEFORE = later(f"{_LABEL}\\Z")
_LABEL_REACH = 16
_ROLE_WORD = later("负责|牵头|配合|责任(?:单位|部门|处室)|(?:承办|协办|主办|主管|落实|参与|参加)(?:单位|部门)|职责|会同|组织实施")
_FIRST_LEADS = later(
    "(?:第一|首)(?:位|个|家)?(?:者|的)?(?:责任)?(?:部门|单位)?(?:者)?(?:均?为)(?:主要)?(?:牵头|主办|第一责任)(?:责任)?(?:部门|单位)"
)
_NONE_LEADS = later("(?:无|没有|未明确|未列)牵头(?:单位|部门)的[，,]?(?:均|一律)?由责任(?:单位|部门)牵头")
_OPENINGS = (later("（"), later("\\("))  # apart, so that each begins with a literal
_ROUND = later("[（(）)]")
_DUE = later("(?:20[0-9]{2}年|[0-9]{1,2}月(?!份)|(?:今|明)?年(?:底|内|末))[^，,；;。）)]{0,20}")
_BY = later("由(?![于此])")
_EVERYONE = later("[（(](?:全部|各)责任单位[）)]")
_NEXT_LINE = later(r"[ 　\t]*\r?\n[ 　\t\r\n]*")
_NEXT_LABEL = later("。[ 　]*(?:\r?\n[ 　\t\r\n]*)?")  # 牵头单位：县环保局。责任单位：…
_THE_REST = later("(?:其余|余下|其他|其它)(?:的|部分|任务|工程)?")  # 时限：骨干山塘4月15日；其余9月底
_LABEL_ROLE: dict[str, Role] = {
    "牵头": "lead", "主办": "lead", "协办": "support", "配合": "support", "协同": "support", "协助": "support", "参与": "support",
    "参加": "support", "支持": "support", "指导": "guide", "督导": "guide",
}


@dataclass(frozen=True, slots=True)
class Leading:
    """Who leads where no unit is said to, as the document's own rules have it: from an offset on the first unit, or all responsible."""

    first_from: int
    responsible_lead: bool


@dataclass(slots=True)
class Segment:
    """What has been read of a segment so far."""

    done: list[tuple[Item, Role, bool]] = field(default_factory=list)  # the flag: a label or predicate says so
    pending: list[Item] = field(default_factory=list)
    helpers: list[Item] = field(default_factory=list)
    with_others: bool = False
    label: Role | None = None
    cues: int = 0
    labels: int = 0
    open_list: bool = False
    deadline: tuple[int, int] | None = None

    def add(self, items: list[Item]) -> None:
        """Keep units until a cue says what they do."""
        (self.helpers if self.with_others else self.pending).extend(items)

    def assigned(self) -> tuple[Assigned, ...]:
        """The units that have their role, as the words about them say it."""
        return tuple(assigned(item, role) for item, role, _ in self.done)

    def flush(self, role: Role | None = None) -> None:
        """Give the units read since the last cue their role; those after 会同 support."""
        main: Role = role or self.label or "responsible"
        self.done += [(item, main, role is not None or self.label is not None) for item in self.pending]
        self.done += [(item, "support", True) for item in self.helpers]
        self.pending, self.helpers, self.with_others = [], [], False


def read_tails(units: Units) -> Iterator[Assignment]:
    """Assignments in brackets, then those behind a label outside brackets, each in text order."""
    text = units.text
    taken: list[tuple[int, int]] = []
    brackets = list(_brackets(text))
    leading = leading_in(text, brackets)
    for start, end in brackets:
        inner = bool(section_names(text, start + 1, end - 1))
        if not inner and not units.names_any(start, end) and text.find("：", start, end) < 0 and text.find(":", start, end) < 0:
            continue
        if not _closes_sentence(text, start, end) and (_BY.search(text, start, end) or not _ROLE_WORD.search(text, start, end)):
            continue
        segment = read_segment(units, start + 1, end - 1)
        if segment.done and ((segment.cues and (inner or _named(units, segment))) or _all_units(units, segment, start + 1, end - 1)):
            taken.append((start, end))
            segment.deadline = segment.deadline or _due(text, start, end)
            yield _assignment(segment, (start, end), "tail", leading)
    yield from _lines(units, taken, leading)
    for start, end in unit_lines(text):  # 市科技局牵头
        segment = read_segment(units, start, end)
        if segment.cues and any(item.start in units.at for item, _, _ in segment.done):
            yield _assignment(segment, (start, end), "line", leading)
    yield from _cells(units)


def _due(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The part of a bracket of units that says by when: （市财政局，2023年10月底前完成）. Of several the last, which closes the work."""
    found = None
    for match in _DUE.finditer(text, start, end):
        found = match.span()
    return found


def _cells(units: Units) -> Iterator[Assignment]:
    """Table cells that hold bodies and nothing else; such a cell governs its row and those below without one of their own."""
    text = units.text
    for match in _EVERYONE.finditer(text) if "责任单位" in text else ():
        item = Assigned(match.start() + 1, match.end() - 1, match[0][1:-1], "generic", None, "responsible", "position")
        yield Assignment(match.start(), match.end(), (item,), "line", False, "assignment.cell")
    if "\t" not in text:
        return
    for mention in units.mentions:
        before, after = text[mention.start - 1 : mention.start], text[mention.end : mention.end + 1]
        if mention.type != "generic" and before in ("\t", "\n", "") and after in ("\t", "\n", "") and "\t" in before + after:
            cell = (assigned(mention, "responsible", cue=False),)
            yield Assignment(mention.start, mention.end, cell, "line", False, "assignment.cell")


def _closes_sentence(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else "\n"
    return before in "。；;\n" or end == len(text) or text[end] in "\r\n。；; 　"


def _named(units: Units, segment: Segment) -> bool:
    """A predicate alone makes no assignment where no body is named (个体工商户、家庭农场等): a label does."""
    return segment.labels > 0 or any(item.start in units.at for item, _, _ in segment.done)


def _all_units(units: Units, segment: Segment, start: int, end: int) -> bool:
    """A bracket without any cue counts where it holds nothing but bodies, behind a sentence, at the end of its paragraph."""
    text = units.text
    due = _due(text, start, end)  # （国家统计局、体育总局，10月底前完成）
    items = [item for item, _, _ in segment.done]
    known = sum(item.start in units.at for item in items)  # （县人社局、县职业技术学校）: the second by its form alone
    named = sum(item.end - item.start for item in items) + len(items) - 1 + (due[1] - due[0] if due else 0)
    closes = text[start - 2 : start - 1] in ("。", "；", ".") and text[end + 1 : end + 2] in ("", "\n", "\r")
    return closes and 2 * known >= len(items) > 0 and named >= (end - start) * 0.8


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost pairs of round brackets, ``[start, end)`` with the brackets; a pair that never closes is passed over."""
    position = 0
    for start in sorted(opening.start() for pattern in _OPENINGS for opening in pattern.finditer(text)):
        if start < position:
            continue
        position = start + _LONGEST + 1
        depth = 0
        for match in _ROUND.finditer(text, start, start + _LONGEST):
            depth += 1 if match[0] in "（(" else -1
            if depth == 0:
                position = match.end()
                yield start, position
                break


def _lines(units: Units, taken: list[tuple[int, int]], leading: Leading) -> Iterator[Assignment]:
    text = units.text
    reached, index = 0, 0
    for colon in sorted(colon.start() for pattern in _LABEL_ENDS for colon in pattern.finditer(text)):
        match = _LABEL_BEFORE.search(text, max(0, colon - _LABEL_REACH), colon + 1)
        if match is None:
            continue
        while index < len(taken) and taken[index][1] <= match.start():
            index += 1
        if match.start() < reached or (index < len(taken) and taken[index][0] < match.start()):
            continue
        end = _block_end(units, match.start())
        segment = read_segment(units, match.start(), end)
        reached = end
        if segment.done:
            yield _assignment(segment, (match.start(), end), "line", leading)


def _block_end(units: Units, start: int) -> int:
    """The end of the line of a label, and of the lines after it that begin with a label too."""
    text = units.text
    position = start
    while True:
        label = _LABEL_HERE.match(text, position)
        if label is None:
            return position
        after = _NEXT_LINE.match(text, label.end())
        begin = after.end() if after else label.end()  # 责任单位：, and the list on the next line
        line_end = _line_end(units, begin)
        follow = _NEXT_LINE.match(text, line_end) or _NEXT_LABEL.match(text, line_end)
        if follow is None or _LABEL_HERE.match(text, follow.end()) is None:
            return line_end
        position = follow.end()


def _line_end(units: Units, start: int) -> int:
    text = units.text
    line = text.find("\n", start)
    while line >= 0 and units.covers(line):  # a name that the line break parts
        line = text.find("\n", line + 1)
    end = line if line >= 0 else len(text)
    stop = text.find("。", start, end)
    end = stop if stop >= 0 else end
    while end > start and text[end - 1] in " 　\t\r":
        end -= 1
    return end


def read_segment(units: Units, start: int, end: int, label: Role | None = None) -> Segment:
    """The units of ``text[start:end]`` with their roles; ``label`` is the role that a heading gives them, where it gives one."""
    text = units.text
    segment = Segment(label=label)
    position = start
    in_time = in_person = False
    for match in _CUE.finditer(text, start, end):
        if match.start() < position or (match["label"] is None and units.covers(match.start())):
            continue
        if match[0] == "商" and match.end() not in units.at:  # 各通信运营商
            continue
        if not in_time and not in_person:
            _take(units, segment, position, match.start())
        kind = match.lastgroup
        if in_time and kind == "stop" and match[0] in "；;" and _THE_REST.match(text, match.end(), end):
            continue
        if in_time and kind in ("label", "stop"):
            segment.deadline, in_time = _due_of_rest(text, position, match.start()), False
        if not in_time:
            position = match.end()
        if match["label"] is not None:
            segment.flush()
            in_time, in_person = match["when"] is not None, match["person"] is not None
            who = match["who"] or match["bare"]
            segment.label = _LABEL_ROLE.get(who, "responsible") if who else None
            segment.cues += who is not None
            segment.labels += who is not None
        elif kind == "stop":
            segment.flush()
            in_person = False
        elif not in_time and not in_person and (kind != "with" or match.end() in units.at):
            _predicate(segment, kind)
    if in_time:
        segment.deadline = _due_of_rest(text, position, end)
    elif not in_person:
        _take(units, segment, position, end)
    segment.flush()
    return segment


def _predicate(segment: Segment, kind: str | None) -> None:
    if kind == "with":
        if segment.pending or segment.done:
            segment.with_others = True
            segment.cues += 1
        return
    roles: dict[str, Role] = {"lead": "lead", "support": "support", "guide": "guide", "do": "responsible"}
    role = roles.get(kind or "")
    if role is not None and (segment.pending or segment.helpers):
        segment.flush(segment.label if role == "responsible" and segment.label else role)
        segment.cues += 1


def _take(units: Units, segment: Segment, start: int, end: int) -> None:
    items, opened = units.pieces(start, end)
    segment.add(items)
    segment.open_list = segment.open_list or (opened and bool(items))


def _due_of_rest(text: str, start: int, end: int) -> tuple[int, int] | None:
    """By when, of a label; where a part has a time of its own (5月完成6台，余下年底完成), by when the rest."""
    rest = _THE_REST.search(text, start, end)
    return _stripped(text, rest.end() if rest else start, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in " 　\t\r\n，,、":
        start += 1
    while end > start and text[end - 1] in " 　\t\r\n，,、。；;）)":
        end -= 1
    return (start, end) if start < end else None


def leading_in(text: str, brackets: Sequence[tuple[int, int]] = ()) -> Leading:
    """What the document says of who leads; a rule in one of its ``brackets`` holds from there on."""
    rule = _FIRST_LEADS.search(text) if "第一" in text or "首位" in text or "首个" in text else None
    first_from = rule.start() if rule else len(text)
    if rule and not any(start < rule.start() < end for start, end in brackets):
        first_from = 0  # a note of its own speaks of the whole document
    none_leads = "牵头" in text and _NONE_LEADS.search(text) is not None
    return Leading(first_from, none_leads)


def _assignment(segment: Segment, span: tuple[int, int], form: AssignmentForm, leading: Leading) -> Assignment:
    agencies = led(segment.assigned(), span[1], leading)
    return Assignment(*span, agencies, form, segment.open_list, f"assignment.{form}", segment.deadline)


def led(units: Sequence[Assigned], end: int, leading: Leading) -> tuple[Assigned, ...]:
    """The units of an assignment that ends at ``end``, with the lead that the document's own rule gives where none of them has it."""
    nobody = not any(unit.role == "lead" for unit in units)
    first, every = nobody and end > leading.first_from, nobody and leading.responsible_lead
    agencies = []
    for unit in units:
        leads = (first or every) and unit.role == "responsible"
        agencies.append(unit._replace(role="lead", role_source="document_rule") if leads else unit)
        first = first and not leads
    return tuple(agencies)
