"""The pages that list questions: home and topics; and the navigation, whose size does not grow with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from zhihu.facts.tables import Facts, Topic
from zhihu.markdown.front_matter import front_matter
from zhihu.markdown.plain import escaped
from zhihu.pages.words import LANGUAGES, Language, say

# Home says the same of ten questions and of ten thousand, on about one screen.
_ON_HOME = 8
_ON_PATH = 16
_NEW_ON_HOME = 3
_ON_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A question as a list shows it."""

    slug: str
    """Its address."""

    title: str
    """Our short title, else the author's question as plain text."""

    topic: str
    """Id of its topic."""

    lang: Language | None = None
    """Language of the title, where it is not the page's."""


def items(questions: Sequence[Listed], folder: str) -> str:
    """Return the questions as a list of links to their pages in `folder`."""
    return "\n".join(f"- {_link(q, folder)}" for q in questions)


def _link(q: Listed, folder: str) -> str:
    title = f'<span lang="{q.lang}">{escaped(q.title)}</span>' if q.lang else escaped(q.title)
    return f"[{title}]({folder}{q.slug}.md)"


def used_topics(facts: Facts, questions: Sequence[Listed]) -> list[Topic]:
    """Return the topics that have a question, in the order of `site.toml`; what is unsorted comes last."""
    used = {q.topic for q in questions}
    known = [t for t in facts.site.topics if t.id in used]
    return known + [facts.topic(topic) for topic in sorted(used - {t.id for t in known})]


def home(facts: Facts, questions: Sequence[Listed], language: Language) -> str:
    """Return the home page: what this is, the recommended path, the topics with their first questions, what is new."""
    description, gap = facts.site.site.description.in_(language), say(language, "after_sentence")
    about = f"{escaped(description)}{gap}[{say(language, 'more_about')}](about.md)"
    blocks = [
        front_matter(title=say(language, "home"), description=description, template="home.html", hide=["toc"]),
        f"# {escaped(facts.site.site.name.in_(language))}",
        f'<div class="qa-about" markdown="1">\n\n{about}\n\n</div>',
        # overrides/home.html puts a form there, which no page of Markdown may have.
        "<!-- search -->",
        *_path(facts, questions, language),
        '<div class="qa-topics" markdown="1">',
        *(
            _topic_card(topic, [q for q in questions if q.topic == topic.id], language)
            for topic in used_topics(facts, questions)
        ),
        "</div>",
        *_new(questions, language),
    ]
    return "\n\n".join(blocks) + "\n"


def _topic_card(topic: Topic, questions: Sequence[Listed], language: Language) -> str:
    more = ""
    if len(questions) > _ON_HOME:
        more = f"\n\n[{say(language, 'all_in_topic', count=len(questions))}](topics/{topic.id}.md)"
    return (
        f'<section class="qa-topic" markdown="1">\n\n## [{escaped(topic.in_(language))}](topics/{topic.id}.md)\n\n'
        f"{items(questions[:_ON_HOME], 'q/')}{more}\n\n</section>"
    )


def _path(facts: Facts, questions: Sequence[Listed], language: Language) -> Iterator[str]:
    by_slug = {q.slug: q for q in questions}
    path = [by_slug[slug] for slug in facts.site.reading_order if slug in by_slug][:_ON_PATH]
    if path:
        steps = "\n".join(f"{n}. {_link(q, 'q/')}" for n, q in enumerate(path, 1))
        yield _section("start", say(language, "start_here"), steps)


def _new(questions: Sequence[Listed], language: Language) -> Iterator[str]:
    """Yield the last questions of the list: there a later export puts what it adds, and nothing else tells the time."""
    if len(questions) > _NEW_ON_HOME:
        yield _section("new", say(language, "newest"), items(questions[: -_NEW_ON_HOME - 1 : -1], "q/"))


def _section(name: str, title: str, markdown: str) -> str:
    return f'<section class="qa-{name}" markdown="1">\n\n<h2 id="{name}">{title}</h2>\n\n{markdown}\n\n</section>'


