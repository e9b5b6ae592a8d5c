"""Runs that are killed, starved, doubled or surprised: nothing is half done, and the next command settles it."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import clean
from tests.project import ENVIRONMENT, ROOT, copy_project, run
from tests.sandbox import ONE, Sandbox, State, can_mount, states
from zhihu.disk.run import store_of
from zhihu.pages.gather import Gathered, gather

CHILD = [sys.executable, "-m", "tests.clean_child"]
KILLED = -signal.SIGKILL
EXPORTS = 60
KILLS = 20
NEVER = 90.0
Tree = dict[str, bytes | str | None]


def text(number: int, age: str) -> str:
    # A title of its own: what is alike may be taken for the same question.
    title = hashlib.sha256(bytes([number])).hexdigest()[:20]
    link = "https://zhida.zhihu.com/search?q=x"
    long = f"{age}的第 {number} 段文字。\n\n" * (number % 7 * 20)
    return f"**提问**：问题 {title}？\n\n**回答**：{age}的回答，见[词]({link})。\n\n{long}"


def export_all(sandbox: Sandbox, age: str) -> None:
    """Write the exports of one age; the new ones differ in half of the files, lack some and add some."""
    numbers = range(EXPORTS) if age == "旧" else range(5, EXPORTS + 5)
    for path in sandbox.source.glob("exports/*.md"):
        path.unlink()
    for number in numbers:
        sandbox.export(f"{number:02}.md", text(number, age if number % 2 else "旧"))


def tree(sandbox: Sandbox) -> Tree:
    """Return what a run may change: everything but the exports and what a test keeps beside.

    A killed run leaves its lock file, which locks nothing any more; the next one that writes takes it along.
    What it remembers for the next one may be that of any run before.
    """
    here = {name: state.content for name, state in states(sandbox.root).items()}
    beside = ("source/exports", "log", "docs/.clean-run.json.lock", ".cache")
    return {name: here[name] for name in here if not name.startswith(beside)}


def leftovers(some: Tree) -> set[str]:
    return {name for name in some if name != "." and ("/." in name or name.startswith("."))}


@dataclass(frozen=True)
class Ages:
    """A project before a run and after it."""

    before: Path
    """Pages of the old exports beside the new exports: what a run finds."""

    old: Tree
    new: Tree
    inputs: dict[str, State]
    """Everything below `source/` that was there before the run."""

    duration: float


@pytest.fixture(scope="module")
def ages(tmp_path_factory: pytest.TempPathFactory) -> Ages:
    return ages_of(Sandbox(tmp_path_factory.mktemp("ages") / "before"), export_all)


def ages_of(sandbox: Sandbox, export: Callable[[Sandbox, str], None]) -> Ages:
    """Return the project before and after a run over exports that `export` writes for each age."""
    export(sandbox, "旧")
    sandbox.clean()
    export(sandbox, "新")
    after = Sandbox(sandbox.root.with_name("after"))
    shutil.copytree(sandbox.root, after.root)
    began = time.monotonic()
    assert after.clean().code in {0, 1}
    return Ages(sandbox.root, tree(sandbox), tree(after), files(states(sandbox.source)), time.monotonic() - began)


def files(some: dict[str, State]) -> dict[str, State]:
    return {name: state for name, state in some.items() if state.content is not None}


@pytest.fixture
def project(sandbox: Sandbox, ages: Ages) -> Sandbox:
    return again(sandbox, ages)


def again(sandbox: Sandbox, ages: Ages) -> Sandbox:
    """Put everything back to where it was before the run."""
    shutil.rmtree(sandbox.root)
    shutil.copytree(ages.before, sandbox.root)
    return sandbox


@dataclass
class Forker:
    """A process that forks one run per order."""

    process: subprocess.Popen[str]

    def begin(self, folder: Path, largest_file: int = 0) -> int:
        assert self.process.stdin is not None
        print(json.dumps([str(folder), largest_file]), file=self.process.stdin, flush=True)
        return self._number()

    def end(self) -> int:
        return self._number()

    def _number(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    path = os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])
    environment = {**ENVIRONMENT, "PYTHONPATH": path}
    with subprocess.Popen(
        [*CHILD, "serve"], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Forker(process)
        process.communicate()


def see_every_file_is_whole(sandbox: Sandbox, ages: Ages) -> bool:
    """See that each file is old or new, and those of people untouched; return whether the run was cut while writing."""
    here = tree(sandbox)
    for name in here.keys() - leftovers(here):
        assert here[name] in {ages.old.get(name, b"?"), ages.new.get(name, b"?")}, name
    for name in ages.old.keys() & ages.new.keys():
        assert name in here
    now = states(sandbox.source)
    assert {name: now[name] for name in ages.inputs} == ages.inputs
    return bool(leftovers(here))


def see_it_is_settled(sandbox: Sandbox, ages: Ages) -> None:
    """See that the disk holds one age as a whole, and nothing else."""
    assert tree(sandbox) in (ages.old, ages.new)


# Killed


def test_killed_at_random_moments(project: Sandbox, ages: Ages, forker: Forker) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    began, cut_while_writing, kills, turn = time.monotonic(), 0, 0, 0
    while (kills < KILLS or cut_while_writing < 3) and time.monotonic() - began < NEVER:
        sandbox = again(project, ages)
        run_number = forker.begin(sandbox.root)
        # Writing is a small part of a run, and the one that matters: every second kill is meant for it.
        turn += 1
        if turn % 2:
            wait_until_it_writes(sandbox, ages.duration)
            time.sleep(chance.uniform(0, 0.02 * ages.duration))
        else:
            time.sleep(chance.uniform(0, ages.duration))
        with suppress(ProcessLookupError):
            os.kill(run_number, signal.SIGKILL)
        kills += forker.end() == KILLED
        cut_while_writing += see_every_file_is_whole(sandbox, ages)
        settle(sandbox, kills)
        see_it_is_settled(sandbox, ages)
        if kills % 4 == 0:
            assert sandbox.clean().code == 0
            assert tree(sandbox) == ages.new

    assert cut_while_writing >= 3


def wait_until_it_writes(sandbox: Sandbox, duration: float) -> None:
    """Wait until a run has begun to write, or has long ended."""
    journal, began = sandbox.docs / ".clean-run.json", time.monotonic()
    while not journal.exists() and time.monotonic() - began < 20 * duration:
        time.sleep(0.001)


def settle(sandbox: Sandbox, turn: int) -> None:
    """Run one of the commands that read pages, to see that each first settles what was cut."""
    if turn % 3 == 0:
        assert sandbox.check().code in {0, 1}
    elif turn % 3 == 1:
        assert sandbox.clean("--check").code in {0, 1}
    else:
        assert sandbox.clean().code == 0


def cut(sandbox: Sandbox, ages: Ages, forker: Forker) -> None:
    """Kill a run while it writes."""
    for _ in range(50):
        run_number = forker.begin(again(sandbox, ages).root)
        journal, began = sandbox.docs / ".clean-run.json", time.monotonic()
        while not journal.exists() and time.monotonic() - began < 20 * ages.duration:
            pass
        with suppress(ProcessLookupError):
            os.kill(run_number, signal.SIGKILL)
        if forker.end() == KILLED and leftovers(tree(sandbox)):
            return
    pytest.fail("no run could be caught while it wrote")


def test_a_build_settles_what_was_cut_before_it_reads_a_page(
    project: Sandbox, ages: Ages, forker: Forker, tmp_path: Path
) -> None:
    cut(project, ages, forker)
    parts = (
        "mkdocs.yml",
        "overrides",
        "scripts",
        "docs/assets/stylesheets",
        "docs/assets/javascripts",
        "docs/assets/images",
    )
    copy_project(project.root, *parts)
    built = run(project.root, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site"))

    assert built.returncode == 0, built.stderr
    for part in parts:
        path = project.root / part
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    see_it_is_settled(project, ages)


def test_rebuilding_settles_what_was_cut(project: Sandbox, ages: Ages, forker: Forker, tmp_path: Path) -> None:
    cut(project, ages, forker)
    shutil.rmtree(project.source / "exports")
    outcome = project.check("--rebuild", tmp_path / "out")

    assert outcome.code == 0
    see_it_is_settled(project, ages)


@pytest.mark.parametrize("wait", [0.2, 0.6, 1.0])
def test_interrupted_by_the_user(project: Sandbox, ages: Ages, forker: Forker, wait: float) -> None:
    run_number = forker.begin(project.root)
    time.sleep(wait * ages.duration)
    with suppress(ProcessLookupError):
        os.kill(run_number, signal.SIGINT)

    code = forker.end()
    assert "Traceback" not in (project.root / "log").read_text("utf-8")
    # While Python itself is ending, nobody turns the signal into an exit code.
    assert code in {0, 1, -signal.SIGINT}
    see_it_is_settled(project, ages)


# Starved


@pytest.mark.parametrize("limit", [1, 500, 3000, -1])
def test_files_may_not_grow_so_large(project: Sandbox, ages: Ages, forker: Forker, limit: int) -> None:
    """Let the journal be too large, then some pages, then only the largest one."""
    sizes = [len(data) for name, data in ages.new.items() if data and data != ages.old.get(name)]
    largest_file = limit if limit > 0 else max(sizes) + limit
    forker.begin(project.root, largest_file)

    assert forker.end() == 2
    message = (project.root / "log").read_text("utf-8")
    assert largest_file < 100 or "File too large" in message
    assert tree(project) == ages.old


def test_disk_full(ages: Ages, tmp_path: Path) -> None:
    if not can_mount(tmp_path):
        pytest.skip("this machine allows no mounts of one's own")
    path = os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])
    done = subprocess.run(
        ["unshare", "-rm", *CHILD, "fill", str(tmp_path), str(ages.before)],
        cwd=ROOT,
        env={**ENVIRONMENT, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *refused, (code, errors, _) = json.loads(done.stdout)

    assert (code, errors) == (0, "")
    assert len(refused) > 3
    assert all("No space left" in message and "Traceback" not in message for _, message, _ in refused)
    assert all(is_same for _, _, is_same in refused)


# Two at once


def test_two_runs_at_once(project: Sandbox, ages: Ages) -> None:
    runs = [project.start("clean.py") for _ in range(2)]
    said = [process.communicate() for process in runs]

    assert [process.returncode for process in runs] == [0, 0], said
    assert tree(project) == ages.new


def test_checks_beside_a_run_see_no_mixture(project: Sandbox, ages: Ages) -> None:
    process = project.start("clean.py")
    seen = 0
    while process.poll() is None:
        outcome = project.check()
        lost = [line for line in outcome.lines if "[lost-words]" in line]
        assert (outcome.errors, lost) == ("", [])
        seen += 1
    process.communicate()

    assert seen
    assert project.check().code == 0
    assert tree(project) == ages.new


def test_a_run_does_not_wait_for_ever(project: Sandbox, ages: Ages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "store_of", lambda *folders: replace(store_of(*folders), wait=0.1))
    with store_of(project.source, project.docs).session():
        outcome = project.clean()

    assert (outcome.code, outcome.output) == (2, "")
    assert "another run is writing here" in outcome.errors
    assert tree(project) == ages.old


# Surprised


def test_an_export_that_changes_under_the_run(sandbox: Sandbox, tmp_path: Path) -> None:
    """Let an editor write a file in place, again and again, while pages are made of it."""
    versions = [f"# 题\n\n{'一' * 50_000}\n", f"# 题\n\n{'二' * 80_000}\n第二行。\n"]
    path = sandbox.export("a.md", versions[0])
    sandbox.export("b.md", ONE)
    stop = threading.Event()

    def edit() -> None:
        while not stop.is_set():
            for version in versions:
                path.write_text(version, "utf-8")

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        for _ in range(12):
            outcome = sandbox.clean()
            assert outcome.code in {0, 1}
            assert "好的回答" in sandbox.page("hao-de-wen-ti")
            assert sandbox.check("--rebuild", tmp_path / "out").code == 0
    finally:
        stop.set()
        editor.join()
    assert path.read_text("utf-8") == versions[1]
    assert sandbox.clean().code == 0
    assert "二" * 80_000 in sandbox.page("ti")
    assert sandbox.check().code == 0


def test_an_export_that_vanishes_under_the_run(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.export("b.md", ONE)
    path = sandbox.export("z.md", ONE)
    read = Path.read_bytes

    def vanish(some: Path) -> bytes:
        if some.name == "b.md":
            path.unlink(missing_ok=True)
        return read(some)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    outcome = sandbox.clean()

    assert outcome.code == 1
    assert f"{path}:0: error: " in outcome.output
    assert sandbox.slugs() == {"hao-de-wen-ti"}


def test_a_question_toml_that_a_person_writes_under_the_run(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.export("a.md", ONE)

    def gather_slowly(*arguments: object) -> Gathered:
        gathered = gather(*arguments)  # type: ignore[arg-type]
        sandbox.question("hao-de-wen-ti", 'title = "好的问题？" # mine\n')
        return gathered

    monkeypatch.setattr(clean, "gather", gather_slowly)
    sandbox.clean()

    path = sandbox.source / "questions/hao-de-wen-ti/question.toml"
    assert path.read_text("utf-8") == 'title = "好的问题？" # mine\n'
