"""Bytes → text, without ever guessing silently.

UTF-8 first, then GB18030, both strict: whole documents of one are hardly ever valid in the other. Big5 and broken UTF-8 do
decode as GB18030, but into rare characters, so the share of everyday characters decides whether that reading is believed.
"""

from __future__ import annotations

import codecs
from collections import Counter
from functools import cache

from policy_extract.reading.errors import ReadingError

_BOMS = (  # UTF-32 before UTF-16: the mark of the one begins with the mark of the other
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

PLAUSIBLE_SHARE = 0.7
"""Least share of everyday characters for GB18030: official prose has over 0.98, single lines of it over 0.77, while Big5 and UTF-8
read as GB18030 stay under 0.25 (measured on 262 documents)."""


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding; a byte order mark at the very start is not part of the text.

    Raises ReadingError (code ``encoding``) where the bytes are not valid in ``encoding``, or, where that is None, neither in
    UTF-8, UTF-16 and UTF-32 with a mark, nor believable in GB18030. The message names the byte offset.
    """
    marked = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), None)
    if encoding is not None:
        name = _canonical(encoding)
        if marked is not None and marked[1].startswith(name):  # "utf-16" and "utf-16-le" alike
            return _strict(data[len(marked[0]) :], marked[1], offset=len(marked[0])), marked[1]
        return _strict(data, name), name
    if marked is not None:
        return _strict(data[len(marked[0]) :], marked[1], offset=len(marked[0])), marked[1]
    return _unmarked(data)


def _canonical(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        b" ".decode(name, "ignore")  # "base64" and the like are codecs, but not of text
    except (LookupError, UnicodeError) as error:
        raise ReadingError("encoding", f"unknown encoding: {encoding!r}") from error
    return "utf-8" if name == "utf-8-sig" else name


def _strict(data: bytes, name: str, offset: int = 0) -> str:
    try:
        return data.decode(name)
    except UnicodeError as error:
        where = f" at byte {error.start + offset}" if isinstance(error, UnicodeDecodeError) else ""
        raise ReadingError("encoding", f"not valid {name}{where}") from error


def _unmarked(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        utf8 = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        where = f"not UTF-8 (byte {utf8}) and not GB18030 (byte {error.start})"
        raise ReadingError("encoding", f"{where}; name the encoding if it is another") from error
    if everyday_share(text) < PLAUSIBLE_SHARE:
        raise ReadingError("encoding", f"not UTF-8 (byte {utf8}), and hardly GB18030: its characters would be rare ones")
    return text, "gb18030"


def everyday_share(text: str) -> float:
    """Share of everyday characters (GB 2312 level 1 and its punctuation) among those outside ASCII; 1.0 where there are none."""
    counts = Counter(text)
    everyday = _everyday()
    outside = sum(n for char, n in counts.items() if char > "\x7f")
    return sum(n for char, n in counts.items() if char in everyday) / outside if outside else 1.0


@cache
def _everyday() -> frozenset[str]:
    """GB 2312 rows 1–3 (punctuation, full-width ASCII) and 16–55 (the 3,755 characters of level 1)."""
    rows = (*range(0xA1, 0xA4), *range(0xB0, 0xD8))
    return frozenset("".join(bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF)))
