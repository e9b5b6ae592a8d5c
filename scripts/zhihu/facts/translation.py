"""Translations that people write, block by block, and what has become of each block since (design 7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from zhihu.errors import FactsError
from zhihu.markdown.blocks import Block, blocks_of
from zhihu.memory import remembered

# The parser written in C, where there is one: ten times as fast.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

State = Literal["current", "stale", "missing"]
By = Literal["person", "machine"]

TODO = "TODO"
"""What stands in a skeleton for words that nobody has translated yet."""


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter of `en.md`."""

    by: By
    """Who made it."""

    reviewed: bool = False
    """Whether a person has read it against the Chinese."""

    translates: tuple[str, ...] = ()
    """Hash of each Chinese block that is translated: the title, then the blocks of question and answer."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One `en.md`."""

    path: Path
    """Where it lies."""

    title: str
    """The translated title, as Markdown."""

    blocks: tuple[Block, ...]
    """The translated blocks, without the title."""

    hashes: tuple[str, ...]
    """Hash of the Chinese title, then of the Chinese block each of `blocks` translates."""

    by: By
    """Who made it."""

    reviewed: bool
    """Whether a person has read it against the Chinese."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """One Chinese block with what there is of it in the translation."""

    chinese: Block
    """The block as the Chinese page has it now."""

    english: Block | None
    """Its translation, if there is one."""

    state: State
    """`stale`: the Chinese is not what was translated; `missing`: nobody has translated it yet."""


def read_translation(path: Path, errors: list[FactsError]) -> Translation | None:
    """Return the translation at `path`; None if there is none yet, or if it is wrong: see `errors`."""
    if not path.is_file():
        return None
    try:
        return _translation(path, path.read_text(encoding="utf-8"))
    except FactsError as error:
        errors.append(error)
        return None


@remembered
def _translation(path: Path, text: str) -> Translation | None:
    head, body, first = _head_and_body(path, text)
    blocks = blocks_of(body)
    if wrong := _problem(blocks, head.translates):
        raise FactsError(path, first, *wrong)
    title = blocks[0].text.removeprefix("# ").strip()
    if title.startswith(TODO):
        return None
    moved = tuple(Block(b.kind, b.text, b.line + first - 1) for b in blocks[1:])
    return Translation(path, title, moved, head.translates, head.by, head.reviewed)


def head_and_body(path: Path) -> tuple[Head, str, int]:
    """Return front matter and text of the `en.md` at `path`, and the text's first line.

    Raises FactsError if the front matter is not what it should be.
    """
    return _head_and_body(path, path.read_text(encoding="utf-8"))


def _head_and_body(path: Path, text: str) -> tuple[Head, str, int]:
    end = text.find("\n---\n", 3)
    if not text.startswith("---\n") or end < 0:
        raise FactsError(path, 1, "the front matter is not closed", "two lines of --- around it")
    try:
        # A hash may be all digits: to this loader everything is text.
        head = msgspec.convert(yaml.load(text[4:end], _LOADER), Head, strict=False)  # noqa: S506
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        problem = f"the front matter cannot be read: {error}".replace("\n", " ")
        expected = "by: person or machine, reviewed: true or false, translates: hashes"
        raise FactsError(path, 1, problem, expected) from error
    body = end + len("\n---\n")
    return head, text[body:], text.count("\n", 0, body) + 1


def credit_of(translation: Translation) -> str:
    """Return the key of the words (`words.en.toml`) that say who translated."""
    if translation.by == "machine" and translation.reviewed:
        return "translated_reviewed"
    return f"translated_by_{translation.by}"


def _problem(blocks: Sequence[Block], hashes: Sequence[str]) -> tuple[str, str] | None:
    if not blocks or not blocks[0].text.startswith("# "):
        return "the translation has no title", "a first line `# title`"
    if len(blocks) != len(hashes):
        return f"{len(blocks)} blocks and {len(hashes)} hashes", "one hash for each block; see translations.py accept"
    return None


def align(chinese: Sequence[Block], translation: Translation) -> Iterator[Aligned]:
    """Yield each Chinese block with its translation: by hash, and in place where a block has changed."""
    now = [block.hash for block in chinese]
    matcher = SequenceMatcher(None, translation.hashes[1:], now, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        same = translation.hashes[1:][first:last] == tuple(now[start:end])
        olds = translation.blocks[first:last]
        for at in range(start, end):
            english = olds[at - start] if at - start < len(olds) else None
            english = None if english and english.text == TODO else english
            state: State = "missing" if english is None else "current" if same else "stale"
            yield Aligned(chinese[at], english, state)


def surplus(chinese: Sequence[Block], translation: Translation) -> list[Block]:
    """Return the translated blocks that no Chinese block stands behind any more."""
    shown = [aligned.english for aligned in align(chinese, translation)]
    return [block for block in translation.blocks if block not in shown and block.text != TODO]
