"""Write a project of any size, ready to be cleaned and built."""

import re
import shutil
from pathlib import Path

from benchmarks.synthetic import Synthetic

_IN_EXPORT = 100
# Slugs of our own questions, in tables that are taken over.
_READING_ORDER = re.compile(r"^reading_order = \[.*?^\]\n", re.MULTILINE | re.DOTALL)
_ONLY_IN = re.compile(r"^questions = .*\n", re.MULTILINE)


def write_project(root: Path, to: Path, count: int) -> None:
    """Write a project with `count` questions after those of the project at `root` into the empty folder `to`.

    Code and templates are links into `root`: what is measured is what is there.
    """
    for name in ("scripts", "overrides"):
        (to / name).symlink_to(root / name)
    shutil.copyfile(root / "mkdocs.yml", to / "mkdocs.yml")
    shutil.copytree(root / "docs" / "assets", to / "docs" / "assets", ignore=shutil.ignore_patterns("*.json"))
    shutil.copytree(root / "source", to / "source", ignore=shutil.ignore_patterns("exports", "questions"))
    _replace(to / "source" / "site.toml", _READING_ORDER)
    _replace(to / "source" / "glossary.toml", _ONLY_IN)
    _write_questions(Synthetic(root / "source"), to / "source", count)


def _replace(path: Path, pattern: re.Pattern[str]) -> None:
    path.write_text(pattern.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")


def _write_questions(synthetic: Synthetic, source: Path, count: int) -> None:
    exports = source / "exports"
    exports.mkdir()
    for start in range(0, count, _IN_EXPORT):
        made = [synthetic.made(number) for number in range(start, min(count, start + _IN_EXPORT))]
        text = "\n\n".join(one.section for one in made)
        (exports / f"notes-{start // _IN_EXPORT:04}.md").write_text(text, encoding="utf-8")
        for one in made:
            folder = source / "questions" / one.slug
            folder.mkdir(parents=True)
            for name, content in one.files.items():
                (folder / name).write_text(content, encoding="utf-8")
