"""Clean one text: parse it, ask every rule, resolve what they want."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from zhihu.edits import Resolved, apply, resolve
from zhihu.markdown.document import Document, parse
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
    document = parse(text)
    edits = resolve(chain(edits_of(document, facts, rules), cuts))
    return Cleaned(document, apply(text, edits.applied), edits)
