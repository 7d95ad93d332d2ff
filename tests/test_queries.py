"""What docs/queries.md shows is true today, and what docs/scale.md shows runs."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from policy_extract import Document, Extractor, to_pandas, write_parquet
from policy_extract.batch import arrow
from policy_extract.batch.isolated import close_idle

ROOT = Path(__file__).parent.parent
QUERIES = (ROOT / "docs" / "queries.md").read_text("utf-8")
SCALE = (ROOT / "docs" / "scale.md").read_text("utf-8")
REFRESH = runpy.run_path(str(ROOT / "docs" / "refresh.py"))
PLAN = "到2025年底，全市新增绿地33.33亩。（责任单位：市林业局）"


def test_the_blocks_print_what_they_show() -> None:
    assert QUERIES.count(">>> ") > 30
    assert REFRESH["refreshed"](QUERIES) == QUERIES, "run python docs/refresh.py"


def test_the_columns_named_are_there() -> None:
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+)", QUERIES, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert len(named) > 30
    assert set(named) <= {*arrow.schema("records").names, "normalized_unit"}
    assert all(named.count(name) == 1 for name in named)


def test_a_file_of_lines_does_as_results(tmp_path: Path) -> None:
    lines, out = tmp_path / "results.jsonl", tmp_path / "records.parquet"
    results = list(Extractor().extract_many([PLAN, Document(text="\ud800", doc_id="bad"), PLAN]))
    lines.write_text("".join(f"{result.to_json()}\n" for result in results), encoding="utf-8")
    with lines.open(encoding="utf-8") as stream:
        write_parquet(stream, out)
    read = pd.read_parquet(out, dtype_backend="pyarrow")
    pd.testing.assert_frame_equal(read, to_pandas(results))


def test_the_core_of_scale_runs() -> None:
    tested = re.findall(r"^<!-- run by tests -->\n```python\n(.*?)```$", SCALE, re.MULTILINE | re.DOTALL)
    assert len(tested) == 1
    names: dict[str, Any] = {}
    exec(tested[0], names)
    given = pa.table({"doc_id": ["a", "bad", "b"], "text": [PLAN, None, PLAN]})
    assert names["extract"](given)["error_code"].to_pylist() == [None, "missing_text", None]
    close_idle()


def test_the_other_blocks_of_scale_are_python() -> None:
    for block in re.findall(r"^```python\n(.*?)```$", SCALE, re.MULTILINE | re.DOTALL):
        compile(block, "docs/scale.md", "exec")


@pytest.mark.parametrize("page", [QUERIES, SCALE])
def test_files_named_exist(page: str) -> None:
    named = re.findall(r"`((?:tests|bench|docs|corpus|src|examples)/[\w/.-]*)`", page)
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]
