"""Records as rows of a table for people: CSV for any spreadsheet, XLSX for Excel (needs the extra ``xlsx``)."""

from policy_extract.tables.rows import COLUMNS, Cell, failure_row, record_rows
from policy_extract.tables.sheets import MissingExtraError, csv_lines, write_xlsx

__all__ = ["COLUMNS", "Cell", "MissingExtraError", "csv_lines", "failure_row", "record_rows", "write_xlsx"]
