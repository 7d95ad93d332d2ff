"""The trained model as a Tagger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_extract.spacy_model.weights import model_path
from policy_extract.tagger import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language

    from policy_extract.tagger import Hinted, Tagged

_BATCH = 64  # sentences given to the network at a time


class SpacyTagger:
    """Runs the named-entity recogniser of a spaCy pipeline on hinted sentences. spaCy is imported, and the weights read, at first use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._nlp: Language | None = None

    def tag(self, text: str, sentences: Sequence[Hinted]) -> list[tuple[Tagged, ...]]:
        """See ``tagger.Tagger``. Raises ModelError where the model cannot be loaded."""
        from policy_extract.spacy_model.sentences import hinted_doc, tagged_spans  # noqa: PLC0415 - imports spaCy

        nlp = self._loaded()
        docs = [hinted_doc(nlp.vocab, text, sentence) for sentence in sentences]
        recogniser: Any = nlp.get_pipe("ner")
        return [
            tagged_spans(doc, sentence.start)
            for doc, sentence in zip(recogniser.pipe(docs, batch_size=_BATCH), sentences, strict=True)
        ]

    def _loaded(self) -> Language:
        if self._nlp is None:
            import spacy  # noqa: PLC0415 - takes a second

            try:
                self._nlp = spacy.load(self.path)
            except (OSError, ValueError, KeyError) as error:
                raise ModelError(f"cannot load the model in {self.path}: {error}") from error
            if "ner" not in self._nlp.pipe_names:
                raise ModelError(f"the model in {self.path} has no component 'ner'")
        return self._nlp

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "_nlp": None}  # each process reads the weights for itself


def load_tagger(path: str | Path | None = None) -> SpacyTagger:
    """The tagger of the model in ``path``, or of the one that comes with the package. Nothing is loaded yet.

    Raises ModelError where there is no such model.
    """
    home = model_path() if path is None else Path(path)
    if not (home / "meta.json").is_file():
        raise ModelError(f"no spaCy model in {home}: meta.json is missing")
    return SpacyTagger(home)
