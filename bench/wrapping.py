"""What hard line breaks cost: ``wrapping.py INPUT [--widths 18 22 28 34 40] [--every 1] [--show]``.

INPUT is anything that ``documents.read`` reads. Each document is extracted as it is, and again with every paragraph cut into lines of so
many characters (two columns each, as a typesetter counts; a line may end inside a word, a number or a name). A record is kept where the
wrapped text gives one with the same core, white space apart, and kept whole where value, indicator, deadline and agencies are the same.
Ways: ``plain``, paragraphs ``indented``, marks that may not begin a line hung on the one before (``hung``), ``paged`` with a page's number
every 20 lines, ``one line`` (all breaks lost), ``half width`` (Chinese marks written with those of the keyboard). ``--show`` prints what
was lost or changed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from documents import read

from policy_extract import Extractor
from policy_extract.schema import Document, Extraction, Record

_HANGING = "，。、；：！？）》”％%,;"
_SPACE = re.compile(r"\s+")
_PAGE = re.compile(r"(?:^|(?<=\n))— \d+ —(?=\n|$)")
WAYS = ("plain", "indented", "hung", "paged")


def lines_of(paragraph: str, width: int, *, hung: bool) -> Iterator[str]:
    line, columns = "", 0
    for character in paragraph:
        size = 1 if character.isascii() else 2
        if columns + size > 2 * width and not (hung and character in _HANGING):
            yield line
            line, columns = "", 0
        line += character
        columns += size
    if line:
        yield line


def wrapped(text: str, width: int, way: str) -> str:
    lines: list[str] = []
    for paragraph in text.splitlines():
        body = paragraph.strip()
        body = "　　" + body if way == "indented" and body else body
        lines += lines_of(body, width, hung=way in ("hung", "indented")) if body else [""]
    if way == "paged":
        numbered = [[*lines[at : at + 20], f"— {at // 20 + 1} —"] for at in range(0, len(lines), 20)]
        lines = [line for page in numbered for line in page]
    return "\n".join(lines)


def joined(text: str) -> str:
    return "".join(map(str.strip, text.splitlines()))


_KEYBOARD = str.maketrans("，。；：（）？！", ",.;:()?!")


def typed(text: str) -> str:
    return text.translate(_KEYBOARD)


WHOLE = {"one line": joined, "half width": typed}


def plain(words: str | None) -> str | None:
    return None if words is None else _SPACE.sub("", _PAGE.sub("", words)).translate(_KEYBOARD)


def told(record: Record) -> tuple[object, ...]:
    """What a record says, white space apart."""
    value, deadline = record.value, record.deadline
    return (
        value and (value.op, value.low, value.high, value.unit, value.measure),
        record.indicator and plain(record.indicator.text),
        deadline and (deadline.start, deadline.end),
        sorted((plain(agency.canonical or agency.name), agency.role) for agency in record.agencies),
    )


def by_core(extraction: Extraction, places: list[int]) -> dict[tuple[str, int], Record]:
    """Records by their kind and by how many characters that are no white space stand before them."""
    return {(record.kind, places[record.core[0]]): record for record in extraction.records}


def inked(text: str, skipped: re.Pattern[str]) -> list[int]:
    """For each offset, how many characters of the text proper stand before it."""
    found, count, end = [], 0, 0
    for at, character in enumerate(text):
        if at >= end and (page := skipped.match(text, at)):
            end = page.end()
        found.append(count)
        count += not character.isspace() and at >= end
    return [*found, count]


def compare(document: Document, text: str, extractor: Extractor, *, show: bool) -> tuple[int, int, int, int]:
    """Records as given, kept, kept whole, and added."""
    given = extractor.extract(document)
    other = extractor.extract(document.model_copy(update={"text": text}))
    want, have = by_core(given, inked(document.text, _PAGE)), by_core(other, inked(text, _PAGE))
    kept = [key for key in want if key in have]
    whole = [key for key in kept if told(want[key]) == told(have[key])]
    if show:
        for key in sorted(want.keys() | have.keys(), key=lambda key: key[1]):
            one, two = want.get(key), have.get(key)
            if one is None or two is None or told(one) != told(two):
                print("=", document.doc_id, document.title)
                for sign, record, words in (("-", one, document.text), ("+", two, text)):
                    print("  ", sign, record and (record.kind, words[slice(*record.core)], *told(record)))
                    print("       ", record and record.evidence.text)
    return len(want), len(kept), len(whole), len(have) - len(kept)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("input", type=Path)
    arguments.add_argument("--widths", type=int, nargs="+", default=[18, 22, 28, 34, 40])
    arguments.add_argument("--every", type=int, default=1)
    arguments.add_argument("--ways", nargs="+", default=[*WAYS, *WHOLE])
    arguments.add_argument("--show", action="store_true")
    options = arguments.parse_args()
    documents = [one for one in read(options.input)[:: options.every] if "\t" not in one.text and "|" not in one.text]
    extractor = Extractor()
    for way in options.ways:
        for width in options.widths if way not in WHOLE else [0]:
            counts = [0, 0, 0, 0]
            for document in documents:
                text = wrapped(document.text, width, way) if width else WHOLE[way](document.text)
                found = compare(document, text, extractor, show=options.show)
                counts = [sum(pair) for pair in zip(counts, found, strict=True)]
            records, kept, whole, added = counts
            if not records:
                raise SystemExit("no records in the input")
            shares = " ".join(f"{name} {count / records:.3f}" for name, count in (("kept", kept), ("whole", whole), ("added", added)))
            print(f"{way:>10} {width:>3}: {records} records, {shares}")


if __name__ == "__main__":
    main()
