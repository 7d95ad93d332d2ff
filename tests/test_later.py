"""Patterns that are compiled when a text needs them: what they need, and that they find what the pattern itself finds."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

import policy_extract
from policy_extract import patterns
from policy_extract.lexicon import load
from policy_extract.patterns import later, needed, ready


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("超过|不少于", {"超过", "不少于"}),
        ("年(?:底|末)前", {"前", "年"}),  # one of them is told
        ("共?同", {"同"}),
        ("每[天月]", {"天", "每", "月"}),
        ("[省市]{1,2}级", {"省", "市", "级"}),
        ("(?P<who>本|该)[^，]{2,4}", {"本", "该"}),
        ("增长{1,2}", {"增"}),
        (r"\.\n", {".", "\n"}),
        (r"[、\]]", {"、", "]"}),
        ("[]a]", {"]", "a"}),
        ("(?<!不)足(?!球)", {"足"}),
        ("(?>(?:一|二))月", {"一", "二", "月"}),
        ("路{x}", {"路", "{x}"}),
    ],
)
def test_what_a_pattern_needs(source: str, words: set[str]) -> None:
    found = needed(source)
    assert found
    assert set(found) <= words


@pytest.mark.parametrize(
    "source",
    [
        "", "(?:)", "再?", "完*", r"\d+", "[0-9]", "[^，。]", "甲|", "(?:甲|乙?)", "(?=丙)", "(?<=丁)", "戊{0,3}", "己{,2}", "[一-龥]",
        r"[\s、]", "戊{00}", r"\N{BULLET}", "^$", "(?i:a)b", "甲|(?(1)a|b)", "(甲|[^]乙])?", r"\Z",
    ],
)
def test_what_needs_nothing_that_is_known(source: str) -> None:
    assert needed(source) == ()


SOURCES = ["要求|目标(?=[是为])", "[^，。]{2,6}(?:以上|以下)$", r"\d{1,3}(?:万|亿)?元", "(?P<of>各[市县])(?:政府|部门)"]
TEXTS = ["", "目标为新增50万元", "各市政府要求", "，三千以上", "各县部门，12元以下", "无"]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("span", [(), (2,), (1, 5), (-3, 100), (4, 2), (0, -1)])
def test_it_finds_what_the_pattern_finds(source: str, text: str, span: tuple[int, ...]) -> None:
    itself = re.compile(source)
    for name in ("search", "match", "fullmatch"):
        one, other = getattr(later(source), name)(text, *span), getattr(itself, name)(text, *span)
        assert (one is None) == (other is None)
        assert one is None or (one.span(), one.groupdict(), one.re.pattern) == (other.span(), other.groupdict(), source)
    assert [each.span() for each in later(source).finditer(text, *span)] == [each.span() for each in itself.finditer(text, *span)]
    assert later(source).sub("_", text) == itself.sub("_", text)
    assert later(source).groupindex == itself.groupindex


def test_it_is_compiled_when_a_text_has_a_word_of_it() -> None:
    pattern = later("起算|(?:自|从).{2,4}计")
    assert pattern.search("按月报送") is None
    assert "search" not in vars(pattern)
    assert pattern.search("自收到计") is not None
    assert "search" in vars(pattern)


def test_whoever_reads_much_gets_the_pattern() -> None:
    pattern = later("起算")
    for _ in range(1000):
        assert pattern.search("按月报送") is None
    assert "search" in vars(pattern)


def test_all_are_made_ready() -> None:
    pattern = later("待用")
    ready()
    assert "search" in vars(pattern)
    with pytest.raises(AttributeError):
        _ = pattern.nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize("source", ["(?P<a>甲", "[甲"])
def test_a_pattern_that_is_wrong_says_so_when_it_is_used(source: str) -> None:
    with pytest.raises(re.error):
        _ = later(source).flags
    with pytest.raises(re.error):
        later(source).search("乙")


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda pattern: pickle.loads(pickle.dumps(pattern))])
def test_it_can_be_copied_and_pickled(copied: Callable[[re.Pattern[str]], re.Pattern[str]], compiled: bool) -> None:
    pattern = later("(?P<unit>各[市县])", ("各",))
    if compiled:
        _ = pattern.flags
    found = copied(pattern).search("各县政府")
    assert found is not None
    assert found["unit"] == "各县"


def test_threads_may_share_it() -> None:
    pattern = later("(?P<unit>各[市县])")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(pattern.findall, ["各县政府", "无"] * 200))
    assert found == [["各县"], []] * 200


def test_no_match_goes_without_what_its_pattern_needs() -> None:
    """Every pattern of the package on the examples of the rules and of the lexicon."""
    for module in pkgutil.walk_packages(policy_extract.__path__, "policy_extract."):
        if not module.name.endswith(("__main__", "spark")):
            importlib.import_module(module.name)
    names = ("rules", "cues", "verbs", "periods", "events", "units", "agencies")
    texts = [fields["example"] for name in names for table in load(name).values() for fields in table.values()]
    whole = "\n".join(dict.fromkeys(texts))
    known = {pattern.pattern for pattern in patterns._ALL}
    assert len(known) > 500
    for source in known:
        words = needed(source)
        for match in re.compile(source).finditer(whole) if words else ():
            assert any(word in match[0] for word in words), (source, match[0])
