"""``policy-extract review``: documents or earlier results → one HTML page on which they are read and corrected."""

from __future__ import annotations

import argparse

from policy_extract.cli.output import open_output
from policy_extract.cli.running import extractor_of, report, runs_or_results
from policy_extract.review import Reviewed, build_page


def run(args: argparse.Namespace) -> int:
    """Make the page; 1 where a document failed (the page says why), else 0."""
    failures = 0
    documents = []
    with open_output(args.output) as out:
        for each in runs_or_results(args, extractor_of(args, unclaimed=True)):
            failures += report(each)
            documents.append(Reviewed(each.result, each.text, each.rejected))
        out.line(build_page(documents, language=args.language).rstrip("\n"))
    return 1 if failures else 0
