"""A built page as a check reads it: addresses, ids, visible text, and the author's parts between our marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

# What a drawing says, its file says too.
_INVISIBLE = frozenset({"script", "style", "svg", "template"})
_CODE = frozenset({"code", "pre", "kbd", "samp"})
_LOADS = frozenset({"src", "poster", "data", "srcset"})
# Only these load something by `data`, or by `src` and `srcset`.
_LOADERS = frozenset(["audio", "embed", "iframe", "img", "input", "object", "script", "source", "track", "video"])
_LINKS = frozenset(
    [
        "apple-touch-icon",
        "dns-prefetch",
        "icon",
        "manifest",
        "modulepreload",
        "preconnect",
        "prefetch",
        "preload",
        "stylesheet",
    ]
)
# Shown by a browser or a search engine, or read out.
_SHOWN = frozenset({"alt", "aria-label", "placeholder", "title"})
_IN_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
_DESCRIPTIONS = frozenset({"description", "og:description", "og:title"})


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """What a check needs to know of one HTML file."""

    path: Path
    """The file."""

    name: str
    """Path below the site, with `/`."""

    links: list[tuple[int, str]] = field(default_factory=list)
    """Line and address of each `a`."""

    resources: list[tuple[int, str]] = field(default_factory=list)
    """Line and address of everything a browser fetches by itself."""

    titles: list[int] = field(default_factory=list)
    """Line of each heading of the first level."""

    ids: list[str] = field(default_factory=list)
    """Every id, in order, repeated ones too."""

    text: list[tuple[int, str]] = field(default_factory=list)
    """Line and content of each piece of text that a reader gets, outside code and the list of changes."""

    code: list[tuple[int, str]] = field(default_factory=list)
    """The same of code."""

    parts: dict[str, str] = field(default_factory=dict)
    """Visible text of the title and of the author's parts, by name."""


def read_page(path: Path, site: Path) -> HtmlPage:
    """Return the HTML file at `path` of the site built into `site`."""
    page = HtmlPage(path, path.relative_to(site).as_posix())
    reader = _Reader(page)
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return page


def addresses_in_css(css: str) -> Iterator[str]:
    """Yield what a style sheet loads."""
    return (found[1] for found in _IN_CSS.finditer(css))


class _Reader(HTMLParser):
    def __init__(self, page: HtmlPage) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.part = ""
        self.unseen: list[str] = []
        self.code: list[str] = []

    @property
    def line(self) -> int:
        return self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.page.ids.append(given["id"])
        if tag in {"a", "area"} and "href" in given:
            self.page.links.append((self.line, given["href"]))
        self.page.resources.extend((self.line, url) for url in _resources(tag, given))
        if not self.unseen:
            self.page.text.extend((self.line, text) for text in _shown(tag, given))
        self._enter(tag, given)

    def _enter(self, tag: str, given: dict[str, str]) -> None:
        if tag in _INVISIBLE or given.get("id") == "changes" or self.unseen[-1:] == [tag]:
            self.unseen.append(tag)
        if tag in _CODE:
            self.code.append(tag)
        if tag == "h1":
            self.part = self.part if self.page.titles else "title"
            self.page.titles.append(self.line)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen[-1:] == [tag]:
            self.unseen.pop()
        if self.code[-1:] == [tag]:
            self.code.pop()
        if tag == "h1" and self.part == "title":
            self.part = ""

    def handle_comment(self, data: str) -> None:
        name = data.strip()
        if name in {"question", "answer"}:
            self.part = name
        elif name == f"/{self.part}":
            self.part = ""

    def handle_data(self, data: str) -> None:
        if self.unseen[-1:] == ["style"]:
            self.page.resources.extend((self.line, url) for url in addresses_in_css(data))
        if self.unseen:
            return
        (self.page.code if self.code else self.page.text).append((self.line, data))
        if self.part:
            self.page.parts[self.part] = self.page.parts.get(self.part, "") + data


def _resources(tag: str, given: dict[str, str]) -> Iterator[str]:
    """Yield what a browser loads because of one tag."""
    if tag == "link" and _LINKS.intersection(given.get("rel", "").lower().split()):
        yield given.get("href", "")
    if tag in _LOADERS:
        for name in _LOADS.intersection(given):
            candidates = given[name].split(",") if name == "srcset" else [given[name]]
            yield from (candidate.split()[0] for candidate in candidates if candidate.strip())
    yield from addresses_in_css(given.get("style", ""))


def _shown(tag: str, given: dict[str, str]) -> Iterator[str]:
    """Yield the text that stands in the attributes of one tag."""
    yield from (given[name] for name in sorted(_SHOWN.intersection(given)))
    if tag == "meta" and (given.get("name") in _DESCRIPTIONS or given.get("property") in _DESCRIPTIONS):
        yield given.get("content", "")
