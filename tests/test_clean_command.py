"""What `clean.py` does with its options, what it says, and how it ends."""

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.project import ENVIRONMENT, ROOT
from tests.sandbox import ONE, Outcome, Sandbox, can_mount, read_only, states
from zhihu import commands

KEYWORD = "https://zhida.zhihu.com/search?content_id=1&content_type=Answer&q=RLHF"
EXPORT = f"""\
**提问**：什么是[RLHF]({KEYWORD})？

**回答**：第一段，见[链接](https://link.zhihu.com/?target=https%3A//example.org/a)。

第二段\u00a0有[RLHF]({KEYWORD})。

**提问：** 第二个问题？

**回答：** 第二个回答。
"""
RULE_LINE = re.compile(r"^ +(\w+) +(\d+)$", re.MULTILINE)
FILES_LINE = re.compile(r"^(\d+) files written, (\d+) unchanged, (\d+) removed$", re.MULTILINE)
FINDINGS_LINE = re.compile(r"^findings: (\d+) errors?, (\d+) warnings?, (\d+) notes?$", re.MULTILINE)


@pytest.fixture(autouse=True)
def export(sandbox: Sandbox) -> None:
    sandbox.export("a.md", EXPORT)


def files(outcome: Outcome) -> tuple[int, ...]:
    """Return how many files the summary says were written, unchanged and removed."""
    (line,) = FILES_LINE.findall(outcome.output)
    return tuple(map(int, line))


def findings(outcome: Outcome) -> tuple[int, ...]:
    """Return how many errors, warnings and notes the last line counts."""
    (line,) = FINDINGS_LINE.findall(outcome.output)
    return tuple(map(int, line))


def named_stale(outcome: Outcome) -> set[Path]:
    return {Path(line.split(": stale")[0]) for line in outcome.lines if ": stale" in line}


