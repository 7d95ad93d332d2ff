"""Numbers that are no record whatever the time and tone: thresholds, parts of the text, scores, scopes, rates, sizes in names.

Each exclusion is a row: a reason (shown for unclaimed numbers), a rule name and a test on the target and its surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_extract.judging import thresholds

if TYPE_CHECKING:
    from policy_extract.judging.surroundings import Surroundings
    from policy_extract.mentions import Target

# The parts a text or plan consists of: counted when it describes itself (提出109项重大工程, 设置7项指标).
_PART = re.compile(
    r"[^，。；]{0,10}?(?:指标|措施|举措|任务|政策|方面|内容|部分|条款|工程|领域|清单|要求|原则|目标|意见|建议|事项|工作(?=[：:，。；]|$)"
    r"|章|节|条(?!街|路|线|河)|重点工作)"
)
_DESCRIBING = re.compile(
    r"(?:提出|设置|部署|明确|聚焦|围绕|包括|包含|涵盖|涉及|列出|梳理|形成|分解|细化|印发|确定|安排|分为|共有|共计|共"
    r"|推出了?|出台了?|归纳|总结|规定|调整增加为|调整为|采取)(?:了|出|的)?(?:[^，。；]{0,6}|[^，。；]{0,20}共)$"
)
_MEASURES = re.compile(r"[^，。；、]{0,6}?(?:措施|举措|政策|制度|机制|任务|方面|领域|行业)")
_OF_PARTS = re.compile(r"(?:方面|(?:约束性|预期性)指标(?:中有)?|部分|领域|[（(]?共)$")
_IN_ALL = re.compile(r"[（(]共$")
_PARTS_END = re.compile(r"[：:；;。）)]|$")
_LISTING = re.compile(r"(?:提出|部署|列出|梳理|归纳|总结|概括)(?:了|出)?(?:的)?$")
_DEFINITE = re.compile(r"(?:上述|以上|这|那|该|此|前述|下列|其他|其余|原|现有)(?:的)?$")
_THE_REST = re.compile(r"(?:其余|其他)(?:的)?$")  # 2023年底前完成其余90个
_ATTRIBUTIVE = re.compile(r"(?:的|过|了)(?:这|那)?$")
_SIDES = re.compile(
    r"市场|资源|层面|方面|维度|领域|体系|大局|毫不动摇|大事|倾斜|关键|环节|硬仗|战役|文章|主线|短板|难题|工作(?=[：:，。；])"
)  # 两个市场、两种资源
_SCORE = re.compile(r"(?:[（(得扣加减计记满占为奖]|[得扣加减奖][^，。；]{0,8}、)\s*$")
_HANZI = re.compile(r"[一二两三四五六七八九十]{1,2}[^\d%％万亿]{1,3}$")
_ARTICLE = re.compile(r"一(?:支|批|套|种|类|股|场|次|系列|揽子|定|流|份|番|道|方|面|体|线|站|网)")
_LONG_NOUN = re.compile(r"[^，。；]{2,40}的[^，。；]")
_DIVIDED = re.compile(r"(?:划|划分|细分|区分|分|归纳|归并|分散|分布|分别位于|散布)(?:为|成|在|于)(?:[^，。；\d]{0,6})$")
_DESIGN = re.compile(
    r"(?:最大|最高|单次|单日最[大高]|设计|额定|理论|可载|满载|续航|一次性)[^，。；\d]{0,10}(?:能力|速度|时速|面积|载重|载客|航程|容量|产能|深度|高度|跨度|负荷|里程)"
    r"(?:分别)?(?:可达|达到?|为|约|可以达到)?(?:每[年日])?$|(?:可载|一次性?可)[^，。；\d]{0,4}$"
)
_COMPARISON = re.compile(
    r"(?:比|较)(?:去年|上年|上一年|上年度|(?:19|20)\d\d年|计划|预算)[^，。；]{0,8}(?:(?<![提升增新])[低高]|多|少|高出|低于|高于|多出)(?:了|约|近)?$"
)
_PERIOD_NOUN = re.compile(r"半(?:小时|个?月|年|天)|[^，。；、的]{0,8}?(?:年度|学期|学年|周期|财年|会计年度|工作日|季度|月份)")
_ASIDE = re.compile(r"(?:或|即|含|不含|超过|低于|如|以下简称|原|指|包括|其中含)")
_SENT = re.compile(r"(?:推举|推选|委托|指定|委派|选派|各派|派|确定|明确)[^，。；]{0,4}$")
_USUAL = re.compile(r"(?:每|一)(?:天|周|日|晚|次|小时|分钟|趟|班)[^，。；]{0,8}(?:要|需要?|得)[^，。；]{0,10}$")
_ONCE = re.compile(r"\s*(?:过去|以前|以往|此前|从前)[，,]")
_PLACED = re.compile(r"(?:放|摆|置|列|排)(?:在|到|于)?$")
_WON = re.compile(r"获得[^，。；]{0,4}(?:奖金|奖励)[^，。；]{0,24}$|获奖[^，。；]{0,16}$")
_MARGIN = re.compile(r"(?:超出|超过|超额完成|多于)(?:[^，。；]{0,8}(?:计划|目标|任务)(?:任务|数)?)?(?:了)?$(?<!超过)")
_ENDS = re.compile(r"[，。；：！]")
_BEFORE_NOW = re.compile(r"(?:由原|(?<![，。；])原(?:来|先)?(?:按|为|是))(?!.*改[为成按])[^，。；]*$")
_AMONG = re.compile(r"[^，。；、]{1,6}中[，,]")
_FOR_WHOM = re.compile(r"(?:为|向|给)[^，。；]{0,8}$")
_SERVED = re.compile(r"提供|输送|发放")
_RADIUS = re.compile(r"范围|之外|开外|(?:半径|范围)?内?(?:覆盖率|生活圈|服务圈|便民圈|服务半径)")
_IF = re.compile(r"(?:^|.*[，,：:])\s*(?:如果|假如|假设|倘若|一旦|若(?!干))")
_CAPACITY = frozenset({"mass", "power", "energy", "volume", "data"})
_NOUN_FOLLOWS = re.compile(r"(?![和、]?(?:力争|争取|确保|以上|以下|左右|比|较|并|增长|达到))[和、]?[\u4e00-\u9fffA-Za-z“]{2}")
_YEARLY = re.compile(
    r"(?:年产|日产|日处理|年处理|容量|总装机|单机|(?<![一-龥]{2})规模|额定|时速|口径|总投资|占地|建筑面积|全长|总长|用地)[^，。；]{0,4}$"
)
_FOCUS = re.compile(r"\s*(?:[一二三四五六七八九十]是)?以[^，。；]{2,60}为(?:重点|核心|抓手|基础|支撑|主体|引领|载体|牵引|主攻方向|主线)")
_MADE_YEARLY = re.compile(r"年产$|[年日]处理$|日产$")
_PUSHED = re.compile(r"\s*(?:[一二三四五六七八九十]是)?(?:加快|继续|全力|积极|重点|抓紧)*(?:推进|推动|加快|抓好|启动|促进|支持)")
_TOPIC = re.compile(r"\s*(?:[一二三四五六七八九十]是)?(?:聚焦|围绕|针对|面向|依托|对标|按照|根据|对照)")
_LABEL = re.compile(r"号码|编号|热线|电话|邮编|一式$")
_ONE_OF = re.compile(r"(?:[^，。；]{0,4})(?:之一|其中之一)")
_WILL_BE = re.compile(r"的[^，。；]{1,20}(?:将|要)[^，。；]{0,6}(?:建成|通车|完工|竣工|开通|投产|投用)")  # 900公里的绿道将建成开放
_CUT_UP = re.compile(r"[^，。；]{1,30}?(?:划分|分为|列为|改为|归为)")
_BODIES = re.compile(r"(?:部门|省份|省区市|国家(?:和地区|的|参|代表|派)|成员单位|委办局|省[（(]?区、市)")
_TO_WHOM = re.compile(r"(?:[向对给为]|覆盖到|惠及到)$")
_SCOPE_VERB = re.compile(
    r"[^，。；]{0,16}?(?:成为|参会|出席|参展|到会|与会|计划|将|要|已|均|共|实现|达到"
    r"|守住|守牢|参加|参与|负责|作为|签署|联合|开展|进入|获|入选|启动|新增|集中|分别|组成|构成)"
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reason why a number is no record: its name in the output, the reason word, and the test."""

    rule: str
    reason: str
    test: Callable[[Target, Surroundings], bool]


