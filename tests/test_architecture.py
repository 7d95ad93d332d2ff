"""The floors of the house, and what stays out of a process that does not need it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "torch", "thinc", "numpy")


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after ``code``."""
    script = f"import sys, json\n{code}\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True, timeout=60)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_imports_go_down_only() -> None:
    command = shutil.which("lint-imports", path=sysconfig.get_path("scripts"))
    assert command, "import-linter belongs to the test dependencies"
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "import policy_extract",
        "import policy_extract.cli",
        "import contextlib, policy_extract.cli as cli\nwith contextlib.suppress(SystemExit): cli.main(['extract', '--help'])",
        "import contextlib, policy_extract.cli as cli\nwith contextlib.suppress(SystemExit): cli.main(['--version'])",
    ],
)
def test_the_door_is_light(code: str) -> None:
    loaded = modules_after(code)
    assert "policy_extract" in loaded
    assert not loaded & {*HEAVY, "pydantic", "rich", "regex", "jieba", "rjieba", "policy_extract.pipeline", "policy_extract.schema"}


def test_rules_alone_extract_without_a_model() -> None:
    loaded = modules_after("from policy_extract import Extractor\nassert Extractor().extract('到2027年底,全市建成充电桩5000个。').records")
    assert "policy_extract.pipeline" in loaded
    assert not loaded & {*HEAVY, "rich"}


def test_the_command_extracts_without_a_model(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("到2027年底,全市建成充电桩5000个。", encoding="utf-8")
    loaded = modules_after(f"from policy_extract.cli import main\nassert main(['extract', {str(path)!r}]) == 0")
    assert "policy_extract.pipeline" in loaded
    assert not loaded & {*HEAVY, "rich"}


def test_a_long_run_leaves_the_rules_to_its_workers(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "到2027年底,全市建成充电桩5000个。"}', encoding="utf-8")
    argv = ["extract", str(path), "-o", str(tmp_path / "out.jsonl"), "--jobs", "1"]
    loaded = modules_after(f"from policy_extract.cli import main\nassert main({argv!r}) == 0")
    assert "policy_extract.batch.pool" in loaded
    assert not loaded & {*HEAVY, "rich", "pyarrow", "zstandard", "multiprocessing", "policy_extract.pipeline"}


def test_every_public_name_is_there() -> None:
    loaded = modules_after("import policy_extract\nfor name in policy_extract.__all__: getattr(policy_extract, name)")
    assert not loaded & set(HEAVY)
