"""What the pages of a built site use: by it, style sheets lose their unused rules and inline scripts get their hashes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from zhihu.site.scopes import constant_scope

_CLASS = re.compile(r'\bclass="([^"]*)"')
_COLOUR = re.compile(r'\b(data-md-color-[a-z]+|dir)="([^"]*)"')
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SCRIPT = re.compile(r'<script(?: type="module")? src="(?:\.\./)*([^"]+)"(?: type="module")?(?: defer)?></script>')
_SHEET = re.compile(r'<link rel="stylesheet" href="(?:\.\./)*([^"]+)">')
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is on all pages together."""

    classes: set[str] = field(default_factory=set)
    """Every class, and every word of a script: some of them become classes."""

    attributes: set[tuple[str, str]] = field(default_factory=set)
    """Name and value of the attributes on which Material's colours hang, and of the direction of writing."""

    inline: dict[str, None] = field(default_factory=dict)
    """Every inline script, in order."""

    scripts: dict[str, None] = field(default_factory=dict)
    """Every script with an address, relative to the site, in order."""

    sheets: dict[str, None] = field(default_factory=dict)
    """Every style sheet, relative to the site, in order."""


def survey(site: Path, pages: Iterable[Path]) -> Survey:
    """Return what `pages` of the site built into the folder `site` use."""
    found = Survey()
    names: set[str] = set()
    for path in pages:
        page = path.read_text(encoding="utf-8")
        names.update(_CLASS.findall(page))
        found.attributes.update(_COLOUR.findall(page))
        found.inline.update(dict.fromkeys(_INLINE.findall(constant_scope(page))))
        found.scripts.update(dict.fromkeys(_SCRIPT.findall(page)))
        found.sheets.update(dict.fromkeys(_SHEET.findall(page)))
    for name in names:
        found.classes.update(name.split())
    for text in (*found.inline, *(path.read_text(encoding="utf-8") for path in scripts_of(site))):
        found.classes.update(_WORD.findall(text))
    return found


def scripts_of(site: Path) -> list[Path]:
    """Return the scripts that can touch a page: all but Material's worker, which is left out."""
    folder = site / "assets/javascripts"
    return sorted([*folder.glob("*.js"), *folder.glob("search/*.js")])
