"""A sentence with hints → a spaCy Doc whose tags are the hints, and the model's spans → offsets of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from policy_extract.spacy_model.tokenizer import pieces
from policy_extract.tagger import TAGS, Tagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.vocab import Vocab

    from policy_extract.tagger import Hint, Hinted

_HINTED = "policy_hints"


def hint_tags(starts: Sequence[int], ends: Sequence[int], hints: Iterable[Hint]) -> list[str]:
    """For the words ``[starts[i], ends[i])`` the label of the hint that covers each, "" for none; of two the later one."""
    tags = [""] * len(starts)
    for hint in hints:
        for at in range(bisect_right(ends, hint.start), bisect_left(starts, hint.end)):
            tags[at] = hint.label
    return tags


def is_hinted(doc: Doc) -> bool:
    """Whether a Doc came with hints, be there none in it."""
    return bool(doc.user_data.get(_HINTED))


def hinted_doc(vocab: Vocab, text: str, sentence: Hinted) -> Doc:
    """The sentence as the model reads it: its words, tagged with what the rules found."""
    words, spaces = pieces(text[sentence.start : sentence.end])
    widths = [len(word) + space for word, space in zip(words, spaces, strict=True)]
    starts = [sentence.start + at for at in accumulate(widths, initial=0)][:-1]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return hinted_words(vocab, words, spaces, hint_tags(starts, ends, sentence.hints))


def hinted_words(vocab: Vocab, words: list[str], spaces: list[bool], tags: list[str]) -> Doc:
    """Words with their hints."""
    return Doc(vocab, words=words, spaces=spaces, tags=tags, user_data={_HINTED: True})


def tagged_spans(doc: Doc, start: int) -> tuple[Tagged, ...]:
    """The entities of a sentence's Doc, in offsets of the text in which it begins at ``start``."""
    return tuple(
        Tagged(start + span.start_char, start + span.end_char, label)
        for span in doc.ents
        for label in TAGS
        if span.label_ == label
    )
