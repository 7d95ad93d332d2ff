"""Assignments inside a sentence: 由X牵头, X会同Y, X要…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_extract.finding.assignments.announcers import ISSUES_BEGIN, announcer, may_say, says
from policy_extract.finding.assignments.items import Item, Listing, Units, as_item, enterprises, in_role, stems
from policy_extract.finding.assignments.partners import ongoing, partner
from policy_extract.finding.assignments.places import described_places, groups_in_charge
from policy_extract.finding.assignments.predicates import GOES_ON, acts, begins_at_head, heads, moves, past, predicate
from policy_extract.finding.assignments.reach import reach
from policy_extract.mentions import AgencyMention, Assigned, Assignment, AssignmentForm, Role
from policy_extract.patterns import later
from policy_extract.spans import inside

_NOT_ACTOR = later(
    "(?:由|经|按照?|据|报|向|对|与|和|及|征得|根据|依据|依照|遵照|落实|贯彻|征求|抄送|送|为|是|受|被|给|把|将|从|让|请|委托|通过|听取|配合"
    "|代表|避免|防止|防范|杜绝|导致|造成)\\Z"
)
_ROLE_VERB = later(
    "(?:共同|联合|负责|总)?(?:(?P<lead>牵头(?!部门|单位|责任))|(?P<support>(?:积极|协同|协助)?配合(?!部门|单位)|协同|协助|参与(?!部门|单位)|参加)"
    "|(?P<guide>指导(?!下|意见|价|思想)))"
)
_ROLES_BEGIN = frozenset("共联负总牵积协配参指")
_WITH = later("(?:要|应当?|将|须|负责)?(?:会同|会商|联合|商)(?!业|务|会|议|品|场|贸|标|户|圈)")
_ALSO_WITH = later("，?联合")
_NOT_BY = later("组成|批准|同意|审批|审定|印发|发布|颁发|核发|主办")
_SHARED = later(
    "[、，][^。；：由\\n]{2,64}由(?:[^。；：由\\n]{2,64}由){0,6}[^，。；：由\\n]{2,40}?(?:分别|具体)?(?:负责(?![人同])|(?P<lead>牵头)|落实|承担)"
)
"""路灯由甲局、管网由乙局、绿化由丙局负责: the verb of the last is that of all."""
_STAFFS = later(
    "(?:选派|委派|指派|抽调|各?派出?)(?:有关|相关|专门)?(?:人员|代表|专人)|[派选]员(?!会)|[^，。；：\\n]{0,16}?(?:负责同志|负责人|同志|领导|干部|代表)[^，。；：\\n]{0,8}(?:组成|担任|兼任|任)"
)
"""Who sits in a body or heads it (由教育部等部门负责同志组成, 由市教育局选派人员参加): nobody is given work."""
_MECHANISM = later("的[^，。；：\\n]{0,20}?(?:机制|制度|体系|格局|网络|体制|模式|联盟)")
_WITH_IN_ROW = later(r"(?:\A|[\t\n]|\d[.．、])[ 　]*[与同]\Z")
_TOGETHER = later("一起|一同|共同|联合|协同")
_ANNOUNCES = later(
    "将(?:从|在|围绕|聚焦|重点|着力|继续)[^，。；\\n]{0,24}(?:方面|举措|工作|行动|入手|发力|任务)|(?:将)?重点(?:做好|抓好)"
    "|(?:将|拟)(?:会同[^，。；\\n]{2,20}?)?(?:重点|着力|全力|突出|集中)?(?:做好|抓好|办好|干好|落实好)(?:以下|下列)?[一二三四五六七八九十两几]{1,2}(?:个|项|件|方面)"
    "|(?:将|拟|计划)(?:为[^，。；\\n]{1,8}?)?(?:重点|着力|全力|突出|集中)?(?:做好|抓好|办好|实施|推进)(?:以下|下列)(?:工作|事项|任务|项目|(?:民生)?实事)"
)
_HELPS = later("(?:积极|主动|要|(?:按照?|依照|根据)?(?:属地|职责|各自|部门)[^，。；\\n]{0,8}?){0,3}(?:配合|协助|协同)")
_LEADS = later("[^，。；\\n]{0,14}牵头(?!部门|单位|责任)")
_AND_OTHERS = later("等(?:(?:有关|相关|各)?(?:行政)?(?:主管|管理)部门|(?:有关|相关|各)?(?:部门|单位)(?:和单位)?)")
_PART = "(?:(?![和与及])[一-龥]){2,8}"
# 市委、市政府出台《实施意见》，明确目标任务：到2033年…: they say what others are to reach
_DECREES = later(
    "(?:近日|日前|最近)?(?:联合|共同|正式)?(?:印发|出台|发布|公布|下发|制定)(?:实施)?了?[^，。；：\\n《]{0,8}《[^《》\\n]{2,60}》[，,]"
    "(?:明确|提出|确定|要求|部署)[^。；\\n]{0,24}(?:目标|任务|到20\\d\\d年|力争)"
)
_LEVELS = frozenset("省市县区州")
_JOINS_PARTS = frozenset("、和与及")
_OTHERS_BEGIN = _JOINS_PARTS | frozenset("，特尤")
_PARTS = later(f"{_PART}(?:[、和与及]{_PART}){{0,12}}")
_PARTS_BEFORE = later(f"(?<![一-龥、]){_PART}(?:[、和与及]{_PART}){{0,12}}\\Z")
_UNKNOWN_MEMBERS = later("(?:[、和与及][一-龥]{2,12}?){1,8}?(?:等(?:部门|单位|有关部门|相关部门)?)?(?=配合|参与|参加|协助)")
_UNKNOWN_PARTNERS = later("(?:[、和与及][一-龥]{2,8}){1,6}?等?(?:有关|相关)?(?:部门|单位)")
"""县卫生局会同海事、气象|、边防等单位建立…: who they are is not asked here, but what is done comes behind them."""
_AND_OTHER_BODIES = later(
    "(?:(?:[、和与及][一-龥]{2,12}(?:委员会|经济组织|社会组织|企业|协会|机构|单位|学校|院校|(?:管理|主管|牵头)部门)){1,4}"
    "|，?(?:特别|尤其)是[^，。；：\\n]{2,30}(?:政府|部门|机关|单位))"
    "(?=应|要(?![求点])|须|可以|负责|按照?|共同)"
)
_ORDERED = later("(?:组织|会同|协调|督促|指导|要求|联合|支持|委托|通知|邀请)(?=[一-龥]{2})")  # 组织水务、林业等部门编制
_OTHER_PART = later("(?<=[、和与及])[一-龥]{2,13}?(?=[、和与及]|\\Z)")
"""Who acts beside the bodies that are named (和相关项目管理部门, 特别是水库所在地的政府): who they are is not asked here."""
_FIRM_ENDS = "公司|集团|供电局|供电所|总站|图书馆|博物馆|妇幼保健院"
_FIRM = later(
    f"(?:{_FIRM_ENDS})(?=要(?![求点素])|应当|须|必须|负责(?!人)|牵头|配合(?=[，。；）)])|(?:20\\d\\d年|[今明]年)?(?:年?[底内]前?|\\d{{1,2}}月(?:底|\\d{{1,2}}日)?前?)(?=[一-龥]))"
)
_FIRM_NAME = later(f"(?:(?<![一-龥])|(?<=由))(?:(?!由)[一-龥]){{2,20}}(?:{_FIRM_ENDS})\\Z")
_FIRM_OF_PLACE = ("省", "市", "县", "区", "州", "旗", "镇", "国网", "南网", "中国电信", "中国移动", "中国联通", "中国铁塔")
"""What a firm's name opens with where it is the place's own: 市水务集团, 国网某县供电公司."""
_FOR_ALL = later("(?:以下|下列)(?:各?项?(?:任务|工作|事项|措施|举措|内容|条款))?[，,]?(?:均|都|全部|统一)(?:须|需|应|要)?(?:由)?\\Z")
"""以下任务均由…: who does all that the section goes on to say."""
_ASKED = later("(?:\\A|[^一-龥])(?:[会下随]后|还)?请\\Z")
_PERSONS = ("书记", "主任", "局长", "厅长", "同志", "领导", "负责同志", "负责人", "主要负责")
_REQUIRED = later(
    "(?:[一二三四五六七八九十]是|[》，,]|(?:会议|通知|意见|方案|条例|办法|规定)(?<![为按本该]..))(?:还|并|明确|进一步)?(?:要求|规定)\\Z"
)
"""三是要求水务主管部门对…进行检查, 《条例》规定县级人民政府组织…"""
_OUGHT = later("[，,]?(?:应当|必须)")
_FOR_WHOM = later("[ 　]*(?:对|向|将|把|给|为|由|与|和|按|根据|针对|受)")
_ATTRIBUTE = 60
"""No longer is what 的 says of a body."""
_SCOPE = 16
_BY_PLACE = later("由(?:所在地|当地|属地)\\Z")
_NEXT_BY = later("[、，,；;]|，?并由")
_GUIDED = later("(?:统筹|统一|具体|业务|精心|直接)*指导下[，,]\\Z")
_BY = "assignment.by"
_CARRIES_OUT = later(
    "(?:具体|共同|分别|统一|组织)?(?:落实|负责(?:落实|实施)?|承办|承担|包抓|抓(?:落实|好)?|组织?实施|办理)(?=[。；;\\n]|\\Z)"
)
"""All that the sentence says of a body at its end: that it does what stands before."""
_LIST_GOES_ON = "、/以和与或及等（(特尤"
_GOES_ON = GOES_ON.union(_ROLES_BEGIN, _LIST_GOES_ON, "会商")
_GOES_ON_AT_HEAD = _GOES_ON.union(ISSUES_BEGIN)
"""The letters that can follow a body where a form of :func:`_named` is to be read."""


def read_clauses(units: Units, taken: list[tuple[int, int]]) -> Iterator[Assignment]:
    """The assignments inside sentences, outside the stretches ``taken``."""
    yield from _named(units, taken)
    yield from _described(units, taken)
    yield from _firms(units, taken)
    yield from (one for one in groups_in_charge(units) if not inside(taken, one.start))
    for start, listing in described_places(units):
        made = (_by if units.text[start - 1 : start] == "由" else _subject)(units, start, listing)
        if made is not None and not inside(taken, start):
            yield made


def _named(units: Units, taken: list[tuple[int, int]]) -> Iterator[Assignment]:
    reached, index = 0, 0
    for mention in units.mentions:
        while index < len(taken) and taken[index][1] <= mention.start:
            index += 1
        if mention.start < reached or (index < len(taken) and taken[index][0] <= mention.start):
            continue
        if not _may_act(units, mention):
            continue
        start = _list_start(units, mention.start)
        listing = units.listing(start)
        if listing is None or listing.end <= mention.start:
            continue
        found = next(filter(None, (form(units, start, listing) for form in (_by, _partners, _subject, announcer))), None)
        reached = listing.end
        if found is not None:
            reached = max(reached, found.end)
            yield found


def _may_act(units: Units, mention: AgencyMention) -> bool:
    """A sieve: whether the characters at the mention's borders leave room for any of the forms."""
    text, end = units.text, mention.end
    before = text[mention.start - 1] if mention.start else "\n"
    after = text[end : end + 1]
    if before in "由、请地需须均都求定" or end in units.at or after in _GOES_ON:
        return True
    if not heads(text, mention.start):
        return False
    return after in _GOES_ON_AT_HEAD or after in begins_at_head() or may_say(text, end)


