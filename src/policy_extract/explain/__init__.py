"""Why a field is what it is, and why a number became no record.

    extraction = Extractor(unclaimed=True).extract(document)
    explanation = explain(extraction, document.text)
"""

from policy_extract.explain.catalogue import note_on, reason_words, rule_names
from policy_extract.explain.explaining import explain
from policy_extract.explain.types import Explanation, FieldNote, NumberNote, RecordNote, RuleNote, Words

__all__ = [
    "Explanation",
    "FieldNote",
    "NumberNote",
    "RecordNote",
    "RuleNote",
    "Words",
    "explain",
    "note_on",
    "reason_words",
    "rule_names",
]
