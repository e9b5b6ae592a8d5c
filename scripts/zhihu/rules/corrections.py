"""Repairs that a person wrote down in `corrections.toml`, with a reason and evidence."""

from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts


def correction(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Replace the damaged words of each correction; `facts` reports one whose words are not there exactly once."""
    for item in facts.corrections:
        if document.text.count(item.before) == 1:
            start = document.text.index(item.before)
            yield Edit(start, start + len(item.before), item.after, "correction")


KEEPS_WORDS = ()
CHANGES_WORDS = (correction,)
