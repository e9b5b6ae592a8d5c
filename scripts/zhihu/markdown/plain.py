"""What a reader sees of a line of Markdown: its words without markup."""

import html
import re

import pyromark

from zhihu.markdown.document import OPTIONS

_TAG = re.compile(r"<[^>]*>")
# Python-Markdown knows no backslash before `<`, and an ampersand only counts where it begins an entity.
_SIGNS = re.compile(r"[\\`*_\[\]#<>]|&(?=#?\w+;)")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_SPACE = re.compile(r"\s+")


def plain_text(markdown: str) -> str:
    """Return the visible words of `markdown` on one line."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", pyromark.html(markdown, options=OPTIONS)))).strip()


def escaped(text: str) -> str:
    """Return `text` as Markdown that shows it as it is."""
    return _SIGNS.sub(lambda sign: _ENTITIES.get(sign[0], f"\\{sign[0]}"), text)
