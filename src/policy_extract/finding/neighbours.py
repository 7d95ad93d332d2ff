"""What the numbers and clauses of a sentence say of each other: conditions before what they hold for, topics before generic words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policy_extract.finding import indicators, places
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.grammar.clauses import Clause
    from policy_extract.mentions import Target

_ENUMERATED = later(  # 12个百亿元、70个…; 12家年产值超百亿元、70家…
    r"(?:(?:[^，。；、\d]{2,8}(?:超过?|达到?|过|在|突破))?[一二两三四五六七八九十百千万亿\d.]{1,8}(?:元|亩|级)(?:以上|以下)?)?\s*[、和及与或]\s*"
)
_THING = later(r"(?:工程包?|项目|建设|基地|园区?|中心|平台|产业|作业|改造|公路|铁路|水库|管网|电站|网络|基金|体系)$")

# 超过40%的学校能够接入专网, 今年筹建住房20万套的任务已完成…
_REACHED_BY = later(
    r"(?:（[^（）]{1,4}）)?的(?:[^，。；\d]{2,16}?(?:能够|可以|都能|将|用上|享受)|(?:年度|目标|建设|全年)?(?:任务|目标|计划))"
)
_TOLD = later(r"将|把|列入|纳入|启动|开工|已|了|通过|用于|作为")  # 某省将饮水工程列入民生工程: says something of it


def topic(text: str, clause: Clause) -> tuple[int, int] | None:
    """A clause that only names a thing, of which the next one speaks: 农村公路养护工程，全年完成投资9亿元."""
    start = indicators.strip_lead(text, clause.start, clause.end, ())
    length = clause.end - start
    if not 4 <= length <= 36 or clause.mark not in "，,":
        return None
    if _TOLD.search(text, start, clause.end) or not _THING.search(text, start, clause.end):
        return None
    if indicators.do_pattern().match(text, start, clause.end):
        return None
    return start, clause.end


# What a clause works on, of which the next one only says how much: 加强乡村便道整修，全年新改建900公里
_WORKED_ON = later(
    r"(?:加强|推进|推动|实施|加快|做好|抓好|开展|启动|继续|深入|大力|全面|积极|稳步|组织)+"
    r"(?P<thing>[^，。；、：\d]{2,20}?)"
    r"(?:升级|提质|改扩建|扩建|改建|新建|改造|建设|整治|治理|修复|养护|创建|申报|认定|评选)+(?:工程|项目|行动|任务|工作|力度)?\Z"
)
_NAMED = later(r"(?:在)?(?P<thing>[^，。；、：\d]{3,16})方面")  # 保障性住房方面，新开工5万套
_LABEL = later(r"(?P<thing>[^，。；、：\d“”《》]{4,16})(?<!目标|任务|措施|内容|时限|要求|情况|进度|计划|工作)")
_OF_THIS = later(r"(?:[今明]年|全年|本年度|年度)")
_WORK = later(
    r"力争|确保|争取|(?:新|再|累计|共)?(?:新?改建|新建|改建|扩建|建成|建设|改造|完成|整治|治理|修复|养护|实施|新开工|开工|竣工|创建|新增|认定)+"
)
_STANDARD = later(
    r"(?:今年|明年|全年)?(?:要|将)?(?:全面|严格|认真|及时|进一步|继续|稳步)*(?:落实|提高|执行|调整|统一|上调|增加)(?P<thing>[^，。；、：\d]{2,20}(?:标准|待遇|补贴|补助|养老金|津贴|低保|救助金|工资)(?:水平)?)"
)
# 推动数据交易规模快速增长，2031年|达到20亿元
_GROWS = later(
    r"(?:推动|促进|实现|带动|确保|力争)?(?P<thing>[^，。；、：\d]{2,16}(?:规模|总量|产值|收入|数量|面积|人数|产量|能力|[^金总数名]额))"
    r"(?:持续|快速|稳步|大幅|不断|进一步|明显|较快|平稳|稳定)*(?:增长|扩大|提升|上升|壮大|提高|增加)"
)
# 将小微企业优惠范围，由…扩大到…; 绿化水平大幅提升，由30%提高到35%
_CHANGES = later(
    r"(?P<thing>[^，。；：\d]{2,30}?)(?:有所|持续|快速|稳步|大幅|不断|进一步|明显|显著|逐步|全面|逐年)*(?:增长|扩大|提升|上升|提高|增加|降低|下降|减少|改善|优化)?"
)
_ARRIVES = frozenset({"达到", "达", "突破", "超过", "超"})
_PER_HEAD = later(r"(?:城[市镇乡区]|农村|其中)?(?:[每月年]{0,2}人均?|人均每?[月年]?)")
_BOND = later(r"(?:创新|扩大|允许|支持|探索|做好|用好|发挥)?(?P<thing>[^，。；、：\d]{2,8}债券)(?:发行|融资)")
_ISSUED = later(r"(?:向[^，。；\d]{2,6})?(?:公开)?发行")
_SIZES = frozenset({"count", "length", "area"})


def worked_on(text: str, target: Target, clause: Clause) -> tuple[int, int] | None:
    """What a number measures whose own clause says no more than how much of it: the thing that the ``clause`` before it works on."""
    if clause.mark not in "，,：:":
        return None
    dimension = target.quantity.quantity.dimension
    words = "" if target.indicator is None else text[slice(*target.indicator)]
    empty = not words or words in indicators.FINISHED or target.rules[0][1] in {"indicator.verb", "indicator.previous"}
    start = indicators.strip_lead(text, clause.start, clause.end, ())
    if not words and target.action is not None and text[slice(*target.action)] in _ARRIVES:
        grows = _GROWS.fullmatch(text, start, clause.end)
        if grows is not None:
            return grows.span("thing")
    if not words and target.baseline is not None and text[target.baseline.start - 1 : target.baseline.start] in {"从", "由"}:
        changes = _CHANGES.fullmatch(text, start, clause.end)
        return changes.span("thing") if changes is not None and not indicators.says_what_is_done(text, *changes.span("thing")) else None
    if empty and dimension in _SIZES:
        done = target.action is None or _WORK.fullmatch(text, *target.action)
        if not done:
            return None
        if clause.mark in "：:":
            label = _LABEL.fullmatch(text, start, clause.end)
            told = label is None or places.is_place(label[0]) or indicators.says_what_is_done(text, start, clause.end)
            return None if told else (start, clause.end)
        found = _NAMED.fullmatch(text, start, clause.end) or _WORKED_ON.search(text, clause.start, clause.end)
    elif clause.mark in "：:" or dimension not in {"money", "percent"}:
        return None
    elif _ISSUED.fullmatch(words):
        found = _BOND.match(text, start, clause.end)
    else:
        found = _STANDARD.fullmatch(text, start, clause.end) if _PER_HEAD.fullmatch(words) else None
    if found is None:
        return None
    this = _OF_THIS.match(text, *found.span("thing"))  # 启动今年|省级示范基地|申报工作
    return found.start("thing") if this is None else this.end(), found.end("thing")


def measures_work(text: str, target: Target, before: Clause) -> Target:
    """The target with the thing that the clause before it works on, where it says nothing else."""
    thing = worked_on(text, target, before)
    return target if thing is None else replace(target, indicator=thing, rules=(("indicator", "indicator.topic"), *target.rules[1:]))


def per_head(text: str, target: Target, last: Target) -> Target:
    """城市月人均达到80元，农村年人均达到300元: the second number measures what the first one does."""
    if target.indicator is None or last.rules[0][1] != "indicator.topic" or not _PER_HEAD.fullmatch(text, *target.indicator):
        return target
    return replace(target, indicator=last.indicator, rules=(("indicator", "indicator.topic"), *target.rules[1:]))


def about(text: str, target: Target, thing: tuple[int, int]) -> Target:
    """A number of which the clause says no more than 投资 or 规模 measures the thing before it."""
    if target.indicator is not None and not indicators.is_generic(text[slice(*target.indicator)]):
        return target
    return replace(target, indicator=thing, rules=(("indicator", "indicator.topic"), *target.rules[1:]))


def shared_nouns(text: str, targets: list[Target]) -> list[Target]:
    """分别给予40万元、20万元奖励; 展开60张和70张床位: a list's numbers share the noun behind the last one."""
    found: list[Target] = []
    for target in reversed(targets):
        following = found[-1] if found else None
        if following is not None and following.pattern == "counted" and _bare_member(text, target, following):
            target = replace(  # noqa: PLW2901
                target, pattern="counted", indicator=following.indicator, rules=(("indicator", "indicator.after_list"), *target.rules[1:])
            )
        found.append(target)
    return found[::-1]


