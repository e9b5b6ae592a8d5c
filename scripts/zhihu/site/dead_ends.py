"""Links of an author's that lead nowhere on the site: what Python-Markdown made of them is taken off their words.

Rules do this in Markdown for the links that CommonMark sees. Python-Markdown sees others, such as `[x](a b.md)`;
and MkDocs ends the build at an address that is none, and a strict one at a link to nothing.
"""

import posixpath
import re
from collections.abc import Container, Iterator
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

_QUESTION = re.compile(r"[a-z]{2}/q/[^/]+\.md")
_ID = re.compile(r"<[a-z][^<>]*?\s(?:id|name)=[\"']?([^\"'\s<>]+)", re.IGNORECASE)
# After `toc`, which gives headings their ids, and before MkDocs, which looks at every link.
_PRIORITY = 1


class DeadEnds(Extension):
    """The extension; one instance lives as long as MkDocs does."""

    def __init__(self) -> None:
        """Begin without pages."""
        super().__init__()
        self.page = ""
        """Path below `docs/` of the page that is rendered."""
        self.files: Container[str] = ()
        """Paths of everything that will be on the site."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register with one Markdown object; MkDocs makes one for each page."""
        md.treeprocessors.register(_Unlinker(md, self), "zhihu_dead_ends", _PRIORITY)


class _Unlinker(Treeprocessor):
    def __init__(self, md: Markdown, links: DeadEnds) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> None:
        """Take links to nothing off their words, on the pages of questions; ours are checked."""
        if not _QUESTION.fullmatch(self.links.page):
            return
        found = [(element, key) for element in root.iter() for key in ("href", "src") if element.get(key) is not None]
        ids = set(self._ids(root)) if any(element.get("href", "").startswith("#") for element, _ in found) else set()
        for element, key in found:
            if not self._leads(element.get(key, ""), ids):
                _unlink(element, key)

    def _ids(self, root: Element) -> Iterator[str]:
        for element in root.iter():
            yield from (element.get("id", ""), element.get("name", "") if element.tag == "a" else "")
        for block in self.md.htmlStash.rawHtmlBlocks:
            yield from _ID.findall(block if isinstance(block, str) else "")

    def _leads(self, url: str, ids: Container[str]) -> bool:
        if url.startswith(AMP_SUBSTITUTE):  # an address of a mailbox, letter by letter
            return True
        try:
            parts = urlsplit(url)
        except ValueError:  # `http://[`
            return False
        if parts.scheme or parts.netloc:
            return True
        if not parts.path:
            return unquote(parts.fragment) in ids
        here = posixpath.join(posixpath.dirname(self.links.page), unquote(parts.path))
        return not parts.path.startswith("/") and posixpath.normpath(here) in self.links.files


def _unlink(element: Element, key: str) -> None:
    """Leave of a link its words, of a picture its label; nothing of the arrow at a footnote that no place cites."""
    del element.attrib[key]
    if element.tag == "img":
        element.text = element.attrib.pop("alt", "")
    if element.get("class") == "footnote-backref":
        element.text = ""
    element.attrib.pop("class", None)
    element.tag = "span"
