"""Whose voice a stretch of text is: the turns of a press conference or interview, each with the body of the person who speaks.

What a speaker says that his body will do is that body's (ANNOTATION 2: the announcing department of a press conference); what the host,
a reporter or the head of a district says is nobody's here. A speaker is known by his introduction, an office and a name (市住房和城乡建设局
副局长 庄文荣), an answer without a name (答：) by the body that the interview is with (访市统计局局长…, 某局有关负责人就…答记者问). A
department's own summary of a year and outlook on the next (某市水利局2021年工作总结和2022年工作思路) is its voice throughout.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.finding.assignments.items import as_item, in_role
from policy_extract.finding.explained import find_explainer
from policy_extract.mentions import Voice
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import AgencyMention, Assigned

_CUES = ("记者", "主持", "发布会", "访谈", "对话", "答：", "答:")
_TURN = later(
    r"(?m)^[ 　\t]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)])?"
    r"(?P<who>[一-龥·][一-龥· 　]{0,34}?)(?:[（(][^（）()\n]{1,40}[）)])?[ 　]*[：:]"
)
_ASKS = later(r"(?:记者|主持人|问|提问|网友|网民|观众|听众|市民|主持)\Z")
_ANSWERS = later(r"(?:答|回答|答复|解答|负责人|负责同志|发言人|[局厅司处]长|主任|嘉宾)\Z")
_OFFICE = (
    r"(?:[部局厅司处科署州县市区院行关会站所队]长|主任|书记|[济计程]师|专员|负责人|负责同志|发言人|秘书长|政委|调研员|巡视员|[委成]员|主席)"
)
_BEFORE_NAME = later(rf"[^，。；：:\n]{{0,20}}{_OFFICE}(?:（[^（）\n]{{1,8}}）)?[ 　（(]*\Z")
_BEHIND_NAME = later(r"[ 　（(，]{1,4}\Z")
_HOSTS_BEFORE = later(r"主持人?(?:[（(：: 　]|是|由){0,4}\Z")
_HOSTS_AFTER = later(r"(?:女士|先生|同志)?(?:担任|作为)?主持")
_OFFICE_AND_NAME = later(
    rf"[^，。；：:\n]{{0,20}}?{_OFFICE}(?:（[^（）\n]{{1,8}}）)?[ 　]*(?P<name>[一-龥·]{{1,4}}[ 　]{{0,2}}[一-龥]{{0,3}})[ 　]*[（(：:]"
)
_OFFICES = later(rf"[^，。；：:\n]{{0,20}}?{_OFFICE}(?:[ 　]*(?:[）)、，]|\n|\Z))")
_AND_ALSO = later(rf"[^，。；：:\n]{{0,20}}{_OFFICE}[、兼，]{{1,2}}\Z")
_WITH = later(r"(?:专访|采访|访问|走访|对话|连线|访)(?:了|到)?\Z")
_TAKES_QUESTIONS = later(
    rf"[^，。；\n]{{0,16}}{_OFFICE}[^，。；：:\n]{{0,8}}(?:就[^。；\n]{{2,60}}?|接受[^。；\n]{{0,16}})?(?:答|回答|解答|采访|专访|访谈)"
)
_SAYS = "说|介绍|表示|透露|指出|告诉|坦言|强调|补充"
_TOLD_BY = later(
    rf"(?:[^，。；：:\n]{{0,16}}、)?[^，。；：:\n]{{0,8}}?{_OFFICE}(?P<name>(?!会议|专题|现场|随后|同时|接受|重点|首先|最后|还|也|在|就|对|向|一行)[一-龥]{{2,3}}?)(?=[^，。；：:一-龥]?(?:{_SAYS}|在[^，。；\n]{{1,12}}(?:上|中)|向))"
)
"""市水务局副局长李文介绍: the official whom the text then calls by his name alone."""
_MOST_PEOPLE = 20
_EXPLAINS = later(r"[^。；\n]{0,40}?(?:统一|逐条|逐一|集中)?(?:作了|进行|统一|作出|做了)(?:解答|解释|答疑|说明)")
"""县畜牧局把问得多的逐条作了解释: whose answers follow."""
_OFFICE_OF = later(r"(?P<body>[一-龥]{2,}?(?:厅|局|委员会|委|署|部))[一-龥]{2,}[处司科股室]")
_OWN_REPORT = later(r"(?:关于)?[ 　\n]{0,4}20\d\d年[^，。；：\n]{0,16}工作(?:总结|思路|打算|安排|汇报)")
_HEAD = 40
"""A title of the kind begins within so many characters of the text's beginning."""
_LEAD = 900
"""Who an interview is with is said in its title or its lead, this many characters."""
_MOST_NAMES = 300
"""So many names are looked for at most: each costs a look at the whole text, and every label of a list could be one."""
_LINE = 60
"""No longer is the way from a person's body to his name."""


