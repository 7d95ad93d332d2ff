"""A user's own bodies: what they do to the mentions, and what is said where an entry is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policy_extract import Document, Extractor, regions
from policy_extract.cli import main
from policy_extract.finding.agencies import find_agencies
from policy_extract.lexicon import LexiconError
from policy_extract.lexicon.overlay import read_overlay

MINE = """
["沈阳市低空经济发展办公室"]
names = ["市低空办", "低空专班"]
adcode = "210100"

["沈阳市科技创新委员会"]
names = ["市科技局"]
adcode = "210100"

["各科创园区"]
type = "group"
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(MINE, "utf-8")
    return path


def test_own_bodies_are_found_and_resolved(mine: Path) -> None:
    text = "由低空专班牵头,市财政局、各科创园区配合,市科技局指导。"
    found = find_agencies(text, regions.find("沈阳市"), None, read_overlay(mine))
    assert [(one.text, one.type, one.canonical, one.level) for one in found] == [
        ("低空专班", "body", "沈阳市低空经济发展办公室", "city"),
        ("市财政局", "body", "沈阳市财政局", "city"),
        ("各科创园区", "group", None, None),
        ("市科技局", "body", "沈阳市科技创新委员会", "city"),
    ]


def test_an_own_body_carries_duties(mine: Path) -> None:
    document = Document(text="到2027年,建成起降点50个。（责任单位：低空专班、市财政局）", title="沈阳市行动方案", published="2026-01-05")
    (record,) = Extractor(lexicon=mine).extract(document).records
    assert [(one.name, one.canonical) for one in record.agencies] == [
        ("低空专班", "沈阳市低空经济发展办公室"), ("市财政局", "沈阳市财政局"),
    ]


def test_the_command_line_takes_it(mine: Path, tmp_path: Path) -> None:
    text, out = tmp_path / "a.txt", tmp_path / "out.jsonl"
    text.write_text("沈阳市行动方案\n由低空专班牵头负责。", "utf-8")
    assert main(["extract", str(text), "-o", str(out), "--lexicon", str(mine)]) == 0
    (agency,) = json.loads(out.read_text("utf-8"))["agencies"]
    assert agency["canonical"] == "沈阳市低空经济发展办公室"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "no entries"),
        ('["市局"', "Expected ']'"),
        ('"市低空办" = "沈阳市低空办"', "['市低空办']: an entry is a table"),
        ('["市低空办"]\nname = ["a"]', "['市低空办']: unknown field 'name'"),
        ('["市低空办"]\nnames = "低空办"', "['市低空办']: names must be a list"),
        ('["市低空办"]\nnames = ["办"]', "['市低空办']: the name '办' is too short"),
        ('["市低空办"]\ntype = "office"', "['市低空办']: type must be"),
        ('["市低空办"]\nadcode = 210100', "['市低空办']: adcode must be"),
        ('["市低空办"]\nnames = ["低空"]\n["省低空办"]\nnames = ["低空"]', "['省低空办']: '低空' is a name of '市低空办' too"),
    ],
)
def test_wrong_entries_are_named(content: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(LexiconError) as raised:
        read_overlay(path)
    assert complaint in str(raised.value)
    assert str(path) in str(raised.value)
    assert main(["extract", "-", "--lexicon", str(path)]) == 2
    assert complaint in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="missing"):
        Extractor(lexicon=tmp_path / "missing.toml")
