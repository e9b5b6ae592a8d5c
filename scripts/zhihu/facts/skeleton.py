"""Begin a translation, or bring the hashes of one up to date, from the Chinese page on the disk."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from zhihu.errors import FactsError, InputError
from zhihu.facts.english import BODY_PARTS, title_hash
from zhihu.markdown.blocks import Block, blocks_of
from zhihu.pages.page import page_path, part_of

_BY = "person"


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
    body = "\n\n".join(f"<!--\n{block.text}\n-->\n\nTODO" for block in blocks)
    return _head(chinese, _BY, reviewed=False) + f"# TODO {title}\n\n{body}\n"


def accepted(path: Path, chinese: tuple[str, Sequence[Block]]) -> str:
    """Return the text of the `en.md` at `path` with the hashes of the Chinese as it is now.

    Raises FactsError if it has not one block for each Chinese one.
    """
    text = path.read_text(encoding="utf-8")
    end = text.find("\n---\n", 4) if text.startswith("---\n") else -1
    if end < 0:
        raise FactsError(path, 1, "the front matter is not closed", "two lines of --- around it")
    head = yaml.safe_load(text[4:end]) or {}
    body = text[end + 5 :]
    count = len(blocks_of(body)) - 1
    if count != len(chinese[1]):
        problem = f"{count} blocks below the title, the Chinese has {len(chinese[1])}"
        raise FactsError(path, text.count("\n", 0, end + 5) + 1, problem, "one for each")
    by = str(head.get("by", _BY))
    return _head(chinese, by, reviewed=bool(head.get("reviewed"))) + body


def _head(chinese: tuple[str, Sequence[Block]], by: str, *, reviewed: bool) -> str:
    title, blocks = chinese
    table = {"by": by, "reviewed": reviewed, "translates": [title_hash(title), *(block.hash for block in blocks)]}
    return f"---\n{yaml.safe_dump(table, sort_keys=False)}---\n\n"
