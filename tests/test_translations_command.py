"""A translation is begun, filled in, accepted, and found stale again."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import translations
from tests.sandbox import Outcome, Sandbox

EXPORT = "**提问**：甲？\n\n**回答**：第一段。\n\n- 一\n- 二 -->\n\n**提问**：乙？\n\n**回答**：答。\n"


@pytest.fixture
def project(sandbox: Sandbox) -> Sandbox:
    """Give two questions with pages: `a` and `b`."""
    sandbox.question("a", 'title = "甲？"\n')
    sandbox.question("b", 'title = "乙？"\n')
    sandbox.export("e.md", EXPORT)
    assert sandbox.clean().code == 0
    return sandbox


def run(project: Sandbox, *arguments: str) -> Outcome:
    folders = ["--source", str(project.source), "--docs", str(project.docs)]
    result = CliRunner().invoke(translations.main, [*arguments, *folders])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)


def english(project: Sandbox) -> Path:
    return project.source / "questions/a/en.md"


def translate(project: Sandbox, *pairs: tuple[str, str]) -> None:
    text = english(project).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    english(project).write_text(text, "utf-8")


def rows(project: Sandbox) -> tuple[int, list[list[str]]]:
    outcome = run(project, "status")
    return outcome.code, [line.split(maxsplit=4) for line in outcome.lines[1:]]


def test_a_translation_from_its_beginning_to_its_end(project: Sandbox) -> None:
    assert rows(project) == (0, [["questions", "without", "a", "translation:", "2"]])

    assert run(project, "new", "a").code == 0
    assert "<!--\n- 一\n- 二 -- >\n-->\n\nTODO\n" in english(project).read_text("utf-8")
    assert project.clean().code == 0
    assert "Nobody has translated this page yet" in project.page("a", "en")

    translate(project, ("# TODO 甲？", "# A?"), ("TODO", "The first."))
    assert project.clean().code == 0
    assert "has not been translated yet" in project.page("a", "en")
    assert rows(project)[1][0] == ["a", "2", "1", "0", "Translated by the editors"]

    translate(project, ("TODO", "- one\n- two"), ("by: person", "by: machine"))
    assert rows(project) == (
        0,
        [["a", "2", "2", "0", "Translated by machine"], ["questions", "without", "a", "translation:", "1"]],
    )
    project.export("e.md", EXPORT.replace("第一段", "改过了"))
    assert project.clean().code == 0
    code, (row, _) = rows(project)
    assert (code, row[:4]) == (1, ["a", "2", "2", "1"])
    assert project.page("a", "en").count("qa-stale") == 1

    before = english(project).read_text("utf-8")
    assert run(project, "accept", "a").code == 0
    after = english(project).read_text("utf-8")
    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert len(changed) == 1
    assert rows(project)[0] == 0


def test_what_accept_has_written_it_writes_again(project: Sandbox) -> None:
    run(project, "new", "a")
    before = english(project).read_bytes()
    run(project, "accept", "a")

    assert english(project).read_bytes() == before


@pytest.mark.parametrize(
    ("command", "text", "error"),
    [
        ("new c", None, "source/questions/c:0: there is no question 'c'; expected a folder with a question.toml"),
        ("accept c", None, "source/questions/c:0: there is no question 'c'; expected a folder with a question.toml"),
        ("accept a", None, "a/en.md:0: there is no translation; expected a file; begin with translations.py new a"),
        ("new a", "", "a/en.md:1: there is a translation already; expected a question without one"),
        ("accept a", "---\nby: x\n", "a/en.md:1: the front matter is not closed; expected two lines of --- around it"),
        ("accept a", "---\nby: [\n---\n", "a/en.md:1: the front matter cannot be read: "),
        (
            "accept a",
            "---\nby: person\n---\n# A?\n\nOne.\n",
            "a/en.md:4: 1 blocks below the title, the Chinese has 2; expected one for each",
        ),
    ],
)
def test_bad_input_names_file_line_and_remedy_and_writes_nothing(
    project: Sandbox, command: str, text: str | None, error: str
) -> None:
    if text is not None:
        english(project).write_text(text, "utf-8")
    outcome = run(project, *command.split())

    assert (outcome.code, outcome.output) == (2, "")
    assert error in outcome.errors
    assert (english(project).read_text("utf-8") if english(project).exists() else None) == text


def test_a_translation_of_no_question_is_refused(project: Sandbox) -> None:
    project.write("questions/c/en.md", "---\nby: person\ntranslates: [a]\n---\n# C?\n")

    assert project.refused() == [
        f"{project.source}/questions/c/question.toml:0: the file is missing; expected title = …, at least"
    ]


def test_parity_is_a_finding_that_names_both_sides(project: Sandbox) -> None:
    run(project, "new", "a")
    translate(project, ("# TODO 甲？", "# A?"), ("TODO", "The first."), ("TODO", "- one"))
    outcome = project.clean()

    assert outcome.code == 0
    assert f"{english(project)}:23: warning: block 2 differs in list items: 2, 1 [parity]" in outcome.output
