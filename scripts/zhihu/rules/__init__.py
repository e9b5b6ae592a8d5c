"""The rules: each looks at a text as the export has it and returns the edits it wants.

A rule is a function `(document, facts) -> Iterator[Edit]` in one of the modules here.
The module names it in one of two tuples, and the tuple is its promise (see `tests/zhihu/rules/test_laws.py`):

- `KEEPS_WORDS`: a reader sees the same words in both parsers;
- `CHANGES_WORDS`: words that Zhihu or an exporter added go, or words are replaced because a fact says so.
  Every such edit is shown in the page's list of changes.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules
from types import ModuleType

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts

Rule = Callable[[Document, TextFacts], Iterator[Edit]]


def _modules() -> Iterator[ModuleType]:
    """Yield the modules of this package: a rule is found by being here, so that no list has to name it again."""
    for module in iter_modules(__path__):
        yield import_module(f"{__name__}.{module.name}")


def _named(promise: str) -> tuple[Rule, ...]:
    return tuple(chain.from_iterable(getattr(module, promise, ()) for module in _modules()))


KEEPS_WORDS: tuple[Rule, ...] = _named("KEEPS_WORDS")
CHANGES_WORDS: tuple[Rule, ...] = _named("CHANGES_WORDS")
RULES: tuple[Rule, ...] = KEEPS_WORDS + CHANGES_WORDS


def name_of(rule: Rule) -> str:
    """Return the word by which ledger, pages and case files call a rule."""
    return rule.__name__


def edits_of(document: Document, facts: TextFacts, rules: Iterable[Rule] = RULES) -> Iterator[Edit]:
    """Yield what every one of `rules` wants to change in `document`."""
    for rule in rules:
        yield from rule(document, facts)
