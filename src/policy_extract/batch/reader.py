"""What the workers of a run do with a document: read it, extract it, carry a reviewer's decisions out, write its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.batch.ids import key_of
from policy_extract.batch.messages import Answer, Request, failed
from policy_extract.lexicon import load
from policy_extract.patterns import ready
from policy_extract.pipeline import Extractor
from policy_extract.reading import parsed, repeated
from policy_extract.schema import Document, Extraction, Failure, Problem

if TYPE_CHECKING:
    from policy_extract.batch.settings import Settings
    from policy_extract.corrections import Corrections


def reader_of(settings: Settings) -> Callable[[Request], Answer]:
    """What turns a document into its line, as ``settings`` ask for it. Everything that is loaded once is loaded now.

    Raises ValueError (LexiconError, ModelError, CorrectionError) where something that the settings name is not as it must be.
    """
    extractor = Extractor(include=settings.include, unclaimed=settings.unclaimed, lexicon=settings.lexicon, model=settings.model)
    warm(extractor)
    decided = _decisions(settings.corrections)

    def read(request: Request) -> Answer:
        found = parsed(request.source, settings.max_chars)
        document = found.document
        if document is None:
            assert found.failure is not None
            return failed(found.failure)
        size, key, repeat = len(document.text), key_of(document.doc_id), request.repeat
        if settings.strict and repeat > 1:
            return failed(repeated(document.doc_id, repeat), size, key)
        if settings.published is not None and document.published is None:
            document = document.model_copy(update={"published": settings.published})
        result = extractor.extract_safely(document, path=found.path, encoding=found.encoding, repeat=repeat)
        complaints: tuple[str, ...] = ()
        if document.doc_id in decided and repeat == 1 and isinstance(result, Extraction):
            result, complaints = _corrected(result, document.text, settings, decided[document.doc_id])
        if isinstance(result, Failure):
            return failed(result, size, key)
        try:
            return Answer(result.to_json().encode("utf-8"), len(result.records), size, key, complaints=complaints)
        except Exception as error:  # a result that cannot be written must not take its neighbours along
            problem = Problem(code="internal", message=f"{type(error).__name__}: {error}")
            return failed(Failure(doc_id=document.doc_id, error=problem), size, key)

    return read


def warm(extractor: Extractor) -> None:
    """Let it read the examples of all rules: what is compiled, or loaded, when first needed is needed by them, or made ready."""
    ready()
    examples = "\n".join(fields["example"] for table in load("rules").values() for fields in table.values())
    extractor.extract(Document(text=examples))
    if extractor.tagger is not None:
        extractor.tagger.tag("", [])


def _decisions(path: str | None) -> dict[str, Corrections]:
    if path is None:
        return {}
    from policy_extract.corrections import load_corrections  # noqa: PLC0415 - for this option only

    return dict(load_corrections(Path(path)))


def _corrected(result: Extraction, text: str, settings: Settings, decided: Corrections) -> tuple[Extraction, tuple[str, ...]]:
    from policy_extract.corrections import apply  # noqa: PLC0415 - for this option only

    applied = apply(result, text, decided, include=settings.include)
    return applied.extraction, tuple(
        f"{settings.corrections}: {misfit.record_id}: {misfit.review}, but no longer fits: {misfit.reason}" for misfit in applied.misfits
    )
