"""Judged and linked claims → the output models."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from policy_extract import linking, regions
from policy_extract.finding import places, subjects
from policy_extract.finding.binding import binding_of
from policy_extract.finding.semantics import satisfied_by
from policy_extract.grammar.quantity import normalize
from policy_extract.patterns import later
from policy_extract.pipeline.agencies import Roster, unresolved
from policy_extract.pipeline.confidence import confidence, deliverable_basis, target_basis
from policy_extract.pipeline.restatements import restated
from policy_extract.pipeline.unclaimed import unclaimed as numbers_without_record
from policy_extract.schema import (
    Baseline,
    Deadline,
    Deliverable,
    Document,
    Evidence,
    Extraction,
    Indicator,
    Issuer,
    Jurisdiction,
    Mention,
    Modality,
    Normalized,
    Record,
    RecordAgency,
    Source,
    Value,
    record_id,
    sum_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract import mentions
    from policy_extract.pipeline.analysis import Analysis

_CONTROL = later(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufffd\ue000-\uf8ff]")


def assemble(
    document: Document,
    analysis: Analysis,
    *,
    include: frozenset[str],
    unclaimed: bool,
    path: str | None,
    encoding: str | None,
    record_prefix: str,
) -> Extraction:
    """The extraction of one document."""
    text = document.text
    roster = Roster(analysis.agencies)
    maker = _Maker(text, analysis, roster, record_prefix)
    records = [
        maker.target(target, judgement, analysis.targets[at - 1][0] if at else None)
        for at, (target, judgement) in enumerate(analysis.targets)
        if judgement.status in include
    ]
    records += [maker.deliverable(made, judgement) for made, judgement in analysis.deliverables if judgement.status in include]
    records.sort(key=lambda record: (record.core[0], record.kind))
    header, guess = analysis.layout.header, analysis.jurisdiction
    return Extraction(
        doc_id=document.doc_id,
        source=Source(
            path=path, url=document.url, sha256=sum_of(text), encoding=encoding, characters=len(text)
        ),
        title=analysis.title,
        published=analysis.published,
        publisher=header.publisher,
        issuer=Issuer(name=header.issuer, **roster.issuer(header.issuer)) if header.issuer else None,
        document_number=header.document_number,
        document_status="draft" if header.draft else "final",
        effective=header.effective,
        expires=header.expires,
        jurisdiction=_jurisdiction(text, guess.place, guess.rule, guess.span) if guess else None,
        agencies=roster.agencies(),
        records=tuple(restated(records)),
        unclaimed=tuple(numbers_without_record(text, analysis, include)) if unclaimed else (),
        warnings=warnings_of(text, analysis),
        extra=dict(document.model_extra or {}),
    )


def _jurisdiction(text: str, place: mentions.Place, rule: str, span: tuple[int, int] | None) -> Jurisdiction:
    evidence = None if span is None else Mention(text=text[span[0] : span[1]], span=span)
    return Jurisdiction(name=place.name, adcode=place.adcode, level=place.level, rule=rule, evidence=evidence)


class _Maker:
    """Turns claims into records; holds what all records of a document share."""

    def __init__(self, text: str, analysis: Analysis, roster: Roster, prefix: str) -> None:
        self.text, self.analysis, self.roster, self.prefix = text, analysis, roster, prefix
        self.planned = Counter("target" for _, judgement in analysis.targets if judgement.status == "planned")
        self.planned.update(made.kind for made, judgement in analysis.deliverables if judgement.status == "planned")

    def target(self, target: mentions.Target, judgement: mentions.Judgement, before: mentions.Target | None) -> Record:
        """The record of a number; ``before`` is the number before it in the document."""
        quantity = target.quantity
        excluded = ((target.baseline.start, target.baseline.end),) if target.baseline else ()
        money = quantity.quantity.dimension == "money"
        claim = linking.Claim(quantity.start, quantity.end, target.sentence, target.clause, excluded, target.due, money)
        rules = dict(target.rules) | {"status": judgement.rule}
        sentence = self.analysis.layout.sentences[target.sentence]
        evidence = self._evidence(target.sentence)
        indicator = None
        if target.indicator is not None:
            earlier = before if before is not None and before.sentence == target.sentence else None
            own = self._at(target.indicator)
            full, rule = subjects.resolved(self.text, target, earlier, sentence.start) or (own, None)
            rules |= {"resolved": rule} if rule else {}
            indicator = Indicator(
                text=own, span=target.indicator, resolved=full, filter=self._at(target.filter) if target.filter else None
            )
        fields = self._links(claim, rules)
        rules["confidence"] = target_basis(judgement, self.planned["target"])
        return Record(
            id=record_id(self.prefix, "target", quantity.start), kind="target", record_class=judgement.record_class,
            status=self._status(judgement),
            jurisdiction=self._own_place(target),
            binding=self._binding(target, sentence, evidence),
            action=self._mention(target.action), indicator=indicator, value=self._value(target), evidence=evidence,
            confidence=confidence(rules["confidence"]), rules=rules, **fields,
        )

    def _binding(self, target: mentions.Target, sentence: mentions.Sentence, evidence: Evidence) -> str | None:
        """What the document calls it: in its row's cell, else in words beside it or above."""
        if target.binding is not None:
            return binding_of(self.text, target.binding[0], target.binding, (), row=True)
        where = (sentence.start, sentence.end)
        return binding_of(self.text, target.quantity.end, where, evidence.section, row=sentence.kind == "table")

    def _own_place(self, target: mentions.Target) -> Jurisdiction | None:
        """The division that a record speaks of where it is another than the document's."""
        guess = self.analysis.jurisdiction
        whole = guess.place if guess is not None else None
        span, place, rule = target.place, None, "places.list"
        if span is not None:
            place = regions.find(self._at(span), whole)
        else:
            rule = "places.subject"
            starts = [target.indicator[0]] if target.indicator else []
            starts += [target.clause[0]] if target.left == target.clause[0] else []  # the clause's own subject: its first number's
            found = filter(None, (places.opening_place(self.text, start, target.clause[1], whole) for start in starts))
            span, place = next(found, (None, None))
        if place is None or (whole is not None and (place == whole or regions.contains(place, whole))):
            return None
        return _jurisdiction(self.text, place, rule, span)

    def deliverable(self, made: mentions.Deliverable, judgement: mentions.Judgement) -> Record:
        claim = linking.Claim(made.start, made.end, made.sentence, made.clause)
        rules = {"deliverable": made.rule, "status": judgement.rule}
        indicator = None
        if made.indicator is not None and self._at(made.indicator).strip():
            indicator = Indicator(text=self._at(made.indicator), span=made.indicator, resolved=self._at(made.indicator))
            rules["indicator"] = "indicator.deliverable"
        fields = self._links(claim, rules, made.assignment, narrow=made.kind == "task")
        by_model = any(self.roster.by_model(agency.name, agency.canonical) for agency in fields.get("agencies", ()))
        rules["confidence"] = deliverable_basis(made, self.planned[made.kind], by_model=by_model)
        core = (made.start, made.end)
        return Record(
            id=record_id(self.prefix, made.kind, made.start), kind=made.kind, record_class=judgement.record_class,
            status=self._status(judgement), indicator=indicator, deliverable=Deliverable(text=self._at(core), span=core, event=made.event),
            evidence=self._evidence(made.sentence), confidence=confidence(rules["confidence"]), rules=rules, **fields,
        )

    def _at(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]

    def _mention(self, span: tuple[int, int] | None) -> Mention | None:
        return None if span is None else Mention(text=self._at(span), span=span)

    @staticmethod
    def _status(judgement: mentions.Judgement) -> Any:
        return judgement.status

    def _value(self, target: mentions.Target) -> Value:
        quantity = target.quantity.quantity
        normal = normalize(quantity)
        action = self._at(target.action) if target.action else ""
        indicator = self._at(target.indicator) if target.indicator else ""
        return Value(
            text=target.quantity.text, span=(target.quantity.start, target.quantity.end),
            op=quantity.op, low=quantity.low, high=quantity.high, unit=quantity.unit,
            measure=target.measure, satisfied_by=satisfied_by(quantity, target.measure, action, indicator),
            aggregation=target.aggregation,
            normalized=None if normal is None else Normalized(low=normal.low, high=normal.high, unit=normal.unit),
            baseline=None if target.baseline is None else self._baseline(target.baseline),
        )

    def _baseline(self, baseline: mentions.Baseline) -> Baseline:
        span, quantity = (baseline.start, baseline.end), baseline.quantity
        value, unit = (None, None) if quantity is None else (quantity.low if quantity.low is not None else quantity.high, quantity.unit)
        return Baseline(text=self._at(span), span=span, kind=baseline.kind, year=baseline.year, value=value, unit=unit)

    def _links(
        self, claim: linking.Claim, rules: dict[str, str], own: mentions.Assignment | None = None, *, narrow: bool = False
    ) -> dict[str, Any]:
        """Deadline, recurrence, modality and agencies of a claim; the rules behind them go into ``rules``."""
        context = self.analysis.context
        assert context is not None  # made whenever a claim has a status
        fields: dict[str, Any] = {}
        linked = linking.deadline_for(claim, context, narrow=narrow)
        if linked is not None:
            fields["deadline"] = self._deadline(linked)
            rules["deadline"] = f"{linked.mention.rule if linked.mention else 'timex.title'} {linked.rule}"
        fields["recurrence"] = linking.recurrence_for(claim, context)
        modal = linking.modal_for(claim, context)
        if modal is not None:
            mention, rule = modal
            fields["modality"] = Modality(text=mention.text, span=(mention.start, mention.end), strength=mention.strength)
            rules["modality"] = rule
        agencies = linking.agencies_for(claim, context, own)
        if agencies:
            fields["agencies"] = tuple(self._agency(agency) for agency in agencies)
            rules["agencies"] = " ".join(dict.fromkeys(agency.rule for agency in agencies))
        return fields

    def _deadline(self, linked: linking.LinkedDeadline) -> Deadline:
        mention = linked.mention
        if mention is None:  # the title's period
            return Deadline(
                text=None, span=None, start=linked.start, end=linked.end, granularity="year", boundary="during", link=linked.link
            )
        return Deadline(
            text=mention.text, span=(mention.start, mention.end), start=linked.start, end=linked.end,
            granularity=mention.timex.granularity, boundary=mention.timex.boundary, link=linked.link,
        )

    def _agency(self, linked: linking.LinkedAgency) -> RecordAgency:
        agency = linked.agency
        return RecordAgency(
            name=agency.text, canonical=agency.canonical, span=(agency.start, agency.end), role=agency.role, role_source=agency.role_source,
            scope="explicit" if linked.explicit else "inherited", link=linked.link, open_list=linked.open_list,
            agency_id=self.roster.id_of(agency.text, agency.canonical),
        )

    def _evidence(self, index: int) -> Evidence:
        layout = self.analysis.layout
        sentence = layout.sentences[index]
        headings: list[str] = []
        section = sentence.section
        while section >= 0:
            headings.append(layout.sections[section].text)
            section = layout.sections[section].parent
        span = (sentence.start, sentence.end)
        return Evidence(text=self._at(span), span=span, section=tuple(reversed(headings)))


def warnings_of(text: str, analysis: Analysis, at: Callable[[int], int] = int) -> tuple[str, ...]:
    """What a reader should know of the document; ``at`` says which place is named for an offset of the analysed text."""
    warnings = [f"{time.text!r} at {at(time.start)}: {time.warning}" for time in analysis.times if time.warning]
    warnings += unresolved(analysis.agencies, at)
    odd = len(_CONTROL.findall(text))
    if odd:
        warnings.append(f"{odd} control, zero-width, private-use or replacement characters: kept in offsets")
    if not analysis.published and any(not time.timex.end and time.timex.kind == "point" for time in analysis.times):
        warnings.append("no publication date: relative dates are not resolved")
    return tuple(warnings)
