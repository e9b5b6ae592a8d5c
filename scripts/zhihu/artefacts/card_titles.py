"""The title in the label of a link, and what a link card shows below it: address, counts, thumbnail (T07)."""

import re
from functools import lru_cache
from urllib.parse import unquote

from zhihu.artefacts.known_links import known_links
from zhihu.artefacts.split_cards import split_cards
from zhihu.artefacts.torn_links import torn_links
from zhihu.markdown.addresses import direct, is_keyword, is_page
from zhihu.markdown.document import Document
from zhihu.markdown.links import Link

# One of them is in every label that shows more than a title: a host's dot, the counts.
_MARKS = (".", "赞同")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_THUMBNAIL = re.compile(r"\s*!\[[^\]\n]*\]\((?P<address>[^()\s]*)\)\s*\Z")
_SMALL = re.compile(r"_180x120\b|needBackground")
_COUNTS = re.compile(
    r"(?<![-._#v第\d,])\d[\d,.]*(?: ?万)? ?赞同 · [\d,.]+(?: ?万)? 评论(?:文章|回答|视频|想法|专栏)?\Z"
)


@lru_cache(maxsize=4)
def shown_links(document: Document) -> tuple[tuple[Link, str], ...]:
    """Return the links that a reader gets and where they lead: all but keywords, and those that rules mend."""
    links = [
        (known.link, known.url) for known in known_links(document) if known.kind != "keyword" and known.link.is_inline
    ]
    mended = [torn.link for torn in torn_links(document) if not torn.leaves_words]
    mended += [card.link for card in split_cards(document) if not is_keyword(card.link.url)]
    led = ((link, direct(link.url)) for link in mended)
    return (*links, *((link, url) for link, url in led if is_page(url)))


def title_end(text: str, link: Link, url: str) -> int:
    """Return where the title in a link's label ends: before what a card shows below it, else at the label's end."""
    label = text[link.label_start : link.label_end]
    if not any(mark in label for mark in _MARKS):
        return link.label_end
    shown = label.strip("*_")
    start = link.label_start + len(label) - len(label.lstrip("*_"))
    title = _without_thumbnail(shown, url)
    counts = _COUNTS.search(title)
    title = title[: counts.start()] if counts else title
    title = title[: _glued(title, url) or len(title)]
    kept = len(title.rstrip()) if len(title) < len(shown) else len(shown)
    return start + kept if kept else link.label_end


def _without_thumbnail(label: str, url: str) -> str:
    """Return a card's label without its picture; one that is no thumbnail goes only if an address is before it."""
    found = _THUMBNAIL.search(label) if "![" in label else None
    if not found or not found.start():
        return label
    rest = label[: found.start()]
    return rest if _SMALL.search(found["address"]) or _glued(rest, url) else label


def _glued(label: str, url: str) -> int:
    """Return where in `label` the glued address begins; 0 if there is none."""
    places = [at for at in range(len(label)) if not _ESCAPE.match(label, at)] if "\\" in label else range(len(label))
    plain = "".join(label[at] for at in places) if "\\" in label else label
    bare = re.sub(r"\A[a-z]+://", "", url)
    host = bare.partition("/")[0]
    if host.removeprefix("www.") not in plain:
        return 0
    for address in dict.fromkeys((bare, unquote(bare), bare.removeprefix("www."))):
        length = _tail_length(plain, address, host)
        if length and _is_title(plain[:-length], url):
            return places[-length]
    short = next((h for h in (host, host.removeprefix("www.")) if plain.rstrip("/").endswith(h)), "")
    rest = plain.rstrip("/").removesuffix(short)
    # A host alone also ends words and other hosts: only a title of several words is surely one.
    is_card = short and _is_title(rest, url) and re.search(r"\s|[^\x00-\x7f]", rest)
    return places[len(rest)] if is_card else 0


def _tail_length(label: str, address: str, host: str) -> int:
    """Return how much of the end of `label` is `address`, whole or cut with an ellipsis; 0 if it is something else."""
    address = address.rstrip("/")
    whole = label.rstrip("/")
    if address != host and whole.endswith(address):
        return len(address) + len(label) - len(whole)
    shown = label.rstrip("….")
    if shown == label:
        return 0
    start = shown.rfind(host.removeprefix("www."))
    start -= len("www.") * (start > 0 and shown[:start].endswith("www."))
    is_part = start > 0 and address.startswith((shown[start:], f"www.{shown[start:]}"))
    return len(label) - start if is_part else 0


def _is_title(rest: str, url: str) -> bool:
    """Return whether what stands before an address is a title glued to it, not a part of the address."""
    if rest.rstrip() in {url, url.rstrip("/")}:
        return True
    return bool(re.search(r"[^\s/:.@(（]\Z", rest)) and not re.search(r"(?:://|\Awww\.)\S*\Z", rest[-8:])
