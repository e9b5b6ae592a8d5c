"""Formulas that Zhihu shows as pictures of itself (T19, T21, T22): where they stand, and their TeX.

An export has them as Markdown pictures, some of which no parser knows as pictures because a bracket or a blank in
label or address is not encoded, as `<img eeimg>`, or as `<span class="ztext-math">`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, unquote_plus

from zhihu.markdown.document import Document
from zhihu.markdown.verbatim import Ranges, code_of

_ADDRESS = r"(?:https?:)?//(?:www\.)?zhihu\.com/equation\?tex="
_IS_EQUATION = re.compile(_ADDRESS, re.IGNORECASE)
_MARK = "zhihu.com/equation?tex="
# How long label and address of a picture can be that no parser knows, and how many brackets can stand in the address.
_LONGEST = 2000
_MOST_BRACKETS = 20
_BROKEN = re.compile(rf"\]\((?={_ADDRESS})", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ATTRIBUTES = r"(?:\s+[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*\s*"
_TAG = re.compile(rf"<img\b{_ATTRIBUTES}/?>|<span\b{_ATTRIBUTES}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s([\w:-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_GENERIC = frozenset({"", "公式", "[公式]", "formula", "equation"})
_ENVIRONMENT = re.compile(r"\\begin\{(?:align|alignat|aligned|gather|gathered|equation|multline|eqnarray|split)\*?\}")
_LAST_BREAK = re.compile(r"(?:\s*\\\\(?:\[[^\]]*\])?)+\s*\Z")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n")
_DOLLARS_IN_TEXT = re.compile(r"(\\(?:text|mbox|textrm|mathrm)\{[^{}$]*)\$([^{}$]*)\$")
_BARE_DOLLAR = re.compile(r"(?<!\\)\$")
_BARE_BAR = re.compile(r"(\\?)\|")


@dataclass(frozen=True, slots=True)
class Equation:
    """One formula that stands in an export as a picture or a tag."""

    start: int
    """Its first character."""

    end: int
    """Character after the last one."""

    raw: str
    """Its TeX as Zhihu has it."""

    is_display: bool
    """Whether Zhihu says that it stands on a line of its own."""

    @property
    def tex(self) -> str:
        """The TeX between the dollar signs: on one line, with no dollar sign that would end it."""
        text = _LAST_BREAK.sub("", _COMMENT.sub("\n", self.raw))
        text = _DOLLARS_IN_TEXT.sub(r"\1}\2\\text{", " ".join(text.split()))
        # A last backslash was followed by a blank, and would now escape the dollar sign.
        return _BARE_DOLLAR.sub(r"\\$", re.sub(r"(?<!\\)(?:\\\\)*\\\Z", "", text)).strip()

    @property
    def wants_block(self) -> bool:
        """Whether one of the signs is there by which Zhihu's authors put a formula on a line of its own."""
        return (
            self.is_display
            or bool(_LAST_BREAK.search(self.raw) or _ENVIRONMENT.search(self.raw))
            or ("\\tag{" in self.raw)
        )


def without_bars(tex: str) -> str:
    """Return `tex` for a cell of a table, which a bar would end."""
    return _BARE_BAR.sub(lambda m: "\\Vert " if m[1] else "\\vert ", tex).strip()


def is_equation(url: str) -> bool:
    """Return whether `url` is a picture of a formula, drawn by Zhihu from the TeX in it."""
    return bool(_IS_EQUATION.match(url))


def equations(document: Document) -> Iterator[Equation]:
    """Yield the formulas of `document` that stand as pictures or tags outside code, in no particular order."""
    text = document.text
    if _MARK not in text and "ztext-math" not in text:
        return
    code = code_of(document)
    seen: set[int] = set()
    for found in (*_pictures(document), *_tags(document), *_broken(document)):
        if found.tex and found.end not in seen and not code.hold(found.start):
            seen.add(found.end)
            yield found


def _pictures(document: Document) -> Iterator[Equation]:
    for link in document.links:
        label = document.text[link.label_start : link.label_end]
        if link.is_inline and is_equation(link.url) and (link.is_picture or label.strip() in _GENERIC):
            yield Equation(link.start, link.end, _decoded(link.url, label), is_display=False)


def _broken(document: Document) -> Iterator[Equation]:
    """Yield pictures that a bracket or blank in them keeps a parser from knowing, if label and address agree."""
    text = document.text
    known = Ranges((link.start, link.end) for link in document.links if link.is_picture)
    for found in _BROKEN.finditer(text):
        start = text.rfind("![", max(0, found.start() - _LONGEST), found.start())
        if start >= 0 and "\n\n" not in text[start : found.start()] and not known.hold(start):
            yield from _at_first_fitting_bracket(text, start, found)


def _at_first_fitting_bracket(text: str, start: int, address: re.Match[str]) -> Iterator[Equation]:
    label = text[start + 2 : address.start()]
    line = text[address.end() : address.end() + _LONGEST].split("\n", 1)[0]
    for closing in islice(re.finditer(r"\)", line), _MOST_BRACKETS):
        tex = _decoded(_ESCAPE.sub(r"\1", line[: closing.start()]), label)
        if label.strip() in _GENERIC or _same(tex, label):
            yield Equation(start, address.end() + closing.end(), tex, is_display=False)
            return


def _decoded(url: str, label: str) -> str:
    """Return the TeX in `url`; a plus sign is a blank, unless the address was never encoded."""
    raw = url[_address_end(url) :]
    is_encoded = not re.search(r"\s", raw) and not _same(unquote(raw), label)
    return unquote_plus(raw) if is_encoded else unquote(raw)


def _address_end(url: str) -> int:
    found = _IS_EQUATION.match(url)
    return found.end() if found else len(url)


def _same(tex: str, label: str) -> bool:
    """Return whether a label is the TeX, with or without Markdown's escapes."""
    wanted = "".join(tex.split())
    return wanted in {"".join(label.split()), "".join(_ESCAPE.sub(r"\1", label).split())}


def _tags(document: Document) -> Iterator[Equation]:
    text = document.text
    for kind in ("InlineHtml", "HtmlBlock"):
        for span in document.of(kind):
            for tag in _TAG.finditer(text, span.start, span.end):
                yield from _tag(text, tag)


def _tag(text: str, tag: re.Match[str]) -> Iterator[Equation]:
    given = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag[0])}
    if tag[0].lower().startswith("<img"):
        if is_equation(given.get("src", "")):
            raw = _decoded(given["src"], given.get("alt", ""))
            yield Equation(tag.start(), tag.end(), raw, is_display=given.get("eeimg") == "2")
    elif "data-tex" in given and "ztext-math" in given.get("class", ""):
        end = text.find("</span>", tag.end())
        if end >= 0 and "<" not in text[tag.end() : end]:
            yield Equation(
                tag.start(), end + len("</span>"), given["data-tex"], is_display=given.get("data-eeimg") == "2"
            )