def _described(units: Units, taken: list[tuple[int, int]]) -> Iterator[Assignment]:
    """Lists of functions of which none is named as a body: 供水、供电等部门要配合…."""
    text = units.text
    for match in _AND_OTHERS.finditer(text):
        found = _of_government(units, match.start()) or _PARTS_BEFORE.search(text, max(0, match.start() - 70), match.start())
        if found is None or next(units.inside(found.start(), match.start()), None) is not None:
            continue
        if inside(taken, match.start()) or _ORDERED.match(found[0]):
            continue
        known = found[0] in stems() or (found[0][0] in _LEVELS and found[0][1:] in stems())
        if not (set(found[0]) & _JOINS_PARTS or known):  # 新闻出版等部门, 市统计等部门: one function that is known
            continue
        items = (*units.described(found.start(), found[0]), *map(as_item, units.inside(match.start(), match.end())))
        end = match.end()
        joined = units.listing(end + 1) if text[end : end + 1] in _JOINS_PARTS else None  # …等部门和区人民政府应当
        if joined is not None:
            items, end = (*items, *joined.items), joined.end
        made = _subject(units, found.start(), Listing(items, end, open_list=True))
        if made is not None:
            yield made


def _of_government(units: Units, end: int) -> re.Match[str] | None:
    """The functions that end at ``end`` and stand behind the government whose departments have them: 市人民政府|水务、林业等主管部门."""
    low = max(0, end - 70)
    last = next(reversed(tuple(units.inside(low, end))), None)
    return _PARTS.fullmatch(units.text, last.end, end) if last is not None and last.text.endswith("政府") else None


