"""The page that says what the site is, where it comes from and what was changed, with numbers from the ledger."""

from collections import Counter
from collections.abc import Iterator, Sequence

from zhihu.facts.status import Status
from zhihu.facts.tables import Facts
from zhihu.markdown.front_matter import front_matter
from zhihu.markdown.plain import escaped
from zhihu.pages.words import Language, say

_NAMED = 12
_ROWS = 200


def about(
    facts: Facts, exports: Sequence[str], places: Counter[str], status: Sequence[tuple[str, Status]], language: Language
) -> str:
    """Return the page, given the exports' names, the places each rule changed, titles and states of translations."""
    title = say(language, "about")
    blocks = [
        front_matter(title=title, description=say(language, "about_what_text"), hide=["toc"]),
        f"# {title}",
        f'<h2 id="what">{say(language, "about_what")}</h2>',
        say(language, "about_what_text"),
        f'<h2 id="from">{say(language, "about_from")}</h2>',
        *_origin(facts, exports, language),
        say(language, "about_rights"),
        f'<h2 id="changed">{say(language, "about_changed")}</h2>',
        say(language, "about_changed_text"),
        _numbers(places, language),
        *_translations(status, language),
    ]
    return "\n\n".join(blocks) + "\n"


def _origin(facts: Facts, exports: Sequence[str], language: Language) -> Iterator[str]:
    author = facts.site.author
    if author.name:
        yield say(language, "about_from_author", author=_link(author.name, author.url))
    if author.series:
        yield say(language, "about_from_series", series=_link(f"《{author.series}》", author.series_url))
    files = say(language, "list_comma").join(f"`{name}`" for name in exports[:_NAMED])
    yield say(language, "about_from_files", files=files)


def _link(words: str, url: str) -> str:
    return f"[{words}]({url})" if url else words


def _numbers(places: Counter[str], language: Language) -> str:
    if not places:
        return say(language, "about_none")
    head = f"| {say(language, 'about_rule')} | {say(language, 'about_count')} |\n| --- | ---: |"
    return "\n".join([head, *(f"| {say(language, f'rules.{rule}')} | {n} |" for rule, n in places.most_common())])


def _translations(status: Sequence[tuple[str, Status]], language: Language) -> Iterator[str]:
    if not status:
        return
    yield f'<h2 id="translations">{say(language, "about_translations")}</h2>'
    yield say(language, "about_translations_text")
    columns = [say(language, f"about_{key}") for key in ("question", "blocks", "translated", "stale", "by")]
    rows = [
        f"| [{escaped(title)}](q/{s.slug}.md) | {s.blocks} | {s.translated} | {s.stale} | {say(language, s.credit)} |"
        for title, s in status[:_ROWS]
    ]
    yield "\n".join([f"| {' | '.join(columns)} |", "| --- | ---: | ---: | ---: | --- |", *rows])
