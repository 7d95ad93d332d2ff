"""What can go wrong while reading, as one exception with a code."""

from __future__ import annotations


class ReadingError(ValueError):
    """An input cannot be read. ``code`` is one of the codes of ``Failure.error``; ``message`` says why, in words."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
