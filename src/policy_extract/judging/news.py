"""What speaks against a promise in news alone: rough numbers, money given, reported figures, persons in stories, what was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policy_extract import lexicon
from policy_extract.judging.evidence import PART_END, Vote, Words
from policy_extract.judging.facts import ALL_OF_THEM
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Target

OPENING = 40  # characters at the head of a sentence that set its view (五年来，…)
_ROUGH = later(r"[多余]|[数几][十百千万]")  # 40多万台: of what is known, seldom of a goal
_GIVEN = later(r"(?:投入|安排|拨付|预拨|下达|筹集|拨款|拿出|下拨)[^，。；]{0,24}$")  # 中央投入50亿元: done when it is news
_ARRANGES = later(r"安排[^，。；]{0,24}$")
_LAID_OUT = later(r"(?:今年|每年|明年)(?![^，。；]{0,30}(?:已|共|先后))[^，。；]{0,16}安排[^，。；\d]{0,14}[约近]?[\d.]+[万亿]*元$")
_REPORTED = later(r"数据显示|据(?:不完全)?统计|统计显示")  # 最新数据显示，…发布岗位30万个
_SURNAMES = (
    "[王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏付方邹熊白孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万覃钱严武戴莫孔向汤]"
)
_PERSON = later(
    r"(?:[^，。；]{0,12}[，,])?[“\"]?(?:他|她)(?!们|说|表示|强调|指出|要求|介绍)"
    r"|[\u4e00-\u9fff]{2,3}他们"  # 小罗他们要把产量翻一番
    # 村民王某因病…: a role, a name and what befell it
    rf"|[^。；]{{0,20}}?(?:患者|村民|贫困户|农户|居民|工人|职工|老人){_SURNAMES}[\u4e00-\u9fff]{{1,2}}"
    "(?:因|家|一家|今年|说|告诉)"
)
# 覃大喜和同事打算…; a city may have a surname in its name, but no colleagues
_MEANS_TO = later(
    rf"{_SURNAMES}[\u4e00-\u9fff]{{1,2}}和[^，。；]{{0,4}}(?:同事|家人|妻子|丈夫|干部|队员|伙伴|乡亲|同学|工友)[^，。；]{{0,4}}(?:打算|准备|盘算)"
)
_AT_WORK = later(r"(?:他们|她们)[还就正]?(?:要|得|需要)把$")
_PRIVATE = later(r"块钱?$|毛钱?$")  # 几千块的药费
_CHATTING = later(r"(?:吧(?<![酒网书氧贴]吧)|[呢啊呀啦])(?=[，。！”]|$)")
_SEEN = later("(?:记者|笔者)[^。；]{0,16}(?:看到|见到)")
# 近日，隧道全线贯通，…; 三条高速今天同时通车，…: what follows tells of that, whatever was said before it
_JUST_DONE = later(
    r"(?:今天|今日|昨天|近日|日前|至此|如今)(?:[（(][^（）()]{1,9}[）)])?(?:(?!将|拟|要|计划|预计|力争)[^。；]){0,60}?"
    r"(?:通车|贯通|合龙|开通|投产|投用|投运|启用|竣工|建成(?!区)|投入使用|投入运行|投入运营)(?!后|前|的)"
)
_UP_TO_NOW = later("(?:自|从)?[^，。；]{2,14}以来[，,]")
# 全长超过498公里，总投资约515亿元: the size of what was spoken of before
_SIZE_OF = later(r"(?:全长|总长|全程|航程|总投资|总面积|占地|占地面积|建筑面积)(?:约|近|达|超过?|为)*$")
# 实施降准释放资金, 全年为百姓减负: what came of a measure
_CAME_OF_IT = later(r"(?:释放|惠及|减负|节支|增收|节约|节省|降低成本|减少成本|拉动|带动|撬动)[^，。；\d]{0,12}$")
# 今年夏粮面积4亿亩，与上年持平; 列车投入使用，标志着…; …，现在已经完成
_HELD = later(
    r"[^，。；]{0,12}[，,](?:与[^，。；]{1,8})?(?:基本)?(?:保持稳定|持平|稳中有[增升])"
    r"|[^。；]*?[，,](?:[^，。；]{0,24}标志着|(?:现在|目前)?已经?完成)"
)
_WILL_BE = later("[^，。；]{0,24}?(?:将|要)[^，。；]{0,6}(?:实现|完成|建成|脱贫)")  # 3万人落户的目标将完全实现
# 展会期间共设5个展区，还将举办30多场论坛: what is on, no goal
_PROGRAMME = later("(?:年会|展会|大会|活动|赛事|论坛|博览会|运动会|交易会)期间")
_REQUIRES = later("(?<![主需重必首概纪])要(?![素求点闻])|应当?(?![急用对届])|必须|须|原则上|不得")
_PERFECT = later(r"(?<![为除罢受])了(?![解望结然])")


class Leaning(NamedTuple):
    """Which way a number leans before news is asked.

    ``own_time``: a time stands in its clause. ``told_before``: what governs it stands before its sentence, or nothing does. ``planned``: a
    modal in its clause speaks for a promise; ``carried``: something before the clause does; ``said``: a modal, here or there, does.
    ``decided``: it stands among the measures that a meeting decided on (会议要求，要采取以下措施：).
    """

    own_time: bool
    told_before: bool
    planned: bool
    carried: bool
    said: bool
    decided: bool = False


def news_votes(target: Target, words: Words, head: str, rest: str, lean: Leaning) -> list[Vote]:
    """The evidence around a number; ``head`` are the first ``OPENING`` characters of its sentence, ``rest`` some behind the number."""
    quantity = target.quantity.quantity
    votes = []
    plain = target.action is None and quantity.op == "=" and quantity.dimension not in {"percent", "points"}
    coming = ALL_OF_THEM.match(words.after) or _WILL_BE.match(words.after)
    if plain and not lean.own_time and not lean.said and not coming:  # 全市62个窗口推行自助取号
        votes.append(Vote(-1, "description", "status.verbless"))
    if not lean.planned:
        votes += _told(words, head, rest, lean)
        if not lean.carried and quantity.op not in {">=", "<="} and _CAME_OF_IT.search(words.own):
            votes.append(Vote(-3, "achieved", "status.came_of_it"))
        given = quantity.dimension == "money" and _GIVEN.search(words.own) is not None and not laid_out(words)
        if given and not (lean.decided and _ARRANGES.search(words.own)):
            votes.append(Vote(-1 if lean.carried else -3, "achieved", "status.money_given"))
        if target.action is None and _ROUGH.search(target.quantity.text):
            votes.append(Vote(-1, "description", "status.rough_number"))
    bounded = lean.planned and quantity.op in {">=", "<="} and "放宽" not in words.own
    if bounded and _REQUIRES.search(words.upto + words.after):  # 银行要将80%以上的存款投向本县
        votes.append(Vote(1, "planned", "status.objective"))
    person = _PERSON.match(words.before + words.upto) or _AT_WORK.search(words.own) or _MEANS_TO.match(words.upto)
    chatting = _CHATTING.search(words.before + words.after + rest) or _PRIVATE.search(target.quantity.text)
    if person or chatting:  # 他准备联合25户村民组建合作社
        votes.append(Vote(-5, "description", "status.person"))
    if _PROGRAMME.search(words.before + words.upto):
        votes.append(Vote(-3, "description", "status.programme"))
    if _PERFECT.search(PART_END.split(words.after, maxsplit=1)[0]):  # 30多名学员当上了讲解员
        votes.append(Vote(-3, "achieved", "status.perfective"))
    return votes


def laid_out(words: Words) -> bool:
    """Whether a clause tells what money this year's budget lays out: 省财政今年安排补助资金2亿元, but not 今年已安排."""
    return _LAID_OUT.search(words.upto) is not None


def _told(words: Words, head: str, rest: str, lean: Leaning) -> list[Vote]:
    """Signs that news tells of what is or was, where no modal in the clause says otherwise."""
    votes = []
    if _REPORTED.search(words.before):
        votes.append(Vote(-3, "description", "status.reported"))
    if _SEEN.search(words.before + words.upto):
        votes.append(Vote(-4, "description", "status.seen"))
    if lean.told_before and _JUST_DONE.search(words.before + words.upto):
        votes.append(Vote(-4, "achieved", "status.just_done"))
    if not lean.own_time and not lean.said and _SIZE_OF.search(words.own):
        votes.append(Vote(-3, "description", "status.size_of"))
    if _HELD.match(rest):
        votes.append(Vote(-3, "achieved", "status.hindsight"))
    if lexicon.pattern("cues", "mode_past").search(head) or _UP_TO_NOW.match(head):
        votes.append(Vote(-3, "achieved", "status.retrospective_sentence"))
    return votes
