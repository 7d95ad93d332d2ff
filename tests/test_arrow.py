"""Arrow tables, Parquet files and data frames: typed, complete, the same for the same results."""

from __future__ import annotations

import builtins
import datetime as dt
import itertools
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import policy_extract
from policy_extract import Document, Extraction, Extractor, Failure
from policy_extract.batch import arrow, columns
from policy_extract.tables import COLUMNS, MissingExtraError, record_rows

ROOT = Path(__file__).parent.parent
FORMS: list[arrow.Form] = ["records", "documents"]
PLAN = "江西省人民政府关于印发方案的通知\n到2025年底，全省新增绿地33.33亩以上，森林覆盖率提高到63.1%。（责任单位：省林业局、省自然资源厅）"


@pytest.fixture(scope="module")
def results() -> list[Extraction | Failure]:
    """The samples, a failure and a document without records."""
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted((ROOT / "corpus" / "samples").glob("*.txt"))}
    documents = [Document(text=text, doc_id=name) for name, text in texts.items()]
    others = [Document(text="\ud800", doc_id="bad"), Document(text="", doc_id="none")]
    return list(Extractor(unclaimed=True).extract_many([*documents, *others]))


def rows(*texts: str, form: arrow.Form = "records", **known: Any) -> list[dict[str, Any]]:
    documents = [Document(text=text, doc_id=f"d{number}", **known) for number, text in enumerate(texts)]
    found: list[dict[str, Any]] = arrow.to_arrow(Extractor().extract_many(documents), form).to_pylist()
    return found


def test_a_record_is_typed() -> None:
    green, forest = rows(PLAN, published="2023-03-04T18:14:18")
    assert (green["low"], green["high"], green["unit"], green["op"]) == (Decimal("33.33"), None, "亩", ">=")
    assert (green["normalized_low"], green["normalized_unit"]) == (Decimal("2.222"), "公顷")
    assert green["deadline_end"] == dt.date(2025, 12, 31)
    assert (green["published"], green["published_date"]) == ("2023-03-04T18:14:18", dt.date(2023, 3, 4))
    assert [(each["name"], each["role"]) for each in green["agencies"]] == [("省林业局", "responsible"), ("省自然资源厅", "responsible")]
    assert (green["jurisdiction"], green["adcode"]) == ("江西省", "360000")
    assert "value" in dict(green["rules"])
    assert PLAN[green["core_start"] : green["core_end"]] == green["value"]
    assert PLAN[slice(green["agencies"][0]["span_start"], green["agencies"][0]["span_end"])] == "省林业局"
    assert (forest["value"], forest["low"]) == ("63.1%", Decimal("63.1"))


@pytest.mark.parametrize(("column", "kind"), [
    ("low", pa.decimal128(38, 12)), ("normalized_high", pa.decimal128(38, 12)), ("deadline_end", pa.date32()),
    ("baseline_year", pa.int32()),
    ("confidence", pa.float64()), ("section", pa.list_(pa.string())), ("rules", pa.map_(pa.string(), pa.string())),
])  # fmt: skip
def test_the_types_of_columns(column: str, kind: Any) -> None:
    assert arrow.schema("records").field(column).type == kind


def test_columns_are_called_as_in_the_tables_for_people() -> None:
    """Those that join a list to one cell are lists here, and the error has its parts."""
    names = set(arrow.schema("records").names)
    assert set(COLUMNS) - names == {"agencies_official", "agencies_role", "error"}


def test_cells_say_what_the_tables_for_people_say(results: list[Extraction | Failure]) -> None:
    told = [dict(zip(COLUMNS, row, strict=True)) for each in results if isinstance(each, Extraction) for row in record_rows(each)]
    have = [row for row in arrow.to_arrow(results).to_pylist() if row["error_code"] is None]
    same = [name for name in COLUMNS if name in have[0] and name not in {"op", "agencies", "section", "rules", "low", "high"}]
    assert len(told) > 80
    for table, row in zip(told, have, strict=True):
        assert {name: row[name].isoformat() if isinstance(row[name], dt.date) else row[name] or None for name in same} == {
            name: table[name] or None for name in same
        }
        assert "、".join(each["name"] for each in row["agencies"]) == (table["agencies"] or "")
        assert [None if row[name] is None else float(row[name]) for name in ("low", "high")] == [table["low"], table["high"]]


