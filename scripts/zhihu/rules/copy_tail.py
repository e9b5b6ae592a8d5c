"""The credit that Zhihu adds to words that a reader copies: author, address, site and licence (T44)."""

import re
from collections.abc import Iterator

from zhihu.markdown.addresses import is_zhihu, redirect_target, written
from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts
from zhihu.rules.chrome_bottom import page_start, text_end
from zhihu.rules.units import BLANK, removal

_BETWEEN = r"(?:[ \t\u3000]*\\?\n[ \t>]*(?:\n[ \t>]*)?|[ \t\u3000]+)"
LICENCE = (
    r"著作权归作者所有(?:[。，,][ ]?(?:商业转载请联系作者获得授权[，,。][ ]?非商业转载请注明出处"
    r"|转载请联系作者获得授权))?[。.]?"
)
CREDIT = re.compile(
    rf"作者[：:][ ]?(?P<author>[^\n：:]{{1,40}}?){_BETWEEN}"
    rf"链接[：:][ ]?(?:<?(?P<url>https?://[^\s<>()\[\]]+)>?|\[[^\]\n]*\]\((?P<link_url>https?://[^\s()]+)\)){_BETWEEN}"
    rf"来源[：:][ ]?(?:知乎|\[知乎\]\([^()\s]*\))(?:{_BETWEEN}(?P<licence>{LICENCE}))?"
)
_NOT_WORDS = re.compile(r"^#{1,6}[ \t].*$|^[ ]{0,3}>[ \t]*$|^.*\n[ ]{0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_EMPTY_IN_QUOTE = re.compile(r"(?:[ \t]*\n[ ]{0,3}>[ \t]*(?=\n))*")
_MARKUP = frozenset("[]*`_<>\\")


def copy_tail(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take the credit of the whole text out, as the page shows it above; leave the name with a link at a quoted one."""
    found = list(credits_of(document))
    for credit in found:
        if len(found) == 1 and _is_of_whole(document, credit):
            yield removal(document.text, *_lines(document.text, credit), "copy_tail")
        else:
            yield from _shortened(credit)


def _lines(text: str, credit: re.Match[str]) -> tuple[int, int]:
    """Return where a credit begins and ends, with the signs and empty lines of a quote in which it stands alone."""
    line = text.rfind("\n", 0, credit.start()) + 1
    empty = _EMPTY_IN_QUOTE.match(text, credit.end())
    if text[line : credit.start()].strip("> ") or not empty:
        return credit.span()
    return line, empty.end()


def credits_of(document: Document) -> Iterator[re.Match[str]]:
    """Yield the credits in `document`."""
    if "来源" in document.text and "链接" in document.text:
        for credit in CREDIT.finditer(document.text):
            if is_zhihu(address_of(credit)) and not document.is_opaque(credit.start()):
                yield credit


def address_of(credit: re.Match[str]) -> str:
    """Return the address that a credit names."""
    url = credit["url"] or credit["link_url"]
    return redirect_target(url) or url


def _is_of_whole(document: Document, credit: re.Match[str]) -> bool:
    before = _NOT_WORDS.sub("", document.text[: credit.start()])
    return not before.strip(f"{BLANK}>") or not document.text[credit.end() : _own_end(document)].strip(BLANK)


def _own_end(document: Document) -> int:
    return page_start(document, text_end(document))


def _shortened(credit: re.Match[str]) -> Iterator[Edit]:
    start, end = credit.span("author")
    if not _MARKUP.intersection(credit["author"]):
        yield Edit(start, start, "[", "copy_tail")
        yield Edit(end, end, f"]({written(address_of(credit))})", "copy_tail")
    yield Edit(end, credit.end(), "", "copy_tail")


KEEPS_WORDS = ()
CHANGES_WORDS = (copy_tail,)
