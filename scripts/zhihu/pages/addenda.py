"""What stands below the author's answer: our note, references, the list of changes, related questions (design 6)."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhihu.facts.tables import Reference
from zhihu.markdown.plain import escaped
from zhihu.model import Drawing
from zhihu.pages.words import Language, say
from zhihu.proof.ledger import Entry
from zhihu.rules import CHANGES_WORDS, name_of
from zhihu.rules.pictures import marked

_FIGURE = re.compile(r"^!\[\]\(([\w-]+)\)$", re.MULTILINE)
_CITATION = re.compile(r"\[@([\w-]+)\]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_CHANGE = 400
_BEGINNING = 120
SHOWN_RULES = frozenset(name_of(rule) for rule in CHANGES_WORDS)
# What lies between the parts is no change to the text on the page.
_UNCOUNTED = frozenset({"marker", "front_matter", "edges", "superseded"})
# These rules put or take something on both sides of the author's words.
_TWO_SIDED = frozenset({"keyword_link", "citation", "keyword_in_code", "term", "dead_link"})


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A question that another page links to."""

    slug: str
    """Its address."""

    title: str
    """What the link says."""

    lang: Language | None = None
    """Language of the title, where it is not the page's."""

    reason: str = ""
    """Why it is related, as Markdown; empty where it only stands before or behind."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference with the number under which a page shows it."""

    number: str
    """The author's number, or the next free one for a reference of the note."""

    key: str
    """Its key in `references.toml`."""

    is_ours: bool
    """Whether only our note cites it."""

    back_to: str
    """Id of the place that cites it first."""


def tally(entries: Iterable[Entry]) -> Counter[str]:
    """Return how many places each rule changed, two edits around the same words being one place."""
    return places_of(Counter(entry.rule for entry in entries))


