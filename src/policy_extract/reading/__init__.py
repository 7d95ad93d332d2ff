"""Bytes → documents: encodings, text files, JSON lines, folders and standard input."""

from policy_extract.reading.encodings import decode
from policy_extract.reading.errors import ReadingError
from policy_extract.reading.inputs import MAX_CHARS, STDIN, Read, read_inputs, read_path, read_stdin
from policy_extract.reading.results import holds_results, read_results

__all__ = [
    "MAX_CHARS", "STDIN", "Read", "ReadingError", "decode", "holds_results", "read_inputs", "read_path", "read_results", "read_stdin",
]
