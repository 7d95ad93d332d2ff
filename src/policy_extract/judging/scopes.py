"""Numbers that say of what, of whom or within what something is told: conditions, sizes in names, those who act or receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.judging.facts import ALL_OF_THEM
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.judging.surroundings import Surroundings
    from policy_extract.mentions import Target

_ASIDE = later(r"(?:或|上届|上年|去年|前年|上一年|即|含|不含|超过|低于|如|以下简称|原|指|包括|其中含)")
_AMONG = later(r"[^，。；、]{1,6}中[，,]")
_FOR_WHOM = later(r"(?:为|向|给)[^，。；]{0,8}$")
_SERVED = later(r"提供|输送|发放")
_RADIUS = later(r"范围|半径|之外|开外|外(?=[的\u4e00-\u9fff])|(?:半径|范围)?内?(?:覆盖率|生活圈|服务圈|便民圈|服务半径)")
_TRIED_IN = later(r"在[^，。；]{2,40}等?$")
_TRIAL = later(r"[^，。；]{1,24}(?:开展|进行)[^，。；]{0,6}试点")
_AIMED_AT = later(r"对(?:全[省市国县区]|[^，。；\d]{0,10})$")
_THEIRS = later(r"[^，。；、]{1,12}的[^，。；]{2}")
_APPLIED = later(r"适用(?:于)?$")
_SUCH = later(r"[^，。；]{0,12}的")
_SOLVED = later(r"解决[^，。；\d]{0,8}$")
_TROUBLE = later(r"的[^，。；]{0,12}(?:问题|困难|难)")
_START_OF = later(r"以[^，。；]{0,12}$")
_AS = later(r"[^，。；]{1,16}为|为基[数准]")
_WITHIN = later(r"在[^，。；]{0,10}$")
_PLACES = later(r"(?:[^，。；\d]{0,8})?(?:县|市|省|区|乡|镇|村|街道|社区|城市|国家|地区|省份)")
_HOSTS = later(r"(?:城市|赛区|会场|展馆|场馆)(?:举办|举行|召开|上演|巡演|同时)")
_PLACES_OF = later(r"(?:县|市|省|区|乡|镇|村|街道|省区|省份|地区|城市)的[^，。；\d]{0,6}\d")
_FIELDS = later(r"[^，。；\d]{0,6}(?:行业|领域|方向|环节|学科)")
_MORE = later(r"[^，。；]{2,30}?\d[\d.,]*[万亿多余]*(?:名|人|户|家|个|亩|元|套|所|座)")
_CAPACITY = frozenset({"mass", "power", "energy", "volume", "data"})
_NOUN_FOLLOWS = later(
    r"(?!、[^，。；]{0,16}\d)(?![和、]?(?:力争|争取|确保|以上|以下|左右|比|较|并|增长|达到))[和、]?[\u4e00-\u9fffA-Za-z“]{2}"
)
_YEARLY = later(
    r"(?:年产|日产|日处理|年处理|容量|总装机|单机|(?<![一-龥]{2})规模|额定|时速|口径|总投资|占地|建筑面积|全长|总长|用地)[^，。；]{0,4}$"
)
_OF_SO_MANY = later(r"的[0-9]{1,5}[个项家]")
_MADE_YEARLY = later(r"年产$|[年日]处理$|日产$")
_PUSHED = later(r"\s*(?:[一二三四五六七八九十]是)?(?:加快|继续|全力|积极|重点|抓紧)*(?:推进|推动|加快|抓好|启动|促进|支持)")
_BUILT_ON = later(r"(?:建筑面积|占地(?:面积)?|总投资)[^，。；\d]{0,2}$")
# 建成不少于500公里的绿道: how much of it
_AT_LEAST = ("不低于", "不少于", "至少", "超过")
_MADE = later(r"(?:建成|建设|新建|新增|形成|打造|归集|汇聚|整理|改造|修复|治理)$")
_WILL_BE = later(  # 900公里的绿道将建成开放
    r"的[^，。；]{1,20}(?:将|要)[^，。；]{0,6}(?:建成|通车|完工|竣工|开通|投产|投用|完成|消除|解决|达标|开建|开工|动工|启用)"
)
_HELPED = later(r"(?:促进|帮助|推动|引导|支持|带动|扶持|组织|助力)$")
_GETS_THERE = later(r"[^，。；]{1,16}?(?:实现(?:再?就业|创业|脱贫|增收|转移)|参加|就业|创业)")
# 完成各市150万平方米的棚户区拆迁任务
_WORKS_OFF = later(r"完成[^，。；\d]{0,24}$")
_WORK = later(
    r"[一-龥]{0,4}?的[^，。；]{0,16}(?:撤[乡镇县]改[镇市区](?:办事处)?|任务|改造|建设|治理|整治|修复|造林|绿化|搬迁|拆迁)(?![一-龥])"
)
# 开工建设甲化工40万吨PVC、乙集团10万吨TDI等重点项目: each project with its size
# 甲厂20万台机体、乙厂10万台风机等20个项目
_WORK_OF_LIST = later(r"[一-龥][^，。；]{0,200}?等[\d一二三四五六七八九十百]{1,4}[个项大][^，。；、]{0,10}(?:项目|工程)")
_ONE_OF_THEM = later(r"[A-Za-z\u4e00-\u9fff]{1,10}(?:、[^，。；、]{2,24}){0,4}等[^，。；、\d]{0,8}(?:项目|工程)")
_STEP = later(r"(?:的)?(?:新)?(?:台阶|大关|门槛|关口|水平)")
_GOT = later(r"(?:落实|储存|储备|采购|购进|购买|调入|调运|外送|输送|供应|节约)[^，。；\d]{0,4}$")
_CUT_UP = later(r"[^，。；]{1,30}?(?:划分|分为|列为|改为|归为)")
_BODIES = later(r"(?:部门(?!规章|行政许可|规范性|文件)|省份|省区市|国家(?:和地区|的|参|代表|派)|成员单位|委办局|省[（(]?区、市|省[（(]区)")
_IS_WORKED_ON = later(
    "[^，。；]{1,30}?(?:实施|进行|开展|完成|给予)[^，。；]{0,16}(?:改造|整治|治理|修复|加固|提升|培训|资助|救助|补助|帮扶|救治|慰问)"
)
_AIDED = later("[^，。；]{2,20}(?:提供|发放)[^，。；]{0,16}(?:补助|补贴|资助|救助|助学金|津贴|生活费)")
_PEOPLE = frozenset({"名", "人", "户", "万人"})
_TO_WHOM = later(r"(?:[向对给为]|覆盖到|惠及到)$")
_SCOPE_VERB = later(
    r"[^，。；]{0,16}?(?:成为|参会|出席|参展|到会|与会|计划|将|要|已|均|共|实现|达到"
    r"|(?:年内|今年|全年)?完成投资|守住|守牢|参加|参与|负责|作为|签署|联合|开展|进入|获|入选|启动|新增|集中|分别|组成|构成)"
)

_ANY = later("")
# 安置来自28个乡镇92个村的群众; 要求333个街道和7000个社区守住防线: also the second number
_COMING_FROM = later(r"来自[^，。；的达]{0,14}$|(?:要求|督促|责成|对)[^，。；\d]{0,16}\d+(?:个|家|名)[^，。；\d]{1,12}[和、]$")
# 在1940个断面、110个断面（合计…）基础上: what is there to build on
_IN = later(r"在(?![建线校册岗])[^，。；]{0,80}$")
_BUILT_UPON = later("[^，。；]{0,60}?(?:基础上|的时候|之际|背景下)")
# 针对贷款需求集中在5万元的情况，: why, not what
_GIVEN = later(r"\s*(?:同时)?(?:针对|鉴于|面对|考虑到|由于)")
_STATE_OF = later("[^，。；]{0,20}的(?:情况|现状|问题|形势|局面|现实|特点)")
_SETTLEMENT = later("的?(?:自然村|村民组|村组|连片)")
_EXCEPT = later("[^，。；（）]{0,8}除外")
# 在规划确定的1206平方公里城市规划区范围内
_MARKED_OUT = later("(?:确定|划定|规定|核定)的$")
_AREA_OF = later("[^，。；]{0,10}(?:范围|区域)")
# 百亩以上种植主体, 50亩以上连片池塘, 56人以上大班额, 所有30户以上的村民组: a size that says which
_SIZES = frozenset({"area", "mass", "power", "volume", "energy"})
_SIZED_THING = later(
    r"的?(?:连片|种植|养殖|经营|大班额|班额|规模|大户|主体|池塘|地块|燃煤|锅炉|机组|水库|灌区|船舶|渔船|车辆|货车|油罐|自然村|村民[小组]|村组|村寨|居民点|安置[点区]|聚居点|小区|屯)"
)
# 19个乡镇的台账全部录入平台: whose
_THEIR_ALL = later(r"(?:乡镇|街道|村|社区|县|区县|市县|镇|学校|企业)的[^，。；\d]{2,16}?(?:全部|全面|均|都|基本)[^，。；]{2}")
# 15个乡镇各建1座, 在20个产业集群各布局1所: in each of them
_IN_EACH = later(
    r"[^，。；、\d]{1,16}?(?:各|分别|均)(?:至少|要|应|将|须)?(?:建|新建|建成|建设|布局|设|设立|配|配备|打造|培育|安排|选|创建|培训)[^，。；\d]{0,6}[\d一二两三四五六七八九十]"
)
# 为抵边10个乡镇4600户边民落实补助, 涉及5市21个县: the first number says where
_WHERE_FIRST = later(
    r"(?:抵边|沿边|贫困|易地搬迁)?(?:乡镇|镇街|街道|社区|行政村|自然村|村|镇|乡|县市?区?|市县?|区县|旗县|省份?|省区)\s?"
    r"[\d０-９][\d０-９,，.．]*万?[余多]?(?:户|人|名|家|所|个|处|座|万)"
)
_AND_HOW_MANY = later(r"[^，。；、\d]{0,8}[\d０-９]+\s?(?:个|家|户|项|台|辆)")
_NOUN = later("[\u4e00-\u9fff]{2}")
# What stands before a count and behind it, where the count only says of which or of whom
_SCOPES = (
    (_START_OF, _AS),  # 以37个港口为启运港
    (_ANY, _PLACES_OF),  # 7个省区的最后52个贫困县
    (_ANY, _HOSTS),  # 在甲市、乙市等10座城市举办
    (later(r"[”》]等$"), later(r"[^，。；]{0,10}(?:面向|推出|开放|上线|为|向|联合|已)")),  # “…网”等6家平台面向…
    (_ANY, _BODIES),  # 整合28个部门的资源
    (later(r"(?:将|把)$"), _CUT_UP),  # 将30个街道划分为4类
    (later(r"(?:会同|联合)$"), later(r"[^，。；]{0,4}(?:部门|单位|机构|机关|部委|高校|企业)")),  # 会同15家单位部署
    # 在前两批20个城市的基础上扩大
    (later(r"在(?:前|现有|原有|原来|首批|第一批)[^，。；\d]{0,6}$"), later(r"[^，。；]{0,10}的?基础上")),
    (later(r"(?:特别|尤其)是$"), _ANY),
    (_TRIED_IN, _TRIAL),  # 在甲市、乙市等8个地区开展试点
    (later(r"(?:要求|督促|责成)$"), _SCOPE_VERB),  # 要求300个社区守住防线
    # 甲、乙等13个市的学生
    (later("[等、]$"), later("[^，。；、]{0,6}(?:市州|县区?|市|区|乡镇|村)的?(?:务工人员|群众|居民|学生|患者|村民|农户|毕业生)")),
)


def counted_scope(target: Target, around: Surroundings) -> bool:
    """以37个港口为启运港, 在12个县免费救治3000名患者, 将30个街道划分为4类: within what, of what, for whom something is done."""
    if target.quantity.quantity.dimension != "count":
        return False
    if _WORKS_OFF.search(around.left) and _WORK.match(around.right):  # 完成6个乡的撤乡改镇
        return False
    if _THEIR_ALL.match(around.right) or _IN_EACH.match(around.right) or _WHERE_FIRST.match(around.right):
        return True
    if target.action is None and _AIMED_AT.search(around.left) and _THEIRS.match(around.right):  # 对全省37个县的党委开展考核
        return True
    worked_on = around.left.endswith("对") and _IS_WORKED_ON.match(around.right) is not None  # 对2600户家庭实施改造
    to_whom = target.action is None and not around.future and not (worked_on or _aided(target, around))
    if to_whom and _TO_WHOM.search(around.left):  # 向23家机构发放, 对30个村实施挂牌督办
        return True
    if _WITHIN.search(around.left) and (_PLACES.match(around.right) or _FIELDS.match(around.right)) and _MORE.match(around.right):
        return True
    if _COMING_FROM.search(around.before[: -len(target.quantity.text)]):
        return True
    return any(left.search(around.left) and right.match(around.right) for left, right in _SCOPES)


def counted_subject(target: Target, around: Surroundings) -> bool:
    """40个重点城市计划新增…: who acts, not what is promised. With a modal before it (确保30个项目开工) it is."""
    dimension = target.quantity.quantity.dimension
    if dimension == "area" and _MARKED_OUT.search(around.left) and _AREA_OF.match(around.right):
        return True
    if dimension == "count" and ALL_OF_THEM.match(around.right):
        return False
    if _WILL_BE.match(around.right):
        return bool(_BUILT_ON.search(around.left))  # 总建筑面积11万平方米的冬奥村将完工
    worked = _WORKS_OFF.search(around.left) is not None and _WORK.match(around.right) is not None
    if target.pattern == "share" and dimension in _CAPACITY | {"length", "area"}:  # 长12.6公里的绿道
        return not (worked or (target.quantity.text.startswith(_AT_LEAST) and _MADE.search(around.left)))
    if dimension != "count" or around.modal:
        return False
    if target.pattern == "share":  # 30多个国家的代表; but 解决1.7万人的饮水安全问题
        return not worked and not (_SOLVED.search(around.left) and _TROUBLE.match(around.right))
    helped = _HELPED.search(around.left) is not None and _GETS_THERE.match(around.right) is not None  # 促进250名毕业生实现创业
    return target.pattern == "counted" and target.action is None and not helped and bool(_SCOPE_VERB.match(around.right))


_GROWN_TO = later(r"(?:增加|增长|提高|扩大)[^，。；]{1,14}[、，](?:总?规模|总量|总额)(?:达到?|为|近|约|超过?)?$")


def size_in_name(target: Target, around: Surroundings) -> bool:
    """15万吨高碳铬铁, 年产100兆瓦…电池: a capacity that names a project."""
    dimension = target.quantity.quantity.dimension
    if target.quantity.quantity.unit == "度" and around.right.startswith(("坡", "以上坡", "斜")):  # 25度以上坡耕地
        return True
    if _STEP.match(around.right):  # 水产品产量迈上千万吨台阶
        return False
    if dimension == "data" and around.left.endswith(("提供", "实现", "具备", "形成")):  # 提供500Mbps以上入户带宽
        return False
    if dimension in _CAPACITY and _ONE_OF_THEM.match(around.right):
        return True
    owned = dimension == "count" and "一" <= around.left[-1:] <= "龥" and not around.left.endswith("等")  # 乙厂, not …工程等
    if owned and (target.action is None or target.action[1] < target.quantity.start) and _WORK_OF_LIST.match(around.right):
        return True
    named = dimension in _CAPACITY and bool(_NOUN_FOLLOWS.match(around.right))
    if named and (_MADE_YEARLY.search(around.left) or (_PUSHED.match(around.clause) and target.pattern != "reach")):
        return True
    if dimension == "money" and _OF_SO_MANY.match(around.right):  # 总投资1.3万亿元的276个项目
        return True
    if dimension == "money" and _GROWN_TO.search(around.before[: -len(target.quantity.text)]):  # 转移支付增加12亿元、规模近86亿元
        return False
    if _GOT.search(around.left):  # 落实3亿千瓦时外购电
        return False
    if dimension == "money" and target.quantity.quantity.op == ">=":  # 建设项目300个，总投资1000亿元以上
        return False
    if _YEARLY.search(around.left) and not around.planned and target.pattern != "reach" and target.action is None:
        return dimension in _CAPACITY | {"area", "length", "money"}
    if dimension not in _CAPACITY or target.action is not None or target.pattern not in {"counted", "bare"}:
        return False
    return target.pattern == "counted" or bool(_NOUN_FOLLOWS.match(around.right))


def aside(target: Target, around: Surroundings) -> bool:
    """（或人均低于10平方米）, （超过80人的单位达到6%）: what a bracket adds to a condition; （补植110亩除外）."""
    if _EXCEPT.match(around.right):
        return True
    opened = max(around.before.rfind("（"), around.before.rfind("("))
    if opened < 0 or "）" in around.before[opened:] or ")" in around.before[opened:]:
        return False
    return bool(_ASIDE.match(around.before, opened + 1))


def condition(target: Target, around: Surroundings) -> bool:
    """20户以上的自然村网络覆盖率达到98%: the first number says which villages. So does one in brackets: (年收入2000万元及以上)."""
    if target.pattern == "condition":
        return True
    if target.quantity.quantity.dimension == "percent" and around.left.endswith("前") and around.right.startswith("的"):
        return True  # 排名前10%的企业
    bounded = target.quantity.text.endswith(("以上", "以下"))
    dimension = target.quantity.quantity.dimension
    if target.action is None and target.pattern in {"bare", "counted"} and _NOUN.match(around.right):
        if dimension == "length" and (bounded or target.quantity.text.endswith("内")):
            return True  # 300米以下低空热点区域; 沿江1公里内化工企业
        if dimension == "count" and bounded and _SETTLEMENT.match(around.right):
            return True  # 30户以上自然村
    sized = dimension in _SIZES or (dimension == "count" and target.quantity.quantity.unit in {"户", "人"})
    if bounded and sized and target.pattern != "reach" and _SIZED_THING.match(around.right):
        return True
    if bounded and dimension in {"money", "power"} and target.pattern != "reach" and _AND_HOW_MANY.match(around.right):
        return True  # 新开工项目120个，其中10亿元以上18个
    if bounded and target.quantity.quantity.dimension == "money" and target.pattern == "counted" and target.action is None:
        return True  # 10万元以下小额贷款
    return around.right.startswith(("）", ")")) and bounded and "起" not in around.right[:2]


def based_on(target: Target, around: Surroundings) -> bool:
    """在现有110个断面（合计120个）基础上优化, 在4万亿投入接近尾声的时候: what there is before anything is done."""
    if around.future and target.action is not None:  # 在7月底前完成20个村的基础上: promised too
        return False
    return bool(_BUILT_UPON.match(around.right)) and bool(_IN.search(around.before[: -len(target.quantity.text)]))


def given_that(target: Target, around: Surroundings) -> bool:
    """针对缺口集中在3万吨到4万吨的情况，: the reason for what follows."""
    return bool(_GIVEN.match(around.clause)) and bool(_STATE_OF.match(around.right))


def among(target: Target, around: Surroundings) -> bool:
    """登记的3万农户中，有一部分…; 为华南3万个企业提供服务: among whom, for whom."""
    if target.quantity.quantity.dimension not in {"count", "none"} or around.modal or around.future:
        return False
    served = _FOR_WHOM.search(around.left) is not None and _SERVED.search(around.right) is not None
    return bool(_AMONG.match(around.right)) or (served and not _aided(target, around))


def _aided(target: Target, around: Surroundings) -> bool:
    """Whether people are counted to whom a benefit goes: 向1.5万名寄宿生提供生活费补助."""
    people = target.quantity.quantity.unit in _PEOPLE and around.left.endswith(("向", "为"))
    return people and _AIDED.match(around.right) is not None


def applied(target: Target, around: Surroundings) -> bool:
    """适用3%征收率的销售收入，…: which ones, not how much."""
    return target.quantity.quantity.dimension == "percent" and bool(_APPLIED.search(around.left)) and bool(_SUCH.match(around.right))


def radius(target: Target, around: Surroundings) -> bool:
    """500米覆盖率, 15公里生活圈, 4公里外的村部: how far."""
    return target.quantity.quantity.dimension in {"length", "duration"} and bool(_RADIUS.match(around.right))
