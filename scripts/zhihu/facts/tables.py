"""What people wrote down in `source/`: one type for each file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from zhihu.facts.figures import ON_PAGES, Figures, drawing_name
from zhihu.facts.translation import Translation
from zhihu.facts.words import Words
from zhihu.markdown.addresses import normalised
from zhihu.model import Correction, Drawing, GlossaryTerm, TextFacts

UNSORTED = "unsorted"


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the groups into which the questions are sorted."""

    id: str
    """Its slug."""

    zh: str
    """Chinese title."""

    en: str
    """English title."""

    def in_(self, language: str) -> str:
        """Return the title in `language`."""
        return self.en if language == "en" else self.zh


class Author(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who wrote the answers."""

    name: str = ""
    """Name on Zhihu; empty if unknown."""

    url: str = ""
    """Address of the profile, if known."""

    series: str = ""
    """The column or series the answers come from."""

    series_url: str = ""
    """Address of the series."""


class SiteName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the site calls itself."""

    name: Words = msgspec.field(default_factory=lambda: Words("知乎问答", "Zhihu Q&A"))
    """Its name."""

    description: Words = msgspec.field(
        default_factory=lambda: Words(
            "从知乎导出的问答，一题一页。", "Questions and answers exported from Zhihu, one page each."
        )
    )
    """One sentence about it."""


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`site.toml`."""

    site: SiteName = msgspec.field(default_factory=SiteName)
    """Name and description."""

    author: Author = msgspec.field(default_factory=Author)
    """The author."""

    topics: tuple[Topic, ...] = ()
    """Topics in the order shown."""

    tags: dict[str, Words] = {}  # msgspec copies defaults
    """Names of the tags."""

    reading_order: tuple[str, ...] = ()
    """Slugs in the order recommended to a learner."""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`questions/<slug>/question.toml`."""

    title: str
    """The question as plain text: by it the question is found again."""

    content: str = ""
    """`content_type/content_id` of Zhihu: by it the question is found again even with a new title."""

    topic: str = UNSORTED
    """Id of its topic."""

    tags: tuple[str, ...] = ()
    """Keys of `Site.tags`."""

    order: int = 0
    """Place in the default list; 0: after all that have one."""

    article: str = ""
    """Key of the source article in `references.toml`."""

    article_certain: bool = True
    """Whether it is established that the question comes from that article."""

    related: tuple[str, ...] = ()
    """Slugs of related questions."""

    was: tuple[str, ...] = ()
    """Slugs it had before."""

    short: Words = msgspec.field(default_factory=lambda: Words(""))
    """Our short titles for lists."""

    cites: dict[str, str] = {}
    """Key in `references.toml` by the author's number."""


class Reference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `references.toml`."""

    title: str
    """Title of the work."""

    authors: str = ""
    """Authors as they are to be shown."""

    year: int | None = None
    """Year of its first public version."""

    venue: str = ""
    """Where it appeared."""

    arxiv: str = ""
    """Its arXiv number."""

    url: str = ""
    """Its address."""

    basis: str = ""
    """How we know: `seen`, `partly`, `general knowledge`."""

    role: str = ""
    """What it is for: `original-citation` and others."""

    note: str = ""
    """A remark for readers."""


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `glossary.toml`."""

    id: str
    """Its key."""

    zh: str
    """Chinese term."""

    en: str
    """English term."""

    definition: Words
    """One sentence."""

    abbr: str = ""
    """Abbreviation."""

    questions: tuple[str, ...] = ()
    """Slugs of the questions that use it; empty: all."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which a text may use the term, the longest first."""
        names = {*self.zh.split(" / "), *self.en.split(" / "), self.abbr} - {""}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))


class Glossary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`glossary.toml`."""

    term: tuple[Term, ...] = ()
    """The terms."""


class CorrectionFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `corrections.toml`."""

    question: str
    """Slug of the question."""

    before: str
    """The damaged words."""

    after: str
    """The right ones."""

    why: str
    """What is wrong."""

    evidence: str
    """Where the right words can be seen."""


class Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`corrections.toml`."""

    correction: tuple[CorrectionFact, ...] = ()
    """The corrections."""


@dataclass(frozen=True)
class Facts:
    """All facts of a source folder."""

    source: Path
    """The folder."""

    site: Site = field(default_factory=Site)
    """Names, author, topics, tags."""

    questions: Mapping[str, Question] = field(default_factory=dict)
    """By slug."""

    references: Mapping[str, Reference] = field(default_factory=dict)
    """By key."""

    corrections: tuple[CorrectionFact, ...] = ()
    """In the order of the file."""

    glossary: tuple[Term, ...] = ()
    """Terms in the order of the file."""

    translations: Mapping[str, Translation] = field(default_factory=dict)
    """English translation by slug."""

    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Our notes as Markdown, by slug and language."""

    figures: Figures = field(default_factory=Figures)
    """Drawings of our own, and copies of the author's pictures."""

    def for_text(self, slug: str, language: Literal["zh", "en"] = "zh") -> TextFacts:
        """Return what the rules may know about the question `slug`."""
        question = self.questions.get(slug)
        return TextFacts(
            titles=self._titles,
            cites=question.cites if question else {},
            figures={name: f"{ON_PAGES}{file}" for name, file in self.figures.copies.items()},
            drawings=self.drawings(language),
            corrections=tuple(
                Correction(c.before, c.after, c.why, c.evidence)
                for c in self.corrections
                if c.question == slug and language == "zh"
            ),
            terms=tuple(GlossaryTerm(t.id, t.names) for t in self.glossary if not t.questions or slug in t.questions),
            language=language,
        )

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {normalised(r.url): r.title for r in self.references.values() if r.url}

    def drawings(self, language: str) -> dict[str, Drawing]:
        """Return the drawings in `language`, by the picture in whose place they stand, else by name."""
        return {
            figure.picture or name: Drawing(
                path=f"{ON_PAGES}{drawing_name(name, language)}",
                alt=figure.alt.in_(language),
                caption=figure.caption.in_(language),
                likely=figure.likely.in_(language),
                work=self.references[figure.reference].url if figure.reference else "",
            )
            for name, figure in self.figures.drawings.items()
        }

    def topic(self, topic_id: str) -> Topic:
        """Return the topic called `topic_id`."""
        return next((t for t in self.site.topics if t.id == topic_id), Topic(UNSORTED, "未分类", "Unsorted"))
