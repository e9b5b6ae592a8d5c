"""Footnotes stand below the answer that cites them, not at the very end of the page, below related questions."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

_END_OF_ANSWER = "<!-- /answer -->"
# After `footnotes` has put them at the end.
_PRIORITY = 40


class FootnotesPlace(Extension):
    """The extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register with one Markdown object."""
        md.treeprocessors.register(_Mover(md), "zhihu_footnotes_place", _PRIORITY)


class _Mover(Treeprocessor):
    def run(self, root: Element) -> None:
        """Move the footnotes before the mark that ends the answer: the last one, as the author may have such a mark."""
        notes = next((child for child in reversed(root) if child.get("class") == "footnote"), None)
        ends = [child for child in root if self._is_end(child)]
        if notes is None or not ends:
            return
        root.remove(notes)
        root.insert(list(root).index(ends[-1]), notes)

    def _is_end(self, element: Element) -> bool:
        found = HTML_PLACEHOLDER_RE.fullmatch(element.text or "")
        return found is not None and str(self.md.htmlStash.rawHtmlBlocks[int(found[1])]).strip() == _END_OF_ANSWER
