"""What Zhihu's page shows below a text: date, topics, an advertisement, gifts, buttons, trending searches (T45)."""

import re
from collections.abc import Iterator, Sequence

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts
from zhihu.rules.other_answers import others_start
from zhihu.rules.page_words import PAGE_END, PROBABLE_BOTTOM, SURE_BOTTOM, TOPIC
from zhihu.rules.units import BLANK, Unit, removal, units

_WINDOW = 800
_LARGEST_WINDOW = 100_000
_HEADING_SIGNS = 8
_MOST_HEADINGS = 100
# An advertisement comes twice: its title glued to the line above, then the beginning of its text.
_LAST_LINK = re.compile(r"(?<=\S)\[(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*\]\(([^()\s]+)\)\Z")
_LAST_TOPICS = re.compile(rf"(?:{TOPIC})+\Z")
_TEASER = re.compile(r"\[.*(?:\.\.\.|…)\s?\]\(([^()\s]+)\)")
_COLUMN = re.compile(r"\[所属专栏 · [^\]]* 更新\](\([^()\s]+\))")
# The button that unfolds a text, glued to its last words.
_MORE = re.compile(rf"\s阅读全文\u200b[{BLANK}]*\Z")
_LONGEST_MORE = 40


def chrome_bottom(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out what Zhihu's page shows below the text."""
    end = text_end(document)
    start = page_start(document, end)
    if start < end:
        yield removal(document.text, start, len(document.text[:end].rstrip(BLANK)), "chrome_bottom")


def text_end(document: Document) -> int:
    """Return where the footnotes or other people's words begin that stand below the text."""
    end = others_start(document)
    notes = document.of("FootnoteDefinition") if "[^" in document.text else []
    for note in reversed([note for note in notes if note.start < end]):
        if document.text[note.end : end].strip(BLANK):
            break
        end = note.start
    return end


def page_start(document: Document, end: int) -> int:
    """Return where the page's lines above `end` begin; `end` if there are none."""
    text, below = document.text, _closed_page(document, end)
    start = at = below
    size = _WINDOW
    while at and size < _LARGEST_WINDOW:
        at = text.rfind("\n", 0, max(0, below - size)) + 1
        lines = list(units(text, at, below))
        topmost, start = _scanned(document, lines, below)
        if topmost > 1:  # else the first line may be cut off from a link that begins above
            break
        size *= 4
    more = _MORE.search(text, max(0, start - _LONGEST_MORE), start)
    return more.start() if more and start < end else start


def _scanned(document: Document, lines: Sequence[Unit], below: int) -> tuple[int, int]:
    """Return the index of the topmost line that is the page's, and where its sure lines begin."""
    start = below
    cards = set(_column_cards(lines))
    for at in range(len(lines) - 1, -1, -1):
        place = _advertised(document.text, lines[at - 1], lines[at]) if at else None
        if at in cards or _is(SURE_BOTTOM, document, lines[at]):
            start = lines[at].start
        elif place is not None:
            if not _is(SURE_BOTTOM, document, lines[at - 1]):
                return at, place
        elif not _is(PROBABLE_BOTTOM, document, lines[at]):
            return at + 1, start
    return 0, start


def _is(pattern: re.Pattern[str], document: Document, unit: Unit) -> bool:
    return bool(pattern.fullmatch(unit.words)) and not document.is_opaque(unit.start)


def _advertised(text: str, above: Unit, unit: Unit) -> int | None:
    """Return where in the line above topics and an advertisement's title are glued; None if the lines are none."""
    teaser = _TEASER.fullmatch(unit.words)
    title = _LAST_LINK.search(text, above.start, above.end) if teaser else None
    if not teaser or not title or title[1] != teaser[1]:
        return None
    topics = _LAST_TOPICS.search(text, max(above.start, title.start() - _WINDOW), title.start())
    return topics.start() if topics else title.start()


def _column_cards(lines: Sequence[Unit]) -> Iterator[int]:
    """Yield the places of lines that show the column of the text: a line that says so, and links to the same column."""
    address = ""
    for at, unit in enumerate(lines):
        title = _COLUMN.fullmatch(unit.words)
        address = title[1] if title else address
        if address and unit.words.endswith(address):
            yield at
        else:
            address = ""


def _closed_page(document: Document, end: int) -> int:
    """Return where, under a sure line, a heading of the page begins that closes it; `end` if none does."""
    for line in _alone(document.text, end):
        above = _unit_above(document.text, line)
        if above and _is(SURE_BOTTOM, document, above):
            return line
    return end


def _alone(text: str, end: int) -> Iterator[int]:
    """Yield where a line begins that says nothing but the words of such a heading; not all, where there are many."""
    for words in PAGE_END:
        at = -1
        for _ in range(_MOST_HEADINGS):
            at = text.find(words, at + 1, end)
            line = text.rfind("\n", max(0, at - _HEADING_SIGNS), at) if at >= 0 else -1
            if at < 0:
                break
            if line >= 0 and not text[line:at].strip("\n# ") and text.startswith(("\n", " \n"), at + len(words)):
                yield line + 1


def _unit_above(text: str, end: int) -> Unit | None:
    """Return the last unit above a line; None if there is none near it."""
    start = end
    while start > max(0, end - _WINDOW):
        start = text.rfind("\n", 0, start - 1) + 1
        if text[start:end].strip(BLANK) and not text.startswith("](", start):
            return max(units(text, start, end), key=lambda unit: unit.start)
    return None


KEEPS_WORDS = ()
CHANGES_WORDS = (chrome_bottom,)
