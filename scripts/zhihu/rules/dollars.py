"""Dollar signs that are money, or a shell's, where two of them would make a formula of the prose between them."""

from collections.abc import Iterator

from zhihu.document import Document
from zhihu.dollars import lone_dollars
from zhihu.model import Edit, TextFacts


def dollar(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Put a backslash before such a sign; the site's parser knows it as long as it knows formulas (arithmatex)."""
    for place in lone_dollars(document):
        yield Edit(place, place, "\\", "dollar")


KEEPS_WORDS = (dollar,)
CHANGES_WORDS = ()
