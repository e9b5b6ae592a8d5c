"""What lies in `source/figures/`: drawings of our own, and copies of the author's pictures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from zhihu.errors import FactsError
from zhihu.facts.toml import line_of_key, read_toml
from zhihu.facts.words import Words
from zhihu.figures.raster import HEAD, raster_of
from zhihu.figures.svg import SvgError, read_svg
from zhihu.pages.words import LANGUAGES

ON_PAGES = "../../assets/figures/"
"""The folder of all figures, from the page of a question."""

TABLE = "figures.toml"
COPIES = "copies.toml"
HASH_LENGTH = len("v2-") + 32


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `figures.toml`: a drawing of our own."""

    alt: Words
    """What it shows, for those who do not see it."""

    caption: Words = msgspec.field(default_factory=lambda: Words(""))
    """What stands below it."""

    likely: Words = msgspec.field(default_factory=lambda: Words(""))
    """What the picture in whose place it stands probably shows."""

    picture: str = ""
    """The `v2-<hash>` of the picture in whose place it stands; empty: it stands in a note."""

    reference: str = ""
    """Key in `references.toml` of the work that is drawn."""

    labels: dict[str, Words] = {}  # msgspec copies defaults
    """The words in it."""


class Copy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `copies.toml`: a picture of the author's that was fetched."""

    file: str
    """Its name beside the table."""

    source: str
    """The address it came from."""

    sha256: str
    """Hash of its content."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run knows about figures."""

    drawings: Mapping[str, Figure] = field(default_factory=dict)
    """By name, in the order of the table."""

    copies: Mapping[str, str] = field(default_factory=dict)
    """Name of the file by its `v2-<hash>`."""

    def files(self) -> Iterator[str]:
        """Yield the name of every file that pages may show."""
        yield from self.copies.values()
        for name in self.drawings:
            yield from (drawing_name(name, language) for language in LANGUAGES)


def drawing_name(name: str, language: str) -> str:
    """Return the name of the file with the drawing called `name`."""
    return f"{name}.{language}.svg"


def read_figures(folder: Path, errors: list[FactsError]) -> Figures:
    """Return what lies in `folder`, of which everything may be missing; what no page can show goes to `errors`."""
    drawings = read_toml(folder / TABLE, dict[str, Figure], errors) or {}
    fetched = read_toml(folder / COPIES, dict[str, Copy], errors) or {}
    copies = {path.name[:HASH_LENGTH]: path.name for path in sorted(folder.glob("v2-*"))}
    errors += [*_missing(folder, fetched), *_unfit_copies(folder, copies.values()), *_unfit_drawings(folder, drawings)]
    return Figures(drawings, copies)


def _missing(folder: Path, fetched: Mapping[str, Copy]) -> Iterator[FactsError]:
    for name, copy in fetched.items():
        if not (folder / copy.file).is_file():
            line = line_of_key(folder / COPIES, name)
            wanted = f"the picture from {copy.source}; fetch it again, or take the entry out"
            yield FactsError(folder / COPIES, line, f"{copy.file!r} is missing", wanted)


def _unfit_copies(folder: Path, names: Iterable[str]) -> Iterator[FactsError]:
    for name in names:
        with (folder / name).open("rb") as file:
            if raster_of(file.read(HEAD)) is None:
                yield FactsError(folder / name, 0, "not a picture", "a PNG, JPEG, GIF or WebP file")


def _unfit_drawings(folder: Path, drawings: Mapping[str, Figure]) -> Iterator[FactsError]:
    for name in drawings:
        for path in (folder / drawing_name(name, language) for language in LANGUAGES):
            if not path.is_file():
                line, problem = line_of_key(folder / TABLE, name), f"the drawing {path.name} is missing"
                yield FactsError(folder / TABLE, line, problem, "the file beside it; python scripts/figures.py draw")
                continue
            try:
                read_svg(path.read_bytes())
            except SvgError as error:
                yield FactsError(path, error.line, error.problem, error.expected)