def _bare_member(text: str, target: Target, following: Target) -> bool:
    """Whether a number stands before another of its unit with nothing but a separator or a size between them, and no noun of its own."""
    if target.indicator is not None and target.indicator != target.action and target.rules[0][1] != "indicator.previous":
        return False
    same = target.quantity.quantity.unit == following.quantity.quantity.unit
    return same and _ENUMERATED.fullmatch(text, target.quantity.end, following.quantity.start) is not None


def conditions(text: str, targets: list[Target]) -> list[Target]:
    """N以上的X before another number of the clause says which X are meant."""
    last = next((place for place in range(len(targets) - 1, -1, -1) if targets[place].pattern != "share"), -1)
    found: list[Target] = []
    for place, target in enumerate(targets):
        if place < last and _conditional(target) and not (target.pattern == "share" and _REACHED_BY.match(text, target.quantity.end)):
            target = replace(target, pattern="condition")  # noqa: PLW2901
        elif found and found[-1].pattern == "condition" and target.filter is None:
            target = replace(target, filter=(found[-1].left, found[-1].quantity.end))  # noqa: PLW2901
        found.append(target)
    return found


def _conditional(target: Target) -> bool:
    return target.pattern == "share" or (
        target.action is None and target.pattern == "counted" and target.quantity.text.endswith(("以上", "以下"))
    )
