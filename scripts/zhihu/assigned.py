"""All sections of a run with their addresses, and the page of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from zhihu.addenda import Neighbour
from zhihu.facts import Facts, Question
from zhihu.found import CleanParts, Found
from zhihu.ledger import Entry
from zhihu.lists import Listed
from zhihu.notices import notices_of
from zhihu.page import QuestionPage, page_path
from zhihu.plain import plain_text


@dataclass(frozen=True)
class Assigned:
    """All sections of a run with their addresses."""

    facts: Facts
    """The facts, new questions included."""

    sections: Sequence[tuple[Found, str]]
    """Every section with its slug, in the order of the exports."""

    winners: Mapping[str, Found]
    """The section that a page shows, by slug."""

    listed: Sequence[Listed]
    """The questions that have a page, in the order of the lists."""

    @classmethod
    def of(cls, facts: Facts, sections: Sequence[tuple[Found, str]], docs: Path) -> "Assigned":
        """Choose the winners, and order the questions; a vanished one is listed as long as `docs` has its page."""
        winners: dict[str, Found] = {}
        for found, slug in sections:
            if slug not in winners or _is_later(found, winners[slug]):
                winners[slug] = found
        left = [s for s in facts.questions if s not in winners and (docs / page_path(s)).is_file()]
        ordered = sorted([*winners, *left], key=lambda slug: facts.questions[slug].order or 1_000_000)
        listed = [_listed(slug, facts.questions[slug], winners.get(slug)) for slug in ordered]
        return cls(facts, sections, winners, listed)

    @property
    def vanished(self) -> frozenset[str]:
        """Slugs that no export holds any more."""
        return frozenset(self.facts.questions.keys() - self.winners.keys())

    @cached_property
    def _places(self) -> dict[str, int]:
        return {q.slug: at for at, q in enumerate(self.listed)}

    def _link(self, at: int) -> Neighbour | None:
        if not 0 <= at < len(self.listed):
            return None
        return Neighbour(self.listed[at].slug, self.listed[at].title)

    def page(self, slug: str, parts: CleanParts, entries: Sequence[Entry]) -> QuestionPage:
        """Return the page of one question."""
        question, found, at = self.facts.questions[slug], self.winners[slug], self._places[slug]
        related = (self._link(self._places[other]) for other in question.related if other in self._places)
        return QuestionPage(
            slug=slug,
            question=question,
            title=found.title,
            parts={name: cleaned.text for name, cleaned in parts.items() if name != "title"},
            entries=entries,
            notices=tuple(notices_of(found.section, parts)),
            previous=self._link(at - 1),
            following=self._link(at + 1),
            related=[link for link in related if link],
        )


def _listed(slug: str, question: Question, found: Found | None) -> Listed:
    title = question.short.zh or (plain_text(found.title) if found else question.title)
    return Listed(slug, title, question.topic)


def _is_later(found: Found, other: Found) -> bool:
    """Return whether `found`, which comes later in natural order, also is not older by the dates of both exports."""
    if not found.export.date or not other.export.date:
        return True
    return found.export.date >= other.export.date
