"""Every check of the built site is seen to fail on a defect, and to pass what only looks like one."""

from pathlib import Path

import pytest

from zhihu.model import Finding
from zhihu.site.checks import CHECKS, Site, check_site
from zhihu.site.html_page import read_page

SOUND = """<!doctype html>
<title>题目</title>
<h1 id="section">题目</h1>
<!-- answer -->
<p id="here">回答 <a href="#here">此处</a></p>
<!-- /answer -->
"""
MARKDOWN = "---\ntitle: 题目\n---\n\n# 题目\n\n<!-- answer -->\n\n回答 [此处](#here)\n\n<!-- /answer -->\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a site of one sound question, with its Markdown beside it."""
    for name, text in {"docs/zh/q/a.md": MARKDOWN, "site/zh/q/a/index.html": SOUND, "site/index.html": SOUND}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "site"


def findings(site: Path) -> list[Finding]:
    return list(check_site(site, site.parent / "docs"))


def plant(site: Path, html: str, name: str = "zh/q/a/index.html") -> Path:
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{SOUND}{html}\n", "utf-8")
    return path


def test_a_sound_site_has_no_findings(site: Path) -> None:
    assert findings(site) == []


DEFECTS = [
    ("zhihu-link", '<a href="https://zhida.zhihu.com/search?content_id=1&amp;q=a">a</a>'),
    ("zhihu-link", '<a href="//link.zhihu.com/?target=https%3A//example.org">a</a>'),
    ("zhihu-link", '<a href="http://LINK.zhihu.com/">a</a>'),
    ("leftover", "<p>zhida.zhihu.com</p>"),
    ("leftover", "<p>见 link.zhihu.com/?target=x</p>"),
    ("leftover", "<p>Site Unreachable</p>"),
    ("leftover", "<p>**粗体</p>"),
    ("leftover", "<code>[a](https://zhida.zhihu.com/search?q=a)</code>"),
    ("leftover", '<meta name="description" content="见 **Site">'),
    ("leftover", '<img alt="Site Unreachable">'),
    ("foreign-host", '<img src="https://pic1.zhimg.com/v2-a.jpg">'),
    ("foreign-host", '<img srcset="../a/ 1x, //pic1.zhimg.com/v2-a.jpg 2x">'),
    ("foreign-host", '<script src="//cdn.example.org/a.js"></script>'),
    ("foreign-host", '<link rel="stylesheet" href="https://fonts.googleapis.com/css">'),
    ("foreign-host", '<link href="https://fonts.gstatic.com" rel="crossorigin preconnect">'),
    ("foreign-host", '<iframe src="https://example.org"></iframe>'),
    ("foreign-host", '<video poster="https://example.org/a.jpg"></video>'),
    ("foreign-host", '<object data="https://example.org/a.svg"></object>'),
    ("foreign-host", '<p style="background: url(https://example.org/a.png)">a</p>'),
    ("foreign-host", "<style>@import 'https://example.org/a.css';</style>"),
    ("repeated-id", '<p id="here">a</p>'),
    ("dead-link", '<a href="../no-such-page/">a</a>'),
    ("dead-link", '<a href="/zh/q/a/">absolute: wrong under a base path</a>'),
    ("dead-link", '<a href="../../../../">out of the site</a>'),
    ("dead-link", '<img src="../no-such-picture.png">'),
    ("dead-link", '<link rel="stylesheet" href="no-such.css">'),
    ("dead-anchor", '<a href="#nowhere">a</a>'),
    ("dead-anchor", '<a href="../../../#nowhere">a</a>'),
    ("other-words", "<!-- answer --><p>多出来的话</p><!-- /answer -->"),
    ("second-title", "<h1>又一个题目</h1>"),
]