def _firms(units: Units, taken: list[tuple[int, int]]) -> Iterator[Assignment]:
    """Enterprises that a duty names: a central one, or one of the place (市电力公司要抢修线路)."""
    text = units.text
    for match in _FIRM.finditer(text):
        found = _FIRM_NAME.search(text, max(0, match.start() - 22), match.end())
        if found is None or next(units.inside(found.start(), match.end()), None) is not None:
            continue
        official = enterprises().get(found[0])
        by = text[found.start() - 1 : found.start()] == "由"
        if (official is None and not by and not found[0].startswith(_FIRM_OF_PLACE)) or inside(taken, match.start()):
            continue
        item = Item(found.start(), match.end(), found[0], "body", official)
        made = (_by if by else _subject)(units, found.start(), Listing((item,), match.end(), open_list=False))
        if made is not None:
            yield made


def _list_start(units: Units, start: int) -> int:
    """Where the list begins whose first *named* body stands at ``start``: the functions before it (民政、教育部门) belong to it."""
    text = units.text
    low = start
    while low > 0 and start - low < 60 and text[low - 1] in "、和":
        stop = low - 1
        begin = stop
        while begin > 0 and stop - begin < 8 and "一" <= text[begin - 1] <= "龥":
            begin -= 1
        position = units.unit_between(begin, stop)
        if position is None or (position > begin and text[position - 1] not in "由与和及向府"):
            break
        if position == begin and begin > 0 and text[begin - 1] in "”）)》":
            break
        if text[stop] == "和" and (stop in units.at or not heads(text, position)):  # 劳动和|民政部门, not 推动劳动和|民政部门
            break
        low = position
    return low


