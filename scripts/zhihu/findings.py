"""Findings of a run: what the rules could not do, and what a person should look at."""

from collections.abc import Iterable, Iterator, Mapping

from zhihu.document import Document
from zhihu.facts import Facts, Question
from zhihu.finders import FINDERS
from zhihu.found import CleanParts, Found
from zhihu.model import Finding
from zhihu.sections import Part


def findings_of(
    facts: Facts,
    new: Mapping[str, Question],
    assigned: Iterable[tuple[str, Found]],
    winners: Mapping[str, Found],
    parts: Mapping[str, CleanParts],
) -> Iterator[Finding]:
    """Yield the findings of a run, in no particular order."""
    for slug, found in assigned:
        path = str(found.export.path)
        for finding in found.section.findings:
            yield Finding(path, finding.line, finding.severity, finding.code, finding.message, finding.expected)
        if found is not winners[slug]:
            yield _superseded(found, winners[slug])
    for slug, found in winners.items():
        yield from _of_page(facts, slug, found, parts[slug])
    for slug in new:
        yield _new(winners[slug], slug)
    for slug in facts.questions.keys() - winners.keys():
        file = str(facts.source / "questions" / slug / "question.toml")
        yield Finding(
            file, 1, "warning", "vanished", "no export holds this question any more", "its page stays as it is"
        )


def _of_page(facts: Facts, slug: str, found: Found, parts: CleanParts) -> Iterator[Finding]:
    for part in found.section.parts:
        cleaned = parts[part.name]
        for first, second in cleaned.edits.conflicts:
            yield Finding(
                str(found.export.path),
                _line(found, part, cleaned.document, first.start),
                "error",
                "overlap",
                f"the rules {first.rule} and {second.rule} want the same words",
                "neither was applied; report it, or repair the words with a correction",
            )
        for finder in FINDERS:
            for seen in finder(cleaned.document, facts.for_text(slug)):
                line = _line(found, part, cleaned.document, seen.place)
                yield Finding(str(found.export.path), line, seen.severity, seen.code, seen.message, seen.expected)


def _line(found: Found, part: Part, document: Document, place: int) -> int:
    return found.export.text.count("\n", 0, part.start) + document.line_of(place)


def _new(found: Found, slug: str) -> Finding:
    return Finding(
        str(found.export.path),
        found.line,
        "warning",
        "new-question",
        f"a new question, with the address {slug}",
        f"look at topic, tags, short titles in source/questions/{slug}/question.toml; rename the folder before publishing",
    )


def _superseded(found: Found, winner: Found) -> Finding:
    where = f"{winner.export.path}:{winner.line}"
    return Finding(
        str(found.export.path),
        found.line,
        "warning",
        "superseded",
        f"the same question stands again at {where}",
        "one of them: the later one is on the page, this one only in the ledger",
    )