class _Turn(NamedTuple):
    """``who`` as written at the head of a turn [start, end), and the name that it is looked up by."""

    start: int
    end: int
    who: str
    name: str


def find_voices(text: str, agencies: tuple[AgencyMention, ...]) -> tuple[Voice, ...]:
    """The turns of a transcript, in text order, a department's own summary, an interpretation or a reply; none in other texts."""
    whole = _summary(text, agencies)
    turns = _spoken_turns(text, agencies) if whole is None and any(cue in text for cue in _CUES) else ()
    whole = whole or (find_explainer(text, agencies) if not turns else None)
    return turns or ((whole,) if whole is not None else _quoted(text, agencies))


def _spoken_turns(text: str, agencies: tuple[AgencyMention, ...]) -> tuple[Voice, ...]:
    """The turns of a transcript; none where nobody's body is known."""
    turns = [_Turn(match.start("who"), match.end(), match["who"], _name(match["who"])) for match in _TURN.finditer(text)]
    if len(turns) < 2:
        return ()
    speakers = _Speakers(text, agencies)
    spoken = [(turn, bodies) for turn in turns if (bodies := speakers.bodies_of(turn)) is not None]
    if not any(bodies for _, bodies in spoken):
        return ()
    ends = [turn.start for turn, _ in spoken[1:]] + [len(text)]
    return tuple(Voice(turn.end, end, bodies) for (turn, bodies), end in zip(spoken, ends, strict=True))


def _quoted(text: str, agencies: tuple[AgencyMention, ...]) -> tuple[Voice, ...]:
    """What news goes on to tell by the name of an official alone (李文说，今年…), up to the end of its paragraph: his body's."""
    people: dict[str, Assigned] = {}
    for one in agencies:
        named = _TOLD_BY.match(text, one.end) if one.type != "generic" else None
        if named is not None and len(people) < _MOST_PEOPLE:
            people.setdefault(named["name"], _speaking_for(one))
    found = []
    for name, body in people.items():
        for match in re.finditer(f"(?:^|(?<=[\n。”　 ])){re.escape(name)}(?:{_SAYS})", text):
            end = text.find("\n", match.end())
            found.append(Voice(match.start(), len(text) if end < 0 else end, (body,)))
    found.sort()
    return tuple(
        one._replace(end=min(one.end, after.start)) for one, after in pairwise([*found, Voice(len(text), len(text), ())])
    )


def _summary(text: str, agencies: tuple[AgencyMention, ...]) -> Voice | None:
    """All of a text whose title, at its head, calls it a department's summary or outlook; a government's own is said by no department."""
    for one in agencies:
        if one.start > _HEAD:
            return None
        if one.type != "generic" and not one.text.endswith("政府") and _OWN_REPORT.match(text, one.end):
            return Voice(one.end, len(text), (_speaking_for(one),))
    return None


def _name(written: str) -> str:
    """A name as it is looked up: 王　芳 is 王芳."""
    return written.replace(" ", "").replace("　", "")


