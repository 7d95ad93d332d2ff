"""Gold lines: read, written always in the same bytes, split by scenario, and joined with what a reviewer decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, get_args

from pydantic import ValidationError

from corpus.workshop.sources import SourceError
from policy_extract.corrections.loading import parts
from policy_extract.schema import GoldDocument, sum_of

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)
GOLD = Path(__file__).parent.parent / "gold"

_TRAIN, _DEV = 0.70, 0.15


def split_of(scenario: str) -> Split:
    """The split of a scenario, 70/15/15 by a hash of its name: it stays when others are added, and all its documents go together."""
    share = int.from_bytes(hashlib.sha256(scenario.encode("utf-8")).digest()[:8], "big") / 2**64
    return "train" if share < _TRAIN else "dev" if share < _TRAIN + _DEV else "test"


def line_of(document: GoldDocument) -> str:
    """A document as its line, without line end. The marks stand where they are set; who reviewed what is not kept in the corpus."""
    fields = document.model_dump(mode="json", by_alias=True, exclude={"rejected", "warnings"})
    for record in fields["records"]:
        del record["review"]
        for mark in ("optional", "deadline_optional"):
            if not record[mark]:
                del record[mark]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """The documents of a file of gold lines, checked (``faults_of``). Raises SourceError."""
    documents = []
    for number, line in enumerate(path.read_bytes().decode("utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            document = GoldDocument.model_validate_json(line)
        except ValidationError as error:
            raise SourceError(f"{path}:{number}: {error}") from error
        if faults := faults_of(document):
            raise SourceError("\n".join(f"{path}:{number}: {document.doc_id}: {fault}" for fault in faults))
        documents.append(document)
    return tuple(documents)


def faults_of(document: GoldDocument) -> list[str]:
    """What a gold document says that is not so: strings that do not stand at their spans, references to nothing."""
    text = document.text
    spans = [part for record in document.records for part in parts(record)]
    spans += [(each.span, each.text) for agency in document.agencies for each in agency.mentions]
    spans += [(each.span, each.text) for each in document.unclaimed]
    spans += [(tuple(each["span"]), each["text"]) for places in document.extra.get("phenomena", {}).values() for each in places]
    faults = [f"{said!r} does not stand at {start}:{end}" for (start, end), said in spans if text[start:end] != said]
    ids = [record.id for record in document.records]
    if len(set(ids)) < len(ids):
        faults.append("two records have one id")
    known = {agency.id for agency in document.agencies} | {None}
    faults += [f"{record.id} restates no record" for record in document.records if record.restates not in {*ids, None}]
    faults += [f"{record.id}: no such agency" for record in document.records if {one.agency_id for one in record.agencies} - known]
    if document.source.sha256 != sum_of(text) or document.source.characters != len(text):
        faults.append("the text is not the one that was annotated")
    return faults


def read_corpus(folder: Path = GOLD) -> dict[Split, tuple[GoldDocument, ...]]:
    """The documents of each split; a split whose file does not exist has none."""
    return {split: read_gold(path) if (path := folder / f"{split}.jsonl").exists() else () for split in SPLITS}


def write_corpus(documents: Iterable[GoldDocument], folder: Path = GOLD) -> Mapping[Split, int]:
    """Write the documents, each into its split in the order of their ids; gives the number in each."""
    ordered = sorted(documents, key=lambda document: document.doc_id)
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[Split, int] = {}
    for split in SPLITS:
        lines = [line_of(document) for document in ordered if split_of(document.extra["scenario"]) == split]
        (folder / f"{split}.jsonl").write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
        counts[split] = len(lines)
    return counts
