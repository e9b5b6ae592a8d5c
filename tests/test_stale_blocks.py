"""Changing one Chinese block of our export makes exactly that block stale, in the check and on the page (design 7)."""

from pathlib import Path

import pytest

from tests.project import ROOT, SLUGS, copy_project
from zhihu.facts.skeleton import chinese_of
from zhihu.markdown.blocks import Block
from zhihu.markdown.plain import plain_text
from zhihu.pages.gather import Gathered, gather

PARTS = ("docs", "source", "addresses.txt")
BLOCKS = [
    (slug, number, block)
    for slug in SLUGS
    for number, block in enumerate(chinese_of(slug, ROOT / "source", ROOT / "docs")[1], 1)
    if not block.text.startswith("[百面LLM")
]
"""All but the two links whose label was lost: nothing of their words stands in the export."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("stale"), *PARTS)


def words_of(block: Block, export: str) -> str:
    """Return the first words of the block that stand in the export once."""
    text = plain_text(block.text).strip()
    pieces = (text[start : start + size] for size in range(3, len(text) + 1) for start in range(len(text) - size + 1))
    return next(piece for piece in pieces if export.count(piece) == 1)


def marks(gathered: Gathered) -> dict[str, int]:
    """Return how many blocks each page says are stale."""
    counts = {name: data.count(b'class="qa-stale"') for name, data in gathered.pages.items() if name.endswith(".md")}
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize(("slug", "number", "block"), BLOCKS, ids=[f"{slug}-{at}" for slug, at, _ in BLOCKS])
def test_one_changed_block_is_stale_and_nothing_else(project: Path, slug: str, number: int, block: Block) -> None:
    path = project / "source/exports/llm-interview-qa.md"
    export = path.read_text("utf-8")
    words = words_of(block, export)
    path.write_text(export.replace(words, f"{words}（改）"), "utf-8")
    try:
        gathered = gather(project / "source", project / "docs")
    finally:
        path.write_text(export, "utf-8")

    stale = [f for f in gathered.findings if f.code in {"stale", "missing", "surplus", "parity"}]
    assert [(Path(f.file).parent.name, f.code, f.message.split(":")[0]) for f in stale] == [
        (slug, "stale", f"block {number} is stale")
    ]
    assert marks(gathered) == {f"en/q/{slug}.md": 1}
