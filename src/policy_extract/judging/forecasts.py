"""Numbers that somebody expects rather than promises: 预计, 有望, 据测算, and what a project will yield once it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.judging.modes import Genre

_EXPECTED = later(
    r"或将|传言|据传|增长预期(?=由|从|上调|下调)|预计(?!数|完成数|执行数)|预报|推算|预测|有望|预估|估计|估算|据?测算|展望报告"
)
# An authority's own goal: it says so itself, or puts it into its plan
_GOAL = later(r"力争|确保|争取|计划(?!书)|规划|目标|任务|努力|部署|必须|(?<![主需重必纪概摘紧首])要(?![素求点道件闻])")
# 我国将加快路段建设，全年将新增4500公里: who acts speaks after the expectation (of a headline before it)
_ACTS = later(
    r"(?:我国|[我本全][省市县区州]|[局委办厅部]|集团|公司)(?:还|也|又)?将(?=加快|推进|加大|继续|实施|建设|开展|新|完成|重点|全面)"
)
# 预计全年建成管廊90公里: said of what the speaker itself does
_OWN_WORK = later(
    r"(?:(?:今年|全年|年内|明年|20\d\d年)[^，。；\d]{0,20}预计|预计(?:今年|全年|年内|明年|到?年底))(?:将|可|共|还)*"
    r"(?:投产|建成|新建|改建|新改建|开工|安排|发放|改造|建设|投放|开通|竣工|交付|培训|招聘|资助|补助|实施|发射|完成[^，。；]{0,6}投资)"
    r"|(?:建设|基建|固定资产)投资(?:规模)?预计"
)
_AMOUNT = "０１２３４５６７８９0123456789．.一二三四五六七八九十百千万亿元以上约近左右"
# 预计全年减免约2.1万亿元, in a report or plan of the government: what it will do with its own money
_OWN_MONEY = later(
    r"(?:(?:财政|预算|公共|本级|收支|基金|安排)?支出|赤字|退税|减税|降费|减负|转移支付|债券|国债|[债贴]|调入[^，。；\d]{0,10})(?:总?规模|总量|总额|合计)?"
    r"(?:[^，。；]{2,12}、)?(?:比(?:上年|去年)[^，。；\d]{0,6})?(?:达到?|为|扩大|增加|超过|约)?$"
)
# What comes of a project or measure once it is there
_ONCE_DONE = later(r"届时|(?:建成|投产|达产|投运|投用|运营|实施|完工|竣工|通车|通电|并网|投入(?:运行|运营)|全部运行)[^，。；]{0,8}后")
# 路通后，我局计划开行专线，首批投放10辆: what somebody will do then
_THEN_PLANNED = later(r"(?:[我本][省市县区州旗局委办厅部]|[省市县区州旗][一-龥]{1,8}?[局委办厅部])(?:还|也|又)?(?:计划|将|拟|要)")
_EFFECT = later(
    _ONCE_DONE.pattern + r"|(?:预计|可|将|能)(?:每年|年均|可|能|将|直接|间接|累计|最多|共|为[^，。；\d]{1,6}|实现年)*"
    r"(?:带动|拉动|撬动|节约|创造|吸纳|惠及|减轻|减负|减排|节省|吸引|实现年|年产值)"
)
# What crowds and traffic will do: nobody's goal
_TRAFFIC = later(
    r"(?:预计|计划)(?:进出港|运送|起降|飞行)"
    r"|(?:客流量?|航班量|旅客发送量|发送旅客|车流量|出游人次|人流量)[^，。；]{0,8}(?:将|预计|有望|达)"
)
_SPEAKERS = later(
    r"协会|学者|评级|投行|惠誉|穆迪|标普|部门预报|推算|据[^，。；]{0,16}(?:预测|估算|测算|监测分析)|据[^，。；]{2,16}预计|机构[^，。；]{0,2}(?:预测|估算|预计)|专家|研究[所院员]|分析师|业内人士|机构(?:预计|预测)|世界银行|国际货币基金组织|经合组织|世贸组织|世界贸易组织|联合国|气象|报告[还也]?(?:预计|预测|称|说|认为|指出|显示)|(?:亚洲)?开发银行[^，。；]{0,24}(?:报告|展望)"
)
# 投入超过30亿元，可带动民间投资70亿元
_MAY_BRING = later(r"可(?:直接|间接|累计|为[^，。；\d]{1,6})*(?:带动|拉动|撬动|节约|节省|减排)")
# What nature and markets will do: nobody's goal either
_NATURE = later("天鹅|候鸟(?!老人|式)|水鸟|鸟类|气温|花期|洪峰|台风")
_MARKET = later("出货量|销量(?!占)|票房|客流|返程|出行人")
# 分析师认为，投资将超过3万亿元; 以每头产仔20头计算: a third party's view, a sum
_VIEW = later(
    r"(?:分析师|专家|学者|业内人士|研究员|券商)[^，。；]{0,14}(?:认为|表示|称|指出|判断|说)|(?:以|根据|按照?)[^。；，]{4,40}计算[，,]"
)


def foreseen(before: str, clause: str, kind: Genre, *, dated: bool) -> bool:
    """Whether a clause that looks ahead only expects what it says.

    ``before`` are the words of the sentence up to the clause, ``clause`` its words up to the number. ``dated``: a day ahead governs it.
    An authority that states its own goal with a date promises, even with 预计 (ANNOTATION 4.15); media, experts and effects do not.
    What a number means for another (意味着…) is a sum. In news, what comes of a project once it stands is an expectation even without
    such a word, and so is traffic.
    """
    words = before.rsplit("；", 1)[-1] + clause
    if kind == "news" and _TRAFFIC.search(words if "旅客" in clause or clause.startswith("日均") else clause):
        return True
    if "意味着" in words:
        return True
    cue = None
    for match in _EXPECTED.finditer(words):
        cue = match
    if kind == "news" and (_NATURE.search(clause) or _VIEW.search(before + clause)):
        return True
    if cue is None:
        once = _ONCE_DONE.search(words) if kind == "news" else None
        then = once is not None and _THEN_PLANNED.search(words, once.end()) is None
        return then or (kind == "news" and _MAY_BRING.search(clause) is not None)
    if _EFFECT.search(words) or _SPEAKERS.search(words):
        return True
    if kind in {"report", "plan", "other"} and _OWN_MONEY.search(clause.rstrip(_AMOUNT)):
        return False
    if _OWN_WORK.search(clause) or _ACTS.search(words, cue.end()):
        return False
    return not (_GOAL.search(words) or (dated and (kind != "news" or _MARKET.search(words) is None)))
