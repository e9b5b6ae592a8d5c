"""Write the pages that stand apart before MkDocs would, and let it go past them."""

import os
from dataclasses import dataclass, field
from typing import Any

import mkdocs
from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from building import apart
from building.apart import Site
from building.workers import PROCESSES, shared_out

_VERSION = "1.6.1"


@dataclass(slots=True)
class Stream:
    """The pages of one build that MkDocs goes past."""

    nav: Navigation | None = None
    """The navigation of the build."""

    files: list[File] = field(default_factory=list)
    """The files of the pages."""

    names: set[str] = field(default_factory=set)
    """Their names."""

    begun: Site | None = None
    """What they are written with, in a build that may yet fail."""

    site: Site | None = None
    """What they were written with, once all is built."""

    def begin(self, nav: Navigation, files: Files) -> None:
        """Find out which pages of a new build stand apart."""
        self.nav, self.begun, self.site = nav, None, None
        self.files = apart.are_apart(nav, files) if _is_possible() else []
        self.names = {file.src_uri for file in self.files}

    def write(self, config: MkDocsConfig, files: Files, env: Environment) -> None:
        """Write the pages."""
        if self.nav is None:
            return
        site = self.begun = Site(config, files, files.documentation_pages(), self.nav, env)
        rests = shared_out(lambda file: apart.written(file, site), self.files)
        for file, rest in zip(self.files, rests, strict=True):
            apart.leave(file, rest, files)

    def end(self) -> None:
        """Take it that all is built."""
        self.site = self.begun

    def install(self) -> None:
        """Let MkDocs go past the pages that are written here."""

        def populate(page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:  # noqa: FBT001, FBT002  # as MkDocs calls it
            if page.file.src_uri not in self.names:
                apart.populate(page, config, files, dirty)

        def write(page: Page, *args: Any, **named: Any) -> None:  # noqa: ANN401  # MkDocs fixes what they are
            if page.file.src_uri not in self.names:
                apart.write(page, *args, **named)

        build._populate_page, build._build_page = populate, write  # noqa: SLF001  # there is no event that could leave a page out


def _is_possible() -> bool:
    return mkdocs.__version__ == _VERSION and os.environ.get(PROCESSES) != "0"
