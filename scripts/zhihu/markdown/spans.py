"""The spans of a text from the events of the parser, pyromark (pulldown-cmark), which counts in UTF-8 bytes.

Here they are counted as characters, once, so that no rule ever counts bytes.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

import pyromark
from pyromark.event import Range

from zhihu.markdown.dollars import as_meant, as_written
from zhihu.markdown.verbatim_html import without_open_ends

_O = pyromark.Options
# Wiki links stay off: they swallow `[[1]](https://…)`. Heading attributes would eat the author's `{…}`.
OPTIONS = (
    _O.ENABLE_TABLES
    | _O.ENABLE_FOOTNOTES
    | _O.ENABLE_STRIKETHROUGH
    | _O.ENABLE_TASKLISTS
    | _O.ENABLE_MATH
    | _O.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | _O.ENABLE_GFM
)

_INLINE_CONTAINERS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_LEAVES_KEPT = frozenset({"Code", "InlineMath", "DisplayMath", "InlineHtml", "Html", "FootnoteReference"})
_MATH = frozenset({"InlineMath", "DisplayMath"})
_BLOCK_LEAVES = frozenset({"Html", "Rule"})
_VERBATIM = frozenset({"CodeBlock", "HtmlBlock", "MetadataBlock"})
_HAN_IN_MATH = 6
_WORDS_IN_MATH = re.compile(r"\\(?:text|mbox|textrm)\{[^{}]*\}")
# A list indented by tabs is given a range that begins at the line feed before it.
_TAB_SHIFTED = frozenset({"List", "Item"})
_BEFORE_MARKER = re.compile(r"(?:\n(?:[ ]{0,3}>)*)?[ \t]*")


class Span(NamedTuple):
    """One element the parser found."""

    kind: str
    """pulldown-cmark's name: `Paragraph`, `Item`, `Link`, `Code` …; `Inline` is the run of inline text of a block."""

    start: int
    """First character."""

    end: int
    """Character after the last one."""

    parent: int
    """Index of the enclosing span in `Document.spans`; -1 at the top."""

    data: str
    """Address of a link or picture, number of an ordered list, language of a fence; else empty."""

    inner_end: int
    """End of the last child: where the label of a link ends."""


def spans_of(text: str, options: pyromark.Options = OPTIONS) -> tuple[Span, ...]:
    """Return every element of `text` but plain text and line breaks, a parent before its children."""
    text = without_open_ends(as_meant(text))
    rows = _Reader().read(text, options)
    place = _characters(text, {at for row in rows for at in (row.start, row.end, row.inner_end)})
    return tuple(_span(text, row, place) for row in rows)


class _Row:
    """A span before its bytes are counted as characters."""

    __slots__ = ("data", "end", "inner_end", "kind", "parent", "start")

    def __init__(self, kind: str, start: int, end: int, parent: int, data: str) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.parent = parent
        self.data = data
        self.inner_end = start


class _Reader:
    """Collects rows from events. Parents come first, so a row is added when its span opens: that event names its end.

    There is an event for every few bytes, so the commonest ones get along without a call.
    """

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.opened = [-1]
        self.run: Range | None = None
        """The first inline thing of the block that is being read."""
        self.last: Range | None = None
        """What was read last, unless something has opened since."""

    def read(self, text: str, options: pyromark.Options) -> list[_Row]:
        event: Any
        for event, where in pyromark.events_with_range(text, options=options):
            if isinstance(event, str):
                self.leaf(event, where)
                self.last = where
                continue
            ((name, value),) = event.items()
            if name == "Text":
                self.run = self.run or where
                self.last = where
            elif name == "Start":
                self.start(value, where)
                self.last = None
            else:
                self.end() if name == "End" else self.leaf(name, where)
                self.last = where
        self.flush(-1)
        return self.rows

    def start(self, tag: str | Mapping[str, Any], where: Range) -> None:
        kind, data = (tag, "") if isinstance(tag, str) else _tag(tag)
        parent = self.opened[-1]
        if kind in _INLINE_CONTAINERS:
            self.run = self.run or where
        elif self.run:
            self.flush(parent)
        self.opened.append(len(self.rows))
        self.rows.append(_Row(kind, where["start"], where["end"], parent, data))

    def end(self) -> None:
        at = self.opened.pop()
        row = self.rows[at]
        if row.kind not in _INLINE_CONTAINERS:
            self.flush(at)
        elif self.last:
            row.inner_end = self.last["end"]

    def leaf(self, kind: str, where: Range) -> None:
        if kind in _BLOCK_LEAVES:
            self.flush(self.opened[-1])
        else:
            self.run = self.run or where
        if kind in _LEAVES_KEPT:
            self.rows.append(_Row(kind, where["start"], where["end"], self.opened[-1], ""))

    def flush(self, parent: int) -> None:
        """Close the run of inline text that a block boundary ends."""
        if self.run and self.last and (parent < 0 or self.rows[parent].kind not in _VERBATIM):
            self.rows.append(_Row("Inline", self.run["start"], self.last["end"], parent, ""))
        self.run = None


def _tag(tag: Mapping[str, Any]) -> tuple[str, str]:
    """Return kind and data of a `Start` event's tag that is more than a name: a dict with one key."""
    ((kind, value),) = tag.items()
    if kind in {"Link", "Image"}:
        return kind, f"{value['link_type']} {as_written(value['dest_url'])}"
    if kind == "List":
        return kind, "" if value is None else str(value)
    if kind == "CodeBlock":
        return kind, value["Fenced"] if isinstance(value, dict) else "Indented"
    if kind == "Heading":
        return kind, cast("str", value["level"])
    return kind, value if isinstance(value, str) else ""


def _characters(text: str, places: set[int]) -> Mapping[int, int] | Sequence[int]:
    """Return the character at each of `places`, counted in bytes; the text is decoded once, piece by piece."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) == len(text):
        return range(len(data) + 1)
    characters: dict[int, int] = {}
    byte = character = 0
    for place in sorted(places):
        character += len(data[byte:place].decode("utf-8", "surrogatepass"))
        characters[place] = character
        byte = place
    return characters


def _span(text: str, row: _Row, place: Mapping[int, int] | Sequence[int]) -> Span:
    kind, start, end = row.kind, place[row.start], place[row.end]
    if kind in _TAB_SHIFTED:
        start = cast("re.Match[str]", _BEFORE_MARKER.match(text, start)).end()
    elif kind in _MATH and _is_prose(text[start:end]):
        kind = "Text"
    return Span(kind, start, end, row.parent, row.data, place[row.inner_end])


def _is_prose(text: str) -> bool:
    """Return whether a formula is prose between two dollar signs, as in `$400亿，其中数字芯片$`."""
    return sum("\u4e00" <= c <= "\u9fff" for c in _WORDS_IN_MATH.sub("", text)) > _HAN_IN_MATH
