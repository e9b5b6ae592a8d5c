"""A built site changes as a whole or not at all."""

from pathlib import Path

import pytest

from zhihu.errors import InputError
from zhihu.site.aside import aside


class Cut(Exception):  # noqa: N818  # it stands for a key pressed
    """A build that does not come to its end."""


def build(site: Path, content: str) -> None:
    with aside(site) as folder:
        (folder / "index.html").write_text(content, "utf-8")
        (folder / f"{content}.html").touch()


def cut(site: Path) -> None:
    with aside(site) as folder:
        (folder / "index.html").write_text("half", "utf-8")
        raise Cut


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


def test_a_build_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    site = tmp_path / "deep/site"
    build(site, "one")
    build(site, "two")
    assert names(site) == {"index.html", "two.html"}
    assert names(site.parent) == {"site"}


def test_a_build_that_is_cut_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, "one")
    with pytest.raises(Cut):
        cut(site)
    assert (site / "index.html").read_text("utf-8") == "one"
    assert names(tmp_path) == {"site"}


def test_a_first_build_that_is_cut_leaves_no_site(tmp_path: Path) -> None:
    with pytest.raises(Cut):
        cut(tmp_path / "site")
    assert names(tmp_path) == set()


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, "one")
    (tmp_path / ".site.new").mkdir()
    (tmp_path / ".site.new/half.html").touch()
    build(site, "two")
    assert names(site) == {"index.html", "two.html"}
    assert names(tmp_path) == {"site"}


def test_a_site_that_was_moved_away_and_not_replaced_comes_back(tmp_path: Path) -> None:
    """Killed between the two renamings, and the next build fails."""
    site = tmp_path / "site"
    build(site, "one")
    site.rename(tmp_path / ".site.old")
    with pytest.raises(Cut):
        cut(site)
    assert (site / "index.html").read_text("utf-8") == "one"


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with aside(site), pytest.raises(InputError, match="another build is at work"):
        build(site, "two")


def test_a_folder_of_something_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="this is no built site"):
        build(tmp_path, "one")
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"
