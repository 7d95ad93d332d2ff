"""Dates and periods of Recognizers-Text read by our grammar: ``recognizers_times.py FOLDER``.

FOLDER holds dates.jsonl and periods.jsonl: lines with text, anchor, start and end. Figures are told, no floor is set: these cases ask
for everyday times (大后天, 3-7-27) that policy prose does not write.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path

from policy_extract.grammar.timex import parse_timex


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    for name in ("dates", "periods"):
        right = read = 0
        rows = [json.loads(line) for line in (args.folder / f"{name}.jsonl").read_text("utf-8").splitlines() if line.strip()]
        for row in rows:
            timex = parse_timex(row["text"], dt.date.fromisoformat(row["anchor"]))
            found = (str(timex.start), str(timex.end)) if timex else None
            read += timex is not None
            if found == (row["start"], row["end"]):
                right += 1
            else:
                print(f"  {row['text']}: {row['start']}–{row['end']}, read as {found}")
        print(f"{name}: {right} of {len(rows)} right, {read} read")


if __name__ == "__main__":
    main()
