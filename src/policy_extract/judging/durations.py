"""Lengths of time: a goal where the length itself is to be reached, a limit of a service or loan, else no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.judging.evidence import WINDOW
from policy_extract.mentions import Judgement
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Target

_HANDLED = later(r"办结|办理|审批|答复|回复|审核|审查|公示|受理|核准|拨付|确认|反馈|出具|评审|登记|贷款|补贴|投资期|完成")
_SERVICE = later(r"工作日|小时内|分钟内|日内|办结|限期|时限|投资期限|贷款期限|期限")
_SHORTENED = later(r"压(?!控)|缩|控制在|延长|延迟|提高|降|减[至到为]")
_YEARS_OF = later(
    r"年限|寿命|(?:响应|等待|停电|排队|通行|候诊)时间|时长$"
    r"|(?:优良|达标|无霜)天数$|(?:保障|供应|储备|续航)能力$|利用小时数?$"
)
"""Lengths of time that are indicators (平均受教育年限)."""
_LIVED = ("预期寿命", "受教育年限")


def length_is_goal(text: str, target: Target) -> bool:
    """Whether a length of time is what is to be reached: 平均响应时间不超过2秒, 办理时间压缩至3天, 人均预期寿命80岁."""
    moves = target.pattern == "reach" and target.action is not None
    if target.indicator is not None:
        if text[slice(*target.indicator)].endswith(_LIVED):
            return True
        bounded = target.quantity.quantity.op not in {"=", "between"}
        if (bounded or moves) and _YEARS_OF.search(text, *target.indicator):
            return True
    return moves and _SHORTENED.match(text, *(target.action or (0, 0))) is not None


def limit(text: str, target: Target, sentence: tuple[int, int], *, offered: bool) -> Judgement:
    """Durations: a service or loan limit where a text that offers something says so, else no record."""
    at = target.quantity.start
    words = text[max(sentence[0], at - WINDOW) : min(sentence[1], at + WINDOW)]
    limited = target.quantity.quantity.op in {"<=", "<"} and target.indicator is not None
    if offered and limited and _SERVICE.search(words) and _HANDLED.search(words):
        return Judgement("planned", "service_limit", "service_limit", "status.service_limit")
    return Judgement(None, "service_limit", "duration", "status.duration")
