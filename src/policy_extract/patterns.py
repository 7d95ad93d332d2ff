"""Patterns that are compiled when a text needs them.

The stages hold some 700 patterns ready, and compiling them takes as long as everything else that one short document asks for: each class
of more than two runs of characters beyond Latin (``[^，。；]``, the digits 一 to 九) costs ``re`` 0.1 to 0.2 ms. So what ``later`` gives
stays a source until it is asked about a text that holds one of the words without which it cannot match: ``needed`` tells these from the
source.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any, cast
from weakref import WeakSet

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "flags", "groups", "groupindex")


class _Later:
    """Stands for a pattern; once that is compiled, its methods stand in the place of those of this class.

    It is not the ``re`` of the matches that it gives: they are told apart by their ``re.pattern``.
    """

    def __init__(self, source: str, words: tuple[str, ...] | None) -> None:
        self.pattern = source
        self._words = words
        self._looks = _LOOKS * len(source)

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled().search(string, pos, endpos) if self._possible(string, pos, endpos) else None

    def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled().match(string, pos, endpos) if self._possible(string, pos, endpos) else None

    def fullmatch(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled().fullmatch(string, pos, endpos) if self._possible(string, pos, endpos) else None

    def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self.compiled().finditer(string, pos, endpos) if self._possible(string, pos, endpos) else iter(())

    def __getattr__(self, name: str) -> Any:  # of what is asked for seldom: compiled without a look
        if name not in _METHODS:
            raise AttributeError(name)
        return getattr(self.compiled(), name)

    def __reduce__(self) -> tuple[Any, ...]:  # copied and pickled as its source: what a compiled one holds cannot be
        return later, (self.pattern, self._words)

    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        pattern = re.compile(self.pattern)
        for name in _METHODS:
            setattr(self, name, getattr(pattern, name))
        return pattern

    def _possible(self, text: str, pos: int, endpos: int) -> bool:
        """Whether the pattern may match there, or so much was looked at that it costs little to compile it."""
        if self._words is None:
            self._words = needed(self.pattern)
        part = text[max(pos, 0) : max(endpos, 0)]
        self._looks -= len(self._words) * (1 + (len(part) >> 8))
        return not self._words or self._looks < 0 or any(map(part.__contains__, self._words))


_LOOKS = 20
"""Words that are looked for, for each character of a source, before it is compiled anyway: a quarter of what that costs."""
_ALL: WeakSet[_Later] = WeakSet()


def later(source: str, words: tuple[str, ...] | None = None) -> re.Pattern[str]:
    """What can be used like ``re.compile(source)``, and costs next to nothing until a text has one of the words that it needs.

    ``words``: these words, where the caller knows them. Once compiled, a call takes some 20 ns more than a pattern's own.
    """
    pattern = _Later(source, words)
    _ALL.add(pattern)
    return cast("re.Pattern[str]", pattern)


def ready() -> None:
    """Compile all patterns that are left: before a process makes copies of itself, each of which would do it again."""
    for pattern in list(_ALL):
        _ = pattern.flags


def needed(source: str) -> tuple[str, ...]:
    """Words of which each match of ``source`` holds at least one; none where that cannot be told.

    Only what is certain counts: literals, classes without ranges, and groups of alternatives that each need something; nothing that may
    be left out, and nothing that only stands around a match.
    """
    try:
        found, _ = _alternatives(source, 0)
    except (_UnknownError, IndexError):  # a source that breaks off: ``re`` says what is wrong with it
        return ()
    return tuple(found or ())


class _UnknownError(Exception):
    """What is not looked into: a group with flags, a condition or a reference, a character given by its name."""


_Needs = frozenset[str] | None
"""What a piece of a pattern needs; None: nothing that is known."""


def _often(words: frozenset[str]) -> int:
    """How often one of the words stands in a text, by a rule of thumb: a character is thirty times as frequent as a word of two."""
    return sum(30 if len(word) == 1 else 1 for word in words)


_PLAIN = re.compile(r"[^\\\[\](){}|?*+.^$]+")
_WORDS = re.compile(r"\((?:\?:)?([^\\\[\](){}?*+.^$]+)\)")  # a group of words
_CHARACTERS = re.compile(r"\[(\^?+)([^\\\]]+)\]")  # a class without escapes
_ASIDE = re.compile(r"\(\?<?[=!](?:[^\\\[\]()]|\[\^?+[^\\\]]+\]|\\.)*+\)")  # what stands around, without groups in it
_OFTEN = re.compile(r"(?:(?P<dispensable>[?*]|\{0*(?:,\d*)?\})|\+|\{\d+(?:,\d*)?\})[?+]?")
_OPENS = re.compile(r"\?(?:s?:|>|P<\w+>|(?P<around><?[=!]))|(?!\?)")
_ESCAPED = re.compile(r"u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|[0-9]{1,3}|.", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r"}


def _alternatives(source: str, at: int) -> tuple[_Needs, int]:
    """Alternatives up to the bracket that closes their group, or to the end: what they need and where that is."""
    every: set[str] | None = set()
    size = len(source)
    while True:
        one: _Needs = None
        needs: _Needs
        while at < size and source[at] not in "|)":
            plain = _PLAIN.match(source, at)
            if plain is not None and plain.end() - at > 1:
                end = plain.end() - source.startswith(("?", "*", "+", "{"), plain.end())  # the last one may stand any number of times
                needs, at = frozenset((source[at:end],)), end
            else:
                needs, at = _piece(source, at)
            if needs and (one is None or _often(needs) < _often(one)):
                one = needs
        if one is None:
            every = None
        elif every is not None:
            every |= one
        if at == size or source[at] == ")":
            return None if every is None else frozenset(every), at
        at += 1


def _piece(source: str, at: int) -> tuple[_Needs, int]:
    """One character, class or group, with what says how often it stands."""
    head = source[at]
    if head == "(":
        needs, at = _group(source, at)
    elif head == "[":
        needs, at = _class(source, at)
    elif head == "\\":
        needs, at = _escaped(source, at + 1)
    else:
        needs, at = None if head in ".^$" else frozenset(head), at + 1
    if at < len(source) and source[at] in "?*+{":
        often = _OFTEN.match(source, at)
        if often is None:  # a brace that stands for itself
            return needs, at
        return None if often["dispensable"] else needs, often.end()
    return needs, at


def _group(source: str, at: int) -> tuple[_Needs, int]:
    """A group with its brackets."""
    if (aside := _ASIDE.match(source, at)) is not None:
        return None, aside.end()
    if (words := _WORDS.match(source, at)) is not None:
        found = frozenset(words[1].split("|"))
        return None if "" in found else found, words.end()
    opening = _OPENS.match(source, at + 1)
    if opening is None:
        raise _UnknownError
    needs, end = _alternatives(source, opening.end())
    return None if opening["around"] else needs, end + 1


def _class(source: str, at: int) -> tuple[_Needs, int]:
    """A class with its brackets: its characters where each is named."""
    if (plain := _CHARACTERS.match(source, at)) is not None:
        return None if plain[1] or "-" in plain[2][1:-1] else frozenset(plain[2]), plain.end()
    negated = source[at + 1] == "^"
    first = at = at + 1 + negated
    characters: set[str] | None = set()
    while source[at] != "]" or at == first:
        needs: _Needs
        if source[at] == "\\":
            needs, at = _escaped(source, at + 1)
        else:
            needs, at = frozenset(source[at]), at + 1
        if source[at] == "-" and source[at + 1] != "]":
            needs, at = None, at + 1
        if needs is None:
            characters = None
        elif characters is not None:
            characters |= needs
    return None if negated or characters is None else frozenset(characters), at + 1


def _escaped(source: str, at: int) -> tuple[_Needs, int]:
    """What a backslash before ``at`` makes of what follows."""
    found = _ESCAPED.match(source, at)
    assert found is not None  # a pattern does not end in a backslash
    word = found[0]
    if word == "N":
        raise _UnknownError
    if len(word) > 1 and word[0] in "uxU":
        return frozenset(chr(int(word[1:], 16))), found.end()
    if word[0].isascii() and word[0].isalnum():
        return frozenset(_CONTROLS[word]) if word in _CONTROLS else None, found.end()
    return frozenset(word), found.end()
