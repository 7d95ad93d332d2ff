"""How often records on each basis are right in the gold corpus: what the extractor's confidence is read from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from policy_extract import Document, Extractor
from policy_extract.evaluation import Answer, judged, load_gold, score

TABLE = Path(__file__).parents[2] / "src" / "policy_extract" / "pipeline" / "confidence.json"


def counted(files: Iterable[Path], model: str | None) -> dict[str, tuple[int, int]]:
    """Basis → records on it that are right, and all, over the documents of some gold files."""
    extractor = Extractor(model=model)
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for path in files:
        gold = load_gold(path)
        documents = [Document(text=each.text, doc_id=each.name, title=each.title, published=each.published) for each in gold]
        answers = {
            document.doc_id: Answer(document.doc_id, json.loads(extractor.extract(document).to_json())) for document in documents
        }
        for one in judged(score(gold, answers)):
            if one.basis is not None:
                right[one.basis] += one.right
                of[one.basis] += 1
    return {basis: (right[basis], of[basis]) for basis in sorted(of)}


def written(counts: dict[str, tuple[int, int]]) -> str:
    """The table as it stands in the package, a basis a line."""
    rows = ",\n".join(f"  {json.dumps(basis)}: [{right}, {of}]" for basis, (right, of) in counts.items())
    return f"{{\n{rows}\n}}\n"
