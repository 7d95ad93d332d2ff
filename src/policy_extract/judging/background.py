"""Evidence from outside a clause: its time, its section's direction, the genre, what its sentence and its paragraph said before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.judging.evidence import Vote
from policy_extract.judging.wordings import past_votes, plan_votes, unmet
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.judging.frames import Frame
    from policy_extract.judging.modes import Genre, Mode
    from policy_extract.mentions import TimexMention

GENRE = {"plan": 2, "report": 0, "bulletin": -5, "news": -2, "other": -1}
"""How the genre leans before a word is read."""
_EXPECTATION = later("(?:预计|有望)(?=.*[；;])")
_DECIDED = later(r"会议(?:决定|确定|明确)(?!了)")  # what follows in the paragraph is what was decided
# 今年的盘子是这样定的, 亮出今年的单子：, 今年的任务是9600人, 10件民生实事已经票决产生: what follows is the year's plan
_YEAR_SET = later(
    r"(?:今年|明年|下半年|本年度)的?(?:工作|发展|主要|重点)?(?:盘子|任务单?|目标|安排|计划|打算|单子|清单|时间表|路线图|重点)(?:上|是|就是|主要是|主要有|已经?|也已经?|这样|如下|包括|[^，。；\d]{0,6}[：:]|定了)"
    r"|(?:民生)?实事(?:项目|工程)?[^。；]{0,12}(?:票决产生|票决确定|出炉|揭晓|敲定|公布|确定)"
)
_MEETING = later(r"会议(?:要求|强调|指出)(?!了)")


def context_votes(frame: Frame, mode: Mode, kind: Genre) -> list[Vote]:
    """Evidence from around the clause: its time, the section's direction, the genre."""
    votes = []
    if frame.direction == "past":
        votes.append(Vote(-5 if frame.own else -4, "achieved", "status.past_time"))
    elif frame.direction == "future":
        carried = 3 if kind != "news" or not frame.carried else 2 if frame.before_semicolon else 1
        votes.append(Vote(4 if frame.own else carried, "planned", "status.future_time"))
    elif frame.direction == "current" and kind == "news" and frame.mostly_over:
        votes.append(Vote(-2, "achieved", "status.period_mostly_over"))
    elif frame.direction == "current" and kind != "bulletin":
        whole = frame.own and frame.time is not None and is_whole_year(frame.time)
        votes.append(Vote(3 if whole else 1 if kind == "news" else 2, "planned", "status.current_time"))
    if mode == "past":
        # in a list of progress a day still to come is not looked back at: 进展情况：已完成招标，年内主体完工
        to_come = kind == "news" and frame.own and frame.direction == "future"
        votes.append(Vote(-1 if to_come else -6, "achieved", "status.retrospective_section"))
    elif mode == "plan" and not told_then(frame):
        votes.append(Vote(2, "planned", "status.plan_section"))
    elif mode == "preface":
        votes.append(Vote(-2, "description", "status.preface"))
    weight = GENRE[kind]
    if weight:
        votes.append(Vote(weight, "planned" if weight > 0 else "description", f"status.genre_{kind}"))
    return votes


def is_whole_year(time: TimexMention) -> bool:
    """Whether a time is 全年: said of a year that is not over yet, it speaks of what is to come."""
    return time.text.endswith("全年")


def told_then(frame: Frame) -> bool:
    """Whether a time of the clause's own sentence lies behind (近两年，…): the section around it does not make a plan of that."""
    return frame.direction == "past" and not frame.carried


def told_that_day(frame: Frame) -> bool:
    """Whether a clause before says on which day something was told or done (今天（2月24日），某市签约，将建设…).

    What will be is not of that day.
    """
    time = frame.time
    return time is not None and not frame.own and frame.direction == "past" and time.timex.granularity == "day" and "年" not in time.text


def carried_votes(before: str, kind: Genre, *, ahead: int) -> list[Vote]:
    """Evidence for a promise from the sentence up to the clause, else from the sentences before in the paragraph (``ahead``).

    In news an expectation ends with its semicolon: 预计产值突破90万亿元；3万人脱贫.
    """
    if _YEAR_SET.search(before):
        return [Vote(3, "planned", "status.announced")]
    votes = plan_votes(_EXPECTATION.sub("", before) if kind == "news" else before, kind)
    if not votes and lexicon.pattern("cues", "mode_plan").search(unmet(before)):
        votes = [Vote(3, "planned", "status.announced")]
    if not votes and ahead:
        votes = [Vote(ahead, "planned", "status.paragraph")]
    return votes


def looks_ahead(sentence: str, kind: Genre) -> int:
    """How much a sentence promises by its own words (0 to 3): what follows it in the paragraph leans the same way, in news less so."""
    if _YEAR_SET.search(sentence) is not None or _DECIDED.search(sentence) is not None:
        return 3
    if not plan_votes(sentence, kind) or past_votes(sentence):
        return 0
    return 1 if kind == "news" and _MEETING.search(sentence) is None else 2


def looks_back(sentence: str) -> bool:
    """Whether a sentence tells of results by its own words."""
    return any(vote.reason == "achieved" for vote in past_votes(sentence))
