"""What a reader of the built site gets: the author's words as he wrote them, and nothing that an exporter left."""

import re
from pathlib import Path

import pytest

from tests.built import Built, build, together
from tests.html_tree import Node, between, read_html
from tests.project import EXPORT, SLUGS, copy_project, run
from tests.slices import changed, reading, slices

pytestmark = together

KEYWORD = re.compile(r"\[([^\]\n]*)\]\(https://zhida\.zhihu\.com/[^)\s]*\)")
CHANGES = re.compile(r'<details class="qa-changes".*?</details>', re.DOTALL)
MAY_SHOW_ARTEFACTS = re.compile(r"[a-z]{2}/about/index\.html")


def page(built: Built, slug: str, language: str = "zh") -> Node:
    return read_html(built.site / f"{language}/q/{slug}/index.html").one("article")


def answer(built: Built, slug: str) -> Node:
    return between(page(built, slug), "answer")


def html_files(built: Built) -> list[Path]:
    return sorted(built.site.rglob("*.html"))


# ---------------------------------------------------------------- the build


def test_a_strict_build_says_nothing_but_what_it_does(built: Built) -> None:
    lines = built.output.splitlines()
    assert [line for line in lines if not line.startswith("INFO ")] == []
    assert re.search(r"Documentation built in", built.output)


def test_the_site_has_a_page_for_every_question_and_the_pages_around_them(built: Built) -> None:
    names = {path.relative_to(built.site).as_posix() for path in html_files(built)}
    assert len(SLUGS) == 12
    assert names >= {f"zh/q/{slug}/index.html" for slug in SLUGS}
    assert names >= {"index.html", "404.html", "zh/index.html", "zh/about/index.html", "zh/topics/index.html"}


def test_what_is_not_for_readers_is_not_there(built: Built) -> None:
    assert not list(built.site.rglob("*.jsonl"))
    assert not list(built.site.rglob("*.yml"))
    assert not list(built.site.rglob(".*"))


# ---------------------------------------------------------------- artefacts


def test_no_name_of_an_exporters_is_left_outside_the_list_of_changes(built: Built) -> None:
    """In the raw HTML: attributes, descriptions and scripts count as well."""
    for path in html_files(built):
        html = CHANGES.sub("", path.read_text("utf-8"))
        assert "zhida.zhihu.com" not in re.findall(r'href="([^"]*)"', html)
        if not MAY_SHOW_ARTEFACTS.fullmatch(path.relative_to(built.site).as_posix()):
            assert not re.search(r"zhida\.zhihu|link\.zhihu|Site Unreachable", html), path


def test_no_link_leads_to_zhihus_search_or_redirect(built: Built) -> None:
    links = [a.attrs.get("href", "") for path in html_files(built) for a in read_html(path).all("a")]
    assert len(links) > 100
    assert [link for link in links if re.search(r"zhida\.zhihu|link\.zhihu", link)] == []


def test_no_star_is_shown(built: Built) -> None:
    for path in html_files(built):
        root = read_html(path)
        for changes in root.all("details", id="changes"):
            changes.children = []
        assert "**" not in root.text(), path


# ---------------------------------------------------------------- the author's words


@pytest.mark.parametrize("slug", SLUGS)
def test_every_word_of_the_export_is_on_its_page_in_its_place(built: Built, slug: str) -> None:
    """The judge is Python-Markdown on one side and CommonMark on the other."""
    article = page(built, slug)
    shown = article.one("h1").text() + between(article, "answer").text()
    wanted = reading(changed(slices())[slug])
    assert "".join(shown.split()) == wanted.text
    assert len(between(article, "answer").all("strong")) == wanted.strong


def test_all_fourteen_keywords_are_text_exactly_where_they_were(built: Built) -> None:
    found = [(slug, match) for slug, text in slices().items() for match in KEYWORD.finditer(text)]
    assert len(found) == 14
    assert len(KEYWORD.findall(EXPORT.read_text("utf-8"))) == 14
    for slug, match in found:
        line_start = match.string.rfind("\n", 0, match.start()) + 1
        line_end = match.string.find("\n", match.end())
        line = match.string[line_start : match.start()] + "\0" + match.string[match.start() : line_end]
        before, after = (re.sub(r"^\d\. |^- ", "", half) for half in KEYWORD.sub(r"\1", line).split("\0"))
        text = page(built, slug).one("h1").text() + "\n" + answer(built, slug).text()
        assert "".join((before + after).split()) in "".join(text.split()), match[1]
        assert after.startswith(match[1])


# ---------------------------------------------------------------- lists, pictures, numbers


