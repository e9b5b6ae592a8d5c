"""Numbers such as `[1]` whose list of references the exporter left behind (T18)."""

import re
from collections import Counter
from collections.abc import Iterator

from zhihu.document import Document
from zhihu.model import Edit, TextFacts

# Not a link's label, a footnote, a definition or an index such as `a[1]`; `[1][2]` are two.
_CITATIONS = re.compile(r"(?<![A-Za-z0-9_\]\\!\[])(?:\[\d{1,3}\])+(?![(\[:\]])")
_NUMBER = re.compile(r"\[(\d{1,3})\]")


def citations(document: Document) -> Iterator[re.Match[str]]:
    """Yield the numbers in square brackets that stand in the author's prose, in order."""
    if "[" not in document.text:
        return
    links = iter(document.links)
    link = next(links, None)
    for found in _CITATIONS.finditer(document.text):
        while link and link.end <= found.start():
            link = next(links, None)
        in_link = link is not None and link.start <= found.start()
        if not in_link and not document.is_opaque(found.start()):
            yield from _NUMBER.finditer(document.text, *found.span())


def citation(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Link each number to the reference that `question.toml` names for it; the author's number stays as it is."""
    seen: Counter[str] = Counter()
    for found in citations(document):
        key = facts.cites.get(found[1])
        if key is None:
            continue
        seen[found[1]] += 1
        again = f"-{seen[found[1]]}" if seen[found[1]] > 1 else ""
        yield Edit(found.start(), found.start(), f'<sup id="cite-{found[1]}{again}">[', "citation")
        yield _closing(document.text, found.end(), f"](#ref-{key})</sup>")


def _closing(text: str, end: int, new: str) -> Edit:
    """Return the edit after a number; before another number it takes in the bracket, as two insertions cannot meet."""
    return Edit(end - 1, end, f"]{new}", "citation") if text[end : end + 1] == "[" else Edit(end, end, new, "citation")


KEEPS_WORDS = (citation,)
CHANGES_WORDS = ()