def _by(units: Units, start: int, listing: Listing) -> Assignment | None:
    """由X牵头、Y配合; X牵头, Y参与 also without 由."""
    text = units.text
    by_place = _BY_PLACE.search(text, max(0, start - 4), start)  # 由所在地县级人民政府组织…
    after_by = text[start - 1 : start] == "由" or by_place is not None
    verb = _ROLE_VERB.match(text, listing.end) if text[listing.end : listing.end + 1] in _ROLES_BEGIN else None
    if not after_by and (verb is None or text[start - 1 : start] in ("与", "和", "同", "对")):
        return None
    of_all = _SHARED.match(text, listing.end) if after_by and text[listing.end : listing.end + 1] in {"、", "，"} else None
    acts_next = not _NOT_BY.match(text, listing.end) and (of_all is not None or moves(text, listing.end))
    if _STAFFS.match(text, listing.end) or (verb is None and not acts_next):
        return None
    agencies: list[Assigned] = []
    end, opened = listing.end, listing.open_list
    current: Listing | None = listing
    while current is not None:
        verb = _ROLE_VERB.match(text, current.end)
        if verb is None:
            more = _UNKNOWN_MEMBERS.match(text, current.end)  # 市气象局、驻军某部、武警支队等|参加
            verb = _ROLE_VERB.match(text, more.end()) if more else None
        carries = _CARRIES_OUT.match(text, current.end) if current is not listing and verb is None else None
        if current is not listing and verb is None and carries is None:
            break
        role: Role = _role(verb) if verb else "lead" if of_all and of_all["lead"] else "responsible"
        agencies += [in_role(item, role) for item in current.items]
        opened = opened or current.open_list
        end = verb.end() if verb else carries.end() if carries else current.end
        joined = _with(units, end) or (_with(units, end + 1) if text[end : end + 1] in ("，", ",") else None)
        if joined is not None:
            agencies += [in_role(item, "support") for item in joined.items]
            end = joined.end
        gap = _NEXT_BY.match(text, end)
        current = units.listing(gap.end()) if gap else None
    start = by_place.start() + 1 if by_place else start
    if _FOR_ALL.search(text, max(0, start - _SCOPE), start) is not None:
        return Assignment(start, end, tuple(agencies), "announcer", opened, "assignment.section")
    shared = verb is not None and _MECHANISM.match(text, end) is not None  # 建立由X牵头、Y参与的机制
    rule = "assignment.mechanism" if shared else _BY
    return Assignment(start, end, tuple(agencies), "by", opened, rule, reach=reach(text, start, end))


