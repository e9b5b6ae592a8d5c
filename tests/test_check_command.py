"""What `check.py` finds, what it says, and that it only reads."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import ENVIRONMENT, ROOT
from tests.sandbox import ONE, Outcome, Sandbox, can_mount, read_only, states

FINE = "findings: 0 errors, 0 warnings, 0 notes"
PAGE = "zh/q/hao-de-wen-ti.md"
ODD = {
    "crlf.md": "# 甲\r\n\r\n第一行\r\n第二行\r\n".encode(),
    "bom.md": "\ufeff# 乙\n\n文字\n".encode(),
    "no-end.md": "# 丙\n\n没有换行".encode(),
    "mixed.md": "# 丁\r\n\n一\r\n二\n".encode(),
    "old-mac.md": "# 戊\r\r一\r二".encode(),
    "深/层.md": "# 己\n\n\n\n\n文字  \n\n\n".encode(),
}
"""Exports whose bytes do not follow from their text."""


@pytest.fixture(autouse=True)
def pages(sandbox: Sandbox) -> None:
    sandbox.export("one.md", ONE)
    sandbox.clean()


def damage(sandbox: Sandbox, name: str, old: str, new: str) -> int:
    """Replace words of a generated file, and return their line."""
    path = sandbox.docs / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


# Pages and facts


def test_nothing_to_find(sandbox: Sandbox) -> None:
    assert sandbox.check() == Outcome(0, f"{FINE}\n", "")


def test_findings_of_a_run_that_has_not_been_made(sandbox: Sandbox) -> None:
    shutil.rmtree(sandbox.docs)
    outcome = sandbox.check()

    assert outcome.code == 1
    assert (
        f"{sandbox.docs / PAGE}:0: error: not what scripts/clean.py writes [stale]; run scripts/clean.py"
        in outcome.lines
    )
    assert not sandbox.docs.exists()


def test_a_changed_page_is_stale_and_its_lost_words_are_named(sandbox: Sandbox) -> None:
    line = damage(sandbox, PAGE, "\n好的回答。", "\n坏的回答。") + 1
    outcome = sandbox.check()

    assert outcome.code == 1
    assert any(found.startswith(f"{sandbox.docs / PAGE}:0: error: not what") for found in outcome.lines)
    (lost,) = (found for found in outcome.lines if "[lost-words]" in found)
    assert lost.startswith(f"{sandbox.docs / PAGE}:{line}: error: ")


def test_a_page_too_many_is_stale(sandbox: Sandbox) -> None:
    surplus = sandbox.docs / "zh/q/surplus.md"
    surplus.write_text("# ?\n")
    outcome = sandbox.check()

    assert outcome.code == 1
    assert outcome.lines[0].startswith(f"{surplus}:0: error: ")


def test_an_error_of_the_exports_is_found_here_too(sandbox: Sandbox) -> None:
    path = sandbox.export("two.md", "二\n".encode("gb18030"))
    outcome = sandbox.check()

    assert outcome.code == 1
    assert any(line.startswith(f"{path}:1: error: byte 0xb6 at offset 0 is not UTF-8") for line in outcome.lines)


def test_a_warning_exits_0(sandbox: Sandbox) -> None:
    sandbox.export("two.md", "**提问**：没有回答？\n\n**提问**：甲？\n\n**回答**：乙。\n")
    sandbox.clean()
    outcome = sandbox.check()

    assert outcome.code == 0
    assert outcome.lines[-1] == "findings: 0 errors, 1 warning, 0 notes"


def test_wrong_facts_exit_2(sandbox: Sandbox) -> None:
    path = sandbox.write("site.toml", "\nsite = 1\n")
    before = states(sandbox.root)

    assert sandbox.check() == Outcome(2, "", f"{path}:2: site is a whole number; expected a table\n")
    assert states(sandbox.root) == before


@pytest.mark.parametrize("line", ["{}", "no json", '{"is":"kept"}', "\x80"])
def test_a_damaged_ledger_exits_2_with_its_line(sandbox: Sandbox, line: str) -> None:
    ledger = sandbox.docs / "ledger/one.md.jsonl"
    first, *rest = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(first + line.encode("latin-1") + b"\n" + b"".join(rest))

    for arguments in ((), ("--rebuild", sandbox.root / "out")):
        outcome = sandbox.check(*arguments)
        assert outcome.code == 2
        assert outcome.errors.startswith(f"{ledger}:2: ")
    assert not (sandbox.root / "out").exists()


def test_a_page_that_is_not_utf8_is_found(sandbox: Sandbox) -> None:
    (sandbox.docs / PAGE).write_bytes(b"\xff\xfe")
    outcome = sandbox.check()

    assert outcome.code == 1
    assert f"{sandbox.docs / PAGE}" in outcome.output


# --rebuild


def rebuilt(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_exports_come_back_byte_for_byte(sandbox: Sandbox) -> None:
    for name, data in ODD.items():
        sandbox.export(name, data)
    sandbox.clean()
    shutil.rmtree(sandbox.source / "exports")
    out = sandbox.root / "out"
    before = states(sandbox.docs)
    outcome = sandbox.check("--rebuild", out)

    assert (outcome.code, outcome.errors) == (0, "")
    assert rebuilt(out) == {"one.md": ONE.encode(), **ODD}
    assert {line for line in outcome.lines if line != FINE} == {
        f"{out / name}: byte-identical" for name in rebuilt(out)
    }
    assert states(sandbox.docs) == before
    assert not (sandbox.source / "exports").exists()


def test_what_differs_is_written_all_the_same_and_exits_1(sandbox: Sandbox) -> None:
    line = damage(sandbox, PAGE, "\n好的回答。", "\n坏的回答。") + 1
    out = sandbox.root / "out"
    outcome = sandbox.check("--rebuild", out)

    assert outcome.code == 1
    assert outcome.lines[0] == f"{out / 'one.md'}: differs"
    assert outcome.lines[1].startswith(f"{sandbox.docs / PAGE}:{line}: error: ")
    assert rebuilt(out) == {"one.md": ONE.replace("好的回答", "坏的回答").encode()}


def test_rebuilding_again_touches_nothing(sandbox: Sandbox) -> None:
    out = sandbox.root / "out"
    sandbox.check("--rebuild", out)
    before = states(sandbox.root)

    assert sandbox.check("--rebuild", out).code == 0
    assert states(sandbox.root) == before


@pytest.mark.parametrize("place", ["docs", "docs/new", "source", "source/exports", ".", "link"])
def test_nothing_is_rebuilt_into_the_project(sandbox: Sandbox, place: str) -> None:
    (sandbox.root / "link").symlink_to(sandbox.source / "exports")
    before = states(sandbox.root)
    outcome = sandbox.check("--rebuild", sandbox.root / place)

    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.errors.startswith(f"{sandbox.root / place}:0: the folder belongs to the project")
    assert states(sandbox.root) == before


@pytest.mark.parametrize("name", ["../one.md", "/one.md", "a/../../../one.md", "a\0b.md", ""])
def test_a_ledger_cannot_lead_out_of_the_folder(sandbox: Sandbox, name: str) -> None:
    ledger = sandbox.docs / "ledger/one.md.jsonl"
    header, *rest = ledger.read_text("utf-8").splitlines(keepends=True)
    ledger.write_text(json.dumps({**json.loads(header), "export": name}) + "\n" + "".join(rest), "utf-8")
    before = states(sandbox.root)
    outcome = sandbox.check("--rebuild", sandbox.root / "out")

    assert (outcome.code, outcome.output) == (2, "")
    assert len(outcome.errors.splitlines()) == 1
    assert states(sandbox.root) == before


@pytest.mark.parametrize("name", ["ledger/two.md.jsonl", "ledger/exports.txt"])
def test_a_ledger_that_is_missing_among_others_is_noticed(sandbox: Sandbox, name: str) -> None:
    sandbox.export("two.md", ONE.replace("好的", "另一个"))
    sandbox.clean()
    (sandbox.docs / name).unlink()
    outcome = sandbox.check("--rebuild", sandbox.root / "out")

    assert outcome.code == 1
    assert "[damaged-ledger]" in outcome.output
    assert ("two.md is missing" in outcome.output) is (name != "ledger/exports.txt")
    assert (sandbox.root / "out/one.md").read_text("utf-8") == ONE


def test_without_a_ledger_there_is_nothing_to_rebuild(sandbox: Sandbox) -> None:
    shutil.rmtree(sandbox.docs / "ledger")
    before = states(sandbox.root)
    outcome = sandbox.check("--rebuild", sandbox.root / "out")

    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.errors.startswith(f"{sandbox.docs / 'ledger'}:0: there is no ledger here")
    assert states(sandbox.root) == before


# --site


def build(sandbox: Sandbox, body: str) -> Path:
    """Write a site of one page, with the least that a check wants of it."""
    site = sandbox.root / "site"
    for address in (sandbox.root / "addresses.txt").read_text("utf-8").split():
        path = site / address.strip("/") / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><title>?</title>{body}")
    return site


def test_the_site_is_checked_too(sandbox: Sandbox) -> None:
    assert sandbox.check("--site", build(sandbox, "<p>fine</p>")).code == 0

    outcome = sandbox.check("--site", build(sandbox, '\n<a href="https://link.zhihu.com/?target=x">x</a>'))
    assert outcome.code == 1
    assert any(line.startswith(f"{sandbox.root}/site/index.html:2: error: a link to https") for line in outcome.lines)


def test_a_site_that_was_not_built_exits_2(sandbox: Sandbox) -> None:
    outcome = sandbox.check("--site", sandbox.root / "site")

    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.errors.startswith(f"{sandbox.root / 'site'}:0: there is no built site here")


# It only reads


def test_checks_write_nothing(sandbox: Sandbox) -> None:
    damage(sandbox, PAGE, "\n好的回答。", "\n坏的回答。")
    site = build(sandbox, "")
    before = states(sandbox.root)
    sandbox.check()
    sandbox.check("--site", site)
    assert states(sandbox.root) == before

    sandbox.check("--rebuild", sandbox.root / "out")
    shutil.rmtree(sandbox.root / "out")
    assert states(sandbox.root) == before


def test_checks_work_where_nothing_can_be_written(sandbox: Sandbox) -> None:
    if not can_mount(sandbox.root):
        pytest.skip("this machine allows no mounts of one's own")
    out = sandbox.root / "out"
    out.mkdir()
    before = states(sandbox.root)
    for arguments in ([], ["--rebuild", str(out)]):
        command = [*read_only(sandbox.docs, sandbox.source), sys.executable, str(ROOT / "scripts/check.py"), *arguments]
        run = subprocess.run(command, cwd=sandbox.root, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stderr) == (0, "")
    assert rebuilt(out) == {"one.md": ONE.encode()}
    (out / "one.md").unlink()
    assert states(sandbox.root) == before
