"""What speaks against a promise in news alone: rough numbers, money given, reported figures, persons in stories, what was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.judging.evidence import PART_END, Vote, Words

if TYPE_CHECKING:
    from policy_extract.mentions import Target

OPENING = 40  # characters at the head of a sentence that set its view (五年来，…)
_ROUGH = re.compile(r"[多余]|[数几][十百千万]")  # 40多万台: of what is known, seldom of a goal
_GIVEN = re.compile(r"(?:投入|安排|拨付|预拨|下达|筹集|拨款|拿出|下拨)[^，。；]{0,24}$")  # 中央投入50亿元: done when it is news
_REPORTED = re.compile(r"数据显示|据(?:不完全)?统计|统计显示")  # 最新数据显示，…发布岗位30万个
_PERSON = re.compile(r"(?:[^，。；]{0,12}[，,])?[“\"]?(?:他|她)(?!们|说|表示|强调|指出|要求|介绍)")
_AT_WORK = re.compile(r"(?:他们|她们)[还就正]?(?:要|得|需要)把$")
_PRIVATE = re.compile(r"块钱?$|毛钱?$")  # 几千块的药费
_CHATTING = re.compile(r"[吧呢啊呀啦](?=[，。！”]|$)")
_PERFECT = re.compile(r"(?<![为除罢受])了(?![解望结然])")


def news_votes(
    target: Target, words: Words, head: str, *, own_time: bool, planned: bool, carried: bool, said: bool
) -> list[Vote]:
    """The evidence in a number's surroundings; ``head`` are the first ``OPENING`` characters of its sentence.

    ``own_time``: a time stands in the number's clause. ``planned``: a modal there speaks for a promise; ``carried``: something before the
    clause does; ``said``: a modal, here or there, does.
    """
    quantity = target.quantity.quantity
    votes = []
    plain = target.action is None and quantity.op == "=" and quantity.dimension not in {"percent", "points"}
    if plain and not own_time and not said:  # 全市62个窗口推行自助取号
        votes.append(Vote(-1, "description", "status.verbless"))
    if not planned:
        if quantity.dimension == "money" and _GIVEN.search(words.own):
            votes.append(Vote(-1 if carried else -3, "achieved", "status.money_given"))
        if target.action is None and _ROUGH.search(target.quantity.text):
            votes.append(Vote(-1, "description", "status.rough_number"))
        if _REPORTED.search(words.before):
            votes.append(Vote(-3, "description", "status.reported"))
        if lexicon.pattern("cues", "mode_past").search(head):
            votes.append(Vote(-3, "achieved", "status.retrospective_sentence"))
    person = _PERSON.match(words.before + words.upto) or _AT_WORK.search(words.own)
    if person or _CHATTING.search(words.after) or _PRIVATE.search(target.quantity.text):  # 他准备联合25户村民组建合作社
        votes.append(Vote(-5, "description", "status.person"))
    if _PERFECT.search(PART_END.split(words.after, maxsplit=1)[0]):  # 30多名学员当上了讲解员
        votes.append(Vote(-3, "achieved", "status.perfective"))
    return votes
