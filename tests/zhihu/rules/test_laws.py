"""What holds for every case, whatever its rule.

Expected texts are in `test_cases.py`. Here: a second run changes nothing; edits can be undone exactly;
the order of the rules does not matter; the two parsers show the same text; and each tuple keeps its promise.

`KEEPS_WORDS`: a rule alone leaves a reader of either parser the same words in the same order.
`shown_markup` says what may differ besides the kind of white space: markup that one parser showed as text.

`CHANGES_WORDS`: with an edit of such a rule made, alone or after those before it, a reader of either parser misses
nothing but characters of what the edit takes away, and finds nothing new but characters of what it puts there.
"""

import random
import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import combinations

import pytest

from tests.cases import RULE_CASES, Case, read_cases
from tests.zhihu.rules.readers import READERS, Seen, collapsed
from zhihu.clean import clean
from zhihu.edits import apply, inverse, resolve
from zhihu.markdown.document import Document, parse
from zhihu.model import Edit
from zhihu.rules import CHANGES_WORDS, KEEPS_WORDS, RULES, Rule, name_of
from zhihu.rules.blanks import JOINERS, ZERO_WIDTH
from zhihu.rules.gaps import empty_line_before
from zhihu.rules.layout import list_layout
from zhihu.rules.numbering import list_number

CASES = list(read_cases(RULE_CASES))
SEEDS = range(20)
ABOUT_NOTES = ("far_note", "lone_note")
ABOUT_LISTS = (list_layout, empty_line_before, list_number)
KNOWN_GAPS = {
    "list_layout: Code behind the sign": "Python-Markdown sees no fence behind the sign of an item, and no empty item",
}

