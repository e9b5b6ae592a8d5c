"""Footnotes of Zhihu's, which an exporter leaves as tags, links and marks, and the lists they lead to (T16, T17)."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from zhihu.artefacts.citings import Citing
from zhihu.artefacts.reference_lists import BACK
from zhihu.artefacts.references import References
from zhihu.markdown.addresses import is_allowed, written
from zhihu.markdown.document import Document
from zhihu.markdown.plain import escaped
from zhihu.model import Edit, TextFacts
from zhihu.rules.citations import all_references

_NOTE = re.compile(r"\[\^[^\]\n]+\]:[ \t]*")
_ARROW = re.compile(r"\\?\^|\[\^\]")
_BARE = re.compile(r"(\\?\^[ ]?)(a?b?c?d?e?f?g?h?[ ]?)")
_LETTERS = "abcdefgh"
_TITLES = {"zh": "参考", "en": "References"}


def footnote(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Write a number with Zhihu's markup as a link to its reference on the page, or as a raised number without one."""
    if "#ref_" not in document.text and "<sup" not in document.text:
        return
    found = all_references(document, facts)
    for place in found.linked:
        if place.citing.is_shown and place.citing.form != "bare":
            yield from _around(place.citing, f'<sup id="{place.id}">[', f"]({place.href})</sup>", "footnote")
    for citing in found.loose:
        if citing.is_shown and citing.form != "bare":
            yield from _unlinked(document.text, citing)


def hidden_footnote(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Show a number that is only in a tag, or in `[^1]` without a footnote of that name, and link it."""
    if "[^" not in document.text and "data-numero" not in document.text:
        return
    for place in all_references(document, facts).linked:
        if not place.citing.is_shown:
            yield from _around(place.citing, f'<sup id="{place.id}">[', f"]({place.href})</sup>", "hidden_footnote")


def _around(citing: Citing, opening: str, closing: str, rule: str) -> Iterator[Edit]:
    """Yield the edits that put other markup around a number; the old one goes as a whole, whatever is in it."""
    first, last = citing.digits
    opening, closing = (f"{opening}[", f"]{closing}") if citing.has_brackets else (opening, closing)
    if first == last:
        yield Edit(citing.start, citing.end, f"{opening}{citing.number}{closing}", rule)
        return
    yield Edit(citing.start, first, opening, rule)
    if citing.form != "link":
        yield Edit(last, citing.end, closing, rule)
        return
    # A rule may want to change the address that goes: what lies in a removal is left out.
    yield Edit(last, last, closing, rule)
    yield Edit(last, citing.end, "", rule)


def _unlinked(text: str, citing: Citing) -> Iterator[Edit]:
    """Yield the edits of a number whose list is not here: raised, with a link only if it leads to the list."""
    if citing.form == "link" and citing.url:
        return
    opening, closing = ("<sup>[", f"]({written(citing.url)})</sup>") if citing.url else ("<sup>", "</sup>")
    edits = list(_around(citing, opening, closing, "footnote"))
    if any(text[edit.start : edit.end] != edit.new for edit in edits):
        yield from edits


def reference_anchor(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Give each entry that the text cites an id, to which the number links."""
    if any(sign in document.text for sign in ("[1", "参考", "#ref_")):
        for entry in all_references(document, facts).cited:
            if not entry.is_anchored:
                yield Edit(entry.start, entry.start, f'<a id="{entry.anchor}"></a>', "reference_anchor")


def back_link(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Take out the arrow and the letters by which an entry led back into Zhihu's page."""
    text = document.text
    if "^" not in text:
        return
    found = all_references(document, facts)
    starts = [entry.start for entry in found.entries]
    starts += [m.end() for note in document.of("FootnoteDefinition") if (m := _NOTE.match(text, note.start))]
    backs = [(start, back.end()) for start in starts if (back := BACK.match(text, start))]
    for start, end in [*backs, *_bare_backs(text, found)]:
        yield Edit(start, end, "", "back_link")


def _bare_backs(text: str, found: References) -> Iterator[tuple[int, int]]:
    """Yield the arrows that lost their links, of lists in which every entry begins with one."""
    times = Counter(place.citing.number for place in found.linked)
    for _, group in groupby(found.entries, key=lambda entry: entry.list_start):
        rows = list(group)
        if all(_ARROW.match(text, row.start) for row in rows):
            for row in rows:
                bare = None if BACK.match(text, row.start) else _BARE.match(text, row.start)
                if bare:
                    yield (
                        row.start,
                        bare.end(2 if _are_letters(bare[2], times[row.number], text[bare.end() :][:1]) else 1),
                    )


def _are_letters(letters: str, times: int, after: str) -> bool:
    """Return whether `letters` are those of the places that cite an entry, not the beginning of its words."""
    is_row = len(letters) > 1 and _LETTERS.startswith(letters.strip())
    return is_row and (len(letters.strip()) == times or not (after.isascii() and after.islower()))


def lost_references(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Write the list of references anew from what Zhihu's tags say, where the export has none."""
    if "data-numero" not in document.text:
        return
    rebuilt = all_references(document, facts).rebuilt
    rebuilt = {number: citing for number, citing in rebuilt.items() if str(number) not in facts.cites}
    if rebuilt and _ends_outside_code(document):
        is_list = list(rebuilt) == list(range(1, len(rebuilt) + 1))
        rows = (_row(f"{facts.place}{n}", citing, f"{n}. " if is_list else "") for n, citing in rebuilt.items())
        end = len(document.text.rstrip())
        text = ("\n" if is_list else "\n\n").join(rows)
        yield Edit(end, end, f"\n\n## {_TITLES[facts.language]}\n\n{text}", "lost_references")


def _row(anchor: str, citing: Citing, sign: str) -> str:
    name = "" if sign else f"\\[{citing.number}\\] "
    address = f"[{escaped(citing.target)}]({written(citing.target)})" if is_allowed(citing.target) else citing.target
    words = " ".join(part for part in (escaped(citing.words), address) if part)
    return f'{sign}<a id="reference-{anchor}"></a>{name}{words}'


def _ends_outside_code(document: Document) -> bool:
    last = next((s for s in reversed(document.spans) if s.parent < 0), None)
    if last is None or last.kind == "HtmlBlock":
        return False
    closes = document.text.rstrip().endswith(("```", "~~~"))
    return last.kind != "CodeBlock" or last.data == "Indented" or closes


KEEPS_WORDS = (footnote, reference_anchor)
CHANGES_WORDS = (hidden_footnote, back_link, lost_references)
