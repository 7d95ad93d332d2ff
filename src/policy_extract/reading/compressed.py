"""Compressed files as streams of bytes: gzip by the standard library, Zstandard by the extra ``zstd``.

A few bytes can decompress to terabytes. What comes out is therefore held against what went in, and reading stops where no text of
this world would compress so well; memory stays bounded in any case, as nothing is decompressed ahead of what is read.
"""

from __future__ import annotations

import gzip
import io
import zlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from policy_extract.reading.errors import ReadingError

COMPRESSIONS = frozenset({".gz", ".zst"})

MOST_TIMES = 200
"""Texts of policies shrink to a fifth or a tenth of their size; gzip can do 1,028 to 1, Zstandard far more."""
FREE_BYTES = 64 << 20
"""As much may come out of a file of any size."""

_BUFFER = 1 << 16
_STEP = 1 << 10  # compressed bytes given to Zstandard at a time: at its best they become 32 MB
_WINDOW = 1 << 27


def missing_extra(path: Path) -> str | None:
    """What has to be installed before ``path`` can be decompressed, or None."""
    return "zstandard: pip install 'policy-extract[zstd]'" if path.suffix.lower() == ".zst" and find_spec("zstandard") is None else None


def decompressed(raw: BinaryIO, suffix: str) -> BinaryIO:
    """The stream inside the compressed stream ``raw``; ``suffix`` is ``.gz`` or ``.zst``.

    Reading from it raises ReadingError: code ``corrupt`` where the data are damaged or break off, ``too_large`` where more than
    ``MOST_TIMES`` their size comes out of them.
    """
    source = gzip.GzipFile(fileobj=raw) if suffix == ".gz" else _Zstandard(raw)
    return io.BufferedReader(_Bounded(source, raw), _BUFFER)


class _Bounded(io.RawIOBase):
    def __init__(self, source: Any, raw: BinaryIO) -> None:
        self._source = source
        self._raw = raw
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data: bytes = self._source.read1(len(buffer))  # read() would lose what comes before damaged data
        except (EOFError, OSError, zlib.error) as error:
            raise ReadingError("corrupt", f"the compressed data are damaged or break off: {error}") from error
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > max(FREE_BYTES, MOST_TIMES * self._raw.tell()):
            raise ReadingError("too_large", f"more than {MOST_TIMES} times the size of the compressed data comes out of them")
        return len(data)


class _Zstandard:
    """Frames of Zstandard, one after the other. Raises EOFError where the last one breaks off, and OSError where one is damaged."""

    def __init__(self, raw: BinaryIO) -> None:
        import zstandard  # noqa: PLC0415 - an extra

        self._damaged = zstandard.ZstdError
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        self._frame: Any = None
        self._raw = raw
        self._ready = io.BytesIO()

    def read1(self, size: int) -> bytes:
        while not (data := self._ready.read(size)):
            compressed = (self._frame.unused_data if self._frame is not None and self._frame.eof else b"") or self._raw.read(_STEP)
            if not compressed:
                if self._frame is not None and not self._frame.eof:
                    raise EOFError("the last frame is not complete")
                return b""
            if self._frame is None or self._frame.eof:
                self._frame = self._decompressor.decompressobj()
            try:
                self._ready = io.BytesIO(self._frame.decompress(compressed))
            except self._damaged as error:
                raise OSError(str(error)) from error
        return data
