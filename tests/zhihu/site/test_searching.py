"""What readers fetch of the search's code is the code, and nothing that changes what it does."""

from pathlib import Path
from shutil import copytree

from tests.project import ROOT
from zhihu.search.index import SCRIPTS
from zhihu.site.searching import join_answers, served


def test_comments_go_and_code_stays() -> None:
    code = (
        '// @ts-check\n/** Returns\n * it. */\nconst a = "// b"; // c\n\n'
        '  // d\nconst e = /\\/\\*/;\nimport { f } from "./g.js";\n'
    )

    assert served(code, "?v=1") == 'const a = "// b"; // c\nconst e = /\\/\\*/;\nimport { f } from "./g.js?v=1";\n'


def test_every_line_of_code_is_served_as_it_stands() -> None:
    for path in (ROOT / "docs" / SCRIPTS).glob("*.js"):
        code = path.read_text("utf-8")
        lines = [
            line for line in code.splitlines() if line.strip() and not line.lstrip().startswith(("//", "/**", "*"))
        ]
        assert served(code, "").splitlines() == lines, path.name


def test_what_answers_is_one_file_and_what_pages_import_stays(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    copytree(ROOT / "docs" / SCRIPTS, folder)
    join_answers(folder)
    assert {path.stem for path in folder.glob("*.js")} == {"answers", "arrival", "box", "tokens", "worker"}
    text = (folder / "answers.js").read_text("utf-8")
    assert "\nimport " not in text
    assert text.count("class Index") == 1
    join_answers(folder)
    assert (folder / "answers.js").read_text("utf-8") == text
