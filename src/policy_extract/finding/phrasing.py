"""How a number stands in its own part of a clause: X达到N, V X N, N X, X N — and with that its verb, what it measures and how."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.finding import indicators, places, shares
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.finding.parts import Part
    from policy_extract.mentions import Measure, QuantityMention, Target, TargetPattern

_RATE = later(r"(?:涨幅|增速|增幅|(?<!自然)增长率|增长速度|增长(?:预期)?目标)(?:[^，。；]{0,6})$")
_RATE_DOWN = later(r"(?:降幅|下降率|降低率)(?:[^，。；]{0,6})$")
_UP = later(r"(?:增长|提高|提升|上升|上涨|增加|扩大)(?:了)?$|(?:新增|净增)[^，。；]{0,12}$")
_PIVOT = ("支持", "推动", "引导", "鼓励", "组织", "确保", "争取", "促进", "推进", "培育", "安排", "保障")
_DOWN = later(r"(?:下降|降低|减少|压减|减负|减税|降费|降本)(?:了)?$")
_BEFORE_VERB = later(
    r"(?:并|、|，|和|及|再|新|探索|试点|分类|分区域?|分级|因地制宜|广泛|共|滚动|至少|(?<![人户年月平日])均|都|各|已|重点|集中|部署|统筹|牵头|继续|分批|分期|陆续|限期|依法|全部|一律"
    r"|力争|可|将|要|拟"  # modals
    r"|范围内|区域内|基础上|年|期间|各地|元|家|个|项)$"  # the end of a place, a time or a number
)
_RANKED = later(
    r"(?:力争|争取|确保)?"
    r"(?:进入|跻身|位居|位列|名列|居于|居|列|排名|排|挺进|迈进|迈入|冲进|保持|进位|稳居)[^，。；]{0,16}$"
)
_ON_BASIS = later(r"[将要再可]{0,2}在[^，。；]{2,40}基础上[再又]?$")
_ACTOR = later(
    r"[^，]{0,10}?(?:(?<![城乡村地小社园])[省市县区州旗镇乡国局委厅办]|(?<![全内])部|各地|国家|中央|政府"
    r"|集团|公司|协会|银行|运营商|中国[移联电][动通信]|每(?:个|家|所|座|处|户)?[^，]{1,8})(?:还|也|又|再|将|各)?"
)
_WHO = later(
    r"(?:[省市县区州旗镇乡村国局委厅办部院校队组会]|大学|公司|集团|银行|政府|财政|单位|部门|企业|机构|各地|中心|街道|我们|人员?|家|者协会)$|[，、。；：]"
)
_MULTIPLE = later(r"(达到|增长到|增加到|扩大到|提高到|是|为|相当于)[^，。；]{0,12}的?$")
_NO_THING_HEAD = ("向", "对", "为", "针对", "面向", "每", "给")
# 其行政区域内, 在全市范围, 沿江: phrases that no number counts
_NO_THING_END = ("在", "对", "向", "给", "按", "每", "从", "有", "内", "中", "里", "后", "及", "和", "与", "领域", "方面")
_NO_THING = later(
    r"全[村市省县国区镇州]|[我本][村市省县国区镇州]|(?:沿|围绕|面向).*|(?:第[一二三四五六七八九十]{1,2}|首)[批轮]次?|农村|城镇|城乡|山区|牧区"
)
# 治理某河源头|5条小流域, 覆盖市区|3条主干道: where the counted things are
# 各区（县级市）|有1所中学, 镇均建|有1所中学: where there is one each, not what
_EACH_HAS = later(
    r"(?:[各每均都新]|至少)建(?:成|设)?\Z"
    r"|(?:各|每个|全部|所有)[^，。；]{0,16}(?:[省市县区州旗镇乡村街校园道]|[）)])(?:至少|均|都|[新共]?建(?:成|设)?)*\Z"
)
_STRETCH = later(r"(?:市区|城区|片区|辖区|范围内?|源头|沿线|两岸|两侧|流域|上游|下游|河段)$")
_OFFERS = "提供"  # 县城|提供|500兆以上入户带宽
_LEADS_VERB = later("将|拟|计划|还要|力争|确保")
_LIST_END = later(r"(?:等(?:一批)?|的、)$")
# 实现入园率达到95%的目标; 扣除比例提高至100%的政策
_GOALS = frozenset({
    "目标", "任务", "要求", "水平", "标准", "预期目标", "目标任务", "总体目标", "增速", "增长",
    "政策", "规定", "措施", "比例", "比例支付", "规模", "幅度",
})
_GOAL_ENDS = ("目标", "要求")
_HELP = 2  # characters of 解决, 改善, 安排
_BUDGETED = "安排"
_SHORT_TOPIC = 2  # characters before the verb that make its generic object's topic (甲项目|完成投资)
_TOPIC = 4  # characters of what stands before a generic noun that make it its topic
_WORKS = frozenset({"项目", "工程"})
_STANDARD = later(r"(?<=标准|限额|额度|上限)为(?=[^\d，。；]{2})")  # 限额标准为职工每月200元: whose, not what
_SAVING = later(r"(?:节[电水能油煤地]|节约|降耗|减排|减碳)$")  # 城市照明实现节电20%
_SAVED = frozenset({"实现", "达到", "达", "超过", "超", "突破"})
_GIVEN_TO = later(
    r"[^，。；、\d]{2,16}?(?:免费)?(?:提供|进行|开展|实施|办理|安装|发放|配发)(?:了)?(?:免费(?!\w{2,4}[，。；]))?(?P<what>[^，。；、的\d]{2,14}?)(?=[，。；、]|\Z)"
)
_AIMED = frozenset({"确保", "力争", "争取", "实现"})
_TO_LEVEL = frozenset({"达到", "达", "突破", "超过", "超", "累计", "为", "保持在", "控制在"})
# 在山口|完成造林5万亩, 利用空地|建设公园20处: where, for whom or with what; the verb comes after it
_LED = ("在", "为", "对", "由", "向")
_TO_EACH = later(r"每(?:[个家户亩名所人头只辆床台]|[一-龥]{1,2})[^，。；]{0,8}")
_PLACED = later(r"(?:将|要|拟|计划)在[^，。；]{0,14}(?:境[内外]|等地|范围|[省市县区州乡镇村上])$")  # 某市将在境外|发行80亿元债券
_AROUND = ("利用", "通过", "依托", "围绕")
_BARE_CLASSIFIERS = frozenset("个项条")
_CLASSIFIERS, _NUMERALS = frozenset("个家条座项所处户"), frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十百千万余多")
_COUNTED = frozenset({"count", "length", "area", "none"})

Reading = tuple["TargetPattern", tuple[int, int] | None, tuple[int, int] | None, "Measure", str]
"""Pattern, verb, indicator, measure, rule."""


_RISING = later(r"净增|新增(?!财政|赤字|建设用地|专项|债|地方政府|限额|中央)")


def read(text: str, region: Part, start: int, end: int, right: tuple[int, int] | None, last: Target | None) -> Reading:
    """How the number stands in its part of the clause (see TargetPattern); ``right`` is the noun behind it."""
    quantity = region.quantity
    rising = right is not None and text.startswith("增长", right[0])  # 7%左右的增长目标
    amount = quantity.text.endswith(("以上", "左右", "以内")) or (quantity.quantity.dimension == "data" and quantity.quantity.op != "=")
    taken = text.endswith(("将", "把"), start, quantity.start)
    bounded = amount and not taken and _ends_with_verb(text[start:end])  # 开发3000个以上|的见习岗位, 建成不低于10PB|的数据集
    if text[quantity.end : quantity.end + 1] == "的" and right and not bounded and (rising or not _is_goal(text[slice(*right)])):
        whose = _helped(text, start, end) if quantity.quantity.dimension == "count" else None
        if whose is not None:
            return "object", (start, start + _HELP), whose, "level", "indicator.object"
        return "share", None, right, "increase" if rising else "level", "indicator.share"
    if right and _LIST_END.search(text, region.left, quantity.start):  # A、B等8个项目; 2000年底前建成的、约20万个小区
        verb = indicators.do_pattern().match(text, start, end) or _verb_of_list(text, region)
        measure = _measure(verb[0]) if verb else "level"
        return "counted", verb.span() if verb else None, right, measure, "indicator.after_number"
    if quantity.quantity.dimension == "rank":
        ranked = _RANKED.search(text, start, quantity.start)
        if ranked:
            subject = (start, indicators.strip_tail(text, start, ranked.start(), keep=True))
            return "rank", ranked.span(), subject if subject[1] - start >= 2 else None, "rank", "indicator.ranked"
    if quantity.quantity.unit == "倍":
        multiple = _MULTIPLE.search(text, start, quantity.start)
        if multiple:
            subject = (start, indicators.strip_tail(text, start, multiple.start(), keep=True))
            return "reach", multiple.span(1), subject, "multiply", "indicator.subject"
    part = shares.part_of_whole(text, start, quantity, last)
    if part is not None:
        return part
    reach = _reach(text, start, quantity.start)
    if reach is not None:
        return _at_verb(text, start, reach, right, quantity)
    if start >= end:
        if right:
            measure = last.measure if last is not None and last.pattern == "counted" and last.clause[0] == region.clause.start else "level"
            return "counted", None, right, measure, "indicator.after_number"
        return "previous", None, None, "level", "indicator.previous"
    return _object_or_bare(text, start, end, right, last, region)


def _verb_of_list(text: str, region: Part) -> re.Match[str] | None:
    """The verb that a modal leads before a list of examples: 岛上将|建设|风雨连廊、海水空调等8项示范工程."""
    for modal in _LEADS_VERB.finditer(text, region.clause.start, region.quantity.start):
        verb = indicators.do_pattern().match(text, modal.end(), region.quantity.start)
        if verb is not None:
            return verb
    return None


def _helped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Who stands between 解决 and the number of them, before their trouble: 解决|分散农户|10万人的饮水困难."""
    if not text.startswith(("解决", "改善"), start):
        return None
    whose = indicators.object_phrase(text, start + _HELP, end)
    told = whose is not None and _countable(text[slice(*whose)]) and not indicators.is_hollow(text[slice(*whose)])
    return whose if told else None


