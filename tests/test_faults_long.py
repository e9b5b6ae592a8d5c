"""Two hundred runs over the corpus of real exports, each killed at a random moment: `pytest --long` (half an hour)."""

import os
import random
import shutil
import signal
import time
from contextlib import suppress

import pytest

from tests.project import ROOT
from tests.sandbox import Sandbox
from tests.test_faults import (
    KILLED,
    Ages,
    Forker,
    again,
    ages_of,
    forker,
    see_every_file_is_whole,
    see_it_is_settled,
    wait_until_it_writes,
)
from zhihu.disk.run import store_of

CORPUS = ROOT.parent / "shared" / "corpus"
KILLS = 200
__all__ = ["forker"]

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of real exports is not at {CORPUS}"),
]


def export_corpus(sandbox: Sandbox, age: str) -> None:
    """Write the corpus; the old one lacks every seventh file, and every third one says something else at its end."""
    folder = sandbox.source / "exports"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CORPUS, folder, ignore=shutil.ignore_patterns("*.tsv"))
    if age == "旧":
        for number, path in enumerate(sorted(folder.rglob("*.md"))):
            if number % 7 == 3:
                path.unlink()
            elif number % 3 == 0:
                path.write_bytes(path.read_bytes() + "\n\n旧的一段。\n".encode())


@pytest.fixture(scope="module")
def corpus_ages(tmp_path_factory: pytest.TempPathFactory) -> Ages:
    return ages_of(Sandbox(tmp_path_factory.mktemp("corpus") / "before"), export_corpus)


def test_two_hundred_kills_over_the_corpus(sandbox: Sandbox, corpus_ages: Ages, forker: Forker) -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    kills = cut_while_writing = turn = 0
    duration = corpus_ages.duration
    while kills < KILLS:
        project = again(sandbox, corpus_ages)
        run_number = forker.begin(project.root)
        # Half of them where a run writes, which is a small part of its time.
        turn += 1
        if turn % 2:
            wait_until_it_writes(project, duration)
            time.sleep(chance.uniform(0, 0.05 * duration))
        else:
            time.sleep(chance.uniform(0, duration))
        with suppress(ProcessLookupError):
            os.kill(run_number, signal.SIGKILL)
        was_killed = forker.end() == KILLED
        was_writing = see_every_file_is_whole(project, corpus_ages)
        # How long a run takes depends on what else the machine does.
        duration *= 1.005 if was_killed else 0.95
        kills += was_killed
        cut_while_writing += was_writing
        print(kills, cut_while_writing, round(duration, 1), flush=True)  # noqa: T201  # for whoever waits
        settle(project, kills)
        see_it_is_settled(project, corpus_ages)

    assert cut_while_writing > KILLS // 20


def settle(sandbox: Sandbox, turn: int) -> None:
    """Do what a build does before it reads a page; now and then run a command, which takes longer."""
    if turn % 20 == 0:
        assert sandbox.check().code in {0, 1}
    elif turn % 20 == 10:
        assert sandbox.clean().code in {0, 1}
    else:
        store_of(sandbox.source, sandbox.docs).recover()
