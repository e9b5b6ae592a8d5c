"""A citation can be read by the programs it is for, whatever the title holds."""

import html
import json
import re

import pytest
from pybtex.database import parse_string  # type: ignore[import-untyped]  # it has no types

from tests.zhihu.site.test_data import TITLES, URL, site_of
from zhihu.site.built import Place
from zhihu.site.citing import with_citations

NAMES = {"textbackslash{}": "\\", "textbraceleft{}": "{", "textbraceright{}": "}", "textasciitilde{}": "~"}


def citations(title: str, name: str = "zh/q/x/index.html") -> list[str]:
    page = with_citations("<p><!-- citations --></p>", Place(name, site_of(title)))
    return [html.unescape(text) for text in re.findall(r'class="qa-cite__text">(.*?)</(?:p|pre)>', page, re.DOTALL)]


def from_tex(value: str) -> str:
    known = {**NAMES, "textasciicircum{}": "^", **{sign: sign for sign in "&%$#_"}}
    return re.sub(r"\\(text\w+\{\}|[&%$#_])", lambda found: known[found[1]], value)


@pytest.mark.parametrize("title", TITLES)
def test_bibtex_holds_the_title(title: str) -> None:
    _, _, bibtex, _ = citations(title)

    (entry,) = parse_string(bibtex, "bibtex").entries.values()
    assert from_tex(entry.fields["title"].removeprefix("{").removesuffix("}")) == " ".join(title.split())
    assert entry.fields["url"] == f"{URL}q/x/"
    assert entry.fields["year"] == "2020"
    assert len(entry.persons["author"]) == 1


@pytest.mark.parametrize("title", TITLES)
def test_csl_json_holds_the_title(title: str) -> None:
    (item,) = json.loads(citations(title, "en/q/x/index.html")[3])

    assert item["title"] == item["author"][0]["literal"] == title
    assert item["issued"] == {"date-parts": [[2020, 1, 1]]}


def test_words_name_author_title_source_address_and_day() -> None:
    chinese, english, *_ = citations("题目")

    source = "https://example.com/?a=1&b=2"
    assert chinese == f"题目：《题目》，《题目》，{source}。收录于“题目”，{URL}q/x/，2020-01-01。"
    assert english == f"题目. “题目”. 题目, {source}. In 题目, {URL}q/x/, 1 January 2020."


def test_a_page_without_room_stays_as_it_is() -> None:
    assert with_citations("<p></p>", Place("zh/q/x/index.html", site_of("x"))) == "<p></p>"
