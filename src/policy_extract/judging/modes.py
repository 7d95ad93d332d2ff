"""Which way a part of a document looks: back (过去一年工作回顾), ahead (今年工作安排), or neither; and what genre the document is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from policy_extract import lexicon
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Layout, Section

Genre = Literal["plan", "report", "bulletin", "news", "other"]
Mode = Literal["past", "plan", "none", "preface"]

_PLAN_TITLE = later(
    r"^\s*(?:第[一二三四五六七八九十\d]{1,3}[编篇章节]|专栏|附件\s*[\d一二三四五六七八九])"  # a part of one
    r"|方案|计划(?!生育)|规划|意见|通知|要点|纲要|办法|细则|清单|分工|措施|决定|任务(?:书|分解|台账|表)|责任书|行动(?=方案|计划|的|[（(]|$)"
    # 2031年…总体要求和主要预期目标; not 某市超额完成全年目标任务
    r"|^(?:(?!完成|实现|达到|超额|公布|确定|明确|提出|定下|发布|瞄准|锚定|落实|推进)[^。！？：:，,]){0,40}(?:总体要求|预期目标|奋斗目标|目标任务|总体思路)$"
    r"|条例|规定|办理(?!情况|结果|进展)|工作(?:安排|打算)(?!情况)|实事(?:项目)?(?:公示|清单|安排)|指南|考核|目标管理|批复|政策|问题|问答|预案|章程|规程"
)
# 某市人民政府关于印发…的通知: the document itself, whatever the page around it says (来源：…); not the news of it (某市印发关于…的通知)
_OFFICIAL_TITLE = later(
    r"(?:(?!印发|发布|出台|公布|下发|解读|提出|转发)[^。！？]){0,60}?关于[^。！？]{2,120}?(?<!报告)(?<!报告》)的(?:[^。！？的]{0,4}通知|[^。！？的]{0,4}意见|决定|批复|复?函)"
    r"(?:[（(][^（）()]{1,24}[)）])?\s*"
)
_REPORT_TITLE = later(
    r"工作报告|计划.{0,12}(?:草案|报告)|预算.{0,12}报告|工作总结|述职|评估(?:报告|情况|结果)?(?:$|[（(])|审计(?:结果|工作报告|查出)|督[查察](?:情况|结果)"
)
_BULLETIN_TITLE = later(
    r"统计公报|公报|经济运行|运行情况|统计局(?!局长|副局长|负责人|有关|长)|完成情况|执行情况|数据解读|月报|季报|年报"
)
# tell people what applies to them, or what a speaker thinks, rather than units what to do
_GUIDE_TITLE = later(r"(?:在|上)[^。！？]{2,60}?的?(?:讲话|致辞)|代表大会上的报告|指引(?!下)|公告|通告|简章|须知")
_NEWS_TITLE = later(r"(?:简讯|快讯|短讯|要闻|联播)(?:[（(][^（）()]{1,12}[)）])?\s*\Z")
_BROADCAST = later(r"新闻联播|央视网消息|本报讯")  # news whatever its title names (…讨论政府工作报告)
_NEWS_MARK = later(r"新闻联播|记者|本报讯|讯[（(]|报道|通讯员|消息[，,：:（(]|新华社|日电|发布会")
_SITE_MARK = later(r"来源[:：]")  # also on the pages of government sites that carry the document itself
# A title that ends as a document's name does, and tells no news of it
_NAMED_AS_PLAN = later(
    r"(?:(?!印发|发布|出台|公布|下发|解读|提出|通过|实施|推出|亮相|落地|施行)[^。！？：:，,])*"
    r"(?:方案|计划|规划|要点|纲要|办法|细则|清单|分工|分工表|任务表|预案|规定|条例)(?:[（(][^（）()]{1,24}[)）])*\s*"
)
_PLAN_MARK = later(
    r"现印发给你们|请认真贯彻|特制定本|制定本(?:方案|办法|规划|意见|计划)|各有关部门：|现提出(?:以下|如下)意见|现就有关事项通知如下"
    r"|责任单位|牵头单位|责任主体[：:]|按职责分工负责|(?:部|局|委|署|会|办)负责[，）)]"
    r"|第[一二三四五六七八九十]+条|(?:^|\n)\s{0,8}专栏\s?[\d０-９一二三四五六七八九十]"
)

# 今年/2026年 at the head of what is to be done: 今年经济社会发展的主要预期目标, 2026年工作, 今年要抓好以下工作
_YEAR_PLAN = later(
    r"(?:今年|明年|本年度|(?:19|20)\d\d年)[^。；\n]{0,24}?"
    r"(?:目标|任务|要点|安排|打算|重点|要抓好|要做好|工作是|思路|着力|工作(?:总体)?要求|预算(?:编制|草案|安排|收支))"
)
# ——2023年计划执行。, 具体问题：…: a paragraph that tells of what was, or of what is wrong
_PAST_OPENS = later(
    r"[—\-·●\s]*(?:(?:(?:19|20)\d\d年|上年|去年)[^，。；：]{0,8}?(?:[计规]划执行|预算执行|执行情况|完成情况|回顾)|(?:具体|存在|主要|突出)(?:的)?问题[：:]|(?:先|首先)[说讲谈](?:说|讲|谈)?(?:成绩|成效|亮点)|[再还][说讲谈](?:说|讲|谈)?(?:差距|问题|不足))"
)
_PLAN_LABEL = later(
    r"\s*(?:(?:整改|工作|治理|建设)?\s?(?:目标|措施|时\s?限|要求)|(?:承诺|实事|任务)(?:事项|内容)|(?:建设|实施|主要)(?:内容|任务))[：:]"
)
_PAST_LABEL = later(r"\s*(?:当前|目前|最新|工作|任务|项目|整改|办理)?(?:进展|完成|落实|推进|办理)(?:情况|进度|结果)?[：:]")
# A heading that says what will be done in so many words: 三、今年干什么
_ASKS = later(
    r"今年(?!以来)[^，。]{0,6}(?:干|做|抓|办)|怎么[干做抓办]|今后[几三五]年[^，。]{0,4}(?:要|的)|如何[干做抓办]|(?<![一-龥])目标$|下半年[^，。]{0,8}(?:打算|安排|工作)"
    r"|(?:时期|今后|未来|五年)[^，。]{0,10}(?:目标|任务|思路|蓝图)(?=[：:。]?\s*$)"  # “十三五”时期奋斗目标
)
# 主要任务实施情况, “十四五”成绩单: a heading that ends with what became of it
_TOLD_HEADING = later(r"(?:实施|完成|执行|落实|进展|推进|达成|达标|开展|办理)情况(?=[：:。]?\s*$)|成绩单")
_DONE_HEADING = later(r"完成[^，。；]{0,20}(?:任务|目标)(?=[：:。]?\s*$)")  # 海军完成年度招收任务
_MEANT = later("确保|力争|努力|加快|全力|全面|将|要|推动|[：:]")
_TO_DO = later(r"(?:任务|目标|指标(?<!完成指标)|措施|举措|思路|指导思想|要办的事|工作安排)\s*$")
# 2020年预算执行情况和2021年预算草案的报告: the whole document
_BOTH_WAYS = later(r"(?:情况|回顾|总结)(?:和|与|及|暨|以及)[^，。；]{2,30}(?:草案|安排|打算|计划|思路|任务)的?(?:报告|$|[（(])")
_PLAN_OPENS = later(rf"下一步|下一阶段|接下来|今后|未来[三五]年|{_YEAR_PLAN.pattern}")
# 2025年，市检察院将坚持以…为指导; 2016年是“十三五”开局之年; “十三五”时期，是决胜阶段: where a report turns to what is to come
_YEAR_WILL = later(
    r"[\s\u3000]*(?:新的一年|今年|明年|(?:19|20)\d\d年|“十[一二三四五六]五”时期)"
    r"(?:[^。；\n\d]{0,20}?(?:将|要)(?=坚持|以|深入|全面|认真|紧紧|始终|继续|聚焦|围绕)|[，,]?是[^。；\n]{0,40}?(?:之年|[一二三四]年|阶段|时期|关键期))"
)
_GOALS_MET = later(r"(?:完成|实现|达到)了[^，。；]{0,8}(?:目标|任务)+")  # 较好完成了全年目标任务
# 2022年是新一届政府开局之年。…圆满完成了…: the year that the report looks back on
_YEAR_TOLD = later(
    r"(?:完成|实现|取得|达到|办成|解决|迈出|保持|战胜)了(?!解)|(?:过去的|这)一年[，,]?(?:我们|全[省市县区]|是)|(?:圆满|全面|胜利|较好|顺利)完成(?!好)[^。；]{0,12}(?:确定|提出|下达)的"
)
_TOLD_REACH = 320
_SAYS_SO = later("提出|明确|要求")  # 《计划》提出…: what a report cites is no turn of its own
# 一、出台背景, 二、编制过程: why there is a plan and how it came about; 问：为什么要出台这个办法？: so does what answers
_BACKGROUND = later(
    r"(?:出台|制定|编制|起草|修订|政策|工作|总体|有关|立法|改革|实施)?(?:的)?(?:背景|必要性|缘由|由来)(?:和[^，。]{2,6}|及[^，。]{2,6}|与[^，。]{2,6})?(?=[：:。]?\s*$)"
    r"|(?:编制|起草|制定|修订|立法)(?:过程|经过)(?=[：:。]?\s*$)"
)
_ASKS_WHY = later(
    r"(?:为什么|为何|出于什么)[^？?]{0,30}(?:出台|制定|印发|编制|修订|开展|实施|搞|办法|方案|意见|规划|政策)|(?:背景|起因|初衷|考虑)(?:是|有哪些|是什么)[^？?]{0,6}[？?]|什么(?:样的)?背景|出台[^？?]{0,20}(?:背景|意义|考虑)"
)
_ASKER = later(r"[\s\u3000]*(?:\d{1,2}[.．、])?(?:问|[^，。；：:\n]{0,16}(?:记者|主持人)[^，。；：:]{0,6})[：:]")
_ASKS_NEXT = later(
    r"(?:今年|明年|下半年|下一步|接下来|今后|下一阶段|未来[^？?]{0,4})[^。？?]{0,24}"
    r"(?:目标|打算|安排|计划|举措|考虑|部署|怎么[干办抓做])[^。？?]{0,6}[？?]"
)
# 指标　　单位　　2015年目标　　2015年实际, 2012年　2015年目标: looks no way
_TABLE_HEAD = later(r"\S[\u3000\t]{2,}\S{1,12}[\u3000\t]{2,}\S|\d\d年[\u3000\t ]{1,12}(?:19|20)\d\d年")
_DIGIT = later(r"\d")
# A report's portion without any lead-in: does it tell or ask? (已…, 比上年, 累计 against 要, 力争, 确保)
_TOLD = later(r"已|了|累计|比上年|比去年|比前五年|同比|五年|增长\d|提高到|达到\d|建成|连续")
_ASKED = later(r"(?<![主需重必])要(?![素求点])|将|力争|确保|争取|加快|推进|支持|加强|深化|落实|完善")
# What results say (比上年, 取得新进展, 累计) against what plans do: the words of a portion without a title, counted by ``tells``
_REACHED = later(
    r"比上年|比去年|[较比与](?:上年|“十)|同比|[五一]年来|以来|已[^，。；]{0,4}[建完达形取实]|[^，。；]了(?=[^解])|累计|总计|净增|跃居|稳居|荣获|获评"
    r"|取得[^，。；]{0,8}(?:进展|成效|突破|成就)|达[到０-９\d]|增长[０-９\d]|全年(?!预|要|目标)|[０-９\d]年(?=[^，。；计规度]{2,12}[达增突])"
    r"|顺利|成功|圆满|明显|显著|历史性|如期完成|得到(?:加强|改善|提高)|(?:进一步|不断)(?:加强|改善|提高|完善|深化|扩大)(?=[。，；])|稳步(?:推进|发展)(?=[。，；])"
)
_MEANT_TO = later(
    r"(?<![主需重必首摘概纪])要(?![素求点闻])|(?<!即)将(?![军来])|力争|确保|争取|计划(?!生育)|必须|务必|努力|目标(?!任务完成)|预期"
    r"|安排(?=[^，。；]{0,6}[０-９\d])"
)
_BY_A_YEAR = later(r"到20\d\d年|(?:发展|工作|主要|总体)目标")  # goals may read like results: 信息化水平大幅跃升
_TOLD_LEAST, _TOLD_TIMES = 8, 4
_SENTENCE_END = later(r"[。；]")
_ORDER = later(  # a bound for white space: pages of empty lines would cost cubic time
    r"(?:^|[。；\n])\s{0,8}+(?:[#*•·—-]{1,6}\s?)?(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.、．]|[一二三四五六七八九十]是)?\s{0,8}+"
    r"(?:要|应|将|积极|大力|全面|严格|着力)?"
    r"(?:加快|推进|加大|深入|继续|抓好|做好|强化|加强|完善|支持|鼓励|引导|实施|建设|新建|培育|打造|开展|推动|促进|优化|深化|落实|健全|建立"
    r"|提升|提高|扩大|构建|组织|制定|严格|严控|实行|推行|稳定|保护|统筹|规范|改革|发展|控制|完成"
    r"|坚持|聚焦|围绕|突出|狠抓|[办管用搞]好|扶持|改善|增加|巩固|拓展|壮大|力争|确保|启动)"
)
_RESULT = later(r"已经?[^，。；]{0,6}(?:建|完|达|形|取|实)|[^，。；]了(?=[^解])|同比|比上年|比去年|截至|累计")
_LEAD_IN_LENGTH = 90
_HEAD_LENGTH = 400
# What a reporter writes, in a portion that has lost its title and its masthead
_REPORTER = later(
    r"[今昨]天（\d{1,2}(?:月\d{1,2})?日）|[\d一]日从[^，。；]{2,16}(?:获悉|了解到)|(?:本报|本台|本网|总台)?记者(?:[今昨]天|\d{1,2}日|近日|日前|从|在|了解|获悉|看到|注意到|采访|梳理)"
    r"|施工现场|塔吊林立|机器轰鸣|从业者|业内人士"
)
_NUMERAL = later("[一二三四五六七八九十]{1,3}、")
_SECTIONS = 2  # numbered sections that a plan has at least where what comes before them is a preface


def genre(title: str | None, text: str) -> Genre:
    """The kind of document by its title, else by its first lines."""
    name = title or ""
    head = text[:_HEAD_LENGTH]
    if _BROADCAST.search(head) or _NEWS_TITLE.search(name):
        return "news"
    if _OFFICIAL_TITLE.fullmatch(name):
        return "plan"
    if _REPORT_TITLE.search(name):
        return "report"
    if _BULLETIN_TITLE.search(name):
        return "bulletin"
    if _GUIDE_TITLE.search(name):
        return "other"
    if _NEWS_MARK.search(head):
        return "news"
    if _SITE_MARK.search(head) and not _NAMED_AS_PLAN.fullmatch(name):
        return "news"
    if _PLAN_TITLE.search(name) or _PLAN_MARK.search(text):
        return "plan"
    if title:
        return "news"
    if tells(text):  # a portion of a report that looks back
        return "report"
    if _directs(text):
        return "plan"
    return "news" if _REPORTER.search(text) is not None else "other"


def tells(text: str) -> bool:
    """Whether a portion without a title tells what was reached (累计减贫13万人，比上年增长8%), and hardly means to do anything."""
    told = len(_REACHED.findall(text))
    if told < _TOLD_LEAST or _BY_A_YEAR.search(text) is not None:
        return False
    return told >= _TOLD_TIMES * (1 + len(_MEANT_TO.findall(text)))


def _directs(text: str) -> bool:
    """Whether a portion without a title tells what to do: its sentences open with verbs of doing, and few of them tell of results."""
    sentences = len(_SENTENCE_END.findall(text)) or 1
    orders, results = len(_ORDER.findall(text)), len(_RESULT.findall(text))
    return orders >= 3 and orders >= 0.25 * sentences and orders > results


def modes(text: str, layout: Layout, kind: Genre, headlines: frozenset[int] = frozenset()) -> tuple[Mode, ...]:
    """One mode for each sentence of the layout.

    A cue in a heading or lead-in holds until the next cue, in a plan one that looks back (二、发展现状) at most to the
    next section beside it whose heading says what to do (三、加快建设, 第二节 建设任务), in news to the next section beside it. In a work
    report, what comes before the first cue looks back: the retrospective half comes first. News and plans begin undecided, and so does
    each piece of news under a headline.
    """
    found: list[Mode] = []
    current: Mode = "none"
    first: Mode = "none"
    paragraph = -1
    headed = False  # whether a heading set the current mode
    asked = False  # whether a question did
    told: Section | None = None  # the section whose heading says that it looks back
    for index, sentence in enumerate(layout.sentences):
        section = layout.sections[sentence.section] if sentence.section >= 0 else None
        beside = section if told is not None and section is not None and section is not told and section.level <= told.level else None
        over = beside is not None and (kind == "news" or (_ORDER.match(beside.text) or _TO_DO.search(beside.text)) is not None)
        current = "none" if index in headlines or (over and current == "past") else current
        told = None if over else told
        opens, paragraph = sentence.paragraph != paragraph, sentence.paragraph
        asks = text[sentence.end - 1] in "？?"
        if (asked and asks) or (current == "preface" and beside is not None):
            current, asked = "none", False
        if opens and kind == "news" and not headed:  # in news a lead-in looks back for its paragraph
            current = "none"
        if section is not None and section.start == sentence.start and section.end < sentence.end - 1 and _NUMERAL.match(section.marker):
            cue = _cue(section.text, "heading", kind, opens)  # 二、2026年工作安排做好今年的工作，…: run together with its paragraph
            current = cue if cue != "none" else current
        elif opens or asks or sentence.kind == "heading" or text[sentence.end - 1] in "：:":
            cue = _cue(text[sentence.start : min(sentence.end, sentence.start + _LEAD_IN_LENGTH)], sentence.kind, kind, opens)
            if cue == "plan" and kind == "report" and _told_year(text, sentence.start):
                cue = "past"
            if cue != "none":
                asked = asks and cue in {"preface", "plan"}
                current, headed = cue, asked or sentence.kind == "heading" or text[sentence.end - 1] in "：:"
                backwards = cue == "preface" or (cue == "past" and kind in {"plan", "news"})
                told = section if backwards and sentence.kind == "heading" else None
                if first == "none":
                    first = cue
        found.append(current)
    if kind == "plan":
        found = _with_preface(layout, found)
    if kind == "report" and first == "none":
        first = "past" if tells(text) or len(_TOLD.findall(text)) > len(_ASKED.findall(text)) else "none"
        if first == "none" and _directs(text):  # a portion that only says what to do
            return tuple("plan" if mode == "none" else mode for mode in found)
    if kind == "report" and first != "none":
        return tuple("past" if mode == "none" else mode for mode in found)
    return tuple(found)


def _told_year(text: str, start: int) -> bool:
    """Whether a report that opens a part with a year tells what that year brought: 2022年是新一届政府开局之年。…圆满完成了目标任务."""
    opening = _YEAR_WILL.match(text, start)
    return opening is not None and _YEAR_TOLD.search(text, opening.end(), opening.end() + _TOLD_REACH) is not None


def _with_preface(layout: Layout, found: list[Mode]) -> list[Mode]:
    """What a plan says before its first numbered section says why there is a plan: where it does not look ahead, it is a preface."""
    numbered = [section.start for section in layout.sections if section.marker and section.level == 1]
    if len(numbered) < _SECTIONS:
        return found
    return [
        "preface" if mode == "none" and sentence.end <= numbered[0] else mode
        for mode, sentence in zip(found, layout.sentences, strict=True)
    ]


def _asked(words: str, kind: Genre) -> Mode | None:
    """The direction of what answers a question: why there is a plan (a preface), what is planned; None where it asks neither."""
    if not words.rstrip().endswith(("？", "?")):
        return None
    if _ASKS_WHY.search(words):
        return "preface"
    return "plan" if kind == "news" and _ASKER.match(words) and _ASKS_NEXT.search(words) else None


def _looks_on(words: str, *, whole: bool) -> re.Match[str] | None:
    """Where words turn to what is to come. Unless they are a heading or lead-in as a ``whole``, what they only cite does not count."""
    said = words if whole else _GOALS_MET.sub("", _SAYS_SO.sub("", words))
    plan = lexicon.pattern("cues", "mode_plan").search(said) or _YEAR_PLAN.search(_GOALS_MET.sub("", words)) or _ASKS.search(words)
    return plan or _YEAR_WILL.match(words)


def _cue(words: str, sentence_kind: str, kind: Genre, opens: bool) -> Mode:
    if kind == "report" and _TABLE_HEAD.search(words):
        return "none"
    if opens and _PAST_OPENS.match(words):
        return "past"
    reason = _asked(words, kind) or (sentence_kind == "heading" and kind in {"plan", "news"} and _BACKGROUND.search(words) and "preface")
    if reason:
        return reason
    if sentence_kind == "heading" and kind == "news" and _DONE_HEADING.search(words) and not _MEANT.search(words):
        return "past"
    if sentence_kind == "heading" or (opens and kind == "report") or words.rstrip().endswith(("：", ":")):
        past = _TOLD_HEADING.search(words) or lexicon.pattern("cues", "mode_past").search(words)
        plan = _looks_on(words, whole=sentence_kind == "heading" or words.rstrip().endswith(("：", ":")))
        if past and plan and _BOTH_WAYS.search(words):
            return "none"
        if past and plan:  # 目标任务完成情况: the last word of a heading says which way it looks
            return "past" if past.start() < plan.start() or past.end() >= len(words.rstrip("：: 。")) else "plan"
        if past:
            return "past"
        if plan:
            return "plan"
    elif opens and _PLAN_LABEL.match(words):
        return "plan"
    elif opens and _PAST_LABEL.match(words):
        return "past"
    elif opens:
        past = lexicon.pattern("cues", "mode_past").match(words)
        plan = _PLAN_OPENS.match(words)
        if past and (kind == "report" or not _DIGIT.search(words)):
            return "past"
        if plan:
            return "plan"
    return "none"
