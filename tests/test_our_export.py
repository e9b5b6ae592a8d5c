"""Our twelve pages read as the export does, but for the changes that a person has reviewed."""

import re
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.project import LEDGER, ROOT, SLUGS, run
from tests.slices import changed, parts, reading, reviewed, reviewed_lines, slices
from zhihu.proof.ledger import decode
from zhihu.rules import CHANGES_WORDS, name_of

INVARIANCE = ROOT.parent / "shared/tools/invariance.py"


# ---------------------------------------------------------------- the list


def test_the_reviewed_list_is_what_the_ledger_says() -> None:
    """A new line here means that readers get other words: look at the page before you add it."""
    changes_words = {name_of(rule) for rule in CHANGES_WORDS}
    entries = [e for e in decode(LEDGER.read_bytes(), LEDGER).entries if e.rule in changes_words]
    assert reviewed_lines() == [f"{e.page}:{e.line} {e.rule}: {e.before} → {e.after}".rstrip() for e in entries]
    assert len(reviewed()) == len(entries) > 0


def test_the_twelve_slices_are_the_twelve_pages() -> None:
    assert sorted(slices()) == list(SLUGS)


# ---------------------------------------------------------------- what a reader sees


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