def places_of(edits: Mapping[str, int]) -> Counter[str]:
    """Return the same, given how many edits each rule made."""
    counted = ((rule, n) for rule, n in edits.items() if rule not in _UNCOUNTED)
    return Counter({rule: -(-n // 2) if rule in _TWO_SIDED else n for rule, n in counted})


def cited_in_note(note: str) -> list[str]:
    """Return the keys that a note cites as `[@key]`, in order, each once."""
    return list(dict.fromkeys(_CITATION.findall(note)))


def cited(author: Mapping[str, str], words: str, note: str) -> list[Cited]:
    """Return the references of a page: the author's, whose `words` cite them, by their numbers; then the note's."""
    ours = [key for key in cited_in_note(note) if key not in author.values()]
    free = max((int(number) for number in author), default=0) + 1
    return [
        *(Cited(number, key, is_ours=False, back_to=_first_place(words, number)) for number, key in author.items()),
        *(Cited(str(at), key, is_ours=True, back_to=f"note-{at}") for at, key in enumerate(ours, free)),
    ]


def _first_place(words: str, number: str) -> str:
    found = re.search(rf'<sup id="(cite-[a-z-]*{number})">', words)
    return found[1] if found else f"cite-{number}"


def figures_in_note(note: str) -> list[str]:
    """Return the names of the drawings that a note shows as `![](name)`."""
    return _FIGURE.findall(note)


def _with_figures(note: str, drawings: Mapping[str, Drawing], language: Language) -> str:
    def show(found: re.Match[str]) -> str:
        drawing = drawings[found[1]]
        return marked(drawing, f"{say(language, 'drawn')}{say(language, 'after_sentence')}{drawing.caption}")

    return _FIGURE.sub(show, note)


def note_section(
    note: str, references: Sequence[Cited], drawings: Mapping[str, Drawing], language: Language
) -> Iterator[str]:
    """Yield our note with its citations linked to the references of the page, and its drawings."""
    if not note:
        return
    numbers = {item.key: item.number for item in references}
    seen: Counter[str] = Counter()

    def link(found: re.Match[str]) -> str:
        seen[found[1]] += 1
        again = f"-{seen[found[1]]}" if seen[found[1]] > 1 else ""
        return f'<sup id="note-{numbers[found[1]]}{again}">[[{numbers[found[1]]}]](#ref-{found[1]})</sup>'

    yield f'<h2 id="note">{say(language, "note")}</h2>'
    yield (
        f'<div class="qa-note" markdown="1">\n\n<p class="qa-ours">{say(language, "note_ours")}</p>\n\n'
        f"{_CITATION.sub(link, _with_figures(note.strip(), drawings, language))}\n\n</div>"
    )


def reference_section(references: Sequence[Cited], works: Mapping[str, Reference], language: Language) -> Iterator[str]:
    """Yield the list of references, each with a link back to where it is cited first."""
    if not references:
        return
    yield f'<h2 id="references">{say(language, "references")}</h2>'
    items = "\n".join(_reference(item, works[item.key], language) for item in references)
    yield f'<ol class="qa-references">\n{items}\n</ol>'


def _reference(item: Cited, work: Reference, language: Language) -> str:
    back = f'<a class="qa-back" href="#{item.back_to}" aria-label="{say(language, "back")} [{item.number}]">↩</a>'
    ours = f' <span class="qa-by">{say(language, "by_editors")}</span>' if item.is_ours else ""
    return f'<li id="ref-{item.key}" value="{item.number}">{work_html(work)}{ours} {back}</li>'


def work_html(work: Reference) -> str:
    """Return a reference as HTML, with a link where it has an address."""
    # A paper may come out years after it was first seen: the year of its venue counts.
    year = "" if _YEAR.search(work.venue) else str(work.year or "")
    words = (work.authors, work.title, work.venue, year)
    text = html.escape(". ".join(word.rstrip(".") for word in words if word))
    lang = "zh" if re.search("[\u4e00-\u9fff]", work.title) else "en"
    url = html.escape(work.url)
    return f'<span lang="{lang}">{text}.</span>' + (f' <a href="{url}">{url}</a>' if url else "")


def change_section(entries: Sequence[Entry], language: Language) -> Iterator[str]:
    """Yield the folded list of what the cleaning changed on a page; nothing if it changed nothing."""
    counts = tally(entries)
    if not counts:
        return
    shown = [e for e in entries if e.rule in SHOWN_RULES]
    kept = Counter({rule: n for rule, n in counts.items() if rule not in SHOWN_RULES})
    summary = say(language, "changes", count=counts.total())
    lines = [f'<details class="qa-changes" id="changes"><summary>{summary}</summary>']
    lines.append(f"<p>{say(language, 'changes_intro')}</p>")
    if shown:
        lines += ["<ul>", *(_change(entry, language) for entry in shown), "</ul>"]
    if kept:
        lines += [f"<p>{say(language, 'changes_kept', count=kept.total())}</p>", "<ul>"]
        colon = say(language, "colon")
        lines += [f"<li>{say(language, f'rules.{rule}')}{colon}{count}</li>" for rule, count in sorted(kept.items())]
        lines.append("</ul>")
    yield "\n".join([*lines, "</details>"])


def _change(entry: Entry, language: Language) -> str:
    line = say(language, "changes_line", line=entry.line)
    what = say(language, f"rules.{entry.rule}")
    before = _shown(entry.before, language) or say(language, "nothing_before")
    after = f" → <ins>{_shown(entry.after, language)}</ins>" if entry.after else ""
    return f"<li>{line}{say(language, 'changes_colon')}{what}{say(language, 'colon')}<del>{before}</del>{after}</li>"


def _shown(text: str, language: Language) -> str:
    """Return the beginning of `text` on one line, harmless inside HTML: empty lines would end its block in Markdown.

    What was taken off may be long and other people's: a list of changes is no place to publish it.
    """
    line = " ".join(text[: 2 * _LONGEST_CHANGE].split())
    if len(text) <= _LONGEST_CHANGE:
        return html.escape(line)
    return html.escape(line[:_BEGINNING]) + say(language, "changes_cut", count=f"{len(text):,}")


def related_section(related: Sequence[Neighbour], language: Language) -> Iterator[str]:
    """Yield links to related questions, each with its reason."""
    if related:
        yield f'<h2 id="related">{say(language, "related")}</h2>'
        yield "\n".join(
            f"- [{_title(neighbour)}]({neighbour.slug}.md){say(language, 'reason', reason=neighbour.reason)}"
            for neighbour in related
        )


def _title(neighbour: Neighbour) -> str:
    title = escaped(neighbour.title)
    return f'<span lang="{neighbour.lang}">{title}</span>' if neighbour.lang else title
