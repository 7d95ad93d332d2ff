"""Rows → CSV and XLSX. Text of a document stays text: no cell of either becomes a formula or a link."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import IO

from policy_extract.tables.rows import COLUMNS, Cell

BOM = "\ufeff"
"""Opens a CSV file, so that Excel reads it as UTF-8."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # OWASP, CSV injection; the wide ones are East Asian
_END = "\r\n"
_MOST_CHARACTERS = 32_767  # Excel's limit for a cell
_MOST_ROWS = 1_048_576  # and for a sheet
_WIDE = {"title": 28, "indicator": 24, "deliverable": 36, "evidence": 60, "agencies": 24, "agencies_official": 30, "rules": 40}
_PLAIN = 13  # characters of a column that is not in _WIDE
_EPOCH = dt.datetime(2000, 1, 1)  # the same input gives the same bytes, so the file tells no time of its own


class MissingExtraError(Exception):
    """XlsxWriter is not installed."""


def csv_lines(rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180, without line ends), with a byte order mark and the names of the columns first.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
    """
    yield BOM + _line(COLUMNS)
    for row in rows:
        yield _line(tuple(_harmless(cell) for cell in row))


def _line(row: tuple[Cell, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=_END).writerow(row)  # the writer quotes cells that hold a character of its line end
    return out.getvalue().removesuffix(_END)


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_xlsx(rows: Iterable[tuple[Cell, ...]], stream: IO[bytes]) -> None:
    """Write a workbook with one sheet: names of the columns in a frozen first row, texts as texts, numbers as numbers.

    Raises MissingExtraError where XlsxWriter is not installed, and ValueError where there are more rows than a sheet holds.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("XLSX needs XlsxWriter: pip install XlsxWriter") from error
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        book.set_properties({"created": _EPOCH})
        sheet = book.add_worksheet("records")
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, name in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDE.get(name, _PLAIN))
            sheet.write_string(0, column, name, bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            if last == _MOST_ROWS:
                raise ValueError(f"more than {_MOST_ROWS - 1} records: a sheet of Excel holds no more")
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(last, column, cell[:_MOST_CHARACTERS])
                elif cell is not None:
                    sheet.write_number(last, column, cell)
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
