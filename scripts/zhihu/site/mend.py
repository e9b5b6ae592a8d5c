"""What Material writes wrongly into every page."""

import re

from zhihu.site.built import Place

# The attribute is for fields; on checkboxes it is an error.
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
# A blank stays where one was.
_INDENT = re.compile(r"\n\s+")
_ZHIMG = re.compile(r'<a (href="https?://[\w.-]+\.zhimg\.com/[^"]*")(?! rel)')


def mended(page: str, _: Place) -> str:
    """Return `page` as valid HTML, without the indents and empty lines of the templates around its text."""
    before, start, rest = _TOGGLE.sub(r"\1", page).partition("<article")
    text, end, after = rest.partition("</article>")
    return _INDENT.sub("\n", before) + start + text + end + _INDENT.sub("\n", after)


def no_referrer(page: str, _: Place) -> str:
    """Return `page` with links to Zhihu's pictures that do not tell where a reader comes from: else they answer 403."""
    return _ZHIMG.sub(r'<a \1 rel="noreferrer"', page)
