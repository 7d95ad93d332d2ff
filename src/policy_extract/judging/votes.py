"""The evidence for and against a promise, clause by clause."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policy_extract.grammar.dividing import DIVIDES
from policy_extract.judging.background import carried_votes, context_votes, told_that_day, told_then
from policy_extract.judging.durations import length_is_goal, limit
from policy_extract.judging.evidence import OF_CAPITAL, PART_END, REST, WINDOW, Vote, Words, total
from policy_extract.judging.exclusions import excluded
from policy_extract.judging.forecasts import foreseen
from policy_extract.judging.news import OPENING, Leaning, laid_out, news_votes
from policy_extract.judging.surroundings import Surroundings
from policy_extract.judging.wordings import past_votes, plan_votes, present_votes, told_before, unmet
from policy_extract.mentions import Judgement, Target
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.judging.frames import Frame
    from policy_extract.judging.modes import Genre, Mode

_ALREADY_WHICH = later(r"已经?[^，。；]{1,8}?的(?=[^，。；])")  # 将已经到期的政策延长至年底
_WISH = later(r"希望(?![工小田的])[^。；]*$")  # 德方希望双方年内完成谈判
_BENEFIT = later(
    r"补贴|补助|奖励|奖补|资助|贴息|贴费|报销|津贴|奖金|贷款额度|贷款期限|担保贷款|借款|减征|减免|免征|抵扣|给予|兑现"
    r"|封顶|上限|标准(?:为|按)|每人每[月年次餐天]|支付标准|收费标准|最高可"
)
DIRECTIVE = later(
    r"(?:[一二三四五六七八九十]是)?(?:[“\"][^”\"]{1,12}[”\"](?:工程|行动)?)?[，,:：\s]*"
    r"(?:加快|抓紧|加紧|推进|加大|大力|着力|全面|积极|深入|继续|[抓做办搞]好|强化|加强|完善|支持|鼓励|引导|实施|组织实施|建设|新建"
    r"|培育|打造|争取|围绕|聚焦|坚持|扎实|统筹|持续|推动|促进|优化|深化|落实|健全|建立|提升|提高|扩大|启动|助力|突破"
    r"|构建|安排|发挥|拓展)"
)
# A point of a list, or a verb that news does not tell of results with
_ORDERED = later(r"\s*[一二三四五六七八九十](?:是|要)|(?:.*[，,；;])?\s*(?:加快|抓紧|加紧|加大|抓好|做好|着力|重点推进)")
# What the rest of the sentence may give away: 完成投资680亿元，超额完成任务
_LESS_THAN_BEFORE = later("(?<=[^，。；、]{4})(?:比上年|较上年|比去年|较去年)")  # 检查次数较上年减少三成, in a plan
_OVER_LAST_YEAR = later("(?:[比较]上年|比去年)(?<![争取保要将][比较][上去]年)")  # 力争比去年实现更多增长 is no result
_HINDSIGHT = later(
    r"超额|同比|环比|居全[国省市]|创(?:历史)?新高|好于预期"
    r"|得到(?:有效)?(?:缓解|改善|提升)|圆满|(?:任务|计划|额度|目标)的[\d.]{1,6}\s?[%％]|均已|已关闭|已全部"
)
_ALREADY = Vote(-5, "achieved", "status.already")
_ALL_DONE = later("均已|已全部|都已")  # 停产6家、立案4家，均已执行到位
_YEAR_ALONE = later(r"(\d{4})年(?:全年)?")
_THIS_YEAR = later(r"今(?!年以来)[年明冬春秋夏]|本年|(?:19|20)\d\d年$")
_SO_FAR = later(r"截[至止]|[到至]\d{1,2}月|[月年]底[，,]|目前|如今")
# What plans say too: 老旧船舶提前报废, 检查次数比上年减少
_PLANNED_TOO = later("提前|如期|顺利|率先|有效|比上年|较上年|比去年|较去年")
# not 实际利用外资, 实际到位内资: what the figures of investment are called
_ACTUAL = later(
    r"实际(?:成交|完成|到位(?![一-龥]{0,2}[外内]?资)|发放|投放)"
    r"|实际(?!到位|" + OF_CAPITAL + r")[^，。；\d]{0,6}(?:\d|[一二三四五六七八九]成)"
)
_DIVIDED = later(r"由[^，。；]{2,40}(?:负责(?![人同])|牵头|落实|承担)")
_SHARES_OUT = later(DIVIDES)  # 在责任分工上，市水务局负责选址
_IN_CHARGE = later(r"承担|负责(?![人同])|负总责|会同")
_TOLD_OFF = later(
    r"了(?<![为除罢受]了)(?![解望结然])"
    r"|已(?<!早已)(?!久|知)[^，。；]{0,4}(?:进入|完成|建成|建立|形成|列入|纳入|启动|出台|印发|开工|竣工|投产|投用|通车|开通)"
)
_UNDER_WAY = later(r"正在|正?忙着|正(?=[加抓抢]|全面|陆续)")
# 提出建成90家，年底实际达到112家; 实际增长 is a rate at constant prices
_IN_FACT = later(
    r"实际(?!增长|增速|增幅|下降|到位[一-龥]{0,2}[外内]?资|" + OF_CAPITAL + r")(?:只|仅|才)?[^，。；\d使利需]{0,5}$"
    r"|实(?:有|到|拆|收|建|种|交)$"
)
_ACTUALLY = later(r"实际(?:只|仅)?(?:成交|完成|到位(?![一-龥]{0,2}[外内]?资)|发放|投放|开通|种植)")  # 计划投放3万吨，实际成交800吨
_LISTED_NEXT = later(
    r"[”\"]?[^，。；]{0,12}(?:列入|纳入|写入)(?:了)?(?:今年|本年|明年|(?:19|20)\d\d年)[^，。；]{0,16}(?:实事|计划|清单|任务|工作报告|项目库)"
)
_THERE_NOW = later(r"(?:现[有共]|目前|全[市县省区]共有|下辖)[^。；]*$")
_SAID_BESIDE = later(r"^.?[，,](?:19|20)\d\d年[^，。；\d要将应]{1,8}[\d.]+[万亿]?[^，。；\d]{1,4}(?=[，。；])")
_SO_FAR_DONE = later(r"[，；](?=(?:目前|现|均)?已(?!久|知|有意))")  # 计划安排项目12个，已陆续开工，完成投资3亿元
_OF_ITS_TASK = later(r"完成[^，。；\d]{0,8}(?:任务|计划|目标)的$")  # 已筹建20万套，完成年度任务的72%
_ITS_TASK = later(r"(?:（[^（）]{1,4}）)?的(?:年度|目标|建设|全年)?(?:任务|目标|计划)(?=[^，。；]{0,6}已)")
_WHOM = later(r"(?:^|(?<=[，,]))(?:对|凡)[^，。；]*的[^，。；]{0,8}[，,]")  # 对首次获评…的企业，: whom it is for
_SAID = frozenset({"status.modal", "status.will", "status.announced"})
_WHOLE = later(r"(?:^|(?<=[，。；]))(?!涉及|惠及)[^，。；]*[，,]$")
_TOUCHES = ("涉及", "惠及")
_STILL_TO_COME = later("[^，。；]{0,6}?(?:将(?!近)|有望|力争|确保)")  # 今年将实现95%的目标, said in its last weeks
_NOW = later("(?:目前|眼下|如今)(?<![从由比较]..)(?!的)")
_PROMISED = later(r"\s*(?:承诺|实事)(?:事项|内容|目标)?[：:]")  # 承诺事项：城镇新增就业3200人: what follows is promised
_RECURRENT = later(r"每(?:年|季度|半年|月)|逐年")
_GETS = later(r"争取(?:到|了)?(?:各类|各级|上级|中央|国家|省级|专项|财政|社会)*(?:资金|投资|补助|贷款|项目)")  # 多方争取资金38亿元
_WILL_DO = later("(?<![必即])将(?!有|达|从|由|把|近)")  # today a contract was signed, 将建设养殖场; 将有276列火车 is the day's own news
_WILL_BEHIND = later("(?:的[^，。；]{1,12})?[都均]?将(?![由从把近])")
_ANNOUNCED = later(
    r"(?:提出|明确(?!$)|要求(?<![规准条按的]要求))(?!了|的|更高|新|申请|办理|异议|[研设制]|[^，。；：]{0,4}(?:意见|建议|问题|方案|线索|提案|议案))"
)


def judge_clause(
    before: str, clause: str, frame: Frame, mode: Mode, kind: Genre, *, ahead: int = 0, assigned: bool = False
) -> Judgement:
    """Whether a clause without a number promises something. ``before`` are the words of the sentence up to the clause.

    ``assigned``: it names who is to do it (由…负责, …要…).
    """
    if not assigned and frame.carried:  # a milestone's time stands in its own sentence, be it before a semicolon
        frame = replace(frame, carried=False)
    votes = context_votes(frame, mode, kind) + past_votes(_ALREADY_WHICH.sub("", clause))
    if kind == "news" and _WISH.search(before):
        votes.append(Vote(-5, "description", "status.wish"))
    if _TOLD_OFF.search(clause):
        votes.append(Vote(-6 if assigned else -4, "achieved", "status.perfective"))
    if "正在" in clause:
        votes.append(Vote(-4, "ongoing", "status.ongoing"))
    if assigned:
        shares = _DIVIDED.search(clause) is not None or _SHARES_OUT.search(before) is not None
        divided = kind == "news" and shares  # in an answer or explanation: 选育由市农业局牵头
        votes.append(Vote(4 if divided else 2, "assigned", "status.assigned"))
        anew = frame.carried or (kind == "news" and told_that_day(frame))  # not in the year that a sentence before spoke of
        if anew and (plan_votes(clause, kind) or _IN_CHARGE.search(clause)):
            votes = [vote for vote in votes if vote.rule != "status.past_time"]
    plans = plan_votes(clause, kind) or carried_votes(before, kind, ahead=ahead)
    votes += told_before(before, clause, own=frame.own, planned=bool(plans))
    if kind == "news" and frame.direction == "current" and not any(vote.rule in _SAID for vote in plans):
        plans.append(Vote(-2, "description", "status.told_of_this_year"))  # 今年，我国出台多项举措
    votes += plans
    if "有望" in clause and total(votes) > 0:
        return Judgement("forecast", "commitment", "forecast", "status.forecast")
    return _sum(votes, "commitment")


def _said_of(words: Words, dimension: str, mode: Mode, kind: Genre) -> list[Vote]:
    """Evidence for a promise in the words of a number's own clause: before it, else behind it."""
    got = kind == "news" or mode == "past"
    plans = plan_votes(_GETS.sub("", words.upto) if got else words.upto, kind, after=words.after)
    if not plans and dimension == "percent" and _WILL_BEHIND.match(words.after):  # 财政支出中，65%将投向民生
        plans = [Vote(2 if kind == "news" else 3, "planned", "status.will")]
    if not plans and "入" in words.after and _LISTED_NEXT.match(words.after):  # “新开线路9条”被列入今年的实事
        plans = [Vote(3, "planned", "status.announced")]
    if not plans and (_ANNOUNCED.search(unmet(words.upto)) or _PROMISED.match(words.before + words.upto)):
        plans = [Vote(3, "planned", "status.announced")]
    return plans


