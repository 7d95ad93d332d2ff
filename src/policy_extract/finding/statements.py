"""What a clause with a deadline states: its core without the deadline, who acts and the modals, and where that core ends."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from policy_extract.finding import indicators
from policy_extract.finding.closings import dated_itself, describes, only_dates
from policy_extract.finding.cores import MAX_CORE, lead_out, past_basis
from policy_extract.finding.makers import first_made, made_before, makes
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.grammar.clauses import Clause
    from policy_extract.mentions import TimexMention

SHORTEST = 4
"""Characters that a core, or a subject before its time, has at least."""
NO_SUBJECT = 3
"""Characters before a time that name nobody: 争取, 并于."""
_ACTOR = later(
    r"(?:政府|部门|单位|机构|机关|企业|各地|地区|[省市县区州旗镇乡]|局|委|厅|部|办|院|会|组|署|中心|银行|学校|医院|公司|所)"
    r"(?:及其[^，]{0,8})?(?:要|应|应当|须|将|于|在|需){0,2}$"
)
_PURPOSE = later(
    r"(?:对于?|为了?(?![民老])|围绕|按照?|根据|针对|结合|依托|依据|以[^，]{1,30}为"
    r"|在[^，]{1,40}(?:基础上|前提下|框架下|领导下|过程中|方面|中|下|后|内|时)"
    r"|自|除|经|凡|通过|坚持|充分|聚焦|落实[^，]{2,20}要求|立足|适应|面向|鉴于|鼓励各地结合)"
)
_SHORTEST_HEAD = 2
# 公告|五月中旬发布, 第一批|年底前出炉: no adverb, and nobody who acts
_SHORT_SUBJECT = later(
    r"(?![各全我本该其此今明后每最再也还均都将拟须应要可并且但同如若或从自至到在于按因为对向由把被让请争力确务必努致面锚瞄着聚原尽抓加提目当])[一-龥]{1,2}[一-龥](?<![省市县区州盟旗镇乡村局委厅部办院会组署们地位])"
    r"|首批|第[一二三四五]批|全线"
)
_BARE_END = later(
    r"(?:全部|全面|基本|原则上)?(?:完成|到位|落实|建成|实现|完工|办结|[一-龥]{0,2}完毕|竣工|整改到位|落实到位|报送)"
    r"(?:整改|改造|建设|任务)?$"
)
# 制定…标准，9月底前|发布: a verb alone, whose thing the clauses before make
_VERB_ALONE = later(
    r"(?:正式|全部|全面|全线|分批|陆续|建成|竣工|并)*(?:印发|发布|公布|公示|出台|上线|投产|投用|启用|通车|通航|通水|开通|投入(?:使用|运行|运营)|交付使用|通过验收|开业|开园|开馆|开工|动工|试运行|兑付|推开)"
    r"(?:实施|运行|使用|执行|运营)?$"
)
# 制定实施方案，并于6月底前|抄报省水利厅: the plan that the clauses before make
_HANDS_IN = later(r"(?:抄报|报送|上报|报)(?!告|名|表|销|道)[^，。；]{1,24}$")
_COUNTED = later("[一二三四五六七八九十]{1,2}是(?!否)")
_WHOLLY = later(r"(?:全部|全面|全线|原则上)$")
_IN_USE = later(r"(?:建成|竣工|正式|全面|全线)?(?:交付|投产|投用|投运|通车|开通|开放|运营|使用|封顶)(?:使用|运营)?$")
_ASKED = later(r"(?:请|由)[^，。；]{2,60}(?:[部局委厅署办会]|部门|单位|政府)(?:等)?(?:部门|单位)?(?:要|应|须|负责)?(?:于|在)?$")
_SAYS = later(r"(?:提出|明确|要求|指出|强调|规定|表示|承诺)$")  # 《规划》提出到2030年…
# 形成以口岸为龙头，协同高效的…体系: the noun is still to come
_NOUN_TO_COME = later(r"以[^，。；的]{1,40}为[^，。；的]{1,8}$")
_HAS_NOUN = later(r"的[^，。；的]{2,}$")
_GOES_ON = later(r"以及|及(?![时其格])")
# 明天（2月2日）: the date only says which day that is
_DAY_BEFORE = later(r"(?:[明后今昨][天日]|[本下]?周[一二三四五六日])$")


def stated(
    text: str,
    parts: tuple[Clause, ...],
    place: int,
    time: TimexMention | None,
    boundaries: tuple[tuple[int, int], ...],
    busy: set[tuple[int, int]],
) -> tuple[int, int] | None:
    """The clause's own statement, without its deadline, its actor and its modals."""
    clause, before = parts[place], parts[place - 1] if place else None
    start, end = clause.start, clause.end
    if time is not None and clause.start <= time.start < clause.end:
        opens, closes = with_gloss(text, time)
        rest = indicators.strip_lead(text, closes, end, ())
        head_end = indicators.strip_tail(text, start, opens)
        head = text[start:head_end]
        if rest < end and (_BARE_END.match(text, rest, end) or (head.startswith("并") and _IN_USE.match(text, rest, end))):
            asked = _ASKED.match(head) is not None or _inside(start, head_end, boundaries)  # …有关事项，请科技部等部门在2月底前完成
            if (head_end - start <= 6 or asked) and before is not None and before.mark in {"，", ","} and not _stands_alone(
                text, before, len(head), end - rest
            ):
                if not any(before.start <= low < before.end for low, _ in busy):
                    which = text[before.end - 1] == "的" and end - rest >= SHORTEST  # 与实际不符的，4月底前|修正完毕
                    if which:
                        start = closes
                    elif not describes(text, before.start, before.end):
                        start = first_made(text, parts, place - 1, busy)
                        if _closes_a_count(text, parts, place, start, busy):
                            return None
                elif dated_itself(text, before.start, before.end):  # 6月底前支出进度达到60%，9月底前使用完毕
                    start = closes
                elif asked or only_dates(text, time):  # 新建冷库20万立方米，确保9月底前完成: the number's deadline
                    return None
        elif rest < end and head_end - start <= NO_SUBJECT and before is not None and (
            _VERB_ALONE.match(text, rest, end) or _HANDS_IN.match(text, rest, end)
        ):
            made = made_before(text, parts, place, boundaries, busy)
            if made is not None:
                return made
            start = closes
        elif _leads_up(text, start, opens, head_end, boundaries):
            start = closes
    counted = _COUNTED.match(text, start, end)
    start = past_basis(text, lead_out(text, counted.end() if counted else start, end, boundaries), end)
    if end - start < SHORTEST:  # 9月底前|全面推开: its adverb belongs to it
        adverb = _WHOLLY.search(text, max(clause.start, start - 4), start)
        start = adverb.start() if adverb else start
    return (start, end) if start < end and end - start <= MAX_CORE else None


