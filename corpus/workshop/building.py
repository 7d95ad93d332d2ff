"""Sources → gold documents: every quote and string gets its offsets, and every fault is told with the document and the quote."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from corpus.workshop.locating import Outline, Span, division, mention_spans, occurrences
from corpus.workshop.sources import Source, SourceAgency, SourceBaseline, SourceDeadline, SourceError, SourceRecord
from policy_extract import lexicon
from policy_extract.evaluation.forms import locate
from policy_extract.mentions import Granularity, Place
from policy_extract.schema import (
    Agency,
    Baseline,
    Deadline,
    Deliverable,
    Evidence,
    GoldDocument,
    GoldRecord,
    Indicator,
    Issuer,
    Jurisdiction,
    Mention,
    Modality,
    RecordAgency,
    Unclaimed,
    Value,
    record_id,
    sum_of,
)
from policy_extract.schema import Source as TextSource

ANNOTATED = "gold.annotated"
"""The rule that gold names: a person read the text."""

_CUES = re.compile("牵头|责任单位|负责|配合|参与|指导|承办|主办|协办|会同|由|单位[:：]")
_GROUP = re.compile("^(?:各|全[省市县区])|各(?:省|市|州|盟|县|区|乡|镇|街道|地|部门|单位|成员)")
_GENERIC = re.compile("^(?:有关|相关|主管|行业主管|责任)|(?:有关|相关|主管)(?:部门|单位)$")


def build(source: Source) -> GoldDocument:
    """The gold document of a source. Raises SourceError, whose message has a line for each fault."""
    return _Builder(source).document()


class _Builder:
    """Holds what all records of a document share, and collects the faults."""

    def __init__(self, source: Source) -> None:
        self.text, self.fields = source.text, source.fields
        self.outline = Outline(self.text, self.fields.title, self.fields.published)
        self.faults: list[str] = []
        self.mentions = mention_spans(self.text, self.fields.agency_mentions)
        self.whole, _ = division(self.fields.jurisdiction or "")
        self.place = self._jurisdiction(self.fields.jurisdiction)

    def document(self) -> GoldDocument:
        fields = self.fields
        cores = {record.quote: self._locate(record.quote, record.quote) for record in fields.records}
        agencies = self._agencies()
        ids = {mention.text: agency.id for agency in agencies for mention in agency.mentions}
        made = [self._record(record, core, cores, ids) for record in fields.records if (core := cores[record.quote]) is not None]
        issuer = None
        if fields.issuer is not None:
            issuer = Issuer(name=fields.issuer.name, canonical=fields.issuer.canonical, level=fields.level)
        if fields.document_number and fields.document_number not in self.text:
            self._fault(f"document_number not in the text: {fields.document_number}")
        unclaimed, extra = self._results(), self._extra()
        if len({record.id for record in made}) < len(made):
            self._fault("two records have the same core")
        if self.faults:
            raise SourceError("\n".join(self.faults))
        return GoldDocument(
            doc_id=fields.id, source=TextSource(sha256=sum_of(self.text), characters=len(self.text)), title=fields.title,
            published=fields.published, publisher=fields.publisher, issuer=issuer, document_number=fields.document_number,
            document_status=fields.document_status, effective=fields.effective, expires=fields.expires, jurisdiction=self.place,
            agencies=agencies, text=self.text, records=tuple(sorted(made, key=lambda record: (record.core, record.kind))),
            unclaimed=unclaimed, extra=extra,
        )

    def _fault(self, words: str) -> None:
        self.faults.append(f"{self.fields.id}: {words}")

    def _locate(self, quote: str, where: str) -> Span | None:
        try:
            return locate(self.text, quote)
        except ValueError as error:
            self._fault(str(error) if quote == where else f"{error} (of {where})")
            return None

    def _at(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def _mention(self, span: Span) -> Mention:
        return Mention(text=self._at(span), span=span)

    def _results(self) -> tuple[Unclaimed, ...]:
        spans = [span for quote in self.fields.results if (span := self._locate(quote, quote)) is not None]
        return tuple(Unclaimed(text=self._at(span), span=span, reason="achieved", rule=ANNOTATED) for span in sorted(set(spans)))

    def _extra(self) -> dict[str, Any]:
        """What the corpus knows of a document beside the contract, as if its input line had carried it."""
        fields = self.fields
        phenomena = {}
        for tag, said in sorted(fields.phenomena.items(), key=lambda item: int(item[0].removeprefix("p"))):
            places = []
            for words in (said,) if isinstance(said, str) else said:
                span = next(occurrences(self.text, words), None)
                if span is None:
                    self._fault(f"phenomenon {tag} not in the text: {words}")
                else:
                    places.append(self._mention(span).model_dump(mode="json"))
            phenomena[tag] = places
        return {
            "scenario": fields.scenario, "genre": fields.genre, "level": fields.level, "region": fields.region, "year": fields.year,
            "messy": sorted(fields.messy), "phenomena": phenomena,
        }

    def _jurisdiction(self, name: str | None, within: Place | None = None) -> Jurisdiction | None:
        """A name that spells out no division of GB/T 2260 (a township, a new area) keeps its words and has no code."""
        if name is None:
            return None
        place, rest = division(name, within)
        if place is not None and not rest:
            return Jurisdiction(name=place.name, adcode=place.adcode, level=place.level)
        return Jurisdiction(name=name, level=self.fields.level)

    def _agencies(self) -> tuple[Agency, ...]:
        """The bodies in the order in which they appear; surfaces with the same official name are one body."""
        known: dict[str, str | None] = dict(self.fields.agencies)
        for record in self.fields.records:
            known |= {agency.name: agency.canonical for agency in record.agencies if known.get(agency.name) is None}
        for surface in sorted(set(self.fields.agency_mentions) - {self._at(span) for span in self.mentions}):
            self._fault(f"agency mention not in the text, or always part of another: {surface}")
        bodies: dict[str, list[Span]] = {}
        for span in self.mentions:
            bodies.setdefault(known.get(self._at(span)) or self._at(span), []).append(span)
        return tuple(
            Agency(
                id=f"a{number}", name=self._at(spans[0]), canonical=next(filter(None, (known.get(self._at(span)) for span in spans)), None),
                type=_type(self._at(spans[0])), mentions=tuple(map(self._mention, spans)),
            )
            for number, spans in enumerate(bodies.values(), start=1)
        )

    def _record(self, record: SourceRecord, core: Span, cores: Mapping[str, Span | None], ids: Mapping[str, str]) -> GoldRecord:
        sentence = self.outline.sentence_at(core[0])
        evidence = (sentence.start, max(sentence.end, core[1]))
        action = record.action and self._near(record, core, record.action, "action", before=record.kind == "target")
        return GoldRecord(
            id=record_id(self.fields.id, record.kind, core[0]), kind=record.kind, record_class=record.record_class, status="planned",
            restates=self._restated(record, cores),
            jurisdiction=self._jurisdiction(record.jurisdiction, self.whole),
            modality=self._modality(record, core), binding=record.binding, action=self._mention(action) if action else None,
            indicator=self._indicator(record, core),
            value=self._value(record, core) if record.kind == "target" else None,
            deliverable=None if record.kind == "target" else Deliverable(text=self._at(core), span=core, event=record.event),
            deadline=self._deadline(record, core, record.deadline) if record.deadline else None, recurrence=record.recurrence,
            agencies=tuple(self._record_agencies(record, core, ids)),
            evidence=Evidence(text=self._at(evidence), span=evidence, section=tuple(map(self._at, self.outline.headings(core[0])))),
            rules={"record": ANNOTATED}, optional=record.optional, deadline_optional=record.deadline_optional,
        )

    def _near(self, record: SourceRecord, core: Span, words: str, what: str, *, apart: bool = False, before: bool = False) -> Span | None:
        span = self.outline.nearest(core, occurrences(self.text, words), apart=apart, before=before)
        if span is None:
            self._fault(f"{what} not in the text: {words} (of {record.quote})")
        return span

    def _modality(self, record: SourceRecord, core: Span) -> Modality | None:
        """The modal with its strength, which a word of the lexicon has by itself (确保: binding); strength without a word is not said."""
        if record.modal is None:
            return None
        span = self._near(record, core, record.modal, "modal", before=True)
        strength = record.strength or lexicon.load("cues")["modality"].get(record.modal, {}).get("strength")
        if strength is None:
            self._fault(f"the modal {record.modal} needs a strength (of {record.quote})")
        return Modality(text=record.modal, span=span, strength=strength) if span is not None and strength is not None else None

    def _indicator(self, record: SourceRecord, core: Span) -> Indicator | None:
        if record.indicator is None:
            return None
        if record.indicator_quote is not None:
            span = self._locate(record.indicator_quote, record.quote)
            if span is not None and self._at(span) != record.indicator:
                self._fault(f"indicator_quote {record.indicator_quote} marks another string than the indicator (of {record.quote})")
        else:
            span = self._near(record, core, record.indicator, "indicator", apart=record.kind == "target")
        if span is None:
            return None
        return Indicator(text=self._at(span), span=span, resolved=record.resolved or self._at(span), filter=record.filter)

    def _value(self, record: SourceRecord, core: Span) -> Value:
        assert record.op is not None
        assert record.measure is not None
        return Value(
            text=self._at(core), span=core, op=record.op, low=record.low, high=record.high, unit=record.unit or "", measure=record.measure,
            aggregation=record.aggregation or "point", baseline=self._baseline(record, core, record.baseline) if record.baseline else None,
        )

    def _baseline(self, record: SourceRecord, core: Span, baseline: SourceBaseline) -> Baseline | None:
        span = self._near(record, core, baseline.text, "baseline", before=True)
        if span is None:
            return None
        return Baseline(
            text=baseline.text, span=span, kind=baseline.kind, year=baseline.year, value=baseline.value, unit=baseline.unit
        )

    def _restated(self, record: SourceRecord, cores: Mapping[str, Span | None]) -> str | None:
        """The id of the record that was said before, which is told by its quote, whole or as another quote of the same core."""
        if record.restates is None:
            return None
        core = cores.get(record.restates) or self._locate(record.restates, record.quote)
        for other in self.fields.records:
            if core is not None and cores[other.quote] == core and other is not record:
                return record_id(self.fields.id, other.kind, core[0])
        self._fault(f"restates no record: {record.restates} (of {record.quote})")
        return None

    def _deadline(self, record: SourceRecord, core: Span, deadline: SourceDeadline) -> Deadline | None:
        span = self._locate(deadline.quote, record.quote) if deadline.quote is not None else None
        if span is None and deadline.quote is not None:
            return None
        words = None if span is None else self._at(span)
        grain = granularity(words or "", deadline.start, deadline.end)
        return Deadline(
            text=words, span=span, start=deadline.start, end=deadline.end, granularity=grain,
            boundary=_boundary(words or "", deadline.start, grain), link=self.outline.link(core, span),
        )

    def _record_agencies(self, record: SourceRecord, core: Span, ids: Mapping[str, str]) -> Iterable[RecordAgency]:
        for agency in record.agencies:
            span = self._place_of(agency, core)
            if span is None:
                self._fault(f"agency not in the text: {agency.name} (of {record.quote})")
                continue
            sentence = self.outline.sentence_at(span[0])
            cued = agency.role != "responsible" or bool(_CUES.search(self.text, sentence.start, sentence.end))
            yield RecordAgency(
                name=agency.name, canonical=agency.canonical, span=span, role=agency.role, role_source="cue" if cued else "position",
                scope=agency.scope, link=self.outline.link(core, span), open_list=self.text.startswith("等", span[1]),
                agency_id=ids.get(agency.name),
            )

    def _place_of(self, agency: SourceAgency, core: Span) -> Span | None:
        """The nearest place of an agency's name: as a mention, else outside of other mentions, else anywhere."""
        own = [span for span in self.mentions if self._at(span) == agency.name]
        everywhere = list(occurrences(self.text, agency.name))
        free = [place for place in everywhere if not any(low < place[1] and place[0] < high for low, high in self.mentions)]
        return self.outline.nearest(core, own or free or everywhere)


def _type(surface: str) -> Literal["body", "group", "generic"]:
    return "group" if _GROUP.search(surface) else "generic" if _GENERIC.search(surface) else "body"


def granularity(words: str, start: dt.date | None, end: dt.date) -> Granularity:
    """How fine a deadline is told: by the length of its period, else by its words."""
    if start is not None:
        days = (end - start).days + 1
        steps: tuple[tuple[int, Granularity], ...] = (
            (1, "day"), (11, "ten_days"), (31, "month"), (92, "quarter"), (184, "half_year"), (366, "year"),
        )
        return next((name for longest, name in steps if days <= longest), "multi_year")
    named: tuple[tuple[str, Granularity], ...] = (
        ("[日号]", "day"), ("[上中下]旬", "ten_days"), ("季", "quarter"), ("半年", "half_year"), ("月", "month")
    )
    return next((name for pattern, name in named if re.search(pattern, words)), "year")


def _boundary(words: str, start: dt.date | None, grain: Granularity) -> Literal["by_end", "before", "during"]:
    if start is not None:
        return "during"
    return "before" if grain == "day" and words.endswith("前") else "by_end"
