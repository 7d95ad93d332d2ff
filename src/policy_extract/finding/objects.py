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
_NOUN_GOES_ON = frozenset("的、和及与等工结报任条招入金情方准")  # 评估|结论, 发放|工作, 开工|准备: the event is part of a noun
_FAR = 60  # characters in which the verb after 在…, 向… is looked for
_ON = later(  # 对X进行…, 对X统筹考虑, 对X负总责
    r"对(?!外|口|接|标|策|照)于?(?P<thing>[^，]{2,60}?)"
    r"(?:(?:要|将|应当?|继续|依法|及时|定期|分别|统一|全面|适时|严格|集中|认真|逐[一个户村])*"
    r"(?:进行|开展|实施|给予|予以|加以|作出|做出|提出|实行|采取|组织|负总责|负责|统筹(?=考虑|安排)|督促|整治|加强|加大|完成(?=一[次轮遍]))"
    r"|(?:要|继续|依法|及时|定期|统一|全面|适时|严格|集中|分类|逐[一个户村])+(?=[一-龥]{2,6}$))"
)
_MOVED = later(  # 将X纳入Y, 把X列为Y
    r"[将把]?(?P<thing>[^，]{2,60}?)(?:全部|一并|及时|统一|优先|全面)*"
    r"(?:纳入|列入|列为|作为|改为|变为|调整为|上升为|转为|下放(?:至|到|给)|移交|交由|送交|报送|报请|提请|提交|录入|划归|划转|整合(?:到|至|进)"
    r"|(?<![上申填通呈汇简公预举日年月周])报(?![告表道名纸批刊酬价销])|打造成|延至|延长至|延续至|从[^，]{2,24}(?:调整为|变为|改为|剔除)"
    r"|(?:细化|分解|落实|下达|传导|延伸|联网|落图|录入|安装|铺设|下发|配送|移交|发放|拨付|[通拨送铺修搬迁建装发打办报交])(?:到(?![位期])|至|进|下去|上表|给))"
)
_LEFT_TO = later(  # X，由甲部门另行制定; X由甲政府规定
    r"(?P<thing>[^，；由]{3,40})，?由[^，]{2,40}(?:制定|规定|确定|决定|公布|负责|承担|编制|组织|拟[订定]|划定|发布|提出)(?:并[^，；]{2,24})?$"
)
_BY_BODY = later(  # 苗木由县林草局免费提供, 检测频次由省级主管部门规定，但每月…: whatever the body does with it
    r"(?P<thing>(?![一二三四五六七八九十]{1,3}[、是])[^，；由]{2,40}?(?<![年月日天末底终前后季]))(?:将|应当?|均|统一)?由(?![来于此])[^，；的]{1,40}?"
    r"(?:[局委办厅部院会处所站]|政府|部门|公司|单位|街道|[省市县区乡镇]|中心|机构|（[省市县区乡镇街道、]+）)(?![^，；]{0,40}的)[^，；]{2,40}(?=[，；]|$)"
)
_OUTCOME = later(  # 对X开展一轮专项检查, 对X出台专门办法, 对X实行承诺制: what is done has a name of its own
    r"对(?!外|口|接|标|策|照)(?:(?!进行|并)[^，]){2,60}?(?:(?:开展|组织|(?<!工)作(?=[^为出]))(?:了?一[次轮遍])?"
    r"(?P<action>(?!强化|加强|严格)[一-龥]{4,8})$|(?:出台|制定|制订|作出|做出)(?P<paper>[^，的]{2,14})$"
    r"|(?:实行|推行|建立|采取)(?P<rule>[^，的]{2,14}(?:制|制度|机制|措施|办法))(?=（|$)|(?:给予|提供)(?P<gift>[一-龥]{0,4}(?:奖励|补助|补贴|表彰|处罚|资助|支持|保障|服务|指导))$)"
)
_MANNER = later(
    r"(?:进一步|深入|大力|合理|全力(?:以赴)?|着力|着重|注重|密切|定期|不?定期|持续|共同|自动|积极|主动|牵头|始终|坚持(?!不)|科学|依法(?:合规|依规)?|统一"
    r"|基本|正式|初步|最终|提前|普遍|立即|随时|如期|按期|按时|陆续|充分|顺利|协同|努力|再(?=[次发建造购开招])(?:次)?"
    r"|同步|多方|认真|及时|严格|切实|继续|不断|逐步|分步|广泛|具体|分别|每[年月季周]都?|重点|加快|稳步|稳定|扎实|有序|全面|优先|适时|适当|实际|审慎|稳妥"
    r"|集中力量|组织(?:力量|人员|队伍)(?=[一-龥]{4})|采取(?:有效|有力)?措施|按(?:照)?(?:有关)?(?:规定|要求|程序|职责)|根据(?:有关)?规定|(?:决定|要求?|拟|应当?)(?=[将把]))+"
)
# 1. 推进…, 第九条　申报材料…, 提升服务效率（十四）推进…: numbers before what is said
_NUMBER = later(r"(?:\d{1,2}[.．、]\s*(?!\d)|第[一二三四五六七八九十百]{1,5}条\s+)(?=[^，。；]{2})")
_TITLED = later(r"（[一二三四五六七八九十]{1,3}）(?=[^，。；（]{4,60}$)")
# 创新创业团队, 申报材料, 具备条件的…: words of a verb's form that are part of a noun
_NOUN = later(
    r"脱贫攻坚|创新创业|创新(?=团队|人才|平台|中心|主体|[券型]|能力|体系|驱动|要素|成果|联合体|基地)|建设(?=用地|项目|[领区])|开发(?=[区者商])"
    r"|(?:申报|扩建|治理|管护|抢修|评估|普查|淘汰|监测|考核|救助|整改|监管|巡查|宣传|奖励|执行|统计|审核|帮扶|登记|搬迁|安置|认定|抽检"
    r"|培训|检查|服务|整治|改造|核查|化解)"
    r"(?:工作|资金)?(?=材料|工程(?!师)|工作方案|方案|办法|名单|路段|结果|情况|报告|计划|规划|力度|机制|标准|区域|站|台账|费用|经费|资金|体制|团队|网络|目录|网格)"
    r"|实施(?=方案|细则|意见|办法|计划)|(?:具备|列入|纳入|涉及|符合)(?=[^，、；]{1,24}的(?!条件$|能力$|水平$|要求$)[^，；]{3})"
)
# On what basis, with what: what is done comes after the comma (根据评估结果，对企业进行分级管理)
_BASIS_CLAUSE = later(r"(?:依照|按照?|根据|依据|结合|通过|围绕|针对|对(?!外|口|接)|在(?![线建]))[^，]{2,60}，\s*")
_AROUND = frozenset("在向为与同从给通按依根利以由")
"""What opens a phrase that says where, for whom or by what means: the verb comes after it."""
_AS_ASKED = later(r"[^，；的]{2,24}?按照?[^，；]{0,4}(?:要求|规定|职责|程序|时限)(?=[^，；的]{4})")  # 河长、巡查员按要求|填写日志
_PASSED_ON = later(r"(?<=[中下上内里，])(?:支持|允许|鼓励|推动)(?=[^，的]{4})")
_WHEN_BY = later(r"(?:每[年月季周]|[年月]|\d)[^，；由]{0,12}(?=由)")  # 每月末|由甲局报送…
_MOVER = later(r"[^，；将把]{2,20}?(?:要|应当?|须|负责|前)(?=[将把])")  # 各校要|将实施方案报县教育局
# 制定|促进返乡创业的办法, 设立|支持创新引导基金: a verb that is part of a paper's or fund's name
_NAMED_BY_VERB = later(
    r"(?:促进|统筹|加强|支持|推进|推动|鼓励|规范|保障|深化|加快|提升|防范|强化|扩大|优化|改善|稳定|引导)[^，；、]{2,40}?"
    r"(?:的[^，；、的]{0,8}(?:政策|措施|意见|办法|方案|规划|细则|规定|制度|机制|举措|计划)(?:[和及][^，；、]{2,4})?|基金)$"
)
_PAPER_FOR = later(  # 出台|政策措施|促进旧物回收
    r"(?:(?:支持|有关|相关|配套|针对性|有效|有力|具体|一系列)的?)?(?:(?:政策)?措施|政策)(?=(?:促进|推动|支持|规范|加强|保障|鼓励|引导|帮助)[^，；、的]{2,24}$)"
)
_GIVES = later(r"(?:给予|予以)(?P<gift>[^，；的]{2,16})$")  # 给予|表彰和奖励
_AGAIN = later(r"、(?:(?:形成|建成|培育|打造|推出|建设|实施|创建|消除|解决|取消|建立|突破)一批|(?P<verb>[一-龥]{2}))")
_WITH = later(  # 会同你省|积极推进…
    r"(?:会同|联合)[^，；的]{1,24}?(?=(?:积极|共同|继续|进一步|认真|抓紧|加快)*(?:推进|推动|研究|制定|做好|开展|组织|建立|完善|抓好|加强|落实)[^，；]{2})"
)
_BY_MEANS = ("通过", "依托", "利用")
_AND = later(r"(?:、|和|及|并|或者?|与|以及)+(?:进一步|及时|逐步|依法)?")
# What comes after the thing: 方案并组织实施, 总结报告并报送上级, 专项资金用于促进就业
_AND_THEN = later(
    r"并(?=[及报向公组监告说提抄予严督加落负]|(?!购|网|轨|列)[^，]{0,6}(?:实施|办理|审[核批查]))|用于(?![^，]*的)|加入(?=[^，的]{2,14}(?:行列|队伍|组织|计划|联盟)$)"
    r"|或者?在(?=[^，；]{2,24}(?:作出|明确|规定))|，(?=由|并|确保|实现|将|把|对|向|按|会同|报|做好)"
)
_ONLY_NEXT = later(r"并(?!购|网|轨|列)")
# 由市民政局测算，报市政府批准后执行: of what, another clause says
_HANDED_ON = later(
    r"报[^，]{2,24}(?:批准|备案|审定|审批|同意)后?[^，]{0,6}$|报[^，；]{0,12}(?:政府|[局委办厅部院会处]|办公室|中心|指挥部)(?:印发|备案|审定|审批)?$"
    r"|向(?:全?社会|公众|市场)(?:公布|公开|公示|发布|推广|开放)$"
)
_REPORTED = later(  # 整治计划报市环保局
    r"(?<![上申填通呈汇简公预举日年月周])报(?![告表道名纸批刊酬价销废社考到警案关税送])(?=[^，；]{0,14}(?:政府|[局委办厅部院会处室心]|领导小组|指挥部))"
)
_BEFORE_BY = later(r"(?P<thing>[^，；由]{3,40}?)，?由[^，；]{2,40}$")
_EDGE_BEFORE = later(r"[、，, \n][、，,\s和及与并的了起]*")
_BRACKET_AFTER = later(r"[（(](?![省市县区乡镇村街道旗州盟、]+[)）])[^（）()]{1,60}[)）]$")
_SOME = later(r"一(?:[次轮遍批颗座套场艘架枚](?![次性])|系列)")
_CLAUSE_NEXT = later(r"，(?!以及|和|及)|；|\n(?=[^，；\n]{0,6}(?:实行|建立|落实|优化|提升|增强))")
_OPENS_WIDE = later(r"[以与集既]|具有|具备|符合|由")
_QUALITIES = later(r"(?:[一-龥]{4}、){2,5}[一-龥]{4}的(?=[^，；的]{3,20}$)|由[^，；的]{4,40}(?:参加|牵头|组成|参与)的(?=[^，；]{4})")
_STATE_AFTER = later(  # …工程|将陆续复工, …项目|全部达产, …服务|全覆盖
    r"(?<!即)(?:即?将(?:会|陆续|全部|如期|全面|正式|基本|也|同步)*[一-龥]{2,4}|(?:全部|一律)(?:[一-龥]{2}(?:到位|完毕|完成|提升)|达产|复工|接入|投产|达标|清零|销号)"
    r"|(?:全部|基本)?(?:实现)?全覆盖|逐[一船户个台村家人]|分批|(?:做到|实现)?应[一-龥]尽[一-龥]|到位)$"
)
_EDGE_AFTER = later(r"(?:[、，,\s的]|并|及时|进一步|依法|定期|正式|(?<![中调共缓总柔温])和$|[与及]$|即?将|全部|逐步|落实到位|到位)+$")


