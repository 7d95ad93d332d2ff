"""``policy-extract explain``: the notes on each field of each record and on each unclaimed number, as text or JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from policy_extract.cli.output import open_output
from policy_extract.cli.running import extractor_of, report, runs_or_results
from policy_extract.cli.terminal import CommandError, printable
from policy_extract.explain import Explanation, FieldNote, NumberNote, RecordNote, RuleNote, Words, explain
from policy_extract.schema import Extraction

# What the text form says around the notes, in each language.
_SAID = {
    "en": {"numbers": "Numbers that became no record", "none": "no records", "as in": "as in", "from": "from"},
    "zh": {"numbers": "未成为记录的数字", "none": "没有记录", "as in": "例如", "from": "出自"},
}
_SCOPES = {
    "clause": Words(en="its clause", zh="所在分句"), "sentence": Words(en="its sentence", zh="所在句子"),
    "list": Words(en="its list, item or paragraph", zh="所在清单、条目或段落"), "section": Words(en="the heading above it", zh="上级标题"),
    "title": Words(en="the title in the text", zh="正文中的标题"), "metadata": Words(en="the given title or date", zh="给定的标题或日期"),
    "document": Words(en="the document", zh="整个文件"),
}


def run(args: argparse.Namespace) -> int:
    """Explain all inputs; 1 where a document failed, else 0."""
    failures = found = 0
    with open_output(args.output) as out:
        for each in runs_or_results(args, extractor_of(args, unclaimed=True)):
            if report(each):
                failures += 1
                continue
            assert isinstance(each.result, Extraction)
            explanation = explain(each.result, each.text)
            if args.record:
                explanation = _only(explanation, args.record)
                if not explanation.records:
                    continue
            found += 1
            for line in [explanation.model_dump_json()] if args.json else _lines(explanation, args.language, whole=not args.record):
                out.line(line)
    if args.record and not found:
        raise CommandError(f"no record {args.record}")
    return 1 if failures else 0


def _only(explanation: Explanation, record: str) -> Explanation:
    """The notes on one record, named by its whole id or by what follows the #."""
    kept = tuple(note for note in explanation.records if record in {note.id, note.id.rpartition("#")[2]})
    return explanation.model_copy(update={"records": kept, "unclaimed": ()})


def _lines(explanation: Explanation, language: str, *, whole: bool) -> Iterator[str]:
    said = _SAID[language]
    if not explanation.records:
        yield f"{printable(explanation.doc_id)}: {said['none']}"
    if whole and explanation.jurisdiction is not None:
        yield printable(explanation.doc_id)
        yield from _field_lines(explanation.jurisdiction, language)
        yield ""
    for record in explanation.records:
        yield from _record_lines(record, language)
    if whole and explanation.unclaimed:
        yield f"{printable(explanation.doc_id)}: {said['numbers']}"
        for number in explanation.unclaimed:
            yield from _number_lines(number, language)
        yield ""


def _record_lines(record: RecordNote, language: str) -> Iterator[str]:
    yield f"{printable(record.id)}  {record.kind}  {printable(record.evidence)}"
    for note in record.fields:
        yield from _field_lines(note, language)
    yield ""


def _field_lines(note: FieldNote, language: str) -> Iterator[str]:
    yield f"  {note.field}: {printable(note.value)}"
    yield f"      {_SAID[language]['from']} {_origin(note, language)}"
    for rule in note.rules:
        yield f"      {_rule_line(rule, language)}"


def _origin(note: FieldNote, language: str) -> str:
    """Where a field comes from: its scope, its words with their offsets, and the sentence they stand in where that is another."""
    scope = getattr(_SCOPES[note.scope], language)
    words = "" if note.text is None else f": {printable(note.text)}"
    place = "" if note.span is None else f" [{note.span[0]}:{note.span[1]}]"
    around = "" if note.around is None else f" ({printable(note.around)})"
    return f"{scope}{words}{place}{around}"


def _rule_line(rule: RuleNote, language: str) -> str:
    examples = " / ".join(printable(example) for example in rule.examples)
    meaning = getattr(rule.meaning, language)
    return f"{rule.name}: {meaning}" + (f"; {_SAID[language]['as in']} {examples}" if examples else "")


def _number_lines(number: NumberNote, language: str) -> Iterator[str]:
    start, end = number.span
    yield f"  {printable(number.text)} [{start}:{end}]  {number.reason}: {getattr(number.meaning, language)}"
    yield f"      {_rule_line(number.rule, language)}"
    yield f"      {printable(number.around)}"
