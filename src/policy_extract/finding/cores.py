"""The core of a deliverable: the clause that says what is done, without who does it, why and under what condition."""

from __future__ import annotations

from bisect import bisect_right

from policy_extract.finding.objects import object_verb, opens_action, opens_with_verb
from policy_extract.grammar.clauses import Clause, clauses
from policy_extract.patterns import later

MAX_CORE = 120
"""No core is longer, in characters."""

_SHORTEST_TITLE = 4
_MODAL_LEAD = later(
    r"\s*(?:还|也|都|均|则|一律|原则上|分别"
    r"|依法(?:依规)?|依规|及时|按月"  # adverbs of duty
    r"|按(?:照)?(?:各自)?(?:规定|程序|要求|职责|职能)(?![标时范的])(?:和?(?:规定|程序|要求|分工))?"
    r"|切实|继续|抓紧|尽快|积极|认真|全面"
    r"|我(?:们|[国省市县区州旗镇局委部厅])(?=将|要|计划|拟)"
    r"|力争|争取|确保|要求|负责|应当|必须|务必|要|应(?![急用]|[一-龥]尽)|须|需|将|拟|可以?(?!再生|持续|信|视)"  # modals
    r"|于|在此基础上|其中|同时|并(?![网轨购])|[：:，,）)])"
)
# A clause that only says why, under what condition or on what basis: the action is in a later one.
_PURPOSE = later(
    r"(?:对(?!外)于?|参照|参考|比照|借鉴|(?:充分|统筹|综合)?考虑|为(?:了(?![民老])|(?!了|[民老]|[^，]{1,40}?提供[^，的]{2,16}(?<!保障|支撑|支持|便利|条件|环境|动力|基础|参考|依据|空间|帮助)$))|围绕|按照?|依照|根据|针对|结合|依托|依据|以及|随着|报[^，]{2,24}(?:批准|审定|备案)|以[^，]{1,30}为|会同[^，根按结充]{2,24}(?:根据|按照|结合|充分)"
    r"|在[^，]{1,60}(?:基础上|前提下|框架下|领导下|过程中|方面|中|下|后|内|时|期间|之外|以外|后[两三]年|范围内)$"
    r"|自|除|经(?!济)|凡|通过(?![^，]{0,12}(?:验收|评审|审查|认定|评估)$|[^，]{2,24}(?:进行|开展|实施)[一-龥]{2,8}(?<!方式)(?<!形式)(?<!途径)(?<!手段)(?<!活动)$)|充分(?:利用|发挥|运用)|聚焦|落实[^，]{2,20}要求|落实(?!“[^”，]{2,16}”[^，]{2,16}(?:制度|机制|管[护理]|行动|工程|措施|责任)$)[“《][^，。；]{2,}|立足|适应|面向|鉴于|作为|因|综合运用|运用|坚持|用好"
    r"|就(?![业医近地读学诊餐是])[^，]{2,80}(?:需求|问题|事项|情况|有关工作)$|与[^，]{2,80}(?:充分)?(?:协商|沟通|部门|机构|单位)$)"
)
# 对新建项目进行评估, 对本地区工作负总责: here 对 opens the action itself
# 按照本市采购要求|落实评估服务工作, 根据评审情况|继续予以支持: on what basis, and the action in the same clause
_BASIS = later(
    r"(?:通过[^，]{2,16}?(?:行动|的?方式|途径|手段|渠道|形式|办法|措施)|结合[^，]{0,24}?(?:实际(?:情况)?|特点|需要)|(?:按照?|根据|依照|依据)[^，]{2,60}?(?:要求|规定|原则|程序|标准|办法|方案|规划|计划|意见|精神|分工|情况|需要))"
    r"(?:及时|继续|依法|认真|切实|严格|统一|定期|抓紧|积极|适时|逐步)*"
)
_DUTIFUL = later(r"按照?(?:各自)?(?:规定|程序|要求|职责|职能)")
_NO_ACTION = later(r"(?:要求|规定|原则|程序|标准|情况|需要|意见|精神|结果|进度|进展|实际|职责|分工)$")
_SHORTEST_ACTION = 6
_ACTS_ON = later(
    r"对于?[^，]{2,60}?(?:进行|开展|完成|实施|给予|予以|加以|作出|做出|提出|实行|采取|依法|及时|定期|组织|加强|加大|负总责|负责"
    r"|(?:逐[个一户村]|全面|重点|严格|集中|分类|统一|实地)(?=[一-龥]{1,6}$))"
    r"(?![^，]*(?:[的时后]|的[^，]{0,8}(?:[省市县区州盟）)]|地方|地区|城市|企业|单位|个人|项目|机构))$)"
)
_TOGETHER = (
    r"(?:互通(?:信息|情况)|信息(?:互通|共享)|(?:密切|加强|主动)(?:配合|协作|协调|沟通|联系|对接|协调配合|沟通协作|沟通联系|协作配合)|相互(?:支持|配合|协作)|形成(?:工作)?合力|通力(?:合作|协作)"
    r"|各司其职|各负其责|分工(?:负责|协作)|齐抓共管|上下联动|协[同调]联动|主动作为|担当作为|凝聚共识|履职尽责|守土尽责|精心组织|周密部署)"
)
_IN_PLACE = later(
    r"在(?![建线岗校职籍册编外研产任])[^，]{4,40}"
    r"(?:[路道线段区域处点口边岸旁侧带]|场所|部位|位置|沿线|地段|水域|领域|环节|单位|行业|乡镇|街道|社区|村)$"
)
# What every unit has to do before the clause that says what (压实主体责任，强化统筹协调，推进…)
_OPENER = later(
    r"(?:切实|认真|全面|严格|充分|继续|进一步|要)*(?:(?:履行|落实|压实|扛起|担负起?)(?:好|起)?[^，]{0,8}|承担(?:好|起)?(?:主体|相应|相关|首要|领导)?)(?:责任|职责)"
    r"|(?:切实|进一步)?(?:加强|强化)(?:组织领导|领导|统筹协调|协调配合|协作配合|沟通协调|协同配合)|(?:继续)?做好(?:综合|统筹|组织)?(?:协调|牵头)(?:工作)?"
    r"|组织[^，]{0,16}(?:部门|单位|力量)|(?:积极|主动)?(?:会同|联合)[^，]{0,20}(?:部门|单位)|(?:立即|及时)?采取[^，]{0,40}(?:措施|方式)|(?:切实|充分|进一步)?发挥好?[^，]{2,12}(?:作用|优势)|(?:主管|有关|相关)部门"
    r"|倒排工期|挂图作战|(?:主要负责同志?)?靠前指挥|压茬推进|依法依规|特事特办|急事急办|高度重视|提高认识|(?:积极|主动|密切)?配合(?:好)?(?:(?:有关|相关|各)(?:职能|主管)?(?:部门|单位|方面))?|通力合作|各司其职|加强协作|统一思想|提高政治站位"
    r"|完善(?:相关|有关)?(?:支持)?政策(?:措施)?|(?:践行|坚持|贯彻|落实)[^，]{2,24}(?:理念|思想|精神)"
    r"|加强顶层设计|(?:建立|健全|完善)?(?:健全|完善)(?:领导|协调|推进)?(?:工作)?(?:体制)?机制|(?:解放|转变)(?:思想|观念)"
    r"|授权[^，]{2,20}(?:开展|进行)[^，]{0,6}(?:试点|试验|探索)(?:工作)?"
    r"|(?:始终|坚持|切实|真正|应|要)*[把将][^，]{2,40}(?:作为|放在|摆在|置于|放到|摆到|摆上|列为)[^，]{0,30}"  # an attitude, not yet a deed
    r"(?:位置|日程|任务|内容|领域|来抓|大事|地位|高度|抓手|重点|工作|要求)"
    r"|[把将][^，]{2,24}(?:思想|认识|行动)[^，]{0,12}统一到[^，]{2,40}|(?:站在|从)[^，]{2,20}的?高度|(?:坚决|努力|切实)?克服[^，]{2,20}(?:心理|情绪|思想)"
    r"|增强[^，]{0,4}(?:“[^，]{2,30}|[^，]{0,12}(?:意识|自觉|责任感|使命感|紧迫感)[^，]{0,16})|(?:充分|深刻|进一步)认识[^，]{2,40}|正确(?:把握|处理)[^，]{2,40}"
    r"|(?:主动|积极|及时)向[^，]{2,24}(?:汇报|请示)(?:工作)?|在[^，]{2,30}(?:[上中]|方面)(?:给予|的)(?:[更最]?[大多])?支持"
    rf"|{_TOGETHER}(?:、{_TOGETHER})*|对本(?:行政区域|地区|辖区|部门|单位)[^，]{{2,24}}(?<!总)负责"
)
_BUILT = later(r"(?:支持|鼓励|推动|加快|引导|探索|重点|积极)*(?:建设|建立|创建|打造|培育|新建|创成|形成)[^，]*(?<!的)(?:城市|基地)$")
TRAILING = ("的", "前", "后", "起", "时", "等", "省", "市", "区、市）", "旗）", "盟）", "城市", "地区", "基地", "为单位")
_MARKER = later(
    r"[\s“\"]*(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十百\d]{1,4}[)）]?[、.．\s]?(?![\d家个项年月日])|[①-⑳⑴-⒇]"
    r"|第[一二三四五六七八九十百]+[条章节，,])\s*"
)
_TAIL_ALONE = later(r"[\s（(【\[]*(?:责任|牵头|配合|主办|协办|承办|参与)(?:单位|部门)")  # the bracket of an item that was lost


