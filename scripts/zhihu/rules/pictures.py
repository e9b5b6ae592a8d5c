"""Pictures that the export only points to, and what the editor left around them (T25 to T27)."""

import re
from collections.abc import Iterator

from zhihu.addresses import host_of, is_zhimg, written
from zhihu.document import Document
from zhihu.equations import is_equation
from zhihu.links import Link
from zhihu.model import Edit, TextFacts

_HASH = re.compile(r"v2-[0-9a-f]{32}")
# The blanks and brackets in it keep any parser from reading it as a picture.
_LAZY = re.compile(r"!\[[^\]\n]*\]\((?:https://www\.zhihu\.com/[^\s()]*/)?(?:data:)?image/svg\+xml[^()\n]*\)")
_RESIDUE = re.compile(r"^(?:添加图片注释，不超过 ?140 ?字（可选）|编辑|切换为居中|img)[ \t]*$", re.MULTILINE)
_RESIDUE_SURE = "添加图片注释"
_NEAR_PICTURE = 2


def picture_hash(url: str) -> str:
    """Return the `v2-<hash>` by which Zhihu names a picture in all its sizes; empty if there is none."""
    found = _HASH.search(url)
    return found[0] if found else ""


def picture(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Show the copy of a picture from `source/figures/`, else a marked placeholder with a link: never a hot link."""
    for link in document.links:
        if not link.is_picture or is_equation(link.url) or _LAZY.match(document.text, link.start, link.end):
            continue
        copy = facts.figures.get(picture_hash(link.url))
        if copy is None:
            yield Edit(link.start, link.end, _placeholder(document, link), "picture")
        elif copy != link.url:
            yield Edit(link.dest_start, link.dest_end, copy, "picture")


def _placeholder(document: Document, link: Link) -> str:
    alt = document.text[link.label_start : link.label_end].strip()
    named = f"图片「{alt}」" if alt else "图片"
    if any(outer.start < link.start and link.end < outer.end for outer in document.links if not outer.is_picture):
        return named
    host = host_of(link.url)
    if not host:
        return f"（{named}未随导出保存）"
    where = "知乎" if is_zhimg(link.url) else f" {host}"
    url = written(link.url if ":" in link.url.split("/")[0] else f"https:{link.url}")
    return f"[{named}未随导出保存，原图在{where}]({url})"


def lazy_placeholder(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the empty drawing that stands where a picture had not been loaded yet."""
    if "image/svg+xml" not in document.text:
        return
    for found in _LAZY.finditer(document.text):
        if not any(
            span.start <= found.start() < span.end for span in (*document.of("Code"), *document.of("CodeBlock"))
        ):
            yield Edit(found.start(), found.end(), "", "lazy_placeholder")


def editor_residue(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the hints and buttons of Zhihu's picture editor."""
    for found in _RESIDUE.finditer(document.text):
        if document.is_opaque(found.start()):
            continue
        if found[0].startswith(_RESIDUE_SURE) or _touches_picture(document.text, found):
            yield Edit(found.start(), found.end(), "", "editor_residue")


def _touches_picture(text: str, found: re.Match[str]) -> bool:
    """Return whether one of the two paragraphs around a lone word is a picture or the editor's hint."""
    before = [line for line in text[: found.start()].rstrip().rsplit("\n", _NEAR_PICTURE)[-1:] if line]
    after = text[found.end() :].lstrip().split("\n", 1)[:1]
    return any(line.lstrip().startswith(("![", _RESIDUE_SURE)) or _RESIDUE.fullmatch(line) for line in before + after)


KEEPS_WORDS = ()
CHANGES_WORDS = (picture, lazy_placeholder, editor_residue)
