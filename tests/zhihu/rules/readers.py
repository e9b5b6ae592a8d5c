"""What a reader sees of a Markdown text, in both parsers that our texts must read the same in."""

import re
import string
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import markdown
import yaml
from markdown_it import MarkdownIt

MKDOCS_YML = Path(__file__).parents[3] / "mkdocs.yml"

_SPACE = re.compile(r"\s+")
# Words that stand in one of these stand apart from their neighbours.
_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "td", "th", "div", "hr", "br"})
_BLOCKS_OR_HEADINGS = _BLOCKS | {f"h{level}" for level in range(1, 7)}
# A formula on its way to MathML; shown here as CommonMark shows it.
_FORMULA = re.compile(r"\\(?:\(|\[)(.*)\\(?:\)|\])", re.DOTALL)
_BOLD = frozenset({"strong", "b"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as its reader has it."""

    text: str
    """The visible characters: also the signs before list items and what stands for a picture."""

    items: tuple[str, ...]
    """Sign of each list item behind its depth: `1 -`, `2 3.`."""

    bold: tuple[str, ...]
    """What stands in bold."""

    links: tuple[tuple[str, str], ...]
    """Label and address of each link, the address in ASCII as a browser asks for it."""

    code: tuple[str, ...]
    """Each code block or span, without the blanks before all its lines: how deep a block lies is layout."""

    @property
    def words(self) -> str:
        """The visible characters, every stretch of white space as one blank."""
        return collapsed(self.text)


def collapsed(text: str) -> str:
    """Return `text` with every stretch of white space as one blank, and none around it."""
    return _SPACE.sub(" ", text).strip()


def _in_dollars(found: re.Match[str]) -> str:
    dollars = "$" if found[0].startswith(r"\(") else "$$"
    return f"{dollars}{found[1]}{dollars}"


class _Reader(HTMLParser):
    """Notes what HTML shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.lists: list[int | None] = []
        self.items: list[str] = []
        self.open: list[tuple[str, int, dict[str, str | None]]] = []
        self.bold: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.code: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BLOCKS_OR_HEADINGS:
            self.text += "\n"
        if tag in {"ul", "ol"}:
            self.lists.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag == "li" and self.lists and not self._is_inside("footnote"):
            self._item()
        elif tag == "img":
            self.text += given.get("alt") or ""
        self.open.append((tag, len(self.text), given))

    def _is_inside(self, css_class: str) -> bool:
        return any(given.get("class") == css_class for _, _, given in self.open)

    def _item(self) -> None:
        number = self.lists[-1]
        sign = "-" if number is None else f"{number}."
        self.items.append(f"{len(self.lists)} {sign}")
        self.text += f"{sign} "
        if number is not None:
            self.lists[-1] = number + 1

    def handle_data(self, data: str) -> None:
        # The arrow back from a footnote is the parser's.
        if not self._is_inside("footnote-backref"):
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in reversed(range(len(self.open))) if self.open[at][0] == tag), None)
        if at is None:
            return
        _, start, given = self.open[at]
        del self.open[at:]
        if given.get("class") == "arithmatex":
            self.text = self.text[:start] + _FORMULA.sub(_in_dollars, self.text[start:])
        self._note(tag, self.text[start:], given.get("href") or "")
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        if tag in _BLOCKS_OR_HEADINGS:
            self.text += "\n"

    def _note(self, tag: str, inner: str, address: str) -> None:
        if tag in _BOLD:
            self.bold.append(collapsed(inner))
        elif tag == "a" and address:
            self.links.append((collapsed(inner), quote(address, safe=string.printable)))
        elif tag == "code":
            self.code.append(textwrap.dedent(inner).rstrip("\n"))


def read(html: str) -> Seen:
    """Return what `html` shows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Seen(reader.text, tuple(reader.items), tuple(reader.bold), tuple(reader.links), tuple(reader.code))


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml without its environment variables and Python names, which no extension of ours takes."""


_Settings.add_multi_constructor("!", lambda *_: None)


@cache
def site_extensions() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return the Markdown extensions of mkdocs.yml with their settings: not a copy, which could differ."""
    # S506: a subclass of SafeLoader.
    listed = yaml.load(MKDOCS_YML.read_text(encoding="utf-8"), Loader=_Settings)["markdown_extensions"]  # noqa: S506
    pairs = (next(iter(entry.items())) if isinstance(entry, dict) else (entry, {}) for entry in listed)
    return tuple((name, settings or {}) for name, settings in pairs)


def as_commonmark(text: str) -> Seen:
    """Return what a reader of GitHub or an editor sees of `text`: CommonMark with tables and struck words."""
    return read(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def as_site(text: str) -> Seen:
    """Return what a reader of the site sees of `text`: Python-Markdown, set up as MkDocs does."""
    extensions = site_extensions()
    return read(
        markdown.markdown(text, extensions=[name for name, _ in extensions], extension_configs=dict(extensions))
    )


READERS: dict[str, Callable[[str], Seen]] = {"CommonMark": as_commonmark, "Python-Markdown": as_site}
