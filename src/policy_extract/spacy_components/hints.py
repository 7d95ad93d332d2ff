"""The rules' findings as tags of a Doc's tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.pipeline.analysis import analyse
from policy_extract.pipeline.doubts import hinted
from policy_extract.schema import Document
from policy_extract.spacy_model.sentences import hint_tags, is_hinted
from policy_extract.spacy_model.stateless import Stateless

if TYPE_CHECKING:
    from spacy.tokens import Doc


class PolicyHints(Stateless):
    """A component without settings: sets ``token.tag_`` unless the Doc came with hints."""

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its tags."""
        if is_hinted(doc):
            return doc
        analysis = analyse(Document(text=doc.text))
        hints = [hint for sentence in hinted(analysis, range(len(analysis.layout.sentences))) for hint in sentence.hints]
        starts = [token.idx for token in doc]
        for token, tag in zip(doc, hint_tags(starts, [token.idx + len(token) for token in doc], hints), strict=True):
            token.tag_ = tag
        return doc
