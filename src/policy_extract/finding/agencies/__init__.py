"""Where a text names a government or party body, a group of bodies, or says 有关部门.

A name is found by its last character (部, 局, 委 …) and read backwards: the longest name of the lexicon that ends there, then the
division, level or collective before it. So no pattern begins with an arbitrary Chinese character, and the time is linear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from policy_extract.finding.agencies.broken import across_breaks
from policy_extract.finding.agencies.fronts import CORPS, Front, any_short_place, city_and_county, front_before, term_start, with_listed
from policy_extract.finding.agencies.inner import ENDS_NAME, HAS_OFFICES, VERTICAL, with_inner_office
from policy_extract.finding.agencies.institutions import zone_start
from policy_extract.finding.agencies.open_names import FORCE_SIGNS, open_office
from policy_extract.finding.agencies.open_names import mention as mention_of
from policy_extract.finding.agencies.own_offices import with_own_offices, with_zone_offices
from policy_extract.finding.agencies.pronouns import with_pronouns
from policy_extract.finding.agencies.ranks import several_ranks, with_other_ranks
from policy_extract.finding.agencies.references import with_other_names
from policy_extract.finding.agencies.signs import FINDERS, OPEN_ENDS, signs
from policy_extract.finding.agencies.townships import own_township, township_front
from policy_extract.finding.agencies.under import GOVERNS, in_a_row, with_what_is_under
from policy_extract.grammar.agency_names import Office, agency_type, called, canonical, function_stems, merged, names
from policy_extract.lexicon import words
from policy_extract.lexicon.overlay import Overlay
from policy_extract.mentions import AgencyMention, AgencyType, Level, Place
from policy_extract.patterns import later
from policy_extract.regions import COUNTRY, above, by_code
from policy_extract.regions.table import short_name

__all__ = ["find_agencies"]

_AND = frozenset("和与")
_STEM_LENGTHS = range(8, 1, -1)
_BEFORE_NAME = frozenset("和与及由向对请经报同送商")

_HERE = frozenset({"当地", "所在地", "属地"})
_ANY_PLACE = _HERE | {"地方", "有关", "相关", "有关地方", "基层", "地区"}

_ACTING = later(
    "要(?![求点素闻件务])|应当?(?![急用对])|须|必须|将依法|依法|负责|会同|配合|(?:共|累计)监管|截获|查获|验放|等(?:[\\d一二三四五六七八九十]{1,3}个)?(?:有关|相关|各)?(?:部门|单位|机关)"
    "|(?:[、和与及][一-龥]{2,10}){1,6}?(?:部门|机关|等单位)"
)
_SOURCE = later("[^，。；\\n]{0,4}?(?:统计|介绍|消息|数据|通报)")
"""据海关统计: whoever is quoted is a body."""
_WHERE = later("(?<![一-龥、])[一-龥、]{2,16}(?:区域|流域|地区|库区|沿线|沿江|沿海)\\Z")
_LED = later("[^、]{0,8}(?:督促|指导|支持|推动|要求|对|由|会同|组织|引导|鼓励|与|和|加强|强化|压实|按|经|向|将|把|各|及|是|为)")
_WHERE_REACH = 20
_MANAGING, _WORKING = "{r}管理委员会", "中共{r}工作委员会"

_ONLY_OF_PLACES = ("调查队", "监管支局", "监管分局")
_NOBODY = frozenset({"全国政府", "上级党委"})
"""全国政府采购, 除上级党委、政府另有要求外: no body is meant, or nobody in particular."""
_ANY_ACTS = later(
    "(?:和|与|及|、)[^，。；\\n]{2,16}?(?:要(?!求)|应|须|负责)"
    "|(?:也|还|都|均|特别|具体|依法|可|主动)*(?:要(?!求)|应|须|必须|将|可|负责|承担|会同|组织|按|根据|结合|制定|落实|加强|配合)"
)
_COUNTED = later("[0-9]{1,6}个")
_OTHER_PARTIES = ("农工", "致公", "人民革命", "劳动", "老挝", "越南", "古巴")
_WIDE_PLACES = ("province", "city")
_AREAS = ("湖区", "库区", "灌区")
_KIND_OF_ZONE = later(
    "(?:国家级?|省级?|市级?)?(?:经济|技术|高新|新技术|产业|工业|农业|开发|示范|综合|保税|旅游|度假|科技|经|高|新|园|开)+(?:开发|示范|试验|合作)?区"
)
"""A zone's kind without a name: 经济开发区, 高新区."""
_FULL_KIND_OF_ZONE = later("经济(?:技术)?开发区|高新技术产业开发区")


