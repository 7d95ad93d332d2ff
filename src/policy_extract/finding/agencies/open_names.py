"""Names that no list can hold: offices of any function (县农粮局), task forces (…领导小组办公室), and who is only described (有关部门)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_extract.finding.agencies.finder import Finder
from policy_extract.finding.agencies.fronts import UNITS, Front, front_before
from policy_extract.grammar.agency_names import merged
from policy_extract.mentions import AgencyMention, Place
from policy_extract.patterns import later
from policy_extract.regions import above, division_at

_STOP = r"原的了在对为把将要由与及等从以并或不各全新设开举本该其这是向给被让使已未无有"
NOT_PART = f"[^{_STOP}，。；：、！？“”‘’（）()《》〈〉\\[\\]【】\\s\\da-zA-Z,.;:!?\"'—…·%％]"
UNIT = (
    "(?:自治区|市(?![场民区县委级域值面容内外直长]|政(?!府))|区(?![域块间县分位级内外别委长]|政(?!府))|县(?![域级区市委内长]|城(?!建))|省(?![级会市委内外区直长])"
    "|旗(?![下舰帜])|州(?![市委])|(?<![欧东联同结加])盟(?![友约主员国]))"
)
NOT_OFFICE = {
    "局": "布格结大全开僵变时政棋困危战破胜骗定", "办": "举主承协创兴开经督查通快领代交网即能好秒自民公校合筹停禁补必专门联",
    "委": "常编评组执筹村居省市县区州旗盟", "厅": "大餐客展乐务会",
}
"""What makes another word of the last character of an office, unless a list holds the name: 布局, 举办, 常委, 大厅."""
_OFFICE = f"(?:{'|'.join(f'(?<![{before}]){last}' for last, before in NOT_OFFICE.items())})"
_NAME_PART = f"(?:建设|设施|广新|新能源|新材料|新型|新兴|开发|{NOT_PART})"
"""设, 新 and 开 are stops of their own, as in 新设 and 开设."""
_OPEN = later(f"{UNIT}(?!{UNIT})(?:{_NAME_PART}{{2,10}}{_OFFICE}|农[委办])\\Z")
_POLICE = later("(?:(?<![一-龥])|(?<=[由和与及经]))公安(?P<branch>[一-龥]{2,4}分局)\\Z")
_BRANCH = later("(?<=分局[、和及与])(?:(?![和及与])[一-龥]){2,6}分局\\Z")
"""区规划分局、|国土分局: the next branch of a list of them."""
_ROOM = later(f"(?:{UNIT}(?!{UNIT})(?:(?:人民)?政府)?|[乡镇](?!村(?!镇))){_NAME_PART}{{0,10}}(?:办公室|督查室)\\Z")

_INSPECTION = later("中央第[一二三四五六七八九十]{1,2}(?:生态)?环境保护督察组\\Z")
_UNITS_BY_FUNCTION = ("指导单位", "主管单位", "监管单位", "监督单位", "执法单位", "经办单位")
_UNIT_BY_FUNCTION = later(f"{UNIT}(?!{UNIT}){NOT_PART}{{2,10}}\\Z")
_MADE = later("成立|组建|设立|建立|抽调|组成|组织")
_TEAM = later(f"{UNIT}(?!{UNIT})(?:及|{_NAME_PART}){{2,16}}专班\\Z")
_TWO_NAMES = later(  # 市公安局报省厅, 市局会同区局
    "[局厅委办部](?:[和报向与对]|中共)|局[一-龥]{2,5}分局|\\A.[局厅](?!部)|人大|政协|会同|联合|配合|协助|牵头|负责|支持|指导|督促|[得受]到|获得"
)

_FORCE_OFFICE = later("秘书组|(?:联合)?(?:办公室|办(?![理法公事]))?")
_FORCES = {"组": 4, "挥": 2, "班": 4, "议": 4}
"""Last character of 领导小组, 指挥|部, 工作专班, 联席会议 → the length of the word up to it."""
_COMMAND = _FORCES["挥"]
_JOINT_OFFICE = later("联合[一-龥]{0,4}?办公室")
_BEFORE_RUN = later("(?s:.*)[，。；：、！？“”‘’（）()《》〈〉\\[\\]【】\\s\\da-zA-Z,.;:!?\"'—…·%％]")
_QUOTED = later("“[^“”。；\\n]{1,16}”\\Z")
_WHOSE = later("(?:全国|国家|国务院|[省市县区州旗镇乡])\\Z")
_SHORTEST_RUN, _LONGEST_RUN = 2, 36
_LEAD_WORDS = (
    "以下简称|关于|确保|简称|落实|贯彻|主持召开|召开|听(?!证)取?了?|要求|成立了?|组成|组建|设立|建立|调整|由|向|经(?![济营贸])"
    "|报告|报送|报|提交|移交|提请|送(?<![配输运护派]送)|接到|执行|或|暨|类|在"
    "|以及|及其|参加|加入|是|为|对(?<!应对)|将|按照|根据|通过|发挥|会同|配合|充实|健全|完善|等|各级|各|的|届"
)
_LEAD_FORMS = "(?:记者)?从|[省市县区](?:委|政府)和(?=[省市县区])"
_LEAD_BEGINS = "".join(sorted({*"记从省市县区", *(word[0] for word in _LEAD_WORDS.split("|"))}))
_LEAD = later(f".*(?=[{_LEAD_BEGINS}])(?:{_LEAD_FORMS}|{_LEAD_WORDS})")
_BARE_FORCE = later(
    "(?:[一二三四五六七八九十两几多若干]+个|各?个)?(?:工作|领导|协调|推进|专项|部门|部际|联席会议|总)*(?:小组|专班|指挥部)?"
)
_SHORTEST_FORCE = 6
_LISTED_UNIT = later("自治区|直辖市|兵团|(?:[市县区旗州镇乡]|街道)(?![属域])")
_OWN = ("国家", "全国", "国务院", "中央")

_PARTS = ("有关", "相关", "责任", "牵头", "成员", "配合", "参与", "职能", "承办", "协办", "主责", "主管")
_DESCRIPTION = (
    "(?:其他(?=[省市县区州]))?(?:(?:国务院|中央|地方|(?<!地)[省市县区旗州](?:级|直)?|本)(?:各|其他)?|各级各?|各|其他|全部)?"
    f"(?:(?:(?:有关|相关)(?=行业|主管|职能))?(?:行业)?(?:{'|'.join(_PARTS)})(?:职能|责任|成员)?|(?<=各))(?:部门|单位|方面|机构)\\Z"
)
_DESCRIBED = later(_DESCRIPTION)
_DESCRIBES = frozenset(char for char in _DESCRIPTION if "一" <= char <= "龥")
"""The characters of descriptions: no search begins before one that is none."""
_BEFORE = frozenset(["各", *(part[-1] for part in _PARTS)])
_LABEL = later("[ 　]*[:：]")  # 责任单位：
_TRIAL_AREA = "试点地区"
_EACH = later(f"各(?:(?:有关|相关|试点)?(?:{UNITS}|省份|城市)|地区?(?![市州]))")
_TOWNS = later(
    "(?P<each>各(?:乡镇|镇乡|镇街|镇|街道)(?:[（(](?:街道|街|镇|乡|办事处|场)(?:、(?:街道|街|镇|乡|场))?[）)])?|各乡[（(]镇(?:、街道)?[）)])"
    "(?:街道)?(?=[、，,。；;：:）)\\n\\t｜|]|\\Z|和各|和有关|各部门|要|应|须|必须|负责|配合|按|对"
    "|于?[0-9]{1,2}月|每|在[^，。]{0,8}[前内]|结合|组织|连夜|明确|具体|根据|参照|落实|抓好)"
)
"""The governments of towns by their places alone: 各乡镇要…, 市农业农村局、各镇（街道）. They are organs of the document, but what it
asks of all of them is no task of its own (generic)."""
TOWNS = "agency.towns"
"""The rule name of generic mentions that are agencies of the document all the same."""
_NOT_ACTING = frozenset("在到赴于从向对全")
_BY_DUTY_END = later("职责的(?:管理)?部门")
_BY_DUTY = later("(?:其他)?(?:负有|具有|承担)[^，。；、\\n]{2,12}\\Z")


def _police(text: str, end: int, place: Place | None) -> AgencyMention | None:
    """公安河北分局: the city's bureau of public security in a district."""
    found = _POLICE.search(text, max(0, end - 12), end)
    if found is None:
        return None
    city = above(place, "city") if place is not None else None
    official = f"{city.name}公安局{found['branch']}" if city is not None else None
    adcode = place.adcode if place is not None else None
    return AgencyMention(found.start(), end, found[0], "body", official, "county", adcode, "agency.open")