def _at_verb(text: str, start: int, reach: tuple[int, int], right: tuple[int, int] | None, quantity: QuantityMention) -> Reading:
    """A reach-verb stands before the number: what stands before it is measured, or does it to what stands behind the number."""
    subject_end = indicators.strip_tail(text, start, reach[0], keep=True)
    word = text[reach[0] : reach[1]]
    actor = _ON_BASIS.sub("", text[start : indicators.strip_tail(text, start, reach[0])])
    if right and quantity.quantity.dimension == "count" and _ends_with_verb(actor):  # 面向山区招聘超过300名教师
        return "counted", reach, right, indicators.reach_verbs()[word], "indicator.after_number"  # type: ignore[return-value]
    done = word in indicators.do_verbs() and quantity.quantity.dimension in _COUNTED and not _ends_as_measure(actor)
    acts = _short_subject(actor) or (word == "有" and _EACH_HAS.search(actor) is not None)
    if subject_end > start and not (right and (done or ((word in indicators.do_verbs() or word == "有") and acts))):
        return _reached(text, start, subject_end, reach)
    if word == "有" and right and (not actor or acts):  # 某省将有3万人迁入新村
        return "counted", reach, right, "level", "indicator.after_number"
    if word in indicators.do_verbs() and right:
        return "counted", reach, right, indicators.do_verbs()[word], "indicator.after_number"  # type: ignore[return-value]
    if word == "为" and right and not actor and quantity.quantity.dimension in _COUNTED:  # 为5000名老人|免费提供|体检
        given = _GIVEN_TO.match(text, right[0])
        if given is not None:
            return "previous", reach, given.span("what"), "level", "indicator.after_number"
    if right and word in _AIMED and quantity.quantity.dimension == "count":  # 确保3条高铁年内开工
        return "counted", None, right, "level", "indicator.after_number"
    return "previous", reach, None, indicators.reach_verbs()[word], "indicator.previous"  # type: ignore[return-value]


