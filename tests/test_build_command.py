"""`build.py` replaces a site when the new one is whole, and says in a sentence what is wrong."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.project import ENVIRONMENT, copy_project, run

PARTS = ("scripts", "overrides", "docs", "mkdocs.yml")
OLD = "<!doctype html>the site that was there"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project of a reader's, which is in no git repository, with a site in it."""
    folder = copy_project(tmp_path, *PARTS)
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text(OLD, "utf-8")
    return folder


def left_alone(project: Path) -> bool:
    return (project / "site/index.html").read_text("utf-8") == OLD and len(list((project / "site").iterdir())) == 1


def start(project: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "scripts/build.py"]
    return subprocess.Popen(command, cwd=project, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_build_leaves_the_site_as_it_was(project: Path, how: signal.Signals) -> None:
    with start(project) as process:
        while not list(project.glob(".site.new/zh/**/*.html")):
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(how)
    assert process.returncode != 0
    assert left_alone(project)


def test_a_site_url_that_is_none_is_named_and_nothing_is_built(project: Path) -> None:
    settings = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(settings.replace("http://127.0.0.1:8000/", "localhost"), "utf-8")
    done = run(project, "scripts/build.py")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("mkdocs.yml or SITE_URL:0: site_url is no address: localhost; expected http://")
    assert left_alone(project)


def test_a_build_that_warns_fails_and_leaves_the_site_as_it_was(project: Path) -> None:
    (project / "docs/zh/extra.md").write_text("# x\n\n[nowhere](nowhere.md)\n", "utf-8")
    done = run(project, "scripts/build.py")
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert left_alone(project)


def test_outside_of_the_project_the_command_says_so(tmp_path: Path) -> None:
    script = copy_project(tmp_path / "project", "scripts") / "scripts/build.py"
    (tmp_path / "elsewhere").mkdir()
    done = run(tmp_path / "elsewhere", str(script))
    assert done.returncode == 2
    assert done.stderr == "mkdocs.yml:0: there are no settings here; expected the folder of the project\n"