def judge_target(
    text: str, target: Target, sentence: tuple[int, int], frame: Frame, mode: Mode, kind: Genre, *, ahead: int = 0
) -> Judgement:
    """Whether a number is promised. ``ahead``: how much a sentence before it in the paragraph looks ahead (see ``looks_ahead``)."""
    quantity = target.quantity
    dimension = quantity.quantity.dimension
    words = Words.around(text, target, sentence[0])
    task = _ITS_TASK.match(words.after) if kind in {"news", "other"} and frame.direction == "current" and frame.own else None
    if task is not None:  # 今年筹建住房20万套的任务目前已完成72%: so much is the year's task
        words = words._replace(after=words.after[: task.end()])
    plans = [Vote(3, "planned", "status.announced")] if task is not None else _said_of(words, dimension, mode, kind)
    if dimension in {"duration", "age"} and not length_is_goal(text, target):
        return limit(text, target, sentence, offered=mode != "past" and kind in {"plan", "other"})
    reach = min(sentence[1], quantity.end + WINDOW)
    whole = text[max(sentence[0], quantity.start - 2 * WINDOW) : reach]
    around = Surroundings(
        words.own, words.after, words.upto + words.after, whole, words.before + words.upto, text[quantity.end : reach],
        modal=bool(plans), future=frame.direction == "future", closed=frame.clause.start >= target.clause[1],
    )
    exclusion = excluded(target, around)
    if exclusion is not None:
        return Judgement(None, "commitment", exclusion.reason, exclusion.rule)
    if told_then(frame):
        ahead = 0
    elif ahead and frame.direction == "future":  # 明年将建成两条线。新增里程30公里: the paragraph looks ahead in time too
        ahead = max(ahead, 2)
    now = not plans and not frame.own and (_NOW.search(words.own) is not None or _since_then(words, frame))
    frame = _held_by(text, target, frame, plans, kind, now=now)
    so_far = _SO_FAR_DONE.split(words.before)
    if len(so_far) > 1 and mode == "plan" and not plans and frame.direction != "future":
        mode = "none"
    carried = [] if now else carried_votes(so_far[-1], kind, ahead=ahead)
    votes = context_votes(frame, mode, kind) + max(plans, carried, key=total)
    people = quantity.quantity.unit in {"户", "人"} and words.own.startswith(_TOUCHES)
    touched = people and bool(plan_votes(words.before, kind))  # 计划改造小区300个，涉及居民7万户
    if not plans and not touched and (frame.direction != "future" or frame.carried):
        there = _WHOLE.search(words.before) if "其中" in words.upto else None  # 现有湿地3127公顷，其中河流湿地…、库塘湿地…
        votes += present_votes(words.own if there is None else there[0])
    if kind == "news":
        said = any(vote.rule in _SAID for vote in votes)
        rest = text[quantity.end : min(sentence[1], quantity.end + REST)]
        head = text[sentence[0] : min(sentence[1], sentence[0] + OPENING)]
        lean = Leaning(frame.own, frame.carried or frame.time is None, bool(plans), bool(carried), said, mode == "plan")
        votes += news_votes(target, words, head, rest, lean)
    votes += _clause_votes(text, target, words, frame, sentence[1], (mode, kind), planned=bool(plans))
    coming = bool(plans) or frame.direction == "future" or (kind == "plan" and mode in {"none", "plan"} and frame.direction != "past")
    if target.aggregation == "cumulative" and coming:  # 到2025年累计…: the sum of what is to come
        votes = [vote for vote in votes if vote.rule != "status.past_word"]
    dated = frame.direction == "future" and not frame.carried
    ahead_of_time = frame.direction == "future" and all(vote.reason != "achieved" for vote in votes)
    if (total(votes) > 0 or ahead_of_time) and foreseen(words.before, words.upto, kind, dated=dated):
        return Judgement("forecast", "commitment", "forecast", "status.forecast")
    if dimension == "duration":
        return _sum(votes, "service_limit")
    paid = dimension in {"money", "percent", "none", "points"} and mode != "past"
    if paid and (_BENEFIT.search(words.own) or _BENEFIT.search(words.upto + words.after)):
        if kind != "news" and _ALREADY not in votes:  # 已下达补助资金1亿元
            votes.append(Vote(2, "planned", "status.benefit"))
        return _sum(votes, "benefit")
    return _sum(votes, "commitment")