def _partners(units: Units, start: int, listing: Listing) -> Assignment | None:
    """与X、Y共同推进 at the head of a table's cell or of an item in it: they share what the row's own cell assigns."""
    text = units.text
    if _TOGETHER.match(text, listing.end) is None or _WITH_IN_ROW.search(text, max(0, start - 6), start) is None or "\t" not in text:
        return None
    agencies = tuple(in_role(item, "responsible") for item in listing.items)
    return Assignment(start, listing.end, agencies, "by", listing.open_list, "assignment.partners")


def _role(verb: re.Match[str]) -> Role:
    if verb["lead"]:
        return "lead"
    return "support" if verb["support"] else "guide"


def _with(units: Units, position: int) -> Listing | None:
    text = units.text
    match = _WITH.match(text, position)
    listing = units.listing(match.end()) if match else None
    return partner(text, match.end()) if match and listing is None and match[0].endswith("会同") else listing


def _subject(units: Units, start: int, listing: Listing) -> Assignment | None:
    text = units.text
    if text[start - 1 : start] in ("，", ",") and _CARRIES_OUT.match(text, listing.end):  # 校舍加固3栋，县教育局落实。
        return Assignment(start, listing.end, tuple(in_role(item, "responsible") for item in listing.items), "by", listing.open_list, _BY)
    others = _AND_OTHER_BODIES.match(text, listing.end) if text[listing.end : listing.end + 1] in _OTHERS_BEGIN else None
    if others is not None:  # 乡镇人民政府、村民委员会应当…
        listing = listing._replace(items=(*listing.items, *_others(others)), end=others.end())
    if text[start - 1 : start] == "的" and not _of_some_kind(text, start, listing.end):  # 对进展慢的区县要加强督导: not who does it
        return None
    for_all = _FOR_ALL.search(text, max(0, start - _SCOPE), start) is not None
    at_head = for_all or heads(text, start)
    if at_head and text[listing.end : listing.end + 1] == "正":
        return ongoing(units, start, listing)
    asked = text[start - 1 : start] == "请" and _ASKED.search(text, max(0, start - 4), start) is not None  # 请财政部会同有关部门提出…
    asked = asked and not text.startswith(_PERSONS, listing.end)
    told = text[start - 1 : start] in ("求", "定") and _REQUIRED.search(text, max(0, start - _SCOPE), start) is not None
    found = predicate(text, listing.end, at_head=at_head or told)
    position, modal = found.start, found.modal
    joined = _with(units, position)
    if modal is None and joined is not None and past(text, joined.end):  # 会同市体育局成立起草小组，先后召开座谈会6次
        return None
    if modal is None and joined is None and not (((at_head or told) and acts(text, found)) or (asked and not past(text, position))):
        return None
    if _NOT_ACTOR.search(text, max(0, start - 3), start) is not None and not at_head and not asked:
        return None
    if modal is None and (says(text, listing.end) or says(text, position) or _DECREES.match(text, listing.end)):
        return None
    form: AssignmentForm = "announcer" if _ANNOUNCES.match(text, position) else "subject"
    role = _own_role(units, modal.end() if modal else position)
    agencies = [in_role(item, role) for item in listing.items]
    helps = _HELPS.match(text, modal.end() if modal else position)
    helped = units.listing(helps.end()) if helps else None  # 要积极配合发展改革委做好…: whose work it is
    if helped is not None:
        agencies += [in_role(item, "responsible") for item in helped.items]
    end = found.subject_end
    if joined is None and modal is not None:
        joined = _with(units, modal.end())
    if joined is not None:
        agencies += [in_role(item, "support") for item in joined.items]
        more = _UNKNOWN_PARTNERS.match(text, joined.end) if text[joined.end : joined.end + 1] in _JOINS_PARTS else None
        end = more.end() if more else joined.end
        also = _ALSO_WITH.match(text, end)  # X会同Y，联合Z
        further = units.listing(also.end()) if also else None
        if further is not None:
            agencies += [in_role(item, "support") for item in further.items]
            end = further.end
    guide = _guide(units, start) if text[start - 1 : start] in ("，", ",") else None
    if guide is not None:
        agencies.insert(0, in_role(guide, "guide"))
        start = guide.start
    if for_all:
        return Assignment(start, end, tuple(agencies), "announcer", listing.open_list, "assignment.section")
    return Assignment(start, end, tuple(agencies), form, listing.open_list, f"assignment.{form}")


