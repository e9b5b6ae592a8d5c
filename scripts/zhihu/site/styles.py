"""One style sheet in place of Material's two and of all of ours, without what no page uses."""

import re
from hashlib import sha256
from pathlib import Path

from zhihu.site.built import BuiltSite, Place
from zhihu.site.prune import pruned
from zhihu.site.survey import Survey

_LINK = re.compile(r'<link rel="stylesheet" href="((?:\.\./)*|/[^"]*?)(assets/stylesheets/[^"]+)">\n?')
_ALONE = "assets/stylesheets/door.css"
"""Belongs to pages that have nothing else."""


class OneSheet:
    """A step that leads every page to the one style sheet."""

    def __init__(self, site: BuiltSite, use: Survey) -> None:
        """Write the style sheet; its name changes with its content."""
        self.joined = [name for name in use.sheets if name != _ALONE and name.startswith("assets/stylesheets/")]
        css = pruned("\n".join((site.folder / name).read_text(encoding="utf-8") for name in self.joined), use)
        self.name = f"assets/stylesheets/site.{sha256(css.encode()).hexdigest()[:8]}.css"
        (site.folder / self.name).write_text(css, encoding="utf-8", newline="\n")
        for name in self.joined:
            _remove(site.folder / name)
            _remove(site.folder / f"{name}.map")

    def __call__(self, page: str, _: Place) -> str:
        """Return `page` with one link in place of all."""
        is_first = True

        def replace(found: re.Match[str]) -> str:
            nonlocal is_first
            if found[2] not in self.joined:
                return found[0]
            link = f'<link rel="stylesheet" href="{found[1]}{self.name}">\n' if is_first else ""
            is_first = False
            return link

        return _LINK.sub(replace, page)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
