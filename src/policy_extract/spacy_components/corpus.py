"""The gold corpus as training examples: its sentences with the rules' hints, and the bodies and indicators that annotators marked.

A share of the copies of a sentence names other bodies, without hints: so the model learns what a name of a body looks like and where it
stands, and not that the rules have found it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Doc, Span
from spacy.training import Example

from policy_extract.pipeline.analysis import analyse
from policy_extract.pipeline.doubts import hinted
from policy_extract.schema import Document, GoldDocument
from policy_extract.spacy_model.sentences import hinted_doc, hinted_words

if TYPE_CHECKING:
    from spacy.language import Language

_OTHER_NAME = 0.7  # of the bodies in a copy
_NO_HINT = 0.4


class Words(NamedTuple):
    """A sentence as the model reads it, and its entities as (first word, word behind the last, label)."""

    words: list[str]
    tags: list[str]
    entities: list[tuple[int, int, str]]


def gold_corpus(path: Path, copies: int = 0, seed: int = 0) -> Callable[[Language], Iterator[Example]]:
    """What the registered name stands for: gives the examples of a file of gold lines.

    ``copies`` is how many times a sentence that names bodies comes again with other ones; ``seed`` decides with which.
    """

    def read(nlp: Language) -> Iterator[Example]:
        lines = Path(path).read_text("utf-8").splitlines()
        sentences = [words for line in lines for words in _sentences(nlp, GoldDocument.model_validate_json(line))]
        if copies:  # for training: sentences without anything to learn from are left out
            sentences = [words for words in sentences if words.entities or any(words.tags)]
        names = [words.words[start:end] for words in sentences for start, end, label in words.entities if label == "AGENCY"]
        draw = random.Random(seed)
        for words in sentences:
            yield _example(nlp, words)
            if any(label == "AGENCY" for *_, label in words.entities):
                for _ in range(copies):
                    yield _example(nlp, _renamed(words, names, draw))

    return read


def _sentences(nlp: Language, gold: GoldDocument) -> Iterator[Words]:
    text = gold.text
    analysis = analyse(Document(text=text, title=gold.title, published=gold.published), thorough=True)
    bodies = {(*mention.span, "AGENCY") for agency in gold.agencies for mention in agency.mentions}
    phrases = {(*record.indicator.span, "INDICATOR") for record in gold.records if record.kind == "target" and record.indicator}
    marked = bodies | phrases
    for sentence in hinted(analysis, range(len(analysis.layout.sentences))):
        doc = hinted_doc(nlp.vocab, text, sentence)
        here = [one for one in marked if sentence.start <= one[0] and one[1] <= sentence.end]
        yield Words([token.text for token in doc], [token.tag_ for token in doc], list(_entities(doc, sentence.start, here)))


def _entities(doc: Doc, start: int, marked: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The marks that begin and end with words, without overlaps: of two the body, else the first, else the shorter."""
    # by all that they hold: what only a set's order decides differs from one run to the next
    for low, high, label in sorted(marked, key=lambda one: (one[2], one[0], one[1])):
        span = doc.char_span(low - start, high - start)
        if span is not None and not any(token.ent_type for token in span):
            doc.ents = (*doc.ents, Span(doc, span.start, span.end, label))
    yield from ((span.start, span.end, span.label_) for span in doc.ents)


def _renamed(sentence: Words, names: list[list[str]], draw: random.Random) -> Words:
    """The sentence with other bodies in place of most of its own, some of them without their hints."""
    words: list[str] = []
    tags: list[str] = []
    entities = []
    at = 0
    for start, end, label in sentence.entities:
        words += sentence.words[at:start]
        tags += sentence.tags[at:start]
        new, hints = sentence.words[start:end], sentence.tags[start:end]
        if label == "AGENCY":
            if draw.random() < _OTHER_NAME:
                new = draw.choice(names)
                hints = [hints[0]] * len(new)
            if draw.random() < _NO_HINT:
                hints = [""] * len(new)
        entities.append((len(words), len(words) + len(new), label))
        words += new
        tags += hints
        at = end
    return Words(words + sentence.words[at:], tags + sentence.tags[at:], entities)


def _example(nlp: Language, sentence: Words) -> Example:
    spaces = [False] * len(sentence.words)
    given, wanted = (hinted_words(nlp.vocab, sentence.words, spaces, sentence.tags) for _ in range(2))
    wanted.ents = [Span(wanted, start, end, label) for start, end, label in sentence.entities]
    return Example(given, wanted)
