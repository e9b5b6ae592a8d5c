"""The links of a document that have words of their own, each looked at once: what it is, and where it leads."""

from functools import lru_cache
from typing import Literal, NamedTuple

from zhihu.markdown.addresses import direct, is_allowed, is_keyword, redirect_target
from zhihu.markdown.document import Document
from zhihu.markdown.links import Link

_AUTOMATIC = frozenset({"Autolink", "Email"})

Kind = Literal["keyword", "refused", "redirect", "page"]


class KnownLink(NamedTuple):
    """A link with a label, as the parser sees it."""

    link: Link
    """Its places."""

    kind: Kind
    """`keyword`: Zhihu's; `redirect`: through Zhihu's page; `refused`: that, to what no page may carry; else `page`."""

    url: str
    """The address that a page carries for it."""


@lru_cache(maxsize=4)
def known_links(document: Document) -> tuple[KnownLink, ...]:
    """Return the links of `document` in order, without autolinks, pictures and what stands in the text of one."""
    found = []
    picture_end = 0
    for link in document.links:
        if link.is_picture:
            picture_end = max(picture_end, link.end)
        elif link.form not in _AUTOMATIC and link.start >= picture_end:
            kind = kind_of(link.url)
            found.append(KnownLink(link, kind, link.url if kind == "keyword" else direct(link.url)))
    return tuple(found)


def kind_of(url: str) -> Kind:
    """Return what `url` is to Zhihu."""
    if "zhihu.com" not in url.lower():
        return "page"
    if is_keyword(url):
        return "keyword"
    target = redirect_target(url)
    if target is None:
        return "page"
    return "redirect" if is_allowed(target) else "refused"
