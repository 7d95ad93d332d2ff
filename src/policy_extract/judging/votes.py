"""The evidence for and against a promise, clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.mentions import Judgement, Target

if TYPE_CHECKING:
    from policy_extract.judging.frames import Frame
    from policy_extract.judging.modes import Genre, Mode

_DONE = re.compile(r"(?:完成|建成|达到|增加|增长|实现|新增|培育|打造|引进|投入|发放|提高|下降|减少|突破|超过|改造|取得|开工|落实|解决|推出|出台|创造|形成)(?:了|起)")
_ALREADY = re.compile(r"(?<![早])已(?!久|知|有意)|已经|业已|均已|现已")
_SINCE = re.compile(r"以来|连续\d|连续[一二三四五六七八九十两]|连年|年来|同比|环比|上年同期|去年同期|比去年|比上年|较上年|较去年")
_THRESHOLD = re.compile(r"(?:满|不足|不满|不超过|不低于|达到|超过|以上|以下|以内|及以上)[^，。；]{0,12}?(?:的|者)[，,、：:]?$")
_CONDITION = re.compile(r"^(?:对|凡|如|若|当|经|已|年满|在职|符合|具备|持有|申请|登记|注册)")
_BENEFIT = re.compile(
    r"补贴|补助|奖励|奖补|资助|贴息|贴费|报销|津贴|奖金|贷款额度|贷款期限|担保贷款|借款|减征|减免|免征|抵扣|给予|兑现|封顶|上限|标准(?:为|按)|每人每[月年次餐天]|支付标准|收费标准|最高可"
)
_SERVICE = re.compile(r"工作日|小时内|分钟内|日内|办结|限期|时限|投资期限|贷款期限|期限")
_QUESTION = re.compile(r"[?？]")
_MODAL_NOT = frozenset({"主要", "需要", "重要", "只要", "必要", "将军", "即将来"})


@dataclass(frozen=True, slots=True)
class Vote:
    """One piece of evidence: positive weights speak for a promise, negative ones against it."""

    weight: int
    reason: str
    rule: str


@cache
def _words(table: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon.words("cues", table))))


_YAO = re.compile(r"(?<![主需重必纪概摘紧首只])要(?![素求点道件闻])|(?<!即)将(?![军来近])|拟(?![人态])|(?<![反适对相])应(?![用急收对届])|(?<!必)须(?!知)|再(?=[新建培引增取])")
_FIRM = re.compile("力争|争取|确保|努力|力求|务必|必须|应当|计划|预期|预计|有望|打算|目标|规划建设|剑指|瞄准|鼓励|不得|不低于|不少于|至少|下一步|今后|未来|推动|推进|加快|支持|引导|加强|强化|完善|健全")
_STRONG = re.compile(r"力争|争取|确保|努力|力求|务必|必须|应当|计划(?!的|内|外|执行)|预期|预计|有望|打算|拟(?![人态])|剑指|目标(?:是|为|定为|：)|下一步")


def plan_votes(words: str) -> list[Vote]:
    """Evidence for a promise in the words of a clause (or of the sentence up to it)."""
    votes = []
    if _STRONG.search(words):
        votes.append(Vote(3, "planned", "status.modal"))
    elif _YAO.search(words):
        votes.append(Vote(3, "planned", "status.will"))
    return votes


def past_votes(words: str) -> list[Vote]:
    """Evidence for a result in the words of a clause."""
    votes = []
    if _ALREADY.search(words):
        votes.append(Vote(-5, "achieved", "status.already"))
    if _DONE.search(words):
        votes.append(Vote(-4, "achieved", "status.perfective"))
    if _SINCE.search(words):
        votes.append(Vote(-4, "achieved", "status.compared_with_last_year"))
    match = _words("past").search(words)
    if match and not votes:
        votes.append(Vote(-3, "achieved", "status.past_word"))
    match = _words("present").search(words)
    if match:
        votes.append(Vote(-3, "description", "status.present_word"))
    return votes


def context_votes(frame: Frame, mode: Mode, kind: Genre) -> list[Vote]:
    """Evidence from around the clause: its time, the section's direction, the genre."""
    votes = []
    if frame.direction == "past":
        votes.append(Vote(-5 if frame.own else -4, "achieved", "status.past_time"))
    elif frame.direction == "future":
        votes.append(Vote(4 if frame.own else 3, "planned", "status.future_time"))
    elif frame.direction == "current" and frame.own and kind != "bulletin":
        votes.append(Vote(1, "planned", "status.current_time"))
    if mode == "past":
        votes.append(Vote(-6, "achieved", "status.retrospective_section"))
    elif mode == "plan":
        votes.append(Vote(2, "planned", "status.plan_section"))
    weight = {"plan": 2, "report": 0, "bulletin": -5, "news": -2}[kind]
    if weight:
        votes.append(Vote(weight, "planned" if weight > 0 else "description", f"status.genre_{kind}"))
    return votes


