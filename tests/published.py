"""Our site on a host, below a base path; one question is not translated, and one has changed since it was."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.built import PARTS
from tests.project import SLUGS, copy_project, run

BASE = "/qa/"
ADDRESS = f"https://example.org{BASE}"
REPOSITORY = "https://github.com/someone/something"
UNTRANSLATED = "bos-token-mismatch"
STALE = "sft-new-knowledge"
"""The block after its quotation is not the one that was translated."""
TRANSLATED = tuple(slug for slug in SLUGS if slug != UNTRANSLATED)


@dataclass(frozen=True)
class Published:
    """The site, and where it can be opened."""

    site: Path
    origin: str
    """Scheme, host and port of the server."""

    @property
    def root(self) -> str:
        return self.origin + BASE

    @property
    def paths(self) -> list[str]:
        """Every page in a language, as its path below the root."""
        pages = (path.relative_to(self.site).parent.as_posix() for path in self.site.rglob("index.html"))
        return sorted(f"{page}/" for page in pages if page[:2] in {"zh", "en"})

    @property
    def folder(self) -> Path:
        """The copy of the project it was built in."""
        return self.site.parent

    def html(self, path: str) -> str:
        return (self.site / path / "index.html").read_text("utf-8")


class _Host(SimpleHTTPRequestHandler):
    """A host of static files that has only this site, below the base path."""

    def translate_path(self, path: str) -> str:
        below = path.removeprefix(BASE)
        return super().translate_path(f"/{below}") if below != path else f"{self.directory}/nothing"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
        pass


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """Build the site, and serve it while tests run."""
    folder = copy_project(tmp_path_factory.mktemp("published"), *PARTS)
    (folder / f"source/questions/{UNTRANSLATED}/en.md").unlink()
    _change(folder / "source/exports/llm-interview-qa.md", "我个人认为这个假设是合理的", "我个人认为这个假设很合理")
    _change(folder / "mkdocs.yml", r"^site_url: .*", f"site_url: {ADDRESS}")
    _change(folder / "mkdocs.yml", r"^  repository: .*", f"  repository: {REPOSITORY}/")
    _succeed(folder, "scripts/clean.py")
    _succeed(folder, "-m", "mkdocs", "build", "--strict")
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder / "site")))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield Published(folder / "site", f"http://127.0.0.1:{host.server_port}")
    host.shutdown()
    host.server_close()


def _succeed(folder: Path, *command: str) -> None:
    done = run(folder, *command)
    assert done.returncode == 0, done.stdout + done.stderr


def _change(path: Path, old: str, new: str) -> None:
    text, count = re.subn(old, new, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert count, path
    path.write_text(text, "utf-8")
