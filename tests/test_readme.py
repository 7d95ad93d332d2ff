"""What the two READMEs show is true today, runs, and is the same in both languages."""

from __future__ import annotations

import doctest
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from policy_extract import Document, Extractor, lexicon

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "corpus" / "samples").glob("*.txt"))
REFRESH = runpy.run_path(str(ROOT / "docs" / "refresh.py"))
ENGLISH, CHINESE = (path.read_text("utf-8") for path in REFRESH["READMES"])
READMES = pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["README.md", "README.zh-CN.md"])
NOT_HERE = ("pip install", "python3 -m venv")  # set-up needs a network


def blocks(text: str) -> list[tuple[str | None, str, str]]:
    """Each fenced block: the command whose output it is, its language, its lines."""
    return [(match["command"], match["language"], match["body"]) for match in REFRESH["BLOCK"].finditer(text)]


def sessions(text: str) -> list[str]:
    return [body for _, language, body in blocks(text) if language == "python"]


def shell_lines(text: str) -> list[str]:
    """The commands of the shell blocks, without comments."""
    lines = [line for _, language, body in blocks(text) if language == "sh" for line in body.splitlines()]
    return [re.sub(r"\s+# .*", "", line) for line in lines]


def table_figures(text: str) -> list[tuple[str, ...]]:
    """The numbers of each table row that a code word opens, with that word."""
    rows = [(match[1], line) for line in text.splitlines() if (match := re.match(r"\| `([^`]+)`", line))]
    return [(key, *cells) for key, line in rows if (cells := re.findall(r"(?<=\| )[\d.]+(?= \|)", line))]