def judge_clause(sentence_before: str, clause: str, frame: Frame, mode: Mode, kind: Genre) -> Judgement:
    """Whether a clause without a number promises something. ``sentence_before`` are the words of the sentence up to the clause."""
    votes = context_votes(frame, mode, kind) + past_votes(clause) + plan_votes(clause)
    votes += [Vote(2, vote.reason, vote.rule) for vote in plan_votes(sentence_before)]
    return _sum(votes, "commitment")


def judge_target(text: str, target: Target, sentence: tuple[int, int], frame: Frame, mode: Mode, kind: Genre) -> Judgement:
    """Whether a number is promised."""
    before, clause = text[sentence[0] : target.clause[0]], text[target.clause[0] : target.clause[1]]
    quantity = target.quantity
    own = text[target.left : quantity.start]
    if quantity.quantity.dimension in {"duration", "age"}:
        return _limit(text, target, sentence)
    if _is_threshold(text, target, clause):
        return Judgement(None, "commitment", "threshold", "status.threshold")
    votes = context_votes(frame, mode, kind) + past_votes(clause)
    plans = plan_votes(clause[: quantity.end - target.clause[0]])
    if not plans:
        plans = [Vote(2, vote.reason, vote.rule) for vote in plan_votes(before)]
    votes += plans
    if target.pattern in {"object", "counted"} and target.action is not None:
        votes.append(Vote(1, "planned", "status.verb_of_doing"))
    if target.annual_average or target.cumulative:
        votes = [vote for vote in votes if vote.reason != "achieved" or vote.rule != "status.past_word"] if plans else votes
    benefit = _BENEFIT.search(own) or _BENEFIT.search(clause)
    if benefit and quantity.quantity.dimension in {"money", "percent", "none", "points"} and mode != "past":
        votes.append(Vote(2, "planned", "status.benefit"))
        return _sum(votes, "benefit")
    return _sum(votes, "commitment")


def _limit(text: str, target: Target, sentence: tuple[int, int]) -> Judgement:
    """Durations: a service or loan limit where the text says so, else no record."""
    words = text[sentence[0] : sentence[1]]
    if _SERVICE.search(words) and target.quantity.quantity.op in {"<=", "<"} and target.indicator is not None:
        return Judgement("planned", "service_limit", "service_limit", "status.service_limit")
    return Judgement(None, "service_limit", "duration", "status.duration")


def _is_threshold(text: str, target: Target, clause: str) -> bool:
    """A condition for applicants: 注册满3年的, 年营业收入达到2000万元的企业, 30人以上的."""
    after = text[target.quantity.end : target.clause[1]]
    if re.match(r"(?:[（(][^（）()]{0,20}[)）])?(?:及以上|以上|以下)?的?$", after) and after.endswith("的") and target.pattern in {"reach", "bare", "object"}:
        return True
    if _CONDITION.match(clause) and re.match(r"[^，。；]{0,12}的(?:[^，。；]{0,12})$", after) and target.pattern == "reach":
        return True
    return False


def _sum(votes: list[Vote], record_class: str) -> Judgement:
    total = sum(vote.weight for vote in votes)
    if total > 0:
        best = max(votes, key=lambda vote: vote.weight)
        return Judgement("planned", record_class, best.reason, best.rule)  # type: ignore[arg-type]
    if not votes:
        return Judgement(None, record_class, "description", "status.no_evidence")  # type: ignore[arg-type]
    worst = min(votes, key=lambda vote: vote.weight)
    status = "achieved" if worst.reason == "achieved" else None
    return Judgement(status, record_class, worst.reason, worst.rule)  # type: ignore[arg-type]
