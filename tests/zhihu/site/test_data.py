"""Whatever a title holds, it arrives as it is in every file made for programs."""

import html
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest

from zhihu.facts.words import Words
from zhihu.pages.catalogue import Catalogue, Entry, Named, Tag, Text, Work, fields_of
from zhihu.site.built import BuiltSite, Place
from zhihu.site.copies import copy_of
from zhihu.site.data_files import LLMS_FULL, llms, llms_full
from zhihu.site.days import Days
from zhihu.site.feeds import NEWEST, Item, atom_feed, json_feed, write_feeds
from zhihu.site.heads import with_preview

URL = "https://example.org/a&b/"
ATOM = "{http://www.w3.org/2005/Atom}"
TITLES = [
    "Says \"quoted\" and 'quoted'",
    "</script><script>alert(1)</script>",
    "<b>&amp; ]]> <!-- --> </title>",
    "a\\b \\u003c \\n {x} % # $y$",
    "表情🤯👩‍👩‍👧 é\u2028行",
    "长" * 300,
]


def text(title: str, language: str = "zh") -> Text:
    return Text(f"{language}/q/x/", f"{language}/q/x/index.md", title, title, title, "0" * 64)


def site_of(title: str, folder: Path = Path("nowhere")) -> BuiltSite:
    tag = Tag("t", title, title)
    entry = Entry(
        slug="x",
        url="q/x/",
        topic=tag,
        tags=(tag,),
        author=Named(title),
        source=Named(title, "https://example.com/?a=1&b=2"),
        zh=text(title),
        en=text(title, "en"),
        references=(Work("w", title, "author", title, 2020, title, "2001.00001", "https://arxiv.org/abs/2001.00001"),),
    )
    catalogue = Catalogue(Words(title, title), Words(title, title), Named(title), (entry,))
    days = {"x": Days("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")}
    return BuiltSite(folder, folder, URL, catalogue, days, {"x": entry})


def head_of(title: str, name: str = "zh/q/x/index.html") -> str:
    page = (
        f'<head><title>{html.escape(title)} - x</title><meta name="description" content="{html.escape(title)}"></head>'
    )
    return with_preview(page, Place(name, site_of(title)))


def metas(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in re.findall(r'<meta \w+="([^"]+)" content="([^"]*)">', page)}


@pytest.mark.parametrize("title", TITLES)
def test_a_preview_holds_the_title(title: str) -> None:
    found = metas(head_of(title))

    assert found["og:title"] == found["og:image:alt"] == found["og:description"] == title
    assert found["og:url"] == f"{URL}zh/q/x/"
    assert found["og:image"].startswith(URL)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_linked_data_holds_the_title_and_cannot_end_its_script(title: str, language: str) -> None:
    page = head_of(title, f"{language}/q/x/index.html")

    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(script)
    assert data["headline"] == data["mainEntity"]["name"] == data["author"]["name"] == title
    assert data["citation"][0]["name"] == title
    assert page.count("<script") == 1
    assert data["inLanguage"] == {"zh": "zh-CN", "en": "en"}[language]


def test_a_page_without_a_language_shows_both_cards() -> None:
    page = head_of("x", "q/x/index.html")

    assert re.findall(r'og:image" content="([^"]*)"', page) == [
        f"{html.escape(URL)}assets/cards/{language}/x.png" for language in ("zh", "en")
    ]


@pytest.mark.parametrize("title", TITLES)
def test_an_atom_feed_holds_the_title(title: str) -> None:
    site = site_of(title)
    items = [Item(site.entries["x"], text(title), site.days["x"], f"<p>{html.escape(title)}</p>")]

    feed = ET.fromstring(atom_feed(site, "zh", items))  # noqa: S314  # our own

    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == feed.findtext(f"{ATOM}title") == title
    assert html.unescape(entry.findtext(f"{ATOM}content") or "") == f"<p>{title}</p>"
    assert feed.findtext(f"{ATOM}updated") == "2021-01-01T00:00:00Z"


