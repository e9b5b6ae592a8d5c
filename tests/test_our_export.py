"""Our twelve pages read as the export does, but for the changes that a person has reviewed."""

import re
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.project import EXPORT, LEDGER, ROOT, SLUGS, run
from zhihu.ledger import decode
from zhihu.page import part_of
from zhihu.rules import CHANGES_WORDS, name_of

GOLDEN = ROOT / "tests/golden/word_changes.txt"
INVARIANCE = ROOT.parent / "shared/tools/invariance.py"
MARKER = re.compile(r"\*\*(?:提问|回答)(?:：\*\*|\*\*：)")
CHANGE = re.compile(r"(?P<page>\S+):(?P<line>\d+) (?P<rule>\w+): (?P<before>.*) →(?: (?P<after>.*))?")


@dataclass(frozen=True)
class Change:
    """One line of the reviewed list."""

    slug: str
    before: str
    after: str


def golden_lines() -> list[str]:
    return [line for line in GOLDEN.read_text("utf-8").splitlines() if not line.startswith("#")]


def reviewed() -> list[Change]:
    found = [CHANGE.fullmatch(line) for line in golden_lines()]
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


# ---------------------------------------------------------------- the list


def test_the_reviewed_list_is_what_the_ledger_says() -> None:
    """A new line here means that readers get other words: look at the page before you add it."""
    changes_words = {name_of(rule) for rule in CHANGES_WORDS}
    entries = [e for e in decode(LEDGER.read_bytes(), LEDGER).entries if e.rule in changes_words]
    assert golden_lines() == [f"{e.page}:{e.line} {e.rule}: {e.before} → {e.after}".rstrip() for e in entries]
    assert len(reviewed()) == len(entries) > 0


def test_the_twelve_slices_are_the_twelve_pages() -> None:
    assert sorted(slices()) == list(SLUGS)


# ---------------------------------------------------------------- what a reader sees


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


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_reads_as_the_export_but_for_the_reviewed_changes(slug: str) -> None:
    wanted, got = reading(changed(slices())[slug]), reading(parts()[slug])
    assert got.text == wanted.text
    assert (got.strong, got.code) == (wanted.strong, wanted.code)
    # Each picture of question 12 split the list it now stands in.
    assert slug == "sft-prompt-diversity" or got.lists == wanted.lists


@pytest.mark.parametrize("slug", SLUGS)
def test_the_reviewed_changes_are_needed(slug: str) -> None:
    differs = reading(slices()[slug]).text != reading(parts()[slug]).text
    assert differs == (slug in {change.slug for change in reviewed()})


# ---------------------------------------------------------------- the same, by a judge that is not ours


def judged(before: dict[str, str], after: dict[str, str], folder: Path) -> CompletedProcess[str]:
    for side, texts in (("before", before), ("after", after)):
        (folder / side).mkdir()
        for slug, text in texts.items():
            (folder / side / f"{slug}.md").write_bytes(text.encode())
    return run(folder, str(INVARIANCE), "before", "after")


needs_judge = pytest.mark.skipif(not INVARIANCE.is_file(), reason=f"the judge is not part of the project: {INVARIANCE}")


@needs_judge
def test_the_judge_sees_nothing_but_the_reviewed_changes(tmp_path: Path) -> None:
    done = judged(changed(slices()), parts(), tmp_path)
    assert (done.stdout, done.returncode) == ("12 files compared, 0 differ\n", 0)


@needs_judge
def test_the_judge_names_the_pages_of_the_reviewed_changes(tmp_path: Path) -> None:
    done = judged(slices(), parts(), tmp_path)
    named = {line.removesuffix(".md") for line in done.stdout.splitlines() if line.endswith(".md")}
    assert named == {change.slug for change in reviewed()}
    assert not re.search(r"^ +(?:strong|code|left)", done.stdout, re.MULTILINE)