def _score(target: Target, around: Surroundings) -> bool:
    """得3分, 分别扣20、10分."""
    return target.quantity.quantity.unit == "分" and bool(_SCORE.search(around.left) or re.match(r"\s*[)）]", around.right))


def _ordinal_modifier(target: Target, around: Surroundings) -> bool:
    return target.quantity.quantity.dimension == "rank" and target.pattern == "share"


def _part_of_text(target: Target, around: Surroundings) -> bool:
    """提出20项主要指标, 设置7项…: the text counts its own parts."""
    if target.quantity.quantity.dimension != "count":
        return False
    if target.quantity.quantity.unit in {"类", "种"} and around.left.rstrip().endswith("等"):  # 冰箱、空调等8类家电
        return True
    if target.quantity.quantity.unit in {"类", "种", "大类"} and _DESCRIBING.search(around.left):  # 明确规定四类罪行
        return True
    if around.left.rstrip().endswith("等") and _MEASURES.match(around.right):  # 实施住房保障等十条支持措施
        return True
    counted = _OF_PARTS.search(around.left) if target.action is None else _IN_ALL.search(around.left)
    if counted and _PARTS_END.match(around.right):  # 品牌培育方面5项：…
        return True
    if _names_each(target, around.left):
        return True
    return bool(_LISTING.search(around.left)) or (bool(_DESCRIBING.search(around.left)) and bool(_PART.match(around.right)))


