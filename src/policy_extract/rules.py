"""A rule is a name, a pattern, a builder and its examples; all rules of the package are run the same way.

A pattern begins on its rare part (a digit, a suffix, a bracket), looks back a bounded way and holds no nested quantifier,
so that its time grows linearly with the text. Tests run every rule on its own examples and on those examples pumped up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from policy_extract.patterns import later

T = TypeVar("T")


@dataclass(frozen=True)
class Rule(Generic[T]):
    """One way of writing something.

    ``id`` is the name that appears in the output's ``rules`` (``timex.year_end``). ``build`` turns a match into a value, or
    into None where the match turns out to be something else. ``examples`` are texts that the rule must match, ``refused``
    texts that it must not.
    """

    id: str
    source: str | re.Pattern[str]
    build: Callable[[re.Match[str]], T | None]
    examples: tuple[str, ...]
    refused: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The source as a pattern; what is given as a string is compiled when a text needs it."""
        return later(self.source) if isinstance(self.source, str) else self.source


class Hit(NamedTuple, Generic[T]):
    """A rule's match: where, what was built, and which rule."""

    start: int
    end: int
    value: T
    rule: str


def scan(text: str, rules: tuple[Rule[T], ...], start: int = 0, end: int | None = None) -> Iterator[Hit[T]]:
    """All matches of all rules in ``text[start:end]``, rule by rule, in the order of ``rules``; overlaps are the caller's."""
    stop = len(text) if end is None else end
    for rule in rules:
        for match in rule.pattern.finditer(text, start, stop):
            value = rule.build(match)
            if value is not None:
                yield Hit(match.start(), match.end(), value, rule.id)
