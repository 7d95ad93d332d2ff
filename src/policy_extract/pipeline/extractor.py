"""The face of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.layout import join
from policy_extract.lexicon.overlay import Overlay, read_overlay
from policy_extract.pipeline.analysis import analyse
from policy_extract.pipeline.assemble import assemble
from policy_extract.pipeline.restoring import restored
from policy_extract.pipeline.second_reading import read_again
from policy_extract.schema import Document, Extraction, Failure, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from policy_extract.tagger import Tagger

_STATUSES = frozenset({"planned", "ongoing", "forecast", "achieved"})


class Extractor:
    """Extracts the commitments of Chinese policy texts.

    ``include`` names the statuses that are given (planned, ongoing, forecast, achieved); ``unclaimed`` adds every other number of
    the body with the reason why it is no record. ``lexicon`` is a TOML file of the user's own bodies
    (:mod:`policy_extract.lexicon.overlay`), or what ``read_overlay`` made of it. ``model`` reads again where the rules may have missed a
    body: None for rules alone (spaCy is not imported), "zh_policy_ner" for the trained model that comes with the package, the folder of
    another spaCy pipeline, or anything that can ``tag`` (:class:`policy_extract.tagger.Tagger`). Raises ValueError for an unknown status
    and its kinds LexiconError for an entry that is not as it must be and ModelError for a model that is not there. An extractor holds no
    state between documents.
    """

    def __init__(
        self, *, include: Iterable[str] = ("planned",), unclaimed: bool = False, lexicon: str | Path | Overlay | None = None,
        model: str | Path | Tagger | None = None,
    ) -> None:
        self.include = frozenset(include)
        self.unclaimed = unclaimed
        self.overlay = lexicon if lexicon is None or isinstance(lexicon, Overlay) else read_overlay(lexicon)
        self.tagger = _tagger(model)
        self._thorough = unclaimed or bool(self.include - {"planned"})
        unknown = self.include - _STATUSES
        if unknown:
            raise ValueError(f"unknown status {sorted(unknown)[0]!r}: choose from {', '.join(sorted(_STATUSES))}")

    def extract(self, document: str | Document, *, path: str | None = None, encoding: str | None = None) -> Extraction:
        """The records of one document. ``path`` and ``encoding`` are told back in ``source``.

        Raises UnicodeEncodeError where the text holds lone surrogates (``extract_many`` gives a Failure instead).
        """
        given = Document(text=document) if isinstance(document, str) else document
        return self._extract(given, given.doc_id, path, encoding)

    def _extract(self, document: Document, prefix: str, path: str | None, encoding: str | None) -> Extraction:
        given, copy = document, join(document.text)
        if copy is not None:
            document = document.model_copy(update={"text": copy.text})
        analysis = analyse(document, thorough=self._thorough, overlay=self.overlay)
        if self.tagger is not None:
            analysis = read_again(
                document.text, analysis, self.tagger,
                lambda named: analyse(document, thorough=self._thorough, overlay=self.overlay, named=named),
            )
        extraction = assemble(
            document, analysis, include=self.include, unclaimed=self.unclaimed, path=path, encoding=encoding, record_prefix=prefix
        )
        return extraction if copy is None else restored(extraction, analysis, copy, given)

    def extract_many(self, documents: Iterable[str | Document | Failure]) -> Iterator[Extraction | Failure]:
        """One result for each input, in order, as they come. A document that cannot be processed gives a Failure; the rest go on.

        Failures in the input pass through. Record ids stay unique where document ids repeat (the second one's are ``ID~2#…``).
        """
        seen: dict[str, int] = {}
        for item in documents:
            if isinstance(item, Failure):
                yield item
                continue
            document = Document(text=item) if isinstance(item, str) else item
            seen[document.doc_id] = seen.get(document.doc_id, 0) + 1
            yield self.extract_safely(document, repeat=seen[document.doc_id])

    def extract_safely(
        self, document: Document, *, path: str | None = None, encoding: str | None = None, repeat: int = 1
    ) -> Extraction | Failure:
        """Like ``extract``, but what goes wrong comes back as a Failure that names the document and the error.

        ``repeat`` is the how-manieth document of this id it is.
        """
        prefix = document.doc_id if repeat == 1 else f"{document.doc_id}~{repeat}"
        try:
            document.text.encode("utf-8")
            return self._extract(document, prefix, path, encoding)
        except UnicodeEncodeError as error:
            problem = Problem(code="invalid_unicode", message=f"lone surrogate at character {error.start}")
        except MemoryError:
            problem = Problem(code="out_of_memory", message=f"{len(document.text)} characters need more memory than there is")
        except Exception as error:
            problem = Problem(code="internal", message=f"{type(error).__name__}: {error}")
        return Failure(doc_id=document.doc_id, error=problem)


def _tagger(model: str | Path | Tagger | None) -> Tagger | None:
    if model is None or hasattr(model, "tag"):
        return model
    from policy_extract.spacy_model import NAME, load_tagger  # noqa: PLC0415 - the rules do not need it

    return load_tagger(None if model == NAME else model)
