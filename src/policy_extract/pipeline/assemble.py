"""Judged and linked claims → the output models."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from policy_extract import linking
from policy_extract.grammar.quantity import normalize
from policy_extract.pipeline.agencies import Roster
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
    Unclaimed,
    Value,
)

if TYPE_CHECKING:
    from policy_extract import mentions
    from policy_extract.pipeline.analysis import Analysis

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufffd\ue000-\uf8ff]")


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
    records = [maker.target(target, judgement) for target, judgement in analysis.targets if judgement.status in include]
    records += [maker.deliverable(made, judgement) for made, judgement in analysis.deliverables if judgement.status in include]
    records.sort(key=lambda record: (_core(record), record.kind))
    header, place = analysis.layout.header, analysis.place
    return Extraction(
        doc_id=document.doc_id,
        source=Source(
            path=path, url=document.url, sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(), encoding=encoding, characters=len(text)
        ),
        title=analysis.title,
        published=analysis.published,
        publisher=header.publisher,
        issuer=Issuer(name=header.issuer, **roster.issuer(header.issuer)) if header.issuer else None,
        document_number=header.document_number,
        document_status="draft" if header.draft else "final",
        effective=header.effective,
        expires=header.expires,
        jurisdiction=Jurisdiction(name=place.name, adcode=place.adcode, level=place.level) if place else None,
        agencies=roster.agencies(),
        records=tuple(_restated(records)),
        unclaimed=tuple(_unclaimed(analysis, include)) if unclaimed else (),
        warnings=tuple(_warnings(text, analysis)),
        extra=dict(document.model_extra or {}),
    )


def _core(record: Record) -> int:
    part = record.value or record.deliverable
    return part.span[0] if part else record.evidence.span[0]


class _Maker:
    """Turns claims into records; holds what all records of a document share."""

    def __init__(self, text: str, analysis: Analysis, roster: Roster, prefix: str) -> None:
        self.text, self.analysis, self.roster, self.prefix = text, analysis, roster, prefix

    def target(self, target: mentions.Target, judgement: mentions.Judgement) -> Record:
        quantity = target.quantity
        excluded = (target.baseline,) if target.baseline else ()
        claim = linking.Claim(quantity.start, quantity.end, target.sentence, target.clause, excluded)
        rules = dict(target.rules) | {"status": judgement.rule}
        indicator = None
        if target.indicator is not None:
            indicator = Indicator(
                text=self._at(target.indicator), span=target.indicator, resolved=self._at(target.indicator),
                filter=self._at(target.filter) if target.filter else None,
            )
        fields = self._links(claim, rules)
        return Record(
            id=f"{self.prefix}#t{quantity.start}", kind="target", record_class=judgement.record_class, status=self._status(judgement),
            action=self._mention(target.action), indicator=indicator, value=self._value(target),
            evidence=self._evidence(target.sentence), rules=rules, **fields,
        )

    def deliverable(self, made: mentions.Deliverable, judgement: mentions.Judgement) -> Record:
        claim = linking.Claim(made.start, made.end, made.sentence, made.clause)
        rules = {"deliverable": made.rule, "status": judgement.rule}
        indicator = None
        if made.indicator is not None and self._at(made.indicator).strip():
            indicator = Indicator(text=self._at(made.indicator), span=made.indicator, resolved=self._at(made.indicator))
            rules["indicator"] = "indicator.deliverable"
        fields = self._links(claim, rules, made.assignment, narrow=made.kind == "task")
        core = (made.start, made.end)
        return Record(
            id=f"{self.prefix}#{'m' if made.kind == 'milestone' else 'k'}{made.start}", kind=made.kind, record_class=judgement.record_class,
            status=self._status(judgement), indicator=indicator, deliverable=Deliverable(text=self._at(core), span=core, event=made.event),
            evidence=self._evidence(made.sentence), rules=rules, **fields,
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
        baseline = None
        if target.baseline is not None:
            words = self._at(target.baseline)
            year = _YEAR.search(words)
            peer = re.search(r"全国|全省|全市|平均|高于|低于|快于|好于", words)
            baseline = Baseline(text=words, span=target.baseline, kind="peer" if peer else "period", year=int(year[0]) if year else None)
        return Value(
            text=target.quantity.text, span=(target.quantity.start, target.quantity.end),
            op=quantity.op, low=quantity.low, high=quantity.high, unit=quantity.unit,
            measure=target.measure, satisfied_by=_satisfied_by(quantity.op, target.pattern),
            aggregation="annual_average" if target.annual_average else "cumulative" if target.cumulative else "point",
            normalized=None if normal is None else Normalized(low=normal.low, high=normal.high, unit=normal.unit), baseline=baseline,
        )

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
            rules["agencies"] = agencies[0].rule
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


def _satisfied_by(op: str, pattern: str) -> Any:
    """How a result is to be judged; None where only issue-level reading could tell (a bare count)."""
    if op in {">=", ">"}:
        return "at_least"
    if op in {"<=", "<"}:
        return "at_most"
    if op == "~":
        return "near"
    return "at_least" if op == "=" and pattern == "reach" else None


def _restated(records: list[Record]) -> list[Record]:
    """A target whose indicator and value were stated before restates the first one (headline, summary, commentary)."""
    first: dict[tuple[Any, ...], str] = {}
    found = []
    for record in records:
        if record.kind == "target" and record.value and record.indicator:
            key = (record.indicator.text, record.value.op, record.value.low, record.value.high, record.value.unit, record.value.measure)
            if key in first:
                record = record.model_copy(update={"restates": first[key]})  # noqa: PLW2901
            else:
                first[key] = record.id
        found.append(record)
    return found


def _unclaimed(analysis: Analysis, include: frozenset[str]) -> list[Unclaimed]:
    rows = []
    for target, judgement in analysis.targets:
        if judgement.status not in include:
            quantity = target.quantity
            rows.append(Unclaimed(text=quantity.text, span=(quantity.start, quantity.end), reason=judgement.reason, rule=judgement.rule))
    for quantity in analysis.passed_over:
        reason = quantity.role if quantity.role != "value" else "outside the body"
        rows.append(Unclaimed(text=quantity.text, span=(quantity.start, quantity.end), reason=reason, rule=quantity.rule))
    return sorted(rows, key=lambda row: row.span)


def _warnings(text: str, analysis: Analysis) -> list[str]:
    warnings = [f"{time.text!r} at {time.start}: {time.warning}" for time in analysis.times if time.warning]
    odd = len(_CONTROL.findall(text))
    if odd:
        warnings.append(f"{odd} control, zero-width, private-use or replacement characters: kept in offsets")
    if not analysis.published and any(not time.timex.end and time.timex.kind == "point" for time in analysis.times):
        warnings.append("no publication date: relative dates are not resolved")
    return warnings
