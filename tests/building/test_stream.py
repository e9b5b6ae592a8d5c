"""Pages that are written apart: the same bytes as by MkDocs alone, whatever the number of processes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import PARTS
from tests.project import ENVIRONMENT, copy_project

PROCESSES = ("0", "1", "3")
"""By MkDocs alone, by this process, by three."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project with two links that lead nowhere."""
    folder = copy_project(tmp_path_factory.mktemp("apart"), *PARTS)
    (folder / "docs/zh/extra.md").write_text("# 另一页\n\n[nowhere](nowhere.md)\n", "utf-8")
    page = folder / "docs/en/q/bos-token-mismatch.md"
    page.write_text(page.read_text("utf-8") + "\n[no id](sft-packing-effects.md#nowhere)\n", "utf-8")
    return folder


def build(project: Path, processes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", project / processes],
        cwd=project,
        env={**ENVIRONMENT, "BUILD_PROCESSES": processes},
        check=False,
        capture_output=True,
        text=True,
    )


Outcomes = list[subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def outcomes(project: Path) -> Outcomes:
    """Build the project in every way."""
    return [build(project, processes) for processes in PROCESSES]


def content(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("outcomes")
def test_every_way_writes_the_same_bytes(project: Path) -> None:
    one, *others = (content(project / processes) for processes in PROCESSES)
    assert "en/q/bos-token-mismatch/index.html" in one
    assert json.loads(one["search/search_index.json"])["docs"] == []
    for other in others:
        assert [name for name in {*one, *other} if one.get(name) != other.get(name)] == []


def test_every_way_says_what_is_wrong_and_counts_it(outcomes: Outcomes) -> None:
    for done in outcomes:
        assert done.returncode == 1
        assert done.stderr.count("'nowhere.md'") == 1
        assert done.stderr.count("does not contain an anchor '#nowhere'") == 1
        assert "Aborted with 2 warnings in strict mode!" in done.stdout


def test_a_process_that_fails_fails_the_build(project: Path) -> None:
    page = project / "docs/zh/q/building-sft-data.md"
    page.write_text(page.read_text("utf-8").replace('template: "question.html"', 'template: "none.html"'), "utf-8")
    for processes in PROCESSES:
        done = build(project, processes)
        assert done.returncode == 1
        assert "Error building page 'zh/q/building-sft-data.md': 'none.html' not found" in done.stderr
