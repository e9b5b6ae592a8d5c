"""The site as `make site` builds it, once for all tests of a process; those share one process by their group."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project import copy_project, run

PARTS = ("mkdocs.yml", "docs", "overrides", "source", "scripts", "addresses.txt")
together = pytest.mark.xdist_group("built")


@dataclass(frozen=True)
class Built:
    """A copy of the project with its site."""

    folder: Path
    output: str
    """What the build said."""

    @property
    def site(self) -> Path:
        return self.folder / "site"


def build(folder: Path) -> Built:
    """Build the project in `folder`; strict, and never quiet, which would hide the warnings."""
    done = run(folder, "-m", "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(folder, done.stdout + done.stderr)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build our site."""
    return build(copy_project(tmp_path_factory.mktemp("built"), *PARTS))
