"""Spark itself, in local mode with two cores: what comes of good documents, of bad ones, and of a worker that is killed.

A developer without Java or without the extra "spark" skips these; with POLICY_EXTRACT_NEEDS_SPARK set, as in .ci/run, a missing one fails.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from policy_extract import Document, Extractor
from policy_extract.batch.arrow import to_arrow
from policy_extract.batch.spark import EngineError, Settings, extract

ROOT = Path(__file__).parent.parent
FAULTY = Settings(factory="faulty:extractor", timeout=5.0)
QUICK = {"SPARK_LOCAL_IP": "127.0.0.1", "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}  # a JVM for short jobs
READY = (shutil.which("java") or os.environ.get("JAVA_HOME")) and find_spec("pyspark")

pytestmark = [
    pytest.mark.skipif(not READY and "POLICY_EXTRACT_NEEDS_SPARK" not in os.environ, reason="no Java, or no pyspark"),
    pytest.mark.xdist_group("spark"),  # one session, and no two of them beside each other
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    before = dict(os.environ)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))  # where the workers find the faults
    os.environ.update(QUICK)
    from pyspark.sql import SparkSession  # noqa: PLC0415 - it takes a second that other tests need not wait for

    options: dict[str, bool | float | int | str | None] = {"spark.ui.enabled": "false", "spark.driver.memory": "512m"}
    built = SparkSession.builder.master("local[2,4]").config(map=options).getOrCreate()
    built.sparkContext.setLogLevel("OFF")
    yield built
    built.stop()
    os.environ.clear()
    os.environ.update(before)


def frame(session: Any, texts: dict[str, str]) -> Any:
    return session.createDataFrame(list(texts.items()), "doc_id string, text string").repartition(4)


def plan(number: int) -> str:
    return f"到2025年底，全市建成充电桩{number + 1}个。（责任单位：市能源局）"


def test_the_records_are_those_of_the_extractor(session: Any, tmp_path: Path) -> None:
    """Through Spark and its own Parquet files every value and every type stays what it is."""
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted((ROOT / "corpus" / "samples").glob("*.txt"))}
    extract(frame(session, texts)).write.parquet(str(tmp_path / "records"))
    found = pq.read_table(tmp_path / "records").sort_by([("doc_id", "ascending"), ("core_start", "ascending")])
    expected = to_arrow(Extractor().extract_many(Document(text=text, doc_id=name) for name, text in texts.items()))
    assert found.num_rows > 80
    assert found.to_pylist() == expected.sort_by([("doc_id", "ascending"), ("core_start", "ascending")]).to_pylist()
    flat = [field for field in expected.schema if not pa.types.is_nested(field.type)]  # Spark calls the parts of lists otherwise
    assert [found.schema.field(field.name).type for field in flat] == [field.type for field in flat]


def test_the_model_comes_with_the_package(session: Any) -> None:
    text = "镇水利工作站负责三号水渠的清淤，2025年底前完成。"
    settings = Settings(model="zh_policy_ner")
    [row] = extract(frame(session, {"d": text}), "documents", settings).select("agencies.name", "agencies.source", "error_code").collect()
    expected = Extractor(model="zh_policy_ner").extract(text).agencies
    assert row.error_code is None
    assert (row.name, row.source) == ([each.name for each in expected], [each.source for each in expected])


def test_poison_documents_give_error_rows(session: Any) -> None:
    poison = {"exit": "EXIT", "crash": "CRASH", "raise": "RAISE", "hang": "HANG"}
    texts = {f"d{number}": plan(number) for number in range(40)} | poison
    rows = extract(frame(session, texts), "documents", FAULTY).select("doc_id", "error_code", "records.low").collect()
    assert {row.doc_id: row.error_code for row in rows if row.error_code} == {
        "exit": "worker_died", "crash": "worker_died", "raise": "worker_died", "hang": "timeout",
    }  # fmt: skip
    assert sorted(row.doc_id for row in rows) == sorted(texts)
    assert sorted(int(low) for row in rows if not row.error_code for low in row.low) == list(range(1, 41))


@pytest.mark.parametrize("isolated", [True, False])
def test_a_killed_worker_loses_nothing(session: Any, tmp_path: Path, isolated: bool) -> None:
    """The document kills the Python worker that reads it, once: Spark runs its part again."""
    marker = tmp_path / "killed"
    killer = f"KILL-{'CALLER' if isolated else 'SELF'} {marker} {plan(40)}"
    texts = {f"d{number}": plan(number) for number in range(40)} | {"killer": killer}
    settings = Settings(factory="faulty:extractor", isolated=isolated)
    rows = extract(frame(session, texts), "documents", settings).select("doc_id", "error_code").collect()
    assert marker.exists()
    assert sorted(row.doc_id for row in rows) == sorted(texts)
    assert not [row for row in rows if row.error_code]


def test_other_columns_and_types(session: Any) -> None:
    kinds = "doc_id bigint, text string, published date, channel string"
    read = session.createDataFrame([(7, plan(0), dt.date(2023, 3, 4), "x"), (8, None, None, None)], kinds)
    good, bad = sorted(extract(read, "documents").collect(), key=lambda row: str(row.doc_id))
    assert (good.doc_id, good.published, good.extra) == ("7", "2023-03-04", '{"channel": "x"}')
    assert (bad.doc_id, bad.error_code) == ("8", "missing_text")
    assert len(extract(read).collect()) == 2


def test_a_frame_without_text_is_refused_before_anything_runs(session: Any) -> None:
    with pytest.raises(EngineError, match=r"no column 'text' of strings among id \(bigint\)"):
        extract(session.range(3))


@pytest.mark.parametrize("launcher", [["python"], ["spark-submit", "--master", "local[2,4]"]])
def test_the_example_runs(launcher: list[str], tmp_path: Path) -> None:
    """By itself in local mode, and through spark-submit."""
    source, out = tmp_path / "documents.jsonl", tmp_path / "records"
    documents = [Document(text=plan(number), doc_id=f"d{number}") for number in range(5)]
    source.write_text("".join(f"{each.model_dump_json()}\n" for each in documents), encoding="utf-8")
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYSPARK_PYTHON": sys.executable} | QUICK
    command = [*launcher, str(ROOT / "examples" / "spark_job.py"), str(source), str(out)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "5 records, 0 documents failed" in done.stdout
    table = pq.read_table(out)
    assert sorted(table["doc_id"].to_pylist()) == [f"d{number}" for number in range(5)]
