"""Figures of a built page: drawings of ours inside the page, in its colours; pictures with their size, loaded late.

Markdown says `![alt](…/assets/figures/x.svg)<small>caption</small>`, which any renderer shows as a picture
and its caption. A picture of its own could not follow the page's colour scheme: it only knows the system's.
"""

import html
import re
from pathlib import Path

from zhihu.errors import InputError
from zhihu.figures.raster import HEAD, raster_of
from zhihu.figures.svg import SvgError, read_svg
from zhihu.pages.words import Language, say

_FIGURE = re.compile(
    r'(?P<open><p>)?\s*<img (?P<rest>[^>]*?src="(?P<src>(?:\.\./)*assets/figures/(?P<name>[\w.-]+))"[^>]*?)/?>\s*'
    r"(?:<small>(?P<caption>.*?)</small>)?\s*(?P<close></p>)?",
    re.DOTALL,
)
_INSIDE = re.compile(
    r'<svg class="qa-drawing"[^>]* aria-label="([^"]*)">.*?</svg><a class="qa-enlarge" href="([^"]*)"[^>]*></a>',
    re.DOTALL,
)
_ALT = re.compile(r'alt="([^"]*)"')


def with_figures(page: str, folder: Path, language: Language) -> str:
    """Return `page`, HTML, with its figures from `folder`; raises InputError for one that is missing or unfit."""
    if "assets/figures/" not in page:
        return page
    return _FIGURE.sub(lambda found: _figure(found, folder, language), page)


def as_pictures(page: str) -> str:
    """Return `page`, which has gone through `with_figures`, with drawings as pictures again: for readers elsewhere."""
    return _INSIDE.sub(r'<img src="\2" alt="\1">', page)


def _figure(found: re.Match[str], folder: Path, language: Language) -> str:
    path = folder / found["name"]
    if not path.is_file():
        raise InputError(path, 0, "the figure is missing", "the file; python scripts/clean.py writes it")
    alt = next(iter(_ALT.findall(found["rest"])), "")
    shown = _drawing(path, alt) if path.suffix == ".svg" else _picture(path, found["src"], alt)
    if not (found["open"] and found["close"]):
        # Words stand beside it: what is no paragraph of its own stays in its line.
        around = f"<small>{found['caption']}</small>" if found["caption"] else ""
        return f"{found['open'] or ''}{shown}{around}{found['close'] or ''}"
    link = f'<a class="qa-enlarge" href="{found["src"]}" aria-label="{say(language, "enlarge")}"></a>'
    caption = f"<figcaption>{found['caption']}</figcaption>" if found["caption"] else ""
    return f'<figure class="qa-figure" id="figure-{_id(path)}">{shown}{link}{caption}</figure>'


def _id(path: Path) -> str:
    """Return the anchor, which is the same in both languages."""
    return path.name.partition(".")[0]


def _quoted(value: str) -> str:
    """Return the value of an attribute in which Markdown may have left `<` as it was."""
    return html.escape(html.unescape(value))


def _drawing(path: Path, alt: str) -> str:
    try:
        svg = read_svg(path.read_bytes())
    except SvgError as error:
        raise InputError(path, error.line, error.problem, error.expected) from error
    size = f'width="{svg.width:g}" height="{svg.height:g}" viewBox="0 0 {svg.width:g} {svg.height:g}"'
    return f'<svg class="qa-drawing" {size} role="img" aria-label="{_quoted(alt)}">{svg.marks}</svg>'


def _picture(path: Path, src: str, alt: str) -> str:
    with path.open("rb") as file:
        raster = raster_of(file.read(HEAD))
    if raster is None:
        raise InputError(path, 0, "not a picture", "a PNG, JPEG, GIF or WebP file")
    size = f'width="{raster.width}" height="{raster.height}"'
    return f'<img class="qa-picture" src="{src}" alt="{_quoted(alt)}" {size} loading="lazy" decoding="async">'
