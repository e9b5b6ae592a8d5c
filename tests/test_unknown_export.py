"""A source folder with nothing but exports gives a complete site, whatever the exports hold."""

import random
import re
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.project import ROOT, copy_project, run
from tests.sandbox import Sandbox, states

CORPUS = ROOT.parent / "shared" / "corpus"
FILES_OF_CORPUS = 15
PAGES_OF_NONSENSE = 60
SITE_PARTS = ("mkdocs.yml", "overrides", "scripts", "docs/assets")

TITLES = {
    "front.md": ("---\ntitle: 第一个题\nauthor: 某人\n---\n正文。\n", "第一个题"),
    "quoted.md": ('---\ntitle: "冒号: 和#号"\n---\n\n正文。\n', "冒号: 和#号"),
    "heading.md": ("\n\n# 一级 *标题* 与 `code`\n\n正文。\n", "一级 标题 与 code"),
    "second-level.md": ("## 二级标题\n\n正文。\n", "二级标题"),
    "setext.md": ("下划线标题\n===\n\n正文。\n", "下划线标题"),
    "文件名 v2.0.md": ("正文。\n", "文件名 v2.0"),
    "a*b_c[d].md": ("正文。\n", "a*b_c[d]"),
}
"""Exports without marked questions, and the titles their pages get."""

FINE = {
    "html-blocks": "<div>\n\n一段\n\n</div>\n\n<details><summary>更多</summary>\n\n- a\n\n</details>\n\n<p>一<br>二",
    "html-inline": "按 <kbd>Ctrl</kbd>，H<sub>2</sub>O，E=mc<sup>2</sup>，<u>下划线</u>",
    "html-unclosed": "<p>没有关\n\n<table><tr><td>a\n\n</div></div>\n\n<b>粗",
    "html-active": "<script>alert(1)</script>\n\n<p onclick=x>x</p>\n\n<style>p{}</style>\n\n<iframe src='//x.y'>",
    "html-link": '<a href="other.md">a</a> <a href="#x">b</a>',
    "html-picture": '<img src="a.png">',
    "id-of-ours": '<h2 id="answer">x</h2>',
    "stars-in-html": "<div>\n\n**粗**\n\n</div>",
    "comments": "<!-- 没有关\n\n一段\n",
    "our-marks": "<!-- answer -->\n\n一段\n\n<!-- /answer -->\n\n<!-- /question -->",
    "entities": "&lt;&nbsp;&#0;&#x110000;&copy;&nosuch; & <",
    "headings": "#\n\n## \n\n####### 七级\n\n## a\n\n## a\n\n# # b #\n\n丙\n---\n\n## {#id .c} `code` **粗** $x$",
    "code": "```python\nprint('`')\n# 不是标题\n[a](b.md)\n```\n\n    [c](d.md)\n\n``a`b``\n\n~~~\n没有关",
    "tables": "| a | b |\n|---|:-:|\n| 1 | `x\\|y` |\n| 只有一格 |\n\n|不是|表|",
    "lists": "- a\n  - b\n    - c\n\n1) x\n2) y\n\n10. 十\n\n* * *\n\n- [ ] 做\n- [x] 完\n\n+ 加\n\n1986. 一年",
    "quotes": "> a\n>\n> - b\n>   ```\n>   c\n>   ```\n\n>没有空格\n>>> 三层",
    "footnotes": "一[^1]，二[^甲]，一[^1]，没有[^none]\n\n[^1]: 注\n\n[^甲]: 注\n    两段",
    "formulas": "$$\n\\frac{a}{b}\n$$\n\n$x_1$，\\(y\\)，\\[z\\]，$100 到 $200，￥5",
    "links-out": '[a](http://a.b "题") <http://a.b> www.a.b [空]() [空](<>) [m](mailto:a@b.c) [例](https://例子.测试/路?查#片)',
    "links-active": "[a](javascript:alert(1)) [b](obsidian://open?x) [c](file:///etc/passwd) [d](data:text/html,x)",
    "links-wiki": "[[页]] [[页|名]] [[页#节]] ![[图.png]]",
    "pictures": "![图](img/a.png) ![图](<a b.png>) ![](../x.jpg) ![](/root.png) ![](data:image/png;base64,AA==)",
    "templates": "{{ config.site_name }} {% raw %} {% include 'x' %} ${x} {: .class } {#id}",
    "other-extensions": '*[HTML]: Hyper\n\nHTML\n\n!!! note\n    x\n\n=== "t"\n    y\n\n--8<-- "/etc/passwd"\n\n==m==',
    "odd-characters": "\u200b\u2028\u2029\x85\ufeff\ufffd\U0001f600 e\u0301 \u202e反\u202c",
    "placeholders": "字" * 300 + "\x02klzzwxh:0\x03 wzxhzdk:0",
    "long-word": "W" * 20000,
    "nothing-but-a-title": "",
    "relative-link": "[a](other.md)",
    "relative-link-with-blank": "[a](<a b.md>) [b](%zz.md)",
    "link-upwards": "[a](../../other.md#x) [b](./c/d.html)",
    "absolute-link": "[a](/root)",
    "dead-anchor": "[a](#nowhere)",
    "anchor-of-a-heading": "## 节\n\n[a](#节)",
    "bad-formula": "$\\foo{$ 和 $\\frac{a}$",
    "link-by-reference": "[a]\n\n[a]: other.md",
    "unused-footnote": "一\n\n[^1]: 注",
    "address-that-is-none": "<http://[::1> [x](http://a℀b/) ![y](http://[)",
    "blanks-in-an-address": "[a](b c.md) ![d](/e/f g.png)",
}
"""Bodies below a title, after which a page is named, that a site must be able to hold."""