def lead_out(text: str, start: int, end: int, boundaries: tuple[tuple[int, int], ...]) -> int:
    """The start of a clause's statement: after a subject that is an agency, modals and adverbs of duty."""
    moved = True
    while moved and start < end:
        moved = False
        at = bisect_right(boundaries, (start, end)) - 1
        if at >= 0 and boundaries[at][0] <= start < boundaries[at][1] < end:
            start, moved = boundaries[at][1], True
        match = _MODAL_LEAD.match(text, start, end)
        if match and match.end() > start:
            start, moved = match.end(), True
    return start


def main_clause(text: str, start: int, end: int, boundaries: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The clause with the main action of ``text[start:end]``: the first that is no purpose, condition or circumstance."""
    if _TAIL_ALONE.match(text, start, end):
        return None
    return first_action(text, clauses(text, past_marker(text, start, end), end), boundaries)


def first_action(text: str, parts: tuple[Clause, ...], boundaries: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The first of ``parts`` that says what is done, without its subject and modals; the last of them speaks whatever it is."""
    fallback = None
    for clause in parts:
        start = lead_out(text, clause.start, clause.end, boundaries)
        words = text[start : clause.end]
        if len(words) < 3:
            continue
        action = past_basis(text, start, clause.end)
        span = (action, min(clause.end, action + MAX_CORE))
        if fallback is None:
            fallback = span
        if clause is not parts[-1] and _OPENER.fullmatch(words):
            continue
        if clause is parts[-1] or action > start or not circumstance(text, clause, start):
            return span
    return fallback


def past_basis(text: str, start: int, end: int) -> int:
    """Where the action begins that stands in one clause with what it is based on; ``start`` where none does."""
    basis = _BASIS.match(text, start, end)
    if basis is None or end - basis.end() < _SHORTEST_ACTION or text.endswith(TRAILING, start, end) or _NO_ACTION.search(text, start, end):
        return start
    acts = object_verb(text, basis.end(), end) is not None or opens_with_verb(text, basis.end(), end)
    return basis.end() if acts else start


def circumstance(text: str, clause: Clause, start: int) -> bool:
    """Whether a clause, whose statement begins at ``start``, only says why, how, for whom or under what condition."""
    words = text[start : clause.end]
    dutiful = _DUTIFUL.match(text, clause.start, start) is not None  # 按规定|做好预算安排
    aside = not _ACTS_ON.match(words) and any(_PURPOSE.match(text, at, clause.end) for at in {start if dutiful else clause.start, start})
    return aside or (words.endswith(TRAILING) and _BUILT.match(words) is None) or _only_where(text, start, clause.end)


def _only_where(text: str, start: int, end: int) -> bool:
    """Whether a clause only says where (在与湖岸相邻的步道或者码头，采取…): no verb of doing stands in it."""
    return text.startswith("在", start, end) and _IN_PLACE.match(text, start, end) is not None and not opens_action(text, start + 1, end)


def past_marker(text: str, start: int, end: int) -> int:
    """Where ``text[start:end]`` begins after the number that opens it (（二）, 3., 第五条)."""
    marker = _MARKER.match(text, start, end)
    return marker.end() if marker else start


def title_core(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The core of a heading that is a task's title: ``text[start:end]`` without the marks around it, None where little is left."""
    while start < end and (text[start].isspace() or text[start] in "、.．)）"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "。：:"):
        end -= 1
    return (start, end) if end - start >= _SHORTEST_TITLE else None
