"""A built page as a check reads it: addresses, ids, visible text, and the author's parts between our marks."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_INVISIBLE = frozenset({"script", "style", "template"})
_RESOURCES = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
}


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

    ids: list[str] = field(default_factory=list)
    """Every id, in order, repeated ones too."""

    text: list[tuple[int, str]] = field(default_factory=list)
    """Line and content of each piece of visible text outside the list of changes."""

    parts: dict[str, str] = field(default_factory=dict)
    """Visible text of the author's parts, by name."""


def read_page(path: Path, site: Path) -> HtmlPage:
    """Return the HTML file at `path` of the site built into `site`."""
    page = HtmlPage(path, path.relative_to(site).as_posix())
    reader = _Reader(page)
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return page


class _Reader(HTMLParser):
    def __init__(self, page: HtmlPage) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.part = ""
        self.unseen: list[str] = []

    @property
    def line(self) -> int:
        return self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.page.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.page.links.append((self.line, given["href"]))
        if tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload", "modulepreload"}:
            self.page.resources.append((self.line, given.get("href", "")))
        if tag in _RESOURCES and _RESOURCES[tag] in given:
            self.page.resources.append((self.line, given[_RESOURCES[tag]]))
        if tag in _INVISIBLE or given.get("id") == "changes" or self.unseen[-1:] == [tag]:
            self.unseen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen and self.unseen[-1] == tag:
            self.unseen.pop()

    def handle_comment(self, data: str) -> None:
        name = data.strip()
        if name in {"preface", "question", "answer"}:
            self.part = name
        elif name == f"/{self.part}":
            self.part = ""

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        self.page.text.append((self.line, data))
        if self.part:
            self.page.parts[self.part] = self.page.parts.get(self.part, "") + data