def test_a_document_holds_its_records(results: list[Extraction | Failure]) -> None:
    documents = arrow.to_arrow(results, "documents").to_pylist()
    records = arrow.to_arrow(results, "records").to_pylist()
    assert [row["doc_id"] for row in documents] == [each.doc_id for each in results]
    held = [record for row in documents for record in row["records"] or ()]
    assert held == [{name: row[name] for name in held[0]} for row in records if row["record_id"] is not None]
    for row, result in zip(documents, results, strict=True):
        if isinstance(result, Failure):
            continue
        assert (row["sha256"], row["characters"]) == (result.source.sha256, result.source.characters)
        assert row["warnings"] == list(result.warnings)
        assert len(row["unclaimed"]) == len(result.unclaimed)
        assert [[each["text"] for each in body["mentions"]] for body in row["agencies"]] == [
            [each.text for each in body.mentions] for body in result.agencies
        ]


@pytest.mark.parametrize("form", FORMS)
def test_a_failure_is_a_row(form: arrow.Form) -> None:
    [row] = rows("\ud800", form=form)
    assert {name: value for name, value in row.items() if value is not None} == {
        "doc_id": "d0", "error_code": "invalid_unicode", "error_message": "lone surrogate at character 0",
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_result_that_cannot_be_written_is_a_row(form: arrow.Form) -> None:
    [bad] = rows("", form=form, title="\udc00")
    assert (bad["doc_id"], bad["error_code"]) == ("d0", "internal")


def test_other_fields_are_json() -> None:
    [row] = rows(PLAN, form="documents", 栏目="要闻", n=1.5)
    assert json.loads(row["extra"]) == {"栏目": "要闻", "n": 1.5}


@pytest.mark.parametrize("form", FORMS)
def test_lines_give_the_same_as_results(results: list[Extraction | Failure], form: arrow.Form) -> None:
    lines = [result.to_json() for result in results]
    assert arrow.to_arrow(lines, form).equals(arrow.to_arrow(results, form))
    assert pa.Table.from_batches([arrow.record_batch(lines, form)]).combine_chunks().equals(arrow.to_arrow(lines, form).combine_chunks())


def test_a_line_that_is_no_result_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        arrow.record_batch(["no JSON"])


@pytest.mark.parametrize("form", FORMS)
def test_nothing_gives_an_empty_table(form: arrow.Form, tmp_path: Path) -> None:
    assert arrow.to_arrow([], form).num_rows == 0
    arrow.write_parquet([], tmp_path / "out.parquet", form)
    assert pq.read_schema(tmp_path / "out.parquet").equals(arrow.schema(form))


@pytest.mark.parametrize(("number", "expected"), [
    (None, None), (5000, "5000"), (33.33, "33.33"), (-0.5, "-0.5"), (1e-12, "0.000000000001"), (1e-13, "0"), (2 / 3, "0.666666666667"),
    (10**26 - 1, "99999999999999999999999999"), (10**26, None), (-(10**26), None), (1e300, None), (10**4000, None),
])  # fmt: skip
def test_decimals(number: float | None, expected: str | None) -> None:
    assert columns.decimal(number) == (None if expected is None else Decimal(expected))


@given(st.integers(-(10**26) + 1, 10**26 - 1) | st.decimals(-(10**6), 10**6, places=6, allow_nan=False).map(float))
def test_decimals_are_exact(number: float) -> None:
    made = columns.decimal(number)
    assert made == Decimal(str(number))
    assert pa.array([made], columns.DECIMAL).to_pylist() == [made]


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_every_number_fits_its_column(number: float) -> None:
    pa.array([columns.decimal(number)], columns.DECIMAL)


@pytest.mark.parametrize(("text", "expected"), [
    (None, None), ("", None), ("2023-03-04", dt.date(2023, 3, 4)), ("2023-03-04T18:14:18+08:00", dt.date(2023, 3, 4)), ("2023-02-30", None),
    ("三月", None),
])  # fmt: skip
def test_days(text: str | None, expected: dt.date | None) -> None:
    assert columns.day(text) == expected


@pytest.mark.parametrize("form", FORMS)
def test_parquet_holds_the_table(results: list[Extraction | Failure], form: arrow.Form, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    arrow.write_parquet(iter(results), out, form)
    assert pq.read_table(out).equals(arrow.to_arrow(results, form))
    assert [path.name for path in tmp_path.iterdir()] == ["out.parquet"]


def test_parquet_is_the_same_bytes_again(results: list[Extraction | Failure], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_BATCH", 30_000)
    monkeypatch.setattr(arrow, "_GROUP", 20_000)
    lines = [result.to_json() for result in results]
    for name, given_lines in {"a": lines, "b": iter(results)}.items():
        arrow.write_parquet(given_lines, tmp_path / name, "records")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert pq.ParquetFile(tmp_path / "a").num_row_groups > 1


def test_parquet_is_written_as_lines_come(results: list[Extraction | Failure], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million lines are never held at once: when one is asked for, the ones before it are in the file but for a row group."""
    monkeypatch.setattr(arrow, "_BATCH", 30_000)
    monkeypatch.setattr(arrow, "_GROUP", 50_000)
    line = results[0].to_json()
    sizes = []

    def lines() -> Any:
        for _ in range(20):
            sizes.append(sum(path.stat().st_size for path in tmp_path.iterdir()))
            yield line

    arrow.write_parquet(lines(), tmp_path / "out.parquet", "documents")
    assert sizes[-1] > sizes[len(sizes) // 2] > sizes[0]


def test_a_file_is_replaced_when_it_is_complete(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    out.write_text("before", encoding="utf-8")
    with pytest.raises(ValueError, match="Expecting value"):
        arrow.write_parquet(["no JSON"], out, "records")
    assert out.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [out]


def test_a_place_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        arrow.write_parquet([], tmp_path / "nowhere" / "out.parquet", "records")


def test_a_data_frame_keeps_the_types(results: list[Extraction | Failure]) -> None:
    frame = policy_extract.to_pandas(results)
    assert isinstance(frame, pd.DataFrame)
    assert str(frame["low"].dtype) == "decimal128(38, 12)[pyarrow]"
    assert set(frame["deadline_end"].dt.year.dropna()) >= {2025, 2027}
    assert Decimal("7.5") in set(frame["low"])


@pytest.mark.parametrize(("missing", "call", "extra"), [
    ("pyarrow", arrow.schema, "parquet"),
    ("pyarrow", lambda: arrow.to_pandas([]), "parquet"),
    ("pandas", lambda: arrow.to_pandas([]), "pandas"),
    ("pyarrow", lambda: arrow.write_parquet([], Path("out.parquet")), "parquet"),
])  # fmt: skip
def test_a_missing_extra_is_named(missing: str, call: Any, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == missing or name.startswith(f"{missing}."):
            raise ImportError(name)
        return imported(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, "policy_extract.batch.columns")
    monkeypatch.delattr(policy_extract.batch, "columns")
    with pytest.raises(MissingExtraError, match=rf"policy-extract\[{extra}\]"):
        call()


@given(st.lists(st.sampled_from([PLAN, "", "\ud800", "到2025年建成公园3个，2026年建成5个。"]), max_size=6), st.integers(1, 3000))
def test_where_batches_are_cut_does_not_matter(texts: list[str], size: int) -> None:
    results = list(Extractor().extract_many(texts))
    lines = [arrow.line_of(each) for each in results]
    portions = list(arrow._portions(lines, size, len))
    assert list(itertools.chain.from_iterable(portions)) == lines
    documents = arrow.to_arrow(results, "documents")
    assert documents.num_rows == len(texts)
    assert sum(code is not None for code in documents["error_code"].to_pylist()) == texts.count("\ud800")
