"""Checks of the built site: what a reader gets, whatever the Markdown said."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from zhihu.markdown.addresses import host_of, is_keyword, redirect_target
from zhihu.markdown.plain import plain_text
from zhihu.model import Finding
from zhihu.pages.page import part_of
from zhihu.site.html_page import HtmlPage, addresses_in_css, read_page

_NAMES = re.compile(r"zhida\.zhihu\.com|link\.zhihu\.com|Site Unreachable")
# In code, two stars are a power or a parameter.
_LEFTOVERS = re.compile(rf"{_NAMES.pattern}|\*\*")
_ABOUT = re.compile(r"[a-z]{2}/about/index\.html")
# What one parser may show as text and the other as markup.
_MARKUP = re.compile(r"[\s*_`\\|\u200b]+")

Check = Callable[[HtmlPage, "Site"], Iterator[Finding]]


class Site:
    """The pages of a built site, and where their Markdown lies."""

    def __init__(self, site: Path, docs: Path) -> None:
        """Read every page below `site`."""
        self.folder = site
        self.docs = docs
        self.pages = {page.name: page for page in (read_page(path, site) for path in sorted(site.rglob("*.html")))}
        titles = (page.parts.get("title", "").strip() for page in self.pages.values())
        self.odd_titles = {title for title in titles if _LEFTOVERS.search(title)}
        """Titles that read as if an exporter had left something in them: a file may be called so."""

    def markdown(self, page: HtmlPage) -> str:
        """Return the Markdown of a page; nothing of one that has none."""
        source = self.docs / f"{page.name.removesuffix('/index.html')}.md"
        return source.read_text(encoding="utf-8") if source.is_file() else ""


def _finding(page: HtmlPage, line: int, code: str, message: str, expected: str) -> Finding:
    return Finding(str(page.path), line, "error", code, message, f"expected {expected}")


def zhihu_links(page: HtmlPage, _: Site) -> Iterator[Finding]:
    """Find links to Zhihu's keyword search and its redirect page."""
    for line, url in page.links:
        if is_keyword(url) or redirect_target(url) is not None or host_of(url) in {"zhida.zhihu.com", "link.zhihu.com"}:
            yield _finding(page, line, "zhihu-link", f"a link to {url[:80]}", "its target, or the words alone")


def leftovers(page: HtmlPage, site: Site) -> Iterator[Finding]:
    """Find what an exporter left, shown as text; the list of changes and the about page may show it."""
    if _ABOUT.fullmatch(page.name):
        return
    for pattern, texts in ((_LEFTOVERS, page.text), (_NAMES, page.code)):
        for line, text in texts:
            shown = _without(text, site.odd_titles)
            for found in pattern.finditer(shown):
                if found[0] == "**" and _shows_stars(site.markdown(page)):
                    yield _lone_stars(page, line)
                else:
                    yield _finding(page, line, "leftover", f"{found[0]!r} is shown as text", "the author's words only")


def _shows_stars(markdown: str) -> bool:
    """Return whether CommonMark, too, shows two stars of the author's."""
    return any("**" in plain_text(part_of(markdown, name) or "") for name in ("title", "question", "answer"))


def _without(text: str, titles: Iterable[str]) -> str:
    for title in titles:
        text = text.replace(title, "")
    return text


def _lone_stars(page: HtmlPage, line: int) -> Finding:
    message = "stars of which nobody can tell what they set in bold are shown as text"
    return Finding(str(page.path), line, "warning", "lone-stars", message, "a correction; the export shows them, too")


def foreign_hosts(page: HtmlPage, _: Site) -> Iterator[Finding]:
    """Find what a browser would fetch from another host."""
    for line, url in page.resources:
        if host_of(url):
            yield _finding(page, line, "foreign-host", f"the page loads {url[:80]}", "a file of our own")


def repeated_ids(page: HtmlPage, _: Site) -> Iterator[Finding]:
    """Find ids that stand on a page more than once."""
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield _finding(page, 0, "repeated-id", f"the id {name!r} stands there {count} times", "one of each")


def one_title(page: HtmlPage, _: Site) -> Iterator[Finding]:
    """Find headings of the first level behind the page's title."""
    for line in page.titles[1:]:
        yield _finding(page, line, "second-title", "a second heading of the first level", "one, the page's title")


def internal_links(page: HtmlPage, site: Site) -> Iterator[Finding]:
    """Find addresses of the site's own, of links and of what a page loads, where nothing is."""
    if page.path.name == "404.html":  # Shown at any address, so its own are absolute.
        return
    for line, url in (*page.links, *page.resources):
        parts = _own(url)
        if parts is None:
            continue
        target = _target(page, site, unquote(parts.path))
        if target is None:
            yield _finding(page, line, "dead-link", f"a link to {url}, where nothing is", "a file of the site")
        elif parts.fragment and target in site.pages and unquote(parts.fragment) not in site.pages[target].ids:
            yield _finding(
                page, line, "dead-anchor", f"a link to {url}, where that anchor is not", "an id of that page"
            )


def _own(url: str) -> SplitResult | None:
    """Return the parts of an address on the site itself; None of any other."""
    try:
        parts = urlsplit(url)
    except ValueError:  # `http://[`
        return None
    return None if parts.scheme or parts.netloc else parts


def _target(page: HtmlPage, site: Site, path: str) -> str | None:
    """Return the name of the file that `path` on `page` means; None if there is none."""
    if not path:
        return page.name
    place = (page.path.parent / path).resolve()
    place = place / "index.html" if place.is_dir() else place
    inside = place.is_relative_to(site.folder.resolve()) and place.is_file()
    return place.relative_to(site.folder.resolve()).as_posix() if inside else None


def same_words(page: HtmlPage, site: Site) -> Iterator[Finding]:
    """Find words of the author's that Python-Markdown shows otherwise than CommonMark."""
    markdown = site.markdown(page)
    if not page.parts or not markdown:
        return
    source = site.docs / f"{page.name.removesuffix('/index.html')}.md"
    for name, shown in page.parts.items():
        wanted = _MARKUP.sub("", plain_text(part_of(markdown, name) or ""))
        got = _MARKUP.sub("", shown)
        if wanted != got:
            at = next(
                (i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), min(len(wanted), len(got))
            )
            message = f"the site shows {got[at : at + 30]!r} in the {name}"
            yield Finding(str(source), 0, "warning", "other-words", message, f"CommonMark has {wanted[at : at + 30]!r}")


def _foreign_in_css(site: Path) -> Iterator[Finding]:
    for path in sorted(site.rglob("*.css")):
        for url in addresses_in_css(path.read_text(encoding="utf-8")):
            if host_of(url):
                yield Finding(
                    str(path),
                    0,
                    "error",
                    "foreign-host",
                    f"the style sheet loads {url[:80]}",
                    "expected a file of our own",
                )


CHECKS: tuple[Check, ...] = (zhihu_links, leftovers, foreign_hosts, repeated_ids, one_title, internal_links, same_words)


def check_site(site: Path, docs: Path) -> Iterator[Finding]:
    """Yield every finding on the site built into `site` from `docs`."""
    built = Site(site, docs)
    for page in built.pages.values():
        for check in CHECKS:
            yield from check(page, built)
    yield from _foreign_in_css(site)
