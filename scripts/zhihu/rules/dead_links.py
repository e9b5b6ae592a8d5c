"""Links that lead to a file or a heading of the notes an export was made from, which a site does not have."""

import re
from collections.abc import Iterator

from zhihu.artefacts.citings import is_linked_citing
from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts

# An address without scheme or host: a path, or a heading of the same text.
# Ours and the ones that other rules look after are left out: references, footnotes, the glossary.
_DEAD = re.compile(
    r"(?![a-z][a-z0-9+.-]*:|//|www\.)(?!#?(?:ref|cite|fn|note)|\.\./glossary\.md#|\.\./\.\./assets/)", re.IGNORECASE
)


def dead_link(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take a link off that can lead nowhere; its words stay."""
    outer_end = 0
    for link in document.links:
        if link.is_picture or not link.is_inline or link.start < outer_end:
            continue
        outer_end = link.end
        if not link.url or "zhihu.com" in link.url or is_linked_citing(document.text, link.start):
            continue
        if _DEAD.match(link.url):
            yield Edit(link.start, link.label_start, "", "dead_link")
            yield Edit(link.label_end, link.end, "", "dead_link")


KEEPS_WORDS = (dead_link,)
CHANGES_WORDS = ()
