"""Gather everything a run would write, without writing: from the source folder to the bytes of each page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zhihu.disk.cache import Cache, digest
from zhihu.disk.spool import Spool
from zhihu.errors import ExportError, FactsError, InputError, InputErrors
from zhihu.exports.export import Export, find_exports, read_export
from zhihu.exports.found import Bare, Found, find_sections, title_facts
from zhihu.exports.identity import assign
from zhihu.facts.load import load_facts
from zhihu.facts.status import Status
from zhihu.facts.tables import Facts, Question
from zhihu.facts.toml import line_of_key
from zhihu.model import Finding
from zhihu.pages.assigned import Assigned
from zhihu.pages.findings import findings_of
from zhihu.pages.maker import Maker


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

    figures: Sequence[str]
    """Names of the files in `figures/` that pages may show, to be copied as they are."""

    slugs: Sequence[str]
    """Every slug that has a page, old ones included."""

    status: Sequence[Status]
    """The state of each translation."""


Watch = Callable[[Sequence[Export]], Iterable[Export]]
"""Hands the exports on one by one, to show how far the run has come."""


NOTHING_KEPT = Cache()


def gather(source: Path, docs: Path, watch: Watch = iter, cache: Cache = NOTHING_KEPT) -> Gathered:
    """Return what a run from `source` to `docs` would write; raises InputErrors with everything that stops it.

    Two passes over the exports: the first finds who is who, the second makes the pages and keeps only their bytes.
    """
    facts = load_facts(source)
    exports, findings = _exports(source, docs)
    found = _found(exports, facts, cache)
    slugs, unsure = assign([f.identity for f in found], facts.questions)
    new = _new_questions(facts, found, slugs)
    facts = replace(facts, questions={**facts.questions, **new})
    assigned = Assigned.of(facts, list(zip(found, slugs, strict=True)), docs)
    _check_corrections(assigned)
    maker = Maker(assigned, docs, cache, Spool(docs))
    for export in watch(exports):
        maker.add_export(export)
    maker.add_lists([export.name for export in exports])
    findings += [*maker.findings, *unsure, *findings_of(assigned, new)]
    old = [slug for question in facts.questions.values() for slug in question.was]
    return Gathered(
        pages=maker.pages,
        new_questions=new,
        edits=maker.edits,
        findings=sorted(set(findings)),
        vanished=assigned.vanished,
        figures=list(facts.figures.files()),
        slugs=[*assigned.slugs, *old],
        status=list(maker.status.values()),
    )


def _found(exports: Iterable[Export], facts: Facts, cache: Cache) -> list[Found]:
    """Return the sections of all exports; those of an export that has not changed are known from the last run."""
    of_titles = repr(title_facts(facts))
    found: list[Found] = []
    for export in exports:
        key = digest("sections", of_titles, export.name, str(export.path), export.sha256)
        known = cache.get(key, list[Bare])
        sections = find_sections(export, facts) if known is None else (bare.of(export) for bare in known)
        of_export = list(sections)
        cache.put(key, [Bare.without(section) for section in of_export])
        found += of_export
    return found


def _exports(source: Path, docs: Path) -> tuple[list[Export], list[Finding]]:
    """Return the exports that can be read and a finding for each that cannot; raises InputErrors if none can.

    A project that was emptied on purpose (`.gitkeep`), and has no pages that could be lost, may have none.
    """
    folder = source / "exports"
    exports, errors = [], []
    for path in find_exports(folder):
        try:
            exports.append(read_export(path, folder))
        except ExportError as error:
            errors.append(error)
    if not exports and not errors and (folder / ".gitkeep").is_file() and not any(docs.glob("ledger/**/*.jsonl")):
        advice = "put your export, a Markdown file (*.md), into it"
        return [], [Finding(str(folder), 0, "warning", "no-export", "there is no export here yet", advice)]
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
