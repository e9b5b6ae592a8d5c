"""The locks hold on every Python and system that we name, though they are made on one."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from itertools import product
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from setup import licences
from tests.project import ROOT

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "mac": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
}
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+) \\$", re.MULTILINE)


def missing(versions: dict[str, str], python: str, system: str) -> set[str]:
    """Return what is needed and not among `versions`, each with who needs it."""
    return {
        f"{package} needs {requirement}"
        for package in versions
        for requirement in needed(package, python, system)
        if not fits(requirement, versions.get(canonicalize_name(requirement.name)))
    }


def fits(requirement: Requirement, version: str | None) -> bool:
    return version is not None and requirement.specifier.contains(version, prereleases=True)


def locked(*names: str) -> dict[str, str]:
    """Return the versions in the locks by package."""
    texts = [(ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in names]
    return {canonicalize_name(name): version for text in texts for name, version in PINNED.findall(text)}


def needed(package: str, python: str, system: str) -> Iterator[Requirement]:
    """Yield what the installed `package` needs on that Python and system."""
    environment = {"python_version": python, "python_full_version": f"{python}.2", "extra": "", **SYSTEMS[system]}
    for line in distribution(package).requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(environment):
            yield requirement


@pytest.mark.parametrize(("python", "system"), list(product(PYTHONS, SYSTEMS)))
def test_everything_that_is_needed_is_locked(python: str, system: str) -> None:
    assert missing(locked("site", "test"), python, system) == set()


def test_a_package_that_only_windows_needs_is_missed_there() -> None:
    versions = locked("site")
    del versions["colorama"]
    found = {name.partition(" ")[0] for name in missing(versions, "3.14", "windows")}
    assert "mkdocs" in found
    assert "mkdocs" not in {name.partition(" ")[0] for name in missing(versions, "3.14", "linux")}


@pytest.mark.parametrize("python", PYTHONS)
def test_no_package_refuses_a_python_that_we_name(python: str) -> None:
    for package in locked("site", "test"):
        wanted = "".join(distribution(package).metadata.get_all("Requires-Python") or ())
        # Debian 12 ships 3.11.2, and nobody has a first release of the others any more.
        assert Requirement(f"x{wanted}").specifier.contains(f"{python}.2"), f"{package} {wanted}"


def test_the_locks_are_what_is_tested() -> None:
    unlike = {}
    for package, version in locked("site", "test").items():
        try:
            installed = distribution(package).version
        except PackageNotFoundError:
            installed = "none"
        if installed != version:
            unlike[package] = (version, installed)
    assert unlike == {}


def test_each_lock_says_how_it_is_made() -> None:
    for path in sorted(Path(ROOT, "requirements").glob("*.txt")):
        assert "#    make lock\n" in path.read_text("utf-8"), path


def test_the_licences_are_listed_as_the_packages_say() -> None:
    written = licences.TABLE.read_text("utf-8")
    assert written == licences.table(), "run python scripts/setup/licences.py and look at what has changed"
    assert "| unknown |" not in written
    assert not re.search(r"\| [^|]*\b(A?GPL|SSPL|BUSL)", written)
