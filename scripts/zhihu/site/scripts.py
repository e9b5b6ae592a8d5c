"""Our modules in one file: fewer requests, and no program that bundles. Each keeps a scope of its own.

It knows the forms of import and export that our modules use: whole statements at the beginning of a line.
"""

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from zhihu.site.built import BuiltSite, Place
from zhihu.site.survey import Survey

_FOLDER = "assets/javascripts/"
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const|let) ([\w$]+))", re.MULTILINE)
_TAG = re.compile(r'<script((?: [^>]*)?) src="((?:\.\./)*|/[^"]*?)(assets/javascripts/[\w-]+\.js)"[^>]*></script>\n?')
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_NOT_OURS = ("bundle.", "door.js")


class OneScript:
    """A step that leads every page to the one script."""

    def __init__(self, site: BuiltSite, use: Survey) -> None:
        """Write the script; its name changes with its content. What Material brings for its own search goes away."""
        names = (name.removeprefix(_FOLDER) for name in use.scripts if name.startswith(_FOLDER))
        self.joined = [name for name in names if not name.startswith(_NOT_OURS) and "/" not in name]
        folder = site.folder / _FOLDER
        text = joined([folder / name for name in self.joined])
        self.name = f"{_FOLDER}site.{sha256(text.encode()).hexdigest()[:8]}.js"
        (site.folder / self.name).write_text(text, encoding="utf-8", newline="\n")

    def __call__(self, page: str, _: Place) -> str:
        """Return `page` with one script in place of all of ours."""
        is_first = True

        def replace(found: re.Match[str]) -> str:
            nonlocal is_first
            if found[3].removeprefix(_FOLDER) not in self.joined:
                return found[0]
            tag = f'<script type="module" src="{found[2]}{self.name}"></script>\n' if is_first else ""
            is_first = False
            return tag

        return _TAG.sub(replace, page)


def joined(files: Sequence[Path]) -> str:
    """Return one module that does what `files` do, in their order; what they import comes first, once."""
    needed: dict[str, str] = {}
    blocks = [f"{{\n{_body(path, needed)}}}\n" for path in files]
    return "".join([*needed.values(), *blocks])


def whole(path: Path) -> tuple[str, frozenset[str]]:
    """Return the module at `path` with all that it imports in it, and the names of what it imports."""
    needed: dict[str, str] = {}
    body = _body(path, needed)
    return "".join([*needed.values(), body]), frozenset(needed)


def _body(path: Path, needed: dict[str, str]) -> str:
    """Return the text of a module whose imports are constants, and add the modules it imports to `needed`."""

    def constants(found: re.Match[str]) -> str:
        names, module = found[1], found[2]
        if module not in needed:
            needed[module] = _module(path.with_name(f"{module}.js"), module, needed)
        return f"const {{{names.replace(' as ', ': ')}}} = {_name(module)};\n"

    text = _BLOCK_COMMENT.sub("", _LINE_COMMENT.sub("", path.read_text(encoding="utf-8")))
    return IMPORT.sub(constants, text)


def _module(path: Path, module: str, needed: dict[str, str]) -> str:
    body = _body(path, needed)
    exported = ", ".join(EXPORT.findall(body))
    return f"const {_name(module)} = (() => {{\n{EXPORT.sub('', body)}return {{ {exported} }};\n}})();\n"


def _name(module: str) -> str:
    return f"from_{module.replace('-', '_')}"
