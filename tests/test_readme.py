"""README.md and README.zh.md tell the truth: every finding, every command, and the same in both languages."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.built import PARTS
from tests.project import ENVIRONMENT, EXPORT, ROOT, copy_project, link_environment

READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
CODE_AT = {"Finding": 3, "Sighting": 2, "_finding": 2}
"""Where the code stands among the arguments."""

CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")

COMMAND = re.compile(r"^(?:[A-Z_]+=\S+ )*(?:make|python|pip|mkdocs)\b[^`\n]*$")

CI = {"make test", "make lint", "make current", "make browser"}
"""CI runs `make test`, which needs the others (`test_ci_runs_them`); tests cannot run themselves."""

NETWORK = {"make links", "make audit", "make zensical", "make lock", "make types", "make maths-font"}
"""What asks registries or other hosts: that make knows every step is all that a test can see."""

ELSEWHERE = {
    "python scripts/translations.py": "tests/test_translations_command.py",
    "python scripts/figures.py": "tests/zhihu/figures/test_drawings.py",
    "python scripts/bench.py": "tests/benchmarks",
    "python -m tests.scores": "tests/test_scores.py",
    "python scripts/build.py": "tests/test_build_command.py",
    "python scripts/empty.py": "tests/test_empty_command.py",
    "python scripts/check.py": "tests/test_check_command.py",
    "python scripts/clean.py": "tests/test_without_make.py",
    "mkdocs serve": "tests/test_without_make.py",
    "pip install": "tests/test_without_make.py",
}
"""Tests of their own, by how the command begins."""

STANDARD = {"python -m venv .venv", "python -m http.server --directory site"}
"""Python's own."""


def text_of(language: str) -> str:
    return READMES[language].read_text("utf-8")


# ---------------------------------------------------------------- findings


def codes() -> set[str]:
    """Return every kind of finding that the code can make."""
    found: set[str] = {"missing", "stale"}  # A block's state is its code.
    for path in (ROOT / "scripts").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            at = CODE_AT.get(node.func.id) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None
            if at is None or not isinstance(node, ast.Call) or len(node.args) <= at:
                continue
            constants = (part.value for part in ast.walk(node.args[at]) if isinstance(part, ast.Constant))
            found.update(code for code in constants if isinstance(code, str) and CODE.fullmatch(code))
    return found


def listed(language: str) -> set[str]:
    rows = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", text_of(language), re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)} - {"make"}


@pytest.mark.parametrize("language", READMES)
def test_every_finding_is_listed_with_what_to_do_and_no_other(language: str) -> None:
    assert {"new-question", "dead-link", "orphan-citation", "outside-gone", "lost-words"} <= codes()
    assert listed(language) == codes()


# ---------------------------------------------------------------- two languages


def test_the_languages_lead_to_one_another() -> None:
    assert "[中文](README.zh.md)" in text_of("en")
    assert "[English](README.md)" in text_of("zh")


def test_both_name_the_same_commands_files_and_addresses() -> None:
    english, chinese = (commands(language) for language in READMES)
    scores = {command for command in english if "scores" in command or "bench.py" in command}
    assert set(english) - scores == set(chinese)
    for pattern in (r"\]\(([A-Z][^)#]*)", r"`(source/[^`]*)`"):
        only = set(re.findall(pattern, text_of("zh"))) - set(re.findall(pattern, text_of("en"))) - {"README.md"}
        assert only == set()


@pytest.mark.parametrize("language", READMES)
def test_every_file_that_is_linked_is_there(language: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text_of(language))
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


# ---------------------------------------------------------------- commands


def commands(language: str) -> list[str]:
    """Return the commands in the text, in order: indented, or between backticks."""
    text = text_of(language)
    found = re.findall(r"^ {4,}(\S.*)$", text, re.MULTILINE) + re.findall(r"`([^`\n]+)`", text)
    return list(dict.fromkeys(command for command in found if COMMAND.match(command) and "…" not in command))


