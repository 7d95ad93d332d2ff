"""Time expressions of a document, resolved against its anchor, and what its title says of its own year and period."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import TYPE_CHECKING

from policy_extract.finding.home_years import HomeYears
from policy_extract.grammar.timex import calendar, five_year_plan, lengths, read_times
from policy_extract.mentions import TimeAnchor, Timex, TimexMention
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Section

_BOOK = later(r"《[^《》\n]{1,80}+》")
_PLAN = later(r"规划|纲要|计划|方案|行动|要点|任务|安排|意见|措施|分工|分解表|责任表|实事")
_OF_ONE_YEAR = later(r"要点|计划|任务|安排|方案|目标|措施|清单|分工表|分解表|责任表|实事")
_LOOKS_BACK = later(r"报告|公报|总结|回顾|统计|成就|评估")
# ……重点工程（2031—2033年）: the period of what the title names; it may stand in a line of its own below the title
_BRACKETED_END = later(r"[（(][^（）()]{4,24}[）)]$")
_UNDER_TITLE = later(r"(?:\A|\n)[ \u3000]*[（(](?P<period>[^（）()\n]{4,24})[）)][ \u3000]*(?=\n)")
_EXCERPT = later(r"(?:摘自|节选自|选自|摘编自)《(?P<plan>[^《》\n]{4,60})》")
# 行动期限为2031年至2033年; 时间为2031年11月至2032年2月; 对2031年至2033年的整治工作作如下安排
_TERM = later(
    r"(?:规划|行动|实施|整治|攻坚|工作|方案|计划|试点)(?:期限?|时间|周期|时限)(?:为|是|[：:]|[自从])"
    r"|(?<=[，。；\n])时间(?:为|是|[：:]|[自从])|[对就](?=[^，。；\n]{6,60}(?:如下|以下)[^，。；\n]{0,6}(?:安排|部署))"
)
_THAT_DAY = later("[今昨前]天[（(]$")
_COUNTED = later(r"[自从]?20\d\d年(?:起|开始)[，,]?(?:用)?[一二三四五六七八九十\d]{1,2}年(?:内|时间|左右)")
_TERM_HEAD = 1200
"""Characters of the text in which a document says how long it holds: its preface."""
_SHORTEST_TERM = dt.timedelta(days=80)
"""What is shorter is a window: for applications, for comments on a draft."""
_DOCUMENT_WORDS = (
    "报告|公报|要点|计划|任务|安排|方案|目标|清单|细则|意见|通知|办法|措施|规划|分工|部署|台账|责任书|任务书"
    "|分解表|分工表|责任表|任务表|计划表|安排表|任务分解"
)
_DOCUMENT = later(rf"(?:{_DOCUMENT_WORDS})(?:[（(][^（）()]{{1,20}}[）)])?$")
_DOCUMENT_ENDS = frozenset(word[-1] for word in _DOCUMENT_WORDS.split("|")) | frozenset("）)》")
_TERM_OF_YEAR = later(r"((?:19|20)\d\d)年(?:[春夏秋冬]|上半年|下半年)")  # 2031年夏秋季征兵工作方案
# 政府工作报告 / ——2032年1月18日在某市第五届人民代表大会第二次会议上; a line （2032年1月18日） below the title.
# Sessions at a year's end plan the next.
_SESSION = later(
    r"(?P<year>20\d\d)年0?(?P<month>[1-6])月\d{1,2}日[，,]?在?[^。；，,\n]{4,48}(?:会议|大会|全会)(?:上|[）)]|\Z)"
    r"|\A[（(](?P<below>20\d\d)年0?[1-6]月\d{1,2}日[）)]\Z"
)
_TO_SESSION = later(r"(?:政府|委员会|法院|检察院|协商会议|会)工作报告(?!解读|审议|[^—（(]{0,12}(?:亮点|速览|摘编|出炉|印发))")
_HEAD_LINES, _LONGEST_TITLE = 6, 60
_HAVE_ENDS = tuple(f"timex.{name}" for name in ("year_range", "month_range", "day_range", "mixed_range", "years_from", "plan_period"))
_NOWHERE = TimeAnchor()
_WILL_IN = later(r'十([一二三四五六七八九])五[”"’]?(?:期间|时期|末)[^。；\d]{0,16}?(?:将(?!来)|力争|计划|要(?![求素点]))')
_READ = 8000  # characters of a text without a date that are asked what it plans
_NAME = Timex("name", None, None, "other", "during")


def find_times(
    text: str, anchor: TimeAnchor, start: int = 0, end: int | None = None, sections: tuple[Section, ...] = ()
) -> tuple[TimexMention, ...]:
    """All time expressions of ``text[start:end]`` in text order, without overlaps; the longest reading of a stretch stands.

    Expressions inside 《…》 are parts of a name. Days are resolved against ``anchor``; what cannot be resolved carries a warning.
    ``sections`` are the document's: one whose heading names a year (二、2032年打算) gives it to its bare months.
    """
    stop = len(text) if end is None else min(end, len(text))
    books = [match.span() for match in _BOOK.finditer(text, start, stop)] if "《" in text else []
    found = []
    homes = HomeYears(text, anchor, sections)
    for hit in read_times(text, start, stop):
        begin, behind, draft, rule = hit
        at = bisect_right(books, (begin, len(text))) - 1
        if at >= 0 and begin < books[at][1]:
            found.append(TimexMention(begin, behind, text[begin:behind], _NAME, rule))
            continue
        timex, edge, warning = homes.read(draft, rule, begin, behind)
        if anchor.published is None and timex.granularity == "day" and _THAT_DAY.search(text, max(start, begin - 3), begin):
            timex = timex._replace(kind="past")  # 今天（5月9日）: of whatever year, told on that day
        found.append(TimexMention(begin, behind, text[begin:behind], timex, f"{rule}_{edge}" if edge else rule, warning))
    return tuple(found)


def counts_units(time: TimexMention) -> bool:
    """Whether a time is a number of years, months or days (三年内): a longer number may hold it, as none holds a date."""
    return time.rule in lengths.counted()


def plan_period(title: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of the period that a title defines: (2023—2025年), “十四五”规划, 2023年工作要点; None where it defines none."""
    name = "".join(title.split())
    bracketed = _BRACKETED_END.search(name) is not None and not _LOOKS_BACK.search(name)
    if not bracketed and not _PLAN.search(name):
        return None
    years = _years(name)
    for rule, start, end in years:
        if rule.startswith(("timex.year_range", "timex.year_brackets")):
            return start, end
    if not _PLAN.search(name):
        return None
    plan = five_year_plan(name)
    if plan is not None:
        return plan
    single = [(start, end) for rule, start, end in years if rule == "timex.year"]
    return single[-1] if single and _OF_ONE_YEAR.search(name) and "报告" not in name else None


