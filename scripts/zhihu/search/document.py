"""What the search knows of one question: its words by the part of the page they stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from zhihu.facts.tables import Facts, Term
from zhihu.markdown.plain import plain_text
from zhihu.memory import remembered
from zhihu.pages.page import part_of
from zhihu.pages.words import Language
from zhihu.search.formulas import with_plain_formulas
from zhihu.search.tokens import folded

# Nothing of these can stand in a passage: formulas on lines of their own, pictures, links to them, our labels.
_NO_WORDS = re.compile(
    r"\$\$[^$]+\$\$|\[[^\[\]]*\]\(https://\w+\.zhimg\.com/[^)\s]*\)|<p class=\"qa-ours\">.*?</p>"
    r"|!\[(?:[^\]\n\\]|\\.){0,1000}\]\((?:\.\./)*assets/figures/[^)\s]+\)(?:<small>[^\n]{0,4000}?</small>)?"
)
_CITATION = re.compile(r" ?<sup [^>]*>.*?</sup>")
_NOTE = re.compile(r'\n<div class="qa-note" markdown="1">\n(.*?)\n</div>\n', re.DOTALL)
_REFERENCES = re.compile(r'\n<ol class="qa-references">\n(.*?)\n</ol>\n', re.DOTALL)
_NO_REFERENCE = re.compile(r'<span class="qa-by">.*?</span>|<a class="qa-back".*?</a>|https?://\S+?(?=[<"])')


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One question in one language."""

    slug: str
    """Its address."""

    topic: str
    """Title of its topic."""

    title: str
    """The question."""

    answer: str
    """The author's words below it, on one line."""

    note: str
    """Our words."""

    references: str
    """The works it cites."""

    aliases: str
    """Other names of what the author speaks of: ` ; ` between things, ` = ` between names.

    The words of the address and the two short titles come first, for sentences.js takes three as titles; then tags.
    """

    note_aliases: str
    """Other names of what only we speak of."""


class _Known(NamedTuple):
    """What a document says that its page does not."""

    slug: str
    """Its address."""

    topic: str
    """Title of its topic."""

    title: str
    """The question, where its page has none."""

    words: tuple[str, ...]
    """The first of its aliases."""


def document_of(slug: str, page: str, facts: Facts, language: Language) -> SearchDocument:
    """Return what the search needs of `page`, the Markdown of a question's page in `language`."""
    question = facts.questions[slug]
    tags = [facts.site.tags[tag] for tag in question.tags if tag in facts.site.tags]
    words = (
        slug.replace("-", " "),
        question.short.zh,
        question.short.en,
        *(w for tag in tags for w in (tag.zh, tag.en)),
    )
    known = _Known(slug, facts.topic(question.topic).in_(language), question.title, words)
    return _document(page, known, facts.glossary)


@remembered
def _document(page: str, known: _Known, glossary: tuple[Term, ...]) -> SearchDocument:
    title = plain_text(part_of(page, "title") or known.title)
    said = " ".join(_plain(part_of(page, name) or "") for name in ("preface", "question", "answer"))
    note, references = _found(_NOTE, page), _found(_REFERENCES, page)
    words_of_author, words_of_note = folded(f"{title} {said}"), folded(note)
    used = [t for t in glossary if known.slug in t.questions or _uses(words_of_author, t)]
    noted = [t for t in glossary if t not in used and _uses(words_of_note, t)]
    return SearchDocument(
        slug=known.slug,
        topic=known.topic,
        title=title,
        answer=said.strip(),
        note=note,
        references=references,
        aliases=" ; ".join([*known.words, *_names(used)]),
        note_aliases=" ; ".join(_names(noted)),
    )


def _plain(markdown: str) -> str:
    return plain_text(with_plain_formulas(_CITATION.sub("", _NO_WORDS.sub(" ", markdown))))


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    return _plain(_NO_REFERENCE.sub(" ", found[1])) if found else ""


def _names(terms: Sequence[Term]) -> list[str]:
    return [" = ".join(term.names) for term in terms]


def _uses(text: str, term: Term) -> bool:
    """Return whether a name of `term` stands in `text`, which is folded, and not as a part of a longer Latin word."""
    return any(name in text and _whole(name).search(text) for name in _folded_names(term))


@cache
def _folded_names(term: Term) -> tuple[str, ...]:
    return tuple(map(folded, term.names))


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])")