@dataclass(frozen=True)
class Site:
    """A site that was made from exports alone, with all that was said on the way."""

    folder: Path
    cleaned: str
    built: str
    build_code: int
    checked: str

    def complaints(self, slug: str) -> list[str]:
        """Return what the build warned of and the check of the site called an error, for one page."""
        lines = [line for line in self.built.splitlines() if "WARNING" in line or "ERROR" in line]
        lines += [line for line in self.checked.splitlines() if ": error: " in line]
        return [line for line in lines if re.search(rf"/q/{slug}(?:\.md|/)", line)]


def make(folder: Path, exports: Mapping[str, str | bytes]) -> Site:
    copy_project(folder, *SITE_PARTS)
    sandbox = Sandbox(folder)
    for name, content in exports.items():
        sandbox.export(name, content)
    cleaned = run(folder, "scripts/clean.py")
    assert cleaned.returncode == 0, cleaned.stdout + cleaned.stderr
    built = run(folder, "-m", "mkdocs", "build", "--strict")
    checked = run(folder, "scripts/check.py", "--site", "site")
    assert "Traceback" not in built.stderr, built.stderr
    assert "Traceback" not in checked.stderr, checked.stderr
    return Site(folder, cleaned.stdout, built.stdout + built.stderr, built.returncode, checked.stdout)


def bodies(some: Mapping[str, str]) -> dict[str, str | bytes]:
    return {f"{slug}.md": f"# {slug}\n\n{body}\n" for slug, body in some.items()}


# A whole site


@pytest.fixture(scope="module")
def fine(tmp_path_factory: pytest.TempPathFactory) -> Site:
    titled: dict[str, str | bytes] = {f"titles/{name}": text for name, (text, _) in TITLES.items()}
    marked: dict[str, str | bytes] = {
        "问答/二.md": (
            "**提问**：三？\n\n问的[1]。\n\n参考：\n\n[1] 甲\n\n[2] 乙\n\n"
            "**回答**：答的[1]。\n\n参考：\n\n[1] 丙\n\n[2] 丁\n"
        ),
        "问答/一.md": "**提问**：见[一](x.md)？\n\n**回答**：甲。\n\n**提问**：二？\n\n**回答**：乙。\n",
    }
    return make(tmp_path_factory.mktemp("fine"), {**bodies(FINE), **titled, **marked})


def test_the_build_is_strict_and_says_nothing(fine: Site) -> None:
    assert [line for line in fine.built.splitlines() if "WARNING" in line or "ERROR" in line] == []
    assert fine.build_code == 0


def test_the_check_of_the_site_finds_no_error(fine: Site) -> None:
    assert [line for line in fine.checked.splitlines() if ": error: " in line] == []


