"""What becomes of each tag in an export: kept, taken out with or without what it holds, or shown as words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import Literal

from zhihu.markdown.addresses import is_allowed, is_keyword, redirect_target
from zhihu.markdown.document import Document
from zhihu.markdown.html_names import ACTIVE, BLOCKS, ENDS_BY_ITSELF, HEADINGS, INSIDE, KEPT, TABLE, VOID, WRAPPERS
from zhihu.markdown.tags import Markup, Tag, markup

Fate = Literal["keep", "drop", "gone", "show", "picture"]

# Sections are boxes of our own.
_UNWRAPPED = HEADINGS | (BLOCKS & WRAPPERS) - {"section"}
_PLAIN = re.compile(r"(?![-+#>=]|\d+[.)])[^\\`*_\[\]<>~$|&\n\t\u00a0\u200b-\u200f\u2060\ufeff]+")
_INERT = frozenset({"br", "kbd", "mark", "sub", "sup"})
_OUR_COMMENT = "<!-- -->"
# Not of `strong` and `em`, which `emphasis` writes where stars do not do.
STARS = {"b": "**", "i": "*"}
OUR_ID = re.compile(r"(?:cite|note|ref|reference|term)-[\w-]+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A tag and its fate."""

    tag: Tag
    """The tag."""

    fate: Fate
    """What becomes of it."""

    end: int
    """Where what goes with it ends: its partner's end if it takes with it what it holds."""

    partner: Tag | None = None
    """The tag that it opens or closes with."""

    in_link: bool = False
    """Whether a link that is kept holds it."""

    heads: bool = False
    """Whether it begins a heading that Markdown can write."""

    among: bool = False
    """Whether something of its block of HTML stays, where no Markdown can stand then."""

    is_starred: bool = False
    """Whether stars mean the same."""

    ends_box: bool = False
    """Whether a box ends right behind it, so that no blanks may go with it."""

    boxed_to: int = -1
    """Where the box has to end that must begin here, so that the rest of a block stays one; -1: none is needed."""


@lru_cache(maxsize=1)
def judged(document: Document) -> tuple[Judged, ...]:
    """Return the tags of `document` outside of what others take with them, in order."""
    judge = _Judge(document.text, markup(document))
    blocks: dict[int, list[Judged]] = {}
    for item in judge.verdicts():
        blocks.setdefault(item.tag.container.start, []).append(item)
    found = chain.from_iterable(_settled(document.text, items, judge.with_words) for items in blocks.values())
    return tuple(sorted(found, key=lambda item: item.tag.start))


def _settled(text: str, items: list[Judged], with_words: set[int]) -> list[Judged]:
    """Return the tags of one block or run, with what can be said only of all of them together."""
    container = items[0].tag.container
    if container.kind != "HtmlBlock":
        starred = set(_starred(text, items))
        return [replace(item, is_starred=item.tag.start in starred) for item in items] if starred else items
    if _is_plain(text, items):
        is_all = text[: container.start].strip() == text[container.end :].strip() == ""
        return [
            # What is all of a text may be its title.
            replace(item, fate="drop", heads=item is items[0] and item.tag.name in HEADINGS and not is_all)
            if item.fate == "keep"
            else item
            for item in items
        ]
    if container.start not in with_words and not any(item.fate in {"keep", "show"} for item in items):
        return items
    if items[0].fate == "keep" and items[0].tag.name != "hr":
        return [replace(item, among=True) for item in items]
    if _dissolves(text, items):
        return items
    end = container.start + len(text[container.start : container.end].rstrip())
    first, *others = (replace(item, among=True, ends_box=item.end == end) for item in items)
    return [replace(first, boxed_to=end), *others]


def _starred(text: str, items: list[Judged]) -> Iterator[int]:
    """Yield where the bold and italic tags of a run begin for which stars do.

    No star and no other such tag may touch them, and a letter has to stand at both ends, or they would not close.
    """
    if "*" in _without_tags(text, items):
        return
    gaps = list(_gaps(text, items))
    touching = {
        item.tag.start
        for one, other, words in gaps
        if not words and {one.tag.name, other.tag.name} <= STARS.keys()
        for item in (one, other)
    }
    for opening, closing, words in gaps:
        pair = {opening.tag.start, closing.tag.start}
        if opening.tag.name in STARS and opening.partner is closing.tag and words and not pair & touching:
            yield from pair if words[0].isalnum() and words[-1].isalnum() else ()


def _gaps(text: str, items: list[Judged]) -> Iterator[tuple[Judged, Judged, str]]:
    """Yield tags that stay and follow on each other, with the words that will stand between them."""
    last: Judged | None = None
    words: list[str] = []
    for before, item in pairwise((None, *items)):
        words.append(text[before.end : item.tag.start] if before and item else "")
        if item and item.fate not in {"drop", "gone"}:
            if last:
                yield last, item, "".join(words)
            last, words = item, []


def _dissolves(text: str, items: list[Judged]) -> bool:
    """Return whether what is left of a block reads the same as Markdown: plain words and tags that mean themselves."""
    if any(item.fate == "keep" and item.tag.name not in _INERT for item in items):
        return False
    lines = _without_tags(text, items).split("\n")
    return all(line == line.strip() and (not line or _PLAIN.fullmatch(line)) for line in lines)


