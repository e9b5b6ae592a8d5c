"""Headings of an answer whose author used the level of the page's title: one level down, all of them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_HEADING = re.compile(r"h([1-6])")
# Before `toc`, which lists them.
_PRIORITY = 30
_DEEPEST = 6


class Headings(Extension):
    """The extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register with one Markdown object."""
        md.treeprocessors.register(_Lowerer(md), "zhihu_headings", _PRIORITY)


class _Lowerer(Treeprocessor):
    def run(self, root: Element) -> None:
        """Leave the first heading of level one, the page's title, and lower the others if one of them is as high."""
        found = list(_headings(root))
        title = next((heading for heading in found if heading.tag == "h1"), None)
        others = [heading for heading in found if heading is not title]
        if not any(heading.tag == "h1" for heading in others):
            return
        for heading in others:
            heading.tag = f"h{min(int(heading.tag[1:]) + 1, _DEEPEST)}"


def _headings(element: Element) -> Iterator[Element]:
    """Yield the headings below `element`, but for those of what is ours."""
    for child in element:
        if _HEADING.fullmatch(child.tag):
            yield child
        elif "qa-" not in child.get("class", ""):
            yield from _headings(child)
