"""Bytes → documents: encodings, text files, JSON lines, folders and standard input."""

from policy_extract.reading.encodings import decode
from policy_extract.reading.errors import ReadingError
from policy_extract.reading.inputs import MAX_CHARS, Read, read_inputs, read_path, read_stdin

__all__ = ["MAX_CHARS", "Read", "ReadingError", "decode", "read_inputs", "read_path", "read_stdin"]
