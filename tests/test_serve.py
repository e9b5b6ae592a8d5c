"""`mkdocs serve` shows an edit at once, builds once for it, and outlives what is wrong."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.built import PARTS
from tests.project import ENVIRONMENT, copy_project

pytestmark = pytest.mark.xdist_group("serve")

PATIENCE = 30.0
"""Seconds after which a test gives up, on a machine that does much else."""

WORK = 2.0
"""Seconds of work from an edit to its page: twice what it takes where the page is there within one second."""

LOOK = 0.02
SETTLE = 0.8
IDLE = 3.0


def wait_for(is_so: Callable[[], bool], what: str) -> float:
    """Return how many seconds it took until `is_so`."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < PATIENCE, what
        time.sleep(LOOK)
    return time.monotonic() - began


class Server:
    """A running `mkdocs serve` on a copy of the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "serve.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"],
                cwd=folder,
                env=ENVIRONMENT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def builds(self) -> int:
        return self.said().count("Building documentation...")

    def is_idle(self) -> bool:
        """Return whether every build that began has come to its end."""
        return self.builds() == 1 + len(re.findall(r"Reloading browsers|An error happened", self.said()))

    def page(self, path: str) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        body = connection.getresponse().read().decode()
        connection.close()
        return body

    def edit(self, edit: "Edit") -> None:
        path = self.folder / edit.file
        text = path.read_bytes().decode()
        assert edit.before in text
        path.write_bytes(text.replace(edit.before, edit.after, 1).encode())

    def seconds_of_work(self) -> float:
        """Return what the process has used of a processor; the clock also counts what others use."""
        shown = Path(f"/proc/{self.process.pid}/stat")
        if not shown.exists():
            return 0.0
        user, system = shown.read_text("ascii").rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a copy of the project for the tests of this file."""
    started = Server(copy_project(tmp_path_factory.mktemp("served"), *PARTS))
    try:
        wait_for(lambda: "Serving on" in started.said() or started.process.poll() is not None, "it does not serve")
        assert started.process.poll() is None, started.said()
        yield started
    finally:
        started.process.kill()
        started.process.wait()


QUESTION = "source/questions/fixing-reward-model-ood"


@dataclass(frozen=True)
class Edit:
    """Words to change in a file, and the page that shows them."""

    file: str
    before: str
    after: str
    page: str


EDITS = [
    Edit("source/exports/llm-interview-qa.md", "效果很难保证", "效果不难保证", "/zh/q/dpo-on-policy-or-off-policy/"),
    Edit("source/references.toml", "Llama 2: Open", "Llama Two: Open", "/zh/q/fixing-reward-model-ood/"),
    Edit(f"{QUESTION}/question.toml", "奖励模型", "奖励的模型", "/zh/q/dpo-step-zero-loss/"),
    Edit(f"{QUESTION}/en.md", "Llama2", "Llama-two", "/en/q/fixing-reward-model-ood/"),
    Edit("overrides/partials/copyright.html", "问答的文字", "这些文字", "/zh/"),
    Edit("docs/assets/stylesheets/colours.css", "/*", "/* edited */ /*", "/assets/stylesheets/colours.css"),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.file)
def test_an_edit_is_on_the_page_at_once_after_one_build(server: Server, edit: Edit) -> None:
    wait_for(server.is_idle, "the builds before have no end")
    builds, worked = server.builds(), server.seconds_of_work()
    assert edit.after not in server.page(edit.page)
    server.edit(edit)
    seconds = wait_for(lambda: edit.after in server.page(edit.page), "the page does not show it")
    assert server.seconds_of_work() - worked < WORK, f"and {seconds:.2f} seconds by the clock"
    time.sleep(SETTLE)
    assert server.builds() == builds + 1, server.said()


@pytest.mark.browser
def test_an_open_page_shows_an_edit_by_itself(server: Server, page: Page) -> None:
    """MkDocs puts a script into each page for that, which the policy of a published page would not let run."""
    wait_for(server.is_idle, "the builds before have no end")
    edit = Edit("source/site.toml", "偏好优化", "偏好的优化", "/zh/topics/")
    page.goto(f"http://127.0.0.1:{server.port}{edit.page}")
    assert edit.after not in page.content()
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 0
    server.edit(edit)
    expect(page.get_by_role("article")).to_contain_text(edit.after, timeout=PATIENCE * 1000)


def test_nothing_is_built_while_nobody_edits(server: Server) -> None:
    wait_for(server.is_idle, "the builds before have no end")
    builds = server.builds()
    time.sleep(IDLE)
    assert server.builds() == builds


def test_a_new_question_has_a_page_and_no_loop(server: Server) -> None:
    """The run writes its `question.toml` into the watched folder, which may build once more, and no oftener."""
    wait_for(server.is_idle, "the builds before have no end")
    builds = server.builds()
    export = server.folder / "source/exports/llm-interview-qa.md"
    export.write_bytes(export.read_bytes() + "\n**提问**：新的问题？\n\n**回答**：新的回答。\n".encode())
    wait_for(lambda: "新的回答" in server.page("/zh/q/xin-de-wen-ti/"), "the new page is not there")
    time.sleep(SETTLE)
    assert builds < server.builds() <= builds + 2


BROKEN = [
    ("source/references.toml", b"[touvron2023llama2\n", "source/references.toml:1: "),
    ("source/site.toml", b"[site]\nnmae = 1\n", "source/site.toml:2: "),
    ("source/exports/llm-interview-qa.md", b"\xff\xfe", "source/exports/llm-interview-qa.md:1: byte 0xff"),
]


@pytest.mark.parametrize(("name", "data", "message"), BROKEN, ids=[name for name, *_ in BROKEN])
def test_bad_input_is_named_and_the_pages_stay(server: Server, name: str, data: bytes, message: str) -> None:
    path = server.folder / name
    whole = path.read_bytes()
    before = server.page("/zh/q/bos-token-mismatch/")
    said = len(server.said())
    path.write_bytes(data)
    wait_for(lambda: message in server.said()[said:], f"it does not say {message!r}")
    wait_for(server.is_idle, "the build has no end")
    assert "Traceback" not in server.said()
    assert author(server.page("/zh/q/bos-token-mismatch/")) == author(before)
    builds = server.builds()
    path.write_bytes(whole)
    wait_for(lambda: server.builds() > builds and server.is_idle(), "it does not build again")
    assert author(server.page("/zh/q/bos-token-mismatch/")) == author(before)


def author(page: str) -> str:
    return page.partition("<!-- answer -->")[2].partition("<!-- /answer -->")[0]


def test_nothing_is_left_when_it_is_stopped(server: Server) -> None:
    """The last of this file."""
    assert server.stop() == 0
    assert "Traceback" not in server.said()
    with pytest.raises(ProcessLookupError):
        os.killpg(server.process.pid, 0)
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", server.port))
    assert list((server.folder / "docs").glob(".*")) == []


def test_bad_input_at_the_start_is_named_and_ends_it(tmp_path: Path) -> None:
    folder = copy_project(tmp_path, *PARTS)
    (folder / "source/references.toml").write_text("[touvron2023llama2\n")
    started = Server(folder)
    assert started.process.wait(PATIENCE) == 1
    assert "source/references.toml:1: " in started.said()
    assert "Traceback" not in started.said()
