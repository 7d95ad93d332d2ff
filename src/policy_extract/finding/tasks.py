"""Tasks: the core clause that an assignment gives to named units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.finding.cores import MAX_CORE, TRAILING, circumstance, first_action, lead_out, main_clause, past_marker, title_core
from policy_extract.finding.delivered import event_of
from policy_extract.finding.objects import before_by, object_of, object_verb, opens_with_verb
from policy_extract.finding.powers import may, offers, only_named, sanctions
from policy_extract.finding.titled import Core, core_of_heading, core_of_item, says_what
from policy_extract.grammar.clauses import Clause, Splitter
from policy_extract.mentions import Deliverable
from policy_extract.patterns import later
from policy_extract.spans import index_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.mentions import Assignment, Row, Sentence

_ARTICLE = later(r"第[一二三四五六七八九十百]+条\s*")
_NUMBERED = later(r"\s*(?:\d{1,2}[.．、]|[（(]\d{1,2}[)）]|[①-⑳⑴-⒇])(?!\d)")
_POINT = later(r"\n(?=[ \t\u3000]*(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[①-⑳⑴-⒇]))")  # in a cell
_DIGIT = later("[0-9０-９]")
_SCORE = later(r"[，,。]?\s?[得计扣]\s?[\d.]+\s?分")  # what a point counts in an assessment
_SEMICOLON = later("[；;]")
_VERB_ALONE, _NO_OBJECT = 6, 9  # characters: 另行制定; 每月支付给服务机构, whose thing stands before 由
_LONGEST_NAME = 60  # characters of a cell that names its task
_CELL, _ROW, _SENTENCE, _BACK, _ONGOING, _COUNTED = (
    f"assignment.{name}" for name in ("cell", "row", "sentence", "back", "ongoing", "counted")
)
_POINTER = 12  # characters of 此项工作由
_PART, _AROUND = 600, 200  # characters on either side of a body: of its part of a sentence; of its clause (text without marks is one)
# What nobody has to do, what has long been done, and what a document says of itself
_NOT_TO = later(
    r"本(?:指南|办法|规定|细则|条例|通知|意见|方案|标准|次)|[得扣][\d、]+分|不再|(?:个人|群众|企业|申请人|家长)?(?:无需|无须|不需)|不予|予以注销|可以不"
    r"|避免|防止|现[予将]|一直|始终(?!坚持)|曾|[比例]如"
)
_SCORED = later(r"[^。；]{0,40}?[，,]\s*[得扣加计]\s?\d+(?:\.\d+)?\s?分")  # 受省级媒体推广1篇，得3分
_IDLE = later(
    r"(?:全力|大力|积极)支持|(?:协助|配合)?(?:共同)?做好(?:相关|有关|各项|本职|其他)?工作|.*(?:约谈|诫勉|问责|追究责任|通报批评)"
    r"|.{0,16}(?:以下|下列|如下)[一二三四五六七八九十\d各几]{0,3}(?:项|个|点)?(?:方面)?(?:的?重点)?(?:工作|任务|政策|措施|举措|事项){0,2}"
    r"|除.*外(?:[，,]都由.*)?|.*之外|(?:上述|以上|前述)?(?:第?[一二三四五六七八九十\d]{1,2}[、和至])*第?[一二三四五六七八九十\d]{1,2}项由.*"
)
_LABEL_LENGTH, _SHORTEST = 8, 4  # characters of a label, of a core
_STATES = later(r"(?:明确|规定|要求)$")  # 请财政部在管理办法中明确，各高校要…
# Who belongs to a group: no action
_COMPOSED = later(
    r"(?:组成|构成|人员参加)$|(?:负责人|组长|主任|召集人|成员|人选|名单)由[^，。；]{2,30}(?:推荐|担任|提名|委派|选派|指定|任命)"
)
_GROUP_NAME = later(r"[^，。；]{2,12}(?:组|专班|办公室|指挥部|委员会)")
_TAKE_PART = later(r"，?[^，。；]{1,120}(?:参加|参与|配合|组成|协助)。?")
_DUTIES = later(r"\s*(?:主要|具体|工作)?(?:工作)?(?:职责|任务|负责)(?:是|为)?[：:]\s*")
_ITEMS = later(
    r"\s*(?:上列|以上|上述|前述|其中)?(?:第[\d一二三四五六七八九十、和与至到第]{1,16}|前[两三四五六]|其余)[项条款]?(?:工作|任务)?"
    r"[，,]?(?:分别)?由"
)
# 路灯|由, 具体|由: nothing stands before 由 that could be what is done
_SAYS_NOTHING = later(
    r"[\s（(\d)）.．、]*(?:并|且|也|都|均|则|再|仍|可|应当?|须|要|必须|统一|具体|分别|一律|全部|主要|原则上|同时|其中|拟|现|现已|其|[此该本这](?:项|件|类)?(?:工作|任务|事项|事)?)*[，,]?由?"
)
_ALONE = later(r"(?:具体|主要)?负责[^\s，。；]{2,3}")  # 负责统筹: short, but all that it is to do
_DOES_ITSELF = later(
    r"负责|组织|统筹|制定|编制|开展|具体|指导|督促|承担|抓好|做好|抽调"
    r"|从[^，。；]{2,60}抽调|对[^，。；]{2,60}(?:进行|开展|实施)[一-龥]{2}"
)
# 由市税务局依法追缴, 由县文联适时修订: a verb that needs no object, with how it is done
_BY_ITSELF = later(
    r"(?:依法(?:依规|依纪)?|依规|按(?:规定|程序)|适时|昼夜|集中|及时|定期|严格|先行|统一|上门)[一-龥]{2,4}(?<![的时中前后])"
)
_BODY_ENDS = later(r"(?:[局委办厅部处站院所队会镇乡区县市]|中心|政府|公司|集团|街道|单位)$")
# 甲局牵头组织实施，核定名单: says no more than who does it
_CARRIES_OUT = later(r"(?:具体|负责|统筹|共同)*(?:组织实施|组织开展|抓好落实|组织落实|推进落实|实施|推进)")
_CHARGE = later(r"(?:主要|具体)?负责(?![人同])")
_CIRCUMSTANCE = later(r"在|对|按|根据|依|于|向|自|由|结合|会同|组织[^，。；]{0,12}$|\d")
_IN_CHARGE = later(r"(?:[要应须需]|[^，。；]{0,16}，)?(?:具体|分别)?(?:负责|承担)")


def find_tasks(
    text: str,
    sentences: tuple[Sentence, ...],
    assignments: tuple[Assignment, ...],
    titles: dict[int, tuple[int, int]],
    rows: tuple[Row, ...] = (),
    points: frozenset[int] = frozenset(),
    closed: Mapping[int, tuple[int, ...]] | None = None,
) -> tuple[Deliverable, ...]:
    """The core clause of each assignment, in text order.

    ``titles`` gives, for an item, the span of the title clause that opens it ((三)打通供应链条。…), where it has one.
    ``rows`` are those of tables that assign tasks, ``points`` the items that are mere points of another (1. below （一）).
    ``closed`` gives, for the offset of an assignment, the numbered items that it governs where it does not stand in the one that it does.
    Assignments of nobody in particular (各有关部门) and exhortations (要高度重视) give none.
    """
    boundaries = tuple((a.start, a.end) for a in assignments if a.form == "subject")
    acting = [a.start for a in assignments if a.form == "subject"]
    cells = [a.start for a in assignments if a.rule == _CELL]
    items: dict[int, list[int]] = defaultdict(list)
    for index, sentence in enumerate(sentences):
        if sentence.kind in {"body", "table"}:
            items[sentence.item].append(index)
    splitter = Splitter(text)
    found: list[Deliverable] = []
    position = 0
    for assignment in assignments:
        while position + 1 < len(sentences) and sentences[position + 1].start <= assignment.start:
            position += 1
        if not sentences or sentences[position].kind not in {"body", "table", "heading"} or assignment.rule == _ONGOING:
            continue
        if assignment.rule == _CELL:
            following = _following(cells, assignment.start, len(text))
            found.extend(_tasks_of_cell(text, sentences, position, following, assignment, boundaries))
            continue
        task = None
        if assignment.rule == _ROW:
            found.extend(_tasks_of_row(text, sentences, rows, assignment, boundaries))
        elif assignment.rule == _SENTENCE:
            task = _task_before(text, sentences, position, assignment, boundaries, titles)
        elif assignment.form in {"tail", "line"} and assignment.rule != _BACK:
            own, also = sentences[position].item, (closed or {}).get(assignment.start, ())
            for item in also if assignment.rule == _COUNTED else dict.fromkeys((*also, own)):
                core = core_of_item(text, sentences, items[item], assignment, titles, boundaries, point=item in points)
                if core is None and item == own:
                    core = core_of_heading(text, sentences, position)
                elif core is not None and item != own and _DIGIT.search(text, core.start, core.end):  # 时间压缩至5天: a number's matter
                    core = None
                found += _at(text, core, assignment)
        elif assignment.form in {"subject", "by"} and _somebody(text, assignment):
            sentence = sentences[position]
            after = min(_following(acting, assignment.start, sentence.end), sentence.end)
            task = _task_of_clause(splitter, sentence, position, assignment, boundaries, after)
            task = task or _task_before(text, sentences, position, assignment, boundaries, titles)
        if task is not None and not _says_nothing(text, task):
            found.append(task)
    return tuple(found)


def _following(starts: list[int], at: int, end: int) -> int:
    """The first of ``starts`` behind ``at``; ``end`` where none is."""
    index = bisect_right(starts, at)
    return starts[index] if index < len(starts) else end


def _at(text: str, core: Core | None, assignment: Assignment) -> list[Deliverable]:
    """The task that an item's core is, if it says anything."""
    if core is None:
        return []
    task = _task(text, (core.start, core.end), core.sentence, (core.start, core.end), assignment, core.rule)
    return [] if _says_nothing(text, task) else [task]


