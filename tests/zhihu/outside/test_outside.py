"""Links to other hosts are asked for gently, remembered, and reported as facts; the hosts here are our own."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

import links
from zhihu.outside.answers import Answer
from zhihu.outside.asking import Manners, ask_all
from zhihu.outside.links import findings_of, outside_links
from zhihu.outside.memory import remember, remembered

TODAY = date(2026, 11, 25)
QUICK = Manners(rest=0.0, patience=2.0)
STATUSES = {"/there": 200, "/gone": 404, "/gone-for-good": 410, "/refused": 403, "/broken": 500, "/no-head": 200}


class Host(BaseHTTPRequestHandler):
    """A host that counts what it is asked for."""

    asked: list[str]

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/no-head" else STATUSES.get(self.path.partition("?")[0], 302))

    def do_GET(self) -> None:
        self._answer(STATUSES.get(self.path.partition("?")[0], 302))

    def _answer(self, status: int) -> None:
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/there" if self.path == "/moved" else self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
        pass


@pytest.fixture
def host() -> Iterator[str]:
    """Serve a host of our own, and give its address."""
    Host.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def answers(*urls: str, manners: Manners = QUICK) -> dict[str, Answer]:
    return dict(ask_all(urls, TODAY, manners))


@pytest.mark.parametrize(
    ("path", "status", "verdict"),
    [
        ("/there", 200, "there"),
        ("/moved", 200, "there"),
        ("/no-head", 200, "there"),
        ("/gone", 404, "gone"),
        ("/gone-for-good", 410, "gone"),
        ("/refused", 403, "unknown"),
        ("/broken", 500, "unknown"),
        ("/in-a-ring", 302, "unknown"),
    ],
)
def test_an_answer_says_whether_a_reader_finds_something(host: str, path: str, status: int, verdict: str) -> None:
    answer = answers(host + path)[host + path]
    assert (answer.status, answer.verdict, answer.asked) == (status, verdict, "2026-11-25")
    assert answer.detail == (f"now {host}/there" if path == "/moved" else "")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://[::1", "http://a..b/", "http://no-such-host.invalid/"])
def test_a_host_that_is_silent_is_not_called_gone(url: str) -> None:
    answer = answers(url)[url]
    assert answer.verdict == "unknown"
    assert str(answer).startswith("no answer (")


def test_a_host_is_not_asked_for_more_than_it_can_bear(host: str) -> None:
    urls = [f"{host}/there?{n}" for n in range(5)]
    assert len(answers(*urls, manners=Manners(rest=0.0, most=2))) == 2
    assert len([asked for asked in Host.asked if asked.startswith("HEAD")]) == 2


def test_answers_are_remembered_as_long_as_they_hold(tmp_path: Path) -> None:
    kept = tmp_path / "deep/links.json"
    days = {"there": 200, "gone": 404, "unknown": 0}
    remember(kept, {name: Answer(status, "", "2026-11-01") for name, status in days.items()})
    assert set(remembered(kept, date(2026, 11, 2))) == {"there", "gone", "unknown"}
    assert set(remembered(kept, date(2026, 11, 5))) == {"there", "unknown"}
    assert set(remembered(kept, date(2026, 11, 20))) == {"there"}
    assert set(remembered(kept, date(2026, 12, 20))) == set()
    assert set(remembered(kept, date(2026, 10, 1))) == set()


@pytest.mark.parametrize("content", [b"", b"{", b'{"format":1}', b'{"format":9,"answers":{}}', b"\xff"])
def test_a_memory_that_is_none_of_ours_is_forgotten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "links.json").write_bytes(content)
    assert remembered(tmp_path / "links.json", TODAY) == {}


def test_every_link_to_another_host_is_found_once_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<a href="zh/">x</a>\n<a href="https://a.example/p#one">x</a>\n<a href="https://a.example/p#two">x</a>'
        '<a href="mailto:a@b.example">x</a><a href="http://localhost:8000/">x</a><a href="//b.example/">x</a>',
        "utf-8",
    )
    assert outside_links(tmp_path) == {"https://a.example/p": (tmp_path / "index.html", 2)}


def test_a_finding_names_the_page_and_what_to_do() -> None:
    place = (Path("site/zh/index.html"), 7)
    given = {"a": Answer(404, "", "x"), "b": Answer(0, "timed out", "x"), "d": Answer(200, "", "x")}
    found = findings_of(dict.fromkeys("abcd", place), given)
    assert [(finding.code, finding.severity) for finding in found] == [
        ("outside-unasked", "note"),
        ("outside-unknown", "note"),
        ("outside-gone", "warning"),
    ]
    assert str(found[-1]).startswith("site/zh/index.html:7: warning: a: HTTP 404 [outside-gone]; look at it")


def test_the_command_asks_nobody_twice_and_never_fails_for_a_link(host: str, tmp_path: Path) -> None:
    page = "".join(f'<a href="{host}{path}">x</a>\n' for path in STATUSES)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(page, "utf-8")
    arguments = [str(tmp_path / "site"), "--kept", str(tmp_path / "links.json"), "--rest", "0"]
    one = CliRunner().invoke(links.main, arguments)
    Host.asked.clear()
    other = CliRunner().invoke(links.main, arguments)
    assert (one.exit_code, other.exit_code) == (0, 0)
    assert "6 links to other hosts, 0 answers known from before; findings: 0 errors, 2 warnings, 2 notes" in one.output
    assert "6 answers known from before" in other.output
    assert Host.asked == []


def test_without_a_site_the_command_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(links.main, [str(tmp_path)])
    assert done.exit_code == 2
    assert "there is no built site here; expected index.html; run make site" in done.output
