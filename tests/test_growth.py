"""A later export of the same notes: no address dies, nothing is published twice, nothing is dropped silently."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"

FIRST = """\
**提问**：什么是[奖励](https://zhida.zhihu.com/search?content_id=11&content_type=Article&match_order=1&q=x&zhida_source=entity)模型？

**回答**：给回答打分的模型。

**提问**：什么是策略模型？

**回答**：生成回答的模型。
"""


def run(script: str, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / script, *args], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    export(tmp_path, "notes.md", FIRST)
    clean(tmp_path)
    return tmp_path


def export(folder: Path, name: str, text: str) -> None:
    path = folder / "source" / "exports" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def clean(folder: Path) -> str:
    done = run("clean.py", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def addresses(folder: Path) -> list[str]:
    return (folder / "addresses.txt").read_text(encoding="utf-8").splitlines()


def slugs(folder: Path) -> set[str]:
    return {path.stem for path in (folder / "docs" / "zh" / "q").glob("*.md")}


def rebuilds(folder: Path) -> bool:
    done = run("check.py", folder, "--rebuild", "out")
    exports = folder / "source" / "exports"
    same = all((folder / "out" / p.relative_to(exports)).read_bytes() == p.read_bytes() for p in exports.rglob("*.md"))
    return done.returncode == 0 and same


def test_headings_before_the_questions_and_new_ones_keep_the_addresses(notes: Path) -> None:
    before = addresses(notes)
    later = FIRST.replace("**提问**", "## **提问**") + "\n## **提问**：什么是参考模型？\n\n**回答**：冻结的模型。\n"
    export(notes, "notes.md", later)
    out = clean(notes)

    assert addresses(notes)[: len(before)] == before
    assert slugs(notes) == {"shen-me-shi-jiang-li-mo-xing", "shen-me-shi-ce-lve-mo-xing", "shen-me-shi-can-kao-mo-xing"}
    assert out.count("[new-question]") == 1
    assert rebuilds(notes)


def test_a_title_that_changed_keeps_its_slug_by_content_id(notes: Path) -> None:
    export(notes, "notes.md", FIRST.replace("什么是[奖励]", "请问到底怎样理解所谓的[奖励]"))
    out = clean(notes)

    assert slugs(notes) == {"shen-me-shi-jiang-li-mo-xing", "shen-me-shi-ce-lve-mo-xing"}
    assert "[renamed]" in out


def test_a_title_that_changed_a_little_keeps_its_slug_with_a_warning(notes: Path) -> None:
    export(notes, "notes.md", FIRST.replace("什么是策略模型？", "什么是策略模型呢？"))
    out = clean(notes)

    assert slugs(notes) == {"shen-me-shi-jiang-li-mo-xing", "shen-me-shi-ce-lve-mo-xing"}
    assert "[taken-for]" in out


def test_an_answer_that_changed_is_marked(notes: Path) -> None:
    export(notes, "notes.md", FIRST.replace("给回答打分", "给每个回答打分"))
    out = clean(notes)

    assert out.count("[changed]") == 1
    assert "the answer of shen-me-shi-jiang-li-mo-xing has changed" in out


def test_a_question_that_vanished_keeps_its_page_and_is_reported(notes: Path) -> None:
    page = notes / "docs" / "zh" / "q" / "shen-me-shi-ce-lve-mo-xing.md"
    before = page.read_bytes()
    export(notes, "notes.md", FIRST.split("\n\n**提问**：什么是策略", maxsplit=1)[0])
    out = clean(notes)

    assert page.read_bytes() == before
    assert "[vanished]" in out
    assert "shen-me-shi-ce-lve-mo-xing" in (notes / "docs" / "zh" / "topics" / "unsorted.md").read_text(
        encoding="utf-8"
    )


def test_a_folder_renamed_by_a_person_leaves_its_old_address_answering(notes: Path) -> None:
    old = notes / "source" / "questions" / "shen-me-shi-ce-lve-mo-xing"
    new = old.with_name("what-is-a-policy-model")
    old.rename(new)
    facts = new / "question.toml"
    facts.write_text(facts.read_text(encoding="utf-8") + 'was = ["shen-me-shi-ce-lve-mo-xing"]\n', encoding="utf-8")
    before = addresses(notes)
    clean(notes)

    assert "what-is-a-policy-model" in slugs(notes)
    moved = (notes / "docs" / "zh" / "q" / "shen-me-shi-ce-lve-mo-xing" / "index.html").read_text(encoding="utf-8")
    assert "url=../what-is-a-policy-model/" in moved
    site = yaml.safe_load((notes / "docs/site.yml").read_text(encoding="utf-8"))
    assert site["extra"]["moved"] == {"shen-me-shi-ce-lve-mo-xing": "what-is-a-policy-model"}
    assert addresses(notes)[: len(before)] == before
    assert rebuilds(notes)


def test_an_identical_question_in_a_second_file_is_published_once(notes: Path) -> None:
    export(notes, "notes-2.md", FIRST)
    out = clean(notes)

    assert len(slugs(notes)) == 2
    assert out.count("[superseded]") == 2
    assert "notes.md:1" in out
    assert "notes-2.md:1" in out
    assert rebuilds(notes)


def test_the_later_file_wins_and_the_other_version_is_in_the_ledger(notes: Path) -> None:
    export(notes, "notes-10.md", FIRST.replace("给回答打分", "给回答打一个分"))
    clean(notes)
    page = (notes / "docs" / "zh" / "q" / "shen-me-shi-jiang-li-mo-xing.md").read_text(encoding="utf-8")

    assert "给回答打一个分的模型" in page
    assert "给回答打分的模型" in (notes / "docs" / "ledger" / "notes.md.jsonl").read_text(encoding="utf-8")
    assert rebuilds(notes)


def test_a_front_matter_date_decides_before_the_name(notes: Path) -> None:
    export(notes, "a.md", "---\ncreated: 2026-03-01\n---\n" + FIRST.replace("给回答打分", "新版"))
    export(notes, "b.md", "---\ncreated: 2025-03-01\n---\n" + FIRST.replace("给回答打分", "旧版"))
    (notes / "source" / "exports" / "notes.md").unlink()
    clean(notes)

    assert "新版的模型" in (notes / "docs" / "zh" / "q" / "shen-me-shi-jiang-li-mo-xing.md").read_text(encoding="utf-8")
    assert rebuilds(notes)


def test_a_published_address_that_does_not_answer_is_an_error(notes: Path) -> None:
    site = notes / "site"
    for address in addresses(notes):
        (site / address.strip("/")).mkdir(parents=True, exist_ok=True)
        (site / address.strip("/") / "index.html").write_text("<p>x</p>", encoding="utf-8")
    assert "silent-address" not in run("check.py", notes, "--site", "site").stdout
    shutil.rmtree(site / "zh" / "q" / "shen-me-shi-ce-lve-mo-xing")
    done = run("check.py", notes, "--site", "site")

    assert done.returncode == 1
    assert "/zh/q/shen-me-shi-ce-lve-mo-xing/ was published and does not answer any more" in done.stdout


def test_a_line_that_an_earlier_commit_had_may_not_go(notes: Path) -> None:
    def git(*args: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *args], cwd=notes, check=True, capture_output=True)

    git("init")
    git("add", "addresses.txt")
    git("commit", "-m", "Publish")
    assert run("check.py", notes).returncode == 0
    lines = addresses(notes)
    (notes / "addresses.txt").write_text("\n".join([*lines, "/zh/q/gone/"]) + "\n", encoding="utf-8")
    git("commit", "-am", "Publish another")
    (notes / "addresses.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run("check.py", notes)

    assert done.returncode == 1
    assert "/zh/q/gone/ was published and its line is gone" in done.stdout


def test_a_line_of_a_branch_that_its_merge_dropped_is_missed(notes: Path) -> None:
    def git(*args: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *args], cwd=notes, check=True, capture_output=True)

    git("init", "-b", "one")
    git("add", "addresses.txt")
    git("commit", "-m", "Publish")
    git("checkout", "-b", "two")
    with (notes / "addresses.txt").open("a", encoding="utf-8") as file:
        file.write("/zh/q/gone/\n")
    git("commit", "-am", "Publish another")
    git("checkout", "one")
    git("commit", "--allow-empty", "-m", "Go on")
    git("merge", "-s", "ours", "two")
    done = run("check.py", notes)

    assert done.returncode == 1
    assert "/zh/q/gone/ was published and its line is gone" in done.stdout


def test_the_real_later_version_of_our_notes_keeps_all_twelve_addresses(tmp_path: Path) -> None:
    later = CORPUS / "public__growing-notes" / "notes-later-version.md"
    if not later.is_file():
        pytest.skip("the development corpus is not here (../shared/corpus)")
    shutil.copytree(ROOT / "source", tmp_path / "source")
    clean(tmp_path)
    before = addresses(tmp_path)
    twelve = slugs(tmp_path)
    shutil.copyfile(later, tmp_path / "source" / "exports" / "llm-interview-qa.md")
    clean(tmp_path)

    assert len(twelve) == 12
    assert twelve < slugs(tmp_path)
    assert addresses(tmp_path)[: len(before)] == before
    assert rebuilds(tmp_path)
