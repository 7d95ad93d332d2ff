"""Documents as they stand in the input → shards, in input order, and tasks for the workers.

Nothing is looked into here: workers read the documents and say what their ids are. That a document's id has come before is therefore known
only when all before it have been read, and then it is extracted once more, with its number. Where that is no exception, ids are read here,
before the documents are handed out.

Shards are cut by the documents alone (not by the number of workers, nor by how fast they are), so that a later run cuts them the same way.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping

from policy_extract.batch.errors import RunError
from policy_extract.batch.ids import KEY_DIGITS, Ids, key_of
from policy_extract.batch.messages import Answer, Request, failed
from policy_extract.batch.nursery import TASK_BYTES, TASK_DOCUMENTS, Task
from policy_extract.batch.shards import Mark, sum_of
from policy_extract.reading import Raw, Read, parsed
from policy_extract.schema import Failure, Problem

SHARD_DOCUMENTS = 256
SHARD_BYTES = 1_500_000
"""A shard ends when it has so many documents or so many bytes: a second or two of work, which is what a kill can cost a worker."""
OFTEN = 100
"""Where more than one id of so many has come before, ids are read ahead."""

Source = Raw | Read


class Shard:
    """Documents that stand together in the input, and the answers that have come."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.sources: list[Source] = []
        self.answers: list[Answer | None] = []
        self.repeats: list[int] = []  # the how-manieth of its id each document is, as far as that is known
        self.open = True
        self._said: list[int] = []  # the how-manieth it was taken for; 0 before the first answer
        self._missing = self._bytes = 0
        self._inputs = hashlib.blake2b(digest_size=16)

    def add(self, source: Source) -> int:
        """Take a document in; gives its bytes."""
        identity = _identity(source)
        self._inputs.update(identity)
        self._bytes += len(identity)
        self.sources.append(source)
        self.answers.append(None)
        self._said.append(0)
        self._missing += 1
        return len(identity)

    def put(self, position: int, answer: Answer, repeat: int) -> bool:
        """Take an answer in; tells whether it is the first one."""
        assert self.answers[position] is None
        first = not self._said[position]
        self.answers[position], self._said[position] = answer, repeat
        self._missing -= 1
        return first

    def forget(self) -> None:
        """Let go of the documents."""
        for each in (self.sources, self.answers, self._said):
            each.clear()

    def mistaken(self) -> Iterator[Task]:
        """Tasks in the place of answers to documents that were taken for others of their id."""
        for position, (said, repeat) in enumerate(zip(self._said, self.repeats, strict=True)):
            if said != repeat:
                self.answers[position] = None
                self._missing += 1
                yield Task(self.number, position, (Request(self.sources[position], repeat),))

    @property
    def full(self) -> bool:
        """Whether the next document belongs to the next shard."""
        return len(self.sources) >= SHARD_DOCUMENTS or self._bytes >= SHARD_BYTES

    @property
    def answered(self) -> bool:
        """Whether all its documents are known and answered."""
        return not self.open and not self._missing

    @property
    def inputs(self) -> str:
        """The sum of what went in."""
        return self._inputs.hexdigest()

    def results(self) -> Iterator[tuple[Source, Answer]]:
        """Each document with its answer."""
        return ((source, answer) for source, answer in zip(self.sources, self.answers, strict=True) if answer is not None)

    def result(self) -> tuple[Mark, bytes]:
        """The mark and the lines of a shard whose documents are answered."""
        answers = [answer for answer in self.answers if answer is not None]
        lines = b"".join(answer.line + b"\n" for answer in answers)
        errors = Counter(answer.failure.error.code for answer in answers if answer.failure)
        mark = Mark(
            self.number, self.inputs, sum_of(lines), len(lines), len(answers), sum(answer.characters for answer in answers),
            sum(answer.records for answer in answers), dict(sorted(errors.items())),
            "".join(f"{answer.key:0{KEY_DIGITS}x}" for answer in answers if answer.key is not None),
        )
        return mark, lines


def _identity(source: Source) -> bytes:
    """All of an input by which its output can differ."""
    if isinstance(source, Raw):
        head = f"{source.path}\0{source.stem}\0{source.line}\0{source.encoding}\0{source.data is None}\0"
        return head.encode("utf-8", "backslashreplace") + (source.data or b"")
    document = source.document
    if document is None:
        return repr((source.path, source.failure)).encode("utf-8", "backslashreplace")
    about = (source.path, source.encoding, document.doc_id, document.title, document.published, document.url, document.model_extra)
    return repr(about).encode("utf-8", "backslashreplace") + b"\0" + document.text.encode("utf-8", "surrogatepass") + b"\0"