def _others(match: re.Match[str]) -> Iterator[Item]:
    """The members of a list's end that no list knows (铁路监管部门|、铁路运输企业), each a group."""
    for part in _OTHER_PART.finditer(match.string, match.start(), match.end()):
        yield Item(part.start(), part.end(), part[0], "group", None)


def _of_some_kind(text: str, start: int, end: int) -> bool:
    """Whether 的 before a body says of what kind it is (未达标的城市人民政府，应当…), not for whom something is done (对…的)."""
    if _OUGHT.match(text, end) is None:
        return False
    head = max(text.rfind(mark, max(0, start - _ATTRIBUTE), start) for mark in "。；，,;：:\n　")
    return (head >= 0 or start < _ATTRIBUTE) and _FOR_WHOM.match(text, head + 1) is None


def _guide(units: Units, start: int) -> Item | None:
    """在省发展改革委指导下，X…: the body that guides what X does."""
    found = _GUIDED.search(units.text, max(0, start - 12), start)
    last = units.ending_at(found.start()) if found else None
    return last if last is not None and units.text[last.start - 1 : last.start] == "在" else None


def _own_role(units: Units, position: int) -> Role:
    """The role that the predicate at ``position`` gives its own subject: X要协助…, X依照标准牵头组织…."""
    if _HELPS.match(units.text, position):
        return "support"
    leads = _LEADS.match(units.text, position)
    return "lead" if leads is not None and next(units.inside(position, leads.end()), None) is None else "responsible"
