"""Find the questions of an export again among those that already have an address (design 5).

By Zhihu's content id if only one question of the run carries it, else by title, else by likeness, which is reported.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from zhihu.facts.tables import Question
from zhihu.model import Finding
from zhihu.pages.slugs import unique_slug

_ALIKE = 85.0
_RELATED = 50.0
_CONTENT = re.compile(
    r"//zhida\.zhihu\.com/search\?content_id=(?P<id>\d+)(?:\\?&content_type=(?P<type>[A-Za-z]+))?", re.ASCII
)

_OTHERS = re.compile(r"^(?:#{1,6}[ \t]+)?更多回答[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known about a question before it has an address."""

    file: str
    """Export it stands in, for findings."""

    line: int
    """Line where it begins."""

    title: str
    """Its title as plain text, after cleaning."""

    content: str
    """`content_type/content_id` of its keyword links; empty if they name none or more than one."""

    shown: str = ""
    """What its address is made from, where that is not `title`: a file's name without its folders."""


def content_of(text: str) -> str:
    """Return the one Zhihu article or answer that the keyword links in `text` belong to; empty if unclear."""
    # What other people answered has ids of its own.
    others = _OTHERS.search(text)
    words = text[: others.start()] if others else text
    found = {(m["type"] or "article", m["id"]) for m in _CONTENT.finditer(words)}
    return f"{min(found)[0].lower()}/{min(found)[1]}" if len(found) == 1 else ""


def assign(found: Sequence[Identity], known: Mapping[str, Question]) -> tuple[list[str], list[Finding]]:
    """Return a slug for each of `found`, old or new, and what a person should look at."""
    contents = _clear_contents(found)
    by_content = {q.content: slug for slug, q in known.items() if q.content}
    by_title = {q.title: slug for slug, q in known.items()}
    slugs = [by_content.get(c) or by_title.get(i.title) for i, c in zip(found, contents, strict=True)]
    # Where two versions of a question have two titles, one of them has the known one.
    held = {(slug, identity.title) for identity, slug in zip(found, slugs, strict=True)}
    findings = [
        _renamed(i, known[s].title, s)
        for i, s in zip(found, slugs, strict=True)
        if s and (s, known[s].title) not in held
    ]
    free = {slug: q.title for slug, q in known.items() if slug not in set(slugs)}
    for index, identity in enumerate(found):
        if slugs[index] is None and (match := _alike(identity.title, free)):
            slugs[index] = match
            del free[match]
            findings.append(_likeness(identity, known[match].title, match))
    taken = {*known, *(old for q in known.values() for old in q.was)}
    return list(_with_new(found, contents, slugs, taken)), findings


def _clear_contents(found: Sequence[Identity]) -> list[str]:
    """Return the content id of each question, empty where another question has it too.

    Titles in two files that resemble each other are taken for one question, before and after an edit.
    """
    groups: dict[str, list[Identity]] = {}
    for identity in found:
        groups.setdefault(identity.content, []).append(identity)
    clear = {content for content, group in groups.items() if content and _is_one_question(group)}
    return [identity.content if identity.content in clear else "" for identity in found]


def _is_one_question(group: Sequence[Identity]) -> bool:
    is_once_a_file = len({identity.file for identity in group}) == len(group)
    return is_once_a_file and all(fuzz.ratio(group[0].title, i.title) >= _RELATED for i in group[1:])


def _alike(title: str, free: Mapping[str, str]) -> str | None:
    best = process.extractOne(title, free, scorer=fuzz.ratio, score_cutoff=_ALIKE) if free else None
    return best[2] if best else None


def _likeness(identity: Identity, title: str, slug: str) -> Finding:
    return Finding(
        identity.file,
        identity.line,
        "warning",
        "taken-for",
        f"{identity.title!r} was taken for {title!r}",
        f"set `title` in source/questions/{slug}/question.toml to the new words, or make a folder for a new question",
    )


def _renamed(identity: Identity, title: str, slug: str) -> Finding:
    return Finding(
        identity.file,
        identity.line,
        "note",
        "renamed",
        f"{title!r} is called {identity.title!r} now",
        f"its address stays; set `title` in source/questions/{slug}/question.toml to the new words",
    )


def _with_new(
    found: Sequence[Identity], contents: Sequence[str], slugs: Sequence[str | None], taken: set[str]
) -> Iterator[str]:
    """Yield the slugs, with a new one where there is none; equal content ids or titles are one question."""
    new: dict[str, str] = {}
    for identity, content, slug in zip(found, contents, slugs, strict=True):
        if slug:
            yield slug
            continue
        own = (
            new.get(content or identity.title)
            or new.get(identity.title)
            or unique_slug(identity.shown or identity.title, taken)
        )
        taken.add(own)
        new[identity.title] = own
        if content:
            new[content] = own
        yield own
