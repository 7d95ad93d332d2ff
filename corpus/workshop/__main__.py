"""``python -m corpus.workshop``: the maintainers' commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.workshop.agreement import agreement
from corpus.workshop.building import build
from corpus.workshop.calibrating import TABLE, counted, written
from corpus.workshop.card import COVERAGE, README, SHARED, beside_block, coverage_page, everything, statistics_block, with_block
from corpus.workshop.exporting import export
from corpus.workshop.gold import GOLD, read_corpus, read_gold, write_corpus
from corpus.workshop.merging import merged
from corpus.workshop.showing import shown
from corpus.workshop.sources import SourceError, read_sources
from policy_extract.schema import GoldDocument


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 1 where something is wrong with the sources or the gold."""
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1


def load(path: Path, prefix: str = "") -> dict[str, GoldDocument]:
    """The documents whose ids begin with ``prefix``, by id: of a file of gold lines, a folder of such files or a folder of sources.

    Raises SourceError.
    """
    if path.is_dir() and not any(path.glob("*.jsonl")):
        built = list(_built(path, prefix))
        if faults := [str(one) for one in built if isinstance(one, SourceError)]:
            raise SourceError("\n".join(faults))
        documents = [one for one in built if isinstance(one, GoldDocument)]
    else:
        documents = list(read_gold(path)) if path.is_file() else [each for split in read_corpus(path).values() for each in split]
    return {document.doc_id: document for document in documents if document.doc_id.startswith(prefix)}


def _built(folder: Path, prefix: str) -> Iterator[GoldDocument | SourceError]:
    """The sources of a folder whose names begin with ``prefix``, built, or what is wrong with them."""
    for source in read_sources(folder, prefix):
        try:
            yield source if isinstance(source, SourceError) else build(source)
        except SourceError as error:
            yield error


def _check(args: argparse.Namespace) -> int:
    built = list(_built(args.sources, args.prefix))
    faults = [one for one in built if isinstance(one, SourceError)]
    for fault in faults:
        print(fault)
    print(f"{len(built)} sources, {len(faults)} with faults")
    return 1 if faults else 0


def _build(args: argparse.Namespace) -> int:
    """All or nothing, unless asked otherwise: gold that a reader corrected is not overwritten, and no half of a folder comes in."""
    if args.skip_faulty:
        made = {one.doc_id: one for one in _built(args.sources, "") if isinstance(one, GoldDocument)}
    else:
        made = load(args.sources)
    known = load(args.gold) if args.gold.exists() else {}
    if not args.replace and (twice := sorted(made.keys() & known.keys())):
        raise SourceError(f"already in the corpus (--replace takes the source's version): {', '.join(twice)}")
    return _write(known | made, args.gold)


def _write(documents: Mapping[str, GoldDocument], gold: Path) -> int:
    counts = write_corpus(documents.values(), gold)
    print(", ".join(f"{split}: {count}" for split, count in counts.items()))
    return 0


def _merge(args: argparse.Namespace) -> int:
    known = load(args.gold)
    changed = {reviewed.doc_id: merged(known, reviewed) for reviewed in read_gold(args.corrections)}
    return _write(known | changed, args.gold)


def _export(args: argparse.Namespace) -> int:
    for name in args.ids:
        documents = load(args.gold, name)
        if not documents:
            raise SourceError(f"no document begins with {name!r}")
        for document in documents.values():
            export(document, args.folder)
    return 0


def _show(args: argparse.Namespace) -> int:
    for prefix in args.ids or ("",):
        documents = load(args.of, prefix)
        if not documents:
            raise SourceError(f"no document begins with {prefix!r}")
        for document in documents.values():
            print("\n".join(shown(document)), end="\n\n")
    return 0


def _card(args: argparse.Namespace) -> int:
    """The block beside real texts is left as it was where there are none."""
    corpus = read_corpus()
    documents = everything(corpus)
    COVERAGE.write_text(coverage_page(documents), "utf-8")
    page = with_block(README.read_text("utf-8"), "statistics", statistics_block(corpus))
    if args.shared.is_dir():
        page = with_block(page, "beside", beside_block(documents, args.shared))
    README.write_text(page, "utf-8")
    return 0


def _agreement(args: argparse.Namespace) -> int:
    found = agreement(load(args.first), load(args.second))
    print("\n".join(found.lines()))
    if args.card:
        README.write_text(with_block(README.read_text("utf-8"), "agreement", "\n".join(found.lines())), "utf-8")
    for each in found.differences if args.list else ():
        print(" | ".join(part.replace("\n", "⏎") for part in each))
    return 0


def _calibrate(args: argparse.Namespace) -> int:
    counts = counted([args.gold / "train.jsonl", args.gold / "dev.jsonl"], args.model)
    TABLE.write_text(written(counts), encoding="utf-8")
    print(f"{sum(of for _, of in counts.values())} records on {len(counts)} bases -> {TABLE}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m corpus.workshop", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="build sources and tell what is wrong with them")
    check.add_argument("sources", type=Path)
    check.add_argument("--prefix", default="", help="only those whose names begin so")
    check.set_defaults(run=_check)
    add = commands.add_parser("build", help="sources into the gold files")
    add.add_argument("sources", type=Path)
    add.add_argument("--gold", type=Path, default=GOLD)
    add.add_argument("--replace", action="store_true", help="also documents that the corpus holds already")
    add.add_argument("--skip-faulty", action="store_true", help="leave out sources with faults instead of building none")
    add.set_defaults(run=_build)
    merge = commands.add_parser("merge", help="take over what was decided on the review page of a gold file")
    merge.add_argument("corrections", type=Path, metavar="CORRECTIONS", help="corrections.jsonl as the page downloads it")
    merge.add_argument("--gold", type=Path, default=GOLD)
    merge.set_defaults(run=_merge)
    out = commands.add_parser("export", help="gold documents back into sources, to be edited and built again with --replace")
    out.add_argument("ids", nargs="+", metavar="ID", help="ids, or how they begin")
    out.add_argument("--folder", type=Path, required=True)
    out.add_argument("--gold", type=Path, default=GOLD)
    out.set_defaults(run=_export)
    show = commands.add_parser("show", help="print documents for reading")
    show.add_argument("ids", nargs="*", metavar="ID", help="ids, or how they begin (default: all)")
    show.add_argument("--of", type=Path, default=GOLD, help="gold file, folder of gold files or folder of sources (default: the corpus)")
    show.set_defaults(run=_show)
    card = commands.add_parser("card", help="write the generated parts of corpus/README.md and corpus/COVERAGE.md anew")
    card.add_argument("--shared", type=Path, default=SHARED, help="folder of the real texts to compare with (default: ../shared)")
    card.set_defaults(run=_card)
    measure = commands.add_parser("calibrate", help="count anew what the confidence of records is read from")
    measure.add_argument("--gold", type=Path, default=GOLD, help="folder of the gold files, of which train and dev are counted")
    measure.add_argument("--model", default="zh_policy_ner", help="model for what the rules are unsure of (default: zh_policy_ner)")
    measure.set_defaults(run=_calibrate)
    compare = commands.add_parser("agreement", help="how far two annotations of the same documents agree")
    compare.add_argument("first", type=Path)
    compare.add_argument("second", type=Path)
    compare.add_argument("--list", action="store_true", help="also every disagreement")
    compare.add_argument("--card", action="store_true", help="also write the table into corpus/README.md")
    compare.set_defaults(run=_agreement)
    return parser


if __name__ == "__main__":
    sys.exit(main())
