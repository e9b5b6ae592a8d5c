"""Make the pages of a run, export by export, and keep only their bytes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import msgspec

from zhihu.disk.cache import Cache, digest
from zhihu.disk.spool import Spool
from zhihu.exports.export import Export
from zhihu.exports.found import Found
from zhihu.facts.status import Status
from zhihu.model import Finding
from zhihu.pages import opensearch
from zhihu.pages.about import about
from zhihu.pages.addenda import places_of
from zhihu.pages.alphabet import FOLDER, alphabet
from zhihu.pages.assigned import Assigned
from zhihu.pages.catalogue import PATH as CATALOGUE
from zhihu.pages.catalogue import catalogue
from zhihu.pages.doors import doors
from zhihu.pages.findings import changes_since
from zhihu.pages.keys import Keys
from zhihu.pages.lists import home, site_yml, topic_pages
from zhihu.pages.making import Made, Making
from zhihu.pages.moved import moved_pages
from zhihu.pages.page import page_path
from zhihu.pages.reference_pages import all_references, glossary
from zhihu.pages.words import LANGUAGES, Language
from zhihu.proof.ledger import EXPORTS, FIRST, Entry, Header, Place, Recorder, encode_lines
from zhihu.search.index import SCRIPTS, indexes, version_of


class Derived(msgspec.Struct, frozen=True):
    """What is known of files that belong to no single question."""

    files: Mapping[str, str]
    """The `digest` of each file by path."""

    version: str = ""
    """The version of the search, if it is among them."""

    @classmethod
    def of(cls, files: Mapping[str, bytes], version: str = "") -> tuple["Derived", Mapping[str, bytes]]:
        """Return what is to be known of `files`, and these."""
        return cls({path: digest(data) for path, data in files.items()}, version), files


@dataclass
class Maker:
    """Collects what a run writes; everything is complete after `add_lists`."""

    assigned: Assigned
    """The sections with their addresses."""

    docs: Path
    """The folder with the pages of the run before."""

    cache: Cache
    """What earlier runs made."""

    pages: Spool
    """Content of each file by its path below `docs`."""

    findings: list[Finding] = field(default_factory=list)
    """What is odd about the pages."""

    edits: Counter[str] = field(default_factory=Counter)
    """How many edits each rule made."""

    places: Counter[str] = field(default_factory=Counter)
    """How many places each rule changed, as readers count."""

    status: dict[str, Status] = field(default_factory=dict)
    """State of each translation by slug."""

    contents: dict[str, str] = field(default_factory=dict)
    """The `digest` of each page of a question by path."""

    @cached_property
    def _keys(self) -> Keys:
        return Keys(self.assigned.facts)

    @cached_property
    def _making(self) -> Making:
        return Making(self.assigned, self._keys)

    def add_export(self, export: Export) -> None:
        """Add the pages of one export, and its ledger."""
        path = f"ledger/{export.name}.jsonl"
        before = _bytes_of(self.docs / path)
        lines = bytearray(encode_lines([Header(export.name, export.sha256, export.newline, export.has_bom)]))
        edits: Counter[str] = Counter()
        place, page = FIRST, ""
        for found, slug in self.assigned.of_export(export):
            page = page_path(slug)
            if self.assigned.winners[slug] is found:
                made, chunk = self._section(found, slug, place, before, len(lines))
                place = made.place
                edits.update(made.edits)
                lines += chunk
            else:
                place, more = _superseded(found, place, page)
                edits.update(record.rule for record in more)
                lines += encode_lines(more)
        rest = Recorder(export.text, place)
        rest.between(len(export.text), page)
        edits.update(entry.rule for entry in rest.entries_from(0))
        self.edits.update(edits)
        self.places.update(places_of(edits))
        self.pages.add(path, bytes(lines + encode_lines(rest.records)))

    def _section(self, found: Found, slug: str, place: Place, before: bytes, start: int) -> tuple[Made, bytes]:
        """Add a section, made again only if it or its files changed; return it with its lines of the ledger."""
        key = self._making.key(found, slug, place)
        made = self.cache.get(key, Made)
        chunk = before[made.start : made.start + made.size] if made else b""
        if made and digest(chunk) == made.ledger and all(map(self._stands, *zip(*made.pages.items(), strict=True))):
            for path in made.pages:
                self.pages.keep(path)
        else:
            made, words = self._making.made(found, slug, place)
            chunk = words.ledger
            for path, data in words.pages.items():
                self.pages.add(path, data)
            self.findings += changes_since(self.docs / page_path(slug), found, words.chinese)
        self.cache.put(key, msgspec.structs.replace(made, start=start, size=len(chunk)))
        self.contents.update(made.pages)
        self.findings += made.findings
        if made.status:
            self.status[slug] = made.status
        return made, chunk

    def _stands(self, path: str, content: str) -> bool:
        return digest(_bytes_of(self.docs / path)) == content

    def add_lists(self, exports: Sequence[str]) -> None:
        """Add the pages that list questions, and everything else that belongs to no single one."""
        facts = self.assigned.facts
        if exports:
            self.pages.add(EXPORTS, "".join(f"{name}\n" for name in exports).encode())
        self._add_kept(self._key_of_lists(exports), lambda: Derived.of(self._all_lists(exports)))
        version = self._add_kept(self._key_of_derived(), self._derived)
        self.pages.add("site.yml", site_yml(facts, self.assigned.lists["zh"], version).encode())

    def _add_kept(self, key: str, make: Callable[[], tuple[Derived, Mapping[str, bytes]]]) -> str:
        """Add files, made again only if the key or one of them has changed; return their version."""
        known = self.cache.get(key, Derived)
        if known and all(self._stands(path, content) for path, content in known.files.items()):
            for path in known.files:
                self.pages.keep(path)
        else:
            known, files = make()
            for path, data in files.items():
                self.pages.add(path, data)
        self.cache.put(key, known)
        return known.version

    def _derived(self) -> tuple[Derived, Mapping[str, bytes]]:
        """Return what is read out of all pages of questions, with the version of the search among it."""
        facts, slugs = self.assigned.facts, self.assigned.slugs
        found = indexes(facts, slugs, self.pages, self.docs)
        version = version_of(found, self.docs)
        return Derived.of({**found, CATALOGUE: catalogue(facts, slugs, self.pages, self.docs)}, version)

    def _key_of_lists(self, exports: Sequence[str]) -> str:
        facts = self.assigned.facts
        about = (self.assigned.lists, exports, sorted(self.places.items()), self.status)
        written = (facts.questions, sorted(facts.translations), sorted(facts.notes))
        return digest("lists", self._keys.shared, repr(about), repr(written))

    def _all_lists(self, exports: Sequence[str]) -> dict[str, bytes]:
        facts = self.assigned.facts
        files = {f"{language}/{name}": text for language in LANGUAGES for name, text in self._lists(exports, language)}
        files |= dict(moved_pages(facts.questions)) | dict(doors(facts, self.assigned.lists))
        return {path: text.encode() for path, text in files.items()}

    def _key_of_derived(self) -> str:
        pages = (page_path(slug, language) for slug in self.assigned.slugs for language in LANGUAGES)
        contents = (self.contents.get(page) or digest(_bytes_of(self.docs / page)) for page in pages)
        code = (path.read_bytes() for path in sorted((self.docs / SCRIPTS).glob("*.js")))
        own = (self._keys.own(slug) for slug in self.assigned.slugs)
        return digest("derived", repr(self.assigned.lists), *contents, *own, *code)

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


def _superseded(found: Found, place: Place, page: str) -> tuple[Place, Sequence[Entry]]:
    """Return what the ledger says of a section that no page shows, and where it ends."""
    recorder = Recorder(found.export.text, place)
    recorder.gap(found.front_matter_end, page, "front_matter")
    recorder.gap(found.end, page, "superseded")
    return recorder.place, recorder.entries_from(0)


def _bytes_of(path: Path) -> bytes:
    """Return the content of a file; nothing where there is none to read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
