"""What a reader of Zhihu sees beside a name, glued to it by a character without width (corpus study 2.5)."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts

_TO_PERSON = re.compile(r"(?:https?:)?//www\.zhihu\.com/(?:people|org)/")
# A note's name may hold such a character too: the badge has to say what Zhihu's badges say.
_WIKI_NAME = re.compile(
    r"\[\[@?[^\[\]\n|\u200b]{1,40}(\u200b[^\[\]\n|]{0,60}(?:关注|答主|认证|员工|学士|硕士|博士|持证人))\]\]"
)


def badge(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut the badge off a name that links to a person, or that a note-taking program has in double brackets."""
    if "\u200b" not in document.text:
        return
    for link in document.links:
        place = document.text.find("\u200b", link.label_start + 1, link.label_end)
        if link.is_inline and not link.is_picture and place > 0 and _TO_PERSON.match(link.url):
            yield Edit(place, link.label_end, "", "badge")
    for found in _WIKI_NAME.finditer(document.text):
        if not document.is_opaque(found.start()):
            yield Edit(*found.span(1), "", "badge")


KEEPS_WORDS = ()
CHANGES_WORDS = (badge,)
