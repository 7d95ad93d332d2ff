"""Messages between a run and its workers: pickled, each with its length before it. Both ends are this program, on one machine."""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO, NamedTuple

from policy_extract.schema import Document, Failure, Problem

_LENGTH = struct.Struct("<Q")

ORDER = struct.Struct("<q")
"""What a run asks of the process that makes its workers: 0 for a worker, which gives its process id; such an id for how that one ended."""


class Request(NamedTuple):
    """A document to be read, as its fields, with what its output line tells of it; ``repeat`` is the how-manieth of its id it is."""

    fields: dict[str, Any]
    path: str
    encoding: str | None
    repeat: int


class Answer(NamedTuple):
    """The output line (documents form, UTF-8) of one document. ``complaints`` are misfits of a reviewer's corrections."""

    line: bytes
    records: int = 0
    error: Problem | None = None
    complaints: tuple[str, ...] = ()


class Ready(NamedTuple):
    """The worker takes documents now; or never will, and ``problem`` says why."""

    problem: str | None = None


def request_of(document: Document, path: str, encoding: str | None, repeat: int) -> Request:
    """What a worker has to know of a document."""
    return Request({**document.__dict__, **(document.model_extra or {})}, path, encoding, repeat)


def document_of(request: Request) -> Document:
    """The document that was asked about; it has been validated before."""
    return Document.model_construct(**request.fields)


def failed(failure: Failure) -> Answer:
    """The answer that stands for a document that could not be processed."""
    return Answer(failure.to_json().encode("utf-8"), error=failure.error)


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
