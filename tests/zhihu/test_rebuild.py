"""The proof that nothing was lost holds, and every loss that is planted is found where it was planted."""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhihu.gather import gather
from zhihu.ledger import Entry, Kept, Ledger, decode
from zhihu.page import part_of
from zhihu.rebuild import Rebuilt, rebuild, rebuild_export
from zhihu.run import changes_of, store_of

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LEDGER = DOCS / "ledger/llm-interview-qa.md.jsonl"
EXPORT = ROOT / "source/exports/llm-interview-qa.md"
SHA256 = "17e4b776db74d2346bfa69817b2f1c47bc028534942228bdbd2328394efa1aaa"
MOST_BEFORE = 3500
PAGES = sorted(f"zh/q/{path.stem}.md" for path in (DOCS / "zh/q").glob("*.md"))

# Reviewed by a person: what each rule may take out of our export. A rule that is not here takes out nothing.
ARTEFACTS = {
    "marker": r"\n*\*\*(?:提问|回答)(?:：\*\*|\*\*：) ?\n*",
    "edges": r"\s+",
    "keyword_link": r"\[|\]\(https://zhida\.zhihu\.com/search\?[!-'*-~]+\)",
    "redirect": r"https://link\.zhihu\.com/\?target=[!-'*-~]+",
    "no_break_space": "\u00a0",
    "lost_label": "Site Unreachable",
    # The address that the link leads to, glued to its label.
    "card_label": re.escape("openai.com/blog/our-approach-to-alignment-research"),
    "picture": r"!\[\]\(https://pic\d\.zhimg\.com/v2-[0-9a-f]{32}_1440w\.jpg\)",
}


@dataclass(frozen=True)
class Character:
    """One of the author's characters on a page."""

    part: str
    place: int
    """On the part."""

    origin: int
    """In the export."""


def read_pages(docs: Path = DOCS) -> dict[Path, str]:
    return {docs / name: (docs / name).read_bytes().decode() for name in PAGES}


def rebuilt_from(pages: Mapping[Path, str], ledger: Ledger) -> Rebuilt:
    return rebuild_export(ledger, LEDGER, DOCS, lambda path: pages.get(path, ""))


def authors_characters(ledger: Ledger, page: str) -> Iterator[Character]:
    origin = 0
    for (at, part), records in groupby(ledger.records, key=lambda record: (record.page, record.part)):
        place = 0
        for record in records:
            if isinstance(record, Kept):
                shown, taken = record.characters, record.characters
            else:
                shown, taken = len(record.after), len(record.before)
            if part and at == page and shown == taken:
                yield from (Character(part, place + i, origin + i) for i in range(shown))
            place, origin = place + shown, origin + taken


def part_start(page: str, part: str) -> int:
    """Return where a part begins on a page, found in another way than the code under test finds it."""
    if part == "title":
        return re.search(r"^# ", page, re.MULTILINE).end()  # type: ignore[union-attr]
    return page.index(f"<!-- {part} -->\n\n") + len(f"<!-- {part} -->\n\n")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return decode(LEDGER.read_bytes(), LEDGER)


@pytest.fixture(scope="module")
def export() -> str:
    return EXPORT.read_bytes().decode()


def test_there_are_twelve_pages_and_the_export_is_the_one_we_were_given() -> None:
    assert len(PAGES) == 12
    assert hashlib.sha256(EXPORT.read_bytes()).hexdigest() == SHA256


def test_every_character_of_the_export_is_kept_or_in_one_before(ledger: Ledger, export: str) -> None:
    counted = sum(r.characters if isinstance(r, Kept) else len(r.before) for r in ledger.records)
    assert counted == len(export)


def test_all_before_together_are_small_and_hold_artefacts_only(ledger: Ledger) -> None:
    before = [entry.before for entry in ledger.entries]
    assert len("".join(before).encode()) <= MOST_BEFORE
    assert [e for e in ledger.entries if e.before and not re.fullmatch(ARTEFACTS.get(e.rule, "(?!)"), e.before)] == []


def test_the_author_wrote_no_word_that_only_the_ledger_holds(ledger: Ledger) -> None:
    """Outside markers, no `before` has a Chinese character: the author's answers are Chinese, the artefacts are not."""
    assert [e for e in ledger.entries if e.rule != "marker" and re.search(r"[\u3400-\u9fff]", e.before)] == []


# ---------------------------------------------------------------- planted losses


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("new", ["丢", ""], ids=["replaced", "deleted"])
def test_any_one_character_of_the_authors_shows_in_the_rebuilt_export(
    ledger: Ledger, export: str, name: str, new: str
) -> None:
    pages = read_pages()
    whole = pages[DOCS / name]
    characters = list(authors_characters(ledger, name))
    assert characters
    origins = {(c.part, c.place): c.origin for c in characters}
    for character in characters:
        start = part_start(whole, character.part)
        at = start + character.place
        pages[DOCS / name] = whole[:at] + new + whole[at + 1 :]
        rebuilt = rebuilt_from(pages, ledger)
        assert not rebuilt.is_whole
        # `PPO` without its first or its second `P` is the same page: then either may be the one that is missing.
        same = [at, *equal_neighbours(whole, at)] if not new else [at]
        lost = [o for i in same if (o := origins.get((character.part, i - start))) is not None]
        wanted = {(export[:origin] + new + export[origin + 1 :]).encode() for origin in lost}
        assert rebuilt.data in wanted, (character, whole[at - 9 : at + 9])
        lines = {whole.count("\n", 0, i) + 1 for i in same}
        assert [(f.file, f.severity, f.code) for f in rebuilt.findings] == [(str(DOCS / name), "error", "lost-words")]
        assert rebuilt.findings[0].line in lines, (character, whole[at - 9 : at + 9])


def equal_neighbours(text: str, at: int) -> Iterator[int]:
    for step in (-1, 1):
        place = at + step
        while text[place] == text[at]:
            yield place
            place += step