class Intake:
    """Reads when tasks are asked for.

    ``finished`` are the marks of an earlier run, whose documents are taken in (their ids count, and they have to be the same) and not
    worked on again. ``done`` is told each shard of which all is known.
    """

    def __init__(self, sources: Iterable[Source], max_chars: int, finished: Mapping[int, Mark], done: Callable[[Shard], None]) -> None:
        self._max_chars = max_chars
        self._finished = finished
        self._done = done
        self._ids = Ids()
        self._shards: dict[int, Shard] = {}  # in their order; those that are done, or finished and counted, are not kept
        self._again: deque[Task] = deque()
        self._tasks = self._cut(sources)
        self.last: Source | None = None

    @property
    def repeated(self) -> int:
        """How many documents have an id that an earlier one has."""
        return self._ids.repeated

    def saw(self, doc_id: str) -> bool:
        """Whether a document of this id has been read."""
        return doc_id in self._ids

    def task(self) -> Task | None:
        """What is to be worked on next; None where there is nothing now. Raises RunError where a finished shard holds other documents."""
        return self._again.popleft() if self._again else next(self._tasks, None)

    def take(self, task: Task, answers: list[Answer]) -> list[Answer]:
        """Take in the answers to the documents of a task; gives those to documents that had none before."""
        shard = self._shards[task.shard]
        numbered = enumerate(zip(task.requests, answers, strict=True), task.position)
        fresh = [answer for position, (request, answer) in numbered if shard.put(position, answer, request.repeat)]
        self._check(shard)
        return fresh

    def lost(self, request: Request, problem: Problem) -> Answer:
        """The answer that stands for a document at which workers were lost."""
        found = parsed(request.source, self._max_chars)
        if found.document is None:
            assert found.failure is not None
            return failed(Failure(doc_id=found.failure.doc_id, error=problem))
        name = found.document.doc_id
        return failed(Failure(doc_id=name, error=problem), len(found.document.text), key_of(name))

    def _cut(self, sources: Iterable[Source]) -> Iterator[Task]:
        number = start = size = 0
        shard: Shard | None = None
        for source in sources:
            self.last = source
            if shard is None:
                number += 1
                start, shard = 0, Shard(number)
                self._shards[number] = shard
            size += shard.add(source)
            shard.open = not shard.full
            if not shard.open or size >= TASK_BYTES or len(shard.sources) - start >= TASK_DOCUMENTS:
                yield from self._task(shard, start)
                start, size = len(shard.sources), 0
                shard = shard if shard.open else None
        if shard is not None:
            shard.open = False
            yield from self._task(shard, start)
        if extra := sorted(set(self._finished) - set(range(1, number + 1))):
            raise RunError(f"the input has fewer documents than when the run was started: shard {extra[0]} is not in it")
        self._count(number)

    def _task(self, shard: Shard, start: int) -> Iterator[Task]:
        """The documents of a shard from ``start`` on, if they are to be worked on."""
        if shard.number in self._finished:
            if not shard.open:
                self._verify(shard)
            return
        if self._ids.repeated * OFTEN > self._ids.total:
            self._count(shard.number)
        sources = shard.sources[start:]
        if sources:
            yield Task(shard.number, start, tuple(map(Request, sources, shard.repeats[start:] or itertools.repeat(1))))
        else:
            self._check(shard)

    def _verify(self, shard: Shard) -> None:
        mark = self._finished[shard.number]
        if (mark.inputs, mark.documents) != (shard.inputs, len(shard.sources)):
            raise RunError(f"the input has changed since the run was started: shard {shard.number} had other documents")
        shard.forget()  # what is to be known of its documents stands in the mark

    def _check(self, shard: Shard) -> None:
        """See whether a shard is done."""
        if not shard.answered:
            return
        self._count(shard.number)
        self._again.extend(shard.mistaken())
        if shard.answered:
            del self._shards[shard.number]
            self._done(shard)

    def _count(self, last: int) -> None:
        """Count the ids of all documents up to the shard ``last``, in their order; what no worker has said yet is read here."""
        for shard in [each for each in self._shards.values() if each.number <= last]:
            if mark := self._finished.get(shard.number):
                for start in range(0, len(mark.keys), KEY_DIGITS):
                    self._ids.count(int(mark.keys[start : start + KEY_DIGITS], 16))
                del self._shards[shard.number]
                continue
            for position in range(len(shard.repeats), len(shard.sources)):
                answer = shard.answers[position]
                key = answer.key if answer is not None else self._key(shard.sources[position])
                shard.repeats.append(1 if key is None else self._ids.count(key))

    def _key(self, source: Source) -> int | None:
        document = parsed(source, self._max_chars).document
        return None if document is None else key_of(document.doc_id)
