"""The thing that a clause is about: the object of its main verb, of 将…纳入 and 对…进行, or the subject of the verb that closes it.

What is asked for is the noun: 支持甲区开展保税维修业务 is about 保税维修业务, 将经费纳入预算 about 经费, 在网站公示结果 about 结果. Each
pattern is anchored at the start of the clause and looks at bounded stretches only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.finding import indicators
from policy_extract.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST_HEAD = 3  # characters
_SHORTEST_THING = 2
_NOUN_GOES_ON = frozenset("的、和及与等工结报任条招入金情方")  # 评估|结论, 发放|工作: the event is part of a noun
_FAR = 60  # characters in which the verb after 在…, 向… is looked for
_ON = later(  # 对X进行…, 对X统筹考虑, 对X负总责
    r"对(?!外|口|接|标|策)于?(?P<thing>[^，]{2,60}?)"
    r"(?:(?:要|将|应当?|继续|依法|及时|定期|分别|统一|全面|适时|严格|集中|认真|逐[一个户村])*"
    r"(?:进行|开展|实施|给予|予以|加以|作出|做出|提出|实行|采取|组织|负总责|负责|统筹(?=考虑|安排)|督促|整治|加强|加大)"
    r"|(?:要|继续|依法|及时|定期|统一|全面|适时|严格|集中|分类|逐[一个户村])+(?=[一-龥]{2,6}$))"
)
_MOVED = later(  # 将X纳入Y, 把X列为Y
    r"[将把]?(?P<thing>[^，]{2,60}?)(?:全部|一并|及时|统一|优先|全面)*"
    r"(?:纳入|列入|列为|作为|改为|变为|调整为|上升为|转为|下放(?:至|到|给)|移交|交由|送交|报送|报请|提请|提交|录入|划归|划转|整合(?:到|至|进)"
    r"|打造成|延至|延长至|延续至|从[^，]{2,24}(?:调整为|变为|改为|剔除))"
)
_LEFT_TO = later(  # X，由甲部门另行制定; X由甲政府规定
    r"(?P<thing>[^，；由]{3,40})，?由[^，]{2,40}(?:制定|规定|确定|决定|公布|负责|承担|编制|组织|拟[订定]|划定|发布|提出)(?:并[^，；]{2,24})?$"
)
_MANNER = later(
    r"(?:进一步|深入|大力|合理|全力(?:以赴)?|着力|着重|注重|密切|定期|不?定期|持续|共同|自动|积极|主动|牵头|始终|坚持(?!不)|科学|依法(?:合规|依规)?|统一"
    r"|基本|正式|初步|最终|提前|普遍|立即|随时|如期|按期|按时|陆续|充分|顺利|协同|努力"
    r"|同步|多方|认真|及时|严格|切实|继续|不断|逐步|分步|广泛|具体|分别|每[年月季周]都?|重点|加快|稳步|稳定|扎实|有序|全面|优先|适时|适当|实际|审慎|稳妥"
    r"|集中力量|采取(?:有效|有力)?措施|按(?:照)?(?:有关)?(?:规定|要求|程序|职责)|根据(?:有关)?规定|(?:决定|要求?|拟|应当?)(?=[将把]))+"
)
# On what basis, with what: what is done comes after the comma (根据评估结果，对企业进行分级管理)
_BASIS_CLAUSE = later(r"(?:依照|按照?|根据|依据|结合|通过|围绕|针对|对(?!外|口|接)|在(?![线建]))[^，]{2,60}，\s*")
_AROUND = frozenset("在向为与同从给通按依根利以")
"""What opens a phrase that says where, for whom or by what means: the verb comes after it."""
_AND = later(r"(?:、|和|及|并|或者?|与|以及)+(?:进一步|及时|逐步|依法)?")
# What comes after the thing: 方案并组织实施, 总结报告并报送上级, 专项资金用于促进就业
_AND_THEN = later(
    r"并(?=[及报向公组监告说提抄予严督加落负]|(?!购|网|轨|列)[^，]{0,6}(?:实施|办理|审[核批查]))|用于(?![^，]*的)|，(?=由|并|确保|实现|将|把|对|向|按|会同|报|做好)"
)
_ONLY_NEXT = later(r"并(?!购|网|轨|列)")
# 由市民政局测算，报市政府批准后执行: of what, another clause says
_HANDED_ON = later(r"报[^，]{2,24}(?:批准|备案|审定|审批|同意)后?[^，]{0,6}$")
_BEFORE_BY = later(r"(?P<thing>[^，；由]{3,40}?)，?由[^，；]{2,40}$")
_EDGE_BEFORE = later(r"[、，, \n][、，,\s和及与并的了起]*")
_EDGE_AFTER = later(r"(?:[、，,\s的]|并|及时|进一步|依法|定期|正式|(?<![中调共缓总柔温])和$|[与及]$|即?将|全部|逐步|落实到位|到位)+$")


@cache
def _events() -> re.Pattern[str]:
    return lexicon.literals([*lexicon.load("events")["event"], *lexicon.load("events")["name"]])


@cache
def _built() -> re.Pattern[str]:
    return re.compile("建成")


def event_words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The event words of ``text[start:end]`` that are not part of a name (建成|区)."""
    named = lexicon.load("events")["name"]
    for match in _events().finditer(text, start, end):
        if match[0] not in named:
            yield match
        elif match[0] == "建成区" and text[match.end() : match.end() + 1] in {"级", "域"}:  # 建成|区级平台
            built = _built().match(text, match.start(), end)
            if built is not None:
                yield built


