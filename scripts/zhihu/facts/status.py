"""How far the translations are: what `translations.py status` and the about page show."""

from collections import Counter
from dataclasses import dataclass

from zhihu.facts.english import Laid
from zhihu.facts.translation import Translation, credit_of


@dataclass(frozen=True, slots=True)
class Status:
    """The state of one translation."""

    slug: str
    """The question."""

    blocks: int
    """How many Chinese blocks there are."""

    translated: int
    """How many of them have a translation, stale ones included."""

    stale: int
    """How many have changed since they were translated."""

    credit: str
    """Key of the words that say who translated."""


def status_of(slug: str, laid: Laid, translation: Translation) -> Status:
    """Return the state of a translation that has been laid over its page."""
    states = Counter(aligned.state for aligned in laid.aligned)
    total = states.total()
    return Status(slug, total, total - states["missing"], states["stale"], credit_of(translation))
