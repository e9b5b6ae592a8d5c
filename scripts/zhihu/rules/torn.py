"""What is left of Zhihu's links where an exporter tore or cut their addresses (T05, Z9, L7)."""

from collections.abc import Iterator

from zhihu.artefacts.torn_links import torn_links
from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts
from zhihu.rules.links import page_address
from zhihu.rules.unlinking import unlinked


def torn_link(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Leave the words of a torn keyword link, and mend a torn redirect, so that it leads where it led."""
    for torn in torn_links(document):
        if torn.is_cut:
            continue
        if torn.leaves_words:
            yield from unlinked(document.text, torn.link, "torn_link")
        else:
            yield Edit(torn.link.dest_start, torn.link.dest_end, page_address(torn.link.url), "torn_link")


def cut_link(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Leave the words of a link whose address was cut off: nobody can know where it led; a finding reports it."""
    for torn in torn_links(document):
        if torn.is_cut:
            yield from unlinked(document.text, torn.link, "cut_link")


KEEPS_WORDS = (torn_link,)
CHANGES_WORDS = (cut_link,)