def _reach(text: str, start: int, number: int) -> tuple[int, int] | None:
    """The reach-verb before a number, unless it only ends a do-verb (改造提升5万亩)."""
    reach = indicators.reach_verb(text, start, number)
    return None if reach is not None and reach[0] > start and text[start : reach[1]] in indicators.do_verbs() else reach


# A noun that begins as a verb does
_NOUN_OF_VERB = later(
    "增加值|发展(?:速度|水平|指数|质量|规模|资金|基金|专项|指标|增速|成效|环境)|扶持(?:资金|政策|力度)|启动(?:资金|区|仪式)|解决(?:率|方案)|购买(?:[力方者的]|服务)|服务(?:业|贸易|消费|中心|设施|人口|半径|事项)"
    "|建设用地|上市(?:企业|公司)[数总市]|接待(?:游客)?(?:人[次数]|量)|生产(?:总值|效率|能力|性服务业)|建成区|绿化(?:覆盖|率|面积)"
)


def _is_goal(words: str) -> bool:
    """达到95%的目标, 不低于90%的国家目标: what follows 的 says what the number is, not what it counts."""
    return words in _GOALS or words.endswith(_GOAL_ENDS)


def _short_subject(words: str) -> bool:
    """沈阳市新增50家企业: a place or agency before a do-verb is its actor, not what is measured."""
    return bool(_ACTOR.fullmatch(words)) or places.is_place(words)  # 山西新建梯田36万亩