def _names_each(target: Target, left: str) -> bool:
    """纳税、社保、荣誉三项指标, 甘、青、宁、新四省区: the number only counts the names before it."""
    count = target.quantity.quantity.low
    if target.quantity.quantity.op != "=" or count is None or not 2 <= count <= 20 or (target.action is not None and count < 4):
        return False
    names = re.search(r"[^，。；：\s]*$", left.rstrip("等共"))
    if names is None or not names[0]:
        return False
    commas = names[0].count("、")
    return count - 1 in {commas, len(re.findall(r"[、和及与]", names[0]))} and commas + 1 >= count - 1


def _existing(target: Target, around: Surroundings) -> bool:
    """上述9家银行, 2016年实施的24项措施: definite, so it exists."""
    if target.quantity.quantity.dimension != "count" or target.pattern not in {"counted", "object", "bare", "previous"}:
        return False
    if around.right.startswith("在建"):  # 1.1万个在建项目
        return True
    if _DEFINITE.search(around.left) and not (around.future and _THE_REST.search(around.left)):
        return True
    return bool(_ATTRIBUTIVE.search(around.left)) and target.action is None


def _counted_subject(target: Target, around: Surroundings) -> bool:
    """40个重点城市计划新增…: who acts, not what is promised. With a modal before it (确保30个项目开工) it is."""
    dimension = target.quantity.quantity.dimension
    if dimension == "count" and around.left.endswith(("将", "把")) and _CUT_UP.match(around.right):  # 将30个街道划分为4类
        return True
    if dimension == "count" and _BODIES.match(around.right):  # 整合28个部门的资源
        return True
    if dimension == "count" and not around.future and _TO_WHOM.search(around.left) and target.action is None:
        return True  # 向23家机构发放, 对30个村实施挂牌督办
    if target.pattern == "share" and dimension in _CAPACITY | {"length", "area"} and not _WILL_BE.match(around.right):  # 长12.6公里的绿道
        return True
    if dimension != "count" or around.modal:
        return False
    if target.pattern == "share":  # 30多个国家的代表
        return True
    return target.pattern == "counted" and target.action is None and bool(_SCOPE_VERB.match(around.right))


def _article(target: Target, around: Surroundings) -> bool:
    """一支队伍, 一套机制: 一 says that there is such a thing, not how many."""
    if around.left.endswith("一个"):  # 一个14亿人口大国
        return True
    if target.quantity.text == "一个" and _LONG_NOUN.match(around.right):  # 打造一个高效、便捷、亲民的办事大厅
        return True
    return bool(_ARTICLE.fullmatch(target.quantity.text))


def _divided(target: Target, around: Surroundings) -> bool:
    """按疫情划分为4类, 分散在8个村: how a thing is cut up or spread, not how much of it."""
    return bool(_DIVIDED.search(around.left))