def _says_nothing(text: str, task: Deliverable) -> bool:
    """Whether a core is no work of its own: a sanction, a label, an exception, what announces a list or points at its items."""
    label = task.end - task.start <= _LABEL_LENGTH and text[task.end : task.end + 1] in {"：", ":"}
    return label or _IDLE.fullmatch(text, task.start, task.end) is not None


def _somebody(text: str, assignment: Assignment) -> bool:
    """Whether a clause assigns to somebody: to units that it names or that form a group (各成员单位), or to any (各有关部门) with 负责."""
    ought = text.startswith(("要", "应", "须"), assignment.end)  # 国务院各有关部门要…: they are known, if not by name
    named = any(_one_of_some(agency.text, agency.type) or (ought and agency.text.startswith("国务院")) for agency in assignment.agencies)
    return named or _IN_CHARGE.match(text, assignment.end) is not None


def _one_of_some(name: str, kind: str) -> bool:
    return kind != "generic" or name.endswith("成员单位") or "人民政府" in name


def _tasks_of_cell(
    text: str, sentences: tuple[Sentence, ...], position: int, end: int, assignment: Assignment, boundaries: tuple[tuple[int, int], ...]
) -> list[Deliverable]:
    """A unit in a table's cell: each numbered point of its rows is a task of that unit."""
    found = []
    for index in range(position, len(sentences)):
        sentence = sentences[index]
        if sentence.start >= end:
            break
        if sentence.kind in {"body", "table"} and sentence.start >= assignment.end and _NUMBERED.match(text, sentence.start, sentence.end):
            core = main_clause(text, sentence.start, sentence.end, boundaries)
            if core is not None and not _NOT_TO.match(text, core[0]) and not _scored(text, core, sentence.end):
                found.append(_task(text, core, index, core, assignment, "task.cell"))
    return found


