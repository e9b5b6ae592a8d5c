"""The glossary and the list of all references, each linked to the questions that use it."""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pypinyin import lazy_pinyin

from zhihu.facts.tables import Facts, Term
from zhihu.markdown.front_matter import front_matter
from zhihu.pages.addenda import cited_in_note, work_html
from zhihu.pages.lists import Listed
from zhihu.pages.words import Language, say

_MOST_LINKS = 20


def glossary(facts: Facts, questions: Sequence[Listed], language: Language) -> str:
    """Return the page of all terms, in alphabetical or pinyin order."""
    titles = _titles(questions)
    terms = sorted(facts.glossary, key=lambda term: _order(term, language))
    meta = front_matter(
        title=say(language, "glossary"), description=say(language, "glossary_description"), hide=["toc"]
    )
    items = "\n".join(_term(term, titles, language) for term in terms)
    return f'{meta}\n\n# {say(language, "glossary")}\n\n<dl class="qa-glossary">\n{items}\n</dl>\n'


def _order(term: Term, language: Language) -> str:
    return term.en.lower() if language == "en" else "".join(lazy_pinyin(term.zh)).lower()


def _term(term: Term, titles: Mapping[str, str], language: Language) -> str:
    other: Language = "zh" if language == "en" else "en"
    first, second = (term.en, term.zh) if language == "en" else (term.zh, term.en)
    abbr = f" ({html.escape(term.abbr)})" if term.abbr else ""
    links = _links(term.questions, titles, language)
    used = f'<dd class="qa-uses">{say(language, "used_in")}{say(language, "colon")}{links}</dd>' if links else ""
    return (
        f'<dt id="{term.id}">{html.escape(first)}{abbr} <span lang="{other}">{html.escape(second)}</span></dt>\n'
        f"<dd>{html.escape(term.definition.in_(language))}</dd>{used}"
    )


def _titles(questions: Sequence[Listed]) -> dict[str, str]:
    """Return the titles as HTML by slug."""
    titles = {q.slug: html.escape(q.title) for q in questions}
    return titles | {q.slug: f'<span lang="{q.lang}">{titles[q.slug]}</span>' for q in questions if q.lang}


def _links(slugs: Iterable[str], titles: Mapping[str, str], language: Language) -> str:
    """Return links to questions: the first of them, and how many there are more, or one page would hold them all."""
    known = [slug for slug in slugs if slug in titles]
    links = say(language, "list_comma").join(
        f'<a href="../q/{slug}/">{titles[slug]}</a>' for slug in known[:_MOST_LINKS]
    )
    return f"{links} … +{len(known) - _MOST_LINKS}" if len(known) > _MOST_LINKS else links


def all_references(facts: Facts, questions: Sequence[Listed], language: Language) -> str:
    """Return the page of all references, in the order of `references.toml`, with the questions that cite each."""
    uses = _uses(facts)
    titles = _titles(questions)
    meta = front_matter(
        title=say(language, "all_references"), description=say(language, "references_description"), hide=["toc"]
    )
    items = "\n".join(_items(facts, uses, titles, language))
    return f'{meta}\n\n# {say(language, "all_references")}\n\n<ul class="qa-references">\n{items}\n</ul>\n'


def _items(facts: Facts, uses: Mapping[str, list[str]], titles: Mapping[str, str], language: Language) -> Iterator[str]:
    for key, work in facts.references.items():
        links = _links(uses.get(key, ()), titles, language)
        cited = (
            f' <span class="qa-uses">{say(language, "cited_in")}{say(language, "colon")}{links}</span>' if links else ""
        )
        yield f'<li id="ref-{key}">{work_html(work)}{cited}</li>'


def _uses(facts: Facts) -> dict[str, list[str]]:
    """Return the slugs of the questions that cite each reference: by number, as their source, or in a note."""
    uses: dict[str, list[str]] = {}
    for slug, question in facts.questions.items():
        keys = [*question.cites.values(), question.article, *cited_in_note(facts.notes.get((slug, "zh"), ""))]
        for key in dict.fromkeys(filter(None, keys)):
            uses.setdefault(key, []).append(slug)
    return uses
