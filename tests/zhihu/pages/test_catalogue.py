"""questions.json says of every question what there is to know, and is what the pages say."""

import json
from hashlib import sha256

from tests.project import ROOT, SLUGS
from tests.sandbox import Sandbox
from zhihu.pages.page import part_of

HOSTILE = '**提问**：“a” "b" <c> \\d {e} 🤯？\n\n**回答**：好的回答。\n'


def test_every_question_is_in_it_with_the_hash_of_its_words() -> None:
    questions = json.loads((ROOT / "docs/questions.json").read_text("utf-8"))["questions"]

    assert sorted(q["slug"] for q in questions) == list(SLUGS)
    for question in questions:
        page = (ROOT / f"docs/zh/q/{question['slug']}.md").read_text("utf-8")
        words = "\n\n".join(part for name in ("preface", "question", "answer") if (part := part_of(page, name)))
        assert question["zh"]["sha256"] == sha256(words.encode()).hexdigest()


def test_a_title_is_in_it_as_it_is(sandbox: Sandbox) -> None:
    sandbox.export("a.md", HOSTILE)
    assert sandbox.clean().code == 0

    (question,) = json.loads((sandbox.docs / "questions.json").read_text("utf-8"))["questions"]

    assert question["zh"]["title"] == '“a” "b" <c> \\d {e} 🤯？'
    assert "en" not in question


def test_a_question_that_no_export_holds_any_more_stays(sandbox: Sandbox) -> None:
    path = sandbox.export("a.md", HOSTILE)
    assert sandbox.clean().code == 0
    path.write_text("**提问**：另一个？\n\n**回答**：x\n", "utf-8")
    assert sandbox.clean().code == 0

    questions = json.loads((sandbox.docs / "questions.json").read_text("utf-8"))["questions"]

    assert len(questions) == 2
