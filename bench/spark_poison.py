"""Poison documents among many under Spark ``local[2,4]``: ``spark_poison.py FOLDER`` (of raw texts, such as ../shared/raw).

Documents that end, crash or hang the process that extracts them, eat its memory, or raise, stand at random places. Exit code 1 unless
each of them, and no other document, has an error row of its own code, and no document is lost or doubled.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from itertools import cycle
from pathlib import Path

import raw

TESTS = Path(__file__).resolve().parent.parent / "tests"
FAULTS = {"EXIT": "worker_died", "CRASH": "worker_died", "RAISE": "worker_died", "EAT ": "out_of_memory", "HANG": "timeout"}


def write(folder: Path, path: Path, documents: int, poison: int, seed: int) -> dict[str, str]:
    """Write the documents with poison among them; gives the codes that are expected, by id."""
    chosen = random.Random(seed).sample(range(documents), poison)
    faults = dict(zip(sorted(chosen), cycle(FAULTS), strict=False))
    texts = cycle(raw.texts(folder))
    with path.open("w", encoding="utf-8") as stream:
        for number, text in zip(range(documents), texts, strict=False):
            stream.write(json.dumps({"doc_id": f"d{number}", "text": faults.get(number, text)}, ensure_ascii=False) + "\n")
    return {f"d{number}": FAULTS[fault] for number, fault in faults.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="raw texts")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--poison", type=int, default=100)
    parser.add_argument("--timeout", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(TESTS), *filter(None, sys.path)])  # where the workers find the faults
    from pyspark.sql import SparkSession  # noqa: PLC0415

    from policy_extract.batch.spark import Settings, extract  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "in.jsonl"
        expected = write(args.folder, source, args.documents, args.poison, args.seed)
        session = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        began = time.monotonic()
        frame = session.read.schema("doc_id string, text string").json(str(source)).repartition(8)
        settings = Settings(factory="faulty:extractor", timeout=args.timeout)
        rows = extract(frame, "documents", settings).select("doc_id", "error_code").collect()
        seconds = time.monotonic() - began
        session.stop()
    found = {row.doc_id: row.error_code for row in rows if row.error_code}
    lost = {f"d{number}" for number in range(args.documents)} - {row.doc_id for row in rows}
    print(f"{len(rows):,} rows of {args.documents:,} documents, {len(lost)} lost; {seconds:.0f} s")
    print(f"{len(found)} error rows ({', '.join(f'{code} {count}' for code, count in Counter(found.values()).most_common())}); "
          f"{'the right ones' if found == expected else 'NOT the right ones'}")
    return 0 if found == expected and not lost and len(rows) == args.documents else 1


if __name__ == "__main__":
    sys.exit(main())
