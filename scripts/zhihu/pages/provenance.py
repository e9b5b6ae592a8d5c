"""What the line under a page's title says about where the text comes from.

A fact that a person wrote down goes before what the export says of itself.
"""

from collections.abc import Iterator

from zhihu.exports.metadata import Metadata
from zhihu.facts.tables import Facts, Question
from zhihu.markdown.addresses import neutral_label, written
from zhihu.markdown.plain import escaped, plain_text
from zhihu.pages.words import Language, say

_OF_PROGRAMS = frozenset({"clippings", "clipping", "clipped", "readwise", "inbox"})


def author_words(metadata: Metadata, facts: Facts) -> str:
    """Return who wrote the text, as Markdown; empty if nobody knows."""
    author = facts.site.author
    if author.name:
        return _linked(author.name, written(author.url))
    return _linked(metadata.author, metadata.author_url)


def author_of(metadata: Metadata, facts: Facts) -> dict[str, str] | None:
    """Return name and address of who wrote the text, for programs; None if nobody knows."""
    author = facts.site.author
    name, url = (author.name, author.url) if author.name else (metadata.author, metadata.author_url)
    return {"name": name, "url": url} if name else None


def source_of(question: Question, metadata: Metadata, facts: Facts) -> dict[str, str] | None:
    """Return title and address of where the text was taken from, for programs; None if unknown."""
    article, author = facts.references.get(question.article), facts.site.author
    known = (
        (article.title, article.url) if article and question.article_certain else ("", ""),
        (metadata.title or metadata.source, metadata.source),
        (author.series, author.series_url),
    )
    return next(({"name": name, "url": url} for name, url in known if url), None)


def source_words(title: str, question: Question, metadata: Metadata, facts: Facts, language: Language) -> str:
    """Return the article that the page called `title` comes from, else its column, as Markdown; empty if unknown."""
    article = facts.references.get(question.article)
    if article:
        words = article.title if question.article_certain else say(language, "probably", title=article.title)
        return _linked(words, written(article.url))
    if metadata.source:
        is_other = metadata.title and metadata.title != plain_text(title)
        return _linked(metadata.title if is_other else neutral_label(metadata.source, language), metadata.source)
    author = facts.site.author
    series = say(language, "unknown_article", series=author.series) if author.series else ""
    return _linked(series, written(author.series_url))


def column_words(metadata: Metadata, facts: Facts) -> str:
    """Return the column in which the text appeared, as Markdown; empty where the line names the site's series."""
    return "" if facts.site.author.series else _linked(metadata.column, metadata.column_url)


def filing_of(metadata: Metadata) -> list[str]:
    """Return the words under which whoever took the text filed it, without those that programs give to everything."""
    return [tag for tag in metadata.tags if tag.lower() not in _OF_PROGRAMS]


def date_words(metadata: Metadata, language: Language) -> Iterator[str]:
    """Yield when the text appeared and when it was changed, with the place at the later one, and when it was saved."""
    place = say(language, "place", place=escaped(metadata.place)) if metadata.place else ""
    dated = [(key, day) for key, day in (("published", metadata.published), ("edited", metadata.edited)) if day]
    for at, (key, day) in enumerate(dated, 1):
        yield say(language, key, date=day) + (place if at == len(dated) else "")
    if metadata.created:
        yield say(language, "created", date=metadata.created)


def rights_words(metadata: Metadata, language: Language) -> str:
    """Return what is said about copying the text, in its own language; empty if nothing is said."""
    if not metadata.licence:
        return ""
    said = escaped(metadata.licence)
    words = said if language == "zh" else f'<span lang="zh">{said}</span>'
    return f"{say(language, 'rights')}{say(language, 'colon')}{words}"


def _linked(words: str, url: str) -> str:
    shown = escaped(words)
    return f"[{shown}]({url})" if shown and url else shown
