"""Tables for people: a record a row, nothing in it that a spreadsheet would carry out."""

from __future__ import annotations

import csv
import io
import sys

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract import Document, Extractor, Failure
from policy_extract.schema import Problem
from policy_extract.tables import COLUMNS, MissingExtraError, csv_lines, failure_row, record_rows, write_xlsx
from policy_extract.tables.sheets import BOM

PLAN = "2027年底前，全市新建公园30个以上。（责任单位：市城管局、市财政局）"
EXTRACTION = Extractor().extract(Document(text=PLAN, doc_id="=cmd", title="@sum", url="https://example.org/1"))
ROWS = list(record_rows(EXTRACTION))


def workbook(rows: list[tuple[str | int | float | None, ...]]) -> openpyxl.worksheet.worksheet.Worksheet:
    stream = io.BytesIO()
    write_xlsx(rows, stream)
    return openpyxl.load_workbook(stream).active


def test_a_record_is_a_row_with_its_words_and_offsets() -> None:
    row = dict(zip(COLUMNS, ROWS[0], strict=True))
    assert (row["op"], row["low"], row["high"], row["unit"], row["deadline_end"]) == ("at least", 30, None, "个", "2027-12-31")
    assert (row["agencies"], row["agencies_role"]) == ("市城管局、市财政局", "responsible、responsible")
    assert (row["source_url"], row["evidence"], row["error"]) == ("https://example.org/1", PLAN.partition("（")[0], None)
    start, end = row["core_start"], row["core_end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert PLAN[start:end] == row["value"] == "30个以上"


def test_csv_opens_in_excel_and_carries_nothing_out() -> None:
    content = "\r\n".join(csv_lines(ROWS))
    assert content.startswith(BOM)
    header, row = csv.reader(io.StringIO(content.removeprefix(BOM)))
    assert tuple(header) == COLUMNS
    assert row[:2] == ["'=cmd", "'@sum"]


@given(st.text(max_size=12))
def test_no_text_becomes_a_formula(text: str) -> None:
    *_, line = csv_lines([(text,)])
    cell = next(csv.reader(io.StringIO(line, newline="")), [""])[0] if line else ""
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_a_number_stays_a_number() -> None:
    assert list(csv_lines([(-3, 0.5, None, "-3")]))[1] == "-3,0.5,,'-3"


def test_xlsx_holds_texts_as_texts() -> None:
    rows: list[tuple[str | int | float | None, ...]] = [*ROWS, ("=1+1", "https://example.org", 33.33, None, "x" * 40_000, "\x01\ufffe")]
    sheet = workbook(rows)
    cells = list(sheet.iter_rows())
    assert [cell.value for cell in cells[0]] == list(COLUMNS)
    assert [cell.value for cell in cells[1]] == list(ROWS[0])
    assert [cell.data_type for cell in cells[2][:4]] == ["s", "s", "n", "n"]
    assert (cells[2][0].value, cells[2][2].value, len(cells[2][4].value)) == ("=1+1", 33.33, 32_767)
    assert sheet.freeze_panes == "A2"


def test_the_same_records_give_the_same_bytes() -> None:
    one, other = io.BytesIO(), io.BytesIO()
    write_xlsx(ROWS, one)
    write_xlsx(ROWS, other)
    assert one.getvalue() == other.getvalue()


def test_a_failure_is_a_row_too() -> None:
    row = failure_row(Failure(doc_id="broken", error=Problem(code="encoding", message="not UTF-8")))
    assert len(row) == len(COLUMNS)
    assert (row[0], row[-1]) == ("broken", "encoding: not UTF-8")


def test_without_the_extra_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match="pip install"):
        write_xlsx(ROWS, io.BytesIO())
