"""Our export and our pages side by side, cut and read in other ways than the program does."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.project import EXPORT, ROOT, SLUGS
from zhihu.pages.page import part_of

GOLDEN = ROOT / "tests/golden/word_changes.txt"
MARKER = re.compile(r"\*\*(?:提问|回答)(?:：\*\*|\*\*：)")
CHANGE = re.compile(r"(?P<page>\S+):(?P<line>\d+) (?P<rule>\w+): (?P<before>.*) →(?: (?P<after>.*))?")


@dataclass(frozen=True)
class Change:
    """One line of the reviewed list."""

    slug: str
    before: str
    after: str


def reviewed_lines() -> list[str]:
    return [line for line in GOLDEN.read_text("utf-8").splitlines() if not line.startswith("#")]


def reviewed() -> list[Change]:
    found = [CHANGE.fullmatch(line) for line in reviewed_lines()]
    return [Change(Path(m["page"]).stem, m["before"], m["after"] or "") for m in found if m]


def slices() -> dict[str, str]:
    """Return the twelve questions of the export without their markers, cut in another way than the program does."""
    pieces = MARKER.split(EXPORT.read_bytes().decode())[1:]
    pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
    by_title = {titles_key(page_part(slug, "title")): slug for slug in SLUGS}
    return {by_title[titles_key(question)]: f"{question.strip()}\n\n{answer.strip()}\n" for question, answer in pairs}


def titles_key(markdown: str) -> str:
    return "".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).split())


def page_part(slug: str, part: str) -> str:
    return part_of((ROOT / f"docs/zh/q/{slug}.md").read_bytes().decode(), part) or ""


def parts() -> dict[str, str]:
    return {slug: f"{page_part(slug, 'title')}\n\n{page_part(slug, 'answer')}\n" for slug in SLUGS}


def changed(before: dict[str, str]) -> dict[str, str]:
    """Return the slices with every reviewed change made."""
    after = dict(before)
    for change in reviewed():
        assert change.before in after[change.slug], change
        after[change.slug] = after[change.slug].replace(change.before, change.after, 1)
    return after


@dataclass(frozen=True)
class Reading:
    """What a reader of CommonMark gets, white space left out."""

    text: str
    strong: int
    code: tuple[str, ...]
    lists: tuple[str, ...]


def reading(markdown: str) -> Reading:
    tokens = list(flat(MarkdownIt("commonmark").enable("table").parse(markdown)))
    shown = "".join(t.content for t in tokens if t.type in {"text", "code_inline", "code_block", "fence"})
    return Reading(
        text="".join(shown.split()),
        strong=sum(t.type == "strong_open" for t in tokens),
        code=tuple(t.content for t in tokens if t.type in {"code_inline", "code_block", "fence"}),
        lists=tuple(
            f"{t.type}{t.attrGet('start') or ''}" for t in tokens if t.type.endswith(("list_open", "item_open"))
        ),
    )


def flat(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (flat(token.children) if token.children else [token])]
