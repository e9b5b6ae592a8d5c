"""Pictures that the export only points to, and what the editor left around them (T25 to T27)."""

import re
from collections.abc import Iterator

from zhihu.markdown.addresses import host_of, is_keyword, is_zhimg, redirect_target
from zhihu.markdown.document import Document, Span
from zhihu.markdown.equations import is_equation
from zhihu.markdown.links import Link
from zhihu.markdown.plain import escaped
from zhihu.markdown.verbatim import code_of
from zhihu.model import Drawing, Edit, TextFacts
from zhihu.pages.words import say
from zhihu.rules.links import page_address
from zhihu.rules.media import is_sticker
from zhihu.rules.units import removal

_HASH = re.compile(r"v2-[0-9a-f]{32}")
_BLANK = "[ \t\u00a0\u200b]"
# The blanks and brackets in it keep any parser from reading it as a picture.
LAZY_PICTURE = r"!\\?\[[^\]\n]*\]\((?:https://www\.zhihu\.com/[^\s()]*/)?(?:data:)?image/svg\+xml[^()\n]*\)"
_LAZY = re.compile(rf"^[ \t]*(?P<line>(?:{LAZY_PICTURE})+)(?={_BLANK}*$)|{LAZY_PICTURE}", re.MULTILINE)
_CAPTION = re.compile(r"[ \t]*(?=[^\s&\u00ad\u200b-\u200d\u2060\ufeff!]|!(?!\[))")
_NO_SCRIPT = re.compile(r"<noscript>[ ]?(<img\b[^<>]*>)[ ]?</noscript>[ ]?(<img\b[^<>]*>)")
_HINT = "添加图片注释，不超过"
_SURE_WORDS = rf"{_HINT} ?\d+ ?字[（(]可选[）)](?:编辑)?(?:切换为\w\w)?|编辑切换为(?:居中|全宽|通栏)"
_GLUED = re.compile(
    rf"(?!{_SURE_WORDS})(?=[^\s&\u00ad\u200b-\u200d\u2060\ufeff!，。；：、！？,.;:?)）\]】}}*_<>|\\]|!(?!\[))"
)
_RESIDUE_WORDS = rf"(?:{_SURE_WORDS}|编辑|切换为(?:居中|全宽|通栏)|动图封面|img)"
_RESIDUE = re.compile(rf"^{_RESIDUE_WORDS}(?={_BLANK}*$)|(?<=\))(?:{_SURE_WORDS})", re.MULTILINE)
_RESIDUE_SIGNS = (_HINT, "切换为", "编辑\n", "\n编辑", "动图封面", "img\n", "\nimg")
# What `_drawn` writes: the first link in the caption is that to the picture.
_DRAWN = re.compile(
    r"!\[(?:[^\]\n\\]|\\.){0,1000}\]\((?:\.\./)*assets/figures/[\w-]+\.(?:zh|en)\.svg\)"
    r"<small>[^\n]{0,2000}?\]\(([^)\s]{0,2000})\)[^\n]{0,2000}?</small>"
)
_SURE = re.compile(_SURE_WORDS)
_NEIGHBOUR = re.compile(rf"\s*(?:!\[|{_RESIDUE_WORDS}{_BLANK}*$)", re.MULTILINE)
# Obsidian's width of a picture.
_SIZE = re.compile(r"\\?\|\d+(?:x\d+)?\Z")
_NO_WORDS = re.compile(
    r"(?:在这里插入)?图片(?:描述)?\d*|图|动图(?:封面)?"
    r"|(?:img|image|pic|picture|photo|gif|Pasted image)[-_ ]?\d*(?:\.\w{3,5})?|v2-[0-9a-f]{32}\S*|[0-9a-f]{20,}\S*|",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\s]*\)")
# How far a neighbour may be: as long as an address can be, with its empty lines.
_FARTHEST = 2000


def picture_hash(url: str) -> str:
    """Return the `v2-<hash>` by which Zhihu names a picture in all its sizes; empty if there is none."""
    found = _HASH.search(url)
    return found[0] if found else ""