def _held_by(text: str, target: Target, frame: Frame, plans: list[Vote], kind: Genre, *, now: bool) -> Frame:
    """The frame as far as its time holds for the number: not where the words between turn to what is, or promise anew."""
    said_anew = frame.carried and frame.direction == "past" and any(vote.rule == "status.modal" for vote in plans)
    if kind == "news" and plans and told_that_day(frame):
        said_anew = said_anew or _WILL_DO.search(text, target.clause[0], target.quantity.start) is not None
    behind = not plans and frame.own and frame.time is not None and frame.time.start >= target.quantity.end  # 30个断面全年均达标
    # 良种率明年要达到65%，眼下才51%: ends what was said before it; 2022年为52%。确保每年下降1个百分点: so does 确保
    if now or said_anew or (behind and kind != "plan" and frame.direction == "current"):
        frame = replace(frame, direction="none")
    if frame.mostly_over and frame.own and frame.time is not None and _STILL_TO_COME.match(text, frame.time.end):
        frame = replace(frame, mostly_over=False)
    return frame


def _since_then(words: Words, frame: Frame) -> bool:
    """Whether a clause between the time and the number turns to what is now: 校舍明年竣工，眼下300名孩子借读，由三辆校车接送."""
    if frame.time is None or frame.carried:
        return False
    at = words.before.rfind(frame.time.text)
    return at >= 0 and _NOW.search(words.before, at + len(frame.time.text)) is not None