def _reached(text: str, start: int, end: int, reach: tuple[int, int]) -> Reading:
    """X达到N, X增长N: what stands before the verb is measured."""
    after = indicators.after_modal(text, start, end)
    if after > start + 3 and text[after] in "由从":  # 运行时间将由现在的5小时缩短至1小时: what stands before the modal
        after = start
    begin = indicators.strip_passing(text, indicators.strip_lead(text, after, end, ()), end)
    if text.endswith("实现", begin + 2, end):  # 外贸总额实现|增长6%
        end = indicators.strip_tail(text, begin, end - 2, keep=True)
    word = text[reach[0] : reach[1]]
    measure = indicators.reach_verbs()[word]
    verb = indicators.do_pattern().search(text, begin, end)
    rule = "indicator.subject"
    if word == "占比":  # 绿色建筑占比50%以上
        end = reach[1]
    if word in _TO_LEVEL and verb and verb.start() <= begin + 1 and verb.end() < end - 1 and not _NOUN_OF_VERB.match(text, verb.start()):
        found = indicators.object_phrase(text, verb.end(), end)
        if found and not re.match(r"[进强规质面项用速目任周基中区]", text[verb.end() : verb.end() + 1]):
            return "object", (verb.start(), verb.end()), found, _combine(measure, indicators.do_verbs()[verb[0]]), "indicator.object"
    if _RATE.search(text[begin:end]):
        measure = "increase"
    elif _RATE_DOWN.search(text[begin:end]) or (word in _SAVED and _SAVING.search(text, begin, end)):
        measure = "decrease"
    return "reach", reach, (begin, end), measure, rule  # type: ignore[return-value]


def _combine(reach: str, do: str) -> Measure:
    return do if reach == "level" else reach  # type: ignore[return-value]


