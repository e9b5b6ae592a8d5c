"""A page has one heading of the first level."""

from markdown import Markdown

from zhihu.site.headings import Headings


def rendered(text: str) -> str:
    return Markdown(extensions=["md_in_html", Headings()]).convert(text)


def test_a_second_title_lowers_all_headings_of_the_author() -> None:
    html = rendered(
        '# 题\n\n# 一\n\n## 二\n\n> # 三\n\n###### 六\n\n<div class="qa-note" markdown="1">\n\n# 注\n\n</div>'
    )

    assert [
        html.index(f"<h{level}>{words}<") for level, words in ((1, "题"), (2, "一"), (3, "二"), (2, "三"), (6, "六"))
    ]
    assert "<h1>注<" in html


def test_other_pages_stay() -> None:
    assert rendered("# 题\n\n## 一\n\n### 二") == Markdown().convert("# 题\n\n## 一\n\n### 二")
    assert rendered("## 一") == "<h2>一</h2>"