def topic_pages(facts: Facts, questions: Sequence[Listed], language: Language) -> Iterator[tuple[str, str]]:
    """Yield file name below `topics/` and text of the list of topics and of each page of each topic."""
    topics = used_topics(facts, questions)
    counted = [(topic, [q for q in questions if q.topic == topic.id]) for topic in topics]
    yield "index.md", _topic_index(counted, language)
    for topic, listed in counted:
        pages = [listed[at : at + _ON_PAGE] for at in range(0, len(listed), _ON_PAGE)]
        for number, some in enumerate(pages, 1):
            yield _file(topic, number), _topic_page(topic, some, number, len(pages), len(listed), language)


def _file(topic: Topic, number: int) -> str:
    return f"{topic.id}.md" if number == 1 else f"{topic.id}-{number}.md"


def _topic_index(counted: Sequence[tuple[Topic, Sequence[Listed]]], language: Language) -> str:
    lines = "\n".join(
        f"- [{escaped(topic.in_(language))}]({topic.id}.md)"
        f"{say(language, 'colon')}{say(language, 'questions', count=len(listed))}"
        for topic, listed in counted
    )
    meta = front_matter(title=say(language, "topics"), description=say(language, "topics_description"), hide=["toc"])
    every = f"[{say(language, 'a_to_z')}](../a-z/index.md)"
    return f"{meta}\n\n# {say(language, 'topics')}\n\n{lines}\n\n{every}\n"


def _topic_page(  # noqa: PLR0913, PLR0917  # each is one thing the page shows
    topic: Topic, questions: Sequence[Listed], number: int, pages: int, total: int, language: Language
) -> str:
    meta = front_matter(
        title=topic.in_(language),
        description=say(language, "topic_description", topic=topic.in_(language), count=total),
        topic=topic.id,
        hide=["toc"],
    )
    turn = [say(language, "page_of", page=number, pages=pages)] if pages > 1 else []
    if number > 1:
        turn.append(f"[{say(language, 'earlier')}]({_file(topic, number - 1)})")
    if number < pages:
        turn.append(f"[{say(language, 'later')}]({_file(topic, number + 1)})")
    listed = f'<div class="qa-questions" markdown="1">\n\n{items(questions, "../q/")}\n\n</div>'
    blocks = [meta, f"# {escaped(topic.in_(language))}", listed, *([" · ".join(turn)] if turn else [])]
    return "\n\n".join(blocks) + "\n"


def site_yml(facts: Facts, questions: Sequence[Listed], search_version: str) -> str:
    """Return `site.yml`, from which mkdocs.yml inherits the site's name, author and navigation in both languages."""
    author, site = facts.site.author, facts.site.site
    extra: dict[str, object] = {
        "author": author.name,
        "author_url": author.url,
        "series": author.series,
        "series_url": author.series_url,
        "site_names": {language: site.name.in_(language) for language in LANGUAGES},
        "search_version": search_version,
        # For overrides/_redirects.
        "moved": {old: slug for slug, question in facts.questions.items() for old in question.was},
    }
    table = {
        "site_name": site.name.zh,
        "site_description": site.description.zh,
        "extra": {key: value for key, value in extra.items() if value},
        "nav": [{say(language, "language"): _navigation(facts, questions, language)} for language in LANGUAGES],
    }
    head = "# Written by scripts/clean.py; mkdocs.yml inherits from it.\n"
    return head + yaml.safe_dump(table, allow_unicode=True, sort_keys=False, width=10_000)


def _navigation(facts: Facts, questions: Sequence[Listed], language: Language) -> list[dict[str, object]]:
    topics: list[object] = [f"{language}/topics/index.md"]
    topics += [{topic.in_(language): f"{language}/topics/{topic.id}.md"} for topic in used_topics(facts, questions)]
    pages: list[dict[str, object]] = [
        {say(language, "home"): f"{language}/index.md"},
        {say(language, "topics"): topics},
        {say(language, "a_to_z"): f"{language}/a-z/index.md"},
    ]
    if facts.glossary:
        pages.append({say(language, "glossary"): f"{language}/glossary.md"})
    if facts.references:
        pages.append({say(language, "all_references"): f"{language}/references.md"})
    return [*pages, {say(language, "about"): f"{language}/about.md"}]
