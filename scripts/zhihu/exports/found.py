"""A section of an export on its way to a page."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from zhihu.clean import Cleaned, clean_part
from zhihu.edits import apply
from zhihu.exports.elsewhere import elsewhere
from zhihu.exports.export import Export
from zhihu.exports.identity import Identity, content_of
from zhihu.exports.sections import Part, PartName, Section
from zhihu.exports.splitting import front_matter_end, split
from zhihu.facts.tables import Facts
from zhihu.markdown.document import parse
from zhihu.markdown.plain import escaped, plain_text
from zhihu.model import Edit, TextFacts
from zhihu.rules.labels import title_noise, without_noise


@dataclass(frozen=True, slots=True)
class Found:
    """A section with everything that is known before it has an address."""

    export: Export
    """Where it stands."""

    section: Section
    """Its parts."""

    end: int
    """Where the next section begins."""

    title: str
    """Its title as Markdown, after cleaning; ours where the export has none."""

    identity: Identity
    """By what it is found again."""

    line: int
    """Line of the export where it begins."""

    front_matter_end: int
    """Where the export's front matter ends, if the section is the first one; else 0."""

    def text_of(self, part: Part) -> str:
        """Return the export's text of one of its parts."""
        return self.export.text[part.start : part.end]


_LINE_ENDS = re.compile(r"\n+")
_PLACES: Mapping[PartName, str] = {"title": "", "preface": "preface-", "question": "question-", "answer": ""}


class Bare(NamedTuple):
    """A section without its export, as it is kept for the next run; its fields are those of `Found`."""

    section: Section
    end: int
    title: str
    identity: Identity
    line: int
    front_matter_end: int

    @classmethod
    def without(cls, found: Found) -> "Bare":
        """Take the export off."""
        return cls(found.section, found.end, found.title, found.identity, found.line, found.front_matter_end)

    def of(self, export: Export) -> Found:
        """Return the section in its export."""
        return Found(export, *self)


CleanParts = Mapping[str, Cleaned]
"""The parts of a section after cleaning, by name."""


def find_sections(export: Export, facts: Facts) -> Iterator[Found]:
    """Yield the sections of `export`, in order."""
    document = parse(export.text)
    sections = split(document, export.name)
    ends = [s.start for s in sections[1:]] + [len(export.text)] * bool(sections)
    any_text = title_facts(facts)
    front_matter, line, at = front_matter_end(document), 1, 0
    for section, end in zip(sections, ends, strict=True):
        line += export.text.count("\n", at, section.start)
        at = section.start
        titles = [part for part in section.parts if part.name == "title"]
        title = (
            _clean_title(export, titles[0], any_text).text if titles else escaped(without_noise(section.fallback_title))
        )
        content = content_of(export.text[section.start : end])
        shown = plain_text(title) or section.fallback_title
        name = shown if titles else _with_folders(export.name, shown)
        identity = Identity(str(export.path), line, name, content, shown)
        yield Found(export, section, end, title, identity, line, front_matter)
        front_matter = 0


def _clean_title(export: Export, part: Part, facts: TextFacts, cuts: Iterable[Edit] = ()) -> Cleaned:
    title = export.text[part.start : part.end]
    return _on_one_line(clean_part(title, known_of(export, part, facts), (*cuts, *title_noise(title))))


def _on_one_line(title: Cleaned) -> Cleaned:
    """Return a title without the line ends that a rule put into it: below a picture its caption has a line, say."""
    if "\n" not in title.text:
        return title
    edits = tuple(replace(edit, new=_LINE_ENDS.sub(" ", edit.new)) for edit in title.edits.applied)
    return Cleaned(title.document, apply(title.document.text, edits), replace(title.edits, applied=edits))


def known_of(export: Export, part: Part, facts: TextFacts) -> TextFacts:
    """Return `facts` with what only one part of an export needs."""
    far = elsewhere(export.text, part.start, part.end, facts)
    # No footnote can stand in a heading.
    far = replace(far, notes={}) if part.name == "title" else far
    return replace(facts, elsewhere=far, place=_PLACES[part.name])


def title_facts(facts: Facts) -> TextFacts:
    """Return all that the title of a section, of which the address is not known yet, is cleaned by."""
    return replace(facts.for_text(""), terms=())


def _with_folders(name: str, title: str) -> str:
    """Return a title that is only the file's name with its folders before it: `readme` is many files."""
    path = PurePosixPath(name).with_suffix("")
    return f"{path}{title.removeprefix(path.name)}" if title.startswith(path.name) else title


def clean_parts(found: Found, facts: TextFacts) -> dict[str, Cleaned]:
    """Return the parts of `found` after cleaning."""
    of_title = replace(facts, terms=())
    cleaned: dict[str, Cleaned] = {}
    for part in found.section.parts:
        cuts = _cuts(found, part)
        if part.name == "title":
            cleaned[part.name] = _clean_title(found.export, part, of_title, cuts)
        else:
            cleaned[part.name] = clean_part(found.text_of(part), known_of(found.export, part, facts), cuts)
    return cleaned


def _cuts(found: Found, part: Part) -> Iterator[Edit]:
    return (cut.moved(-part.start) for cut in found.section.cuts if part.start <= cut.start < part.end)
