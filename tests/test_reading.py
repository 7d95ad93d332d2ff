"""Reading: bytes to text, files and streams to documents, and a failure in the place of each that cannot be read."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract.reading import Read, ReadingError, decode, read_inputs, read_path, read_stdin
from policy_extract.reading.encodings import everyday_share
from policy_extract.schema import Document, Failure

TEXT = "到2033年，全市建成泵站20座，再生水利用率达到30%以上。市水务局要加强巡查，落实管护责任。"
TRADITIONAL = "到二零三三年，全市建設泵站，提高再生水利用率，落實管護責任，確保按時完成各項任務，實現經濟持續發展。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("gb18030"), "gb18030"),
    ],
)
def test_encodings_are_told(data: bytes, encoding: str) -> None:
    assert decode(data) == (TEXT, encoding)


def test_a_mark_inside_stays() -> None:
    assert decode(b"\xef\xbb\xbfa\xef\xbb\xbfb") == ("a\ufeffb", "utf-8")


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (TEXT.encode()[:-1], f"byte {len(TEXT[:-1].encode())}"),
        (b"\xef\xbb\xbf" + TEXT.encode()[:-1], f"byte {len(TEXT[:-1].encode()) + 3}"),
        (TEXT.encode() + TEXT.encode("gb18030"), "byte"),
        (TEXT.encode("gb18030") + TEXT.encode() + b"\xff", "byte"),
        (TRADITIONAL.encode("big5"), "byte"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "byte"),
        (b"\xff", "byte 0"),
    ],
)
def test_what_is_not_believed(data: bytes, where: str) -> None:
    with pytest.raises(ReadingError) as error:
        decode(data)
    assert error.value.code == "encoding"
    assert where in error.value.message


def test_a_named_encoding_is_obeyed() -> None:
    assert decode(TRADITIONAL.encode("big5"), "big5") == (TRADITIONAL, "big5")
    assert decode(b"\xef\xbb\xbfa", "UTF8") == ("a", "utf-8")
    for encoding, data in (("ascii", "字".encode()), ("no-such", b""), ("base64", b"")):
        with pytest.raises(ReadingError) as error:
            decode(data, encoding)
        assert error.value.code == "encoding"


def test_everyday_share() -> None:
    assert everyday_share("abc") == 1.0
    assert everyday_share("的、鑫") == pytest.approx(2 / 3)


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except ReadingError:
        return
    assert text.encode(encoding) in (data, data[2:], data[3:], data[4:]) or encoding == "gb18030"


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not text.startswith("\ufeff")))
def test_any_text_comes_back(text: str) -> None:
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode(), b"\xfe\xff" + text.encode("utf-16-be")):
        assert decode(data)[0] == text


def lines(*values: object) -> bytes:
    return b"".join((value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()) + b"\n" for value in values)


def read(data: bytes, max_chars: int = 1000) -> list[Document | Failure]:
    return list(read_stdin(io.BytesIO(data), max_chars=max_chars))


def test_a_text_file_is_not_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "节水.txt"
    path.write_bytes("甲\r\n乙\r丙\x0c\u2028\x00".encode())
    (document,) = read_path(path)
    assert document == Document(doc_id="节水", text="甲\r\n乙\r丙\x0c\u2028\x00")


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf"
        + lines(
            {"text": "甲\u2028\x85乙", "doc_id": "a", "title": "题", "level": "city", "n": 10**50},
            b"",
            b"  \r",
            {"text": "", "published": "2031-03-04"},
        )
        + b'{"text": "last"}'
    )
    one, two, three = read_path(path)
    assert isinstance(one, Document)
    assert (one.text, one.doc_id, one.title, one.model_extra) == ("甲\u2028\x85乙", "a", "题", {"level": "city", "n": 10**50})
    assert isinstance(two, Document)
    assert (two.doc_id, two.published) == ("in#4", "2031-03-04")
    assert three == Document(doc_id="in#5", text="last")


@pytest.mark.parametrize(
    ("line", "code", "doc_id"),
    [
        (b'{"text": ', "invalid_json", "stdin#2"),
        (b'{"text": "a", "x": NaN}', "invalid_json", "stdin#2"),
        (b'{"text": "a", "x": -Infinity}', "invalid_json", "stdin#2"),
        (b'{"text": "a", "x": 1e400}', "invalid_json", "stdin#2"),
        (b'{"text": "a", "text": "b"}', "invalid_json", "stdin#2"),
        (b'{"text": "a", "x": ' + b"1" * 5000 + b"}", "invalid_json", "stdin#2"),
        (b'{"text": "a", "x": ' + b"[" * 100_000 + b"}", "invalid_json", "stdin#2"),
        (b'{"doc_id": "k"}', "missing_text", "k"),
        (b'{"doc_id": "k", "text": null}', "missing_text", "k"),
        (b'["text"]', "wrong_type", "stdin#2"),
        (b'"text"', "wrong_type", "stdin#2"),
        (b'{"text": 5, "doc_id": "k"}', "wrong_type", "k"),
        (b'{"text": "a", "doc_id": 5}', "wrong_type", "stdin#2"),
        (b'{"text": "a", "title": ["b"]}', "wrong_type", "stdin#2"),
        (b'{"text": "\\ud800"}', "invalid_unicode", "stdin#2"),
        (b'{"text": "a", "\\uDFFF": 1}', "invalid_unicode", "stdin#2"),
        (b'{"text": "a", "doc_id": "\\ud83d"}', "invalid_unicode", "stdin#2"),
        ('{"text": "字"}'.encode("gb18030"), "encoding", "stdin#2"),
        (b'{"text": "' + b"a" * 1001 + b'", "doc_id": "k"}', "too_large", "k"),
        (b'{"text": "' + b"a" * 2_000_000 + b'"}', "too_large", "stdin#2"),
    ],
)
def test_bad_lines_do_not_stop_the_others(line: bytes, code: str, doc_id: str) -> None:
    before, failure, after = read(lines({"text": "甲"}, line, {"text": "乙"}))
    assert isinstance(failure, Failure)
    assert (failure.error.code, failure.error.line, failure.doc_id) == (code, 2, doc_id)
    assert json.loads(failure.to_json())["error"]["code"] == code
    assert (before, after) == (Document(doc_id="stdin#1", text="甲"), Document(doc_id="stdin#3", text="乙"))


def test_pairs_of_surrogates_are_characters() -> None:
    (document,) = read(b'{"text": "\\ud83d\\ude00"}')
    assert document == Document(doc_id="stdin#1", text="😀")


def test_stdin_is_told_by_its_first_character() -> None:
    assert read(b"\n \n{\"text\": \"a\"}\n") == [Document(doc_id="stdin#3", text="a")]
    assert read(b"\n  a {}\nb") == [Document(doc_id="stdin", text="\n  a {}\nb")]
    assert read(b"\xef\xbb\xbf{\"text\": \"a\"}") == [Document(doc_id="stdin#1", text="a")]
    assert read(b"") == [Document(doc_id="stdin", text="")]
    (failure,) = read("字".encode() * 1001)
    assert isinstance(failure, Failure)
    assert failure.error.code == "too_large"
    assert read("字".encode() * 1000) == [Document(doc_id="stdin", text="字" * 1000)]


@given(st.binary(max_size=200))
def test_any_stream(data: bytes) -> None:
    outcomes = read(data)
    assert all(isinstance(outcome, Document | Failure) for outcome in outcomes)
    assert len(read(b'{"text": "a"}\n' + data)) >= 1


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.ndjson", "a.TXT", "c.md", ".hidden/x.txt", "b/.y.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b'{"text": "a"}')
    (tmp_path / "b" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "linked.txt").symlink_to(tmp_path / "c.md")
    os.mkfifo(tmp_path / "pipe.txt")
    found = [Path(one.path).relative_to(tmp_path).as_posix() for one in read_inputs([str(tmp_path)])]
    assert found == ["a.TXT", "b/1.ndjson", "b/2.txt", "linked.txt"]


def test_inputs_say_where_they_come_from(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    bad = tmp_path / "y.txt"
    bad.write_bytes(b"\xff")
    one, two, three = read_inputs([str(path), "-", str(bad)], io.BytesIO(b'{"text": "a"}'))
    assert one == Read(str(path), "gb18030", document=Document(doc_id="x", text=TEXT))
    assert two == Read("-", "utf-8", document=Document(doc_id="stdin#1", text="a"))
    assert three.failure is not None
    assert (three.failure.doc_id, three.failure.error.code, three.document) == ("y", "encoding", None)


def test_missing_paths_are_told_before_anything_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("none.txt", "pipe", "nul\0"):
        with pytest.raises(ReadingError) as error:
            read_inputs([str(tmp_path / path)])
        assert error.value.code == "path"
    with pytest.raises(ReadingError):
        read_inputs(["-"])
    with pytest.raises(ReadingError):
        list(read_path(tmp_path / "none.txt"))


def test_long_files_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 50)
    assert [one.error.code for one in read_path(path, max_chars=49) if isinstance(one, Failure)] == ["too_large"]
    assert list(read_path(path, max_chars=50)) == [Document(doc_id="long", text="a" * 50)]


def test_names_that_are_not_unicode(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(name)).write_bytes(b"a")
    (one,) = read_inputs([str(tmp_path)])
    assert one.document is not None
    assert one.document.doc_id == "\\xff"
    assert one.path.encode()


def test_json_lines_in_wide_encodings_are_refused() -> None:
    with pytest.raises(ReadingError) as error:
        list(read_stdin(io.BytesIO(b'{"text": "a"}'), encoding="utf-16"))
    assert error.value.code == "encoding"