def object_verb(text: str, start: int, end: int) -> int | None:
    """Where a verb that opens ``text[start:end]`` ends."""
    verb = indicators.do_pattern().match(text, start, end) or lexicon.pattern("verbs", "duty").match(text, start, end)
    return verb.end() if verb else None


def opens_with_verb(text: str, start: int, end: int) -> bool:
    """Whether a verb of any kind, after adverbs, opens ``text[start:end]`` (强化安全监管, 推进执法)."""
    manner = _MANNER.match(text, start, end)
    return any(_opening_verb(text, at, end) is not None for at in {start, manner.end() if manner else start})


def object_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What ``text[start:end]``, the core of a task or milestone, is about.

    The whole of it where no verb tells, None where nothing is left.
    """
    said = _said(text, start, end)
    if said is None:
        basis = _BASIS_CLAUSE.match(text, start, end)
        if basis and end - basis.end() > _SHORTEST_HEAD and _after_light(text, start + 2, basis.end(), basis.end()) is None:
            start = basis.end()
            said = _said(text, start, end)
    found = said or _after_verbs(text, start, end) or _before_event(text, start, end)
    if found is None or _ONLY_NEXT.match(text, *found) or _HANDED_ON.match(text, start, end):  # 制定并向社会公布: the verbs alone
        return None
    return _trimmed(text, *found)


def before_by(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The thing that stands before its unit (权责清单|由甲政府…): from ``start`` to the 由 before ``end``."""
    thing = _BEFORE_BY.match(text, start, end)
    return thing.span("thing") if thing is not None else None


def opens_action(text: str, start: int, end: int) -> bool:
    """Whether a verb that opens an action (开展, 设立) or an event stands in ``text[start:end]``."""
    return _after_light(text, start, end, end) is not None or next(event_words(text, start, end), None) is not None