# What a body does to something that it names then: 各园区年内建成|集中供热设施
_MAKES = frozenset({
    "完成", "基本完成", "全面完成", "建成", "基本建成", "办结", "建立", "设立", "淘汰", "取缔", "关停",
    "组建", "成立", "编制", "修订", "签订", "配备", "配齐",
    "开展", "具备", "实现", "基本实现", "全面实现",
})
_ISSUES = frozenset({"制定", "出台", "印发", "发布", "公布", "公示", "发出", "报送", "提交"})  # what does that is always a body
_ONLY_TIME = later(r"[、，]?(?:\d|[上下]半年|年[内底]|每)[^，；]{0,14}(?:[年月日前底各度内]|半年)")
_MERE_EVENT = later(  # 建成|投入使用, 完成|竣工验收
    r"(?:并|全部|投入|正式|主体)*(?:复[工产学课市]|脱贫|摘帽|达标|通航|首飞|开工|转型|[^，的]{0,6}转变|使用|运营|运行|通车|投产|投用|开放|竣工|验收"
    r"|交付|通水|通电|营业|[^，的]{0,6}条件|封顶|全覆盖)+$"
)
_WHO = later(  # 各县, 所有行政村, 市、县两级
    r"(?:[省市县乡镇村]|(?<![景小校院港厂矿库湖园山])区|[（(][市县区旗、]+[)）]|大厅|服务厅|层面|班子|幼儿园|站点|两级|三级|街道|城市|地区|政府|部门|单位|机构|院校|学校|企业|园区)"
    r"(?:将|要|都|均|应|需|须|还|计划|预计|全部|全面|基本|率先|提前[一二三半\d]?年?|年[底内]前?|[^，的]{0,8}[年月日]底?前)*$"
)


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
    return any(_opening_verb(text, at, end) is not None for at in _openings(text, start, end))