def _on_the_year_before(frame: Frame, words: Words) -> bool:
    """Whether a year's number is held against that of the year before it: 2022年货运量52万吨，比2021年增长…."""
    year = None if frame.time is None else _YEAR_ALONE.fullmatch(frame.time.text)
    return year is not None and f"比{int(year[1]) - 1}年" in words.upto + words.after


def _told_after(text: str, start: int, end: int, mode: Mode, kind: Genre) -> bool:
    """Whether the rest of a sentence gives a result away. Plans too say by how much more than last year."""
    if _HINDSIGHT.search(text, start, end):
        return True
    if mode != "plan" and _ACTUAL.search(text, start, end):
        return True
    return not _plans(mode, kind) and _OVER_LAST_YEAR.search(text, start, end) is not None


def _plans(mode: Mode, kind: Genre) -> bool:
    """Whether a sentence of this direction and genre says what is to be done unless its words say otherwise."""
    return mode == "plan" or (mode == "none" and kind == "plan")


def _of_this_year(frame: Frame, words: Words) -> bool:
    """Whether a clause itself says that it speaks of this year, and nothing before it in the sentence of how far things have come."""
    if frame.time is None or frame.direction != "current":
        return False
    if not frame.own and re.split("[，；：]", words.before.rstrip("，"))[-1].strip() != frame.time.text:  # 今年，某省新建农田186万亩
        return False
    return _THIS_YEAR.match(frame.time.text) is not None and _SO_FAR.search(words.before) is None