def find_agencies(
    text: str, place: Place | None, year: int | None = None, overlay: Overlay | None = None
) -> tuple[AgencyMention, ...]:
    """Every naming of a body in ``text``, in text order and without overlaps; of two readings the longer stands.

    ``place`` is the document's own division: 市财政局 is 沈阳市财政局 there. None or the whole country reads a name without a region
    (发展改革委) as the central body. ``year`` decides which body a name meant in that year (市环境保护部门, 广电总局). ``overlay`` holds
    a user's own bodies.
    Mentions of type ``generic`` (有关部门, 各地) name nobody: they may carry duties but are no agencies of the document.
    """
    place = own_township(text, place)
    found = [*_own(text, overlay)] if overlay is not None else []
    ends, others = signs(text)
    found += _named(text, ends, place, year)
    if others:
        for sign, finder in FINDERS.items():
            if sign in others:
                found += finder.read(text, others[sign], place)
    found += across_breaks(text, lambda joined: _named(joined, signs(joined).names, place, year))
    if found:
        found = _with_what_follows(text, _longest(text, found))
        if not FORCE_SIGNS.isdisjoint(others):
            found = _abbreviated(found)
    found = with_own_offices(text, with_zone_offices(text, found))
    if found:
        found = with_other_names(text, found, place, year)
    return tuple(with_pronouns(text, others, found, place, year) if others else found)


def _own(text: str, overlay: Overlay) -> Iterator[AgencyMention]:
    for match in overlay.pattern.finditer(text):
        body = overlay.bodies[match[0]]
        where = by_code(body.adcode) if body.adcode else None
        official = body.official if body.type == "body" else None
        level = where.level if where else None
        yield AgencyMention(match.start(), match.end(), match[0], body.type, official, level, body.adcode, "agency.own")


def _named(text: str, ends: Sequence[int], place: Place | None, year: int | None) -> Iterator[AgencyMention]:
    lexicon = names()
    last: AgencyMention | None = None
    for end in ends:
        name = lexicon.longest(text, end)
        if name is None:
            mention = several_ranks(text, end, place) if _behind_bracket(text, end) else _open(text, end, place)
        elif (office := lexicon.offices[name]).kind == "central":
            mention = _central(text, end - len(name), name, office, year)
        else:
            start = end - len(name)
            mention = _read(text, start, end, office, place, year)
            if mention is None:
                mention = _open(text, end, place) if office.bare == "never" else None
            elif mention.start == start:  # without a region
                if mention.rule == "agency.function" and text[start - 1 : start] in _AND:
                    mention = _two_functions(text, start, end, place) or mention
                if mention.rule == "agency.function" and _goes_on_left(text, start):
                    mention = _open(text, end, place) or mention  # 省煤田|地质局, 区住建|园林局
                if last is not None and last.end + 1 == start:
                    mention = _shared(text, last, mention, office, year)
        if mention is not None:
            last = with_other_ranks(text, mention)
            yield last


def _behind_bracket(text: str, end: int) -> bool:
    """Whether the last word of a name that ends at ``end`` stands behind a bracket: 水利（水务）|厅, 农业农村（渔业）|主管部门."""
    last = 4 if text.endswith("主管部门", 0, end) else 1
    return text[end - last - 1 : end - last] in ("）", ")") or text.endswith(("）行政主管部门", ")行政主管部门"), 0, end)


def _two_functions(text: str, start: int, end: int, place: Place | None) -> AgencyMention | None:
    """县教育和|体育局: one office of two functions, where its region stands before the first. ``start`` is that of the second's name."""
    stems = function_stems()
    for length in _STEM_LENGTHS:
        first = start - 1 - length
        if first < 0 or text[first : start - 1] not in stems:
            continue
        front = front_before(text, first, place, names_city=True)
        if front is None or front.collective:
            continue
        whole = text[first:end]
        official = stems[text[first : start - 1]] and stems.get(text[start : end - 1], False)
        name = front.place.name + whole if front.place and official else merged(front.place, whole)
        return mention_of(text, front, end, name, "agency.function")
    return None


