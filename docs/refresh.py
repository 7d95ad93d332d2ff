"""Bring the outputs shown in README.md, README.zh-CN.md and docs/queries.md up to date: ``refresh.py [--check]``.

Two kinds of fenced blocks hold outputs. A block behind ``<!-- run: COMMAND -->`` holds what this shell command prints in the root of the
repository, on a page of WIDTH columns; ``console`` shows the command as well, ``json`` breaks long lines. A ``python`` block holds
a session (``>>>``); the sessions of a file run in order and share their names. Without --check the outputs are rewritten; with it the
files stay as they are, the differences are printed, and the exit code is 1 where there are any.
"""

from __future__ import annotations

import argparse
import difflib
import doctest
import json
import os
import re
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import Any

from rich.cells import cell_len

ROOT = Path(__file__).resolve().parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (*READMES, ROOT / "docs" / "queries.md")
WIDTH = 100
BLOCK = re.compile(r"^(?:<!-- run: (?P<command>.+) -->\n+)?```(?P<language>\w+)\n(?P<body>(?:(?!```).*\n)*)```$", re.MULTILINE)


class Session(doctest.DocTestRunner):
    """Runs examples and keeps what each of them printed, whatever was expected."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.printed: list[str] = []

    def report_start(self, out: Any, test: doctest.DocTest, example: doctest.Example) -> None:
        """Say nothing."""

    def report_success(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        """Keep the output of an example that printed what was expected."""
        self.printed.append(got)

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        """Keep the output of an example that printed something else."""
        self.printed.append(got)

    def report_unexpected_exception(self, out: Any, test: doctest.DocTest, example: doctest.Example, exc_info: Any) -> None:
        """Raise what the example raised: an error is never written down as an output."""
        raise exc_info[1]


def refreshed(text: str) -> str:
    """``text`` with the outputs of today. Raises CalledProcessError or the session's own exception where something fails."""
    names: dict[str, Any] = {}

    def block(match: re.Match[str]) -> str:
        command, language, body = match["command"], match["language"], match["body"]
        if command:
            output = printed_by(command)
            body = laid_out(json.loads(output)) + "\n" if language == "json" else output
            body = f"$ {command}\n{body}" if language == "console" else body
        elif language == "python":
            body = replayed(body, names)
        return f"{match[0][: match.start('body') - match.start()]}{body}```"

    return BLOCK.sub(block, text)


@cache
def printed_by(command: str) -> str:
    """What a shell command prints in the root of the repository, closed by one line end. The scripts of this Python come first."""
    path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path, "COLUMNS": str(WIDTH)}
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, check=True, capture_output=True)
    return done.stdout.decode("utf-8").rstrip("\n") + "\n"


def replayed(session: str, names: dict[str, Any]) -> str:
    """The session with what its examples print now; it reads and adds ``names``."""
    parts = doctest.DocTestParser().parse(session)
    examples = [part for part in parts if isinstance(part, doctest.Example)]
    runner = Session()
    test = doctest.DocTest(examples, names, "README", None, None, session)
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        runner.run(test, clear_globs=False)
    finally:
        os.chdir(here)
    names.update(test.globs)
    printed = iter(runner.printed)
    return "".join(part if isinstance(part, str) else prompted(part.source) + blanked(next(printed)) for part in parts)


def prompted(source: str) -> str:
    """Source lines behind their prompts."""
    first, *rest = source.rstrip("\n").split("\n")
    return "".join(f"{line}\n" for line in (f">>> {first}", *(f"... {line}".rstrip() for line in rest)))


def blanked(output: str) -> str:
    """Output as doctest wants it: an empty line would end it."""
    return re.sub(r"^$(?=\n)", "<BLANKLINE>", output, flags=re.MULTILINE)


def laid_out(value: Any, indent: int = 0, before: int = 0) -> str:
    """JSON on lines of WIDTH columns: what does not fit is broken, a line a key at the top, lines filled below it.

    ``before`` columns of the first line are taken by the key.
    """
    line = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or indent + before + cell_len(line) + 1 <= WIDTH:
        return line
    if isinstance(value, list):
        parts, (left, right) = [laid_out(item, indent + 2) for item in value], "[]"
    else:
        keys = {key: json.dumps(key, ensure_ascii=False) + ": " for key in value}
        parts, (left, right) = [keys[key] + laid_out(item, indent + 2, cell_len(keys[key])) for key, item in value.items()], "{}"
    lines = filled(parts, WIDTH - indent - 3) if indent else parts
    inner = ",\n".join(" " * (indent + 2) + part for part in lines)
    return f"{left}\n{inner}\n{' ' * indent}{right}"


def filled(parts: list[str], room: int) -> list[str]:
    """Parts joined to lines of at most ``room`` columns; a part that was broken keeps lines of its own."""
    lines = parts[:1]
    for part in parts[1:]:
        joined = f"{lines[-1]}, {part}"
        if "\n" not in joined and cell_len(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines


def main() -> int:
    """Refresh or check all pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only tell what is out of date")
    check = parser.parse_args().check
    stale = False
    for path in PAGES:
        old = path.read_text("utf-8")
        new = refreshed(old)
        if check:
            stale |= old != new
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), path.name, f"{path.name} (now)"))
        elif old != new:
            path.write_text(new, encoding="utf-8", newline="\n")
            print(f"{path.name} refreshed")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
