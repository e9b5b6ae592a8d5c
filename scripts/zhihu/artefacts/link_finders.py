"""What is wrong with links and cannot be repaired, only reported."""

import re
from collections.abc import Iterator
from itertools import pairwise

from zhihu.artefacts.known_links import known_links
from zhihu.artefacts.torn_links import torn_links
from zhihu.markdown.addresses import is_keyword, redirect_target
from zhihu.markdown.document import Document, Span
from zhihu.markdown.links import unescaped
from zhihu.model import Sighting, TextFacts
from zhihu.rules.code import keyword_in_code

_ADDRESS = re.compile(
    r"(?:https?:)?//(?:link\.zhihu\.com/?\?[^#\s]{0,200}target=|zhida\.zhihu\.com/search|www\.zhihu\.com/search\?)[^\s<>()\"]*"
)
_CUT = re.compile(r"\]\((?:https?://?|http|htt|ht|h)[!#-'*-;=?-Z\\^-~]*$", re.MULTILINE)
_ELLIPSIS = re.compile(r"[ ]?(?:…|\.\.\.)")
_MENTION = re.compile(r"\[@[^\[\]\n]*\]\((?:https?:)?//www\.zhihu\.com/(?:people|org)/[\w-]+[^()\s]*\)")
_VERBATIM = ("CodeBlock", "Code", "InlineMath", "DisplayMath")
_SENTENCE_END = tuple("。！？!?.：:；;”」』)）】…~")


def cut_link(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a link whose address was cut off, and that the text around it may be too."""
    torn = {link.link.label_end: link for link in torn_links(document) if link.is_cut}
    for place in sorted(torn):
        yield Sighting(
            torn[place].link.start,
            "warning",
            "cut-link",
            f"a link was cut off: {document.text[place + 2 : place + 60]}",
            "its words stay; the words behind it, and where it led, are only in the original",
        )
    for found in _CUT.finditer(document.text):
        if found.start() not in torn and not document.is_opaque(found.start()):
            yield Sighting(
                found.start(),
                "warning",
                "cut-link",
                f"a link was cut off: {found[0][2:60]}",
                "a correction; it stays as it is",
            )


def cut_target(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a redirect whose target Zhihu itself cut: three dots stand behind the link."""
    for link, kind, _url in known_links(document):
        if kind == "redirect" and _ELLIPSIS.match(document.text, link.end):
            label = document.text[link.label_start : link.label_end]
            yield Sighting(
                link.start,
                "note",
                "cut-target",
                f"Zhihu cut the address of {label[:40]}",
                "a look whether it leads anywhere; a correction if not",
            )


def refused_target(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a redirect to an address that no page may carry: only its words stay."""
    for link, kind, url in known_links(document):
        if kind == "refused":
            yield Sighting(
                link.start,
                "warning",
                "refused-target",
                f"a link to {url[:60] or 'nowhere'} was taken off",
                "an address with http, https or mailto",
            )


def address_in_code(document: Document, facts: TextFacts) -> Iterator[Sighting]:
    """Report an address of Zhihu's machinery that stays because it stands in code or in a formula."""
    if "zhihu.com" not in document.text:
        return
    gone = [(edit.start, edit.end) for edit in keyword_in_code(document, facts)]
    for kind in _VERBATIM:
        for span in document.of(kind):
            for found in _addresses(document, span):
                if not any(start <= found.start() < end for start, end in gone):
                    yield Sighting(
                        found.start(),
                        "warning",
                        "address-in-code",
                        f"an address of Zhihu's in code: {found[0][:60]}",
                        "a look at the code; nothing in it was changed",
                    )


def _addresses(document: Document, span: Span) -> Iterator[re.Match[str]]:
    for found in _ADDRESS.finditer(document.text, span.start, span.end):
        url = unescaped(found[0])
        if is_keyword(url) or redirect_target(url) is not None:
            yield found


def torn_mention(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report the name of a person that an exporter tore out of its sentence into a paragraph of its own."""
    if "[@" not in document.text:
        return
    paragraphs = document.of("Paragraph")
    for before, mention in pairwise(paragraphs):
        words = document.text[mention.start : mention.end].strip()
        above = document.text[before.start : before.end].rstrip()
        if _MENTION.fullmatch(words) and before.parent == mention.parent and not above.endswith(_SENTENCE_END):
            yield Sighting(
                mention.start,
                "note",
                "torn-mention",
                f"{words[1:30].partition(']')[0]} may belong into the sentence above",
                "a correction that joins the paragraphs",
            )


LINK_FINDERS = (cut_link, cut_target, refused_target, address_in_code, torn_mention)