def test_question_12_has_one_list_with_its_pictures_and_its_caption_inside(built: Built) -> None:
    (the_list,) = answer(built, "sft-prompt-diversity").all("ul")
    items = [child for child in the_list.children if isinstance(child, Node)]
    assert [item.tag for item in items] == ["li"] * 3
    pictures = [[a for a in item.all("a") if ".zhimg.com/" in a.attrs["href"]] for item in items]
    assert [len(found) for found in pictures] == [1, 1, 1]
    assert [len(item.all("figure")) for item in items] == [1, 1, 1]
    assert ["Figure: Blue points" in item.text() for item in items] == [False, True, False]
    assert [re.findall(r"\[\d\]", item.text()) for item in items] == [["[1]"], ["[2]"], ["[3]"]]


def test_no_picture_is_loaded_from_where_the_author_has_it(built: Built) -> None:
    sources = [img.attrs["src"] for path in html_files(built) for img in read_html(path).all("img")]
    assert [source for source in sources if "//" in source] == []


@pytest.mark.parametrize("slug", ["fixing-reward-model-ood", "sft-prompt-diversity"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_number_of_the_authors_leads_to_its_reference_and_back(built: Built, slug: str, language: str) -> None:
    article = page(built, slug, language)
    numbers = re.findall(r"\[(\d)\]", between(article, "answer").text())
    assert numbers == ["1", "2", "3"]
    for number in numbers:
        mark = between(article, "answer").one("sup", id=f"cite-{number}")
        assert mark.text() == f"[{number}]"
        target = mark.one("a").attrs["href"]
        reference = article.one("li", id=target.removeprefix("#"))
        assert reference.attrs["value"] == number
        assert reference.one("a", class_="qa-back").attrs["href"] == f"#cite-{number}"


def shown_numbers(part: Node) -> list[int]:
    """Return the numbers a browser draws before the items of ordered lists, in order."""
    numbers = []
    for ordered in part.all("ol"):
        number = int(ordered.attrs.get("start", "1"))
        for item in (c for c in ordered.children if isinstance(c, Node) and c.tag == "li"):
            number = int(item.attrs.get("value", number))
            numbers.append(number)
            number += 1
    return numbers


@pytest.mark.parametrize("slug", SLUGS)
def test_ordered_lists_show_the_authors_numbers(built: Built, slug: str) -> None:
    wanted = [int(number) for number in re.findall(r"^(\d+)\. ", slices()[slug], re.MULTILINE)]
    assert shown_numbers(answer(built, slug)) == wanted


def test_some_page_has_an_ordered_list(built: Built) -> None:
    assert shown_numbers(answer(built, "building-sft-data")) == [1, 2, 1]
    assert shown_numbers(answer(built, "why-replace-ppo-in-rlhf")) == [1, 2, 3]


# ---------------------------------------------------------------- our own checks agree


def test_the_command_finds_nothing_on_the_built_site(built: Built) -> None:
    done = run(built.folder, "scripts/check.py", "--site", "site")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if "site/" in line or ": error:" in line] == []
    assert "findings: 0 errors, 0 warnings" in done.stdout


def test_the_command_finds_a_defect_planted_on_the_built_site(built: Built, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="https://link.zhihu.com/?target=x">x</a>', "utf-8")
    done = run(built.folder, "scripts/check.py", "--site", str(tmp_path))
    assert done.returncode == 1
    assert f"{tmp_path}/index.html:1: error: a link to https://link.zhihu.com/?target=x [zhihu-link]" in done.stdout


# ---------------------------------------------------------------- a sidebar of constant size


SIDEBAR = re.compile(r'<nav class="md-nav md-nav--primary".*?</nav>', re.DOTALL)


def sidebars(folder: Path, questions: int) -> dict[str, int]:
    """Build a site of many questions, of which nobody has written down anything; return bytes of sidebar by page."""
    copy_project(folder, "mkdocs.yml", "overrides", "scripts", "docs/assets", "docs/index.html")
    pairs = (f"**提问**：第{n}个问题是什么？\n\n**回答**：第{n}个回答。\n\n" for n in range(questions))
    (folder / "source/exports").mkdir(parents=True)
    (folder / "source/exports/many.md").write_text("".join(pairs), "utf-8")
    done = run(folder, "scripts/clean.py")
    assert done.returncode == 0, done.stdout + done.stderr
    site = build(folder).site
    assert len(list(site.glob("zh/q/*/index.html"))) == questions
    names = ("zh/index.html", "zh/topics/index.html", "zh/topics/unsorted/index.html", "zh/about/index.html")
    question = min(site.glob("zh/q/*/index.html"))
    return {
        **{name: len(sidebar((site / name).read_text("utf-8")).encode()) for name in names},
        "question": len(sidebar(question.read_text("utf-8")).encode()),
    }


def sidebar(html: str) -> str:
    (found,) = SIDEBAR.findall(html)
    return str(found)


def test_the_sidebar_does_not_grow_with_the_questions(tmp_path: Path) -> None:
    few, many = (sidebars(tmp_path / str(count), count) for count in (30, 60))
    assert few == many
    assert max(many.values()) < 4000
