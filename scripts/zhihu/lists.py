"""The pages that list questions: home and topics; and the navigation, whose size does not grow with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from zhihu.facts import Facts, Topic
from zhihu.front_matter import front_matter
from zhihu.plain import escaped
from zhihu.words import Language, say

_ON_HOME = 8
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


def _items(questions: Sequence[Listed], folder: str) -> str:
    return "\n".join(f"- [{escaped(q.title)}]({folder}{q.slug}.md)" for q in questions)


def used_topics(facts: Facts, questions: Sequence[Listed]) -> list[Topic]:
    """Return the topics that have a question, in the order of `site.toml`; what is unsorted comes last."""
    used = {q.topic for q in questions}
    known = [t for t in facts.site.topics if t.id in used]
    return known + [facts.topic(topic) for topic in sorted(used - {t.id for t in known})]


def home(facts: Facts, questions: Sequence[Listed], language: Language = "zh") -> str:
    """Return the home page: what this is, the topics with their first questions, the recommended path."""
    blocks = [
        front_matter(title=say(language, "home"), description=facts.site.site.description.zh, hide=["toc"]),
        f"# {facts.site.site.name.zh}",
        facts.site.site.description.zh,
        '<div class="qa-topics" markdown="1">',
        *(
            _topic_card(topic, [q for q in questions if q.topic == topic.id], language)
            for topic in used_topics(facts, questions)
        ),
        "</div>",
        *_path(facts, questions, language),
    ]
    return "\n\n".join(blocks) + "\n"


def _topic_card(topic: Topic, questions: Sequence[Listed], language: Language) -> str:
    more = ""
    if len(questions) > _ON_HOME:
        more = f"\n\n[{say(language, 'all_in_topic', count=len(questions))}](topics/{topic.id}.md)"
    return (
        f'<section class="qa-topic" markdown="1">\n\n## [{topic.zh}](topics/{topic.id}.md)\n\n'
        f"{_items(questions[:_ON_HOME], 'q/')}{more}\n\n</section>"
    )


def _path(facts: Facts, questions: Sequence[Listed], language: Language) -> Iterator[str]:
    by_slug = {q.slug: q for q in questions}
    path = [by_slug[slug] for slug in facts.site.reading_order if slug in by_slug]
    if path:
        yield f'<h2 id="start">{say(language, "start_here")}</h2>'
        yield "\n".join(f"{n}. [{escaped(q.title)}](q/{q.slug}.md)" for n, q in enumerate(path, 1))


def topic_pages(facts: Facts, questions: Sequence[Listed], language: Language = "zh") -> Iterator[tuple[str, str]]:
    """Yield file name below `docs/zh/topics/` and text of the list of topics and of each page of each topic."""
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
        f"- [{topic.zh}]({topic.id}.md)：{say(language, 'questions', count=len(listed))}" for topic, listed in counted
    )
    meta = front_matter(title=say(language, "topics"), description=say(language, "topics_description"), hide=["toc"])
    return f"{meta}\n\n# {say(language, 'topics')}\n\n{lines}\n"


def _topic_page(  # noqa: PLR0913, PLR0917  # each is one thing the page shows
    topic: Topic, questions: Sequence[Listed], number: int, pages: int, total: int, language: Language
) -> str:
    meta = front_matter(
        title=topic.zh,
        description=say(language, "topic_description", topic=topic.zh, count=total),
        topic=topic.id,
        hide=["toc"],
    )
    turn = [say(language, "page_of", page=number, pages=pages)] if pages > 1 else []
    if number > 1:
        turn.append(f"[{say(language, 'earlier')}]({_file(topic, number - 1)})")
    if number < pages:
        turn.append(f"[{say(language, 'later')}]({_file(topic, number + 1)})")
    blocks = [meta, f"# {topic.zh}", _items(questions, "../q/"), *([" · ".join(turn)] if turn else [])]
    return "\n\n".join(blocks) + "\n"


def navigation(facts: Facts, questions: Sequence[Listed], language: Language = "zh") -> str:
    """Return `site.yml`, from which mkdocs.yml inherits the site's name, author and navigation."""
    topics: list[object] = [f"{language}/topics/index.md"]
    topics += [{topic.zh: f"{language}/topics/{topic.id}.md"} for topic in used_topics(facts, questions)]
    pages = [
        {say(language, "home"): f"{language}/index.md"},
        {say(language, "topics"): topics},
        {say(language, "about"): f"{language}/about.md"},
    ]
    author = facts.site.author
    extra = {"author": author.name, "author_url": author.url, "series": author.series, "series_url": author.series_url}
    site = {
        "site_name": facts.site.site.name.zh,
        "site_description": facts.site.site.description.zh,
        "extra": {key: value for key, value in extra.items() if value},
        "nav": [{say(language, "language"): pages}],
    }
    return "# Written by scripts/clean.py; mkdocs.yml inherits from it.\n" + yaml.safe_dump(
        site, allow_unicode=True, sort_keys=False, width=10_000
    )