def test_the_outputs_shown_are_those_of_today() -> None:
    command = [sys.executable, str(ROOT / "docs" / "refresh.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, f"run python docs/refresh.py\n{done.stdout}{done.stderr}"


def test_refreshing_corrects_what_is_stale() -> None:
    stale = (
        '<!-- run: echo "[1, 2]" -->\n```json\n[]\n```\n\n```text\nkept\n```\n\n'
        "```python\n>>> one = 1\n>>> one + 1\n3\n>>> for _ in 'a':\n...     print()\n```\n"
    )
    fresh = stale.replace("[]", "[1, 2]").replace("\n3\n", "\n2\n").replace("print()\n", "print()\n<BLANKLINE>\n")
    assert REFRESH["refreshed"](stale) == fresh
    assert REFRESH["refreshed"](fresh) == fresh


def test_refreshing_writes_no_error_down() -> None:
    with pytest.raises(ZeroDivisionError):
        REFRESH["refreshed"]("```python\n>>> 1 / 0\n```\n")
    with pytest.raises(subprocess.CalledProcessError):
        REFRESH["refreshed"]("<!-- run: exit 3 -->\n```console\n```\n")


@READMES
def test_the_python_blocks_run_in_order(text: str) -> None:
    assert len(sessions(text)) >= 6
    names: dict[str, Any] = {}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for number, session in enumerate(sessions(text)):
        test = parser.get_doctest(session, names, f"block {number}", None, None)
        report: list[str] = []
        assert test.examples
        assert runner.run(test, out=report.append, clear_globs=False).failed == 0, "".join(report)
        names = test.globs


def test_both_languages_show_the_same() -> None:
    def shown(text: str) -> list[tuple[str | None, str, str]]:
        return [block for block in blocks(text) if block[1] not in {"sh", "text"}]  # these hold words of the language

    def quoted(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith(">")]

    assert shown(ENGLISH) == shown(CHINESE)
    assert shell_lines(ENGLISH) == shell_lines(CHINESE)
    assert quoted(ENGLISH) == quoted(CHINESE)
    assert table_figures(ENGLISH) == table_figures(CHINESE) != []


@READMES
def test_the_quotation_is_from_the_sample(text: str) -> None:
    quoted = [line.removeprefix("> ") for line in text.splitlines() if line.startswith("> ")]
    assert quoted
    assert all(line in SAMPLES[0].read_text("utf-8") for line in quoted)


@READMES
def test_links_and_files_exist(text: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("https:")]
    assert len(links) >= 4
    named = set(re.findall(r"`((?:tests|bench|docs|corpus|src)/[\w/.-]+)[`:]", text))
    assert len(named) >= 8
    assert not [name for name in {*links, *named} if not (ROOT / name).exists()]
    modules = re.findall(r"`((?:reading|layout|regions|finding|grammar|judging|linking|pipeline)/[\w/.]*|\w+\.py|\w+\.toml)`", text)
    homes = [ROOT / "src" / "policy_extract", ROOT / "src" / "policy_extract" / "lexicon"]
    assert not [name for name in modules if not any((home / name).exists() for home in homes)]


@READMES
def test_the_tests_named_exist(text: str) -> None:
    named = re.findall(r"`(tests/\w+\.py)::(\w+)`", text)
    assert named
    assert all(f"def {function}(" in (ROOT / path).read_text("utf-8") for path, function in named)


@READMES
def test_the_words_named_stand_in_the_files_named(text: str) -> None:
    rows = re.findall(r"^\|[^|]*[（(]([^|]+)[)）] \| (`\w+\.toml`[^|]*) \|", text, re.MULTILINE)
    assert len(rows) == 9
    for words, files in rows:
        lines = [word for name in re.findall(r"(\w+)\.toml", files) for table in lexicon.load(name).values() for word in table]
        assert not set(re.split("[、,] ?", words)) - set(lines), files


def corrections_of(path: Path) -> str:
    """What the review page would give for a document whose first record was rejected."""
    text = path.read_bytes().decode("utf-8")
    row = json.loads(Extractor().extract(Document(text=text, doc_id=path.stem)).to_json())
    first, *others = row["records"]
    return json.dumps({**row, "text": text, "records": others, "rejected": [first]}, ensure_ascii=False) + "\n"


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with what the shell blocks speak of."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    shutil.copytree(ROOT / "bench", tmp_path / "bench")
    gold = tmp_path / "gold"
    shutil.copytree(ROOT / "tests" / "samples_gold", gold)
    rows = []
    for path in SAMPLES:
        shutil.copy(path, gold)
        known = json.loads((gold / f"{path.stem}.json").read_text("utf-8"))
        row = {"doc_id": path.stem, "text": path.read_bytes().decode("utf-8"), "title": known["title"], "published": known["published"]}
        rows.append(json.dumps(row))
    (tmp_path / "gold.jsonl").write_text("\n".join(rows), encoding="utf-8")
    inputs = [body for command, language, body in blocks(ENGLISH) if language == "json" and command is None]
    (tmp_path / "documents.jsonl").write_text("".join(inputs), encoding="utf-8")
    (tmp_path / "corrections.jsonl").write_text(corrections_of(SAMPLES[0]), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("年底前新建公园30个以上。", encoding="utf-8")
    return tmp_path


def test_the_shell_commands_work(workplace: Path) -> None:
    path = os.pathsep.join((sysconfig.get_path("scripts"), str(Path(sys.executable).parent), os.environ["PATH"]))
    env = {**os.environ, "PATH": path}
    lines = [line for line in shell_lines(ENGLISH) if not line.startswith(NOT_HERE)]
    assert len(lines) >= 10
    outputs = {}
    for line in lines:
        done = subprocess.run(line, shell=True, cwd=workplace, env=env, capture_output=True, check=False, timeout=300)
        assert done.returncode == 0, f"{line}\n{done.stderr.decode('utf-8')}"
        assert done.stderr == b"", line
        outputs[line] = done.stdout.decode("utf-8")
        written = [shlex.split(line)[at + 1] for at, word in enumerate(shlex.split(line)) if word in {"-o", ">"}]
        assert all((workplace / name).stat().st_size for name in written), line
        assert written or outputs[line].strip(), line
    rows = [json.loads(line) for line in (workplace / "records.jsonl").read_text("utf-8").splitlines()]
    assert {row["deadline"]["end"] for row in rows} == {"2024-12-31", "2027-12-31"}
    assert "2024-12-31" in next(output for line, output in outputs.items() if "notes.txt" in line)


def test_the_set_up_commands_are_those_promised() -> None:
    assert [line for line in shell_lines(ENGLISH) if line.startswith(NOT_HERE)] == [
        "python3 -m venv .venv && . .venv/bin/activate",
        "pip install . && policy-extract extract corpus/samples/ --form table",
        "pip install '.[test]' && pytest",
    ]
