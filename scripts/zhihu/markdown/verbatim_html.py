"""HTML that a parser of Markdown takes for verbatim up to the end of the text, because nothing ends it."""

import re

_VERBATIM = re.compile(r"<(?=(?:script|pre|style|textarea)(?:[ \t\n>]|\Z))", re.IGNORECASE)
_VERBATIM_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_NO_SIGN = "\x7f"


def without_open_ends(text: str) -> str:
    """Return `text`, of the same length, with no bracket that would make all that follows verbatim.

    Such a bracket means itself: what follows it is the author's, and Markdown.
    """
    if "<" not in text or _NO_SIGN in text:
        return text
    end = max((found.end() for found in _VERBATIM_END.finditer(text)), default=0)
    text = text[:end] + _VERBATIM.sub(_NO_SIGN, text[end:])
    for opening, closing in (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")):
        end = text.rfind(closing) + 1
        text = text[:end] + text[end:].replace(opening, _NO_SIGN + opening[1:])
    return text