def test_every_page_is_built_in_both_languages(fine: Site) -> None:
    for language in ("zh", "en"):
        built = {path.parent.name for path in (fine.folder / "site" / language / "q").glob("*/index.html")}
        assert built == {path.stem for path in fine.folder.glob("docs/zh/q/*.md")}
        assert len(built) == len(FINE) + len(TITLES) + 3
        assert (fine.folder / "site" / language / "topics/unsorted/index.html").is_file()


def test_every_question_has_a_toml_that_can_be_read_and_a_finding(fine: Site) -> None:
    slugs = {path.stem for path in fine.folder.glob("docs/zh/q/*.md")}
    tables = {p.parent.name: tomllib.loads(p.read_text("utf-8")) for p in fine.folder.glob("source/questions/*/*.toml")}

    assert tables.keys() == slugs
    assert {table["topic"] for table in tables.values()} == {"unsorted"}
    found = re.findall(r"with the address (\S+) \[new-question\]; look at", fine.cleaned)
    assert sorted(found) == sorted(slugs)


@pytest.mark.parametrize("name", TITLES)
def test_a_page_is_titled_by_front_matter_heading_or_file_name(fine: Site, name: str) -> None:
    pages = (path.read_text("utf-8") for path in fine.folder.glob("docs/zh/q/*.md"))

    assert TITLES[name][1] in {yaml.safe_load(page.split("---\n")[1])["title"] for page in pages}


def test_a_second_run_and_check_find_everything_current(fine: Site) -> None:
    before = states(fine.folder / "docs")
    again, check = run(fine.folder, "scripts/clean.py"), run(fine.folder, "scripts/clean.py", "--check")

    assert re.search(r"^0 files written, \d+ unchanged, 0 removed$", again.stdout, re.MULTILINE)
    assert (check.returncode, check.stdout.startswith("0 stale, ")) == (0, True)
    assert states(fine.folder / "docs") == before


def test_the_exports_come_back(fine: Site) -> None:
    done = run(fine.folder, "scripts/check.py", "--rebuild", "out")
    exports = fine.folder / "source/exports"

    assert done.returncode == 0, done.stdout
    for path in exports.rglob("*.md"):
        assert (fine.folder / "out" / path.relative_to(exports)).read_bytes() == path.read_bytes()


# Nonsense

PIECES = (
    *("[", "]", "(", ")", "](", "![", "[]", "]: ", "<", ">", "http://[", "http://a℀b/", "//", "a b.md", "../", "#x"),
    *("[^1]", "[^1]: ", "[a]", "[a]: ", "\n\n", "\n", "    ", "> ", "- ", "1. ", "# ", "```\n", "`", "**", "_", "$"),
    *("<div>", "</div>", "<a href=", "<!--", "-->", "|", "---\n", "===\n", "\\", "&#0;", "字", "word ", "："),
    *("<sup>[1]</sup>", "[1](x#ref_1)", "![](https://pic1.zhimg.com/v2-a_b.jpg)", "{", "}", "@", "mailto:", "*[a]: "),
)