def targets(command: str) -> list[str]:
    return [word for word in command.split() if re.fullmatch(r"[a-z-]+", word)][1:]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the project as its user has it, with a virtual environment that is set up already."""
    folder = copy_project(tmp_path_factory.mktemp("user"), *PARTS, "Makefile", "requirements")
    venv = link_environment(folder / ".venv")
    for step in ("python", "site", "test", "lock"):
        (venv / step).touch()
    return folder


def environment(command: str) -> dict[str, str]:
    given = dict(pair.split("=", 1) for pair in command.split() if "=" in pair and pair[0].isupper())
    return {**ENVIRONMENT, **given}


def make(project: Path, command: str, *options: str) -> subprocess.CompletedProcess[str]:
    words = [word for word in command.split() if not word.startswith(("SITE_URL=", "CHROMIUM="))]
    return subprocess.run(
        [*words, *options],
        cwd=project,
        env=environment(command),
        check=False,
        capture_output=True,
        text=True,
    )


def of_make() -> Iterator[str]:
    yield from (command for command in commands("en") if re.search(r"(?:^| )make\b", command))


@pytest.mark.parametrize("command", list(of_make()))
def test_a_command_of_make_does_what_it_says(project: Path, command: str) -> None:
    name = f"make {' '.join(targets(command))}".strip()
    # Served once: with another port or Python it is the same.
    if name in CI | NETWORK or (name == "make serve" and command != "make serve PORT=8001"):
        done = make(project, command.replace("python3.12", sys.executable), "--dry-run", "--always-make")
        assert done.returncode == 0, done.stderr
    elif name == "make serve":
        assert serves(project, command)
    elif name == "make empty":
        done = make(project, command)
        # Unasked, it only says what it would do.
        assert done.returncode == (0 if "CONFIRM=yes" in command else 2), done.stderr
        shutil.rmtree(project / "source")
        copy_project(project, "source")
        assert make(project, "make clean-pages").returncode == 0
    else:
        done = make(project, command)
        assert done.returncode == 0, done.stdout + done.stderr


def serves(project: Path, command: str) -> bool:
    """Return whether the command serves the site in the end; the port is one that nobody has."""
    words = [word for word in command.replace("python3.12", sys.executable).split() if not word.startswith("PORT=")]
    port = str(20000 + os.getpid() % 20000)
    log = project / "serve.log"
    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(
            [*words, f"PORT={port}"],
            cwd=project,
            env=ENVIRONMENT,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        began = time.monotonic()
        while "Serving on" not in log.read_text("utf-8") and process.poll() is None and time.monotonic() - began < 60:
            time.sleep(0.05)
        is_served = f"Serving on http://127.0.0.1:{port}/" in log.read_text("utf-8")
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
    return is_served


def test_ci_runs_them() -> None:
    rule = re.search(r"^test: (.*?) ##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert rule is not None
    assert set(rule[1].split()) >= {name.removeprefix("make ") for name in CI} - {"test"}
    assert "make test" in (ROOT / ".ci/run").read_text("utf-8")


@pytest.mark.parametrize("language", READMES)
def test_every_other_command_has_tests_of_its_own(language: str) -> None:
    for command in commands(language):
        if not re.search(r"(?:^| )make\b", command) and command not in STANDARD:
            (place,) = {test for start, test in ELSEWHERE.items() if command.startswith(start)}
            assert (ROOT / place).exists(), place


def test_the_export_that_comes_with_it_holds_what_the_readme_says() -> None:
    assert EXPORT.read_text("utf-8").count("提问") >= 12
    assert "twelve interview questions" in text_of("en")
    assert "十二道" in text_of("zh")


@pytest.mark.parametrize("language", READMES)
def test_pictures_are_small_and_described(language: str) -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text_of(language))
    assert len(pictures) >= 2
    for words, path in pictures:
        data = (ROOT / path).read_bytes()
        assert words
        assert data[8:12] == b"WEBP"
        assert len(data) < 100_000