def open_office(text: str, end: int, place: Place | None) -> AgencyMention | None:
    """A department of unknown function whose name ends at ``end``: its region must stand before it."""
    if text.endswith("分局", 0, end):
        police = _police(text, end, place)
        branch = _BRANCH.search(text, max(0, end - 11), end) if police is None else None
        if branch is not None:
            return AgencyMention(branch.start(), end, branch[0], "group", None, None, None, "agency.open")
        if police is not None:
            return police
    match = _last_name(_OPEN, text, end - 14, end)
    if match is None:
        return None
    unit_end = match.start() + (3 if text.startswith("自治区", match.start()) else 1)
    front = front_before(text, unit_end, place, names_city=False)
    if front is None or front.collective:
        return None
    return mention(text, front, end, merged(front.place, text[unit_end:end]), "agency.open")


def _rooms(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """Offices that are called 办公室 or 督查室, behind their region: 市供热管理办公室, 县督查室."""
    for end in ends:
        inside = text[end - 4 : end - 3] in "局委厅部署府协会"  # 县政府|督查室: the office of a body
        match = None if inside else _last_name(_ROOM, text, end - 18, end)
        if match is None:
            continue
        unit_end = match.start() + (3 if text.startswith("自治区", match.start()) else 1)
        front = front_before(text, unit_end, place, names_city=False)
        if front is not None and not front.collective and unit_end + 3 < end + (text[end - 3] == "督"):
            yield mention(text, front, end, None, "agency.open")


def _teams(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """工作专班, and any other 专班 behind its region: 市新能源产业链专班."""
    working = [end for end in ends if text.endswith("工作专班", 0, end)]
    if working:
        yield from _task_forces(text, working, place)
    for end in ends:
        match = None if text.endswith("工作专班", 0, end) else _TEAM.search(text, max(0, end - 22), end)
        if match is not None and not _MADE.search(match[0]):
            unit_end = match.start() + (3 if text.startswith("自治区", match.start()) else 1)
            front = front_before(text, unit_end, place, names_city=False)
            if front is not None and not front.collective:
                yield mention(text, front, end, None, "agency.open")


def _inspections(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """The central inspections of the environment, which have a number each: 中央第二生态环境保护督察组."""
    for end in ends:
        match = _INSPECTION.search(text, max(0, end - 20), end)
        if match is not None:
            yield AgencyMention(match.start(), end, match[0], "body", match[0], "central", "000000", "agency.open")


def _last_name(pattern: re.Pattern[str], text: str, low: int, end: int) -> re.Match[str] | None:
    """The match of ``pattern`` that ends at ``end`` and holds one name: 县农办会同|县农委."""
    match = pattern.search(text, max(0, low), end)
    while match is not None and _TWO_NAMES.search(match[0]):
        match = pattern.search(text, match.start() + 1, end)
    return match


def _units(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """Public bodies that are named by what they do, behind their region (市养老服务指导单位), or only described (有关单位)."""
    for end in ends:
        begin = end - 4
        found = _UNIT_BY_FUNCTION.search(text, max(0, begin - 14), begin) if text.endswith(_UNITS_BY_FUNCTION, 0, end) else None
        if found is not None:
            unit_end = found.start() + (3 if text.startswith("自治区", found.start()) else 1)
            front = front_before(text, unit_end, place, names_city=False)
            if front is not None:  # which body it is the text does not say
                yield AgencyMention(front.start, end, text[front.start : end], "group", None, front.level, None, "agency.open")
    yield from _described(text, ends, place)


def mention(text: str, front: Front, end: int, name: str | None, rule: str) -> AgencyMention:
    """The body that ``front`` opens, of unknown official name unless ``name`` is given."""
    adcode = front.place.adcode if front.place else None
    level = front.place.level if front.place else front.level
    return AgencyMention(front.start, end, text[front.start : end], "body", name, level, adcode, rule)


def _task_forces(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """Leading groups, headquarters, special teams and their offices, where the text names what they are for."""
    length = _FORCES[text[ends[0] - 1]]
    for end in ends:
        office = _FORCE_OFFICE.match(text, end + (length == _COMMAND))
        low, high = end - length, office.end() if office else end
        yield from _for_something(text, _name_start(text, low), high, place)


def _groups(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """领导小组 and the like, and 督察组."""
    inspecting = [end for end in ends if text.endswith("督察组", 0, end)]
    yield from _inspections(text, inspecting, place)
    leading = [end for end in ends if text.endswith("小组", 0, end)]
    if leading:
        yield from _task_forces(text, leading, place)


def _joint_offices(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """Offices that several bodies run together: 联合办公室, 联合指挥办公室."""
    reached = 0
    for end in ends:
        office = _JOINT_OFFICE.match(text, end - 2) if end - 2 >= reached else None
        if office is not None:
            reached = office.end()
            low = office.start()
            yield from _for_something(text, _name_start(text, low) if office[0] == "联合办公室" else low, reached, place)


def _name_start(text: str, low: int) -> int:
    """Where a name begins, in a run of characters that goes up to its last word at ``low``: 成立|秋粮收购|领导小组."""
    first = max(0, low - _LONGEST_RUN)
    quoted = _QUOTED.search(text, first, low) if text[low - 1 : low] == "”" else None
    before = _BEFORE_RUN.match(text, first, quoted.start() if quoted is not None else low)
    first = before.end() if before is not None else first
    if low - first < _SHORTEST_RUN:
        return low
    if quoted is not None:  # 市“双减”|工作专班: the words of a slogan lead nothing in
        return _whose_start(text, quoted.start())
    lead = _LEAD.match(text, first, low)
    if lead is not None:
        return lead.end()
    slogan = _QUOTED.search(text, max(0, first - _LONGEST_RUN), first) if text[first - 1 : first] == "”" else None
    return _whose_start(text, slogan.start()) if slogan is not None else first  # “清水”|专项行动领导小组


def _whose_start(text: str, quoted: int) -> int:
    """Where a name begins that goes on with a quotation at ``quoted``: 县|“清水”专项行动领导小组."""
    whose = _WHOSE.search(text, max(0, quoted - 3), quoted)
    return whose.start() if whose is not None else quoted


def _for_something(text: str, start: int, end: int, place: Place | None) -> Iterator[AgencyMention]:
    if end - start >= _SHORTEST_FORCE and not _BARE_FORCE.fullmatch(text, start, end):
        yield _task_force(text, start, end, place)


def _task_force(text: str, start: int, end: int, place: Place | None) -> AgencyMention:
    own = text[start:end]
    unit = _LISTED_UNIT.match(text, start) if text[start - 1 : start] in ("、", "及", "和") else None
    outer = front_before(text, unit.end(), place, names_city=False) if unit is not None else None
    if outer is not None and outer.collective:  # 各省、自治区、直辖市防汛抗旱指挥部
        return AgencyMention(outer.start, end, text[outer.start : end], "group", None, outer.level, None, "agency.task_force")
    if own.startswith(_OWN) or place is None or place.level == "central":
        return AgencyMention(start, end, own, "body", own, "central", "000000", "agency.task_force")
    named = division_at(own)
    if named is not None:
        return AgencyMention(start, end, own, "body", own, named.level, named.adcode, "agency.task_force")
    front = front_before(text, start + 1, place, names_city=False)
    if front is not None and not front.collective:
        found = front.place
        rest = text[start + 1 : end]
        return mention(text, front, end, found.name + rest if found else None, "agency.task_force")
    return AgencyMention(start, end, own, "body", place.name + own, place.level, place.adcode, "agency.task_force")


def _each(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """各地, 各市县, 各省份; 各乡镇 names organs."""
    for end in ends:
        towns = _TOWNS.match(text, end - 1)
        if towns is not None and text[end - 2 : end - 1] not in _NOT_ACTING:
            name = text[end - 1 : towns.end()]
            yield AgencyMention(end - 1, towns.end(), name, "generic", None, "township", None, TOWNS)
            continue
        each = _EACH.match(text, end - 1)
        if each is not None:
            yield _generic(text, each.start(), each.end())


def _trial_areas(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    for end in ends:
        if text.endswith(_TRIAL_AREA, 0, end):
            yield _generic(text, end - len(_TRIAL_AREA), end)


def _described(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """Bodies that are described, not named: 有关部门, 各责任单位."""
    for end in ends:
        if text[end - 3 : end - 2] in _BEFORE and _LABEL.match(text, end) is None:
            low, limit = end - 4, max(0, end - 12)
            while low > limit and text[low - 1] in _DESCRIBES:
                low -= 1
            found = _DESCRIBED.search(text, max(0, low), end)
            if found is not None:
                yield _generic(text, found.start(), end)


def _by_duty(text: str, ends: Sequence[int], place: Place | None) -> Iterator[AgencyMention]:
    """负有监管职责的部门."""
    for end in ends:
        duty = _BY_DUTY_END.match(text, end - 2)
        found = _BY_DUTY.search(text, max(0, end - 20), end - 2)
        if found is not None and duty is not None:
            yield _generic(text, found.start(), duty.end())


def _generic(text: str, start: int, end: int) -> AgencyMention:
    return AgencyMention(start, end, text[start:end], "generic", None, None, None, "agency.generic")


_DESCRIBED_AFTER = "".join(sorted(_BEFORE))
FINDERS: dict[str, Finder] = {
    "组": Finder("(?:(?<=领导小组|工作小组|协调小组|推进小组)|(?<=保护督察组))", _groups),
    "室": Finder("(?<=办公室|督查室)", _rooms),
    "挥": Finder("(?<=指挥)(?=部(?!署))", _task_forces),
    "班": Finder("(?<=专班)", _teams),
    "议": Finder("(?:(?<=联席会议)(?:(?=办公室)|(?<=[部厅局]际联席会议)(?!制度[^）]*建立))|(?<=协调会议)(?=办公室))", _task_forces),
    "合": Finder("(?<=联合)(?=[一-龥]{0,4}?办公室)", _joint_offices),
    "位": Finder(f"(?:(?<=[{_DESCRIBED_AFTER}]单位)|(?<={'|'.join(_UNITS_BY_FUNCTION)}))", _units),
    "各": Finder("(?=[有相试省市县区旗州盟乡镇城自直设计副地街开高经新功林])", _each),
    "区": Finder(f"(?<={_TRIAL_AREA})", _trial_areas),
    "门": Finder(f"(?<=[{_DESCRIBED_AFTER}]部门)", _described),
    "面": Finder(f"(?<=[{_DESCRIBED_AFTER}]方面)", _described),
    "构": Finder(f"(?<=[{_DESCRIBED_AFTER}]机构)", _described),
    "责": Finder("(?<=职责)(?=的(?:管理)?部门)", _by_duty),
}
"""By the last character of a name, or of what it begins with (各): what must be around it, and who reads the places."""
FORCE_SIGNS = frozenset({*_FORCES, "合"})
"""The signs of task forces and joint offices."""
