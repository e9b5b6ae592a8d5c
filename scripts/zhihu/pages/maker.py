"""Make the pages of a run, export by export, and keep only their bytes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zhihu.exports.export import Export
from zhihu.exports.found import CleanParts, Found, clean_parts
from zhihu.facts.english import Laid, lay
from zhihu.facts.status import Status, status_of
from zhihu.model import Finding
from zhihu.pages import opensearch
from zhihu.pages.about import about
from zhihu.pages.addenda import tally
from zhihu.pages.alphabet import FOLDER, alphabet
from zhihu.pages.assigned import Assigned
from zhihu.pages.catalogue import PATH as CATALOGUE
from zhihu.pages.catalogue import catalogue
from zhihu.pages.doors import doors
from zhihu.pages.findings import changes_since, findings_of_page, findings_of_translation
from zhihu.pages.lists import home, site_yml, topic_pages
from zhihu.pages.moved import moved_pages
from zhihu.pages.page import page_path, render
from zhihu.pages.reference_pages import all_references, glossary
from zhihu.pages.words import LANGUAGES, Language
from zhihu.proof.ledger import Entry, Header, Ledger, Recorder, encode
from zhihu.search.index import indexes, version_of


@dataclass
class Maker:
    """Collects what a run writes; everything is complete after `add_lists`."""

    assigned: Assigned
    """The sections with their addresses."""

    docs: Path
    """The folder with the pages of the run before."""

    pages: dict[str, bytes] = field(default_factory=dict)
    """Content of each file by its path below `docs`."""

    findings: list[Finding] = field(default_factory=list)
    """What is odd about the pages."""

    edits: Counter[str] = field(default_factory=Counter)
    """How many edits each rule made."""

    places: Counter[str] = field(default_factory=Counter)
    """How many places each rule changed, as readers count."""

    status: dict[str, Status] = field(default_factory=dict)
    """State of each translation by slug."""

    def add_export(self, export: Export) -> None:
        """Add the pages of one export, and its ledger."""
        recorder = Recorder(export.text)
        page = ""
        for found, slug in self.assigned.sections:
            if found.export is not export:
                continue
            page = page_path(slug)
            recorder.gap(found.front_matter_end, page, "front_matter")
            if self.assigned.winners[slug] is found:
                self._add_question(found, slug, recorder)
            else:
                recorder.gap(found.end, page, "superseded")
        recorder.between(len(export.text), page)
        header = Header(export.name, export.sha256, export.newline, export.has_bom)
        ledger = Ledger(header, tuple(recorder.records))
        self.edits.update(entry.rule for entry in ledger.entries)
        self.places.update(tally(ledger.entries))
        self.pages[f"ledger/{export.name}.jsonl"] = encode(ledger)

    def _add_question(self, found: Found, slug: str, recorder: Recorder) -> None:
        facts, page = self.assigned.facts, page_path(slug)
        parts = clean_parts(found, facts.for_text(slug))
        entries = _record(found, parts, recorder, page)
        laid = self._laid(found, slug, parts)
        chinese = self.assigned.chinese_page(slug, parts, entries)
        english = self.assigned.english_page(slug, parts, entries, laid)
        self.pages[page] = render(chinese, facts).encode()
        self.pages[page_path(slug, "en")] = render(english, facts).encode()
        self.findings += findings_of_page(facts, slug, found, parts)
        self.findings += changes_since(self.docs / page, found, chinese)

    def _laid(self, found: Found, slug: str, parts: CleanParts) -> Laid | None:
        facts = self.assigned.facts
        translation = facts.translations.get(slug)
        if translation is None:
            return None
        laid = lay(found.title, parts, translation, facts.for_text(slug, "en"))
        self.findings += findings_of_translation(translation, laid)
        self.status[slug] = status_of(slug, laid, translation)
        return laid

    def add_lists(self, exports: Sequence[str]) -> None:
        """Add the pages that list questions, and everything else that belongs to no single one."""
        facts = self.assigned.facts
        for language in LANGUAGES:
            for name, text in self._lists(exports, language):
                self.pages[f"{language}/{name}"] = text.encode()
        for name, text in (*moved_pages(facts.questions), *doors(facts, self.assigned.lists)):
            self.pages[name] = text.encode()
        self.pages[CATALOGUE] = catalogue(facts, self.assigned.slugs, self.pages, self.docs)
        self.pages |= indexes(facts, self.assigned.slugs, self.pages, self.docs)
        version = version_of(self.pages, self.docs)
        self.pages["site.yml"] = site_yml(facts, self.assigned.lists["zh"], version).encode()

    def _lists(self, exports: Sequence[str], language: Language) -> Iterator[tuple[str, str]]:
        facts, listed = self.assigned.facts, self.assigned.lists[language]
        status = [(q.title, self.status[q.slug]) for q in listed if q.slug in self.status]
        yield "index.md", home(facts, listed, language)
        yield "about.md", about(facts, exports, self.places, status, language)
        for name, text in topic_pages(facts, listed, language):
            yield f"topics/{name}", text
        for name, text in alphabet(listed, language):
            yield f"{FOLDER}/{name}", text
        yield opensearch.NAME, opensearch.opensearch(facts, language)
        if facts.glossary:
            yield "glossary.md", glossary(facts, listed, language)
        if facts.references:
            yield "references.md", all_references(facts, listed, language)


def _record(found: Found, parts: CleanParts, recorder: Recorder, page: str) -> list[Entry]:
    """Write down what becomes of the parts of one section, and return the edits among it."""
    first = len(recorder.records)
    for part in found.section.parts:
        recorder.between(part.start, page)
        edits = [edit.moved(part.start) for edit in parts[part.name].edits.applied]
        recorder.part(part.end, edits, page, part.name)
    return recorder.entries_from(first)
