"""HTML in an export (T16, T26, T40, T46): kept where it is harmless and means something, as Markdown where it can be.

What runs, loads or sends something goes, with what it holds. Whatever is missed here, `sanitise.py` keeps off the site;
here it is kept out of every other reader's sight as well.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from zhihu.artefacts.cuts import Cut, Piece, cuts, lead
from zhihu.artefacts.fates import Fate, Judged, judged
from zhihu.markdown.addresses import host_of, is_allowed, is_keyword, redirect_target
from zhihu.markdown.document import Document
from zhihu.markdown.html_names import BLOCKS, EMBEDDING
from zhihu.markdown.plain import escaped
from zhihu.markdown.tags import Tag
from zhihu.markdown.verbatim import Ranges
from zhihu.model import Edit, TextFacts
from zhihu.rules import accidents, footnotes, formulas, highlights, media, pictures
from zhihu.rules.kept_tags import written_tag
from zhihu.rules.links import page_address
from zhihu.rules.pictures import picture_hash, placeholder
from zhihu.rules.unsafe import unsafe_links

# They know what a tag of Zhihu's says, and take or write the whole of it.
_FIRST = (
    *(footnotes.footnote, footnotes.hidden_footnote, footnotes.back_link, highlights.highlight),
    *(formulas.equation_image, media.video, media.sticker),
    *(pictures.lazy_placeholder, pictures.picture_again),
    *(accidents.empty_paragraph, pictures.picture_again),
)
# Whatever a rule takes away behind the sign, a letter may come next; not of an address, which other rules may want.
_OPENING = re.compile(r"\\?<(?![\s\d=\-\u3400-\u9fff\uff00-\uffef]|(?:https?:)?//|https?:|\Z)")
_SIGNS = re.compile(r"[\\`*_\[\]<#&]")
_EMBEDDED = {
    "zh": "嵌入内容未随导出保存，原址在",
    "en": "Embedded content not saved with the export; the original is on",
}
_SOURCES = ("data-original", "data-actualsrc", "data-src", "src")


def _of(document: Document, facts: TextFacts, fate: Fate) -> Iterator[Judged]:
    """Yield the tags of `document` with that fate, but for those that another rule knows better."""
    found = [item for item in judged(document) if item.fate == fate]
    if found:
        theirs = _theirs(document, facts)
        yield from (item for item in found if not theirs.hold(item.tag.start))


def _theirs(document: Document, facts: TextFacts) -> Ranges:
    edits = [(edit.start, edit.end) for rule in _FIRST for edit in rule(document, facts)]
    return Ranges(edits + [(link.start, link.end) for link in document.links if link.is_picture])


def _cuts(document: Document, facts: TextFacts) -> dict[int, Cut]:
    """Return the cuts of everything that goes without leaving anything, whichever rule takes it out."""
    theirs = _theirs(document, facts)
    pieces = [
        Piece(item.tag.start, item.end, item.tag.name in BLOCKS, _unindents_to(item.tag), item.tag.is_block)
        for item in judged(document)
        if _vanishes(item) and item.boxed_to < 0 and not item.ends_box and not theirs.hold(item.tag.start)
    ]
    kept = {item.tag.start: item.tag.end for item in judged(document) if item.fate == "keep"}
    return dict(cuts(document, pieces, kept)) if pieces else {}


def _unindents_to(tag: Tag) -> int:
    return tag.container.end if tag.is_block and tag.container.parent < 0 else 0


def _vanishes(item: Judged) -> bool:
    if item.fate == "picture":
        return not _source(item.tag)
    return item.fate == "drop" or (item.fate == "gone" and not _embedded(item.tag))


def _cut(found: dict[int, Cut], item: Judged, text: str, rule: str) -> Iterator[Edit]:
    cut = Cut(item.tag.start, item.end) if item.ends_box else found[item.tag.start]
    if text[cut.start : cut.end] != cut.new:
        yield from _replaced(cut.start, cut.end, cut.new, rule)


def _replaced(start: int, end: int, new: str, rule: str) -> Iterator[Edit]:
    """Yield the edits that put `new` in the place of what may hold other rules' edits: these are void in a removal."""
    if new:
        yield Edit(start, start, new, rule)
    yield Edit(start, end, "", rule)


