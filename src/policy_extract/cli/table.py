"""Extractions as tables for a terminal or a plain file, with the widths of Chinese characters counted right."""

from __future__ import annotations

import io
import os
import shutil
from decimal import Decimal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from policy_extract.cli.terminal import printable
from policy_extract.schema import Deadline, Extraction, Failure, Record, Value

PLAIN_WIDTH = 120
MIN_WIDTH = 60

SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ ", "between": ""}


def width_of(terminal: bool) -> int:
    """Columns to use: of the terminal, or for a file or pipe those of COLUMNS, else 120."""
    if terminal:
        return max(MIN_WIDTH, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns)
    given = os.environ.get("COLUMNS", "")
    return max(MIN_WIDTH, int(given)) if given.isascii() and given.isdigit() and len(given) < 5 else PLAIN_WIDTH


def render(result: Extraction | Failure, *, width: int, terminal: bool) -> str:
    """One document as text of at most ``width`` columns, closed by a line end; with bold type only for a ``terminal``."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    with console.capture() as captured:
        if isinstance(result, Failure):
            console.print(_line(f"{result.doc_id}: {result.error.code}: {result.error.message}", "bold"))
        else:
            _print_extraction(console, result)
    return "\n".join(line.rstrip() for line in captured.get().rstrip().split("\n")) + "\n"


def _print_extraction(console: Console, extraction: Extraction) -> None:
    console.print(_line(extraction.title or extraction.doc_id, "bold"))
    name = extraction.doc_id if extraction.title else None
    about = (name, extraction.published, extraction.jurisdiction and extraction.jurisdiction.name, extraction.document_number)
    if any(about):
        console.print(_line("  ".join(part for part in about if part), "dim"))
    if not extraction.records:
        console.print("no records")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("indicator", ratio=3, overflow="fold")
    table.add_column("value", ratio=2, overflow="fold")
    table.add_column("deadline", width=10, overflow="fold")
    table.add_column("agencies", ratio=2, overflow="fold")
    table.add_column("evidence", ratio=4, no_wrap=True, overflow="ellipsis")
    for record in extraction.records:
        table.add_row(*(_line(cell) for cell in cells(record)))
    console.print(table)


def cells(record: Record) -> tuple[str, ...]:
    """Kind, indicator or deliverable, value, deadline, agencies and evidence of a record, in words."""
    what = record.deliverable or record.indicator
    return (
        record.kind if record.status == "planned" else f"{record.kind} ({record.status})",
        what.text if what else "",
        value_words(record.value) if record.value else "",
        _deadline_words(record.deadline, record.recurrence),
        "、".join(agency.name if agency.role == "responsible" else f"{agency.name} ({agency.role})" for agency in record.agencies),
        record.evidence.text,
    )


def value_words(value: Value) -> str:
    """``≥ 80 %``, ``4–6 个``, ``≈ 5.5 % (increase)``: bound, number, unit, and the measure where it is no level."""
    if value.op == "between":
        number = f"{_digits(value.low)}–{_digits(value.high)}"
    else:
        number = _digits(value.low if value.low is not None else value.high)
    words = f"{SIGNS[value.op]}{number} {value.unit}".strip()
    return words if value.measure == "level" else f"{words} ({value.measure})"


def _digits(number: Decimal | None) -> str:
    return "?" if number is None else f"{number.normalize():,f}"


def _deadline_words(deadline: Deadline | None, recurrence: str | None) -> str:
    """The last day; the words of the text where they could not be resolved."""
    words = "" if deadline is None else deadline.end.isoformat() if deadline.end else f"{deadline.text or ''}?"
    return " ".join(part for part in (words, recurrence and f"each {recurrence}") if part)


def _line(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)
