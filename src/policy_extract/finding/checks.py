"""What a reader can check at a deadline, and what only sounds like it: trends, slogans, effects, dates of applicants and of laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.finding.delivered import event_of
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import TimexMention

_SHORTEST = 4  # characters
_OPENS = frozenset({
    "通车", "开通", "投产", "投用", "投运", "开工", "竣工", "封顶", "贯通", "通航", "开馆", "开园", "首飞",
    "动工", "开建", "启用", "并网", "通水", "供暖", "供热", "兑付", "开业", "开学", "复学", "复课",
    "收尾", "收官", "扫尾", "进场", "上线", "试生产",
    "中交", "入住", "交付", "送电", "铺完", "搞完", "办完", "装完", "装好", "换好", "改好", "修好", "拆完", "改完", "搬完", "印发",
    "刊发", "试通水", "试开馆", "试营业", "试开园", "试开业", "动迁", "揭牌",
})
_BROAD = frozenset({"year", "multi_year", "half_year", "quarter", "other"})
_SHORT = frozenset({"half_year", "quarter", "month", "ten_days", "day"})
_WEAK = later(
    r"(?:持续|进一步|不断|明显|显著|逐步|大幅|稳步|更加|日益|有效)"
    r"(?:[提改优增完巩扩深拓加强健壮丰][^，。；]{0,6}|改善|提升|提高|优化|增强|完善|巩固|扩大|下降|减少|降低|好转|向好)"
    r"|开门红|双过半|新(?:突破|成效|进展|跨越|提升|台阶|局面|水平)"
)
# A mood, a rank in general, a way of working: 成为常态, 达到更高水平, 突出抓好…
_MOOD = later(
    r"(?:主要)?考虑到|是20\d\d年[^，。；]{2,6}日$|成为[^，。；]{0,16}(?:常态|共识|自觉|风尚|亮点|引擎|支撑|力量|增长[点极]|名片|底色)$|(?:达到|迈上|登上)(?:更高|新)的?(?:水平|台阶)$"
    r"|的(?:这一|这个|这些)?[^，。；的]{0,12}(?:论断|讲话|指示|观点|命题|判断|理念|精神)$|要巩固好$|(?:突出|着力|继续|切实)抓好|^会议(?:指出|强调|要求|认为)|由市场[^，。；]{0,6}形成$|适当调整$"
)
# 把清单发到企业, 把标准统一起来, 把协议逐份过一遍, 把第一笔拨下去: a verb and what comes of it
_BROUGHT = later(
    r"[将把][^，。；]{2,30}(?:报送?|抄送|送)(?:至|到)?[^，。；]{2,20}(?:办公室|[局部委厅组办会]|政府|指挥部|中心)$"  # 将工作进展送办公室
    r"|把[^，。；]{2,30}[一-龥](?:起来|下[来去]|[上出]来|[到进][^，。；为达]{1,16}|[完好齐清]|一遍)$"
)
_ALL_OF = r"(?:所有|全部|全[国省市县区镇乡]|各[县区镇乡街村类]|主城区)"
# 协议全部换签, 站点覆盖所有乡镇, 将地块落实到户: whole, so that a reader can check it whatever the verb is
_WHOLLY_SO = later(
    r"(?:全部|一律|全线)(?![为是由的来属在])[一-龥“”、]{2,22}$|全面(?:实施|推行|推广|铺开|覆盖)[一-龥“”、]{2,22}$"
    r"|[^，]{4,24}(?:实施|实行)[^，的]{2,12}制度$"
    rf"|覆盖(?!率|面|范围|密度)[^，]{{0,6}}{_ALL_OF}|[把将][^，。；]{{2,30}}(?:分解)?落实?到[户人田位村岗县乡镇]$"
)
_FIRM_DESPITE = later(r"完成|建成|基本实现|形成|建立|(?<!新)水平|行列")
# Says what it means, what comes of it or what follows; is a goal in general
_NO_DELIVERABLE = later(
    r"随着|[^，。；]{0,24}(?:获悉|了解到)$|在[^，。；]{1,20}的同时|[^，。；]{0,16}(?:通车|建成|投产|投运|开通|实施|完工)后将"
    r"|[^，。；]{0,8}(?:(?<![及吨个人家户度岁元年瓦%％）\d])以下|下列|如下)|是(?!否)|有必要|主要(?:考虑|用于|因|由于)|考虑到|届时|讲清楚|阐[明述]|意味着|标志着|(?:必须|要)?(?:如期|按期)?(?:实现|完成)$"
    r"|.{2,40}(?:目标|规划)中(?:提出|明确)|[^，。；]{0,20}投资\d+$"  # a broken line's number: 完成投资6|.5亿元
    r"|[^，。；]*(?:十分|非常|至关)重要$|得\d+分|扣\d+分|从[^，。；]{0,18}(?:开始|起)$|[^，。；]{0,12}实现[^，。；]{0,4}[大项个][^，。；]{0,6}目标$"
)
# Denies it, prepares for it, sets a date for applicants, is the beginning of a season or the date a law takes effect
_NOT_WITHIN = later(
    r"(?:暂不|尚未|暂未|未能|不会|并未|没有)(?![^，。；]{1,8}的)|可以?(?:逐步|先行|适当)?(?:探索|试行)|未按[^，。；]{2,24}(?:完成|建成|到位|落实)|有必要|^原(?:定|计划)|无法|难以|才能|截止(?:时间|日期)"
    r"|(?:时点|时限|期限|日期|时间)[是为]|\d日(?:起|开始)"
    r"|为[^，。；]{2,30}(?:打下|奠定|提供|创造|积累)[^，。；]{0,14}(?:基础|依据|条件|支撑|保障|经验)$"
    r"|不(?:予|再)?受理|取消[^，。；]{0,12}(?:申[报请]|评[优先选]|参评|入围|享受)[^，。；]{0,6}资格$"  # penalties
    r"|的(?:给予?|予以)?(?:补贴|补助|奖励)(?!资金|款|标准|政策|[^，。；]{0,8}(?:发放|兑付|到位))|达到?[^，。；]{1,16}的$"
    r"|(?:[申填]报|报名|缴费|办理|受理)(?:时间|期限)|^地点|得[早晚]$"  # for whom, when
    r"|》[^，。；]{0,8}(?:将|自|从|于)[^，。；]{0,16}(?:实施|施行|执行|生效)$"
)
_APPLICANTS = later(
    r"(?<![许认])可以?(?:于|在(?!建)|自|从(?![事业])|到|通过)|登录[^，。；]{2,40}(?:报名|志愿|申请)|可延期?至|网上报名|向[^，。；]{2,24}(?:提出|提交)(?:书面)?申请|现场申请|填报志愿|提交佐证材料|可以?(?:自行|选择|登录|凭|持)"
    r"|^[^，。；]{0,12}(?:考生|申请人|申请对象|申请者|家长|参保人员?|纳税人|报名者|报考人员|投标人)[^，。；]{0,8}(?:可|需|须|应|要)"
    r"|(?:父母|监护人|学生|毕业生|新生|居民|市民|旅客)(?:可|需|须|应|要)"
)
_ENDS_ASIDE = ("后", "的", "的同时", "基础上", "前提下")
# What a whole year or plan period may be said to bring about; anything weaker is a trend there
_FIRM_EVENT = later(
    r"完成|建成|竣工|推开|投入(?:使用|运营|运行)|投用|投运|正式启用|开工|通车|开通(?![了的])|(?<!线)上线(?![了的下])|启动|开始|出台|印发|投产|量产|试运[行营]|发射|首飞(?!的)|达到[^，。；]{2,12}(?:要求|标准)|封顶|中期评估|普查|发布实施|改完|并网|贯通|合龙|动工|复工|交付|验收|创成|应([一-龥])尽\1|基本(?:实现|建成|形成|建立)(?!的)|实现[^，。；]{0,12}全覆盖|(?:基本|全部|全面|全线)(?:淘汰|稳定脱贫|取消|消除|根除|扫尾|达标|入住|脱贫|修复|上线|兑付)"
)
# Firm enough even for a clause coordinated with the first one under such a period
_FIRM_END = later(
    r"(?:基本|全部|全面)(?:得到)?(?:落实|解决|保障)$|(?:基本|全部|全面|全线)(?:(?:完成|淘汰|取消|消除|关停|根除|清除|退出)|(?:形成|建成|建立|达标)$)|\A(?:力争|确保|将)?(?:基本|全面)(?:建成|形成|建立|完成)|\A(?:高质量|高标准|力争|确保|将|全面|陆续)*建成(?:投产|通车|投用|投运|启用)"
)
_WATER = later(r"(?:保持|达到?|恢复到?|维持|优于)在?[Ⅰ-Ⅴ]类(?:水质|标准|及以上|以上)?$")
_SOLVED = later(r"(?:基本|全面|彻底)解决[^，]{2,24}(?:问题|难题|困难)$|(?:全面|彻底)?(?:解决|消除)(?:区域性)?(?:整体|绝对)贫困")
# …，所有县城通高速铁路，形成“三小时交通圈”: what goes on with a plan period
_LINKED = later(
    r"(?:所有|全部|各)?[^，]{0,10}[省市县区州镇乡村户城](?:实现)?(?:高铁|铁路|高速(?:公路)?|公路|光纤|客车|航空)(?:通达|覆盖|直达)$"
    r"|(?:所有|全部|各)?[^，]{0,10}[省市县区州镇乡村户城]通(?:高速(?:公路|铁路)?|高铁|铁路|公路|客车|动车|硬化路|自来水|光纤|宽带|[电水气])$"
    r"|(?:形成|构建|建成)[^，]{2,40}(?:[济通活]圈”?|[路铁运水电管]网|网络)$"
    r"|实现[^，]{2,40}全覆盖$"
)
# “十二五”期间将实现县县通高速: a plan period with a modal of its own
_PLEDGED = later(
    r"(?:(?<!必)将|力争|确保|计划|拟)(?:[今明]年\d{1,2}月[，,])?(?:(?:全部|全面|基本|率先)?(?:实现|跨入|迈入|跻身)[^，。；]{0,24}(?:通|全覆盖|达标|清零|前列|行列|目标任务)"
    r"|(?:在[^，。；\d]{2,24})?(?:推进|推动|加快|全面|正式|探索)?(?:新?建设?|建立(?:健全)?|设立|组建|创建|推广实施|推行|推出)[^，。；\d]{2,30}(?:中心|基地|平台|园区?|[带区库网馆院站厂]|系统|通道|机制|制度)$)"
)
# 计划于7月下旬择机实施首次探测任务: a day is set for it
_SCHEDULED = later(
    r"(?:(?<!必)将|拟|计划|定|预定)(?:于|在)[^，。；]{2,20}?(?:择机|正式|集中|统一|全面|分批|陆续)?"
    r"(?:实施|开展|派遣|派出|投放|推出|开行|开售|上调|下调|取消|停止|恢复|发行)(?!会|的|[^，。；]{0,16}(?:会议|论坛|访问|活动|演出|比赛)$)[^，。；]{2,}$"
)
# 今年要研究制定教育改革规划纲要: what the year is to bring out
_BRINGS_OUT = later(
    r"(?:(?<!必)将|(?<![主需重必首概纪])要(?![素求点])|力争|确保|计划|拟)(?:研究|统一|抓紧|组织|尽快|全面|率先)*"
    r"(?:制定|制订|出台|发布|编制|修订|印发|颁布)(?:[和并](?:发布|实施|出台|公布))?(?!了)[^，。；\d]{2,30}(?:纲要|规划|目录|办法|条例|意见|方案|标准|细则|指南|清单)$"
)
_AS_DUE = later(r"应([一-龥])尽\1")  # 应发尽发, 应开尽开
_COVERS = later(  # 消防站覆盖所有街巷
    rf"[^，]{{2,24}}(?<!率)覆盖(?!率|面|范围)[^，]{{0,6}}{_ALL_OF}[^，]{{0,16}}$"
)
# 补助标准达到职工工资水平
_REACHES = later(r"[^，]{4,24}(?:供养|补助|保障|补贴|工资|待遇|服务|排放)[^，]{0,6}(?:标准|水平)?达到[^，]{4,24}(?:水平|标准)$")
_TAKEN_IN = later(r"(?![^，]{0,4}(?:探索|鼓励|支持|研究|可))[将把]?[^，]{2,40}纳入[^，]{2,20}(?:范围|体系|目录)$")  # 将困难学生纳入救助范围
_ALL_DO = later(rf"{_ALL_OF}[^，]{{2,30}}(?:全部|全都|均)(?![为是由的来属在])[一-龥]{{2,4}}[^，]{{2,24}}$")  # 所有景区全部具备第三卫生间
_MANNER = later(r"(?:可追溯|可查询|可核查|互认)$")  # what the measure before is good for
_CONTINUES = later(
    r"(?:并|且|为(?!民)|紧扣|视[同为]"
    r"|重点(?![^，]{0,4}(?:[县区市镇村河路]|企业|单位|项目|行业|领域|人群|工程|园区|场所|地区|部位))|(?:建立|形成|健全)(?:问题|工作|隐患)?(?:台账|清单)|限期整改|逐一|同时|推动|促进|助力|助推|带动|从而|进而|以便|有助于|做到|包括|其中|形成合力|不断|进一步|结果|情况)"
)
_COORDINATED = later(
    r"(?:公布|发布|启用)(?![会后])[^，]{3,}|(?:解决|消除)(?:区域性)?(?:整体|绝对)贫困"
    r"|[^，]{2,24}(?:通过[^，]{0,8}(?:验收|评审|评估|审查|认定)|(?:同步|全部)公开|应([一-龥])尽\1)$"
    r"|(?:力争|确保|争取|要|将)?(?:[^，]{0,44}?)"
    r"(?:完成|建成|实现|形成|建立|消除|淘汰|竣工|投入使用|投用|开工|通车|出台|印发|达到|居于|覆盖(?:所有|全部|全市|全县|主城区)|根除|跨入|迈入|跻身|进入[^，]{2,16}(?:行列|前列)$|人人享有|成为|领先水平|全覆盖|(?<!社会)(?:公布|发布|启用)$|(?:全部|全面|基本)(?:根除|清除|摘帽|脱贫|通车|贯通|达标|投产|投用|开通))"
)


def checkable(words: str, clause: str, time: TimexMention, *, first: bool) -> bool:
    """Whether it can be checked that a core came true: it has an event word, and is no mere trend.

    ``clause`` are the core's words with what stands before them in the clause, ``time`` the deadline. ``first``: the core is the first
    under its deadline; those coordinated with it must open with their event.
    """
    short = len(words) < _SHORTEST and not (first and words in _OPENS)  # 某某铁路全长88公里，计划年底|开通
    if short or words.endswith(_ENDS_ASIDE) or _NO_DELIVERABLE.match(words):
        return False
    if _NOT_WITHIN.search(clause) or _APPLICANTS.search(clause):
        return False
    fixed = time.timex.kind == "point"
    short_period = time.timex.kind == "period" and time.timex.granularity in _SHORT
    brought = (_BROUGHT.search(clause) or _WHOLLY_SO.search(clause)) if first and (fixed or short_period) else None
    pledged = (time.timex.granularity in {"multi_year", "year"} or short_period) and any(
        pattern.search(clause) for pattern in (_PLEDGED, _BRINGS_OUT)
    )
    whole = fixed and any(pattern.match(words) for pattern in (_COVERS, _ALL_DO, _REACHES, _TAKEN_IN))
    firm = (_FIRM_END.search(words) or _WATER.search(words)) is not None  # 互花米草基本根除; 湖水稳定达到Ⅲ类
    said = event_of(words) is not None or _AS_DUE.search(words) is not None
    scheduled = first and (fixed or short_period) and _SCHEDULED.search(clause) is not None
    named = said or (first and pledged) or scheduled or whole or firm or _LINKED.match(words) is not None
    if not named and (brought is None or clause.find(time.text) > brought.start()):
        return False
    if _MOOD.search(words):
        return False
    if _WEAK.search(words) and not _FIRM_DESPITE.search(words):
        return False
    broad = time.timex.kind == "period" and time.timex.granularity in _BROAD
    if first:
        return not broad or pledged or brought is not None or "季度" in time.text or _FIRM_EVENT.search(words) is not None
    linked = time.timex.granularity == "multi_year" and (_LINKED.match(words) or _SOLVED.search(clause)) is not None
    if _CONTINUES.match(words) or _MANNER.search(words) or not (whole or linked or _COORDINATED.match(words)):
        return False
    return fixed or (broad and firm) or linked