def html_markup(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Write tags as Markdown, or without what only a page of their own needs; take out those that say nothing."""
    dropped = list(_of(document, facts, "drop"))
    found = _cuts(document, facts) if dropped else {}
    for item in judged(document):
        yield from _box(document.text, item)
    for item in dropped:
        if item.boxed_to >= 0:
            continue
        if item.heads:
            yield Edit(item.tag.start, item.tag.start, f"{'#' * int(item.tag.name[1])} ", "html_markup")
        yield from _cut(found, item, document.text, "html_markup")
    for item in _of(document, facts, "keep"):
        tag, text = item.tag, document.text
        new = written_tag(document, item, facts)
        if new != text[tag.start : tag.end]:
            yield Edit(tag.start, tag.end, new, "html_markup")


def _box(text: str, item: Judged) -> Iterator[Edit]:
    """Yield the edits that put a box around a block of HTML which loses the tag that it begins with."""
    if item.boxed_to < 0:
        return
    end = item.tag.end if item.fate == "drop" else item.tag.start
    yield Edit(item.tag.start, end, "<section>", "html_markup")
    # Some blocks end with a line, and not only at an empty one, as the box does.
    block_end = item.tag.container.end
    ends = not text[block_end:] or text.startswith("\n", block_end) or item.tag.container.parent >= 0
    yield Edit(item.boxed_to, item.boxed_to, "</section>" if ends else "</section>\n", "html_markup")


def html_words(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Show a name in angle brackets that is no tag, or no address (`<std::string>`): no reader of HTML would see it."""
    if "<" not in document.text:
        return
    shown = [(item.tag.start, item.tag.end) for item in _of(document, facts, "show")]
    shown += [(link.start, link.end) for link in unsafe_links(document) if link.form == "Autolink"]
    yield from _signs_that_open_nothing(document, facts)
    for start, end in shown:
        words = document.text[start:end]
        if "\n" not in words:
            yield Edit(lead(document.text, start), end, _words(words), "html_words")
            continue
        for sign in _SIGNS.finditer(document.text, start, end):
            yield Edit(sign.start(), sign.end(), _words(sign[0]), "html_words")


def _signs_that_open_nothing(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Yield the edits of brackets that only Python-Markdown takes for the beginning of a tag, as in `a<b，c>d`.

    Also of those that do not look like it yet: another rule may take away what stands between them and their end.
    """
    text = document.text
    theirs = _theirs(document, facts)
    gone = Ranges((item.tag.start, item.end) for item in judged(document))
    autolinks = {link.start for link in document.links if link.form in {"Autolink", "Email"}}
    for run in document.of("Inline"):
        for sign in _OPENING.finditer(text, run.start, run.end):
            at = sign.end() - 1
            if not (document.is_opaque(at) or theirs.hold(at) or gone.hold(at) or at in autolinks):
                yield Edit(sign.start(), sign.end(), "&lt;", "html_words")


def _words(tag: str) -> str:
    """Return a tag as words; its last bracket is at no line's start, and needs no escape."""
    return escaped(tag).replace("&gt;", ">")


def html_active(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Take out what would run, load or send something, with what it holds; a link is left to what was embedded."""
    gone = list(_of(document, facts, "gone"))
    found = _cuts(document, facts) if gone else {}
    for item in gone:
        if item.boxed_to >= 0:
            yield Edit(item.tag.start, item.end, "", "html_active")
            continue
        address = _embedded(item.tag)
        if address:
            named = f"{_EMBEDDED[facts.language]} {host_of(address)}"
            new = _link(document, item, named, address)
            yield from _replaced(item.tag.start, item.end, new, "html_active")
        else:
            yield from _cut(found, item, document.text, "html_active")


def html_picture(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Do with a picture in a tag what `picture` does with one in Markdown."""
    pictures = list(_of(document, facts, "picture"))
    found = _cuts(document, facts) if pictures else {}
    for item in pictures:
        address = _source(item.tag)
        if not address:
            yield from _cut(found, item, document.text, "html_picture")
            continue
        new = _shown(document, item, address, facts)
        if new != document.text[item.tag.start : item.end]:
            yield Edit(lead(document.text, item.tag.start), item.end, new, "html_picture")


def _link(document: Document, item: Judged, words: str, address: str) -> str:
    """Return a link as it can stand in the place of a tag; only its words where a link is around it."""
    tag = item.tag
    if item.in_link or _labels(document).hold(tag.start):
        return words
    if item.among:
        return f'<a href="{html.escape(page_address(address))}">{words}</a>'
    return f"[{words}]({page_address(address)})"


@lru_cache(maxsize=1)
def _labels(document: Document) -> Ranges:
    return Ranges((link.label_start, link.label_end) for link in document.links)


def _address(value: str) -> str:
    """Return a web address that a tag names; empty if it is none a page may carry."""
    value = f"https:{value}" if value.startswith("//") else value.strip()
    target = redirect_target(value) or value
    return target if is_allowed(target) and host_of(target) and not is_keyword(target) else ""


def _embedded(tag: Tag) -> str:
    """Return what a tag shows of another page; empty if it shows nothing."""
    names = ("src", "data") if tag.name in EMBEDDING else ()
    return next(filter(None, (_address(tag.attributes.get(name, "")) for name in names)), "")


def _source(tag: Tag) -> str:
    """Return where a picture lies: what a lazy one will load goes before what it shows till then."""
    given = (tag.attributes.get(name, "") for name in _SOURCES)
    return next((source for source in given if source and not source.startswith("data:")), "")


def _shown(document: Document, item: Judged, source: str, facts: TextFacts) -> str:
    alt = " ".join(item.tag.attributes.get("alt", "").split())
    copy = facts.figures.get(picture_hash(source))
    copy = source if copy is None and source in facts.figures.values() else copy
    if copy:
        return f'<img src="{copy}" alt="{html.escape(alt)}">' if item.among else f"![{escaped(alt)}]({copy})"
    words = html.escape(alt) if item.among else escaped(alt)
    new = placeholder(_address(source), words)
    if not new.startswith("["):
        return new
    named, _, address = new[1:-1].rpartition("](")
    return _link(document, item, named, address)


KEEPS_WORDS = (html_markup,)
CHANGES_WORDS = (html_words, html_active, html_picture)
