"""What one section of an export comes to: its two pages, its lines of the ledger, and what is odd about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from zhihu.disk.cache import digest
from zhihu.exports.found import CleanParts, Found, clean_parts
from zhihu.facts.english import Laid, lay
from zhihu.facts.status import Status, status_of
from zhihu.model import Finding
from zhihu.pages.assigned import Assigned
from zhihu.pages.findings import findings_of_page, findings_of_translation
from zhihu.pages.keys import Keys
from zhihu.pages.page import QuestionPage, page_path, render
from zhihu.pages.words import LANGUAGES
from zhihu.proof.ledger import Entry, Place, Recorder, encode_lines


class Made(msgspec.Struct, frozen=True):
    """What is known of a section that was made, without the words that stand on the disk."""

    pages: Mapping[str, str]
    """The `digest` of each page by its path below `docs`."""

    ledger: str
    """The `digest` of its lines of the ledger."""

    place: Place
    """Where in the export its last part ends."""

    edits: Mapping[str, int]
    """How many edits each rule made."""

    findings: Sequence[Finding]
    """What is odd about it."""

    status: Status | None = None
    """State of its translation, if it has one."""

    start: int = 0
    """Where in the ledger its lines begin, in bytes."""

    size: int = 0
    """How many bytes they are."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a section that was made."""

    chinese: QuestionPage
    """Its Chinese page."""

    pages: Mapping[str, bytes]
    """Both pages by path below `docs`."""

    ledger: bytes
    """Its lines of the ledger."""


@dataclass(frozen=True)
class Making:
    """Makes sections. All that one is made of must be in its `key`, or it would be served when it is stale."""

    assigned: Assigned
    """The sections with their addresses."""

    keys: Keys
    """Of its facts."""

    def key(self, found: Found, slug: str, place: Place) -> str:
        """Return the key of everything that `made` makes a section of; of the export all of it.

        A section may need words of others: definitions of links and footnotes. People do not edit exports.
        """
        bases = (self.assigned.base(slug, language) for language in LANGUAGES)
        return digest(
            self.keys.own(slug),
            repr((found.export.name, str(found.export.path), found.export.sha256, place)),
            # Beside the export, the facts about titles and the names of files decide about these.
            repr((found.section, found.title)),
            *map(repr, bases),
        )

    def made(self, found: Found, slug: str, place: Place) -> tuple[Made, Words]:
        """Return what the section comes to that a page shows; it begins in the export at `place` or behind it."""
        facts = self.assigned.facts
        recorder = Recorder(found.export.text, place)
        recorder.gap(found.front_matter_end, page_path(slug), "front_matter")
        parts = clean_parts(found, facts.for_text(slug))
        entries = _record(found, parts, recorder, page_path(slug))
        laid = self._laid(found, slug, parts)
        chinese = self.assigned.chinese_page(slug, parts, entries)
        english = self.assigned.english_page(slug, parts, entries, laid)
        pages = {page_path(p.slug, p.language): render(p, facts).encode() for p in (chinese, english)}
        findings = [*findings_of_page(facts, slug, found, parts)]
        status = None
        if laid:
            findings += findings_of_translation(facts.translations[slug], laid)
            status = status_of(slug, laid, facts.translations[slug])
        words = Words(chinese, pages, encode_lines(recorder.records))
        hashes = {path: digest(data) for path, data in pages.items()}
        edits = Counter(entry.rule for entry in recorder.entries_from(0))
        return Made(hashes, digest(words.ledger), recorder.place, edits, findings, status), words

    def _laid(self, found: Found, slug: str, parts: CleanParts) -> Laid | None:
        translation = self.assigned.facts.translations.get(slug)
        if translation is None:
            return None
        return lay(found.title, parts, translation, self.assigned.facts.for_text(slug, "en"))


def _record(found: Found, parts: CleanParts, recorder: Recorder, page: str) -> Sequence[Entry]:
    """Write down what becomes of the parts of one section, and return the edits among it."""
    first = len(recorder.records)
    for part in found.section.parts:
        recorder.between(part.start, page)
        edits = [edit.moved(part.start) for edit in parts[part.name].edits.applied]
        recorder.part(part.end, edits, page, part.name)
    return recorder.entries_from(first)
