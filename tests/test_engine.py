"""Record batches of documents → record batches of results: every document in gives its rows or one error row, whatever it does."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract import Document, Extractor
from policy_extract.batch.arrow import Form, to_arrow
from policy_extract.batch.engine import batches, documents
from policy_extract.batch.isolated import EngineError, Extract, Isolated, Settings, close_idle, isolated

PLAN = "到2025年底，全市新增绿地5公顷。"
FAULTY = Settings(factory="faulty:extractor", timeout=2.0)
PLAIN = Settings(factory="faulty:extractor", isolated=False)


@pytest.fixture(scope="module", autouse=True)
def _processes() -> Iterator[None]:
    yield
    close_idle()


def batch(*texts: object, **columns: Any) -> pa.RecordBatch:
    return pa.record_batch({"text": pa.array(texts, pa.string()), **{name: pa.array(column) for name, column in columns.items()}})


def results(*given_batches: pa.RecordBatch, form: Form = "documents", settings: Settings = PLAIN) -> list[dict[str, Any]]:
    return [row for each in batches(iter(given_batches), form, settings) for row in each.to_pylist()]


def errors(*given_batches: pa.RecordBatch, settings: Settings = PLAIN) -> list[str | None]:
    return [row["error_code"] for row in results(*given_batches, settings=settings)]


@pytest.mark.parametrize("settings", [FAULTY, PLAIN])
def test_the_results_are_those_of_the_extractor(settings: Settings) -> None:
    given_documents = [Document(text=text, doc_id=name) for name, text in {"a": PLAN, "b": "", "c": f"{PLAN}\n{PLAN}"}.items()]
    source = batch(*(each.text for each in given_documents), doc_id=[each.doc_id for each in given_documents])
    forms: list[Form] = ["documents", "records"]
    for form in forms:
        assert results(source, form=form, settings=settings) == to_arrow(Extractor().extract_many(given_documents), form).to_pylist()


@pytest.mark.parametrize(("text", "code", "told"), [
    ("EXIT", "worker_died", "its worker process died, at 2 tries (exit code 7)"),
    ("RAISE", "worker_died", "its worker process died, at 2 tries (exit code 1)"),
    ("CRASH", "worker_died", "its worker process died, at 2 tries (SIGSEGV)"),
    ("HANG", "timeout", "not done after 2 seconds"),
    ("EAT ", "out_of_memory", "4 characters need more memory than there is"),
])  # fmt: skip
def test_a_poison_document_costs_itself_alone(text: str, code: str, told: str) -> None:
    before, bad, after = results(batch(PLAN, text, PLAN), settings=FAULTY)
    assert (bad["error_code"], bad["error_message"]) == (code, told)
    assert before["error_code"] is after["error_code"] is None
    assert len(before["records"]) == len(after["records"]) == 1


def test_what_an_extractor_prints_is_no_answer() -> None:
    assert errors(batch("PRINT", PLAN), settings=FAULTY) == [None, None]


def plans(extract: Extract, count: int = 1) -> list[str]:
    return list(extract([Document(text=PLAN)] * count))


def processes(extract: Extract) -> list[int]:
    """The process that makes workers, and the worker."""
    assert isinstance(extract, Isolated)
    assert extract.pool._nursery is not None
    return [extract.pool._nursery._process.pid, *(worker.pid for worker in extract.pool._workers)]


@pytest.mark.parametrize("which", [0, 1])
def test_a_process_that_is_killed_between_documents_loses_none(which: int) -> None:
    with isolated(FAULTY) as extract:
        first = plans(extract, 3)
        os.kill(processes(extract)[which], signal.SIGKILL)
        assert plans(extract, 3) == first


def test_one_process_serves_many_batches() -> None:
    def process() -> list[int]:
        with isolated(FAULTY) as extract:
            plans(extract)
            return processes(extract)

    assert process() == process()


@pytest.mark.parametrize("count", [100, 70])
def test_order_is_that_of_the_input(count: int) -> None:
    """Also of what was done beside a document that is fatal, and has to be done again."""
    texts = [f"{PLAN}{number}" for number in range(count)]
    texts[20] = texts[50] = "CRASH"
    found = results(batch(*texts, doc_id=list(range(count))), settings=FAULTY)
    assert [row["doc_id"] for row in found] == [str(number) for number in range(count)]
    assert [number for number, row in enumerate(found) if row["error_code"]] == [20, 50]


def test_an_orphan_ends_even_if_it_hangs(tmp_path: Path) -> None:
    """Its caller was killed: nobody else would end it."""
    script = (
        "from policy_extract import Document\nfrom policy_extract.batch.isolated import Isolated, Settings\n"
        "child = Isolated(Settings(factory='faulty:extractor'))\nlist(child([Document(text='')]))\n"
        "print(child.pool._workers[0].pid, flush=True)\nlist(child([Document(text='HANG')]))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.2)  # until it hangs
        parent.kill()
    for _ in range(200):
        if not _runs(child):
            break
        time.sleep(0.1)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        return "batch.worker" in (Path("/proc") / str(pid) / "cmdline").read_text()  # empty for one that only waits to be buried
    except OSError:
        return False


def test_whoever_has_enough_may_stop() -> None:
    found = batches(iter([batch(*[PLAN] * 3)] * 1000), "records", FAULTY)
    assert next(found).num_rows > 0
    found.close()  # type: ignore[attr-defined]
    assert errors(batch(PLAN), settings=FAULTY) == [None]


@pytest.mark.parametrize(("settings", "told"), [
    (Settings(factory="faulty:none"), "no extractor: ValueError: no extractor today"),
    (Settings(factory="faulty:none", isolated=False), "no extractor: ValueError: no extractor today"),
    (Settings(lexicon="/no/such/file.toml"), "no extractor: LexiconError: /no/such/file.toml"),
    (Settings(include=("promised",)), "no extractor: ValueError: unknown status 'promised'"),
    (Settings(model="/no/such/model"), "no extractor: ModelError"),
])  # fmt: skip
def test_what_fails_for_all_fails_at_once(settings: Settings, told: str) -> None:
    with pytest.raises(EngineError, match=told):
        results(batch(PLAN), settings=settings)


def test_a_frame_without_text_is_refused() -> None:
    with pytest.raises(EngineError, match="no column 'text' among title, body"):
        results(pa.record_batch({"title": ["a"], "body": ["b"]}))


def test_bad_rows_are_named() -> None:
    """Strings of Spark and of other engines may hold any bytes."""
    texts = pa.array([b"\xff", None, PLAN.encode(), PLAN.encode(), "长".encode() * 30], pa.binary()).view(pa.string())
    titles = pa.array([None, None, None, b"\xb5\xd8", None], pa.binary()).view(pa.string())
    source = pa.record_batch({"text": texts, "title": titles, "doc_id": [f"d{number}" for number in range(5)]})
    found = results(source, settings=Settings(isolated=False, max_chars=29))
    assert [(row["doc_id"], row["error_code"], row["error_message"]) for row in found] == [
        ("d0", "invalid_unicode", "no UTF-8: byte 0, invalid start byte"),
        ("d1", "missing_text", "the text is null"),
        ("d2", None, None),
        ("d3", "invalid_unicode", "no UTF-8: byte 0, invalid start byte"),
        ("d4", "too_large", "30 characters, more than 29"),
    ]


def test_columns_of_other_types() -> None:
    source = batch(
        PLAN, PLAN, PLAN, doc_id=[7, 8, None], published=[dt.date(2023, 3, 4), None, dt.date(2024, 1, 1)],
        title=[1, None, None], n=[1, 2, 3], when=[dt.datetime(2023, 3, 4, 5, 6)] * 3,
    )  # fmt: skip
    wrong, second, third = results(source)
    assert (wrong["doc_id"], wrong["error_code"], wrong["error_message"]) == ("7", "wrong_type", "title: Input should be a valid string")
    assert (second["doc_id"], json.loads(second["extra"])) == ("8", {"n": 2, "when": "2023-03-04T05:06:00"})
    assert third["doc_id"].startswith("sha256-")
    assert third["sha256"].startswith(third["doc_id"].removeprefix("sha256-"))
    assert third["published_date"] == dt.date(2024, 1, 1)


def test_strings_of_every_kind_are_read() -> None:
    plain = pa.array([PLAN])
    for texts in (plain, plain.cast(pa.large_string()), plain.cast(pa.string_view()), plain.dictionary_encode()):
        [found] = documents(pa.record_batch({"text": texts}), 100)
        assert isinstance(found, Document)
        assert found.text == PLAN


@pytest.mark.parametrize("settings", [FAULTY, PLAIN])
def test_a_column_that_is_no_json_costs_its_row(settings: Settings) -> None:
    source = batch(PLAN, PLAN, picture=[b"\xff", b"ok"])
    assert errors(source, settings=settings) == ["internal", None]
    assert [row["error_code"] for row in results(source, form="records", settings=settings)] == [None, None]


@given(st.lists(st.lists(st.none() | st.sampled_from([PLAN, "", "\x00", "到2025年建成公园3个。"]) | st.text(), max_size=4), max_size=4))
def test_documents_in_are_documents_and_errors_out(texts: list[list[str | None]]) -> None:
    flat = [text for each in texts for text in each]
    assert errors(*(batch(*each) for each in texts)) == ["missing_text" if text is None else None for text in flat]
