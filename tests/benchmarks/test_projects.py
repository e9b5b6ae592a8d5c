"""Synthetic projects: of any size, always the same, and good input for all that is measured with them."""

from pathlib import Path

import pytest

from benchmarks.projects import write_project
from tests.project import ROOT
from tests.sandbox import Sandbox

COUNT = 40


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """Give a project with more questions than ours has, cleaned."""
    sandbox = Sandbox(tmp_path_factory.mktemp("synthetic"))
    write_project(ROOT, sandbox.root, COUNT)
    outcome = sandbox.clean()
    assert outcome.code == 0, outcome
    assert ": warning: " not in outcome.output
    return sandbox


def test_each_question_is_a_page_in_both_languages_with_nothing_stale_or_missing(project: Sandbox) -> None:
    assert len(project.slugs()) == COUNT
    pages = [path.read_text("utf-8") for path in project.docs.glob("en/q/*.md")]
    assert all("bilingual: true" in page and "qa-stale" not in page for page in pages)
    assert any('id="note"' in page for page in pages)
    assert any('id="references"' in page for page in pages)


def test_a_question_is_the_same_in_a_project_of_another_size(project: Sandbox, tmp_path: Path) -> None:
    write_project(ROOT, tmp_path, 13)
    for path in (tmp_path / "source" / "questions").rglob("*.*"):
        assert path.read_bytes() == (project.root / path.relative_to(tmp_path)).read_bytes()
    small = (tmp_path / "source/exports/notes-0000.md").read_text("utf-8")
    assert (project.source / "exports/notes-0000.md").read_text("utf-8").startswith(small)
