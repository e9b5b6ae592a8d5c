"""What a reader sees of a line of Markdown: its words without markup."""

import html
import re

import pyromark

from zhihu.document import OPTIONS

_TAG = re.compile(r"<[^>]*>")
_MARKUP = re.compile(r"[\\`*_\[\]<>#]")
_SPACE = re.compile(r"\s+")


def plain_text(markdown: str) -> str:
    """Return the visible words of `markdown` on one line."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", pyromark.html(markdown, options=OPTIONS)))).strip()


def escaped(text: str) -> str:
    """Return `text` as Markdown that shows it as it is."""
    return _MARKUP.sub(r"\\\g<0>", text)
