"""Numbers that tell what is or was: what exists, what a thing is built for, what follows from another number, what is usual."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.grammar.completion import DONE
from policy_extract.judging.evidence import OF_CAPITAL
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.judging.surroundings import Surroundings
    from policy_extract.mentions import Target

ALL_OF_THEM = later(
    r"[^，。；]{0,16}?(?:全部|全都|均|全|要|须|\d月底?前)[^，。；]{0,4}"
    r"(?:完成|复工|开工|动工|进场|启动|装上|安装|加装|关|拆|改造|改完|搬|建成|投用|验收|整改|到位|销号|办结|达标)"
)
"""去年结转的43个项目|全部复工, 这58个村寨|要全部改完: all of a known number is to be done."""
_DONE_BY = later(rf"[^，,。；]{{0,16}}(?:前|年[底内]|月[底份])(?:{DONE.pattern})")
_DEFINITE = later(r"(?:(?<![一-龥提])前|上述|以上|以下|下列|这|那|该|此|前述|下列|其他|其余|原|现有)(?:的)?$")
_KNOWN_SUM = later("这$|(?:上年|去年)结转[^，。；]{0,6}$")  # 这500亿元
_LEFT_FROM = later("(?:上年|去年)结转的?(?:项目|工程)?$")
# 已到位的专项债券资金3000万元不得挪用
_THERE_ALREADY = later(r"已经?(?:到位|下达|拨付|建成|投用|投产|开工|落实|筹集|形成|登记|入库)的[^，。；\d]{0,12}$")
_THE_REST = later(r"(?:其余|其他)(?:的)?$")  # 2023年底前完成其余90个
_ATTRIBUTIVE = later(r"(?:的|过|了)(?:这|那)?$")
# 培育产值10亿元以上企业2家、亿元以上的|8家; 对甲、乙两镇的|12个村|进行改造
_BY_SIZE = later(r"[\d０-９千万亿][^\d，。；、]{0,3}(?:以上|以下)的$")
_SUM_OF = later(r"总投资[^，。；\d]{0,3}[\d.]+[万亿]*元的$")  # 总投资1.3万亿元的|276个项目
_THERE_NOW = later("现有|共有|拥有|已|目前|截至|当前")
_WORKED_ON = later("对[^，。；]{2,60}的$")
_IS_WORKED_ON = later(
    "[^，。；]{1,12}?(?:进行|实施|实行|开展)[^，。；]{0,12}(?:治理|改造|整治|修复|增容|加固|扩容|提升|倒排工期|挂图作战)"
)
_PLACES = later(r"(?:市州|县|区|省份|省区|市县|乡镇|街道|城市|国家)")
_DESIGN = later(
    r"(?:最大|最高)可(?:达|容纳)?$|(?:最大|最高|单次|单日最[大高]|设计|额定|理论|可载|满载|续航|一次性)[^，。；\d]{0,10}(?:能力|速度|时速|面积|载重|载客|航程|容量|产能|深度|高度|跨度|负荷|里程)"
    r"(?:分别)?(?:可达|达到?|为|约|可以达到)?(?:每[年日])?$|最[大高](?:可达|可以达到)$|(?:单台|单机|单座|单体|单个|单船|每台)[^，。；\d]{0,6}$|设计(?:长度|总长|建筑面积|床位|库容|规模)[^，。；\d]{0,3}$|(?:可载|一次性?可)[^，。；\d]{0,4}$|(?:可|能够?)(?:同时)?容纳$|(?:可|能)(?:满足|支持|承载)$|(?:全年|每年|目前)可(?:提供|供应)[^，。；\d]{0,12}$"
)
# 时速160至350公里复兴号, 未来可满足600公里的需求: so even beside 将 or 未来
_BUILT_SO = later(r"最[大高]可达$|可满足$|红线宽度?[为约]?$")
_SPEED = later("时速$")
_WHICH = later("(?:的|及以[上下])?[“\u4e00-\u9fff]")
_ON_THE_WAY = later(
    r"(?:翻越|翻过|绕过|跋涉|徒步|驱车|步行|行驶)(?:(?![道街路桥])[^，。；\d]){0,3}$|距离?[\u4e00-\u9fff]{2,10}$|与[^，。；\d]{2,14}距离$"
)
_ASKED = later("的?(?:受访|被访|被调查)")
_TRADED = later("板块|个股|股价|大盘|沪指|盘中|涨停|收盘")
_MOVED = later("[涨跌]")
_SPACING = later(r"[株行间]距[^，。；]{0,2}$")
_COMPARISON = later(
    r"(?:比|较)(?:去年|上年|上一年|上年度|(?:19|20)\d\d年|[^，。；]{0,8}(?:计划|预算))[^，。；]{0,8}(?:(?<![提升增新降减])[低高]|(?<!增)多|(?<!减)少|高出|低于|高于|多出)(?:了|约|近){0,2}$"
)
_AGAINST_NOW = later(
    r"(?:比|较)(?:现在|目前|过去|以往|以前|原来|周边|同类|市场价?|其他[^，。；]{0,6}|传统[^，。；]{0,6}|普通[^，。；]{0,6})[^，。；]{0,4}(?:(?<![提升增新])[低高]|多|少)(?:出|了|约|近)?$"
)
_GOAL_AGAINST = later(r"目标比(?:上年|去年|(?:19|20)\d\d年)[^，。；]{0,8}(?:[低高多少]|下调|上调|提高|降低|调[高低])[^，。；]{0,2}$")
_THAN_BEFORE = later(r"(?:比|较)传统[^，。；]{0,8}(?:提升|提高|缩短|节省|减少|节约)(?:了|约|近)?$")
_USUAL = later(
    r"(?<![这近来今])一年(?:就)?(?:要|得)[^，。；\d]{0,6}$|(?:每|一)(?:天|周|日|晚|次(?!”)|小时|分钟|趟|班|个?月)[^，。；]{0,8}(?:要|需要?|得)[^，。；]{0,10}$"
    r"|每[天日月年](?:都|就)?(?:能|可以|有)[^，。；]{0,6}$|每[天日](?:组织|出动|投入|派出)[^，。；]{0,8}$|每[轮批次](?:拍卖|投放)$|(?:如今|现在|眼下|目前)[^，。；]{0,12}每[年月][^，。；]{0,12}$"
)
_PEOPLE = later(r"(?:中国|中华)?(?:人口(?!.{0,8}脱贫)|劳动力资源|人民|儿女|同胞|中国人)")
_DEFINED = later(r"(?:所称|所指)[^。；]*是指")
_WEATHER = later(r"(?:降[水雨雪]量|雨量|雪深|积水[^，。；]{0,4}深度?|最大风速|阵风|风力)[^，。；]{0,10}$")
_SHARE_OF_ALL = later(r"(?:产量|面积|产值|销量|总量)(?:约|大约)?占(?:全|世界|国内)[^，。；]{0,4}的?$")
_CAN = later(r"的(?:速度|增速|增长)(?:可以|能够|能|将|意味着)")
_ONCE = later(r"\s*(?:过去|以前|以往|此前|从前)[，,]|(?:[^，。；]{0,24}[，,：:])*\s*(?:原来|过去|以前|从前)(?:要|需|得)")
_MADE_OF = later(r"(?:为|是|系|来自|属于?)(?![\d了着]|推动|促进|加快|建设|实现|确保|进一步)[\u4e00-\u9fff“]{2}")
_SUGGESTED = later(
    r"(?:提案|议案|代表|委员|专家|学者|网友|市民|评估组|来信|您)[^，。；]{0,12}(?:建议(?!办|案|意见|和|、|及)|呼吁|希望)[^。；]*$|有人(?:问|说|提议)[^。；]*$|您(?:说|提)的[^。；]*$"
)
_SUGGESTS = ("建议", "呼吁", "希望", "您", "有人")
_ELSEWHERE = later(
    r"(?:^|[。；，])[还也]?有的[一-龥]{0,4}(?:省|市|县|区|乡|镇|村|地方|地区|单位|部门|企业|户|家|合作社|商户|学校|医院|社)[^。；要应须]*$"
)
_EXTREME = later("最[高低多少大小]的(?:才|只|仅)?$")  # 最高的58%，最低的才四成
_OF_THEM = later(r"其中(?:[，,])?(?:有|约|近)?$|^\s*有$")
_KEPT_WELL = later(r"(?:用好|管好)$")  # 用好2万亿元财政资金: there already
# 背后是5.3万户贫困户, 靠的是286名楼长, 光运费就要2万元; 缺口, 欠账: what there is or lacks
_LIES_BEHIND = later(
    r"(?:背后|靠|用|花|图|看中|依靠)的?是$|光[^，。；\d]{1,10}就(?:要|得|需)[^，。；\d]{0,4}$|(?:缺口|欠账|短缺|缺额|差额|差了|还差|尚缺|仍缺|只有|达不到)[^，。；\d]{0,4}$"
    r"|(?:^|[，。；：])(?!.{0,20}(?:今年|明年|年底|计划|将|拟|力争))[^，。；\d]{2,30}的(?:有|共有|约有|达|占)$"
)
_AS_MUCH = later(
    r"结束了?[^，。；、]{0,6}$|行程$|(?<!早)就(?:达到?|有|超过?)$|(?:相应|随之而来|对应|伴随)的是$|相当于(?:是)?[^，。；]{0,10}$"
)
_LED = later(r"(?:不负|带领|团结|造福|代表|依靠|关系|关乎)[^，。；\d]{0,6}$")
_WHO = later("[^，。；]{0,6}?(?:人民|群众|儿女|干部|父老|百姓|居民|职工|党员|同胞)")
_RELIES = later(r"[^，。；\d]{0,4}(?:依?靠|依赖|来自|源于)(?!前)")
_TOO_FEW = later("[^，。；]{0,2}?(?:不足|不到)")  # 亩产值不足3000元: what there is
_CAME_TO = later(
    r"[，,；;]\s*(?:但|而)?[^，。；\d其]{0,6}实际(?!需|情|工|上|到位|完成投资|直接|缴费|缴税|" + OF_CAPITAL
    + r")[^，。；\d]{0,10}(?:\d|[一二三四五六七八九]成)"
)
_RAIN = later("降水|降雨|蒸发量?|雨量|径流")
# 湿地面积1500万亩，是我国候鸟的家园: what there is
_IS_KNOWN_AS = later(r"[，,]是(?:我国|全国|世界|亚洲|国内|全[省市区县])[^，。；]{2}")
_STOOD_AT = later(r"[由从][^，。；由从]{0,24}$")
_RAISED = later(
    r"(?:[和、]\d[\d.]*[万亿]?[一-龥%％]{0,3}?)?(?:进一步|统一|分别)?(?:上调|下调|提高|提升|降低|调整|扩大|增加|减少|压减|压缩|缩短)(?:至|到|为|$)"
)
_WON = later(r"获得[^，。；]{0,4}(?:奖金|奖励)[^，。；]{0,24}$|获奖[^，。；]{0,16}$")
_MARGIN = later(r"(?:超出|超过|超额完成|多于)(?:[^，。；]{0,8}(?:计划|目标|任务)(?:任务|数)?)?(?:了)?$(?<!超过)")
_BEFORE_NOW = later(
    r"现行(?:的|按照?|为|标准|[^，。；]{0,6}标准为)?$"
    r"|(?:由原|(?<![，。；])原(?:来|先)?(?:按|为|是))(?!.*改[为成按])(?:(?![增减升降提调扩压缩][至到为])[^，。；])*$"
)
# 上届政府提出五年建成10万亩, 老规划当时定的是…: a goal of yesterday
_OLD_GOAL = later(
    r"(?:上一?届|上一轮|前任|前一任|(?<![一-龥])老)[^。；，]{0,12}(?:提出|要求|[规计]划|定)[^。；]*$"
    r"|(?:当时|当初|曾经?|年初|去年初)(?:就)?(?:定的?|提出?|计划|设想|承诺|要求)[^。；]*$|任务书上写的[^。；]*$|原(?:方案|规划|计划|办法|通知|文件|协议|合同)(?:提出|要求|确定|规定|约定|定)[^。；]*$"
)
_OLD_HINT = later("[届轮任老原]|当[时初]|曾|年初|书上")
# 由89项整合为60项左右, 由每公里8万元提高到10万元
_FROM = later(r"(?:由|从)[^，。；\d]{0,6}$")
_TO = later(r"[^，。；、\d一二两三四五六七八九十]{1,8}(?:为|到|至)[^，。；\d]{0,2}[\d０-９一二两三四五六七八九十]")
_LEAP = later("的(?:跨越|飞跃|转变|突破|蜕变)")
_IF = later(r"(?:^|.*[，,：:])\s*(?:如果|假如|假设|倘若|一旦|若(?!干))")


@cache
def _done_to() -> tuple[str, ...]:
    return tuple(f"{verb}的" for verb in lexicon.words("verbs", "do"))


_PROLONGED = later("(?:延长|延续|继续(?:实施|执行|用好))[^，。；\\d]{0,4}$")
_TASK_OF = later("[^，。；、]{2,14}(?:建设|改造|治理|搬迁|整治|培训|创建|修缮|更新)任务(?=[，。；]|$)")
_COMPLETES = later("完成[^，。；]{0,12}的$")


def existing(target: Target, around: Surroundings) -> bool:
    """上述9家银行, 2016年实施的24项措施: definite, so it exists."""
    if _TASK_OF.match(around.right) and _COMPLETES.search(around.left):  # 今年要全面完成列入规划的600所卫生站建设任务
        return False
    if _PROLONGED.search(around.left) and target.quantity.quantity.dimension == "count":  # 延长两项扶持办法的期限
        return True
    if around.right.startswith(("这一档", "这一级")) or around.left.endswith(("这个", "这一")):  # 取消13%这一档税率; 这个过万亿的市场
        return True
    if _THERE_ALREADY.search(around.left) and not (ALL_OF_THEM.match(around.right) or _DONE_BY.match(around.right) or around.closed):
        return target.quantity.quantity.dimension in {"money", "count", "area", "length"}
    if target.quantity.quantity.dimension == "money" and _KNOWN_SUM.search(around.left) and not ALL_OF_THEM.match(around.right):
        return True
    if target.quantity.quantity.dimension != "count" or target.pattern not in {"counted", "object", "bare", "previous"}:
        return False
    if target.quantity.quantity.op != "=" or ALL_OF_THEM.match(around.right) or _DONE_BY.match(around.right) or around.closed:
        return False  # 产值5亿元以上的不少于12家; 去年结转的43个项目全部复工; 没有预警设施的47座，6月底前全部装上
    if around.right.startswith(("在建", "这一", "这项", "这个")):  # 1.1万个在建项目
        return True
    if _LEFT_FROM.search(around.left):
        return True
    if around.left.endswith(_done_to()):  # 配套修建的7所学校
        return True
    sized = _BY_SIZE.search(around.left) or _SUM_OF.search(around.before[: -len(target.quantity.text)])
    by_size = sized and _THERE_NOW.search(around.before) is None
    if by_size or (_WORKED_ON.search(around.left) and _IS_WORKED_ON.match(around.right)):
        return False
    if _DEFINITE.search(around.left) and not (around.future and _THE_REST.search(around.left)):
        return True
    return bool(_ATTRIBUTIVE.search(around.left)) and (target.action is None or _PLACES.match(around.right) is not None)


def by_design(target: Target, around: Surroundings) -> bool:
    """最高时速可达350公里, 单次投水面积4000平方米: what a thing is built to do."""
    if _SPACING.search(around.left) or _BUILT_SO.search(around.left):
        return True
    if _SPEED.search(around.left) and _WHICH.match(around.right):
        return True
    return not around.modal and bool(_DESIGN.search(around.left))


def on_the_way(target: Target, around: Surroundings) -> bool:
    """要翻越两座大山, 步行1公里: a way that is gone, not a road that is built."""
    return not around.future and bool(_ON_THE_WAY.search(around.left))


def asked(target: Target, around: Surroundings) -> bool:
    """近七成受访企业感到乐观: what a survey found."""
    return bool(_ASKED.match(around.right))


def traded(target: Target, around: Surroundings) -> bool:
    """板块早盘走高，涨幅为2.1%: what happened at the exchange."""
    moved = target.quantity.quantity.dimension in {"percent", "points", "none"} and _MOVED.search(around.before) is not None
    return moved and bool(_TRADED.search(around.before))


def comparison(target: Target, around: Surroundings) -> bool:
    """赤字率按2.6%安排，比去年低0.4个百分点: what follows from another number."""
    if not around.modal and _THAN_BEFORE.search(around.left):  # 比传统方式提升60%的效率
        return True
    if _AGAINST_NOW.search(around.left) or _GOAL_AGAINST.search(around.left):
        return True
    return not around.planned and bool(_COMPARISON.search(around.left))


def supposed(target: Target, around: Surroundings) -> bool:
    """如果…，今年将萎缩7.6%: what would be if."""
    return bool(_IF.match(around.before))


def habit(target: Target, around: Surroundings) -> bool:
    """每天要接听90多个电话, 过去，办证要跑4个窗口: what is or was usual."""
    return bool(_USUAL.search(around.left) or _ONCE.match(around.sentence))


def composed(target: Target, around: Surroundings) -> bool:
    """其中98%为民营企业, 有97部为首映: what a whole consists of. 光是…就达到1500亿元, 十几亿人口, 是指…6项扣除: what there is."""
    if _KEPT_WELL.search(around.left) or _AS_MUCH.search(around.left) or _CAN.match(around.right) or _DEFINED.search(around.before):
        return True
    people = around.right if target.quantity.quantity.unit != "劳动力" else f"劳动力{around.right}"
    if target.quantity.quantity.dimension in {"none", "count"} and target.action is None and _PEOPLE.match(people):
        return True  # 十几亿人口要吃饭
    if _EXTREME.search(around.left) or _LIES_BEHIND.search(around.left):
        return True
    if _TOO_FEW.match(around.left[-2:] + target.quantity.text) and target.pattern != "reach":
        return True
    if _LED.search(around.left) and _WHO.match(around.right):  # 不负六十万儿女的期望
        return True
    percent = target.quantity.quantity.dimension == "percent"
    if percent and not around.modal and _RELIES.match(around.right):  # 原料果一半靠外调
        return True
    if not around.modal and _SHARE_OF_ALL.search(around.left):  # 裙带菜年产量占全国的三分之一
        return True
    return not around.modal and bool(_OF_THEM.search(around.left)) and bool(_MADE_OF.match(around.right))


def suggested(target: Target, around: Surroundings) -> bool:
    """提案建议将补助比例提高到80%: what others would like."""
    return any(word in around.before for word in _SUGGESTS) and bool(_SUGGESTED.search(around.before))


def elsewhere(target: Target, around: Surroundings) -> bool:
    """有的县将6个乡镇的泵站打包: what others do, told as an example."""
    return "有的" in around.before and bool(_ELSEWHERE.search(around.before))


def measured(target: Target, around: Surroundings) -> bool:
    """指标要求控制在18亿立方米以内，实际用水16亿立方米: a goal that is held against what came of it."""
    rest = around.sentence.partition(around.clause)[2]
    return "实际" in rest and _CAME_TO.match(rest) is not None


def known_as(target: Target, around: Surroundings) -> bool:
    """湿地面积1500万亩，是我国候鸟的家园: what there is."""
    return not around.planned and target.action is None and _IS_KNOWN_AS.match(around.behind) is not None


def weather(target: Target, around: Surroundings) -> bool:
    """平均降雨量为257毫米, 积水深度达1米, 降水…，山前不足30毫米; 蒸发量是降水的几十倍."""
    if target.quantity.quantity.unit in {"毫米", "倍"} and _RAIN.search(around.before) and not around.planned:
        return True
    return target.quantity.quantity.dimension == "length" and bool(_WEATHER.search(around.left))


def won(target: Target, around: Surroundings) -> bool:
    """获得奖金10万元: what somebody got."""
    return target.quantity.quantity.dimension == "money" and bool(_WON.search(around.before)) and not around.planned


def margin(target: Target, around: Surroundings) -> bool:
    """超出年度计划200家, 超额完成11.7%: by how much a goal was or will be passed, beside the goal itself."""
    return bool(_MARGIN.search(around.left))


def former(target: Target, around: Surroundings) -> bool:
    """由原减按2%征收，改为0.5%: what was before."""
    if _OLD_HINT.search(around.before) and _OLD_GOAL.search(around.before):
        return True
    if _FROM.search(around.left) and _TO.match(around.right):
        return True
    upto = around.before[: -len(target.quantity.text)]
    if _RAISED.match(around.right) and _STOOD_AT.search(upto):  # 由3万元和5万元上调至9万元, 由2万元进一步提高
        return True
    if _LEAP.match(around.right) and _FROM.search(upto):  # 从2到90亿元的跨越
        return True
    return bool(_BEFORE_NOW.search(around.left) or _BEFORE_NOW.search(around.before))
