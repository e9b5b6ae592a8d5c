"""Findings of a run: what the rules could not do, and what a person should look at."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from zhihu.artefacts.finders import FINDERS
from zhihu.exports.found import CleanParts, Found, known_of
from zhihu.exports.sections import Part
from zhihu.facts.english import Laid
from zhihu.facts.parity import differences
from zhihu.facts.tables import Facts
from zhihu.facts.translation import Translation
from zhihu.markdown.document import Document
from zhihu.markdown.front_matter import read_front_matter
from zhihu.model import Finding
from zhihu.pages.assigned import Assigned
from zhihu.pages.page import QuestionPage, part_of


def findings_of(assigned: Assigned, new: Iterable[str]) -> Iterator[Finding]:
    """Yield what is odd about the sections of a run and their addresses."""
    for found, slug in assigned.sections:
        front = read_front_matter(found.export.text).problems if found.front_matter_end else ()
        for seen in (*front, *found.section.sightings):
            line = found.export.text.count("\n", 0, seen.place) + 1
            yield Finding(str(found.export.path), line, seen.severity, seen.code, seen.message, seen.expected)
        if found is not assigned.winners[slug]:
            yield _superseded(found, assigned.winners[slug])
    for slug in new:
        yield _new(assigned.winners[slug], slug)
    yield from _lone_notes(assigned.facts)
    for slug in assigned.vanished:
        file = str(assigned.facts.source / "questions" / slug / "question.toml")
        message, expected = "no export holds this question any more", "its page, if it has one, stays as it is"
        yield Finding(file, 1, "warning", "vanished", message, expected)


def _lone_notes(facts: Facts) -> Iterator[Finding]:
    """Yield a warning for each note that is there in one language only."""
    for slug, language in facts.notes:
        other = "en" if language == "zh" else "zh"
        if (slug, other) not in facts.notes:
            folder = facts.source / "questions" / slug
            message = "the note is there in one language only"
            yield Finding(
                str(folder / f"note.{language}.md"), 1, "warning", "lone-note", message, f"note.{other}.md beside it"
            )


def findings_of_page(facts: Facts, slug: str, found: Found, parts: CleanParts) -> Iterator[Finding]:
    """Yield what is odd about the words of one page."""
    file = str(found.export.path)
    of_text = facts.for_text(slug)
    for part in found.section.parts:
        cleaned, text_facts = parts[part.name], known_of(found.export, part, of_text)
        for first, second in cleaned.edits.conflicts:
            line = _line(found, part, cleaned.document, first.start)
            message = f"the rules {first.rule} and {second.rule} want the same words"
            expected = "neither was applied; report it, or repair the words with a correction"
            yield Finding(file, line, "error", "overlap", message, expected)
        for finder in FINDERS:
            for seen in finder(cleaned.document, text_facts):
                line = _line(found, part, cleaned.document, seen.place)
                yield Finding(file, line, seen.severity, seen.code, seen.message, seen.expected)


def findings_of_translation(translation: Translation, laid: Laid) -> Iterator[Finding]:
    """Yield what is stale, missing or of another shape in a translation."""
    file = str(translation.path)
    accept = f"look at it, then: python scripts/translations.py accept {translation.path.parent.name}"
    if laid.is_title_stale:
        yield Finding(file, 1, "warning", "stale", "the Chinese title has changed since it was translated", accept)
    for number, aligned in enumerate(laid.aligned, 1):
        line = aligned.english.line if aligned.english else 0
        if aligned.state != "current":
            message = f"block {number} is {aligned.state}: {aligned.chinese.text[:40]!r}"
            yield Finding(file, line, "warning", aligned.state, message, accept)
        elif aligned.english:
            for difference in differences(aligned.chinese, aligned.english):
                message = f"block {number} differs in {difference}"
                yield Finding(file, line, "warning", "parity", message, "the same in both languages")
    for block in laid.surplus:
        yield Finding(file, block.line, "warning", "surplus", f"no Chinese block for {block.text[:40]!r}", accept)


def changes_since(path: Path, found: Found, page: QuestionPage) -> Iterator[Finding]:
    """Yield a note for each part of a page whose words are others than those of the page now on the disk."""
    if not path.is_file():
        return
    before = path.read_text(encoding="utf-8", errors="replace")
    for name, words in {"title": page.title, **page.parts}.items():
        if part_of(before, name) != words:
            message = f"the {name} of {page.slug} has changed since the last run"
            yield Finding(str(found.export.path), found.line, "note", "changed", message, "a look at the page's diff")


def _line(found: Found, part: Part, document: Document, place: int) -> int:
    return found.export.text.count("\n", 0, part.start) + document.line_of(place)


def _new(found: Found, slug: str) -> Finding:
    expected = (
        f"look at source/questions/{slug}/question.toml: topic, tags, titles; rename the folder before publishing"
    )
    message = f"a new question, with the address {slug}"
    return Finding(str(found.export.path), found.line, "warning", "new-question", message, expected)


def _superseded(found: Found, winner: Found) -> Finding:
    message = f"the same question stands again at {winner.export.path}:{winner.line}"
    expected = "one of them: the later one is on the page, this one only in the ledger"
    return Finding(str(found.export.path), found.line, "warning", "superseded", message, expected)
