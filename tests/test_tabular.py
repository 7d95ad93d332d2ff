"""Tables as inputs: a row, a document or a failure."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract.reading import ReadingError, read_inputs, read_path, tabular
from policy_extract.schema import Document, Failure

TEXT = "到2033年，全市建成泵站20座，再生水利用率达到30%以上。\n市水务局要加强巡查，“落实管护责任”。"


def table(*rows: list[str], end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue()


def read_csv(tmp_path: Path, data: bytes, max_chars: int = 1000, encoding: str | None = None) -> list[Document | Failure]:
    path = tmp_path / "in.csv"
    path.write_bytes(data)
    return list(read_path(path, encoding=encoding, max_chars=max_chars))


def write_parquet(path: Path, **columns: Any) -> Path:
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    return path


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_rows(self, tmp_path: Path, encoding: str, end: str) -> None:
        text = table(["doc_id", "text", "title", "desk"], ["a", TEXT, "题", "urban"], ["", TEXT + "\u2028", "", ""], end=end)
        one, two = read_csv(tmp_path, text.encode(encoding))
        assert one == Document(doc_id="a", text=TEXT, title="题", desk="urban")
        assert two == Document(doc_id="in#4", text=TEXT + "\u2028")
        (read, _) = read_inputs([str(tmp_path / "in.csv")])
        assert read.encoding == encoding.removesuffix("-sig")

    def test_empty_cells_and_short_rows(self, tmp_path: Path) -> None:
        found = read_csv(tmp_path, b"text,title,published\n,b,\nc\n\nd,e,2026-03-05\n")
        assert found == [
            Document(doc_id="in#2", text="", title="b"), Document(doc_id="in#3", text="c"),
            Document(doc_id="in#5", text="d", title="e", published="2026-03-05"),
        ]

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (b"a,b,c", "wrong_type"),
            ("字".encode("gb18030") + b",b", "encoding"),
            (b'"' + b"a" * 1001 + b'",b', "too_large"),
            (b"a" * 5_000_000, "too_large"),
            (b'"' + b"a\n" * 200_000 + b'"', "too_large"),
        ],
    )
    def test_bad_rows_do_not_stop_the_others(self, tmp_path: Path, row: bytes, code: str) -> None:
        found = read_csv(tmp_path, "text,title\n甲,\n".encode() + row + "\n乙,\n".encode())
        before, failure, after = found
        assert before == Document(doc_id="in#2", text="甲")
        assert isinstance(after, Document)
        assert after.text == "乙"
        assert isinstance(failure, Failure)
        assert (failure.doc_id, failure.error.code, failure.error.line) == ("in#3", code, 3)

    @pytest.mark.parametrize(
        ("data", "code"),
        [(b"title\na\n", "missing_text"), (b"text,text\na,b\n", "wrong_type"), ("建設".encode("big5") * 20, "encoding")],
    )
    def test_tables_of_something_else(self, tmp_path: Path, data: bytes, code: str) -> None:
        (failure,) = read_csv(tmp_path, data)
        assert isinstance(failure, Failure)
        assert failure.error.code == code

    def test_a_quote_that_is_never_closed(self, tmp_path: Path) -> None:
        one, two = read_csv(tmp_path, b'text,title\na,b\n"' + b"c,d\n" * 400_000)
        assert one == Document(doc_id="in#2", text="a", title="b")
        assert isinstance(two, Failure)
        assert (two.doc_id, two.error.code) == ("in#3", "invalid_csv")

    def test_nothing(self, tmp_path: Path) -> None:
        assert read_csv(tmp_path, b"") == []
        assert read_csv(tmp_path, b"text\n") == []

    @given(st.binary(max_size=100))
    def test_any_bytes(self, tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
        for outcome in read_csv(tmp_path_factory.mktemp("any"), b"text,title\n" + data):
            assert outcome.model_dump_json()


class TestParquet:
    def test_rows(self, tmp_path: Path) -> None:
        path = write_parquet(
            tmp_path / "in.parquet", doc_id=[1, None], text=[TEXT, ""], published=[dt.date(2026, 3, 5), None], tags=[["a", "b"], []],
            share=[0.5, None],
        )
        one, two = read_path(path)
        assert one == Document(doc_id="1", text=TEXT, published="2026-03-05", tags=["a", "b"], share=0.5)
        assert two == Document(doc_id="in#2", text="", tags=[])

    def test_bad_rows_do_not_stop_the_others(self, tmp_path: Path) -> None:
        path = write_parquet(
            tmp_path / "in.parquet", text=["a", None, "b" * 11, "c", "d", "e"],
            x=[None, None, None, float("nan"), None, None], y=pyarrow.array([None, None, None, None, Decimal("1.5"), None]),
        )
        found = list(read_path(path, max_chars=10))
        assert [one.error.code if isinstance(one, Failure) else one.text for one in found] == [
            "a", "missing_text", "too_large", "wrong_type", "wrong_type", "e",
        ]
        assert [one.doc_id for one in found] == [f"in#{n}" for n in range(1, 7)]

    @pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" * 100])
    def test_what_is_none(self, tmp_path: Path, data: bytes) -> None:
        path = tmp_path / "in.parquet"
        path.write_bytes(data)
        (failure,) = read_path(path)
        assert isinstance(failure, Failure)
        assert (failure.doc_id, failure.error.code) == ("in", "corrupt")

    def test_without_a_text(self, tmp_path: Path) -> None:
        (failure,) = read_path(write_parquet(tmp_path / "in.parquet", title=["a"]))
        assert isinstance(failure, Failure)
        assert failure.error.code == "missing_text"

    def test_a_missing_extra_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tabular, "find_spec", lambda _: None)
        path = tmp_path / "in.parquet"
        path.write_bytes(b"")
        with pytest.raises(ReadingError, match=r"needs pyarrow: pip install 'policy-extract\[parquet\]'"):
            read_inputs([str(path)])