def _open(text: str, end: int, place: Place | None) -> AgencyMention | None:
    return open_office(text, end, place) if text[end - 1] in OPEN_ENDS else None


def _goes_on_left(text: str, start: int) -> bool:
    """Whether a Chinese character that joins no list stands before ``start``."""
    before = text[start - 1 : start]
    return "一" <= before <= "龥" and before not in _BEFORE_NAME


def _shared(text: str, last: AgencyMention, mention: AgencyMention, office: Office, year: int | None) -> AgencyMention:
    """``mention`` with the region that an enumeration says once: 国务院民政部门、财政部门; 省财政厅、工信厅."""
    if mention.start != last.end + 1 or not last.rule == mention.rule != "agency.central" or text[last.end] not in "、和与及，":
        return mention
    where = by_code(last.adcode) if last.adcode and last.canonical else None
    official = canonical(office, where, year) if where is not None else None
    if official is None or where is None:
        return mention
    return mention._replace(type="body", canonical=official, level=where.level, adcode=where.adcode)


def _central(text: str, start: int, name: str, office: Office, year: int | None) -> AgencyMention | None:
    """A central body whose name begins at ``start``; None where it is another country's."""
    end = start + len(name)
    if name == "党中央" and text.endswith(_OTHER_PARTIES, 0, start):  # 农工|党中央
        return None
    if start and text[start - 1] in _foreign_ends():
        if _foreign(text, start):
            return None
        if text.startswith("中国", max(0, start - 2), start) and name[:2] not in ("中国", "国家"):  # 中国科技部
            start, name = start - 2, "中国" + name
    official = office.in_year(year).canonical
    if official == CORPS.name:
        return AgencyMention(start, end, name, "body", official, "province", CORPS.adcode, "agency.central")
    return AgencyMention(start, end, name, "body", official, "central", COUNTRY.adcode, "agency.central")


def _read(text: str, start: int, end: int, office: Office, place: Place | None, year: int | None) -> AgencyMention | None:
    """A body that no list of central ones holds, with what stands before its name; None where the name is none here."""
    zone = zone_start(text, start) if office.canonical in (_MANAGING, _WORKING) else None
    if zone is not None:
        return _zone(text, zone, start, end, place, office.canonical or _MANAGING)
    front = _front(text, start, end, office, place)
    if office.kind == "group" and front is not None and front.place is not None and front.place.level == "township":  # 闾井镇政府
        office = names().offices["政府"]
    if front is not None and text[front.start : end] in _NOBODY:
        return None
    if front is not None and office.kind == "department" and text.startswith("全国", front.start):  # 全国|税务部门
        front = front._replace(start=front.start + 2) if front.start + 2 < start else None
    if front is not None and text[front.start : start] in _ANY_PLACE:
        if office.kind == "department":  # 当地教育行政部门 is 教育行政部门
            front = None if text[front.start : start] in _HERE else front
        elif _COUNTED.match(text, end) or not _of_some_place(text, front.start, start, end):  # 基层党委730个: how many there are
            return None
        elif not text.startswith("当地", front.start):  # 地方政府: any of them; 有关政府: nobody in particular
            kind: AgencyType = "generic" if text.startswith(("有关", "相关"), front.start) else "group"
            where = _WHERE.search(text, max(0, front.start - _WHERE_REACH), front.start)  # 重点区域、流域|地方政府
            begin = where.start() if where is not None and _LED.match(where[0]) is None else front.start
            return AgencyMention(begin, end, text[begin:end], kind, None, None, None, f"agency.{kind}")
    if front is not None and front.central and office.kind == "organ" and office.central is None:
        return None  # 国务院政府特殊津贴, 各国家政府
    named = agency_type(office, front is not None)
    if named is None and front is None and text[start:end] in words("agencies", "acting") and _acts(text, start, end):
        named = "group"
    if named is None and front is None and text[start:end] in words("agencies", "alone") and not _goes_on_left(text, start):
        named = "group"
    if named is None or (front is None and text[start - 1 : start] in _foreign_ends() and _foreign(text, start)):
        return None
    return _local(text, start, end, office, front, named, (place, year))