def _object_or_bare(
    text: str, start: int, end: int, right: tuple[int, int] | None, last: Target | None, region: Part
) -> Reading:
    """No verb stands before the number: V X N (建设学校5所), V N X (建设5所学校), X N (失业率5%以内)."""
    if right and region.quantity.quantity.dimension == "money" and _TO_EACH.fullmatch(text, start, end):  # 每个合作社给予30万元补贴
        return "counted", None, right, "level", "indicator.after_number"
    opening = start
    start = indicators.strip_lead(text, indicators.after_modal(text, start, end), end, ())
    led = text.startswith(_AROUND, start) or text.endswith(_LED, region.left, start)
    closing = end if right and region.quantity.quantity.dimension == "count" else -1
    verbs = [
        verb for verb in indicators.do_pattern().finditer(text, start, end)
        if (verb.end() == closing and verb[0] in _BUYS) or (right and verb.end() == end and verb[0] == _OFFERS)
        or _governs(text, start, verb, led=led)
    ]
    if led and verbs and verbs[-1].end() < end:
        verbs = verbs[-1:]
    if verbs and verbs[-1].end() >= end and right:
        return "counted", verbs[-1].span(), right, _measure(verbs[-1][0]), "indicator.after_number"
    if verbs and verbs[-1].start() <= start and verbs[-1].end() >= end:  # 到2030年建成500万千瓦: of what, the number before says
        budgeted = verbs[-1][0] == _BUDGETED  # 全市一般公共预算收入|计划安排90亿元
        thing = _thing_before_modal(text, opening, start) if budgeted or region.quantity.quantity.dimension in _COUNTED else None
        if thing is not None:
            return "reach", verbs[-1].span(), thing, _measure(verbs[-1][0]), "indicator.subject"
        return "previous", verbs[-1].span(), None, _measure(verbs[-1][0]), "indicator.previous"
    chosen = _governing(text, verbs, end)
    if chosen is not None:
        upto = text[end - 1] in "至到"  # 增设服务网点至150个
        found = _object(text, chosen, (opening, end - upto), right, region)
        finished = found is not None and text[slice(*found)] in indicators.FINISHED
        if finished and _same_unit(last, region):  # 新建公路60公里，建成通车20公里
            return "previous", chosen.span(), None, _measure(chosen[0]), "indicator.previous"
        if found is not None:
            rising = _RISING.search(text, chosen.end(), found[1]) is not None  # 实现城镇新增就业5万人, not 安排新增财政赤字…2万亿元
            measure = "level" if upto else "increase" if rising else _measure(chosen[0])
            return "object", chosen.span(), found, measure, "indicator.object"
    start = indicators.strip_passing(text, start, end)
    if right and region.quantity.quantity.dimension in _COUNTED and _BUILT.search(text, start, end):  # 镇均建|1所中心幼儿园
        return "counted", None, right, "level", "indicator.after_number"
    if right and region.quantity.text[0].isdigit() and text[start:end] in indicators.duty_verbs():  # 发展50家平台, not 健全三位一体
        return "counted", None, right, "level", "indicator.after_number"
    counted = right is not None and region.quantity.quantity.dimension in _COUNTED
    if right and counted and (text[end : end + 1] == "的" or _beside(text, region, start)):  # 各区县的95所高海拔学校
        listed = last is not None and last.clause[0] == region.clause.start
        return "counted", last.action if last is not None and listed else None, right, "level", "indicator.after_number"
    if end - start < 2 or indicators.is_hollow(text[start:end]) or (counted and not _countable(text[start:end])):
        if right:
            return "counted", None, right, "level", "indicator.after_number"
        return "previous", None, None, "level", "indicator.previous"
    return _bare(text, opening, start, end, last, region)


def _same_unit(last: Target | None, region: Part) -> bool:
    return last is not None and last.indicator is not None and last.quantity.quantity.unit == region.quantity.quantity.unit


def _beside(text: str, region: Part, start: int) -> bool:
    """解决25个村屯|3.5万人口的饮水问题: the words before the number are counted by the number before them."""
    at = region.left
    return start == at and text[at - 1 : at] in _CLASSIFIERS and text[at - 2 : at - 1] in _NUMERALS


def _thing_before_modal(text: str, opening: int, start: int) -> tuple[int, int] | None:
    """赛会志愿者|计划招募2万人: what is done to it, where what stands before the modal is not who does it."""
    end = indicators.strip_tail(text, opening, start)
    return (opening, end) if end - opening >= _TOPIC and _WHO.search(text, opening, end) is None else None


def _object(
    text: str, verb: re.Match[str], within: tuple[int, int], right: tuple[int, int] | None, region: Part
) -> tuple[int, int] | None:
    """What a verb before the number is done to: the phrase between them, or the noun behind the number where that phrase is none."""
    opening, end = within
    found = indicators.object_phrase(text, verb.end(), end)
    if found is None:
        return None
    words = text[slice(*found)]
    if words in _WORKS and found[0] == verb.end():  # 新开工项目10个: which projects
        return verb.start(), found[1]
    listed = text[region.quantity.start - 1] in "、和及与"  # 建成甲水库、21座中型水库
    counts = region.quantity.quantity.dimension in _COUNTED
    behind = right is not None and right[0] == region.quantity.end and _thing_behind(text, right, region.quantity)
    if right and (behind or listed or (counts and (not _countable(words) or "、" in words or _STRETCH.search(words)))):
        return right
    return (opening, found[1]) if indicators.is_generic(words) and verb.start() - opening >= _SHORT_TOPIC else found


def _thing_behind(text: str, right: tuple[int, int], mention: QuantityMention) -> bool:
    """实现养殖业保险补贴9个|险种: a bare classifier counts the noun right behind it, whatever stands before it."""
    return mention.quantity.unit in _BARE_CLASSIFIERS and not indicators.says_what_is_done(text, *right)


