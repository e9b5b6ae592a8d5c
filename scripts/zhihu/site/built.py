"""A built site as its finishing sees it, and the place of one page in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from zhihu.errors import InputError
from zhihu.facts.words import Words
from zhihu.pages.catalogue import PATH, Catalogue, Entry, Named, Text, read_catalogue
from zhihu.pages.words import Language
from zhihu.site.days import Days, days_of


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site that is built and not finished."""

    folder: Path
    """Where it was built."""

    docs: Path
    """The folder it was built from."""

    url: str
    """The address it will have, with a slash at its end; empty where nobody knows."""

    catalogue: Catalogue
    """What it says about its questions."""

    days: Mapping[str, Days]
    """When each question appeared and was changed, by slug; those of which nobody knows are missing."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    """The questions by slug."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the built site lies."""

    name: str
    """Its file below the site, with `/`."""

    site: BuiltSite
    """The site."""

    @property
    def path(self) -> str:
        """Its address below that of the site."""
        return self.name.removesuffix("index.html")

    @property
    def url(self) -> str:
        """Its address."""
        return self.site.url + self.path

    @property
    def root(self) -> str:
        """The way from the page to the root of the site."""
        return "../" * self.name.count("/")

    @property
    def language(self) -> Language:
        """Language of the page's frame."""
        return "en" if self.name.startswith("en/") else "zh"

    @property
    def is_door(self) -> bool:
        """Whether it is a page without a language: the root, or a question's `/q/<slug>/`."""
        return self.name == "index.html" or self.name.startswith("q/")

    @property
    def entry(self) -> Entry | None:
        """The question whose page it is, door or not; None of any other page."""
        folders = self.path.removeprefix(f"{self.language}/").split("/")
        is_question = folders[0] == "q" and len(folders) == len(["q", "slug", ""])
        return self.site.entries.get(folders[1]) if is_question else None

    @property
    def text(self) -> Text | None:
        """The question in the page's language; None where it is no question's page or nobody has translated it."""
        entry = self.entry
        if entry is None or self.is_door:
            return None
        return entry.zh if self.language == "zh" else entry.en


_NOTHING = Catalogue(Words(""), Words(""), Named(""), ())


def built_site(folder: Path, docs: Path, url: str) -> BuiltSite:
    """Return the site built into `folder` from `docs`; raises InputError where its questions cannot be read."""
    path = docs / PATH
    try:
        catalogue = read_catalogue(path) if path.is_file() else _NOTHING
    except msgspec.MsgspecError as error:
        raise InputError(path, 0, str(error), "what scripts/clean.py wrote") from error
    entries = {entry.slug: entry for entry in catalogue.questions}
    return BuiltSite(folder, docs, url, catalogue, days_of(catalogue, docs), entries)
