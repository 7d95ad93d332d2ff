"""A gold document for reading: its text with the cores marked, each record with the slice behind each field, and what to look at twice."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.workshop.doubts import doubts, loose_numbers
from corpus.workshop.gold import split_of
from policy_extract.schema import GoldDocument, GoldRecord

_AROUND = 10


def shown(document: GoldDocument) -> Iterator[str]:
    """The lines of a document's page."""
    about = document.extra
    yield f"━━ {document.doc_id}  {about['genre']}  {about['level']} {about['region']} {about['year']}  {split_of(about['scenario'])}"
    place = document.jurisdiction and f"{document.jurisdiction.name} {document.jurisdiction.adcode}"
    issuer = document.issuer and f"{document.issuer.name} → {document.issuer.canonical}"
    yield f"title: {document.title}  published: {document.published}  jurisdiction: {place}  issuer: {issuer}"
    yield (
        f"number: {document.document_number}  status: {document.document_status}  in force: {document.effective} – {document.expires}  "
        f"messy: {'、'.join(about['messy']) or 'no'}"
    )
    yield "── text: ⟦n core of a record⟧ ‹result›"
    yield _marked(document)
    yield f"── {len(document.records)} records"
    for number, record in enumerate(document.records, start=1):
        yield from _record(document.text, number, record)
    yield "── results: " + "、".join(_slice(document.text, each.span) for each in document.unclaimed)
    yield "── agencies"
    for agency in document.agencies:
        counts = {each.text: sum(other.text == each.text for other in agency.mentions) for each in agency.mentions}
        yield f"{agency.id} {agency.canonical} ({agency.type}): " + "、".join(f"{name}×{times}" for name, times in counts.items())
    yield "── phenomena"
    yield "  ".join(f"{tag} {'|'.join(each['text'] for each in places)}" for tag, places in about["phenomena"].items())
    yield "── numbers that nothing speaks of: " + "、".join(_slice(document.text, span) for span in loose_numbers(document))
    yield "── doubts"
    yield from doubts(document)


def _marked(document: GoldDocument) -> str:
    marks = [(each.span, "‹", "›") for each in document.unclaimed]
    marks += [(record.core, f"⟦{number} ", "⟧") for number, record in enumerate(document.records, start=1)]
    cuts = [(start, 1, -end, opening) for (start, end), opening, _ in marks]
    cuts += [(end, 0, -start, closing) for (start, end), _, closing in marks]
    text = document.text
    for at, _, _, mark in sorted(cuts, reverse=True):
        text = text[:at] + mark + text[at:]
    return text


def _slice(text: str, span: tuple[int, int], around: int = _AROUND) -> str:
    """The characters at a span between 【】, with a few around them."""
    start, end = span
    before, after = text[max(0, start - around) : start], text[end : end + around // 2]
    return f"{before}【{text[start:end]}】{after}".replace("\n", "⏎")


def _record(text: str, number: int, record: GoldRecord) -> Iterator[str]:
    marks = [mark for mark in ("optional", "deadline_optional") if getattr(record, mark)]
    marks += [record.record_class] if record.record_class != "commitment" else []
    marks += [f"restates {record.restates}"] if record.restates else []
    yield f"{number:>3} {record.kind} {_slice(text, record.core, 16)}  {'  '.join(marks)}".rstrip()
    if (value := record.value) is not None:
        base = value.baseline and f"  baseline {value.baseline.kind} {_slice(text, value.baseline.span)} {value.baseline.year or ''}"
        ends = " ".join("–" if end is None else f"{end:,f}".removesuffix(".0") for end in (value.low, value.high))
        yield f"      value {value.op} {ends} {value.unit!r} {value.measure} {value.aggregation}{base or ''}"
    if (deliverable := record.deliverable) is not None and deliverable.event:
        yield f"      event {deliverable.event}"
    if (indicator := record.indicator) is not None:
        full = f"  = {indicator.resolved}" if indicator.resolved != indicator.text else ""
        yield f"      indicator {_slice(text, indicator.span)}{full}" + (f"  filter {indicator.filter}" if indicator.filter else "")
    if (deadline := record.deadline) is not None:
        words = _slice(text, deadline.span) if deadline.span else "(metadata)"
        days = f"{deadline.start or ''} – {deadline.end}"
        yield f"      deadline {words}  {days}  {deadline.granularity} {deadline.boundary} {deadline.link}"
    for agency in record.agencies:
        yield f"      agency {_slice(text, agency.span)} → {agency.canonical}  {agency.role} {agency.scope} ({agency.link})"
    others = [f"modal {_slice(text, record.modality.span)} {record.modality.strength}"] if record.modality else []
    others += [f"action {_slice(text, record.action.span)}"] if record.action else []
    others += [f"{name} {said}" for name in ("recurrence", "binding") if (said := getattr(record, name))]
    others += [f"jurisdiction {record.jurisdiction.name}"] if record.jurisdiction else []
    if others:
        yield "      " + "  ".join(others)