def _of_some_place(text: str, begin: int, start: int, end: int) -> bool:
    """Whether 地方政府 or 当地党委 names organs, as where they are to act; not in 让地方政府受益, 向当地党委汇报."""
    if text[begin:start] == "当地":
        return not (text.startswith("党委", start) and text[begin - 1 : begin] == "向")
    anybody = text[begin:end] in {"地方政府", "地方党委", "基层政府", "基层法院"}
    return not anybody or text[begin - 1 : begin] == "由" or _ANY_ACTS.match(text, end) is not None


def _front(text: str, start: int, end: int, office: Office, place: Place | None) -> Front | None:
    """What stands before the name of ``office`` at ``start`` and belongs to it, as offices of its kind have it."""
    front = front_before(text, term_start(text, start, end), place, names_city=office.kind in ("function", "organ"))
    if front is not None and front.start:
        front = with_listed(text, front)
    if office.kind in ("organ", "group"):
        # 国家统计局通渭|调查队: behind a central body
        by_place = text.startswith("海关", start) or (text.startswith(_ONLY_OF_PLACES, start) and text.endswith("局", 0, start - 2))
        if front is None and by_place:
            return any_short_place(text, start, place)
        return township_front(text, start, front, place)
    if front is None and office.kind == "department":  # 深圳|海事部门
        near = any_short_place(text, start, place)
        return near if near is not None and near.level in _WIDE_PLACES else None
    return city_and_county(text, start) if front is None and office.kind == "function" else front


def _acts(text: str, start: int, end: int) -> bool:
    """Whether a word that is most often part of another (海关统计, 法院院长) names bodies here: by what they do, or in a list of them."""
    before = text[start - 1 : start]
    if before == "据":
        return _SOURCE.match(text, end) is not None
    return (not "一" <= before <= "龥" or before in _BEFORE_NAME) and _ACTING.match(text, end) is not None


def _zone(text: str, zone: int, start: int, end: int, place: Place | None, form: str) -> AgencyMention:
    """The managing body of a zone that has a name: 平潭综合实验区管委会. Which division it lies in, its name does not say.

    A zone that is only called by its kind is that of the city or county whose document it is (赤水|经济开发区), if that is written in full.
    """
    name = text[zone:start]
    if name.endswith(_AREAS):  # it may be the greater part of a county: 大通湖区
        return AgencyMention(zone, end, text[zone:end], "body", None, None, None, "agency.zone")
    if _KIND_OF_ZONE.fullmatch(name) is None:
        return AgencyMention(zone, end, text[zone:end], "body", called(form.replace("{r}", name)), None, None, "agency.zone")
    local = place is not None and place.level in ("city", "county") and _FULL_KIND_OF_ZONE.fullmatch(name) is not None
    official = form.replace("{r}", f"{short_name(place.name) or place.name}{name}") if place is not None and local else None
    return AgencyMention(zone, end, text[zone:end], "body", official, None, None, "agency.zone")


def _local(
    text: str, start: int, end: int, office: Office, front: Front | None, kind: AgencyType, context: tuple[Place | None, int | None]
) -> AgencyMention:
    place, year = context
    level: Level | None = None
    where: Place | None = None
    if front is None:
        where = _of_bare(place) if kind == "body" else None
        if text[end - 1] == "厅" and where is not None:  # only provinces have 厅
            where = above(where, "province") or where
    else:
        start = front.start
        where = COUNTRY if front.central else None if front.collective else front.place
        level = front.level
    official = canonical(office, where, year)
    if front is None and where is COUNTRY and official is not None and not _is_rank_of(text[start:end], official):
        official = None
    if official is None:
        kind = "group" if kind == "group" or front is None or front.collective or where is None else kind
        where = None if front is None else where
    adcode = where.adcode if where else None
    return AgencyMention(start, end, text[start:end], kind, official, where.level if where else level, adcode, f"agency.{office.kind}")


def _of_bare(place: Place | None) -> Place:
    """The division whose department a name without a region is: no township has any."""
    if place is None:
        return COUNTRY
    return (by_code(place.adcode) or place) if place.level == "township" else place


def _is_rank_of(name: str, central: str) -> bool:
    """Whether ``name`` is said of a central body of this rank: 知识产权局 and 药监局 are; 财政局, 民政厅 are no ministry."""
    if name.endswith("部门"):
        return True
    full = {"委": "委员会", "办": "办公室"}.get(name[-1], name[-1])
    return central.endswith(full) and not central.endswith("总局")