def reported(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def generated(sandbox: Sandbox) -> set[Path]:
    return {
        path
        for path in sandbox.root.rglob("*")
        if path.is_file() and not any(map(path.is_relative_to, (sandbox.source / "exports", sandbox.root / ".cache")))
    }


# A run


def test_a_run_writes_pages_and_says_what_it_did(sandbox: Sandbox) -> None:
    outcome = sandbox.clean()

    assert (outcome.code, outcome.errors) == (0, "")
    assert sandbox.slugs() == {"shen-me-shi-rlhf", "di-er-ge-wen-ti"}
    assert "[RLHF]" not in sandbox.page("shen-me-shi-rlhf")
    assert files(outcome) == (len(generated(sandbox)), 0, 0)
    # A new question asks a person to look, and that is all.
    assert findings(outcome) == (0, 2, 0)
    assert dict(RULE_LINE.findall(outcome.output))["keyword_link"] == "4"


def test_the_rules_of_the_summary_are_counted_as_in_the_report(sandbox: Sandbox, tmp_path: Path) -> None:
    outcome = sandbox.clean("--report", tmp_path / "report.jsonl")
    report = reported(tmp_path / "report.jsonl")

    counted = {rule: int(count) for rule, count in RULE_LINE.findall(outcome.output)}
    assert counted == Counter(entry["rule"] for entry in report)
    assert outcome.lines[2].startswith(f"{len(report)} edits in 1 exports")


def test_a_second_run_touches_nothing(sandbox: Sandbox) -> None:
    sandbox.clean()
    before = {folder: states(folder) for folder in (sandbox.source, sandbox.docs)}
    outcome = sandbox.clean()

    assert {folder: states(folder) for folder in before} == before
    # The question.toml files are people's from now on, and not counted any more.
    assert files(outcome) == (0, len(generated(sandbox)) - 2, 0)
    assert findings(outcome) == (0, 0, 0)


def test_only_what_changes_is_written(sandbox: Sandbox) -> None:
    sandbox.clean()
    before = states(sandbox.docs)
    sandbox.export("a.md", EXPORT.replace("第二个回答", "另一个回答"))
    written, _, removed = files(sandbox.clean())

    after = states(sandbox.docs)
    changed = {name for name in before if after[name] != before[name] and after[name].content is not None}
    assert changed >= {"zh/q/di-er-ge-wen-ti.md", "en/q/di-er-ge-wen-ti.md", "ledger/a.md.jsonl"}
    assert not changed & {"zh/q/shen-me-shi-rlhf.md", "en/q/shen-me-shi-rlhf.md", "zh/index.md", "zh/about.md"}
    assert (written, removed) == (len(changed), 0)


def test_a_list_that_nothing_needs_any_more_is_removed_and_counted(sandbox: Sandbox) -> None:
    sandbox.clean()
    sandbox.write("site.toml", '[[topics]]\nid = "t"\nzh = "题"\nen = "T"\n')
    for path in sandbox.source.glob("questions/*/question.toml"):
        path.write_text(path.read_text("utf-8").replace('"unsorted"', '"t"'), "utf-8")
    outcome = sandbox.clean()

    assert not (sandbox.docs / "zh/topics/unsorted.md").exists()
    assert (sandbox.docs / "zh/topics/t.md").exists()
    assert files(outcome)[2] == 2


def test_what_people_put_into_docs_stays(sandbox: Sandbox) -> None:
    theirs = [sandbox.docs / name for name in ("assets/x.css", "zh/extra.md", "zh/q/picture.png", "notes.md")]
    for path in theirs:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("theirs")
    sandbox.clean()

    assert [path.read_text() for path in theirs] == ["theirs"] * 4


def test_no_existing_file_in_source_is_touched(sandbox: Sandbox) -> None:
    sandbox.question("di-er-ge-wen-ti", 'title = "第二个问题？" # mine\n')
    sandbox.write("questions/di-er-ge-wen-ti/note.zh.md", "注。\n")
    for name in ("site.toml", "references.toml", "corrections.toml", "glossary.toml", "figures/x.svg", "README"):
        sandbox.write(name, "")
    (sandbox.source / "site.toml").chmod(0o440)
    before = states(sandbox.source)
    sandbox.clean()

    after = states(sandbox.source)
    new = after.keys() - before.keys()
    assert new == {"questions/shen-me-shi-rlhf", "questions/shen-me-shi-rlhf/question.toml"}
    assert {name for name in before if after[name] != before[name]} == set()


def test_an_error_finding_exits_1_and_the_rest_is_written(sandbox: Sandbox) -> None:
    sandbox.export("empty.md", "")
    outcome = sandbox.clean()

    assert outcome.code == 1
    assert findings(outcome) == (1, 2, 0)
    assert len(sandbox.slugs()) == 2


def test_findings_are_named_with_file_line_and_what_to_do(sandbox: Sandbox) -> None:
    lines = sandbox.clean().lines

    where = sandbox.source / "exports/a.md"
    assert lines[0].startswith(
        f"{where}:1: warning: a new question, with the address shen-me-shi-rlhf [new-question]; "
    )
    assert lines[1].startswith(f"{where}:7: warning: a new question, with the address di-er-ge-wen-ti [new-question]; ")


def test_folders_default_to_those_in_the_current_folder(sandbox: Sandbox) -> None:
    outcome = sandbox.process("clean.py")

    assert (outcome.code, outcome.errors) == (0, "")
    assert outcome.lines[0].startswith("source/exports/a.md:1: warning:")
    assert len(sandbox.slugs()) == 2


# Usage


@pytest.mark.parametrize("script", ["clean.py", "check.py"])
def test_help_names_every_option(sandbox: Sandbox, script: str) -> None:
    outcome = sandbox.process(script, "--help")
    own = {"clean.py": ("--check", "--report"), "check.py": ("--site", "--rebuild")}[script]

    assert outcome.code == 0
    assert all(option in outcome.output for option in ("--source", "--docs", *own))


@pytest.mark.parametrize(
    "arguments", [["--chek"], ["extra"], ["--source"], ["--docs", __file__], ["--source", __file__]]
)
def test_wrong_usage_exits_2(sandbox: Sandbox, arguments: list[str]) -> None:
    assert any("Error" in line for line in sandbox.refused(*arguments))


def test_a_source_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    assert Sandbox(tmp_path).refused() == [
        f"{tmp_path}/source/exports:0: there is no export here; expected at least one Markdown file (*.md)"
    ]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_chinese_where_the_output_has_none_is_no_traceback(sandbox: Sandbox, encoding: str) -> None:
    sandbox.export("名.md", "")
    outcome = sandbox.process("clean.py", PYTHONIOENCODING=encoding)

    assert (outcome.code, outcome.errors) == (1, "")
    assert r"\u540d.md:1: error: the file is empty" in outcome.output


# --check


def test_check_names_every_stale_page_and_writes_nothing(sandbox: Sandbox) -> None:
    before = states(sandbox.root)
    outcome = sandbox.clean("--check")

    assert outcome.code == 1
    assert states(sandbox.root) == before
    sandbox.clean()
    assert named_stale(outcome) == generated(sandbox)


def test_check_of_current_pages_says_so(sandbox: Sandbox) -> None:
    sandbox.clean()
    before = states(sandbox.root)
    outcome = sandbox.clean("--check")

    assert (outcome.code, named_stale(outcome)) == (0, set())
    assert outcome.lines[-1].startswith("0 stale, ")
    assert states(sandbox.root) == before


def test_check_names_a_page_that_was_changed_one_that_is_missing_and_one_too_many(sandbox: Sandbox) -> None:
    sandbox.clean()
    changed, missing, surplus = (sandbox.docs / f"zh/{name}" for name in ("about.md", "index.md", "q/old.md"))
    changed.write_text("other")
    missing.unlink()
    surplus.write_text("old")
    before = states(sandbox.root)
    outcome = sandbox.clean("--check")

    assert outcome.code == 1
    assert named_stale(outcome) == {changed, missing, surplus}
    assert states(sandbox.root) == before


def test_check_reports_a_missing_question_toml_instead_of_writing_it(sandbox: Sandbox) -> None:
    sandbox.clean()
    missing = sandbox.source / "questions/di-er-ge-wen-ti/question.toml"
    missing.unlink()
    missing.parent.rmdir()
    outcome = sandbox.clean("--check")

    assert (outcome.code, named_stale(outcome)) == (1, {missing})
    assert not missing.exists()


def test_check_exits_1_for_an_error_with_no_page_stale(sandbox: Sandbox) -> None:
    sandbox.export("empty.md", "")
    sandbox.clean()
    outcome = sandbox.clean("--check")

    assert (outcome.code, named_stale(outcome)) == (1, set())
    assert "the file is empty" in outcome.output


# --report


def test_the_report_names_each_edit_with_its_place(sandbox: Sandbox) -> None:
    sandbox.export("b/二.md", ONE.replace("好", "第二份好"))
    path = sandbox.root / "report.jsonl"
    sandbox.clean("--report", path)
    entries = reported(path)

    assert {tuple(entry) for entry in entries} == {("export", "line", "column", "rule", "before", "after", "page")}
    assert {entry["export"] for entry in entries} == {"a.md", "b/二.md"}
    for entry in entries:
        text = (sandbox.source / "exports" / str(entry["export"])).read_text("utf-8")
        rest = "\n".join(text.split("\n")[int(str(entry["line"])) - 1 :])[int(str(entry["column"])) - 1 :]
        assert rest.startswith(str(entry["before"]))
        assert (sandbox.docs / str(entry["page"])).is_file()


def test_the_report_of_a_keyword_link(sandbox: Sandbox) -> None:
    path = sandbox.root / "report.jsonl"
    sandbox.clean("--report", path)

    page = "zh/q/shen-me-shi-rlhf.md"
    place = {"export": "a.md", "line": 1, "rule": "keyword_link", "after": "", "page": page}
    assert [entry for entry in reported(path) if entry["line"] == 1 and entry["rule"] == "keyword_link"] == [
        {**place, "column": 11, "before": "["},
        {**place, "column": 16, "before": f"]({KEYWORD})"},
    ]


def test_a_report_can_be_had_without_writing_pages(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("reports")
    before = states(sandbox.root)
    assert sandbox.clean("--check", "--report", outside / "a.jsonl").code == 1
    assert states(sandbox.root) == before

    sandbox.clean("--report", outside / "b.jsonl")
    assert (outside / "a.jsonl").read_bytes() == (outside / "b.jsonl").read_bytes()
    assert len(list(outside.iterdir())) == 2


@pytest.mark.parametrize(
    "place",
    [
        "source/exports/a.md",
        "source/new.jsonl",
        "docs/report.jsonl",
        "docs",
        "addresses.txt",
        "there/is/none.jsonl",
        ".",
    ],
)
def test_a_report_goes_only_where_nothing_of_ours_is(sandbox: Sandbox, place: str) -> None:
    (line,) = sandbox.refused("--report", sandbox.root / place)

    assert line.startswith(f"{sandbox.root / place}:0: ")


def test_a_report_does_not_follow_a_link_into_the_project(sandbox: Sandbox) -> None:
    (sandbox.root / "link").symlink_to(sandbox.source / "exports/a.md")
    assert "belongs to the project" in sandbox.refused("--report", sandbox.root / "link")[0]


def test_a_run_that_fails_leaves_the_old_report(sandbox: Sandbox) -> None:
    report = sandbox.root / "report.jsonl"
    report.write_text("old")
    sandbox.write("site.toml", "x = 1\n")
    (line,) = sandbox.clean("--report", report).errors.splitlines()

    assert "unknown key 'x'" in line
    assert report.read_text() == "old"
    assert {path.name for path in sandbox.root.iterdir()} == {"source", "report.jsonl"}


# Folders that cannot be written


def test_nothing_is_written_where_the_pages_cannot_be(sandbox: Sandbox) -> None:
    if not can_mount(sandbox.root):
        pytest.skip("this machine allows no mounts of one's own")
    sandbox.clean()
    sandbox.export("b.md", ONE)
    before = states(sandbox.root)
    for place in ("docs", "docs/zh/q", "source/questions"):
        command = [*read_only(sandbox.root / place), sys.executable, str(ROOT / "scripts/clean.py")]
        run = subprocess.run(command, cwd=sandbox.root, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stdout) == (2, ""), run.stderr
        assert place in run.stderr
        assert "read-only" in run.stderr.lower()
        assert "Traceback" not in run.stderr
        assert states(sandbox.root) == before


def test_check_works_where_nothing_can_be_written(sandbox: Sandbox) -> None:
    if not can_mount(sandbox.root):
        pytest.skip("this machine allows no mounts of one's own")
    sandbox.clean()
    command = [*read_only(sandbox.root), sys.executable, str(ROOT / "scripts/clean.py"), "--check"]
    run = subprocess.run(command, cwd=sandbox.root, env=ENVIRONMENT, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("0 stale, ")


# The progress bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "slow", "is_shown"), [(Terminal, 0, True), (Terminal, 9, False), (io.StringIO, 0, False)]
)
def test_a_slow_run_shows_progress_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], slow: float, *, is_shown: bool
) -> None:
    errors = stream()
    monkeypatch.setattr(sys, "stderr", errors)
    monkeypatch.setattr(commands, "_SLOW", slow)
    monkeypatch.setattr(os, "environ", {**os.environ, "TERM": "xterm"})

    assert list(commands.watched([1, 2, 3])) == [1, 2, 3]
    assert ("cleaning" in errors.getvalue()) is is_shown
