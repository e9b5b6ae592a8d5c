"""Blocks in the other language than their page: marked, so that they get its voice, hyphens and fonts."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zhihu.pages.words import Language

# Sanitised HTML: every value is in double quotes, and what is no tag has no `<`.
_TOKEN = re.compile(r'<!--.*?-->|<(?P<end>/?)(?P<tag>\w+)(?P<rest>(?:[^">]|"[^"]*")*)>|(?P<text>[^<]+)', re.DOTALL)
_BLOCKS = frozenset({"blockquote", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "td", "th"})
_WORDLESS = frozenset({"code", "math", "pre"})
_VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})
# As long as no scheme is: a run of Han is one word of a million letters.
_ADDRESS = re.compile(r"(?:\w{1,20}://|www\.)\S+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FEWEST_WORDS = 3
_LETTERS_OF_A_WORD = 2


@dataclass(slots=True)
class _Block:
    at: int
    """Where its attributes start in the HTML."""

    parent: "_Block | None"
    """The block around it."""

    text: list[str] = field(default_factory=list)
    """The words in it whose language nothing else tells."""

    is_foreign: bool = False
    """Whether it, or a block around it, is in the other language."""


@dataclass(frozen=True, slots=True)
class _Element:
    """An element that is not closed yet."""

    tag: str = ""
    """Its name."""

    block: _Block | None = None
    """The innermost block that it is, or is in."""

    is_told: bool = False
    """Whether its language is told, or it has none."""


def with_lang(page: str, lang: Language) -> str:
    """Return `page`, sanitised HTML of a page in `lang`, with `lang` on each block that is in the other language.

    That is, on a Chinese page: at least three Latin words and no Han character; on an English one: two Han characters
    or more for each word. Code, formulas and addresses are in no language, and what tells its language keeps it.
    """
    other, is_foreign = ("en", _is_english) if lang == "zh" else ("zh", _is_chinese)
    pieces, done = [], 0
    for block in list(_blocks(page)):
        if block.parent and block.parent.is_foreign:
            block.is_foreign = True
        elif is_foreign(_ADDRESS.sub(" ", html.unescape("".join(block.text)))):
            block.is_foreign = True
            pieces += [page[done : block.at], f' lang="{other}"']
            done = block.at
    return "".join([*pieces, page[done:]])


def _is_english(text: str) -> bool:
    return not _HAN.search(text) and len(_LATIN.findall(text)) >= _FEWEST_WORDS


def _is_chinese(text: str) -> bool:
    return len(_HAN.findall(text)) >= max(1, _LETTERS_OF_A_WORD * len(_LATIN.findall(text)))


def _blocks(page: str) -> Iterator[_Block]:
    """Yield the blocks in order; each has its words once all are there."""
    elements = [_Element()]
    for token in _TOKEN.finditer(page):
        around = elements[-1]
        if text := token["text"]:
            _add(text, around)
        elif token["end"]:
            elements = _closed(elements, token["tag"])
        elif token["tag"] and token["tag"] not in _VOID and not token["rest"].endswith("/"):
            element = _opened(token, around)
            elements.append(element)
            if element.block and element.block is not around.block:
                yield element.block


def _add(text: str, around: _Element) -> None:
    block = None if around.is_told else around.block
    while block:
        block.text.append(text)
        block = block.parent


def _opened(token: re.Match[str], around: _Element) -> _Element:
    tag = token["tag"]
    is_told = around.is_told or tag in _WORDLESS or ' lang="' in token["rest"]
    is_block = tag in _BLOCKS and not is_told
    return _Element(tag, _Block(token.end("tag"), around.block) if is_block else around.block, is_told)


def _closed(elements: list[_Element], tag: str) -> list[_Element]:
    return elements[:-1] if elements[-1].tag == tag else elements
