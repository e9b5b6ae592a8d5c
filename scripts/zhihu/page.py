"""The page of one question: the author's parts between marks of ours, and what we add beside them (design 6)."""

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhihu.facts import Facts, Question, Reference
from zhihu.front_matter import front_matter
from zhihu.ledger import Entry
from zhihu.plain import escaped, plain_text
from zhihu.rules import CHANGES_WORDS, name_of
from zhihu.words import Language, say

_LETTERS_A_MINUTE = 400
_DESCRIPTION = 110
_LONGEST_TITLE = 300
SHOWN_RULES = frozenset(name_of(rule) for rule in CHANGES_WORDS)
# What lies between the parts is no change to the text on the page.
_UNCOUNTED = frozenset({"marker", "front_matter", "edges", "superseded"})
# These rules put or take something on both sides of the author's words.
_TWO_SIDED = frozenset({"keyword_link", "citation", "keyword_in_code"})


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A question that another page links to."""

    slug: str
    """Its address."""

    title: str
    """What the link says."""


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything the page of one question shows."""

    slug: str
    """Its address."""

    question: Question
    """What people wrote down about it."""

    title: str
    """Its heading as Markdown: the author's words after cleaning, or ours where the export has none."""

    parts: Mapping[str, str]
    """The author's Markdown after cleaning, by part name, without the title."""

    entries: Sequence[Entry]
    """The edits made on this page."""

    notices: Sequence[str] = ()
    """Keys of words that tell the reader what the export lost."""

    previous: Neighbour | None = None
    """The question before it in the list."""

    following: Neighbour | None = None
    """The question after it."""

    related: Sequence[Neighbour] = ()
    """Questions with a link at the end."""

    @property
    def path(self) -> str:
        """The page's file below `docs/`."""
        return page_path(self.slug)