class _Speakers:
    """The people of a transcript and the bodies that they speak for."""

    def __init__(self, text: str, agencies: tuple[AgencyMention, ...]) -> None:
        self._text = text
        self._agencies = agencies
        self._starts = [one.start for one in agencies]
        self._at = {one.start: one for one in agencies}
        self._ends = [one.end for one in agencies]
        self._known: dict[str, tuple[Assigned, ...] | None] = {}
        self._guest: tuple[Assigned, ...] | None = None

    def bodies_of(self, turn: _Turn) -> tuple[Assigned, ...] | None:
        """The bodies that speak in a turn, () for those who host or ask or have no body, None where the line is no turn at all."""
        if _ASKS.search(turn.name):
            return ()
        if turn.start in self._at:  # 市财政局副局长　李文：
            return self._at_head(turn)
        if _ANSWERS.fullmatch(turn.name):
            if self._guest is None:
                self._guest = self._interviewed()
            return self._guest
        if turn.name not in self._known:
            named = 2 <= len(turn.name) <= 4 and len(self._known) < _MOST_NAMES
            self._known[turn.name] = self._introduced(turn.who) if named else None
        return self._known[turn.name]

    def _at_head(self, turn: _Turn) -> tuple[Assigned, ...] | None:
        """The body with which the head of a turn begins, if it goes on with an office and a name, which is known from then on."""
        office = _OFFICE_AND_NAME.match(self._text, self._at[turn.start].end, turn.end)
        if office is None:
            return None
        self._known[_name(office["name"])] = bodies = self._offices(turn.start, office.start("name"))
        return bodies

    def _introduced(self, written: str) -> tuple[Assigned, ...] | None:
        """The bodies in whose office a person is introduced: the first place where an office stands before or behind the name."""
        text = self._text
        for match in re.finditer(re.escape(written), text):
            head = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _LINE)
            if _BEFORE_NAME.search(text, head, match.start()) is not None:
                bodies = self._offices(head, match.start())
                begin = bodies[0].start if bodies else match.start()
                hosts = _HOSTS_BEFORE.search(text, head, begin) or _HOSTS_AFTER.match(text, match.end())
                return () if hosts else bodies
            at = bisect_left(self._starts, match.end())
            behind = self._agencies[at] if at < len(self._agencies) else None
            if behind is not None and _BEHIND_NAME.fullmatch(text, match.end(), behind.start) and _OFFICES.match(text, behind.end):
                return (_speaking_for(behind),)  # 聂光宇　市住房和城乡建设局副局长
        return None

    def _offices(self, head: int, end: int) -> tuple[Assigned, ...]:
        """The body whose office ends at ``end``, and those before it that the same person heads (市统计局局长、市普查办主任)."""
        found: list[Assigned] = []
        index = bisect_left(self._ends, end) - 1
        stop, joins = end, _BEFORE_NAME
        while index >= 0 and self._agencies[index].start >= head:
            one = self._agencies[index]
            if joins.fullmatch(self._text, one.end, stop) is None:
                break
            if one.type != "generic":
                found.insert(0, _speaking_for(one))
            stop, joins = one.start, _AND_ALSO
            index -= 1
        return tuple(found)

    def _interviewed(self) -> tuple[Assigned, ...]:
        """The body whose people answer in an interview."""
        text = self._text
        for one in self._agencies:
            if one.start > _LEAD:
                break
            if one.type == "generic":
                continue
            asked = _TAKES_QUESTIONS.match(text, one.end) or _EXPLAINS.match(text, one.end)
            if asked or _WITH.search(text, max(0, one.start - 4), one.start):
                return (_speaking_for(one),)
        return ()


def _speaking_for(mention: AgencyMention) -> Assigned:
    """The body for which one of its offices speaks: 市财政局 of 市财政局农业科."""
    item = as_item(mention)
    office = _OFFICE_OF.fullmatch(item.text)
    if office is not None:
        length = office.end("body")
        official = item.canonical.removesuffix(item.text[length:]) if item.canonical else None
        item = item._replace(end=item.start + length, text=item.text[:length], canonical=official)
    return in_role(item, "responsible")
