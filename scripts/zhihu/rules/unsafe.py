"""Links to programs: `javascript:`, `data:` and whatever else is no address of the web or of a person."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.markdown.links import Link
from zhihu.model import Edit, TextFacts
from zhihu.rules.unlinking import unlinked

# What browsers leave out of an address before they look at its scheme.
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]")
_SCHEME = re.compile(r"([^/?#:]*):")
_SAFE = frozenset({"http", "https", "mailto"})
# It is no link until a rule takes out what has no width.
_PARTED = re.compile(r"\][\u200b\u2060\ufeff]+\([ \t]*<?([^\s()<>]*)")
# A bracket that would close a link once the one inside of it is gone.
_CLOSING = re.compile(r"(?<!\\)\](?=[(\[])")


def is_unsafe(url: str) -> bool:
    """Return whether `url` names a scheme that a page may not link to, in any spelling that a browser understands."""
    found = _SCHEME.match(_IGNORED.sub("", url))
    return found is not None and found[1].lower() not in _SAFE


def unsafe_links(document: Document) -> Iterator[Link]:
    """Yield the links of `document` that lead to a program or to a file of the reader's own, autolinks among them."""
    return (link for link in document.links if not link.is_picture and is_unsafe(link.url))


def unsafe_link(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take such a link off its words, which stay."""
    if ":" not in document.text:
        return
    found = [link for link in unsafe_links(document) if link.form != "Autolink"]
    for link in found:
        yield from unlinked(document.text, link, "unsafe_link")
    yield from _outer(document, found)
    for closing in _PARTED.finditer(document.text):
        if is_unsafe(closing[1]) and not document.is_opaque(closing.start()):
            yield Edit(closing.start(), closing.start(), "\\", "unsafe_link")


def _outer(document: Document, found: list[Link]) -> Iterator[Edit]:
    """Yield escapes for brackets around a link that goes: without it they would make a link of their own."""
    links = {link.label_end for link in document.links}
    runs = document.of("Inline")
    starts = [run.start for run in runs]
    around = (runs[bisect_right(starts, link.start) - 1] for link in found)
    ends = {run.start: run.end for run in around}
    for start, end in sorted(ends.items()):
        for closing in _CLOSING.finditer(document.text, start, end):
            if closing.start() not in links and not document.is_opaque(closing.start()):
                yield Edit(closing.start(), closing.start(), "\\", "unsafe_link")


KEEPS_WORDS = (unsafe_link,)
CHANGES_WORDS = ()
