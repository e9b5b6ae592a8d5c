"""A site made of attacks: each stands wherever an export can hold words, and went through the real pipeline."""

import os
import re
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest

from tests.hostile_facts import write_carriers
from tests.project import ROOT, copy_project, run

ATTACKS = ROOT / "tests/attacks"
_LONGEST_NAME = 240
_ASSETS = re.compile(
    r'<link rel="(?:stylesheet|icon)" href="[./]*assets/[\w./-]+">'
    r'|<script src="[./]*assets/[\w./-]+"(?: defer)?></script>'
)
_CONTROL = re.compile(r"[\x00-\x1f]")
# Among so many other characters a control character does not make a file binary.
_PADDING = "这一段只是为了让文件够长。" * 60


@dataclass(frozen=True, slots=True)
class Attack:
    """One string that must not do anything."""

    number: int
    """What its program calls `ran` with, which the test listens to."""

    name: str
    """Its file and its key there."""

    text: str
    """The string, with its program in it."""

    @property
    def line(self) -> str:
        """The string on one line, as a title or a cell of a table can hold it."""
        return " ".join(self.text.replace("\0", "").split())

    @property
    def file_name(self) -> str:
        """The string as the name of a file; only the number where a name cannot hold it."""
        name = f"{self.number} {_CONTROL.sub('', self.line)}"
        return name if "/" not in name and len(name.encode()) < _LONGEST_NAME else str(self.number)


def attacks() -> list[Attack]:
    """Return all strings of `tests/attacks/`."""
    texts = {
        f"{path.stem}-{name}": text
        for path in sorted(ATTACKS.glob("*.toml"))
        for name, text in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    return [Attack(number, name, _armed(text, number)) for number, (name, text) in enumerate(texts.items())]


def _armed(text: str, number: int) -> str:
    page = f"data:text/html,<script>opener.ran({number})</script>"
    return (
        text.replace("PAGE", page)
        .replace("RUN", f"ran({number})")
        .replace("ATTACK", str(number))
        .replace("LONG", "a" * 5000)
    )


def exports(attack: Attack) -> Iterator[tuple[str, str]]:
    """Yield name and content of the exports that hold `attack`, everywhere an export can hold words.

    One in eight has a page without a question too, whose title is its file's name or comes from its front matter.
    """
    line = attack.line
    front_matter = "".join(f"{key}: {line}\n" for key in ("title", "author", "source", "created", "tags", "x"))
    contexts = f"- {line}\n\n> {line}\n\n## {line}\n\n| {line} | x |\n| --- | --- |\n| y | {line} |\n"
    question = (
        f"**提问**：{line} 第 {attack.number} 题\n\n{attack.text}\n\n**回答**：{attack.text}\n\n{contexts}\n{_PADDING}"
    )
    yield f"{attack.file_name}.md", f"---\n{front_matter}---\n\n{question}"
    if attack.number % 8 == 0:
        title = f"---\ntitle: {line}\n---\n\n" if attack.number % 16 else ""
        yield f"whole/{attack.file_name}.md", f"{title}{attack.text}\n\n{_PADDING}\n"


@dataclass(frozen=True, slots=True)
class Hostile:
    """The site, and where it can be opened."""

    folder: Path
    """The project it was built from."""

    origin: str
    """Scheme, host and port of its server."""

    @property
    def site(self) -> Path:
        """Folder of the built pages."""
        return self.folder / "site"

    def pages(self, language: str) -> list[str]:
        """Return the addresses of all pages in one language, below the origin."""
        found = sorted(
            path.parent.relative_to(self.site).as_posix() for path in self.site.glob(f"{language}/**/index.html")
        )
        return [f"/{quote(name)}/" for name in found]


class _Host(SimpleHTTPRequestHandler):
    """A host of static files; below `/bare/` it has the pages without the theme's own style sheets and scripts.

    These take most of the time that it takes to open so many pages.
    """

    protocol_version = "HTTP/1.1"
    # Head and body are sent apart: the second would wait 40 ms for an answer to the first.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if not self.path.startswith("/bare/"):
            super().do_GET()
            return
        path = Path(self.translate_path(self.path.removeprefix("/bare")))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = _ASSETS.sub("", path.read_text("utf-8")).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """Clean and build the exports of all attacks, and serve the site while tests run; in memory if there is some."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder below it has a name nobody can guess
    place = memory if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("hostile")
    with TemporaryDirectory(dir=place) as folder:
        yield from _served(_built(Path(folder)))


def _built(folder: Path) -> Path:
    copy_project(folder, "mkdocs.yml", "overrides", "scripts", "docs/assets")
    for attack in attacks():
        for name, content in exports(attack):
            path = folder / "source/exports" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="")
    (folder / "source/site.toml").write_text(_SITE, encoding="utf-8")
    write_carriers(folder / "source", attacks())
    cleaned = run(folder, "scripts/clean.py")
    errors = [line for line in cleaned.stdout.splitlines() if ": error: " in line]
    # Files with characters that no text has are refused, which is as good.
    assert all(": the file is binary: " in line for line in errors), errors
    assert cleaned.returncode == bool(errors), cleaned.stderr
    built = run(folder, "-m", "mkdocs", "build", "--quiet")
    assert built.returncode == 0, built.stderr[-2000:]
    return folder


def _served(folder: Path) -> Iterator[Hostile]:
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder / "site")))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield Hostile(folder, f"http://127.0.0.1:{host.server_port}")
    host.shutdown()
    host.server_close()


_BREAK = "</title></span>\\\"'><img src=x onerror=ran(-1)><script>ran(-1)</script>"
_SITE = f"""
[site]
name = {{ zh = "站{_BREAK}", en = "Site{_BREAK}" }}
description = {{ zh = "说明{_BREAK}", en = "Words{_BREAK}" }}

[author]
name = "人{_BREAK}"
series = "列{_BREAK}"
series_url = "https://example.org/\\"onmouseover=\\"ran(-1)"

[[topics]]
id = "unsorted"
zh = "题{_BREAK}"
en = "Topic{_BREAK}"
"""
