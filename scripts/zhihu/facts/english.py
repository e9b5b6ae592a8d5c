"""The English of a question: its translation laid over the Chinese blocks, so that both pages have the same ones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zhihu.clean import clean
from zhihu.exports.found import CleanParts
from zhihu.facts.translation import Aligned, Translation, align, surplus
from zhihu.markdown.blocks import Block, blocks_of
from zhihu.model import TextFacts
from zhihu.pages.words import say

# What `rules.pictures` puts in the place of a picture, in Chinese.
_PLACEHOLDER = re.compile(
    r"(?:图片|动图)(?:「(?P<name>[^」]*)」)?未随导出保存(?:，(?:原图|封面)在(?P<where>知乎| [^\]）]+))?"
)
BODY_PARTS = ("preface", "question", "answer")


@dataclass(frozen=True, slots=True)
class Laid:
    """A translation laid over the Chinese of a page."""

    title: str
    """The title as Markdown."""

    is_title_stale: bool
    """Whether the Chinese title is not the one that was translated."""

    parts: Mapping[str, str]
    """The parts as Markdown, by name, with remarks of ours where a block is stale or missing."""

    aligned: tuple[Aligned, ...]
    """Every Chinese block with its translation as `en.md` has it, in order."""

    surplus: tuple[Block, ...]
    """Translated blocks that no Chinese one stands behind."""


def chinese_blocks(parts: CleanParts) -> dict[str, list[Block]]:
    """Return the blocks of each part of a Chinese page, the title aside."""
    return {name: blocks_of(parts[name].text) for name in BODY_PARTS if name in parts}


def title_hash(title: str) -> str:
    """Return the hash of a Chinese title, by which its translation is found stale."""
    return Block("Title", title, 1).hash


def lay(title: str, parts: CleanParts, translation: Translation, facts: TextFacts) -> Laid:
    """Return `translation` laid over the Chinese `title` and `parts`; `facts` are those for the English text."""
    chinese = chinese_blocks(parts)
    all_blocks = [block for blocks in chinese.values() for block in blocks]
    aligned = tuple(align(all_blocks, translation))
    laid: dict[str, str] = {}
    at = 0
    for name, blocks in chinese.items():
        laid[name] = "\n\n".join(_remarked(_cleaned(aligned[at : at + len(blocks)], facts)))
        at += len(blocks)
    is_stale = translation.hashes[0] != title_hash(title)
    return Laid(translation.title, is_stale, laid, aligned, tuple(surplus(all_blocks, translation)))


def _cleaned(aligned: tuple[Aligned, ...], facts: TextFacts) -> Iterator[Aligned]:
    """Yield the blocks with the rules applied to the English ones: as one text, so that citations are counted on."""
    texts = [a.english.text for a in aligned if a.english]
    blocks = blocks_of(_clean("\n\n".join(texts), facts))
    if len(blocks) != len(texts):
        blocks = [Block("", _clean(text, facts), 0) for text in texts]
    english = iter(blocks)
    for a in aligned:
        yield replace(a, english=next(english)) if a.english else a


def _clean(text: str, facts: TextFacts) -> str:
    return _PLACEHOLDER.sub(_placeholder, clean(text, facts).text)


def _placeholder(found: re.Match[str]) -> str:
    name = f" “{found['name']}”" if found["name"] else ""
    where = "Zhihu" if found["where"] == "知乎" else (found["where"] or "").strip()
    return f"Picture{name} not saved with the export" + (f"; the original is on {where}" if where else "")


def _remarked(aligned: Iterator[Aligned]) -> Iterator[str]:
    for a in aligned:
        if a.state != "current":
            yield f'<p class="qa-stale">{say("en", f"block_{a.state}")}</p>'
        if a.english:
            yield a.english.text
        else:
            yield f'<div lang="zh" markdown="1">\n\n{a.chinese.text}\n\n</div>'
