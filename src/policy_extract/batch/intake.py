"""Documents as they are read → shards, in input order, and tasks for the workers.

Shards are cut by the documents alone (not by the number of workers, nor by how fast they are), so that a later run cuts them the same way.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from policy_extract.batch.errors import RunError
from policy_extract.batch.messages import Answer, failed, packed, request_of
from policy_extract.batch.pool import Task
from policy_extract.batch.shards import Mark, sum_of
from policy_extract.reading import Read
from policy_extract.schema import Document

SHARD_DOCUMENTS = 256
SHARD_CHARACTERS = 500_000
"""A shard ends when it has so many documents or so many characters: a second or two of work, which is what a kill can cost a worker."""


class Shard:
    """Documents that stand together in the input, and the answers that have come."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.answers: list[Answer | None] = []
        self.characters = 0
        self.open = True
        self._missing = 0
        self._inputs = hashlib.blake2b(digest_size=16)

    def add(self, read: Read, answer: Answer | None) -> int:
        """Take a document in, with its answer where that is known; gives its position."""
        self._inputs.update(_identity(read))
        self.characters += len(read.document.text) if read.document else 0
        self.answers.append(answer)
        self._missing += answer is None
        return len(self.answers) - 1

    def answered(self, position: int, answer: Answer) -> None:
        """Take an answer in."""
        assert self.answers[position] is None
        self.answers[position] = answer
        self._missing -= 1

    @property
    def full(self) -> bool:
        """Whether the next document belongs to the next shard."""
        return len(self.answers) >= SHARD_DOCUMENTS or self.characters >= SHARD_CHARACTERS

    @property
    def done(self) -> bool:
        """Whether all its documents are known and answered."""
        return not self.open and not self._missing

    @property
    def inputs(self) -> str:
        """The sum of what went in."""
        return self._inputs.hexdigest()

    def result(self) -> tuple[Mark, bytes]:
        """The mark and the lines of a shard that is done."""
        answers = [answer for answer in self.answers if answer is not None]
        lines = b"".join(answer.line + b"\n" for answer in answers)
        errors = Counter(answer.error.code for answer in answers if answer.error)
        records = sum(answer.records for answer in answers)
        mark = Mark(
            self.number, self.inputs, sum_of(lines), len(lines), len(answers), self.characters, records, dict(sorted(errors.items()))
        )
        return mark, lines


def _identity(read: Read) -> bytes:
    """All of an input by which its output can differ."""
    document = read.document
    if document is None:
        return repr((read.path, read.failure)).encode("utf-8", "backslashreplace")
    about = (read.path, read.encoding, document.doc_id, document.title, document.published, document.url, document.model_extra)
    return repr(about).encode("utf-8", "backslashreplace") + b"\0" + document.text.encode("utf-8", "surrogatepass") + b"\0"


class Intake:
    """Reads documents when tasks are asked for.

    ``finished`` are the marks of an earlier run, whose documents are read (their ids count, and they have to be the same) and not worked
    on again. ``published`` is for documents without a date. ``closed`` is told each shard when its last document is known, and ``failed``
    each document that could not be read.
    """

    def __init__(
        self, reads: Iterable[Read], published: str | None, finished: Mapping[int, Mark],
        closed: Callable[[Shard], None], unreadable: Callable[[Read], None],
    ) -> None:
        self._reads = reads
        self._published = published
        self._finished = finished
        self._closed = closed
        self._unreadable = unreadable
        self._seen = Ids()
        self.shards: dict[int, Shard] = {}
        self.last: Read | None = None

    @property
    def repeated(self) -> int:
        """How many documents have an id that an earlier one has."""
        return self._seen.repeated

    def saw(self, doc_id: str) -> bool:
        """Whether a document of this id has been read."""
        return doc_id in self._seen

    def tasks(self) -> Iterator[Task]:
        """A task for each document that is to be worked on. Raises RunError where a finished shard holds other documents."""
        number = 0
        shard: Shard | None = None
        for read in self._reads:
            self.last = read
            if shard is None:
                number += 1
                shard = self.shards[number] = Shard(number)
            yield from self._task(shard, read)
            if shard.full:
                self._close(shard)
                shard = None
        if shard is not None:
            self._close(shard)
        if extra := sorted(set(self._finished) - set(range(1, number + 1))):
            raise RunError(f"the input has fewer documents than when the run was started: shard {extra[0]} is not in it")

    def _task(self, shard: Shard, read: Read) -> Iterator[Task]:
        document = read.document
        if document is None:
            assert read.failure is not None
            shard.add(read, failed(read.failure))
            if shard.number not in self._finished:
                self._unreadable(read)
            return
        repeat = self._seen.count(document.doc_id)
        position = shard.add(read, None)
        if shard.number not in self._finished:
            message = packed(request_of(self._dated(document), read.path, read.encoding, repeat))
            yield Task(shard.number, position, message, document.doc_id, read.path, len(document.text))

    def _dated(self, document: Document) -> Document:
        if self._published is None or document.published is not None:
            return document
        return document.model_copy(update={"published": self._published})

    def _close(self, shard: Shard) -> None:
        shard.open = False
        mark = self._finished.get(shard.number)
        if mark is None:
            self._closed(shard)
            return
        del self.shards[shard.number]
        if (mark.inputs, mark.documents) != (shard.inputs, len(shard.answers)):
            raise RunError(f"the input has changed since the run was started: shard {shard.number} had other documents")


class Ids:
    """How often each id has come. A sum of eight bytes stands for each: a million ids take 60 MB, and any two of a million are told apart
    but once in 30 million runs (and then a record's id says ~2 without need).
    """

    def __init__(self) -> None:
        self._once: set[int] = set()
        self._counts: dict[int, int] = {}
        self.repeated = 0

    def count(self, doc_id: str) -> int:
        """Take an id in; gives the how-manieth time it is."""
        key = _key(doc_id)
        if key not in self._once:
            self._once.add(key)
            return 1
        self.repeated += 1
        self._counts[key] = self._counts.get(key, 1) + 1
        return self._counts[key]

    def __contains__(self, doc_id: str) -> bool:
        return _key(doc_id) in self._once


def _key(doc_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(doc_id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