def _bare(text: str, opening: int, start: int, end: int, last: Target | None, region: Part) -> Reading:
    """X N: a noun phrase and its number, with no verb between them."""
    phrase = text[start:end]
    if indicators.is_generic(phrase):
        actor = _short_subject(text[opening : indicators.strip_tail(text, opening, start)])
        if not actor and start - opening >= _TOPIC:  # 河北省将投资1000亿元: who, not what
            start = opening
    standard = _STANDARD.search(text, start, end)
    if standard is not None:
        end = standard.start()
    if text.endswith(_BUDGETED, start, end) and region.quantity.quantity.dimension == "money":  # 县财政继续|安排80万元
        kept = indicators.strip_tail(text, start, end - _HELP, keep=True)
        end = kept if kept - start >= _HELP else end
    measure: Measure = "level"
    beside = last if last is not None and last.clause[0] == region.clause.start else None
    if _RATE.search(phrase) or _UP.search(phrase):
        measure = "increase"
    elif _RATE_DOWN.search(phrase) or _DOWN.search(phrase) or (region.quantity.quantity.dimension == "percent" and _SAVING.search(phrase)):
        measure = "decrease"
    elif beside is not None and beside.pattern == "share":
        opening_verb = indicators.do_pattern().search(text, beside.left, beside.quantity.start)
        measure = _measure(opening_verb[0]) if opening_verb else "level"
    elif beside is not None and beside.pattern in {"object", "counted", "bare"}:
        measure = beside.measure if beside.action is not None or beside.pattern == "bare" else "level"
    action = beside.action if beside is not None and measure == beside.measure else None
    return "bare", action, (start, end), measure, "indicator.before_number"


def _measure(verb: str) -> Measure:
    return indicators.do_verbs()[verb]  # type: ignore[return-value]


def _governs(text: str, start: int, verb: re.Match[str], *, led: bool = False) -> bool:
    """A verb, not a part of a noun (城镇新增就业, 研发投入强度): it opens its part, or stands after an actor, a verb or an adverb.

    ``led``: a preposition opens the part (在山口|完成造林), so that any verb in it governs.
    """
    noun = text[verb.end() : verb.end() + 1] in {"量", "率", "数", "额"} or text.startswith("金额", verb.end())
    if noun or _NOUN_OF_VERB.match(text, verb.start()):  # 年培训量
        return False
    if verb[0] == "发展" and verb.start() > start:  # 残疾人事业发展
        return False
    if verb[0] == "形成" or verb.start() <= start or led or text[start - 1 : start] in {"为", "向", "给"}:  # 为各方提供600名
        return True
    if _PLACED.search(text, start, verb.start()):
        return True
    head = text[start : verb.start()]
    return _short_subject(head) or bool(_BEFORE_VERB.search(head)) or any(head.startswith(pivot) for pivot in _PIVOT)


_BUYS = frozenset({"购买", "采购"})  # 政府出资购买|10万个岗位: right before its number, whoever does it
_BUILT = later(r"建有?(?<=[均各区县镇村校都新再共]建)\Z|建有(?<=[均各区县镇村校都新再共]建有)\Z")


def _governing(text: str, verbs: list[re.Match[str]], end: int) -> re.Match[str] | None:
    """The verb whose object is counted: the first one, or where that only passes on (支持X组建Y), the last one."""
    if not verbs or verbs[0].end() >= end:
        return None
    if verbs[0][0] in _PIVOT:
        later = [verb for verb in verbs if verb.start() >= verbs[0].end() + 2 and verb.end() < end]
        if later:
            return later[-1]
    return verbs[0]


def _countable(phrase: str) -> bool:
    """Whether a phrase can be what a number counts, where a noun follows the number: no verb (再免费救治3万名患者), no place."""
    if phrase.endswith(_NO_THING_END) or phrase.startswith(_NO_THING_HEAD):
        return False
    return not _NO_THING.fullmatch(phrase) and not _ends_with_verb(phrase)


def _ends_as_measure(subject: str) -> bool:
    """高新技术企业数量新增50家左右: what stands before the verb is measured, whatever follows the number."""
    return subject.endswith(("数", "量", "规模", "面积", "里程", "额", "率", "比例", "比重", "投资", "就业", "收入"))


def _ends_with_verb(phrase: str) -> bool:
    return any(phrase[-size:] in indicators.do_verbs() for size in (2, 3, 4))