@pytest.mark.parametrize(("code", "html"), DEFECTS, ids=[f"{code}: {html[:50]}" for code, html in DEFECTS])
def test_a_planted_defect_is_found(site: Path, code: str, html: str) -> None:
    path = plant(site, html)
    found = findings(site)
    assert [f.code for f in found] == [code], found
    assert found[0].file == str(path if code != "other-words" else site.parent / "docs/zh/q/a.md")
    assert found[0].line == {"repeated-id": 0, "other-words": 0}.get(code, SOUND.count("\n") + 1)
    assert found[0].severity == ("warning" if code == "other-words" else "error")


def test_every_check_has_a_planted_defect(site: Path, tmp_path: Path) -> None:
    silent = set(CHECKS)
    for _, html in DEFECTS:
        planted = Site(plant(site, html).parents[3], tmp_path / "docs")
        silent -= {check for check in CHECKS for page in planted.pages.values() if list(check(page, planted))}
    assert silent == set()


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://www.zhihu.com/question/1">Zhihu itself may be linked</a>',
        '<a href="https://pic1.zhimg.com/v2-a.jpg">图片未随导出保存</a>',
        '<a href="http://[">an address that is none</a>',
        '<a href="mailto:a@example.org">a</a>',
        '<a href="../../../">a</a> <a href="../a">a</a> <a href="?q=1#here">a</a> <a href="">a</a>',
        "<pre><code>a**b, **kwargs</code></pre>",
        "<script>a ** b</script>",
        '<details id="changes"><p>Site Unreachable</p><details>a</details><p>**zhida.zhihu.com</p></details>',
        '<link rel="canonical" href="https://example.org/zh/">',
        '<p style="background: url(data:image/png;base64,AAAA)">a</p>',
        '<img src="data:image/png;base64,AAAA">',
    ],
)
def test_what_only_looks_like_a_defect_passes(site: Path, html: str) -> None:
    plant(site, html)
    assert findings(site) == []


def test_the_about_page_may_show_what_was_taken_out(site: Path) -> None:
    plant(site, "<p>Site Unreachable, **, zhida.zhihu.com</p>", "zh/about/index.html")
    assert findings(site) == []


def test_the_missing_page_may_use_absolute_addresses(site: Path) -> None:
    plant(site, '<link rel="stylesheet" href="/qa/a.css"><a href="/qa/zh/">首页</a>', "404.html")
    assert findings(site) == []


def test_a_style_sheet_may_not_load_from_another_host(site: Path) -> None:
    (site / "a.css").write_text('@font-face { src: url("https://example.org/a.woff2") }', "utf-8")
    assert [(f.file, f.code) for f in findings(site)] == [(str(site / "a.css"), "foreign-host")]


def test_words_that_python_markdown_lost_are_named(site: Path) -> None:
    path = site / "zh/q/a/index.html"
    path.write_text(SOUND.replace("回答 ", ""), "utf-8")
    (finding,) = findings(site)
    assert finding.message == "the site shows '此处' in the answer"
    assert finding.expected == "CommonMark has '回答此处'"


def test_a_page_is_read_by_its_parts(site: Path) -> None:
    page = read_page(site / "zh/q/a/index.html", site)
    assert page.name == "zh/q/a/index.html"
    assert {name: text.strip() for name, text in page.parts.items()} == {"title": "题目", "answer": "回答 此处"}


def test_stars_that_the_export_shows_too_are_no_error(site: Path) -> None:
    page = site / "zh/q/a/index.html"
    page.write_text(SOUND.replace("回答", "** 回答"), "utf-8")
    (site.parent / "docs/zh/q/a.md").write_text(MARKDOWN.replace("\n回答", "\n** 回答"), "utf-8")
    (finding,) = findings(site)
    assert (finding.severity, finding.code) == ("warning", "lone-stars")


def test_a_file_may_be_called_as_a_lost_label_is(site: Path) -> None:
    title = "Site Unreachable 是什么"
    (site / "zh/q/a/index.html").write_text(SOUND.replace("题目", title), "utf-8")
    (site.parent / "docs/zh/q/a.md").write_text(MARKDOWN.replace("题目", title), "utf-8")
    (site / "index.html").write_text(f"{SOUND}<p>{title}</p>", "utf-8")
    assert findings(site) == []