def picture(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Show the copy of a picture from `source/figures/`, else a marked placeholder with a link: never a hot link."""
    ours = {*facts.figures.values(), *(drawing.path for drawing in facts.drawings.values())}
    starts = {span.start for span in document.of("Paragraph") if span.parent < 0}
    outer: Link | None = None
    end = 0
    for link in document.links:
        if link.start < end:  # in the label of a picture
            continue
        end = link.end if link.is_picture else end
        if not link.is_picture:
            outer = None if is_keyword(redirect_target(link.url) or link.url) else link
        elif is_equation(link.url) or is_sticker(document.text, link):
            continue
        elif link.url not in ours and not _LAZY.match(document.text, link.start, link.end):
            around = outer if outer and link.end < outer.end else None
            caption = _GLUED.match(document.text, link.end) if link.start in starts and is_zhimg(link.url) else None
            edits = _shown(document.text, link, around, facts)
            yield from _set_apart(edits, caption) if caption else edits


def _set_apart(edits: Iterator[Edit], caption: re.Match[str]) -> Iterator[Edit]:
    """Yield the edits of a picture with an empty line before the words behind it, as Zhihu shows them below it."""
    for edit in edits:
        if edit.end == caption.start():
            yield Edit(edit.start, caption.end(), f"{edit.new}\n\n", edit.rule)
        else:
            yield from (edit, Edit(caption.start(), caption.end(), "\n\n", edit.rule))


def _shown(text: str, link: Link, around: Link | None, facts: TextFacts) -> Iterator[Edit]:
    alt, name = text[link.label_start : link.label_end], picture_hash(link.url)
    copy, drawing = facts.figures.get(name), facts.drawings.get(name)
    if copy is None and drawing and around is None:
        yield Edit(link.start, link.end, _drawn(drawing, link.url, facts), "picture")
    elif copy is None:
        yield Edit(link.start, link.end, _placeholder(text, link, around), "picture")
    elif drawing and _NO_WORDS.fullmatch(alt.strip()):
        yield Edit(link.start, link.end, f"![{escaped(drawing.likely)}]({copy})", "picture")
    elif not link.is_inline:
        yield Edit(link.start, link.end, f"![{alt}]({copy})", "picture")
    else:
        yield Edit(link.dest_start, link.dest_end, copy, "picture")


def _drawn(drawing: Drawing, url: str, facts: TextFacts) -> str:
    """Return our drawing, marked as ours, with links to the picture in whose place it stands and to the work."""
    links = [f"[{say(facts.language, 'original_picture')}]({page_address(url)})"]
    if drawing.work:
        links.append(f"[{say(facts.language, 'drawn_work')}]({drawing.work})")
    words = (say(facts.language, "drawn_in_place"), drawing.likely, drawing.caption)
    sentences = "".join(f"{each}{say(facts.language, 'after_sentence')}" for each in words if each)
    return marked(drawing, sentences + say(facts.language, "list_comma").join(links))


def marked(drawing: Drawing, caption: str) -> str:
    """Return a drawing of ours with `caption`, Markdown, in the form by which the site knows it."""
    return f"![{escaped(drawing.alt)}]({drawing.path})<small>{caption}</small>"


def undrawn(text: str) -> str:
    """Return `text` with the pictures in whose place drawings of ours stand, as it would be without those."""
    return _DRAWN.sub(r"![](\1)", text)


def without_drawings(text: str) -> str:
    """Return `text` without our drawings and what we say below them."""
    return _DRAWN.sub("", text)


def picture_again(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out a picture that follows on itself: a page holds one for readers with scripts, one for those without."""
    text = document.text
    last: Link | None = None
    for link in document.links:
        if not link.is_picture or not picture_hash(link.url):
            continue
        if last and picture_hash(last.url) == picture_hash(link.url) and last.end == link.start:
            yield Edit(last.end, link.end, "", "picture_again")
        last = link
    if "<noscript>" not in text:
        return
    code = code_of(document)
    for found in _NO_SCRIPT.finditer(text):
        if picture_hash(found[1]) and picture_hash(found[1]) == picture_hash(found[2]) and not code.hold(found.start()):
            yield Edit(found.end(1), found.end(), "", "picture_again")


def _placeholder(text: str, link: Link, around: Link | None) -> str:
    url = redirect_target(link.url) or link.url
    alt = _PICTURE.sub(r"\1", text[link.label_start : link.label_end])
    if around is None:
        return placeholder(url, alt)
    is_alone = (link.start, link.end) == (around.label_start, around.label_end)
    return _name(url, alt) if is_alone else f"（{_name(url, alt)}）"


def placeholder(url: str, alt: str) -> str:
    """Return what stands in the place of a picture that is not here, with a link to it if `url` leads anywhere."""
    host = host_of(url)
    if not host or is_keyword(url):
        return f"（{_name(url, alt)}未随导出保存）"
    is_cover = _is_film(url, alt) and ".gif" not in url
    where = "知乎" if is_zhimg(url) else f" {host}"
    address = page_address(f"https:{url}" if url.startswith("//") else url)
    return f"[{_name(url, alt)}未随导出保存，{'封面' if is_cover else '原图'}在{where}]({address})"


def _is_film(url: str, alt: str) -> bool:
    return alt.strip() in {"动图封面", "动图"} or ".gif" in url


def _name(url: str, alt: str) -> str:
    """Return what a picture is called: by its label, unless an editor or a program wrote that."""
    kind = "动图" if _is_film(url, alt) else "图片"
    words = _SIZE.sub("", alt.strip()).strip()
    # A tag in a label is only its name until the label is a sentence.
    return kind if _NO_WORDS.fullmatch(words) else f"{kind}「{words.replace('<', '&lt;')}」"


def lazy_placeholder(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the empty drawing that stands where a picture had not been loaded yet."""
    if "image/svg+xml" not in document.text:
        return
    text = document.text
    pictures = {s.end for s in document.of("Image") if s.parent >= 0 and _is_top_paragraph(document.spans[s.parent])}
    for found in _LAZY.finditer(text):
        if document.is_opaque(text.index("!", found.start())):
            continue
        # Zhihu shows a caption below its picture; with the placeholder nothing else parts them.
        caption = _CAPTION.match(text, found.end()) if found.start() in pictures else None
        if caption:
            yield Edit(found.start(), caption.end(), "\n\n", "lazy_placeholder")
        elif found["line"]:
            yield removal(text, found.start("line"), found.end(), "lazy_placeholder")
        else:
            yield Edit(_blank_start(text, found), found.end(), "", "lazy_placeholder")


def _blank_start(text: str, found: re.Match[str]) -> int:
    """Return where the blanks before a placeholder begin, if nothing stands behind it on its line."""
    start = found.start()
    if text[found.end() : found.end() + 1] in {"", "\n"}:
        while start and text[start - 1] in " \t":
            start -= 1
    return start


def _is_top_paragraph(span: Span) -> bool:
    return span.kind == "Paragraph" and span.parent < 0


def editor_residue(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the hints and buttons of Zhihu's picture editor."""
    text = document.text
    if not any(word in text for word in _RESIDUE_SIGNS):
        return
    start = end = -1
    for found in _RESIDUE.finditer(text):
        if document.is_opaque(found.start()) or not (_SURE.match(found[0]) or _touches_picture(text, found)):
            continue
        if text[found.start() - 1 : found.start()] == ")":
            yield Edit(found.start(), found.end(), "", "editor_residue")
        elif start >= 0 and not text[end : found.start()].strip():
            end = found.end()
        else:
            yield from _lines_out(text, start, end)
            start, end = found.span()
    yield from _lines_out(text, start, end)


def _lines_out(text: str, start: int, end: int) -> Iterator[Edit]:
    if start >= 0:
        yield removal(text, start, end, "editor_residue")


def _touches_picture(text: str, found: re.Match[str]) -> bool:
    """Return whether the line before or behind a lone word is a picture or more of the editor's."""
    before = text[max(0, found.start() - _FARTHEST) : found.start()].rstrip()
    line_start = before.rfind("\n") + 1
    return bool(_NEIGHBOUR.match(before, line_start) or _NEIGHBOUR.match(text, found.end(), found.end() + _FARTHEST))


KEEPS_WORDS = ()
CHANGES_WORDS = (picture, picture_again, lazy_placeholder, editor_residue)
