"""Read the facts below `source/` and see that they fit together."""

from collections.abc import Iterator
from pathlib import Path

from zhihu.addenda import cited_in_note
from zhihu.errors import FactsError, InputErrors
from zhihu.facts import UNSORTED, Corrections, Facts, Glossary, Question, Reference, Site
from zhihu.toml import line_of_key, read_toml
from zhihu.translation import Translation, read_translation
from zhihu.words import LANGUAGES

_HASH_LENGTH = len("v2-") + 32


def load_facts(source: Path) -> Facts:
    """Return the facts below `source`, of which every file may be missing; raises InputErrors with all errors."""
    errors: list[FactsError] = []
    site = read_toml(source / "site.toml", Site, errors) or Site()
    references = read_toml(source / "references.toml", dict[str, Reference], errors) or {}
    corrections = read_toml(source / "corrections.toml", Corrections, errors) or Corrections()
    glossary = read_toml(source / "glossary.toml", Glossary, errors) or Glossary()
    questions = {
        path.parent.name: question
        for path in sorted(source.glob("questions/*/question.toml"))
        if (question := read_toml(path, Question, errors))
    }
    figures = {p.stem[:_HASH_LENGTH]: f"../../assets/figures/{p.name}" for p in sorted(source.glob("figures/v2-*"))}
    translations, notes = _writings(source, errors)
    facts = Facts(
        source, site, questions, references, corrections.correction, glossary.term, translations, notes, figures
    )
    errors += [*_unknown_keys(facts), *_unknown_in_writings(facts), *_terms_twice(facts)]
    if errors:
        raise InputErrors(errors)
    return facts


def _writings(source: Path, errors: list[FactsError]) -> tuple[dict[str, Translation], dict[tuple[str, str], str]]:
    """Return the translations by slug, and the notes by slug and language."""
    folders = sorted(p for p in source.glob("questions/*") if p.is_dir())
    translations = {f.name: t for f in folders if (t := read_translation(f / "en.md", errors))}
    notes: dict[tuple[str, str], str] = {
        (folder.name, language): path.read_text(encoding="utf-8")
        for folder in folders
        for language in LANGUAGES
        if (path := folder / f"note.{language}.md").is_file()
    }
    return translations, notes


def _unknown_in_writings(facts: Facts) -> Iterator[FactsError]:
    """Yield an error for each translation or note that has no question or cites what is not there."""
    for slug, translation in facts.translations.items():
        if slug not in facts.questions:
            yield FactsError(translation.path, 1, f"a translation for {slug!r}", "a question.toml beside it")
    for (slug, language), note in facts.notes.items():
        path = facts.source / "questions" / slug / f"note.{language}.md"
        if slug not in facts.questions:
            yield FactsError(path, 1, f"a note for {slug!r}", "a question.toml beside it")
        for key in cited_in_note(note):
            if key not in facts.references:
                line = line_of_key(path, f"@{key}")
                yield FactsError(path, line, f"the note cites {key!r}, which is not there", "a key of references.toml")


def _terms_twice(facts: Facts) -> Iterator[FactsError]:
    seen: dict[str, str] = {}
    path = facts.source / "glossary.toml"
    for term in facts.glossary:
        for name in {term.id, term.zh, term.en}:
            if seen.get(name, term.id) != term.id or (name == term.id and name in seen):
                yield FactsError(path, line_of_key(path, name), f"the term {name!r} stands there twice", "one entry")
            seen[name] = term.id


def _unknown_keys(facts: Facts) -> Iterator[FactsError]:
    """Yield an error for each name that a file uses and no other file explains."""
    topics = {t.id for t in facts.site.topics} | {UNSORTED}
    for slug, question in facts.questions.items():
        path = facts.source / "questions" / slug / "question.toml"
        used = (
            ("topic", (question.topic,), topics, "a topic of site.toml"),
            ("tags", question.tags, facts.site.tags, "a tag of site.toml"),
            ("related", question.related, facts.questions, "the slug of a question"),
            ("article", (question.article,) if question.article else (), facts.references, "a key of references.toml"),
            ("cites", tuple(question.cites.values()), facts.references, "a key of references.toml"),
        )
        for key, names, known, expected in used:
            for name in names:
                if name not in known:
                    yield FactsError(
                        path, line_of_key(path, name), f"{key} names {name!r}, which is not there", expected
                    )
    yield from _twice(facts)
    for correction in facts.corrections:
        if correction.question not in facts.questions:
            path = facts.source / "corrections.toml"
            line = line_of_key(path, correction.question)
            yield FactsError(path, line, f"a correction for {correction.question!r}", "the slug of a question")


def _twice(facts: Facts) -> Iterator[FactsError]:
    """Yield an error for each slug that two questions claim."""
    owners = {slug: slug for slug in facts.questions}
    for slug, question in facts.questions.items():
        for old in question.was:
            if old in owners:
                path = facts.source / "questions" / slug / "question.toml"
                yield FactsError(
                    path, line_of_key(path, old), f"{old!r} is also an address of {owners[old]!r}", "one owner"
                )
            owners[old] = slug