def _openings(text: str, start: int, end: int) -> set[int]:
    """Where the verb of ``text[start:end]`` may stand: at its head, and behind adverbs."""
    manner = _MANNER.match(text, start, end)
    return {start, manner.end() if manner else start}


def object_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What ``text[start:end]``, the core of a task or milestone, is about.

    The whole of it where no verb tells, None where nothing is left.
    """
    number = _NUMBER.match(text, start, end)
    start = number.end() if number else start
    titled = _TITLED.search(text, start, end)
    start = titled.end() if titled else start
    beside = _WITH.match(text, start, end)
    start = beside.end() if beside else start
    said = _said(text, start, end)
    if said is None:
        manner = _MANNER.match(text, start, end)
        basis = _BASIS_CLAUSE.match(text, start, end) or (_BASIS_CLAUSE.match(text, manner.end(), end) if manner else None)
        asked = _AS_ASKED.match(text, start, end)
        if asked is not None and _thing_verb(text, asked.end(), end) is not None:
            start = asked.end()
        if basis and end - basis.end() > _SHORTEST_HEAD and _after_light(text, start + 2, basis.end(), basis.end()) is None:
            start = basis.end()
            said = _said(text, start, end)
    found = said or _after_verbs(text, start, end) or _before_event(text, start, end)
    if found is None or _ONLY_NEXT.match(text, *found):  # 制定并向社会公布: the verbs alone
        return None
    if said is None and _HANDED_ON.match(text, start, end):
        return None
    return _trimmed(text, *found)


def done_to(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The thing of a clause that opens with a verb (修订|管理规范，5月征求意见); None where no verb opens it."""
    if all(_thing_verb(text, at, end) is None for at in _openings(text, start, end)):
        return None
    return object_of(text, start, end)


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
    mover = _MOVER.match(text, at, end)
    at = mover.end() if mover else at
    moved = text[start - 1 : start] in {"将", "把"} or text[at : at + 1] in {"将", "把"}
    outcome = _OUTCOME.match(text, at, end)
    if outcome is not None and outcome.lastgroup is not None:
        return outcome.span(outcome.lastgroup)
    for pattern in (_ON, _MOVED, _LEFT_TO) if moved else (_ON, _LEFT_TO):
        said = pattern.match(text, start if pattern is _LEFT_TO else at, end)
        if said is not None:
            return said.span("thing")
    gives = _GIVES.match(text, at, end)
    if gives is not None:
        return gives.span("gift")
    by = None if moved or _thing_verb(text, at, end) is not None else _BY_BODY.match(text, start, end)
    return by.span("thing") if by is not None else None


