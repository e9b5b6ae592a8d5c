"""The rules: each looks at a text as the export has it and returns the edits it wants.

A rule is a function `(document, facts) -> Iterator[Edit]` in one of the modules here.
The module names it in one of two tuples, and the tuple is its promise (see `tests/zhihu/rules/test_laws.py`):

- `KEEPS_WORDS`: a reader sees the same words in both parsers;
- `CHANGES_WORDS`: words that Zhihu or an exporter added go, or words are replaced because a fact says so.
  Every such edit is shown in the page's list of changes.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from zhihu.document import Document
from zhihu.model import Edit, TextFacts
from zhihu.rules import (
    accidents,
    advertisements,
    badges,
    blanks,
    cards,
    chrome_bottom,
    chrome_top,
    citations,
    code,
    copy_tail,
    corrections,
    dead_links,
    dollars,
    embeds,
    emphasis,
    entities,
    fences,
    footnotes,
    formulas,
    gaps,
    highlights,
    html,
    icons,
    identifiers,
    labels,
    layout,
    links,
    mail,
    media,
    numbering,
    other_answers,
    pictures,
    references,
    shown_addresses,
    terms,
    torn,
    unsafe,
)

Rule = Callable[[Document, TextFacts], Iterator[Edit]]

_MODULES = (
    accidents,
    advertisements,
    badges,
    blanks,
    cards,
    chrome_bottom,
    chrome_top,
    citations,
    code,
    copy_tail,
    corrections,
    dead_links,
    dollars,
    embeds,
    emphasis,
    fences,
    entities,
    footnotes,
    formulas,
    gaps,
    html,
    highlights,
    icons,
    identifiers,
    labels,
    layout,
    links,
    mail,
    media,
    numbering,
    other_answers,
    pictures,
    references,
    shown_addresses,
    terms,
    unsafe,
    torn,
)

KEEPS_WORDS: tuple[Rule, ...] = tuple(chain.from_iterable(module.KEEPS_WORDS for module in _MODULES))
CHANGES_WORDS: tuple[Rule, ...] = tuple(chain.from_iterable(module.CHANGES_WORDS for module in _MODULES))
RULES: tuple[Rule, ...] = KEEPS_WORDS + CHANGES_WORDS


def name_of(rule: Rule) -> str:
    """Return the word by which ledger, pages and case files call a rule."""
    return rule.__name__


def edits_of(document: Document, facts: TextFacts, rules: Iterable[Rule] = RULES) -> Iterator[Edit]:
    """Yield what every one of `rules` wants to change in `document`."""
    for rule in rules:
        yield from rule(document, facts)
