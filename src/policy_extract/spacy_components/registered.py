"""What spaCy finds by entry points. Nothing heavy is imported here: each maker loads what it needs when called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from spacy.language import Language
    from spacy.training import Example

    from policy_extract.spacy_model.tokenizer import SegmentTokenizer

META = {
    "name": "policy_ner",
    "version": "1.0.0",
    "description": "Names of government and party bodies (AGENCY) and indicators of promised numbers (INDICATOR) in Chinese policy texts",
    "author": "the authors of policy-extract",
    "license": "Apache-2.0",
}
"""What ``meta.json`` of the trained model says beside what spaCy writes."""


def described() -> Callable[[Language], Language]:
    """``policy_extract.Described.v1``, called before a model is written: gives it its description."""

    def describe(nlp: Language) -> Language:
        nlp.meta.update(META)
        return nlp

    return describe


def segment_tokenizer() -> Callable[[Language], SegmentTokenizer]:
    """``policy_extract.SegmentTokenizer.v1``: see ``spacy_model.tokenizer``."""
    from policy_extract.spacy_model.tokenizer import create_tokenizer  # noqa: PLC0415

    return create_tokenizer()


def gold_corpus(path: Path, copies: int = 0, seed: int = 0) -> Callable[[Language], Iterator[Example]]:
    """``policy_extract.GoldCorpus.v1``: see ``spacy_components.corpus``."""
    from policy_extract.spacy_components import corpus  # noqa: PLC0415

    return corpus.gold_corpus(path, copies, seed)