def nonsense(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 - no secret
    return "".join(chance.choices(PIECES, k=chance.randrange(1, 120)))


def test_no_nonsense_ends_a_strict_build(tmp_path: Path) -> None:
    site = make(tmp_path, bodies({f"n{seed}": nonsense(seed) for seed in range(PAGES_OF_NONSENSE)}))

    assert [line for line in site.built.splitlines() if "WARNING" in line or "ERROR" in line] == []
    assert site.build_code == 0
    assert [line for line in site.checked.splitlines() if "[dead-" in line] == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of real exports is not at {CORPUS}")
def test_real_exports_make_a_site(tmp_path: Path) -> None:
    files = sorted(CORPUS.rglob("*.md"))
    some = files[:: len(files) // FILES_OF_CORPUS][:FILES_OF_CORPUS]
    site = make(tmp_path, {path.relative_to(CORPUS).as_posix(): path.read_bytes() for path in some})

    assert [line for line in site.built.splitlines() if "WARNING" in line or "ERROR" in line] == []
    assert site.build_code == 0


# Questions that are new


def pages_of(sandbox: Sandbox, exports: Iterable[tuple[str, str]]) -> dict[str, str]:
    for name, text in exports:
        sandbox.export(name, text)
    assert sandbox.clean().code == 0
    return {slug: sandbox.page(slug) for slug in sandbox.slugs()}


def test_several_files_in_folders_become_a_page_each(sandbox: Sandbox) -> None:
    names = ("一.md", "二.md", "甲/三.md", "甲/乙/四.md", "甲/乙/丙/五.md")
    pages = pages_of(sandbox, ((name, f"{name} 的正文。\n") for name in names))

    assert pages.keys() == {"yi", "er", "san", "si", "wu"}
    assert "甲/乙/四.md 的正文。" in pages["si"]
    assert all((sandbox.docs / f"ledger/{name}.jsonl").is_file() for name in names)


@pytest.mark.parametrize("name", ["readme.md", "笔记.md"])
def test_equal_base_names_in_different_folders_are_different_pages(sandbox: Sandbox, name: str) -> None:
    texts = ("第一个文件夹讲奖励模型。", "第二个文件夹讲数据配比。", "第三个文件夹讲推理加速。")
    exports = [(f"{folder}/{name}", f"{text}\n") for folder, text in zip("abc", texts, strict=True)]
    pages = pages_of(sandbox, exports)

    assert len(pages) == 3
    assert all(sum(text in page for page in pages.values()) == 1 for text in texts)
    assert pages_of(sandbox, exports) == pages


def test_equal_base_names_with_titles_of_their_own_are_different_pages(sandbox: Sandbox) -> None:
    pages = pages_of(sandbox, [("a/x.md", "# 什么是奖励模型\n\n甲\n"), ("b/x.md", "# 数据配比怎么调\n\n乙\n")])

    assert pages.keys() == {"shen-me-shi-jiang-li-mo-xing", "shu-ju-pei-bi-zen-me-diao"}


def test_a_question_toml_is_written_once_and_then_a_persons(sandbox: Sandbox) -> None:
    sandbox.export("a.md", "**提问**：什么是RLHF？\n\n**回答**：甲。\n")
    assert "[new-question]" in sandbox.clean().output
    path = sandbox.source / "questions/shen-me-shi-rlhf/question.toml"
    text = path.read_text("utf-8")
    assert tomllib.loads(text) == {"title": "什么是RLHF？", "topic": "unsorted"}
    assert text.startswith("# ")

    edited = text.replace("topic =", "# mine\norder = 3\ntopic =")
    path.write_text(edited, "utf-8")
    assert "[new-question]" not in sandbox.clean().output
    assert path.read_text("utf-8") == edited


def test_a_renamed_folder_moves_the_page_and_makes_no_second_question(sandbox: Sandbox) -> None:
    sandbox.export("a.md", "**提问**：什么是RLHF？\n\n**回答**：甲。\n")
    sandbox.clean()
    (sandbox.source / "questions/shen-me-shi-rlhf").rename(sandbox.source / "questions/rlhf")
    sandbox.clean()

    assert sandbox.slugs() == {"rlhf"}
    assert {path.name for path in (sandbox.source / "questions").iterdir()} == {"rlhf"}


def test_the_toml_of_a_title_with_every_sign_can_be_read_back(sandbox: Sandbox) -> None:
    title = "\"引号\" 'x' \\n #{y} = [z] 😀 `c` <b> & *星* _下划_ \\"
    sandbox.export("a.md", f"**提问**：{title}\n\n**回答**：甲。\n")
    sandbox.clean()
    before = states(sandbox.root)

    assert sandbox.clean().code == 0
    assert states(sandbox.root) == before


def test_without_any_fact_nothing_is_said_about_an_author(sandbox: Sandbox) -> None:
    sandbox.export("a.md", "# 题\n\n甲\n")
    sandbox.clean()
    words = "".join(path.read_text("utf-8") for path in sandbox.docs.rglob("*.md"))

    assert not re.search("swtheking|百面LLM|None", words)


def test_an_export_that_goes_keeps_its_page(sandbox: Sandbox) -> None:
    sandbox.export("a.md", "# 甲\n\n甲的正文\n")
    sandbox.export("b.md", "# 乙\n\n乙的正文\n")
    sandbox.clean()
    (sandbox.source / "exports/b.md").unlink()
    outcome = sandbox.clean()

    assert outcome.code == 0
    assert "[vanished]" in outcome.output
    assert "乙的正文" in sandbox.page("yi")


def test_docs_that_were_lost_are_written_again(sandbox: Sandbox) -> None:
    sandbox.export("a.md", "# 甲\n\n甲的正文\n")
    sandbox.clean()
    before = {name: state.content for name, state in states(sandbox.docs).items()}
    shutil.rmtree(sandbox.docs)
    sandbox.clean()

    assert {name: state.content for name, state in states(sandbox.docs).items()} == before


def test_one_article_under_two_names_is_not_renamed_by_a_second_run(sandbox: Sandbox) -> None:
    link = "https://zhida.zhihu.com/search?content_id=7&content_type=Article&match_order=1&q=x&zhida_source=entity"
    for name in ("甲/芯片基础 NPU.md", "乙/芯片基础-NPU.md"):
        sandbox.export(name, f"见[词]({link})。\n")
    sandbox.clean()
    again = sandbox.clean()

    assert (again.code, len(sandbox.slugs())) == (0, 1)
    assert "[renamed]" not in again.output


CLIPPED = """\
---
title: "(12 封私信) 甲？ - 知乎"
source: "https://www.zhihu.com/question/1/answer/2?utm_id=0"
author:
  - "[[某人]]"
published: 2025-01-02
created: 2026-03-04
tags:
  - "clippings"
  - 大模型*
odd: 未知的键
---
正文。
"""


def test_front_matter_of_a_clipping_becomes_metadata(sandbox: Sandbox, tmp_path: Path) -> None:
    path = sandbox.export("文件名.md", CLIPPED)
    (page,) = pages_of(sandbox, []).values()
    line = page.split('markdown="1">\n\n')[1].split("\n")[0]

    assert "\n# 甲？\n" in page
    assert "标签：大模型\\* · 作者：某人 · 出处：[知乎回答 2](https://www.zhihu.com/question/1/answer/2)" in line
    assert "发布于 2025-01-02 · 保存于 2026-03-04" in line
    assert "未知的键" not in page
    assert "未知的键" in (sandbox.docs / "ledger/文件名.md.jsonl").read_text("utf-8")
    assert sandbox.check("--rebuild", tmp_path / "out").code == 0
    assert (tmp_path / "out/文件名.md").read_bytes() == path.read_bytes()
    english = next((sandbox.docs / "en/q").glob("*.md")).read_text("utf-8")
    assert "[Zhihu answer 2](" in english


def test_a_heading_goes_before_front_matter_and_that_before_the_name(sandbox: Sandbox) -> None:
    front = "---\ntitle: 前言的题\n---\n"
    exports = {
        "a.md": f"{front}# 标题的题\n\n一\n",
        "b.md": f"{front}下划线的题\n===\n\n二\n",
        "c.md": f"{front}三\n",
        "d.md": "四\n",
    }
    pages = pages_of(sandbox, exports.items())

    titles = {page.split("\n# ")[1].split("\n")[0]: page for page in pages.values()}
    assert titles.keys() == {"标题的题", "下划线的题", "前言的题", "d"}
    assert "===" not in titles["下划线的题"]


def test_facts_are_shown_as_they_are(sandbox: Sandbox) -> None:
    sandbox.write(
        "site.toml",
        '[site]\nname = { zh = "*站*", en = "*S*" }\ndescription = { zh = "<b>说</b> [a](b)", en = "x" }\n'
        '[author]\nname = "a_b_c"\nurl = "https://example.org/a_(b)"\n'
        '[[topics]]\nid = "t"\nzh = "C*题*"\nen = "t"\n[tags]\ng = { zh = "`签`", en = "g" }\n',
    )
    sandbox.question("jia", 'title = "甲？"\ntopic = "t"\ntags = ["g"]\n')
    sandbox.export("a.md", "**提问**：甲？\n\n**回答**：乙。\n")
    assert sandbox.clean().code == 0
    home, page = (sandbox.docs / "zh/index.md").read_text("utf-8"), sandbox.page("jia")

    assert "\n# \\*站\\*\n" in home
    assert "&lt;b&gt;说&lt;/b&gt; \\[a\\](b)" in home
    assert "## [C\\*题\\*](topics/t.md)" in home
    assert (
        "主题：[C\\*题\\*](../topics/t.md) · 标签：\\`签\\` · 作者：[a\\_b\\_c](https://example.org/a_%28b%29)" in page
    )