def _thing_verb(text: str, start: int, end: int) -> int | None:
    """Where a verb ends that opens ``text[start:end]`` and is no part of a noun (申报材料, 具备条件的工程)."""
    noun = _NOUN.match(text, start, end)
    if noun is not None:
        return None
    verb = _opening_verb(text, start, end)
    act = lexicon.pattern("verbs", "act").match(text, start, end)
    if act is None or text[act.end() : act.end() + 1] in {"的", "、"}:
        return verb
    return act.end() if verb is None else max(verb, act.end())  # 挂牌督办|重大隐患, where 挂牌 is an event


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
    manner = _MANNER.match(text, start, end) or _WHEN_BY.match(text, start, end)
    at = manner.end() if manner and manner.end() < end - 1 else start
    first = None if text.startswith(("利用", "通过", "依托"), at) else _thing_verb(text, at, end)
    if first is None and at > start:
        first, at = _thing_verb(text, start, end), start
    if first is None or first >= end - 1:
        passed = _PASSED_ON.search(text, at + 2, min(end, at + _FAR)) if text[at] in _AROUND else None
        if passed is not None:  # 在口岸谈判中|支持甲机场开通航线
            return _after_verbs(text, passed.start(), end)
        if text[at] in _AROUND or text.startswith(("允许", "授权", "要求", "通知", "责令"), at):
            return _after_light(text, at + 2, min(end, at + _FAR), end)
        return None
    opening = text[at:first]
    after = _past_more(text, opening, first, end)
    beside = _AGAIN.finditer(text, after + _SHORTEST_THING, end)  # 放宽…要求、放宽…限制; 消除…、形成一批…
    end = next((one.start() for one in beside if one["verb"] in {None, opening}), end)
    if text.startswith(_BY_MEANS, after):  # 探索|通过…开展|信息共享
        return _after_light(text, after + 2, min(end, after + _FAR), end) or (after, end)
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
        verb = _thing_verb(text, joined.end() if joined else at, end)
        if joined is None and _NAMED_BY_VERB.match(text, at, end) is not None:
            return at
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
        if text.startswith("到位", verb.end()):  # 推动兜底保障|到位
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
        if _brings_about(text, start, event, end):
            return event.end(), end
        alone = end - event.end() <= 1 or _MERE_EVENT.fullmatch(text, event.end(), end) is not None  # 航道将实现通航
        if alone or event.start() - start > _SHORTEST_HEAD:
            return start, event.start()
        return event.end(), end
    return (start, end) if end > start else None


