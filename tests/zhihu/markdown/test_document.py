"""Where the parts of a text lie: counted in characters, nested as they are nested, for every text."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihu.exports.export import find_exports, read_export
from zhihu.markdown.document import Document, parse

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
# Pieces that open, close and interrupt each other.
PIECES = [
    "甲",
    "😀",
    "a",
    " ",
    "\n",
    "\n\n",
    "\t",
    "*",
    "**",
    "`",
    "```\n",
    "[",
    "](u)",
    "](<u v>)",
    "![",
    "<b>",
    "</b>",
]
PIECES += [
    "<https://u.v>",
    "$",
    "$$",
    "- ",
    "1. ",
    "> ",
    "| a |",
    "\n|-|\n",
    "# ",
    "\\",
    "~~",
    "[^1]",
    "\n[^1]: ",
    "---\n",
]


def slices(document: Document, kind: str) -> list[str]:
    return [document.text[span.start : span.end] for span in document.of(kind)]


def test_places_are_characters_not_bytes() -> None:
    document = parse("中文😀 **粗体** 和 `code`，é*斜*")
    assert slices(document, "Strong") == ["**粗体**"]
    assert slices(document, "Code") == ["`code`"]
    assert slices(document, "Emphasis") == ["*斜*"]


def test_a_parent_comes_before_its_children() -> None:
    document = parse("> - 甲 **乙 *丙***\n")
    kinds = [span.kind for span in document.spans]
    assert kinds == ["BlockQuote", "List", "Item", "Strong", "Emphasis", "Inline"]
    assert [span.kind for span in document.ancestors(document.of("Emphasis")[0])] == [
        "Strong",
        "Item",
        "List",
        "BlockQuote",
    ]
    assert document.inside(document.of("Strong")[0], "List")
    assert not document.inside(document.of("List")[0], "Item")


@pytest.mark.parametrize(
    ("text", "inline"),
    [
        ("甲 **乙** 丙", ["甲 **乙** 丙"]),
        ("# 题 `x`", ["题 `x`"]),
        ("- 甲\n  乙\n- 丙", ["甲\n  乙", "丙"]),
        ("- 甲\n\n- 丙", ["甲", "丙"]),
        ("- 甲\n  - 乙", ["甲", "乙"]),
        ("| 甲 | 乙 |\n| - | - |\n| **丙** | |", ["甲", "乙", "**丙**"]),
        ("```\n甲\n```", []),
        ("甲  \n乙", ["甲  \n乙"]),
    ],
)
def test_the_inline_text_of_a_block_is_one_span(text: str, inline: list[str]) -> None:
    assert slices(parse(text), "Inline") == inline


def test_a_list_indented_by_tabs_begins_at_its_first_sign() -> None:
    document = parse("- 甲\n\t- 乙\n\t\t1. 丙\n")
    assert slices(document, "Item") == ["- 甲\n\t- 乙\n\t\t1. 丙\n", "- 乙\n\t\t1. 丙\n", "1. 丙\n"]
    assert [span.data for span in document.of("List")] == ["", "", "1"]


@pytest.mark.parametrize(
    ("text", "label", "destination", "url"),
    [
        ("[甲](https://a.b/c)", "甲", "https://a.b/c", "https://a.b/c"),
        ("![甲](a.png)", "甲", "a.png", "a.png"),
        ("[](https://a.b)", "", "https://a.b", "https://a.b"),
        ("[甲]()", "甲", "", ""),
        ("[甲](<https://a.b/c d>)", "甲", "https://a.b/c d", "https://a.b/c d"),
        ('[甲](https://a.b "题 (一)")', "甲", "https://a.b", "https://a.b"),
        ("[甲](https://a.b '题')", "甲", "https://a.b", "https://a.b"),
        ("[甲](https://a.b (题))", "甲", "https://a.b", "https://a.b"),
        ("[甲]( https://a.b )", "甲", "https://a.b", "https://a.b"),
        ("[甲](https://a.b/(c)_(d(e)))", "甲", "https://a.b/(c)_(d(e))", "https://a.b/(c)_(d(e))"),
        ("[甲](https://a.b/\\(c)", "甲", "https://a.b/\\(c", "https://a.b/(c"),
        ("[甲](https://a.b/?x=1\\&y=2)", "甲", "https://a.b/?x=1\\&y=2", "https://a.b/?x=1&y=2"),
        ("[甲 [乙] 丙](u)", "甲 [乙] 丙", "u", "u"),
        ("[甲\\]乙](u)", "甲\\]乙", "u", "u"),
        ("[甲 `]` 乙](u)", "甲 `]` 乙", "u", "u"),
        ("[**甲**](u)", "**甲**", "u", "u"),
        ("[甲\n乙](u)", "甲\n乙", "u", "u"),
        ("[[1]](u)", "[1]", "u", "u"),
        ("[甲![乙](p)](u)", "甲![乙](p)", "u", "u"),
        ("<https://a.b/c>", "https://a.b/c", "https://a.b/c", "https://a.b/c"),
        ("[甲][1]\n\n[1]: https://a.b", "甲", "", "https://a.b"),
        ("[甲]\n\n[甲]: https://a.b", "甲", "", "https://a.b"),
    ],
)
def test_a_link_knows_its_label_and_its_destination(text: str, label: str, destination: str, url: str) -> None:
    link = parse(f"前{text}").links[0]
    assert link.start == 1
    assert parse(f"前{text}").text[link.label_start : link.label_end] == label
    assert parse(f"前{text}").text[link.dest_start : link.dest_end] == destination
    assert link.url == url


@pytest.mark.parametrize(
    "text",
    ["[甲](https://a.b/c d)", "[甲](https://a.b/c", "[甲] (u)", "[甲][没有]", "\\[甲](u)", "`[甲](u)`", "https://a.b"],
)
def test_what_commonmark_takes_for_text_is_no_link(text: str) -> None:
    assert parse(text).links == ()


def test_double_brackets_are_no_wiki_link() -> None:
    assert [link.url for link in parse("[[1]](https://a.b) [[页]]").links] == ["https://a.b"]


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ("甲 `乙` 丙", ["`乙`"]),
        ("甲 $x_1$ 丙", ["$x_1$"]),
        ("甲 <b>乙</b>", ["<b>", "</b>"]),
        ("[甲](u) 乙", ["](u)"]),
        ("![甲](u)[乙](v)", ["](u)", "](v)"]),
        ("[![甲](p)](u)", ["](p)](u)"]),
        ("---\ntitle: 甲\n---\n\n乙", ["---\ntitle: 甲\n---"]),
        ("```\n甲\n```\n乙", ["```\n甲\n```"]),
    ],
)
def test_no_rule_may_touch_what_is_no_prose(text: str, verbatim: list[str]) -> None:
    document = parse(text)
    assert [text[start:end] for start, end in document.opaque] == verbatim
    expected = {at for start, end in document.opaque for at in range(start, end)}
    assert {at for at in range(len(text)) if document.is_opaque(at)} == expected


@pytest.mark.parametrize(
    ("text", "is_formula"),
    [
        ("$x_1 + y$", True),
        ("$[−r,r]$", True),
        (r"$\text{这是一个很长的说明} = 1$", True),
        ("卖了$400亿，其中数字芯片占$100亿", False),
        ("$$\nx\n$$", True),
    ],
)
def test_prose_between_two_dollar_signs_is_money(text: str, *, is_formula: bool) -> None:
    document = parse(text)
    assert bool(document.of("InlineMath") or document.of("DisplayMath")) == is_formula


def test_lines_count_from_one() -> None:
    document = parse("甲\n\n乙\n")
    assert [document.line_of(at) for at in range(5)] == [1, 1, 2, 3, 3]


def assert_sound(document: Document) -> None:
    """Check what must hold for the spans and links of every text."""
    length = len(document.text)
    for index, span in enumerate(document.spans):
        assert 0 <= span.start <= span.end <= length
        assert span.parent < index
        if span.parent >= 0 and span.kind != "Inline":
            outer = document.spans[span.parent]
            assert outer.start <= span.start
            assert span.end <= outer.end
    for link in document.links:
        assert link.start < link.label_start <= link.label_end <= link.dest_start <= link.dest_end <= link.end or (
            link.form in {"Autolink", "Email"}
        )
        if link.is_inline:
            assert document.text[link.label_end : link.label_end + 2] == "]("
            assert document.text[link.end - 1] == ")"
    assert all(a[1] < b[0] for a, b in pairwise(document.opaque))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_spans_and_links_are_sound_for_every_text(text: str) -> None:
    assert_sound(parse(text))


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of real exports is not at {CORPUS}")
def test_spans_and_links_are_sound_for_real_exports() -> None:
    for path in find_exports(CORPUS):
        assert_sound(parse(read_export(path, CORPUS).text))
