"""Footnotes stand at the end of the answer."""

from markdown import Markdown

from zhihu.site.footnotes_place import FootnotesPlace

PAGE = """\
<!-- answer -->

一[^1]，二[^2]

[^1]: 甲

    <!-- /answer -->

[^2]: 乙

<!-- /answer -->

<h2 id="related">相关</h2>

- 丙
"""


def rendered(text: str) -> str:
    return Markdown(extensions=["footnotes", "md_in_html", FootnotesPlace()]).convert(text)


def test_footnotes_come_before_what_is_ours() -> None:
    html = rendered(PAGE)
    places = [html.index(words) for words in ("一<sup", 'class="footnote"', "乙", "<!-- /answer -->\n", "相关", "丙")]

    assert places == sorted(places)
    assert html.count('class="footnote"') == 1


def test_a_page_without_an_answer_keeps_them_at_its_end() -> None:
    assert rendered("一[^1]\n\n[^1]: 甲\n\n丙").endswith("</div>")


def test_a_page_without_footnotes_stays() -> None:
    text = "一\n\n<!-- /answer -->\n\n二"
    assert rendered(text) == Markdown(extensions=["md_in_html"]).convert(text)
