"""See that the facts fit together: names that nothing explains, and names that two things claim."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from zhihu.errors import FactsError
from zhihu.facts.figures import TABLE
from zhihu.facts.tables import UNSORTED, Facts, Question
from zhihu.facts.toml import line_at, line_of_key
from zhihu.facts.toml_lines import Place
from zhihu.pages.addenda import cited_in_note, figures_in_note
from zhihu.pages.slugs import is_slug

# References are anchors of a page, and notes cite them: what TOML calls a bare key.
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PICTURE = re.compile(r"v2-[0-9a-f]{32}")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def contradictions(facts: Facts) -> Iterator[FactsError]:
    """Yield an error for everything in `facts` that contradicts something else in them, or no page could show."""
    yield from _site(facts)
    yield from _references(facts)
    for slug, question in facts.questions.items():
        yield from _question(facts, slug, question)
    yield from _addresses(facts)
    yield from _corrections(facts)
    yield from _writings(facts)
    yield from _terms(facts)
    yield from _figures(facts)


def _unknown(path: Path, place: Place, name: str, expected: str) -> FactsError:
    key = next(step for step in reversed(place) if isinstance(step, str))
    return FactsError(path, line_at(path, place), f"{key} names {name!r}, which is not there", expected)


def _site(facts: Facts) -> Iterator[FactsError]:
    path = facts.source / "site.toml"
    topics = [topic.id for topic in facts.site.topics]
    for at, topic in enumerate(topics):
        if problem := _wrong_topic(topic, topics[:at], topics):
            wanted = "lower-case letters, digits and single hyphens, for one topic only"
            yield FactsError(path, line_at(path, ("topics", at, "id")), problem, wanted)
    for at, slug in enumerate(facts.site.reading_order):
        if slug not in facts.questions:
            yield _unknown(path, ("reading_order", at), slug, "the slug of a question")


def _wrong_topic(topic: str, before: Collection[str], topics: Collection[str]) -> str:
    if not is_slug(topic):
        return f"the topic {topic!r} cannot be an address"
    if topic in before:
        return f"the topic {topic!r} stands there twice"
    longer, _, number = topic.rpartition("-")
    if longer in topics and number.isdecimal():
        return f"{topic!r} is the address of page {number} of the topic {longer!r}"
    return ""


def _references(facts: Facts) -> Iterator[FactsError]:
    path = facts.source / "references.toml"
    for key in facts.references:
        if not _BARE_KEY.fullmatch(key):
            problem = f"the key {key!r} cannot be an anchor"
            yield FactsError(path, line_at(path, (key,)), problem, "letters and digits of ASCII, _ and -")


def _path(facts: Facts, slug: str) -> Path:
    return facts.source / "questions" / slug / "question.toml"


def _question(facts: Facts, slug: str, question: Question) -> Iterator[FactsError]:
    path = _path(facts, slug)
    topics = {topic.id for topic in facts.site.topics} | {UNSORTED}
    used: list[tuple[Place, str, Collection[str], str]] = [
        (("topic",), question.topic, topics, "a topic of site.toml"),
        *((("tags", at), tag, facts.site.tags, "a tag of site.toml") for at, tag in enumerate(question.tags)),
        *((("related", at), o, facts.questions, "the slug of a question") for at, o in enumerate(question.related)),
        *((("cites", n), k, facts.references, "a key of references.toml") for n, k in question.cites.items()),
    ]
    if question.article:
        used.append((("article",), question.article, facts.references, "a key of references.toml"))
    for place, name, known, expected in used:
        if name not in known:
            yield _unknown(path, place, name, expected)
    for number in question.cites:
        if not _NUMBER.fullmatch(number):
            problem = f"cites {number!r}, which is no number"
            yield FactsError(path, line_at(path, ("cites", number)), problem, "the number the author shows in [ ]")
    if question.order < 0:
        yield FactsError(path, line_at(path, ("order",)), f"order is {question.order}", "a whole number from 1")


def _addresses(facts: Facts) -> Iterator[FactsError]:
    """Yield an error for each old slug that cannot be an address or that two questions claim."""
    owners = {slug: slug for slug in facts.questions}
    for slug, question in facts.questions.items():
        for at, old in enumerate(question.was):
            path, place = _path(facts, slug), ("was", at)
            if not is_slug(old):
                yield FactsError(path, line_at(path, place), f"{old!r} cannot be an address", "an earlier slug")
            elif old in owners:
                problem = f"{old!r} is also an address of {owners[old]!r}"
                yield FactsError(path, line_at(path, place), problem, "one owner")
            owners[old] = slug


def _corrections(facts: Facts) -> Iterator[FactsError]:
    path = facts.source / "corrections.toml"
    for at, correction in enumerate(facts.corrections):
        if correction.question not in facts.questions:
            yield _unknown(path, ("correction", at, "question"), correction.question, "the slug of a question")
        if not correction.before:
            line = line_at(path, ("correction", at, "before"))
            yield FactsError(path, line, "a correction of nothing", "the damaged words")


def _writings(facts: Facts) -> Iterator[FactsError]:
    """Yield an error for each reference that a note cites and that is not there."""
    for (slug, language), note in facts.notes.items():
        path = facts.source / "questions" / slug / f"note.{language}.md"
        for key in cited_in_note(note):
            if key not in facts.references:
                line = line_of_key(path, f"@{key}")
                yield FactsError(path, line, f"the note cites {key!r}, which is not there", "a key of references.toml")
        for name in figures_in_note(note):
            if name not in facts.figures.drawings:
                line, problem = line_of_key(path, name), f"the note shows {name!r}, which is not there"
                yield FactsError(path, line, problem, "the name of a drawing in figures/figures.toml")


def _figures(facts: Facts) -> Iterator[FactsError]:
    """Yield an error for each drawing that cannot be an address, or is about a reference that is not there."""
    path = facts.source / "figures" / TABLE
    for name, figure in facts.figures.drawings.items():
        if not is_slug(name):
            yield FactsError(
                path, line_at(path, (name,)), f"the name {name!r} cannot be an address", "letters and hyphens"
            )
        if figure.picture and not _PICTURE.fullmatch(figure.picture):
            problem = f"picture is {figure.picture!r}"
            yield FactsError(path, line_at(path, (name, "picture")), problem, "v2- and 32 letters and digits")
        if figure.reference and figure.reference not in facts.references:
            yield _unknown(path, (name, "reference"), figure.reference, "a key of references.toml")


def _terms(facts: Facts) -> Iterator[FactsError]:
    """Yield an error for each name that two terms have, and for each unknown question of one."""
    seen: dict[str, int] = {}
    path = facts.source / "glossary.toml"
    for at, term in enumerate(facts.glossary):
        for key, name in (("id", term.id), ("zh", term.zh), ("en", term.en)):
            if seen.setdefault(name, at) != at:
                line = line_at(path, ("term", at, key))
                yield FactsError(path, line, f"the term {name!r} stands there twice", "one entry")
        for number, slug in enumerate(term.questions):
            if slug not in facts.questions:
                yield _unknown(path, ("term", at, "questions", number), slug, "the slug of a question")
