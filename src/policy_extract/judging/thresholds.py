"""Thresholds: what somebody must be, have or reach who wants something; no record promises it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.judging.surroundings import Surroundings
    from policy_extract.mentions import Target

_APPLICANT = later(
    r"申请|申领|申报条件|可享受|享受|招用|吸纳|带动就业(?=[^，。；]{0,12}的)|参保|缴纳|年满|符合[^，。；]{0,20}条件"
    r"|报名|任职|从业|注册|持有|被列入|借款人|补贴对象"
)
_BOUND_OF = later(
    r"(?:及以上|以上|以下|以内)?(?:就业|人员|员工|职工)?的(?=[，,、：:每按给可应由予]|[一二两三四五六七八九十\d]{1,3}[年天日]|$)"
)
_WHO_HAS = later(r"的(?:[，,、：:每按给可应由予]|[一二两三四五六七八九十\d]{1,3}[年天日])")  # 超过800万的两年内还清
_OF_SIZE = later(r"的[^，。；]{0,8}?(?:贷款|利息|收入|订单|合同|项目|企业|纳税人)")
_THOSE = later(r"的[^，。；]{1,10}[，,](?:可|应|须|给|按|列|不|由|纳入|方)")
_WANTS = later(
    r"方可|才能|方能|[就即便]可(?:以)?(?:申请|享受|获得|领取)|申请[^，。；]{0,12}(?:家庭|人|单位|企业)|申请[^，。；]{2,20}的[，,]|参评|参选|投标人|应聘|报考|设站单位|申报(?:单位|企业|条件|对象)"
)
_OFFERS = later(r"给予|奖励|补贴|补助|资助|减免|发放|贴息")
_IS_GIVEN = later(r"的[，,](?:给予|奖励|按|可申请|可享受|享受|发放|补助|补贴)")
# 对种植20亩以上或养牛30头的，…皆可获得一次性补助: all of it says who gets it
_MAY_GET = later(r"[皆均都也方]可(?:以)?(?:获得?|享受|领取|申领|申请)[^。；，]{0,30}(?:补助|奖励|补贴|资助|优惠)")
_CHOICE = later(
    r"(?:选择|登录[^，。；]{0,20})填报|(?:父母|监护人|纳税人|申请人|家长|个人|当事人|考生|参保人|居民)[^，。；]{0,8}(?:可以|可|自愿)(?:选择|申请|按)|也?可以选择|选择[^，。；]{0,20}(?:报名|就读|参加)"
)
_ELSE = later("的(?:地块)?(?:一律|要(?:补|重|整|限)|必须|责令)")  # 成活率低于85%的要补种
_MUST = later("的(?:一律|必须|不得|须|不予|责令)")  # 跨径超过40米的必须审查
_WHOEVER = later(r"\s*凡")
_NAMED_BY_SIZE = later(
    r"的(?:当?月份?|年度|城市|地区|企业|家庭|单位|县市?|乡镇|村|社区|学校|地方|园区|部分|地块|区县)"
    r"(?=[，,、及和不须应要可]|$)"
)
_PART_OF = later(r"(?:、[^，。；]{1,16})?的?部分(?!地)")
_OR_THOSE = later(r"或者[^，。；]{2,30}的[，,][^，。；]{0,14}(?:可|应|须|由|按)")
_CONTROLLED = later(r"(?:控制|禁止|严禁|限制|不得)[^，。；]{0,10}(?:高度|宽度|面积|规模|体量|长度)[^，。；]{0,2}$")
_BODY = later(r"(?:身高|男性|女性|男生|女生)[^，。；]{0,4}$")
_FOR_THOSE = later(r"(?:^|[，,：:。；])?(?:对于?|凡)[^，。；\d]{0,12}$")
_THE_ONES = later(r"[^，。；]{0,8}的[^，。；]{1,20}")
_STANDARD_OF = later(r"(?:认定|准入|入围|申报|界定)(?:标准|条件)[^，。；]{0,14}$")
# 联建村达到5个以上、墓穴达到2000个以上的，每处…; 渡运量200人次以上、上下游5公里内无桥的渡口优先安排: one condition of several
_ONE_OF_SEVERAL = later(
    r"(?:[、或且和]|且|并且)[^，。；、]{2,24}(?:以上|以下|以内|以外|达到[^，。；、]{1,8})?"
    r"的(?:[，,]|$|[^，。；、]{1,10}(?:优先|可|应|须|要|必须|给予|按))"
)
# 对连续两个季度低于平均水平20个百分点以上的省份，约谈…; 对年能耗5000吨以上的企业逐户下达: of whichever
_THOSE_ONLY = later("[^，。；、要应须]{0,12}的")  # 使用本地棉花生产32支以上纱线的，…
_OF_WHICHEVER = later(r"\s*(?:对于?(?![照标接外口应于])|凡)")
_SUCH_ONES = later(
    r"(?:、[^，。；]{1,12}){0,3}的[^，。；要应须需]{0,8}"
    r"(?:省份|地区|企业|单位|市县|县市区?|城市|家庭|人员|项目|学校|乡镇|个人|农户|主体|园区|户)"
    r"(?:[，,]|$|逐[户家一个]|分别|给予|予以|实行|实施|按)"
)
# 10名以上孤寡老人的行政村都建有互助点: which villages
_EACH_SUCH = later("[^，。；]{0,24}的(?:行政村|自然村|村庄?|社区|乡镇|街道|小区|学校|企业|单位|园区)[^，。；]{0,2}(?:[都均]|全部)")
_FINE = later(r"的?(?:[^，。；]{1,10})?(?:行政)?(?:罚款|罚金|处罚)")


def threshold(target: Target, around: Surroundings) -> bool:
    """Conditions for applicants: 招用4人以上的, 缴费满12个月的, 年营业收入达到2000万元的企业."""
    dimension = target.quantity.quantity.dimension
    if dimension == "count" and not around.planned and target.pattern != "reach" and _APPLICANT.search(around.clause):
        return not re.search(r"培训|发放|帮扶|支持|新增|净增|培养|培育|引进|吸引", around.left)
    if dimension == "money" and target.pattern == "share" and _OF_SIZE.match(around.right):  # 不超过5万元的小额贷款
        return True
    if dimension == "length" and _BODY.search(around.left):  # 男性身高162厘米以上
        return True
    if target.quantity.text.endswith(("以上", "以下")) and _THOSE.match(around.right):  # 违约次数累计达3次以上的供应商，列入…
        return True
    if target.quantity.quantity.op in {">", ">="} and _CONTROLLED.search(around.left):  # 严格控制高度超过30米的雕塑
        return True
    offered = _OFFERS.search(around.behind) is not None
    if offered and _FOR_THOSE.search(around.left) and _THE_ONES.match(around.right):  # 对投资500万元以上建设的项目，给予补助
        return True
    if _STANDARD_OF.search(around.left) or _WHOEVER.match(around.clause):  # 认定标准按低保标准的1.5倍确定; 凡采访两个会议的记者
        return True
    if target.quantity.quantity.op in {"<", "<="} and _ELSE.match(around.right):
        return True
    named = target.quantity.quantity.op in {">", ">=", "<", "<="} and bool(_NAMED_BY_SIZE.match(around.right))
    if named and (dimension != "percent" or not around.modal):
        return True  # 常住人口超过50万的县城，…; 不超过50万的县城，…
    if dimension == "money" and _PART_OF.match(around.right):  # 月销售额不超过8万元、8万元到12万元的部分
        return True
    if target.quantity.quantity.op in {">", ">="} and _OR_THOSE.match(around.behind):
        return True  # 时长超过24个月或者…的，本人应
    if dimension == "percent" and not around.planned and re.search(r"招用|吸纳|在职职工|注册资本|持股", around.left):
        return True
    bounded = target.quantity.text.endswith(("以上", "以下", "以内")) or target.quantity.quantity.op in {">", "<"}
    if (bounded or dimension in {"count", "money", "area", "duration", "age", "percent"}) and _BOUND_OF.match(around.right):
        return target.pattern != "share" or bool(_WHO_HAS.match(around.right))
    return False


def such_ones(target: Target, around: Surroundings) -> bool:
    """对年能耗5000吨以上的企业逐户…; …达到2000个以上的，; 跨径超过40米的必须审查: a size that says which ones are meant."""
    bounds = {"<", "<=", ">", ">="}
    if not target.quantity.text.endswith(("以上", "以下", "以内")) and target.quantity.quantity.op not in bounds:
        return False
    if _EACH_SUCH.match(around.right):
        return True
    if not around.modal and (_ONE_OF_SEVERAL.match(around.right) or _THOSE_ONLY.fullmatch(around.right)):
        return True
    return bool(_OF_WHICHEVER.match(around.clause) and _SUCH_ONES.match(around.right)) or bool(_MUST.match(around.right))


def requirement(target: Target, around: Surroundings) -> bool:
    """参评学校…须占85%以上, 投标人应缴纳保证金20万元: what somebody must be or do who wants something."""
    return bool(_WANTS.search(around.sentence)) and not _OFFERS.search(around.sentence)


def granted(target: Target, around: Surroundings) -> bool:
    """服务达到1000人次…的，给予补贴15万元: what has to be reached for what is given."""
    if around.future or _OFFERS.search(around.before):
        return False
    return bool(_IS_GIVEN.search(around.behind) or _MAY_GET.search(around.behind))


def choice(target: Target, around: Surroundings) -> bool:
    """选择填报1至2个志愿, 纳税人可以选择按50%扣除: what citizens may choose."""
    return bool(_CHOICE.search(around.clause))


def penalty(target: Target, around: Surroundings) -> bool:
    """违者可处5万元以下罚款: what breaking a rule costs."""
    return target.quantity.quantity.dimension == "money" and bool(_FINE.match(around.right))
