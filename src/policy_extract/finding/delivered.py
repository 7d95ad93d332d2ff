"""What a deliverable is made of: the event that a reader can check, and the thing that it brings about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.finding import indicators
from policy_extract.finding.objects import done_to, event_words, object_of
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.grammar.clauses import Clause
    from policy_extract.mentions import Event, TimexMention

_SHORTEST_HEAD = 3  # characters of a subject: 该铁路
# Adverbs and modals around what is delivered (该隧道|将全线, 正式|通车), and words that name no thing of their own
_ADVERB = "如期|按期|按时|顺利|提前|正式|陆续|即将|普遍|逐步|分步|预计|(?<![动设划作产资])计划|有望|同步"
_ADVERBS_AFTER = later(
    rf"(?:{_ADVERB}|对外|全部|全面|全线|基本|原则上|将|拟|均|还|也|于|继续|(?<![首成])都|(?<![回适供响反效相对])应"
    r"|(?<!急)需|(?<![主纲概需重摘])要|(?<![许认])可以?|再(?!生)"
    r"|保持(?:在)?(?:全[国省市]|国内|国际|世界)*)+$"
)
_ADVERBS_BEFORE = later(
    rf"(?:{_ADVERB}|各地|只为|为了?(?=确保|保[障证])|保[障证](?!性|金|房)|督促|确保|力争|争取|并|就(?![业医学餐近地诊])|[一二三四五六七八九十]是)+"
)
_NO_THING = later(
    r"(?:全部|一律)(?:处置|转移|安置|转化|提升|派遣|治理|更换|改造|搬迁|公开|拆除|清退|整改|退出|关停|补齐|解决|达产|复工){1,2}(?:到位|完毕|完成)?"
    r"|原则上于?|排查|整改|治理|(?:分别|再)?[一-龥]{0,2}一遍|向[^，的]{2,4}(?:开放|公布|公开)|(?:恢复)?双(?:向|车道)通[车行]"
    r"|(?:主体|完全|第一批|首批|[^，的]{1,4}[好完])|"
    rf"(?:{_ADVERB}|对外|全部|全面|全线|基本|建成|通[车水航气电]|运[营行]|使用|投[产用运]|营业|开[放通工园馆]|封顶|验收|竣工|完工|交付|入[住驻]|见效|条件"
    r"|铺轨|贯通|合龙|发射|施工|办公|完成|到位|实施|动工|开工|进场|启用|发电|并网|网$|试(?:运行|通水|开馆|营业|生产)|调试|印发|征求意见|销号|验收|审批|备案"
    r"|修正|转发|上报|兑付|回岗|全覆盖|脱贫|摘帽|接入|达标)*"
)
_NO_SUBJECT = later(r"我国|国家|中[方国]|各省份?|各[市县区地]|[全我][国省市县区]|[我他她]们|[一-龥]{2,3}[省市州盟]")
# 该机场: which one, a text before it has said at the head of a clause: 某某新机场|建设进展顺利
_POINTS_AT = later(r"(?:该|这[座条项个]|此)(?P<head>[一-龥]{2,4})")
_NAMED = later(
    r"(?:\A|[，。；：\n\s]|今天|昨天|目前|近日|日前|由|的|在)(?P<thing>(?!该|这|此|各|本|全|在|对|随|标志|主体|配套|新建|改造|建设|推进|加快)(?:(?![着了的将已是])[一-龥0-9A-Za-z]){2,14}?"
    r"(?:铁路|高铁|公路|高速|大桥|隧道|机场|项目|工程|医院|学校|校区|平台|管道|地铁|号线|电站|水库|基地|中心|园区|场馆|码头|航道))"
)
_NAMED_BEFORE = 300  # characters before it in which it is looked for
_FACILITY = later(  # 某某铁路|全长…，预计2031年建成通车: the thing at the head of a clause before
    r"(?:今[天日年]?，?|目前|当前|日前|其中|同时)?(?P<thing>(?!全线|[东西南北]?[起至]|终|共?[设有]|集|这?是|经|作为)(?:(?!成功|运抵|完成|进入|实现|抵达|东起)[^，。；：“”]){1,28}?"
    r"(?:铁路|高铁|公路|高速|大桥|隧道|机场|项目|工程|医院|学校|校区|系统|平台|管[道廊线]|地铁|号线|电站|水库|基地|中心|园区|产业园"
    r"|小区|场馆|码头|航道|车站|厂房|生产线|机组|卫星|火箭|邮轮|飞机|公园|工厂|[站馆线段港]))"
    r"(?=总|全长|共[有设]|设计|最高|主|是|为|由|位于|已|正|目前|今[天日]|日前|将|计划|预计|有望|起[于自]|于|以|（|\(|$)"
)
_SUBJECT = later(  # 电站群包括三座电站，…; 作为…工程的某通道，…; 某水库扩建工程已完成招标，4月开工
    r"(?:(?:作为|总投资|位于|地处|全长)[^，；]{2,30}的(?P<named>(?!第|首|重要|主要|[一二两三\d]+[个座条项])[^，；的]{2,16}?)(?=昨天|今天|已|正|目前|将|于|，|（|\(|$)|"
    r"(?:今[天日年]?，?|目前|当前|日前|其中|同时|对)?(?P<thing>(?!全线|[东西南北]?[起至]|终|设|集|这?是|经|总|全|地[上下]|主体|作为|我[市县区省国们局]|本|各|预计|计划"
    r"|力争|确保|[几数\d一二两三多])"
    r"(?:(?!成功|运抵|完成|进入|实现|抵达|东起|已|正在|计划|通过|建成|开展|推进|人员|总数|工人)[^，。；：“”]){3,24}?|该[一-龥])"
    r"(?:包括|总投资|全?长\d|占地|用地\d|总?建筑面积|已(?:经?完成|开工|进入|获|启动)|正在|尚未|目前(?:已|正|进)|主体封顶|现已|于\d{4}年))"
)


def event_of(words: str) -> Event | None:
    """The checkable event a clause ends in: that of its last strong event word, None where there is none."""
    found: Event | None = None
    for match in event_words(words, 0, len(words)):
        event: Event = lexicon.load("events")["event"][match[0]]["event"]
        if found is None or event in {"in_use", "complete"}:
            found = event
    return found


def delivered(text: str, core: tuple[int, int], time: TimexMention | None, parts: tuple[Clause, ...]) -> tuple[int, int] | None:
    """What a milestone delivers (see ``_delivered``); of 该机场 the airport that was named last before it."""
    found = _delivered(text, core, time, parts)
    points = None if found is None else _POINTS_AT.fullmatch(text, *found)
    if found is None or points is None:
        return found
    named = [one for one in _NAMED.finditer(text, max(0, found[0] - _NAMED_BEFORE), found[0]) if one["thing"].endswith(points["head"])]
    return named[-1].span("thing") if named else found


def _delivered(text: str, core: tuple[int, int], time: TimexMention | None, parts: tuple[Clause, ...]) -> tuple[int, int] | None:
    """What a milestone delivers, without adverbs and the time in its middle (某某铁路预计2031年建成通车).

    Where its core names no thing (建成通车), what the clause says before the time, else the thing that a clause before it in the
    sentence speaks of. ``parts`` are the sentence's clauses up to its own.
    """
    found = object_of(text, *core)
    if time is not None and found is not None and found[0] <= time.start < found[1]:
        found = (found[0], indicators.strip_tail(text, found[0], time.start))
    found = None if found is None else _bare(text, *found)
    if found is not None and _NO_SUBJECT.fullmatch(text, *found):  # 我国将全面进入…时代
        events = list(event_words(text, found[1], core[1]))
        found = _bare(text, events[0].end(), core[1]) or found if events else found
    if found is not None or not parts:
        return found
    start = parts[-1].start
    if time is not None and time.start > start:
        by = text.find("由", start, time.start)  # 农网改造由县电力局在6月底前搞完
        head = _bare(text, start, indicators.strip_tail(text, start, time.start if by < 0 else by))
        if head is not None and head[1] - head[0] >= _SHORTEST_HEAD:
            return head
    return _spoken_of(text, parts[:-1])


def _spoken_of(text: str, parts: tuple[Clause, ...]) -> tuple[int, int] | None:
    """The thing that the nearest of the clauses speaks of: the facility at its head, its subject, or what is made there."""
    for pattern in (_FACILITY, _SUBJECT):
        for before in reversed(parts):
            subject = pattern.match(text, before.start, before.end)
            if subject and done_to(text, before.start, before.end) is None:
                return _bare(text, *subject.span(subject.lastgroup or 0))
    for before in reversed(parts):
        made = done_to(text, before.start, before.end)
        if made is not None and made[0] > before.start and made[1] - made[0] >= _SHORTEST_HEAD:
            return None if any(map(str.isdigit, text[slice(*made)])) else _bare(text, *made)  # 新建公厕20座 is a record of its own
    return None


def _bare(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A phrase without the adverbs and modals around it; None where nothing is left that names a thing."""
    opening = _ADVERBS_BEFORE.match(text, start, end)
    start = opening.end() if opening else start
    named = text.startswith("计划", end - 2) and text[end : end + 1] in {"报", "，", ",", "；", "。", "、"}  # 整治计划|报市环保局
    closing = None if named else _ADVERBS_AFTER.search(text, start, end)
    end = closing.start() if closing else end
    return None if start >= end or _NO_THING.fullmatch(text, start, end) else (start, end)
