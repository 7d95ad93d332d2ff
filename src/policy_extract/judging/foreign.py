"""News of other countries and of the world: no commitment of a Chinese authority, whatever it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract import lexicon
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.mentions import Layout, Sentence

_WORLD = frozenset({"联合国", "世卫组织", "世界卫生组织", "世界银行", "国际货币基金组织", "经合组织", "世贸组织", "欧佩克", "北约"})
_WIDE = frozenset({"全球", "欧洲", "非洲", "拉美", "世界经济", "国际联播"})  # also a place to sell to or to hire from
_OURS = later(r"我[国省市方]|中国(?!家)|中方|国务院(?<!美国国务院)")
_NOT_OURS = later("发展中国家|美国国务院")
_SOURCE = later(r"据[^，。]{2,20}(?:消息|报道|电)[，,]")
# 俄罗斯总统…表示, 意大利和法国分别宣布: they speak, and their 全国 is not ours
_ACTS_ABROAD = later(r"(?:总统|总理|首相|政府|外交部|外长|卫生部|内阁|议会|国王|央行|当局)|[^，。；我中]{0,8}?(?:宣布|决定)")
_VIEW_OF = later("报告|预测|展望|预计|上调|下调|[称说认]")  # 世界银行报告说我国外贸…: the whole piece is its view
# 符合世贸组织规则: what is kept, and nobody abroad acts
_ITS_RULES = later("(?:的)?(?:相关|有关|现行)?(?:规则|规定|框架|协定|协议|承诺|成员|标准)")
# 内蒙古巴彦淖尔, 执法方式, 济南非遗, 承德国家级高新区: characters of two words that happen to make the name of a country
_BY_CHANCE = later("蒙古巴|[方办立执司税说]法方|[依合执]法国|[济河湖云海]南非(?!洲)|[承常顺建英景]德[国方]")
# 具有全球影响力的创新之都, 全球标杆城市: a rank that a place at home strives for
_RANK = later(
    "全球(?:重要|领先|影响|竞争|标杆|一流|知名|著名|前列|顶尖|高端|资源|创新|供应链|产业链|价值链|科创|科技|数字|招|布局|卓越|最|首)"
)
_LOCAL_BODY = later("[省市县区州][一-龥]{1,6}[局委厅办](?:负责人|有关|相关|表示|介绍|将|计划|拟)")  # 市商务局负责人表示，今年将在土耳其…
_LEAD = 60  # characters at the head of a sentence in which its actor is named


def _actor(words: str) -> re.Match[str] | None:
    """The first that words name of those who are not subject to Chinese policy."""
    for actor in lexicon.pattern("foreign", "actors").finditer(words):
        if actor.start() and _BY_CHANCE.match(words, actor.start() - 1):
            continue
        if _RANK.match(words, actor.start()) is None:
            return actor
    return None


def is_foreign(words: str) -> bool:
    """Whether a heading or the head of a sentence speaks of an actor abroad and of none at home."""
    actor = _actor(words)
    if actor is None or words.startswith("族", actor.end()):  # 朝鲜族自治县
        return False
    if actor[0] in _WORLD and _ITS_RULES.match(words, actor.end()):
        return is_foreign(words[actor.end() :])
    source = _SOURCE.match(words)
    if actor.start() == (source.end() if source else 0) and (actor[0] in _WORLD or not _OURS.search(words)):
        return True  # 世界银行：该地区贸易将增长2.5%
    if _ACTS_ABROAD.match(words, actor.end()) and actor[0] not in _WIDE and not _OURS.search(words):
        return True
    return not _at_home(words)


def _at_home(words: str) -> bool:
    """Whether words name an actor at home (发展中国家 does not)."""
    return lexicon.pattern("foreign", "home").search(_NOT_OURS.sub("", words)) is not None or _LOCAL_BODY.search(words) is not None


def _opens_abroad(text: str, sentence: Sentence) -> bool:
    opening = lexicon.pattern("foreign", "actors").match(text, sentence.start, sentence.end)
    if opening is None or opening[0] in _WIDE or text.startswith("族", opening.end()):
        return False
    return not _OURS.search(text, sentence.start, min(sentence.end, sentence.start + _LEAD))


def foreign_sentences(text: str, layout: Layout, title: str | None, *, news: bool) -> frozenset[int]:
    """The sentences that speak of other countries. Outside ``news`` only those that open with a country or its government.

    A sentence does so by its own first words; else its paragraph decides, then its heading, then the title. A sentence that names
    an actor at home (我国, 全省) never does.
    """
    whole = news and is_foreign(title or "")
    speaker = lexicon.pattern("foreign", "actors").match(title or "") if whole else None
    if speaker is not None and speaker[0] in _WORLD and _VIEW_OF.search(title or ""):
        return frozenset(range(len(layout.sentences)))
    if not whole and lexicon.pattern("foreign", "actors").search(text) is None:  # as in most texts: one scan instead of one a sentence
        return frozenset()
    if not news:
        return frozenset(index for index, sentence in enumerate(layout.sentences) if _opens_abroad(text, sentence))
    found: set[int] = set()
    heading, paragraph, here = whole, -1, whole
    for index, sentence in enumerate(layout.sentences):
        words = text[sentence.start : min(sentence.end, sentence.start + _LEAD)]
        if sentence.kind in {"heading", "title"}:
            heading = here = whole or is_foreign(words)
            continue
        if sentence.paragraph != paragraph:
            paragraph, here = sentence.paragraph, heading
        own = is_foreign(words)
        if not own and not here and not heading:  # by far the most
            continue
        if not own and _at_home(text[sentence.start : sentence.end]):
            here = heading and not re.match(r"\s*央视网消息", words)
            continue
        here = here or own
        if here:
            found.add(index)
    return frozenset(found)