def _clause_votes(
    text: str, target: Target, words: Words, frame: Frame, sentence_end: int, view: tuple[Mode, Genre], *, planned: bool
) -> list[Vote]:
    """Evidence in the words of the number's clause and next to it.

    ``view``: its section's direction and the genre. ``planned``: a modal in the clause already speaks for a promise.
    """
    mode, kind = view
    told = words.upto + PART_END.split(words.after, maxsplit=1)[0]
    if frame.own and frame.direction == "future" and frame.time is not None and "已" in told:
        upto, behind = words.upto, told[len(words.upto) :]
        at = max(0, len(upto) - (target.quantity.end - frame.time.start))
        upto = upto[:at].replace("已", "") + upto[at:]  # 已登记农户参保的比例今年年底过半: which ones
        told = upto + (behind.replace("已", "") if planned else behind)  # 明年还要为200个已通电的村加装
    votes = past_votes(_without_hopes(told, frame, plans=_plans(mode, kind)))
    if not planned and frame.direction != "future" and past_votes(_ALREADY_WHICH.sub("", told))[:1] == [_ALREADY]:  # 2024年已到位4亿元
        votes.append(Vote(-4, "achieved", "status.already"))
    if frame.own and frame.direction in {"none", "past"} and _on_the_year_before(frame, words):
        votes.append(Vote(-5, "achieved", "status.compared_with_last_year"))
    rest = min(sentence_end, target.clause[1] + REST)
    if mode != "plan" and _ACTUALLY.search(text, target.clause[1], rest):
        votes.append(Vote(-5, "achieved", "status.hindsight"))
    elif not planned and not laid_out(words) and _told_after(text, target.clause[1], rest, mode, kind):
        votes.append(Vote(-7 if _ALL_DONE.search(text, target.clause[1], rest) else -3, "achieved", "status.hindsight"))
    past = any(vote.weight < 0 for vote in votes)
    doing = target.pattern in {"object", "counted", "bare"} and target.action is not None
    if doing:
        votes.append(Vote(1, "planned", "status.verb_of_doing"))
    done = doing or target.pattern == "previous"  # 今年新增车位60个; 加装电梯另外推进，今年完成40部
    if kind == "news" and not planned and done and target.action is not None and _of_this_year(frame, words) and not past:
        votes.append(Vote(1 if doing else 2, "planned", "status.this_year"))
    elif kind == "news" and not doing and not past and laid_out(words):
        votes.append(Vote(2, "planned", "status.this_year"))
    if DIRECTIVE.match(words.upto + words.after) and frame.direction != "past":
        told_alike = kind == "news" and not _ORDERED.match(words.before + words.upto)  # 支持企业上云30家: also what was done
        votes.append(Vote(1 if told_alike else 2, "planned", "status.directive"))
    votes += [] if planned else _stands_so(target, words, text[target.clause[1] - 1 : rest], frame, (mode, kind))
    if _UNDER_WAY.search(told):
        votes.append(Vote(-4, "ongoing", "status.ongoing"))
    asked = (frame.own and words.own.endswith("率")) or target.quantity.quantity.op in {">=", "<="}
    to_come = frame.direction == "future" and asked  # 年底实际入住率不低于九成
    open_ended = not planned and frame.direction != "future" and (mode != "plan" or "已" in words.before)
    told_share = open_ended and _OF_ITS_TASK.search(words.own) is not None
    if (_IN_FACT.search(words.own) and not to_come) or told_share:
        votes.append(Vote(-5, "achieved", "status.hindsight"))
    if words.own.rstrip().endswith("了"):
        votes.append(Vote(-4, "achieved", "status.perfective"))
    if not planned and not frame.own and frame.direction != "future":
        earlier = _WHOM.sub("", re.split("[；;：:]", words.before)[-1][-REST:])
        earlier = _PLANNED_TOO.sub("", earlier) if _plans(mode, kind) else earlier
        votes += [Vote(-2, vote.reason, "status.past_clause") for vote in past_votes(earlier) if vote.reason == "achieved"]
    if _RECURRENT.search(words.own) and kind not in {"news", "bulletin"}:
        votes.append(Vote(2, "planned", "status.recurrence"))
    return votes


