"""Gather everything a run would write, without writing: from the source folder to the bytes of each page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zhihu.about import about
from zhihu.errors import ExportError, FactsError, InputError, InputErrors
from zhihu.exports import Export, find_exports, read_export
from zhihu.facts import Facts, Question
from zhihu.findings import findings_of
from zhihu.found import CleanParts, Found, clean_parts, find_sections, record
from zhihu.identity import assign
from zhihu.ledger import Entry, Ledger, encode
from zhihu.lists import Listed, home, navigation, topic_pages
from zhihu.load import load_facts
from zhihu.model import Finding
from zhihu.notices import notices_of
from zhihu.page import Neighbour, QuestionPage, render
from zhihu.plain import plain_text
from zhihu.toml import line_of_key


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a run comes to."""

    pages: Mapping[str, bytes]
    """Content of each generated file by its path below `docs/`."""

    new_questions: Mapping[str, Question]
    """Questions that had no `question.toml`, by slug."""

    ledgers: Sequence[Ledger]
    """One for each export."""

    findings: Sequence[Finding]
    """Everything a person should look at, sorted."""

    vanished: frozenset[str]
    """Slugs that no export holds any more; their pages stay as they are."""


Watch = Callable[[Sequence[Export]], Iterable[Export]]
"""Hands the exports on one by one, to show how far the run has come."""


def gather(source: Path, watch: Watch = iter) -> Gathered:
    """Return what a run over `source` would write; raises InputErrors with everything that stops it."""
    facts = load_facts(source)
    exports, findings = _exports(source)
    found = [f for export in watch(exports) for f in find_sections(export, facts)]
    slugs, unsure = assign([f.identity for f in found], facts.questions)
    new = _new_questions(facts, found, slugs)
    facts = replace(facts, questions={**facts.questions, **new})
    winners = dict(zip(slugs, found, strict=True))
    parts = {slug: clean_parts(f, facts.for_text(slug)) for slug, f in winners.items()}
    _check_corrections(facts, winners)
    ledgers = [_ledger(export, found, slugs, winners, parts) for export in exports]
    findings += [*unsure, *findings_of(facts, new, zip(slugs, found, strict=True), winners, parts)]
    pages = dict(_files(facts, winners, parts, ledgers))
    return Gathered(pages, new, ledgers, sorted(set(findings)), frozenset(facts.questions.keys() - winners.keys()))


def _exports(source: Path) -> tuple[list[Export], list[Finding]]:
    """Return the exports that can be read and a finding for each that cannot; raises InputErrors if none can."""
    folder = source / "exports"
    exports, errors = [], []
    for path in find_exports(folder):
        try:
            exports.append(read_export(path, folder))
        except ExportError as error:
            errors.append(error)
    if not exports:
        nothing = InputError(folder, 0, "there is no export here", "at least one Markdown file (*.md)")
        raise InputErrors(errors or [nothing])
    return exports, [
        Finding(e.path, e.line, "error", "unreadable", e.problem, f"expected {e.expected}") for e in errors
    ]


def _new_questions(facts: Facts, found: Iterable[Found], slugs: Iterable[str]) -> dict[str, Question]:
    return {
        slug: Question(title=f.identity.title, content=f.identity.content)
        for slug, f in zip(slugs, found, strict=True)
        if slug not in facts.questions
    }


def _check_corrections(facts: Facts, winners: Mapping[str, Found]) -> None:
    """Raise InputErrors if the damaged words of a correction do not stand in their question exactly once."""
    path = facts.source / "corrections.toml"
    errors = []
    for correction in facts.corrections:
        found = winners.get(correction.question)
        count = sum(found.text_of(part).count(correction.before) for part in found.section.parts) if found else 0
        if count != 1:
            problem = f"the words {correction.before!r} stand {count} times in {correction.question!r}"
            errors.append(
                FactsError(path, line_of_key(path, correction.before), problem, "words that stand there once")
            )
    if errors:
        raise InputErrors(errors)


def _ledger(
    export: Export,
    found: Sequence[Found],
    slugs: Sequence[str],
    winners: Mapping[str, Found],
    parts: Mapping[str, CleanParts],
) -> Ledger:
    here = [(f, slug) for f, slug in zip(found, slugs, strict=True) if f.export is export]
    return record(export, ((f, slug, parts[slug] if winners[slug] is f else None) for f, slug in here))


def _files(
    facts: Facts, winners: Mapping[str, Found], parts: Mapping[str, CleanParts], ledgers: Sequence[Ledger]
) -> Iterator[tuple[str, bytes]]:
    listed = _listed(facts, winners)
    for page in _question_pages(facts, listed, winners, parts, ledgers):
        yield page.path, render(page, facts).encode()
    yield "zh/index.md", home(facts, listed).encode()
    yield "zh/about.md", about(facts, ledgers).encode()
    for name, text in topic_pages(facts, listed):
        yield f"zh/topics/{name}", text.encode()
    yield "site.yml", navigation(facts, listed).encode()
    for ledger in ledgers:
        yield f"ledger/{ledger.header.export}.jsonl", encode(ledger)


def _listed(facts: Facts, winners: Mapping[str, Found]) -> list[Listed]:
    """Return the questions in the order of the lists: by `order`, those without one last, as they were found."""
    ordered = sorted(winners, key=lambda slug: facts.questions[slug].order or len(winners) + 1_000_000)
    return [Listed(slug, plain_text(winners[slug].title), facts.questions[slug].topic) for slug in ordered]


def _question_pages(
    facts: Facts,
    listed: Sequence[Listed],
    winners: Mapping[str, Found],
    parts: Mapping[str, CleanParts],
    ledgers: Sequence[Ledger],
) -> Iterator[QuestionPage]:
    entries: dict[str, list[Entry]] = {}
    for ledger in ledgers:
        for entry in ledger.entries:
            entries.setdefault(entry.page, []).append(entry)
    links = {q.slug: Neighbour(q.slug, facts.questions[q.slug].short.zh or q.title) for q in listed}
    for at, q in enumerate(listed):
        question = facts.questions[q.slug]
        page = QuestionPage(
            slug=q.slug,
            question=question,
            title=winners[q.slug].title,
            parts={name: cleaned.text for name, cleaned in parts[q.slug].items() if name != "title"},
            entries=(),
            notices=tuple(notices_of(winners[q.slug].section, parts[q.slug])),
            previous=links[listed[at - 1].slug] if at else None,
            following=links[listed[at + 1].slug] if at + 1 < len(listed) else None,
            related=[links[slug] for slug in question.related if slug in links],
        )
        yield replace(page, entries=entries.get(page.path, ()))
