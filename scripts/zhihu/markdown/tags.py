"""Tags of HTML in a document, with their ranges and partners, as an HTML parser sees them where Markdown has HTML."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from operator import itemgetter
from types import MappingProxyType
from typing import Literal

from zhihu.markdown.document import Document, Span
from zhihu.markdown.html_names import VOID

Kind = Literal["start", "end", "comment", "words", "bracket"]

_Found = tuple[int, Kind, str, Mapping[str, str]]
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tag:
    """One piece of HTML: a tag, a comment, or words that stand among tags where Markdown sees none."""

    start: int
    """Its first character in the document."""

    end: int
    """Character after the last one."""

    kind: Kind
    """`comment` is also whatever else begins with `<!` or `<?`; `bracket` is a `<` that opens nothing."""

    name: str
    """Its name in lower case; empty if it is no tag."""

    container: Span
    """The block of HTML or the run of inline text that it stands in."""

    attributes: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False, compare=False)
    """Values by name; the first one counts, as in a browser."""

    @property
    def is_block(self) -> bool:
        """Whether it stands in a block of HTML, where nothing is Markdown."""
        return self.container.kind == "HtmlBlock"


@dataclass(frozen=True, slots=True)
class Markup:
    """All HTML of a document."""

    tags: tuple[Tag, ...]
    """In order."""

    partners: Mapping[int, int]
    """Index of the partner of each tag that has one, both ways."""


class _Reader(HTMLParser):
    """Notes what begins where; texts between tags are `words`."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        # Not `splitlines`, which also cuts where the parser does not count a line.
        self._lines = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self.found: list[_Found] = []
        self.ends: set[int] = set()
        self.feed(text)
        self.close()

    def _note(self, kind: Kind, name: str, attributes: Mapping[str, str] = _NOTHING) -> None:
        line, column = self.getpos()
        self.found.append((self._lines[line - 1] + column, kind, name, attributes))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note("start", tag, {name: value or "" for name, value in reversed(attrs)})
        # What the parser leaves over at the end of a text belongs to no tag.
        self.ends.add(self.found[-1][0] + len(self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._note("end", tag)

    def handle_data(self, data: str) -> None:  # noqa: ARG002 - only the place counts
        self._note("words", "")

    def parse_html_declaration(self, i: int) -> int:
        """Read what begins with `<!` as a browser does; some of it makes the parser of Python 3.11 raise."""
        return self.parse_comment(i) if self.rawdata.startswith("<!--", i) else self.parse_bogus_comment(i)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._note("comment", "")

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)


class _InlineReader(_Reader):
    """Reads tags of inline text, of which none makes what follows verbatim: Markdown has seen to that."""

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Take what follows for tags."""


@lru_cache(maxsize=1)
def markup(document: Document) -> Markup:
    """Return the HTML of `document`; several rules ask for it one after the other."""
    if "<" not in document.text or not (document.of("InlineHtml") or document.of("HtmlBlock")):
        return Markup((), {})
    tags = tuple(sorted((*_inline(document), *_blocks(document)), key=lambda tag: tag.start))
    return Markup(tags, _partners(tags))


def _inline(document: Document) -> Iterator[Tag]:
    """Yield the tags in inline text; one reader for all of them, since to make one costs more than to read one."""
    spans, text = document.of("InlineHtml"), document.text
    runs = document.of("Inline")
    starts = [run.start for run in runs]
    named = [span for span in spans if text[span.start + 1] not in "!?"]
    places = {0, *accumulate(span.end - span.start for span in named)}
    found = _InlineReader("".join(text[span.start : span.end] for span in named)).found
    read = {at: (kind, name, given) for at, kind, name, given in found if at in places}
    at = 0
    for span in spans:
        run = runs[bisect_right(starts, span.start) - 1]
        if text[span.start + 1] in "!?":
            yield Tag(span.start, span.end, "comment", "", run)
            continue
        if at in read:
            yield Tag(span.start, span.end, *read[at][:2], run, read[at][2])
        at += span.end - span.start


def _blocks(document: Document) -> Iterator[Tag]:
    leaves: dict[int, list[Span]] = {}
    for leaf in document.of("Html"):
        leaves.setdefault(leaf.parent, []).append(leaf)
    for parent, lines in leaves.items():
        yield from _block(document.text, document.spans[parent], lines)


def _block(text: str, block: Span, lines: Sequence[Span]) -> Iterator[Tag]:
    """Yield what stands in a block of HTML; in a quote, its lines do not follow on each other in the document."""
    html = "".join(text[line.start : line.end] for line in lines)
    offsets = [0, *accumulate(line.end - line.start for line in lines)]

    def place(at: int) -> int:
        line = min(bisect_right(offsets, at), len(lines)) - 1
        return lines[line].start + at - offsets[line]

    reader = _Reader(html)
    starts = {at for at, *_ in reader.found}
    left: list[_Found] = [(at, "words", "", _NOTHING) for at in reader.ends - starts if at < len(html)]
    found = [*sorted([*reader.found, *left], key=itemgetter(0)), (len(html), "words", "", _NOTHING)]
    for (at, kind, name, given), following in pairwise(found):
        first, last = place(at), place(following[0] - 1) + 1
        while kind == "words" and (sign := text.find("<", first, last)) >= 0:
            if first < sign:
                yield Tag(first, sign, "words", "", block)
            yield Tag(sign, sign + 1, "bracket", "", block)
            first = sign + 1
        if first < last:
            yield Tag(first, last, kind, name, block, given)


def _partners(tags: Iterable[Tag]) -> Mapping[int, int]:
    """Return the pairs: in one run of inline text, or in the blocks of HTML of one parent."""
    partners: dict[int, int] = {}
    stacks: dict[tuple[bool, int], list[tuple[int, str]]] = {}
    counts: Counter[tuple[tuple[bool, int], str]] = Counter()
    for index, tag in enumerate(tags):
        scope = (tag.is_block, tag.container.parent if tag.is_block else tag.container.start)
        stack = stacks.setdefault(scope, [])
        if tag.kind == "start" and tag.name not in VOID:
            stack.append((index, tag.name))
            counts[scope, tag.name] += 1
        elif tag.kind == "end" and counts[scope, tag.name]:
            while True:
                opening, name = stack.pop()
                counts[scope, name] -= 1
                if name == tag.name:
                    break
            partners |= {opening: index, index: opening}
    return partners
