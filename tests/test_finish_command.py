"""`finish.py` does for any built site what the MkDocs hook does after a build."""

import shutil
from pathlib import Path

from click.testing import CliRunner

import finish
from tests.built import Built, together

pytestmark = together


def test_finishing_again_changes_nothing(built: Built, tmp_path: Path) -> None:
    site = shutil.copytree(built.site, tmp_path / "site")

    result = CliRunner().invoke(finish.main, [str(site)])

    assert result.exit_code == 0, result.output
    for page in built.site.rglob("*.html"):
        assert (site / page.relative_to(built.site)).read_bytes() == page.read_bytes()


def test_a_run_that_was_cut_is_not_continued(built: Built, tmp_path: Path) -> None:
    site = shutil.copytree(built.site, tmp_path / "site")
    shutil.copyfile(built.folder / "docs/index.html", site / "index.html")

    result = CliRunner().invoke(finish.main, [str(site)])

    assert result.exit_code == 2
    assert "only some of its pages are finished" in result.output


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(finish.main, [str(tmp_path)])

    assert result.exit_code == 2
    assert "not the home page of a built site" in result.output
