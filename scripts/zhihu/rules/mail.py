"""Mail links that Zhihu makes of everything with such a sign in it (T15)."""

from collections.abc import Iterator

from zhihu.markdown.addresses import redirect_target
from zhihu.markdown.document import Document
from zhihu.markdown.links import Link, unescaped
from zhihu.model import Edit, TextFacts
from zhihu.rules.unlinking import unlinked


def false_mail(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take the link off `a@b.c`: whatever it is, its author did not link it, as Zhihu's authors cannot link mail."""
    for link in document.links:
        if is_false_mail(document.text, link):
            yield from unlinked(document.text, link, "false_mail")


def is_false_mail(text: str, link: Link) -> bool:
    """Return whether `link` is one to its own label as a mailbox."""
    if link.is_picture or not ("@" in link.url or "mailto" in link.url):
        return False
    label = text[link.label_start : link.label_end]
    if link.form == "Email":
        return "__" not in label and not set(label) & set("*`~$&")
    address = (redirect_target(link.url) or link.url).removeprefix("mailto:")
    return link.is_inline and address != link.url and unescaped(label) == address


KEEPS_WORDS = (false_mail,)
CHANGES_WORDS = ()
