"""Build the site from the pages under docs/ into SITE, which is replaced when the new one is whole."""

import os
from pathlib import Path

import click
from mkdocs.__main__ import cli as mkdocs
from mkdocs.utils.yaml import yaml_load

from zhihu.commands import fail_clearly
from zhihu.errors import InputError
from zhihu.site.address import site_address
from zhihu.site.aside import aside

_CONFIG = Path("mkdocs.yml")


@click.command(help=__doc__)
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Folder of the built site.",
)
@fail_clearly
def main(site: Path) -> None:
    """Run the command: exit 0 if the site is built, 2 on bad input, 1 if MkDocs warns of something."""
    _look_at(_CONFIG)
    # For those who have no make: Material's notice of its end is for people who choose versions.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with aside(site) as folder:
        # In this process: one of its own would outlive a build that is killed, and write into the next one's folder.
        mkdocs.main(["build", "--strict", "--site-dir", str(folder.absolute())], standalone_mode=False)


def _look_at(config: Path) -> None:
    """Raise InputError if there are no settings here, or if they name no address to serve the site at."""
    if not config.is_file():
        raise InputError(config, 0, "there are no settings here", "the folder of the project")
    with config.open(encoding="utf-8") as file:
        site_address(yaml_load(file).get("site_url"), f"{config} or SITE_URL")


if __name__ == "__main__":
    main()