def stated_period(title: str, text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of the period that a plan's preface states where its title does not; None where it states none.

    It says so in a line in brackets below the title, in a statement (行动期限为…), or by the plan that the text is taken from.
    """
    head = text[:_TERM_HEAD]
    excerpt = _EXCERPT.search(head)
    if excerpt is not None:
        return plan_period(excerpt["plan"])
    counted = _COUNTED.search(head)
    if counted is not None and not _LOOKS_BACK.search(title):  # 2031年起5年内，实施六大行动: its 5年内 is this one
        return next(iter(_ranges(counted[0])), None)
    if not _PLAN.search(title) or _LOOKS_BACK.search(title):
        return None
    below = _UNDER_TITLE.search(head, 0, _LONGEST_TITLE * 3)
    found = [] if below is None else _ranges("".join(below["period"].split()))
    for term in _TERM.finditer(head):
        found += _ranges(head[term.end() : term.end() + _LONGEST_TITLE])[:1]
    return next(iter(found), None)


def _ranges(words: str) -> list[tuple[dt.date, dt.date]]:
    """The periods at the head of ``words`` that have two ends (2031年11月至2032年2月) or are a five-year plan."""
    found = []
    for hit in read_times(words):
        timex = hit.value(_NOWHERE).timex
        ranged = hit.rule.startswith(_HAVE_ENDS)
        if hit.start > 1 or not ranged or timex.kind != "period" or timex.start is None or timex.end is None:
            continue
        if timex.end - timex.start > _SHORTEST_TERM:
            found.append((timex.start, timex.end))
    return found


def begun_plan(text: str, published: dt.date | None) -> tuple[dt.date, dt.date] | None:
    """The five-year plan that ``text`` names and that begins in the year of publication or the next; None where it names none.

    Of a text without a date it is the last one of which the text says what will be done (“十二五”期间，全区将…).
    """
    if published is None:
        ahead = [calendar.five_year_plan(11 + "一二三四五六七八九".index(match[1])) for match in _WILL_IN.finditer(text, 0, _READ)]
        first, last = max(ahead, default=(0, 0))
        return (dt.date(first, 1, 1), dt.date(last, 12, 31)) if first else None
    for tens, digit in enumerate("一二三四五六七八九", start=11):  # 十一五 (2006–2010) to 十九五
        first, last = calendar.five_year_plan(tens)
        if first - 1 <= published.year <= first:
            return (dt.date(first, 1, 1), dt.date(last, 12, 31)) if f"十{digit}五" in text else None
    return None


def document_year(title: str, text_head: str) -> int | None:
    """The year a document is of: that of its title (2026年政府工作报告), else of a title line at the head of the text; else None.

    A title that names two years (2023年计划执行情况与2024年计划草案) is of the later one. News headlines are of none.
    """
    heads = [line for line in map(str.strip, text_head.splitlines()) if line][:_HEAD_LINES]
    for line in (title.strip(), *heads):
        if line[-1:] not in _DOCUMENT_ENDS:
            continue
        name = "".join(line.split())
        if len(name) <= _LONGEST_TITLE and _DOCUMENT.search(name.rstrip("》")):
            found = [start.year for rule, start, _ in _years(name) if rule == "timex.year"]
            found = found or [int(match[1]) for match in _TERM_OF_YEAR.finditer(name)]
            if found:
                return max(found)
    return _session_year(title.strip() or next(iter(heads), ""), heads)


def _session_year(title: str, heads: list[str]) -> int | None:
    """The year of the session to which a work report was made, by its title or by a line below that."""
    if _TO_SESSION.search("".join(title.split())) is None:
        return None
    for line in (title, *heads):  # a line of its own, no statement
        session = None if line[-1:] in "。；" else _SESSION.search("".join(line.split()), 0, 2 * _LONGEST_TITLE)
        if session is not None:
            return int(session["year"] or session["below"])
    return None


def _years(name: str) -> list[tuple[str, dt.date, dt.date]]:
    """The years and ranges of years a title names: rule, first and last day."""
    found = []
    for hit in read_times(name):
        timex = hit.value(_NOWHERE).timex
        if timex.kind == "period" and timex.start and timex.end:
            found.append((hit.rule, timex.start, timex.end))
    return found
