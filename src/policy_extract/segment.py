"""Text → words: numbers first, then jieba without its HMM.

Everything that is not plain Chinese is cut here, by one regular expression: numbers with their magnitude words and percent
signs, Latin runs (PM2.5, km), punctuation character by character. Only the Chinese between is left to the dictionary,
so that both engines give the same words. The HMM stays off because it makes words out of neighbours: it joins 由 and 市 in
由市民政局 and so moves the border of a body's name. ``docs/segmentation.md`` has the measurements.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate, compress, pairwise
from typing import NamedTuple

from policy_extract.patterns import later


class Word(NamedTuple):
    """A word where it stands: ``[start, end)`` in Unicode code points of the text."""

    start: int
    end: int


_new_word: Callable[[tuple[int, int]], Word] = partial(tuple.__new__, Word)  # three times faster than Word(*pair)

CHUNK = 20_000
"""Characters given to an engine at a time; rjieba needs some 80 bytes a character while it cuts."""

_HAN = "\u4e00-\u9fd5"  # what jieba looks up in its dictionary
_DIGIT = "0-9０-９"
_LATIN = "A-Za-zＡ-Ｚａ-ｚ"
_CIPHER = "零〇一二三四五六七八九两几"
_MAGNITUDE = "(?:[万亿兆十]|百(?!分)|千(?![瓦米克伏卡帕赫焦字]))"  # 百分点 and 千瓦 are units

_NOT_HAN = later(  # (?>(…)*), not (…)*+: possessive groups that can backtrack go wrong in Python before 3.11.5 (gh-106052)
    "("
    # 1,200.5万  80％  18:14:18  300P  5G; but in "1.2025年" the 1 is a list marker
    rf"[{_DIGIT}]++(?>(?:[.．](?![{_DIGIT}]{{4}}年)[{_DIGIT}]++|[,，][{_DIGIT}]{{3}}(?![{_DIGIT}])|[:：][{_DIGIT}]{{2}}(?![{_DIGIT}]))*)"
    rf"(?>(?:(?>{_MAGNITUDE}+)|[{_LATIN}]++)?)[%％‰]?+"
    # PM2.5  A220  GDP
    rf"|[{_LATIN}]++(?:[{_DIGIT}]++(?:\.[{_DIGIT}]++)?+)?+"
    # 三分之二  百分之五点五
    rf"|[{_CIPHER}十百千万]{{1,8}}+分之[{_CIPHER}十百千万亿]{{1,8}}+(?:点[{_CIPHER}]{{1,6}}+)?+"
    # 二〇二三年  二○二三年
    r"|[一二][零〇○一二三四五六七八九]{3}(?=年)"
    # 一万五千亿  三点五亿  十四五
    rf"|(?=[{_CIPHER}点]{{0,8}}{_MAGNITUDE})[{_CIPHER}十百千万亿兆](?>(?:[{_CIPHER}]|点(?=[{_CIPHER}])|{_MAGNITUDE}){{1,24}})"
    r"|\s++"
    rf"|[^{_HAN}]"
    ")"
)


def _load_rjieba() -> Callable[[str], list[str]]:
    return partial(import_module("rjieba").Jieba().cut, hmm=False)


def _load_jieba() -> Callable[[str], list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42 has invalid escapes and imports pkg_resources
        jieba = import_module("jieba")
    tokenizer = jieba.Tokenizer()
    # What Tokenizer.initialize() does, without its pickle-like cache in the shared temporary folder and its lines on stderr.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return partial(tokenizer.lcut, HMM=False)


_LOADERS = {"rjieba": _load_rjieba, "jieba": _load_jieba}


@cache
def default_engine() -> str:
    """The engine that ``segment`` takes when none is named: rjieba where it is installed, else jieba."""
    return "rjieba" if find_spec("rjieba") else "jieba"


@cache
def _cutter(engine: str) -> Callable[[str], list[str]]:
    """The cut function of an engine with a dictionary of its own: ``add_word`` elsewhere in the process does not reach it."""
    return _LOADERS[engine]()


def _chunks(text: str) -> Iterator[str]:
    """``text`` in pieces that end behind a space where there is one within reach."""
    at = 0
    while len(text) - at > 2 * CHUNK:
        space = text.find(" ", at + CHUNK, at + 2 * CHUNK)
        end = space + 1 or at + 2 * CHUNK
        yield text[at:end]
        at = end
    yield text[at:]


def segment(text: str, start: int = 0, end: int | None = None, engine: str | None = None) -> tuple[Word, ...]:
    """The words of ``text[start:end]`` in text order, as offsets into ``text``.

    The words and the white space between them cover every character; white space itself is no word. A number is one
    word with its magnitude and percent sign (1.2万, 80%, 一千五百亿, 三分之二), so is a Latin run (PM2.5); units, ranges and
    dates are several (4 到 6 个, 2023 年底). Both engines give the same words.

    ``engine`` is "rjieba", "jieba" (the same algorithm, some twenty times slower, one second to load) or None for the
    default. Raises ValueError for another name and ImportError where the named engine is not installed.
    """
    if engine is not None and engine not in _LOADERS:
        raise ValueError(f"unknown segmentation engine {engine!r}: choose one of {', '.join(_LOADERS)}")
    begin, stop, _ = slice(start, end).indices(len(text))
    parts = _NOT_HAN.split(text[begin:stop])
    cut = _cutter(engine or default_engine())
    # A space stands for each part that is already cut; the engines give every space as a token of its own.
    others = iter(parts[1::2])
    tokens = [next(others) if token == " " else token for chunk in _chunks(" ".join(parts[::2])) for token in cut(chunk)]
    borders = pairwise(accumulate(map(len, tokens), initial=begin))
    return tuple(map(_new_word, compress(borders, [not token.isspace() for token in tokens])))
