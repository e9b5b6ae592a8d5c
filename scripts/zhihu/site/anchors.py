"""An address for every block of a question: heading, paragraph, item, figure, reference.

The link holds no words: what its sign looks like is the style sheet's, so nothing is added to the author's text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhihu.pages.words import say
from zhihu.site.built import Place

_TOKEN = re.compile(r'<!--.*?-->|<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)(?P<rest>(?:[^">]|"[^"]*")*)>', re.DOTALL)
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_BLOCKS = frozenset({"p", "blockquote", "figure", "div"})
_LISTS = frozenset({"ul", "ol"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_ID = re.compile(r'\bid="([^"]*)"')
_PARTS = re.compile(
    r"(?P<answer><!-- answer -->.*<!-- /answer -->)"
    r'|<div class="qa-note">(?P<note>.*?)</div>\s*(?=<h2 |<details |</article>|<!--)'
    r'|(?P<references><ol class="qa-references">.*?</ol>)|(?P<heading><h2 id="[^>]*>.*?</h2>)',
    re.DOTALL,
)
_OURS = re.compile(r'\bclass="qa-(?:ours|stale|notice)')


@dataclass(frozen=True, slots=True)
class _Edit:
    """Something to be put into the HTML."""

    at: int
    """Where."""

    text: str
    """What."""


def anchored(page: str, place: Place) -> str:
    """Return the page of a question with a link at each block, to an id that is the same in both languages."""
    start, end = page.find("<article"), page.find("</article>")
    if place.entry is None or place.is_door or start < 0:
        return page
    words = say(place.language, "anchor")
    article = _PARTS.sub(lambda found: _part(found, words), page[start:end])
    return page[:start] + article + page[end:]


def _part(found: re.Match[str], words: str) -> str:
    name = str(found.lastgroup)
    prefix = {"answer": "p", "note": "n"}.get(name, "")
    edits = sorted(_edits(found[0], prefix, words), key=lambda edit: edit.at)
    pieces, done = [], 0
    for edit in edits:
        pieces += [found[0][done : edit.at], edit.text]
        done = edit.at
    return "".join([*pieces, found[0][done:]])


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet."""

    tag: str
    """Its name."""

    anchor: str = ""
    """The id of the block that it is; empty if it is none."""


def _edits(text: str, prefix: str, words: str) -> Iterator[_Edit]:
    """Yield the ids and links of the blocks in a part: outermost blocks, and the items of outermost lists."""
    opened: list[_Open] = []
    number = 0
    for token in _TOKEN.finditer(text):
        tag = token["tag"]
        if not tag or tag in _VOID or token["rest"].endswith("/"):
            continue
        if token["end"]:
            element = opened.pop() if opened else _Open("")
            # A caption has to be the last in its figure.
            if element.anchor and tag != "figure":
                yield _Edit(token.start(), _link(element.anchor, words))
            continue
        element = _Open(tag)
        if _is_block(tag, token["rest"], opened):
            number += 1
            element.anchor = f"{prefix}{number}"
            yield from _opening(token, element, words)
        opened.append(element)


def _opening(token: re.Match[str], element: _Open, words: str) -> Iterator[_Edit]:
    """Yield the id of a block, unless it has one, and the link of a figure."""
    known = _ID.search(token["rest"])
    if known:
        element.anchor = known[1]
    else:
        yield _Edit(token.end() - 1, f' id="{element.anchor}"')
    if element.tag == "figure":
        yield _Edit(token.end(), _link(element.anchor, words))


def _link(anchor: str, words: str) -> str:
    return f'<a class="qa-anchor" href="#{anchor}" aria-label="{words}"></a>'


def _is_block(tag: str, rest: str, opened: list[_Open]) -> bool:
    around = [element.tag for element in opened if element.tag != "div" or element.anchor]
    if _OURS.search(rest):
        return False
    if tag == "li":
        return len(around) == 1 and around[0] in _LISTS
    return not around and (
        tag in _HEADINGS or (tag in _BLOCKS and 'class="qa-note"' not in rest and 'lang="' not in rest[:6])
    )
