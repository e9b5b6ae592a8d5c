"""Places where an author cites a reference of Zhihu's, as an exporter leaves them: tags, links, marks (T16)."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zhihu.markdown.document import Document
from zhihu.markdown.tags import markup
from zhihu.markdown.verbatim import Ranges, code_of

_ATTRIBUTES = r"(?:\s+[\w:-]+(?:=\"[^\"]*\")?)*\s*"
_TAGGED = re.compile(
    rf"(?P<sup><sup\b{_ATTRIBUTES}>\s?)?(?P<a><a\b{_ATTRIBUTES}>)?"
    rf"(?P<open>\\?\[)?(?P<number>\d{{1,3}})?(?P<close>\\?\])?(?P<end_a></a>)?(?P<end>\s?</sup>)?"
)
_LINKED = re.compile(
    r"(?P<sup><sup>)?\[(?P<open>\\?\[)?(?P<number>\d{1,3})(?P<close>\\?\])?\]"
    r"\((?P<url>[^()\s]*#ref_\d+)(?:[ ]\"[^\"\n]*\")?\)(?P<end></sup>)?"
)
_MARK = re.compile(r"(?<!\\)\[\^(?P<number>\d{1,3})\](?![:(]|\[[^\[\]^]*\](?!\())")
_ATTRIBUTE = re.compile(r"\s([\w:-]+)=\"([^\"]*)\"")
# An address at which the list can still be read.
_ARTICLE = re.compile(r"https?://[a-z]+\.zhihu\.com/(?:p|pin|question/\d+/answer)/\d+")


@dataclass(frozen=True, slots=True)
class Citing:
    """One number of a reference in a text, with the markup around it."""

    start: int
    """First character of number and markup."""

    end: int
    """Character after the last one."""

    digits: tuple[int, int]
    """Where the number stands; empty if it is only in an attribute."""

    number: int
    """The number."""

    form: str
    """`tag`, `link`, `mark`, or `bare`: brackets without any markup."""

    has_brackets: bool = True
    """Whether the reader sees brackets around the number."""

    url: str = ""
    """Address at which the list can be read, if it names one."""

    words: str = ""
    """What Zhihu's tag says of the reference."""

    target: str = ""
    """Where Zhihu's tag says that the reference is."""

    @property
    def is_shown(self) -> bool:
        """Whether a reader of the export sees the number as a number."""
        return self.form != "mark" and self.digits[0] < self.digits[1]


def marked_citings(document: Document) -> Iterator[Citing]:
    """Yield the citing places of `document` that have markup, in order."""
    text = document.text
    found: list[Citing] = []
    written: list[Citing] = []
    if "<sup" in text or "#ref_" in text:
        found += _tagged(text)
        written += _linked(text)
    if "[^" in text:
        notes = {span.start for span in document.of("FootnoteReference")}
        written += [_citing(m, "mark") for m in _MARK.finditer(text) if m.start() not in notes]
    if written:
        hidden = _hidden(document)
        found += [citing for citing in written if not hidden.hold(citing.start)]
    code = code_of(document)
    yield from sorted((c for c in found if not code.hold(c.start)), key=lambda c: c.start)


def _hidden(document: Document) -> Ranges:
    """Return where brackets are neither Markdown's nor shown: in tags, comments, and the labels of pictures."""
    tags = ((tag.start, tag.end) for tag in markup(document).tags if tag.kind != "words")
    return Ranges([*tags, *((span.start, span.end) for span in document.of("Image"))])


def _citing(found: re.Match[str], form: str, url: str = "") -> Citing:
    place = found.span("number")
    return Citing(*found.span(), place, int(found["number"]), form, url=url if _ARTICLE.match(url) else "")


def is_linked_citing(text: str, place: int) -> bool:
    """Return whether a link to Zhihu's list of references begins at `place`, whose label is the number of an entry."""
    return bool(_LINKED.match(text, place))


def _linked(text: str) -> Iterator[Citing]:
    for found in _LINKED.finditer(text):
        yield replace(_citing(found, "link", found["url"]), has_brackets=bool(found["open"] or found["close"]))


def _tagged(text: str) -> Iterator[Citing]:
    for opening in re.finditer(r"<sup\b|<a\b", text):
        found = _TAGGED.match(text, opening.start())
        if not found or not _is_whole(found) or text.endswith("<sup>", 0, opening.start()):
            continue
        given = {m[1]: html.unescape(m[2]) for m in _ATTRIBUTE.finditer((found["sup"] or "") + (found["a"] or ""))}
        number = found["number"] or given.get("data-numero", "")
        if number.isdecimal() and _is_citing(found, given):
            yield _from_tag(found, int(number), given)


def _is_whole(found: re.Match[str]) -> bool:
    """Return whether each tag that opens in front of a number closes behind it, and there is one."""
    return (
        bool(found["sup"]) == bool(found["end"])
        and bool(found["a"]) == bool(found["end_a"])
        and bool(found["sup"] or found["a"])
    )


def _is_citing(found: re.Match[str], given: Mapping[str, str]) -> bool:
    """Return whether a tag is one of Zhihu's, and not the way back from an entry."""
    _, is_zhihu, place = given.get("href", "").partition("#ref_")
    return "_" not in place and bool("data-numero" in given or is_zhihu or (found["open"] and found["sup"]))


def _from_tag(found: re.Match[str], number: int, given: Mapping[str, str]) -> Citing:
    place = found.span("number") if found["number"] else (found.end(), found.end())
    return Citing(
        *found.span(),
        place,
        number,
        "tag",
        has_brackets=bool(found["open"]) or not found["number"],
        url=given.get("href", "") if _ARTICLE.match(given.get("href", "")) else "",
        words=given.get("data-text", "").strip(),
        target=given.get("data-url", "").strip(),
    )
