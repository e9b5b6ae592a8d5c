"""What the pages of a built site use: style sheets lose the rules they do not, and inline scripts get hashes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zhihu.site.scopes import constant_scope

# Each begins with what it looks for: a search for anything else takes ten times as long.
_CLASS = re.compile(r'class="([^"]*)"')
_COLOUR = re.compile(r'(data-md-color-[a-z]+)="([^"]*)"')
_DIRECTION = re.compile(r'(dir)="([^"]*)"')
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


class Surveyor:
    """Looks at pages one by one."""

    def __init__(self) -> None:
        """Begin with none."""
        self._seen = Survey()
        self._names: set[str] = set()

    def news(self, page: str) -> Survey:
        """Return what `page` uses and no page before it."""
        names = set(_CLASS.findall(page)) - self._names
        self._names |= names
        found = Survey(
            {word for name in names for word in name.split()} - self._seen.classes,
            {*_COLOUR.findall(page), *_DIRECTION.findall(page)} - self._seen.attributes,
            _new(_INLINE.findall(constant_scope(page)), self._seen.inline),
            _new(_SCRIPT.findall(page), self._seen.scripts),
            _new(_SHEET.findall(page), self._seen.sheets),
        )
        _add(found, self._seen)
        return found


def _new(found: Iterable[str], seen: Mapping[str, None]) -> dict[str, None]:
    return {one: None for one in found if one not in seen}


def _add(found: Survey, to: Survey) -> None:
    to.classes.update(found.classes)
    to.attributes.update(found.attributes)
    to.inline.update(found.inline)
    to.scripts.update(found.scripts)
    to.sheets.update(found.sheets)


def survey(site: Path, found: Iterable[Survey]) -> Survey:
    """Return what the pages of the site built into the folder `site` use, given what was `found` on them, in order."""
    whole = Survey()
    for one in found:
        _add(one, whole)
    for text in (*whole.inline, *(path.read_text(encoding="utf-8") for path in scripts_of(site))):
        whole.classes.update(_WORD.findall(text))
    return whole


def scripts_of(site: Path) -> list[Path]:
    """Return the scripts that can touch a page: all but Material's worker, which is left out."""
    folder = site / "assets/javascripts"
    return sorted([*folder.glob("*.js"), *folder.glob("search/*.js")])
