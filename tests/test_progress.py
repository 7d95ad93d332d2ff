"""What a run says of itself while it goes on."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

import poison
from policy_extract.batch.manifest import Counts
from policy_extract.batch.messages import Answer
from policy_extract.cli import progress
from policy_extract.cli.progress import Follower, State
from policy_extract.reading import Read
from policy_extract.schema import Problem


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_state_in_words() -> None:
    state = State(documents=12345, failed=3, characters=4_000_000, seconds=100, done=0.5, fresh=0.25)
    assert state.words() == "12,345 documents (50 %), 3 failed, 40,000 characters/s, 0:03:20 left"
    unknown = State(documents=1, failed=0, characters=0, seconds=0, done=None, fresh=0)
    assert unknown.words() == "1 documents, 0 failed, 0 characters/s"


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00:00"), (59.6, "0:01:00"), (3_723, "1:02:03"), (90_000, "25:00:00")])
def test_durations(seconds: float, words: str) -> None:
    assert progress.duration(seconds) == words


def test_what_is_left_counts_from_where_this_session_began() -> None:
    clock, states = Clock(), list[State]()
    follower = Follower(states.append, clock, quiet=True)
    follower.started(Counts(documents=10, errors={"timeout": 1}), size=1000)
    for position in (500, 600, 700):  # half of it was there
        clock.now += 10
        follower.answered([Answer(b"{}", characters=50)], Read("a", None, position=position))
    assert [state.done for state in states] == [0.5, 0.6, 0.7]
    assert [state.left and round(state.left) for state in states] == [None, 80, 45]
    assert (states[-1].documents, states[-1].failed, states[-1].characters) == (13, 1, 150)
    follower.answered([Answer(b"{}", characters=50)], Read("b", None, position=100))  # the next file
    assert states[-1].done == 0.8


def test_a_line_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    show = progress.lines(clock)
    for _ in range(25):
        clock.now += 1
        show(State(1, 0, 1000, 1.0, None, 0))
    assert capsys.readouterr().err == "policy-extract: 1 documents, 0 failed, 1,000 characters/s\n" * 2


def test_a_text_cannot_drive_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    follower = Follower(progress.nothing, Clock(), quiet=False)
    follower.failure("in\x1b[2J", "a\nb", Problem(code="timeout", message="x\u202e", line=3))
    assert capsys.readouterr().err == "policy-extract: in\\x1b[2J:3: a b: timeout: x\\u202e\n"


def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in [poison.SLOW] * 40 + [poison.EXIT]), encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, poison.__file__, "extract", str(lines), "-o", str(tmp_path / "out"), "--jobs", "1"]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "200"}  # wide enough for the folder that pytest makes
    with subprocess.Popen(command, stderr=theirs, env=env) as child:
        os.close(theirs)
        said = bytearray()
        while True:
            try:
                said += os.read(ours, 1 << 16)
            except OSError:  # the other end is closed
                break
        assert child.wait() == 1
    os.close(ours)
    assert b"characters/s" in said
    assert b"\xe2\x94\x81" in said, "a bar"
    assert b"worker_died: its worker process died" in said
    assert b"41 documents, 1 failed (worker_died 1), 40 records" in said
