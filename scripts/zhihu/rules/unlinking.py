"""What stays of a link that is taken off: its words, where they do no harm."""

import re
from collections.abc import Iterator

from zhihu.markdown.links import Link
from zhihu.model import Edit

# What would begin a block if it stood at the start of a line without the link's bracket before it.
_BLOCK_SIGN = re.compile(r"(?P<digits>\d{1,9})[.)](?=\s|\Z)|[#>]|[-+*](?=\s|\Z)|[-*_]{3}")
_LINE_START = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+)*")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_LONGEST_LEAD = 80
_INVISIBLE = " \t\n\u00a0\u200b\u2060\ufeff"


def unlinked(text: str, link: Link, rule: str) -> Iterator[Edit]:
    """Yield the edits that leave of `link` only its label, which then begins no block and breaks no line."""
    start, end = link.label_start, link.label_end
    label = text[start:end]
    begins, ends = _begins_line(text, link.start), _LINE_END.match(text, link.end)
    if ends and not label.strip(_INVISIBLE):
        yield Edit(_blank_start(text, link.start), link.end, "", rule)
        return
    start += len(label) - len(label.lstrip()) if begins else 0
    end -= len(label) - len(label.rstrip()) if ends else 0
    sign = _BLOCK_SIGN.match(text, start, end) if begins else None
    yield Edit(link.start, start, "", rule)
    if sign:
        at = start + len(sign["digits"] or "")
        yield Edit(at, at, "\\", rule)
    yield Edit(end, link.end, "", rule)


def _blank_start(text: str, place: int) -> int:
    """Return where the blanks before `place` begin; the line ends too if nothing else stands on its line."""
    before = text[max(0, place - _LONGEST_LEAD) : place]
    line = before.rstrip(" \t")
    return place - len(before) + len(line.rstrip() if line.endswith("\n") else line)


def _begins_line(text: str, place: int) -> bool:
    """Return whether only signs of quotes, lists and headings stand before `place` on its line."""
    line = text.rfind("\n", max(0, place - _LONGEST_LEAD), place) + 1
    return (line > 0 or place < _LONGEST_LEAD) and bool(_LINE_START.fullmatch(text, line, place))
