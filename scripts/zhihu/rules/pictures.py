"""Pictures that the export only points to, and what the editor left around them (T25 to T27)."""

import re
from collections.abc import Iterator

from zhihu.addresses import host_of, is_keyword, is_zhimg, redirect_target
from zhihu.document import Document
from zhihu.equations import is_equation
from zhihu.links import Link
from zhihu.model import Edit, TextFacts
from zhihu.rules.links import page_address
from zhihu.rules.media import is_sticker

_HASH = re.compile(r"v2-[0-9a-f]{32}")
# What stands alone on a line goes with its line feed and the empty line behind it.
_BLANK = "[ \t\u00a0\u200b]"
_LINE_REST = rf"{_BLANK}*(?:\n(?:{_BLANK}*(?:\n|\Z))?|\Z)"
# The blanks and brackets in it keep any parser from reading it as a picture.
LAZY_PICTURE = r"!\[[^\]\n]*\]\((?:https://www\.zhihu\.com/[^\s()]*/)?(?:data:)?image/svg\+xml[^()\n]*\)"
_LAZY = re.compile(rf"^[ \t]*(?:{LAZY_PICTURE})+{_LINE_REST}|{LAZY_PICTURE}", re.MULTILINE)
_HINT = "添加图片注释，不超过"
_RESIDUE_WORDS = rf"(?:{_HINT} ?140 ?字（可选）|编辑|切换为居中|img)"
_RESIDUE = re.compile(rf"^{_RESIDUE_WORDS}{_LINE_REST}", re.MULTILINE)
_NEIGHBOUR = re.compile(rf"\s*(?:!\[|{_RESIDUE_WORDS}{_BLANK}*$)", re.MULTILINE)
# How far a neighbour may be: as long as an address can be, with its empty lines.
_FARTHEST = 2000


def picture_hash(url: str) -> str:
    """Return the `v2-<hash>` by which Zhihu names a picture in all its sizes; empty if there is none."""
    found = _HASH.search(url)
    return found[0] if found else ""


def picture(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Show the copy of a picture from `source/figures/`, else a marked placeholder with a link: never a hot link."""
    copies = set(facts.figures.values())
    outer: Link | None = None
    for link in document.links:
        if not link.is_picture:
            outer = None if is_keyword(redirect_target(link.url) or link.url) else link
        elif is_equation(link.url) or is_sticker(document.text, link):
            continue
        elif link.url not in copies and not _LAZY.match(document.text, link.start, link.end):
            around = outer if outer and link.end < outer.end else None
            yield from _shown(document.text, link, around, facts.figures.get(picture_hash(link.url)))


def _shown(text: str, link: Link, around: Link | None, copy: str | None) -> Iterator[Edit]:
    alt = text[link.label_start : link.label_end]
    if copy is None:
        yield Edit(link.start, link.end, _placeholder(text, link, around), "picture")
    elif not link.is_inline:
        yield Edit(link.start, link.end, f"![{alt}]({copy})", "picture")
    else:
        yield Edit(link.dest_start, link.dest_end, copy, "picture")


def _placeholder(text: str, link: Link, around: Link | None) -> str:
    alt = text[link.label_start : link.label_end].strip()
    named = f"图片「{alt}」" if alt else "图片"
    if around:
        is_alone = (link.start, link.end) == (around.label_start, around.label_end)
        return named if is_alone else f"（{named}）"
    url = redirect_target(link.url) or link.url
    host = host_of(url)
    if not host or is_keyword(url):
        return f"（{named}未随导出保存）"
    where = "知乎" if is_zhimg(url) else f" {host}"
    return f"[{named}未随导出保存，原图在{where}]({page_address(f'https:{url}' if url.startswith('//') else url)})"


def lazy_placeholder(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the empty drawing that stands where a picture had not been loaded yet."""
    if "image/svg+xml" not in document.text:
        return
    for found in _LAZY.finditer(document.text):
        if not document.is_opaque(document.text.index("!", found.start())):
            yield Edit(found.start(), found.end(), "", "lazy_placeholder")


def editor_residue(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the hints and buttons of Zhihu's picture editor."""
    for found in _RESIDUE.finditer(document.text):
        if document.is_opaque(found.start()):
            continue
        if found[0].startswith(_HINT) or _touches_picture(document.text, found):
            yield Edit(found.start(), found.end(), "", "editor_residue")


def _touches_picture(text: str, found: re.Match[str]) -> bool:
    """Return whether the line before or behind a lone word is a picture or more of the editor's."""
    before = text[max(0, found.start() - _FARTHEST) : found.start()].rstrip()
    line_start = before.rfind("\n") + 1
    return bool(_NEIGHBOUR.match(before, line_start) or _NEIGHBOUR.match(text, found.end(), found.end() + _FARTHEST))


KEEPS_WORDS = ()
CHANGES_WORDS = (picture, lazy_placeholder, editor_residue)
