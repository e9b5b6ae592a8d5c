"""Finish the site built into SITE: what the MkDocs hook does after a build, for what else builds it."""

import re
from pathlib import Path

import click

from zhihu.commands import docs_option, fail_clearly
from zhihu.errors import InputError
from zhihu.site.built import built_site
from zhihu.site.finish import finish_published

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)zh/">')


@click.command(help=__doc__)
@click.argument("site", type=click.Path(file_okay=False, path_type=Path))
@docs_option
@fail_clearly
def main(site: Path, docs: Path) -> None:
    """Run the command: exit 0 if all is well, 2 where there is no built site."""
    finish_published(built_site(site, docs, _site_url(site)))


def _site_url(site: Path) -> str:
    """Return the address the site was built for, from its Chinese home page; raises InputError if there is none."""
    home = site / "zh/index.html"
    found = _CANONICAL.search(home.read_text(encoding="utf-8")) if home.is_file() else None
    if not found:
        raise InputError(home, 0, "not the home page of a built site", "a canonical address; run mkdocs build")
    return found[1]


if __name__ == "__main__":
    main()
