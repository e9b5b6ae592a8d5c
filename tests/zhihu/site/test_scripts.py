"""Modules joined into one do what they did, each with a scope of its own."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.project import ROOT
from zhihu.site.scripts import EXPORT, joined

MODULES = {
    "one.js": (
        '// A comment.\nimport { read as get, COUNT } from "./shared.js";\n\n'
        'const name = "one";\nlog(name, get(), COUNT);\n'
    ),
    "two.js": (
        '/**\n * @param {string} x\n */\nimport { read } from "./shared.js";\n\n'
        'const name = "two";\nlog(name, read());\n'
    ),
    "shared.js": (
        'import { base } from "./base.js";\n\nconst name = "shared";\nexport const COUNT = 2;\n'
        "export function read() {\n  return name + base();\n}\n"
    ),
    "base.js": "export async function later() {}\nexport function base() {\n  return 1;\n}\n",
}


def written(folder: Path) -> list[Path]:
    for name, text in MODULES.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / "one.js", folder / "two.js"]


def test_what_modules_share_stands_once_and_comments_go(tmp_path: Path) -> None:
    text = joined(written(tmp_path))

    assert text.count("function read") == text.count("function base") == 1
    assert "import" not in text
    assert "export" not in text
    assert "A comment" not in text
    assert "@param" not in text


@pytest.mark.browser
def test_they_run_as_before(page: Page, tmp_path: Path) -> None:
    text = joined(written(tmp_path))

    page.evaluate("window.said = []; window.log = (...words) => said.push(words.join(' ')); void 0")
    page.add_script_tag(content=text, type="module")

    assert page.evaluate("said") == ["one shared1 2", "two shared1"]


def test_every_import_and_export_of_ours_has_the_form_that_is_known() -> None:
    """Another form would stay in the joined script and end it."""
    for path in (ROOT / "docs/assets/javascripts").glob("*.js"):
        module = path.read_text("utf-8")

        assert "\nimport " not in joined([path]), path
        assert len(EXPORT.findall(module)) == module.count("\nexport "), path
