"""Compressed JSON lines: the same documents, a failure where the data break off, and bombs that do not go off."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from policy_extract.reading import ReadingError, compressed, read_inputs, read_path
from policy_extract.schema import Document, Failure

LINES = "".join(json.dumps({"text": f"第{n}条\u2028"}, ensure_ascii=False) + "\n" for n in range(500)).encode()

Compress = Callable[[bytes], bytes]
EACH = pytest.mark.parametrize(("suffix", "compress"), [(".gz", gzip.compress), (".zst", zstandard.compress)])


def failures(path: Path) -> list[tuple[str, str, int | None]]:
    return [(one.doc_id, one.error.code, one.error.line) for one in read_path(path) if isinstance(one, Failure)]


@EACH
def test_the_same_documents(tmp_path: Path, suffix: str, compress: Compress) -> None:
    plain, packed = tmp_path / "in.jsonl", tmp_path / f"in.jsonl{suffix}"
    plain.write_bytes(LINES)
    packed.write_bytes(compress(LINES[:3000]) + compress(LINES[3000:]))  # members, or frames, one after the other
    assert list(read_path(packed)) == list(read_path(plain))
    (tmp_path / f"notes.txt{suffix}").write_bytes(b"")  # no lines: passed over
    assert [read.path for read in read_inputs([str(tmp_path)])] == [str(plain)] * 500 + [str(packed)] * 500
    assert [read.position for read in read_inputs([str(packed)])][-1] == packed.stat().st_size
    (tmp_path / "one.txt").write_bytes("字".encode())
    assert [read.position for read in read_inputs([str(tmp_path / "one.txt")])] == [3]


@EACH
@pytest.mark.parametrize("harm", ["cut", "damaged", "nothing of the kind"])
def test_what_is_damaged_is_told_where_it_begins(tmp_path: Path, suffix: str, compress: Compress, harm: str) -> None:
    path = tmp_path / f"in.jsonl{suffix}"
    data = compress(LINES) * 2
    half = len(data) // 2
    path.write_bytes({"cut": data[:-3], "damaged": data[:half] + b"\xff" * 9 + data[half + 9 :], "nothing of the kind": LINES}[harm])
    found = list(read_path(path))
    assert len(found) == {"cut": len(found), "damaged": 501, "nothing of the kind": 1}[harm]
    (failure,) = failures(path)
    assert failure == (f"in#{len(found)}", "corrupt", len(found))
    assert all(isinstance(one, Document) for one in found[:-1])


@EACH
def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, compress: Compress) -> None:
    monkeypatch.setattr(compressed, "FREE_BYTES", 1 << 20)
    path = tmp_path / f"in.jsonl{suffix}"
    path.write_bytes(compress(b'{"text": "a"}\n' + b"0" * 200_000_000))
    tracemalloc.start()
    found = list(read_inputs([str(path)], max_chars=100_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found[0].document == Document(doc_id="in#1", text="a")
    assert [(one.failure.doc_id, one.failure.error.code) for one in found[1:] if one.failure] == [("in#2", "too_large")]
    assert peak < 80 << 20


def test_a_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "find_spec", lambda _: None)
    path = tmp_path / "in.jsonl.zst"
    path.write_bytes(b"")
    with pytest.raises(ReadingError, match="zstd"):
        read_inputs([str(path)])
    (one,) = read_inputs([str(tmp_path)])
    assert one.failure is not None
    assert one.failure.error.message == "needs zstandard: pip install 'policy-extract[zstd]'"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"text": "a", "x": [' + b"[]," * 700_000 + b"[]]}", "too_large"),
        (b'{"text": "a", "x": [' + b'"aa",' * 1_500_000 + b'"aa"]}', "too_large"),
        (b'{"text": "' + b'\\"' * 2_000_000, "invalid_json"),
        (b'{"text": "' + b"a" * 2_000_000, "invalid_json"),
        (b"[" * 2_000_000, "too_large"),
    ],
)
def test_bombs_of_json(tmp_path: Path, line: bytes, code: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + line + b'\n{"text": "b"}\n')
    assert failures(path) == [("in#2", code, 2)]
    assert len(list(read_path(path))) == 3


def test_a_long_text_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"text": '[{,"\\' * 500_000}), encoding="utf-8")
    (one,) = read_path(path)
    assert one == Document(doc_id="in#1", text='[{,"\\' * 500_000)
