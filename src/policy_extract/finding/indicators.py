"""What a number measures: the phrase before its verb, between verb and number, or after the number.

All functions work on one number's own part of a clause, give offsets into the text, and look at bounded stretches only.
"""

from __future__ import annotations

import re
from functools import cache

from policy_extract import lexicon
from policy_extract.patterns import later

# Words at the head of a clause that are not part of what is measured. Each alternative is anchored by ``match``.
_LEAD = later(
    r"[\s、，,:：;；“”\"'—\-•·*#]+"
    r"|[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、](?![一二三四五六七八九十]{1,2}[类级期批])\s*|[（(](?=[^（()）]{2,}$)|[①-⑳⑴-⒇]|[一二三四五六七八九十]是|第[一二三四五六七八九十]{1,2}(?:[，,]|(?![批届次季轮期产大条名位]))"
    r"|(?:其中|尤其(?:是|要)?|特别是|同时|此外|另外|并且|而且|以及|并(?![网购轨列])|且|还|也|再|又|和|及|与|或|是|为|让|使(?![用命者馆])|主要(?:是|用于|为)"
    r"|把|将(?![军近来])|对(?![外口])|按照?|由(?!来)|到|于|在(?![线建编校职岗册园读役籍运])|从(?![业事])|至(?![少今]))(?=.)"
    r"|(?:力争|争取|确保|努力|力求|预计|预期|有望|计划|规划|拟|需|须|应当|应(?![急用])|要|可以|可"  # modals
    r"|能够|能(?![源耗效量级力繁动手])|必须|务必"
    r"|先(?=发行|安排|拨付|启动|建成|完成|建设|实施|投入)|全力|大力|积极|着力|继续(?!教育)|提出"
    r"|滚动|集中|分批|陆续|重点|进一步|加快|持续|深入|稳步|扎实|限期|依法|有序|逐一|同步|全部|一律)"  # manner
    r"|高(?:质量|标准|水平|效率?|起点)(?=完成|推进|建设|建成|做好|打造|实施|培育|举办|办好)|(?:按[时期]|如期|圆满|优质)(?=完成|建成)"
    r"|(?:下一步|下一阶段|接下来|未来(?![工产乡社城校])|今后|近期|涉及|全年|全面|基本|不断|逐步|切实|有序|统筹|初步|总体上?|原则上|年均|平均|累计|总计|合计)"
    r"|(?:一批|各类|若干|新一轮|首批|的(?=.))"
    r"|(?:这里的|该(?=[^，。；]{2})|其(?![中他余]))"
)
# Verbs that pass on to what is measured (推动X达到N); before a counted thing they may be the governing verb themselves.
_PASSING = later(r"(?:推动|促进|促使|带动|实现|达到|鼓励|引导|支持|保障|保证)(?!性|率|区)")
# 总体上, 基本形成
_ADVERBIAL = later("[上地是]|形成|消除|成立|满足|适应|淘汰|理顺|摸清|掌握|开工|竣工|验收|脱贫|整治|关停|拆除|通过|投入")
# A modal inside the phrase: what is measured stands after the last of them.
_MODAL = later(
    r"力争|争取(?!到)|确保|努力|力求|预计|有望|促使|带动|使得?(?![用命者馆])|推动"
    r"|(?<![主需重必纪概摘紧首])要(?![素求点道件闻])|(?<![即])将(?![军来近])|拟(?![人态])|(?<![年度资项生])计划(?!生育)(?=[^、总数任指\d]{2})"
    r"|规划(?=新[建增]|改造|布[局点][建设新]|建设(?=[^，。；、局设管]{2}))"
)
# Adverbs and modals that close the words before a number or verb; those that may also end a noun are spared with ``keep``.
_TAIL = frozenset({
    "力争", "争取", "确保", "预计", "预期", "计划", "有望", "目标", "将", "要", "应", "应当", "必须", "务必",  # modals
    "需", "须", "拟", "可",
    "总计", "共计", "合计", "累计", "年均", "平均", "分别", "总体", "全部", "名义", "均", "都", "各", "总", "共",  # extent
    "每年", "每人", "每月", "每人每月", "每人每年", "每次", "每人每次", "每", "全年", "当年", "今年",  # per whom, when
    "进一步", "首次", "基本", "稳步", "逐步", "实际", "继续", "持续", "也", "已", "再", "就", "只", "还", "实", "在", "于",  # manner
    "至少", "最少", "约", "左右", "最高", "最高可", "最多", "的", "等", "自", "不", "以", "按", "则", "便", "即", "却", "现行", "仅", "会",
    "可能", "一般", "原则上", "不得", "将会", "总体上",
    "给予", "予以", "每个", "每家", "每户", "每处",  # what is given, and to each
    "不能", "不应", "按照", "的目标", "目标是", "分别按", "改为减", "减",
    "相应", "专门", "会同比", "会环比", "阶段性", "目标被",
    "小于", "大于", "低于", "高于", "少于", "多于", "优于", "不高于", "不低于", "不超过",  # bounds that stand outside the value
})
# 床位费每人每天, 补贴标准每亩每年: to each, and how often
_EACH = later(
    r"(?:每(?:人|生|户|床|亩|头|只|个|家|名|辆|张|位|件|平方米|公里|百斤|公斤|千瓦时))?"
    r"(?:每(?:年|月|天|日|次|学年|学期|季度?))$"
)
_ON_WHAT_WAS = later(  # 投入要在现有基础上, 面积将比现有
    r"(?:要|应|将|再)*在[^，。；\d０-９年]{2,12}(?:的)?基础上$|(?:将|要)?[比较](?:现有|目前|现在|当前|往年|以往|原来|原有|此前|之前)$"
)
_AMOUNT_ENDS = frozenset("量额率数积值")
_EACH_ENDS = frozenset("年月天日次期季度上有前在来")
_EACH_LENGTH, _BASIS_LENGTH = 9, 20  # characters
_NOUN_TAIL = frozenset(["总", "目标", "实", "每人", "计划", "平均", "会"])