def tally(entries: Iterable[Entry]) -> Counter[str]:
    """Return how many places each rule changed, two edits around the same words being one place."""
    counts = Counter(entry.rule for entry in entries if entry.rule not in _UNCOUNTED)
    return Counter({rule: -(-n // 2) if rule in _TWO_SIDED else n for rule, n in counts.items()})


def page_path(slug: str, language: Language = "zh") -> str:
    """Return the file below `docs/` of a question's page."""
    return f"{language}/q/{slug}.md"


def part_of(page: str, name: str) -> str | None:
    """Return the text of one part on a page as it stands on the disk; None if the part is not marked there."""
    if name == "title":
        start = page.find("\n# ") + len("\n# ")
        end = page.find("\n", start)
        return page[start:end] if start > len("\n#") and end > 0 else None
    opening, closing = f"\n<!-- {name} -->\n\n", f"\n\n<!-- /{name} -->\n"
    start, end = page.find(opening), page.rfind(closing)
    return page[start + len(opening) : end] if start >= 0 and start + len(opening) <= end else None


def render(page: QuestionPage, facts: Facts, language: Language = "zh") -> str:
    """Return the Markdown file of `page`."""
    blocks = (
        _front_matter(page, language),
        f"# {page.title}",
        _wrapped("qa-meta", _meta(page, facts, language)),
        *_part(page, "preface"),
        *_part(page, "question"),
        f'<h2 id="answer" class="qa-answer">{say(language, "answer")}</h2>',
        *(_wrapped("qa-notice", say(language, key)) for key in page.notices),
        *_part(page, "answer"),
        *_references(page, facts, language),
        *_changes(page, language),
        *_related(page, language),
    )
    return "\n\n".join(blocks) + "\n"


def _wrapped(css_class: str, markdown: str) -> str:
    return f'<div class="{css_class}" markdown="1">\n\n{markdown}\n\n</div>'


def _part(page: QuestionPage, name: str) -> Iterator[str]:
    if name in page.parts:
        yield f"<!-- {name} -->\n\n{page.parts[name]}\n\n<!-- /{name} -->"


def _front_matter(page: QuestionPage, language: Language) -> str:
    answer = page.parts.get("answer", "")
    return front_matter(
        title=plain_text(page.title)[:_LONGEST_TITLE],
        description=plain_text(answer)[:_DESCRIPTION] or say(language, "no_answer"),
        slug=page.slug,
        topic=page.question.topic,
        template="question.html",
        search={"exclude": True},
        hide=None if "\n#" in f"\n{answer}" else ["toc"],
        previous=_turn(page.previous),
        following=_turn(page.following),
    )


def _turn(neighbour: Neighbour | None) -> dict[str, str] | None:
    return {"title": neighbour.title, "url": f"../{neighbour.slug}/"} if neighbour else None


def _meta(page: QuestionPage, facts: Facts, language: Language) -> str:
    question, author = page.question, facts.site.author
    topic = facts.topic(question.topic)
    comma = say(language, "list_comma")
    tags = comma.join(facts.site.tags[tag].zh for tag in question.tags)
    items = (
        ("topic", f"[{topic.zh}](../topics/{topic.id}.md)"),
        ("tags", tags),
        ("author", f"[{author.name}]({author.url})" if author.url else author.name),
        ("source", _source(page, facts, language)),
    )
    minutes = max(1, round(len(page.parts.get("answer", "")) / _LETTERS_A_MINUTE))
    shown = [f"{say(language, key)}：{words}" for key, words in items if words]
    return " · ".join([*shown, say(language, "minutes", minutes=minutes)])


def _source(page: QuestionPage, facts: Facts, language: Language) -> str:
    article = facts.references.get(page.question.article)
    if article:
        title = article.title if page.question.article_certain else say(language, "probably", title=article.title)
        return f"[{title}]({article.url})" if article.url else title
    author = facts.site.author
    series = say(language, "unknown_article", series=author.series) if author.series else ""
    return f"[{series}]({author.series_url})" if series and author.series_url else series


def _references(page: QuestionPage, facts: Facts, language: Language) -> Iterator[str]:
    cited = [
        (number, key) for number, key in page.question.cites.items() if f"](#ref-{key})" in page.parts.get("answer", "")
    ]
    if not cited:
        return
    yield f'<h2 id="references">{say(language, "references")}</h2>'
    items = "\n".join(_reference(number, key, facts.references[key], language) for number, key in cited)
    yield f'<ol class="qa-references">\n{items}\n</ol>'


def _reference(number: str, key: str, reference: Reference, language: Language) -> str:
    words = (reference.authors, reference.title, reference.venue, str(reference.year or ""))
    text = html.escape(". ".join(word.rstrip(".") for word in words if word))
    url = html.escape(reference.url)
    link = f' <a href="{url}">{url}</a>' if url else ""
    back = f' <a class="qa-back" href="#cite-{number}" aria-label="{say(language, "back")} [{number}]">↩</a>'
    return f'<li id="ref-{key}" value="{number}"><span lang="en">{text}.</span>{link}{back}</li>'


def _changes(page: QuestionPage, language: Language) -> Iterator[str]:
    counts = tally(page.entries)
    if not counts:
        return
    shown = [e for e in page.entries if e.rule in SHOWN_RULES]
    kept = Counter({rule: n for rule, n in counts.items() if rule not in SHOWN_RULES})
    summary = say(language, "changes", count=counts.total())
    lines = [f'<details class="qa-changes" id="changes"><summary>{summary}</summary>']
    lines.append(f"<p>{say(language, 'changes_intro')}</p>")
    if shown:
        lines += ["<ul>", *(_change(entry, language) for entry in shown), "</ul>"]
    if kept:
        lines += [f"<p>{say(language, 'changes_kept', count=kept.total())}</p>", "<ul>"]
        lines += [f"<li>{say(language, f'rules.{rule}')}：{count}</li>" for rule, count in sorted(kept.items())]
        lines.append("</ul>")
    yield "\n".join([*lines, "</details>"])


def _change(entry: Entry, language: Language) -> str:
    line = say(language, "changes_line", line=entry.line)
    what = say(language, f"rules.{entry.rule}")
    after = f" → <ins>{_shown(entry.after)}</ins>" if entry.after else ""
    return f"<li>{line}，{what}：<del>{_shown(entry.before) or say(language, 'nothing_before')}</del>{after}</li>"


def _shown(text: str) -> str:
    """Return `text` on one line, harmless inside HTML; empty lines would end the block of HTML in Markdown."""
    return html.escape(" ".join(text.split()))


def _related(page: QuestionPage, language: Language) -> Iterator[str]:
    if page.related:
        yield f'<h2 id="related">{say(language, "related")}</h2>'
        yield "\n".join(f"- [{escaped(neighbour.title)}]({neighbour.slug}.md)" for neighbour in page.related)