def _by_design(target: Target, around: Surroundings) -> bool:
    """最高时速可达350公里, 单次投水面积4000平方米: what a thing is built to do."""
    return not around.modal and bool(_DESIGN.search(around.left))


def _comparison(target: Target, around: Surroundings) -> bool:
    """赤字率按2.6%安排，比去年低0.4个百分点: what follows from another number."""
    return not around.planned and bool(_COMPARISON.search(around.left))


def _supposed(target: Target, around: Surroundings) -> bool:
    """如果…，今年将萎缩7.6%: what would be if."""
    return bool(_IF.match(around.before))


def _small_hanzi(target: Target, around: Surroundings) -> bool:
    """两个市场、三个层次: a small number in characters counts parts, unless something is made or reached."""
    quantity = target.quantity
    if quantity.quantity.dimension != "count" or not _HANZI.fullmatch(quantity.text):
        return False
    if around.left.rstrip().endswith(("将", "把", "对")):  # 决定将两个草案提请审议: 将 is 把 here
        return True
    if _SIDES.match(around.right) or around.left.endswith(("”", "》")):  # “办事一键通”“治理一屏看”两张网
        return True
    return target.action is None and not around.planned


def _rate(target: Target, around: Surroundings) -> bool:
    """每人每餐计1次, 每3年修订1次: how often, not how much."""
    unit = target.quantity.quantity.unit
    return unit in {"次", "遍", "轮", "回"} and bool(re.search(r"每[^，。；]{0,10}$", around.left))


def _size_in_name(target: Target, around: Surroundings) -> bool:
    """15万吨高碳铬铁, 年产100兆瓦…电池: a capacity that names a project."""
    dimension = target.quantity.quantity.dimension
    if target.quantity.quantity.unit == "度" and around.right.startswith(("坡", "以上坡", "斜")):  # 25度以上坡耕地
        return True
    named = dimension in _CAPACITY and bool(_NOUN_FOLLOWS.match(around.right))
    if named and (_MADE_YEARLY.search(around.left) or (_PUSHED.match(around.clause) and target.pattern != "reach")):
        return True
    if _YEARLY.search(around.left) and not around.planned and target.pattern != "reach" and target.action is None:
        return dimension in _CAPACITY | {"area", "length", "money"}
    if dimension not in _CAPACITY or target.action is not None or target.pattern not in {"counted", "bare"}:
        return False
    return target.pattern == "counted" or bool(_NOUN_FOLLOWS.match(around.right))


def _topic(target: Target, around: Surroundings) -> bool:
    """聚焦…6条产业链, 以580个单元为重点: what is looked at, not what is promised."""
    if target.quantity.quantity.dimension != "count" or target.action is not None:
        return False
    return bool(_TOPIC.match(around.clause) or _FOCUS.match(around.clause))


def _label(target: Target, around: Surroundings) -> bool:
    return bool(_LABEL.search(around.left))


def _aside(target: Target, around: Surroundings) -> bool:
    """（或人均低于10平方米）, （超过80人的单位达到6%）: what a bracket adds to a condition."""
    opened = max(around.before.rfind("（"), around.before.rfind("("))
    if opened < 0 or "）" in around.before[opened:] or ")" in around.before[opened:]:
        return False
    return bool(_ASIDE.match(around.before, opened + 1))


def _one_person(target: Target, around: Surroundings) -> bool:
    """各派1名代表, 推举1名申请人: who it is, not how many."""
    quantity = target.quantity.quantity
    return quantity.op == "=" and quantity.low == 1 and quantity.unit in {"名", "人", "位"} and bool(_SENT.search(around.left))


def _condition(target: Target, around: Surroundings) -> bool:
    """20户以上的自然村网络覆盖率达到98%: the first number says which villages. So does one in brackets: (年收入2000万元及以上)."""
    if target.pattern == "condition":
        return True
    bounded = target.quantity.text.endswith(("以上", "以下"))
    if bounded and target.quantity.quantity.dimension == "money" and target.pattern == "counted" and target.action is None:
        return True  # 10万元以下小额贷款
    return around.right.startswith(("）", ")")) and bounded and "起" not in around.right[:2]


def _periods(target: Target, around: Surroundings) -> bool:
    """跨两个医保年度, 连续3个学期: lengths of time."""
    return target.quantity.quantity.dimension == "count" and bool(_PERIOD_NOUN.match(around.right))


