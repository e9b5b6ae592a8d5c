"""What the last gate keeps, and what no spelling gets through it."""

import tomllib
from html.parser import HTMLParser

import markdown
import pytest
from math_core import LatexToMathML
from mkdocs.config import load_config

from tests.project import ROOT
from zhihu.site.sanitise import sanitised, words_only

ATTACKS = ROOT / "tests/attacks"

Part = tuple[str, str, tuple[tuple[str, str], ...]]


class _Reader(HTMLParser):
    """Notes tags with their attributes, text and comments, however they were spelled."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(("tag", tag, tuple(sorted((name, value or "") for name, value in attrs))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag.startswith("m"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(("end", tag, ()))

    def handle_data(self, data: str) -> None:
        last = self.parts.pop() if self.parts and self.parts[-1][0] == "text" else ("text", "", ())
        self.parts.append(("text", last[1] + data, ()))

    def handle_comment(self, data: str) -> None:
        self.parts.append(("comment", data, ()))


def read(html: str) -> list[Part]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.parts


PAGE = """
# 标题 *斜*

主题：[偏好优化](../topics/x.md) · <https://example.com/a?b=1&c=%E5> <a@example.com>

<!-- answer -->

正文[^1]，**粗** *斜* ~~删~~ `<b>`，<sup id="cite-1">[[1]](#ref-x)</sup>，H<sub>2</sub>O，<kbd>Ctrl</kbd>。\\
第二行。

- [ ] 没做
- [x] 做了

1. 甲

    ```python
    def f(x): return "y"  # z
    ```

| 左 | 中 | 右 |
| :-- | :-: | --: |
| 1 | 2<br>3 | 4 |

<details markdown="1"><summary>折叠</summary>

> 引文

</details>

![图](../../assets/figures/v2-0123.png "题")

***

[^1]: 注

<!-- /answer -->

<h2 id="references">参考文献</h2>
<ol class="qa-references">
<li id="ref-x" value="3"><span lang="en">A. B.</span> <a href="https://example.com">x</a>
<a class="qa-back" href="#cite-1" aria-label="回到文中 [3]">↩</a></li>
</ol>

<details class="qa-changes" id="changes"><summary>改动</summary>
<p>x</p>
</details>
"""


def test_what_our_pages_are_made_of_stays() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    html = markdown.markdown(PAGE, extensions=config.markdown_extensions, extension_configs=config.mdx_configs)

    assert read(html) == read(sanitised(html))


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a}{b}\sqrt[3]{x}\sum_{i=1}^n x_i^2",
        r"\begin{aligned}a&=b\\c&=d\end{aligned}",
        r"\begin{cases}a&b\\c&d\end{cases}\begin{pmatrix}a&b\\c&d\end{pmatrix}",
        r"\begin{array}{c|c}a&b\\\hline c&d\end{array}\begin{align}a&=b\tag{1}\\c\end{align}",
        r"\text{x}\mathbb{E}\mathcal{L}\hat{x}\overline{x}\underbrace{x}_{y}\left(\frac{a}{b}\right)",
        r"\color{red}x\boxed{x}\phantom{x}\not=\cancel{x}\binom{n}{k}\lim_{x\to 0}\int_0^1",
    ],
)
def test_formulas_of_math_core_stay(tex: str) -> None:
    html = LatexToMathML().convert_with_local_state(tex, displaystyle=True)

    assert read(html) == read(sanitised(html))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('<b onclick="x()">a</b>', "<b>a</b>"),
        ("<script>x()</script>a", "x()a"),
        ("<style>a", "a"),
        ("<iframe src=//x.example>a</iframe>", "a"),
        ('<a href="java&#9;script:x()">a</a>', "<a>a</a>"),
        ('<a href="mailto:a@b.cc" target="_top" ping="//x.example">a</a>', '<a href="mailto:a@b.cc">a</a>'),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<img src="//x.example/a.png" alt="a">', '<img alt="a">'),
        ('<img src="https:/x.example/a.png">', "<img>"),
        ('<img src="../../assets/a.png" srcset="//x.example 2x">', '<img src="../../assets/a.png">'),
        ('<img src="/\\x.example/a.png">', "<img>"),
        ('<td style="text-align:left;background:url(//x.example)">a</td>', "a"),
        ("<table><tr><td style='color:red'>a", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<input type=text value=a>", '<input type="checkbox" disabled="">'),
        ('<p id="__config">a</p>', "<p>a</p>"),
        ('<p name="body" id="ok">a</p>', '<p id="ok">a</p>'),
        ('<div class="md-overlay qa-meta">a</div>', '<div class="qa-meta">a</div>'),
        ('<div data-md-component="search">a</div>', "<div>a</div>"),
        ('<math href="javascript:x()"><mi>a</mi></math>', "<math><mi>a</mi></math>"),
        ('<math><mtd style="background:url(//x.example)">a</mtd></math>', "<math><mtd>a</mtd></math>"),
        ("<svg onload=x()>a</svg>b", "ab"),
        ("<form action=//x.example><button>a</button></form>", "a"),
        ("<p>a", "<p>a</p>"),
        ("</div></article>a", "a"),
    ],
)
def test_the_rest_goes(given: str, kept: str) -> None:
    assert kept == sanitised(given)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a <b>c</b> &amp; d", "a c &amp; d"),
        ("<img src=`x` onerror=`x()`>a", "a"),
        ("&lt;script>x()&lt;/script>", "&lt;script&gt;x()&lt;/script&gt;"),
        ("<script>x()</script>", "x()"),
    ],
)
def test_words_only(given: str, kept: str) -> None:
    assert kept == words_only(given)


def _attacks() -> list[tuple[str, str]]:
    return [
        (f"{path.stem}-{name}", text)
        for path in sorted(ATTACKS.glob("*.toml"))
        for name, text in tomllib.loads(path.read_text(encoding="utf-8")).items()
    ]


def _acts(name: str, value: str) -> bool:
    address = name in {"href", "src"} and ":" in value.split("/", maxsplit=1)[0]
    return name.startswith(("on", "data-", "xlink", "form")) or (
        address and not value.startswith(("http:", "https:", "mailto:"))
    )


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in _attacks()])
def test_no_attack_leaves_anything_that_acts(text: str) -> None:
    tags = [part for part in read(sanitised(text)) if part[0] == "tag"]

    assert not {tag for _, tag, _ in tags} & {
        *("script", "style", "iframe", "frame", "object", "embed", "form", "button", "textarea", "select", "option"),
        *("base", "meta", "link", "svg", "template", "video", "audio", "source", "marquee", "dialog", "noscript"),
    }
    assert not [attribute for _, _, attributes in tags for attribute in attributes if _acts(*attribute)]
    assert all(dict(attributes).get("type") == "checkbox" for _, tag, attributes in tags if tag == "input")
