"""What follows a body that makes it the one who is to act: a modal, a verb of doing, or a circumstance and then one of these."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from policy_extract import lexicon
from policy_extract.patterns import later

MODALS = (
    "要(?![求点素闻件务害塞领])|应当?(?![急用对收付届邀])|应(?=对[^，。；\n]{2,40}(?:进行|加强|开展|实施|予以|给予))|须|必须|需(?![求要])|将(?![军领士])|不得|负责(?!人|制(?![定订作造])|同志)|承担|承诺(?![书制函件期的])|答应|有权|可(?![能持靠])|拟(?![人态定订合录聘真于])(?=[一-龥])|计划(?=[^，。；\n]{0,8}(?:年|月|[把将完建新组开在改投培引打推扩实创修])|[为向对分选招举提安启与帮])|力争(?!.{0,3}[的上下])"
)
_MODAL = later(MODALS)
_VERBS = (
    "组织|制定|制订|指导|统筹|开展|做好|加强|加大|加快|推进|推动|完善|建立|健全|落实|按|对|于|把|及时|定期|依法|汇总|审核|研究|出台|实施|协调|督促|建设|支持"
    "|安排|履行|强化|优化|确保|抓好|抓紧|编制|受理|办理|公布|报送|向|根据|结合|每[年月季]|依照|依据|全面|大力|深入|积极|进一步|继续|着力|牵头|具体负责|分别负责|在职责范围内|提交(?![的了])|出具(?![的了])|拨付(?![的了])"
)
_VERB = later(_VERBS)
_DOES = later(
    "(?:严格?把[好牢控]?|管好|看好|守好|提供|联合(?:开展|组织|对|检查|打击|查处|整治|推进|建立|举办|监管|执法)"
    "|(?:立即|迅速|同步|分类|共同|及时|定期|依法|全面|分别|优先|逐[一台日户个村栋项]|随时|每日|每天|昼夜|全程|适时)+[一-龥]"
    "|在[^，。；：\\n]{2,24}?(?:设置|设立|增设|建设|安排|开展|摆放|配备|部署|派驻)(?![的了])[一-龥]{2})"
)
"""What else says that a body acts, where its part of the sentence has no modal."""
_TELLS = later(
    "明确|发布|推出|推介|举办|创新|认定|评定|命名|签[订署约]|取得|入选|上市|惠及|[现共]有|吸[引纳]|接待|集聚|[展演]出|新增|净增|增加|减少|降低|节[约水]|形成|实现|突破|提升|提高|稳定|发展|下达"
)
"""Verbs of results, news and findings: what a body has told or brought about, not what it is to do."""
_FINDS = later("发现|认为|看到|了解")  # 市民政局在调研中发现…
_NAMES_PART = later("[^，。；\n]{0,2}(?:[科处股室站所队]|中心|大厅|窗口|平台|网站|[的了过])")
"""市民政局服务中心, 市财政局安排的: the verb is part of a name or only says which."""
_NOUN = later("(?:建设|实施|改造|整改|治理|考核|验收|创建)(?:方案|规划|任务|情况|进度|成效|意见|办法|细则)")
"""各县建设方案7月底前报备案: whose plan it is, not what they do."""
_FILLER = later(
    "(?:[，,]?(?:每[年月季](?:度|\\d{1,2}月)?底?之?前?|[于在]?(?:20\\d\\d年)?\\d{1,2}月(?:底|\\d{1,2}日)?(?:之?前)?|20\\d\\d年(?:底)?前?|[今明]年(?:底|底前|内)?|年(?:内|底前?)|[上下]半年|[一二三四]季度(?:末|前)?|\\d{1,2}月[上中下]旬|原则上|自[^，。；\\n]{2,16}起[^，。；\\n]{1,8}内|作为[^，。；\\n]{2,40}，|在(?:职责范围内|[^，。；\\n]{2,24}(?:过程中|(?<!集)中(?!心|的)|时(?!的)|上(?=按照|(?:发布|公布|公示|开展)(?!的))|(?<=网站|平台|系统|官网|[体众]号)(?=(?:发布|公布|公示|公开)(?!的))))[，,]?|通过[^，。；\\n]{2,24}?(?:方式|形式|途径|渠道|手段)(?=[一-龥])(?![的等和及与、]|[一-龥]{2}的)))?"
    "(?:都|均|也|还|则|同时|统一|共同|分别|依法|定期|及时|适时|按(?:照)?(?:各自)?(?:规定|程序|职责|分工|要求)*(?:和程序|分工)?|具体)*"
)
_GLOSS = later("[（(](?:以下)?(?:统一)?简称[^（()）\\n]{1,30}[)）]")
_ASIDE = later(  # atomic, not (…)?+: possessive groups that can backtrack go wrong in Python before 3.11.5 (gh-106052)
    "(?>(?:(?:为(?!主|期)|围绕|针对|立足|聚焦|依托|借助)[^，。；\\n]{2,40}[，,])?)(?:(?:[上下]半年|[一二三四]季度|近期|下一步)[，,]?)?"
)
"""What stands between a subject and its modal: 海关总署为提高便利化水平，年内将…; 商务部下半年要…."""
_CIRCUMSTANCE = later(
    "(?:(?:接到|接报|收到|发现|得知)[^，。；：\\n]{2,40}后?|(?:按照?|依照|依据|根据|遵照|结合|围绕|对照)[^，。；：\\n]{2,90}"
    "|(?:[作做]出|制定|出台|实施|开展|发布|公布|办理|受理|审批|批准|举办|签订|启动)[^，。；：\\n]{2,40}(?:之?前|时)"
    "|在[^，。；：\\n]{2,60}(?:[下中前后内上]|时)|(?:通过|采取)[^，。；：\\n]{2,80}(?:等?方式|形式|途径|手段|等制度|等措施))[，,]"
)
"""When, by what order or on what ground a body acts: 指挥部接到通知后，…; 规划部门在符合规划的前提下，…; 公安机关作出决定前，…."""
_SAYS_WILL = later("(?P<says>也表示[，,]?|表示(?=将))(?:对[^，。；\\n]{2,40})?(?=将(?![军领士]))")
"""水利部也表示将…, 农业部也表示，对该项目将…: what a body says that it will do itself."""
_PAUSE = later("[，,](?=应当|必须)")
"""未达标的城市人民政府，应当…"""
_LABEL = later("[：:](?=(?:主要|具体)?(?:负责(?![人同])|承担|牵头|组织|制定|指导|督促|统筹|协调|做好|抓好|会同|配合)[^，。；：\\n]{2})")
"""县水务局：负责管网抢修。 in a list of duties."""
_PAST = later("[^，。；\\n]{0,12}了(?!解)|[^。；\\n]{0,24}，先后(?:召开|组织|开展|征求|赴|到|多次)")
_ASIDE_BEGINS = frozenset("为围针立聚依借上下一二三四近")
_CIRCUMSTANCE_BEGINS = frozenset("接收发得按依根遵结围对在通采作做制出实开公办受审批举签启")
_FILLER_BEGINS = "，,每于0123456789今明年上下一二三四自原作在通都均也还则同统共分依定及适按具"
_CLAUSE_HEAD = frozenset("。；，,;：:、！？\n\r\t 　”）)》—0123456789.．条")
_POINT = later("(?<![一-龥])[一二三四五六七八九十]是\\Z")
"""二是 before a subject: it heads its clause."""
_GOVERNMENT = later("(?<![一-龥])[一-龥]{2,16}政府\\Z")  # 市人民政府|水利、林业主管部门: it heads the clause for its departments
GOES_ON = frozenset(_FILLER_BEGINS).union(word[0] for word in MODALS.split("|"))
"""The letters that can follow a body before a modal."""


class Predicate(NamedTuple):
    """What a body is to do: where it begins, and the modal that says so, where one does.

    ``subject_end`` is where the body's own words end, a gloss included. ``stated``: words of its own, not a verb of some list alone,
    lead on to the verb.
    """

    subject_end: int
    start: int
    modal: re.Match[str] | None
    stated: bool


def heads(text: str, start: int) -> bool:
    """Whether a clause begins at ``start``."""
    if start == 0 or text[start - 1] in _CLAUSE_HEAD:
        return True
    way = {"是": _POINT, "府": _GOVERNMENT}.get(text[start - 1])
    return way is not None and way.search(text, max(0, start - 18), start) is not None


@cache
def begins_at_head() -> frozenset[str]:
    """The letters that can follow a body that heads its clause."""
    verbs = (*lexicon.load("verbs")["do"], *lexicon.load("verbs")["duty"], *_VERBS.split("|"))
    more = "严管看守提联立迅同分共认切主积及适定依全优逐随每昼在（(：:"
    return frozenset(_ASIDE_BEGINS).union(_CIRCUMSTANCE_BEGINS, more, (word[0] for word in verbs))


def predicate(text: str, end: int, *, at_head: bool) -> Predicate:
    """The predicate of a body that ends at ``end``; ``at_head`` tells whether the body heads its clause."""
    gloss = _GLOSS.match(text, end) if text[end : end + 1] in {"（", "("} else None
    pause = _PAUSE.match(text, end) if text[end : end + 1] in {"，", ","} else None
    if at_head and text[end : end + 1] in {"：", ":"}:
        pause = _LABEL.match(text, end)
    end = gloss.end() if gloss else end
    begin = pause.end() if pause else end
    says = _SAYS_WILL.match(text, begin) if at_head and text[begin : begin + 1] in {"也", "表"} else None
    if says is not None:
        return Predicate(says.end("says"), says.end(), _MODAL.match(text, says.end()), stated=True)
    modal = _MODAL.match(text, begin)
    if modal is not None:
        return Predicate(end, begin, modal, stated=True)
    filler = _FILLER.match(text, begin)
    position = filler.end() if filler else begin
    modal = _MODAL.match(text, position) if position > begin else None
    if modal is None and at_head:
        found = _after_aside(text, begin) or _after_circumstance(text, begin)
        if found is not None:
            return Predicate(end, *found, stated=True)
    return Predicate(end, position, modal, stated=position > begin and moves(text, position) and not text.startswith("需", position))


def acts(text: str, found: Predicate) -> bool:
    """Whether a predicate without a modal tells of a duty: a verb of doing opens it, and it tells of no past."""
    stated = found.stated and _FINDS.match(text, found.start) is None
    return (stated or does(text, found.start)) and not past(text, found.start)


def past(text: str, position: int) -> bool:
    """Whether what begins at ``position`` has been done."""
    return _PAST.match(text, position) is not None


def tells(text: str, position: int) -> bool:
    """Whether a verb of what has been told or brought about begins at ``position``."""
    return _TELLS.match(text, position) is not None


def does(text: str, position: int) -> bool:
    """Whether a verb of doing begins at ``position``."""
    if _NOUN.match(text, position) is not None:
        return False
    known = _VERB.match(text, position)
    if known is not None:
        return text[known.end() : known.end() + 1] != "的"
    if tells(text, position):
        return False
    verb = _DOES.match(text, position) or lexicon.pattern("verbs", "duty").match(text, position)
    verb = verb or lexicon.pattern("verbs", "do").match(text, position)
    counts = verb is not None and text[verb.end() : verb.end() + 1].isdigit()  # 市教育局新建5所
    return verb is not None and _NAMES_PART.match(text, verb.end()) is None and (counts or moves(text, verb.end()))


def _after_aside(text: str, begin: int) -> tuple[int, re.Match[str]] | None:
    """The modal that follows an aside."""
    aside = _ASIDE.match(text, begin) if text[begin : begin + 1] in _ASIDE_BEGINS else None
    filler = _FILLER.match(text, aside.end()) if aside else None
    modal = _MODAL.match(text, filler.end()) if filler else None
    return (modal.start(), modal) if modal else None


def _after_circumstance(text: str, begin: int) -> tuple[int, re.Match[str] | None] | None:
    """The modal or verb that follows the comma of a circumstance."""
    aside = _CIRCUMSTANCE.match(text, begin) if text[begin : begin + 1] in _CIRCUMSTANCE_BEGINS else None
    if aside is None:
        return None
    filler = _FILLER.match(text, aside.end())
    position = filler.end() if filler else aside.end()
    modal = _MODAL.match(text, position)
    return (position, modal) if modal or does(text, position) else None


def moves(text: str, position: int) -> bool:
    """Whether a predicate follows, rather than 的 or a mark."""
    return position < len(text) and "一" <= text[position] <= "龥" and text[position] not in "的等"
