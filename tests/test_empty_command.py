"""`make empty` leaves a project that builds, keeps what it takes out, and never touches work that no commit has."""

import subprocess
from pathlib import Path

import pytest

from tests.project import ROOT, SLUGS, copy_project, run

PARTS = ("source", "docs", "addresses.txt", "scripts", "overrides", "mkdocs.yml")
TAKEN = ("source", "docs/zh/q", "docs/en/q", "docs/q", "docs/ledger", "addresses.txt")
NEW = (ROOT / "tests/another-export.md").read_text("utf-8")


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give the project as a new user clones it."""
    folder = copy_project(tmp_path, *PARTS)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    paths = [path for name in TAKEN for path in (folder / name, *(folder / name).rglob("*"))]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.is_file()}


def empty(project: Path) -> None:
    done = run(project, "scripts/empty.py", "--yes")
    assert (done.returncode, done.stderr) == (0, "")


def test_unasked_the_command_only_says_what_it_would_do(project: Path) -> None:
    before = content(project)
    done = run(project, "scripts/empty.py")
    assert done.returncode == 2
    assert "  source/questions\n" in done.stderr
    assert done.stderr.endswith("To do it: make empty CONFIRM=yes\n")
    assert content(project) == before


@pytest.mark.parametrize("name", ["source/exports/mine.md", "source/site.toml", "docs/zh/q/mine.md"])
def test_work_that_no_commit_has_is_named_and_nothing_is_touched(project: Path, name: str) -> None:
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    before = content(project)
    done = run(project, "scripts/empty.py", "--yes")
    assert done.returncode == 2
    assert done.stderr.startswith("Nothing was taken out: no commit has these yet")
    assert name in done.stderr
    assert content(project) == before


def test_what_is_taken_out_is_kept(project: Path) -> None:
    before = content(project)
    empty(project)
    kept = project / "build/removed/1"
    assert {name: (kept / name).read_bytes() for name in before} == before
    commit(project)
    empty(project)
    assert (project / "build/removed/2/source/site.toml").is_file()


def test_the_empty_project_builds_and_waits_for_an_export(project: Path) -> None:
    empty(project)
    done = run(project, "scripts/clean.py")
    assert done.returncode == 0
    assert "there is no export here yet [no-export]" in done.stdout
    assert run(project, "scripts/build.py").returncode == 0
    done = run(project, "scripts/check.py", "--site", "site")
    assert "findings: 0 errors, 1 warning, 0 notes" in done.stdout


def test_an_export_dropped_in_is_the_whole_site(project: Path) -> None:
    empty(project)
    (project / "source/exports/mine.md").write_text(NEW, "utf-8")
    assert run(project, "scripts/clean.py").returncode == 0
    commit(project)
    done = run(project, "scripts/check.py")
    assert "findings: 0 errors, 0 warnings" in done.stdout, done.stdout
    pages = [path.read_text("utf-8") for path in (project / "docs/zh/q").glob("*.md")]
    assert len(pages) == 2
    assert any("因为舒服" in page for page in pages)
    written = [path for path in (project / "docs").rglob("*") if path.is_file() and "assets/" not in str(path)]
    texts = "".join(path.read_text("utf-8") for path in (*written, project / "addresses.txt"))
    assert [slug for slug in SLUGS if slug in texts] == []
    assert "swtheking" not in texts
    assert "百面" not in texts


def test_an_export_that_is_gone_by_mistake_still_loses_no_page(project: Path) -> None:
    empty(project)
    (project / "source/exports/mine.md").write_text(NEW, "utf-8")
    assert run(project, "scripts/clean.py").returncode == 0
    (project / "source/exports/mine.md").unlink()
    done = run(project, "scripts/clean.py")
    assert done.returncode == 2
    assert "there is no export here; expected at least one Markdown file" in done.stderr
    assert len(list((project / "docs/zh/q").glob("*.md"))) == 2


def test_an_address_of_the_new_site_is_never_lost(project: Path) -> None:
    empty(project)
    (project / "source/exports/mine.md").write_text(NEW, "utf-8")
    run(project, "scripts/clean.py")
    commit(project)
    path = project / "addresses.txt"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    done = run(project, "scripts/check.py")
    assert done.stdout.count("[lost-address]") == 1


def test_outside_of_the_project_nothing_happens(tmp_path: Path) -> None:
    done = run(tmp_path, str(ROOT / "scripts/empty.py"), "--yes")
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