_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:<[^<>\n]*>|[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_LINE_MARKUP = (
    (re.compile(r"^\s*(?:>\s?)+", re.MULTILINE), ""),
    (re.compile(r"^\s*[-+*]\s+", re.MULTILINE), "- "),
    (re.compile(r"^(\s*\d{1,9})\)\s+", re.MULTILINE), r"\1. "),
    (re.compile(r"^((?:- )?)\s*#{1,6}\s+", re.MULTILINE), r"\1"),
    (re.compile(r"^\s*\|[\s:|-]+\|\s*$", re.MULTILINE), ""),
    (re.compile(r"^\s*\|(.*)\|\s*$", re.MULTILINE), lambda m: m[1].replace("|", " ")),
)
_INLINE_MARKUP = re.compile(f"[*_`{ZERO_WIDTH}{JOINERS}]")
_FORMULA = re.compile(r"\$\s*([^$\n]*?)\s*\$")
_ITEM_NUMBER = re.compile(r"^(\s*)\d{1,9}\.(?=\s)", re.MULTILINE)
_NUMBER = re.compile(r"(\d+)[.)]")
_MARK = re.compile(r"(?<!\\)\[\^[^\]\s]+\](?!:)")


def without_markup(shown: str) -> str:
    """Return `shown` without markup that a parser shows as text, where it does not know it at that place.

    That is: stars, underscores and backticks; the signs of headings, quotes and tables at a line's start;
    a link's brackets with its address; blanks right inside the dollar signs of a formula.
    The signs of items stay, each dash as `-` and each number with a dot.
    Characters without width are no words.
    """
    for pattern, new in _LINE_MARKUP:
        shown = pattern.sub(new, shown)
    return collapsed(_FORMULA.sub(r"$\1$", _INLINE_MARKUP.sub("", _LINK.sub(r"\1", shown))))


def edits_by_rule(document: Document, case: Case) -> dict[str, list[Edit]]:
    return {name_of(rule): list(rule(document, case.facts)) for rule in RULES}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_second_run_changes_nothing(case: Case) -> None:
    assert clean(case.expected, case.facts).edits.applied == ()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_final_line_feed_changes_nothing(case: Case) -> None:
    assert clean(f"{case.source}\n", case.facts).text.rstrip("\n") == case.expected.rstrip("\n")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_undoing_the_edits_restores_the_source(case: Case) -> None:
    cleaned = clean(case.source, case.facts)
    assert apply(cleaned.text, inverse(case.source, cleaned.edits.applied)) == case.source


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_two_rules_give_one_text_in_both_orders(case: Case) -> None:
    edits = edits_by_rule(parse(case.source), case)
    for one, other in combinations(edits, 2):
        orders = (edits[one] + edits[other], edits[other] + edits[one])
        first, second = (apply(case.source, resolve(order).applied) for order in orders)
        assert first == second, (one, other)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_twenty_orders_of_all_rules_give_one_text(case: Case) -> None:
    for seed in SEEDS:
        order = random.Random(seed).sample(RULES, len(RULES))  # noqa: S311, no secret: a seed repeats an order
        assert clean(case.source, case.facts, order).text == case.expected, [name_of(rule) for rule in order]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_that_keeps_words_keeps_them(case: Case, reader: str) -> None:
    before = READERS[reader](in_export(case.source, case))
    for rule in KEEPS_WORDS:
        text = clean(case.source, case.facts, [rule]).text
        if text != case.source:
            after = READERS[reader](in_export(text, case))
            assert kept_words(after, rule) == kept_words(before, rule), name_of(rule)


def in_export(text: str, case: Case) -> str:
    """Return a text with the definitions that its export has elsewhere."""
    definitions = (f"[{label}]: <{url}>" for label, url in case.facts.elsewhere.links.items())
    return "\n\n".join((text, *definitions))


def kept_words(seen: Seen, rule: Rule) -> str:
    # A parser that joins or flattens lists counts their items on: the rules about lists mend those numbers.
    # That they end as the author's is a law of its own, below.
    return without_markup(_ITEM_NUMBER.sub(r"\1N.", seen.text) if rule in ABOUT_LISTS else seen.text)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_that_changes_words_changes_them_inside_its_edits(case: Case, reader: str) -> None:
    document = parse(case.source)
    for rule in CHANGES_WORDS:
        edits = resolve(rule(document, case.facts)).applied
        for made, edit in enumerate(edits):
            contexts = (edits[:0], edits[:made])
            assert any(is_change_inside(case.source, others, edit, READERS[reader]) for others in contexts), edit


def is_change_inside(source: str, others: tuple[Edit, ...], edit: Edit, read: Callable[[str], Seen]) -> bool:
    texts = [apply(source, edits) for edits in (others, (*others, edit))]
    if edit.rule in ABOUT_NOTES:  # A parser that knows footnotes counts the marks, another one shows them.
        texts = [_MARK.sub("", text) for text in texts]
    before, after = map(read, texts)
    # The second view is for an edit after which a parser sees markup that it showed before, or shows it.
    views = ((before.words, after.words), (without_markup(before.text), without_markup(after.text)))
    return any(is_explained(*view, source[edit.start : edit.end], edit.new) for view in views)


def is_explained(before: str, after: str, taken: str, given: str) -> bool:
    """Return whether `after` is `before` with one stretch, made of `taken`, replaced by one made of `given`."""
    common = next(
        (i for i, (b, a) in enumerate(zip(before, after, strict=False)) if b != a), min(len(before), len(after))
    )
    return any(
        is_part(before[start : len(before) - rest], taken)
        and is_part(after[start : len(after) - rest], given + unescape(given))
        for start in range(common + 1)
        for rest in (common_end(before[start:], after[start:]),)
    )


def common_end(a: str, b: str) -> int:
    pairs = enumerate(zip(reversed(a), reversed(b), strict=False))
    return next((i for i, (x, y) in pairs if x != y), min(len(a), len(b)))


def is_part(words: str, text: str) -> bool:
    """Return whether the characters of `words` but blanks stand in `text` in their order."""
    rest = iter(text)
    return all(character in rest for character in words if not character.isspace())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_both_parsers_show_the_cleaned_text_alike(case: Case, request: pytest.FixtureRequest) -> None:
    """Words, signs of items with their depth, bold, links and code, one by one.

    Formulas and footnotes are taken out first, as CommonMark has none; a stretch of white space is as good as a blank.
    """
    if str(case) in KNOWN_GAPS:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_GAPS[str(case)]))
    github, site = (read(in_commonmark(case.expected)) for read in READERS.values())
    assert site.words == github.words
    assert (site.items, site.bold, site.links, site.code) == (github.items, github.bold, github.links, github.code)


def in_commonmark(text: str) -> str:
    """Return `text` with words in place of what CommonMark does not know: formulas and footnotes."""
    document = parse(text)
    unknown = (
        ("InlineMath", "formula"),
        ("DisplayMath", "formula"),
        ("FootnoteReference", "note"),
        ("FootnoteDefinition", ""),
    )
    edits = (Edit(span.start, span.end, new, "") for kind, new in unknown for span in document.of(kind))
    return apply(text, resolve(edits).applied)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_reader_sees_the_numbers_that_the_author_wrote(case: Case, reader: str) -> None:
    text = in_commonmark(case.expected)
    numbers = [int(item.split()[1][:-1]) for item in READERS[reader](text).items if item.endswith(".")]
    assert numbers == list(written_numbers(parse(text)))


def written_numbers(document: Document) -> Iterator[int]:
    """Yield the numbers of all items as they are written, and counted on where an author wrote the same everywhere."""
    lists: dict[int, list[int]] = {}
    for item in document.of("Item"):
        if number := _NUMBER.match(document.text, item.start):
            lists.setdefault(item.parent, []).append(int(number[1]))
    counted = {p: list(range(n[0], n[0] + len(n))) if len(set(n)) == 1 else n for p, n in lists.items()}
    for item in document.of("Item"):
        if _NUMBER.match(document.text, item.start):
            yield counted[item.parent].pop(0)