def _without_hopes(told: str, frame: Frame, *, plans: bool) -> str:
    """``told`` without what looks like a result and is none there: …到2025年得到有效保护, in a plan 较上年减少."""
    told = told.replace("得到有效", "得到") if frame.direction == "future" and not frame.carried else told
    return _LESS_THAN_BEFORE.sub("", told) if plans else told


def _stands_so(target: Target, words: Words, behind: str, frame: Frame, view: tuple[Mode, Genre]) -> list[Vote]:
    """Signs in a plan that a number without a verb tells how things are: 现有水厂9座，日供水42万立方米; 面积10万亩，2021年产量…."""
    mode, kind = view
    if frame.direction == "future" or target.action is not None or target.quantity.quantity.op != "=":
        return []
    if mode == "preface" and frame.direction == "current":  # 今年我县樱桃面积3万亩，预计5月成熟
        return [Vote(-2, "description", "status.background")]
    if kind == "plan" and mode != "plan" and not frame.own and (_THERE_NOW.search(words.before) or _SAID_BESIDE.search(behind)):
        return [Vote(-3, "description", "status.background")]
    return []


def _sum(votes: list[Vote], record_class: str) -> Judgement:
    margin = total(votes)
    if margin > 0:
        best = max(votes, key=lambda vote: vote.weight)
        return Judgement("planned", record_class, best.reason, best.rule, margin)  # type: ignore[arg-type]
    if not votes:
        return Judgement(None, record_class, "description", "status.no_evidence")  # type: ignore[arg-type]
    worst = min(votes, key=lambda vote: vote.weight)
    status = worst.reason if worst.reason in {"achieved", "ongoing"} else None
    return Judgement(status, record_class, worst.reason, worst.rule, margin)  # type: ignore[arg-type]
