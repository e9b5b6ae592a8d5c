"""Links that lead nowhere are only their words on the site."""

import pytest
from markdown import Markdown

from zhihu.site.dead_ends import DeadEnds


def rendered(text: str, page: str = "zh/q/a.md") -> str:
    links = DeadEnds()
    links.page, links.files = page, {"zh/q/a.md", "zh/q/b c.md", "zh/glossary.md"}
    return Markdown(extensions=[links, "footnotes", "toc", "md_in_html"]).convert(text)


@pytest.mark.parametrize(
    "text",
    [
        "[x](http://[)",
        "[x](http://a℀b/)",
        "[x](gone.md)",
        "[x](a b.md)",
        "[x](/root)",
        "[x](../../../up)",
        "[x](#nowhere)",
        "[x][]\n\n[x]: gone.md",
    ],
)
def test_a_link_to_nothing_is_its_words(text: str) -> None:
    assert rendered(text) == "<p><span>x</span></p>"


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://example.org)",
        "[x](b%20c.md)",
        "[x](<b c.md>)",
        "[x](../glossary.md#a)",
        "<a@b.c>",
        "[x](mailto:a@b.c)",
        "# y\n\n[x](#y)",
        '<p id="z"></p>\n\n[x](#z)',
        "<h2 name=z>n</h2>\n\n[x](#z)",
    ],
)
def test_a_link_to_something_stays(text: str) -> None:
    assert '<a href="' in rendered(text)


def test_of_a_picture_that_is_not_there_its_label_stays() -> None:
    assert rendered("![图 1](a b.png)") == "<p><span>图 1</span></p>"


def test_a_footnote_that_no_place_cites_has_no_way_back() -> None:
    assert "↩" not in rendered("[^1]: 注").replace("&#8617;", "↩")
    assert "↩" in rendered("一[^1]\n\n[^1]: 注").replace("&#8617;", "↩")


def test_pages_of_our_own_are_left_to_the_checks() -> None:
    assert rendered("[x](gone.md)", "zh/index.md") == '<p><a href="gone.md">x</a></p>'