def test_what_xml_cannot_say_does_not_break_a_feed() -> None:
    site = site_of("a\x00\x0b\ufffe")

    feed = ET.fromstring(atom_feed(site, "zh", [Item(site.entries["x"], text("a\x00"), site.days["x"], "\x1f")]))  # noqa: S314

    assert feed.findtext(f"{ATOM}title") == "a\ufffd\ufffd\ufffd"


@pytest.mark.parametrize("title", TITLES)
def test_a_json_feed_holds_the_title(title: str) -> None:
    site = site_of(title)

    feed = json.loads(json_feed(site, "en", [Item(site.entries["x"], text(title), None, "<p>x</p>")]))

    assert feed["items"][0]["title"] == feed["title"] == title
    assert "date_published" not in feed["items"][0]


def test_a_feed_has_the_newest_only_and_none_without_a_date(tmp_path: Path) -> None:
    site = site_of("x", tmp_path)
    (tmp_path / "zh").mkdir()
    entries = tuple(msgspec.structs.replace(site.entries["x"], slug=f"q{n}") for n in range(NEWEST + 5))
    whole = msgspec.structs.replace(site.catalogue, questions=entries)
    days = {f"q{n}": Days("2020-01-01T00:00:00Z", f"2020-01-01T00:00:{n:02}Z") for n in range(NEWEST + 5)}

    write_feeds(BuiltSite(tmp_path, tmp_path, URL, whole, days, {e.slug: e for e in entries}))
    feed = ET.parse(tmp_path / "zh/feed.xml").getroot()  # noqa: S314

    assert len(feed.findall(f"{ATOM}entry")) == NEWEST
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2020-01-01T00:00:54Z"
    (tmp_path / "zh/feed.xml").unlink()
    write_feeds(BuiltSite(tmp_path, tmp_path, URL, whole, {}, {e.slug: e for e in entries}))
    assert not (tmp_path / "zh/feed.xml").exists()
    assert "date" not in (tmp_path / "zh/feed.json").read_text("utf-8")


PAGE = """\
---
title: "T"
slug: "x"
---

# T

<div class="qa-meta" markdown="1">

[主题](../topics/t.md)

</div>

<h2 id="answer" class="qa-answer">回答</h2>

<!-- answer -->

A [term](../glossary.md#g1) and[^9] <sup id="cite-1">[[1]](#ref-w)</sup>.

```md
<!-- answer -->
[kept](../x.md)
```

<!-- /answer -->

<ol class="qa-references">
<li id="ref-w" value="1"><span lang="en">A &amp; B.</span> <a href="https://a.b/">https://a.b/</a> <a class="qa-back" href="#cite-1" aria-label="x">↩</a></li>
</ol>

<details class="qa-changes" id="changes"><summary>2</summary>
<p>x</p>
</details>

## 相关

- [other](y.md)
"""  # noqa: E501  # An item of the references is one line.


def test_a_copy_has_no_marks_of_ours_and_whole_addresses() -> None:
    copy = copy_of(PAGE, site_of("T"), "zh/q/x.md")

    meta = fields_of(copy)
    assert meta["url"] == f"{URL}zh/q/x/"
    assert meta["permalink"] == f"{URL}q/x/"
    assert (
        copy.partition("\n---\n")[2]
        == f"""
# T

[主题]({URL}zh/topics/t/)

## 回答

A term and[^9] [^1].

```md
<!-- answer -->
[kept](../x.md)
```

[^1]: A & B. https://a.b/

## 相关

- [other]({URL}zh/q/y/)
"""
    )


def test_lists_for_models_are_bounded_and_escape_brackets(tmp_path: Path) -> None:
    site = site_of("[x](y)", tmp_path)
    (tmp_path / "en/q/x").mkdir(parents=True)
    (tmp_path / "en/q/x/index.md").write_text("x" * (LLMS_FULL + 1))

    assert r"- [\[x\](y)](https" in llms(site)
    assert llms_full(site) == ""
