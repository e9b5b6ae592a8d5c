"""What an export held that could act in a reader's browser: it is gone from the pages, and a person should know."""

from collections.abc import Iterator

from zhihu.artefacts.fates import judged
from zhihu.markdown.document import Document
from zhihu.model import Sighting, TextFacts
from zhihu.rules.unsafe import is_unsafe, unsafe_links


def unsafe_address(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a link to a program or to a file of the reader's own, in Markdown or in a tag."""
    found = [(link.start, link.url) for link in unsafe_links(document) if link.form != "Autolink"]
    tags = (item.tag for item in judged(document) if item.tag.name == "a")
    found += [(tag.start, tag.attributes["href"]) for tag in tags if is_unsafe(tag.attributes.get("href", ""))]
    for place, url in sorted(found):
        yield Sighting(
            place,
            "warning",
            "unsafe-address",
            f"a link to {url[:60]!r}",
            "a look at where it should lead; the words stay, the link is taken off",
        )


def acting_tag(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a tag that would run, load or send something, or has a handler that would."""
    for item in judged(document):
        handlers = [name for name in item.tag.attributes if name.startswith("on")]
        if item.fate == "gone" or (handlers and item.fate != "show"):
            yield Sighting(
                item.tag.start,
                "warning",
                "acting-tag",
                f"<{item.tag.name}>{' with ' + ', '.join(handlers) if handlers else ''}",
                "a look at whether the text lost anything with it; it is not on the page",
            )


ACTING = (unsafe_address, acting_tag)
