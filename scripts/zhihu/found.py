"""A section of an export on its way to a page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhihu.clean import Cleaned, clean
from zhihu.document import parse
from zhihu.exports import Export
from zhihu.facts import Facts
from zhihu.identity import Identity, content_of
from zhihu.ledger import Header, Ledger, Recorder
from zhihu.model import Edit, TextFacts
from zhihu.page import page_path
from zhihu.plain import escaped, plain_text
from zhihu.sections import Part, Section, front_matter_end, split


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


CleanParts = Mapping[str, Cleaned]
"""The parts of a section after cleaning, by name."""


def find_sections(export: Export, facts: Facts) -> Iterator[Found]:
    """Yield the sections of `export`, in order."""
    document = parse(export.text)
    sections = split(document, export.name)
    ends = [s.start for s in sections[1:]] + [len(export.text)]
    any_text = facts.for_text("")
    front_matter = front_matter_end(document)
    for section, end in zip(sections, ends, strict=True):
        parts = [parse(export.text[p.start : p.end]) for p in section.parts]
        titles = [clean(export.text[p.start : p.end], any_text).text for p in section.parts if p.name == "title"]
        title = titles[0] if titles else escaped(section.fallback_title)
        line = document.line_of(section.start)
        identity = Identity(str(export.path), line, plain_text(title) or section.fallback_title, content_of(parts))
        yield Found(export, section, end, title, identity, line, front_matter)
        front_matter = 0


def clean_parts(found: Found, facts: TextFacts) -> dict[str, Cleaned]:
    """Return the parts of `found` after cleaning."""
    return {part.name: clean(found.text_of(part), facts, cuts=_cuts(found, part)) for part in found.section.parts}


def _cuts(found: Found, part: Part) -> Iterator[Edit]:
    return (cut.moved(-part.start) for cut in found.section.cuts if part.start <= cut.start < part.end)


def record(export: Export, sections: Iterable[tuple[Found, str, CleanParts | None]]) -> Ledger:
    """Return the ledger of `export`; a section without cleaned parts is one that another one supersedes."""
    recorder = Recorder(export.text)
    page = ""
    for found, slug, parts in sections:
        page = page_path(slug)
        recorder.gap(found.front_matter_end, page, "front_matter")
        if parts is None:
            recorder.gap(found.end, page, "superseded")
            continue
        for part in found.section.parts:
            recorder.between(part.start, page)
            edits = [edit.moved(part.start) for edit in parts[part.name].edits.applied]
            recorder.part(part.end, edits, page, part.name)
    recorder.between(len(export.text), page)
    return Ledger(Header(export.name, export.sha256, export.newline, export.has_bom), tuple(recorder.records))
