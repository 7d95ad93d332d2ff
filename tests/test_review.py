"""The commands review, explain and the formats of extract, and the page as a file; tests/browser looks at it in a browser."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from policy_extract import Document, Extractor
from policy_extract.review import Reviewed, build_page

TEXT = "力争2027年底前，全市新建公园30个以上，抓好三个方面工作。\n"
HOSTILE = "</script><script>alert(1)</script><!-- {{data}} & \u2028\n" + TEXT
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of its data elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.data: dict[str, str] = {}
        self._open: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fields = dict(attrs)
        self.found.append((tag, fields))
        self._open = fields.get("id") if fields.get("type") == "application/json" else None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.data[self._open] = self.data.get(self._open, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._open = None


def page_of(text: str, doc_id: str = "plan") -> str:
    return build_page([Reviewed(Extractor(unclaimed=True).extract(Document(text=text, doc_id=doc_id)), text)])


class TestPage:
    def test_asks_for_nothing(self) -> None:
        page = page_of(TEXT)
        elements = Elements(page).found
        addresses = [value for _, fields in elements for name, value in fields.items() if name in {"src", "href", "action", "srcset"}]
        assert addresses == ["data:,"]
        assert not re.search(r"@import|url\(|https?://|fetch\(|XMLHttpRequest|WebSocket|localStorage|eval\(|innerHTML", page)
        policy = next(fields["content"] for tag, fields in elements if tag == "meta" and fields.get("http-equiv"))
        assert policy is not None
        assert policy.startswith("default-src 'none'; style-src 'sha256-")

    def test_holds_hostile_text_as_data(self) -> None:
        page = page_of(HOSTILE, doc_id="</script><b>")
        elements = Elements(page)
        assert [tag for tag, _ in elements.found].count("script") == 3  # two of data, one of the page
        assert "b" not in {tag for tag, _ in elements.found}
        assert json.loads(elements.data["document-0"])["text"] == HOSTILE
        assert "\u2028" not in page
        assert "{{" not in page.replace("{{data}}", "")

    def test_is_the_same_every_time(self) -> None:
        assert page_of(TEXT) == page_of(TEXT)

    def test_words_of_the_page_are_complete(self) -> None:
        assets = Path(__file__).parent.parent / "src" / "policy_extract" / "review" / "assets"
        words = json.loads((assets / "words.json").read_text("utf-8"))
        assert words["zh"].keys() == words["en"].keys()
        scripts = "".join(path.read_text("utf-8") for path in sorted(assets.glob("*.js")))
        asked = set(re.findall(r"word\('([a-z_]+)'\)|line\('([a-z_]+)'", scripts))
        asked |= set(re.findall(r"data-(?:word|label|hint)=\"(\w+)\"()", (assets / "page.html").read_text("utf-8")))
        assert {name for pair in asked for name in pair if name} - words["en"].keys() == set()


class TestReview:
    def test_a_page_from_documents(self, run: Run, plan: Path, tmp_path: Path) -> None:
        assert run("review", plan, "-o", tmp_path / "page.html") == (0, "", "")
        data = Elements((tmp_path / "page.html").read_text("utf-8")).data
        assert [entry["doc_id"] for entry in json.loads(data["index"])["documents"]] == ["plan"]
        assert json.loads(data["document-0"])["unclaimed"][0]["reason"] == "structure"

    def test_a_page_from_earlier_results(self, run: Run, plan: Path, tmp_path: Path) -> None:
        results = tmp_path / "results.jsonl"
        run("extract", plan, "--unclaimed", "-o", results)
        code, page, _ = run("review", results)
        assert code == 0
        assert Elements(page).data == Elements(run("review", plan)[1]).data

    def test_earlier_results_find_their_moved_texts(self, run: Run, plan: Path, tmp_path: Path) -> None:
        results = tmp_path / "results.jsonl"
        run("extract", plan, "-o", results)
        moved = tmp_path / "elsewhere"
        moved.mkdir()
        plan.rename(moved / "another.txt")
        code, page, err = run("review", results)
        assert code == 1
        assert "text_not_found" in err
        assert "--texts" in json.loads(Elements(page).data["document-0"])["error"]["message"]
        assert run("review", results, "--texts", moved)[0] == 0

    def test_a_file_that_holds_no_results_is_refused(self, run: Run, tmp_path: Path) -> None:
        results = tmp_path / "results.jsonl"
        results.write_text('{"schema_version": "1.0"}\n', encoding="utf-8")
        code, _, err = run("review", results)
        assert (code, "results.jsonl:1: no result of extract" in err) == (2, True)

    def test_a_page_from_gold(self, run: Run, plan: Path, tmp_path: Path) -> None:
        row = json.loads(run("extract", plan)[1])
        (record,) = row["records"]
        marks = {"optional": True, "deadline_optional": True}
        gold = tmp_path / "gold.jsonl"
        gold.write_text(json.dumps({**row, "text": TEXT, "records": [{**record, **marks}], "extra": {"genre": "plan"}}), encoding="utf-8")
        plan.unlink()  # a gold line holds its text
        code, page, err = run("review", gold)
        assert (code, err) == (0, "")
        data = json.loads(Elements(page).data["document-0"])
        assert data["gold"] is True
        assert data["extra"] == {"genre": "plan"}
        assert data["records"] == [{**record, **marks, "review": "accepted"}]
        gold.write_text(json.dumps({**row, "text": TEXT, "records": [], "rejected": [record]}), encoding="utf-8")
        data = json.loads(Elements(run("review", gold)[1]).data["document-0"])
        assert [each["id"] for each in data["rejected"]] == [record["id"]]

    def test_corrections_of_gold_keep_their_marks(self, run: Run, plan: Path, tmp_path: Path) -> None:
        row = json.loads(run("extract", plan)[1])
        gold, corrections = tmp_path / "gold.jsonl", tmp_path / "corrections.jsonl"
        line = {**row, "text": TEXT, "records": [{**row["records"][0], "optional": True}]}
        gold.write_text(json.dumps(line), encoding="utf-8")
        corrections.write_text(json.dumps(line), encoding="utf-8")
        code, page, err = run("review", gold, "--corrections", corrections)
        assert (code, err) == (0, "")
        assert json.loads(Elements(page).data["document-0"])["records"][0]["optional"] is True

    def test_corrections_are_carried_out_and_misfits_told(self, run: Run, plan: Path, tmp_path: Path) -> None:
        record = json.loads(run("extract", plan)[1])["records"][0]
        gold = tmp_path / "gold.jsonl"
        row = {"doc_id": "plan", "text": TEXT, "records": [], "rejected": [record]}
        gone = {"doc_id": "gone", "text": "", "records": []}
        gold.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in (row, gone)), encoding="utf-8")
        code, out, err = run("extract", plan, "--corrections", gold)
        assert (code, json.loads(out)["records"]) == (0, [])
        assert "gone: corrected, but not among the documents" in err
        page = Elements(run("review", plan, "--corrections", gold)[1])
        assert [each["id"] for each in json.loads(page.data["document-0"])["rejected"]] == [record["id"]]
        plan.write_text("力争全市新建广场30个以上。\n", encoding="utf-8")
        code, out, err = run("extract", plan, "--corrections", gold)
        assert len(json.loads(out)["records"]) == 1
        assert f"{record['id']}: rejected, but no longer fits" in err

    def test_corrections_that_are_none_are_refused(self, run: Run, plan: Path, tmp_path: Path) -> None:
        code, _, err = run("extract", plan, "--corrections", tmp_path / "none.jsonl")
        assert (code, "No such file" in err) == (2, True)


class TestExplain:
    def test_names_rule_scope_and_reason(self, run: Run, plan: Path) -> None:
        code, out, _ = run("explain", plan)
        assert code == 0
        for words in ("timex.year_end", "link.sentence", "in", "2027年底前 [2:9]", "三个方面", "structure: counts the parts"):
            assert words in out

    def test_in_chinese_and_as_json(self, run: Run, plan: Path) -> None:
        assert "未成为记录的数字" in run("explain", plan, "--language", "zh")[1]
        (line,) = run("explain", plan, "--json")[1].splitlines()
        assert json.loads(line)["records"][0]["fields"][0]["rules"][0]["examples"]

    def test_one_record(self, run: Run, plan: Path) -> None:
        whole = run("explain", plan)[1]
        record = re.match(r"plan#(\w+)", whole)
        assert record is not None
        assert run("explain", plan, "--record", record[1])[1] == run("explain", plan, "--record", record[0])[1]
        assert "三个方面 [" not in run("explain", plan, "--record", record[1])[1]
        code, _, err = run("explain", plan, "--record", "t9999")
        assert (code, "no record t9999" in err) == (2, True)

    def test_ids_stay_unique_over_all_inputs(self, run: Run, tmp_path: Path) -> None:
        line = json.dumps({"text": "到2027年底，全市充电桩达到5000个。", "doc_id": "x"}, ensure_ascii=False)
        for name in ("a.jsonl", "b.jsonl"):
            (tmp_path / name).write_text(line, encoding="utf-8")
        notes = [json.loads(out) for out in run("explain", "--json", tmp_path / "a.jsonl", tmp_path / "b.jsonl")[1].splitlines()]
        assert [record["id"] for note in notes for record in note["records"]] == ["x#t15", "x~2#t15"]

    def test_terminal_controls_are_escaped(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "plan.txt"
        path.write_text("到2027年底，新建\x1b[31m公园\u202e达到30个。\n", encoding="utf-8")
        out = run("explain", path)[1]
        assert "\x1b" not in out
        assert "\u202e" not in out


class TestFormats:
    def test_csv(self, run: Run, plan: Path, tmp_path: Path) -> None:
        (tmp_path / "bad.txt").write_bytes(b"\xe5\xbb\xba\xff\xfe")
        code, out, _ = run("extract", plan, tmp_path / "bad.txt", plan, "--format", "csv")
        rows = list(csv.DictReader(out.removeprefix("\ufeff").splitlines()))
        assert code == 1
        assert [(row["doc_id"], row["value"], bool(row["error"])) for row in rows] == [
            ("plan", "30个以上", False), ("bad", "", True), ("plan", "30个以上", False),
        ]

    def test_xlsx(self, run: Run, plan: Path, tmp_path: Path) -> None:
        assert run("extract", plan, "--format", "xlsx", "-o", tmp_path / "records.xlsx") == (0, "", "")
        sheet = openpyxl.load_workbook(tmp_path / "records.xlsx").active
        assert [row[0].value for row in sheet.iter_rows()] == ["doc_id", "plan"]

    def test_a_table_is_no_spreadsheet(self, run: Run, plan: Path) -> None:
        code, _, err = run("extract", plan, "--format", "csv", "--form", "table")
        assert (code, "--form table" in err) == (2, True)
