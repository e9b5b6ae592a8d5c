"""What stands for the icon behind a link that leads away from Zhihu (corpus study L10)."""

from collections.abc import Iterator

from zhihu.markdown.addresses import redirect_target
from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts


def icon_stars(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the two stars at the end of the label of such a link."""
    text = document.text
    if "**](" not in text:
        return
    for link in document.links:
        label = text[link.label_start : link.label_end]
        is_away = not link.is_picture and link.is_inline and redirect_target(link.url) is not None
        if (
            is_away
            and label.endswith("**")
            and label.count("*") == len("**")
            and text[link.start - 1 : link.start] != "*"
        ):
            yield Edit(link.label_end - len("**"), link.label_end, "", "icon_stars")


KEEPS_WORDS = (icon_stars,)
CHANGES_WORDS = ()
