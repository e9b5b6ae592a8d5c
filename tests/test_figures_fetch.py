"""Pictures are fetched from a host that is as difficult as the real one, and nothing else is ever stored."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from click.testing import CliRunner

import figures
from tests.pictures import GIF, JPEG, PNG
from tests.sandbox import Outcome, Sandbox, states
from zhihu.figures.download import DownloadError, Downloads

NAME = "v2-0123456789abcdef0123456789abcdef"
OTHER = "v2-ffffffffffffffffffffffffffffffff"
SHOWN = f"https://pic1.zhimg.com/80/{NAME}_720w.jpg?source=d16d100b"
ORIGINAL = f"/{NAME}_r.jpg"

Answer = Callable[[BaseHTTPRequestHandler], None]


def gives(data: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content_Length": str(len(data)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def drips(request: BaseHTTPRequestHandler) -> None:
    """Answer with a byte now and then, so that no single wait is long."""
    request.send_response(200)
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b"\x89")
        request.wfile.flush()
        time.sleep(0.05)


def says_nothing(request: BaseHTTPRequestHandler) -> None:
    del request
    time.sleep(1.5)


def never_ends(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(1000):
        request.wfile.write(PNG * 100)


@dataclass
class Host:
    """A host of pictures that answers 403 to readers who do not come from Zhihu."""

    address: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    """By path, in order; the last one again and again."""
    asked: list[str] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        planned = self.answers.get(request.path.partition("?")[0], [gives(b"gone", 404)])
        if request.headers.get("Referer") != "https://www.zhihu.com/":
            gives(b"no", 403)(request)
        else:
            (planned.pop(0) if len(planned) > 1 else planned[0])(request)


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, host: Host, *args: object) -> None:
        self.host = host
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # the library's name
        try:
            self.host.answer(self)
        except (BrokenPipeError, ConnectionResetError):
            # Whoever asked has heard enough.
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, host)) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        host.address = f"http://127.0.0.1:{server.server_port}"
        yield host
        server.shutdown()
        thread.join()


@pytest.fixture
def project(sandbox: Sandbox) -> Sandbox:
    sandbox.export(
        "a.md", f"**提问**：好？\n\n**回答**：图\n\n![]({SHOWN})\n\n![](https://picx.zhimg.com/{NAME}_b.jpg)\n"
    )
    sandbox.clean()
    return sandbox


def run(project: Sandbox, *arguments: str) -> Outcome:
    folders = ["--source", str(project.source), "--docs", str(project.docs)]
    result = CliRunner().invoke(figures.main, ["fetch", *folders, *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)


def fetch(project: Sandbox, host: Host) -> Outcome:
    quick = ("--timeout", "1", "--deadline", "1", "--pause", "0", "--limit", "100000")
    return run(project, "--base", host.address, *quick)


def stored(project: Sandbox) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project.source / "figures").glob("*")}


def test_a_picture_is_fetched_once_in_its_original_size_and_shown(project: Sandbox, host: Host) -> None:
    host.answers[ORIGINAL] = [gives(JPEG)]
    outcome = fetch(project, host)

    assert (outcome.code, outcome.lines[-1]) == (0, "1 fetched, 0 were there, 0 failed")
    assert host.asked == [ORIGINAL]
    table = stored(project).pop("copies.toml").decode()
    assert stored(project)[f"{NAME}.jpg"] == JPEG
    assert f'[{NAME}]\nfile = "{NAME}.jpg"\nsource = "https://pic1.zhimg.com{ORIGINAL}"\nsha256 = "' in table

    project.clean()
    (slug,) = project.slugs()
    assert project.page(slug).count(f"](../../assets/figures/{NAME}.jpg)") == 2
    assert fetch(project, host).lines == ["0 fetched, 1 were there, 0 failed"]
    assert host.asked == [ORIGINAL]


def test_the_kind_is_told_by_the_content_and_smaller_sizes_are_better_than_none(project: Sandbox, host: Host) -> None:
    host.answers[f"/80/{NAME}_720w.jpg"] = [gives(GIF, Content_Type="image/jpeg")]
    assert fetch(project, host).code == 0

    assert set(stored(project)) == {f"{NAME}.gif", "copies.toml"}
    assert host.asked == [ORIGINAL, f"/{NAME}.jpg", f"/80/{NAME}_720w.jpg"]


def test_redirects_are_followed_on_the_host(project: Sandbox, host: Host) -> None:
    host.answers[ORIGINAL] = [gives(b"", 302, Location="/moved.png?a=b")]
    host.answers["/moved.png"] = [gives(PNG)]
    fetch(project, host)

    assert stored(project)[f"{NAME}.png"] == PNG
    assert host.asked == [ORIGINAL, "/moved.png?a=b"]


def test_what_may_pass_is_tried_again(project: Sandbox, host: Host) -> None:
    cut = gives(PNG[:-9], Content_Length=str(len(PNG)))
    host.answers[ORIGINAL] = [gives(b"", 503), cut, gives(PNG)]

    assert fetch(project, host).code == 0
    assert stored(project)[f"{NAME}.png"] == PNG


REFUSED: dict[str, tuple[Answer, str]] = {
    "not there": (gives(b"", 404), "the host answers 404"),
    "not for us": (gives(b"", 403), "the host answers 403"),
    "cut off every time": (gives(PNG, Content_Length="999"), f"only {len(PNG)} of 999 bytes came"),
    "a page": (gives(b"<html>please log in</html>", Content_Type="image/png"), "26 bytes that are no picture"),
    "a drawing that could act": (gives(b"<svg><script/></svg>", Content_Type="image/svg+xml"), "are no picture"),
    "nothing": (gives(b""), "0 bytes that are no picture"),
    "huge": (gives(b"", Content_Length="100001"), "100,001 bytes; at most 100,000"),
    "huge without saying so": (never_ends, "more than 100,000 bytes"),
    "slow": (drips, "not there after 1 s"),
    "silent": (says_nothing, "no answer in time"),
    "in circles": (gives(b"", 302, Location=ORIGINAL), "more than 5 redirects"),
    "elsewhere without TLS": (gives(b"", 302, Location="http://pic1.zhimg.com/a.png"), "is no address with https"),
    "into our network": (gives(b"", 302, Location="https://localhost/a.png"), "which is not a public address"),
    "to a metadata service": (gives(b"", 302, Location="https://169.254.169.254/a"), "which is not a public address"),
    "to a file": (gives(b"", 302, Location="file:///etc/passwd"), "is no address with https"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_anything_else_is_refused_and_nothing_is_stored(project: Sandbox, host: Host, name: str) -> None:
    host.answers[ORIGINAL], message = [REFUSED[name][0]], REFUSED[name][1]
    before = states(project.root)
    outcome = fetch(project, host)

    assert outcome.code == 1
    assert outcome.lines == ["0 fetched, 0 were there, 1 failed"]
    assert f"{NAME}: not fetched: https://pic1.zhimg.com{ORIGINAL}: " in outcome.errors
    assert message in outcome.errors
    assert states(project.root) == before


def test_a_host_that_is_not_there(project: Sandbox) -> None:
    outcome = run(project, "--base", "http://127.0.0.1:9", "--pause", "0")

    assert outcome.code == 1
    assert "the connection failed" in outcome.errors


def test_without_the_referer_the_host_says_no(host: Host) -> None:
    host.answers["/a.png"] = [gives(PNG)]
    with pytest.raises(DownloadError, match="403"):
        Downloads(referer="https://example.org/", base=host.address).get("https://pic1.zhimg.com/a.png")


def test_a_private_address_is_not_asked_unless_it_is_the_base(host: Host) -> None:
    with pytest.raises(DownloadError, match="https"):
        Downloads(referer="https://www.zhihu.com/").get(f"{host.address}/a.png")
    with pytest.raises(DownloadError, match="not a public address"):
        Downloads(referer="https://www.zhihu.com/").get(f"{host.address.replace('http:', 'https:')}/a.png")
    assert host.asked == []


def test_one_that_fails_does_not_keep_the_others(project: Sandbox, host: Host) -> None:
    project.export("b.md", f"**提问**：坏？\n\n**回答**：![](https://pic1.zhimg.com/{OTHER}_b.png)\n")
    project.clean()
    host.answers[f"/{OTHER}_r.png"] = [gives(PNG)]

    assert fetch(project, host).lines[-1] == "1 fetched, 0 were there, 1 failed"
    assert set(stored(project)) == {f"{OTHER}.png", "copies.toml"}


def test_a_copy_that_was_damaged_is_fetched_again_and_one_of_a_person_stays(project: Sandbox, host: Host) -> None:
    host.answers[ORIGINAL] = [gives(JPEG), gives(PNG)]
    fetch(project, host)
    (project.source / "figures" / f"{NAME}.jpg").write_bytes(JPEG[:-1])
    assert fetch(project, host).code == 0
    assert set(stored(project)) == {f"{NAME}.png", "copies.toml"}

    project.export("b.md", f"**提问**：坏？\n\n**回答**：![](https://pic1.zhimg.com/{OTHER}_b.png)\n")
    project.clean()
    project.write(f"figures/{OTHER}_mine.png", PNG)
    assert fetch(project, host).lines[-1] == "0 fetched, 2 were there, 0 failed"


def test_a_table_that_is_none_stops_the_run(project: Sandbox, host: Host) -> None:
    project.write("figures/copies.toml", "[x]\n")
    outcome = fetch(project, host)

    assert outcome.code == 2
    assert "copies.toml:1: " in outcome.errors
    assert host.asked == []
