"""Messages between a process and its workers: pickled, each with its length before it. Both ends are this program, on one machine."""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO, NamedTuple

from policy_extract.batch.limits import MEMORY
from policy_extract.schema import Failure

_LENGTH = struct.Struct("<Q")

ORDER = struct.Struct("<q")
"""What is asked of the process that makes workers: 0 for a worker, which gives its process id; such an id for how that one ended."""

BEGUN = struct.Struct("<Qd")
"""What a worker notes when it begins a document: how many it has begun, and when (seconds of ``time.monotonic``, one clock for all)."""


class Hello(NamedTuple):
    """What workers are to do: ``reader`` ("module:function") makes of ``settings`` what turns a Request into an Answer.

    A document may take ``timeout`` seconds and ``memory`` bytes.
    """

    reader: str
    settings: Any
    timeout: float
    memory: int = MEMORY


class Ready(NamedTuple):
    """Workers can be made now; or never, and ``problem`` says why."""

    problem: str | None = None


class Request(NamedTuple):
    """A document to be extracted, read or not (the reader knows which); ``repeat`` is the how-manieth of its id it is."""

    source: Any
    repeat: int = 1


class Answer(NamedTuple):
    """The output line (documents form, UTF-8) of one document, and what is to be known of it.

    ``key`` stands for its id (None where no document could be read), ``characters`` is the length of its text; ``complaints`` are misfits
    of a reviewer's corrections.
    """

    line: bytes
    records: int = 0
    characters: int = 0
    key: int | None = None
    failure: Failure | None = None
    complaints: tuple[str, ...] = ()


def failed(failure: Failure, characters: int = 0, key: int | None = None) -> Answer:
    """The answer that stands for a document that could not be processed."""
    return Answer(failure.to_json().encode("utf-8"), characters=characters, key=key, failure=failure)


def packed(message: Any) -> bytes:
    """A message as it travels."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


def receive(stream: BinaryIO) -> Any:
    """The next message of ``stream``, waited for. Raises EOFError where the other end is gone."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return pickle.loads(_exactly(stream, length))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


class Unpacker:
    """Messages out of pieces as they come; what a dead process left unfinished is never taken for a message."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, piece: bytes) -> list[Any]:
        """The messages that are complete with this piece."""
        self._data += piece
        messages = []
        start = 0
        while len(self._data) - start >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._data, start)
            end = start + _LENGTH.size + length
            if len(self._data) < end:
                break
            messages.append(pickle.loads(memoryview(self._data)[start + _LENGTH.size : end]))
            start = end
        del self._data[:start]
        return messages
