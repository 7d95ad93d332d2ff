"""The project's segmentation as a spaCy tokenizer: numbers first, then jieba without HMM."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from spacy.attrs import SUFFIX
from spacy.tokens import Doc

from policy_extract.segment import segment
from policy_extract.spacy_model.stateless import Stateless

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab


def last_character(word: str) -> str:
    """The SUFFIX of a word: of a Chinese word one character (局, 率, 家) says what it is, where spaCy takes three."""
    return word[-1:]


def pieces(text: str) -> tuple[list[str], list[bool]]:
    """Words of ``text`` and whether a space follows each, as ``Doc`` wants them: joined they are the text, white space included."""
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in (*segment(text), (len(text), len(text))):
        gap = text[at:start]
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if end > start:
            words.append(text[start:end])
            spaces.append(False)
        at = end
    return words, spaces


class SegmentTokenizer(Stateless):
    """Cuts a text into a ``Doc``."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        getters: dict[int, Callable[[str], Any]] = vocab.lex_attr_getters  # type: ignore[attr-defined]  # the stubs leave it out
        getters[SUFFIX] = last_character

    def __call__(self, text: str) -> Doc:
        """The Doc of ``text``: every character of it, white space too, is in a token or the space behind one."""
        words, spaces = pieces(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterable[Doc]:
        """One ``Doc`` for each text; ``batch_size`` is spaCy's and means nothing here."""
        return map(self, texts)


def create_tokenizer() -> Callable[[Language], SegmentTokenizer]:
    """What the registered name stands for: a maker of tokenizers, as spaCy's config wants it."""

    def create(nlp: Language) -> SegmentTokenizer:
        return SegmentTokenizer(nlp.vocab)

    return create
