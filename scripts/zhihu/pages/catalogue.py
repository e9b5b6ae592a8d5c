"""`questions.json`: what there is to know of every question, in both languages; addresses are relative to its own.

It is derived from the pages, and is all that the finishing of a built site (zhihu/site/) knows of the questions.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from zhihu.facts.tables import Facts, Topic
from zhihu.facts.words import Words
from zhihu.pages.addenda import cited_in_note
from zhihu.pages.page import page_path, part_of
from zhihu.pages.words import LANGUAGES, Language

PATH = "questions.json"
"""Its file below `docs/`."""

_PARTS = ("preface", "question", "answer")


class Named(msgspec.Struct, frozen=True):
    """Somebody or something with an address."""

    name: str
    """What it is called."""

    url: str = ""
    """Where it is; empty if unknown."""


class Tag(msgspec.Struct, frozen=True):
    """One tag."""

    id: str
    """Its key."""

    zh: str
    """Its Chinese name."""

    en: str
    """Its English name."""


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question in one language."""

    url: str
    """Address of its page."""

    markdown: str
    """Address of the same as Markdown."""

    title: str
    """The question as plain text."""

    short: str
    """The title in lists."""

    description: str
    """How the answer begins."""

    sha256: str
    """Hash of the author's parts on the page, as Markdown, with an empty line between two."""

    translated: str = ""
    """Who translated it: `person`, `machine` or `machine-reviewed`; empty where it is the original."""


class Work(msgspec.Struct, frozen=True, omit_defaults=True):
    """A work that a page cites."""

    id: str
    """Its key in references.toml."""

    title: str
    """Its title."""

    cited_by: str
    """`author` or `editor`."""

    authors: str = ""
    """Who wrote it."""

    year: int = 0
    """Year of its first public version; 0 if unknown."""

    venue: str = ""
    """Where it appeared."""

    arxiv: str = ""
    """Its arXiv number."""

    url: str = ""
    """Its address."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One question."""

    slug: str
    """Its address, for ever."""

    url: str
    """The address that opens in the reader's language."""

    topic: Tag
    """Its topic."""

    tags: tuple[Tag, ...]
    """Its tags."""

    author: Named
    """Who wrote the answer."""

    source: Named
    """The article or column it was taken from."""

    zh: Text
    """The author's words."""

    en: Text | None = None
    """Their translation, if there is one."""

    published: str = ""
    """Day on which it appeared, where the export says so."""

    edited: str = ""
    """Day on which it was changed last, where the export says so."""

    related: tuple[str, ...] = ()
    """Slugs of related questions."""

    references: tuple[Work, ...] = ()
    """What the answer and the note cite."""


class Catalogue(msgspec.Struct, frozen=True):
    """The whole file."""

    name: Words
    """What the site is called."""

    description: Words
    """One sentence about it."""

    series: Named
    """The column that the answers come from."""

    questions: tuple[Entry, ...]
    """Every question that has a page, in the order of the lists."""


def catalogue(facts: Facts, slugs: Sequence[str], pages: Mapping[str, bytes], docs: Path) -> bytes:
    """Return `questions.json` for the questions `slugs`; a page that is not in `pages` is read from `docs`."""
    site = facts.site
    entries = (_entry(slug, facts, _pages(slug, pages, docs)) for slug in slugs)
    whole = Catalogue(
        site.site.name,
        site.site.description,
        Named(site.author.series, site.author.series_url),
        tuple(entry for entry in entries if entry),
    )
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def read_catalogue(path: Path) -> Catalogue:
    """Return what the file at `path` says; raises msgspec.ValidationError where clean.py did not write it."""
    return msgspec.json.decode(path.read_bytes(), type=Catalogue)


def _pages(slug: str, pages: Mapping[str, bytes], docs: Path) -> dict[Language, str]:
    found: dict[Language, str] = {}
    for language in LANGUAGES:
        path = page_path(slug, language)
        data = pages.get(path) or ((docs / path).read_bytes() if (docs / path).is_file() else b"")
        if data:
            found[language] = data.decode(errors="replace")
    return found


def _entry(slug: str, facts: Facts, pages: Mapping[Language, str]) -> Entry | None:
    if "zh" not in pages:
        return None
    question, meta = facts.questions[slug], fields_of(pages["zh"])
    return Entry(
        slug=slug,
        url=f"q/{slug}/",
        topic=_topic(facts.topic(question.topic)),
        tags=tuple(Tag(key, tag.zh, tag.in_("en")) for key in question.tags if (tag := facts.site.tags.get(key))),
        author=_named(meta.get("author")),
        source=_named(meta.get("source")),
        published=_text(meta.get("published")),
        edited=_text(meta.get("edited")),
        zh=_text_of(slug, facts, pages["zh"], "zh"),
        en=_text_of(slug, facts, pages["en"], "en") if slug in facts.translations and "en" in pages else None,
        related=tuple(other for other in question.related if other in facts.questions),
        references=_works(slug, facts),
    )


def _topic(topic: Topic) -> Tag:
    return Tag(topic.id, topic.zh, topic.en)


def _named(value: object) -> Named:
    return msgspec.convert(value, Named) if isinstance(value, dict) else Named("")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _text_of(slug: str, facts: Facts, page: str, language: Language) -> Text:
    meta = fields_of(page)
    title = _text(meta.get("title"))
    words = "\n\n".join(part for name in _PARTS if (part := part_of(page, name)))
    short = facts.questions[slug].short
    return Text(
        url=f"{language}/q/{slug}/",
        markdown=f"{language}/q/{slug}/index.md",
        title=title,
        short=(short.en if language == "en" else short.zh) or title,
        description=_text(meta.get("description")),
        sha256=sha256(words.encode()).hexdigest(),
        translated=_translator(slug, facts) if language == "en" else "",
    )


def _translator(slug: str, facts: Facts) -> str:
    translation = facts.translations[slug]
    return f"{translation.by}-reviewed" if translation.by == "machine" and translation.reviewed else translation.by


def _works(slug: str, facts: Facts) -> tuple[Work, ...]:
    question = facts.questions[slug]
    notes = (key for language in LANGUAGES for key in cited_in_note(facts.notes.get((slug, language), "")))
    keys = {**dict.fromkeys(notes, "editor"), **dict.fromkeys(question.cites.values(), "author")}
    works = ((key, facts.references[key], by) for key, by in keys.items() if key in facts.references)
    return tuple(
        Work(key, work.title, by, work.authors, work.year or 0, work.venue, work.arxiv, work.url)
        for key, work, by in works
    )


def fields_of(page: str) -> dict[str, object]:
    """Return the front matter of a generated page, whose values are JSON: a tenth of the time that YAML takes."""
    head, _, _ = page.removeprefix("---\n").partition("\n---\n")
    pairs = (line.partition(": ") for line in head.split("\n"))
    return {key: msgspec.json.decode(value) for key, _, value in pairs if value}
