"""Keys of what is made from facts: what people wrote for all questions, and for one."""

from dataclasses import dataclass, replace
from functools import cached_property

from zhihu.disk.cache import digest
from zhihu.facts.tables import Facts
from zhihu.pages.words import LANGUAGES


@dataclass(frozen=True)
class Keys:
    """Hashes of facts."""

    facts: Facts
    """The facts, new questions included."""

    @cached_property
    def shared(self) -> str:
        """Of everything that belongs to no single question."""
        return digest(repr(replace(self.facts, questions={}, translations={}, notes={}, corrections=())))

    def own(self, slug: str) -> str:
        """Of what belongs to the question `slug`, and of everything shared."""
        own = own_facts(self.facts, slug)
        return digest(self.shared, repr((own.questions, own.translations, own.notes, own.corrections)))


def own_facts(facts: Facts, slug: str) -> Facts:
    """Return `facts` without those of other questions: all that the page of `slug` may be made of."""
    return replace(
        facts,
        questions={slug: facts.questions[slug]},
        translations={slug: facts.translations[slug]} if slug in facts.translations else {},
        notes={key: facts.notes[key] for language in LANGUAGES if (key := (slug, language)) in facts.notes},
        corrections=tuple(correction for correction in facts.corrections if correction.question == slug),
    )
