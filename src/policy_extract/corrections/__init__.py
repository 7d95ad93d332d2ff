"""What a reviewer decided about a document's records, kept as gold JSON lines, and put onto a later run of the same document.

    corrections = load_corrections(Path("corrections.jsonl"))
    applied = apply(extraction, text, corrections[extraction.doc_id])

A line is what ``policy-extract evaluate`` reads as gold: the document's fields, its ``text``, and its ``records`` in the form of the
output contract. Two marks come on top: each record's ``review`` (accepted, edited, added or unreviewed; the last are ``optional`` too, so
that nobody is scored on what nobody looked at), and ``rejected``, the records that are none.
"""

from policy_extract.corrections.applying import Applied, Misfit, apply
from policy_extract.corrections.loading import Correction, CorrectionError, Corrections, load_corrections

__all__ = ["Applied", "Correction", "CorrectionError", "Corrections", "Misfit", "apply", "load_corrections"]
