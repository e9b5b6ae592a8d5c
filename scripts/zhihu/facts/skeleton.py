"""Begin a translation, or bring the hashes of one up to date, from the Chinese page on the disk."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from zhihu.errors import FactsError, InputError
from zhihu.facts.english import BODY_PARTS, title_hash
from zhihu.facts.translation import TODO, By, head_and_body
from zhihu.markdown.blocks import Block, blocks_of
from zhihu.pages.page import page_path, part_of

_BY: By = "person"


def chinese_of(slug: str, source: Path, docs: Path) -> tuple[str, list[Block]]:
    """Return title and blocks of the Chinese page of `slug`; raises InputError if there is none."""
    path = docs / page_path(slug)
    if not path.is_file():
        raise InputError(path, 0, "there is no Chinese page", f"one for {source / 'questions' / slug}; run clean.py")
    page = path.read_text(encoding="utf-8")
    texts = (part_of(page, name) for name in BODY_PARTS)
    return part_of(page, "title") or "", [block for text in texts if text for block in blocks_of(text)]


def skeleton(chinese: tuple[str, Sequence[Block]]) -> str:
    """Return an `en.md` in which each block is the Chinese in a comment and a place for the English."""
    title, blocks = chinese
    shown = (block.text.replace("-->", "-- >") for block in blocks)
    body = "\n\n".join(f"<!--\n{text}\n-->\n\n{TODO}" for text in shown)
    return _head(chinese, _BY, reviewed=False) + f"# {TODO} {title}\n\n{body}\n"


def accepted(path: Path, chinese: tuple[str, Sequence[Block]]) -> str:
    """Return the text of the `en.md` at `path` with the hashes of the Chinese as it is now.

    Raises FactsError if its front matter is wrong, or if it has not one block for each Chinese one.
    """
    head, body, first = head_and_body(path)
    count = len(blocks_of(body)) - 1
    if count != len(chinese[1]):
        problem = f"{count} blocks below the title, the Chinese has {len(chinese[1])}"
        raise FactsError(path, first, problem, "one for each")
    return _head(chinese, head.by, reviewed=head.reviewed) + body.lstrip("\n")


def _head(chinese: tuple[str, Sequence[Block]], by: By, *, reviewed: bool) -> str:
    title, blocks = chinese
    table = {"by": by, "reviewed": reviewed, "translates": [title_hash(title), *(block.hash for block in blocks)]}
    return f"---\n{yaml.safe_dump(table, sort_keys=False)}---\n\n"
