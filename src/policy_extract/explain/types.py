"""What an explanation says, as frozen models: the JSON of ``explain --json`` is made from them."""

from __future__ import annotations

from policy_extract.schema import Kind, Link, Model, Span


class Words(Model):
    """The same said in English and in Chinese."""

    en: str
    zh: str


class RuleNote(Model):
    """A rule or model by its name in the output: what it looks at, and texts in which it fires. Unknown names have no examples."""

    name: str
    meaning: Words
    examples: tuple[str, ...]


class FieldNote(Model):
    """One field of a record.

    ``field`` is its path (``value.op``, ``agencies[1]``), ``value`` what it is, in words. ``text`` and ``span`` are the words of the
    document it comes from (span null where a given title or date says it, both null where no single words do), ``around`` the sentence
    they stand in where that is not the record's own. ``scope`` is how far from the record's core they were looked for.
    """

    field: str
    value: str
    rules: tuple[RuleNote, ...]
    scope: Link
    text: str | None = None
    span: Span | None = None
    around: str | None = None


class RecordNote(Model):
    """A record with a note on each of its fields."""

    id: str
    kind: Kind
    evidence: str
    fields: tuple[FieldNote, ...]


class NumberNote(Model):
    """A number of the body that became no record: the reason, the rule behind it, and the words around it."""

    text: str
    span: Span
    reason: str
    meaning: Words
    rule: RuleNote
    around: str


class Explanation(Model):
    """The notes on one document. ``jurisdiction`` is the document's own, null where none was told."""

    doc_id: str
    jurisdiction: FieldNote | None
    records: tuple[RecordNote, ...]
    unclaimed: tuple[NumberNote, ...]
