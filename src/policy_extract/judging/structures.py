"""Numbers that order a text or a phrase and measure nothing: parts of the text, scores, figures of speech, lists that count themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.judging.surroundings import Surroundings
    from policy_extract.mentions import Target

# The parts a text or plan consists of: counted when it describes itself (提出109项重大工程, 设置7项指标).
_PART = later(
    r"[^，。；]{0,10}?(?:指标|措施|举措|任务|政策|方面|内容|部分|条款|工程|领域|清单|要求|原则|目标|意见|建议|事项|工作(?=[：:，。；]|$)"
    r"|章|节|条(?!街|路|线|河)|重点工作|行动重点)"
)
_DESCRIBING = later(
    r"(?:提出|设置|部署|明确|聚焦|围绕|包括|包含|涵盖|涉及|列出|梳理|形成|分解|细化|印发|确定|安排|分为|共有|共计|共"
    r"|推出了?|出台了?|归纳|总结|规定|调整增加为|调整为|采取)(?:了|出|的)?(?:[^，。；]{0,6}|[^，。；]{0,20}共)$"
)
_WILL_ISSUE = later("(?:将|拟|计划|力争|要)[^，。；]{0,8}(?:推出|出台|采取|制定)[^，。；]{0,6}$")  # 将于近期推出11条措施: a promise
_MEASURES = later(r"[^，。；、]{0,6}?(?:措施|举措|政策|制度|机制|任务|方面|领域|行业|要求|建议|意见|方向)")
_OF_PARTS = later(r"(?:方面|(?:约束性|预期性)指标(?:中有)?|部分|领域|[（(]?共)$")
_IN_ALL = later(r"[（(]共$")
_FINDINGS = later(r"(?:提出|查摆)[^，。；]{0,10}(?:措施|意见|建议|问题)$")  # 提出整改措施346条
_HOLDS = later(r"(?:包括|包含|涵盖)了?[^。；]*[，,]共$")  # 《规划》包括了主要治理任务，共191个项目
_CHAPTERS = later("[章编]$")  # 共16章262条
_MARKED_OUT = later(r"(?:明确|部署|提出|确定)[^，。；]{0,20}$")
_CHOSEN = later(r"(?:确定|定为|选定|票决|敲定|安排)(?:了|出|为)?$")
_NAMELY = later(r"[，,]?(?:主要是|主要包括|包括|分别是|具体是|即|预算投资)|[：:]")
_PARTS_END = later(r"[：:；;。）)]|$")
_LISTING = later(r"(?:提出|部署|列出|梳理|归纳|总结|概括)(?:了|出)?(?:的)?$")
# 五项工作：…, 抓好3件事
_INTRODUCED = later(
    r"(?:重点|主要|大|关键)*(?:方面)?的?(?:工作|任务|方向|方面|领域|举措|措施|重点|大?事|问题|行动|关系|环节|原则|要求)[：:]"
    r"|大?事(?=[，。；：:])"
)
_NUMBERS_THEM = later(r"[：:]\s*(?:一是|第一[，、]|其一)")  # 把握好三条：一是…
_CLASSES = later(r"[大中小]类")
_OF_EACH = later(r"[“”]?(?:\d|百分之)")
_SECOND = later("二[次元级期类等线批轮维代产]")  # 二次供水, 二元母羊: 二 before these is no count, that is 两
_MINISTRIES = later("[将要应门委]|联合|共同")  # 两部将适时组织评估
_FEW = later("[两二三]")
_PLACE_OF = later("[^，。；、的]{0,6}(?:村|组|镇|乡|社区|小区|水库|校区|街道|片区|地块)的[^，。；]{2}")
_SIDES = later(
    r"市场|资源|层面|方面|维度|领域|体系|大局|毫不动摇|大事|倾斜|关键|环节|硬仗|战役|文章|主线|短板|难题|特点|特征|趋势|现象|工作(?=[：:，。；])"
)  # 两个市场、两种资源
_SCORE = later(r"(?:[（(得扣加减计记满占为奖]|[得扣加减奖][^，。；]{0,8}、)\s*$")
_SLOGAN = later(r"[“\"][两三四五六七八九十]个$")
_DEALT_SCORES = later(r"分别(?:得|扣|加|减|奖)[^，。；]{0,12}、$")
_SCORED = later(r"[^。；]{0,30}[，,]\s*(?:得|扣|加|计)\s*\d+(?:\.\d+)?\s*分")
_HANZI = later(r"[一二两三四五六七八九十]{1,2}[^\d%％百千万亿]{1,3}$")
_ARTICLE = later(r"一(?:支|批|套|种|类|股|场|次|系列|揽子|定|流|份|番|道|方|面|体|线|站|网)")
_LONG_NOUN = later(r"[^，。；]{2,90}的[^，。；]")
_DIVIDED = later(r"(?:(?<![计规筹谋])划|划分|细分|区分|分|归纳|归并|分散|分布|分别位于|散布)(?:为|成|在|于)(?:[^，。；\d]{0,6})$")
_ITS_ITEMS = later(r"(?:民生)?实事[：:]")  # 办好五件实事：一是…
_LISTED = later(r"(?:明确|列出|列明|罗列)了?$")  # 明确7项基础类项目: what a text holds
_PERIOD_NOUN = later(
    r"半(?:小时|个?月|年|天)|多?(?:小时|钟头|星期)"
    r"|[^，。；、的]{0,8}?(?:年度|学期|学年|周期|财年|会计年度|工作日|季度|月份)"
)
_GOES_ON = later(
    r"第[\d一二三四五六七八九十]{1,3}(?:[、和与至到—\-]第?[\d一二三四五六七八九十]{1,3}){0,6}"
    r"[、和与至到—\-]第?$|[一二三四五六七八九]、$"
)
_PAGE = later(r"第\s?$|共\s?$")
_SENT = later(r"(?:推举|推选|委托|指定|委派|选派|各派|派|确定|明确)[^，。；]{0,4}$")
_PLACED = later(r"(?:放|摆|置|列|排)(?:在|到|于)?$")
_ENDS = later(r"[，。；：！]")
_FOCUS = later(r"\s*(?:[一二三四五六七八九十]是)?以[^，。；]{2,60}为(?:重点|核心|抓手|基础|支撑|主体|引领|载体|牵引|主攻方向|主线)")
_TOPIC = later(r"\s*(?:[一二三四五六七八九十]是)?(?:聚焦|围绕|针对|面向|依托|对标|按照|根据|对照)")
_LOOKED_AT = later(r"(?:聚焦|围绕|瞄准|紧盯|深耕|依托|面向|针对|聚力)[^，。；、\d]{0,4}$")
_CHAINS = later(r"(?:重点|优势|特色|标志性|传统|新兴|主导|支柱|战略性|先进|制造业)*(?:产业链|产业(?![集园基链项工化路道]))")
_MADE = frozenset({"新增", "打造", "培育", "新建", "建成", "形成", "新培育"})
_BUILT_BESIDE = later(r"(?:建设|新建|实施|布局|打造|建成|开工)\d+[^，。；、\d]{2,12}、$")
_IN_QUOTES = later(r"”(?:制度|行动|机制|工程|专项|管理|计划|工作|目标管理)")
_QUOTED = 8  # characters between the quotation mark and the number
_LABEL = later(r"号码|编号|热线(?=[^\u4e00-\u9fff]*$)|电话(?=[^\u4e00-\u9fff]*$)|邮编|一式$")
_STAGE = later("[、和至到][二三四五六]|阶段|批|期|代")
_KINDS_OF = later("行业|领域|省|市|地区|方面|环节")
_APPRAISED = later("考核|评价|评分")
_RATE = later("(?:率|比重|占比|比例|度|增[速长幅]|降[低幅]|[为达到于])$")
_ONE_OF = later(r"(?:[^，。；]{0,4})(?:之一|其中之一)")


def score(target: Target, around: Surroundings) -> bool:
    """得3分, 分别扣20、10分; 县级用稿2篇，得5分."""
    if _SCORED.match(around.behind):
        return True
    if target.quantity.quantity.unit != "分":
        return False
    upto = around.before[: -len(target.quantity.text)]
    return bool(_SCORE.search(around.left) or _DEALT_SCORES.search(upto) or re.match(r"\s*[)）]", around.right))


def ordinal_modifier(target: Target, around: Surroundings) -> bool:
    """把安全作为第一位的要求: a rank that describes."""
    return target.quantity.quantity.dimension == "rank" and (target.pattern == "share" or around.right.startswith("的"))


def stage(target: Target, around: Surroundings) -> bool:
    """第一、二阶段标准: which stage, not a rank."""
    return target.quantity.text.startswith("第") and bool(_STAGE.match(around.right))


def weight(target: Target, around: Surroundings) -> bool:
    """从经济发展30%、扶贫开发70%两个方面考核: how much a point counts in an appraisal."""
    quantity = target.quantity.quantity
    bare = quantity.dimension == "percent" and quantity.op == "=" and target.action is None and target.pattern == "bare"
    return bare and bool(_APPRAISED.search(around.sentence)) and not _RATE.search(around.left.rstrip())


def part_of_text(target: Target, around: Surroundings) -> bool:
    """提出20项主要指标, 设置7项…: the text counts its own parts."""
    if target.quantity.quantity.dimension != "count":
        return False
    if _INTRODUCED.match(around.behind) or _NUMBERS_THEM.match(around.behind) or _CLASSES.match(around.right):
        return True
    if target.quantity.quantity.unit in {"类", "种"} and around.left.rstrip().endswith("等"):  # 冰箱、空调等8类家电
        return True
    kinds = target.quantity.quantity.unit in {"类", "种", "大类"} and "推出" not in around.left  # 推出精品150种
    if kinds and (_DESCRIBING.search(around.left) or (target.action is None and around.left.endswith("的"))):  # 明确规定四类罪行
        return True
    bracketed = around.left.endswith(("（", "(")) and around.right.startswith(("）", ")"))  # 规范收费行为（4项）。
    if bracketed and target.quantity.quantity.unit in {"项", "条", "个", "类", "件", "章"}:
        return True
    if around.left.rstrip().endswith("等") and _MEASURES.match(around.right):  # 实施住房保障等十条支持措施
        return True
    if _CHAPTERS.search(around.left) or _FINDINGS.search(around.left) or _HOLDS.search(around.before[: -len(target.quantity.text)]):
        return True
    counted = _OF_PARTS.search(around.left) if target.action is None else _IN_ALL.search(around.left)
    if _MARKED_OUT.search(around.left) and _PART.match(around.right):  # 明确2023年脱贫攻坚十项重点工作
        return True
    if _CHOSEN.search(around.left) and _NAMELY.match(around.behind):  # 今年确定10件，主要是：
        return True
    if counted and _PARTS_END.match(around.right):  # 品牌培育方面5项：…
        return True
    if _names_each(target, around.left, around.right):
        return True
    if kinds and "、" in around.before and _names_each(target, around.before[: -len(target.quantity.text)], around.right):
        return True  # 餐饮、理发、维修、快递、助餐五类服务
    described = _DESCRIBING.search(around.left) is not None and _WILL_ISSUE.search(around.left) is None
    return bool(_LISTING.search(around.left)) or (described and bool(_PART.match(around.right)))


def listed_ordinal(target: Target, around: Surroundings) -> bool:
    """第1、2项由…牵头, 第18至20项, 四、五类危桥: the number goes on with an ordinal or a class before it."""
    if target.quantity.quantity.unit == "页" and _PAGE.search(around.left):  # 第 2 页
        return True
    return bool(_GOES_ON.search(around.before[: -len(target.quantity.text)]))


_BUILT_ONES = frozenset({"个", "所", "座", "家", "处", "条", "栋", "幢", "口", "片"})


def _names_each(target: Target, left: str, right: str) -> bool:
    """纳税、社保、荣誉三项指标, 甘、青、宁、新四省区: the number only counts the names before it."""
    count = target.quantity.quantity.low
    if target.quantity.quantity.op != "=" or count is None or not 2 <= count <= 20:
        return False
    if target.action is not None and count < 4 and not _KINDS_OF.match(right):  # 选择造纸、印染和皮革三个行业
        return False
    built = target.action is not None and left.rstrip().endswith("等") and target.quantity.quantity.unit in _BUILT_ONES
    if built and not _KINDS_OF.match(right):  # 建成甲、乙、丙、丁、戊等5个水厂
        return False
    names = re.search(r"[^，。；：\s]*$", left.rstrip("等共"))
    if names is None or not names[0]:
        return False
    commas = names[0].count("、")
    return count - 1 in {commas, len(re.findall(r"[、和及与]", names[0]))} and commas + 1 >= count - 1


def article(target: Target, around: Surroundings) -> bool:
    """一支队伍, 一套机制: 一 says that there is such a thing, not how many."""
    if around.left.endswith("一个"):  # 一个14亿人口大国
        return True
    if target.quantity.text in {"一个", "一座"} and _LONG_NOUN.match(around.right):  # 打造一个高效、便捷、亲民的办事大厅
        return True
    return bool(_ARTICLE.fullmatch(target.quantity.text))


def divided(target: Target, around: Surroundings) -> bool:
    """按疫情划分为4类, 分散在8个村: how a thing is cut up or spread, not how much of it."""
    batches = target.quantity.quantity.unit in {"批", "步", "期", "次", "轮", "组"} and around.left.endswith("分")  # 分两批下放职权
    listed = target.quantity.quantity.unit in {"项", "类", "条", "种", "方面"} and _LISTED.search(around.left) is not None
    items = target.quantity.quantity.unit in {"件", "项"} and _ITS_ITEMS.match(around.behind) is not None
    return batches or listed or items or bool(_DIVIDED.search(around.left))


# 办好九项重点任务, 推进供销改革六项重点任务: how the work is divided, which the text then tells part by part
_FIELDS_OF_WORK = later(r"(?:重点|中心|主要|关键|基础性|阶段性)(?:工作|任务)(?=[，。；：:、]|$)")
_TAKEN_AS = later("以[^，。；]{2,30}为$")  # 以创新驱动和改革开放为两个轮子
# 甲乙三项补充保险参保率达到98%: the number that follows is the promise
_RATE_OF_PARTS = later(r"[^，。；\d]{2,20}(?:率|比例|比重|指数)(?:均|都|分别|要|力争|稳定|保持)*(?:达|超|不低于|不少于|在|提[高升]|为)")


def small_hanzi(target: Target, around: Surroundings) -> bool:
    """两个市场、三个层次: a small number in characters counts parts, unless something is made or reached."""
    quantity = target.quantity
    if quantity.quantity.dimension != "count" or not _HANZI.fullmatch(quantity.text):
        return False
    if _OF_EACH.match(around.right):  # 实现两个100%
        return True
    if around.right.startswith("一体"):  # 三位一体
        return True
    if _SECOND.fullmatch(quantity.text) or (quantity.text == "两部" and _MINISTRIES.match(around.right)):
        return True
    if _FEW.match(quantity.text) and _PLACE_OF.match(around.right):  # 沿岸两个移民村的饮水工程
        return True
    if around.left.rstrip().endswith(("将", "把", "对", "向", "随着", "由于")):  # 决定将两个草案提请审议: 将 is 把 here
        return True
    if quantity.quantity.unit == "项" and _FIELDS_OF_WORK.match(around.right) and not around.closed:
        return True
    if _TAKEN_AS.search(around.left) or (target.action is None and _RATE_OF_PARTS.match(around.right)):
        return True
    if _SIDES.match(around.right) or around.left.endswith(("”", "》")):  # “办事一键通”“治理一屏看”两张网
        return True
    return target.action is None and not around.planned


def topic(target: Target, around: Surroundings) -> bool:
    """聚焦…6条产业链, 以580个单元为重点: what is looked at, not what is promised."""
    if target.quantity.quantity.dimension != "count":
        return False
    if _LOOKED_AT.search(around.left):
        return True
    if _CHAINS.match(around.right) and not any(verb in around.left for verb in _MADE):  # 壮大13条重点产业链
        return True
    if _BUILT_BESIDE.search(around.before[: -len(target.quantity.text)]):  # 围绕产业需求建设4条步道、31条产业路
        return False
    if target.action is not None or any(verb in around.left for verb in _MADE):  # 围绕新能源等领域新增专业点60个
        return False
    return bool(_TOPIC.match(around.clause) or _FOCUS.match(around.clause))


def label(target: Target, around: Surroundings) -> bool:
    """热线电话12345, 民间投资新36条, 能效低于3级."""
    if target.quantity.quantity.dimension == "none" and around.right.startswith("级"):
        return True
    if target.quantity.quantity.dimension == "none" and _IN_QUOTES.match(around.right) and "“" in around.left[-_QUOTED:]:
        return True  # “问题清零”制度
    if target.quantity.quantity.unit == "版" and "." in target.quantity.text:  # 三年行动2.0版
        return True
    if target.quantity.quantity.dimension == "percent" and _SLOGAN.search(around.left):  # 落实“六个百分之百”
        return True
    return bool(_LABEL.search(around.left)) or (target.quantity.quantity.unit == "条" and around.left.endswith("新"))


def one_person(target: Target, around: Surroundings) -> bool:
    """各派1名代表, 推举1名申请人: who it is, not how many."""
    quantity = target.quantity.quantity
    return quantity.op == "=" and quantity.low == 1 and quantity.unit in {"名", "人", "位"} and bool(_SENT.search(around.left))


def periods(target: Target, around: Surroundings) -> bool:
    """跨两个医保年度, 连续3个学期: lengths of time."""
    return target.quantity.quantity.dimension == "count" and bool(_PERIOD_NOUN.match(around.right))


def placed_first(target: Target, around: Surroundings) -> bool:
    """把群众利益放在第一位: a figure of speech."""
    return target.quantity.quantity.dimension == "rank" and bool(_PLACED.search(around.left))


def fragment(target: Target, around: Surroundings) -> bool:
    """8个改革试验区域: a line that is no more than a number and its noun, as in a table's cell."""
    if target.action is not None or target.quantity.quantity.op != "=" or target.quantity.quantity.dimension != "count":
        return False
    return len(around.sentence) <= len(target.quantity.text) + 10 and not around.left.strip() and not _ENDS.search(around.sentence)


def one_of(target: Target, around: Surroundings) -> bool:
    """具备下列条件之一."""
    return bool(_ONE_OF.match(around.right))


_RECKONED = later(r"[^，。；\d结]{0,3}(?:计?算|测算|折算)(?=[，,。；]|$)")  # 按每500人配1名算


def rate(target: Target, around: Surroundings) -> bool:
    """每人每餐计1次, 每3年修订1次: how often, not how much."""
    unit = target.quantity.quantity.unit
    if _RECKONED.match(around.right):
        return True
    return unit in {"次", "遍", "轮", "回"} and bool(re.search(r"每[^，。；]{0,10}$", around.left))