def _said(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The thing of 对X进行…, 将X纳入… and X由…制定."""
    manner = _MANNER.match(text, start, end)
    at = manner.end() if manner else start
    moved = text[start - 1 : start] in {"将", "把"} or text[at : at + 1] in {"将", "把"}
    for pattern in (_ON, _MOVED, _LEFT_TO) if moved else (_ON, _LEFT_TO):
        said = pattern.match(text, start if pattern is _LEFT_TO else at, end)
        if said is not None:
            return said.span("thing")
    return None


def _opening_verb(text: str, start: int, end: int) -> int | None:
    """Where a verb of any kind, or an event, that opens ``text[start:end]`` ends."""
    light = lexicon.pattern("verbs", "light").match(text, start, end)
    if light is not None and text[light.end() : light.end() + 1] in lexicon.load("verbs")["light"][light[0]].get("not_before", " "):
        return None
    verb = object_verb(text, start, end)
    if verb is not None:
        return verb
    if light is not None and len(light[0]) > 1:
        return light.end()
    event = _events().match(text, start, end)
    return event.end() if event is not None and event[0] not in lexicon.load("events")["name"] else None


def _after_verbs(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands after the verbs that open the clause, or after the verb to which 支持…, 在…, 向… leads."""
    manner = _MANNER.match(text, start, end)
    at = manner.end() if manner and manner.end() < end - 1 else start
    first = None if text.startswith(("利用", "通过", "依托"), at) else _opening_verb(text, at, end)
    if first is None and at > start:
        first, at = _opening_verb(text, start, end), start
    if first is None or first >= end - 1:
        if text[at] in _AROUND or text.startswith(("允许", "授权", "要求", "通知", "责令"), at):
            return _after_light(text, at + 2, min(end, at + _FAR), end)
        return None
    opening = text[at:first]
    after = _past_more(text, opening, first, end)
    if opening in lexicon.load("verbs")["passing"]:
        on = _ON.match(text, after, end)
        return on.span("thing") if on else _after_light(text, after, min(end, after + _FAR), end) or (after, end)
    return after, end


def _past_more(text: str, opening: str, at: int, end: int) -> int:
    """Where the verbs end that stand beside the first one: 推进、指导、协调|…, 加强和充实|…, 研究制定|…, but 完善|保障和激励政策."""
    beside = opening in lexicon.load("verbs")["leading"]
    while True:
        joined = _AND.match(text, at, end)
        if joined is None and not beside:
            return at
        verb = _opening_verb(text, joined.end() if joined else at, end)
        if verb is None or verb >= end - _SHORTEST_HEAD or text[verb] == "的" or _is_list(text, verb, end):
            return at
        at, beside = verb, False


def _is_list(text: str, at: int, end: int) -> bool:
    """Whether a list of nouns goes on at ``at``, so that what stands before it is no verb."""
    joined = _AND.match(text, at, end)
    return joined is not None and _opening_verb(text, joined.end(), end) is None


def _after_light(text: str, start: int, upto: int, end: int) -> tuple[int, int] | None:
    """What stands after the first verb of ``text[start:upto]`` that opens an action (开展, 提交, 公示), or between 将 and 纳入."""
    words = lexicon.load("verbs")["light"]
    for verb in lexicon.pattern("verbs", "light").finditer(text, start, upto):
        if end - verb.end() < _SHORTEST_THING or text[verb.end()] in "的、" + words[verb[0]].get("not_before", ""):
            continue
        if verb[0] in {"将", "把"}:
            moved = _MOVED.match(text, verb.start(), end)
            if moved is None:
                continue
            return moved.span("thing")
        return _past_more(text, verb[0], verb.end(), end), end
    return None


def _before_event(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The subject of the clause's event (某某铁路|建成通车, 生猪产能|恢复到…), its object where the subject is too short; else all."""
    for event in event_words(text, start + 2, end):
        if end - event.end() > 1 and text[event.end()] in _NOUN_GOES_ON:
            continue
        if end - event.end() <= 1 or event.start() - start > _SHORTEST_HEAD:
            return start, event.start()
        return event.end(), end
    return (start, end) if end > start else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A thing without what is done next, and without marks, connectives and adverbs at its edges."""
    if text.startswith("对", start) and text.find("的", start, end) > 0 and not text.startswith(("对外", "对口", "对接"), start):
        start += 1
    rest = _AND_THEN.search(text, start + _SHORTEST_THING, end)
    end = rest.start() if rest else end
    opening = _EDGE_BEFORE.match(text, start, end)
    start = opening.end() if opening else start
    closing = _EDGE_AFTER.search(text, start, end)
    end = closing.start() if closing else end
    return (start, end) if end > start else None
