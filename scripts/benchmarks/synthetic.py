"""Questions in any number, made of the words of our own: of their export, their translations and our notes.

Each depends on its number alone, so it is the same one in a project of any size.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import tomlkit
import yaml

from zhihu.exports.export import find_exports, read_export
from zhihu.exports.found import Found, find_sections
from zhihu.facts.english import title_hash
from zhihu.facts.load import load_facts
from zhihu.facts.tables import Facts, Question
from zhihu.facts.translation import Translation
from zhihu.markdown.blocks import blocks_of

_MOST_ADDED = 3
_NOTE_EVERY = 3
_FIRST_ARTICLE = 300_000_000
_CONTENT = re.compile(r"content_id=\d+")
_CITED = re.compile(r"\[\d")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block of an answer."""

    chinese: str
    """As the export has it, with what the cleaning takes out."""

    english: str
    """As the translation has it."""

    hash: str
    """That of the Chinese after cleaning."""


@dataclass(frozen=True, slots=True)
class _Model:
    """One of our own questions, after which others are made."""

    slug: str
    """Its address."""

    facts: Question
    """Its `question.toml`."""

    title: str
    """Its title in the export."""

    clean_title: str
    """Its title after cleaning."""

    answer: str
    """Its answer in the export."""

    translation: Translation
    """Its translation."""

    notes: Mapping[str, str]
    """Our notes by language."""

    def paragraphs(self) -> Iterator[_Paragraph]:
        """Yield the blocks of its answer that another answer may have too.

        Only paragraphs: two lists would be one. None where the cleaned answer has other blocks.
        """
        chinese, english = blocks_of(self.answer), self.translation.blocks
        if len(chinese) == len(english):
            for one, other, hash_ in zip(chinese, english, self.translation.hashes[1:], strict=True):
                if one.kind == "Paragraph" and not _CITED.search(one.text):
                    yield _Paragraph(one.text, other.text, hash_)


@dataclass(frozen=True, slots=True)
class Made:
    """A synthetic question."""

    slug: str
    """Its address."""

    section: str
    """What the export has of it."""

    files: Mapping[str, str]
    """What people would have written: the files of its folder, by name."""


class Synthetic:
    """Makes questions after those of a project."""

    def __init__(self, source: Path) -> None:
        """Read the questions of the project with the source folder `source`."""
        facts = load_facts(source)
        slugs = {question.title: slug for slug, question in facts.questions.items()}
        exports = (read_export(path, source / "exports") for path in find_exports(source / "exports"))
        found = [found for export in exports for found in find_sections(export, facts)]
        self._models = [_model(slugs[f.identity.title], f, facts) for f in found if f.identity.title in slugs]
        self._pool = [paragraph for model in self._models for paragraph in model.paragraphs()]

    def made(self, number: int) -> Made:
        """Return question `number`, from 0."""
        model = self._model(number)
        chance = random.Random(number)  # noqa: S311  # the same for all who measure, and no secret
        more = chance.sample(self._pool, chance.randint(0, _MOST_ADDED))
        answer = "\n\n".join((model.answer, *(paragraph.chinese for paragraph in more)))
        section = f"**提问**：{_numbered(model.title, number)}\n\n**回答**：{answer}\n"
        has_note = number // len(self._models) % _NOTE_EVERY == 0
        files = {
            "question.toml": self._question_toml(model, number),
            "en.md": _en_md(model, number, more),
            **({f"note.{language}.md": text for language, text in model.notes.items()} if has_note else {}),
        }
        return Made(self._slug(number), _CONTENT.sub(f"content_id={_FIRST_ARTICLE + number}", section), files)

    def _question_toml(self, model: _Model, number: int) -> str:
        """Return the facts of question `number`, to which the one before it is related."""
        table: dict[str, Any] = {
            name: value for name, value in msgspec.to_builtins(model.facts).items() if name != "content"
        }
        table |= {
            "title": _numbered(model.facts.title, number),
            "order": number + 1,
            "related": [self._slug(number - 1)] if number else [],
            "was": [],
            "short": {name: _numbered(words, number) for name, words in table["short"].items()},
        }
        return tomlkit.dumps(table)

    def _slug(self, number: int) -> str:
        return f"{self._model(number).slug}-{number:05}"

    def _model(self, number: int) -> _Model:
        return self._models[number % len(self._models)]


def _numbered(words: str, number: int) -> str:
    return f"{words} {number:05}"


def _model(slug: str, found: Found, facts: Facts) -> _Model:
    texts = {part.name: found.text_of(part).strip() for part in found.section.parts}
    notes = {language: facts.notes[slug, language] for language in ("zh", "en") if (slug, language) in facts.notes}
    return _Model(
        slug=slug,
        facts=facts.questions[slug],
        title=texts["title"],
        clean_title=found.title,
        answer=texts["answer"],
        translation=facts.translations[slug],
        notes=notes,
    )


def _en_md(model: _Model, number: int, more: list[_Paragraph]) -> str:
    """Return the translation of question `number`, whose answer ends with the paragraphs `more`."""
    known = model.translation
    hashes = (title_hash(_numbered(model.clean_title, number)), *known.hashes[1:], *(one.hash for one in more))
    head = {"by": known.by, "reviewed": known.reviewed, "translates": list(hashes)}
    blocks = [f"# {_numbered(known.title, number)}", *(b.text for b in known.blocks), *(one.english for one in more)]
    return f"---\n{yaml.safe_dump(head, sort_keys=False)}---\n\n" + "\n\n".join(blocks) + "\n"
