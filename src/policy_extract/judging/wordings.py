"""What the words of a clause say by themselves: a plan (将, 力争, 确保), a result (已, 了, 同比), or what exists (有, 共有)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.grammar.modality import GUARDS
from policy_extract.judging.evidence import Vote
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.judging.modes import Genre

_DONE = later(
    r"(?:完成|建成|达到|增加|增长|实现|新增|培育|打造|引进|投入|发放|提高|下降|减少|突破|超过|改造|取得|开工|落实"
    r"|解决|推出|出台|发布|选派|投放|推广|创造|形成|进行|开展|组织|举办|签订|签署|制定|印发)(?:了|起)"
)
_ALREADY = later(r"已(?<!早已)(?!久|知|有意)|全[市省县区国镇旗州]共(?![有同])|我[市省县区国]共(?![有同]|安排|计划|谋划|排定)")
_SURVEYED = later(
    r"(?:(?<![已财])经(?![济营费常过信开贸验])|(?<![数根依证])据)[^，。；]{0,8}(?:核查|统计|排查|调查|摸排|普查|摸底|核实|测算)(?!局|队|总队)|会议通报|直接经济损失"
    r"|(?:普查|调查|核查|排查|监测|评估|审计|检查)(?:共|中)?发现|(?:结果|数据|资料|监测|统计|调查)(?:显示|表明)"
)
_SINCE = later(r"以来|连续\d|连续(?:[一二三四五六七八九十两]|多年)|连年|年来|同比|环比|上年同期|去年同期")
_LAST_YEAR = later(r"与[^，。；]{2,20}相比|刚刚结束|比去年|比上年|较上年|较去年")
_WILL = later("|".join(GUARDS.values()))
_URGED = later(r"[\s、，“一二三四五六七八九十是]*(?:要|会议(?:指出|要求|强调)|必须)")  # 会议指出，要坚决守住生态红线
# 将排队时间缩短至8分钟: 将 is 把 here
_BA = later(
    r"将(?![由从把])(?=[^，。；将要]{2,30}?(?:[缩提压降增减扩延升改调纳划转列][^，。；]{0,2}(?:至|到|为|成|入)|[建设放摆]在|作为|[送运发派][往至到给]))"
    r"|将(?<=[分两三]批将|先后将|统一将|逐步将|主动将|成功将)|将过去(?=[^。；]{2,60}改为)"
)
_STRONG = later(
    r"力争|争取|确保(?!了)|努力(?<![的懈同]努力)(?!下|，)|力求|务必|必须|应当|计划(?<![生原本动]计划)(?<![一二两三四五六七八九十度]年计划)(?<!年度计划)(?<!成全年计划)(?!”[^，。；]|申报|编制|的|内|外|执行|[（(》]|[\d总数指]|任务|班次)|预期(?!指数|下[，、]|成效|成果|[也较]|乐观)|预计|有望|打算|拟(?![人态]|中选|入选|(?:备案|聘用?|录用?|推荐|认定|表彰|入库|立项|命名|授予|任命?|招录|补录)(?:的)?(?:单位|企业|人员|人选|对象|名单|项目|机构|名录|考生))|剑指"
    r"|规划(?=新[建增]|改造|布[局点][建设新]|建设(?<=[共将拟内还现]规划建设))|目标(?:是|为|定为|：|总?规模)|任务(?:是|为)(?![将把])|列入(?:今年|本年|明年)[^，。；]{0,8}(?:计划|实事|清单|任务)|需要?(?=重建|新建|改造|完成|建设)|下一步|(?<!完成)(?<!占)(?<!超过)(?:年度|当年|年内)计划(?:完成)?投资(?!的|额的|完成率)"
)
# Nobody asks for it there: 出水水质达到要求, 按照国务院要求，…; nor is it still to come: 规划主要任务全面完成
_MET = later(
    r"(?:达到|符合|满足|适应|按照?|根据|落实)[^，。；]{0,10}要求|(?:达到|未达|低于|高于|好于|超过|超出|不及)[^，。；]{0,12}预期|(?:目标|任务)[^，。；]{0,6}(?:全面|超额|如期|提前|圆满|顺利)完成"
)
# 为确保供应，全省共安排…: why, not what is to come
_IN_ORDER_TO = later(r"为(?:了)?(?:确保|争取|力争|努力)[^，。；]*(?=[，,])")
_OBJECTIVE = later(r"目标(?!任务完成|群体|客户|考核)|上限|下限|红线|不得(?:低于|超过|少于)|不低于|不少于|至少|不超过")
_COMING = later(r"^(?:未来|今后|下一步|接下来(?!的)|明年)")
# The bare words of the patterns above (see ``_hint``)
_HINTS = frozenset({
    "力争", "争取", "确保", "努力", "力求", "务必", "必须", "应", "计划", "预期", "预计", "有望", "打算", "拟", "剑指", "目标",
    "列入", "需",
    "要", "将", "须", "再", "任务", "上限", "下限", "红线", "不得", "不低于", "不少于", "至少", "不超过", "提出", "明确", "要求",
    "未来", "今后", "下一步", "接下来", "明年", "规划",
})


@cache
def plan_hint() -> re.Pattern[str]:
    """Any word that may speak for a promise, without the guards of the real patterns: literals alone, so that it scans fast."""
    return lexicon.literals(_HINTS | {*lexicon.words("cues", "mode_plan")})


def unmet(words: str) -> str:
    """``words`` without orders that are only gone by or met (按照国务院要求, 达到要求) and goals that are reached."""
    return _MET.sub("", words) if "要求" in words or "预期" in words or "完成" in words else words


def plan_votes(words: str, kind: Genre, after: str = "") -> list[Vote]:
    """Evidence for a promise in the words of a clause (or of the sentence up to it).

    News says 将 and 要 of everything that comes, and 至少 of facts: there they weigh less. ``after`` are the clause's words behind
    them, where the verb may stand that makes 将 a 把 (将13个市的学生送往外地).
    """
    if not plan_hint().search(words):
        return []
    words = _IN_ORDER_TO.sub("", words) if "为" in words else words
    words = _MET.sub("", words) if "预期" in words else words
    if _STRONG.search(words) or _COMING.search(words):
        return [Vote(3, "planned", "status.modal")]
    if _will(words, after, guarded=kind in {"news", "other"}):
        return [Vote(2 if kind == "news" and not _URGED.match(words) else 3, "planned", "status.will")]
    if kind != "news" and _OBJECTIVE.search(words):
        return [Vote(3, "planned", "status.objective")]
    return []


def _will(words: str, after: str, *, guarded: bool) -> bool:
    """Whether 将, 要 and the like speak of what is to come; ``guarded``: not where 将 is 把."""
    whole = words + after
    return any(not guarded or _BA.match(whole, match.start()) is None for match in _WILL.finditer(words))


_SINCE_WHEN = later("以来[，,]?$")
_PERFECTED = later("(?:完成|建成|制定|出台|印发|发布|组织|开展|召开|建立|启动|推进|编制|修订)了[^，。；]{2,40}[，,]$")
_EACH_YEAR = later("每年都(?![要应须将])")
# 已经堆放的，由人民政府责令清除: which ones
_OF_THOSE = later("(?:^|(?<=[，。；]))已经?[^，。；]{1,10}?的[^，。；]{0,40}[，,]|已经?[^，。；]{1,40}的[，,]")
_TOLD_REACH = 60  # characters before a clause in which something may be told
_ACTOR = 8  # characters before a clause in which its 将 may stand
_DEFINED = later("将[^，。；]{1,24}(?:确定为|认定为|评为|称为|命名为|视为)(?<!应将)")  # 将 is 把 here, and it is done


def told_before(before: str, clause: str, *, own: bool, planned: bool) -> list[Vote]:
    """Evidence against a promise of a clause without a number, in what its sentence tells up to it and in how it tells it.

    自1970年以来，我局每年都会商; 已接待游客千余人，消费场景初步形成; 将水利确定为关键环节.
    """
    if _DEFINED.search(before[-_ACTOR:] + clause) and not re.search("[应要须拟]|年底|前", clause):
        return [Vote(-6, "achieved", "status.perfective")]
    if planned:
        return []
    last = re.split("[；;：:]", before)[-1]
    if clause.startswith("并") and _PERFECTED.search(last[-_TOLD_REACH:]):  # 2018年底组织完成了修编，并于3月发布
        return [Vote(-6, "achieved", "status.past_clause")]
    if _SINCE_WHEN.search(last) or _EACH_YEAR.search(clause):
        return [Vote(-6, "achieved", "status.past_clause")]
    told = _OF_THOSE.sub("", last[-_TOLD_REACH:])
    if not own and any(vote.rule == "status.already" for vote in past_votes(told)):
        return [Vote(-5, "achieved", "status.past_clause")]
    return []


# What a number is compared with says nothing of the number's own time; 每千人口拥有 is part of an indicator.
_ASIDE = later(
    r"[由从](?:目前|当前|现有|眼下|现在|如今)的?[^，。；]{1,14}?(?=[增提上下降减扩缩])"
    r"|(?:比|较)[^，。；比较]{1,14}?(?=[增提上下降减扩高低多少翻])|每[^，。；]{1,8}拥有|拥有[量率]|项目前期|实际引进[一-龥]{0,2}[外内]?资"
)
_INTENDED = later(r"(?:确保|力争|争取)[^，。；]{1,20}?(?:如期|提前|率先|顺利)")  # 确保攻坚任务如期完成
_PAST_HINTS = (
    "已", "了", "起", "共", "同比", "环比", "以来", "连续", "连年", "年来", "上年同期", "去年同期",
    "发现", "显示", "表明", "查", "统计", "摸", "核实", "测算", "通报", "损失", "相比", "刚刚", "比去年", "比上年", "较上年", "较去年",
)


@cache
def _past_hint() -> re.Pattern[str]:
    """Any word that may speak for a result, without the guards of the real patterns: literals alone, so that it scans fast."""
    return lexicon.literals({*_PAST_HINTS, *lexicon.words("cues", "past")})


@cache
def _past_word() -> re.Pattern[str]:
    """A word of the past that no modal turns into a promise (将提前完成, 力争率先建成) and that is no name (曾氏铝业, 曾都区)."""
    return re.compile(f"(?<![将要拟争保取能])(?!曾[氏家厝都])(?:{lexicon.pattern('cues', 'past').pattern})")


def past_votes(words: str) -> list[Vote]:
    """Evidence for a result in the words of a clause."""
    if not _past_hint().search(words):
        return []
    votes = []
    if "比" in words or "较" in words or "拥有" in words or "实际" in words:
        compared = _SINCE.search(words) or _LAST_YEAR.search(words)
        words = _ASIDE.sub("", words) + (compared[0] if compared else "")
    if _ALREADY.search(words):
        votes.append(Vote(-5, "achieved", "status.already"))
    if _DONE.search(words):
        votes.append(Vote(-4, "achieved", "status.perfective"))
    if _SINCE.search(words):
        votes.append(Vote(-4, "achieved", "status.compared_with_last_year"))
    elif _LAST_YEAR.search(words):
        votes.append(Vote(-2, "achieved", "status.compared_with_last_year"))
    if _SURVEYED.search(words):
        votes.append(Vote(-5, "achieved", "status.surveyed"))
    if not votes and _past_word().search(_INTENDED.sub("", words)):
        votes.append(Vote(-3, "achieved", "status.past_word"))
    return votes


_THERE_IS = later(r"(?:^|[^没将要会能拥只仅])有(?:近|约|超过?)?$|[仅]$|才(?<!人才)$|(?:只|仅)有\s?$")  # 散布在6个乡，有70处院落


# 建档立卡户还有173户, 全县剩余贫困人口3万人
_STILL_THERE = later(
    r"(?<![要须])(?:[还仍尚实]有|(?:^|全[省市县区国镇乡村州])剩余[^，。；\d]{0,8})(?:近|约)?$"
)


def present_votes(words: str) -> list[Vote]:
    """Evidence that a number describes what exists, in the words of its own part of the clause."""
    if _STILL_THERE.search(words):
        return [Vote(-5, "description", "status.present_word")]
    if _THERE_IS.search(words) or lexicon.pattern("cues", "present").search(_ASIDE.sub("", words)):
        return [Vote(-3, "description", "status.present_word")]
    return []