def _scored(text: str, core: tuple[int, int], end: int) -> bool:
    """Whether a clause only counts what earns marks: 信息被省级媒体采用1篇，得3分."""
    return re.search("[0-9０-９]", text[slice(*core)]) is not None and _SCORED.match(text, core[1], end) is not None


def _tasks_of_row(
    text: str, sentences: tuple[Sentence, ...], rows: tuple[Row, ...], assignment: Assignment, boundaries: tuple[tuple[int, int], ...]
) -> list[Deliverable]:
    """What a table's row assigns: its task's name, or the main clause of what the cell of tasks (else of their content) says at length.

    Where that cell has numbered points, each is a task.
    """
    row = rows[index_at(rows, assignment.start)]
    cell = next((cell for kind in ("task", "content") for cell in row.cells if cell.column == kind), None)
    if cell is None:
        return []
    points = [cell.start, *(match.end() for match in _POINT.finditer(text, cell.start, cell.end)), cell.end]
    if _NUMBERED.match(text, cell.start, cell.end) is None:
        points = [cell.start, cell.end]
    cores = [_core_of_cell(text, start, end, boundaries) for start, end in pairwise(points)]
    return [
        _task(text, core, index_at(sentences, core[0]), core, assignment, "task.row")
        for core in cores if core is not None and _NOT_TO.match(text, core[0]) is None
    ]