def _habit(target: Target, around: Surroundings) -> bool:
    """每天要接听90多个电话, 过去，办证要跑4个窗口: what is or was usual."""
    return bool(_USUAL.search(around.left) or _ONCE.match(around.sentence))


def _placed_first(target: Target, around: Surroundings) -> bool:
    """把群众利益放在第一位: a figure of speech."""
    return target.quantity.quantity.dimension == "rank" and bool(_PLACED.search(around.left))


def _won(target: Target, around: Surroundings) -> bool:
    """获得奖金10万元: what somebody got."""
    return target.quantity.quantity.dimension == "money" and bool(_WON.search(around.before)) and not around.planned


def _margin(target: Target, around: Surroundings) -> bool:
    """超出年度计划200家, 超额完成11.7%: by how much a goal was or will be passed, beside the goal itself."""
    return bool(_MARGIN.search(around.left))


def _fragment(target: Target, around: Surroundings) -> bool:
    """8个改革试验区域: a line that is no more than a number and its noun, as in a table's cell."""
    if target.action is not None or target.quantity.quantity.op != "=" or target.quantity.quantity.dimension != "count":
        return False
    return len(around.sentence) <= len(target.quantity.text) + 10 and not around.left.strip() and not _ENDS.search(around.sentence)


def _former(target: Target, around: Surroundings) -> bool:
    """由原减按2%征收，改为0.5%: what was before."""
    return bool(_BEFORE_NOW.search(around.left))


def _among(target: Target, around: Surroundings) -> bool:
    """登记的3万农户中，有一部分…; 为华南3万个企业提供服务: among whom, for whom."""
    if target.quantity.quantity.dimension not in {"count", "none"} or around.modal or around.future:
        return False
    return bool(_AMONG.match(around.right)) or bool(_FOR_WHOM.search(around.left) and _SERVED.search(around.right))


def _radius(target: Target, around: Surroundings) -> bool:
    """500米覆盖率, 15公里生活圈: within what the rate is counted."""
    return bool(_RADIUS.match(around.right))


def _one_of(target: Target, around: Surroundings) -> bool:
    return bool(_ONE_OF.match(around.right))


EXCLUSIONS: tuple[Exclusion, ...] = (
    Exclusion("status.score", "score", _score),
    Exclusion("status.aside", "condition", _aside),
    Exclusion("status.one_person", "structure", _one_person),
    Exclusion("status.label", "name", _label),
    Exclusion("status.condition", "filter", _condition),
    Exclusion("status.topic", "structure", _topic),
    Exclusion("status.ordinal", "ordinal", _ordinal_modifier),
    Exclusion("status.periods", "duration", _periods),
    Exclusion("status.habit", "description", _habit),
    Exclusion("status.placed_first", "structure", _placed_first),
    Exclusion("status.requirement", "threshold", thresholds.requirement),
    Exclusion("status.won", "description", _won),
    Exclusion("status.margin", "margin", _margin),
    Exclusion("status.former", "baseline", _former),
    Exclusion("status.penalty", "threshold", thresholds.penalty),
    Exclusion("status.granted", "threshold", thresholds.granted),
    Exclusion("status.among", "scope", _among),
    Exclusion("status.radius", "name", _radius),
    Exclusion("status.fragment", "structure", _fragment),
    Exclusion("status.one_of", "threshold", _one_of),
    Exclusion("status.threshold", "threshold", thresholds.threshold),
    Exclusion("status.part_of_text", "structure", _part_of_text),
    Exclusion("status.existing", "description", _existing),
    Exclusion("status.article", "structure", _article),
    Exclusion("status.divided", "structure", _divided),
    Exclusion("status.by_design", "description", _by_design),
    Exclusion("status.comparison", "baseline", _comparison),
    Exclusion("status.supposed", "condition", _supposed),
    Exclusion("status.small_number", "structure", _small_hanzi),
    Exclusion("status.scope", "scope", _counted_subject),
    Exclusion("status.rate", "frequency", _rate),
    Exclusion("status.size_in_name", "name", _size_in_name),
)


def excluded(target: Target, around: Surroundings) -> Exclusion | None:
    """The first exclusion that applies, or None."""
    return next((row for row in EXCLUSIONS if row.test(target, around)), None)
