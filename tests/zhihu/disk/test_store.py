"""Nothing is half-written: real files and real processes, cut, starved and set against each other."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.zhihu.disk.store_child import ODD_NAMES, REFUSED, everything, plant, store, wanted
from zhihu.disk.journal import staged
from zhihu.disk.store import BusyError, Changes, Plan, Store, WriteError

PROJECT = Path(__file__).parents[3]
CHILD = [sys.executable, "-m", "tests.zhihu.disk.store_child"]
KILLED = -signal.SIGKILL
SMALL = 2
Files = dict[str, bytes | None]


def start(*arguments: str) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(PROJECT / "scripts"), str(PROJECT)])
    return subprocess.Popen(
        arguments,
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@dataclass
class Forker:
    """A process that forks one run per order."""

    process: subprocess.Popen[str]

    def begin(self, job: str, tree: Path, *, size: int = 10, step: int = 0, largest_file: int = 0) -> int:
        assert self.process.stdin is not None
        print(json.dumps([job, str(tree), size, step, largest_file]), file=self.process.stdin, flush=True)
        return self._number()

    def end(self) -> int:
        return self._number()

    def run(self, job: str, tree: Path, *, size: int = 10, step: int = 0, largest_file: int = 0) -> int:
        self.begin(job, tree, size=size, step=step, largest_file=largest_file)
        return self.end()

    def _number(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    with start(*CHILD, "serve") as process:
        yield Forker(process)
        process.communicate()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    plant(tmp_path / "tree")
    return tmp_path / "tree"


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: hundreds of runs, each with its fsyncs, wear on a shared disk."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder below it has a name nobody can guess
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


def planted(place: Path, size: int) -> Files:
    plant(place, size)
    return everything(place)


def made(place: Path, size: int) -> Files:
    """Show what the disk must look like after the run, made without the store."""
    for path, data in wanted(place, size).write.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return everything(place)


@pytest.fixture
def old(tmp_path: Path) -> Files:
    return planted(tmp_path / "old", 10)


@pytest.fixture
def new(tmp_path: Path) -> Files:
    return made(tmp_path / "new", 10)


def commit(tree: Path, changes: Changes) -> Plan:
    with store(tree).session() as commit_now:
        return commit_now(changes)


def page(tree: Path, name: str = "q/20.md") -> Path:
    return tree / "docs" / name


def identity(path: Path) -> tuple[int, int]:
    return path.stat().st_ino, path.stat().st_mtime_ns


def refuse(tree: Path, changes: Changes) -> str:
    """Return the message of the refusal, having seen that nothing changed."""
    before = everything(tree)
    with pytest.raises(WriteError) as caught:
        commit(tree, changes)

    assert everything(tree) == before
    return str(caught.value)


# What a commit does


def test_plan_compares_and_only_reads(tree: Path, old: Files) -> None:
    plan = store(tree).plan(wanted(tree))

    assert [page(tree, f"q/{index}.md") for index in range(10)] == list(plan.unchanged)
    assert set(wanted(tree).write) - set(plan.unchanged) == set(plan.written)
    assert set(wanted(tree).remove) == set(plan.removed)
    assert everything(tree) == old


def test_commit_makes_the_changes_and_leaves_nothing_else(tree: Path, new: Files) -> None:
    untouched = identity(page(tree, "q/3.md"))
    plan = commit(tree, wanted(tree))

    assert everything(tree) == new
    assert (len(plan.written), len(plan.unchanged), len(plan.removed)) == (37, 10, 10)
    assert identity(page(tree, "q/3.md")) == untouched


def test_second_commit_has_nothing_to_do(tree: Path, new: Files) -> None:
    commit(tree, wanted(tree))
    before = identity(page(tree))
    plan = commit(tree, wanted(tree))

    assert (plan.written, plan.removed) == ((), ())
    assert identity(page(tree)) == before
    assert everything(tree) == new


def test_paths_keep_the_callers_spelling(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    here = Store(Path("docs/.journal.json"), (Path("docs"),))
    with here.session() as commit_now:
        plan = commit_now(Changes({Path("docs/q/20.md"): b"new"}, [Path("docs/q/21.md"), Path("docs/q/none.md")]))

    assert Plan((Path("docs/q/20.md"),), (), (Path("docs/q/21.md"),)) == plan
    assert page(tree).read_bytes() == b"new"


def test_old_file_is_replaced_not_written_into(tree: Path, tmp_path: Path) -> None:
    before = page(tree).read_bytes()
    (tmp_path / "reader").hardlink_to(page(tree))
    commit(tree, wanted(tree))

    assert (tmp_path / "reader").read_bytes() == before


def test_permissions_survive(tree: Path) -> None:
    page(tree).chmod(0o640)
    commit(tree, Changes({page(tree): b"new"}))

    assert page(tree).stat().st_mode & 0o777 == 0o640


def test_folder_of_the_callers_that_becomes_empty_stays(tree: Path) -> None:
    commit(tree, Changes({}, [path for path in page(tree, ".").rglob("*") if path.is_file()]))

    assert everything(tree) == {"docs": None}


def test_everything_can_be_new(tmp_path: Path) -> None:
    commit(tmp_path / "a" / "b", Changes({page(tmp_path / "a" / "b"): b"new"}))

    assert page(tmp_path / "a" / "b").read_bytes() == b"new"


def test_a_root_may_be_a_link(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tree / "source").symlink_to(tmp_path / "elsewhere")
    commit(tree, Changes({tree / "source" / "questions" / "x.toml": b"new"}))

    assert (tmp_path / "elsewhere" / "questions" / "x.toml").read_bytes() == b"new"


# Killed


def test_killed_before_each_change_on_the_disk(quick: Path, forker: Forker) -> None:
    old, new = planted(quick / "old", SMALL), made(quick / "new", SMALL)
    outcomes: list[str | None] = []
    status = KILLED
    while status == KILLED:
        tree = quick / str(len(outcomes))
        plant(tree, SMALL)
        status = forker.run("commit", tree, size=SMALL, step=len(outcomes) + 1)
        outcomes.append(assert_settled(tree, old, new))

    assert status == 0
    assert [state for state in dict.fromkeys(outcomes) if state] == ["undone", "finished"]
    assert outcomes.count("undone") > 13 < outcomes.count("finished")


@pytest.mark.parametrize(("first", "settled"), [(20, "undone"), (36, "finished")])
def test_killed_again_while_settling(quick: Path, forker: Forker, first: int, settled: str) -> None:
    old, new = planted(quick / "old", SMALL), made(quick / "new", SMALL)
    outcomes = []
    for second in count(1):
        tree = quick / str(second)
        plant(tree, SMALL)
        assert forker.run("commit", tree, size=SMALL, step=first) == KILLED
        if forker.run("recover", tree, step=second) == 0:
            break
        outcomes.append(assert_settled(tree, old, new))

    assert set(outcomes) == {settled, None}
    assert outcomes.count(settled) > 10


def test_killed_at_random_moments(quick: Path, forker: Forker, old: Files, new: Files) -> None:
    whole_run = duration(quick / "whole", forker)
    chance = random.Random(2)  # noqa: S311 - moments, not secrets
    for turn in range(60):
        tree = quick / str(turn)
        plant(tree)
        run = forker.begin("commit", tree)
        time.sleep(chance.uniform(0, whole_run))
        with suppress(ProcessLookupError):
            os.kill(run, signal.SIGKILL)
        forker.end()
        assert_settled(tree, old, new)


def assert_settled(tree: Path, old: Files, new: Files) -> str | None:
    for name, data in everything(tree).items():
        assert name not in old | new or data in (old.get(name), new.get(name))
    recovery = store(tree).recover()
    after = without_lock(tree)

    assert after == (new if recovery == "finished" or after == new else old)
    assert store(tree).recover() is None
    return recovery


def without_lock(tree: Path) -> Files:
    """Leave out what a killed process cannot take along, and what does no harm."""
    return {name: data for name, data in everything(tree).items() if not name.endswith(".lock")}


def duration(tree: Path, forker: Forker) -> float:
    plant(tree)
    started = time.perf_counter()
    assert forker.run("commit", tree) == 0
    return time.perf_counter() - started


def test_the_next_run_settles_too(tree: Path, forker: Forker, new: Files) -> None:
    forker.run("commit", tree, step=60)
    commit(tree, wanted(tree))

    assert everything(tree) == new


def test_removals_are_over_once_a_file_is_renamed(tree: Path, forker: Forker) -> None:
    """On a disk that ignores case, the new `A.md` answers to the name of the removed `a.md`."""
    forker.run("commit", tree, step=120)
    gone = wanted(tree).remove
    assert not any(path.exists() for path in gone)
    again = page(tree, "gone/0/0.md")
    again.write_text("new")
    store(tree).recover()

    assert again.read_text() == "new"


def test_interrupted_by_the_user(tree: Path, old: Files) -> None:
    class Contents(dict[Path, bytes]):
        asked = 0

        def __getitem__(self, path: Path) -> bytes:
            self.asked += 1
            if self.asked > 10:
                raise KeyboardInterrupt
            return super().__getitem__(path)

    with pytest.raises(KeyboardInterrupt):
        commit(tree, Changes(Contents(wanted(tree).write)))

    assert everything(tree) == old


# The journal


def test_journal_cut_while_written(tree: Path, tmp_path: Path, forker: Forker, old: Files) -> None:
    plant(tmp_path / "cut")
    forker.run("commit", tmp_path / "cut", step=20)
    whole = store(tmp_path / "cut").journal.read_bytes()
    for length in (0, 1, len(whole) // 2, len(whole) - 1):
        store(tree).journal.write_bytes(whole[:length])

        assert store(tree).recover() == "undone"
        assert everything(tree) == old


def test_tree_moved_between_cut_and_recovery(tree: Path, forker: Forker, new: Files) -> None:
    forker.run("commit", tree, step=120)
    moved = tree.rename(tree.with_name("moved"))
    store(moved).recover()

    assert everything(moved) == new


FOREIGN = [
    "hello",
    "[]",
    "{}",
    '{"state": "other"}',
    '{"state": "staging", "write": 1}',
    '{"state": "staging", "write": [], "remove": [], "made": ["q"], "left": []}',
]


@pytest.mark.parametrize("text", FOREIGN)
def test_file_that_is_no_journal(tree: Path, text: str) -> None:
    store(tree).journal.write_text(f"{text}\n")

    assert "not a journal" in refuse(tree, wanted(tree))


@pytest.mark.parametrize("state", ["staging", "committed"])
def test_journal_that_leads_out(tree: Path, tmp_path: Path, state: str) -> None:
    (tmp_path / "mine.md").write_text("mine")
    (tmp_path / ".mine.md.new").write_text("bait")
    names = ["../../mine.md"]
    fields = {"state": state, "write": names, "remove": names, "made": [], "left": []}
    store(tree).journal.write_text(f"{json.dumps(fields)}\n")

    assert "outside" in refuse(tree, wanted(tree))
    assert (tmp_path / "mine.md").read_text() == "mine"


# The disk refuses


@pytest.mark.parametrize("largest_file", [8000, 300])
def test_file_larger_than_allowed(tree: Path, forker: Forker, old: Files, largest_file: int) -> None:
    """Let the last pages be too large, then the journal itself."""
    assert forker.run("commit", tree, largest_file=largest_file) == REFUSED
    assert everything(tree) == old


def in_own_mounts(job: str, place: Path) -> list[tuple[str, bool]]:
    place.mkdir()
    probe = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", place], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("this machine allows no mounts of one's own")
    with start("unshare", "-rm", *CHILD, job, str(place)) as process:
        output, errors = process.communicate()
    assert process.returncode == 0, errors
    return [(message, same) for message, same in json.loads(output)]


def test_disk_full(tmp_path: Path) -> None:
    *refused, last = in_own_mounts("fill", tmp_path / "disk")

    assert len(refused) > 20
    assert all("No space left" in message and same for message, same in refused)
    assert last == ("", False)


def test_mounted_read_only(tmp_path: Path) -> None:
    attempts = in_own_mounts("protect", tmp_path / "disk")

    assert len(attempts) == 5
    assert all("read-only" in message.lower() and same for message, same in attempts)


def test_folder_in_the_place_of_a_file(tree: Path) -> None:
    assert "regular" in refuse(tree, replace(wanted(tree), write={page(tree): b"x", page(tree, "gone"): b"new"}))
    assert "regular" in refuse(tree, Changes({}, [page(tree, "gone")]))


def test_file_in_the_place_of_a_folder(tree: Path) -> None:
    message = refuse(tree, Changes({page(tree): b"new", page(tree, "q/9.md/new/x.md"): b"new"}))

    assert "Not a directory" in message


def test_a_pipe_is_refused_not_read(tree: Path) -> None:
    os.mkfifo(page(tree, "pipe.md"))
    with pytest.raises(WriteError, match="regular"):
        commit(tree, Changes({page(tree, "pipe.md"): b""}))


def test_somebodys_file_with_our_name(tree: Path) -> None:
    staged(page(tree)).write_text("somebody's")

    assert "in the way" in refuse(tree, wanted(tree))


def test_name_too_long_is_noticed_before_the_commit(tree: Path) -> None:
    assert "too long" in refuse(tree, Changes({page(tree): b"new", page(tree, "new/" + "x" * 256): b"new"}))


# Where a run may write


@pytest.mark.parametrize("name", ["../out.md", "q/../../out.md", "q/../x.md", "", "nul\0.md", "half\ud800.md"])
def test_names_that_are_refused(tree: Path, name: str) -> None:
    refuse(tree, Changes({page(tree): b"new", tree / "docs" / name: b"new"}))
    refuse(tree, Changes({}, [tree / "docs" / name]))


def test_links_are_refused(tree: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_text("mine")
    page(tree, "link.md").symlink_to(outside / "x.md")
    page(tree, "inside.md").symlink_to("q/1.md")
    page(tree, "dangling.md").symlink_to(outside / "new.md")
    page(tree, "folder").symlink_to(outside)
    page(tree, "circle").symlink_to("circle")
    for name in ("link.md", "inside.md", "dangling.md", "folder", "folder/x.md", "folder/a/b.md", "circle/x.md"):
        refuse(tree, Changes({page(tree): b"new", page(tree, name): b"mine"}))
        refuse(tree, Changes({page(tree): b"new"}, [page(tree, name)]))

    assert everything(outside) == {"x.md": b"mine"}


def test_link_that_came_after_the_cut(tree: Path, tmp_path: Path, forker: Forker) -> None:
    forker.run("commit", tree, step=120)
    page(tree, "q").rename(tmp_path / "q")
    page(tree, "q").symlink_to(tmp_path / "q")
    before = without_lock(tmp_path)
    with pytest.raises(WriteError, match="symbolic link"):
        store(tree).recover()

    assert without_lock(tmp_path) == before


def test_one_name_for_two_things(tree: Path) -> None:
    first, again = page(tree, "new.md"), tree / "docs" / "." / "new.md"

    assert "twice" in refuse(tree, Changes({first: b"1"}, [again, again]))
    assert "twice" in refuse(tree, Changes({page(tree): b"1"}, [page(tree)]))
    assert "twice" in refuse(tree, Changes({page(tree): b"1", staged(page(tree)): b"2"}))
    assert "twice" in refuse(tree, Changes({store(tree).journal: b"1"}))


def test_odd_names_are_whole_after_a_cut(tree: Path, forker: Forker) -> None:
    forker.run("commit", tree, step=120)
    store(tree).recover()

    assert all(page(tree, f"q/{name}").read_bytes() == f"new {name!a}".encode() for name in ODD_NAMES)


def test_message_can_be_printed(tree: Path) -> None:
    assert refuse(tree, Changes({tree / "\udcff.md": b"new"})).encode().startswith(bytes(tree))


# Others at the same time


def test_second_run_waits_a_bounded_time(tree: Path) -> None:
    impatient = replace(store(tree), wait=0.2)
    with store(tree).session(), pytest.raises(BusyError, match="another run"), impatient.session():
        pytest.fail("two runs at once")


def test_second_run_goes_on_when_the_first_is_done(tree: Path, forker: Forker, new: Files) -> None:
    with store(tree).session():
        forker.begin("commit", tree)
        time.sleep(0.2)
        assert not any(path.name.endswith(".new") for path in tree.rglob("*"))

    assert forker.end() == 0
    assert everything(tree) == new


def test_nobody_reads_a_mixture_of_two_writers(tree: Path, forker: Forker) -> None:
    commit(tree, Changes({page(tree, f"q/{index}.md"): b"same" for index in range(6)}))
    seen = [{b"same"}]
    with start(*CHILD, "serve") as process:
        writers = (forker, Forker(process))
        runs = [writer.begin("flip", tree, size=SMALL) for writer in writers]
        until = time.monotonic() + 5
        while len(set().union(*seen)) < 10 and time.monotonic() < until:
            seen.append(store(tree).read_whole(lambda: pages(tree)))
        for run in runs:
            os.kill(run, signal.SIGKILL)
        assert [writer.end() for writer in writers] == [KILLED, KILLED]
        process.communicate()
    seen.append(store(tree).read_whole(lambda: pages(tree)))

    assert {len(texts) for texts in seen} == {1}
    assert len(set().union(*seen)) > 2


def pages(tree: Path) -> set[bytes]:
    return {page(tree, f"q/{index}.md").read_bytes() for index in range(6)}


def test_reader_that_met_a_commit_reads_again(tree: Path) -> None:
    turns = iter((True, False))

    def read() -> set[bytes]:
        if next(turns):
            commit(tree, Changes({page(tree): b"new"}, [page(tree, "q/7.md")]))
        return {page(tree).read_bytes()} if page(tree, "q/7.md").exists() else set()

    assert store(tree).read_whole(read) == set()


def test_reader_leaves_no_trace(tree: Path, old: Files) -> None:
    before = identity(tree / "docs")

    assert store(tree).recover() is None
    assert store(tree).read_whole(lambda: 7) == 7
    assert store(tree / "nowhere").recover() is None
    assert store(tree / "nowhere").read_whole(lambda: 7) == 7
    assert identity(tree / "docs") == before
    assert everything(tree) == old


def test_session_without_changes_leaves_no_trace(tmp_path: Path) -> None:
    with store(tmp_path / "new").session():
        pass

    assert everything(tmp_path) == {}
