"""Gather everything a run would write, without writing: from the source folder to the bytes of each page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zhihu.about import about
from zhihu.addenda import tally
from zhihu.assigned import Assigned
from zhihu.errors import ExportError, FactsError, InputError, InputErrors
from zhihu.exports import Export, find_exports, read_export
from zhihu.facts import Facts, Question
from zhihu.findings import changes_since, findings_of, findings_of_page
from zhihu.found import Found, clean_parts, find_sections
from zhihu.identity import assign
from zhihu.ledger import Header, Ledger, Recorder, encode
from zhihu.lists import home, navigation, topic_pages
from zhihu.load import load_facts
from zhihu.model import Finding
from zhihu.moved import moved_pages
from zhihu.page import page_path, render
from zhihu.toml import line_of_key


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a run comes to."""

    pages: Mapping[str, bytes]
    """Content of each generated file by its path below `docs/`, ledgers included."""

    new_questions: Mapping[str, Question]
    """Questions that had no `question.toml`, by slug."""

    edits: Mapping[str, int]
    """How many edits each rule made."""

    findings: Sequence[Finding]
    """Everything a person should look at, sorted."""

    vanished: frozenset[str]
    """Slugs that no export holds any more; their pages stay as they are."""

    slugs: Sequence[str]
    """Every slug that has a page, old ones included."""


Watch = Callable[[Sequence[Export]], Iterable[Export]]
"""Hands the exports on one by one, to show how far the run has come."""


def gather(source: Path, docs: Path, watch: Watch = iter) -> Gathered:
    """Return what a run from `source` to `docs` would write; raises InputErrors with everything that stops it.

    Two passes over the exports: the first finds who is who, the second makes the pages and keeps only their bytes.
    """
    facts = load_facts(source)
    exports, findings = _exports(source)
    found = [f for export in exports for f in find_sections(export, facts)]
    slugs, unsure = assign([f.identity for f in found], facts.questions)
    new = _new_questions(facts, found, slugs)
    facts = replace(facts, questions={**facts.questions, **new})
    assigned = Assigned.of(facts, list(zip(found, slugs, strict=True)), docs)
    _check_corrections(assigned)
    findings += [*unsure, *findings_of(assigned, new)]
    pages: dict[str, bytes] = {}
    edits: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for export in watch(exports):
        ledger = _add_pages(export, assigned, docs, pages, findings)
        edits.update(entry.rule for entry in ledger.entries)
        places.update(tally(ledger.entries))
        pages[f"ledger/{export.name}.jsonl"] = encode(ledger)
    pages.update(_lists(assigned, [export.name for export in exports], places))
    known = [*(q.slug for q in assigned.listed), *(old for q in facts.questions.values() for old in q.was)]
    return Gathered(pages, new, edits, sorted(set(findings)), assigned.vanished, known)


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


def _check_corrections(assigned: Assigned) -> None:
    """Raise InputErrors if the damaged words of a correction do not stand in their question exactly once."""
    path = assigned.facts.source / "corrections.toml"
    errors = []
    for correction in assigned.facts.corrections:
        found = assigned.winners.get(correction.question)
        count = sum(found.text_of(part).count(correction.before) for part in found.section.parts) if found else 0
        if count != 1:
            problem = f"the words {correction.before!r} stand {count} times in {correction.question!r}"
            line = line_of_key(path, correction.before)
            errors.append(FactsError(path, line, problem, "words that stand there once"))
    if errors:
        raise InputErrors(errors)


def _add_pages(
    export: Export, assigned: Assigned, docs: Path, pages: dict[str, bytes], findings: list[Finding]
) -> Ledger:
    """Add the pages of one export to `pages`, what is odd about them to `findings`, and return its ledger."""
    recorder = Recorder(export.text)
    page = ""
    for found, slug in assigned.sections:
        if found.export is not export:
            continue
        page = page_path(slug)
        recorder.gap(found.front_matter_end, page, "front_matter")
        if assigned.winners[slug] is not found:
            recorder.gap(found.end, page, "superseded")
            continue
        parts = clean_parts(found, assigned.facts.for_text(slug))
        first = len(recorder.records)
        for part in found.section.parts:
            recorder.between(part.start, page)
            edits = [edit.moved(part.start) for edit in parts[part.name].edits.applied]
            recorder.part(part.end, edits, page, part.name)
        ours = assigned.page(slug, parts, recorder.entries_from(first))
        pages[page] = render(ours, assigned.facts).encode()
        findings += findings_of_page(assigned.facts, slug, found, parts)
        findings += changes_since(docs / page, found, ours)
    recorder.between(len(export.text), page)
    return Ledger(Header(export.name, export.sha256, export.newline, export.has_bom), tuple(recorder.records))


def _lists(assigned: Assigned, exports: Sequence[str], places: Counter[str]) -> Iterator[tuple[str, bytes]]:
    facts, listed = assigned.facts, assigned.listed
    yield "zh/index.md", home(facts, listed).encode()
    yield "zh/about.md", about(facts, exports, places).encode()
    for name, text in topic_pages(facts, listed):
        yield f"zh/topics/{name}", text.encode()
    for name, text in moved_pages(facts.questions):
        yield name, text.encode()
    yield "site.yml", navigation(facts, listed).encode()
