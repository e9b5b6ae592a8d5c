"""All sections of a run with their addresses, and the page of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from zhihu.artefacts.taken import metadata_of
from zhihu.exports.export import Export
from zhihu.exports.found import CleanParts, Found
from zhihu.facts.english import Laid
from zhihu.facts.tables import Facts, Question
from zhihu.facts.translation import credit_of
from zhihu.markdown.plain import plain_text
from zhihu.pages.addenda import Neighbour
from zhihu.pages.kinship import reason, turns
from zhihu.pages.lists import Listed
from zhihu.pages.notices import notices_of
from zhihu.pages.page import QuestionPage, page_path
from zhihu.pages.words import LANGUAGES, Language
from zhihu.proof.ledger import Entry


@dataclass(frozen=True)
class Assigned:
    """All sections of a run with their addresses."""

    facts: Facts
    """The facts, new questions included."""

    sections: Sequence[tuple[Found, str]]
    """Every section with its slug, in the order of the exports."""

    winners: Mapping[str, Found]
    """The section that a page shows, by slug."""

    lists: Mapping[Language, Sequence[Listed]]
    """The questions that have a page, in the order of the lists, as lists in each language show them."""

    @classmethod
    def of(cls, facts: Facts, sections: Sequence[tuple[Found, str]], docs: Path) -> "Assigned":
        """Choose the winners, and order the questions; a vanished one is listed as long as `docs` has its page."""
        winners: dict[str, Found] = {}
        for found, slug in sections:
            if slug not in winners or _is_later(found, winners[slug]):
                winners[slug] = found
        left = [s for s in facts.questions if s not in winners and (docs / page_path(s)).is_file()]
        ordered = sorted([*winners, *left], key=lambda slug: facts.questions[slug].order or 1_000_000)
        lists = {
            language: [_listed(slug, facts, winners.get(slug), language) for slug in ordered] for language in LANGUAGES
        }
        return cls(facts, sections, winners, lists)

    @cached_property
    def slugs(self) -> Sequence[str]:
        """Slugs of all questions that have a page, in the order of the lists."""
        return [q.slug for q in self.lists["zh"]]

    @property
    def vanished(self) -> frozenset[str]:
        """Slugs that no export holds any more."""
        return frozenset(self.facts.questions.keys() - self.winners.keys())

    def of_export(self, export: Export) -> Sequence[tuple[Found, str]]:
        """Return the sections of one export with their slugs."""
        return self._by_export.get(export.name, ())

    @cached_property
    def _by_export(self) -> Mapping[str, Sequence[tuple[Found, str]]]:
        grouped: dict[str, list[tuple[Found, str]]] = {}
        for found, slug in self.sections:
            grouped.setdefault(found.export.name, []).append((found, slug))
        return grouped

    @cached_property
    def _places(self) -> dict[str, int]:
        return {slug: at for at, slug in enumerate(self.slugs)}

    @cached_property
    def _turns(self) -> Mapping[str, tuple[str | None, str | None]]:
        return turns(self.slugs, self.facts.site.reading_order)

    def _link(self, slug: str | None, language: Language) -> Neighbour | None:
        if slug is None:
            return None
        listed = self.lists[language][self._places[slug]]
        return Neighbour(listed.slug, listed.title, listed.lang)

    def _related(self, question: Question, language: Language) -> Iterator[Neighbour]:
        for other in question.related:
            if other in self._places and (link := self._link(other, language)):
                yield replace(link, reason=reason(question, self.facts.questions[other], self.facts, language))

    def chinese_page(self, slug: str, parts: CleanParts, entries: Sequence[Entry]) -> QuestionPage:
        """Return the Chinese page of one question."""
        found, page = self.winners[slug], replace(self.base(slug, "zh"), entries=entries)
        return replace(
            page,
            title=found.title,
            parts={name: cleaned.text for name, cleaned in parts.items() if name != "title"},
            notices=tuple(notices_of(found.section, parts)),
            metadata=metadata_of(found.export.text, parts.values()),
            is_bilingual=slug in self.facts.translations,
        )

    def english_page(self, slug: str, parts: CleanParts, entries: Sequence[Entry], laid: Laid | None) -> QuestionPage:
        """Return the English page: the translation, or the Chinese and a notice where there is none."""
        chinese, page = self.chinese_page(slug, parts, entries), replace(self.base(slug, "en"), entries=entries)
        if laid is None:
            notices = (*chinese.notices, "not_translated")
            return replace(
                page, title=chinese.title, parts=chinese.parts, notices=notices, metadata=chinese.metadata, shown="zh"
            )
        notices = (*chinese.notices, *(["title_stale"] if laid.is_title_stale else []))
        return replace(
            page,
            title=laid.title,
            parts=laid.parts,
            notices=notices,
            metadata=chinese.metadata,
            credit=credit_of(self.facts.translations[slug]),
            is_bilingual=True,
        )

    def base(self, slug: str, language: Language) -> QuestionPage:
        """Return what a page shows besides what its section comes to."""
        question = self.facts.questions[slug]
        previous, following = self._turns[slug]
        return QuestionPage(
            slug=slug,
            question=question,
            title="",
            parts={},
            entries=(),
            language=language,
            shown=language,
            note=self.facts.notes.get((slug, language), ""),
            previous=self._link(previous, language),
            following=self._link(following, language),
            related=list(self._related(question, language)),
        )


def _listed(slug: str, facts: Facts, found: Found | None, language: Language) -> Listed:
    question = facts.questions[slug]
    chinese = question.short.zh or (plain_text(found.title) if found else question.title)
    if language == "zh":
        return Listed(slug, chinese, question.topic)
    translation = facts.translations.get(slug)
    english = question.short.en or (plain_text(translation.title) if translation else "")
    return Listed(slug, english or chinese, question.topic, None if english else "zh")


def _is_later(found: Found, other: Found) -> bool:
    """Return whether `found`, which comes later in natural order, also is not older by the dates of both exports."""
    if not found.export.date or not other.export.date:
        return True
    return found.export.date >= other.export.date