_STOP = later(
    r"(?<=资金|经费|基金|债券|贷款)(?:支持|扶持|帮助|助力|撬动|推动|促进|保障)(?=[^，。；]{2})|的?基础上|全[市省县区州]?覆盖"
    r"|的(?=(?:整治|改造|建设|治理|修复|任务|工作|升级|提升|验收|评估|培训|搬迁|排查|整改|划定|编制)(?:[，。；、]|$))"
    r"|到(?:年底|今年|明年|[\d０-９])|在(?!线|建|编|校|职|岗|册)(?<!存在)|纳入|落地|竣工|开工|投产|投运|投入|建成|入选|进入|升级|提能|获得|用于|通过|实现|完成|达到"
    r"|(?<=[率例])(?:缴纳|征收|计征|计提|予以|执行)|具备(?<=[一-龥]{2}具备)(?!.{0,20}的)|能够|目前(?<!项目前)|现已|参与|享受|开展|展开|铺开|推开|进行|实行|面向|实施(?!方案|细则|主体|意见|办法)|改造提升|大力|全面|加快|积极|深入|持续"
    r"|由(?!来)|被|向(?<!方向)(?!日)|(?<![主需重必])要(?![素求点道件])|应(?<![相对反适响供效]应)(?![用急收])|将(?![军来])|须|均(?!衡)|全部|以上(?<![级及]以上)"
    r"|(?<![许认宁])可(?![再持信视能靠贷比])|推向|并|[，,；;。：:、\n]|就(?!业|医|近|地|餐)|给予|予以|以(?=[^上下内外])|为(?!民|老)"
)
_MODIFIER = later(r"(?:符合|具有|具备|针对|面向|用于|集|以|有|带|拥有|达到|经|对|拟|已|正在|尚未)[^，。]{1,36}的(?=[^，。]{2})")
# 含金量高、能够激发活力的事项; 集医疗、养老于一体的中心: qualities before what is counted
_QUALITIES = later(
    r"(?:[^，。；、的\d]{1,12}(?:[高强好优大广快深多新]|先进|领先|完善|合理|齐全|突出|明显|显著|成熟|规范|可靠|完备|优良)(?:、[^，。；、]{1,20}){1,3}|集[^，。；]{2,36}[于为]一体)的(?=[^，。；、]{2})"
)
# 拟于年内开工的水利工程, 针对园区、水源地等不同区域的示范区: what is said of the counted thing before it is named
_SAID_BEFORE = later(
    r"(?:在[^，。；的]{2,16}(?:有|领先|知名|拥有)|拟|正在|尚未|针对|面向|达到|具有|具备|拥有|符合)"
    r"[^，。；]{2,44}?的(?=[^，。；的]{2,20}(?:[，。；]|$))"
)
_BRACKET = later(r"[（(][^（）()]{0,40}[)）]")
_GENERIC = frozenset({
    "产值", "总产值", "收入", "营业收入", "主营业务收入", "销售收入", "营收", "销售额", "交易额", "利润", "税收", "增加值",
    "投资", "资金", "贷款", "规模", "总规模", "规模以上", "产量", "产能", "面积", "用地", "总量", "数量", "总数", "人数", "任务",
})


