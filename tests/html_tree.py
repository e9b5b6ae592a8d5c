"""HTML as a tree, as far as a test needs one; independent of how the program reads it."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
COMMENT = "!comment"


class Node:
    """An element; text is a `str` among its children, a comment an element of its own kind."""

    def __init__(self, tag: str, attrs: dict[str, str]) -> None:
        self.tag = tag
        self.attrs = attrs
        self.children: list[Node | str] = []

    def nodes(self) -> Iterator["Node"]:
        """Yield every element below this one, in order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.nodes()

    def all(self, tag: str, **attrs: str) -> list["Node"]:
        """Return the elements below this one with a tag and attributes; `class_` is one of several classes."""
        css_class = attrs.pop("class_", "")
        return [
            node
            for node in self.nodes()
            if node.tag == tag
            and all(node.attrs.get(key) == value for key, value in attrs.items())
            and (not css_class or css_class in node.attrs.get("class", "").split())
        ]

    def one(self, tag: str, **attrs: str) -> "Node":
        """Return the only such element."""
        (found,) = self.all(tag, **attrs)
        return found

    def text(self) -> str:
        """Return the text a reader sees."""
        if self.tag in {"script", "style", "template", COMMENT}:
            return ""
        # Read out in place of what it shows.
        if self.tag == "svg":
            return self.attrs.get("aria-label", "")
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        node = Node(COMMENT, {})
        node.children.append(data.strip())
        self.open[-1].children.append(node)


def read_html(path: Path) -> Node:
    """Return the root of the HTML file at `path`."""
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return reader.root


def between(article: Node, name: str) -> Node:
    """Return what stands between our marks `<!-- name -->` and `<!-- /name -->`, which are children of `article`."""
    comments = ((i, c) for i, c in enumerate(article.children) if isinstance(c, Node) and c.tag == COMMENT)
    start, end = (i for i, comment in comments if comment.children in ([name], [f"/{name}"]))
    part = Node("part", {})
    part.children = article.children[start + 1 : end]
    return part
