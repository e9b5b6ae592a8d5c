"""Ask a search in Chromium, through the box that readers use or what stands for it, and see what comes first."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright

from setup.browser import find

_HEADERS = {
    # For measureUserAgentSpecificMemory.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cache-Control": "max-age=600",
}

LISTEN = """
const Real = Worker;
window.told = () => {};
window.Worker = function (...all) {
  const worker = new Real(...all);
  worker.addEventListener("message", ({ data }) => data.type === 3 && setTimeout(() => window.told()));
  return worker;
};
"""
"""For pages with Material's box, before anything else: `told` is called when an answer is drawn."""

_BOX = """async (query) => {
  const field = document.querySelector("[data-md-component=search-query]");
  const put = (text) => new Promise((done) => {
    if (field.value === text) return done();
    window.told = done;
    setTimeout(done, 5000);
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keyup", { key: text.at(-1) }));
  });
  await put("");
  const begin = performance.now();
  await put(query);
  const seconds = (performance.now() - begin) / 1000;
  // What the second language adds comes a little later, the first time.
  for (let seen = -1; seen !== document.body.innerHTML.length; await new Promise((done) => setTimeout(done, 60))) {
    seen = document.body.innerHTML.length;
  }
  const items = [...document.querySelectorAll(".md-search-result__item")];
  const border = items.findIndex((item) => item.querySelector(".qa-search-other"));
  const paths = items.map((item) => item.querySelector("a").pathname);
  return { seconds, paths, above: border < 0 ? paths.length : border };
}"""

_PAGEFIND = """async (query) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const begin = performance.now();
  const found = await pagefind.search(query);
  const data = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, paths: data.map(({ url }) => url), above: data.length };
}"""

ASK = {"box": _BOX, "pagefind": _PAGEFIND}
"""How each kind of search is asked: scripts for a page, from a query to seconds, paths and how many stand above."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, as in the files of queries."""

    lang: str
    """Language of the page it is asked on."""

    kind: str
    """Its class."""

    query: str
    """What is typed."""

    expect: frozenset[str]
    """Slugs that are right; none where nothing answers."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a query."""

    query: Query
    """What was asked."""

    slugs: tuple[str, ...]
    """The questions found, the first first."""

    foreign: int
    """How many of those above the heading are in the other language."""

    above: int
    """How many stand above it; all, where there is no such heading."""

    seconds: float
    """From the query to its answer."""


def read_queries(path: Path) -> list[Query]:
    """Return the queries of a file; raises KeyError or ValueError if it is no such file."""
    return [
        Query(q["lang"], q["class"], q["query"], frozenset(q["expect"])) for q in json.loads(path.read_text("utf-8"))
    ]


class _Handler(SimpleHTTPRequestHandler):
    """A folder, and a list of what was asked of it."""

    asked: list[str]

    def end_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        self.asked.append(self.path.partition("?")[0])


@contextmanager
def served(site: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a built site; gives its address and the list of the paths asked for, which grows."""
    asked: list[str] = []
    handler = partial(type("Handler", (_Handler,), {"asked": asked}), directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", asked
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium that the tests use."""
    with sync_playwright() as playwright:
        arguments = [
            "--disable-gpu",
            "--disable-background-networking",
            "--enable-blink-features=ForceEagerMeasureMemory",
        ]
        browser = playwright.chromium.launch(executable_path=find(), args=arguments)
        yield browser
        browser.close()


def ask(browser: Browser, site: Path, queries: list[Query], pages: Mapping[str, str], kind: str) -> list[Answer]:
    """Return the answers to `queries`, each asked on the page of its language."""
    with ExitStack() as stack:
        root, _ = stack.enter_context(served(site))
        opened: dict[str, Page] = {}
        for language, path in pages.items():
            opened[language] = page = browser.new_page()
            stack.callback(page.close)
            page.add_init_script(LISTEN)
            page.goto(root + path)
        return [_answer(opened[query.lang], query, kind) for query in queries]


def _answer(page: Page, query: Query, kind: str) -> Answer:
    found = page.evaluate(ASK[kind], query.query)
    parts = [path.strip("/").split("/") for path in found["paths"]]
    slugs = tuple(dict.fromkeys(part[-1].removesuffix(".html") for part in parts))
    foreign = sum(part[0] in {"zh", "en"} and part[0] != query.lang for part in parts[: found["above"]])
    return Answer(query, slugs, foreign, found["above"], found["seconds"])
