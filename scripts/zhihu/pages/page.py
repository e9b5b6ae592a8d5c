"""The page of one question: the author's parts between marks of ours, and what we add beside them (design 6)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zhihu.exports.metadata import Metadata
from zhihu.facts.tables import Facts, Question
from zhihu.markdown.front_matter import front_matter
from zhihu.markdown.plain import escaped, plain_text
from zhihu.pages.addenda import Neighbour, change_section, cited, note_section, reference_section, related_section
from zhihu.pages.provenance import (
    author_of,
    author_words,
    column_words,
    date_words,
    filing_of,
    rights_words,
    source_of,
    source_words,
)
from zhihu.pages.words import Language, say
from zhihu.proof.ledger import Entry
from zhihu.rules.pictures import without_drawings

_LETTERS_A_MINUTE = {"zh": 400, "en": 1200}
_DESCRIPTION = 110
_IN_ORDER = ("preface", "question", "answer")
_LONGEST_TITLE = 300
_ANSWER = '\n\n<h2 id="answer" class="qa-answer"'


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything the page of one question shows in one language."""

    slug: str
    """Its address."""

    question: Question
    """What people wrote down about it."""

    title: str
    """Its heading as Markdown: the author's words after cleaning, their translation, or ours where there are none."""

    parts: Mapping[str, str]
    """The author's Markdown after cleaning, or its translation, by part name, without the title."""

    entries: Sequence[Entry]
    """The edits made on the Chinese page."""

    metadata: Metadata = field(default_factory=Metadata)
    """What the export says about author, source and dates."""

    language: Language = "zh"
    """Language of the page's address and of our words on it."""

    shown: Language = "zh"
    """Language of the title and the parts: Chinese on an English page that nobody has translated."""

    notices: Sequence[str] = ()
    """Keys of words that tell the reader what the export lost, or who translated."""

    credit: str = ""
    """Key of the words that say who translated; empty where nothing is translated."""

    is_bilingual: bool = False
    """Whether the page exists in both languages."""

    note: str = ""
    """Our note in the page's language, as Markdown with citations `[@key]`."""

    previous: Neighbour | None = None
    """The question before it on the reading path, or in the list."""

    following: Neighbour | None = None
    """The question after it."""

    related: Sequence[Neighbour] = ()
    """Questions with a link at the end."""


def page_path(slug: str, language: Language = "zh") -> str:
    """Return the file below `docs/` of a question's page."""
    return f"{language}/q/{slug}.md"


def part_of(page: str, name: str) -> str | None:
    """Return the text of one part on a page as it stands on the disk; None if the part is not marked there."""
    if name == "title":
        start = page.find("\n# ") + len("\n# ")
        end = page.find("\n", start)
        return page[start:end] if start > len("\n#") and end > 0 else None
    # The author's words may look like our marks, but only the answer stands behind its heading.
    heading = page.find(_ANSWER)
    first, last = (max(0, heading), len(page)) if name == "answer" else (0, heading + 1)
    opening, closing = f"\n<!-- {name} -->\n\n", f"\n\n<!-- /{name} -->\n"
    start, end = page.find(opening, first, last), page.rfind(closing, first, last)
    return page[start + len(opening) : end] if start >= 0 and start + len(opening) <= end else None


def render(page: QuestionPage, facts: Facts) -> str:
    """Return the Markdown file of `page`."""
    language = page.language
    words = "\n".join(page.parts[name] for name in _IN_ORDER if name in page.parts)
    author = {number: key for number, key in page.question.cites.items() if f"](#ref-{key})" in words}
    references = cited(author, words, page.note)
    blocks = (
        _front_matter(page, facts),
        f"# {page.title}",
        _wrapped(page, "qa-meta", _meta(page, facts)),
        *_part(page, "preface"),
        *_part(page, "question"),
        f"{_ANSWER.strip()}{_ours(page)}>{say(language, 'answer')}</h2>",
        *(_wrapped(page, "qa-notice", say(language, key)) for key in page.notices),
        *_part(page, "answer"),
        *note_section(page.note, references, facts.drawings(language) if page.note else {}, language),
        *reference_section(references, facts.references, language),
        *change_section(page.entries, language),
        *related_section(page.related, language),
    )
    return "\n\n".join(blocks) + "\n"


def _ours(page: QuestionPage) -> str:
    """Return the attribute that marks our words on a page whose other words are in the other language."""
    return f' lang="{page.language}"' if page.language != page.shown else ""


def _wrapped(page: QuestionPage, css_class: str, markdown: str) -> str:
    return f'<div class="{css_class}"{_ours(page)} markdown="1">\n\n{markdown}\n\n</div>'


def _part(page: QuestionPage, name: str) -> Iterator[str]:
    if name in page.parts:
        yield f"<!-- {name} -->\n\n{page.parts[name]}\n\n<!-- /{name} -->"


def _front_matter(page: QuestionPage, facts: Facts) -> str:
    answer = without_drawings(page.parts.get("answer", ""))
    is_fallback = page.language != page.shown
    return front_matter(
        title=plain_text(page.title)[:_LONGEST_TITLE],
        description=plain_text(answer)[:_DESCRIPTION] or say(page.language, "no_answer"),
        slug=page.slug,
        topic=page.question.topic,
        template="question.html",
        search={"exclude": True},
        lang=page.shown if is_fallback else None,
        robots="noindex" if is_fallback else None,
        bilingual=page.is_bilingual or None,
        author=author_of(page.metadata, facts),
        source=source_of(page.question, page.metadata, facts),
        published=page.metadata.published or None,
        edited=page.metadata.edited or None,
        hide=None if "\n#" in f"\n{answer}" else ["toc"],
        previous=_turn(page.previous),
        following=_turn(page.following),
    )


def _turn(neighbour: Neighbour | None) -> dict[str, str] | None:
    if not neighbour:
        return None
    lang = {"lang": str(neighbour.lang)} if neighbour.lang else {}
    return {"title": neighbour.title, "url": f"../{neighbour.slug}/", **lang}


def _meta(page: QuestionPage, facts: Facts) -> str:
    language, question, known = page.language, page.question, page.metadata
    topic = facts.topic(question.topic)
    # A person's tags go before those under which whoever took the text filed it.
    tags = [facts.site.tags[tag].in_(language) for tag in question.tags] or filing_of(known)
    items = (
        ("topic", f"[{escaped(topic.in_(language))}](../topics/{topic.id}.md)"),
        ("tags", say(language, "list_comma").join(map(escaped, tags))),
        ("author", author_words(known, facts)),
        ("source", source_words(page.title, question, known, facts, language)),
        ("column", column_words(known, facts)),
    )
    minutes = max(1, round(len(page.parts.get("answer", "")) / _LETTERS_A_MINUTE[page.shown]))
    shown = [f"{say(language, key)}{say(language, 'colon')}{words}" for key, words in items if words]
    credit = [say(language, page.credit)] if page.credit else []
    line = " · ".join([*shown, *date_words(known, language), say(language, "minutes", minutes=minutes), *credit])
    rights = rights_words(known, language)
    return f"{line}\n\n{rights}" if rights else line
