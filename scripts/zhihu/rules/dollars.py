"""Dollar signs that are money, or a shell's, where two of them would make a formula of the prose between them."""

from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.markdown.dollars import lone_dollars
from zhihu.markdown.verbatim import unmarked
from zhihu.model import Edit, TextFacts


def dollar(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Put a backslash before such a sign; the site's parser knows it as long as it knows formulas (arithmatex)."""
    if "$" not in document.text:
        return
    skip = unmarked(document)
    for place in lone_dollars(document.text):
        if not skip.hold(place):
            yield Edit(place, place, "\\", "dollar")


KEEPS_WORDS = (dollar,)
CHANGES_WORDS = ()
