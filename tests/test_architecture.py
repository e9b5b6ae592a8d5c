"""ARCHITECTURE.md names every file of the code and no other, each with what it is for."""

import re

from setup import architecture
from tests.project import ROOT


def test_every_file_is_named_and_no_other() -> None:
    named = re.findall(r"^- `([^`]+)`: (.+)$", architecture.PAGE.read_text("utf-8"), re.MULTILINE)
    there = {path.relative_to(ROOT).as_posix() for path in architecture.files()}
    assert {name for name, _ in named} == there, "run python scripts/setup/architecture.py"
    assert len(named) == len(there) > 150


def test_every_file_says_what_it_is_for() -> None:
    assert [path for path in architecture.files() if len(architecture.sentence(path)) < 20] == []


def test_contributing_leads_there_and_says_how_to_add_what_people_add() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert "](ARCHITECTURE.md)" in text
    for heading in ("## Adding a rule", "## Adding a check", "## Adding a language"):
        assert heading in text


def test_folders_that_contributing_names_are_there() -> None:
    tree = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Where things are")[2].partition("\n## ")[0]
    core = re.findall(r"^      ([a-z_]+)/ ", tree, re.MULTILINE)
    there = {path.parent.name for path in (ROOT / "scripts/zhihu").glob("*/__init__.py")}
    assert set(core) == there
