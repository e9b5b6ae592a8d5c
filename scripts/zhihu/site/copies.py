"""Every page as Markdown at `<address>index.md`: what clean.py wrote, without marks that only our site understands."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from building.workers import shared_out
from zhihu.markdown.front_matter import front_matter
from zhihu.pages.catalogue import Entry, fields_of
from zhihu.pages.words import LANGUAGES
from zhihu.site.built import BuiltSite

_FENCE = re.compile(r"[ ]*(```+|~~~+)")
_OURS = re.compile(
    r'<(?:div|section) class="qa-[^>]*>|</(?:div|section)>|<!-- /?\w+ -->|<ol class="qa-references">|</ol>|'
    r'<ul class="qa-references">|</ul>'
)
_HEADING = re.compile(r"<(h[2-6])(?: [^>]*)?>(.*)</h[2-6]>")
_LINE = re.compile(r'<p class="qa-\w+"[^>]*>(.*)</p>')
_CITED = re.compile(r'<sup id="(?:cite|note)-[^"]*">\[\[(\d+)\]\]\(#ref-[^)]*\)</sup>')
_REFERENCE = re.compile(r'<li id="ref-[^"]*"(?: value="(\d+)")?>(.*)</li>')
_BACK = re.compile(r'<a class="qa-back".*?</a>|<span class="qa-by">')
_TAG = re.compile(r"<[^>]*>")
_TERM = re.compile(r"\[([^\[\]]*)\]\((?:\.\./)*glossary\.md#[\w-]+\)")
_LINK = re.compile(r"(?<=\]\()(?!\w+:|//|#)([^()\s]+?)(?:index)?\.md(#[^()\s]*)?(?=\))")
_FIGURE = re.compile(r"(?<=\]\()(?:\.\./)+assets/figures/[^()\s]+(?=\))")
_HREF = re.compile(r'(?<= href=")(?!\w+:|//|#)([^"]*)(?=")')


def write_copies(site: BuiltSite) -> None:
    """Write the Markdown of each page beside its HTML."""
    sources = (path for language in LANGUAGES for path in (site.docs / language).rglob("*.md"))
    names = sorted(source.relative_to(site.docs).as_posix() for source in sources)
    shared_out(lambda name: write_copy(site, name), names)


def write_copy(site: BuiltSite, name: str) -> None:
    """Write the Markdown of the page `name` below `docs` beside its HTML, if it has some."""
    target = site.folder / address_of(name) / "index.md"
    if target.parent.is_dir():
        text = (site.docs / name).read_text(encoding="utf-8")
        target.write_text(copy_of(text, site, name), encoding="utf-8", newline="\n")


def address_of(name: str) -> str:
    """Return the address of the page `name` below that of the site."""
    return f"{name.removesuffix('.md')}/".removesuffix("index/")


def copy_of(page: str, site: BuiltSite, name: str) -> str:
    """Return the page `name` below `docs` for readers elsewhere: addresses absolute, footnotes as footnotes."""
    _, _, body = page.removeprefix("---\n").partition("\n---\n")
    url, folder = site.url + address_of(name), f"{site.url}{name.rpartition('/')[0]}/"
    lines = "\n".join(_lines(body.split("\n"), url, folder))
    return f"{_head(fields_of(page), site, url)}\n\n{_tidy(lines)}\n"


def _tidy(text: str) -> str:
    """Return `text` with one empty line where marks that are gone left several."""
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def _head(meta: dict[str, object], site: BuiltSite, url: str) -> str:
    entry = site.entries.get(str(meta.get("slug", "")))
    language = str(meta.get("lang") or url.removeprefix(site.url)[:2])
    return front_matter(title=meta.get("title"), **_origin(entry, site, language), language=language, url=url)


def _origin(entry: Entry | None, site: BuiltSite, language: str) -> dict[str, object]:
    if entry is None:
        return {}
    translated = entry.en.translated if entry.en and language == "en" else ""
    return {
        "author": entry.author.name or None,
        "source": entry.source.url or None,
        "source_title": entry.source.name or None,
        "translated": translated or None,
        "published": entry.published or None,
        "permalink": site.url + entry.url,
    }


def _lines(lines: list[str], url: str, folder: str) -> Iterator[str]:
    fence, is_folded = "", False
    for line in lines:
        found = _FENCE.match(line)
        if found and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else found[1]
        if line.startswith('<details class="qa-changes"'):
            is_folded = True
        if not is_folded:
            yield line if fence else _plain(line, url, folder)
        if line == "</details>":
            is_folded = False


def _plain(line: str, url: str, folder: str) -> str:
    """Return one line of a page without what only our site understands."""
    if _OURS.fullmatch(line):
        return ""
    if found := _HEADING.fullmatch(line):
        return f"{'#' * int(found[1][1])} {html.unescape(_TAG.sub('', found[2]))}"
    if found := _LINE.fullmatch(line):
        return f"*{html.unescape(_TAG.sub('', found[1]))}*"
    if found := _REFERENCE.fullmatch(line):
        words = " ".join(html.unescape(_TAG.sub("", _BACK.sub("", found[2]))).split())
        return f"[^{found[1]}]: {words}" if found[1] else f"- {words}"
    line = _TERM.sub(r"\1", _CITED.sub(r"[^\1]", line))
    line = _LINK.sub(lambda link: urljoin(folder, _address(link[1])) + (link[2] or ""), line)
    line = _FIGURE.sub(lambda link: urljoin(folder, link[0]), line)
    return _HREF.sub(lambda link: urljoin(url, link[1]), line)


def _address(name: str) -> str:
    """Return the address that MkDocs gives to a page, without its ending, relative to the folder it lies in."""
    return name if not name or name.endswith("/") else f"{name}/"