FINISHED = frozenset({"通车", "投产", "投用", "投运", "投入使用", "竣工", "完工", "开工", "并网", "运营", "启用"})
"""What a thing comes to when it is done: names nothing that is counted."""


@cache
def reach_verbs() -> dict[str, str]:
    """Verbs that stand directly before the number → measure (lexicon verbs.toml, [reach])."""
    return {word: fields["measure"] for word, fields in lexicon.load("verbs")["reach"].items()}


@cache
def do_verbs() -> dict[str, str]:
    """Verbs whose object is counted → measure (lexicon verbs.toml, [do])."""
    return {word: fields["measure"] for word, fields in lexicon.load("verbs")["do"].items()}


@cache
def duty_verbs() -> frozenset[str]:
    """Verbs that assign work; before a counted thing they count it too (发展50家平台)."""
    return frozenset(lexicon.words("verbs", "duty"))


def do_pattern() -> re.Pattern[str]:
    """Any do-verb, the longest first."""
    return lexicon.pattern("verbs", "do")


def strip_tail(text: str, start: int, end: int, *, keep: bool = False) -> int:
    """The end of ``text[start:end]`` without the adverbs, modals and white space that close it; ``keep`` spares nouns."""
    while end > start:
        shorter = _strip_one(text, start, end, keep)
        if shorter == end:
            return end
        end = shorter
    return end


def _strip_one(text: str, start: int, end: int, keep: bool) -> int:
    if text[end - 1].isspace() or text[end - 1] in "“\"、，,:：（(":
        return end - 1
    if text[end - 1] == "能" and text[end - 2 : end - 1] in _AMOUNT_ENDS and end - 2 > start:  # 年产量|能达到, not 产能
        return end - 1
    if text[end - 1] in _EACH_ENDS:
        each = _EACH.search(text, max(start, end - _EACH_LENGTH), end) or _ON_WHAT_WAS.search(text, max(start, end - _BASIS_LENGTH), end)
        if each is not None and each.start() > start + 1:
            return each.start()
    for size in (4, 3, 2, 1):
        word = text[end - size : end]
        if end - size >= start and word in _TAIL:
            if not (keep and word in _NOUN_TAIL):
                return end - size
            if size > 1:  # 平均 is one word: 均 does not close it
                return end
    return end


_RATES = frozenset({"占比", "增速", "涨幅", "降幅", "增幅", "减排", "增收", "减负", "降本", "降准", "增量", "增长"})
"""Reach-verbs that are nouns too."""
# 作为, 成为, 认为, 下达 …: the last character is no verb of its own
_NOT_ALONE = frozenset("作成认以视因没所不只仅还就都先位下表发直送抵传转通")


