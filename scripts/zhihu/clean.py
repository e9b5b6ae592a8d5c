"""Clean one text: parse it, ask every rule, resolve what they want."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from zhihu.edits import Resolved, apply, resolve
from zhihu.markdown.document import Document, parse, parse_part
from zhihu.model import Edit, TextFacts
from zhihu.rules import RULES, Rule, edits_of


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text before and after, with everything in between."""

    document: Document
    """The text as the export has it."""

    text: str
    """The text as the page has it."""

    edits: Resolved
    """The edits made, absorbed and refused."""


def clean(text: str, facts: TextFacts, rules: Iterable[Rule] = RULES, cuts: Iterable[Edit] = ()) -> Cleaned:
    """Return `text` cleaned by `rules`, whose order does not matter, and without what `cuts` remove."""
    return _cleaned(parse(text), facts, rules, cuts)


def clean_part(text: str, facts: TextFacts, cuts: Iterable[Edit] = ()) -> Cleaned:
    """Return a part of an export cleaned: where it begins with a ruler, that begins no front matter."""
    return _cleaned(parse_part(text), facts, RULES, cuts)


def _cleaned(document: Document, facts: TextFacts, rules: Iterable[Rule], cuts: Iterable[Edit]) -> Cleaned:
    edits = resolve(chain(edits_of(document, facts, rules), cuts))
    return Cleaned(document, apply(document.text, edits.applied), edits)
