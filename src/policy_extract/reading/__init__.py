"""Bytes → documents: encodings, text files, JSON lines (compressed too), tables, folders and standard input."""

from policy_extract.reading.encodings import decode
from policy_extract.reading.errors import ReadingError
from policy_extract.reading.fields import repeated
from policy_extract.reading.inputs import (
    MAX_CHARS,
    STDIN,
    Raw,
    Read,
    is_read,
    parsed,
    raw_inputs,
    read_inputs,
    read_path,
    read_stdin,
    sizes,
)
from policy_extract.reading.results import holds_results, read_results, result_of

__all__ = [
    "MAX_CHARS", "STDIN", "Raw", "Read", "ReadingError", "decode", "holds_results", "is_read", "parsed", "raw_inputs", "read_inputs",
    "read_path", "read_results", "read_stdin", "repeated", "result_of", "sizes",
]