def _without_tags(text: str, items: list[Judged]) -> str:
    block = items[0].tag.container
    edges = [block.start, *chain.from_iterable((item.tag.start, item.end) for item in items), block.end]
    return "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def _is_plain(text: str, items: list[Judged]) -> bool:
    """Return whether a block is one line of plain words in one pair of tags, after an empty line: a paragraph.

    Words in which a sign of Markdown's stands are not plain: without the tags it would begin to mean something.
    """
    opening = items[0]
    block = opening.tag.container
    kept = [item for item in items if item.fate not in {"drop", "gone"}]
    if opening.tag.name not in _UNWRAPPED or len(kept) != len("<>") or kept[0] is not opening or block.parent >= 0:
        return False
    if any(key.startswith("data-") for item in items[1:] for key in item.tag.attributes):
        # Another rule may write something in its place.
        return False
    before = text[max(0, opening.tag.start - 2) : opening.tag.start]
    if opening.partner is not kept[1].tag or before not in {"", "\n", "\n\n"}:
        return False
    outside = text[kept[1].end : block.end]
    return not outside.strip() and bool(_PLAIN.fullmatch(_without_tags(text, items).strip()))


class _Judge:
    """Goes over the tags once; what encloses a tag was judged before it."""

    def __init__(self, text: str, found: Markup) -> None:
        self.text = text
        self.tags = found.tags
        self.partners = found.partners
        self.fates: dict[int, Fate] = {}
        self.open: Counter[tuple[bool, int, str]] = Counter()
        self.with_words = {
            tag.container.start for tag in self.tags if tag.kind == "words" and text[tag.start : tag.end].strip()
        }

    def verdicts(self) -> Iterator[Judged]:
        at = 0
        while at < len(self.tags):
            tag = self.tags[at]
            last = self._last_inside(at)
            if tag.kind != "words":
                fate = self.fates[at] = "gone" if last > at else self._fate(at)
                self._count(at)
                partner = self.tags[self.partners[at]] if at in self.partners else None
                in_link = self.open[(*self._scope(tag), "a")] > 0
                yield Judged(tag, fate, self.tags[last].end, partner, in_link)
            at = last + 1

    def _last_inside(self, at: int) -> int:
        """Return the index of the end tag if the tag takes with it what it holds, else of the tag itself."""
        tag, partner = self.tags[at], self.partners.get(at, at)
        if tag.kind != "start" or tag.name not in ACTIVE:
            return at
        return partner if self.tags[partner].container is tag.container else at

    def _count(self, at: int) -> None:
        tag = self.tags[at]
        if self.fates[at] == "keep" and at in self.partners:
            self.open[(*self._scope(tag), tag.name)] += 1 if tag.kind == "start" else -1

    def _scope(self, tag: Tag) -> tuple[bool, int]:
        return tag.is_block, tag.container.parent if tag.is_block else tag.container.start

    def _fate(self, at: int) -> Fate:
        tag = self.tags[at]
        if tag.kind in {"comment", "bracket"}:
            return self._fate_of_sign(tag)
        if tag.kind == "end" and at in self.partners and self.partners[at] in self.fates:
            return self.fates[self.partners[at]]
        if tag.name in {"img", "image"}:
            return "picture" if tag.kind == "start" else "drop"
        if tag.name in ACTIVE:
            return self._fate_without_content(at)
        if tag.name in WRAPPERS:
            return self._fate_of_wrapper(at)
        return self._fate_of_known(at) if tag.name in KEPT else "show"

    def _fate_of_sign(self, tag: Tag) -> Fate:
        words = self.text[tag.start : tag.end]
        if words == _OUR_COMMENT:
            return "keep"
        return "drop" if words.startswith("<!--") and tag.kind == "comment" else "show"

    def _fate_without_content(self, at: int) -> Fate:
        tag = self.tags[at]
        if tag.kind == "start" and tag.name in VOID and tag.attributes:
            return "gone"
        return "drop" if tag.attributes or tag.kind == "end" or at in self.partners else "show"

    def _fate_of_wrapper(self, at: int) -> Fate:
        """In a block of HTML that holds words, these would become Markdown without it."""
        tag = self.tags[at]
        if tag.kind == "start" and at not in self.partners and tag.name not in ENDS_BY_ITSELF:
            return "show" if self._is_named_only(tag) else "drop"
        is_whole = at in self.partners and self.tags[self.partners[at]].container is tag.container
        opens = tag.name in BLOCKS or tag.start == tag.container.start
        stays = tag.name == "section" or tag.container.start in self.with_words
        return "keep" if is_whole and opens and tag.is_block and stays else "drop"

    def _fate_of_known(self, at: int) -> Fate:
        tag = self.tags[at]
        outer = INSIDE.get(tag.name, frozenset())
        if outer and not any(self.open[(*self._scope(tag), name)] > 0 for name in outer):
            return "show" if tag.kind == "start" and self._is_named_only(tag) else "drop"
        if tag.name in VOID or (tag.name in ENDS_BY_ITSELF and at not in self.partners):
            return "keep" if tag.kind == "start" else "drop"
        if at not in self.partners:
            return "show" if tag.kind == "start" and self._is_named_only(tag) else "drop"
        if tag.name == "a":
            return "keep" if _leads_somewhere(tag) else "drop"
        is_whole = self.tags[self.partners[at]].container is tag.container
        return "keep" if is_whole or tag.name == "details" or tag.name in TABLE else "drop"

    def _is_named_only(self, tag: Tag) -> bool:
        """Return whether a tag in a sentence looks like a name in angle brackets: nothing in it has a value."""
        return not tag.is_block and not any(tag.attributes.values())


def _leads_somewhere(tag: Tag) -> bool:
    address = tag.attributes.get("href", "")
    target = redirect_target(address) or address
    return OUR_ID.fullmatch(tag.attributes.get("id", "")) is not None or (is_allowed(target) and not is_keyword(target))


def dropped_tags(document: Document) -> Iterator[tuple[int, int]]:
    """Yield where tags in sentences stand that go, so that what stands on both sides of them will meet."""
    return ((item.tag.start, item.end) for item in judged(document) if item.fate == "drop" and not item.tag.is_block)
