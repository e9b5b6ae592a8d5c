"""Links and pictures of a document with the ranges of label and destination, which the parser does not give."""

import re
from dataclasses import dataclass
from typing import Protocol

# After the label: the destination in angle brackets, or bare up to white space or the link's last bracket.
# It may stand on the next line, which in a quote has its mark before it.
_DESTINATION = re.compile(r"\]\([ \t]*(?:\n[ \t>]*)?(?:<([^<>\n]*)>|([^\s]*))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TITLE = re.compile(r"\s+(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))\s*\Z", re.DOTALL)


class _SpanLike(Protocol):
    """What a link needs of the parser's span."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def data(self) -> str: ...
    @property
    def inner_end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture; all positions are characters of its document."""

    start: int
    """The opening bracket, or the `!` of a picture."""

    end: int
    """Character after the link."""

    label_start: int
    """First character of the label."""

    label_end: int
    """The bracket that closes the label."""

    dest_start: int
    """First character of the destination as written, angle brackets excluded; equal to `dest_end` if it has none."""

    dest_end: int
    """Character after the destination."""

    url: str
    """The destination with Markdown's escapes undone."""

    form: str
    """`Inline`, `Reference`, `Collapsed`, `Shortcut`, `Autolink` or `Email`; `Torn` if no parser sees it."""

    is_picture: bool
    """Whether it is a picture."""

    @property
    def is_inline(self) -> bool:
        """Whether label and destination stand together as `[label](destination)`."""
        return self.form == "Inline"


def unescaped(text: str) -> str:
    """Return `text` with Markdown's backslashes and the entity of the ampersand undone, as a parser reads addresses."""
    return _ESCAPE.sub(r"\1", text).replace("&amp;", "&")


def link_from_span(text: str, span: _SpanLike) -> Link:
    """Return the link that the parser found at `span` of `text`."""
    form, _, url = span.data.partition(" ")
    is_picture = span.kind == "Image"
    label_start = span.start + (2 if is_picture else 1)
    if form in {"Autolink", "Email"}:
        return Link(span.start, span.end, label_start, span.end - 1, label_start, span.end - 1, url, form, is_picture)
    label_end = text.find("]", max(span.inner_end, label_start), span.end)
    dest_start, dest_end = _destination(text, label_end, span.end) if form == "Inline" else (label_end, label_end)
    # The parser leaves out the brackets of `[label][]`.
    end = span.end + 2 * (form == "Collapsed" and text.startswith("[]", span.end))
    return Link(span.start, end, label_start, label_end, dest_start, dest_end, url, form, is_picture)


def _destination(text: str, label_end: int, end: int) -> tuple[int, int]:
    found = _DESTINATION.match(text, label_end, end)
    if not found:
        return label_end, label_end
    if found[1] is not None:
        return found.span(1)
    title = _TITLE.search(text, found.start(2), end - 1)
    return found.start(2), min(found.end(2), title.start() if title else end - 1)