def _closes_a_count(text: str, parts: tuple[Clause, ...], place: int, start: int, busy: set[tuple[int, int]]) -> bool:
    """Whether what a date closes goes on with a number of things: 维修道路45条，更换井盖，7月10日前完成 dates the number."""
    first = next((at for at in range(place) if parts[at].start == start), 0)
    goes_on = first > 0 and parts[first - 1].mark in "，," and makes(text, start, parts[first].end)
    return goes_on and (parts[first - 1].start, parts[first - 1].end) in busy


def _stands_alone(text: str, before: Clause, head: int, rest: int) -> bool:
    """Whether a clause of one verb says enough beside one with a day of its own: …9月底前竣工，其他户10月底前|竣工; …，5月底前|整改到位."""
    return (head >= _SHORTEST_HEAD or rest >= SHORTEST) and dated_itself(text, before.start, before.end)


def whole(text: str, core: tuple[int, int], parts: tuple[Clause, ...], place: int) -> tuple[int, int]:
    """A core up to its noun (建成以口岸为龙头，高效的体系) or through its list (所有渡口，以及…), not beyond a quotation's end."""
    start, end = core
    close = text.find("”", start, end)
    if close >= 0 and "“" not in text[start:close]:  # “三年内公共照明全部改造”成为硬杠杠
        return start, close
    following = parts[place + 1 : place + 4]
    if parts[place].mark != "，" or not following:
        return core
    if _GOES_ON.match(text, following[0].start):
        end = following[0].end
    elif _NOUN_TO_COME.search(text, start, end):
        end = next((clause.end for clause in following if _HAS_NOUN.search(text, clause.start, clause.end)), end)
    return (start, end) if end - start <= MAX_CORE else core


def _leads_up(text: str, start: int, time: int, end: int, boundaries: tuple[tuple[int, int], ...]) -> bool:
    """Whether what a clause says before its time (up to ``end`` without adverbs) only says who, why or where it is written."""
    short = end - start < SHORTEST and not _SHORT_SUBJECT.fullmatch(text, start, end)
    if short or _PURPOSE.match(text, start, end) or _inside(start, end, boundaries):
        return True
    words = text[start:time].rstrip()
    return _SAYS.search(words) is not None or _ACTOR.search(words) is not None


def _inside(start: int, end: int, boundaries: tuple[tuple[int, int], ...]) -> bool:
    at = bisect_right(boundaries, (end, end)) - 1
    return at >= 0 and start <= boundaries[at][0] < end and boundaries[at][1] >= end - 2


def with_gloss(text: str, time: TimexMention) -> tuple[int, int]:
    """A time with the word that it explains: 明天（2月2日）."""
    start, end = time.start, time.end
    if text[start - 1 : start] in {"（", "("} and text[end : end + 1] in {"）", ")"}:
        day = _DAY_BEFORE.search(text, max(0, start - 4), start - 1)
        return (day.start() if day else start - 1), end + 1
    return start, end