def _core_of_cell(text: str, start: int, end: int, boundaries: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The core of a cell, or of one of its numbered points."""
    start = past_marker(text, start, end)
    score = _SCORE.search(text, start, end)
    end = score.start() if score else end
    named = end - start <= _LONGEST_NAME and "。" not in text[start : end - 1]
    return title_core(text, start, end) if named else main_clause(text, start, end, boundaries)


def _task_of_clause(
    splitter: Splitter, sentence: Sentence, position: int, assignment: Assignment, boundaries: tuple[tuple[int, int], ...], stop: int
) -> Deliverable | None:
    """What a subject is to do (市财政局要…), or the clause that says by whom it is done (由…牵头).

    At ``stop`` the next body of the sentence begins: what is its work is no longer this one's (X负责巡查，Y保障经费).
    """
    text, parts = splitter.text, splitter.of(sentence.start, sentence.end)
    at = index_at(parts, assignment.start)
    if at < 0 or parts[at].end <= assignment.start or text[sentence.end - 1] in "？?":
        return None
    own = parts[at]
    if _ITEMS.match(text, own.start, assignment.start + 1):  # 第1、2项由市财政局牵头: which items, said of others
        return None
    if only_named(text, own.start, assignment):
        return None
    last = next((i for i in range(at, len(parts)) if parts[i].end >= assignment.end), at)  # 由X牵头，Y配合，…
    more = [part for part in parts[last + 1 : last + 4] if part.end <= stop]
    rest = _segment((Clause(max(assignment.end, parts[last].start), parts[last].end, parts[last].mark), *more))
    if assignment.form == "subject":
        core = _in_charge_of(text, rest[0], boundaries) or first_action(text, rest, boundaries)
    else:
        core = _done_by(text, own, parts[at - 1] if at else None, rest, assignment, boundaries)
    if core is None or core[1] - core[0] < _SHORTEST or _NOT_TO.match(text, core[0]) or text[core[0]] == "、":
        return None
    if may(text, core, assignment) or sanctions(text, core, own.start, assignment) or offers(text, core):
        return None
    if lexicon.pattern("cues", "hollow").search(text, core[0], core[1]):
        return None
    if _STATES.search(text, core[0], core[1]) and core[1] == rest[0].end and rest[0].mark == "，":
        core = (core[0], min(rest[-1].end, core[0] + MAX_CORE))
    return _task(text, core, position, (own.start, own.end), assignment, f"task.{assignment.form}")


def _in_charge_of(text: str, clause: Clause, boundaries: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """What a body is in charge of (负责新批宅基地, 负责统筹), whatever it ends in: no circumstance is."""
    if _ALONE.fullmatch(text, clause.start, clause.end):
        return clause.start, clause.end
    charge = _CHARGE.match(text, clause.start, clause.end)
    if charge is None:
        return None
    core = (lead_out(text, clause.start, clause.end, boundaries), clause.end)
    return core if _CIRCUMSTANCE.match(text, core[0]) is None and 3 <= core[1] - core[0] <= MAX_CORE else None


def _segment(parts: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses up to the first semicolon: what follows it is a matter of its own."""
    stop = next((i for i, clause in enumerate(parts) if clause.mark in {"；", ";"}), len(parts))
    return parts[: stop + 1]


def _done_by(
    text: str,
    own: Clause,
    before: Clause | None,
    rest: tuple[Clause, ...],
    assignment: Assignment,
    boundaries: tuple[tuple[int, int], ...],
) -> tuple[int, int] | None:
    """What is done by whom: the whole clause where it says what first (具体办法由市财政局制定), else what 由… does, as of a subject.

    Where that is a verb alone, the clause ``before`` says what: 具体办法，由市财政局另行制定.
    """
    heads = _SAYS_NOTHING.fullmatch(text, own.start, assignment.start) is not None
    opens = before is None or before.mark in {"；", ";", "：", ":"}
    if heads and opens and len(rest) > 1 and _CARRIES_OUT.fullmatch(text, rest[0].start, rest[0].end):
        return first_action(text, rest[1:], boundaries)
    if own.end - assignment.end < 3 and heads and len(rest) > 1 and _DOES_ITSELF.match(text, rest[1].start):  # 市住建局牵头负责，组织…
        return first_action(text, rest[1:], boundaries)
    if own.end - assignment.end < 3 and heads:  # …，由市财政局负责: says who, not what
        return None
    if _COMPOSED.search(text, max(own.start, assignment.start - _AROUND), min(own.end, assignment.end + _AROUND)):
        return None
    if not heads:
        if len(rest) > 1 and circumstance(text, rest[0], rest[0].start):  # 积分入学由区教育局按照积分排名原则，统筹安排学位
            action = first_action(text, rest[1:], boundaries)
            if action is not None and action[1] - action[0] > _NO_OBJECT and object_verb(text, *action) is not None:
                return action
        start = _past_article(text, _own_part(text, own.start, assignment.start))
        more = text[assignment.end : assignment.end + 1] == "、"  # …由甲局、绿化由乙局负责
        return start, min(assignment.end if more else own.end, start + MAX_CORE)
    if _BY_ITSELF.fullmatch(text, rest[0].start, rest[0].end):
        return rest[0].start, rest[0].end
    core = first_action(text, rest, boundaries)
    if core is None or core[1] - core[0] > _VERB_ALONE:
        return core
    said = text[before.start : before.end] if before is not None and before.mark == "，" else ""
    if said.startswith("除") and said.endswith("外"):  # 除饮水由甲局牵头外，都由乙乡组织实施: of items above
        return None
    what = said != "" and not said.endswith(TRAILING) and "由" not in said  # 由甲提出申请，由乙审定方案: each says its own
    start = _past_article(text, before.start) if before is not None and what else core[0]
    start = own.start if core[1] - start < _SHORTEST else start  # 由县人民政府|代履行
    return (start, core[1]) if core[1] - start <= MAX_CORE else core


def _own_part(text: str, start: int, by: int) -> int:
    """Where a body's own part begins in a clause that gives each of several bodies its part: 路灯由甲局、|管网由乙局负责."""
    before = text.rfind("由", start, by - 1)
    if before < 0:
        return start
    at = text.find("、", before, by - 1)
    while at >= 0:
        following = text.find("、", at + 1, by - 1)
        if _BODY_ENDS.search(text, at + 1, following if following >= 0 else by - 1) is None:
            return at + 1
        at = following
    return start


def _past_article(text: str, start: int) -> int:
    """Where a clause begins after the number of the article that it opens (第三十一条)."""
    article = _ARTICLE.match(text, start)
    return article.end() if article else start


def _task_before(
    text: str,
    sentences: tuple[Sentence, ...],
    position: int,
    assignment: Assignment,
    boundaries: tuple[tuple[int, int], ...],
    titles: dict[int, tuple[int, int]],
) -> Deliverable | None:
    """A sentence that only says who (由省生态环境厅牵头，省财政厅配合。): what is to be done stands in the one before it."""
    sentence = sentences[position]
    start, end = _segment_around(text, sentence, assignment)
    rest = end - assignment.end < 3 or _TAKE_PART.fullmatch(text, assignment.end, end) is not None
    by = assignment.form == "by" or assignment.rule == _SENTENCE
    before_by = text[assignment.start - 2 : assignment.start]
    mark = assignment.start - 2 if before_by in {"，由", ",由"} else assignment.start - 1
    alone_by = before_by[1:] in {"，", ","} and "由" not in text[start:mark]  # 管网疏通，县水务局负责
    in_charge = any(one.role != "support" for one in assignment.agencies)
    done_by = in_charge and (rest or (alone_by and end - assignment.end == len("负责。")))
    if by and done_by and mark > start and (mark < assignment.start - 1 or alone_by):
        core = main_clause(text, start, mark, boundaries)
        return None if core is None else _task(text, core, position, core, assignment, "task.clause_before")
    rest = rest and end == sentence.end
    alone = by and assignment.start - sentence.start < _POINTER and rest
    if not alone or not position or sentences[position - 1].paragraph != sentence.paragraph:
        return None
    duties = _duties_after(text, sentences, position, boundaries)
    if duties is not None:  # 污染处置组。由…牵头，…参加。主要职责：…
        return _task(text, duties, position + 1, duties, assignment, "task.duties")
    title = titles.get(sentence.item)
    if title is not None and says_what(text, title) and opens_with_verb(text, *title):  # （六）治理占路经营。…。由…牵头
        return _task(text, title, position, title, assignment, "task.title")
    before = sentences[position - 1]
    core = main_clause(text, before.start, before.end, boundaries)
    if core is None or _GROUP_NAME.fullmatch(text, *core):
        return None
    return _task(text, core, position - 1, core, assignment, "task.sentence_before")


def _segment_around(text: str, sentence: Sentence, assignment: Assignment) -> tuple[int, int]:
    """The stretch between semicolons in which an assignment stands: 选址由甲局负责；验收，由乙局负责；…."""
    low, high = max(sentence.start, assignment.start - _PART), min(sentence.end, assignment.end + _PART)
    before = max(text.rfind(mark, low, assignment.start) for mark in "；;：")  # 会议明确了分工：路灯维护，由甲局负责
    after = _SEMICOLON.search(text, assignment.end, high)
    return max(before + 1, sentence.start), after.start() if after else sentence.end


def _duties_after(
    text: str, sentences: tuple[Sentence, ...], position: int, boundaries: tuple[tuple[int, int], ...]
) -> tuple[int, int] | None:
    """The first of the duties that the next sentence lists for those that this one names; None where it lists none."""
    following = sentences[position + 1] if position + 1 < len(sentences) else None
    if following is None or following.section != sentences[position].section:
        return None
    label = _DUTIES.match(text, following.start, following.end)
    return main_clause(text, label.end(), following.end, boundaries) if label is not None else None


def _task(
    text: str, core: tuple[int, int], position: int, clause: tuple[int, int], assignment: Assignment, rule: str
) -> Deliverable:
    return Deliverable(
        start=core[0], end=core[1], kind="task", sentence=position, clause=clause,
        indicator=object_of(text, *core) or before_by(text, clause[0], core[0]),
        event=event_of(text[core[0] : core[1]]) or "other", assignment=assignment, rule=rule,
    )