def _foreign(text: str, start: int) -> bool:
    """Whether another country's name stands before ``start`` (美国财政部, 日本外交部); one of ``_foreign_ends`` does."""
    if text[start - 1] == "国" and not text.endswith(("中国", "全国", "我国", "本国", "建国"), 0, start):
        return True
    return text.endswith(words("agencies", "foreign"), 0, start)


@cache
def _foreign_ends() -> frozenset[str]:
    return frozenset(("国", *(name[-1] for name in words("agencies", "foreign"))))


def _longest(text: str, found: Iterable[AgencyMention]) -> list[AgencyMention]:
    """Of overlapping mentions the longest; a local office joined to the central body named directly before it."""
    kept: list[AgencyMention] = []
    last: AgencyMention | None = None
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if last is None or mention.start > last.end:
            whole = in_a_row(text, last, mention) if last is not None and mention.rule == "agency.department" else None
            if whole is None:
                kept.append(mention)
            else:
                kept[-1] = whole
        elif mention.start == last.end:
            if last.canonical in VERTICAL and mention.type == "body" and mention.rule != "agency.central":
                joined = last.canonical + mention.canonical.removeprefix(last.canonical) if mention.canonical else None
                kept[-1] = mention._replace(start=last.start, text=text[last.start : mention.end], canonical=joined)
            elif last.text.endswith("公安局") and mention.text.endswith("队"):  # 县公安局|交警大队
                official = last.canonical + mention.text.replace("交警", "交通警察") if last.canonical else None
                kept[-1] = last._replace(end=mention.end, text=text[last.start : mention.end], canonical=official)
            elif last.text.endswith("人民政府") and mention.text.endswith("街道办事处"):  # 西固区人民政府|福利路街道办事处
                official = last.canonical + mention.text if last.canonical else None
                kept[-1] = mention._replace(start=last.start, text=text[last.start : mention.end], canonical=official)
            elif last.text.endswith("政府") and mention.rule == "agency.department":  # 县级以上人民政府农业农村主管部门
                kept[-1] = mention._replace(start=last.start, text=text[last.start : mention.end], level=last.level)
            else:
                kept.append(mention)
        elif mention.end - mention.start > last.end - last.start:
            kept[-1] = mention
        last = kept[-1]
    return kept


def _with_what_follows(text: str, mentions: list[AgencyMention]) -> list[AgencyMention]:
    """Mentions with what is named right after them as theirs: the office inside a body, what a government has under it."""
    found: list[AgencyMention] = []
    reached = 0
    for index, mention in enumerate(mentions):
        if mention.start < reached:  # 有关部门, now part of 省级人民政府有关部门
            continue
        end = mention.end
        whole = mention
        last = text[end - 1]
        if last in HAS_OFFICES and end < len(text) and text[end] not in ENDS_NAME:
            whole = with_inner_office(text, mention, _limit(text, mention, mentions[index + 1] if index + 1 < len(mentions) else None))
            reached = max(reached, whole.end)
        if whole is mention and last in GOVERNS:
            whole = with_what_is_under(text, mention)
            reached = whole.end
        found.append(whole)
    return found


def _limit(text: str, mention: AgencyMention, following: AgencyMention | None) -> int:
    """How far the name of an office inside ``mention`` may reach: up to the next body, unless that is only the name's end."""
    if following is None:
        return len(text)
    bare = following.start > mention.end and following.rule == "agency.function" and following.text in names().offices
    only_end = bare and mention.text[-1] in "部厅署" and _goes_on_left(text, following.start)
    return following.end if only_end else following.start


def _abbreviated(mentions: list[AgencyMention]) -> list[AgencyMention]:
    """A task force's short name (试点工作小组) gets the canonical name of the full one that ends with it."""
    forces = {one.text: one for one in mentions if one.rule == "agency.task_force"}
    if len(forces) < 2:
        return mentions
    full = sorted(forces.values(), key=lambda one: -len(one.text))
    full_name: dict[str, AgencyMention] = {}
    for one in full[:50]:
        longer = next((other for other in full[:50] if other.text != one.text and other.text.endswith(one.text)), one)
        full_name[one.text] = longer
    return [
        one._replace(canonical=full_name[one.text].canonical) if one.rule == "agency.task_force" and one.text in full_name else one
        for one in mentions
    ]