def _brings_about(text: str, start: int, event: re.Match[str], end: int) -> bool:
    """Whether an event of the clause has its own object, so that what stands before it is who or where (北京市将完成|X任务)."""
    if end - event.end() < _SHORTEST_HEAD or text[event.end()] in "并后":
        return False
    if _MERE_EVENT.fullmatch(text, event.end(), end):
        return False
    if event[0] in _ISSUES or (event[0] in _MAKES and _ONLY_TIME.fullmatch(text, start, event.start())):
        return True
    return event[0] in _MAKES and _WHO.search(text, start, event.start()) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A thing without what is done next, and without marks, connectives and adverbs at its edges."""
    start += text[start - 1 : start + 1] == "立起"  # 建立|起完整的体系
    if text.startswith("对", start) and not text.startswith(("对外", "对口", "对接", "对标", "对策"), start):
        start += 1 + text.startswith("对于", start)
    if _OPENS_WIDE.match(text, start, end) is None:
        further = _CLAUSE_NEXT.search(text, start + _SHORTEST_THING, end)
        end = further.start() if further else end
    for pattern in (_AND_THEN, _REPORTED, _STATE_AFTER, _BRACKET_AFTER):
        rest = pattern.search(text, start + _SHORTEST_THING, end)
        end = rest.start() if rest else end
    for pattern in (_QUALITIES, _SOME):
        before = pattern.match(text, start, end - 1)
        start = before.end() if before else start
    paper = _PAPER_FOR.match(text, start, end)
    end = paper.end() if paper else end
    opening = _EDGE_BEFORE.match(text, start, end)
    start = opening.end() if opening else start
    closing = _EDGE_AFTER.search(text, start, end)
    end = closing.start() if closing else end
    return (start, end) if end > start else None