def reach_verb(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The reach-verb before ``end`` in ``text[start:end]`` (the longest, past closing adverbs), or None."""
    verbs = reach_verbs()
    while end > start:
        for size in (5, 4, 3, 2, 1):
            at = end - size
            if at >= start and text[at:end] in verbs and not (size == 1 and text[at - 1 : at] in _NOT_ALONE):
                return at, end
        shorter = end - 1 if text[end - 1] in "了到至" else _strip_one(text, start, end, keep=False)
        if shorter == end:
            return None
        end = shorter
    return None


def strip_lead(text: str, start: int, end: int, skips: tuple[tuple[int, int], ...]) -> int:
    """The start of ``text[start:end]`` without connectives, modals, list marks and the time expressions ``skips`` that open it."""
    moved = True
    while moved and start < end:
        moved = False
        for skip_start, skip_end in skips:
            if skip_start <= start < skip_end <= end:
                start, moved = skip_end, True
        match = _LEAD.match(text, start, end)
        if match and match.end() > start and match.end() < end and not _is_noun(text, start, end):
            start, moved = match.end(), True
    return start


def _is_noun(text: str, start: int, end: int) -> bool:
    """Whether what looks like a connective or adverb opens a noun: 再生水利用率, 到位资金, 重点水域水质; but 重点推进… does not."""
    kept = lexicon.pattern("leads", "kept").match(text, start, end)
    if kept is None:
        return False
    return "unless_verb" not in lexicon.load("leads")["kept"][kept[0]] or not _verb_at(text, kept.end(), end)


def _verb_at(text: str, at: int, end: int) -> bool:
    """Whether a verb, another word of manner or a mark stands at ``at``."""
    if at >= end or _LEAD.match(text, at, end) or _PASSING.match(text, at, end) or _ADVERBIAL.match(text, at, end):
        return True
    return any(lexicon.pattern("verbs", kind).match(text, at, end) for kind in ("do", "reach", "duty"))


def says_what_is_done(text: str, start: int, end: int) -> bool:
    """Whether a phrase says what is done (循环运行, 建成投用) and names no thing."""
    return _ADVERBIAL.match(text, start, end) is not None or any(
        lexicon.pattern("verbs", kind).match(text, start, end) for kind in ("do", "reach", "duty")
    )


def strip_passing(text: str, start: int, end: int) -> int:
    """The start of ``text[start:end]`` after verbs that pass on to what is measured (推动X达到N → X)."""
    while (match := _PASSING.match(text, start, end)) and match.end() < end and not _is_noun(text, start, end):
        start = strip_lead(text, match.end(), end, ())
    return start


def after_modal(text: str, start: int, end: int) -> int:
    """Where the phrase begins after the last modal inside it (在工作中力争X → X); ``start`` where there is none."""
    found = start
    for match in _MODAL.finditer(text, start, end):
        if match.end() < end - 1 and text[match.end()] not in "比较在":
            found = match.end()
    return found


def _stop(text: str, start: int, end: int) -> int:
    """Where a noun phrase ends: at the first stop word outside brackets, after 40 characters at the latest."""
    brackets = [match.span() for match in _BRACKET.finditer(text, start, end)]
    for stop in _STOP.finditer(text, start, end):
        if not any(low < stop.start() < high for low, high in brackets):
            return stop.start()
    return min(end, start + 40)


_BY_WHEN = later(r"[于在](?:今年|明年|年底|[\d０-９])")  # 其余109个|于12月底前全部拆除
_CLOSED = later(r"[^（(）)]+(?=[）)])")
_HOW, _HOW_LONG = ("如期", "按期", "顺利"), 2
_SINGLE = frozenset("人户亩市县村镇班校园站店厂桥路井")  # nouns of one character (新增35个班)


_ALSO = later(r"[（(][次户人个套件名家]{1,2}[）)](?=[^，。；])")  # 12万家（次）|商户
_HAVING = ("具有", "具备", "拥有")
_SHORT_MODIFIER = 14  # characters of what is said of a thing before it, up to which it stays with the thing
_BEYOND = later("(?:床位|人口|职工|员工|学生|座位|泊位|老人|党员|工位)及?(?:以上|以下)的?(?=[一-龥])")  # 1座300个|座位以上的|剧场


def right_phrase(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that opens ``text[start:end]`` (the thing counted after its number), or None."""
    while start < end and (text[start].isspace() or text[start] in "的余多"):
        start += 1
    start = start + 3 if text.startswith(("规模的", "以上的", "左右的"), start, end) else start  # 500人左右|规模的会议
    beyond = _BEYOND.match(text, start, end)
    start = beyond.end() if beyond else start
    if text.startswith(_HOW, start, end) and end - start > _HOW_LONG:  # 16万人|如期脱贫
        start += _HOW_LONG
    start = also.end() if (also := _ALSO.match(text, start, end)) else start
    if start >= end or text[start] in "、，,；;。（(）)…—" or _BY_WHEN.match(text, start, end):
        return None
    opens = start
    qualities = _QUALITIES.match(text, start, min(end, start + 60))
    if qualities:
        start = qualities.end()
    said = _SAID_BEFORE.match(text, start, min(end + 1, start + 70))
    if said:
        start = said.end()
    end = _stop(text, start, min(end, start + 48))
    modifier = _MODIFIER.match(text, start, end)
    if modifier:
        start = modifier.end()
    if opens < start <= opens + _SHORT_MODIFIER and text.startswith(_HAVING, opens):  # 100个|具有发展前景的|创业项目
        start = opens
    bracket = _BRACKET.search(text, start, end)
    if bracket and bracket.start() > start + 2:
        end = bracket.start()
    closed = _CLOSED.match(text, start, end)  # （约1750个学位）
    end = closed.end() if closed and closed.end() < end else end
    end = strip_tail(text, start, end, keep=True)
    return (start, end) if end - start >= 2 or (start < end and text[start] in _SINGLE) else None


def object_phrase(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The counted thing between its verb and its number: without a list of examples (…等X → X) and without what opens or closes it."""
    end = strip_tail(text, start, end, keep=True)
    start = strip_lead(text, start, end, ())
    verb = do_pattern().match(text, start, end)  # 新建、改扩建学校: a second verb before the object
    while verb and verb.end() < end - 1 and text[verb.end()] not in "基中项方工计行率服员性区型类业":
        start = strip_lead(text, verb.end(), end, ())
        verb = do_pattern().match(text, start, end)
    relative = text.rfind("的", start, end)
    if start < relative < end - 2:
        start = relative + 1
    return (start, end) if end - start >= 1 else None


def with_quote(text: str, start: int) -> int:
    """One back where the phrase at ``start`` lost the quotation mark that opens it (“红心物业”示范项目)."""
    if start == 0 or text[start - 1] not in "“\"":
        return start
    close = "”" if text[start - 1] == "“" else '"'
    return start - 1 if text.find(close, start, start + 20) > start else start


def is_hollow(phrase: str) -> bool:
    """达到, （不低于）, 分别建成: verbs, bounds and modals name nothing that could be measured."""
    return _hollow().fullmatch(phrase) is not None


@cache
def _hollow() -> re.Pattern[str]:
    span = r"[一二三四五六七八九十两\d]{1,3}年(?:来|间|内)?|全[年季程]|先行(?:安排)?"
    words = {*lexicon.load("leads")["hollow"], *(word for word in reach_verbs() if word not in do_verbs() and word not in _RATES)}
    return re.compile(rf"[（(]?(?:分别|年度|累计|全部|率先|[先再共但拟需])?(?:{'|'.join(map(re.escape, sorted(words)))})?了?[）)]?|{span}")


def is_generic(phrase: str) -> bool:
    """产值, 收入, 投资 …: says nothing without its subject."""
    return phrase in _GENERIC
