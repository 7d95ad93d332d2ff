"""Which tasks news tells of as a body's own plan, or as a division of work: what others ask of a body is mere report there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.grammar.dividing import DIVIDES
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Assigned, Deliverable, Sentence

# 文化和旅游部将建立…机制: what a body says in news that it will do; not 将继续支持…, which no reader can check
_WILL_DO = later(
    r"(?:还|也|拟|今年|年内|近期)?将(?![军领由从按以会一])(?!(?!加快|尽快|抓紧)[^，。；]{2,30}(?:分配|下达|接入|整合|划转|纳入|作为|列为|改为))"
    r"(?!(?:还|也)?(?:继续|持续|进一步|不断|大力|全力|坚定|紧扣|积极|始终|切实|努力|更加|加大|加强"
    r"|强化|支持|指导|督促|推动|协调|做好|认真|坚持|努力|把|为|对(?![^，。；]{2,30}(?:进行|开展|实施)[一-龥]{2})|与|在|通过|特事|[^，。；]{0,16}(?:召开|举行|举办))"
    r"(?!.{0,30}(?:机制|制度|平台|办法|名单|目录|专项行动)))"
)
_OF_MANY = later("各|地方|当地|所在地|属地|有关|相关|基层|上级|下级|[一-龥]{0,6}级|[两三四五]地")
_DIVISION = later(
    DIVIDES + "|(?:根据|按照?)(?:会议|[县市省区州旗]委|[县市省区州旗]?政府|指挥部|领导小组)[^，。；]{0,8}(?:安排|部署|分工|要求)，"
)


def announced(text: str, task: Deliverable, sentence: Sentence) -> bool:
    """Whether news tells of a task as a body's own plan (市民政局将建立…), or of a division of work (会议明确了分工：…).

    What others ask of a body is mere report there.
    """
    assignment = task.assignment
    if assignment is not None and _DIVISION.search(text, sentence.start, assignment.start):  # 根据会议安排，县旅游局…；县环保局…
        return True
    if assignment is None or assignment.form != "subject" or not any(_one_body(agency) for agency in assignment.agencies):
        return False
    if _OF_MANY.match(assignment.agencies[0].text) is not None or text.startswith("做好", task.start):  # 各地网信部门、教育部门将…
        return False
    number = re.search("[0-9０-９]", text[task.start : task.end])  # 将投放5亿元消费券 is a number's matter
    return number is None and _WILL_DO.match(text, assignment.end) is not None


def _one_body(agency: Assigned) -> bool:
    """市文旅局 without a known city is a group by its type, but speaks as one body; so do 交管部门, not 各级财政部门, 当地民政部门."""
    if agency.type != "group":
        return agency.type == "body"
    return agency.text[0] in "省市区县州旗" or (agency.text.endswith("部门") and _OF_MANY.match(agency.text) is None)
