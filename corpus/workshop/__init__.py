"""The workshop of the gold corpus: from annotators' sources to gold lines, and what is measured on them.

    python -m corpus.workshop --help

Run from the root of the repository. The gold lines in ``corpus/gold`` are the source of truth; ``corpus/README.md`` says how they are made.
"""
