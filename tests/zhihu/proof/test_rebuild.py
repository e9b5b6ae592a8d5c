"""The exports come back from pages and ledger alone, and the ledger holds next to nothing of them."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.project import EXPORT, LEDGER, SLUGS, copy_project, run
from zhihu.proof.ledger import Kept, Ledger, decode

SHA256 = "17e4b776db74d2346bfa69817b2f1c47bc028534942228bdbd2328394efa1aaa"
MOST_BEFORE = 3500
PAGE = "docs/zh/q/{}.md"

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


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return decode(LEDGER.read_bytes(), LEDGER)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the project without its exports."""
    parts = ("docs", "scripts", "source/questions", "source/site.toml", "source/references.toml")
    return copy_project(tmp_path, *parts)


def test_there_are_twelve_pages_and_the_export_is_the_one_we_were_given() -> None:
    assert len(SLUGS) == 12
    assert hashlib.sha256(EXPORT.read_bytes()).hexdigest() == SHA256


def test_every_character_of_the_export_is_kept_or_in_one_before(ledger: Ledger) -> None:
    counted = sum(r.characters if isinstance(r, Kept) else len(r.before) for r in ledger.records)
    assert counted == len(EXPORT.read_bytes().decode())


def test_all_before_together_are_small(ledger: Ledger) -> None:
    assert sum(len(entry.before.encode()) for entry in ledger.entries) <= MOST_BEFORE


def test_a_before_holds_an_artefact_that_a_person_has_reviewed(ledger: Ledger) -> None:
    taken = [entry for entry in ledger.entries if entry.before]
    assert [e for e in taken if not re.fullmatch(ARTEFACTS.get(e.rule, "(?!)"), e.before)] == []
    assert {entry.rule for entry in taken} == set(ARTEFACTS)


def test_nothing_else_in_the_ledger_is_the_authors(ledger: Ledger) -> None:
    """Not even in other fields: without `before` and `after`, no Chinese character is left."""
    ours = {text for entry in ledger.entries for text in (entry.after, entry.before) if text}
    longest_first = sorted(ours, key=len, reverse=True)
    rest = re.sub("|".join(map(re.escape, longest_first)), "", LEDGER.read_text("utf-8").replace("\\n", "\n"))
    assert re.findall(r"[\u3400-\u9fff]+", rest) == []


def test_the_export_comes_back_where_it_is_not(project: Path) -> None:
    done = run(project, "scripts/check.py", "--rebuild", "back")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "back/llm-interview-qa.md: byte-identical\nfindings: 0 errors, 0 warnings, 0 notes\n"
    assert (project / "back/llm-interview-qa.md").read_bytes() == EXPORT.read_bytes()
    assert sorted(path.name for path in (project / "back").iterdir()) == ["llm-interview-qa.md"]


def test_rebuilding_needs_docs_alone(tmp_path: Path) -> None:
    done = run(copy_project(tmp_path, "docs", "scripts"), "scripts/check.py", "--rebuild", "back")
    assert done.returncode == 0
    assert (tmp_path / "back/llm-interview-qa.md").read_bytes() == EXPORT.read_bytes()


def test_rebuilding_changes_nothing_of_the_projects(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    run(project, "scripts/check.py", "--rebuild", "back")
    after = {p: p.read_bytes() for p in project.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert {p: data for p, data in after.items() if (project / "back") not in p.parents} == before


def test_a_change_on_a_page_is_in_the_rebuilt_export_and_the_command_says_where(project: Path) -> None:
    page = project / PAGE.format("sft-packing-effects")
    page.write_text(page.read_text("utf-8").replace("batch_size = 1，", "batch_size  1，"), "utf-8")
    done = run(project, "scripts/check.py", "--rebuild", "back")
    line = page.read_text("utf-8").rsplit("batch_size  1", 1)[0].count("\n") + 1
    assert done.returncode == 1
    assert f"docs/zh/q/sft-packing-effects.md:{line}: error: the author's answer was changed" in done.stdout
    assert "back/llm-interview-qa.md: differs" in done.stdout
    rebuilt = (project / "back/llm-interview-qa.md").read_text("utf-8")
    assert rebuilt == EXPORT.read_text("utf-8").replace("\u00a0= 1，", "\u00a0 1，")


def test_a_missing_page_is_named(project: Path) -> None:
    (project / PAGE.format("why-dpo-is-off-policy")).unlink()
    done = run(project, "scripts/check.py", "--rebuild", "back")
    assert done.returncode == 1
    assert "docs/zh/q/why-dpo-is-off-policy.md:0: error: the page is missing [lost-words]" in done.stdout


def test_a_ledger_that_lost_a_line_is_named(project: Path) -> None:
    path = project / "docs/ledger/llm-interview-qa.md.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if "Site Unreachable" in line)
    path.write_text("".join(lines[:place] + lines[place + 1 :]), "utf-8")
    done = run(project, "scripts/check.py", "--rebuild", "back")
    assert done.returncode == 1
    assert "[lost-words]" in done.stdout
    assert "differs" in done.stdout


def test_without_any_ledger_there_is_nothing_to_rebuild(tmp_path: Path) -> None:
    done = run(copy_project(tmp_path, "scripts"), "scripts/check.py", "--rebuild", "back")
    assert (done.returncode, done.stdout) == (2, "")
    assert "docs/ledger:0: there is no ledger here" in done.stderr
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("out", ["docs", "docs/zh/new", "source", "source/exports"])
def test_the_projects_own_folders_are_no_place_for_it(project: Path, out: str) -> None:
    done = run(project, "scripts/check.py", "--rebuild", out)
    assert done.returncode == 2
    assert "the folder belongs to the project" in done.stderr
