"""What the pipeline and a trained model hand to each other: sentences with what the rules found in them, and stretches with a label.

The pipeline knows a model by :class:`Tagger` alone, so that another one (a faster one, one of another make) can take its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

HintLabel = Literal["promised", "number", "time", "body", "name", "collective", "indicator", "verb"]
TagLabel = Literal["AGENCY", "INDICATOR"]

TAGS: tuple[TagLabel, ...] = ("AGENCY", "INDICATOR")

HINTS: tuple[HintLabel, ...] = ("number", "time", "collective", "name", "body", "verb", "indicator", "promised")
"""All hints; where two of them hold for the same word, the later one is told."""


class Hint(NamedTuple):
    """A stretch that the rules have read.

    ``promised``: a number judged a target; ``number``: any other; ``time``; ``body``: an agency whose official name is known; ``name``: one
    whose official name is not; ``collective``: 有关部门; ``indicator`` and ``verb``: of a promised number.
    """

    start: int
    end: int
    label: HintLabel


class Hinted(NamedTuple):
    """A sentence ``text[start:end]`` with the hints that begin in it, in the order of HINTS and of the text."""

    start: int
    end: int
    hints: tuple[Hint, ...]


class Tagged(NamedTuple):
    """A stretch as the model reads it, in offsets of the document's text."""

    start: int
    end: int
    label: TagLabel


class ModelError(ValueError):
    """A model that is not there or cannot be loaded; the message says which and why."""


class Tagger(Protocol):
    """Finds bodies of government and indicators of promised numbers in sentences."""

    def tag(self, text: str, sentences: Sequence[Hinted]) -> list[tuple[Tagged, ...]]:
        """What stands in each sentence of ``text``, in text order and without overlaps; one tuple a sentence."""
