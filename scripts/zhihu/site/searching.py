"""What a built site needs for its search: absolute addresses for browsers, and code without what only people read."""

import re
from pathlib import Path

from zhihu.pages.opensearch import NAME, searched_at
from zhihu.pages.words import LANGUAGES
from zhihu.search.index import SCRIPTS
from zhihu.site.built import BuiltSite
from zhihu.site.scripts import IMPORT, whole

_CONFIG = re.compile(r'"search": "[^"]*[?&]v=([0-9a-f]+)"')
# Ours begin a line, and no string of ours holds a line that begins so.
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)?[ \t]*\n", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r'( from "\./[\w-]+\.js)"')


def write_opensearch(site: BuiltSite) -> None:
    """Make the addresses in `opensearch.xml` of each language absolute."""
    for language in LANGUAGES:
        path = site.folder / language / NAME
        if path.is_file() and site.url:
            text = searched_at(path.read_text(encoding="utf-8"), f"{site.url}{language}/{NAME}")
            path.write_text(text, encoding="utf-8", newline="\n")


def write_code(site: BuiltSite) -> None:
    """Take the comments out of the search's code, a third of its bytes, and give its imports the version of the site.

    What answers is one file: a request in place of nine, and a sixth fewer bytes, for gzip sees it all.
    """
    home = site.folder / "zh/index.html"
    found = _CONFIG.search(home.read_text(encoding="utf-8")) if home.is_file() else None
    version = f"?v={found[1]}" if found else ""
    join_answers(site.folder / SCRIPTS)
    for path in (site.folder / SCRIPTS).glob("*.js"):
        path.write_text(served(path.read_text(encoding="utf-8"), version), encoding="utf-8", newline="\n")


def join_answers(folder: Path) -> None:
    """Put what answers into one file, and leave out the modules that nothing else imports."""
    answers = folder / "answers.js"
    if not answers.is_file():
        return
    text, modules = whole(answers)
    answers.write_text(text, encoding="utf-8", newline="\n")
    others = [path for path in folder.glob("*.js") if path.stem not in modules]
    used = {module for path in others for _, module in IMPORT.findall(path.read_text(encoding="utf-8"))}
    for module in modules - used:
        (folder / f"{module}.js").unlink()


def served(code: str, version: str) -> str:
    """Return a module of ours without its comments, and with `version` behind the addresses of those it imports."""
    return _IMPORT.sub(rf'\1{version}"', _COMMENT.sub("", code))
