"""Links and footnotes whose definition stands on another page: each page has to read alone."""

import re
from collections.abc import Iterator

from zhihu.markdown.addresses import direct, is_allowed, is_keyword
from zhihu.markdown.document import Document
from zhihu.markdown.links import Link
from zhihu.markdown.verbatim import Ranges
from zhihu.model import Edit, TextFacts
from zhihu.rules.citations import all_references
from zhihu.rules.links import page_address
from zhihu.rules.pictures import picture_hash, placeholder
from zhihu.rules.unlinking import unlinked

_REFERENCE = re.compile(
    r"(?<!\\)(?P<picture>!?)\[(?P<label>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\](?:\[(?P<name>[^\[\]\n]*)\])?(?![(:\[])"
)
_MARK = re.compile(r"(?<!\\)\[\^(?P<label>[^\]\s]+)\](?![:(])")
_TASKS = frozenset({"", "x"})
_NOTE = re.compile(r"\[\^[^\]\n]+\]:")


def label_key(label: str) -> str:
    """Return the form in which labels of definitions are compared: without case, any white space as one blank."""
    return " ".join(label.split()).casefold()


def far_references(document: Document, facts: TextFacts) -> Iterator[tuple[Link, bool]]:
    """Yield the references in brackets that a definition elsewhere makes links, and whether each is a picture."""
    known = facts.elsewhere
    if not known.links or "[" not in document.text:
        return
    taken = Ranges((link.start, link.end) for link in document.links)
    cited = {place.citing.start for place in all_references(document, facts).linked}
    for inline in document.of("Inline"):
        for found in _REFERENCE.finditer(document.text, inline.start, inline.end):
            key = label_key(found["name"] or found["label"])
            is_free = not (taken.hold(found.start()) or document.is_opaque(found.start()) or found.start() in cited)
            # What becomes of tags is for other rules to say.
            is_free = is_free and "<" not in found[0]
            is_meant = found["name"] or (key in known.shortcuts and key not in _TASKS)
            if is_free and key in known.links and is_meant:
                closing = found.end("label")
                places = (found.start(), found.end(), found.start("label"), closing, closing, closing)
                yield Link(*places, known.links[key], "Torn", is_picture=bool(found["picture"])), bool(found["picture"])


def _goes(link: Link) -> bool:
    """Return whether only the words of a link stay."""
    return is_keyword(link.url) or not is_allowed(direct(link.url))


def far_markup(document: Document, facts: TextFacts) -> Iterator[tuple[int, int]]:
    """Yield the ranges of markup that `far_link` takes away inside a line."""
    for link, is_picture in far_references(document, facts):
        if not is_picture and _goes(link):
            yield from ((link.start, link.label_start), (link.label_end, link.end))


def far_link(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Write the address of a link beside its label if its definition stands on another page."""
    for link, is_picture in far_references(document, facts):
        if is_picture:
            continue
        if _goes(link):
            yield from unlinked(document.text, link, "far_link")
        else:
            yield Edit(link.label_end + 1, link.end, f"({page_address(link.url)})", "far_link")


def far_picture(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Do with a picture whose address stands on another page what `picture` does with one whose address is here."""
    for link, is_picture in far_references(document, facts):
        if is_picture:
            alt = document.text[link.label_start : link.label_end]
            copy = facts.figures.get(picture_hash(link.url))
            yield Edit(link.start, link.end, f"![{alt}]({copy})" if copy else placeholder(link.url, alt), "far_picture")


def far_note(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Repeat below a text the footnotes that it cites and that stand on another page."""
    if not facts.elsewhere.notes or "[^" not in document.text:
        return
    own = {span.data for span in document.of("FootnoteDefinition")}
    cited = {place.citing.start for place in all_references(document, facts).linked}
    marks = (m for m in _MARK.finditer(document.text) if not document.is_opaque(m.start()) and m.start() not in cited)
    wanted = [label for label in dict.fromkeys(m["label"] for m in marks) if label not in own]
    notes = [f"[^{label}]: {words}" for label in wanted if (words := facts.elsewhere.notes.get(label))]
    if notes:
        end = len(document.text.rstrip())
        yield Edit(end, end, "".join(f"\n\n{note}" for note in notes), "far_note")


def lone_note(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Show a footnote that nothing on its page cites as the paragraph it is; GitHub shows none, others no number."""
    if "]:" not in document.text:
        return
    notes = [span for span in document.of("FootnoteDefinition") if span.parent < 0]
    cited = {document.text[span.start + 2 : span.end - 1] for span in document.of("FootnoteReference")}
    for span in notes:
        marker = _NOTE.match(document.text, span.start)
        if marker and span.data not in cited and "\n\n" not in document.text[span.start : span.end].strip():
            yield Edit(*marker.span(), f"\\{marker[0]}", "lone_note")


KEEPS_WORDS = (far_link,)
CHANGES_WORDS = (far_picture, far_note, lone_note)
