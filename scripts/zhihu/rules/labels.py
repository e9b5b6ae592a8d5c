"""Labels of links that an exporter lost, glued together or made noisy (T07, T10, T11)."""

import re
from collections.abc import Iterator

from zhihu.addresses import is_allowed, is_zhihu, neutral_label, normalised, redirect_target, written
from zhihu.document import Document
from zhihu.links import Link
from zhihu.model import Edit, TextFacts
from zhihu.plain import escaped

# Auto Link Title writes these when a site refuses it, Zhihu's own gate writes the last; the address is still good.
_LOST = re.compile(
    r"\s*(?:(?:Title Unavailable\s*\\?\|\s*)?Site Unreachable|Title Unavailable"
    r"|Fetching Title\\?#\w*|安全验证 - 知乎)\s*"
)
_NOISE_BEFORE = re.compile(r"\s*\(\d+\+? 封私信(?: / \d+\+? 条消息)?\)\s*")
# The thumbnail of a link card, behind its title.
_THUMBNAIL = re.compile(r"!\[[^\]\n]*\]\([^()\s]*\)\s*\Z")
# As text; not where a link was cut off.
_REDIRECT = re.compile(r"(?<!\]\()https?://link\.zhihu\.com/\?[!#-&*-;=?-Z^-~]*")
_DEFINITION_START = re.compile(r"[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?")
_NOISE_AFTER = re.compile(r"\s+- 知乎(?:专栏)?(?:\s*\\?\(zhihu\.com\\?\))?\s*\Z")


def is_lost(label: str) -> bool:
    """Return whether a label says only that a plugin could not read the page's title."""
    return bool(_LOST.fullmatch(label))


def _links(document: Document) -> Iterator[tuple[Link, str]]:
    for link in document.links:
        if link.is_inline and not link.is_picture:
            yield link, document.text[link.label_start : link.label_end]


def lost_label(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Give a lost label the title that `references.toml` names for its address, else a neutral one."""
    for link, label in _links(document):
        is_empty_card = not label.strip() and redirect_target(link.url)
        if not is_lost(label) and not is_empty_card:
            continue
        url = redirect_target(link.url) or link.url
        title = facts.titles.get(normalised(url)) or neutral_label(url)
        yield Edit(link.label_start, link.label_end, escaped(title), "lost_label")


def card_label(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut the address that a link card's second line left glued to its title."""
    for link, label in _links(document):
        shown = _THUMBNAIL.sub("", label)
        start = _glued(shown, redirect_target(link.url) or link.url)
        if start:
            yield Edit(link.label_start + start, link.label_start + len(shown), "", "card_label")


def _glued(label: str, url: str) -> int:
    """Return where in `label` the glued address begins; 0 if there is none."""
    bare = re.sub(r"\A[a-z]+://", "", url)
    for address in sorted({bare, bare.removeprefix("www."), bare.split("/")[0]}, key=len, reverse=True):
        # Compiling a pattern for each of all links takes longer than everything else together.
        if address.split("/")[0] not in label:
            continue
        pattern = "".join(rf"\\?{re.escape(c)}" for c in address.rstrip("/"))
        found = re.search(rf"{pattern}/?\Z", label) if pattern else None
        # A bare host behind one word of Latin letters may be a host as a whole: `myexample.org`.
        is_clear = "/" in address or re.search(r"[^!-~]", label)
        if found and is_clear and _is_title(label[: found.start()]):
            return found.start()
    return _cut_short(label, bare)


def _cut_short(label: str, bare: str) -> int:
    """Return where in `label` an address begins that the card ends with an ellipsis; 0 if there is none."""
    shown = label.rstrip("….") if label.endswith(("…", "...")) else ""
    for address in (bare, bare.removeprefix("www.")):
        start = shown.rfind(address.split("/")[0])
        if start > 0 and address.startswith(shown[start:].replace("\\", "")) and _is_title(shown[:start]):
            return start
    return 0


def _is_title(rest: str) -> bool:
    """Return whether what stands before an address is a title glued to it, not a part of the address."""
    return bool(re.search(r"[^\s/:.@(（]\Z", rest)) and not re.search(r"(?:://|\Awww\.)\S*\Z", rest[-8:])


def label_noise(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut the reader's unread messages and the site's name from a label that was a page's title."""
    for link, label in _links(document):
        if is_zhihu(redirect_target(link.url) or link.url) and not is_lost(label):
            yield from _noise(label, link.label_start)
    for inline in document.of("Inline"):
        if document.spans[inline.parent].kind == "Heading":
            yield from _noise(document.text[inline.start : inline.end], inline.start)


def _noise(text: str, at: int) -> Iterator[Edit]:
    before, after = _NOISE_BEFORE.match(text), _NOISE_AFTER.search(text)
    if before and before.end() < len(text):
        yield Edit(at, at + before.end(), "", "label_noise")
    if after and after.start() > (before.end() if before else 0):
        yield Edit(at + after.start(), at + after.end(), "", "label_noise")


def redirect_label(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Show the address that a redirect leads to where the redirect itself is what a reader sees (T08)."""
    for found in _REDIRECT.finditer(document.text) if "//link.zhihu.com/" in document.text else ():
        target = redirect_target(found[0])
        if target and is_allowed(target) and not document.is_opaque(found.start()):
            line_start = document.text.rfind("\n", 0, found.start()) + 1
            if not _DEFINITION_START.fullmatch(document.text, line_start, found.start()):
                yield Edit(*found.span(), written(target), "redirect_label")


KEEPS_WORDS = ()
CHANGES_WORDS = (lost_label, card_label, label_noise, redirect_label)
