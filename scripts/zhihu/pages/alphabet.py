"""The list of all questions from A to Z, by pinyin where they are Chinese: for readers without the search."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from pypinyin import lazy_pinyin

from zhihu.markdown.front_matter import front_matter
from zhihu.pages.lists import Listed, items
from zhihu.pages.words import Language, say
from zhihu.search.tokens import folded

FOLDER = "a-z"
_ON_PAGE = 200
_WORD = re.compile(r"[^\W_]+")
_OTHERS = "#"


def alphabet(questions: Sequence[Listed], language: Language) -> Iterator[tuple[str, str]]:
    """Yield file name below `a-z/` and text of each page of the list; every letter has an anchor of its own."""
    ordered = sorted(questions, key=lambda q: (_reading(q.title), q.slug))
    pages = [ordered[at : at + _ON_PAGE] for at in range(0, len(ordered), _ON_PAGE)] or [[]]
    first: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for question in page:
            first.setdefault(_letter(question), number)
    for number, page in enumerate(pages, 1):
        letters = " ".join(f"[{letter}]({_file(at)}#{_anchor(letter)})" for letter, at in first.items())
        yield _file(number), _page(page, number, len(pages), letters, language)


def _page(questions: Sequence[Listed], number: int, pages: int, letters: str, language: Language) -> str:
    title = say(language, "a_to_z")
    blocks = [
        front_matter(title=title, description=say(language, "a_to_z_description"), hide=["toc"]),
        f"# {title}",
        *([f'<div class="qa-letters" markdown="1">\n{letters}\n</div>'] if letters else []),
    ]
    for letter, listed in groupby(questions, _letter):
        blocks += [f'<h2 id="{_anchor(letter)}">{letter}</h2>', items(list(listed), "../q/")]
    if pages > 1:
        blocks.append(_turning(number, pages, language))
    return "\n\n".join(blocks) + "\n"


def _turning(number: int, pages: int, language: Language) -> str:
    turn = [say(language, "page_of", page=number, pages=pages)]
    if number > 1:
        turn.append(f"[{say(language, 'earlier')}]({_file(number - 1)})")
    if number < pages:
        turn.append(f"[{say(language, 'later')}]({_file(number + 1)})")
    return " · ".join(turn)


def _file(number: int) -> str:
    return "index.md" if number == 1 else f"{number}.md"


@lru_cache(maxsize=10_000)  # a list is sorted and then cut by it, and most titles stand in the lists of both languages
def _reading(title: str) -> tuple[str, ...]:
    """Return the words of a title as they are read, a Chinese character being one."""
    return tuple(_WORD.findall(" ".join(lazy_pinyin(folded(title)))))


def _letter(question: Listed) -> str:
    """Return the letter under which a question stands: A to Z, the digits together, and all else."""
    first = "".join(_reading(question.title)[:1])[:1].upper()
    if first.isdigit():
        return "0–9"
    return first if first.isascii() and first.isalpha() else _OTHERS


def _anchor(letter: str) -> str:
    return {"0–9": "digits", _OTHERS: "others"}.get(letter, letter.lower())
