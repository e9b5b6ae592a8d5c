"""Pictures that no parser knows as pictures: Obsidian's, escaped ones, and half a tag (T28, corpus study 2.6)."""

import html
import re
from collections.abc import Iterator

from zhihu.markdown.addresses import is_zhimg
from zhihu.markdown.document import Document
from zhihu.markdown.verbatim import unmarked
from zhihu.model import Edit, TextFacts
from zhihu.rules.pictures import picture_hash, placeholder

_EMBED = re.compile(
    r"!\[\[(?P<path>[^\[\]\n|]+\.(?:png|jpe?g|gif|webp|svg|bmp|avif|image))(?:\|[^\[\]\n]*)?\]\](?!\()", re.IGNORECASE
)
_ESCAPED = re.compile(r"!\\\[(?P<alt>[^\[\]\n]{0,80}?)\\?\]\\?\((?P<url>[^()\s]+)\)")
# Attributes only Zhihu's pictures have; before them, at most, the end of the value in which a tag was cut.
_HALF_TAG = re.compile(r"(?:\"[ ])?(?:[a-z][a-z-]*=\"[^\"\n]*\"[ ]?){2,}/?>")
_ZHIHU = re.compile(
    r"data-(?:raw(?:width|height)|original|actualsrc|default-watermark-src)=|origin\\?_image|zh-lightbox"
)
_SOURCE = re.compile(r"(?:data-original|data-actualsrc|src)=\"([^\"]*)\"")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def embed(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Show the copy of a picture that Obsidian embeds from a folder of its own, else say that it is not here."""
    if "![[" not in document.text:
        return
    skip = unmarked(document)
    for found in _EMBED.finditer(document.text):
        if not skip.hold(found.start()):
            name = found["path"].replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0]
            yield _shown(found, name, "", facts)


def escaped_picture(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Treat a picture of Zhihu's whose brackets an editor escaped as the picture it was."""
    if "!\\[" not in document.text:
        return
    skip = unmarked(document)
    for found in _ESCAPED.finditer(document.text):
        url = _ESCAPE.sub(r"\1", found["url"])
        if is_zhimg(url) and not skip.hold(found.start()):
            yield _shown(found, _ESCAPE.sub(r"\1", found["alt"]), url, facts)


def _shown(found: re.Match[str], name: str, url: str, facts: TextFacts) -> Edit:
    copy = facts.figures.get(picture_hash(url or name))
    new = f"![]({copy})" if copy else placeholder(url, name)
    return Edit(*found.span(), new, "escaped_picture" if url else "embed")


def image_tag(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the half of a picture's tag that a bracket in it left as text; the picture stays as a link."""
    text = document.text
    if "data-" not in text and "lightbox" not in text:
        return
    skip = unmarked(document)
    for found in _HALF_TAG.finditer(text):
        if not _ZHIHU.search(found[0]) or skip.hold(found.start()):
            continue
        url = next(map(_url, _SOURCE.finditer(found[0])), "")
        is_shown = not url or text.count(picture_hash(url)) > found[0].count(picture_hash(url))
        yield Edit(*found.span(), "" if is_shown else placeholder(url, ""), "image_tag")


def _url(source: re.Match[str]) -> str:
    return html.unescape(_ESCAPE.sub(r"\1", source[1]))


KEEPS_WORDS = ()
CHANGES_WORDS = (embed, escaped_picture, image_tag)
