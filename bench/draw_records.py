"""Records drawn at random for a reader to judge: ``draw_records.py INPUT… [--count 150] [--seed 1]``.

INPUT is anything that ``documents.read`` reads. Each drawn record is printed with the text before it, its sentence with the value or the
core in 【】, and its fields; whoever judges needs nothing else. The draw depends on nothing but the records and the seed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from documents import read

from policy_extract import Extractor
from policy_extract.schema import Document, Extraction, Record

_BEFORE = 150  # characters of text shown before a record's sentence


def records_of(documents: list[Document]) -> Iterator[tuple[Document, Extraction, Record]]:
    for document, extraction in zip(documents, Extractor().extract_many(documents), strict=True):
        if isinstance(extraction, Extraction):
            yield from ((document, extraction, record) for record in extraction.records)


def marked(text: str, around: tuple[int, int], core: tuple[int, int]) -> str:
    return f"{text[around[0] : core[0]]}【{text[core[0] : core[1]]}】{text[core[1] : around[1]]}"


def told(number: int, document: Document, extraction: Extraction, record: Record) -> str:
    core = record.value or record.deliverable
    assert core is not None
    start, end = record.evidence.span
    lines = [f"## {number}. {record.kind} · {extraction.title or '(no title)'} · published {extraction.published or 'unknown'}"]
    lines += [f"section: {' / '.join(record.evidence.section)}"] if record.evidence.section else []
    lines += [f"before: …{document.text[max(0, start - _BEFORE) : start].strip()}"]
    lines += [f"sentence: {marked(document.text, (start, end), core.span)}", ""]
    if record.value is not None:
        value = record.value
        lines.append(f"- value: op {value.op}, low {value.low}, high {value.high}, unit {value.unit!r}, measure {value.measure}")
    lines += [f"- indicator: {record.indicator.text}"] if record.indicator else []
    if record.deadline is not None:
        deadline = record.deadline
        lines.append(f"- deadline: {deadline.start or '…'} to {deadline.end or '?'} from “{deadline.text}” ({deadline.link})")
    lines += [f"- agency: {agency.name} ({agency.role}, {agency.scope})" for agency in record.agencies]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    documents = list(chain.from_iterable(read(path) for path in options.inputs))
    everything = list(records_of(documents))
    drawn = random.Random(options.seed).sample(everything, min(options.count, len(everything)))
    print(f"# {len(drawn)} of {len(everything)} records in {len(documents)} documents, seed {options.seed}\n")
    for number, found in enumerate(drawn, 1):
        print(told(number, *found))


if __name__ == "__main__":
    main()
