"""What runs on the host of the repository: pinned, with no right it does not need, by the commands we run ourselves."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.project import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
OURS = re.compile(
    r"make [a-z-]+(?: CONFIRM=yes)?( \| tee -a \"\$GITHUB_STEP_SUMMARY\")?"
    r"|pip install --require-hashes .*|python scripts/.*|cp tests/another-export\.md source/exports/"
)


def workflow(text: str) -> dict[str, Any]:
    # YAML takes the key `on` to be true.
    return {str(key).replace("True", "on"): value for key, value in yaml.safe_load(text).items()}


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong with a workflow."""
    table = workflow(text)
    yield from (line.strip(" -") for line in text.splitlines() if "uses:" in line and not PINNED.search(line))
    if table.get("permissions") != {"contents": "read"}:
        yield "permissions"
    if {"pull_request_target", "workflow_run", "issue_comment"} & set(table["on"]):
        yield "runs the code of strangers with rights of ours"
    if "concurrency" not in table:
        yield "concurrency"
    if "secrets." in text:
        yield "secrets"
    for name, job in table["jobs"].items():
        yield from (f"{name}: {fault}" for fault in _faults_of_job(job))


def _faults_of_job(job: dict[str, Any]) -> Iterator[str]:
    if "timeout-minutes" not in job:
        yield "timeout"
    writes = {right for right, level in job.get("permissions", {}).items() if level == "write"}
    if writes - {"pages", "id-token"} or (writes and "vars.PUBLISH != ''" not in job.get("if", "")):
        yield "rights"
    for step in job["steps"]:
        command = step.get("run", "make test")
        if "${{" in command:
            yield "an expression in a command, which may hold anything"
        elif not OURS.fullmatch(command):
            yield f"a command of its own: {command}"
        if "checkout" in step.get("uses", "") and step["with"].get("persist-credentials") is not False:
            yield "keeps the key of the repository"


def test_there_are_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["check.yml", "look-after.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_is_wrong_with_a_workflow(path: Path) -> None:
    assert list(faults(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("# v6.0.1", "", "uses: actions/checkout@"),
        ("@8e8c483db84b4bee98b60c0593521ed34d9990e8", "@v6", "uses: actions/checkout@v6"),
        ("permissions:\n  contents: read\n\n", "", "permissions"),
        ("  contents: read", "  contents: write", "permissions"),
        ("  pull_request:", "  pull_request_target:", "runs the code of strangers"),
        ("concurrency:", "defaults:", "concurrency"),
        ("timeout-minutes: 40", "name: x", "test: timeout"),
        ("make test", "make test TITLE=${{ github.event.issue.title }}", "test: an expression"),
        ("make test", "curl https://example.org", "test: a command of its own"),
        ("persist-credentials: false", "persist-credentials: true", "test: keeps the key"),
        ("    if: vars.PUBLISH != '' && github.ref", "    if: github.ref", "deploy: rights"),
        ("REPOSITORY: ", "KEY: ${{ secrets.KEY }}\n      REPOSITORY: ", "secrets"),
    ],
)
def test_a_fault_is_found(before: str, after: str, fault: str) -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    assert before in text
    found = list(faults(text.replace(before, after, 1)))
    assert found != []
    assert found[0].startswith(fault)


def test_one_action_has_one_version() -> None:
    uses = {line for path in WORKFLOWS for line in re.findall(r"uses: (\S+)", path.read_text("utf-8"))}
    assert len(uses) == len({use.partition("@")[0] for use in uses})


def test_a_site_is_published_only_where_the_owner_has_said_so_and_all_tests_have_passed() -> None:
    jobs = workflow((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]
    deploying = {name for name, job in jobs.items() if "deploy-pages" in str(job)}
    assert deploying == {"deploy"}
    assert jobs["deploy"]["needs"] == ["test", "site"]
    assert jobs["deploy"]["if"] == (
        "vars.PUBLISH != '' && github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    )
    assert "continue-on-error" not in {*jobs["test"], *jobs["site"]}


def test_a_fork_publishes_under_its_own_address_without_an_edit() -> None:
    jobs = workflow((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]
    (build,) = (step for step in jobs["site"]["steps"] if step.get("run") == "make check")
    assert "github.repository_owner" in build["env"]["SITE_URL"]
    assert "github.repository" in jobs["site"]["env"]["REPOSITORY"]
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "!ENV [SITE_URL," in settings
    assert "!ENV [REPOSITORY," in settings


def test_newer_versions_are_asked_for() -> None:
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    assert {update["package-ecosystem"]: update["directory"] for update in updates} == {
        "pip": "/requirements",
        "npm": "/requirements/types",
        "github-actions": "/",
    }
